"""What the stops of a tour are about, and what lies behind what they tell."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from archassist.views.assessment import assessment_view
from archassist.views.outlook import outlook_view
from archassist.views.records.tour import TourLink
from archassist.views.triage import triaged
from archassist.views.why import questions_of
from archassist.words import capital

if TYPE_CHECKING:
    from archassist.engine import Assessment, Reason
    from archassist.rulebook import Decision, Rulebook
    from archassist.session.review import Review
    from archassist.views.records.advice import DecisionView

BEHIND = 3
"""Questions, and sources, behind one thing that are named at most."""


class Subject(NamedTuple):
    """What all stops are about."""

    review: Review
    today: datetime.date

    @property
    def rulebook(self) -> Rulebook:
        """The rules of the review."""
        return self.review.rulebook

    @property
    def assessment(self) -> Assessment:
        """What follows from its answers, over sampled futures."""
        return self.review.assess()

    @property
    def told(self) -> bool:
        """Whether anything was said of this team: what follows from nothing but assumptions is not told."""
        return bool(self.review.answers or self.review.decisions)

    def placed(self) -> tuple[DecisionView, ...]:
        """The decisions, each with its place."""
        outlook = outlook_view(self.review, self.today)
        return triaged(self.review, assessment_view(self.review), outlook, self.today)

    def now(self) -> list[DecisionView]:
        """Those to be taken now, the most urgent first."""
        found = [each for each in self.placed() if each.triage and each.triage.place == "decide_now"]
        return sorted(found, key=lambda each: each.triage.rank if each.triage else 0)


def behind(about: Subject, reasons: Sequence[Reason]) -> Iterator[TourLink]:
    """The questions behind reasons, and the sources of those, the first few of each."""
    rulebook = about.rulebook
    asked = dict.fromkeys(id for each in reasons for id in questions_of(rulebook, about.assessment, each))
    yield from (question_link(rulebook, id) for id in [*asked][:BEHIND])
    cited = dict.fromkeys(id for each in reasons for id in each.source)
    for id in [*cited][:BEHIND]:
        source = rulebook.sources[id]
        yield TourLink("source", id, source.title, where=source.where)


def decision_link(known: Decision, option: str = "") -> TourLink:
    """A decision, at one of its options."""
    title = f"{known.title}: {known.options[option].title}" if option else known.title
    return TourLink("decision", known.id, title, option)


def question_link(rulebook: Rulebook, id: str) -> TourLink:
    """A question by its title."""
    return TourLink("question", id, rulebook.questions[id].title)


def sentence(text: str) -> str:
    """The text as a sentence."""
    told = " ".join(text.split())
    return capital(told) + ("" if told.endswith((".", "!", "?", "…")) else ".")
