"""Open questions as a session asks them: by who prepares them, first those that bear on what is to be decided now."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archassist.views.records.outlook import QuestionWorth
from archassist.views.records.preread import Homework
from archassist.words import listed

if TYPE_CHECKING:
    from archassist.documents.context import DocumentContext

MOST_ASKED = 3
"""Questions that a role prepares for one session."""

TITLES = 2
"""Decisions that are named beside a question."""


@dataclass(frozen=True, slots=True)
class OfRole:
    """Open questions that one role prepares: `now` those for this session, at most three, `later` the others."""

    role: str
    now: tuple[Homework, ...]
    later: tuple[Homework, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """Open questions by role; `nobody` are roles of which none is open. `now` holds by id the titles of the decisions of
    this session, `all` those of every decision."""

    by_role: tuple[OfRole, ...]
    nobody: tuple[str, ...]
    now: dict[str, str]
    all: dict[str, str]

    def bearing(self, asked: Homework) -> tuple[str, ...]:
        """The decisions of this session on which a question bears, by title; all where none is to be taken yet."""
        found = tuple(title for id, title in self.now.items() if id in asked.bears_on)
        return found if self.now else asked.decides

    def answered(self, worth: QuestionWorth) -> str:
        """What was answered so far to a question worth finding out, in words; empty where nothing was."""
        every = (each for role in self.by_role for each in (*role.now, *role.later))
        return next((each.answered for each in every if each.title == worth.title), "")

    def bears_on(self, worth: QuestionWorth) -> str:
        """On which decisions an answer bears most, within a sentence: first those that are to be taken now."""
        ids = sorted(worth.decides, key=lambda id: id not in self.now)
        return listed([self.all[id] for id in ids if id in self.all][:TITLES])


def open_questions(review: DocumentContext) -> OpenQuestions:
    """The questions that are open, as this session asks them."""
    now = {each.known.id: each.known.title for each in review.decide_now}
    busy = {role for role, _ in review.data.homework}
    return OpenQuestions(
        tuple(_of_role(role, asked, now.keys()) for role, asked in review.data.homework),
        tuple(each for each in review.data.roles if each not in busy),
        now,
        {each.known.id: each.known.title for each in review.decisions},
    )


def _of_role(role: str, asked: tuple[Homework, ...], wanted: Set[str]) -> OfRole:
    """The questions of a role; where nothing is to be decided yet, the most telling are for this session."""
    bearing = [each for each in asked if not wanted or not wanted.isdisjoint(each.bears_on)]
    now = tuple(bearing[:MOST_ASKED])
    return OfRole(role, now, tuple(each for each in asked if each not in now))
