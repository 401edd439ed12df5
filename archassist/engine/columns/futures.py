"""Many futures at once: columns of samples through the same program, and what they say of each decision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine.beliefs import UNKNOWN, Belief, Range, Unknown, answered
from archassist.engine.columns.chances import summed_chances
from archassist.engine.columns.resolution import settle_all
from archassist.engine.columns.sampling import (
    Column,
    Draws,
    expected_column,
    parameter_column,
    question_column,
)
from archassist.engine.columns.scores import at_issue_somewhere, cases_of
from archassist.engine.compiled import Compiled
from archassist.engine.conditioning import KnownAnswer
from archassist.engine.encoding import Code
from archassist.expressions import Kind
from archassist.rulebook import Multiple

_TINY = 1e-9
"""Below this a number has no logarithm that tells anything."""

BLOCK = 16384
"""Rows that are worked on together when there are more."""


@dataclass(frozen=True)
class World:
    """The futures in which one option wins."""

    compiled: Compiled
    columns: Mapping[str, NDArray[Any]]
    rows: NDArray[Any]

    def share(self, name: str) -> float:
        """The share of these futures in which a condition holds."""
        return float(self.columns[name][self.rows].mean())

    def middle(self, condition: str, holds: bool) -> dict[str, Code]:
        """The middle of every name over those of these futures in which the condition holds (or does not)."""
        rows = self.rows & (self.columns[condition] == holds)
        return _Lazy(self.compiled, self.columns, rows if rows.any() else self.rows)


class _Lazy(dict[str, Code]):
    """Middles worked out when asked for: a sentence names two or three of a hundred."""

    def __init__(self, compiled: Compiled, columns: Mapping[str, NDArray[Any]], rows: NDArray[Any]) -> None:
        super().__init__()
        self._compiled, self._columns, self._rows = compiled, columns, rows

    def __missing__(self, name: str) -> Code:
        column = self._columns[name][self._rows]
        if self._compiled.rulebook.types[name].kind is Kind.NUMBER:
            return float(np.median(column))
        values, counts = np.unique(column, return_counts=True)
        value: Code = values[counts.argmax()].item()
        return value


@dataclass(frozen=True)
class Many:
    """Sampled futures and what is chosen in each.

    `shares` holds by decision and option the share of futures in which it is chosen; `chances` by decision, if it was
    asked for and anything was learned of it, how likely each option proves right over all futures.
    """

    compiled: Compiled
    rows: int
    columns: Mapping[str, NDArray[Any]]
    chosen: NDArray[Any]
    shares: tuple[tuple[float, ...], ...]
    chances: Mapping[int, NDArray[np.float64]]

    def where(self, decision: int, option: int) -> World:
        """The futures in which an option wins."""
        return World(self.compiled, self.columns, self.chosen[:, decision] == option)

    def range(self, name: str) -> tuple[float, float]:
        """The 5th and 95th percentile of a number."""
        column = self.columns[name]
        if not any(column.strides):  # one value that holds in every row
            return float(column[0]), float(column[0])
        low, high = int(0.05 * (self.rows - 1)), int(0.95 * (self.rows - 1))
        ordered = np.partition(column, (low, high))
        return float(ordered[low]), float(ordered[high])


def sample(
    compiled: Compiled,
    beliefs: Mapping[str, Belief],
    codes: Mapping[str, Code],
    seed: int,
    rows: int,
    told: Sequence[KnownAnswer] = (),
    known_for: Collection[str] | None = None,
) -> Many:
    """Draw futures and settle every decision in each.

    With `known_for` as if every question had been answered, for a team that has these decisions at issue.
    """
    columns = inputs(compiled, beliefs, codes, seed, rows, told=told)
    if known_for is not None:
        columns |= {f"known:{id}": True for id in compiled.rulebook.questions}
        columns |= {
            f"at issue {each.id}": each.id in known_for
            for each in compiled.decisions
            if each.when is not None
        }
    return settled_columns(compiled, columns, rows, with_chances=True)


def settled_columns(
    compiled: Compiled, columns: Mapping[str, Any], rows: int, with_chances: bool = False
) -> Many:
    """Run the program on columns of inputs and settle every decision in each row.

    How likely each option proves right is worked out `with_chances` only.
    """
    settled = _settled if rows <= BLOCK else _in_blocks
    every, chosen, summed = settled(compiled, columns, rows, with_chances)
    chances = {place: chances / rows for place, chances in summed.items()}
    return Many(compiled, rows, every, chosen, shares_of(compiled, chosen), chances)


def worked_out(compiled: Compiled, columns: Mapping[str, Any], rows: int) -> Mapping[str, NDArray[Any]]:
    """All that the program works out from columns of inputs, beside them; no decision is settled."""
    return _Whole({**compiled.program.ragged(columns), **columns}, rows)


def choices(compiled: Compiled, columns: Mapping[str, Any], rows: int) -> NDArray[Any]:
    """Only what is chosen in each row: rows x decisions."""
    return _taken(compiled, compiled.choosing.again(columns), rows, with_chances=False)[0]


def _taken(
    compiled: Compiled, columns: Mapping[str, Any], rows: int, with_chances: bool
) -> tuple[NDArray[Any], dict[int, NDArray[np.float64]]]:
    """What is chosen in each row, and the chances of options summed over all rows, from all that the program works out.

    What is at issue in no row is not scored: it takes its first option, which asks for nothing.
    """
    places = at_issue_somewhere(compiled, columns)
    agenda = compiled.agenda_among(places)
    cases = cases_of(compiled, columns, rows, places)
    chosen = np.zeros((rows, len(compiled.decisions)), dtype=np.int8, order="F")
    chosen[:, places] = settle_all(agenda, cases)
    if not with_chances:
        return chosen, {}
    chances = {
        place: np.array([float(rows), *[0.0] * (slate.size - 1)])
        for place, slate in enumerate(compiled.agenda.slates)
        if slate.learned
    }
    return chosen, chances | {places[each]: sums for each, sums in summed_chances(agenda, cases).items()}


def shares_of(compiled: Compiled, chosen: NDArray[Any]) -> tuple[tuple[float, ...], ...]:
    """By decision and option the share of rows in which it is chosen."""
    counted = (
        np.bincount(chosen[:, place], minlength=len(decision.options)) / len(chosen)
        for place, decision in enumerate(compiled.decisions)
    )
    return tuple(tuple(shares.tolist()) for shares in counted)


class _Whole(Mapping[str, NDArray[Any]]):
    """Columns of so many rows, of which those that hold one value for all are spread out when asked for."""

    def __init__(self, columns: Mapping[str, Any], rows: int) -> None:
        self._columns, self._rows = columns, rows

    def __getitem__(self, name: str) -> NDArray[Any]:
        column: NDArray[Any] = np.asarray(self._columns[name])
        return column if column.shape == (self._rows,) else np.broadcast_to(column, (self._rows,))

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


_Settled = tuple[Mapping[str, NDArray[Any]], NDArray[Any], dict[int, NDArray[np.float64]]]


def _settled(compiled: Compiled, columns: Mapping[str, Any], rows: int, with_chances: bool) -> _Settled:
    every = {**compiled.program.ragged(columns), **columns}
    return _Whole(every, rows), *_taken(compiled, every, rows, with_chances)


def _in_blocks(compiled: Compiled, columns: Mapping[str, Any], rows: int, with_chances: bool) -> _Settled:
    """Blocks stay in the processor's cache and use the same memory again."""
    whole = {name: np.asarray(column) for name, column in columns.items()}
    every: dict[str, NDArray[Any]] = {
        name: np.broadcast_to(column, (rows,)) for name, column in whole.items()
    }
    chosen = np.empty((rows, len(compiled.decisions)), dtype=np.int8, order="F")
    summed: dict[int, NDArray[np.float64]] = {}
    for start in range(0, rows, BLOCK):
        end = min(start + BLOCK, rows)
        part = {name: each[start:end] if each.ndim else each for name, each in whole.items()}
        found, chosen[start:end], chances = _settled(compiled, part, end - start, with_chances)
        for place, mine in chances.items():
            summed[place] = summed[place] + mine if place in summed else mine
        for name, column in found.items():
            if name not in whole:
                if not start:
                    every[name] = np.empty(rows, dtype=column.dtype)
                every[name][start:end] = column
    return every, chosen, summed


