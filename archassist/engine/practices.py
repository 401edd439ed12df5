"""Which practices are due: by their own condition, for a recommended option, or before another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archassist.engine.assessment import DecisionResult, PracticeResult
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code


def practice_results(
    compiled: Compiled,
    row: Mapping[str, Code],
    decisions: Sequence[DecisionResult],
    answered: frozenset[str],
) -> tuple[PracticeResult, ...]:
    """Every practice of the pack, in the pack's order."""
    practices = compiled.rulebook.practices
    done = {id for id in practices if row.get(f"done {id}")}
    needed: dict[str, list[str]] = {}
    for result in decisions:
        if result.today.option == result.recommended:
            continue  # it stands: nothing has to be adopted
        option = compiled.rulebook.decisions[result.id].options[result.recommended]
        for practice in option.practices:
            needed.setdefault(practice, []).append(option.full_id)
    due = {id for id in practices if id not in done and (row[f"practice {id}"] or id in needed)}
    waiting = sorted(due)
    while waiting:
        id = waiting.pop()
        for before in practices[id].after:
            if before in practices and before not in done:
                needed.setdefault(before, []).append(id)
                if before not in due:
                    due.add(before)
                    waiting.append(before)
    return tuple(
        PracticeResult(
            id,
            "done" if id in done else "todo" if id in due else "not_now",
            bool(row[f"practice {id}"]),
            tuple(needed.get(id, ())),
            compiled.unanswered(practice.when, answered),
        )
        for id, practice in practices.items()
    )
