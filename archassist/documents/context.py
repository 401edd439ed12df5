"""Gathers what templates show: decisions, checklist and answers as plain objects in reading order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archassist.documents.assumptions import MOST, Assumption, plain_condition, review_day
from archassist.documents.data import Coming, FlipLine, Growth, ReviewData, StepLine, Verdict
from archassist.documents.option_lines import OptionDocument, Rejection
from archassist.documents.titles import effort_text, titles_of
from archassist.engine import Assessment, DecisionResult, PhaseResult, Reason, band, quoted, why
from archassist.roadmap import ChecklistItem
from archassist.rulebook import Decision, Practice, Rulebook, Source

BANDS = {
    "all": "all futures",
    "most": "most futures",
    "some": "some futures",
    "few": "few futures",
    "none": "none of the futures",
}
REVERSIBLE = {"easy": "easy to undo", "costly": "costly to undo", "hard": "hard to undo"}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question behind a decision, what was answered, and how that is known."""

    title: str
    shown: str
    known: str


@dataclass(frozen=True, slots=True)
class DecisionDocument:
    """One decision as documents show it. `option` is what was taken, or else what is recommended; `status` is rejected
    when that option was, and no other was taken."""

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
    flips: tuple[FlipLine, ...]
    rejections: tuple[Rejection, ...]

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
    """A checklist item with its practice; `after` and `needed_by` are titles."""

    item: ChecklistItem
    practice: Practice
    after: tuple[str, ...]
    needed_by: tuple[str, ...]
    effort: str


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
    coming: Mapping[str, Mapping[str, Coming]]
    find_out: tuple[tuple[str, str], ...]
    can_stop: bool
    growth: tuple[Growth, ...]
    data: ReviewData

    def steps(self, bucket: str) -> tuple[StepLine, ...]:
        """The steps of the plan that start now, next or later."""
        return tuple(each for each in self.data.steps if each.bucket == bucket)

    def item(self, id: str) -> ItemDocument | None:
        """The checklist item of a step; None for a step of a decision."""
        return next((each for each in self.items if each.item.id == id), None)

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
        return tuple(each for each in self.decisions if not _is_simplest(each))

    @property
    def simplest(self) -> tuple[DecisionDocument, ...]:
        """Decisions for which the simplest option is right."""
        return tuple(each for each in self.decisions if _is_simplest(each))

    @property
    def nearest_flips(self) -> tuple[tuple[DecisionDocument, FlipLine], ...]:
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
        and decision.option.known.id == next(iter(decision.known.options))
    )


def build_context(
    rulebook: Rulebook,
    assessment: Assessment,
    checklist: Sequence[ChecklistItem],
    review: ReviewData,
    date: datetime.date,
) -> DocumentContext:
    """Put together what documents show."""
    decisions = tuple(
        _decision(rulebook, assessment, rulebook.decisions[each.id], review, date)
        for each in assessment.decisions
    )
    return DocumentContext(
        review.title,
        date,
        assessment.pack,
        assessment.phase,
        decisions,
        tuple(_item(rulebook, each) for each in checklist),
        tuple(_answer(rulebook, assessment, review, id) for id in assessment.assumed),
        sum(id in rulebook.questions for id in review.answers),
        len(rulebook.questions),
        assessment.operations.load,
        assessment.operations.capacity,
        assessment.operations.overload,
        review.coming,
        review.find_out,
        review.can_stop,
        review.growth,
        review,
    )


