"""A tour of a review, for somebody who was not there: stops in their order, each with what lies behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LinkKind = Literal["decision", "question", "source"]
StopId = Literal["where", "decided", "rejected", "change", "next", "meetings", "words"]


@dataclass(frozen=True, slots=True)
class TourLink:
    """Something to open: a decision, the question behind a figure, or a source.

    `id` is the one that the rules have for it; `option` is that of a decision, and empty for everything else. `where` is the
    address of a source on the web, empty for everything else.
    """

    kind: LinkKind
    id: str
    title: str
    option: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class TourPart:
    """Paragraphs about one thing; `title` names it, and is empty where nothing has to be named. `opens` lies behind them."""

    title: str
    texts: tuple[str, ...]
    opens: tuple[TourLink, ...] = ()


@dataclass(frozen=True, slots=True)
class TourStop:
    """A stop of the tour: `id` is where, decided, rejected, change, next, meetings (where any was held) or words."""

    id: StopId
    title: str
    parts: tuple[TourPart, ...]

    @property
    def opens(self) -> tuple[TourLink, ...]:
        """All that lies behind it, each once."""
        return tuple(dict.fromkeys(link for part in self.parts for link in part.opens))


@dataclass(frozen=True, slots=True)
class TourView:
    """The whole tour of a review, as it stands on a day (2026-11-27)."""

    title: str
    date: str
    stops: tuple[TourStop, ...]
