"""What if, as the app leads through it: begun, looked at, kept or dropped, and gone on with at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archassist.session import SessionError

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.tui.host import Host
    from archassist.tui.screens.what_if import Branch

TRIAL_WAITS = (
    "What if: what you were trying waits beside the review. Open the review again to keep or drop it."
)
"""Said once the app has gone: a key that leaves must not ask."""


class Trying:
    """Whether answers are tried on a copy of the app's review, and what becomes of them."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._branch: Branch | None = None
        self._dropped: tuple[int, Review] | None = None

    @property
    def review(self) -> Review:
        """The review itself, which the app's model leaves alone while answers are tried."""
        return self._app.model.review if self._branch is None else self._branch.main

    def go_on(self) -> None:
        """Begins; or shows what the tried answers move, and asks what becomes of them."""
        if self._branch is not None:
            self._ask(self._branch)
        elif self._app.attempt(self._begin):
            self._app.say(
                "What if: every change is now tried on a copy. ^b shows its effects, and keeps or drops it."
            )

    def resume(self) -> None:
        """Goes on with answers that were tried, and neither kept nor dropped, when the app was left."""
        from archassist.tui.screens.what_if import unfinished

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
        from archassist.tui.screens.what_if import Branch

        self._branch = Branch(self._app.model)
        self._app.show_banners()
        self._app.changed()

    def take_up_again(self) -> bool:
        """Takes up again what was dropped, when nothing was changed since; whether there was something."""
        if (
            self._dropped is None
            or self._branch is not None
            or self._dropped[0] != self._app.model.generation
        ):
            return False
        dropped, self._dropped = self._dropped[1], None
        self._begin()
        self._app.model.change(lambda review: review.take_over(dropped))
        self._app.show_question_again()
        self._app.say("What if: the changes you had dropped are back.")
        return True

    def _ask(self, branch: Branch) -> None:
        from archassist.tui.screens.what_if import BranchScreen

        def done(choice: str | None) -> None:
            if choice in ("keep", "drop"):
                self._branch = None
                ended: list[tuple[int, Review]] = []
                if self._app.attempt(lambda: ended.append(branch.end(choice == "keep"))):
                    kept, tried = ended[0]
                    if choice == "keep":
                        one = "1 change. ^z undoes it."
                        many = f"{kept} changes. ^z undoes them, one by one."
                        self._app.say(f"Kept: {one if kept == 1 else many}")
                    else:
                        self._dropped = self._app.model.generation, tried
                        self._app.say("Dropped. ^z restores it.")
                self._app.show_banners()
                self._app.changed()
                self._app.show_question_again()

        self._app.push_screen(BranchScreen(branch.difference()), done)
