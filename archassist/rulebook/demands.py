"""What requirements ask of the options of each decision, checked and worked out when a pack is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from archassist.expressions import Expression, ExpressionError, Kind, Unit, parse
from archassist.expressions.answered import answered_only
from archassist.rulebook.capabilities import Capability, Demand, Offer, Requirement
from archassist.rulebook.decisions import Decision
from archassist.rulebook.models import Said
from archassist.rulebook.parts import Parts
from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.reason_templates import Slot, check_template, template_parts
from archassist.rulebook.table import Table
from archassist.rulebook.type_check import Typing

FIGURE = "figure"
"""The slot of `falls_short` for what an option can do."""

Figure = float | Expression


def check_capabilities(parts: Parts, typing: Typing) -> None:
    """Report what does not fit: capabilities nobody declared, figures of another kind or unit, templates, cases."""
    for id, capability in parts.capabilities.items():
        _check_words(parts.table("capability", id), capability)
    for id, requirement in parts.requirements.items():
        table = parts.table("requirement", id)
        parts.check_known(table, "capability", "capability", [requirement.capability])
        typing.condition(table, "when", requirement.when)
        check_template(table, "text", requirement.text, typing.types, parts.gathered.names())
        check_template(table, "gives", requirement.gives, typing.types, parts.gathered.names())
        typing.case(table, "fires", requirement.fires)
        typing.case(table, "silent", requirement.silent)
        if asked := parts.capabilities.get(requirement.capability):
            _check_needs(table, requirement, asked, typing)
    for id, option in parts.options.items():
        table = parts.table("option", id)
        for name, said in option.capabilities.items():
            parts.check_known(table, f"capabilities.{name}", "capability", [name])
            if known := parts.capabilities.get(name):
                _check_said(table, name, said, known, typing)


def _check_words(table: Table, capability: Capability) -> None:
    try:
        slots = [part for part in template_parts(capability.falls_short) if isinstance(part, Slot)]
    except ValueError as error:
        table.fault("falls_short", str(error), 'Write "back after {figure}".')
        return
    for slot in slots:
        if slot.name != FIGURE or slot.format:
            said = f'unknown name "{slot.name}"' if slot.name != FIGURE else "a figure takes no format"
            table.fault("falls_short", said, "Only {figure} stands in it: what the option can do.")


def _check_needs(table: Table, requirement: Requirement, capability: Capability, typing: Typing) -> None:
    needs = requirement.needs
    if capability.kind == "yes_no":
        if needs is not None:
            table.fault("needs", f"{capability.id} is yes or no", "Leave it out: a yes is needed.")
    elif needs is None:
        if "needs" not in table.data:  # else what is written there was told of already
            table.fault("needs", "is missing", "Write how much of it is needed.")
    elif capability.kind == "levels":
        _check_level(table, "needs", needs, capability)
    else:
        _check_figure(table, "needs", parse(needs) if isinstance(needs, str) else needs, capability, typing)


def _check_said(table: Table, name: str, said: Said, capability: Capability, typing: Typing) -> None:
    key = f"capabilities.{name}"
    if capability.kind == "yes_no":
        if not isinstance(said, bool):
            table.fault(key, f"{name} is yes or no, not {said!r}", f"Write {name} = true.")
    elif capability.kind == "levels":
        _check_level(table, key, said, capability)
    elif isinstance(said, bool):
        table.fault(key, f"{name} is a figure, not yes or no", f"Write {name} = 1.")
    elif isinstance(said, str):
        try:
            _check_figure(table, key, parse(said), capability, typing)
        except ExpressionError as error:
            table.expression_fault(key, error)


def _check_level(table: Table, key: str, level: object, capability: Capability) -> None:
    levels = list(capability.levels or ())
    if level not in levels:
        said = f'{capability.id} has no level "{level}"'
        remedy = did_you_mean(str(level), levels, f"Levels: {', '.join(levels)}.")
        table.fault(key, said, remedy)


def _check_figure(table: Table, key: str, figure: Expression, capability: Capability, typing: Typing) -> None:
    type = typing.of(table, key, figure)
    if type is None:
        return
    if type.kind is not Kind.NUMBER:
        table.fault(key, f"is a {type.kind.name.lower()}, not a figure", "Write a number or a formula.")
    elif type.unit is not None and type.unit != Unit.parse(capability.unit) and figure.names:
        said = f'is in "{type.unit or 1}", and {capability.id} in "{capability.unit or 1}"'
        table.fault(key, said, "Convert it with a parameter.")


def demands_of(parts: Parts) -> Mapping[str, tuple[Demand, ...]]:
    """By decision what is asked of its options, in the order in which requirements stand; of a pack without faults.

    Raises ExpressionError for a requirement that rests on more than can be said in one condition.
    """
    found = {id: tuple(_demands(decision, parts)) for id, decision in parts.decisions.items()}
    return MappingProxyType({id: demands for id, demands in found.items() if demands})


def _demands(decision: Decision, parts: Parts) -> list[Demand]:
    facts, questions = parts.facts, parts.questions

    def answered(condition: str) -> Expression:
        return answered_only(parse(condition), definition, questions.__contains__)

    def definition(name: str) -> Expression | None:
        return facts[name].expression if name in facts else None

    found = []
    for id, requirement in parts.requirements.items():
        capability = parts.capabilities[requirement.capability]
        said = [option.capabilities.get(capability.id) for option in decision.options.values()]
        if any(each is not None for each in said):
            offers = tuple(
                None if each is None else _offer(requirement, capability, each, answered) for each in said
            )
            needed = answered(_needed(requirement, capability))
            found.append(Demand(id, capability.kind != "at_most", needed, offers))
    return found


def _needed(requirement: Requirement, capability: Capability) -> str:
    """That it is required, and that the figure is there: a comparison that only an open answer keeps from holding."""
    needs = _number(requirement.needs, capability)
    if isinstance(needs, float):
        return requirement.when.text
    return f"({requirement.when.text}) and (({needs.text}) == ({needs.text}))"


def _offer(
    requirement: Requirement, capability: Capability, said: Said, answered: Callable[[str], Expression]
) -> Offer:
    best, usual = ends(said, capability)
    needs, sign = _number(requirement.needs, capability), "<" if capability.kind != "at_most" else ">"
    short = f"({requirement.when.text}) and ({_text(best)} {sign} {_text(needs)})"
    told = answered(f"{_text(best)} == {_text(best)}") if isinstance(best, Expression) else None
    return Offer(best, usual, answered(short), told)


def ends(said: Said, capability: Capability) -> tuple[Figure, Figure]:
    """What an option can do at best, and the other end, as numbers or formulas."""
    if isinstance(said, tuple):
        low, high = said
        return (low, high) if capability.kind == "at_most" else (high, low)
    figure = _number(parse(said) if isinstance(said, str) and not capability.levels else said, capability)
    return figure, figure


def _number(said: Said | Expression | None, capability: Capability) -> Figure:
    if said is None or said is True:
        return 1.0
    if capability.levels and isinstance(said, str):
        return float(list(capability.levels).index(said))
    if isinstance(said, str):
        said = parse(said)
    if isinstance(said, Expression):
        return said
    assert not isinstance(said, tuple)
    return float(said)


def _text(figure: Figure) -> str:
    return f"({figure.text})" if isinstance(figure, Expression) else repr(figure)
