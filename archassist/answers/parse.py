"""Reads what a person typed into an answer: a value, a range, several choices, `unknown`, or out of scope.

The one reader of the whole program: the app, `set`, `ask`, forms, files. What can be understood in two ways is asked
back with both; what measures something else is refused with the unit that is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from archassist.answers.answer import Answer, AnswerError, QuestionLike
from archassist.answers.answer_text import plain
from archassist.answers.typed.allowed import check_number
from archassist.answers.typed.choosing import chosen, find_choice, takes_places
from archassist.answers.typed.numbers import read_number

_UNKNOWN = frozenset([
    "unknown", "?", "??", "???", "dont know", "don't know", "do not know", "i don't know", "i dont know",
    "i do not know", "we don't know", "we dont know", "we do not know", "nobody knows", "no one knows",
    "no idea", "not known", "not sure", "unsure", "unclear", "not yet known", "idk", "dunno", "tbd",
    "t.b.d", "tba", "to be determined", "to be decided", "n k", "no clue", "weiß nicht", "weiss nicht",
    "unbekannt", "keine ahnung", "inconnu", "je ne sais pas", "desconocido", "no sé", "no lo sé",
])  # fmt: skip
_OUT = re.compile(
    r"(?:out[ _-]of[ _-]scope|not applicable|does not apply|doesn't apply|n/a|n\.a\.)(?:\s*[:,;(—–-]\s*|\s+because\s+|\s*$)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING_ELSE: Mapping[str, Answer] = MappingProxyType({})


def read_answer(
    question: QuestionLike,
    text: str,
    given: Mapping[str, Answer] = _NOTHING_ELSE,
    decimal_comma: bool | None = None,
) -> Answer:
    """The answer that `text` gives to `question`. Raises AnswerError with a plain message that says what to type.

    `given` are the answers to other questions: users of a day become users of a month by the answered share.
    `decimal_comma` is set where it is known how numbers are written, as in a file: true for `1.234,5`, false for `1,234.5`.
    """
    said = text.strip()
    if not said:
        raise AnswerError("Nothing was typed. Write unknown when nobody knows.")
    choices = question.type in ("choice", "choices")
    if choices and len(said) <= 60 and find_choice(question, said) is not None:
        return chosen(question, said)  # a choice may be called anything, even “unknown”
    if len(said) <= 40 and plain(said.replace("’", "'").strip("()\"'")).rstrip("!") in _UNKNOWN:
        return Answer.unknown()
    if found := _OUT.match(said):
        return Answer.out_of_scope(found.group(1).strip().rstrip(")").strip())
    if choices:
        return chosen(question, said)
    if (usual := _typical(question, said)) is not None:
        return usual
    return read_number(question, said, given, decimal_comma)


def _typical(question: QuestionLike, said: str) -> Answer | None:
    """The range that stands for the name of what is typical, when `said` is one."""
    ranges = {plain(name): ends for name, ends in question.spoken.typical.items()}
    found = ranges.get(plain(said)) if len(said) <= 60 else None
    return Answer.between(*found) if found else None


__all__ = ["check_number", "read_answer", "takes_places"]
