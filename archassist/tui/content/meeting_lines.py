"""The lines of the meeting: what stands on the agenda, in the queues and on the lists, each with its sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from archassist.terminal_text import one_line
from archassist.tui.legible import assemble, content, styled

if TYPE_CHECKING:
    from archassist.views.records.meeting import (
        ActionView,
        ItemView,
        QueuedDecision,
        QueuedQuestion,
        RoundView,
        TopicView,
    )

_SIGNS = {"open": "☐", "done": "✓", "parked": "↷"}


def clock(spent: float, box: float) -> Content:
    """Minutes gone by of those there are; beyond them in another colour, and with a sign."""
    if not box:
        return styled(f"{spent:.0f} min", "$text-muted")
    over = spent > box
    return styled(
        f"{spent:.0f} of {box:.0f} min{' !' if over else ''}", "$text-warning" if over else "$text-muted"
    )


def _line(sign: Content, title: str, beside: Content, about: str, room: int) -> Content:
    """A line: sign, title, what stands beside it, and what it means as far as there is room."""
    most = max(room - sign.cell_length - beside.cell_length - 3, room // 3)
    whole = assemble(
        sign,
        " ",
        styled(one_line(title), "bold").truncate(most, ellipsis=True),
        "  ",
        beside,
        (f"  {one_line(about)}" if about else "", "$text-muted"),
    )
    return whole.truncate(room, ellipsis=True)


def item_line(each: ItemView, room: int) -> Content:
    """An item of the agenda."""
    sign = styled(
        "▸" if each.current else _SIGNS[each.status], "$text-accent" if each.current else "$text-muted"
    )
    if each.result and not each.current:
        sign = styled("✓", "$text-accent")
    beside = clock(each.spent, each.minutes)
    if each.result:
        beside = assemble(beside, (f"  decided: {one_line(each.result)}", "$text-accent"))
    status = "parked" if each.status == "parked" else "" if each.result else each.because
    return _line(sign, each.title, beside, status, room)


def decision_line(each: QueuedDecision, room: int) -> Content:
    """A decision to be taken."""
    by = f"by {each.by}" if each.by else ""
    advised = (
        styled(each.advised, "$text-accent")
        if each.advised
        else styled("not enough answers yet", "$text-warning")
    )
    return _line(styled("☐", "$text-muted"), each.title, advised, by, room)


def question_line(each: QueuedQuestion, room: int) -> Content:
    """An open question."""
    decides = f"could change {', '.join(each.decides[:3])}" if each.decides else ""
    return _line(styled("?", "$text-accent"), each.title, content(""), decides, room)


def topic_line(each: TopicView, room: int) -> Content:
    """Something in the parking lot."""
    return _line(
        styled("↷", "$text-muted"), each.text, styled(one_line(each.by), "$text-muted"), each.date, room
    )


def action_line(each: ActionView, room: int) -> Content:
    """An action of the team's own."""
    sign = {"todo": "☐", "doing": "◐", "done": "✓", "dropped": "✗"}[each.status]
    day = f"by {each.due}{' ! overdue' if each.overdue else ''}" if each.due else "no day"
    owner = one_line(each.owner) or "no owner"
    colour = "$text-warning" if each.overdue else "$text-muted"
    return _line(styled(sign, "$text-accent"), each.title, styled(f"{owner}, {day}", colour), "", room)


def round_line(each: RoundView, room: int) -> Content:
    """A question that everybody answers."""
    if each.state == "blind":
        said = f"{len(each.given)} answered" + (
            f", waiting for {', '.join(each.waiting)}" if each.waiting else ""
        )
        return _line(styled("○", "$text-muted"), each.title, styled(one_line(said), "$text-muted"), "", room)
    if not each.differ:
        return _line(styled("●", "$text-success"), each.title, content("all say the same"), "", room)
    titles = ", ".join(apart.title for apart in each.apart)
    said = f"it decides {titles}" if titles else "answers differ"
    return _line(styled("◐", "$text-warning"), each.title, styled(said, "$text-warning"), "", room)
