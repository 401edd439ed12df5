"""Where a record says its title, status and date: as a section, a list item, a row or a column of a table, in one line.

Lines are those of the whole file, so that what is found can be edited where it stands.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from archassist.records.statuses import status_of
from archassist.records.tables import Cell, table_at
from archassist.records.text import in_fences

TOPMOST: Final = 200
"""Lines below the title in which a list or a table may say the status, and of a section that says it."""

LONGEST_LINE: Final = 2_000
LONGEST_LABEL: Final = 40
MOST_HEADINGS: Final = 1_000
MOST: Final = 20
"""Headings that say the status, or the date, that are looked at."""


def _labels(said: str) -> frozenset[str]:
    return frozenset(" ".join(each.split()) for each in said.split(","))


STATUS: Final = _labels(
    "status, state, statut, estado, stato, статус, состояние, 状态, 狀態, ステータス, 状態, 상태, adr status,"
    "decision status"
)
DATE: Final = _labels(
    "date, datum, fecha, data, дата, 日期, 日付, 날짜, decision date, date of decision, date decided, decided on, adr date"
)
_OTHERS: Final = _labels(
    """
    deciders, decider, decision-makers, decision makers, author, authors, autor, autoren, auteur, owner, owners, scope,
    tickets, context, decision, consequences, kontext, entscheidung, konsequenzen, contexte, conséquences, contexto,
    decisión, consecuencias, decisão, consequências, контекст, решение, последствия, 背景, 决策, 決策, 后果, コンテキスト,
    決定, 結果, summary, abstract, changelog, background, problem, context and problem statement, considered options,
    decision outcome, decision drivers, rationale, alternatives, references, links, notes, tags, table of contents,
    contents, motivation, introduction, overview, metadata, history, what, why, goals, non-goals, how
    """
)
_AROUND: Final = frozenset(
    {"metadata", "meta", "details", "info", "information", "document control", "header", "about"}
)
"""Headings below which a list may still say the status."""

_KNOWN: Final = STATUS | DATE | _OTHERS
_SAID: Final = STATUS | DATE

_AROUND_LABEL = re.compile(r"^[\s*_>#\-–—.\d)]+|[\s*_#\-–—]+$")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>([^<>]+)</h[1-6]>\s*", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}(={3,}|-{3,}|\*{3,}|#{3,}|~{3,}|\^{3,}|\"{3,}|\+{3,})\s*|={2}")
_SIGNS = frozenset('=-*#~^"+')
_BETWEEN = re.compile(r"[ \t][·•|][ \t]")
_TAG = re.compile(r"</?(?:b|strong|i|em|br|p|span|div|li|ul)\b[^<>]*>", re.IGNORECASE)

Form = Literal["key", "item", "heading", "section", "cell"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a record says of its status or date, and where: on `line`, from `span[0]` to `span[1]`, counted from 0.

    A section goes on until `end`, the line of the next heading. `span` is None where it cannot be edited in place.
    """

    text: str
    form: Form
    line: int
    span: tuple[int, int] | None = None
    end: int = 0


@dataclass(slots=True)
class Statements:
    """Everything that a body says of itself.

    `title` is a heading of the first level, `heading` the first of another level where none stands before it; `headings`
    are those below the title, in lower case.
    """

    title: str = ""
    heading: str = ""
    statuses: list[Statement] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    last: int
    level: int
    text: str


def statements(lines: Sequence[str], start: int = 0) -> Statements:
    """What the lines from `start` on say."""
    found = Statements()
    fenced = in_fences(list(lines[start:]))
    outside = [each if not shut else "" for each, shut in zip(lines[start:], fenced, strict=True)]
    body = [*[""] * start, *_without_comments(outside)]
    headings = list(itertools.islice(_headings(body, start), MOST_HEADINGS))
    found.headings = [label for each in headings if (label := plain_label(each.text)[0]) and each.level > 1]
    found.title, found.heading = _title(headings)
    ends = [*(each.line for each in headings[1:]), len(body)]
    for each, end in zip(headings, ends, strict=False):
        label, rest = plain_label(each.text)
        if len(found.statuses) + len(found.dates) > MOST:
            break
        if label in STATUS:
            _section(found, body, each, rest, end)
        elif label in DATE:
            found.dates.append(rest or next((line for line in body[each.last + 1 : end] if line.strip()), ""))
    for first, end in _top(headings, found.title or found.heading, len(body), start):
        _fields(found, body, first, min(end, first + TOPMOST))
    return found


