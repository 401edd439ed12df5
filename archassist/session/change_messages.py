"""A change to one entry of a review in words: what it is about, what stood there, and what stands there now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archassist.answers.answer import Answer
from archassist.answers.answer_tables import answer_from
from archassist.answers.answer_text import understood
from archassist.answers.shapes import shown
from archassist.session import codec
from archassist.session.entries import mark_from, risk_from
from archassist.session.events import event_from
from archassist.session.meeting_entries import action_from, item_from, meeting_from, topic_from
from archassist.session.parked import is_parked, parked_from, said_of_parked
from archassist.session.verdicts import Taken, said_of, taken_from
from archassist.words import as_reason

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review
    from archassist.session.undo import Change

NOTHING = {
    "answers": "not answered",
    "today": "not said",
    "decisions": "no verdict",
    "practices": "no mark",
    "risks": "not accepted",
    "events": "not expected",
    "history": "not known",
    "at_issue": "not at issue",
    "people": "no role",
    "voices": "not answered",
    "rounds": "not put to everybody",
    "agenda": "not on the agenda",
    "parking_lot": "not parked",
    "actions": "no action",
    "meetings": "no meeting",
}
"""What an entry that is not there says."""


@dataclass(frozen=True, slots=True)
class ChangeMessage:
    """What changed: `about` names it for people, `was` and `now` say what stood there."""

    about: str
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.about}: {self.was} → {self.now}"


def tell(rulebook: Rulebook, table: str, key: str, was: Any, now: Any) -> ChangeMessage:
    """A change of one entry of the file (TOML values; None: not there) in words."""
    if table == "decisions" and key in rulebook.decisions:
        return _decision(rulebook, key, was, now)
    words = _WORDS.get(table)
    about = _about(rulebook, table, key)
    nothing = NOTHING.get(table, "nothing")

    def say(value: Any) -> str:
        if value is None:
            return nothing
        try:
            return words(rulebook, key, value) if words else shown(value)
        except ValueError:
            return shown(value)

    return ChangeMessage(about, say(was), say(now))


def tell_change(rulebook: Rulebook, change: Change) -> ChangeMessage:
    """A change that was made, undone or made again."""
    return tell(rulebook, change.table, change.key, change.before, change.after)


def tell_differences(one: Review, other: Review) -> list[ChangeMessage]:
    """Everything in which a review differs from another: what the first says, and the other."""
    return [
        tell(one.rulebook, table, key, one.entry(table, key), other.entry(table, key))
        for table, key in one.differing(other)
    ]


def said_of_answer(question: Any, answer: Answer) -> str:
    """An answer in words, with how it is known and the note on it."""
    parts = [
        understood(question, answer),
        answer.grade or "",
        f"by {answer.by}" if answer.by else "",
        answer.source,
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said} (note: {_short(answer.note)})" if answer.note else said


def _answer(rulebook: Rulebook, key: str, value: Any) -> str:
    question = rulebook.questions.get(key)
    if question is None:
        return shown(value)
    if is_parked(value):
        return said_of_parked(parked_from(value))
    return said_of_answer(question, answer_from(question, value))


def _decision(rulebook: Rulebook, key: str, was: Any, now: Any) -> ChangeMessage:
    """Only of the options on which the verdict differs."""
    known = rulebook.decisions[key]
    try:
        before, after = (taken_from(each) if each is not None else None for each in (was, now))
    except ValueError:
        return ChangeMessage(known.title, shown(was), shown(now))
    mine, theirs = _verdicts(before), _verdicts(after)
    changed = [id for id in {**mine, **theirs} if mine.get(id) != theirs.get(id)]

    def say(found: Mapping[str, Any]) -> str:
        several = len(changed) > 1
        parts = (f"{_option(known, id)} " * several + said_of(found.get(id)) for id in changed)
        return "; ".join(parts) or NOTHING["decisions"]

    about = f"{known.title}: {_option(known, changed[0])}" if len(changed) == 1 else known.title
    return ChangeMessage(about, say(mine), say(theirs))


def _verdicts(taken: Taken | None) -> Mapping[str, Any]:
    return taken.verdicts if taken else {}


def _option(known: Any, id: str) -> str:
    return known.options[id].title if id in known.options else id or "the decision as a whole"


def _today(rulebook: Rulebook, key: str, value: Any) -> str:
    known = rulebook.decisions.get(key)
    return _option(known, value) if known is not None and isinstance(value, str) else shown(value)


def _at_issue(rulebook: Rulebook, key: str, value: Any) -> str:
    return f"to be decided by {value}" if value else "to be decided"


def _mark(rulebook: Rulebook, key: str, value: Any) -> str:
    mark = mark_from(value)
    parts: Iterable[str] = (
        mark.status,
        f"owner {mark.owner}" if mark.owner else "",
        f"starts in {mark.start}" if mark.start else "",
        f"not before {mark.not_before}" if mark.not_before else "",
        f"{mark.days[0]:g} to {mark.days[1]:g} days" if mark.days else "",
    )
    return ", ".join(part for part in parts if part)


def _risk(rulebook: Rulebook, key: str, value: Any) -> str:
    risk = risk_from(value)
    until = f" until {risk.expires}" if risk.expires else ""
    return f"accepted by {risk.owner or 'nobody named'}{until}" + (
        f", because {as_reason(_short(risk.because))}" if risk.because else ""
    )


def _event(rulebook: Rulebook, key: str, value: Any) -> str:
    event = event_from(value)
    return event.told(event.month)


def _voice(rulebook: Rulebook, key: str, value: Any) -> str:
    """Never what was answered: it may not be shown yet."""
    return "answered"


def _round(rulebook: Rulebook, key: str, value: Any) -> str:
    words = {"blind": "put to everybody", "shown": "answers shown", "agreed": "agreed"}
    return words.get(value, shown(value))


def _item(rulebook: Rulebook, key: str, value: Any) -> str:
    item = item_from(value)
    spent = f", {item.spent:g} spent" if item.spent else ""
    status = "" if item.status == "open" else f", {item.status}"
    return f"{item.minutes:g} minutes{spent}{status}"


def _topic(rulebook: Rulebook, key: str, value: Any) -> str:
    topic = topic_from(value)
    return f"parked: {_short(topic.text)}" + (f", by {topic.by}" if topic.by else "")


def _action(rulebook: Rulebook, key: str, value: Any) -> str:
    action = action_from(value)
    owner = f", owner {action.owner}" if action.owner else ""
    return f"{action.status}{owner}" + (f", due {action.due}" if action.due else "")


def _meeting(rulebook: Rulebook, key: str, value: Any) -> str:
    meeting = meeting_from(value)
    if meeting.closed:
        return f"closed after {meeting.spent:.0f} minutes"
    return (
        f"begun at {meeting.begun:%H:%M}" if meeting.since else f"a break after {meeting.spent:.0f} minutes"
    )


def _plain(rulebook: Rulebook, key: str, value: Any) -> str:
    if key == "pains" and isinstance(value, list):
        known = rulebook.pains
        return ", then ".join(known[each].title if each in known else str(each) for each in value)
    if key == "present" and isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, list):
        return ", then ".join(map(str, value)) or "nothing"
    if key == "share" and isinstance(value, int | float):
        return f"{value:.0%} of the engineers' time"
    return f"{value:g}" if isinstance(value, float) else str(value)


_WORDS: Mapping[str, Callable[[Rulebook, str, Any], str]] = {
    "answers": _answer,
    "today": _today,
    "at_issue": _at_issue,
    "practices": _mark,
    "risks": _risk,
    "events": _event,
    "review": _plain,
    "plan": _plain,
    "history": _plain,
    "people": _plain,
    "voices": _voice,
    "rounds": _round,
    "agenda": _item,
    "parking_lot": _topic,
    "actions": _action,
    "meetings": _meeting,
}


_OF_THE_REVIEW = {
    "priorities": "What matters most",
    "title": "Title",
    "pains": "What hurts",
    "present": "Who is in the room",
}


def _about(rulebook: Rulebook, table: str, key: str) -> str:
    if table == "answers" and key in rulebook.questions:
        return rulebook.questions[key].title
    if table == "practices":
        known = codec.markable(rulebook).get(key)
        return known.title if known is not None else key
    if table == "at_issue" and key in rulebook.decisions:
        return rulebook.decisions[key].title
    if table == "today" and key in rulebook.decisions:
        return f"Today, {rulebook.decisions[key].title}"
    if table == "voices":
        question, _, person = key.partition(".")
        return f"{person} on {_question(rulebook, question)}"
    if table == "rounds":
        return f"Everybody on {_question(rulebook, key)}"
    if table == "agenda":
        asked: Mapping[str, Any] = {**rulebook.questions, **rulebook.decisions}
        return f"Agenda, {asked[key].title if key in asked else key}"
    names = {
        "risks": "Risk", "events": "Event", "history": "Users in", "plan": "Capacity", "people": "Role of",
        "actions": "Action", "parking_lot": "Parking lot", "meetings": "Meeting of",
    }  # fmt: skip
    if table == "review":
        return _OF_THE_REVIEW.get(key, key)
    return f"{names.get(table, table)} {key}".strip()


def _question(rulebook: Rulebook, key: str) -> str:
    return rulebook.questions[key].title if key in rulebook.questions else key


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
