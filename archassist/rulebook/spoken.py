"""What people may say for an answer beyond its unit, as a pack declares it."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.dataclass_later import dataclass, field


@dataclass(frozen=True)
class Spoken:
    """What people may say for an answer that the question's unit does not tell.

    `per`: what is counted is counted over this time ("week", "month"). `daily` names the question for the share of a
    month's users that comes on a day. A share is that of `part`, and what is left are `rest` (writes, reads).
    `also` has other names of choices. `typical` names what people are like who cannot count, each with the range of a
    number that is usual there ("shop catalogue").
    """

    per: str = ""
    daily: str = ""
    part: str = ""
    rest: str = ""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typical: Mapping[str, tuple[float, float]] = field(default_factory=dict)
