"""Reads packs of rule files into one checked, frozen Rulebook, or reports all that is wrong with them."""

from archassist.rulebook.loading import Rulebook, load
from archassist.rulebook.models import (
    Decision,
    Each,
    Effort,
    Fact,
    Formula,
    Multiple,
    Option,
    Parameter,
    Phase,
    Place,
    Practice,
    Prior,
    Question,
    Rule,
    Says,
    Section,
    Source,
    Spread,
    Value,
    Weights,
)
from archassist.rulebook.priors import level_id
from archassist.rulebook.problems import Problem, RulebookError
from archassist.rulebook.wording import FORMATS, Slot, template_parts

__all__ = [
    "FORMATS",
    "Decision",
    "Each",
    "Effort",
    "Fact",
    "Formula",
    "Multiple",
    "Option",
    "Parameter",
    "Phase",
    "Place",
    "Practice",
    "Prior",
    "Problem",
    "Question",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Says",
    "Section",
    "Slot",
    "Source",
    "Spread",
    "Value",
    "Weights",
    "level_id",
    "load",
    "template_parts",
]
