"""Reads one table of a rule file: keys by type, every fault reported, keys that nobody asked for found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from archassist.expressions import Expression, ExpressionError, parse
from archassist.rulebook.files import Document
from archassist.rulebook.models import Effort, Place
from archassist.rulebook.problems import Problem, did_you_mean, listed

_DAYS = {"days": 1.0, "weeks": 5.0, "months": 21.0}
"""Working days in the units of effort."""

_MOST_STRANGE = 50
"""Unknown keys of one table that are reported one by one."""


class Table:
    """A table and its place. Every reading method returns a usable value of its type, also after a fault."""

    def __init__(self, document: Document, path: tuple[str, ...], data: Any, problems: list[Problem]) -> None:
        self.document = document
        self.path = path
        self.id = path[-1] if path else ""
        self.problems = problems
        self.sound = True
        self._asked: dict[str, None] = {}
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.fault(
                "", f"must be a table, not {_shown(data)}", f"Write [{'.'.join(path)}] and its keys below."
            )

    @property
    def place(self) -> Place:
        """Where the table starts."""
        return Place(self.document.name, self.document.lines.of_table(self.path))

    def fault(self, key: str, message: str, remedy: str = "") -> None:
        """Report a fault of `key` ("" for the table itself; `a.b` for a key inside)."""
        self.sound = False
        path = (*self.path, *key.split(".")) if key else self.path
        line = self.document.lines.of(path)
        self.problems.append(Problem(self.document.name, line, ".".join(path), message, remedy))

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        self._asked[key] = None
        return key in self.data

    def raw(self, key: str, required: bool = False, example: str = "...") -> Any:
        """The value as TOML gave it, None when missing."""
        if not self.has(key) and required:
            self.fault("", f'"{key}" is missing', f"Add {key} = {example}.")
        return self.data.get(key)

    def text(self, key: str, required: bool = False, example: str = '"..."') -> str:
        """A text without outer blanks; a required one may not be empty."""
        value = self.raw(key, required, example)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key, f"must be a text, not {_shown(value)}", f"Write {key} = {example}.")
            return ""
        if required and not value.strip():
            self.fault(key, "is empty", f"Write {key} = {example}.")
        return value.strip()

    def texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts, none of them twice or empty."""
        value = self.raw(key, required, '["..."]')
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(key, f"must be a list of texts, not {_shown(value)}", f'Write {key} = ["..."].')
            return ()
        if required and not value:
            self.fault(key, "is empty", f'Write {key} = ["..."].')
        for item, times in Counter(value).items():
            if times > 1:
                self.fault(key, f'"{item}" stands twice', "Remove one.")
        return tuple(item.strip() for item in value)

    def flag(self, key: str) -> bool:
        """true or false; false when missing."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(key, f"must be true or false, not {_shown(value)}", f"Write {key} = true or leave it out.")
        return False

    def number(self, key: str, required: bool = False, default: float = 0.0, example: str = "1") -> float:
        """A finite number."""
        value = self.raw(key, required, example)
        if value is None:
            return default
        number = as_number(value)
        if number is None:
            self.fault(key, f"must be a number, not {_shown(value)}", f"Write {key} = {example}.")
            return default
        return number

    def whole(self, key: str, low: int, high: int, required: bool = True) -> int:
        """A whole number from `low` to `high`."""
        value = self.raw(key, required, f"{low}")
        if value is None:
            return low
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fault(key, f"must be a whole number from {low} to {high}, not {_shown(value)}")
            return low
        return value

    def pair(self, key: str, required: bool = False, equal: bool = False) -> tuple[float, float] | None:
        """`[low, high]`; the two may be equal only when `equal`."""
        value = self.raw(key, required, "[low, high]")
        return None if value is None else self.as_pair(key, value, equal)

    def as_pair(self, key: str, value: Any, equal: bool = False) -> tuple[float, float] | None:
        """`value` as `(low, high)`, faults reported under `key`."""
        numbers = [as_number(item) for item in value] if isinstance(value, list) else []
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
            self.fault(key, f"must be two numbers, not {_shown(value)}", "Write [low, high].")
            return None
        low, high = numbers[0], numbers[1]
        if low > high or (low == high and not equal):
            self.fault(key, f"goes from {low:g} to {high:g}", "Write the lower number first.")
            return None
        return low, high

    def one_of(self, key: str, allowed: Sequence[str], required: bool = True, default: str = "") -> Any:
        """One of a few words (typed Any: callers give it the type of their words)."""
        value = self.raw(key, required, listed(f'"{word}"' for word in allowed))
        if value is None:
            return default or allowed[0]
        if value not in allowed:
            self.fault(
                key, f"must be {listed(allowed)}, not {_shown(value)}", did_you_mean(str(value), allowed)
            )
            return default or allowed[0]
        return value

    def table(self, key: str, required: bool = False, example: str = "{ ... }") -> dict[str, Any] | None:
        """A table inside this one."""
        value = self.raw(key, required, example)
        if value is None or isinstance(value, dict):
            return value
        self.fault(key, f"must be a table, not {_shown(value)}", f"Write {key} = {example}.")
        return None

    def expression(self, key: str, required: bool = False) -> Expression | None:
        """A condition or formula, parsed; names and types are checked later, when all are known."""
        value = self.raw(key, required, '"..."')
        if isinstance(value, bool):
            value = str(value)
        elif (number := as_number(value)) is not None:
            value = repr(number)
        if not isinstance(value, str):
            if value is not None:
                self.fault(key, f"must be an expression in quotes, not {_shown(value)}")
            return None
        try:
            return parse(value)
        except ExpressionError as error:
            self.expression_fault(key, error)
            return None

    def expression_fault(self, key: str, error: ExpressionError) -> None:
        """Report what the rule language found wrong."""
        said = str(error).rstrip(".")
        remedy = f'Did you mean "{error.nearest}"?' if error.nearest and error.nearest not in said else ""
        self.fault(key, said, remedy)

    def effort(self, required: bool = True) -> Effort:
        """`effort = { days = [low, high] }` (or weeks, months), `per = "teams"` for what each of them has to do."""
        table = dict(self.table("effort", required, "{ days = [1, 3] }") or {})
        per = table.pop("per", "")
        if not isinstance(per, str):
            self.fault("effort", f"per must be the id of a question or fact, not {per!r}")
            per = ""
        unknown = [key for key in table if key not in _DAYS]
        if (len(table) != 1 or unknown) and "effort" in self.data:
            remedy = did_you_mean(unknown[0], _DAYS) if unknown else ""
            self.fault(
                "effort", "must have one key: days, weeks or months", remedy or "Write { days = [1, 3] }."
            )
        for unit, value in table.items():
            if unit in _DAYS and (pair := self.as_pair("effort", value, equal=True)):
                if pair[0] < 0:
                    self.fault("effort", "is negative")
                return Effort(pair[0] * _DAYS[unit], pair[1] * _DAYS[unit], unit, per)  # type: ignore[arg-type]
        return Effort(0.0, 0.0, "days")

    def finish(self) -> None:
        """Report keys that nobody asked for; of a great many only the first."""
        strange = [key for key in self.data if key not in self._asked]
        known = f"Known keys: {', '.join(self._asked)}."
        for key in strange[:_MOST_STRANGE]:
            self.fault(key, "unknown key", did_you_mean(key, self._asked, known))
        if len(strange) > _MOST_STRANGE:
            self.fault("", f"{len(strange) - _MOST_STRANGE:,} more unknown keys", known)


def as_number(value: Any) -> float | None:
    """A finite number as float, None for anything else (also for true and false)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"the list {str(value)[:60]}"
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)[:60]
