"""Every attack that was once made on archassist, in other words, and new ones. Each ends without what it was made for."""

from __future__ import annotations

from pathlib import Path

from archassist.session import Review
from archassist.workflows.export import export_plan
from soak import attacks_clumsy, attacks_inputs, attacks_program, attacks_repository
from soak.desk import DAY
from soak.ground import Ground, Made
from soak.trial import Failed, Round, Trial

ATTACKS = (
    *attacks_repository.ATTACKS,
    *attacks_inputs.ATTACKS,
    *attacks_program.ATTACKS,
    *attacks_clumsy.ATTACKS,
)


def prepare(folder: Path) -> Made:
    """A session and its export."""
    review = Review.example("stack-overflow-2016", folder / "r.toml")
    export_plan(review, folder / "docs", ("adr",), DAY).write()
    return Made(folder / "r.toml", folder / "docs")


def one(round: Round, made: Made) -> None:
    """One attack."""
    attack = ATTACKS[round.number % len(ATTACKS)]
    try:
        attack(Ground(round, made))
    except Failed as failed:
        round.fail(f"{attack.__name__}: {failed.what}", **failed.inputs)


TRIAL = Trial("attacks", "attacks", len(ATTACKS), 200, one, prepare, longest=150)
