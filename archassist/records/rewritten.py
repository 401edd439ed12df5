"""One document against what is remembered of it: front matter by key, the body by passages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist.reading_files import ReadRefused, no_folder, read_regular
from archassist.records.line_merge import Suggestion, merge, without_suggestions
from archassist.records.memory import Remembered
from archassist.records.record import LARGEST
from archassist.records.staging import obstacle
from archassist.records.text import Text, decode, front_matter, of

TELLING = 25
"""Characters of a line that nobody else writes in the same way."""

_KEY = re.compile(r"([A-Za-z][\w-]*)\s*:")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document after a merge: its text, what to remember as generated, open suggestions, and digests dismissed."""

    text: Text
    base: str
    suggestions: tuple[Suggestion, ...]
    dismissed: tuple[str, ...]


def read_document(target: Path, name: str) -> tuple[Text | None, str]:
    """The file that stands where a document is to be, None when there is none; and what keeps it from being read and
    written, empty when nothing does."""
    why = no_folder(target, name.rpartition("/")[0]) if "/" in name else ""
    if note := obstacle(target, name) or why:
        return None, note
    try:
        return decode(read_regular(target / name, LARGEST)), ""
    except FileNotFoundError:
        return None, ""
    except ReadRefused as refused:
        return None, f"it {refused.why}"
    except OSError as error:
        return None, f"it cannot be read: {error.strerror or error}"


def digest(text: str) -> str:
    """What a generated text is remembered by."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def rewritten(ours: Text, remembered: Remembered, generated: str, *, inside: bool) -> Rewritten:
    """People's file, brought up to date with a newly generated text as far as they left it alone."""
    base, theirs = of(remembered.base).lines, of(generated).lines
    heads = [front_matter(lines) for lines in (base, ours.lines, theirs)]
    head = _head(base[: heads[0]], ours.lines[: heads[1]], theirs[: heads[2]])
    made = dict(remembered.made)
    body, stood = without_suggestions(ours.lines[heads[1] :], list(made.values()))
    dismissed = {*remembered.dismissed, *(id for number, id in enumerate(made) if number not in stood)}
    merged = merge(base[heads[0] :], body, theirs[heads[2] :], frozenset(dismissed), inside=inside)
    remembered_lines = (*theirs[: heads[2]], *merged.base)
    return Rewritten(
        ours.with_lines((*head, *merged.lines)),
        "\n".join(remembered_lines) + "\n",
        merged.suggestions,
        tuple(sorted(dismissed)),
    )


def is_pristine(ours: Text, remembered: Remembered) -> bool:
    """Whether nobody edited a document since it was generated; spaces at line ends are no edit."""
    return [line.rstrip() for line in ours.lines] == [line.rstrip() for line in of(remembered.base).lines]


def telling(lines: Sequence[str]) -> frozenset[str]:
    """The lines of a text that nobody else would write in the same way: of some length, and no headings."""
    body = lines[front_matter(tuple(lines)) :]
    return frozenset(
        bare for line in body if len(bare := line.strip()) >= TELLING and not bare.startswith("#")
    )


def share_left(there: frozenset[str], base: frozenset[str]) -> float:
    """How much of a generated text still stands in a document, by the `telling` lines of both; 1 for one without any."""
    return len(base & there) / len(base) if base else 1.0


def _head(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Front matter: a key that people left alone follows the tool, every other line stays."""
    if not ours:
        return () if base else theirs
    old, new = _keys(base), _keys(theirs)
    mine = _keys(ours)
    lines: list[str] = []
    for line in ours[:-1]:
        key = found[1] if (found := _KEY.match(line)) else ""
        untouched = key in old and old[key].rstrip() == line.rstrip()
        if untouched and key in new and _single(ours, key):
            lines.append(new[key] if new[key].rstrip() != line.rstrip() else line)
        else:
            lines.append(line)
    lines += [line for key, line in new.items() if key not in mine and key not in old]
    return (*lines, ours[-1])


def _keys(lines: tuple[str, ...]) -> Mapping[str, str]:
    return {found[1]: line for line in lines[1:-1] if (found := _KEY.match(line))}


def _single(lines: tuple[str, ...], key: str) -> bool:
    """Whether a key has its value on its own line: a list below it belongs to people."""
    at = next(
        number
        for number, line in enumerate(lines)
        if line.startswith(f"{key}:") or (_KEY.match(line) and line.split(":")[0].strip() == key)
    )
    return at + 1 >= len(lines) or not lines[at + 1].startswith((" ", "\t", "- "))