def _decision(
    rulebook: Rulebook, assessment: Assessment, known: Decision, review: ReviewData, date: datetime.date
) -> DecisionDocument:
    result = assessment.decision(known.id)
    verdict = review.verdicts.get(known.id)
    rejected = review.rejections.get(known.id, ())
    taken = (verdict.option if verdict else "") or result.recommended
    if taken not in known.options:
        taken = result.recommended
    # Said of the decision as a whole it is said of what is recommended.
    no = {each.option or result.recommended for each in rejected}
    status = verdict.status if verdict else "rejected" if result.recommended in no else "proposed"
    options = tuple(_option(assessment, known, id, taken) for id in known.options)
    by_id = {each.known.id: each for each in options}
    asked = dict.fromkeys(
        name for reason in result.because for name in _questions(rulebook, assessment, reason)
    )
    spoken = [id for reason in result.because for id in reason.source]
    sources = dict.fromkeys([*spoken, *known.options[taken].source])
    return DecisionDocument(
        known,
        result,
        verdict,
        status,
        by_id[taken],
        by_id[result.recommended],
        options,
        BANDS[band(result.share)] if result.share is not None else "",
        tuple(_answer(rulebook, assessment, review, id) for id in rulebook.questions if id in asked),
        tuple(rulebook.sources[id] for id in sources),
        tuple(rulebook.practices[id] for id in known.options[taken].practices),
        tuple(titles_of(rulebook, result.required_by)),
        tuple(_assumptions(rulebook, result, known, taken, review)),
        review_day(date, result.standing == "firm"),
        review.flips.get(known.id, ()),
        tuple(
            Rejection(by_id[each.option or result.recommended], each)
            for each in rejected
            if each.option in known.options or not each.option
        ),
    )


def _assumptions(
    rulebook: Rulebook, result: DecisionResult, known: Decision, taken: str, review: ReviewData
) -> Iterable[Assumption]:
    rules = {rule.id: rule for rule in known.rules}
    spoken = [
        each
        for each in result.because
        if each.option == taken and each.says in ("for", "requires") and each.rule in review.holding
    ]
    for reason in spoken[:MOST]:
        yield Assumption("holds", plain_condition(rulebook, rules[reason.rule].when), reason.text)
    signs = [each for each in review.alerts if each.decision == known.id]
    for sign in signs[:MOST]:
        border = f"{sign.border:.12g}"
        yield Assumption(
            "again",
            f"{sign.metric} {'>' if sign.rises else '<'} {border}",
            f"{sign.option_title} comes within reach ({sign.when})",
        )


def _option(assessment: Assessment, decision: Decision, id: str, taken: str) -> OptionDocument:
    told = why(assessment, decision.id, id)
    known = decision.options[id]
    share = told.option.share
    return OptionDocument(
        known,
        known.title,
        id == taken,
        told.favour,
        told.against,
        told.missing,
        effort_text(known.effort),
        REVERSIBLE[known.reversible],
        BANDS[band(share)] if share is not None else "",
        told.option.ruled_out,
    )


def _questions(rulebook: Rulebook, assessment: Assessment, reason: Reason) -> Iterable[str]:
    decision, _, _ = reason.rule.partition(".")
    rule = next(each for each in rulebook.decisions[decision].rules if each.id == reason.rule)
    for name in sorted(rule.when.names):
        if name in assessment.facts:
            yield from assessment.facts[name].rests_on


def _answer(rulebook: Rulebook, assessment: Assessment, review: ReviewData, id: str) -> AnswerLine:
    title, answer = rulebook.questions[id].title, review.answers.get(id)
    if answer is None or answer.kind == "unknown":
        word = "about" if isinstance(assessment.facts[id].value, float) else "taken to be"
        told_by = [rulebook.questions[each].title for each in assessment.facts[id].told_by]
        said = f"assumed, to fit {quoted(told_by)}" if told_by else "assumed: nobody has answered"
        return AnswerLine(title, f"{word} {assessment.facts[id].shown}", said)
    if answer.kind == "out_of_scope":
        return AnswerLine(title, answer.shown, "does not apply")
    known = [answer.grade or "not said how", f"by {answer.by}" if answer.by else "", answer.source]
    return AnswerLine(title, answer.shown, ", ".join(each for each in known if each))


def _item(rulebook: Rulebook, item: ChecklistItem) -> ItemDocument:
    practice = rulebook.practices[item.id]
    after = tuple(rulebook.practices[id].title for id in item.after)
    return ItemDocument(
        item, practice, after, tuple(titles_of(rulebook, item.needed_by)), effort_text(practice.effort)
    )
