"""Capabilities and hard requirements: what options can do, and what answers ask of them whatever the scores say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.expressions import Expression
    from archassist.rulebook.models import Place, Said, Value

CapabilityKind = Literal["at_most", "at_least", "yes_no", "levels"]
RequirementKind = Literal["law", "contract", "recovery", "capacity"]


@dataclass(frozen=True)
class Capability:
    """Something that options can do. `levels` go from least to most, each with its words; empty for other kinds.

    `falls_short` stands behind the title of an option that does not meet a requirement, and a colon; `{figure}` in it is
    what that option can do.
    """

    id: str
    title: str
    kind: CapabilityKind
    unit: str
    levels: Mapping[str, str] | None
    falls_short: str
    about: str
    source: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Requirement:
    """What answers ask of every option that states `capability`, while `when` holds by answers alone.

    `needs` is the figure or level that it takes, None where a yes does. `text` says what is required, with the team's
    figures; `gives` what would have to give where no option can.
    """

    id: str
    capability: str
    kind: RequirementKind
    when: Expression
    needs: Expression | str | None
    text: str
    gives: str
    source: tuple[str, ...]
    fires: Mapping[str, Value]
    silent: Mapping[str, Value]
    place: Place


@dataclass(frozen=True)
class Offer:
    """What one option can do, as numbers: a level is its place, a yes is 1. `best` is what is compared, `usual` the other
    end. While `short` holds, answers alone say that it is not enough; while `told` holds, they tell the figure (None: it is
    one whatever the answers are)."""

    best: float | Expression
    usual: float | Expression
    short: Expression
    told: Expression | None = None


@dataclass(frozen=True)
class Demand:
    """What one requirement asks of one decision. While `needed` holds, answers alone say that it is required; `offers` are
    in the order of the options, None for what does not say whether it can."""

    requirement: str
    more_is_better: bool
    needed: Expression
    offers: tuple[Offer | None, ...]


def said_text(said: Said) -> str:
    """What an option says that it can do, for people who write rules."""
    if isinstance(said, tuple):
        return f"{said[0]:g} to {said[1]:g}"
    if isinstance(said, bool):
        return "yes" if said else "no"
    return said if isinstance(said, str) else f"{said:g}"
