"""Several people's answers to one question: each gives theirs unseen, then all are shown, and one is agreed on.

What is agreed is the answer that counts; the others stay as they were given, with their names. Until they are shown nobody
is told another's answer: `Round.heard_by` is what a person may see. The file is a text all the same: who opens it in
an editor reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from archassist.answers.answer import Answer, AnswerError
from archassist.session.errors import NoSuchThing
from archassist.session.meeting_entries import RoundState, Voice, voice_to
from archassist.session.who import as_known, as_written, check_named
from archassist.words import no_such

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook
    from archassist.session.contents import Contents
    from archassist.session.focus import Focus


class Answerable(Protocol):
    """What rounds need of a review."""

    contents: Contents
    rulebook: Rulebook

    @property
    def focus(self) -> Focus:
        """Who takes part."""

    def read(self, question: str, text: str) -> Answer:
        """What a text would mean as an answer. Raises AnswerError."""
        ...

    def set(
        self,
        question: str,
        text: str | Answer,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> Answer:
        """Records the answer that counts."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """Where the answers of several people to one question stand. `given` says who has answered, in the order of the file."""

    question: str
    state: RoundState
    given: tuple[str, ...]
    _voices: Mapping[str, Voice] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @property
    def is_shown(self) -> bool:
        """Whether everybody may see every answer."""
        return self.state != "blind"

    def speaking(self, person: str = "") -> Mapping[str, Voice]:
        """The same without those who leave it to the others."""
        return {name: each for name, each in self.heard_by(person).items() if not each.abstains}

    def heard_by(self, person: str = "") -> Mapping[str, Voice]:
        """The answers that a person may see, by name: all once they are shown, before that only their own."""
        return {name: each for name, each in self._voices.items() if self.is_shown or name == person}


def abstained(text: str) -> bool:
    """Whether a person leaves the answer to the others."""
    return text.strip().casefold().rstrip(".") in ("abstain", "abstains", "i abstain")


class Rounds:
    """The answers of several people to questions of a review. Each method that changes something saves it."""

    def __init__(self, review: Answerable) -> None:
        self._review = review
        self._contents = review.contents

    def __getitem__(self, question: str) -> Round:
        """The round on a question, also one that nobody has begun. Raises NoSuchThing."""
        self._title(question)
        said = self._contents.understood
        voices = said.voices.get(question, {})
        return Round(question, said.rounds.get(question, "blind"), tuple(voices), MappingProxyType(voices))

    @property
    def all(self) -> Mapping[str, Round]:
        """Every round that was begun, by question, in the order of the interview."""
        said = self._contents.understood
        return {
            id: self[id] for id in self._review.rulebook.questions if id in said.voices or id in said.rounds
        }

    def waiting_for(self, question: str) -> tuple[str, ...]:
        """Who is to answer and has not yet: readers are not."""
        given = set(self[question].given)
        return tuple(
            name for name, role in self._review.focus.people.items() if role != "reader" and name not in given
        )

    def ask(self, question: str) -> None:
        """Asks everybody for an answer of their own. Raises NoSuchThing."""
        title = self._title(question)
        if self._contents.entry("rounds", question) is None:
            self._contents.change("rounds", question, "blind", f"asked everybody: {title}")

    def answer_as(
        self,
        person: str,
        question: str,
        text: str | Answer,
        note: str | None = None,
        grade: str | None = None,
        source: str | None = None,
    ) -> Answer:
        """Records what one person answers, and gives back what was understood. The review's own answer stays.

        Whoever writes “abstains” leaves it to the others. As long as answers are not shown, a person may change theirs;
        after that it stays as it was given, and who comes late is marked as such. Raises AnswerError for text that is no
        answer, for a reader, and for a change afterwards.
        """
        title, name, there = self._title(question), self.name_of(person), self[question]
        if self._review.focus.people.get(name) == "reader":
            raise AnswerError(f"{name} reads along and does not answer. Give another role first.")
        if there.is_shown and name in there.given:
            raise AnswerError(
                "The answers are shown: what was given stays. Agree on one, or begin the question anew."
            )
        abstains = isinstance(text, str) and abstained(text)
        answer = (
            text if isinstance(text, Answer) else self._review.read(question, "unknown" if abstains else text)
        )
        answer = answer.with_evidence(grade, "", source, note)
        key = f"{question}.{name}"
        value = voice_to(Voice(answer, there.is_shown, abstains), self._contents.entry("voices", key))
        self._contents.change("voices", key, value, f"{name} on {title}")
        return answer

    def take_back(self, person: str, question: str) -> None:
        """Takes one person's answer back, as long as the answers are not shown. Raises AnswerError, NoSuchThing."""
        title, name = self._title(question), self.name_of(person)
        if self[question].is_shown:
            raise AnswerError("The answers are shown: what was given stays.")
        if name not in self[question].given:
            raise NoSuchThing(self._contents.path, f"{name} has not answered “{title}”.")
        self._contents.change("voices", f"{question}.{name}", None, f"{name} on {title}")

    def reveal(self, question: str) -> Mapping[str, Voice]:
        """Shows everybody's answers, and gives them back by name. Raises AnswerError where nobody has answered."""
        title = self._title(question)
        if not self[question].given:
            raise AnswerError(f"Nobody has answered “{title}” yet: there is nothing to show.")
        if not self[question].is_shown:
            self._contents.change("rounds", question, "shown", f"answers shown: {title}")
        return self[question].heard_by()

    def agree(
        self,
        question: str,
        text: str | Answer,
        by: Iterable[str] = (),
        note: str | None = None,
        grade: str | None = None,
        source: str | None = None,
    ) -> Answer:
        """Records the answer that counts from now on, agreed on by those named: having answered is not having agreed.

        It is one step for undo. Raises AnswerError for text that is no answer, and where answers are not shown yet.
        """
        title = self._title(question)
        if not self[question].is_shown:
            raise AnswerError(f"Show the answers to “{title}” first, then agree on one.")
        people = ", ".join(self.name_of(each) for each in by)
        with self._contents.together(one_step=True):
            answer = self._review.set(question, text, grade, people, source, note)
            self._contents.change("rounds", question, "agreed", f"agreed: {title}")
        return answer

    def begin_anew(self, question: str) -> None:
        """Forgets what people answered, so that the question can be put to them again; the review's own answer stays."""
        title, there = self._title(question), self[question]
        with self._contents.together(one_step=True):
            self._contents.change("rounds", question, "blind", f"asked anew: {title}")
            for name in reversed(there.given):  # so that undo brings them back in their order
                self._contents.change("voices", f"{question}.{name}", None, f"{name} on {title}")

    def drop(self, question: str) -> None:
        """Takes the question off those that everybody answers, with all that was answered."""
        title, there = self._title(question), self[question]
        with self._contents.together(one_step=True):
            self._contents.change("rounds", question, None, f"not asked: {title}")
            for name in reversed(there.given):
                self._contents.change("voices", f"{question}.{name}", None, f"{name} on {title}")

    def name_of(self, person: str) -> str:
        """A person's name as it is already written, however it is typed. Raises AnswerError for no name.

        Whoever has a link of their own is who it says: nobody else, be the name as like as it may.
        """
        name = " ".join(person.split())
        if not name:
            raise AnswerError("Say whose answer it is.")
        check_named(name)
        known = [*self._review.focus.people]
        known += [each for voices in self._contents.understood.voices.values() for each in voices]
        return (as_known if self._contents.role.leads else as_written)(name, known)

    def _title(self, question: str) -> str:
        known = self._review.rulebook.questions.get(question)
        if known is None:
            raise NoSuchThing(
                self._contents.path, no_such("question", question, self._review.rulebook.questions)
            )
        return known.title
