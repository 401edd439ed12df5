"""Decisions as documents show them: what was taken or is recommended, why, why not the others, and on what it rests."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from archassist.answers.answer import Answer
from archassist.answers.answer_text import understood
from archassist.documents.assumptions import MOST, Assumption, plain_condition, review_day
from archassist.documents.conditions import ends_when
from archassist.documents.data import AnswerLine, ReviewData
from archassist.documents.decision_document import DecisionDocument
from archassist.documents.likelihood import plainly
from archassist.documents.option_lines import OptionDocument, Rejection
from archassist.documents.sureness import kept_from_firm
from archassist.documents.titles import titles_of
from archassist.documents.told_dates import sign_shows
from archassist.engine import (
    ASSUMED,
    Assessment,
    DecisionResult,
    Reason,
    band,
    favouring,
    quoted,
    why,
    with_unit,
)
from archassist.engine.effort import told_effort
from archassist.rulebook import Decision, Option, Question, Rulebook
from archassist.views.moves import move_view
from archassist.views.records.advice import PrecedentView
from archassist.views.records.answers import ContradictionView
from archassist.views.requirements import requirement_views
from archassist.views.why import questions_of
from archassist.words import BANDS

MONTH = 30
"""Days of the calendar: nothing is looked at again sooner from now."""

REVERSIBLE = {"easy": "easy to undo", "costly": "costly to undo", "hard": "hard to undo"}


def decision_document(
    rulebook: Rulebook,
    assessment: Assessment,
    known: Decision,
    review: ReviewData,
    lines: Mapping[str, AnswerLine],
    date: datetime.date,
    contradictions: tuple[ContradictionView, ...] = (),
    precedents: tuple[PrecedentView, ...] = (),
    needs: str = "",
) -> DecisionDocument:
    """One decision as documents show it; `lines` are answers by question, `needs` says which answers decide it."""
    result = assessment.decision(known.id)
    verdict = review.verdicts.get(known.id)
    rejected = review.rejections.get(known.id, ())
    taken = (verdict.option if verdict else "") or result.recommended
    if taken not in known.options:
        taken = result.recommended
    # Said of the decision as a whole it is said of what is recommended.
    no = {each.option or result.recommended for each in rejected}
    status = verdict.status if verdict else "rejected" if result.recommended in no else "proposed"
    options = tuple(_option(rulebook, assessment, known, id, taken) for id in known.options)
    by_id = {each.known.id: each for each in options}
    asked = dict.fromkeys(
        name for reason in result.because for name in questions_of(rulebook, assessment, reason)
    )
    spoken = [id for reason in result.because for id in reason.source]
    move = move_view(rulebook, assessment, result, taken)
    flips = review.flips.get(known.id, ())
    soonest = date + datetime.timedelta(days=MONTH)
    sources = dict.fromkeys([*spoken, *known.options[taken].source])
    return DecisionDocument(
        known,
        result,
        verdict,
        status,
        by_id[taken],
        by_id[result.recommended],
        options,
        _bands(result.share),
        tuple(lines[id] for id in rulebook.questions if id in asked),
        tuple(rulebook.sources[id] for id in sources),
        tuple(rulebook.practices[id] for id in _practices(assessment, known.options[taken])),
        tuple(titles_of(rulebook, result.required_by)),
        tuple(_assumptions(rulebook, assessment, result, known, taken, review)),
        (verdict.review_on if verdict else "")
        or review_day(date, result.standing == "firm", _known_days(known.id, review, soonest)),
        tuple(each for each in flips if each.option != known.options[taken].title),
        tuple(
            Rejection(by_id[each.option or result.recommended], each)
            for each in rejected
            if each.option in known.options or not each.option
        ),
        move,
        contradictions,
        review.places.get(known.id),
        frozenset(each.id for each in assessment.practices if each.status == "done"),
        precedents,
        "" if verdict or rejected else needs,
        requirement_views(known, result.requirements),
        tuple(_done_when(rulebook, known.options[taken])),
        kept_from_firm(rulebook, assessment, result, flips),
        tuple(_figures(rulebook, assessment, result, taken, lines)),
        frozenset(_own(rulebook, known)),
        review.events.get(known.id),
    )


def _practices(assessment: Assessment, option: Option) -> Iterable[str]:
    """The items that carry an option out: those that lead to it, and those due that are the same work."""
    due = {each.id for each in assessment.practices if each.status == "todo"}
    return dict.fromkeys((*option.practices, *(each for each in option.carries if each in due)))


def _figures(
    rulebook: Rulebook,
    assessment: Assessment,
    result: DecisionResult,
    taken: str,
    lines: Mapping[str, AnswerLine],
) -> Iterator[AnswerLine]:
    """The figures that the reasons for what is taken, against it, and for what is recommended name, the strongest first."""
    rules = {rule.id: rule for rule in rulebook.decisions[result.id].rules}
    against = [
        each for each in result.because if each.option == taken and each.says in ("against", "rules_out")
    ]
    advised = favouring(result.because, result.recommended) if result.recommended != taken else ()
    told = set()
    for reason in (*favouring(result.because, taken), *against, *advised):
        condition = rules[reason.rule].when
        # In the order in which the rule names them: what it is about stands first.
        for name in sorted(condition.names, key=condition.text.index):
            known, fact = rulebook.figure(name), assessment.facts.get(name)
            if known is None or fact is None or name in told or isinstance(fact.value, bool):
                continue
            told.add(name)
            # What people answered is told as they gave it: a range stays one.
            given = name in lines and not lines[name].assumed
            yield (
                lines[name] if given else AnswerLine(known.title, fact.told, fact.mark, fact.mark == ASSUMED)
            )


def _own(rulebook: Rulebook, known: Decision) -> Iterator[str]:
    """The practices for which no other decision asks."""
    others = {
        id
        for decision in rulebook.decisions.values()
        if decision.id != known.id
        for option in decision.options.values()
        for id in (*option.practices, *option.carries)
    }
    for option in known.options.values():
        yield from (each for each in (*option.practices, *option.carries) if each not in others)


def _done_when(rulebook: Rulebook, option: Option) -> Iterable[str]:
    """What shows that an option is carried out: what it says itself, else its own practices. Those that others have, too,
    are steps on many ways, and show no decision done."""
    if option.done_when:
        yield option.done_when
        return
    if option.id == next(iter(rulebook.decisions[option.decision].options)):
        return  # the plain way is carried out by not doing more
    others = {
        id
        for decision in rulebook.decisions.values()
        for each in decision.options.values()
        if each.full_id != option.full_id
        for id in each.practices
    }
    yield from (rulebook.practices[id].done_when for id in option.practices if id not in others)


def _assumptions(
    rulebook: Rulebook,
    assessment: Assessment,
    result: DecisionResult,
    known: Decision,
    taken: str,
    review: ReviewData,
) -> Iterable[Assumption]:
    rules = {rule.id: rule for rule in known.rules}
    spoken = [each for each in favouring(result.because, taken) if each.rule in review.holding]
    for reason in spoken[:MOST]:
        when = rules[reason.rule].when
        yield Assumption(
            "holds", plain_condition(rulebook, when), reason.text, ends_when(rulebook, assessment, when)
        )
    # What was chosen already is not asked again when its time comes.
    signs = [each for each in review.alerts if each.decision == known.id and each.option != taken]
    coming = {each.option: plainly(each) for each in review.outlook.not_yet.get(known.id, ())}
    for sign in signs[:MOST]:
        side = "above" if sign.rises else "below"
        shows = sign_shows(review.outlook, sign.metric, sign.border, sign.rises)
        expected = shows or coming.get(sign.option, sign.when)
        yield Assumption(
            "again",
            f"{sign.metric} {'>' if sign.rises else '<'} {sign.border:.12g}",
            f"{sign.title} {side} {sign.threshold}: time for “{sign.option_title}” ({expected})",
        )


def _known_days(decision: str, review: ReviewData, soonest: datetime.date) -> Iterable[str]:
    """Months by which the decision has to be right: an option is to be begun, or a limit that it moves comes; none sooner
    than `soonest`: there is nothing to look at again then."""
    return (each for each in _coming_months(decision, review) if f"{each}-01" >= soonest.isoformat())


def _coming_months(decision: str, review: ReviewData) -> Iterable[str]:
    for limit in review.outlook.limits:
        if decision in limit.decisions and not limit.crossed and limit.likely:
            yield limit.middle or ""
    for coming in review.outlook.not_yet.get(decision, ()):
        if coming.futures in ("all", "most"):
            yield coming.start_by.early


def _option(
    rulebook: Rulebook, assessment: Assessment, decision: Decision, id: str, taken: str
) -> OptionDocument:
    told = why(assessment, decision.id, id)
    known = decision.options[id]
    share = told.option.share
    return OptionDocument(
        known,
        known.title,
        id == taken,
        _told_once(told.favour),
        _told_once(told.against),
        _told_once(told.missing),
        told_effort(rulebook, assessment, known.effort),
        REVERSIBLE[known.reversible],
        _bands(share),
        told.option.ruled_out,
    )


def _told_once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons without those that say the same as one before: rungs of a ladder may share a sentence."""
    return tuple({reason.text: reason for reason in reversed([*reasons])}.values())[::-1]


