"""What rules say about one decision, in sentences with the team's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from archassist.engine.assessment import Reason
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.reason_text import format_value
from archassist.engine.resolution import ALL_OUT, FLOOR_LOST, PULL_LOST
from archassist.engine.telling import Telling
from archassist.rulebook import POINT, Decision, Rule

LIKELIER = "in the more likely futures, "
"""Before a reason that does not hold with the middle of all answers, but in the futures in which the advice wins."""

_FIRST = {"rules_out": 0, "requires": 1}


def reasons(
    compiled: Compiled,
    decision: Decision,
    fired: Callable[[Rule], bool],
    codes: Callable[[Rule], Mapping[str, Code]],
    telling: Telling,
    middle: Mapping[str, Code] | None = None,
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """The rules that fired and those that did not but have something to say, the strongest first.

    A reason with other figures than those of the `middle` of all answers says so, and names those, too.
    """
    spoke: list[Reason] = []
    silent: list[Reason] = []
    strength_of = compiled.weights_of(decision.id)
    options = list(decision.options)
    for rule in decision.rules:
        holds = fired(rule)
        template = rule.because if holds else rule.otherwise
        if not template:
            continue
        figures = codes(rule)
        elsewhere = middle is not None and figures is not middle
        text = telling.filled(template, figures, middle if elsewhere else None, rule.when)
        reason = Reason(
            rule.id,
            rule.option,
            rule.says,
            strength_of.get(rule.id, 0) / POINT,
            holds,
            f"{LIKELIER}{text}" if elsewhere else text,
            rule.source,
            assumes := compiled.unanswered(rule.when, telling.answered),
            len(assumes) < len(compiled.behind(rule.when)),
            tuple(options[place] for place in decision.counting(rule.says, rule.option)[1:]),
        )
        (spoke if holds else silent).append(reason)
    return tuple(sorted(spoke, key=_strength)), tuple(sorted(silent, key=_strength))


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
        f"“{better}” scores higher, but all that scores highest together takes {format_value(load, 'int')} "
        f"operating points and this team carries {carried}."
    )
