"""Reads data files that strangers made: TOML, JSON and CSV, each within bounds that are checked before it is parsed.

Whatever is wrong is one ForeignFault in words, with its line. Every reader takes time in proportion to the text: what
makes a parser slow, recurse without end or reckon with endless numbers is refused by one look over the text first.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from archassist.reading_files import NOT_REGULAR, ReadRefused, read_regular
from archassist.terminal_text import shortened

LARGEST: Final = 5_000_000
"""Bytes; a longer file is a mistake, or made to keep the reader busy."""

DEEPEST: Final = 40
"""How deep lists, tables and dotted keys may lie in each other."""

LONGEST_NUMBER: Final = 250
"""Characters of a number: all of them, also hexadecimal ones, then fit into a float."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TOML_TOKEN = re.compile(r"""\"{3}|'{3}|["']|\#[^\n]*|[\[\]{}=,.\n]|[+-]?[0-9][0-9A-Za-z_+-]*""")
_JSON_TOKEN = re.compile(r"""["\[\]{}]|-?(?:NaN|Infinity)|-?[0-9][0-9.eE+-]*""")
_STRING_ENDS = {
    '"""': re.compile(r'\\.|"{3,5}', re.DOTALL),
    "'''": re.compile(r"'{3,5}"),
    '"': re.compile(r'\\.|"|\n', re.DOTALL),
    "'": re.compile(r"'|\n"),
}
_JSON_STRING_END = re.compile(r'\\.|"', re.DOTALL)
_KEY_FOLLOWS = re.compile(r"\s*:")
_QUOTED = re.compile(r'"[^"]*(?:"|\Z)')
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")


class ForeignFault(ValueError):
    """A file of somebody else cannot be used. `message` says why, without a full stop; `line` counts from 1, 0 for none."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line

    def told(self, name: object) -> str:
        """The whole sentence, with the name of the file."""
        place = f"{name}:{self.line}" if self.line else str(name)
        return f"{place}: {self.message}."


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The content of an ordinary file. A pipe, a device and what is longer than `largest` bytes raise ForeignFault."""
    try:
        return read_regular(path, largest, follow=True)
    except FileNotFoundError:
        raise ForeignFault("there is no such file") from None
    except ReadRefused as refused:
        hint = ". Save what it gives into a file first" if refused.why == NOT_REGULAR else ""
        raise ForeignFault(f"this {refused.why}{hint}") from None
    except (OSError, ValueError) as error:
        raise ForeignFault(f"cannot be read: {_reason(error)}") from None


