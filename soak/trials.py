"""All trials, in the order in which they run. A new one is a module with a TRIAL, and a line here."""

from __future__ import annotations

from soak import at_once, attacks, disks, edits, hostile, kills_app, kills_export, kills_set, mutated
from soak.trial import Trial

TRIALS: tuple[Trial, ...] = (
    kills_set.TRIAL,
    kills_app.TRIAL,
    kills_export.TRIAL,
    edits.TRIAL,
    mutated.TRIAL,
    disks.FULL,
    disks.READ_ONLY,
    hostile.TRIAL,
    attacks.TRIAL,
    at_once.TWO,
    at_once.EDITOR,
    at_once.EIGHT,
)
