"""The start screen: sessions opened lately, a new one, or a published case to look around in."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.session.examples import example_remarks, examples
from archassist.terminal_text import one_line
from archassist.tui.host import host_of
from archassist.tui.legible import assemble, content, styled
from archassist.tui.model import Model
from archassist.tui.paths import typed_path
from archassist.tui.recent_sessions import changed_on, forget, recent, reviews_in, title_of
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList

_INTRO = (
    "Interview a team about growth, access patterns and people. Every answer shows at once what it changes; "
    "at the end there are decisions with reasons, ADR drafts and a roadmap."
)

_BOX = 92
"""Columns of the box, as the style sheet has it."""


class StartScreen(Screen[None]):
    """Nobody meets an empty table: a real example and a blank start are one key away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new review"),
        Binding("o", "open", "open a file"),
        Binding("delete,backspace", "forget", "take a review off the list; its file stays"),
        Binding("escape", "back", "back to the review", show=False),
    ]
    help_title = "Start"

    def __init__(self) -> None:
        super().__init__()
        self._known: list[Path] = []
        """Reviews that are one key away."""
        self._resumes = False
        """Whether the review that was opened last is what one most likely comes for."""
        self._fits = 0
        """Columns for which descriptions were wrapped."""

    def compose(self) -> ComposeResult:
        """One list of everything one can start with."""
        bounds = host_of(self).user.bounds
        self._known = recent() if bounds is None else reviews_in(bounds.folder)
        self._resumes = bounds is None
        with Vertical(id="start"), Vertical(id="start-box"):
            yield Static(assemble(("archassist\n", "bold $accent"), _INTRO), id="start-title")
            yield Static(id="start-trouble")
            yield LineList(id="start-list")
        yield KeyBar(
            (
                Key("enter", "choose", "screen.choose"),
                Key("n", "new review", "screen.new"),
                Key("o", "open a file", "screen.open"),
                Key("del", "off the list", "screen.forget"),
                Key("W", "tour of an example", "app.tour"),
                Key("t", "light/dark", "app.light"),
                Key("^p", "commands", "app.command_palette"),
                Key("^q", "quit", "app.quit"),
                Key("?", "help", "app.help"),
            )
        )

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one("#start-trouble").display = False
        listed = self.query_one(LineList)
        listed.focus()
        self._list()
        listed.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Descriptions fit the width."""
        if self._room != self._fits:
            self._list()

    def _list(self) -> None:
        self._fits = self._room
        options = [each for each in self._lines() if each is not None]
        first = next((at for at, each in enumerate(options) if each.id == "r0"), 0)
        self.query_one(LineList).relist(options, first if self._resumes else 0)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ enter", "choose from the list (or click)"),
            ("n", "a new review: asks where to keep it"),
            ("o", "open a session file by its path"),
            ("delete", "take a review off the list of those opened lately; its file stays"),
            ("W", "a tour in four steps through an example; no file is made"),
        ]

    def _lines(self) -> list[Option | None]:
        lines: list[Option | None] = [
            Option(assemble(("New review", "bold"), ("  start from nothing", "$text-muted")), "new"),
            Option(assemble(("Open a file", "bold"), ("  a session by its path", "$text-muted")), "open"),
        ]
        example = next(iter(examples().values()), "")
        about = f"  four steps through {example}; no file is made"
        tour = [Option(assemble(("Tour of an example", "bold"), (about, "$text-muted")), "tour")][
            : bool(example)
        ]
        bounds, leads = host_of(self).user.bounds, host_of(self).user.role.leads
        if not leads:
            lines = []
        elif bounds is not None:
            del lines[1]
        if leads and not self._known:
            lines += tour
        if self._known:
            head = "Opened lately" if bounds is None else "Reviews"
            lines += [None, Option(styled(f"\n{head}", "$text-muted"), disabled=True)][not lines :]
            for place, path in enumerate(self._known):
                lines.append(Option(_known_line(path, self._room, whole=bounds is None), f"r{place}"))
        if not leads:
            return lines
        lines += [
            None,
            Option(styled("\nPublished cases to look around in", "$text-muted"), disabled=True),
        ]
        if self._known:
            lines += tour
        remarks = example_remarks()
        for name, title in examples().items():
            wrapped = textwrap.wrap(one_line(remarks.get(name, "")), self._room)
            told = "".join(f"\n  {line}" for line in wrapped)
            lines.append(Option(assemble((title, "bold"), (told, "$text-muted")), name))
        return lines

    @property
    def _room(self) -> int:
        """Columns for a description, within the box and beside the scroll bar."""
        return max(min(self.app.size.width, _BOX) - 10, 20)

    def action_forget(self) -> None:
        """Takes the review under the cursor off the list of those opened lately."""
        line = self.query_one(LineList).under_cursor() or ""
        if host_of(self).user.bounds is not None or not (line.startswith("r") and line[1:].isdigit()):
            host_of(self).say("Only a review that was opened lately can be taken off the list.")
            return
        path = self._known.pop(int(line[1:]))
        forget(path)
        host_of(self).say(f"{one_line(str(path))} is off the list; the file stays as it is.")
        self._list()

    def action_choose(self) -> None:
        """As enter, for the mouse."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        id = event.option_id or ""
        if id == "new":
            self.action_new()
        elif id == "open":
            self.action_open()
        elif id == "tour":
            self.begin_tour()
        elif id.startswith("r") and id[1:].isdigit():
            self._start(self._known[int(id[1:])])
        else:
            self._ask_path(f"A copy of {examples()[id]}", _free(id), lambda path: Model.example(id, path))

    def action_back(self) -> None:
        """Back to the review from which one came."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
            host_of(self).follow_later()

    def action_new(self) -> None:
        """Asks where to keep a new review and starts it."""
        self._ask_path("A new review", _free("review"), Model.create, begins=True)

    def action_open(self) -> None:
        """Asks for a session file."""
        self._ask_path("Open a session", "", Model.open, hint="The path of its file.")

    def begin_tour(self) -> None:
        """Four steps through the first example. It is read, not copied; afterwards everything is as before."""
        from archassist.tui.screens.tour import TourScreen

        example, app = next(iter(examples()), ""), host_of(self)
        before = app.model
        if not example or self._told(app.prepare(lambda: Model.example_to_read(example))):
            return

        def done(_: None) -> None:
            app.leave_example(before)

        app.push_screen(TourScreen(app.model, first=True), done)

    def _ask_path(
        self, title: str, path: str, make: Callable[[Path], Model], hint: str = "", *, begins: bool = False
    ) -> None:
        from archassist.tui.widgets.form import TextPrompt

        app = host_of(self)

        def take(text: str) -> str:
            if not text.strip():
                return "A path is needed."
            path = _path(text)
            return self._out_of_bounds(path) or app.prepare(lambda: make(path))

        def done(said: dict[str, str] | None) -> None:
            if said is not None:
                app.enter(begins=begins)

        where = (
            hint
            or f"The file to keep it in, under {one_line(_short(Path.cwd()))} unless you write another folder."
        )
        app.push_screen(TextPrompt(title, path, hint=where, take=take), done)

    def _out_of_bounds(self, path: Path) -> str:
        """Why a file may not be opened or made by whoever uses the app; empty when it may."""
        bounds = host_of(self).user.bounds
        if bounds is None or bounds.may_open(path):
            return ""
        return "Only reviews in this folder can be opened here."

    def _start(self, path: Path) -> None:
        app = host_of(self)
        if not self._told(self._out_of_bounds(path) or app.prepare(lambda: Model.open(path))):
            app.enter()

    def _told(self, trouble: str) -> bool:
        """Shows above the list why something could not be opened; whether there was such a reason."""
        self.query_one("#start-trouble", Static).update(content(trouble))
        self.query_one("#start-trouble").display = bool(trouble)
        return bool(trouble)


def _path(text: str) -> Path:
    path = typed_path(text)
    known = path.suffix or os.path.exists(path)  # noqa: PTH110 - unlike Path.exists it bears a name that is too long
    return path if known else path.with_suffix(".toml")


def _known_line(path: Path, room: int, *, whole: bool) -> Content:
    """A review by its title, with the day of its last change and its file; the `whole` path where it may be anywhere, of
    which the end is kept where there is no room for all of it."""
    file = _short(path) if whole else path.name
    title = one_line(title_of(path)) or one_line(path.stem)
    day, file = changed_on(path), one_line(file)
    left = max(room - len(title) - len(day) - 4, 12)
    file = file if len(file) <= left else f"…{file[1 - left :]}"
    return assemble((title, "bold"), (f"  {day}  {file}", "$text-muted")).truncate(room, ellipsis=True)


def _free(stem: str) -> str:
    """A file name that is not taken here."""
    names = (f"{stem}.toml", *(f"{stem}-{number}.toml" for number in range(2, 100)))
    return next((name for name in names if not Path(name).exists()), names[0])


def _short(folder: Path) -> str:
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is no home
    text = str(folder)
    return "~" + text[len(home) :] if home != "/" and text.startswith(home) else text
