"""A decision's record in the user's own editor, with the app set aside meanwhile."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from archassist.terminal_text import one_line
from archassist.tui.paths import typed_path
from archassist.tui.screens.export import exported_into

if TYPE_CHECKING:
    from archassist.tui.screens.base import ReviewScreen


def edit_record(screen: ReviewScreen, decision: str) -> None:
    """Opens the record that the last export into the review's folder wrote; says why where it cannot be."""
    from archassist.documents import ExportError
    from archassist.workflows.record_file import editor, record_file

    host = screen.host
    if screen.app.is_web:
        host.say("A record is edited at the machine where it lies, not in a browser.", "warning")
        return
    try:
        path = record_file(typed_path(exported_into(screen.model)), decision)
        words = editor(path)
        with screen.app.suspend():
            done = subprocess.run(words, check=False)
    except (ExportError, OSError) as error:
        host.say(str(error), "warning")
    except SuspendNotSupported:
        host.say("This terminal cannot be handed to an editor.", "warning")
    else:
        told = f"Back from {one_line(path.name)}."
        host.say(told if done.returncode == 0 else f"{told} The editor ended with {done.returncode}.")
    screen.app.refresh(layout=True)
