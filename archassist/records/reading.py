"""Reads a decision record of any common form: its title, status, date, number, and which dialect it speaks.

What cannot be told stays empty: a status that is not understood is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archassist.reading_files import read_regular
from archassist.records.places.markup import as_markdown
from archassist.records.places.names import is_record_name, name_of, number_of
from archassist.records.places.patterns import split_title
from archassist.records.text import Text, decode, front_matter, in_fences, readable

__all__ = [
    "ID_KEY", "LARGEST", "LONGEST", "TOPMOST", "Dialect", "Record", "Status", "is_record_name", "number_of", "read_record",
    "status_of",
]  # fmt: skip

Dialect = Literal["madr", "nygard", "log4brains", "other"]
Status = Literal["", "proposed", "accepted", "rejected", "deprecated", "superseded"]

ID_KEY = "archassist"
"""The one key of our own in front matter: the id of the decision."""

LARGEST = 2_000_000
"""Bytes beyond which a file is no record."""

LONGEST = 500
"""Characters of a title or a status that are read: a longer one is none."""

TOPMOST = 200
"""Lines below the title in which a list or a table may say the status."""

_WORDS: tuple[tuple[str, Status], ...] = (
    ("superseded", "superseded"), ("superceded", "superseded"), ("replaced by", "superseded"),
    ("proposed", "proposed"), ("pending", "proposed"), ("draft", "proposed"), ("in review", "proposed"),
    ("accepted", "accepted"), ("approved", "accepted"), ("adopted", "accepted"), ("decided", "accepted"),
    ("rejected", "rejected"), ("declined", "rejected"), ("deprecated", "deprecated"), ("obsolete", "deprecated"),
)  # fmt: skip

_BULLET = re.compile(
    r"\s{0,3}[-*+]?\s*\**(status|state|date|deciders|decision-makers)\**\s*:\**\s*(.*)", re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,199}")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as its file has it. `number` is None where names hold dates or nothing; `id` is our decision id, if any.

    `said` is the status in the record's own words, `status` what it means ("" when that is not clear). Title, `said` and
    date can be shown and saved anywhere; `text` and `path` hold what is there, byte by byte.
    """

    path: Path
    slug: str
    number: int | None
    dated: str
    title: str
    status: Status
    said: str
    date: str
    id: str
    dialect: Dialect
    text: Text

    @property
    def shown(self) -> str:
        """The file's name for people, and for files that hold UTF-8; with its folder where that has the record's name."""
        own = name_of(self.path) != name_of(Path(self.path.name))
        return readable(f"{self.path.parent.name}/{self.path.name}" if own else self.path.name)

    @property
    def body(self) -> tuple[str, ...]:
        """The lines after the front matter."""
        return self.text.lines[front_matter(self.text.lines) :]


def read_record(path: Path, content: bytes | None = None) -> Record:
    """The record in a file. Raises OSError, also for a file that is a link, no regular one, or too large."""
    text = decode(read_regular(path, LARGEST) if content is None else content)
    head = front_matter(text.lines)
    keys = _keys(text.lines[1 : head - 1]) if head else {}
    body = as_markdown(path.suffix, text.lines[head:])
    fenced = in_fences(body)
    title, bullets, section, headings = "", dict[str, str](), list[str](), list[str]()
    level_two = ""
    for number, (line, inside) in enumerate(zip(body, fenced, strict=True)):
        if inside:
            continue
        if line.startswith("# ") and not title:
            title = readable(line[2:].strip().strip("#")[:LONGEST])
        elif line.startswith("## "):
            level_two = line[3:].strip().lower()
            headings.append(level_two)
        elif not headings and number < TOPMOST and (found := _bullet(line) or _row(line)):
            bullets.setdefault(*found)
        elif level_two == "status" and len(section) < TOPMOST and line.strip():
            section.append(line.strip())
    said = _first(keys.get("status"), bullets.get("status"), bullets.get("state"), " ".join(section))
    said = readable(said[:LONGEST])
    day = _first(keys.get("date"), bullets.get("date"))
    name = name_of(path)
    counted = name.number if name else None
    return Record(
        path,
        name.slug if name else path.stem.lower(),
        counted,
        name.dated if name else "",
        split_title(title, counted)[3],
        status_of(said),
        said,
        dates[0] if (dates := _DATE.search(day)) else "",
        known[0] if (known := _ID.fullmatch(keys.get(ID_KEY, ""))) else "",
        _dialect(keys, bullets, headings),
        text,
    )


def status_of(said: str) -> Status:
    """What a status means, whatever it is dressed in; empty when it is none of the usual ones."""
    words = re.sub(r"[^a-z ]+", " ", re.sub(r"\(.*?\)|\[|\]", " ", said[:LONGEST].lower()))
    words = " ".join(words.split())
    for word, status in _WORDS[:3]:
        if re.search(rf"\b{word}\b", words) and "supersedes" not in words.split()[:1]:
            return status
    for word, status in _WORDS[3:]:
        if words.startswith(word):
            return status
    return ""


def _bullet(line: str) -> tuple[str, str] | None:
    """What a list item or a plain line says of the status or date: `* Status: accepted`."""
    found = _BULLET.match(line)
    return (found[1].lower(), found[2].strip()) if found else None


def _row(line: str) -> tuple[str, str] | None:
    """What a row of a table says of them: `| Status | accepted |`."""
    cells = line.split("|", 3)
    if len(cells) < 4 or cells[0]:
        return None
    name = cells[1].strip().strip("*").lower()
    return (name, cells[2].strip()) if name in ("status", "date") else None


def _first(*texts: str | None) -> str:
    return next((each for each in texts if each), "")


def _keys(lines: tuple[str, ...]) -> dict[str, str]:
    """Flat keys of front matter, without quotes, braces and comments."""
    found = {}
    for line in lines:
        key, colon, value = line.partition(":")
        if colon and key.strip() == key.strip().strip("-#") and not line.startswith((" ", "\t", "#")):
            value = re.sub(r"\s#.*$", "", value).strip().strip("{}").strip()
            found[key.strip().lower()] = value.strip("\"'")
    return found


def _dialect(keys: dict[str, str], bullets: dict[str, str], headings: list[str]) -> Dialect:
    madr = {"context and problem statement", "considered options", "decision outcome"} & set(headings)
    if "status" in keys or (keys and madr) or ID_KEY in keys:
        return "madr"
    if "status" in bullets or "state" in bullets:
        return "log4brains"
    if "status" in headings:
        return "nygard"
    return "madr" if madr else "other"
