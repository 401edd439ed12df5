"""Reads a decision record of any common form: its title, status, date, number, and which dialect it speaks.

What cannot be told stays empty: a status that is not understood is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archassist.reading_files import read_regular
from archassist.records.days import day_in
from archassist.records.file_names import is_record_name, name_of, number_of
from archassist.records.markup import as_markdown
from archassist.records.statements import Statements, statements
from archassist.records.statuses import LONGEST, Status, status_of
from archassist.records.text import Text, decode, front_matter, readable
from archassist.terminal_text import shortened
from archassist.words import capital

__all__ = [
    "ID_KEY",
    "LARGEST",
    "LONGEST",
    "Dialect",
    "Record",
    "Status",
    "is_record_name",
    "number_of",
    "read_record",
]

__all__ = [
    "ID_KEY", "LARGEST", "LONGEST", "Dialect", "Record", "Status", "is_record_name", "number_of", "read_record",
    "status_of",
]  # fmt: skip

Dialect = Literal["madr", "nygard", "log4brains", "other"]

LARGEST_KEY = 2_000
"""Characters of a value in front matter that are read."""

ID_KEY = "archassist"
"""The one key of our own in front matter: the id of the decision."""

LARGEST = 2_000_000
"""Bytes beyond which a file is no record."""

_TITLE_NUMBER = re.compile(
    r"\[?((?:[A-Za-z]{2,12}[-_ #]{1,2}|ADR|adr){0,3})(\d{1,6})\]?(\s{0,3}[.:)–—-]*)(?:\s+|$)"
)
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
    def in_force(self) -> bool:
        """Whether it counts as decided and in force: accepted, or of a status that is not understood."""
        return self.status == "accepted" or (not self.status and bool(self.said))

    @property
    def standing(self) -> str:
        """What its status says, in a sentence: “it is accepted”."""
        if self.status:
            same = self.said.lower() == self.status
            return f"it is {self.status}" + ("" if same else f": “{shortened(self.said, 60)}”")
        return f"its status is “{shortened(self.said, 60)}”" if self.said else "it states no status"

    @property
    def body(self) -> tuple[str, ...]:
        """The lines after the front matter."""
        return self.text.lines[front_matter(self.text.lines) :]


def read_record(path: Path, content: bytes | None = None) -> Record:
    """The record in a file. Raises OSError, also for a file that is a link, no regular one, or too large."""
    text = decode(read_regular(path, LARGEST) if content is None else content)
    head = front_matter(text.lines)
    keys = keys_of(text.lines[1 : head - 1]) if head else {}
    found = statements(as_markdown(path.suffix, text.lines), head)
    name = name_of(path)
    number = name.number if name else None
    slug = name.slug if name else path.stem.lower()
    status, said = _status(
        [each for key in ("status", "statut", "estado", "stato", "state") if (each := keys.get(key, ""))][:1],
        [each.text for each in found.statuses],
    )
    days = [keys.get("date", ""), *found.dates]
    return Record(
        path,
        slug,
        number,
        name.dated if name else "",
        _title(found.title or keys.get("title", "") or found.heading, number) or _from_name(slug),
        status,
        said,
        next((day for each in days if (day := day_in(each))), ""),
        known[0] if (known := _ID.fullmatch(keys.get(ID_KEY, ""))) else "",
        _dialect(keys, found),
        text,
    )


def _status(in_front: list[str], below: list[str]) -> tuple[Status, str]:
    """What the statements of a record mean together, and in its own words: when two disagree, nothing is certain."""
    said = list(dict.fromkeys(each for text in (*in_front, *below) if (each := _shown(text))))
    meant = {each: status_of(text[:LONGEST]) for text in (*in_front, *below) if (each := _shown(text))}
    known = {status for status in meant.values() if status}
    if len(known) > 1 and "proposed" not in known:
        known -= (
            {"accepted", "deprecated"} if "superseded" in known else {"accepted"}
        )  # what has overtaken a record is often noted in one place only
    if len(known) != 1 or ("proposed" in known and not all(meant.values())):
        return "", "; ".join(said)[:LONGEST]
    return known.pop(), next(each for each in said if meant[each])


def _shown(said: str) -> str:
    return readable(said[:LONGEST]).replace("**", "")


def _title(said: str, number: int | None) -> str:
    """A heading without the number that many begin with: `ADR-0008 — Use feature flags`."""
    title = re.sub(
        r"^architectur(?:e|al) decision records?\s*[:–—-]\s*",
        "",
        readable(said[:LONGEST]),
        flags=re.IGNORECASE,
    )
    if found := _TITLE_NUMBER.match(title):
        prefix, digits, points = found[1], found[2], found[3].strip()
        mine = int(digits) == number and (not prefix or prefix.isupper())
        if mine or "ADR" in prefix.upper() or (points and not prefix):
            return title[found.end() :]
    return title


def _from_name(slug: str) -> str:
    """The words of a file's name as a title."""
    words = " ".join(re.split(r"[-_\s]+", readable(slug[:LONGEST]))).strip()
    return capital(words)


def keys_of(lines: Sequence[str]) -> dict[str, str]:
    """Flat keys of front matter, without quotes, braces and comments; a list's entries are lines of its text."""
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        entry = line.strip()
        if entry.startswith("- ") and last and not found[last].strip("\n"):
            found[last] = f"{found[last]}\n{_bare(entry[2:])}".strip("\n")
            continue
        if entry.startswith("- ") and last and "\n" in f"{found[last]}\n":
            found[last] += f"\n{_bare(entry[2:])}"
            continue
        key, colon, value = line.partition(":")
        if colon and key.strip() == key.strip().strip("-#") and not line.startswith((" ", "\t", "#")):
            last = key.strip().lower()
            found[last] = _bare(value)
    return found


def _bare(value: str) -> str:
    value = re.sub(r"(?<!\S)#.*$", "", value[:LARGEST_KEY]).strip().strip("{}").strip()
    if value.startswith("[") and value.endswith("]") and "|" not in value:
        value = "\n".join(each.strip().strip("\"'") for each in value[1:-1].split(","))
    return value.strip("\"'")


def _dialect(keys: dict[str, str], found: Statements) -> Dialect:
    madr = {"context and problem statement", "considered options", "decision outcome"} & set(found.headings)
    if "status" in keys or (keys and madr) or ID_KEY in keys:
        return "madr"
    forms = {each.form for each in found.statuses}
    if "item" in forms:
        return "log4brains"
    if forms & {"section", "heading"}:
        return "nygard"
    return "madr" if madr else "other"
