"""Which open question is worth finding out, by what its answer would tell of the decisions.

The measure is how many more decisions would be guessed right with the answer, over the futures that the answers allow,
and beside it the mutual information between the answer and the options that win, less the bias that a finite sample
brings (Miller and Madow 1955): information sees what two answers tell together, which one alone does not yet.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass, field
from archassist.engine import Belief, Engine, Exact, OutOfScope, Range
from archassist.engine.columns.futures import Many
from archassist.expressions import Kind

BINS = 8
"""Classes of equal size into which numbers are sorted."""

TOGETHER = 3
"""Of an answer with several choices, as many are looked at together: they make as many classes as BINS."""

LEAST_BITS = 0.02
"""Information below this is indistinguishable from chance in a sample of some thousand futures."""

BITS_BESIDE = 0.2
"""What a bit counts beside a decision guessed right: it breaks ties, and sees what two answers will tell together."""

TOLERANCE = 0.1
"""The share of futures that may still recommend something else when it is said that asking can stop."""

MOST_OF_IT = 0.8
"""The share of what all open answers tell of a decision from which it counts as decided by some of them."""

NAMED = 3.0
"""What a decision counts that the team named, or that its pains touch, beside one that only its answers put at issue."""

AT_MOST = 5
"""Questions that are named for a decision."""

_ONLY = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Worth:
    """What an open question is worth: how many more decisions one would guess right with its answer (and a little for
    each bit beside that), those that the review is about several times; bits of information on all
    decisions, and the decisions it bears on most."""

    question: str
    worth: float
    bits: float
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextQuestions:
    """Open questions, the most telling first; those that tell nothing are left out.

    `can_stop` says that knowing the open questions changes no recommendation in more than TOLERANCE of the futures.
    `open_decisions` are those for which that is not so. `decided_by` holds by decision the unanswered questions that tell
    most of what all of them tell of it (MOST_OF_IT), the most telling first.
    """

    questions: tuple[Worth, ...]
    can_stop: bool
    open_decisions: tuple[str, ...]
    decided_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_out_next(
    engine: Engine,
    beliefs: Mapping[str, Belief],
    *,
    named: Collection[str] = (),
    asked: Collection[str] | None = None,
    seed: int = 0,
    samples: int = 2048,
    futures: Many | None = None,
) -> NextQuestions:
    """Rank the questions whose answer is missing or a range. The same arguments give the same result.

    `named` are the decisions that the review is about: they count NAMED times. `asked` are the questions that are put to
    the team (None: all): what nobody is asked is not to be found out. `futures` may be those of the same beliefs drawn
    with `all_known`.
    """
    if futures is None:
        # As if all had been answered: some rules ask whether anybody knows, and an answer would settle that, too.
        futures = engine.futures(beliefs, seed=seed, samples=samples, all_known=True)
    rulebook = engine.rulebook
    at_issue = set(engine.at_issue(beliefs))
    elsewhere = _read_elsewhere(engine, at_issue)
    vague = [
        id
        for id in rulebook.questions
        if id not in elsewhere
        and (asked is None or id in asked)
        and not isinstance(beliefs.get(id), (Exact, OutOfScope))
        and _varies(futures, id)
    ]
    decisions = list(rulebook.decisions)
    counted = np.array([id in at_issue for id in decisions])
    weight = np.array([NAMED if id in named else 1.0 for id in decisions])
    bits, gains = (each * counted for each in _information(futures, vague))
    found = []
    for place, id in enumerate(vague):
        mine = bits[place]
        total = float(mine[mine > LEAST_BITS].sum())
        if total > LEAST_BITS:
            order = sorted(np.flatnonzero(mine > LEAST_BITS), key=lambda each: -mine[each])
            weighed = BITS_BESIDE * np.where(mine > LEAST_BITS, mine, 0.0) + gains[place]
            worth = float((weighed * weight).sum())
            found.append(Worth(id, worth, total, tuple(decisions[each] for each in order)))
    found.sort(key=lambda each: -each.worth)
    open_ = tuple(
        decision
        for decision, shares in zip(decisions, futures.shares, strict=True)
        if decision in at_issue and max(shares) < 1 - TOLERANCE
    )
    open_ones = [id for id in vague if not isinstance(beliefs.get(id), (Range, Exact, OutOfScope))]
    read_by = engine.compiled.read_by
    decided_by = {
        id: _decided_by(vague, bits[:, place] * [each in open_ones and each in read_by[id] for each in vague])
        for place, id in enumerate(decisions)
    }
    return NextQuestions(tuple(found), not open_, open_, decided_by)


def _decided_by(questions: Sequence[str], bits: NDArray[Any]) -> tuple[str, ...]:
    """The fewest questions that together tell `MOST_OF_IT` of the bits of all, at most `AT_MOST` of them."""
    telling = [place for place in np.argsort(-bits, kind="stable") if bits[place] > LEAST_BITS]
    known = np.cumsum(bits[telling])
    enough = int(np.searchsorted(known, MOST_OF_IT * known[-1])) + 1 if telling else 0
    return tuple(questions[place] for place in telling[: min(enough, AT_MOST)])


def _read_elsewhere(engine: Engine, at_issue: Collection[str]) -> frozenset[str]:
    """The questions that only decisions read which are not at issue."""
    read = engine.compiled.read_by
    mine = frozenset[str]().union(*(read[id] for id in at_issue))
    return frozenset[str]().union(*(questions for id, questions in read.items() if id not in at_issue)) - mine


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
    types = futures.compiled.rulebook.types
    plain: dict[int, NDArray[Any]] = {}
    for place, question in enumerate(questions):
        column = np.asarray(futures.columns[question])
        if types[question].kind is Kind.CHOICES:
            found[place], gains[place] = _told_by_choices(column, options, starts)
        else:
            plain[place] = _classes(column)
    for place, joint in zip(plain, _joint(list(plain.values()), options), strict=True):
        found[place], gains[place] = _told(joint, starts, rows)
    return found, gains


def _joint(classes: Sequence[NDArray[Any]], options: NDArray[Any]) -> list[NDArray[Any]]:
    """How often each class of an answer and each option go together, for several answers: classes x options.

    One product of large tables takes a quarter of the time that many of small ones do.
    """
    if not classes:
        return []
    hot = [each == np.arange(int(each.max()) + 1)[:, None] for each in classes]
    whole = (np.concatenate(hot).astype(np.float32) @ options.T).astype(float) / options.shape[1]
    return np.split(whole, np.cumsum([len(each) for each in hot])[:-1])


def _told(joint: NDArray[Any], starts: NDArray[Any], rows: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """By decision the bits that the class of an answer tells, and how much more often one then guesses right."""
    bits = _mutual(joint, starts, rows)
    with_it = np.maximum.reduceat(joint, starts, axis=1).sum(axis=0)
    without = np.maximum.reduceat(joint.sum(axis=0), starts)
    return bits, np.where(bits > LEAST_BITS, with_it - without, 0.0)


def _told_by_choices(
    column: NDArray[Any], options: NDArray[Any], starts: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The same for an answer of several choices: each decision is told by those that tell it most.

    All choices together have more classes than a sample can fill.
    """
    rows, number = len(column), int(column.max()).bit_length()
    apart = [(column >> place) & 1 for place in range(number)]
    bits = np.array([_told(joint, starts, rows)[0] for joint in _joint(apart, options)])
    best = np.argsort(-bits, axis=0, kind="stable")[:TOGETHER]
    found, gains = np.zeros(len(starts)), np.zeros(len(starts))
    ends = [*starts[1:], len(options)]
    for decision in np.flatnonzero(bits.max(axis=0) > LEAST_BITS):
        classes = sum(apart[place] << power for power, place in enumerate(best[:, decision]))
        mine = options[starts[decision] : ends[decision]]
        (joint,) = _joint([classes], mine)
        found[decision], gains[decision] = (each[0] for each in _told(joint, _ONLY, rows))
    return found, gains


def _classes(column: NDArray[Any]) -> NDArray[Any]:
    """The class of each answer: choices and levels are their own, other numbers are sorted into BINS of equal size."""
    if column.dtype.kind != "f":
        return column
    places = np.arange(1, BINS) * len(column) // BINS
    borders = np.partition(column, places)[places]
    if (borders[1:] == borders[:-1]).any():
        borders = np.unique(column)[1:]
        if len(borders) >= BINS:
            borders = np.unique(np.partition(column, places)[places])
    classes: NDArray[Any] = np.searchsorted(borders, column, side="right")
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
