"""What people prepare before a review."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Homework:
    """An open question for somebody to prepare: what it decides, and what to bring."""

    title: str
    ask: str
    why: str
    measure: str
    estimate: str
    decides: tuple[str, ...]
