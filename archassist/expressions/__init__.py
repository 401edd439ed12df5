"""The rule language: conditions and formulas in Python syntax, checked, compiled and explained.

It knows names, types and units, and nothing of architecture. `parse` reads one expression against a
whitelist, `infer` finds its type and unit, `compile_program` turns many into one function for a row of plain
values and one for NumPy columns, and `explain` tells what each part of an expression came to.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from archassist.expressions.errors import CycleError, ExpressionError
from archassist.expressions.types import Kind, Type
from archassist.expressions.units import Unit

if TYPE_CHECKING:
    from archassist.expressions.bounds import Bounds, Possible, possible
    from archassist.expressions.checker import infer
    from archassist.expressions.definition_order import order
    from archassist.expressions.explanation import ExplanationStep, explain
    from archassist.expressions.program import Program, compile_program
    from archassist.expressions.program_cache import Kept
    from archassist.expressions.queueing import safe_util
    from archassist.expressions.syntax import Expression, parse
    from archassist.expressions.values import values_of

# Imported when first asked for: showing a question needs no compiler.
_LATER = {
    "Bounds": "bounds",
    "Possible": "bounds",
    "possible": "bounds",
    "infer": "checker",
    "ExplanationStep": "explanation",
    "explain": "explanation",
    "Kept": "program_cache",
    "order": "definition_order",
    "Expression": "syntax",
    "parse": "syntax",
    "Program": "program",
    "compile_program": "program",
    "safe_util": "queueing",
    "values_of": "values",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "Bounds",
    "CycleError",
    "ExplanationStep",
    "Expression",
    "ExpressionError",
    "Kept",
    "Kind",
    "Possible",
    "Program",
    "Type",
    "Unit",
    "compile_program",
    "explain",
    "infer",
    "order",
    "parse",
    "possible",
    "safe_util",
    "values_of",
]
