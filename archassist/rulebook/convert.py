"""Turns what files say into the models that the engine reads: shapes, required keys, and what one table can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from archassist.rulebook import raw
from archassist.rulebook.capabilities import Capability, Requirement
from archassist.rulebook.contradictions import Contradiction
from archassist.rulebook.decisions import Decision, Option, Rule
from archassist.rulebook.limits import Limit, Signal
from archassist.rulebook.models import (
    Attribute,
    Fact,
    Parameter,
    Phase,
    Practice,
    Question,
    Section,
    Source,
    Term,
)
from archassist.rulebook.pains import Pain, Stage
from archassist.rulebook.raw.forms import Raw
from archassist.rulebook.raw.told import form_of, keys_of, shown, told
from archassist.rulebook.table import Table

AnyRaw = TypeVar("AnyRaw", bound=Raw)
Model = TypeVar("Model")


def read(table: Table, model: type[AnyRaw]) -> AnyRaw:
    """What a table says. Faults go to its problems; what could not be read has a stand-in, so that all else is checked."""
    if not isinstance(table.written, dict):
        said = f"must be a table, not {shown(table.written)}"
        table.fault("", said, f"Write [{'.'.join(table.path)}] and its keys below.")
        return _salvaged(model, {})
    try:
        return model.model_validate(table.data)
    except ValidationError as error:
        for path, message, remedy in told(model, table.data, error):
            table.fault_at(path, message, remedy)
        return _salvaged(model, table.data)


def _salvaged(model: type[AnyRaw], data: Mapping[str, Any]) -> AnyRaw:
    """What can be read of a faulty table, key by key, in the order in which later keys depend on earlier ones."""
    names = {name: key for key, name in keys_of(model).items()}
    forms = {name: form_of(field) for name, field in model.model_fields.items()}
    values = {
        name: form.stand_in for name, form in forms.items() if form and model.model_fields[name].is_required()
    }
    for name, field in model.model_fields.items():
        if names[name] in data:
            value = data[names[name]]
        elif field.validate_default:
            value = field.get_default(call_default_factory=True)
        else:
            continue
        form = forms[name]
        try:
            values[name] = _one_value(model, values, name, value)
        except ValidationError:
            if form:
                values[name] = form.stand_in
    return model.model_construct(**values)


def _one_value(model: type[Raw], values: Mapping[str, Any], name: str, value: Any) -> Any:
    """The value of one field, as far as it is sound: of a mapping, the entries that are. Raises ValidationError."""
    partial, form = model.model_construct(**values), form_of(model.model_fields[name])
    try:
        setattr(partial, name, value)
    except ValidationError as error:
        if form and form.rescue:
            return form.rescue(value)
        places = [each["loc"] for each in error.errors(include_url=False)]
        if not isinstance(value, dict) or not all(len(place) > 1 for place in places):
            raise
        faulty = {place[1] for place in places}
        setattr(partial, name, {key: inside for key, inside in value.items() if key not in faulty})
    return getattr(partial, name)


def _made(make: Callable[..., Model], table: Table, model: type[Raw], **more: Any) -> Model:
    """The model of a table: its keys, its id and its place, and what the keys do not say."""
    given: dict[str, Any] = {"id": table.id, "place": table.place, **dict(read(table, model)), **more}
    return make(**given)


def read_section(table: Table) -> Section:
    """`[section.ID]`."""
    return _made(Section, table, raw.Section)


def read_source(table: Table) -> Source:
    """`[source.ID]`."""
    return _made(Source, table, raw.Source)


def read_term(table: Table) -> Term:
    """`[term.ID]`."""
    return _made(Term, table, raw.Term)


def read_limit(table: Table) -> Limit:
    """`[limit.ID]`."""
    return _made(Limit, table, raw.Limit)


def read_contradiction(table: Table) -> Contradiction:
    """`[contradiction.ID]`."""
    return _made(Contradiction, table, raw.Contradiction)


def read_capability(table: Table) -> Capability:
    """`[capability.ID]`."""
    return _made(Capability, table, raw.Capability)


def read_requirement(table: Table) -> Requirement:
    """`[requirement.ID]`."""
    return _made(Requirement, table, raw.Requirement)


def read_signal(table: Table) -> Signal:
    """`[signal.ID]`."""
    return _made(Signal, table, raw.Signal)


def read_attribute(table: Table) -> Attribute:
    """`[attribute.ID]`."""
    return _made(Attribute, table, raw.Attribute)


def read_pain(table: Table) -> Pain:
    """`[pain.ID]`."""
    return _made(Pain, table, raw.Pain)


def read_stage(table: Table) -> Stage:
    """`[stage.ID]`."""
    return _made(Stage, table, raw.Stage)


def read_question(table: Table) -> Question:
    """`[question.ID]`."""
    return _made(Question, table, raw.Question)


def read_parameter(table: Table) -> Parameter:
    """`[parameter.ID]`."""
    return _made(Parameter, table, raw.Parameter)


def read_fact(table: Table) -> Fact:
    """`[fact.ID]`."""
    fact = dict(read(table, raw.Fact))
    return Fact(id=table.id, place=table.place, expression=fact.pop("value"), **fact)


def read_phase(table: Table) -> Phase:
    """`[phase.ID]`."""
    return _made(Phase, table, raw.Phase)


def read_option(table: Table) -> Option:
    """`[option.DECISION.ID]`."""
    return _made(Option, table, raw.Option, decision=table.path[1])


def read_rule(table: Table) -> Rule:
    """`[rule.DECISION.OPTION.NAME]`."""
    _, decision, option, _ = table.path
    return _made(Rule, table, raw.Rule, id=".".join(table.path[1:]), decision=decision, option=option)


def read_decision(table: Table, options: Mapping[str, Option], rules: tuple[Rule, ...]) -> Decision:
    """`[decision.ID]` with its options and rules. Without a default, the first option is it."""
    said = read(table, raw.Decision)
    given: dict[str, Any] = {**dict(said), "default": said.default or next(iter(options), "")}
    return Decision(
        id=table.id, place=table.place, options=MappingProxyType(dict(options)), rules=rules, **given
    )


def read_practice(table: Table) -> Practice:
    """`[practice."area.item"]`."""
    return _made(Practice, table, raw.Practice)
