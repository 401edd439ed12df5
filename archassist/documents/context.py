"""What templates show: decisions, checklist and answers as plain objects in reading order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from archassist.documents.data import AnswerLine, ReviewData, StepLine, VerdictLine
from archassist.documents.decision_document import DecisionDocument
from archassist.documents.option_lines import Rejection
from archassist.engine import ASSUMED, PhaseResult, noted, unnoted
from archassist.roadmap import ChecklistItem
from archassist.rulebook import Practice
from archassist.views.outlook import pressing_limits
from archassist.views.records.answers import ContradictionView
from archassist.views.records.outlook import BandView, LimitView, NearFlip, NotYetView, QuestionWorth
from archassist.words import BUCKETS, Bucket
from archassist.working_days import DAYS_A_WEEK, work_text, working_day

TEN = 10
"""Steps that a readout names."""

POINTS_A_DAY = 2
"""Operating points that are a day."""

SETTLED_BY = 3
"""Questions that are named of one decision."""

DAYS_TO_ANSWER = 14
"""How long people have for the questions that are open after a review."""


@dataclass(frozen=True, slots=True)
class ItemDocument:
    """A checklist item with its practice. `after` and `needed_by` are titles of other items, those before it and those that
    wait for it; `part_of` are titles of what it carries out: steps of decisions, and options that stand for the plain way.
    `because` says why it is in place, `why_here` why it stands where it does: `rank` counts from 1 without gaps, `bucket`
    is now, next or later."""

    item: ChecklistItem
    practice: Practice
    after: tuple[str, ...]
    needed_by: tuple[str, ...]
    effort: str
    because: str = ""
    rank: int = 0
    bucket: Bucket = "later"
    why_here: str = ""
    mark: str = ""
    part_of: tuple[str, ...] = ()

    @property
    def takes(self) -> str:
        """Its days in words, for how many places, and what that rests on: how many may have its own mark."""
        days = work_text(self.item.days)
        return f"{days} for {self.item.places}" if self.item.places else noted(days, self.mark)


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

    def settles(self, decision: DecisionDocument) -> tuple[str, ...]:
        """What to find out first so that a decision is settled: the most telling open questions that bear on it."""
        asked = {each.title for _, mine in self.data.homework for each in mine}
        return tuple(
            each.title
            for each in self.find_out
            if decision.known.id in each.decides and (not asked or each.title in asked)
        )[:SETTLED_BY]

    def asks(self, worth: QuestionWorth) -> str:
        """A question worth finding out as it is asked."""
        found = (one.ask for _, asked in self.data.homework for one in asked if one.title == worth.title)
        return next(found, f"{worth.title}.")

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
    def to_ask(self) -> tuple[DecisionDocument, ...]:
        """Decisions to be taken now that need money or time: nobody is asked for the plain way, or for what stands."""
        return tuple(each for each in self.decide_now if each.needs or not (each.kept or each.plain_way))

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
        """Items that are due and come now, next or later."""
        return tuple(each for each in self.due if each.bucket == bucket)

    @property
    def pressing_limits(self) -> tuple[LimitView, ...]:
        """Limits that are crossed, or will be in most futures, the surest first."""
        return pressing_limits(self.data.outlook.limits)

    @property
    def flips_now(self) -> tuple[tuple[DecisionDocument, NearFlip], ...]:
        """The nearest answers that would change what is decided or to be decided now."""
        found = [
            (each, each.flips[0])
            for each in self.decisions
            # What the team decided is not turned by an answer; its record says when it is looked at again.
            if each.recorded and each.flips and not each.needs and each.state != "chosen"
        ]
        return tuple(sorted(found, key=lambda each: each[1].distance))

    @property
    def money_assumed(self) -> bool:
        """Whether nobody gave any of the figures for money."""
        return bool(self.data.money) and all(unnoted(told)[1] == ASSUMED for _, told in self.data.money)

    @property
    def overload_in_days(self) -> str:
        """How many days a month running all of it takes, beside those that the team has; empty when that is enough."""
        if not self.overload:
            return ""
        load, capacity = (round(each) / POINTS_A_DAY for each in (self.load, self.capacity))
        takes = f"{max(load, capacity + 0.5):g}"
        has = noted(f"about {capacity:g}", self.data.carried_mark)
        return f"Once all this is built, running it takes about {takes} days a month; the team has {has}"

    @property
    def nobody_named(self) -> bool:
        """Whether none of the first steps has an owner."""
        return not any(each.owner for each in self.first_ten)

    @property
    def first_ten(self) -> tuple[StepLine, ...]:
        """The ten steps that come first, in the order in which they are begun; what begins together as the checklist has
        it."""
        return tuple(sorted(self.next_steps[:TEN], key=lambda each: each.start))

    @property
    def next_steps(self) -> tuple[StepLine, ...]:
        """What to do next: the steps of the plan in their order, without milestones and options that are not right yet."""
        work = [each for each in self.data.plan.steps if each.kind != "coming" and not each.milestone]
        return tuple(sorted(work, key=lambda each: (BUCKETS.index(each.bucket), each.rank)))

    @property
    def small_steps(self) -> tuple[StepLine, ...]:
        """Of what to do next the items that one person finishes within a week."""
        return tuple(each for each in self.next_steps if self.item(each.id) and each.days[1] <= DAYS_A_WEEK)

    @property
    def late_now(self) -> tuple[StepLine, ...]:
        """Steps that carry a decision out within two quarters and come after what they are for."""
        steps = self.data.plan.steps
        return tuple(
            each for each in steps if each.late and each.kind != "practice" and each.bucket != "later"
        )

    @property
    def drawn(self) -> tuple[DecisionDocument, ...]:
        """Decisions of which it is known what stands, and those that were taken or are to be taken now."""
        return tuple(each for each in self.decisions if each.standing or each.recorded)

    @property
    def foreseen(self) -> tuple[DecisionDocument, ...]:
        """Decisions with an option that becomes right later."""
        return tuple(each for each in self.decisions if each.known.id in self.coming)

    @property
    def foreseen_other(self) -> tuple[tuple[DecisionDocument, NotYetView], ...]:
        """Of each decision the first option that becomes right later and is not the one that was taken or is recommended,
        with what comes surely first."""
        found = [
            (each, coming)
            for each in self.foreseen
            for coming in [one for one in self.coming[each.known.id] if one.option != each.option.known.id][
                :1
            ]
        ]
        return tuple(sorted(found, key=lambda each: -each[1].share))

    @property
    def to_find_out(self) -> tuple[QuestionWorth, ...]:
        """Questions worth finding out that nobody answered at all, the most telling first."""
        open_ones = {each.title for each in self.assumed}
        return tuple(each for each in self.find_out if each.title in open_ones)

    @property
    def people(self) -> tuple[str, ...]:
        """Who decided what, and who owns what comes next, each once."""
        deciders = (
            name
            for each in self.decisions
            for verdict in (each.verdict, *(one.verdict for one in each.rejections))
            if verdict
            for name in verdict.deciders
        )
        owners = (each.owner for each in self.next_steps if each.owner)
        known: dict[str, str] = {}
        for name in (*deciders, *owners):
            known.setdefault(name.casefold(), name)
        return tuple(known.values())

    @property
    def answers_due(self) -> str:
        """The day by which open questions should be answered: two weeks from now."""
        return working_day(self.date + datetime.timedelta(days=DAYS_TO_ANSWER)).isoformat()

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
    def dated(self) -> tuple[tuple[DecisionDocument, VerdictLine], ...]:
        """Verdicts of which the day is known, or when they are looked at again, or that somebody was against."""
        said = (
            (each, verdict)
            for each in self.decisions
            for verdict in (each.verdict, *(one.verdict for one in each.rejections))
        )
        return tuple((each, v) for each, v in said if v is not None and (v.date or v.dissent or v.review_on))

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
        return tuple(each for each in self.decisions if not each.simplest and not each.needs)

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
        return tuple(each for each in self.decisions if each.simplest and not each.needs)

    @property
    def nearest_flips(self) -> tuple[tuple[DecisionDocument, NearFlip], ...]:
        """Of each decision that is more than the simplest the nearest answer that would change it, nearest first."""
        found = [(each, each.flips[0]) for each in self.beyond_simplest if each.flips]
        return tuple(sorted(found, key=lambda each: each[1].distance))

    @property
    def dropped(self) -> tuple[ItemDocument, ...]:
        """What the team decided not to do."""
        return tuple(each for each in self.items if each.item.status == "dropped")

    @property
    def done(self) -> tuple[ItemDocument, ...]:
        """What is in place already."""
        return tuple(each for each in self.items if each.item.status == "done")
