"""Parts of the text about one option: the move to it, teams like this one, what would change it, and its qualities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from archassist.engine import quoted
from archassist.terminal_text import one_line
from archassist.tui.content.links import linked, published
from archassist.tui.content.reasons import STATUS_SIGNS, head
from archassist.tui.legible import assemble, content, styled
from archassist.views.chances import precedent_text
from archassist.views.tradeoffs import sign
from archassist.words import BANDS, includes_text

if TYPE_CHECKING:
    from archassist.session import Verdict
    from archassist.tui.lookahead import Mind
    from archassist.tui.model import Model
    from archassist.views.records.advice import DecisionView, OptionView, PrecedentView
    from archassist.views.records.tradeoffs import QualitiesView
    from archassist.views.records.why import WhyView


_WIDE, _HUGE = 100, 160
"""Columns of a screen from which on the options stand beside their text, and from which on there is much room."""
_ROOM, _ROOM_HUGE, _LEAST = 39, 55, 20
"""Columns for a line of an option there, as the style sheet has them, and at least."""


def move_lines(view: WhyView) -> Iterator[Content]:
    """From what stands today to this option: what it costs, what pays for it, and what contradicts it."""
    move = view.move
    if view.chosen:
        takes = move.costs
        yield styled(f"{move.text}{f'; it takes {takes}' if takes else ''}.", "bold")
        if move.kind == "step_back" and move.need:
            yield content(f"What pays for it: {move.need}.")
    elif view.option == view.today:
        yield styled("It stands today.", "bold")
    if move.contradiction:
        yield styled(move.contradiction, "$text-error")


def precedents_lines(found: Sequence[PrecedentView]) -> Iterator[Content]:
    """Published teams most like this one, and where each can be read about."""
    if not found:
        return
    yield head("Published teams most like this one")
    for each in found:
        yield content(f"• {precedent_text(each)}")
        yield linked(f"  {published(each.source)}", each.source.where)
    yield content("")


def mind_lines(found: Mind | None) -> Iterator[Content]:
    """What would change our mind, and which answers are enough for it."""
    yield head("What would change it")
    if found is None:
        yield styled("is being computed", "$text-muted")
        yield content("")
        return
    for flip in found.flips:
        yield content(f"• {flip.text}")
    if not found.flips:
        yield content("Nothing plausible: no change to one answer or two.")
    answers = found.rests_on.answers
    if answers:
        yield content(f"It depends on {quoted(each.title for each in answers)}; no other answer matters.")
    elif found.rests_on.fixed:
        yield content("It depends on none of your answers: it is right for nearly everybody.")
    yield content("")


def qualities_lines(view: QualitiesView, option: str) -> Iterator[Content]:
    """What an option does to each quality, against the simplest one, and whether another beats it everywhere."""
    mine = next(each for each in view.options if each.id == option)
    effects = [(each.title, mine.effects[each.id]) for each in view.attributes]
    if not any(effect for _, effect in effects):
        return
    yield head("Compared with the simplest option")
    yield content("  ".join(f"{title} {sign(effect)}" for title, effect in effects if effect))
    titles = {each.id: each.title for each in view.options}
    if mine.beaten_by:
        yield content(f"On no quality better than {', '.join(titles[id] for id in mine.beaten_by)}.")
    if mine.preference:
        yield content(f"{mine.preference} of its points come from your ranking of qualities.")
    yield content("")


def option_lines(model: Model, view: DecisionView, option: OptionView, width: int) -> Content:
    """An option in the list of its decision: how it stands, what the team said, what it includes; on a screen so wide."""
    room = width - 3 if width < _WIDE else _ROOM_HUGE if width >= _HUGE else _ROOM
    known = model.rulebook.decisions[view.id].options[option.id]
    mark = "▸" if option.id == view.recommended and view.enough else " "
    band = BANDS[option.futures] if option.futures else ""
    said = "ruled out" if option.ruled_out else f"score {option.score:+.3g}"
    said = "falls short of what is required" if option.excluded_by else said
    if band and not option.ruled_out and not option.excluded_by:
        said += f", best {band.replace(' simulated', '')}"
    style = "bold" if option.id == view.recommended and view.enough else ""
    verdict = model.verdict(view.id, option.id)
    below = [
        (in_short(verdict) if verdict else "", "$text-accent"),
        (said, "$text-muted"),
        ("stands today" if option.id == view.today else "", "$text-muted"),
        (includes_text(option.includes) if option.includes else "", "$text-muted"),
    ]
    return assemble(
        (f"{mark} {_hanging(known.title, room, 2)}", style),
        *((f"\n   {_hanging(text, room, 3)}", colour) for text, colour in below if text),
    )


def _hanging(text: str, room: int, indent: int) -> str:
    """A text of which all lines but the first are indented."""
    return f"\n{' ' * indent}".join(wrap(text, max(room - indent, _LEAST)))


def in_short(verdict: Verdict) -> str:
    """A verdict for a list: sign, status, deciders."""
    who = f" by {one_line(', '.join(verdict.by))}" if verdict.by else ""
    return f"{STATUS_SIGNS[verdict.status]} {verdict.status}{who}"
