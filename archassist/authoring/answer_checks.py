"""Checks of what depends on answers given together: decisions for some teams, contradictions, requirements."""

from __future__ import annotations

from collections.abc import Iterator

from archassist.authoring.remarks import Remark
from archassist.expressions import Bounds, Possible, possible
from archassist.rulebook import Rulebook, Slot, template_parts


def at_issue(rulebook: Rulebook) -> Iterator[Remark]:
    """Decisions with a condition that somebody may be told of who answered nothing."""

    def value_of(name: str) -> Possible:
        if name in rulebook.parameters:
            value = rulebook.parameters[name].value
            return Bounds(value, value)
        if name in rulebook.facts:
            return possible(rulebook.facts[name].expression, value_of, rulebook.types, ())
        return None

    for id, decision in rulebook.decisions.items():
        if decision.when is not None and possible(decision.when, value_of, rulebook.types, ()) is not False:
            yield Remark(
                decision.place,
                "at-issue",
                id,
                "its condition may hold for a team that answered nothing",
                "Begin it with known(...), so that an answer puts the decision at issue.",
            )


def contradictions(rulebook: Rulebook) -> Iterator[Remark]:
    """Contradictions that are told without a figure, or that nobody's answer has a part in."""
    for id, each in rulebook.contradictions.items():
        names = {part.name for part in template_parts(each.text) if isinstance(part, Slot)}
        numbers = {
            name
            for name in each.when.names & rulebook.questions.keys()
            if not rulebook.questions[name].choices
        }
        if not each.when.names & (rulebook.questions.keys() | rulebook.facts.keys()):
            yield Remark(
                each.place,
                "contradiction",
                id,
                "no answer has a part in it",
                "Name questions in its condition.",
            )
        for name in sorted(numbers - names):
            yield Remark(
                each.place,
                "contradiction",
                id,
                f"its text does not tell the team's {name}",
                f"Show it: {{{name}}}.",
            )


def capabilities(rulebook: Rulebook) -> Iterator[Remark]:
    """Capabilities that no option states or no requirement asks for, and options that leave open what others state."""
    asked = {each.capability for each in rulebook.requirements.values()}
    for id, capability in rulebook.capabilities.items():
        stating = [
            [option for option in decision.options.values() if id in option.capabilities]
            for decision in rulebook.decisions.values()
        ]
        if id not in asked or not any(stating):
            said, remedy = (
                ("no requirement asks for it", f'Add a requirement with capability = "{id}".')
                if id not in asked
                else ("no option says whether it can", f"Write capabilities = {{ {id} = ... }} at options.")
            )
            yield Remark(capability.place, "capability", id, said, remedy)
