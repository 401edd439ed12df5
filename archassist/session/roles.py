"""What somebody may change in a review: everything, the answers, or nothing."""

from __future__ import annotations

from enum import StrEnum

from archassist.answers.answer import AnswerError


class NotPermitted(AnswerError):
    """Somebody's role does not allow the change. Nothing was changed."""


class Role(StrEnum):
    """The part that somebody has in a review."""

    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    READER = "reader"

    def may_change(self, table: str, key: str = "", person: str = "") -> bool:
        """Whether an entry of this table of the file may be changed; a table that is not known here is closed.

        In a round a participant answers for themselves alone: the key there ends with the person.
        """
        own = table == "voices" and bool(person) and key.partition(".")[2].casefold() == person.casefold()
        return self is Role.FACILITATOR or (self is Role.PARTICIPANT and (table in _ANSWERED or own))

    @property
    def leads(self) -> bool:
        """Whether it may do what concerns more than one entry: export, try on a copy, settle a clash, open another."""
        return self is Role.FACILITATOR

    @property
    def only_reads(self) -> bool:
        """Whether it may change nothing at all."""
        return self is Role.READER

    def permit(self, table: str, key: str = "", person: str = "") -> None:
        """Raises NotPermitted for a change of this table, or of this entry of it, that the role does not allow."""
        if not self.may_change(table, key, person):
            raise NotPermitted(_REFUSED[self])


_ANSWERED = frozenset(("answers", "today"))
"""What the interview asks for: answers, and what stands today."""

_REFUSED = {
    Role.READER: "You read this review: nothing was changed. A link for a participant lets you answer.",
    Role.PARTICIPANT: "You answer questions here: verdicts and everything else are recorded by the facilitator.",
}
