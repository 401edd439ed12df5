"""What people prepare before a review."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Homework:
    """An open question for somebody to prepare: what it decides, and what to bring. `decides` are titles of the first
    decisions, `bears_on` the ids of all; `choices` are what may be answered, where that is not free. `answered` is what
    was answered so far, in words, where that is only an estimate; empty where nothing was."""

    title: str
    ask: str
    why: str
    measure: str
    estimate: str
    decides: tuple[str, ...]
    bears_on: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    answered: str = ""
