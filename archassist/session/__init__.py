"""One review: its answers, decisions and checklist, read from and saved to a file a person can read."""

from archassist.session.answers import GRADES, Answer, AnswerError
from archassist.session.errors import Changed, NoSuchThing, SaveError, SessionError
from archassist.session.examples import examples
from archassist.session.reading import read_answer
from archassist.session.records import DECISION_STATUSES, PRACTICE_STATUSES, Mark, Risk
from archassist.session.review import Review
from archassist.session.rulebooks import engine_for, shipped_rulebook
from archassist.session.verdicts import Taken, Verdict
from archassist.session.wording import as_typed, readable, understood

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
    "examples",
    "read_answer",
    "readable",
    "shipped_rulebook",
    "understood",
]
