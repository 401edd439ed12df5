"""The answers of a review and the questions that were put aside: giving, noting and taking back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from archassist.answers.answer import Answer, AnswerError, same_value
from archassist.answers.answer_tables import answer_to
from archassist.session.errors import NoSuchThing
from archassist.session.parked import Parked, parked_to
from archassist.session.recording import Recording
from archassist.words import no_such

if TYPE_CHECKING:
    from archassist.rulebook import Question
    from archassist.session.codec import Content
    from archassist.session.rounds import Rounds


class Answering(Recording):
    """What a person answers and notes. Each method changes the session and saves it."""

    _in_order: tuple[Content, Mapping[str, Answer]] | None = None
    _asked: tuple[Content, tuple[Question, ...]] | None = None
    """The answers and the questions of the present content: screens ask for them many times over."""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Answers by question id, in the order of the interview."""
        content = self.contents.understood
        if self._in_order is None or self._in_order[0] is not content:
            known = content.answers
            ordered = {id: known[id] for id in self.rulebook.questions if id in known}
            self._in_order = content, MappingProxyType(ordered)
        return self._in_order[1]

    @property
    def parked(self) -> Mapping[str, Parked]:
        """Open questions that were put aside, and what was noted, in the order of the interview."""
        known = self.contents.understood.parked
        return {question: known[question] for question in self.rulebook.questions if question in known}

    @property
    def rounds(self) -> Rounds:
        """Several people's answers to one question: given unseen, then shown, then agreed on."""
        from archassist.session.rounds import Rounds

        return Rounds(self)

    def asked(self) -> list[Question]:
        """The questions that concern this team, in the order of the interview: some wait for an answer that makes them
        relevant."""
        from archassist.session.asked import asked

        content = self.contents.understood
        if self._asked is None or self._asked[0] is not content:
            self._asked = content, tuple(asked(self.rulebook, self.answers, self.parked))
        return [*self._asked[1]]

    def read(self, question: str, text: str, given: Mapping[str, Answer] | None = None) -> Answer:
        """What `text` would mean as an answer, without changing anything. Raises AnswerError.

        `given` are answers that are about to be given, too.
        """
        from archassist.answers.parse import read_answer

        known = {**self.contents.understood.answers, **(given or {})}
        answer = read_answer(self._question(question), text, known)
        if answer.kind == "out_of_scope" and not answer.reason.strip():
            raise AnswerError("Say why it is out of scope: n/a: the reason. Others will ask.")
        return answer

    def in_order(self, questions: Iterable[str]) -> list[str]:
        """Questions, those first from whose answers others are told (users of a day become users of a month)."""
        known = self.rulebook.questions
        return sorted(questions, key=lambda each: each in known and bool(known[each].spoken.daily))

    def set(
        self,
        question: str,
        text: str | Answer,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> Answer:
        """Answers a question with what a person typed, saves, and gives back what was understood.

        Evidence that is not given stays only while the value stays: a new value needs new evidence. A note stays.
        Raises AnswerError for text that is no answer (nothing changes), SaveError when the file cannot be written.
        """
        asked = self._question(question)
        before = self.contents.understood.answers.get(question)
        answer = text if isinstance(text, Answer) else self.read(question, text)
        if (
            before is None
            and (parked := self.contents.understood.parked.get(question))
            and not isinstance(text, Answer)
        ):
            answer = parked.onto(answer)
        if before and not isinstance(text, Answer):
            evidence = before if same_value(before, answer) else Answer.unknown()
            answer = answer.with_evidence(evidence.grade or "", evidence.by, evidence.source, before.note)
        answer = answer.with_evidence(grade, by, source, note)
        old = self.contents.entry("answers", question)
        self.contents.change("answers", question, answer_to(answer, old), asked.title)
        return answer

    def annotate(
        self,
        question: str,
        grade: str | None = None,
        by: str | None = None,
        source: str | None = None,
        note: str | None = None,
    ) -> None:
        """Changes the evidence of an answer, or the note on it, and leaves its value.

        A question without an answer stays open and is parked with what is noted; without a note or evidence it is not
        parked any more. Raises AnswerError for a grade that does not exist.
        """
        before = self.contents.understood.answers.get(question)
        if before is not None:
            self.set(question, before, grade, by, source, note)
            return
        there = self.contents.understood.parked.get(question, Parked())
        self._park(question, there.with_evidence(grade, by, source, note))

    def clear(self, question: str) -> None:
        """Takes an answer back; a note on it stays, and parks the question. Of a parked question nothing is left."""
        before = self.contents.understood.answers.get(question)
        self._park(question, Parked(before.note) if before else Parked())

    # -- inside

    def _question(self, question: str) -> Question:
        known = self.rulebook.questions.get(question)
        if known is None:
            raise NoSuchThing(self.path, no_such("question", question, self.rulebook.questions))
        return known

    def _park(self, question: str, parked: Parked) -> None:
        """Puts a question aside with what is noted of it, or forgets it when that is nothing."""
        known, old = self.rulebook.questions.get(question), self.contents.entry("answers", question)
        if known is None:
            raise NoSuchThing(self.path, no_such("question", question, self.rulebook.questions))
        self.contents.change(
            "answers", question, None if parked.empty else parked_to(parked, old), known.title
        )
