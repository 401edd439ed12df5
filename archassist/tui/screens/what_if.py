"""What if: answers are tried on a copy of the review, and kept or dropped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.session import Review
from archassist.terminal_text import one_line
from archassist.tui.content.reasons import head
from archassist.tui.legible import assemble, content, styled
from archassist.tui.model import Model
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from archassist.session.change_messages import ChangeMessage
    from archassist.workflows.difference import MovedDecision

Choice = Literal["on", "keep", "drop"]

BASE = "base"
"""The folder, in that of the copy, that holds the review as it was when trying began."""


def unfinished(path: Path) -> bool:
    """Whether answers were tried on the session file, and neither kept nor dropped."""
    return any((folder / path.name).exists() for folder in _folders(path))


class AnswerChange(NamedTuple):
    """What was tried, entry by entry, the recommendations that it moves, and the decisions that it raises or drops."""

    tried: tuple[ChangeMessage, ...]
    moves: tuple[MovedDecision, ...]
    raised: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Branch:
    """A copy of a review in a hidden folder beside it, while the model works on it instead of the review.

    The copy outlives the app: what was tried and neither kept nor dropped comes back with the next branch, on top of
    what the review says by then. Raises SessionError when such a copy cannot be read.
    """

    def __init__(self, model: Model) -> None:
        self._model, self._main = model, model.review
        self._folder, spare = _folders(self._main.path)
        if spare.exists() and not self._folder.exists():
            spare.rename(self._folder)  # it was complete when the app ended
        if (self._folder / self._main.path.name).exists():
            self._resume(spare)
        else:
            self._begin()
        model.trying = True
        model.forget()

    @property
    def main(self) -> Review:
        """The review of which this is a copy."""
        return self._main

    def _begin(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        try:
            _make(self._folder)
        except OSError:
            self._folder = Path(tempfile.mkdtemp(prefix="archassist-")) / "what-if"
            _make(self._folder)
        self._main.branch(self._folder / BASE)
        self._model.review = self._main.branch(self._folder)

    def _resume(self, spare: Path) -> None:
        name = self._main.path.name
        rules = self._main.rulebook
        tried, base = Review.open(self._folder / name, rules), Review.open(self._folder / BASE / name, rules)
        if base.differing(self._main):
            shutil.rmtree(spare, ignore_errors=True)
            _make(spare)
            self._main.branch(spare / BASE)
            self._main.branch(spare).take_over(tried, base)
            shutil.rmtree(self._folder)
            spare.rename(self._folder)
            tried = Review.open(self._folder / name, rules)
        self._model.review = tried

    def difference(self) -> AnswerChange:
        """Everything that was tried, in words, and the recommendations that it moves, of single profiles."""
        from archassist.session.change_messages import tell_differences
        from archassist.workflows.diff import difference_view

        found = difference_view(self._main, self._model.review, samples=0)
        titles = {id: each.title for id, each in self._main.rulebook.decisions.items()}
        return AnswerChange(
            tuple(tell_differences(self._main, self._model.review)),
            found.decisions,
            tuple(titles[id] for id in found.raised),
            tuple(titles[id] for id in found.dropped),
        )

    def end(self, keep: bool) -> tuple[int, Review]:
        """Goes back to the review, with the copy's changes or without; how many were kept, and the copy."""
        scratch = self._back()
        kept = self._main.take_over(scratch) if keep else 0
        shutil.rmtree(self._folder, ignore_errors=True)
        return kept, scratch

    def leave(self) -> None:
        """Goes back to the review; a copy that changed something stays for the next time."""
        if not self._main.differing(self._back()):
            shutil.rmtree(self._folder, ignore_errors=True)

    def _back(self) -> Review:
        scratch, self._model.review = self._model.review, self._main
        self._model.trying = False
        self._model.forget()
        return scratch


def _folders(path: Path) -> tuple[Path, Path]:
    """Where answers are tried, and where the copy is made anew when the review has changed meanwhile."""
    return path.parent / f".{path.stem}.what-if", path.parent / f".{path.stem}.what-if.new"


def _make(folder: Path) -> None:
    (folder / BASE).mkdir(parents=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


class Ends(LineList):
    """What may become of what was tried: too few to be narrowed, and too much hangs on each."""

    narrows = False


class BranchScreen(ModalScreen[Choice]):
    """Shows what the tried answers move, and asks what becomes of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "on", "go on trying"),
        Binding("ctrl+b", "on", show=False, priority=True),
    ]

    help_title = "What if"

    def __init__(self, view: AnswerChange) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        """What moved, the choices, the keys."""
        with Vertical(id="box"):
            with Reading(id="branch-text"):
                yield Static(content("\n").join(self._text()))
            yield Ends(
                Option("Go on trying", id="on"),
                *self._ends(),
                markup=False,
            )
            yield KeyBar(
                (Key("enter", "choose", "screen.choose"), Key("esc", "go on trying", "screen.on")),
                id="box-keys",
            )

    def on_mount(self) -> None:
        """The cursor stands on going on."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        choices: dict[str | None, Choice] = {"keep": "keep", "drop": "drop"}
        self.dismiss(choices.get(event.option_id, "on"))

    def action_choose(self) -> None:
        """Takes the choice under the cursor."""
        self.query_one(OptionList).action_select()

    def action_on(self) -> None:
        """Goes on trying."""
        self.dismiss("on")

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this choice."""
        return [("↑ ↓ j k enter", "go on trying, keep, or drop"), ("esc ^b", "go on trying")]

    def _ends(self) -> list[Option]:
        many = len(self._view.tried)
        if not many:
            return [Option("Stop trying: nothing was changed", id="drop")]
        what = "this change" if many == 1 else f"all {many} changes"
        return [
            Option(f"Keep {what}: it becomes part of the review", id="keep"),
            Option(f"Drop {what}: the review stays as it was", id="drop"),
        ]

    def _text(self) -> Iterator[Content]:
        yield styled("What if", "bold")
        if not self._view.tried:
            yield content(
                "Nothing is changed yet: answer, decide and mark as you like, and watch what changes."
            )
        for each in self._view.tried:
            yield content(f"• {each.about}: {one_line(each.was)} → {one_line(each.now)}")
        for title, decisions in (
            ("At issue now", self._view.raised),
            ("No longer at issue", self._view.dropped),
        ):
            if decisions:
                yield content("")
                yield head(title)
                yield from (content(f"• {each}") for each in decisions)
        if self._view.moves:
            yield content("")
            yield head("Moves")
        elif self._view.tried and not (self._view.raised or self._view.dropped):
            yield content("")
            yield content("No recommendation changes.")
        for move in self._view.moves:
            yield assemble(f"{move.title}: {move.was_title} → ", (move.now_title, "bold"))
