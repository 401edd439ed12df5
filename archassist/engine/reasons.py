"""What rules say about one decision, in sentences with the team's own numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from archassist.engine.assessment import Reason
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.program_names import Names
from archassist.engine.reason_text import format_value
from archassist.engine.resolution import ALL_OUT, FLOOR_LOST, PULL_LOST
from archassist.engine.telling import Telling
from archassist.expressions import Expression
from archassist.rulebook import POINT, Decision, Rule

if TYPE_CHECKING:
    from archassist.engine.columns.futures import World

LIKELIER = "in the more likely futures, "
"""Before a reason that does not hold with the middle of all answers, but in the futures in which the advice wins."""

_FIRST = {"rules_out": 0, "requires": 1}


Reasons = tuple[tuple[Reason, ...], tuple[Reason, ...]]
"""Of the rules that fired, and of those that did not but have something to say, the strongest first."""


def reasons_of_one(compiled: Compiled, names: Names, row: Mapping[str, Code], telling: Telling) -> Reasons:
    """The reasons of a decision with the figures of one profile."""

    def told() -> Reasons:
        return _sorted(
            _reason(compiled, names, rule, bool(row[name]), row, telling) for name, rule, _ in names.rules
        )

    # From one answer to the next few figures change: a decision of which none did is told as it was last time.
    weights = compiled.weights_of(names.decision.id)
    return telling.last.of(names.decision.id, (weights, names.figures(row)), told)


def reasons_in(world: World, names: Names, row: Mapping[str, Code], telling: Telling) -> Reasons:
    """The reasons of a decision in these futures: a rule fires where it does in half of them.

    A reason with other figures than those of the middle of all answers, `row`, says so, and names those, too.
    """

    def told(name: str, rule: Rule) -> Reason | None:
        fires = world.share(name) >= 0.5
        # Where the middle of all answers says the same, its figures are told: one team, one set of figures.
        same = bool(row[name]) == fires
        figures = row if same else world.middle(name, fires)
        return _reason(world.compiled, names, rule, fires, figures, telling, None if same else row)

    return _sorted(told(name, rule) for name, rule, _ in names.rules)


def _reason(
    compiled: Compiled,
    names: Names,
    rule: Rule,
    fires: bool,
    figures: Mapping[str, Code],
    telling: Telling,
    middle: Mapping[str, Code] | None = None,
) -> Reason | None:
    """What one rule says, None where it has nothing to say."""
    template, behind = _said(compiled, rule, fires, figures, telling)
    if not template:
        return None
    decision = names.decision
    text = telling.filled(template, figures, middle, behind)
    assumes = compiled.unanswered(rule.when, telling.answered)
    return Reason(
        rule.id,
        rule.option,
        rule.says,
        compiled.weights_of(decision.id).get(rule.id, 0) / POINT,
        fires,
        text if middle is None else f"{LIKELIER}{text}",
        rule.source,
        assumes,
        len(assumes) < len(compiled.behind(rule.when)),
        names.also_for[rule.id],
    )


def _said(
    compiled: Compiled, rule: Rule, fires: bool, figures: Mapping[str, Code], telling: Telling
) -> tuple[str, Expression]:
    """The template of what a rule says, and the condition on which that rests."""
    branches = rule.because_if if fires else rule.else_if
    holding = [each for each in branches if compiled.holds_with(each.when, figures, telling.answered)]
    if holding:
        # What the team answered is told before what is only assumed.
        told = next((each for each in holding if not telling.mark_of(each.when)), holding[0])
        return told.because, told.when
    return rule.because if fires else rule.otherwise, rule.when


def _sorted(told: Iterable[Reason | None]) -> Reasons:
    reasons = sorted((each for each in told if each is not None), key=_strength)
    return tuple(each for each in reasons if each.fired), tuple(each for each in reasons if not each.fired)


def _strength(reason: Reason) -> tuple[int, float]:
    return _FIRST.get(reason.says, 2), -reason.weight


def conflict_text(decision: Decision, conflict: int, least: int) -> str:
    """What had to give for this decision to be settled; empty when nothing had to."""
    options = list(decision.options.values())
    if conflict == PULL_LOST:
        title = options[least].title
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
