"""Reads a decision record of any common form: its title, status, date, number, and which dialect it speaks.

What cannot be told stays empty: a status that is not understood is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archassist.records.text import Text, decode, front_matter, in_fences

Dialect = Literal["madr", "nygard", "log4brains", "other"]
Status = Literal["", "proposed", "accepted", "rejected", "deprecated", "superseded"]

ID_KEY = "archassist"
"""The one key of our own in front matter: the id of the decision."""

_WORDS: tuple[tuple[str, Status], ...] = (
    ("superseded", "superseded"), ("superceded", "superseded"), ("replaced by", "superseded"),
    ("proposed", "proposed"), ("pending", "proposed"), ("draft", "proposed"), ("in review", "proposed"),
    ("accepted", "accepted"), ("approved", "accepted"), ("adopted", "accepted"), ("decided", "accepted"),
    ("rejected", "rejected"), ("declined", "rejected"), ("deprecated", "deprecated"), ("obsolete", "deprecated"),
)  # fmt: skip

_NUMBERED = re.compile(r"(?:[A-Za-z]{1,12}[-_])??(\d{1,6})[-_. ](.+)\.(?:md|markdown)", re.IGNORECASE)
_DATED = re.compile(r"(\d{8})-(.+)\.(?:md|markdown)", re.IGNORECASE)
_BULLET = re.compile(
    r"\s{0,3}[-*+]?\s*\**(status|state|date|deciders|decision-makers)\**\s*:\**\s*(.*)", re.IGNORECASE
)
_TABLE = re.compile(r"\|\s*\**(status|date)\**\s*\|\s*(.*?)\s*\|", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as its file has it. `number` is None where names hold dates or nothing; `id` is our decision id, if any.

    `said` is the status in the record's own words, `status` what it means ("" when that is not clear).
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
    def body(self) -> tuple[str, ...]:
        """The lines after the front matter."""
        return self.text.lines[front_matter(self.text.lines) :]


def read_record(path: Path, content: bytes | None = None) -> Record:
    """The record in a file. Raises OSError."""
    text = decode(path.read_bytes() if content is None else content)
    head = front_matter(text.lines)
    keys = _keys(text.lines[1 : head - 1]) if head else {}
    body = text.lines[head:]
    fenced = in_fences(body)
    title, bullets, section, headings = "", dict[str, str](), list[str](), list[str]()
    level_two = ""
    for line, inside in zip(body, fenced, strict=True):
        if inside:
            continue
        if line.startswith("# ") and not title:
            title = line[2:].strip().strip("#").strip()
        elif line.startswith("## "):
            level_two = line[3:].strip().lower()
            headings.append(level_two)
        elif not headings and (found := _BULLET.match(line) or _TABLE.match(line)):
            bullets.setdefault(found[1].lower(), found[2].strip())
        elif level_two == "status" and line.strip():
            section.append(line.strip())
    said = _first(keys.get("status"), bullets.get("status"), bullets.get("state"), " ".join(section))
    day = _first(keys.get("date"), bullets.get("date"))
    number, slug, dated = _name(path.name)
    return Record(
        path,
        slug,
        number,
        dated,
        re.sub(r"^(?:ADR[- ]?)?\d+[.:]?\s+", "", title) if number is not None else title,
        status_of(said),
        said,
        found[0] if (found := _DATE.search(day)) else "",
        keys.get(ID_KEY, ""),
        _dialect(keys, bullets, headings),
        text,
    )


def is_record_name(name: str) -> bool:
    """Whether a file's name is that of a record: a number or a date, and words."""
    return bool(_NUMBERED.fullmatch(name) or _DATED.fullmatch(name))


def status_of(said: str) -> Status:
    """What a status means, whatever it is dressed in; empty when it is none of the usual ones."""
    words = re.sub(r"[^a-z ]+", " ", re.sub(r"\(.*?\)|\[|\]", " ", said.lower()))
    words = " ".join(words.split())
    for word, status in _WORDS[:3]:
        if re.search(rf"\b{word}\b", words) and "supersedes" not in words.split()[:1]:
            return status
    for word, status in _WORDS[3:]:
        if words.startswith(word):
            return status
    return ""


def _first(*texts: str | None) -> str:
    return next((each for each in texts if each), "")


def _name(name: str) -> tuple[int | None, str, str]:
    if found := _DATED.fullmatch(name):
        return None, found[2].lower(), found[1]
    if found := _NUMBERED.fullmatch(name):
        return int(found[1]), found[2].lower(), ""
    return None, Path(name).stem.lower(), ""


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
