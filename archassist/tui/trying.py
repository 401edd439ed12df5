"""What if, as the app leads through it: begun, looked at, kept or dropped, and gone on with at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.session import SessionError

if TYPE_CHECKING:
    from archassist.tui.app import ArchassistApp
    from archassist.tui.branch import Branch


class Trying:
    """Whether answers are tried on a copy of the app's review, and what becomes of them."""

    def __init__(self, app: ArchassistApp) -> None:
        self._app = app
        self._branch: Branch | None = None

    def go_on(self) -> None:
        """Begins; or shows what the tried answers move, and asks what becomes of them."""
        if self._branch is not None:
            self._ask(self._branch)
        elif self._app.attempt(self._begin):
            self._app.say(
                "What if: answers are tried on a copy now. ^b shows what they move, keeps or drops them."
            )

    def resume(self) -> None:
        """Goes on with answers that were tried, and neither kept nor dropped, when the app was left."""
        from archassist.tui.branch import unfinished

        if self._branch is not None or not unfinished(self._app.model.path):
            return
        try:
            self._begin()
        except SessionError as error:
            self._app.say(f"The answers you were trying cannot be read. {error}", "error")
        else:
            self._app.show_question_again()
            self._app.say("What if: the answers you were trying are back. ^b keeps or drops them.")

    def leave(self) -> None:
        """Leaves the review as it was; what was tried waits beside it."""
        if self._branch is not None:
            self._branch.leave()
            self._branch = None

    def _begin(self) -> None:
        from archassist.tui.branch import Branch

        self._branch = Branch(self._app.model)
        self._app.changed()

    def _ask(self, branch: Branch) -> None:
        from archassist.tui.branch import BranchScreen

        def done(choice: str | None) -> None:
            if choice in ("keep", "drop"):
                self._branch = None
                count: list[int] = []
                if self._app.attempt(lambda: count.append(branch.end(choice == "keep"))):
                    self._app.say(f"Kept: {count[0]} changes." if choice == "keep" else "Dropped.")
                self._app.changed()
                self._app.show_question_again()

        self._app.push_screen(BranchScreen(branch.difference()), done)
