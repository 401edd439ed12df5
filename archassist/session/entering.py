"""Reads what people type into forms as they speak of it at a table: days and months to come, a count, a ranking.

Every reader raises AnswerError with a message that says what to type.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping
from typing import Any

from archassist.session.answers import AnswerError
from archassist.session.forms import read_whole
from archassist.session.typed import days
from archassist.session.typed.days import read_month
from archassist.session.wording import plain

__all__ = ["read_count", "read_day", "read_month", "read_ranking"]


def read_day(text: str, today: datetime.date) -> datetime.date:
    """A day. A month alone means its last day; a month or day without a year is the next one to come."""
    return datetime.date.fromisoformat(days.read_day(text, today))


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
