"""What differs between two reviews, as `diff --json` prints it: frozen records, their fields public names.

`was` is always the old review's and `now` the new one's; None means that there is nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from archassist.views.plain import ABSENT


@dataclass(frozen=True, slots=True)
class PackChange:
    """The packs, each with its version, by which the two reviews are assessed."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class PrioritiesChange:
    """The two rankings of quality attributes, the most important first."""

    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question with another answer, or parked with another note, in words."""

    question: str
    title: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class ChangeCause:
    """What moved a recommendation: `kind` is answer, evidence, time, priorities or rules.

    `question` is there for an answer and for evidence.
    """

    kind: str
    title: str
    question: str | None = field(default=None, metadata=ABSENT)


@dataclass(frozen=True, slots=True)
class MovedDecision:
    """A decision with another recommendation; `because` is the smallest set of causes found that gives the new one."""

    id: str
    title: str
    was: str
    was_title: str
    now: str
    now_title: str
    standing: str | None
    because: tuple[ChangeCause, ...]


@dataclass(frozen=True, slots=True)
class ChangedStanding:
    """A decision whose recommendation stayed, and became surer or less sure."""

    id: str
    title: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class TakenOption:
    """The verdict by which a decision stands; `option` is empty when it is on the decision as a whole."""

    status: str
    option: str


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """What the team says of one option, in words."""

    option: str
    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangedTaken:
    """A decision on some option of which the team gave another verdict."""

    id: str
    title: str
    was: TakenOption | None
    now: TakenOption | None
    verdicts: tuple[ChangedVerdict, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What changed from one review to another.

    `months` is the time that passed between them. `added` and `removed` are decisions that only the new or the old
    rules have; `raised` and `dropped` those that both have and that are at issue only by the new or the old answers.
    """

    pack: PackChange
    months: int
    priorities: PrioritiesChange
    answers: tuple[ChangedQuestion, ...]
    decisions: tuple[MovedDecision, ...]
    standings: tuple[ChangedStanding, ...]
    parked: tuple[ChangedQuestion, ...]
    taken: tuple[ChangedTaken, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    raised: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether answers, advice and what the team decided are the same; packs and rankings may differ all the same."""
        advice = (self.decisions, self.standings, self.added, self.removed, self.raised, self.dropped)
        return not any((self.answers, self.parked, self.taken, *advice))
