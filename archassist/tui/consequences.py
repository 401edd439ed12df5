"""What follows from the answers of a review: worked out at once for one profile, and beside the screen for many futures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from archassist.session import Review
from archassist.tui.progress import Glance, Surer, glance_at, surer
from archassist.tui.stood import Stood

if TYPE_CHECKING:
    import datetime

    from archassist.engine import Assessment
    from archassist.forecast import Outlook
    from archassist.session.derived import Results
    from archassist.views.records.advice import AssessmentView, DecisionView
    from archassist.views.records.answers import ContradictionView
    from archassist.views.records.why import WhyView


class Triaged(NamedTuple):
    """Decisions with their places, and what they were placed by."""

    view: AssessmentView
    foreseen: Outlook
    today: datetime.date
    decisions: tuple[DecisionView, ...]


class Ahead(NamedTuple):
    """What follows a sampled assessment: the results and, worked out of them beside the screen, the decisions as placed.

    Without results the answers have changed meanwhile. `generation` is that of the answers all of it follows from.
    """

    generation: int
    found: Results | None = None
    triaged: Triaged | None = None


class Consequences:
    """The part of a model that knows what follows. `listener` is called when `sampled` arrives.

    `samples` futures are followed beside the screen: as many as for the review, where nothing is said.
    """

    def __init__(self, review: Review, samples: int | None = None) -> None:
        self.review = review
        if samples is not None:
            review.samples = samples
        self.listener: Callable[[], None] | None = None
        self.generation = 0
        self._trouble = ""
        self.reading_order: tuple[int, list[str]] = (-1, [])
        """The decisions as they are read, and of which generation that is: see `lookahead.reading_order`."""
        self.surer: tuple[Surer, ...] | None = None
        """Decisions that the last change made surer or less sure; None while that is not known."""
        self._sure_before: Glance | None = None
        self._now: Glance | None = None
        self._later: Glance | None = None
        self._view: AssessmentView | None = None
        self._sampled: AssessmentView | None = None
        self.triaged: Triaged | None = None
        """The decisions as they were placed last (`lookahead.triaged`)."""
        self.stood = Stood()
        """What lists showed last, for the time in which it is worked out anew."""

    @property
    def now(self) -> Glance:
        """Phase and recommendations of one profile: `view` in brief, of the present answers, and quick.

        Empty when it cannot be worked out; `trouble` then says why. People edit rules, and a fault in them
        must not cost anyone an answer.
        """
        if self._now is None:
            try:
                self._now, self._trouble = glance_at(self.review.assess(0)), ""
            except Exception as error:
                self._now, self._trouble = Glance(), f"{type(error).__name__}: {error}"
        return self._now

    @property
    def trouble(self) -> str:
        """Why `now` could not be computed; empty when it could."""
        return self._trouble if self.now == Glance() else ""

    @property
    def contradictions(self) -> tuple[ContradictionView, ...]:
        """Answers that contradict each other; none before the first assessment, which brings what that takes."""
        from archassist.views.contradictions import contradictions_view

        return contradictions_view(self.review) if self.assessed and not self.trouble else ()

    @property
    def glance(self) -> Glance:
        """The same over sampled futures when they are there, with how sure each decision is."""
        return self._later or self.now

    @property
    def assessed(self) -> bool:
        """Whether `now` is there already, so that asking for it costs nothing."""
        return self._now is not None

    @property
    def sure(self) -> bool:
        """Whether the sampled assessment is there."""
        return self._later is not None

    @property
    def view(self) -> AssessmentView:
        """The whole assessment of one profile."""
        if self._view is None:
            self._view = self._assessed(0)
        return self._view

    @property
    def sampled(self) -> AssessmentView | None:
        """The whole assessment over sampled futures; None until it was worked out beside the screen."""
        if self._sampled is None and self._later is not None:
            self._sampled = self._assessed()
        return self._sampled

    @property
    def best(self) -> AssessmentView:
        """The sampled view when it is there, else the quick one."""
        return self.sampled or self.view

    def work_out(self) -> tuple[int, Assessment]:
        """The assessment over sampled futures, to give to `take`. Slow, and safe to call in a thread."""
        import archassist.roadmap  # noqa: F401 - slow to import; here nobody waits for it

        generation, review = self.generation, self.review.still()
        return generation, review.assess()

    def take(self, worked_out: tuple[int, Assessment]) -> bool:
        """Makes what `work_out` gave the sampled view; False when the answers have changed meanwhile."""
        generation, assessment = worked_out
        if generation != self.generation:
            return False
        self.review.assessed(assessment)
        self._later = glance_at(assessment)
        if self._sure_before is not None:
            self.surer = tuple(surer(self._sure_before, self._later, self.review.rulebook))
        if self.listener is not None:
            self.listener()
        return True

    def take_found(self, seen: tuple[int, Results]) -> bool:
        """Takes over what was worked out beside the screen; False when the answers have changed meanwhile."""
        if seen[0] == self.generation:
            self.review.derived.known.take(seen[1])
        return seen[0] == self.generation

    def take_first(self, ready: tuple[int, Assessment] | None) -> None:
        """Takes the assessment of one profile that was worked out beside the first frames, unless the answers changed."""
        if ready is not None and ready[0] == self.generation:
            self.review.assessed(ready[1])

    def take_ahead(self, seen: Ahead) -> bool:
        """Makes what `lookahead.look` gave part of the views; False when the answers have changed meanwhile."""
        from archassist.views.outlook import next_view

        generation, found, triaged = seen
        if found is None or self._later is None or not self.take_found((generation, found)):
            return False
        if self._sampled is None and triaged is not None:
            self._sampled, self.triaged = triaged.view, triaged
        following = next_view(self.review)
        self._later = replace(self._later, find_out_next=following.questions, can_stop=following.can_stop)
        if self.listener is not None:
            self.listener()
        return True

    def explain(self, decision: str, option: str | None = None) -> WhyView:
        """Why a decision came out as it did, or why an option was (not) chosen."""
        from archassist.views.why import why_view

        return why_view(self.review, decision, option, None if self._later else 0)

    def _assessed(self, samples: int | None = None) -> AssessmentView:
        from archassist.views.assessment import assessment_view

        return assessment_view(self.review, samples)

    def forget(self) -> None:
        """Drops what was worked out: the answers are other ones now."""
        self.generation += 1
        if self._later is not None:
            self._sure_before = self._later
        self.surer = None
        self._now = self._later = self._view = self._sampled = None
