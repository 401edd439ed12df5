"""The meeting: what is on its agenda and why, what is to be decided and asked next, and what came out of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from archassist.answers.answer_text import understood
from archassist.session.change_messages import tell
from archassist.session.meeting import spent_by
from archassist.views.actions import actions_view
from archassist.views.assessment import assessment_view
from archassist.views.decided import decided_so_far, decided_then, result_of, settles
from archassist.views.outlook import outlook_view
from archassist.views.records.meeting import (
    ItemKind,
    ItemView,
    MeetingState,
    MeetingView,
    MinutesView,
    QueuedDecision,
    QueuedQuestion,
    TopicView,
)
from archassist.views.rounds import people_view, rounds_view, said_by
from archassist.views.triage import HARD_TO_UNDO, triaged

if TYPE_CHECKING:
    from archassist.session.meeting_entries import MeetingRecord
    from archassist.session.review import Review
    from archassist.views.records.advice import DecisionView

OPENING, CLOSING = 10, 15
"""Minutes for where we are and what hurts, and for what follows from it and who does it."""

SHORTEST, LONGEST, STEP = 10, 45, 5
"""Minutes below which a decision is not talked about, above which the talk goes in circles, and to which a time box is
rounded."""

QUESTIONS = 5
"""Open questions that are told, the most telling first."""

BEGINNING = "Where we are, and what hurts"
ENDING = "What we do next, and who does it"


_TOLD_APART = frozenset(("actions", "decisions", "rounds"))
"""What the minutes tell under a heading of its own."""

_ORDER = {"events": 0, "review": 2, "plan": 2, "today": 2, "practices": 3}
"""What is told before and after changed answers: an event is said by nobody else."""

_NO_ADVICE = "no advice yet"


class Proposed(NamedTuple):
    """An agenda: items with their minutes, and titles of decisions for which there is no time."""

    items: tuple[tuple[str, float], ...]
    left: tuple[str, ...]


def decision_queue(review: Review, today: datetime.date) -> tuple[QueuedDecision, ...]:
    """The decisions to be taken now, the most urgent first."""
    placed = triaged(review, assessment_view(review), outlook_view(review, today), today)
    return queue_of(placed)


def queue_of(placed: Sequence[DecisionView]) -> tuple[QueuedDecision, ...]:
    """The same of decisions that have their places already."""
    now = [
        each for each in placed if each.triage and each.triage.place == "decide_now" and each.taken is None
    ]
    now.sort(key=lambda each: each.triage.rank if each.triage else 0)
    return tuple(
        QueuedDecision(
            each.id,
            each.title,
            each.option(each.recommended).title if each.enough else "",
            each.triage.by if each.triage else "",
            each.triage.because if each.triage else "",
        )
        for each in now
    )


def question_queue(review: Review, most: int = QUESTIONS) -> tuple[QueuedQuestion, ...]:
    """Open questions that could still change a decision, the most telling first."""
    rulebook = review.rulebook
    return tuple(
        QueuedQuestion(
            each.question,
            rulebook.questions[each.question].title,
            rulebook.questions[each.question].ask,
            tuple(rulebook.decisions[id].title for id in each.decides),
        )
        for each in review.derived.next_questions().questions[:most]
    )


def too_much(review: Review, now: datetime.datetime, minutes: float = 0) -> float:
    """By how many minutes what is planned and not done exceeds the meeting that goes on, or one of so many minutes; 0 for
    none."""
    meeting, current = review.meeting, review.meeting.current
    settled = {each.decision for each in decided_so_far(review) if settles(each)} if current else set()
    waits = sum(
        max(item.minutes - meeting.spent_on(id, now), 0)
        for id, item in meeting.agenda.items()
        if item.status == "open" and (id not in settled or (current and current.item == id))
    )
    box = current.minutes - meeting.spent(now) if current else minutes
    return max(waits - box, 0) if box or current else 0


def proposed_agenda(review: Review, queue: Sequence[QueuedDecision], minutes: float = 90) -> Proposed:
    """An agenda for a meeting: the decisions in their order, more time for those that are hard to undo.

    Of `minutes` the beginning takes 10 and the end 15; each decision gets at least 10, and those for which nothing is left
    are named.
    """
    room = minutes - OPENING - CLOSING
    taken = list(queue[: max(int(room // SHORTEST), 0)])
    weights = [1 + _hardness(review, each.id) for each in taken]
    items: list[tuple[str, float]] = [(BEGINNING, OPENING)]
    spare = max(room - SHORTEST * len(taken), 0)
    for each, weight in zip(taken, weights, strict=True):
        share = STEP * int(spare * weight / sum(weights) // STEP)
        items.append((each.id, float(min(SHORTEST + share, LONGEST))))
    return Proposed((*items, (ENDING, CLOSING)), tuple(each.title for each in queue[len(taken) :]))


def meeting_view(
    review: Review, now: datetime.datetime, decisions: Sequence[QueuedDecision] | None = None
) -> MeetingView:
    """The meeting as it stands; `decisions` are those to be taken, where they are known already."""
    queue = decision_queue(review, now.date()) if decisions is None else tuple(decisions)
    meeting, current = review.meeting, review.meeting.current
    return MeetingView(
        meeting.name,
        current.title if current else "",
        _state(current),
        current.minutes if current else sum(each.minutes for each in meeting.agenda.values()),
        meeting.spent(now),
        people_view(review),
        agenda_view(review, now, queue),
        queue,
        question_queue(review),
        parking_lot_view(review),
        actions_view(review, now.date()),
    )


def agenda_view(
    review: Review, now: datetime.datetime, queue: Sequence[QueuedDecision] = ()
) -> tuple[ItemView, ...]:
    """The agenda in its order; what is in the queue of decisions says why."""
    meeting, current = review.meeting, review.meeting.current
    why = {each.id: _why(each) for each in queue}
    said = decided_so_far(review) if current else ()
    results = {each.decision: result_of(each) for each in reversed(said) if settles(each)}
    for each in reversed(said):
        why[each.decision] = f"{result_of(each)}. {why.get(each.decision, '')}".rstrip()
    return tuple(
        ItemView(
            id,
            meeting.title_of(id),
            _kind(review, id, item.title),
            item.minutes,
            round(meeting.spent_on(id, now), 1),
            item.status,
            current is not None and current.item == id,
            why.get(id) or (f"To be settled by {item.due}." if item.due else ""),
            results.get(id, ""),
        )
        for id, item in meeting.agenda.items()
    )


def _why(each: QueuedDecision) -> str:
    """Why a decision is on the agenda, and what is advised so far: it is what the talk begins with."""
    return f"{each.advised} is advised so far. {each.because}".rstrip() if each.advised else each.because


def parking_lot_view(review: Review) -> tuple[TopicView, ...]:
    """What was brought up and is not for now."""
    return tuple(TopicView(id, each.text, each.by, each.date) for id, each in review.parking_lot.all.items())


def minutes_view(review: Review, now: datetime.datetime, name: str = "") -> MinutesView | None:
    """What a meeting came to: the one that goes on or was held last, or the one of this name; None where there is none."""
    held = review.meeting.held
    name = name or review.meeting.name or next(reversed([*held]), "")
    if name not in held:
        return None
    meeting = held[name]
    goes_on = meeting.closed is None
    agenda = review.meeting.agenda
    decided = decided_so_far(review) if goes_on else decided_then(review, meeting)
    settled = {each.decision for each in decided if settles(each)} if goes_on else set()
    done = [id for id, each in agenda.items() if each.status == "done" or id in settled]
    return MinutesView(
        name,
        meeting.title,
        _state(meeting),
        f"{meeting.begun:%Y-%m-%d %H:%M}",
        f"{meeting.closed:%Y-%m-%d %H:%M}" if meeting.closed else "",
        spent_by(meeting, now),
        meeting.present,
        meeting.summary,
        decided,
        tuple(review.meeting.title_of(id) for id in done) if goes_on else meeting.done,
        tuple(review.meeting.title_of(id) for id in agenda if id not in done),
        changed_in_words(review) if goes_on else meeting.changed,
        moved_in_words(review) if goes_on else (),
        tuple(each for each in actions_view(review, now.date()) if each.status in ("todo", "doing")),
        parking_lot_view(review),
        tuple(each for each in rounds_view(review).rounds if each.differ and each.state == "shown"),
        _breaks(meeting, now),
        agreed_in_words(review) if goes_on else meeting.agreed,
    )


def changed_in_words(review: Review) -> tuple[str, ...]:
    """What was changed since the meeting that goes on began, a line each; actions are told by themselves."""
    before = review.as_the_meeting_began()
    return tuple(
        str(tell(review.rulebook, table, key, before.entry(table, key), review.entry(table, key)))
        for table, key in sorted(before.differing(review), key=lambda place: _ORDER.get(place[0], 1))
        if table not in _TOLD_APART
    )


def agreed_in_words(review: Review) -> tuple[str, ...]:
    """The questions on which one answer was agreed in the meeting that goes on: the answer, who agreed, and the spread of
    what each had answered."""
    told, began = [], review.contents.at_the_beginning
    for id, there in review.rounds.all.items():
        answer, question = review.answers.get(id), review.rulebook.questions[id]
        if there.state != "agreed" or answer is None or began("rounds", id) == "agreed":
            continue
        by = f", agreed by {answer.by}" if answer.by else ""
        each = "; ".join(f"{name} {said_by(question, voice)}" for name, voice in there.heard_by().items())
        told.append(f"{question.title}: {understood(question, answer)}{by}" + (f" ({each})" if each else ""))
    return tuple(told)


def moved_in_words(review: Review) -> tuple[str, ...]:
    """What is advised otherwise than when the meeting that goes on began, a line each."""
    before, now = review.as_the_meeting_began(), review
    known = {each.id: each.recommended if each.enough else "" for each in before.assess().decisions}
    told = []
    for each in now.assess().decisions:
        is_now = each.recommended if each.enough else ""
        was = known.get(each.id, is_now)
        if was != is_now:
            decision = review.rulebook.decisions[each.id]
            was_title, title = (decision.options[id].title if id else _NO_ADVICE for id in (was, is_now))
            told.append(f"Advice on {decision.title}: {was_title} → {title}")
    return tuple(told)


def _breaks(meeting: MeetingRecord, now: datetime.datetime) -> float:
    """Minutes of a meeting in which its clock stood still."""
    end = meeting.closed or now
    return max(0.0, round((end - meeting.begun).total_seconds() / 60 - spent_by(meeting, end), 2))


def _hardness(review: Review, decision: str) -> int:
    """How hard the hardest option of a decision is to undo, from 0 to 2."""
    options = review.rulebook.decisions[decision].options.values()
    return max(HARD_TO_UNDO[each.reversible] for each in options)


def _state(meeting: MeetingRecord | None) -> MeetingState:
    if meeting is None:
        return "none"
    if meeting.closed is not None:
        return "closed"
    return "running" if meeting.since else "break"


def _kind(review: Review, id: str, title: str) -> ItemKind:
    if title:
        return "topic"
    if id in review.rulebook.decisions:
        return "decision"
    return "question" if id in review.rulebook.questions else "topic"
