"""One person's app behind the server of `archassist serve`: a process of its own, which reaches one review, or those of one
folder, and no more.

Started as `python -m archassist.tui.in_browser REVIEW PERSON ROLE FOLDER`, with `BrowserDriver` on its pipes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(path: str, person: str, role: str, folder: str) -> int:
    """Runs the app; gives back the exit code: 2 for a review that cannot be opened, which is told, 3 for a fault.

    `folder` is for what the app keeps of this person: drafts, copies, what was tried.
    """
    from archassist.session import Review, Role, SessionError, shipped_rulebook
    from archassist.tui.app import ArchassistApp
    from archassist.tui.model import Model
    from archassist.tui.user import User, UserBounds

    shipped_rulebook()  # from where whoever runs the server keeps it: checking it anew takes seconds
    _move_to(folder)
    here, model = Path(path), None
    try:
        if not here.is_dir():
            model = Model(Review.open(here))
    except SessionError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    bounds = (
        UserBounds(here.absolute()) if model is None else UserBounds(here.absolute().parent, here.absolute())
    )
    app = ArchassistApp(model, User(Role(role), person, bounds))
    app.run()
    return 3 if app.return_code else 0


def _move_to(folder: str) -> None:
    """Makes a folder the home of this process: nothing of the user who runs the server is found or offered from here on."""
    places = {"STATE": "state", "CACHE": "cache", "DATA": "data", "CONFIG": "config"}
    own = {f"XDG_{what}_HOME": os.path.join(folder, name) for what, name in places.items()}  # noqa: PTH118
    os.environ.update(own | {"HOME": folder, "USERPROFILE": folder, "LOCALAPPDATA": folder})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
