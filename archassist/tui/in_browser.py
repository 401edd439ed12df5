"""One person's app behind the server of `archassist serve`: a process of its own, which reaches one review and no more.

Started as `python -m archassist.tui.in_browser REVIEW PERSON ROLE`, with `BrowserDriver` on its pipes.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(path: str, person: str, role: str) -> int:
    """Runs the app; gives back the exit code: 2 for a review that cannot be opened, which is told, 3 for a fault."""
    from archassist.session import Review, Role, SessionError
    from archassist.tui.app import ArchassistApp
    from archassist.tui.model import Model

    try:
        review = Review.open(Path(path))
    except SessionError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    review.role = Role(role)
    model = Model(review)
    model.person = person
    app = ArchassistApp(model)
    app.confined_to = review.path.absolute().parent
    app.run()
    return 3 if app.return_code else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
