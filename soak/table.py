"""The table of what was tried and what failed."""

from __future__ import annotations

from collections.abc import Sequence

from soak.running import Outcome

SHOWN = 10
"""Failures of one trial that are printed; all are counted."""


def table(outcomes: Sequence[Outcome], seed: int, seconds: float) -> str:
    """One row for each trial, and a last one for all."""
    rows = [("what", "tried", "failed", "seconds", "")]
    rows += [_row(each) for each in outcomes]
    failed = sum(each.failed for each in outcomes)
    tried = sum(each.tried for each in outcomes)
    rows.append(("all", f"{tried:,}", f"{failed:,}", f"{seconds:.0f}", f"seed {seed}"))
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    return "\n".join(
        f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]:>{widths[3]}}  {row[4]}".rstrip()
        for row in rows
    )


def failures(outcomes: Sequence[Outcome]) -> str:
    """The failures themselves, each with the folder in which its inputs are kept."""
    lines = []
    for outcome in outcomes:
        for each in outcome.failures[:SHOWN]:
            lines += [
                f"\nFAILED {outcome.trial.name}: {each.what.strip()}",
                *([f"  kept in {each.kept}"] if each.kept else []),
            ]
        if len(outcome.failures) > SHOWN:
            lines.append(f"\n{outcome.trial.name}: {len(outcome.failures) - SHOWN} more")
    return "".join(f"{line}\n" for line in lines)


def _row(outcome: Outcome) -> tuple[str, str, str, str, str]:
    remarks = [f"skipped: {outcome.skipped}"] if outcome.skipped else []
    if outcome.short:
        remarks.append(
            f"NOT FINISHED: cut short by the clock after {outcome.played} of {outcome.rounds} rounds"
        )
    remarks += [f"{number:,} {what}" for what, number in sorted(outcome.counts.items())]
    return (
        outcome.trial.about,
        f"{outcome.tried:,}",
        f"{outcome.failed:,}",
        f"{outcome.seconds:.0f}",
        "; ".join(remarks),
    )
