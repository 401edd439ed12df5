"""What templates show: decisions, checklist and answers as plain objects in reading order."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archassist.documents.assumptions import Assumption
from archassist.documents.data import ReviewData, StepLine, Verdict
from archassist.documents.option_lines import OptionDocument, Rejection
from archassist.engine import DecisionResult, PhaseResult
from archassist.roadmap import ChecklistItem
from archassist.rulebook import Decision, Practice, Source
from archassist.views.records.advice import MoveView, PrecedentView, RequirementView
from archassist.views.records.answers import ContradictionView
from archassist.views.records.focus import TriageView
from archassist.views.records.outlook import BandView, LimitView, NearFlip, NotYetView, QuestionWorth


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question behind a decision, what was answered, and how that is known."""

    title: str
    shown: str
    known: str
    assumed: bool = False


_MONEY = re.compile(r"\b[A-Z]{3} (?=an hour|a month|a year|a user|for )|\b\d[\d,.]* [A-Z]{3}\b")
"""An amount of money in a reason, in whatever currency a pack counts."""

DAYS_TO_ANSWER = 14
"""How long people have for the questions that are open after a review."""

_WAY_BACK: Mapping[str, Callable[[str], str]] = {
    "easy": lambda old: f"easy, we return to {old}." if old else "easy, we stop using it.",
    "costly": lambda old: (
        f"costly, so {old} stays until all of this is done."
        if old
        else "costly, so we try it on one part first."
    ),
    "hard": lambda old: (
        f"hard. {old} stays until the new way has run for a while; after that nobody goes back cheaply."
        if old
        else "hard, so we try it on one part first, and go on only when that works."
    ),
}
"""How to go back from an option, by how hard it is to undo."""


