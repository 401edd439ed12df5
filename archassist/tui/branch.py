"""What if: answers are tried on a copy of the review, and kept or dropped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.session import Review
from archassist.tui.keybar import Key, KeyBar
from archassist.tui.legible import assemble, content, styled
from archassist.tui.model import Model
from archassist.tui.reading import head

Choice = Literal["on", "keep", "drop"]

BASE = "base"
"""The folder, in that of the copy, that holds the review as it was when trying began."""


def unfinished(path: Path) -> bool:
    """Whether answers were tried on the session file, and neither kept nor dropped."""
    return any((folder / path.name).exists() for folder in _folders(path))


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
        tried, base = Review.open(self._folder / name), Review.open(self._folder / BASE / name)
        if base.differing(self._main):
            shutil.rmtree(spare, ignore_errors=True)
            _make(spare)
            self._main.branch(spare / BASE)
            self._main.branch(spare).take_over(tried, base)
            shutil.rmtree(self._folder)
            spare.rename(self._folder)
            tried = Review.open(self._folder / name)
        self._model.review = tried

    def difference(self) -> dict[str, Any]:
        """What the copy changed, as `diff --json` has it, of single profiles."""
        from archassist.session.difference import difference_view

        return difference_view(self._main, self._model.review, samples=0)

    def end(self, keep: bool) -> int:
        """Goes back to the review, with the copy's changes or without; how many changes were kept."""
        scratch = self._back()
        kept = self._main.take_over(scratch) if keep else 0
        shutil.rmtree(self._folder, ignore_errors=True)
        return kept

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


class BranchScreen(ModalScreen[Choice]):
    """Shows what the tried answers move, and asks what becomes of them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "on", "go on trying")]

    def __init__(self, view: dict[str, Any]) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        """What moved, the choices, the keys."""
        with Vertical(id="box"):
            with VerticalScroll(id="branch-text"):
                yield Static(content("\n").join(self._text()))
            yield OptionList(
                Option("Go on trying", id="on"),
                Option("Keep these answers", id="keep"),
                Option("Drop them", id="drop"),
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

    def _text(self) -> Iterator[Content]:
        yield styled("What if", "bold")
        view = self._view
        if not view["answers"] and view["priorities"]["was"] == view["priorities"]["now"]:
            yield content("Nothing is changed yet: answer questions as if, and watch what moves.")
        for each in view["answers"]:
            yield content(
                f"{each['title']}: {each['was'] or 'not answered'} → {each['now'] or 'not answered'}"
            )
        if view["decisions"]:
            yield content("")
            yield head("Moves")
        elif view["answers"]:
            yield content("")
            yield content("No recommendation changes.")
        for each in view["decisions"]:
            yield assemble(f"{each['title']}: {each['was_title']} → ", (each["now_title"], "bold"))
