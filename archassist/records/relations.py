"""Which records a record says it supersedes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from archassist.records.record import Record, keys_of
from archassist.records.text import front_matter, in_fences

LONGEST: Final = 500
"""Characters of a line that are looked at."""

_SAYS = re.compile(
    r"(?:^|[.;,(]|\band\b)[\s>*+|_:-]*"
    r"(?:(?:this(?: adr| record| decision)?|it)\s+)?(?:supersedes|supercedes|replaces|obsoletes|"
    r"ersetzt(?!\s+durch)|löst ab|remplace(?!\s+par)|reemplaza(?!\s+por)|sustituye|substitui(?!\s+por)|заменяет)"
    r"\b[\s*_:|]*(.+)",
    re.IGNORECASE,
)
_VERBS: Final = (
    "supersedes", "supercedes", "replaces", "obsoletes", "ersetzt", "löst ab", "remplace", "reemplaza", "sustituye",
    "substitui", "заменяет",
)  # fmt: skip
"""Every one of the words above: a line without any of them is not looked at more closely."""
_LINKED = re.compile(r"\]\(\s*(?:\./)?([^()\s#]{1,300})")
_NUMBERED = re.compile(
    r"\b(?:M?ADR|RFC|record|decision)s?[\s#:-]{0,3}0*(\d{1,6})\b|(?<![\w.])(0\d{2,5})(?![\w.]*\d)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[\s\[]*(\d{1,6})[\s\].]*")


def superseded_by(record: Record, among: Sequence[Record]) -> list[Record]:
    """The records, of those beside it, that a record says it supersedes: by a link, or by their number.

    A number in a sentence counts only where it is said to be a record's.
    """
    by_name = {each.path.name: each for each in among}
    by_number: dict[int, list[Record]] = {}
    for each in among:
        if each.number is not None:
            by_number.setdefault(each.number, []).append(each)
    found: dict[object, Record] = {}
    for said in _said(record):
        names = [PurePosixPath(unquote(name)).name for name in _LINKED.findall(said)]
        linked = [by_name[name] for name in names if name in by_name]
        numbers = [] if linked else _numbers(said)
        numbered = [by_number[number][0] for number in numbers if len(by_number.get(number, ())) == 1]
        for each in (*linked, *numbered):
            if each.path != record.path:
                found[each.path] = each
    return list(found.values())


def _said(record: Record) -> Iterator[str]:
    """What stands behind the word in each line that says it."""
    lines = record.text.lines
    head = front_matter(lines)
    for key in ("supersedes", "replaces"):
        yield keys_of(lines[1 : head - 1]).get(key, "")
    for line, fenced in zip(lines[head:], in_fences(lines[head:]), strict=True):
        if fenced or len(line) > LONGEST or not any(verb in line.lower() for verb in _VERBS):
            continue
        if match := _SAYS.search(line):
            yield match[1].split("uperseded by")[0]


def _numbers(said: str) -> list[int]:
    if alone := _ALONE.fullmatch(said):
        return [int(alone[1])]
    return [int(one or two) for one, two in _NUMBERED.findall(said)]