@dataclass(frozen=True, slots=True)
class DecisionDocument:
    """One decision as documents show it. `option` is what was taken, or else what is recommended; `status` is rejected
    when that option was, and no other was taken; `move` leads from what stands today to `option`. `contradictions` are
    those between answers of which it reads one, `precedents` published teams like this one. `needs` says which answers
    decide it, while too few are given and the team took nothing: then nothing is recommended."""

    known: Decision
    result: DecisionResult
    verdict: Verdict | None
    status: str
    option: OptionDocument
    recommended: OptionDocument
    options: tuple[OptionDocument, ...]
    best_in: str
    answers: tuple[AnswerLine, ...]
    sources: tuple[Source, ...]
    practices: tuple[Practice, ...]
    needed_by: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    review_by: str
    flips: tuple[NearFlip, ...]
    rejections: tuple[Rejection, ...]
    move: MoveView
    contradictions: tuple[ContradictionView, ...] = ()
    triage: TriageView | None = None
    in_place: frozenset[str] = frozenset()
    precedents: tuple[PrecedentView, ...] = ()
    needs: str = ""
    requirements: tuple[RequirementView, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether a record of it is written: it was decided, in part or whole, or is to be decided now."""
        now = self.triage is not None and self.triage.place == "decide_now"
        return now or self.verdict is not None or bool(self.rejections)

    @property
    def headline(self) -> str:
        """The option, with the move that leads to it where it is known what stands today."""
        if self.needs:
            return "not enough answers yet"
        plain = self.turned_down is not None or self.move.kind == "adopt"
        return self.option.title if plain else self.move.title

    @property
    def standing(self) -> OptionDocument | None:
        """The option that stands today; None when the answers do not tell."""
        return next((each for each in self.options if each.known.id == self.move.from_), None)

    @property
    def presses(self) -> str:
        """Why it is to be decided now, in sentences; empty when it is not."""
        now = self.triage is not None and self.triage.place == "decide_now"
        return self.triage.because if now and self.triage else ""

    @property
    def problem(self) -> str:
        """What the option is an answer to: the strongest reason for it, with its figure, else why it is decided now."""
        spoken = self.move.need or (self.option.favour[0].text if self.option.favour else "")
        needed = f"{self.needed_by[0]} needs it" if self.needed_by else ""
        return spoken or self.presses or needed or "nothing presses"

    @property
    def rivals(self) -> tuple[OptionDocument, ...]:
        """Other options for which something speaks here, too, without one that was overruled."""
        told = (self.option.known.id, self.recommended.known.id)
        return tuple(each for each in self.options if each.favour and each.known.id not in told)

    @property
    def first_steps(self) -> tuple[Practice, ...]:
        """The practices that carry the option out and are not in place, in their order."""
        return tuple(each for each in self.practices if each.id not in self.in_place)

    @property
    def done_when(self) -> tuple[str, ...]:
        """What shows that the option is carried out."""
        return tuple(each.done_when for each in self.first_steps)

    @property
    def way_back(self) -> str:
        """How to go back when the option proves wrong, in a sentence."""
        from_ = self.standing.title if self.standing else ""
        return _WAY_BACK[self.option.known.reversible](from_)

    @property
    def guessed(self) -> tuple[AnswerLine, ...]:
        """Answers behind the reasons that nobody gave."""
        return tuple(each for each in self.answers if each.assumed)

    @property
    def includes(self) -> str:
        """What the option contains of the rungs below it, within a sentence; empty for a choice."""
        return ", ".join(self.known.includes(self.option.known.id))

    @property
    def kept(self) -> bool:
        """Whether what stands today stays, so that nothing has to be carried out."""
        return self.move.kind == "keep" and self.turned_down is None

    @property
    def turned_down(self) -> Rejection | None:
        """The rejection of the very option that this record is about, when nothing was chosen in its place."""
        mine = self.option.known.id if self.status == "rejected" else None
        return next((each for each in self.rejections if each.option.known.id == mine), None)

    @property
    def other_rejections(self) -> tuple[Rejection, ...]:
        """Rejections of options that this record is not about."""
        return tuple(each for each in self.rejections if each.option.known.id != self.option.known.id)

    @property
    def holds(self) -> tuple[Assumption, ...]:
        """Conditions that the decision rests on."""
        return tuple(each for each in self.assumptions if each.kind == "holds")

    @property
    def again(self) -> tuple[Assumption, ...]:
        """Conditions at which it is to be looked at again."""
        return tuple(each for each in self.assumptions if each.kind == "again")

    @property
    def runner_up(self) -> OptionDocument | None:
        """The option that comes second, for the one-sentence form."""
        others = [each for each in self.options if not each.chosen and not each.ruled_out]
        scores = {each.id: (each.share or 0.0, each.score) for each in self.result.options}
        return max(others, key=lambda each: scores[each.known.id], default=None)

    @property
    def beyond(self) -> tuple[OptionDocument, ...]:
        """Options more complex than the one taken, that could become right: not yet."""
        place = [each.chosen for each in self.options].index(True)
        return tuple(each for each in self.options[place + 1 :] if each.missing and not each.ruled_out)

    @property
    def overridden(self) -> bool:
        """Whether the team took another option than the rules recommend."""
        return self.option.known.id != self.recommended.known.id


@dataclass(frozen=True, slots=True)
class ItemDocument:
    """A checklist item with its practice; `after` and `needed_by` are titles, `because` says why it is in place."""

    item: ChecklistItem
    practice: Practice
    after: tuple[str, ...]
    needed_by: tuple[str, ...]
    effort: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """Everything a template may show."""

    title: str
    date: datetime.date
    pack: str
    phase: PhaseResult
    decisions: tuple[DecisionDocument, ...]
    items: tuple[ItemDocument, ...]
    assumed: tuple[AnswerLine, ...]
    answered: int
    questions: int
    load: float
    capacity: float
    overload: str
    data: ReviewData

    @property
    def coming(self) -> Mapping[str, tuple[NotYetView, ...]]:
        """By decision options that are not right yet and become so."""
        return self.data.outlook.not_yet

    @property
    def contradictions(self) -> tuple[ContradictionView, ...]:
        """Answers that contradict each other."""
        return self.data.contradictions

    @property
    def find_out(self) -> tuple[QuestionWorth, ...]:
        """Questions worth finding out, the most telling first."""
        return self.data.next.questions

    @property
    def can_stop(self) -> bool:
        """Whether nothing is worth finding out any more."""
        return self.data.next.can_stop

    @property
    def growth(self) -> tuple[BandView, ...]:
        """Numbers as they may grow, by quarter."""
        return self.data.growth

    def steps(self, bucket: str) -> tuple[StepLine, ...]:
        """The steps of the plan that start now, next or later."""
        return tuple(each for each in self.data.plan.steps if each.bucket == bucket)

    def item(self, id: str) -> ItemDocument | None:
        """The checklist item of a step; None for a step of a decision."""
        return next((each for each in self.items if each.item.id == id), None)

    def decision(self, id: str) -> DecisionDocument | None:
        """A decision by its id."""
        return next((each for each in self.decisions if each.known.id == id), None)

    def placed(self, place: str) -> tuple[DecisionDocument, ...]:
        """The decisions that belong in a place (see `views.triage`), in their order."""
        found = [each for each in self.decisions if each.triage and each.triage.place == place]
        return tuple(sorted(found, key=lambda each: each.triage.rank if each.triage else 0))

    @property
    def decide_now(self) -> tuple[DecisionDocument, ...]:
        """Decisions to be taken now, the most urgent first."""
        return self.placed("decide_now")

    @property
    def contested(self) -> tuple[DecisionDocument, ...]:
        """Decisions on which people, or people and the rules, do not agree."""
        return tuple(
            each
            for each in self.decisions
            if each.overridden
            or each.turned_down
            or (each.verdict is not None and each.verdict.dissent)
            or any(one.verdict.dissent for one in each.rejections)
        )

    @property
    def due(self) -> tuple[ItemDocument, ...]:
        """The items of the checklist that are not done or dropped, in order."""
        return tuple(each for each in self.items if each.item.status not in ("done", "dropped"))

    def listed(self, bucket: str) -> tuple[ItemDocument, ...]:
        """Items that are due and start now, next or later, as the plan has them; those that it does not hold come later."""
        planned = {each.id: each.bucket for each in self.data.plan.steps}
        return tuple(each for each in self.due if planned.get(each.item.id, "later") == bucket)

    @property
    def pressing_limits(self) -> tuple[LimitView, ...]:
        """Limits that are crossed, or will be in most futures, the crossed ones first."""
        found = [each for each in self.data.outlook.limits if each.crossed or each.futures in ("all", "most")]
        return tuple(sorted(found, key=lambda each: not each.crossed))

    @property
    def money(self) -> tuple[str, ...]:
        """Reasons for what is advised that count money, those of decisions to be taken now first."""
        reasons = (
            reason.text for each in (*self.decide_now, *self.decisions) for reason in each.option.favour
        )
        return tuple(dict.fromkeys(text for text in reasons if _MONEY.search(text)))

    @property
    def flips_now(self) -> tuple[tuple[DecisionDocument, NearFlip], ...]:
        """The nearest answers that would change what is decided or to be decided now."""
        found = [(each, each.flips[0]) for each in self.decisions if each.recorded and each.flips]
        return tuple(sorted(found, key=lambda each: each[1].distance))

    @property
    def next_steps(self) -> tuple[StepLine, ...]:
        """What to do next: the steps of the plan by their start, without options that are not right yet."""
        return tuple(each for each in self.data.plan.steps if each.kind != "coming")

    @property
    def drawn(self) -> tuple[DecisionDocument, ...]:
        """Decisions of which it is known what stands, and those that were taken or are to be taken now."""
        return tuple(each for each in self.decisions if each.standing or each.recorded)

    @property
    def foreseen(self) -> tuple[DecisionDocument, ...]:
        """Decisions with an option that becomes right later."""
        return tuple(each for each in self.decisions if each.known.id in self.coming)

    @property
    def answers_due(self) -> str:
        """The day by which open questions should be answered: two weeks from now."""
        return (self.date + datetime.timedelta(days=DAYS_TO_ANSWER)).isoformat()

    @property
    def firm(self) -> int:
        """How many decisions are firm."""
        return sum(each.result.standing == "firm" for each in self.decisions)

    @property
    def taken(self) -> int:
        """How many decisions the team has accepted."""
        return sum(each.verdict is not None and each.status == "accepted" for each in self.decisions)

    @property
    def rejections(self) -> tuple[tuple[DecisionDocument, Rejection], ...]:
        """Every option that the team rejected."""
        return tuple((decision, each) for decision in self.decisions for each in decision.rejections)

    @property
    def dated(self) -> tuple[tuple[DecisionDocument, Verdict], ...]:
        """Verdicts of which the day is known, or that somebody was against."""
        said = (
            (each, verdict)
            for each in self.decisions
            for verdict in (each.verdict, *(one.verdict for one in each.rejections))
        )
        return tuple((each, v) for each, v in said if v is not None and (v.date or v.dissent))

    @property
    def overruled(self) -> tuple[DecisionDocument, ...]:
        """Decisions in which the team took another option than the rules recommend, or rejected that one."""
        return tuple(each for each in self.decisions if each.overridden or each.turned_down)

    @property
    def advised(self) -> tuple[DecisionDocument, ...]:
        """Decisions that take more than their simplest option, as the rules recommend it."""
        return tuple(each for each in self.beyond_simplest if not each.overridden and not each.turned_down)

    @property
    def beyond_simplest(self) -> tuple[DecisionDocument, ...]:
        """Decisions that take more than their simplest option, or that the team has taken itself."""
        return tuple(each for each in self.decisions if not _is_simplest(each) and not each.needs)

    @property
    def undecided(self) -> tuple[DecisionDocument, ...]:
        """Decisions for which too little is answered to recommend anything."""
        return tuple(each for each in self.decisions if each.needs)

    @property
    def moves(self) -> tuple[DecisionDocument, ...]:
        """Decisions that lead from what stands today to something else."""
        return tuple(
            each
            for each in self.decisions
            if each.move.kind in ("step_to", "step_back") and not each.turned_down and not each.needs
        )

    @property
    def simplest(self) -> tuple[DecisionDocument, ...]:
        """Decisions for which the simplest option is right."""
        return tuple(each for each in self.decisions if _is_simplest(each) and not each.needs)

    @property
    def nearest_flips(self) -> tuple[tuple[DecisionDocument, NearFlip], ...]:
        """Of each decision that is more than the simplest the nearest answer that would change it, nearest first."""
        found = [(each, each.flips[0]) for each in self.beyond_simplest if each.flips]
        return tuple(sorted(found, key=lambda each: each[1].distance))

    @property
    def done(self) -> tuple[ItemDocument, ...]:
        """What is in place already."""
        return tuple(each for each in self.items if each.item.status == "done")


def _is_simplest(decision: DecisionDocument) -> bool:
    return (
        decision.verdict is None
        and not decision.rejections
        and decision.move.kind != "step_back"
        and decision.option.known.id == next(iter(decision.known.options))
    )
