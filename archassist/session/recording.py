"""What a review holds, and what a person records in it beside answers. Each method changes the session and saves it."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archassist.dates import read_day, read_month
from archassist.session import content, merging
from archassist.session.answers import Answer, AnswerError
from archassist.session.errors import NoSuchThing
from archassist.session.records import (
    Event,
    Mark,
    Risk,
    Taken,
    Team,
    event_from,
    event_to,
    mark_from,
    mark_to,
    priorities_from,
    risk_from,
    risk_to,
    taken_from,
    taken_to,
    team_from,
)
from archassist.session.toml import Table, same

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook


@contextmanager
def _said_plainly() -> Iterator[None]:
    """What a table cannot hold, as a person who typed it is told."""
    try:
        yield
    except ValueError as error:
        raise AnswerError(f"{error}.") from None


class Recording(ABC):
    """The records of a review. The review itself knows how an entry is changed and saved."""

    path: Path
    rulebook: Rulebook
    _tables: Table
    _content: content.Content

    @abstractmethod
    def _entry(self, table: str, key: str) -> Any: ...
    @abstractmethod
    def _change(self, table: str, key: str, value: Any, title: str) -> None: ...
    @abstractmethod
    def together(self) -> AbstractContextManager[None]:
        """Several changes as one: all of them are saved at the end, or none when one is refused."""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Answers by question id, in the order of the interview."""
        known = self._content.answers
        return {question: known[question] for question in self.rulebook.questions if question in known}

    @property
    def decisions(self) -> Mapping[str, Taken]:
        """What was done with decisions, by decision id."""
        return dict(self._content.decisions)

    @property
    def practices(self) -> Mapping[str, Mark]:
        """Marks on practices, by practice id."""
        return dict(self._content.practices)

    @property
    def entries(self) -> content.Content:
        """Everything that the file says, understood; equal while nothing changes."""
        return self._content

    @property
    def risks(self) -> Mapping[str, Risk]:
        """Accepted risks, by a short name."""
        return dict(self._content.risks)

    @property
    def events(self) -> Mapping[str, Event]:
        """Events that multiply users, by name."""
        return dict(self._content.events)

    @property
    def history(self) -> Mapping[str, float]:
        """Monthly users in the past, by month (2026-03), the oldest first."""
        return dict(self._content.history)

    @property
    def priorities(self) -> tuple[str, ...]:
        """Quality attributes as the team ranked them, the most important first; empty when it did not."""
        return self._content.priorities

    @property
    def team(self) -> Team:
        """What the team can give to the plan."""
        return self._content.team

    def decide(self, decision: str, status: str, option: str = "", because: str = "", by: str = "") -> Taken:
        """Records what the team did with a decision. Raises NoSuchThing or AnswerError."""
        known = self.rulebook.decisions.get(decision)
        if known is None:
            raise NoSuchThing(self.path, content.no_such("decision", decision, self.rulebook.decisions))
        if option and option not in known.options:
            raise NoSuchThing(self.path, content.no_such("option", option, known.options))
        table = {"status": status, "option": option, "because": because, "by": by}
        with _said_plainly():
            taken = taken_from(table)
        if taken.status == "accepted" and not option:
            raise AnswerError("An accepted decision needs its option.")
        old = self._entry("decisions", decision)
        self._change("decisions", decision, taken_to(taken, old), known.title)
        return taken

    def undecide(self, decision: str) -> None:
        """Takes back what was recorded for a decision. Raises NoSuchThing for one that nobody knows."""
        if decision not in self.rulebook.decisions and self._entry("decisions", decision) is None:
            raise NoSuchThing(self.path, content.no_such("decision", decision, self.rulebook.decisions))
        self._change("decisions", decision, None, decision)

    def mark(
        self,
        practice: str,
        status: str = "",
        owner: str | None = None,
        *,
        start: str | None = None,
        not_before: str | None = None,
        days: Sequence[float] | None = None,
    ) -> Mark:
        """Records where a practice or a step (`decision.option`) stands, and how the plan is to treat it.

        An empty `status` keeps the one there is; None as `owner` keeps whose it is, an empty one takes it back. `start` and
        `not_before` are months (2027-03), `days` one or two working days; None keeps what there is, an empty one takes it
        back. Raises NoSuchThing or AnswerError.
        """
        known = content.markable(self.rulebook)
        if practice not in known:
            raise NoSuchThing(self.path, content.no_such("practice", practice, known))
        old = self._entry("practices", practice)
        table = dict(old) if isinstance(old, dict) else {}
        table |= {"status": status} if status else {}
        table |= {} if owner is None else {"owner": owner}
        with _said_plainly():
            # Months in a file of long ago may be any; what somebody writes now has to be one that a plan can reach.
            start, not_before = (each and read_month(each) for each in (start, not_before))
        for key, given in (("start", start), ("not_before", not_before), ("days", days)):
            if given is not None:
                table[key] = list(given) if key == "days" else given
                if not given:
                    del table[key]
        with _said_plainly():
            mark = mark_from(table)
        if mark == Mark("todo") and not status:
            self._change("practices", practice, None, known[practice].title)
        else:
            self._change("practices", practice, mark_to(mark, old), known[practice].title)
        return mark

    def accept_risk(
        self, name: str, title: str, owner: str = "", because: str = "", expires: str = "", decision: str = ""
    ) -> Risk:
        """Records a risk that somebody accepts until a day. Raises AnswerError."""
        if decision and decision not in self.rulebook.decisions:
            raise NoSuchThing(self.path, content.no_such("decision", decision, self.rulebook.decisions))
        table = {"title": title, "owner": owner, "because": because, "expires": expires, "decision": decision}
        with _said_plainly():
            risk = risk_from(table)
            if risk.expires:
                read_day(risk.expires)
        self._change("risks", name, risk_to(risk, self._entry("risks", name)), title)
        return risk

    def drop_risk(self, name: str) -> None:
        """Takes an accepted risk off the list."""
        self._must_be("risks", "accepted risk", name)
        self._change("risks", name, None, name)

    def expect(self, name: str, month: str, factor: float, months: int = 0) -> Event:
        """Records an event that multiplies users. Raises AnswerError."""
        with _said_plainly():
            event = event_from({"month": read_month(month), "factor": factor, "months": months})
        self._change("events", name, event_to(event, self._entry("events", name)), name)
        return event

    def unexpect(self, name: str) -> None:
        """Takes an event back."""
        self._must_be("events", "event", name)
        self._change("events", name, None, name)

    def prioritise(self, attributes: Sequence[str]) -> tuple[str, ...]:
        """Ranks quality attributes, the most important first; none takes the ranking back. Raises AnswerError."""
        known = self.rulebook.attributes
        for each in attributes:
            if each not in known:
                raise AnswerError(f"{content.no_such('attribute', each, known)} Known: {', '.join(known)}.")
        with _said_plainly():
            ranked = priorities_from(list(attributes), known)
        self._change("review", "priorities", list(ranked) or None, "priorities")
        return ranked

    def staff(self, key: str, value: Any) -> Team:
        """Changes one entry of the team's capacity: share, at_once or away. None takes it back. Raises AnswerError."""
        with _said_plainly():
            team = team_from({} if value is None else {key: value})
            for month in team.away:
                read_month(month)
        self._change("plan", key, value, "capacity")
        return team

    def remember(self, history: Mapping[str, float]) -> None:
        """Puts monthly users of the past (2026-03) in place of those there are, with one save."""
        with self.together():
            for month in sorted(self.history.keys() - history.keys()):
                self._change("history", month, None, f"users in {month}")
            for month, users in history.items():
                whole = int(users) if float(users).is_integer() else users
                self._change("history", month, whole, f"users in {month}")

    def differing(self, other: Recording) -> tuple[tuple[str, str], ...]:
        """Entries (table and key) that differ between this review and another."""
        mine, theirs = self._tables, other._tables
        keys = dict.fromkeys([*merging.keys(mine), *merging.keys(theirs)])
        return tuple(
            (table, key)
            for table, key in keys
            if not same(merging.get(mine, table, key), merging.get(theirs, table, key))
        )

    def take_over(self, other: Recording, base: Recording | None = None) -> int:
        """Makes every entry as another review has it, with one save; how many changes there were.

        With `base` only what the other has changed since then.
        """
        found = (base or self).differing(other)
        with self.together():
            for table, key in found:
                self._change(table, key, copy.deepcopy(merging.get(other._tables, table, key)), key or table)
        return len(found)

    def _must_be(self, table: str, what: str, name: str) -> None:
        if self._entry(table, name) is None:
            raise NoSuchThing(self.path, f"there is no {what} “{name}”.")
