"""Shows answers as text: the way `set` takes them, and the way a reader understands them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from archassist.answers.answer import Answer, QuestionLike

_BARE = ("", "1", "x", "share", "%", "USD")
_ONE_OF = {"people": "person", "users": "user", "points": "point"}
"""Units of which one is called something else."""

_FRIENDLIER: Mapping[str, tuple[tuple[str, float], ...]] = {
    # question's unit -> other units, largest first, with their size in the question's unit
    "ms": (("min", 60_000), ("s", 1000)),
    "s": (("days", 86_400), ("h", 3600), ("min", 60), ("ms", 0.001)),
    "min": (("days", 1440), ("h", 60), ("s", 1 / 60)),
    "h": (("days", 24), ("min", 1 / 60), ("s", 1 / 3600)),
    "day": (("weeks", 7), ("h", 1 / 24), ("min", 1 / 1440)),
    "GB": (("TB", 1000), ("MB", 0.001)),
    "kB": (("MB", 1000), ("B", 0.001)),
}


def plain(text: str) -> str:
    """A text for comparing: lower case, with spaces for underscores, hyphens and the like."""
    return re.sub(r"[\s_\-–/]+", " ", text.strip().casefold()).strip(" .")


def as_typed(question: QuestionLike, answer: Answer) -> str:
    """The text that, typed as an answer to the question, gives the same value again."""
    if answer.kind == "unknown":
        return "unknown"
    if answer.kind == "out_of_scope":
        return f"out of scope: {answer.reason}" if answer.reason else "out of scope"
    if answer.kind == "range":
        assert answer.low is not None
        assert answer.high is not None
        return f"{_typed_number(question, answer.low)}..{_typed_number(question, answer.high)}"
    if isinstance(answer.value, tuple):
        return ", ".join(answer.value) or "none"
    if isinstance(answer.value, str):
        return answer.value
    assert answer.value is not None
    return _typed_number(question, answer.value)


def understood(question: QuestionLike, answer: Answer) -> str:
    """What was understood, for people: `12% to 20%`, `1,200 users`, `0.25 h (15 min)`, labels of choices."""
    if answer.kind == "unknown":
        return "unknown"
    if answer.kind == "out_of_scope":
        return f"out of scope: {answer.reason}" if answer.reason else "out of scope"
    if answer.kind == "range":
        assert answer.low is not None
        assert answer.high is not None
        low, high = readable(question, answer.low), readable(question, answer.high)
        return f"{low.removesuffix(f' {question.unit}')} to {high}" if question.unit else f"{low} to {high}"
    if isinstance(answer.value, tuple):
        return ", ".join(question.choices.get(choice, choice) for choice in answer.value) or "none of them"
    if isinstance(answer.value, str):
        return question.choices.get(answer.value, answer.value)
    assert answer.value is not None
    return readable(question, answer.value)


def readable(question: QuestionLike, value: float) -> str:
    """A number with its unit, for people."""
    if question.type == "share":
        return f"{_grouped(Decimal(repr(float(value))) * 100)}%"
    text = _grouped(Decimal(repr(float(value))))
    unit = question.unit
    if unit == "%":
        return f"{text}%"
    if unit == "USD" or unit.startswith("USD/"):
        return f"${text}{unit[3:]}"
    if unit == "x":
        return f"{text}x"
    if unit.startswith("1/"):
        return f"{text}{unit[1:]}"
    if unit in _BARE:
        return text
    unit = _ONE_OF.get(unit, unit) if value == 1 else unit
    shown = f"{text} {unit}s" if unit in ("day", "week", "month", "year") and value != 1 else f"{text} {unit}"
    for other, size in _FRIENDLIER.get(unit, ()):
        if (size > 1 and value >= 2 * size) or (size < 1 and 0 < value < 1 and value / size >= 1):
            return f"{shown} ({_grouped(Decimal(f'{value / size:.3g}'))} {other})"
    return shown


def _typed_number(question: QuestionLike, value: float) -> str:
    exact = Decimal(repr(float(value)))
    if question.type == "share":
        return f"{_plain_digits(exact * 100)}%"
    return _plain_digits(exact)


def _plain_digits(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        text += "0"  # 12.345 could be twelve thousand
    return text if len(text) <= 24 else f"{number.normalize():e}".replace("+", "")


def _grouped(number: Decimal) -> str:
    """At most six significant digits after the whole part is complete, thousands separated."""
    if not number:
        return "0"
    if not -12 < number.adjusted() < 16:
        return f"{number:.6g}"
    places = max(0, 5 - number.adjusted())
    text = f"{round(number, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
