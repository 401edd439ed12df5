"""What rules say about one decision, in sentences with the team's own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.engine.assessment import Reason
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.program_names import Names
from archassist.engine.reason_text import format_value
from archassist.engine.resolution import ALL_OUT, FLOOR_LOST, PULL_LOST
from archassist.engine.telling import Telling
from archassist.expressions import Expression
from archassist.rulebook import POINT, Decision, Rule, Says

if TYPE_CHECKING:
    from archassist.engine.columns.futures import World

LIKELIER = "in the more likely futures, "
"""Before a reason that does not hold with the middle of all answers, but in the futures in which the advice wins."""

_FIRST = {"rules_out": 0, "requires": 1}


Reasons = tuple[tuple[Reason, ...], tuple[Reason, ...]]
"""Of the rules that fired, and of those that did not but have something to say, the strongest first."""


def reasons_of_one(compiled: Compiled, names: Names, row: Mapping[str, Code], telling: Telling) -> Reasons:
    """The reasons of a decision with the figures of one profile."""
    # From one answer to the next few figures change: a decision of which none did is told as it was last time.
    id = names.decision.id
    weights = compiled.weights_of(id)
    made_of = weights, names.figures(row), telling.grounds_among(id, compiled.told_behind[id])
    return telling.last.of("reasons", id, made_of, _reasons_of_one, compiled, names, weights, row, telling)


def _reasons_of_one(
    compiled: Compiled, names: Names, weights: Mapping[str, int], row: Mapping[str, Code], telling: Telling
) -> Reasons:
    last, id = telling.last, names.decision.id
    fired, silent = list[Reason](), list[Reason]()
    for name, rule in last.of("ranked", id, weights, _ranked, names, weights):
        fires = bool(row[name])
        template, behind = said = _said(compiled, rule, fires, row, telling)
        if template:
            weight, grounds = weights.get(rule.id, 0), telling.grounds_of(rule.when)
            # And of a decision of which some did, what other rules say.
            told = template, behind.text, telling.grounds_of(behind), telling.figures(template, row)
            reason = last.of(
                "reason", rule.id, (fires, weight, grounds, told),
                _new_reason, names, rule, said, fires, weight, row, telling,
            )  # fmt: skip
            (fired if fires else silent).append(reason)
    return tuple(fired), tuple(silent)


def _ranked(names: Names, weights: Mapping[str, int]) -> list[tuple[str, Rule]]:
    """The rules of a decision with the names that say whether they fire, the strongest first."""
    rules = [(name, rule) for name, rule, _ in names.rules]
    return sorted(rules, key=lambda each: _strength(each[1].says, weights.get(each[1].id, 0)))


def reasons_in(world: World, names: Names, row: Mapping[str, Code], telling: Telling) -> Reasons:
    """The reasons of a decision in these futures: a rule fires where it does in half of them.

    A reason with other figures than those of the middle of all answers, `row`, says so, and names those, too.
    """

    def told(name: str, rule: Rule) -> Reason | None:
        fires = world.share(name) >= 0.5
        # Where the middle of all answers says the same, its figures are told: one team, one set of figures.
        same = bool(row[name]) == fires
        figures = row if same else world.middle(name, fires)
        said = _said(world.compiled, rule, fires, figures, telling)
        weight = world.compiled.weights_of(names.decision.id).get(rule.id, 0)
        middle = None if same else row
        return _new_reason(names, rule, said, fires, weight, figures, telling, middle) if said[0] else None

    reasons = [reason for name, rule, _ in names.rules if (reason := told(name, rule)) is not None]
    reasons.sort(key=lambda reason: _strength(reason.says, reason.weight))
    return tuple(each for each in reasons if each.fired), tuple(each for each in reasons if not each.fired)


def _new_reason(
    names: Names,
    rule: Rule,
    said: tuple[str, Expression],
    fires: bool,
    weight: int,
    figures: Mapping[str, Code],
    telling: Telling,
    middle: Mapping[str, Code] | None = None,
) -> Reason:
    """What one rule says by this template, the condition `behind` which holds."""
    template, behind = said
    text = telling.filled(template, figures, middle, behind)
    grounds = telling.grounds_of(rule.when)
    return Reason(
        rule.id,
        rule.option,
        rule.says,
        weight / POINT,
        fires,
        text if middle is None else f"{LIKELIER}{text}",
        rule.source,
        grounds.unanswered,
        len(grounds.unanswered) < len(grounds.behind),
        names.also_for[rule.id],
    )


def _said(
    compiled: Compiled, rule: Rule, fires: bool, figures: Mapping[str, Code], telling: Telling
) -> tuple[str, Expression]:
    """The template of what a rule says, "" where it has nothing to say, and the condition on which that rests."""
    branches = rule.because_if if fires else rule.else_if
    holding = [each for each in branches if compiled.holds_with(each.when, figures, telling.answered)]
    if holding:
        # What the team answered is told before what is only assumed.
        told = next((each for each in holding if not telling.mark_of(each.when)), holding[0])
        return told.because, told.when
    return rule.because if fires else rule.otherwise, rule.when


def _strength(says: Says, weight: float) -> tuple[int, float]:
    return _FIRST.get(says, 2), -weight


def conflict_text(decision: Decision, conflict: int, least: int) -> str:
    """What had to give for this decision to be settled; empty when nothing had to."""
    if conflict == PULL_LOST:
        title = list(decision.options.values())[least].title
        return f"Another recommended option needs at least “{title}” here, but the rules speak against it."
    if conflict == FLOOR_LOST:
        return "The option that is required here is ruled out as well: the answers contradict each other."
    if conflict == ALL_OUT:
        return "Every option is ruled out: the answers contradict each other, and the best of them is shown."
    return ""


def veto_text(decision: Decision, wished: int, chosen: int, load: float, carried: str) -> str:
    """Why the team's hands, not the rules, decided; empty when they did not. `carried` is what they carry, in words."""
    if chosen >= wished:
        return ""
    better = list(decision.options.values())[wished].title
    return (
        f"“{better}” scores higher, but all that scores highest together takes {format_value(load, 'int')} half days a "
        f"month to keep running, and this team has {carried}."
    )
