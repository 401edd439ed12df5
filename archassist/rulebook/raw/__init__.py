"""What rule files, cases and scenarios say, as pydantic models: read by these, and described by their JSON Schema.

The models the engine reads are those of `rulebook.models`; `rulebook.convert` makes them from these.
"""

from archassist.rulebook.raw.capabilities import Capability, Requirement
from archassist.rulebook.raw.decision_tables import Decision, Option, Rule
from archassist.rulebook.raw.forms import Raw
from archassist.rulebook.raw.question import Question
from archassist.rulebook.raw.tables import (
    Attribute,
    Contradiction,
    Fact,
    Limit,
    PackHead,
    Pain,
    Parameter,
    Phase,
    Practice,
    Section,
    Signal,
    Source,
    Stage,
    Term,
)

__all__ = [
    "Attribute",
    "Capability",
    "Contradiction",
    "Decision",
    "Fact",
    "Limit",
    "Option",
    "PackHead",
    "Pain",
    "Parameter",
    "Phase",
    "Practice",
    "Question",
    "Raw",
    "Requirement",
    "Rule",
    "Section",
    "Signal",
    "Source",
    "Stage",
    "Term",
]
