"""Reads many numbers of one file together: how most of them are written tells how the doubtful ones are meant.

`120.000` is 120 in England and 120,000 in Germany. Beside `98,5` it can only be the second; beside `120.5` only the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from archassist.answers.answer import Answer, AnswerError, same_enough
from archassist.answers.typed.numerals import marked
from archassist.terminal_text import shortened

_HABITS = (False, True)
"""Whether commas stand before decimals."""

Reader = Callable[[bool | None], Answer]
"""Reads one cell, with the habit of the file when that is known (`decimal_comma` of `read_answer`)."""


class NumberCell(NamedTuple):
    """A cell as it is written, how it is read, and how its answer is shown.

    `sensible` is false for an answer that nobody means who could mean another, such as 98.5 users.
    """

    text: str
    read: Reader
    shown: Callable[[Answer], str]
    sensible: Callable[[Answer], bool] = lambda _: True


class Together(NamedTuple):
    """What each cell comes to: an answer, or why it is none. `remark` says in words what the others decided."""

    found: Sequence[Answer | AnswerError]
    remark: str = ""


def read_together(cells: Sequence[NumberCell]) -> Together:
    """What the cells of one file say. Where only one habit fits all of them, that is how each is read.

    Nothing behind a cell that no habit makes an answer of is read: it stands last then.
    """
    return _Column(cells).together()


class _Column:
    """Cells, and what each says in both habits and by itself, read when it is wanted."""

    def __init__(self, cells: Sequence[NumberCell]) -> None:
        self.cells = cells
        self.read = {habit: lru_cache(maxsize=None)(partial(self._read, habit)) for habit in (None, *_HABITS)}

    def together(self) -> Together:
        alive = list(_HABITS)
        doubtful = []
        for at, cell in enumerate(self.cells):
            if not any(mark in cell.text for mark in ".,٫"):
                if isinstance(self.read[None](at), AnswerError):
                    return self._alone(at + 1)
                continue
            doubtful.append(at)
            fitting = [habit for habit in _HABITS if not isinstance(self.read[habit](at), AnswerError)]
            if not fitting and isinstance(self.read[None](at), AnswerError):
                return self._alone(at + 1)
            alive = [habit for habit in alive if habit in fitting]
        if len(alive) > 1:
            doubtful = [at for at in doubtful if not _same(self.read[False](at), self.read[True](at))]
            if any(isinstance(self.read[None](at), AnswerError) for at in doubtful):
                alive = [habit for habit in alive if self._is_sensible(habit, doubtful)] or alive
        return self._decided(alive[0], doubtful) if len(alive) == 1 else self._alone(len(self.cells))

    def _alone(self, count: int) -> Together:
        return Together([self.read[None](at) for at in range(count)])

    def _decided(self, habit: bool, doubtful: Sequence[int]) -> Together:
        read, of = self.read, set(doubtful)
        found = [read[habit](at) if at in of else read[None](at) for at in range(len(self.cells))]
        for at in doubtful:
            if not _same(read[None](at), found[at]):
                return Together(found, _told(self.cells[at], habit, found[at]))
        return Together(found)

    def _read(self, habit: bool | None, at: int) -> Answer | AnswerError:
        try:
            return self.cells[at].read(habit)
        except AnswerError as error:
            return error

    def _is_sensible(self, habit: bool, doubtful: Sequence[int]) -> bool:
        found = [(self.cells[at], self.read[habit](at)) for at in doubtful]
        return all(isinstance(each, AnswerError) or cell.sensible(each) for cell, each in found)


def _same(one: Answer | AnswerError, other: Answer | AnswerError) -> bool:
    if isinstance(one, AnswerError) or isinstance(other, AnswerError):
        return False
    return same_enough(one, other)


def _told(cell: NumberCell, habit: bool, answer: Answer | AnswerError) -> str:
    assert isinstance(answer, Answer)
    return (
        f"numbers are read with a decimal {marked(habit)}, as only that fits all of them: "
        f"“{shortened(cell.text, 40)}” is {cell.shown(answer)}."
    )
