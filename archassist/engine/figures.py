"""The figures of an assessment and the growth phase, each with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.engine.assessment import FactValue, PhaseResult

if TYPE_CHECKING:
    from archassist.engine.columns.futures import Many
    from archassist.engine.compiled import Compiled
    from archassist.engine.conditioning import Conditioning
    from archassist.engine.encoding import Code
    from archassist.engine.telling import Grounds, Telling
    from archassist.rulebook import Given


def phase_reached(compiled: Compiled, row: Mapping[str, Code], answered: frozenset[str]) -> PhaseResult:
    """The highest phase whose condition holds; `needs` names the questions behind phases while none is answered."""
    rulebook = compiled.rulebook
    phases = sorted(rulebook.phases.values(), key=lambda phase: phase.order)
    here = max((place for place, phase in enumerate(phases) if row[f"phase {phase.id}"]), default=0)
    after = phases[here + 1] if here + 1 < len(phases) else None
    now = phases[here]
    behind = frozenset[str]().union(*(compiled.behind(phase.when) for phase in phases))
    needs = tuple(id for id in rulebook.questions if id in behind) if behind.isdisjoint(answered) else ()
    next_title = after.title if after else ""
    return PhaseResult(now.id, now.title, now.about, after.id if after else None, next_title, now.next, needs)


def facts_told(
    compiled: Compiled,
    row: Mapping[str, Code],
    many: Many | None,
    telling: Telling,
    conditioning: Conditioning,
    held: Mapping[str, Given],
) -> dict[str, FactValue]:
    """Every answer and every value that follows, with its range over the futures.

    `held` says by open question what took the place of its prior.
    """
    sources, last, found = conditioning.sources, telling.last.of_kind("fact"), {}
    ends: tuple[float | None, float | None] = None, None
    told = compiled.lookups
    for name, code, ranged in zip(told.told, told.codes(row), told.ranged, strict=True):
        if many is not None:
            ends = many.range(name) if ranged else (None, None)
        told_by = sources.get(name, ())
        if not told_by and name in held:
            told_by = _chosen_by(compiled, held[name], telling.answered)
        made_of = code, ends, told_by, telling.grounds(name)
        kept = last.get(name)
        if kept is None or kept[0] != made_of:
            kept = last[name] = made_of, _fact(compiled, name, telling, *made_of)
        found[name] = kept[1]
    return found  # type: ignore[return-value]


def _fact(
    compiled: Compiled,
    name: str,
    telling: Telling,
    code: Code,
    ends: tuple[float | None, float | None],
    told_by: tuple[str, ...],
    grounds: Grounds,
) -> FactValue:
    return FactValue(
        compiled.encoding.decode(name, code),
        compiled.encoding.unit(name),
        telling.alone(name, code),
        *ends,
        compiled.questions_of[name],
        grounds.unanswered,
        told_by,
        grounds.mark,
    )


def _chosen_by(compiled: Compiled, given: Given, answered: frozenset[str]) -> tuple[str, ...]:
    """The answers because of which something takes the place of the prior of an open choice."""
    behind = compiled.behind(given.when) & answered
    return tuple(id for id in compiled.rulebook.questions if id in behind)
