"""A line above a list in which one types to narrow it: words that must stand in a line, and filters that have a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from archassist.tui import settings
from archassist.tui.host import host_of
from archassist.tui.legible import assemble, content
from archassist.tui.named_filters import MINE, Named, me
from archassist.tui.widgets.form import TextPrompt, Values, needed
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import Clickable
from archassist.tui.widgets.text_field import TextField


class FilterField(TextField):
    """What is typed here changes nothing but what is listed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab,shift+tab", "to_list", show=False),
        Binding("escape", "whole", show=False),
        # What a screen does by these keys is not meant by somebody who types here.
        Binding("up,pageup,pagedown,f2,f3,f4,f8,ctrl+n,ctrl+r,ctrl+s,ctrl+t", "nothing", show=False),
    ]

    def action_to_list(self) -> None:
        """Into the list, which stays narrowed."""
        self.query_ancestor(FilterBar).listed.focus()

    def action_nothing(self) -> None:
        """Nothing."""

    def action_whole(self) -> None:
        """Lists everything again."""
        self.query_ancestor(FilterBar).end()


class Chips(Clickable):
    """The filters that have a name, as buttons."""

    def action_apply(self, name: str) -> None:
        """Applies one of them, or no longer."""
        self.query_ancestor(FilterBar).toggle(name)


class FilterBar(Horizontal):
    """Narrows the list below it. `named` gives the filters that a whole word stands for."""

    DEFAULT_CSS = """
    FilterBar { height: 1; width: 100%; }
    FilterBar FilterField, FilterBar FilterField:focus { border: none; height: 1; width: 1fr; min-width: 12; padding: 0; }
    FilterBar .filter-sign { width: 2; color: $accent; text-style: bold; }
    FilterBar Chips { width: auto; max-width: 75%; height: 1; padding-left: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, listed: LineList, named: Callable[[], Named]) -> None:
        super().__init__()
        self.listed, self._named = listed, named

    def compose(self) -> ComposeResult:
        """The field, and how much is listed, with the filters that have a name."""
        yield Static("/", classes="filter-sign", markup=False)
        yield FilterField(placeholder="words that stand in a line, or a filter from the right")
        yield Chips()

    def on_mount(self) -> None:
        """One types at once."""
        self.begin()

    def begin(self) -> None:
        """The field takes the keys."""
        self.listed.widen = self.end
        self.query_one(FilterField).focus()
        self._narrow()

    def end(self) -> None:
        """Lists everything again; the list takes the keys."""
        self.listed.widen = None
        self.listed.narrow(None)
        self.listed.focus()
        self.remove()

    def toggle(self, name: str) -> None:
        """Applies a filter that has a name, or no longer."""
        field = self.query_one(FilterField)
        words = field.value.split()
        words = [each for each in words if each != name] if name in words else [*words, name]
        field.value = " ".join(words)
        if name == MINE and name in words:
            self._ask_name()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if MINE in self.query_one(FilterField).value.casefold().split() and MINE in self._named():
            self._ask_name()
        self.listed.focus()

    def _ask_name(self) -> None:
        """Asks once who one is; `me` in the settings says it from then on."""
        if self.app.is_web or me(host_of(self).model):
            return

        def done(said: Values | None) -> None:
            if said is not None:
                settings.remember_name(said["text"])
                self._narrow()

        hint = "as it stands where decisions and steps name people"
        prompt = TextPrompt("Who are you?", "", hint=hint, read=needed("Type your name, or leave with esc."))
        self.app.push_screen(prompt, done)

    def _narrow(self) -> None:
        words = self.query_one(FilterField).value.casefold().split()

        def fits() -> Callable[[Option], bool]:
            return partial(_fits, words, self._named(), self.listed.beside)

        self.listed.narrow(fits if words else None)
        self.query_one(Chips).update(self._said(words))

    def _said(self, words: list[str]) -> Content:
        shown, whole = self.listed.counts()
        names = [
            content(name)
            .stylize("bold $accent" if name in words else "$text-muted")
            .stylize(Style.from_meta({"@click": f"apply({name!r})"}))
            for name in self._named()
        ]
        return content("  ").join([assemble((f"{shown} of {whole}", "$text-muted")), *names])


def _fits(words: Sequence[str], named: Named, beside: Mapping[str, str], option: Option) -> bool:
    """Whether a line, with what stands `beside` it, holds every word, and every filter among them."""
    id = option.id or ""
    line = f"{option.prompt}\n{beside.get(id, '')}".casefold()
    return all(named[each](id) if each in named else each in line for each in words)


def narrow(listed: LineList, named: Callable[[], Named]) -> None:
    """Puts the cursor into the line in which this list is narrowed; it is made when there is none yet."""
    for bar in listed.screen.query(FilterBar):
        if bar.listed is listed:
            bar.begin()
            return
    below: Widget = listed
    while isinstance(below.parent, Widget) and below.parent.layout.name == "horizontal":
        below = below.parent  # beside other panes there is no room above the list alone
    assert isinstance(below.parent, Widget)
    below.parent.mount(FilterBar(listed, named), before=below)
