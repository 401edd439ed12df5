"""Reads many numbers of one file together: how most of them are written tells how the doubtful ones are meant.

`120.000` is 120 in England and 120,000 in Germany. Beside `98,5` it can only be the second; beside `120.5` only the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from archassist.session.answers import Answer, AnswerError, same_enough
from archassist.session.numerals import marked
from archassist.terminal_text import shortened

Reader = Callable[[bool | None], Answer]
"""Reads one cell, with the habit of the file when that is known (`decimal_comma` of `read_answer`)."""


class Cell(NamedTuple):
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


def read_together(cells: Sequence[Cell]) -> Together:
    """What the cells of one file say. Where only one habit fits all of them, that is how each is read."""
    alone = [_read(cell, None) for cell in cells]
    doubtful = [at for at, cell in enumerate(cells) if any(mark in cell.text for mark in ".,٫")]
    if not doubtful:
        return Together(alone)
    ways = {habit: {at: _read(cells[at], habit) for at in doubtful} for habit in (False, True)}
    fitting = [
        habit
        for habit, found in ways.items()
        if not any(isinstance(each, AnswerError) for each in found.values())
    ]
    if len(fitting) > 1 and any(isinstance(alone[at], AnswerError) for at in doubtful):
        fitting = [habit for habit in fitting if _is_sensible(cells, ways[habit])] or fitting
    if len(fitting) != 1:
        return Together(alone)
    habit, decided = fitting[0], ways[fitting[0]]
    changed = [at for at in doubtful if not _same(alone[at], decided[at])]
    if not changed:
        return Together(alone)
    remark = _told(cells[changed[0]], habit, decided[changed[0]])
    return Together([decided.get(at, each) for at, each in enumerate(alone)], remark)


def _read(cell: Cell, habit: bool | None) -> Answer | AnswerError:
    try:
        return cell.read(habit)
    except AnswerError as error:
        return error


def _is_sensible(cells: Sequence[Cell], found: dict[int, Answer | AnswerError]) -> bool:
    return all(isinstance(each, AnswerError) or cells[at].sensible(each) for at, each in found.items())


def _same(one: Answer | AnswerError, other: Answer | AnswerError) -> bool:
    if isinstance(one, AnswerError) or isinstance(other, AnswerError):
        return False
    return same_enough(one, other)


def _told(cell: Cell, habit: bool, answer: Answer | AnswerError) -> str:
    assert isinstance(answer, Answer)
    return (
        f"numbers are read with a decimal {marked(habit)}, as only that fits all of them: "
        f"“{shortened(cell.text, 40)}” is {cell.shown(answer)}."
    )
