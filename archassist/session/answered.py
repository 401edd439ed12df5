"""All of a review but how it is changed and saved: what its results are derived from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from archassist.engine import Assessment, Belief
    from archassist.rulebook import Question, Rulebook
    from archassist.session.entries import Mark, Team
    from archassist.session.events import Event
    from archassist.session.focus import Focus
    from archassist.session.verdicts import Taken


class Answered(Protocol):
    """A review as results are derived from it. Nothing here changes while they are worked out."""

    rulebook: Rulebook

    @property
    def decisions(self) -> Mapping[str, Taken]:
        """What was done with decisions, by decision id."""

    @property
    def spoken_of(self) -> frozenset[str]:
        """The decisions that the team took or named: at issue whatever answers say."""

    @property
    def focus(self) -> Focus:
        """What the review is about: what must be decided, and what hurts."""

    @property
    def today(self) -> Mapping[str, str]:
        """What the team said it runs today: the option by decision."""

    @property
    def practices(self) -> Mapping[str, Mark]:
        """Marks on practices and steps, by id."""

    @property
    def events(self) -> Mapping[str, Event]:
        """Events that multiply users, by name."""

    @property
    def history(self) -> Mapping[str, float]:
        """Monthly users in the past, by month."""

    @property
    def priorities(self) -> tuple[str, ...]:
        """Quality attributes as the team ranked them; empty when it did not."""

    @property
    def team(self) -> Team:
        """How much time the team has for the plan."""

    @property
    def engine(self) -> Any:
        """The engine of the rules, with the team's priorities."""

    def asked(self) -> list[Question]:
        """The questions to put to the team, in order."""

    def beliefs(self) -> dict[str, Belief]:
        """What the engine is to believe of each answered question."""

    @property
    def samples(self) -> int:
        """Futures that are drawn for what follows."""

    def assess(self, samples: int | None = None) -> Assessment:
        """The assessment of the answers, over so many futures (`samples` where none are named)."""
