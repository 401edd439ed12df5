"""A stop of the tour as text, and what a first tour adds to it: what this program did to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from archassist.terminal_text import one_line
from archassist.tui.content.reasons import head
from archassist.tui.legible import assemble, content, styled

if TYPE_CHECKING:
    from archassist.views.records.tour import StopId, TourLink, TourStop

FIRST: dict[StopId, str] = {
    "where": (
        "This is an example. Somebody answered a few questions about a team; archassist worked out in which phase it is and "
        "which limits come near. What nobody answered is marked as assumed."
    ),
    "decided": (
        "For each decision there is advice with its reasons and their sources. The team accepts it, or goes another way "
        "and says why. enter opens what is behind it: the decision, a question, a source."
    ),
    "change": (
        "Advice changes when answers do. Here is the nearest answer that would change each decision, and what becomes right "
        "later, with the sign to watch for."
    ),
    "next": (
        "What to decide now, what to do first, and what to find out. All of this can be written as decision records, a "
        "roadmap and a readout (x). esc leads back; n on the start screen begins a review of your own."
    ),
}
"""The stops of a first tour, with what is said of the program at each."""

KINDS = {"decision": "Decision", "question": "Question", "source": "Source"}


def stop_text(stop: TourStop, first: bool) -> Content:
    """What is told at a stop."""
    blocks = []
    if first and (about := FIRST.get(stop.id)):
        blocks.append(styled(about, "$text-accent"))
    for part in stop.parts:
        title = [head(one_line(part.title))] if part.title else []
        blocks.append(content("\n").join([*title, *(content(one_line(text)) for text in part.texts)]))
    return content("\n\n").join(blocks)


def link_line(link: TourLink) -> Content:
    """What can be opened, in a line."""
    return assemble((f"{KINDS[link.kind]:<9} ", "$text-muted"), one_line(link.title))
