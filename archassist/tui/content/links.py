"""Sources that open: as links of the terminal (OSC 8), and as a list for those whose terminal has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style

from archassist.terminal_text import one_line
from archassist.tui.legible import styled

if TYPE_CHECKING:
    from archassist.views.records.advice import CitedView, PrecedentView
    from archassist.views.records.why import ReasonView, SourceView

_WEB = re.compile(r"https?://[!-~]+")


class SourceLink(NamedTuple):
    """A source that can be opened: its title in a line, and its address on the web."""

    title: str
    where: str


def linked(text: str, where: str) -> Content:
    """A source's line, quiet; a link when it is on the web. Nothing else on a screen is underlined."""
    line = styled(text, "$text-muted")
    indent = len(text) - len(text.lstrip())
    if not _WEB.fullmatch(where):
        return line
    return line.stylize(Style(link=where, underline=True), indent, len(line.plain))


def cited(source: SourceView) -> str:
    """A source of a rule in a line."""
    year = f", {source.year}" if source.year else ""
    return f"{source.title} ({source.author}{year})"


def published(source: CitedView) -> str:
    """A source of a case in a line."""
    return f"{source.title} ({source.publisher})"


def to_open(reasons: Iterable[ReasonView], precedents: Iterable[PrecedentView]) -> tuple[SourceLink, ...]:
    """The sources of reasons and precedents that are on the web, each once."""
    return tuple({each.where: each for each in _all(reasons, precedents)}.values())


def _all(reasons: Iterable[ReasonView], precedents: Iterable[PrecedentView]) -> Iterator[SourceLink]:
    for reason in reasons:
        for source in reason.source:
            if _WEB.fullmatch(source.where):
                yield SourceLink(one_line(cited(source)), source.where)
    for precedent in precedents:
        if _WEB.fullmatch(precedent.source.where):
            yield SourceLink(one_line(published(precedent.source)), precedent.source.where)
