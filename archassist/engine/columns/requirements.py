"""Which options requirements leave open in many futures at once. Says the same as `engine/requirements.py`, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.engine.requirements import Test


def narrow(tests: Sequence[Test], columns: Mapping[str, Any], out: NDArray[Any]) -> None:
    """Adds to what is out (options x rows) what falls short of a requirement, in place."""
    for test in tests:
        said = [None if name is None else columns[name] for name in test.short]
        if not any(each is not None and np.any(each) for each in said):
            continue
        open_ = ~out
        short, known = np.zeros_like(out), open_.copy()
        for place, (mine, told) in enumerate(zip(said, test.told, strict=True)):
            if mine is not None:
                short[place] = open_[place] & mine
            if told is not None:
                known[place] &= columns[told]
        left = open_ & ~short
        if test.ladder:
            left &= ~_silent_below(test, columns, short)
        stuck: NDArray[Any] = short.any(axis=0) & ~(left & known).any(axis=0)
        if stuck.any():
            left[:, stuck] |= _nearest(test, columns, short[:, stuck], stuck)
        np.logical_not(left, out=out)


def _silent_below(test: Test, columns: Mapping[str, Any], short: NDArray[Any]) -> NDArray[Any]:
    """The rungs below one that falls short of which it is not known what they do."""
    above = np.logical_or.accumulate(short[::-1], axis=0)[::-1]
    found = np.zeros_like(short)
    for place in range(len(test.short) - 1):
        told = test.told[place]
        if test.short[place] is None:
            found[place] = above[place + 1]
        elif told is not None:
            found[place] = above[place + 1] & np.logical_not(columns[told])
    return found


def _nearest(test: Test, columns: Mapping[str, Any], left: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    """Of the options that fall short in the marked rows, those whose figure is the best."""
    worst = -np.inf if test.more_is_better else np.inf
    figures = np.full(left.shape, worst)
    for place, best in enumerate(test.best):
        if best is not None:
            whole = np.broadcast_to(columns[best] if isinstance(best, str) else best, rows.shape)
            figures[place] = np.where(left[place], whole[rows], worst)
    best_of = figures.max(axis=0) if test.more_is_better else figures.min(axis=0)
    found: NDArray[Any] = left & (figures == best_of)
    return found
