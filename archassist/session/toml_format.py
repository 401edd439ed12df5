"""Reads TOML within bounds, and writes it with one entry per line.

tomli-w spells keys and scalars. The layout is this module's own: an answer with evidence is an inline table on one
line, so that two people's edits to different answers merge cleanly, and a diff reads as a list of answers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomli_w

from archassist.answers.shapes import Table
from archassist.session import toml_layout

DEEPEST = 32
"""How deep tables and lists may be nested. What people write has four levels; what is read can be written in any form."""

LARGEST = 10**900
"""What whole numbers stay below, however they are spelled."""

EVERY = 99
"""Levels of headings that are more than any table has."""

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")


class TomlError(ValueError):
    """The text is not TOML. `line` and `column` count from 1; 0 when the fault is at the end."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class Beyond(TomlError):
    """The text may be TOML, and is beyond what is read: nested too deep, or with a number of a thousand digits."""


def read(text: str) -> Table:
    """The content of a TOML text. Raises TomlError with the place of the first fault."""
    try:
        toml_layout.statements(text)
        content = tomllib.loads(text)
    except toml_layout.Unreadable as error:
        line = text.count("\n", 0, error.at) + 1
        raise Beyond(str(error), line, error.at - text.rfind("\n", 0, error.at)) from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT.search(message)
        line, column = (int(found.group(1) or 0), int(found.group(2) or 0)) if found else (0, 0)
        if found:
            message = message[: found.start()]
        if not line:
            line, message = text.count("\n") + 1, f"{message}, at the end of the file"
        raise TomlError(message, line, column) from None
    except (ValueError, RecursionError) as error:
        # The bounds keep these away; should one come through, a place lost is better than a traceback.
        raise Beyond(str(error), 0, 0) from None
    _check_bounds(text, content)
    return content


def _check_bounds(text: str, content: Table) -> None:
    """Raises Beyond for what could not be read again when it is written in another form."""
    level: list[tuple[toml_layout.Path, Any]] = [((), content)]
    for _ in range(DEEPEST):
        below: list[tuple[toml_layout.Path, Any]] = []
        for path, each in level:
            for key, value in each.items() if isinstance(each, dict) else (("", value) for value in each):
                if isinstance(value, dict | list):
                    below.append(((*path, key), value))
                elif type(value) is int and not -LARGEST < value < LARGEST:
                    raise Beyond(
                        "a number of so many digits is no value", toml_layout.line_of(text, (*path, key)), 0
                    )
        level = below
    if level:
        raise Beyond("tables or lists are nested too deep", toml_layout.line_of(text, level[0][0]), 0)


def write(content: Mapping[str, Any], inline: Mapping[str, int]) -> str:
    """`content` as TOML. `inline[name]` is how many levels of the top table `name` get headings of their own;
    what lies deeper is written on one line. Tables that are not named there get headings at every level."""
    found = ["\n".join(_entries(content, lambda value: not isinstance(value, dict)))]
    for key, value in content.items():
        if isinstance(value, dict):
            found += blocks((key,), value, inline.get(key, EVERY))
    return "\n\n".join(block for block in found if block) + "\n"


def blocks(path: tuple[str, ...], table: Mapping[str, Any], levels: int) -> Iterator[str]:
    """The table at `path` and those below it, each as a heading with its entries; below `levels` on one line."""

    def on_one_line(value: object) -> bool:
        return levels <= 1 or not isinstance(value, dict)

    lines = list(_entries(table, on_one_line))
    below = [(key, value) for key, value in table.items() if not on_one_line(value)]
    if lines or not below:
        yield "\n".join([f"[{dotted(path)}]", *lines])
    for key, value in below:
        yield from blocks((*path, key), value, levels - 1)


def _entries(table: Mapping[str, Any], wanted: Any) -> Iterator[str]:
    for key, value in table.items():
        if wanted(value):
            yield f"{key_text(key)} = {value_text(value)}"


def dotted(path: Iterable[str]) -> str:
    """A path as it is written: `a."b c".d`."""
    return ".".join(map(key_text, path))


def key_text(key: str) -> str:
    """A key as it is written, in quotes where it needs them."""
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def value_text(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{key_text(key)} = {value_text(each)}" for key, each in value.items()) + " }"
            if value
            else "{}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(value_text(each) for each in value) + "]"
    if type(value) is int:
        return str(value)
    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same in a file: 1, 1.0 and true are not, and a nan is what it is."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other if isinstance(one, str) else repr(one) == repr(other))
