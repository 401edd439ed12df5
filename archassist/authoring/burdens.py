"""A check of decisions: what makes them heavier, and what the rungs of ladders contain."""

from __future__ import annotations

from collections.abc import Iterator

from archassist.authoring.remarks import Remark
from archassist.rulebook import Rulebook


def burdens(rulebook: Rulebook) -> Iterator[Remark]:
    """Decisions that do not say with more of what they become heavier, and ladders whose rungs contain nothing."""
    for id, decision in rulebook.decisions.items():
        if not decision.heavier_with and (decision.shape == "ladder" or not decision.lighter_with):
            yield Remark(
                decision.place,
                "no-burden",
                id,
                "nothing says with more of what it becomes heavier",
                'Name facts or questions of which more never leads to a lighter option: heavier_with = ["..."].',
            )
        rungs = list(decision.options.values())
        if decision.shape == "ladder" and not any(each.adds for each in rungs[:-1]):
            yield Remark(
                decision.place,
                "no-burden",
                id,
                "no rung of this ladder says what the rungs above it contain",
                'Write adds = "..." in its options, or shape = "choice".',
            )
        for option in rungs if decision.shape == "choice" else ():
            if option.adds:
                yield Remark(
                    option.place,
                    "no-burden",
                    option.full_id,
                    "adds something to options that exclude each other",
                    'Leave adds out, or write shape = "ladder" in the decision.',
                )