def decode(content: bytes) -> str:
    r"""Text in UTF-8, with or without a byte order mark, or in UTF-16 with one; line ends become `\n`."""
    try:
        if content.startswith(codecs.BOM_UTF32_LE):
            text = content.decode("utf-32")
        elif content.startswith(_UTF16):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        known = {"utf-16": "UTF-16", "utf-32": "UTF-32"}.get(error.encoding[:6], "UTF-8")
        raise ForeignFault(
            f"this is not text in {known} (byte {error.start}). Save it as UTF-8", line
        ) from None
    if (at := text.find("\0")) >= 0:
        raise ForeignFault("it contains a zero byte: this is not text", _line(text, at))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path, largest: int = LARGEST) -> str:
    """The text of an ordinary file: `read_bytes` and `decode`."""
    return decode(read_bytes(path, largest))


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ForeignFault for what is no TOML, nests too deep or has endless numbers."""
    check_toml(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line = str(error), text.count("\n") + 1
        if place := _TOML_PLACE.search(message):
            message = message[: place.start()]
            line = int(place[1] or line)
        if "overwrite" in message or "twice" in message:
            message = "a key or table is defined twice"
        raise ForeignFault(f"not valid TOML: {message[:1].lower()}{message[1:200]}", line) from None


def check_toml(text: str) -> None:
    """Looks over a TOML text before it is parsed. Raises ForeignFault for what no parser should be given."""
    opened: list[int] = []  # by open bracket, how much deeper its content lies
    depth = dots = at = 0
    while token := _TOML_TOKEN.search(text, at):
        at, mark = token.end(), token[0]
        if mark in _STRING_ENDS:
            at = _string_end(_STRING_ENDS[mark], text, at)
            if at < 0:
                return  # the parser stops here, and says so
        elif mark in "[{":
            opened.append(dots + 1)
            depth, dots = depth + dots + 1, 0
        elif mark in "]}":
            depth -= opened.pop() if opened else 0
        elif mark == ".":
            dots += 1
        elif mark in "=,\n":
            # What follows the sign of a key lies as deep as the key says, until the bracket around it is closed.
            dots = dots if mark == "=" else 0
        elif mark[0] != "#" and len(mark) > LONGEST_NUMBER:
            said = f"a number of {len(mark):,} digits is too long"
            raise ForeignFault(said, _line(text, token.start()))
        if depth + dots > DEEPEST:
            said = f"tables, lists or keys are nested more than {DEEPEST} deep"
            raise ForeignFault(said, _line(text, token.start()))


def read_json(text: str) -> Any:
    """The value of a JSON text. Raises ForeignFault, also for a key that stands twice at the top, NaN and Infinity."""
    lines = json_lines(text)  # refuses what the parser could not bear
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ForeignFault(f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}", error.lineno) from None
    except RecursionError:
        raise ForeignFault("lists and objects are nested too deep") from None
    if isinstance(found, dict) and len(found) < sum(map(len, lines.values())):
        twice = next(key for key, mine in lines.items() if len(mine) > 1)
        first, again = lines[twice][:2]
        raise ForeignFault(
            f"“{shortened(twice, 60)}” is listed twice: line {first} has it, too. Keep one", again
        )
    return found


def json_lines(text: str) -> dict[str, list[int]]:
    """The lines on which each key of the outermost object stands. Raises ForeignFault for what is beyond the bounds."""
    found: dict[str, list[int]] = {}
    depth = at = line = counted = 0
    while token := _JSON_TOKEN.search(text, at):
        at = token.end()
        line, counted = line + text.count("\n", counted, token.start()), token.start()
        mark = token[0]
        if mark == '"':
            end = _string_end(_JSON_STRING_END, text, at)
            if end < 0:
                break  # the parser says so, with its place
            if depth == 1 and _KEY_FOLLOWS.match(text, end):
                found.setdefault(_json_text(text[token.start() : end]), []).append(line + 1)
            at = end
        elif mark in "[{":
            depth += 1
            if depth > DEEPEST:
                raise ForeignFault(f"lists and objects are nested more than {DEEPEST} deep", line + 1)
        elif mark in "]}":
            depth -= 1
        elif mark[-1] in "Ny":
            raise ForeignFault(f"{mark} is not a number", line + 1)
        elif len(mark) > LONGEST_NUMBER:
            raise ForeignFault(f"a number of {len(mark):,} digits is too long", line + 1)
    return found


def delimiter_of(text: str) -> str:
    """What stands between the cells of a CSV text: the mark that is found first of `;`, tab and `,` outside quotes."""
    head = _QUOTED.sub("", text[:20_000].lstrip()).splitlines()[:5]
    return next((each for each in (";", "\t", ",") if any(each in line for line in head)), ",")


def read_csv(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text with their lines, cells without outer blanks, empty rows left out. Raises ForeignFault."""
    # A text of old Macs ends its lines with a lone carriage return, which the parser takes for damage.
    rows = csv.reader(
        io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=delimiter_of(text), strict=True
    )
    while True:
        line = rows.line_num + 1
        try:
            cells = [cell.strip() for cell in next(rows)]
        except StopIteration:
            return
        except csv.Error as error:
            raise ForeignFault(_csv_fault(str(error)), line) from None
        if any(cells):
            yield line, cells


def _csv_fault(message: str) -> str:
    if "field limit" in message:
        return f"a cell is longer than {csv.field_size_limit():,} characters: a closing quotation mark may be missing"
    if "end of data" in message:
        return "a quotation mark here is never closed"
    if "expected after" in message:
        return "text goes on after a closing quotation mark. Double a mark that belongs to the text"
    return f"not valid CSV: {message}"


def _string_end(ends: re.Pattern[str], text: str, at: int) -> int:
    """Where a string that began before `at` is over; below 0 when it never is."""
    while found := ends.search(text, at):
        at = found.end()
        if found[0][0] == "\n":
            return -1
        if found[0][0] != "\\":
            return at
    return -1


def _json_text(raw: str) -> str:
    try:
        return str(json.loads(raw))
    except ValueError:
        return raw  # the parser says what is wrong with it


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _reason(error: Exception) -> str:
    said = str(getattr(error, "strerror", None) or error)
    return said[:1].lower() + said[1:]
