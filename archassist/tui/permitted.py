"""Keys that change something say at once that somebody's role does not allow it: before a form opens.

This is a kindness. What keeps a review closed is the session, which refuses the change (`session.roles`), whatever key, form
or command it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.actions import ActionError, parse
from textual.command import CommandPalette

from archassist.session import NotPermitted
from archassist.tui.legible import LegibleApp

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen

    from archassist.session import Role
    from archassist.tui.model import Model
    from archassist.tui.user import User

ON_A_TOUR = "The tour changes nothing. Leave it with esc, and this can be changed."

EXPORT = "files beside the review"
"""What an export changes; like a copy, and another review, no table that anybody but the facilitator may change."""

_ALL = "all of it"

CHANGES: Mapping[str, Mapping[str, str]] = {
    "ArchassistApp": {
        "everybody": "rounds",
        "what_if": _ALL,
        "start": _ALL,
        "record": _ALL,
        "resolve": _ALL,
        "show('export')": EXPORT,
    },
    "StartScreen": {"new": _ALL, "open": _ALL},
    "InterviewScreen": dict.fromkeys(("unknown", "note", "evidence", "out_of_scope", "clear"), "answers"),
    "TodayScreen": {"choose": "today"},
    "FocusScreen": {"pick": "review", "say": "review"},
    "DetailScreen": {"judge": "decisions", "because": "decisions", "clear": "decisions", "edit": EXPORT},
    "RecordsScreen": dict.fromkeys(("change", "remove"), _ALL),
    "ChecklistScreen": dict.fromkeys(("step", "drop", "owner"), "practices"),
    "PlanScreen": dict.fromkeys(
        ("step", "pin", "postpone", "estimate", "drop", "reset", "owner"), "practices"
    ),
    "ExportScreen": {"write": EXPORT},
    "MeetingScreen": dict.fromkeys(
        ("turn", "clock", "add", "action", "park", "allow", "move", "remove", "close", "everybody"), "agenda"
    ),
    "RoundScreen": dict.fromkeys(("reveal", "agree", "anew"), "rounds"),
}
"""By class and action the table of the session file that it changes."""


_NEEDS_REVIEW = frozenset(
    "show interview what_if record words undo redo decision save resolve start return present everybody".split()  # noqa: SIM905
)
"""What needs an open review."""

_NOT_ON_A_TOUR = (_NEEDS_REVIEW | {"tour"}) - {"words", "decision", "present"}
"""What changes a review, or leads away from a tour of it."""


class PermittingApp(LegibleApp):
    """An app that says what its user's role does not allow, instead of doing it."""

    model: Model

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user

    def admit(self, model: Model) -> None:
        """Gives a review that was opened the role and name of whoever uses the app."""
        model.review.role, model.review.person = self.user.role, self.user.person

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """As Textual's, for what the role of whoever pressed a key allows."""
        role, bounds = self.user.role if self.model is None else self.model.role, self.user.bounds
        said = "" if role.leads else refused(role, self, action, default_namespace)
        if said and self.model is not None and self.model.reading:
            said = ON_A_TOUR
        if action == "start" and bounds is not None and bounds.review is not None:
            said = "Only this review is open here."
        if said:
            self.notify(said, severity="warning")
            return True
        return await super().run_action(action, default_namespace, namespaces)

    @property
    def beneath_palette(self) -> Screen[Any]:
        """The screen that is used: the one below, while commands are looked for by name."""
        stack = self.screen_stack
        return stack[-2] if len(stack) > 1 and isinstance(stack[-1], CommandPalette) else stack[-1]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a review is not offered without one, and what leads away from a tour not on a tour."""
        if action in _NOT_ON_A_TOUR and self.model is not None and self.model.reading:
            return False
        if action in _NEEDS_REVIEW:
            return self.model is not None and not self.beneath_palette.is_modal
        return super().check_action(action, parameters)

    async def leave(self) -> None:
        """Leaves at once, for a terminal that has gone: what is typed is kept, and nobody is there to be asked anything."""
        for _ in range(2):  # the second time also without what cannot be saved
            await self.action_quit()

    def repaint(self) -> None:
        """Draws everything once more, for a terminal that has come back empty."""
        self.screen.refresh(layout=True)


def refused(role: Role, app: App[int], action: str | ActionParseResult, namespace: DOMNode | None) -> str:
    """Why somebody with this role may not do what a key or command stands for; empty when they may."""
    try:
        where, name, parameters = parse(action) if isinstance(action, str) else action
    except ActionError:
        return ""
    target = {"app": app, "screen": app.screen}.get(where, namespace or app)
    known = CHANGES.get(type(target).__name__, {})
    shown = f"{name}({', '.join(map(repr, parameters))})"
    try:
        if (table := known.get(name) or known.get(shown)) is not None:
            role.permit(table)
    except NotPermitted as said:
        return str(said)
    return ""
