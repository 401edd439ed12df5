"""What the language's operators and functions do with NumPy columns. Says the same as `row.py`.

Imported only when columns are computed: NumPy takes longer to import than the rest of the language together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from archassist.expressions.functions import SMALLEST
from archassist.expressions.queueing import LARGEST_POOL, table

_SAFE_UTIL = np.array(table())


def safe_util(servers: Any) -> Any:
    """Safe utilisation of each pool, from the same table as for one value."""
    servers = np.asarray(servers, dtype=float)
    missing = np.isnan(servers)
    places = np.clip(np.where(missing, 0, servers), 0, LARGEST_POOL).astype(int)
    return np.where(missing, np.nan, _SAFE_UTIL[places])


def where(test: Any, a: Any, b: Any) -> Any:
    """a where the test holds, else b; one of the two as it is where the test is the same in all rows."""
    if np.ndim(test):
        return np.where(test, a, b)
    return a if test else b


def guarded(test: Any, rest: Any) -> Any:
    """test and rest; one value, or the rest as it is, where the test is the same in all rows."""
    if np.ndim(test):
        return test & rest
    return rest if test else False


def divide(a: Any, b: Any) -> Any:
    """a / b; adding 0.0 makes minus zero zero, so that x/0 has the sign of x."""
    return np.divide(a, np.add(b, 0.0))


def power(a: Any, b: Any) -> Any:
    """a ** b in floating point, whatever the numbers came as."""
    return np.power(np.add(a, 0.0), b)


def least_of(*values: Any) -> Any:
    """The smallest of several, from the first to the last."""
    return reduce(np.minimum, values)


def most_of(*values: Any) -> Any:
    """The greatest of several, from the first to the last."""
    return reduce(np.maximum, values)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "_not": np.logical_not,
    "_where": where,
    "_guarded": guarded,
    "_div": divide,
    "_pow": power,
    "_min": np.minimum,
    "_max": np.maximum,
    "_min_of": least_of,
    "_max_of": most_of,
    "_abs": np.abs,
    "_floor": np.floor,
    "_ceil": np.ceil,
    "_sqrt": np.sqrt,
    "_exp": np.exp,
    "_log": np.log,
    "_log2": np.log2,
    "_log10": np.log10,
    "_size": lambda a: np.log(np.maximum(a, SMALLEST)),
    "_safe_util": safe_util,
}