def plain_label(text: str) -> tuple[str, str]:
    """The words of a heading or label in lower case, without emoji, numbers and emphasis; and what follows a colon."""
    text = text[:LONGEST_LINE]
    text, _, rest = text.partition(":") if ":" in text else text.partition("：")
    if not text.isascii():  # ASCII has none of these signs but ^ and `, which end no word
        text = "".join(
            each
            for each in unicodedata.normalize("NFC", text)
            if unicodedata.category(each) not in ("So", "Sk", "Cf", "Mn") or each == "\u3099"
        )
    text = _AROUND_LABEL.sub("", text.lower().replace("^", "").replace("`", ""))
    return " ".join(text.split()), rest.strip(" *_")


def _title(headings: Sequence[_Heading]) -> tuple[str, str]:
    """The first heading of the first level that is none of a section's, and the first of all where it is none."""
    named = [each for each in headings if plain_label(each.text)[0] not in _KNOWN]
    title = next((each.text for each in named if each.level == 1), "")
    return title, named[0].text if named and named[0] is headings[0] else ""


def _without_comments(lines: Sequence[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        if inside or line.lstrip().startswith("<!--"):
            inside = "-->" not in line
            yield line.partition("-->")[2] if not inside else ""
        else:
            yield line


def _headings(body: Sequence[str], start: int) -> Iterator[_Heading]:
    underlined: dict[str, int] = {}
    skip = -1
    for at in range(start, len(body)):
        line = body[at]
        if at <= skip or not line.strip():
            continue
        if marked := _marked(line):
            yield _Heading(at, at, *marked)
        elif "<" in line and (match := _HTML_HEADING.fullmatch(line)):
            yield _Heading(at, at, int(match[1]), match[2].strip())
        elif _is_underlined(body, at):
            mark = body[at + 1].strip()[0]
            over = at > start and bool(body[at - 1].strip()) and body[at - 1].strip()[0] == mark
            underlined.setdefault(mark + "^" * over, len(underlined) + 1)
            level = {"=": 1, "-": 2}.get(mark) if not over else None
            yield _Heading(at, at + 1, level or underlined[mark + "^" * over], line.strip())
            skip = at + 1


def _marked(line: str) -> tuple[int, str] | None:
    """The level and the text of a heading that begins with signs: `## Status`, `##Status`, `== Status`."""
    bare = line.strip()
    sign = bare[0]
    if sign not in "#=" or len(bare) > LONGEST_LINE:
        return None
    text = bare.lstrip(sign)
    level = len(bare) - len(text)
    close = level > 1 and sign == "#" and text[:1].isalpha()
    if level > 6 or not text.strip() or not (text[:1].isspace() or close):
        return None
    return level, text.strip().rstrip(sign).rstrip()


def _is_underlined(body: Sequence[str], at: int) -> bool:
    """Whether a line of text is made a heading by the line below it."""
    line = body[at]
    if (
        at + 1 >= len(body)
        or body[at + 1].lstrip()[:1] not in _SIGNS
        or not (mark := _UNDERLINE.fullmatch(body[at + 1]))
        or "|" in line
        or line[:1].isspace()
    ):
        return False
    text = line.strip()
    if _UNDERLINE.fullmatch(line) or text.startswith(("- ", "* ", "+ ", ">", "#", ":")) or len(text) > 200:
        return False
    before = body[at - 1].strip() if at else ""
    alone = not before or bool(_UNDERLINE.fullmatch(before)) or before.startswith((".. ", "[["))
    return alone and (mark[0].strip()[0] in "=-" or len(mark[0].strip()) >= len(text) - 1)


def _top(headings: Sequence[_Heading], title: str, end: int, start: int) -> Iterator[tuple[int, int]]:
    """Where lists and tables may say the status: before the first section, and in one about the record itself."""
    named = next((each for each in headings if each.text == title), None)
    first = next((each for each in headings if each is not named), None)
    yield start, first.line if first else end
    for number, each in enumerate(headings):
        if plain_label(each.text)[0] in _AROUND:
            yield each.last + 1, headings[number + 1].line if number + 1 < len(headings) else end


def _section(found: Statements, body: Sequence[str], heading: _Heading, rest: str, end: int) -> None:
    if rest:
        at = body[heading.line].rfind(rest)
        found.statuses.append(
            Statement(rest, "heading", heading.line, (at, at + len(rest)) if at >= 0 else None)
        )
        return
    lines: list[str] = []
    at = heading.last + 1
    while at < end and len(lines) < TOPMOST:
        table, after = table_at(body, at, end)
        if table:
            found.statuses += _cells(table, STATUS) or [
                Statement(" ".join(cell.text for row in table for cell in row if cell.text), "section", at)
            ]
            return
        if body[at].strip():
            lines.append(body[at].strip())
        at = max(after, at + 1)
    own = [each for each in lines if not each.startswith(">")] or lines
    if own:
        found.statuses.append(Statement("\n".join(own), "section", heading.last, end=end))


def _fields(found: Statements, body: Sequence[str], start: int, end: int) -> None:
    at = start
    while at < end:
        table, after = table_at(body, at, end)
        if table:
            found.statuses += _cells(table, STATUS)
            found.dates += [each.text for each in _cells(table, DATE)]
            at = after
            continue
        for label, value, span in _in_line(body[at]):
            if label not in _SAID:
                continue
            if not value:
                value, span = _below(body, at + 1, end), None
            if label in DATE:
                found.dates.append(value)
            elif value:
                found.statuses.append(Statement(value, "item", at, span))
        if at + 1 < end and body[at + 1].lstrip().startswith(":") and plain_label(body[at])[0] in STATUS:
            found.statuses.append(Statement(body[at + 1].strip(" :"), "item", at + 1, None))
        at += 1


def _in_line(line: str) -> Iterator[tuple[str, str, tuple[int, int] | None]]:
    """Labels and values in one line: `**Status**: Accepted · Date: 2026-08-18`, and where each value stands."""
    if len(line) > LONGEST_LINE or not (":" in line or "：" in line):
        return
    bare = _TAG.sub("", line)
    starts = [0, *(found.end() for found in _BETWEEN.finditer(bare))]
    starts = [
        at for at in starts if at == 0 or _pair(bare[at:])[0]
    ]  # a bar between two statuses parts no fields
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        label, value = _pair(bare[start:end])
        if not label:
            continue
        at = end - len(value)
        value = value.rstrip().rstrip("·•|").rstrip() if end < len(bare) else value.rstrip()
        yield label, _unwrapped(value), (at, at + len(value)) if bare == line else None


def _pair(text: str) -> tuple[str, str]:
    """The label of a line and everything behind its colon; two empty texts when there is none."""
    begins = text.lstrip(" \t>:*+-_")
    colon = min((at for sign in ":：" if (at := begins.find(sign)) >= 0), default=-1)
    if not 0 < colon <= LONGEST_LABEL:
        return "", ""
    return plain_label(begins[:colon])[0], begins[colon + 1 :].lstrip(" \t*_")


def _unwrapped(value: str) -> str:
    return value.strip(" *_") if value.count("*") % 2 == 0 else value


def _below(body: Sequence[str], start: int, end: int) -> str:
    """The first line of text below a label that has its value there."""
    line = next((body[at].strip() for at in range(start, min(end, start + 4)) if body[at].strip()), "")
    return "" if _pair(line)[0] in _KNOWN else line.lstrip("-*+> ")


def _cells(table: Sequence[Sequence[Cell]], labels: frozenset[str]) -> list[Statement]:
    """What a table says of a label: in the cell beside it, or in those below it, with their days when there are more."""
    for row in table:  # rows with a name and a value
        if len(row) > 1 and plain_label(row[0].text)[0] in labels and not _is_head(table, row):
            return [Statement(row[1].text, "cell", row[1].line, row[1].span)] if row[1].text else []
    head, *rows = table
    column = next((at for at, cell in enumerate(head) if plain_label(cell.text)[0] in labels), None)
    if column is None:
        return []
    days = next((at for at, cell in enumerate(head) if plain_label(cell.text)[0] in DATE), None)
    below = [row for row in rows if len(row) > column and row[column].text]
    if len(below) == 1:
        cell = below[0][column]
        return [Statement(cell.text, "cell", cell.line, cell.span)]
    said = [
        f"{row[days].text} {row[column].text}"
        if days is not None and len(row) > days and labels is STATUS
        else row[column].text
        for row in below
    ]
    return [Statement("\n".join(said), "cell", below[0][column].line)] if said else []


def _is_head(table: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """Whether a row names columns: the first one does, unless it pairs a name with a value itself."""
    if row is not table[0] or len(table) < 2:
        return False
    if any(plain_label(cell.text)[0] in _KNOWN for cell in row[1:]):
        return True
    if status_of(row[1].text) or any(plain_label(each[0].text)[0] in _KNOWN for each in table[1:] if each):
        return False
    return bool(table[1]) and bool(status_of(table[1][0].text))
