"""What a pack holds. Everything here is frozen, and has been checked by the time anyone sees it.

Without slots: objects with slots that cannot be set come back from the cache through a function call each, plain ones
without, and reading a kept pack back is a tenth of the time to the app's first frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from archassist.dataclass_later import dataclass, field
from archassist.rulebook.priors import Each, Formula, Given, Multiple, Prior, Spread, Weights, level_id
from archassist.rulebook.spoken import Spoken
from archassist.working_days import TimeUnit, days_text

if TYPE_CHECKING:
    from archassist.expressions import Expression

QuestionType = Literal["number", "share", "choice", "choices"]
Value = float | bool | str | tuple[str, ...]
"""A value as rule files write it: a number in the unit of its name, a flag, one choice id, or several."""

Said = float | bool | str | tuple[float, float]
"""What an option says that it can do: a figure, its ends, yes or no, a level, or a formula."""

STRONGEST = 2
"""Effects of an option on a quality attribute go from minus this to plus this."""


class Place(NamedTuple):
    """Where something is written: the file as its author knows it, and the line (from 1)."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Effort:
    """How long something takes, as a range in working days (`unit` says how its author put it).

    `per` names a question or fact that counts in how many places it has to be done ("": in one), `scaled_by` one that says
    how many times the range this team's size takes ("": the range holds for every size).
    """

    low_days: float
    high_days: float
    unit: TimeUnit
    per: str = ""
    scaled_by: str = ""

    @property
    def text(self) -> str:
        """As its author would say it: `2 to 8 days`, `6 to 12 months`."""
        return days_text((self.low_days, self.high_days), self.unit)


@dataclass(frozen=True)
class Section:
    """A part of the interview. `prepared_by` says who finds out its answers beforehand ("": its title stands for them)."""

    id: str
    title: str
    order: float
    about: str
    prepared_by: str
    place: Place


@dataclass(frozen=True)
class Question:
    """Something the team is asked. `range` and `prior` are in `unit`; `choices` maps ids to labels.

    `grows_with` says what carries the answer along as months pass: users, people, data, or nothing ("");
    `grows_share` names the parameter or fact that says which share of it is carried along ("": all of it).
    `surges` says whether a surge of hours or days multiplies it, in the same share.
    `moved_by` says who can make the answer another one; what nobody can, and what
    only tells how things stand, is never shown as a change of mind. `phrases` says choices, by id, as sentences name them.
    `prior_if` takes the place of `prior` where other answers say more: the first whose condition holds.
    """

    id: str
    section: str
    title: str
    ask: str
    why: str
    type: QuestionType
    unit: str
    range: tuple[float, float] | None
    choices: Mapping[str, str]
    ordered: bool
    levels: tuple[float, ...]
    prior: Prior
    measure: str
    estimate: str
    counts: str
    challenge: str
    out_of_scope: str
    core: bool
    ask_if: Expression | None
    grows_with: Literal["", "users", "people", "data"]
    grows_share: str
    moved_by: Literal["world", "team", "nobody"]
    source: tuple[str, ...]
    covers: tuple[str, ...]
    place: Place
    spoken: Spoken = field(default_factory=Spoken)
    phrases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    prior_if: tuple[Given, ...] = ()
    surges: bool = False


@dataclass(frozen=True)
class Parameter:
    """A named number that rules and facts use; with a `range` (5th to 95th percentile) it is uncertain."""

    id: str
    value: float
    unit: str
    range: tuple[float, float] | None
    basis: Literal["definition", "published", "measured", "judgement"]
    note: str
    source: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Fact:
    """A value computed from answers, parameters and other facts."""

    id: str
    title: str
    unit: str
    expression: Expression
    about: str
    source: tuple[str, ...]
    covers: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Phase:
    """A growth phase; the one with the highest `order` whose `when` holds is where the team is."""

    id: str
    title: str
    order: float
    about: str
    when: Expression
    users: str
    next: str
    source: tuple[str, ...]
    covers: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Practice:
    """A checklist item. `impact` on customers is 1 to 3; `done_if` says when it is in place already."""

    id: str
    title: str
    when: Expression
    done_if: Expression | None
    after: tuple[str, ...]
    impact: int
    effort: Effort
    phase: tuple[str, ...]
    first_step: str
    done_when: str
    owner: str
    business: str
    why: str
    source: tuple[str, ...]
    covers: tuple[str, ...]
    fires: Mapping[str, Value]
    silent: Mapping[str, Value] | None
    place: Place


@dataclass(frozen=True)
class Source:
    """Where a claim comes from. `supports` is what it says that the pack rests on, in the words of the pack's authors.

    `whole` gives the reason why it is no single page; most are, and have none.
    """

    id: str
    title: str
    author: str
    year: int | None
    where: str
    supports: str
    whole: str
    kind: Literal["primary", "secondary"]
    note: str
    place: Place


@dataclass(frozen=True)
class Term:
    """A word of the field, explained for someone who meets it here for the first time.

    `also` are other spellings under which it is found in texts.
    """

    id: str
    title: str
    about: str
    also: tuple[str, ...]
    source: tuple[str, ...]
    covers: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Attribute:
    """A quality that a team can rank: latency, availability, cost ... Options say what they do to it."""

    id: str
    title: str
    about: str
    source: tuple[str, ...]
    place: Place


__all__ = [
    "STRONGEST",
    "Attribute",
    "Each",
    "Effort",
    "Fact",
    "Formula",
    "Given",
    "Multiple",
    "Parameter",
    "Phase",
    "Place",
    "Practice",
    "Prior",
    "Question",
    "QuestionType",
    "Section",
    "Source",
    "Spread",
    "Term",
    "Value",
    "Weights",
    "level_id",
]
