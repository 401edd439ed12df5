"""Unanswered questions whose usual value follows from answers that are moved, row by row of the single profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.profile import middle_of_prior, usual_factor
from archassist.rulebook import Formula, Multiple

Rows = Mapping[str, Sequence[int] | NDArray[Any]]
"""By answer the rows in which it is changed."""

Codes = Mapping[str, Sequence[Code] | NDArray[Any]]
"""By answer what it is changed to in those rows."""


def follow(
    compiled: Compiled,
    columns: dict[str, Any],
    following: Iterable[str],
    rows: Rows,
    codes: Codes,
    shape: tuple[int, ...],
    moved: Mapping[str, float],
) -> None:
    """Lets open questions follow the changed answers that `columns` hold, and puts their columns there.

    `moved` says by how many standard deviations other answers move an open one. A question that is itself changed in some
    rows keeps what it is changed to there.
    """
    questions, open_still = compiled.rulebook.questions, set(following)

    def value_of(name: str) -> Any:
        if name in open_still:
            open_still.discard(name)
            if questions[name].prior_if:
                column = _choices(compiled, name, columns, value_of, shape)
            else:
                column = _numbers(compiled, name, value_of, shape, moved.get(name, 0.0))
            if name in rows:
                column[rows[name]] = codes[name]
            columns[name] = column
        if name not in columns:
            return compiled.fact_alone(name, value_of, many=True)
        return columns[name]

    for other in list(open_still):
        value_of(other)


def _numbers(
    compiled: Compiled, name: str, value_of: Callable[[str], Any], shape: tuple[int, ...], moved: float
) -> NDArray[Any]:
    question = compiled.rulebook.questions[name]
    assert isinstance(question.prior, (Multiple, Formula))
    column = np.array(np.broadcast_to(value_of(question.prior.base), shape), dtype=float)
    with np.errstate(over="ignore"):  # what is beyond all numbers is beyond the range, and is clipped
        column *= usual_factor(question, moved)
    return column if question.range is None else np.clip(column, *question.range)


def _choices(
    compiled: Compiled,
    name: str,
    columns: Mapping[str, Any],
    value_of: Callable[[str], Any],
    shape: tuple[int, ...],
) -> NDArray[Any]:
    question = compiled.rulebook.questions[name]
    column = np.full(shape, middle_of_prior(question))
    for given in reversed(question.prior_if):
        flags = [np.asarray(columns[f"known:{id}"], dtype=bool) for id in given.answered]
        known = np.logical_and.reduce(np.broadcast_arrays(np.True_, *flags))
        if known.any():
            holds = known & np.asarray(compiled.holds_alone(given.when, value_of, many=True))
            column[np.broadcast_to(holds, shape)] = middle_of_prior(question, given)
    return column
