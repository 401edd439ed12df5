"""A tour for a new lead: where we are, what was decided and why, what was rejected, what would change it, what comes next,
and the words used. It tells what is known, and changes nothing.

Stops are worked out one after the other: the first can be read while those behind it are still to come.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from archassist.engine import why
from archassist.session.verdicts import said_of
from archassist.views.contradictions import contradictions_view
from archassist.views.decided import decided_line
from archassist.views.flips import flips_view
from archassist.views.meeting import minutes_view
from archassist.views.months import spelled, spoken
from archassist.views.moves import move_view
from archassist.views.needs import told_phase
from archassist.views.outlook import next_view, outlook_view, pressing_limits
from archassist.views.plan import plan_view
from archassist.views.preread import glossary, spoken_words
from archassist.views.records.outlook import NotYetView
from archassist.views.records.tour import StopId, TourPart, TourStop, TourView
from archassist.views.tour_subject import BEHIND, Subject, behind, decision_link, question_link, sentence
from archassist.views.tradeoffs import risks_view
from archassist.words import capital, counted

if TYPE_CHECKING:
    from archassist.rulebook import Decision, Rulebook
    from archassist.session.review import Review
    from archassist.session.verdicts import Verdict
    from archassist.views.records.meeting import MinutesView
    from archassist.views.records.plan import PlanItem

TITLES: dict[StopId, str] = {
    "where": "Where we are",
    "decided": "What was decided, and why",
    "rejected": "What was rejected",
    "change": "What would change it",
    "next": "What comes next",
    "meetings": "Meetings, the earliest first",
    "words": "Words used here",
}
"""The stops, in their order; that of the meetings is left out where none was held."""

LIMITS, STANDING, REASONS, FORESEEN, STEPS, QUESTIONS = 3, 12, 2, 4, 8, 3
"""How many of each are told at most: a reader who wants all of them opens the screen or the document that has them."""


def tour_view(review: Review, today: datetime.date) -> TourView:
    """The whole tour, as `tour --json` prints it."""
    return TourView(review.title, today.isoformat(), tuple(stops(review, today)))


def stop_ids(review: Review) -> tuple[StopId, ...]:
    """The stops that the tour of a review has."""
    return tuple(id for id in TITLES if id != "meetings" or _closed(review))


def stops(review: Review, today: datetime.date) -> Iterator[TourStop]:
    """The stops in their order, each as soon as it is worked out; the last explains the words of those before it."""
    about = Subject(review, today)
    made: list[TourStop] = []
    for id in stop_ids(review):
        if id != "words":
            made.append(TourStop(id, TITLES[id], tuple(_STOPS[id](about))))
            yield made[-1]
    yield TourStop("words", TITLES["words"], tuple(_words(about.rulebook, made)))


def words_so_far(rulebook: Rulebook, made: Iterable[TourStop]) -> TourStop:
    """The last stop while others are still worked out: those of the stops that are there, before any is all
    that the rules explain."""
    told = list(made)
    parts = _words(rulebook, told) if told else _glossary(rulebook)
    return TourStop("words", TITLES["words"], tuple(parts))


# -- where we are


def _where(about: Subject) -> Iterator[TourPart]:
    review, assessment = about.review, about.assessment
    phase = told_phase(about.rulebook, assessment.phase)
    answered, asked = len(review.answers), len(review.asked())
    far = f"{answered} of {counted(asked, 'question')} answered"
    missing = "" if answered else " Until some are, nothing is advised: everything below begins with them."
    yield TourPart(f"Phase: {phase.title}", (phase.about, f"{far}.{missing}"))
    for told in contradictions_view(review):
        questions = [question_link(about.rulebook, id) for id in told.questions]
        yield TourPart("Two answers do not go together", (told.shown,), tuple(questions))
    limits = pressing_limits(outlook_view(review, about.today).limits) if about.told else ()
    for limit in limits[:LIMITS]:
        text = limit.text if limit.crossed else f"expected {limit.text}"
        asked_behind = (
            question_link(about.rulebook, id) for id in assessment.facts[limit.metric].rests_on[:BEHIND]
        )
        yield TourPart(limit.title, (sentence(text), sentence(limit.then)), tuple(asked_behind))
    if standing := [each for each in assessment.decisions if each.today.option]:
        lines, links = [], []
        for each in standing[:STANDING]:
            option = about.rulebook.decisions[each.id].options[each.today.option or ""]
            lines.append(f"{each.title}: {option.title}")
            links.append(decision_link(about.rulebook.decisions[each.id], option.id))
        more = len(standing) - STANDING
        if more > 0:
            lines.append(f"And {more} more, in the list of decisions.")
        yield TourPart("What stands today", tuple(lines), tuple(links))


# -- what was decided, and what was not


def _accepted(about: Subject) -> Iterator[tuple[Decision, str, Verdict]]:
    """Decisions that the team took, with the option and what it said."""
    decisions = about.review.decisions
    for result in about.assessment.decisions:
        taken = decisions.get(result.id)
        known = about.rulebook.decisions[result.id]
        if taken and taken.accepted in known.options:
            yield known, taken.accepted, taken.verdicts[taken.accepted]


def _decided(about: Subject) -> Iterator[TourPart]:
    found = False
    for known, option, verdict in _accepted(about):
        found = True
        result = about.assessment.decision(known.id)
        move = move_view(about.rulebook, about.assessment, result, option)
        told = known.options[option].title if move.kind == "adopt" else move.title
        texts = [sentence(said_of(verdict))]
        if option != result.recommended and result.enough:
            advised = known.options[result.recommended].title
            texts.append(f"The rules advise {advised}, and were overruled.")
        reasons = why(about.assessment, known.id, option).favour[:REASONS]
        texts += (sentence(each.text) for each in reasons)
        yield TourPart(
            f"{known.title}: {told}",
            tuple(texts),
            (decision_link(known, option), *behind(about, reasons)),
        )
    if not found:
        yield TourPart("", (f"Nothing has been accepted yet. {_waiting(len(about.now()))}",))


def _waiting(count: int) -> str:
    if not count:
        return "Nothing has to be decided now, either: with more answers that may change."
    return f"{capital(counted(count, 'decision'))} should be taken now: see “{TITLES['next']}”."


def _rejected(about: Subject) -> Iterator[TourPart]:
    found = False
    for result in about.assessment.decisions:
        known, taken = about.rulebook.decisions[result.id], about.review.decisions.get(result.id)
        for option, verdict in (taken.rejected if taken else {}).items():
            found = True
            about_all = option not in known.options
            title = known.title if about_all else f"{known.title}: {known.options[option].title}"
            link = decision_link(known, "" if about_all else option)
            yield TourPart(title, (sentence(said_of(verdict)),), (link,))
    if not found:
        yield TourPart("", ("The team has rejected no option by name.",))
    for known, option, _ in _accepted(about):
        texts, reasons = [], []
        for other in known.options.values():
            told = why(about.assessment, known.id, other.id)
            against = told.against or told.missing
            if other.id != option and against:
                texts.append(f"Not {other.title}: {sentence(against[0].text)}")
                reasons.append(against[0])
        if texts:
            link = decision_link(known, option)
            title = f"{known.title}: why not another option"
            yield TourPart(title, tuple(texts), (link, *behind(about, reasons)))


# -- what would change it, and what comes next


def _change(about: Subject) -> Iterator[TourPart]:
    outlook = outlook_view(about.review, about.today)
    taken = [known.id for known, _, _ in _accepted(about)]
    near = list(dict.fromkeys((*taken, *(each.id for each in about.now() if each.enough))))
    flips = flips_view(about.review, near, most=1, two=False) if near else {}
    enough = {each.id for each in about.assessment.decisions if each.enough} if about.told else set()
    later = [id for id in outlook.not_yet if id not in near and id in enough][:FORESEEN]
    found = False
    for id in (*near, *later):
        known = about.rulebook.decisions[id]
        texts = [f"With another answer: {each.text}" for each in flips.get(id, ())]
        texts += (_foreseen(each) for each in outlook.not_yet.get(id, ())[:1])
        if texts:
            found = True
            questions = (
                question_link(about.rulebook, each) for flip in flips.get(id, ()) for each in flip.changes
            )
            yield TourPart(known.title, tuple(texts), (*questions, decision_link(known)))
    if not found:
        told = "No single answer, and nothing that is foreseeable within three years, would change what is advised."
        yield TourPart("", (told,) if about.told else ("Nothing is advised yet that could change.",))


def _foreseen(coming: NotYetView) -> str:
    sign = f" Trigger: {sentence(coming.trigger.text)}" if coming.trigger and coming.trigger.text else ""
    return f"Later: {coming.title}, expected {spoken(coming)}.{sign}"


def _next(about: Subject) -> Iterator[TourPart]:
    for view in about.now():
        advised = (
            f"Advised: {view.option(view.recommended).title}." if view.enough else "Not enough answers yet."
        )
        because = sentence(view.triage.because) if view.triage else ""
        reasons = why(about.assessment, view.id).favour[:1] if view.enough else ()
        links = (decision_link(about.rulebook.decisions[view.id], view.recommended), *behind(about, reasons))
        texts = (advised, *(sentence(each.text) for each in reasons), because)
        yield TourPart(f"Decide now: {view.title}", tuple(filter(None, texts)), links)
    if steps := _first_steps(about) if about.told else ():
        yield TourPart("What is done first, and by whom", tuple(map(_step, steps)))
    elif not about.now():
        yield TourPart("", ("Nothing is planned yet: the plan follows from answers and decisions.",))
    for worth in next_view(about.review, QUESTIONS).questions:
        texts = (sentence(worth.measure) if worth.measure else about.rulebook.questions[worth.question].ask,)
        yield TourPart(f"Find out: {worth.title}", texts, (question_link(about.rulebook, worth.question),))
    for risk in risks_view(about.review, about.today):
        until = f"until {risk.expires}" if risk.expires else "without an end"
        said = f"Accepted by {risk.owner or 'nobody'}, {until}{' (expired)' if risk.expired else ''}."
        yield TourPart(
            f"Accepted risk: {risk.title}", (said, *((sentence(risk.because),) if risk.because else ()))
        )


def _first_steps(about: Subject) -> list[PlanItem]:
    items = plan_view(about.review, about.today).items
    work = [each for each in items if each.kind != "coming" and not each.milestone and each.bucket == "now"]
    due = [each for each in work if each.status not in ("done", "dropped")]
    return sorted(due, key=lambda each: each.rank)[:STEPS]


def _step(item: PlanItem) -> str:
    return f"{item.title}: {item.owner or 'no owner yet'}, done {spelled(item.done)}"


# -- meetings


def _closed(review: Review) -> list[tuple[str, datetime.datetime]]:
    """The meetings that were held and closed, the earliest first: name, and when that was."""
    return [(name, each.closed) for name, each in review.meeting.held.items() if each.closed]


def _meetings(about: Subject) -> Iterator[TourPart]:
    for name, closed in _closed(about.review):
        if minutes := minutes_view(about.review, closed, name):
            known = about.rulebook.decisions
            yield TourPart(
                f"{minutes.title or 'Meeting'}, {minutes.begun}",
                tuple(_minutes(minutes)),
                tuple(decision_link(known[each.decision]) for each in minutes.decided),
            )


def _minutes(minutes: MinutesView) -> Iterator[str]:
    if minutes.people:
        yield f"Present: {', '.join(minutes.people)}."
    if minutes.summary:
        yield sentence(minutes.summary)
    yield from (f"Decided: {decided_line(each)}" for each in minutes.decided)
    if minutes.done:
        yield f"Dealt with: {sentence('; '.join(minutes.done))}"
    yield from (f"Changed: {sentence(each)}" for each in minutes.changed)


# -- words, and what lies behind


def _glossary(rulebook: Rulebook) -> Iterator[TourPart]:
    yield from (TourPart(title, (sentence(meaning),)) for title, meaning in glossary(rulebook))


def _words(rulebook: Rulebook, told: Iterable[TourStop]) -> Iterator[TourPart]:
    said = "\n".join(text for stop in told for part in stop.parts for text in (part.title, *part.texts))
    found = spoken_words(rulebook, said)
    for title, meaning in found:
        yield TourPart(title, (sentence(meaning),))
    if not found:
        yield TourPart("", ("Nothing so far needs a word of the glossary.",))


_STOPS: dict[StopId, Callable[[Subject], Iterator[TourPart]]] = {
    "where": _where,
    "decided": _decided,
    "rejected": _rejected,
    "change": _change,
    "next": _next,
    "meetings": _meetings,
}
