"""What forms and options ask besides the questions of the rules: shares, counts, working days, months, days, a ranking.

Numbers go through the reader of answers, so that people may write them here as they do there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archassist.answers.answer import Answer, AnswerError
from archassist.answers.answer_text import plain
from archassist.answers.typed.asked import AskedField
from archassist.answers.typed.days import read_day, read_month, said_day, told_day
from archassist.answers.typed.numbers import read_number
from archassist.answers.typed.quantities import LONGEST
from archassist.words import nearest
from archassist.working_days import DAYS_A_WEEK

__all__ = [
    "AskedField",
    "read_count",
    "read_day",
    "read_days",
    "read_factor",
    "read_month",
    "read_ranking",
    "read_share",
    "read_span",
    "read_whole",
    "said_day",
    "told_day",
]

_DAYS = re.compile(r"\s*\b(?:(?:working|business|person)[\s-]*)?(?:days?|tage?|jours?)\b|(?<=\d)\s*d\b", re.I)
_SPAN = re.compile(r"(?:for\s+)?(\S+?)\s*(hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo)", re.I)
_HOURS = {"h": 1, "d": 24, "w": 168}
_WEEKS = re.compile(r"(.*\S)\s*(?:\b(?:working\s+)?(?:weeks?|wks?)|(?<=\d)w)", re.I)


def read_share(text: str, title: str) -> float:
    """A share, written as `30%`, `0.3`, `a third`; which shares are taken, its taker tells. Raises AnswerError."""
    return _one(AskedField(title, type="share", range=(0, 1000)), text, "30%")


def read_factor(text: str, title: str) -> float:
    """By how much something is multiplied: `3`, `3x`, `300%`. Raises AnswerError."""
    return _one(AskedField(title, unit="x", range=(0, 1e6)), text, "3")


def read_whole(text: str, title: str, counted: str = "") -> int:
    """A whole number of something that `counted` names in the plural. Raises AnswerError."""
    text = _bounded(text)
    if counted:
        text = re.sub(rf"\s*\b{counted.removesuffix('s')}s?\b", "", text, flags=re.I)
    number = _one(AskedField(title, range=(0, 1e9)), text, "3")
    if not float(number).is_integer():
        raise AnswerError(f"{title}: “{text.strip()}” is not a whole number. Write one such as 3.")
    return int(number)


def read_count(text: str, title: str, low: int, high: int) -> int:
    """A whole number between two ends."""
    number = read_whole(text, title)
    if not low <= number <= high:
        raise AnswerError(f"{title}: {number:,} is not between {low:,} and {high:,}.")
    return number


def read_span(text: str, title: str) -> tuple[int, int]:
    """How long something lasts: hours of what is said in hours, days or weeks, and months of what is said in months.

    `2 days` is (48, 0), `3 months` (0, 3), and nothing, or `for good`, (0, 0). Raises AnswerError.
    """
    text = _bounded(text)
    if text.casefold() in ("", "for good", "forever", "0"):
        return 0, 0
    found = _SPAN.fullmatch(text)
    if not found:
        raise AnswerError(f"{title}: say hours, days or months: “3 hours”, “2 days”, “6 months”.")
    count = read_whole("1" if found[1].casefold() in ("a", "an", "one") else found[1], title)
    if not 0 < count <= 1000:
        raise AnswerError(f"{title}: {count:,} is not between 1 and 1,000.")
    unit = found[2][:2].casefold()
    return (0, count) if unit == "mo" else (count * _HOURS[unit[0]], 0)


def read_days(text: str) -> list[float]:
    """One or two numbers of working days (`5`, `3..8`, `2 weeks`, of five days each); none for an empty text.

    Raises AnswerError.
    """
    text = _bounded(text)
    if not text:
        return []
    if found := _WEEKS.fullmatch(text):
        return [
            _whole(DAYS_A_WEEK * each) for each in read_days("1" if found[1].casefold() == "a" else found[1])
        ]
    text = _DAYS.sub("", text)
    answer = _read(
        AskedField("Working days", range=(0, 1e5)), text, "Write one or two numbers, such as 3..8."
    )
    if answer.kind == "range" and answer.low is not None and answer.high is not None:
        return [_whole(answer.low), _whole(answer.high)]
    return [_whole(_number(answer))]


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
            near = nearest(said, names)
            hint = f" Did you mean {names[near]}?" if near else ""
            raise AnswerError(
                f"“{part.strip()[:60]}” is not one of them.{hint} Known: {', '.join(attributes)}."
            )
        ranked.append(found)
    if len(set(ranked)) != len(ranked):
        raise AnswerError("One of them is listed twice.")
    return ranked


def _bounded(text: str) -> str:
    """The text without outer blanks. Raises AnswerError when nobody would have typed so much."""
    if len(text) > LONGEST:
        raise AnswerError(f"That is {len(text):,} characters long. Write no more than is asked.")
    return " ".join(text.split())


def _one(asked: AskedField, text: str, example: str) -> float:
    answer = _read(asked, text, f"Write a number such as {example}.")
    if answer.kind == "range":
        raise AnswerError(f"{asked.title}: “{text.strip()}” is a range. Write one number, such as {example}.")
    return _whole(_number(answer))


def _read(asked: AskedField, text: str, advice: str) -> Answer:
    text = _bounded(text)
    if not text:
        raise AnswerError(f"{asked.title}: nothing was typed. {advice}")
    try:
        return read_number(asked, text, {})
    except AnswerError as error:
        # The question's advice speaks of unknown, which is no answer here.
        said, write, _ = str(error).partition(" Write a ")
        said = said.replace(", or unknown", "")
        raise AnswerError(f"{asked.title}: {said} {advice}" if write else f"{asked.title}: {said}") from None


def _number(answer: Answer) -> float:
    assert isinstance(answer.value, float | int)
    return answer.value


def _whole(number: float) -> float:
    return int(number) if float(number).is_integer() else number
