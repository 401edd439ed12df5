"""The parts that objects of a pack play for the code, which knows none of them by its id."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from archassist.dataclass_later import dataclass


@dataclass(frozen=True, slots=True)
class Roles:
    """Ids by role, as `[roles]` of `pack.toml` names them; empty where a pack has nothing for a role.

    `ABOUT` says what each role is and what is not available without it. Ids exist and fit their role, since a pack is
    checked when it is loaded (`roles_reader.py`). `overscaling` holds full ids of options (`decision.option`).
    """

    users_now: str = ""
    users_in_a_year: str = ""
    users_ceiling: str = ""
    people_now: str = ""
    people_in_a_year: str = ""
    data_now: str = ""
    data_added: str = ""
    operations_capacity: str = ""
    operations_base: str = ""
    learning: str = ""
    charted: tuple[str, ...] = ()
    charted_in_documents: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    overscaling: tuple[str, ...] = ()
    sizing: tuple[str, ...] = ()
    authored: tuple[str, ...] = ()

    @property
    def grow(self) -> bool:
        """Whether there is a growth model: users now, in a year, and at most."""
        return bool(self.users_now and self.users_in_a_year and self.users_ceiling)

    def items(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every role with the ids that play it, in the order of `ABOUT`."""
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            yield field.name, value if isinstance(value, tuple) else (value,) if value else ()

    def of(self, id: str) -> tuple[str, ...]:
        """The roles that an id plays."""
        return tuple(role for role, ids in self.items() if id in ids)


ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "users_now": "users of today: growth begins here, a history of users is read into it, events multiply it",
        "users_in_a_year": "users in twelve months: growth passes through here",
        "users_ceiling": "the most users there can ever be: growth ends here",
        "people_now": "people who do the work: the plan's capacity, and the size of the checklist's buckets",
        "people_in_a_year": "people in twelve months: what grows with people follows a line to here",
        "data_now": "data that is kept today: what grows with data begins here",
        "data_added": "data added a month: what grows with data grows by this, faster as users grow",
        "operations_capacity": "the operating load that the team carries: more than this, and decisions step down",
        "operations_base": "the operating load that is there whatever is decided",
        "learning": "the share to which the effort of a place falls when twice as many have been done",
        "charted": "what the forecast shows by month, in this order",
        "charted_in_documents": "of these, what documents show",
        "money": "what is told to those who decide on money, in this order: the bill, what an hour down costs",
        "overscaling": "options whose firm advice to a company that did well without is the worst fault of a backtest",
        "sizing": "answers whose size may speak for an option of any decision by itself when weights are calibrated",
        "authored": "decisions that keep their authors' weights, because what cases teach would break what must hold",
    }
)
"""What each role is for."""
