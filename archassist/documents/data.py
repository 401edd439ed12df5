"""What documents need to know of a review, as plain data: documents do not know sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the team did with a decision: proposed, accepted, rejected or superseded; `option` may be empty."""

    status: str
    option: str
    because: str
    by: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """An answer in words, and how it is known. `kind` is exact, range, unknown or out_of_scope."""

    shown: str
    grade: str
    by: str
    source: str
    note: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReviewData:
    """A review's title, verdicts by decision and answers by question."""

    title: str
    verdicts: Mapping[str, Verdict]
    answers: Mapping[str, Evidence]
