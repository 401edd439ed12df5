"""What a review is about: what must be decided and by when, what hurts, and who is in the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from archassist.answers.answer import AnswerError
from archassist.dates import DateFault, read_day
from archassist.session.errors import NoSuchThing
from archassist.session.meeting_entries import ROLES, RoleName
from archassist.session.verdicts import names
from archassist.session.who import as_known
from archassist.words import no_such

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook
    from archassist.session.contents import Contents


class Focus:
    """What a review is about, over the entries of its file. Each method that changes something saves it.

    All three may stay empty: then nothing is at issue but what the answers show.
    """

    def __init__(self, contents: Contents, rulebook: Rulebook) -> None:
        self._contents = contents
        self._rulebook = rulebook

    def __bool__(self) -> bool:
        return bool(self.decisions or self.pains or self.present)

    @property
    def decisions(self) -> Mapping[str, str]:
        """The decisions that must be taken, by id in the order of the rules, and the day by which ("": no day was said)."""
        known = self._contents.understood.at_issue
        return {id: known[id] for id in self._rulebook.option_ids if id in known}

    @property
    def pains(self) -> tuple[str, ...]:
        """What hurts, by the ids of the rules, the worst first."""
        return self._contents.understood.pains

    @property
    def issues(self) -> Mapping[str, tuple[str, ...]]:
        """The decisions at issue: those that the team named, the most urgent first, then those that its pains touch, in the
        order in which pains name them. Each with the ids of those pains."""
        named, pains = self.decisions, [self._rulebook.pains[id] for id in self.pains]
        hurt: dict[str, tuple[str, ...]] = {}
        for depth in range(max((len(pain.decisions) for pain in pains), default=0)):
            for pain in pains:  # the likeliest remedy of each pain before the second of any
                for decision in pain.decisions[depth : depth + 1]:
                    hurt[decision] = (*hurt.get(decision, ()), pain.id)
        urgent = sorted(named, key=lambda id: named[id] or "9999")
        return {id: hurt.get(id, ()) for id in dict.fromkeys((*urgent, *hurt))}

    @property
    def present(self) -> tuple[str, ...]:
        """Who is in the room, as people wrote it: roles or names."""
        return self._contents.understood.present

    @property
    def people(self) -> Mapping[str, RoleName]:
        """Who takes part, by name, with their role: those in the room, then others who have one. Most answer."""
        said = self._contents.understood
        return {
            name: said.people.get(name, "participant")
            for name in dict.fromkeys((*said.present, *said.people))
        }

    def give_role(self, person: str, role: str) -> None:
        """Says what a person does in meetings: facilitator, participant or reader; an empty role takes it back.

        Raises AnswerError.
        """
        name = " ".join(person.split())
        if not name:
            raise AnswerError("Say whose role it is.")
        name = as_known(name, self.people)
        if role and role not in ROLES:
            raise AnswerError(f"{no_such('role', role, ROLES)} Known: {', '.join(ROLES)}.")
        self._contents.change("people", name, role or None, f"role of {name}")

    def put_at_issue(self, decision: str, by: str = "") -> None:
        """Says that a decision must be taken, by a day (2027-03-31) when one is given.

        Raises NoSuchThing, and AnswerError for what is no day.
        """
        try:
            day = read_day(by).isoformat() if by.strip() else ""
        except DateFault as error:
            raise AnswerError(f"{error}.") from None
        self._contents.change("at_issue", decision, day, f"at issue: {self._title(decision)}")

    def put_aside(self, decision: str) -> None:
        """Takes a decision off what must be decided. Raises NoSuchThing, also for one that is not there."""
        title = self._title(decision)
        if self._contents.entry("at_issue", decision) is None:
            raise NoSuchThing(self._contents.path, f"“{decision}” is not at issue.")
        self._contents.change("at_issue", decision, None, f"at issue: {title}")

    def name_pains(self, pains: Iterable[str]) -> None:
        """Says what hurts, the worst first; none takes it back. Raises AnswerError."""
        named, known = list(dict.fromkeys(pains)), self._rulebook.pains
        for each in named:
            if each not in known:
                raise AnswerError(f"{no_such('pain', each, known)} Known: {', '.join(known)}.")
        self._contents.change("review", "pains", named or None, "what hurts")

    def name_present(self, people: str | Iterable[str]) -> None:
        """Says who is in the room, as a list or as people type it; nobody takes it back."""
        named = list(names(people))
        self._contents.change("review", "present", named or None, "who is in the room")

    def _title(self, decision: str) -> str:
        known = self._rulebook.decisions.get(decision)
        if known is None:
            raise NoSuchThing(self._contents.path, no_such("decision", decision, self._rulebook.decisions))
        return known.title
