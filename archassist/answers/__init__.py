"""What people answer: how it is typed and read, how it is shown, and files of numbers that stand for answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archassist.answers.answer import GRADES, Answer, AnswerError
from archassist.answers.answer_text import as_typed, readable, understood

if TYPE_CHECKING:
    from archassist.answers.parse import read_answer

__all__ = ["GRADES", "Answer", "AnswerError", "as_typed", "read_answer", "readable", "understood"]


def __getattr__(name: str) -> Any:
    # A start does not wait for the grammar of what is typed.
    if name != "read_answer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from archassist.answers.parse import read_answer

    return read_answer
