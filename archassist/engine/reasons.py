"""What rules say about one decision, in sentences with the team's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from archassist.engine.assessment import Reason
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.reason_text import format_value
from archassist.engine.resolution import ALL_OUT, FLOOR_LOST, PULL_LOST
from archassist.rulebook import POINT, Decision, Rule, Slot, template_parts

LIKELIER = "in the more likely futures, "
"""Before a reason that does not hold with the middle of all answers, but in the futures in which the advice wins."""

_FIRST = {"rules_out": 0, "requires": 1}


def reasons(
    compiled: Compiled,
    decision: Decision,
    fired: Callable[[Rule], bool],
    codes: Callable[[Rule], Mapping[str, Code]],
    answered: frozenset[str],
    middle: Mapping[str, Code] | None = None,
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """The rules that fired and those that did not but have something to say, the strongest first.

    A reason with other figures than those of the `middle` of all answers says so.
    """
    spoke: list[Reason] = []
    silent: list[Reason] = []
    strength_of = compiled.weights_of(decision.id)
    for rule in decision.rules:
        holds = fired(rule)
        template = rule.because if holds else rule.otherwise
        if not template:
            continue
        figures = codes(rule)
        elsewhere = "" if middle is None or figures is middle else LIKELIER
        reason = Reason(
            rule.id,
            rule.option,
            rule.says,
            strength_of.get(rule.id, 0) / POINT,
            holds,
            elsewhere + filled(compiled, template, figures),
            rule.source,
            compiled.unanswered(rule.when, answered),
        )
        (spoke if holds else silent).append(reason)
    return tuple(sorted(spoke, key=_strength)), tuple(sorted(silent, key=_strength))


def _strength(reason: Reason) -> tuple[int, float]:
    return _FIRST.get(reason.says, 2), -reason.weight


def filled(compiled: Compiled, template: str, codes: Mapping[str, Code]) -> str:
    """A template with its names replaced by values in words, and words that agree with them."""
    return in_words(template, lambda slot: compiled.shown(slot.name, codes[slot.name], slot.format))


def in_words(template: str, shown: Callable[[Slot], str]) -> str:
    """A template with its names replaced by what `shown` says of them, and words that agree with it."""
    parts = template_parts(template)
    said = ""
    for part in parts:
        if isinstance(part, str):
            # 17 times the whole, but 17% of it.
            said += part.removeprefix(" of") if part.startswith(" of ") and said.endswith(" times") else part
        elif part.one is None:
            said += shown(part)
        else:
            alone = shown(Slot(part.name, _formats(parts).get(part.name, ""))) == "1"
            said += part.one if alone else part.many or ""
    return said


def _formats(parts: Iterable[str | Slot]) -> dict[str, str]:
    """How a template writes its figures, by name."""
    return {part.name: part.format for part in parts if isinstance(part, Slot) and part.one is None}


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


def veto_text(decision: Decision, wished: int, chosen: int, load: float, capacity: float) -> str:
    """Why the team's hands, not the rules, decided; empty when they did not."""
    if chosen >= wished:
        return ""
    better = list(decision.options.values())[wished].title
    return (
        f"“{better}” scores higher, but all that scores highest together takes {format_value(load, 'int')} "
        f"operating points and this team carries {format_value(capacity, 'int')}."
    )
