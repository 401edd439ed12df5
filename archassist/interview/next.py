"""Which open question is worth finding out, by what its answer would tell of the decisions.

The measure is how many more decisions would be guessed right with the answer, over the futures that the answers allow,
and beside it the mutual information between the answer and the options that win, less the bias that a finite sample
brings (Miller and Madow 1955): information sees what two answers tell together, which one alone does not yet.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine import Belief, Engine, Exact, OutOfScope
from archassist.engine.many import Many

BINS = 8
"""Classes of equal size into which numbers are sorted."""

LEAST_BITS = 0.02
"""Information below this is indistinguishable from chance in a sample of some thousand futures."""

BITS_BESIDE = 0.2
"""What a bit counts beside a decision guessed right: it breaks ties, and sees what two answers will tell together."""

TOLERANCE = 0.1
"""The share of futures that may still recommend something else when it is said that asking can stop."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What an open question is worth: how many more decisions one would guess right with its answer (and a little for
    each bit beside that), bits of information on all decisions, and the decisions it bears on most."""

    question: str
    worth: float
    bits: float
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextQuestions:
    """Open questions, the most telling first; those that tell nothing are left out.

    `can_stop` says that whatever is still open changes no recommendation in more than TOLERANCE of the futures.
    `open_decisions` are those for which that is not so.
    """

    questions: tuple[Worth, ...]
    can_stop: bool
    open_decisions: tuple[str, ...]


def find_out_next(
    engine: Engine,
    beliefs: Mapping[str, Belief],
    *,
    seed: int = 0,
    samples: int = 2048,
    futures: Many | None = None,
) -> NextQuestions:
    """Rank the questions whose answer is missing or a range. The same arguments give the same result.

    `futures` may be those of the same beliefs drawn with `all_known`.
    """
    if futures is None:
        # As if all had been answered: some rules ask whether anybody knows, and an answer would settle that, too.
        futures = engine.futures(beliefs, seed=seed, samples=samples, all_known=True)
    rulebook = engine.rulebook
    vague = [
        id
        for id in rulebook.questions
        if not isinstance(beliefs.get(id), (Exact, OutOfScope)) and _varies(futures, id)
    ]
    decisions = list(rulebook.decisions)
    bits, gains = _information(futures, vague)
    found = []
    for place, id in enumerate(vague):
        mine = bits[place]
        total = float(mine[mine > LEAST_BITS].sum())
        if total > LEAST_BITS:
            order = sorted(np.flatnonzero(mine > LEAST_BITS), key=lambda each: -mine[each])
            worth = float(gains[place].sum()) + BITS_BESIDE * total
            found.append(Worth(id, worth, total, tuple(decisions[each] for each in order)))
    found.sort(key=lambda each: -each.worth)
    open_ = tuple(
        decision
        for decision, shares in zip(decisions, futures.shares, strict=True)
        if max(shares) < 1 - TOLERANCE
    )
    return NextQuestions(tuple(found), not open_, open_)


def _varies(futures: Many, question: str) -> bool:
    column = np.asarray(futures.columns[question])
    return bool((column != column[0]).any())


def _information(futures: Many, questions: list[str]) -> tuple[NDArray[Any], NDArray[Any]]:
    """By question and decision the bits, and by how much the best guess becomes right more often."""
    rows = futures.rows
    sizes = [len(decision.options) for decision in futures.compiled.decisions]
    starts = np.cumsum([0, *sizes[:-1]])
    # A row for each option: what is written and read together lies together.
    options = np.zeros((sum(sizes), rows), dtype=np.float32)
    for place, start in enumerate(starts):
        options[start + futures.chosen[:, place], np.arange(rows)] = 1.0
    found, gains = np.zeros((len(questions), len(sizes))), np.zeros((len(questions), len(sizes)))
    for place, question in enumerate(questions):
        classes = _classes(np.asarray(futures.columns[question]))
        hot = (classes == np.arange(int(classes.max()) + 1)[:, None]).astype(np.float32)
        joint = (hot @ options.T).astype(float) / rows
        found[place] = _mutual(joint, starts, rows)
        telling = found[place] > LEAST_BITS
        with_it = np.maximum.reduceat(joint, starts, axis=1).sum(axis=0)
        without = np.maximum.reduceat(joint.sum(axis=0), starts)
        gains[place, telling] = (with_it - without)[telling]
    return found, gains


def _classes(column: NDArray[Any]) -> NDArray[Any]:
    order = np.argsort(column, kind="stable")
    ordered = column[order]
    rises = np.concatenate(([False], ordered[1:] != ordered[:-1]))
    classes = np.empty(len(column), dtype=np.int64)
    if rises.sum() < BINS:
        classes[order] = np.cumsum(rises)
    else:
        classes[order] = np.arange(len(column)) * BINS // len(column)
    return classes


def _mutual(joint: NDArray[Any], starts: NDArray[Any], rows: int) -> NDArray[Any]:
    """By decision the bits that a class tells; `joint` is classes x options, those of a decision from its start on."""
    left = joint[:, starts[0] : (starts[1] if len(starts) > 1 else None)].sum(axis=1)
    right = joint.sum(axis=0)
    raw = np.add.reduceat(_weighed(joint).sum(axis=0) - _weighed(right), starts) - _weighed(left).sum()
    cells = (np.count_nonzero(left) - 1) * (np.add.reduceat((right > 0).astype(int), starts) - 1)
    bits: NDArray[Any] = np.maximum(0.0, raw - cells / (2 * rows * math.log(2)))
    return bits


def _weighed(share: NDArray[Any]) -> NDArray[Any]:
    found: NDArray[Any] = share * np.log2(np.where(share > 0, share, 1.0))
    return found
