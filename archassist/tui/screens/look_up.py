"""From what a screen says to what is behind it: the question of an answer, and the source of a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from archassist.tui.content.links import SourceLink
from archassist.tui.legible import assemble, content
from archassist.tui.screens.pick import PickScreen
from archassist.tui.widgets.section_list import mark

if TYPE_CHECKING:
    from archassist.tui.screens.base import ReviewScreen


def look_up(
    screen: ReviewScreen, questions: Mapping[str, str], place: str, back: Callable[[], object]
) -> None:
    """Lists questions, by id with their titles, and goes to the one that is chosen; esc leads back to the place."""
    model, host = screen.model, screen.host

    def done(question: str | None) -> None:
        if question is not None:
            host.look_up(question, place, back)

    lines = []
    for id, title in questions.items():
        answer = model.shown(id) or model.meanwhile(id) or "not answered"
        lines.append((id, assemble(mark(model, id), f" {title}  ", (answer, "$text-muted"))))
    host.push_screen(PickScreen(f"Questions behind {place}", lines), done)


def open_source(screen: ReviewScreen, sources: Sequence[SourceLink]) -> None:
    """Opens the only source, or the one that is chosen of several, in the browser."""

    def done(where: str | None) -> None:
        if where is not None:
            screen.host.say(f"Opening {where}")
            screen.app.open_url(where)

    if not sources:
        screen.host.say("No source of this is on the web.")
    elif len(sources) == 1:
        done(sources[0].where)
    else:
        screen.host.push_screen(
            PickScreen("Open which source?", [(each.where, content(each.title)) for each in sources]), done
        )
