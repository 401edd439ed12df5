"""The meeting: its agenda with time boxes, its clock, and what was changed in it.

A meeting is begun, may pause, goes on, and is closed with a summary. While it goes on the file keeps how every entry that is
changed stood at its beginning (table `before`), so that the minutes tell what was changed, whoever changed it. When it
closes, that is kept in words, and the agenda holds on to what was not dealt with.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archassist.answers.answer import AnswerError
from archassist.session.actions import free_name
from archassist.session.contents import BEFORE
from archassist.session.errors import NoSuchThing
from archassist.session.meeting_entries import (
    ITEM_STATUSES,
    Item,
    MeetingRecord,
    item_from,
    item_to,
    meeting_from,
    meeting_to,
)
from archassist.session.verdicts import taken_from
from archassist.words import no_such

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook
    from archassist.session.contents import Contents


class Meeting:
    """Agenda and meetings of a review, over the entries of its file. Each method that changes something saves it.

    `now` is always given, a time with its offset from UTC: what is computed follows from it alone.
    """

    def __init__(self, contents: Contents, rulebook: Rulebook) -> None:
        self._contents = contents
        self._rulebook = rulebook

    # -- reading

    @property
    def held(self) -> Mapping[str, MeetingRecord]:
        """Every meeting by its name, the earliest first; the last may still go on."""
        known = self._contents.understood.meetings
        return dict(sorted(known.items(), key=lambda each: (each[1].begun, each[0])))

    @property
    def name(self) -> str:
        """The name of the meeting that was begun and is not closed; empty when there is none."""
        return next((name for name, each in reversed([*self.held.items()]) if each.closed is None), "")

    @property
    def current(self) -> MeetingRecord | None:
        """The meeting that was begun and is not closed."""
        return self.held.get(self.name)

    @property
    def agenda(self) -> Mapping[str, Item]:
        """The items of the agenda in their order: by the id of a decision or question, or a short name."""
        known = self._contents.understood.agenda
        return dict(sorted(known.items(), key=lambda each: each[1].place))

    def title_of(self, item: str) -> str:
        """An item of the agenda in words."""
        known: Mapping[str, Any] = {**self._rulebook.questions, **self._rulebook.decisions}
        there = self._contents.understood.agenda.get(item)
        if there is not None and there.title:
            return there.title
        return str(known[item].title) if item in known else item

    def spent(self, now: datetime.datetime) -> float:
        """Minutes that the meeting has taken so far, without its breaks."""
        return spent_by(self.current, now) if self.current else 0.0

    def spent_on(self, item: str, now: datetime.datetime) -> float:
        """Minutes that were spent on an item so far, without breaks."""
        there, meeting = self.agenda.get(item), self.current
        spent = there.spent if there else 0.0
        if meeting and meeting.item == item and meeting.item_since:
            spent += _minutes(meeting.item_since, now)
        return spent

    # -- the agenda

    def plan(self, items: Iterable[tuple[str, float]]) -> None:
        """Makes an agenda of these decisions, questions or topics, each with its minutes; one step for undo.

        What stood on it and was not dealt with is replaced; what is done stays. Raises AnswerError.
        """
        wanted = dict(items)
        kept = [name for name, item in self.agenda.items() if item.status == "done"]
        with self._contents.together(one_step=True):
            for name in [name for name in self.agenda if name not in kept and name not in wanted]:
                self._contents.change("agenda", name, None, f"agenda: {self.title_of(name)}")
            for place, name in enumerate(kept, 1):
                self._put(name, {"place": place})
            for name, minutes in wanted.items():
                if name not in self.agenda:
                    self.add(name, minutes)
                elif name not in kept:
                    self._put(name, {"minutes": minutes, "place": self._last() + 1, "status": "open"})

    def add(self, what: str, minutes: float = 10, due: str = "") -> str:
        """Puts a decision, a question or a topic of the team's own at the end of the agenda, and gives back its name.

        `due` is the day until which it must be dealt with. Raises AnswerError.
        """
        known = what in self._rulebook.decisions or what in self._rulebook.questions
        text = " ".join(what.split())
        if not text:
            raise AnswerError("Say what is to be talked about.")
        name = what if known else free_name(text, self._contents.table("agenda"))
        said: dict[str, Any] = {"minutes": minutes, "place": self._last() + 1, "status": "open"}
        said |= {"due": due} if due else {}
        self._put(name, said if known else said | {"title": text})
        return name

    def word(self, item: str, title: str, due: str = "") -> Item:
        """Calls a topic of the team's own something else, and says until which day it must be dealt with, "" for none.

        Raises AnswerError, NoSuchThing.
        """
        self._must_be(item)
        if not (text := " ".join(title.split())):
            raise AnswerError("Say what is to be talked about.")
        return self._put(item, {"title": text, "due": due})

    def allow(self, item: str, minutes: float) -> Item:
        """Gives an item another time box."""
        self._must_be(item)
        return self._put(item, {"minutes": minutes})

    def set_status(self, item: str, status: str) -> Item:
        """Says that an item is dealt with, parked, or open again. Raises AnswerError, NoSuchThing."""
        self._must_be(item)
        if status not in ITEM_STATUSES:
            raise AnswerError(
                f"{no_such('status', status, ITEM_STATUSES)} Known: {', '.join(ITEM_STATUSES)}."
            )
        return self._put(item, {"status": status})

    def move(self, item: str, by: int) -> None:
        """Moves an item up (-1) or down (1) the agenda."""
        self._must_be(item)
        order = list(self.agenda)
        at = order.index(item)
        order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
        with self._contents.together(one_step=True):
            for place, name in enumerate(order, 1):
                if self.agenda[name].place != place:
                    self._put(name, {"place": place})

    def remove(self, item: str) -> None:
        """Takes an item off the agenda. Raises NoSuchThing."""
        self._must_be(item)
        self._contents.change("agenda", item, None, f"agenda: {self.title_of(item)}")

    # -- the clock

    def begin(
        self, now: datetime.datetime, minutes: float = 90, title: str = "", present: Sequence[str] = ()
    ) -> str:
        """Begins a meeting, and gives back its name: the day. Raises AnswerError where one goes on already."""
        if self.current:
            raise AnswerError(f"The meeting of {self.name} is not closed: go on with it, or close it first.")
        here = tuple(present) or self._contents.understood.present
        time = now.replace(microsecond=0)
        table = meeting_to(MeetingRecord(time, title, minutes, since=time, present=here))
        name = _free(now.date().isoformat(), self._contents.table("meetings"))
        with self._contents.happened():
            for first in list(self._contents.table(BEFORE)):  # left by a file that was changed by hand
                self._contents.change(BEFORE, first, None, first)
            self._change(name, table, "meeting begun")
        self._contents.forget(
            "meetings"
        )  # a meeting that was closed before is not taken up again over this one
        return name

    def turn_to(self, item: str, now: datetime.datetime) -> None:
        """Turns to an item of the agenda, "": to none; the time spent on the one before is kept. Goes on after a break.

        An item that was done or parked is open again. What the clock does is not undone.
        """
        if item:
            self._must_be(item)
        name, meeting = self._going_on()
        with self._contents.happened():
            if item and self.agenda[item].status != "open":
                self.set_status(item, "open")
            if meeting.since is None:
                meeting = replace(meeting, since=now.replace(microsecond=0))
            self._keep_spent(meeting, now)
            time = now.replace(microsecond=0) if item else None
            self._change(name, replace(meeting, item=item, item_since=time), "agenda")

    def finish(self, now: datetime.datetime) -> str:
        """Says that the present item is dealt with, and turns to the next open one, from the first again after the last.

        Gives back its name, "" for none.
        """
        meeting = self._going_on()[1]
        with self._contents.happened():
            if meeting.item in self.agenda:
                self.set_status(meeting.item, "done")
            order = list(self.agenda)
            at = order.index(meeting.item) + 1 if meeting.item in order else 0
            waiting = (id for id in (*order[at:], *order[:at]) if self.agenda[id].status == "open")
            following = next(waiting, "")
            self.turn_to(following, now)
        return following

    def pause(self, now: datetime.datetime) -> None:
        """Stops the clock for a break. Raises AnswerError where it stands already."""
        name, meeting = self._going_on()
        if meeting.since is None:
            raise AnswerError("There is a break already.")
        with self._contents.happened():
            self._keep_spent(meeting, now)
            stopped = replace(meeting, spent=spent_by(meeting, now), since=None, item_since=None)
            self._change(name, stopped, "break")

    def resume(self, now: datetime.datetime) -> None:
        """Goes on after a break, with the item it was at. Raises AnswerError where the clock runs."""
        name, meeting = self._going_on()
        if meeting.since is not None:
            raise AnswerError("The meeting goes on already.")
        time = now.replace(microsecond=0)
        with self._contents.happened():
            self._change(
                name, replace(meeting, since=time, item_since=time if meeting.item else None), "went on"
            )

    def close(
        self,
        now: datetime.datetime,
        summary: str = "",
        changed: Sequence[str] = (),
        agreed: Sequence[str] = (),
        decided: Mapping[str, str] | None = None,
    ) -> MeetingRecord:
        """Closes the meeting with a summary; one step for undo.

        `changed` and `agreed` say in words what was changed and agreed on; `decided` holds by `decision.option` what it came
        to in words. What is done or settled leaves the agenda and stays with the meeting; the rest waits for the next one.
        Raises AnswerError where no meeting goes on.
        """
        name, meeting = self._going_on()
        time = now.replace(microsecond=0)
        with self._contents.together(one_step=True):
            self._keep_spent(meeting, now)
            results: dict[str, str] = {}
            for place, result in (decided or {}).items():
                decision, _, option = place.partition(".")
                if self._accepted(decision) == option:
                    results[decision] = result
            done = {id: each for id, each in self.agenda.items() if each.status == "done" or id in results}
            words = [
                f"{self.title_of(id)}{f': {results[id]}' if id in results else ''}{_took(each)}"
                for id, each in done.items()
            ]
            closed = replace(
                meeting, spent=spent_by(meeting, now), since=None, item="", item_since=None, closed=time,
                summary=summary.strip(), done=tuple(words), changed=tuple(changed), agreed=tuple(agreed),
                decided=None if decided is None else tuple(decided),
            )  # fmt: skip
            self._change(name, closed, "meeting closed")
            for id in done:
                self._contents.change("agenda", id, None, f"agenda: {self.title_of(id)}")
            for id in [id for id, each in self.agenda.items() if each.spent]:
                self._put(id, {"spent": 0})
            for first in list(self._contents.table(BEFORE)):
                self._contents.change(BEFORE, first, None, first)
        return closed

    # -- inside

    def _accepted(self, decision: str) -> str:
        """The option that a decision stands by; empty while one is rejected or put forward at most."""
        value = self._contents.entry("decisions", decision)
        return "" if value is None else taken_from(value).accepted

    def _keep_spent(self, meeting: MeetingRecord, now: datetime.datetime) -> None:
        """Adds to the present item what was spent on it since it was turned to."""
        if meeting.item_since and meeting.item in self.agenda:
            self._put(meeting.item, {"spent": round(self.spent_on(meeting.item, now), 2)})

    def _going_on(self) -> tuple[str, MeetingRecord]:
        if (meeting := self.current) is None:
            raise AnswerError("No meeting goes on: begin one first.")
        return self.name, meeting

    def _put(self, name: str, said: Mapping[str, Any]) -> Item:
        old = self._contents.entry("agenda", name)
        try:
            item = item_from({**(old if isinstance(old, dict) else {}), **said})
        except ValueError as error:
            raise AnswerError(f"{error}.") from None
        self._contents.change(
            "agenda", name, item_to(item, old), f"agenda: {item.title or self.title_of(name)}"
        )
        return item

    def _change(self, name: str, meeting: MeetingRecord | dict[str, Any], title: str) -> None:
        old = self._contents.entry("meetings", name)
        table = meeting if isinstance(meeting, dict) else meeting_to(meeting, old)
        try:
            meeting_from(table)
        except ValueError as error:
            raise AnswerError(f"{error}.") from None
        self._contents.change("meetings", name, table, title)

    def _must_be(self, item: str) -> None:
        if item not in self.agenda:
            raise NoSuchThing(self._contents.path, no_such("item of the agenda", item, self.agenda))

    def _last(self) -> float:
        return max((each.place for each in self.agenda.values()), default=0)


def spent_by(meeting: MeetingRecord, now: datetime.datetime) -> float:
    """Minutes that a meeting has taken by then, without its breaks."""
    return round(meeting.spent + (_minutes(meeting.since, now) if meeting.since else 0.0), 2)


def _minutes(since: datetime.datetime, now: datetime.datetime) -> float:
    """Minutes that have gone by; never below 0, should a clock be set back."""
    return max(0.0, (now - since).total_seconds() / 60)


def _took(item: Item) -> str:
    return f" ({item.spent:.0f} of {item.minutes:.0f} min)" if item.spent >= 0.5 else ""


def _free(day: str, taken: Mapping[str, Any]) -> str:
    names = (day, *(f"{day}-{number}" for number in range(2, 10_000)))
    return next(each for each in names if each not in taken)
