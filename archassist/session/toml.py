"""Writes TOML with one entry per line, and finds the line on which a key stands.

tomli-w spells keys and scalars. The layout is this module's own: an answer with evidence is an inline table on one
line, so that two people's edits to different answers merge cleanly, and a diff reads as a list of answers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import tomli_w

Table = dict[str, Any]

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")


class TomlError(ValueError):
    """The text is not TOML. `line` and `column` count from 1; 0 when the fault is at the end."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def read(text: str) -> Table:
    """The content of a TOML text. Raises TomlError with the place of the first fault."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT.search(message)
        line, column = (int(found.group(1) or 0), int(found.group(2) or 0)) if found else (0, 0)
        if found:
            message = message[: found.start()]
        if not line:
            line, message = text.count("\n") + 1, f"{message}, at the end of the file"
        raise TomlError(message, line, column) from None
    except RecursionError:
        raise TomlError("tables or lists are nested too deep", 0, 0) from None


def write(content: Mapping[str, Any], inline: Mapping[str, int]) -> str:
    """`content` as TOML. `inline[name]` is how many levels of the top table `name` get headings of their own;
    what lies deeper is written on one line. Tables that are not named there get headings at every level."""
    blocks = ["\n".join(_entries(content, lambda value: not isinstance(value, dict)))]
    for key, value in content.items():
        if isinstance(value, dict):
            blocks += _blocks([key], value, inline.get(key, 99))
    return "\n\n".join(block for block in blocks if block) + "\n"


def line_of(text: str, path: tuple[str, ...]) -> int:
    """The line (from 1) on which the entry or table at `path` is written; 0 when it cannot be told.

    A search by spelling, good enough to point a person at the line; it never decides anything.
    """
    header: tuple[str, ...] = ()
    best = 0
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[\[?(.+?)\]\]?\s*(?:#.*)?$", line):
            header = _dotted(found.group(1))
            if header[: len(path)] == path and not best:
                best = number
        elif (found := re.match(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[^=]+?)?)\s*=", line)) and (
            header + _dotted(found.group(1)) == path
        ):
            return number
    return best or (line_of(text, path[:-1]) if len(path) > 1 else 0)


def _dotted(key: str) -> tuple[str, ...]:
    parts = re.findall(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)", key)
    return tuple(next(filter(None, part), "") for part in parts)


def _blocks(path: list[str], table: Mapping[str, Any], levels: int) -> Iterator[str]:
    """The table at `path` and those below it, each as a heading with its entries."""

    def on_one_line(value: object) -> bool:
        return levels <= 1 or not isinstance(value, dict)

    lines = list(_entries(table, on_one_line))
    below = [(key, value) for key, value in table.items() if not on_one_line(value)]
    if lines or not below:
        yield "\n".join([f"[{'.'.join(map(_key, path))}]", *lines])
    for key, value in below:
        yield from _blocks([*path, key], value, levels - 1)


def _entries(table: Mapping[str, Any], wanted: Any) -> Iterator[str]:
    for key, value in table.items():
        if wanted(value):
            yield f"{_key(key)} = {_value(value)}"


def _key(key: str) -> str:
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
            if value
            else "{}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")
