"""Shapes of TOML values in a session file, and faults that say in plain words what stands where something else belongs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from archassist.answers.answer import AnswerError
from archassist.terminal_text import shortened
from archassist.unicode import is_text, spelled

Table = dict[str, Any]
"""A table of a TOML or JSON file, by key."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class ShapeFault(ValueError):
    """An entry has the wrong shape. The message goes on after the entry's name."""


def table_of(value: Any) -> Table:
    """A table, or a Fault."""
    if not isinstance(value, dict):
        raise ShapeFault(f"{shown(value)} where a table belongs")
    return value


def text_of(table: Table, key: str) -> str:
    """A text of a table, empty when it is not there."""
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ShapeFault(f"{key} must be text, not {shown(value)}")
    return value


def number_of(value: Any, name: str, low: float, high: float) -> float:
    """A number between two ends."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        example = f"{max(low, min(high, 0.2 if high <= 1 else 3)):g}"
        raise ShapeFault(
            f"{name} must be a number from {low:g} to {high:g}, such as {example}, not {shown(value)}"
        )
    return float(value)


def month_of(table: Table, key: str) -> str:
    """A month as 2027-03, empty when it is not there."""
    return month(text_of(table, key), key)


def month(text: str, name: str) -> str:
    """The text when it is a month (or nothing)."""
    if text and not _MONTH.fullmatch(text):
        raise ShapeFault(f"{name} “{text}” is not a month. Write it as 2027-03")
    return text


def date_of(table: Table, key: str) -> str:
    """A date as 2027-03-31, empty when it is not there; a TOML date or a text."""
    value = table.get(key, "")
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    text = text_of(table, key)
    try:
        return datetime.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise ShapeFault(f"{key} “{text}” is not a date. Write it as 2027-03-31") from None


def strange(before: Any, known: tuple[str, ...]) -> Table:
    """The keys of an earlier value that this program does not know: they stay."""
    return (
        {key: value for key, value in before.items() if key not in known} if isinstance(before, dict) else {}
    )


def shown(value: Any) -> str:
    """What a value is, for a message."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a table",
    }
    what = names.get(type(value), "a date or time")
    text = str(value) if not isinstance(value, bool) else str(value).lower()
    return f"{what} ({shortened(text, 40)})"


def must_be_text(value: Any, what: str) -> None:
    """Raises AnswerError when a text in the value, however deep, cannot be written. `what` names it for people."""
    if isinstance(value, str):
        if not is_text(value):
            shown = spelled(shortened(value, 60))
            raise AnswerError(
                f"{what}: “{shown}” is not text in UTF-8, and was not kept. Type it again in a terminal set to UTF-8."
            )
    elif isinstance(value, Mapping):
        for key, each in value.items():
            must_be_text(key, what)
            must_be_text(each, f"{what}, {key}")
    elif isinstance(value, list | tuple):
        for each in value:
            must_be_text(each, what)
