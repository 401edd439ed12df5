"""How new records are called: as those that are there, with their prefix, number, separators, and heading."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archassist.records.file_names import Name, name_of
from archassist.records.markup import as_markdown
from archassist.records.text import front_matter, in_fences

if TYPE_CHECKING:
    from archassist.records.record import Record

_DAYS = {8: "%Y%m%d", 7: "%Y{0}%m", 4: "%Y"}
_LEAD = re.compile(r"(\[?(?:[^\W\d_]{1,15}+[-_ #]?){0,4}\[?)(\d{1,6})(\]?(?:\s*[.:)]|\s+[-–—:])?\s+)(?=\S)")
_LEADS = re.compile(
    r"\[?(?:(?:[^\W\d_]{1,15}+[-_ #])*(?:m?l?adrs?|decision|record)[-_ #]*|[A-Z]{2,6}-)?\[?", re.IGNORECASE
)
"""What may stand before the number of a title: no word of the title itself, as in `Use HTTP 2 everywhere`."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a title and holds the number: `ADR-0007: `. Without `after` there is nothing."""

    before: str = ""
    width: int = 0
    after: str = ""

    def text(self, number: int | None) -> str:
        """As it is for one number."""
        return f"{self.before}{number:0{self.width}}{self.after}" if self.after and number is not None else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How names are put together. `day` is the form of a date (for strftime), empty where there are numbers.

    `lead` None: nothing tells how headings begin.
    """

    prefix: str = ""
    width: int = 4
    separator: str = "-"
    joiner: str = "-"
    suffix: str = ".md"
    day: str = ""
    words: bool = True
    lead: Lead | None = None

    def name(self, slug: str, number: int, day: datetime.date) -> str:
        """The name of a new record; `slug` is its words, joined by hyphens."""
        head = f"{day.strftime(self.day)}" if self.day else f"{number:0{self.width}}"
        words = f"{self.separator}{slug.replace('-', self.joiner)}" if self.words else ""
        return f"{self.prefix}{head}{words}{self.suffix}"


def learned(records: Sequence[Record], *, dated: bool = False) -> Pattern:
    """The pattern that most records follow; `dated` says whether names hold dates where there are none yet."""
    names = [name for each in records if (name := name_of(each.path)) is not None]
    days = [each for each in names if each.dated]
    if days and len(days) * 2 > len(names):
        day = _most(_day_form(each.dated) for each in days)
        return _pattern([each for each in days if _day_form(each.dated) == day], day, None)
    numbered = [each for each in names if each.number is not None]
    if not numbered:
        return Pattern(day="%Y%m%d" if dated else "")
    prefix = _most(each.prefix for each in numbered)
    lead = _lead([each for each in records if each.number is not None])
    return _pattern([each for each in numbered if each.prefix == prefix], "", lead)


def _pattern(names: Sequence[Name], day: str, lead: Lead | None) -> Pattern:
    worded = [each for each in names if each.words]
    words = len(worded) * 2 >= len(names) or bool(day)
    snakes = sum("_" in each.words and "-" not in each.words for each in worded)
    spaces = sum(" " in each.words for each in worded)
    joined = sum("-" in each.words for each in worded)
    separator = _most(each.separator for each in worded) if worded else "-"
    # Words joined as most are; where no name has two of them, as the number is parted from them.
    plain = separator if separator in ("_", " ") and not joined else "-"
    joiner = "_" if snakes > max(joined, spaces) else " " if spaces > max(joined, snakes) else plain
    return Pattern(
        _most(each.prefix for each in names),
        _width(each.digits for each in names),
        separator if words and separator else "-",
        joiner,
        ".markdown" if _most(each.suffix.lower() for each in names) == ".markdown" else ".md",
        day,
        words,
        lead,
    )


def _width(digits: Iterable[str]) -> int:
    """Digits that numbers are filled up to with zeros: none are where the shortest number has none to spare."""
    found = list(digits)
    padded = [len(each) for each in found if each.startswith("0")]
    if padded:
        return int(_most(str(each) for each in padded))
    return min((len(each) for each in found if each), default=4)


def _day_form(dated: str) -> str:
    mark = next((each for each in dated if not each.isdigit()), "")
    if len(dated) == 10:
        return f"%Y{mark}%m{mark}%d"
    return _DAYS.get(len(dated), "%Y%m%d").format(mark)


def _most(values: Iterable[str]) -> str:
    """The most common one; of several the last, for the newest are how things are done now."""
    found = list(values)
    count = Counter(found)
    most = max(count.values(), default=0)
    return next((each for each in reversed(found) if count[each] == most), "")


# -- headings


def split_title(title: str, number: int | None) -> tuple[str, str, str, str]:
    """A title as what stands before the number that it begins with, the number, what follows that, and the rest.

    Another number than the file's is one only where it is set apart: `3 ways to log` is a title, `12. Logging` holds
    the number that the file had once.
    """
    found = _LEAD.match(title) if number is not None else None
    if found is None or not _LEADS.fullmatch(found[1]):
        return "", "", "", title
    if int(found[2]) != number and not found[1] and not found[3].strip():
        return "", "", "", title
    return found[1], found[2], found[3], title[found.end() :]


def headed(text: str, lead: Lead | None, number: int | None) -> str:
    """A generated text whose first heading begins as those of the folder do."""
    if lead is None or number is None:
        return text
    lines = text.split("\n")
    start = front_matter(lines)
    for at, inside in enumerate(in_fences(lines[start:]), start):
        if not inside and lines[at].startswith("# "):
            rest = split_title(lines[at][2:], number)[3]
            lines[at] = f"# {lead.text(number)}{rest}"
            break
    return "\n".join(lines)


def _lead(records: Sequence[Record]) -> Lead | None:
    """How most headings begin; None where no record has one."""
    leads = []
    for record in records:
        lines = as_markdown(record.path.suffix, record.body[:50])
        title = next((line[2:].strip() for line in lines if line.startswith("# ")), "")
        if title:
            before, digits, after, _ = split_title(title, record.number)
            leads.append((before, len(digits) if digits.startswith("0") else 0, after))
    if not leads:
        return None
    commonest = Counter((before, after) for before, _, after in leads).most_common(1)[0][0]
    widths = Counter(width for before, width, after in leads if (before, after) == commonest and width)
    return Lead(commonest[0], widths.most_common(1)[0][0] if widths else 0, commonest[1])
