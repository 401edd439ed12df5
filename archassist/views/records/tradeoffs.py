"""Qualities that options trade against each other, how the team ranks them, and risks that were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """A quality attribute of the rules."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Tipped:
    """A decision in which the team's ranking makes another option win."""

    decision: str
    title: str
    with_: str
    with_title: str
    without: str
    without_title: str
    because: str


@dataclass(frozen=True, slots=True)
class PrioritiesView:
    """The team's ranking, the most important first, all qualities, and what the ranking changes."""

    ranking: tuple[Quality, ...]
    attributes: tuple[Quality, ...]
    changes: tuple[Tipped, ...]


@dataclass(frozen=True, slots=True)
class QualityName:
    """A quality by its id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class OptionQualities:
    """An option on every quality, from -2 to 2 against the simplest. `beaten_by` names options that are at least as good at
    everything and better at something."""

    id: str
    title: str
    effects: Mapping[str, int]
    recommended: bool
    ruled_out: bool
    preference: int
    beaten_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualitiesView:
    """The options of a decision on every quality."""

    decision: str
    title: str
    attributes: tuple[QualityName, ...]
    options: tuple[OptionQualities, ...]


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk that somebody accepted, until a day when it has one. `decision` is what it belongs to, if to one."""

    id: str
    title: str
    owner: str
    because: str
    expires: str | None
    expired: bool
    decision: str | None