def inputs(
    compiled: Compiled,
    beliefs: Mapping[str, Belief],
    codes: Mapping[str, Code],
    seed: int,
    rows: int,
    kept: Mapping[str, Any] | None = None,
    told: Sequence[KnownAnswer] = (),
) -> dict[str, Any]:
    """Draw the values of questions and parameters, and what is known; what is in `kept` is taken from there.

    `told` moves open questions to where answers that follow from them put them.
    """
    rulebook = compiled.rulebook
    draws = Draws(seed, rows, compiled.drawn(seed, rows))
    columns: dict[str, Any] = dict(kept) if kept else {}
    for id, parameter in rulebook.parameters.items():
        if id not in columns:
            columns[id] = parameter_column(parameter, draws)

    def reader(columns: dict[str, Any]) -> Callable[[str], Column]:
        def value_of(name: str) -> Column:
            if name not in columns:
                if name in rulebook.facts:
                    return compiled.fact_alone(name, value_of, many=True)
                question = rulebook.questions[name]
                base = question.prior.of if isinstance(question.prior, Multiple) else ""
                belief, base_is_range = beliefs.get(name, UNKNOWN), isinstance(beliefs.get(base), Range)
                holding = [
                    (given, compiled.holds_alone(given.when, value_of, many=True))
                    for given in (question.prior_if if isinstance(belief, Unknown) else ())
                    if answered(given, beliefs)
                ]
                columns[name] = question_column(
                    question, belief, codes[name], draws, value_of, base_is_range, holding
                )
            return columns[name]

        return value_of

    for each in told:
        question, value_of = rulebook.questions[each.question], reader(dict(columns))
        surprise = _log(value_of(each.question)) - _log(expected_column(question, draws, value_of))
        for id, gain in each.gains:
            draws.move(id, gain * surprise)
    value_of = reader(columns)
    for id in rulebook.questions:
        value_of(id)
        columns[f"known:{id}"] = not isinstance(beliefs.get(id, UNKNOWN), Unknown)
    return columns


def _log(column: Column) -> NDArray[Any]:
    logs: NDArray[Any] = np.log(np.maximum(column, _TINY))
    return logs
