"""Reads packs of rule files into one checked, frozen Rulebook, or reports all that is wrong with them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from archassist.rulebook.book import Rulebook
from archassist.rulebook.calibration import NATS, POINT, Calibration, Learned, Weighing
from archassist.rulebook.capabilities import Capability, Demand, Offer, Requirement, RequirementKind
from archassist.rulebook.contradictions import Contradiction, Severity
from archassist.rulebook.decisions import Decision, Option, Rule, Says, Shape
from archassist.rulebook.limits import Limit, Signal
from archassist.rulebook.models import (
    Attribute,
    Each,
    Effort,
    Fact,
    Formula,
    Given,
    Multiple,
    Parameter,
    Phase,
    Place,
    Practice,
    Prior,
    Question,
    Section,
    Source,
    Spread,
    Term,
    Value,
    Weights,
    level_id,
)
from archassist.rulebook.pains import Pain, Stage
from archassist.rulebook.problems import Problem, RulebookError
from archassist.rulebook.roles import Roles

if TYPE_CHECKING:
    from archassist.rulebook.loader import load
    from archassist.rulebook.reachability import Reach, reach
    from archassist.rulebook.reason_templates import FORMATS, Slot, template_parts

# Imported when first asked for: a start from a kept pack needs none of it.
_LATER = {
    "load": "loader",
    "reach": "reachability",
    "Reach": "reachability",
    "FORMATS": "reason_templates",
    "Slot": "reason_templates",
    "template_parts": "reason_templates",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "FORMATS",
    "NATS",
    "POINT",
    "Attribute",
    "Calibration",
    "Capability",
    "Contradiction",
    "Decision",
    "Demand",
    "Each",
    "Effort",
    "Fact",
    "Formula",
    "Given",
    "Learned",
    "Limit",
    "Multiple",
    "Offer",
    "Option",
    "Pain",
    "Parameter",
    "Phase",
    "Place",
    "Practice",
    "Prior",
    "Problem",
    "Question",
    "Reach",
    "Requirement",
    "RequirementKind",
    "Roles",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Says",
    "Section",
    "Severity",
    "Shape",
    "Signal",
    "Slot",
    "Source",
    "Spread",
    "Stage",
    "Term",
    "Value",
    "Weighing",
    "Weights",
    "level_id",
    "load",
    "reach",
    "template_parts",
]
