"""The last line of a screen: the keys that work here and now. Each is also a button for the mouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.actions import parse
from textual.binding import Binding
from textual.content import Content
from textual.reactive import Reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input

from archassist.tui.keymap import NONE, Keymap, is_sign, table_of
from archassist.tui.legible import assemble, content

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen

ALWAYS = ("esc", "^q")
"""The ways out are never left away for want of room."""


class Key(NamedTuple):
    """A key, what it does in a word or two, and the action behind it, such as `screen.unknown`."""

    key: str
    label: str
    action: str


def keys_of(app: App[Any], node: App[Any] | Screen[Any]) -> list[tuple[str, str]]:
    """The keys that the app or a screen declares itself and that work now: how they are shown, and what they do."""
    found: dict[str, list[str]] = {}
    for binding, action in bound(node):
        if action is not None:
            found.setdefault(binding.description, []).append(app.get_key_display(binding))
    return [(" ".join(keys), does) for does, keys in found.items()]


def bound(node: App[Any] | Screen[Any]) -> Iterator[tuple[Binding, str | None]]:
    """Bindings with a description, in the order of their declaration, and the action; None where it is not offered."""
    for binding in own_keys(node).moved(table_of(type(node)), type(node).BINDINGS):
        name, parameters = parse(binding.action)[1:]
        enabled = node.check_action(name, parameters) is not False
        yield binding, binding.action if enabled else None


def own_keys(node: DOMNode) -> Keymap:
    """The keys of somebody's own in the app in which a screen or widget stands."""
    return getattr(node.app, "keymap", NONE)


def moved_key(node: DOMNode, action: str) -> str:
    """How the first key of somebody's own for an action such as `screen.drop` is shown; empty when they gave it none."""
    if not (keys := own_keys(node)).tables:
        return ""
    where, name, _ = parse(action)
    owner = node.app if where == "app" else node.screen
    bare = action.removeprefix(f"{where}.")
    own = keys.keys_of(table_of(type(owner)), bare)
    typing = isinstance(node.app.focused, Input)
    works = next((key for key in own if not (typing and is_sign(key))), "")
    return node.app.get_key_display(Binding(works, name)) if works else ""


class KeyBar(Widget):
    """One widget for all keys: a row of small ones would cost more than all the rest of the screen."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    auto_links = Reactive(False)
    """Its buttons look like keys, not like links."""

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = tuple(keys)

    @property
    def keys(self) -> tuple[Key, ...]:
        """What is offered now."""
        return self._keys

    def offer(self, keys: Sequence[Key]) -> None:
        """Shows other keys."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def render(self) -> Content:
        """As many keys as fit, in order; the ways out and the last one (help, which tells the rest) always do."""
        buttons = [self._button(key) for key in self._keys]
        if not buttons:
            return content("")
        always = {at for at, key in enumerate(self._keys) if key.key in ALWAYS} | {len(buttons) - 1}
        room = self.size.width - sum(buttons[at].cell_length + 2 for at in always) + 2
        shown = []
        for at, button in enumerate(buttons):
            if at not in always:
                room -= button.cell_length + 2
                if room < 0:
                    continue
            shown.append(button)
        return content("  ").join(shown)

    def _button(self, key: Key) -> Content:
        click = Style.from_meta({"@click": key.action})
        shown = moved_key(self, key.action) or key.key
        text = assemble((shown, "bold $accent"), f" {key.label}")
        return text.stylize(click)
