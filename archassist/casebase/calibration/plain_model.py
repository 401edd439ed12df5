"""A floor that advice must beat: plain logistic regression on the raw answers, with nothing of architecture in it.

One multinomial model a decision (Cox 1966; Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4),
ridge-penalised, on the logarithms of numbers, on whether a number was answered, and on choices. It knows neither rules
nor what stands today.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archassist.engine import Belief, Exact, Range

Floats = NDArray[np.float64]

FEWEST = 8
"""Decisions with fewer lessons are told by the option that is most common among them."""

STRENGTH = 0.05
"""Inverse of the ridge penalty; 0.02 to 0.1 give the same within a point."""

SMALLEST = 1e-4
"""What is less has no logarithm that tells anything."""

ROUNDS = 300


@dataclass(frozen=True)
class Taught:
    """Answers and what was right: teams x features, teams x options (shares that sum to 1), and what each team counts."""

    features: Floats
    right: Floats
    counts: Floats


def raw_features(answered: Sequence[Mapping[str, Belief]]) -> Floats:
    """The answers of teams as numbers, centred and scaled: teams x features. What nobody of a team said is 0."""
    numbers, chosen = set[str](), set[tuple[str, str]]()
    for beliefs in answered:
        for id, belief in beliefs.items():
            if _size(belief) is not None:
                numbers.add(id)
            chosen |= {(id, choice) for choice in _choices(belief)}
    sizes = [[_size(beliefs.get(id)) for id in sorted(numbers)] for beliefs in answered]
    known = [[0.0 if size is None else 1.0 for size in row] for row in sizes]
    choices = [
        [float(choice in _choices(beliefs.get(id))) for id, choice in sorted(chosen)] for beliefs in answered
    ]
    table = np.hstack([np.array(sizes, dtype=float), np.array(known), np.array(choices)])
    scaled = (table - np.nanmean(table, axis=0)) / (np.nanstd(table, axis=0) + 1e-9)
    return np.where(np.isnan(table), 0.0, scaled)


def _size(belief: Belief | None) -> float | None:
    if isinstance(belief, Range):
        return 0.5 * (_log(belief.low) + _log(belief.high))
    if isinstance(belief, Exact) and isinstance(belief.value, (int, float)):
        return _log(belief.value)
    return None


def _log(number: float) -> float:
    return math.log(max(number, SMALLEST))


def _choices(belief: Belief | None) -> frozenset[str]:
    if isinstance(belief, Exact) and isinstance(belief.value, str):
        return frozenset({belief.value})
    return belief.value if isinstance(belief, Exact) and isinstance(belief.value, frozenset) else frozenset()


def predicted(taught: Taught, asked: Floats) -> Floats:
    """How likely each option is right for teams that were not among the lessons: teams x options. Needs scipy."""
    common = taught.counts @ taught.right
    usual = common / common.sum()
    there = np.flatnonzero(common > 0)
    if len(taught.right) < FEWEST or len(there) < 2:
        return np.tile(usual, (len(asked), 1))
    weights, bases = _fitted(taught, there)
    scores = asked @ weights + bases
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    found = np.zeros((len(asked), len(common)))
    found[:, there] = odds / odds.sum(axis=1, keepdims=True)
    return found


def _fitted(taught: Taught, there: NDArray[np.intp]) -> tuple[Floats, Floats]:
    from scipy.optimize import minimize

    right = taught.right[:, there] * taught.counts[:, None]
    each = right.sum(axis=1, keepdims=True)
    shape = (taught.features.shape[1], len(there))

    def loss(values: Floats) -> tuple[float, Floats]:
        weights, bases = values[: -len(there)].reshape(shape), values[-len(there) :]
        logs = taught.features @ weights + bases
        logs -= logs.max(axis=1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
        slope = STRENGTH * (np.exp(logs) * each - right)
        gradient = np.concatenate([(taught.features.T @ slope + weights).ravel(), slope.sum(axis=0)])
        return float((weights**2).sum() / 2 - STRENGTH * (right * logs).sum()), gradient

    found = minimize(
        loss, np.zeros(shape[0] * shape[1] + len(there)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    )  # fmt: skip
    return found.x[: -len(there)].reshape(shape), found.x[-len(there) :]
