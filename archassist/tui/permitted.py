"""Keys that change something say at once that somebody's role does not allow it: before a form opens.

This is a kindness. What keeps a review closed is the session, which refuses the change (`session.roles`), whatever key, form
or command it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.actions import ActionError, parse

from archassist.session import NotPermitted, Role
from archassist.tui.legible import LegibleApp

if TYPE_CHECKING:
    from pathlib import Path

    from textual.actions import ActionParseResult
    from textual.app import App
    from textual.dom import DOMNode

    from archassist.tui.model import Model

EXPORT = "files beside the review"
"""What an export changes; like a copy, and another review, no table that anybody but the facilitator may change."""

_ALL = "all of it"

CHANGES: Mapping[str, Mapping[str, str]] = {
    "ArchassistApp": {
        "what_if": _ALL,
        "start": _ALL,
        "record": _ALL,
        "resolve": _ALL,
        "show('export')": EXPORT,
    },
    "InterviewScreen": dict.fromkeys(("unknown", "note", "evidence", "out_of_scope", "clear"), "answers"),
    "TodayScreen": {"choose": "today"},
    "FocusScreen": {"pick": "review", "say": "review"},
    "DetailScreen": {"judge": "decisions", "because": "decisions", "clear": "decisions"},
    "ChecklistScreen": dict.fromkeys(("step", "drop", "owner"), "practices"),
    "PlanScreen": dict.fromkeys(
        ("step", "pin", "postpone", "estimate", "drop", "reset", "owner"), "practices"
    ),
    "ExportScreen": {"write": EXPORT},
}
"""By class and action the table of the session file that it changes."""


class PermittingApp(LegibleApp):
    """An app that says what somebody's role does not allow, instead of doing it.

    `confined_to` is the one folder that may be reached; None where whoever uses the app is at this machine.
    """

    model: Model

    def __init__(self) -> None:
        super().__init__()
        self.confined_to: Path | None = None

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """As Textual's, for what the role of whoever pressed a key allows."""
        role = self.model.role if self.model is not None else Role.FACILITATOR
        said = "" if role.leads else refused(role, self, action, default_namespace)
        if said:
            self.notify(said, severity="warning")
            return True
        return await super().run_action(action, default_namespace, namespaces)

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
