"""What screens and what works beside them may ask of the app. They import this, and never the app itself: not for types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen

    from archassist.tui.model import Model
    from archassist.tui.user import User

Severity = Literal["information", "warning", "error"]
Given = TypeVar("Given")


class Host(Protocol):
    """The app, as its parts see it.

    `model` is the open review; only the start screen runs without one, and finds None there. `user` is whoever uses the app.
    """

    model: Model
    came_from: tuple[str, Callable[[], object]] | None
    """Where one was when one looked up the question behind a figure, in words, and how to get back there."""
    user: User

    # -- telling

    def say(self, text: str, severity: Severity = "information") -> None:
        """Tells something in passing; the text is never markup."""

    def show_banners(self) -> None:
        """Writes across every screen whether all of it is only tried, or takes that away."""

    def show_question_again(self) -> None:
        """Shows the answer as it now is, where a question is shown."""

    def changed(self) -> None:
        """Draws what follows from the answers anew, and has it sampled once nobody types."""

    # -- changing

    def attempt(self, change: Callable[[], object]) -> bool:
        """Does a change, and tells when it could not be done or saved; whether all went well."""
        ...

    def trouble_of(self, change: Callable[[], object]) -> str:
        """Does a change of a form; what was wrong with what was typed, empty when nothing was."""
        ...

    # -- which review

    def prepare(self, make: Callable[[], Model]) -> str:
        """Makes a model and takes it; what went wrong, in plain words, or nothing."""
        ...

    def leave_example(self, before: Model | None) -> None:
        """Takes again the model that was there before an example was read."""

    def enter(self, *, begins: bool = False) -> None:
        """Goes to the interview of the review that was prepared."""

    def follow_later(self) -> None:
        """Shows what follows from the review's answers after the next frame, and what was typed and not kept."""

    # -- going somewhere

    @property
    def screen_stack(self) -> Sequence[Screen[Any]]:
        """The screens that lie over each other, the one that is seen last."""
        ...

    def push_screen(
        self, screen: Screen[Given], callback: Callable[[Given | None], None] | None = None
    ) -> object:
        """Puts a screen over the present one; `callback` gets what it gives back."""

    def go_to(self, question: str) -> None:
        """Goes to one question of the interview."""

    def look_up(self, question: str, place: str, back: Callable[[], object]) -> None:
        """Goes to the question behind a figure; esc leads back to the place, which is said in words."""

    def action_decision(self, decision: str, option: str = "", view: str = "") -> None:
        """Opens one decision, at one of its options and one way to see it."""

    def action_show(self, name: str) -> None:
        """Goes to one of the screens beside the interview."""

    def action_return(self) -> None:
        """Back to where the question was looked up."""

    def action_interview(self) -> None:
        """Goes back to the interview."""


def host_of(node: DOMNode) -> Host:
    """The app in which a screen or widget stands."""
    return cast(Host, node.app)
