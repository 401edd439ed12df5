"""Which practices are due: by their own condition, for a recommended option, or before another one.

A practice that the answers say is in place, or whose own condition fails on answers alone, is never due, whoever asks for
it, and nobody has to wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from archassist.engine.assessment import DecisionResult, PracticeResult, Status
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.established import Established, established
from archassist.engine.telling import Telling


def practice_results(
    compiled: Compiled,
    row: Mapping[str, Code],
    decisions: Sequence[DecisionResult],
    telling: Telling,
) -> tuple[PracticeResult, ...]:
    """Every practice of the pack, in the pack's order."""
    practices = compiled.rulebook.practices
    applies = dict(zip(practices, map(bool, compiled.lookups.applies(row)), strict=True))
    done, idle = _settled(compiled, row, applies, telling)
    closed = done.keys() | idle.keys()
    needed: dict[str, list[str]] = {}
    for result in decisions:
        if result.today.option == result.recommended or not result.enough:
            continue  # it stands, or is not advised: nothing has to be adopted
        option = compiled.rulebook.decisions[result.id].options[result.recommended]
        for practice in option.practices:
            needed.setdefault(practice, []).append(option.full_id)
    due = {id for id in practices if id not in closed and (applies[id] or id in needed)}
    waiting = sorted(due)
    while waiting:
        id = waiting.pop()
        for before in practices[id].after:
            if before in practices:
                needed.setdefault(before, []).append(id)
                if before not in due and before not in closed:
                    due.add(before)
                    waiting.append(before)
    made_of = applies, done, idle, due, needed, telling.answered
    return telling.last.of(
        "practices", "", made_of, _results, compiled, telling, applies, done, idle, due, needed
    )


def _results(
    compiled: Compiled,
    telling: Telling,
    applies: Mapping[str, bool],
    done: Mapping[str, Established],
    idle: Mapping[str, Established],
    due: Set[str],
    needed: Mapping[str, Sequence[str]],
) -> tuple[PracticeResult, ...]:
    results, last, closed = [], telling.last.of_kind("practice"), done.keys() | idle.keys()
    for id, practice in compiled.rulebook.practices.items():
        status: Status = "done" if id in done else "todo" if id in due else "not_now"
        settled = (done.get(id) or idle.get(id)) if id in closed else None
        needed_by = tuple(needed[id]) if id in needed else ()
        assumes = telling.grounds_of(practice.when).unanswered
        made_of = id, status, applies[id], needed_by, assumes, settled.by if settled else ()
        kept = last.get(id)
        if kept is None or kept[0] != made_of:
            kept = last[id] = made_of, PracticeResult(*made_of)
        results.append(kept[1])
    return tuple(results)  # type: ignore[arg-type]


def _settled(
    compiled: Compiled, row: Mapping[str, Code], applies: Mapping[str, bool], telling: Telling
) -> tuple[dict[str, Established], dict[str, Established]]:
    """Practices that are in place, and those whose condition fails: on answers alone, with what settles each."""
    told = compiled.comparisons.told(telling.answered)
    if not told:
        return {}, {}
    values = compiled.comparisons.values(row)
    made_of = telling.answered, values, applies
    return telling.last.of(
        "settled", "", made_of, _settled_by, compiled, told, values, applies, telling.answered
    )


def _settled_by(
    compiled: Compiled,
    told: Set[str],
    values: Mapping[str, Code],
    applies: Mapping[str, bool],
    answered: frozenset[str],
) -> tuple[dict[str, Established], dict[str, Established]]:
    behind = compiled.comparisons.on_answers(answered)
    done, idle = {}, {}
    for id, practice in compiled.rulebook.practices.items():
        if id not in told:
            continue
        there = established(practice.done_if, values, behind) if practice.done_if is not None else None
        if there and there.holds:
            done[id] = there
        elif not applies[id]:
            said = established(practice.when, values, behind)
            if said and not said.holds:
                idle[id] = said
    return done, idle
