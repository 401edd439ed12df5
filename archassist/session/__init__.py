"""One review: its answers, decisions and checklist, read from and saved to a file a person can read."""

from archassist.session.entries import DECISION_STATUSES, PRACTICE_STATUSES, Mark, Risk
from archassist.session.errors import Changed, NoSuchThing, SaveError, SessionError
from archassist.session.review import Review
from archassist.session.roles import NotPermitted, Role
from archassist.session.rulebooks import engine_for, shipped_rulebook
from archassist.session.verdicts import Taken, Verdict

__all__ = [
    "DECISION_STATUSES",
    "PRACTICE_STATUSES",
    "Changed",
    "Mark",
    "NoSuchThing",
    "NotPermitted",
    "Review",
    "Risk",
    "Role",
    "SaveError",
    "SessionError",
    "Taken",
    "Verdict",
    "engine_for",
    "shipped_rulebook",
]
