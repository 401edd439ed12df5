"""What a review holds, and what a person records in it beside answers. Each method changes the session and saves it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archassist.answers.answer import AnswerError
from archassist.dates import read_day, read_month
from archassist.session import codec
from archassist.session.contents import Contents
from archassist.session.dissent import Dissent
from archassist.session.entries import (
    Mark,
    Risk,
    Team,
    mark_from,
    mark_to,
    priorities_from,
    risk_from,
    risk_to,
    team_from,
)
from archassist.session.errors import NoSuchThing
from archassist.session.events import Event, event_from, event_to, span_to
from archassist.session.focus import Focus
from archassist.session.verdicts import Taken, taken_from, verdict_of, with_verdict
from archassist.terminal_text import one_line, shortened
from archassist.words import named, no_such

if TYPE_CHECKING:
    from archassist.rulebook import Question, Rulebook
    from archassist.session.actions import Actions, ParkingLot
    from archassist.session.meeting import Meeting


@contextmanager
def _said_plainly() -> Iterator[None]:
    """What a table cannot hold, as a person who typed it is told."""
    try:
        yield
    except ValueError as error:
        raise AnswerError(f"{error}.") from None


class Recording:
    """The records of a review, over the entries of its file."""

    def __init__(self, contents: Contents, rulebook: Rulebook) -> None:
        self.contents = contents
        self.rulebook = rulebook

    @property
    def path(self) -> Path:
        """The session file."""
        return self.contents.path

    @property
    def focus(self) -> Focus:
        """What the review is about: what must be decided, what hurts, who is in the room."""
        return Focus(self.contents, self.rulebook)

    @property
    def meeting(self) -> Meeting:
        """The agenda, the meeting that goes on, and those that were held."""
        from archassist.session.meeting import Meeting

        return Meeting(self.contents, self.rulebook)

    @property
    def actions(self) -> Actions:
        """What the team set itself to do."""
        from archassist.session.actions import Actions

        return Actions(self.contents, self.rulebook)

    @property
    def parking_lot(self) -> ParkingLot:
        """What was brought up and is not for now."""
        from archassist.session.actions import ParkingLot

        return ParkingLot(self.contents)

    @property
    def decisions(self) -> Mapping[str, Taken]:
        """What was done with decisions, by decision id."""
        return dict(self.contents.understood.decisions)

    @property
    def today(self) -> Mapping[str, str]:
        """What the team said it runs today: the option by decision, in the order of the rules."""
        known = self.contents.understood.today
        return {decision: known[decision] for decision in self.rulebook.option_ids if decision in known}

    @property
    def practices(self) -> Mapping[str, Mark]:
        """Marks on practices, by practice id."""
        return dict(self.contents.understood.practices)

    @property
    def entries(self) -> codec.Content:
        """Everything that the file says, understood; equal while nothing changes."""
        return self.contents.understood

    @property
    def risks(self) -> Mapping[str, Risk]:
        """Accepted risks, by a short name."""
        return dict(self.contents.understood.risks)

    @property
    def events(self) -> Mapping[str, Event]:
        """Events that multiply users, by name."""
        return dict(self.contents.understood.events)

    @property
    def history(self) -> Mapping[str, float]:
        """Monthly users in the past, by month (2026-03), the oldest first."""
        return dict(self.contents.understood.history)

    @property
    def priorities(self) -> tuple[str, ...]:
        """Quality attributes as the team ranked them, the most important first; empty when it did not."""
        return self.contents.understood.priorities

    @property
    def team(self) -> Team:
        """How much time the team has for the plan."""
        return self.contents.understood.team

    def decide(
        self,
        decision: str,
        status: str,
        option: str = "",
        because: str | None = None,
        by: str | Sequence[str] | None = None,
        dissent: str | Sequence[Dissent] | None = None,
        date: str | datetime.date | None = None,
        review_on: str | datetime.date | None = None,
    ) -> Taken:
        """Records the team's verdict on an option; what was said of other options stays.

        `by` are those who decided, `dissent` says who was against it and why, as a text or person by person,
        `review_on` is the day on which it is looked at again. None keeps what there is while the status stays.
        When another option was accepted before, that one is superseded. Raises NoSuchThing or AnswerError.
        """
        known = self._decision(decision, option)
        before = self.contents.understood.decisions.get(decision)
        there = before.verdicts.get(option) if before else None
        if there is None or there.status != status:
            there = None
        with _said_plainly():
            verdict = verdict_of(
                status,
                (there.because if there else "") if because is None else because,
                (there.by if there else ()) if by is None else by,
                (there.against if there else "") if dissent is None else dissent,
                (there.date if there else "") if date is None else date,
                (there.review_on if there else "") if review_on is None else review_on,
            )
        if verdict.status == "accepted" and not option:
            raise AnswerError("An accepted decision needs its option.")
        table = with_verdict(self.contents.entry("decisions", decision), option, verdict, list(known.options))
        self.contents.change("decisions", decision, table, known.title)
        return taken_from(table)

    def read_today(self, decision: str, text: str) -> str:
        """The option that a person names as what stands today: by its id, its title, or its number from 1.

        Raises NoSuchThing for a decision that is not there, AnswerError for an option that is not.
        """
        options = self._decision(decision, "").options
        numbers = {str(place): id for place, id in enumerate(options, 1)}
        if found := numbers.get(text.strip()) or named(options, text):
            return found
        raise AnswerError(f"{no_such('option', text, options)} Known: {', '.join(options)}.")

    def run_today(self, decision: str, option: str | None) -> None:
        """Records which option of a decision stands today; None: nobody says. Raises NoSuchThing."""
        known = self._decision(decision, option or "")
        self.contents.change("today", decision, option or None, f"today: {known.title}")

    def rest_on(self, decision: str, option: str, file: str) -> None:
        """Notes that a record of people's own, `file` in the folder of records, gives the verdict on an option."""
        known = self._decision(decision, option)
        table = dict(self.contents.entry("decisions", decision) or {})
        table["records"] = {**self.record_of(decision), option: file}
        self.contents.change("decisions", decision, table, known.title)

    def record_of(self, decision: str) -> Mapping[str, str]:
        """By option the people's own record that gives the verdict on it, as a path in the folder of records."""
        table = self.contents.entry("decisions", decision)
        said = table.get("records") if isinstance(table, dict) else None
        found = said.items() if isinstance(said, dict) else ()
        return {str(option): str(file) for option, file in found if isinstance(file, str)}

    def undecide(self, decision: str, option: str | None = None) -> None:
        """Takes back the verdict on an option, None: everything that was recorded for the decision."""
        known = self._decision(decision, option or "")
        old = self.contents.entry("decisions", decision)
        table = None if option is None else with_verdict(old, option, None, list(known.options))
        self.contents.change("decisions", decision, table, known.title)

    def _decision(self, decision: str, option: str) -> Any:
        known = self.rulebook.decisions.get(decision)
        if known is None:
            raise NoSuchThing(self.path, no_such("decision", decision, self.rulebook.decisions))
        if option and option not in known.options:
            raise NoSuchThing(self.path, no_such("option", option, known.options))
        return known

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
        known = codec.markable(self.rulebook)
        if practice not in known:
            raise NoSuchThing(self.path, no_such("practice", practice, known))
        old = self.contents.entry("practices", practice)
        table = dict(old) if isinstance(old, dict) else {}
        table |= {"status": status} if status else {}
        table |= {} if owner is None else {"owner": owner}
        with _said_plainly():
            # Months in a file of long ago may be any; what somebody writes now has to be one that a plan can reach.
            start, not_before = (each and read_month(each) for each in (start, not_before))
        if days is not None and len(days) == 1:
            days = (days[0], days[0])
        for key, given in (("start", start), ("not_before", not_before), ("days", days)):
            if given is not None:
                table[key] = list(given) if key == "days" else given
                if not given:
                    del table[key]
        with _said_plainly():
            mark = mark_from(table)
        if mark == Mark("todo") and not status:
            self.contents.change("practices", practice, None, known[practice].title)
        else:
            self.contents.change("practices", practice, mark_to(mark, old), known[practice].title)
        return mark

    def accept_risk(
        self, name: str, title: str, owner: str = "", because: str = "", expires: str = "", decision: str = ""
    ) -> Risk:
        """Records a risk that somebody accepts until a day. Raises AnswerError."""
        if decision and decision not in self.rulebook.decisions:
            raise NoSuchThing(self.path, no_such("decision", decision, self.rulebook.decisions))
        table = {"title": title, "owner": owner, "because": because, "expires": expires, "decision": decision}
        with _said_plainly():
            risk = risk_from(table)
            if risk.expires:
                read_day(risk.expires)
        self.contents.change("risks", name, risk_to(risk, self.contents.entry("risks", name)), title)
        return risk

    def drop_risk(self, name: str) -> None:
        """Takes an accepted risk off the list."""
        self._must_be("risks", "accepted risk", name)
        self.contents.change("risks", name, None, name)

    def expect(self, name: str, month: str, factor: float, months: int = 0, hours: float = 0) -> Event:
        """Records an event: a surge that multiplies the load of the busiest hour for some hours; where those are 0, users
        who come from a month on, for so many months (0: for good).

        Raises AnswerError, also where the pack has no growth model, or no answer that a surge multiplies.
        """
        self.counted_users()
        if hours and not any(each.surges for each in self.rulebook.questions.values()):
            raise AnswerError(
                "The rules have no answer that a surge multiplies (surges = true at a question)."
            )
        with _said_plainly():
            event = event_from({"month": read_month(month), "factor": factor, **span_to(hours, months)})
        self.contents.change("events", name, event_to(event, self.contents.entry("events", name)), name)
        return event

    def unexpect(self, name: str) -> None:
        """Takes an event back."""
        self._must_be("events", "event", name)
        self.contents.change("events", name, None, name)

    def prioritise(self, attributes: Sequence[str]) -> tuple[str, ...]:
        """Ranks quality attributes, the most important first; none takes the ranking back. Raises AnswerError."""
        known = self.rulebook.attributes
        for each in attributes:
            if each not in known:
                raise AnswerError(f"{no_such('attribute', each, known)} Known: {', '.join(known)}.")
        with _said_plainly():
            ranked = priorities_from(list(attributes), known)
        self.contents.change("review", "priorities", list(ranked) or None, "priorities")
        return ranked

    def staff(self, key: str, value: Any) -> Team:
        """Changes one entry of the team's capacity: share, at_once or away. None takes it back. Raises AnswerError."""
        with _said_plainly():
            team = team_from({} if value is None else {key: value})
            for month in team.away:
                read_month(month)
        self.contents.change("plan", key, value, "capacity")
        return team

    def remember(self, history: Mapping[str, float]) -> None:
        """Puts monthly users of the past (2026-03) in place of those there are, with one save."""
        with self.contents.together():
            for month in sorted(self.history.keys() - history.keys()):
                self.contents.change("history", month, None, f"users in {month}")
            for month, users in history.items():
                whole = int(users) if float(users).is_integer() else users
                self.contents.change("history", month, whole, f"users in {month}")

    def counted_users(self) -> Question:
        """The question for the users of today, from which growth is counted. Raises AnswerError where a pack has none."""
        asked = self.rulebook.roles.users_now
        if not asked:
            title = shortened(one_line(self.rulebook.title), 60)
            raise AnswerError(
                f"The rules “{title}” have no growth model, so that nothing would follow from it. "
                "A pack names the users of today by the role users_now in its pack.toml."
            )
        return self.rulebook.questions[asked]

    def _must_be(self, table: str, what: str, name: str) -> None:
        if self.contents.entry(table, name) is None:
            raise NoSuchThing(self.path, f"there is no {what} “{name}”.")
