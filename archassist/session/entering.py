"""Reads what people type into forms as they speak of it at a table: days and months to come, a count, a ranking.

Every reader raises AnswerError with a message that says what to type.
"""

from __future__ import annotations

import calendar
import datetime
import difflib
import re
from collections.abc import Mapping
from typing import Any

from archassist.dates import EARLIEST, LATEST
from archassist.session.answers import AnswerError
from archassist.session.forms import read_whole
from archassist.session.wording import plain

_MONTHS = {name.casefold(): at for at, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): at for at, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}

_DAY = "Write it as 2027-06-30, 30 June 2027, or end of June."
_MONTH = "Write it as 2027-03, March 2027, or in 6 months."


def read_day(text: str, today: datetime.date) -> datetime.date:
    """A day. A month alone means its last day; a month or day without a year is the next one to come."""
    said = plain(text.replace(",", " "))
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if said in near:
        return today + datetime.timedelta(days=near[said])
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text.strip()):
        return _date(text, int(found[3]), int(found[2]), found[1], today)
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?", text.strip()):
        return _date(text, int(found[1]), int(found[2]), found[3], today)
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]+)\.?(?: (\d{4}))?", said):
        if found[2] in _MONTHS:
            return _date(text, int(found[1]), _MONTHS[found[2]], found[3], today)
    elif (found := re.fullmatch(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", said)) and found[
        1
    ] in _MONTHS:
        return _date(text, int(found[2]), _MONTHS[found[1]], found[3], today)
    if re.fullmatch(r"\d{4} \d+ \d+", said):
        raise AnswerError(f"“{text.strip()}” is not a day. {_DAY}")
    try:
        year, month = map(int, read_month(re.sub(r"^(?:the )?end of ", "", said), today).split("-"))
    except AnswerError:
        raise AnswerError(f"“{text.strip()}” is not a day. {_DAY}") from None
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def read_month(text: str, today: datetime.date) -> str:
    """A month as 2027-03. Without a year it is the next one to come, this month among them."""
    said = plain(text)
    if said in ("this month", "now"):
        return f"{today:%Y-%m}"
    if found := re.fullmatch(r"(?:in )?(\d{1,3}|a|one|next) (month|year)s?(?: from now)?", said):
        count = int(found[1]) if found[1].isdecimal() else 1
        return _later(today, count * (12 if found[2] == "year" else 1))
    if found := re.fullmatch(r"(\d{4}) (\d{1,2})(?: \d{1,2})?", said):
        return _month(text, int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})[ .](\d{4})", said):
        return _month(text, int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(?:q([1-4]) ?(\d{4})|(\d{4}) ?q([1-4]))", said):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _month(text, 3 * quarter - 2, year)
    if (found := re.fullmatch(r"([a-z]+)\.?(?: (\d{4}))?", said)) and found[1] in _MONTHS:
        month = _MONTHS[found[1]]
        return _month(text, month, int(found[2]) if found[2] else today.year + (month < today.month))
    raise AnswerError(f"“{text.strip()}” is not a month. {_MONTH}")


def read_count(text: str, title: str, low: int, high: int) -> int:
    """A whole number between two ends."""
    number = read_whole(text, title)
    if not low <= number <= high:
        raise AnswerError(f"{title}: {number:,} is not between {low:,} and {high:,}.")
    return number


def read_ranking(text: str, attributes: Mapping[str, Any]) -> list[str]:
    """Attributes, the most important first, by id or title, also by their beginning."""
    ranked: list[str] = []
    for part in re.split(r"[,;>\n]|\bthen\b|→", text):
        said = plain(re.sub(r"^\s*\d+[.)]\s*|\bfirst\b", "", part))
        if not said:
            continue
        names = {name: id for id, each in attributes.items() for name in (plain(id), plain(each.title))}
        begun = {id for name, id in names.items() if len(said) > 2 and name.startswith(said)}
        found = names.get(said) or (begun.pop() if len(begun) == 1 else None)
        if found is None and (words := said.split()) and all(word in names for word in words):
            ranked += [names[word] for word in words]
            continue
        if found is None:
            near = difflib.get_close_matches(said[:60], names, n=1, cutoff=0.6)
            hint = f" Did you mean {names[near[0]]}?" if near else ""
            raise AnswerError(
                f"“{part.strip()[:60]}” is not one of them.{hint} Known: {', '.join(attributes)}."
            )
        ranked.append(found)
    if len(set(ranked)) != len(ranked):
        raise AnswerError("One of them stands twice.")
    return ranked


def _date(text: str, day: int, month: int, year: str | None, today: datetime.date) -> datetime.date:
    try:
        found = datetime.date(int(year or today.year), month, day)
        if not EARLIEST <= found.year <= LATEST:
            raise ValueError
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        raise AnswerError(f"“{text.strip()}” is not a day. {_DAY}") from None


def _month(text: str, month: int, year: int) -> str:
    if not (1 <= month <= 12 and EARLIEST <= year <= LATEST):
        raise AnswerError(f"“{text.strip()}” is not a month. {_MONTH}")
    return f"{year:04}-{month:02}"


def _later(today: datetime.date, months: int) -> str:
    at = today.year * 12 + today.month - 1 + months
    return f"{at // 12:04}-{at % 12 + 1:02}"
