"""The screens that are opened from everywhere, by the name that keys and commands use.

Each is imported when somebody goes there: the first frame shows none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.tui.screens.base import ReviewScreen


def screen_named(name: str) -> type[ReviewScreen]:
    """The kind of screen that an action such as `app.show('plan')` names. Raises LookupError for any other name."""
    match name:
        case "decisions":
            from archassist.tui.screens.decisions import DecisionsScreen

            return DecisionsScreen
        case "today":
            from archassist.tui.screens.today import TodayScreen

            return TodayScreen
        case "focus":
            from archassist.tui.screens.focus import FocusScreen

            return FocusScreen
        case "checklist":
            from archassist.tui.screens.checklist import ChecklistScreen

            return ChecklistScreen
        case "plan":
            from archassist.tui.screens.plan import PlanScreen

            return PlanScreen
        case "outlook":
            from archassist.tui.screens.outlook import OutlookScreen

            return OutlookScreen
        case "records":
            from archassist.tui.screens.records import RecordsScreen

            return RecordsScreen
        case "export":
            from archassist.tui.screens.export import ExportScreen

            return ExportScreen
        case "meeting":
            from archassist.tui.screens.meeting import MeetingScreen

            return MeetingScreen
    raise LookupError(name)
