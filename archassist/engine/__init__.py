"""Answers and rulebook to an assessment: facts, phase, decisions, practices, for one profile or many."""

from archassist.engine.assessment import (
    Assessment,
    ContradictionResult,
    DecisionResult,
    FactValue,
    Operations,
    OptionResult,
    PhaseResult,
    PracticeResult,
    Reason,
    RequirementResult,
    SizeReason,
    Standing,
    band,
)
from archassist.engine.beliefs import Belief, BeliefError, Exact, OutOfScope, Range, Unknown
from archassist.engine.contradictions import contradicted_questions, decisions_in_doubt
from archassist.engine.engine import Engine
from archassist.engine.example_cases import Cases
from archassist.engine.reason_text import format_value, quoted, with_unit
from archassist.engine.sentences import noted, unnoted
from archassist.engine.telling import ASSUMED, Telling, rounded, telling_of
from archassist.engine.today import MoveKind, Today
from archassist.engine.why import Explanation, favouring, why

__all__ = [
    "ASSUMED",
    "Assessment",
    "Belief",
    "BeliefError",
    "Cases",
    "ContradictionResult",
    "DecisionResult",
    "Engine",
    "Exact",
    "Explanation",
    "FactValue",
    "MoveKind",
    "Operations",
    "OptionResult",
    "OutOfScope",
    "PhaseResult",
    "PracticeResult",
    "Range",
    "Reason",
    "RequirementResult",
    "SizeReason",
    "Standing",
    "Telling",
    "Today",
    "Unknown",
    "band",
    "contradicted_questions",
    "decisions_in_doubt",
    "favouring",
    "format_value",
    "noted",
    "quoted",
    "rounded",
    "telling_of",
    "unnoted",
    "why",
    "with_unit",
]
