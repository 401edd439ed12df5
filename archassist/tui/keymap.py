"""Keys of somebody's own: which action they mean, and what is wrong with what was written of them.

`[keys]` of `app.toml` holds the keys that work everywhere, `[keys.checklist]` those of one screen. Names are made of the
actions, so that every key that has a description can be moved, also on screens that are written later.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from textual.actions import parse
from textual.binding import Binding
from textual.keys import _character_to_key

from archassist.dataclass_later import dataclass, field, replace
from archassist.terminal_text import one_line

if TYPE_CHECKING:
    from textual.dom import DOMNode

EVERYWHERE = ""
"""The table of the keys that work on every screen."""

_NAMED = frozenset(
    "enter escape tab space delete backspace insert home end pageup pagedown up down left right".split()  # noqa: SIM905
)
_KEY = re.compile(r"(?P<with>(?:(?:ctrl|alt|shift|super)\+)*)(?P<key>\S|[a-z_]+|f\d{1,2})")
_KEY_BESIDE_SIGNS = re.compile(r"(ctrl|alt|super)\+|f\d")
"""What works also while somebody types: it stays beside every key of somebody's own."""

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Keymap:
    """By table and name of an action the keys of somebody's own; `faults` says what could not be taken, and where."""

    tables: Mapping[str, Mapping[str, Keys]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def keys_of(self, table: str, action: str) -> Keys:
        """The keys that somebody gave an action; none when they gave it none."""
        return self.tables.get(table, {}).get(name_of(action), ())

    def moved(self, table: str, bindings: Iterable[Any]) -> Iterator[Binding]:
        """Bindings with a description, in their order, each with the keys that it has now."""
        told: set[str] = set()
        for binding in Binding.make_bindings(bindings):
            if not binding.description:
                continue
            own = self.keys_of(table, binding.action)
            if own and binding.action not in told:
                told.add(binding.action)
                yield from (replace(binding, key=key) for key in own)
            if not own or (binding.key not in own and self._stays(table, binding)):
                yield binding

    def _stays(self, table: str, binding: Binding) -> bool:
        """Whether a key of an action that has keys of somebody's own works still: while one types nothing else does."""
        taken = {key for keys in self.tables.get(table, {}).values() for key in keys}
        return _KEY_BESIDE_SIGNS.match(binding.key) is not None and binding.key not in taken

    def bind(self, node: DOMNode) -> None:
        """Gives an app or a screen the keys of somebody's own, in the place of the letters and signs that it declares."""
        table = table_of(type(node))
        own = self.tables.get(table)
        if not own:
            return
        here = node._bindings.key_to_bindings
        moved: dict[str, list[Binding]] = {}
        for key, bindings in list(here.items()):
            moves = [each for each in bindings if each.description and name_of(each.action) in own]
            stay = [each for each in bindings if each not in moves or self._stays(table, each)]
            for each in moves:
                moved.setdefault(name_of(each.action), []).append(each)
            if stay:
                here[key] = stay
            else:
                del here[key]
        for name, before in moved.items():
            for key in own[name]:
                # A sign never comes before the field in which somebody types it.
                first = before[0].priority and _KEY_BESIDE_SIGNS.match(key) is not None
                here[key] = [replace(before[0], key=key, priority=first), *here.get(key, [])]


NONE = Keymap()
"""Every key as it is declared."""


def is_sign(key: str) -> bool:
    """Whether a key is text where somebody types."""
    return _KEY_BESIDE_SIGNS.match(key) is None


def table_of(kind: type[Any]) -> str:
    """The name of the table for a kind of screen, such as `checklist`; empty for the app's own."""
    words: list[str] = re.findall(r"[A-Z][a-z]*", kind.__name__)
    return "-".join(words[:-1]).lower() if words[-1:] == ["Screen"] else EVERYWHERE


def name_of(action: str) -> str:
    """The name of an action in the file: `show('plan')` is show-plan, `turn(-1)` is turn-back."""
    _, name, parameters = parse(action)
    sides = {"1": "on", "-1": "back"}
    parts = [name, *(sides.get(str(each), str(each)) for each in parameters)]
    return "-".join(parts).replace("_", "-")


def read(written: Any, place: str) -> Keymap:
    """What `[keys]` means. `place` names the file; what cannot be taken is left out, and told in `faults`."""
    if not isinstance(written, dict):
        return Keymap(
            faults=(f"{place}: keys must be a table: [keys], and below it lines such as copy = “y”.",)
        )
    tables: dict[str, dict[str, Keys]] = {}
    faults: list[str] = []
    for name, said in written.items():
        entries = said if isinstance(said, dict) else {name: said}
        table = name if isinstance(said, dict) else EVERYWHERE
        for action, value in entries.items():
            where = f"{place}, {_where(table, action)}"
            try:
                tables.setdefault(table, {})[action] = _keys(value)
            except ValueError as error:
                faults.append(f"{where}: {error}")
    return Keymap(tables, tuple(faults))


def check(keymap: Keymap, known: Mapping[str, Iterable[Any]], place: str) -> Keymap:
    """The keymap without what no screen knows and without a key that would mean two things on one screen.

    `known` holds by table the bindings that are declared.
    """
    tables: dict[str, dict[str, Keys]] = {}
    faults = list(keymap.faults)
    for table, own in keymap.tables.items():
        declared = [each for each in Binding.make_bindings(known.get(table, ())) if each.description]
        names = {name_of(each.action) for each in declared}
        if table not in known:
            faults.append(
                f"{place}, [keys.{one_line(table)}]: there is no such screen.{_meant(table, known)}"
            )
            continue
        taken = {each.key: name_of(each.action) for each in declared if name_of(each.action) not in own}
        for action, keys in own.items():
            where = f"{place}, {_where(table, action)}"
            clash = next((key for key in keys if taken.get(key, action) != action), None)
            if action not in names:
                faults.append(f"{where}: there is no such action.{_meant(action, names)}")
            elif clash is not None:
                faults.append(
                    f"{where}: the key {clash} is already {taken[clash]}; give that another one, too."
                )
            else:
                taken |= dict.fromkeys(keys, action)
                tables.setdefault(table, {})[action] = keys
    for action, keys in tables.get(EVERYWHERE, {}).items():
        where = f"{place}, {_where(EVERYWHERE, action)}"
        faults += [f"{where}: {said}" for key in keys if (said := _hidden(key, action, known, tables))]
    return Keymap(tables, tuple(faults))


def _hidden(
    key: str, action: str, known: Mapping[str, Iterable[Any]], own: Mapping[str, Mapping[str, Keys]]
) -> str:
    """On which screens a key that is to work everywhere means something of their own, which comes first there."""
    others = Keymap(own)
    screens = [
        table
        for table, bindings in known.items()
        if table != EVERYWHERE
        and any(each.key == key and name_of(each.action) != action for each in others.moved(table, bindings))
    ]
    if not screens:
        return ""
    many = f"the screens {', '.join(screens)}" if len(screens) > 1 else f"the screen {screens[0]}"
    return f"on {many} the key {key} means something else, which comes first there."


def _where(table: str, action: str) -> str:
    return one_line(f"[keys{f'.{table}' if table else ''}] {action}")


def _meant(said: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(said, [*names], 1)
    return f" Did you mean {near[0]}?" if near else " docs/keys.md lists them."


def _keys(value: Any) -> Keys:
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(each, str) for each in listed):
        raise ValueError("it must be a key such as “d”, or a list such as [“d”, “f5”].")
    return tuple(map(_key, listed))


def _key(text: str) -> str:
    found = _KEY.fullmatch(text)
    key = found["key"] if found else ""
    if len(key) == 1 and key.isprintable():
        name = key if key.isalnum() else _character_to_key(key)
    elif key in _NAMED or re.fullmatch(r"f([1-9]|1\d|2[0-4])", key):
        name = key
    else:
        raise ValueError(f"“{one_line(text)[:40]}” is no key; write d, ?, f5, ctrl+d or pagedown.")
    return f"{found['with'] if found else ''}{name}"
