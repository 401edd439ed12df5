"""What a plan says: steps in their places, what is late, and what a person's changes cost."""

from __future__ import annotations

import datetime

from archassist.dataclass_later import dataclass
from archassist.roadmap.capacity import Capacity
from archassist.roadmap.ranking import NOTHING_RANKED, Ranking
from archassist.roadmap.steps import Step
from archassist.words import Bucket

LATE_OFTEN = 0.5
"""A step is late when it is late in so many futures."""


@dataclass(frozen=True, slots=True)
class Late:
    """A step that comes after its limit in some futures: in how many, and by how many months in the middle of those.

    `drop` names what would make it come in time if it were put off; `helpless` is true when nothing would, `crossed`
    when the limit is crossed already.
    """

    limit: str
    share: float
    months: float
    drop: tuple[str, ...] = ()
    helpless: bool = False
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A step in its place. `start` and `done` are days; `done_late` is the day by which nine of ten futures have it.

    `bucket` says whether it is among what the team takes up now, next or later.
    """

    step: Step
    start: datetime.date
    done: datetime.date
    done_late: datetime.date
    bucket: Bucket
    late: Late | None
    critical: bool


@dataclass(frozen=True, slots=True)
class Cost:
    """What an edit of the plan cost: steps that are done later than without it, with the days, and those newly late."""

    step: str
    delayed: tuple[tuple[str, int], ...]
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps by start. `problems` are edits that cannot be had; `costs` what the others cost; `ranking` is the one order of
    all steps, with those that are done or dropped in the places where they would stand."""

    capacity: Capacity
    steps: tuple[Planned, ...]
    problems: tuple[str, ...] = ()
    costs: tuple[Cost, ...] = ()
    ranking: Ranking = NOTHING_RANKED

    def bucket(self, name: str) -> tuple[Planned, ...]:
        """The steps that come now, next or later."""
        return tuple(each for each in self.steps if each.bucket == name)

    @property
    def late(self) -> tuple[Planned, ...]:
        """Steps that come after their limit in half of the futures or more."""
        return tuple(each for each in self.steps if each.late and each.late.share >= LATE_OFTEN)