def _bands(share: float | None) -> str:
    """In which futures something is best, to stand after "in"; empty when that was not worked out."""
    return BANDS[band(share)].removeprefix("in ") if share is not None else ""


def _money(question: Question, answer: Answer) -> str:
    """A sum of money as reasons tell it, 9,000 to 15,000 USD an hour; empty for what is none."""
    if question.unit.partition("/")[0] != "USD" or answer.kind not in ("exact", "range"):
        return ""
    if answer.low is not None and answer.high is not None:
        low, _, unit = with_unit(answer.low, question.unit).partition(" USD")
        high, _, same = with_unit(answer.high, question.unit).partition(" USD")
        return f"{low} to {high} USD{unit}" if unit == same else ""
    return with_unit(float(answer.value), question.unit) if isinstance(answer.value, (int, float)) else ""


def answer_line(
    rulebook: Rulebook, assessment: Assessment, question: Question, answer: Answer | None
) -> AnswerLine:
    """An answer and how it is known; what stands in for one that nobody gave."""
    if answer is None or answer.kind == "unknown":
        fact = assessment.facts[question.id]
        word = "about" if isinstance(fact.value, float) else "taken to be"
        told_by = [rulebook.questions[each].title for each in fact.told_by]
        said = f"assumed, to fit {quoted(told_by)}" if told_by else "assumed: not answered"
        return AnswerLine(question.title, f"{word} {fact.shown}", said, assumed=True)
    shown = _money(question, answer) or understood(question, answer)
    if answer.kind == "out_of_scope":
        return AnswerLine(question.title, shown, "does not apply")
    known = [answer.grade or "evidence not stated", f"by {answer.by}" if answer.by else "", answer.source]
    return AnswerLine(question.title, shown, ", ".join(each for each in known if each))
