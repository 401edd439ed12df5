"""What a team sets itself to do, and what it put into the parking lot."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from archassist.answers.answer import AnswerError
from archassist.dates import DateFault, read_day
from archassist.session.errors import NoSuchThing
from archassist.session.meeting_entries import (
    Action,
    ParkedTopic,
    action_from,
    action_to,
    topic_from,
    topic_to,
)
from archassist.words import no_such

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook
    from archassist.session.contents import Contents


class Actions:
    """Actions of the team's own, over the entries of its file. Each method that changes something saves it."""

    def __init__(self, contents: Contents, rulebook: Rulebook) -> None:
        self._contents = contents
        self._rulebook = rulebook

    @property
    def all(self) -> Mapping[str, Action]:
        """Every action by its short name, in the order in which they were recorded."""
        return dict(self._contents.understood.actions)

    def record(
        self,
        title: str,
        owner: str = "",
        due: str | datetime.date = "",
        decision: str = "",
        name: str = "",
    ) -> str:
        """Records an action and gives back its short name, made of the title when none is given.

        Raises AnswerError, also where the name is taken, and NoSuchThing for a decision that is not there.
        """
        if name and self._contents.entry("actions", name) is not None:
            raise AnswerError(f"There is already an action “{name}”.")
        name = name or free_name(title, self._contents.table("actions"))
        self._change(name, {"title": title, "owner": owner, "due": due, "decision": decision})
        return name

    def change(
        self,
        name: str,
        title: str | None = None,
        owner: str | None = None,
        due: str | datetime.date | None = None,
        status: str | None = None,
        decision: str | None = None,
    ) -> Action:
        """Changes an action: None leaves a part as it is, an empty text takes it back. Raises AnswerError, NoSuchThing."""
        self._must_be(name)
        said = {"title": title, "owner": owner, "due": due, "status": status, "decision": decision}
        return self._change(name, {key: value for key, value in said.items() if value is not None})

    def drop(self, name: str) -> None:
        """Takes an action off the list. Raises NoSuchThing."""
        action = self._must_be(name)
        self._contents.change("actions", name, None, action.title)

    def _change(self, name: str, said: Mapping[str, Any]) -> Action:
        old = self._contents.entry("actions", name)
        due = said.get("due", "")
        try:
            # A day in a file of long ago may be any; what somebody writes now has to be one that is reckoned with.
            day = read_day(due).isoformat() if isinstance(due, str) and due.strip() else due
            table = {**(old if isinstance(old, dict) else {}), **said}
            if "due" in said:
                table["due"] = day
            table = {
                key: " ".join(each.split()) if isinstance(each, str) else each for key, each in table.items()
            }
            action = action_from(table)
        except (DateFault, ValueError) as error:
            raise AnswerError(f"{error}.") from None
        if action.decision and action.decision not in self._rulebook.decisions:
            raise NoSuchThing(
                self._contents.path, no_such("decision", action.decision, self._rulebook.decisions)
            )
        self._contents.change("actions", name, action_to(action, old), action.title)
        return action

    def _must_be(self, name: str) -> Action:
        known = self.all
        if name not in known:
            raise NoSuchThing(self._contents.path, no_such("action", name, known))
        return known[name]


class ParkingLot:
    """What was brought up and is not for now. Each method that changes something saves it."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    @property
    def all(self) -> Mapping[str, ParkedTopic]:
        """Everything in it by its short name, in the order in which it was parked."""
        return dict(self._contents.understood.parking_lot)

    def park(self, text: str, by: str = "", date: str | datetime.date = "") -> str:
        """Parks something, and gives back its short name. Raises AnswerError for an empty text, or for what is no day."""
        try:
            topic = topic_from({"text": " ".join(text.split()), "by": " ".join(by.split()), "date": date})
        except ValueError as error:
            raise AnswerError(f"{error}.") from None
        name = free_name(text, self._contents.table("parking_lot"))
        self._contents.change("parking_lot", name, topic_to(topic), f"parked: {topic.text}")
        return name

    def take_out(self, name: str) -> ParkedTopic:
        """Takes something out again. Raises NoSuchThing."""
        known = self.all
        if name not in known:
            raise NoSuchThing(self._contents.path, no_such("parked topic", name, known))
        self._contents.change("parking_lot", name, None, f"parked: {known[name].text}")
        return known[name]


def free_name(title: str, taken: Collection[str]) -> str:
    """A short name made of a title that nothing else has."""
    name = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:40].strip("-") or "item"
    names = (name, *(f"{name}-{number}" for number in range(2, 100_000)))
    return next(each for each in names if each not in taken)
