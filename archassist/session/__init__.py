"""One review: its answers, decisions and checklist, read from and saved to a file a person can read."""

from typing import TYPE_CHECKING, Any

from archassist.session.answers import GRADES, Answer, AnswerError
from archassist.session.errors import Changed, NoSuchThing, SaveError, SessionError
from archassist.session.records import DECISION_STATUSES, PRACTICE_STATUSES, Mark, Risk
from archassist.session.review import Review
from archassist.session.rulebooks import engine_for, shipped_rulebook
from archassist.session.verdicts import Taken, Verdict
from archassist.session.wording import as_typed, readable, understood

if TYPE_CHECKING:
    from archassist.session.reading import read_answer

__all__ = [
    "DECISION_STATUSES",
    "GRADES",
    "PRACTICE_STATUSES",
    "Answer",
    "AnswerError",
    "Changed",
    "Mark",
    "NoSuchThing",
    "Review",
    "Risk",
    "SaveError",
    "SessionError",
    "Taken",
    "Verdict",
    "as_typed",
    "engine_for",
    "read_answer",
    "readable",
    "shipped_rulebook",
    "understood",
]

_LATER = {"read_answer": "reading"}
"""What a start does not wait for, and the module that it stands in."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
