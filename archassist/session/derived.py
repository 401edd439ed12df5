"""What follows from the answers of a review, beside its assessment: each result worked out once, when it is asked for.

A review begins a new `Derived` with every change, so that no result outlives the answers it is about. Most take seconds:
threads work them out on a copy of the review (`Review.still`), and what they found is handed over (`take`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from archassist.dataclass_later import dataclass, field, replace

if TYPE_CHECKING:
    from archassist.answers.answer import Answer
    from archassist.casebase.precedents import Precedent
    from archassist.engine import Belief, ContradictionResult
    from archassist.engine.columns.futures import Many
    from archassist.forecast import Outlook
    from archassist.roadmap import Plan
    from archassist.sensitivity import NextQuestions
    from archassist.sensitivity.flips import Flip, FlipSearch
    from archassist.sensitivity.sufficient_answers import Rest
    from archassist.session.answered import Answered


VOICE_SAMPLES = 512
"""Futures in which each person's answer is tried."""


class SearchOf(NamedTuple):
    """A search for flips, and the engine and answers that it is about."""

    engine: Any
    beliefs: Mapping[str, Belief]
    search: FlipSearch


class VoicesOf(NamedTuple):
    """What would be recommended by each person's answer, and the answers that it is about."""

    answers: Mapping[str, Answer]
    advice: Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class Results:
    """What is worked out so far. Outlooks are known by month (2027-03), plans by day, `flips` and `rests` by decision."""

    search: SearchOf | None = None
    contradictions: tuple[ContradictionResult, ...] | None = None
    flips: dict[str, tuple[Flip, ...]] = field(default_factory=dict)
    futures: Many | None = None
    next_questions: NextQuestions | None = None
    unranked: Mapping[str, str] | None = None
    outlooks: dict[str, Outlook] = field(default_factory=dict)
    plans: dict[datetime.date, Plan] = field(default_factory=dict)
    rests: dict[str, Rest] = field(default_factory=dict)
    precedents: tuple[Precedent, ...] | None = None
    voices: dict[str, VoicesOf] = field(default_factory=dict)

    def outlook(self, today: datetime.date) -> Outlook | None:
        """The outlook from this month, if it was worked out."""
        return self.outlooks.get(_month(today))

    def copy(self) -> Results:
        """The same results, to which others can be added."""
        return replace(
            self,
            flips=dict(self.flips),
            outlooks=dict(self.outlooks),
            plans=dict(self.plans),
            rests=dict(self.rests),
            voices=dict(self.voices),
        )

    def take(self, found: Results) -> None:
        """Takes over what was worked out elsewhere from the same answers."""
        self.search = found.search or self.search
        self.contradictions = found.contradictions or self.contradictions
        self.flips |= found.flips
        self.futures = found.futures or self.futures
        self.next_questions = found.next_questions or self.next_questions
        self.unranked = found.unranked or self.unranked
        self.outlooks |= found.outlooks
        self.plans |= found.plans
        self.rests |= found.rests
        self.voices |= found.voices
        self.precedents = self.precedents if found.precedents is None else found.precedents


class Derived:
    """The results of one review, by name. `known` holds those that are there already, for whoever must not wait."""

    def __init__(self, review: Answered, known: Results | None = None) -> None:
        self._review = review
        self.known = known or Results()

    def flip_search(self) -> FlipSearch:
        """The search for the smallest changes after which another option is recommended; it tries each change once."""
        from archassist.sensitivity.flips import FlipSearch

        # A copy may have been made between a change and the end of its results: a search says what it is about.
        about = self._review.engine, self._review.beliefs()
        if self.known.search is None or self.known.search[:2] != about:
            recommended = {each.id: each.recommended for each in self._review.assess().decisions}
            self.known.search = SearchOf(
                *about, FlipSearch(*about, recommended, samples=self._review.samples)
            )
        return self.known.search.search

    def contradictions(self) -> tuple[ContradictionResult, ...]:
        """Answers that contradict each other; quick."""
        if self.known.contradictions is None:
            self.known.contradictions = self._review.engine.contradictions(self._review.beliefs())
        return self.known.contradictions

    def flips(self, decision: str) -> tuple[Flip, ...]:
        """The three smallest changes of one answer, or two, after which another option of a decision is recommended."""
        if decision not in self.known.flips:
            # A decision that is not at issue has none: no answer of another is asked to turn what nobody is told.
            self.known.flips[decision] = self.flip_search().flips([decision]).get(decision, ())
        return self.known.flips[decision]

    def futures(self) -> Many:
        """The futures that the answers allow."""
        if self.known.futures is None:
            self.known.futures = self._review.engine.futures(
                self._review.beliefs(), samples=self._review.samples
            )
        return self.known.futures

    def next_questions(self) -> NextQuestions:
        """What to find out next, the most telling first, and whether asking can stop."""
        from archassist.sensitivity import find_out_next

        if self.known.next_questions is None:
            self.known.next_questions = find_out_next(
                self._review.engine,
                self._review.beliefs(),
                named=tuple(self._review.focus.issues),
                asked={each.id for each in self._review.asked()},
                samples=self._review.samples,
            )
        return self.known.next_questions

    def unranked(self) -> Mapping[str, str]:
        """What is recommended without the team's ranking of qualities, by decision."""
        if self.known.unranked is None:
            assessment = self._review.assess()
            if self._review.priorities:
                from archassist.session.rulebooks import engine_for

                engine = engine_for(self._review.rulebook).running(self._review.today, self._review.spoken_of)
                assessment = engine.assess(self._review.beliefs(), samples=self._review.samples)
            self.known.unranked = {each.id: each.recommended for each in assessment.decisions}
        return self.known.unranked

    def rests_on(self, decision: str) -> Rest:
        """The fewest answers that fix what is recommended."""
        from archassist.sensitivity.sufficient_answers import rests_on

        if decision not in self.known.rests:
            recommended = self._review.assess().decision(decision).recommended
            self.known.rests[decision] = rests_on(
                self._review.engine, self._review.beliefs(), decision, recommended
            )
        return self.known.rests[decision]

    def advice_by_voice(
        self, question: str, answers: Mapping[str, Answer]
    ) -> Mapping[str, Mapping[str, str]]:
        """What would be recommended by each person's answer to a question instead of the one that counts: by name the
        option by decision."""
        from archassist.session.beliefs import belief

        if not self.knows_voices(question, answers):
            others = {id: each for id, each in self._review.beliefs().items() if id != question}
            advice = {
                name: self._review.engine.advise(others | {question: belief(answer)}, samples=VOICE_SAMPLES)
                for name, answer in answers.items()
            }
            self.known.voices[question] = VoicesOf(dict(answers), advice)
        return self.known.voices[question].advice

    def knows_voices(self, question: str, answers: Mapping[str, Answer]) -> bool:
        """Whether it is worked out already what would be recommended by each of these answers."""
        return question in self.known.voices and self.known.voices[question].answers == answers

    def outlook(self, today: datetime.date) -> Outlook:
        """What becomes right when, seen from this month."""
        from archassist.session.projection import foresee

        outlook = self.known.outlook(today)
        if outlook is None:
            outlook = self.known.outlooks[_month(today)] = foresee(self._review, today)
        return outlook

    def plan(self, today: datetime.date) -> Plan:
        """The plan from this day on, under the team's capacity."""
        from archassist.session.schedule import make_plan

        if today not in self.known.plans:
            self.known.plans[today] = make_plan(self._review, self.futures(), self.outlook(today), today)
        return self.known.plans[today]


def _month(today: datetime.date) -> str:
    return f"{today:%Y-%m}"
