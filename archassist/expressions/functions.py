"""The functions of the language and how many arguments each takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MANY = 16

FUNCTIONS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "min": (2, MANY),
        "max": (2, MANY),
        "clamp": (3, 3),
        "abs": (1, 1),
        "floor": (1, 1),
        "ceil": (1, 1),
        "sqrt": (1, 1),
        "exp": (1, 1),
        "log": (1, 1),
        "log2": (1, 1),
        "log10": (1, 1),
        "size": (1, 1),
        "known": (1, 1),
        "has": (2, 2),
        "safe_util": (1, 1),
    }
)
"""Least and most arguments of every function.

`clamp(x, low, high)` brings x inside; `has(blocks, 'cdn')` is `'cdn' in blocks`; `known(x)` asks whether the team
answered x; `safe_util(c)` is the utilisation that keeps queues short with c servers. `size(x)` is the natural logarithm
of x as it is written, whatever its unit: how large a figure is, to be compared with others of its kind.
"""

SMALLEST = 1e-4
"""Figures below this have its size: nothing has no logarithm."""

KEEP_UNIT = frozenset({"min", "max", "clamp", "abs", "floor", "ceil"})
"""Functions whose value has the unit of their arguments."""
