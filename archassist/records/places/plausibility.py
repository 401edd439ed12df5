"""Whether what is in a file reads as a decision: chapters of a handbook and reports of an outage are numbered, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archassist.records.markup import as_markdown
from archassist.records.text import in_fences

if TYPE_CHECKING:
    from archassist.records.record import Record

MOST_LINES = 2_000
"""Lines in which headings are looked for."""

_DECIDES = re.compile(
    r"(?:the |our |proposed |architectural |architecture |\d+[.)]? )*"
    r"(?:decisions?|decision outcome|considered options|options considered|alternatives considered|decision drivers|"
    r"context and problem statement|decision and rationale|entscheidung|decisi[oó]n|d[eé]cision|decis[aã]o|decisione|"
    r"besluit|beslissing|beslut|beslutning|p[aä]{2}t[oö]s|decyzja|rozhodnut[ií]|решение|рішення|karar|決定|决定|決策|決定事項|"
    r"决策|결정)(?: made| taken| outcome| rationale| result)?",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"(?:context|background|consequences?|rationale|kontext|konsequenzen|contexte|contexto|cons[eé]quences|"
    r"consecuencias|consequ[eê]ncias|контекст|последствия|context and problem|problem statement)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"(?:root causes?|timeline|action items?|lessons learned|what went (?:well|wrong)|detection|incident summary|"
    r"attendees|agenda|minutes)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"accept|propos|reject|supers|superc|deprec|approv|declin", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.{1,200})|\*\*(.{1,80}?):?\*\*:?\s*")


def is_decision(record: Record) -> bool:
    """Whether a record's text speaks of a decision: by our own id, headings that records have, or their statuses."""
    if record.id:
        return True
    headings = _headings(record)
    if any(_OTHERWISE.match(each) for each in headings) and not _STATUS.search(record.said):
        return False  # minutes of a meeting hold decisions, too
    if any(_DECIDES.fullmatch(each) for each in headings):
        return True
    return bool(_STATUS.search(record.said)) or (
        bool(record.said) and any(_AROUND.match(each) for each in headings)
    )


def is_plain_decision(record: Record) -> bool:
    """Whether a text is a record though its name does not say so: it has a status, one, and what was decided."""
    if record.id:
        return True
    told = {each.lower()[:5] for each in _STATUS.findall(record.said)}
    decides = any(_DECIDES.fullmatch(each) for each in _headings(record))
    # A guide to writing records has these headings, too, and lists the statuses below them.
    return decides and len(told) == 1 and len(record.said) < 100


def is_placeholder(record: Record) -> bool:
    """Whether a record is one to be filled in: `# {short title of the problem}`, `status: {proposed | accepted}`."""
    title = record.title.strip()
    if re.fullmatch(r"[\[{<].*[\]}>]|(?:NUMBER|N+|X+|0000)[.: -].*(?:TITLE|title)", title):
        return True
    return record.said.count("|") > 1 and not record.said.startswith("|")


def _headings(record: Record) -> list[str]:
    """What stands in headings, and alone on its line in bold, below the title."""
    body = as_markdown(record.path.suffix, record.body[:MOST_LINES])
    found: list[str] = []
    for line, inside in zip(body, in_fences(body), strict=True):
        if (
            not inside
            and line[:4].lstrip()[:1] in ("#", "*")
            and (heading := _HEADING.fullmatch(line.rstrip()))
        ):
            found.append(re.sub(r"^[^\w]+|[^\w]+$", "", (heading[1] or heading[2]).strip()))
    return [each for each in found[1:] if each]
