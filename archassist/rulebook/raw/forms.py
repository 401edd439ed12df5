"""The forms that values take in rule files: what pydantic checks of each, and how each is told of and written.

pydantic finds what is wrong; what is said of it are the words of this project, which a `Form` beside the type holds.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticKnownError, ValidationError

from archassist.expressions import Expression, ExpressionError, Unit, parse

ALWAYS = parse("True")
"""The condition of a table whose own could not be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How a value is named in "must be ...", and written in a remedy. `stand_in` is used where it could not be read.

    A `remedy` replaces the usual one, which shows the value as it may be written; in it {key} is the key; "" gives none.
    `rescue` makes a stand-in from what is written, so that less of what refers to it looks wrong.
    """

    words: str
    example: str
    stand_in: Any = None
    remedy: str | None = None
    rescue: Callable[[Any], Any] | None = None


class Raw(BaseModel):
    """A table as a file says it. Built when first used: a start from the cache never comes here."""

    model_config = ConfigDict(
        extra="forbid", defer_build=True, validate_assignment=True, arbitrary_types_allowed=True
    )

    OTHER_KEYS: ClassVar[tuple[str, ...]] = ()
    """Keys that turn the table into another kind of table: they may have been meant."""

    @classmethod
    def example_of_missing(cls, key: str, data: dict[str, Any]) -> str | None:
        """How a missing key may be written in this very table; None for what its form says."""
        return None


def fault(message: str, remedy: str = "", *at: str, whole: bool = False) -> InitErrorDetails:
    """A fault in the project's own words, at a key inside the value or, if `whole`, of the whole table."""
    said = PydanticCustomError("fault", "{message}", {"message": message, "remedy": remedy, "whole": whole})
    return InitErrorDetails(type=said, loc=at, input=None)


def refuse(*faults: InitErrorDetails) -> ValidationError:
    """All that is wrong with a value, to be raised by its validator."""
    return ValidationError.from_exception_data("rules", list(faults))


def missing() -> PydanticKnownError:
    """That a key is not written which this table needs."""
    return PydanticKnownError("missing")


def number_of(value: Any) -> float | None:
    """A finite number as float, None for anything else (also for true and false)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def table_of(value: Any) -> dict[str, Any]:
    """A table. Raises what pydantic raises for anything else."""
    if not isinstance(value, dict):
        raise PydanticKnownError("dict_type")
    return value


def expression_of(value: Any) -> Expression:
    """A condition or formula, parsed; names and types are checked later, when all are known."""
    if isinstance(value, bool):
        value = str(value)
    elif (number := number_of(value)) is not None:
        value = repr(number)
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    try:
        return parse(value)
    except ExpressionError as error:
        raise refuse(expression_fault(error)) from None


def expression_fault(error: ExpressionError) -> InitErrorDetails:
    """What the rule language found wrong."""
    return fault(*expression_words(error))


def expression_words(error: ExpressionError) -> tuple[str, str]:
    """What the rule language found wrong, and what was meant perhaps."""
    said = str(error).rstrip(".")
    return said, f'Did you mean "{error.nearest}"?' if error.nearest and error.nearest not in said else ""


def _unit(text: str) -> str:
    try:
        Unit.parse(text)
    except ExpressionError as error:
        raise refuse(expression_fault(error)) from None
    return text


def no_twice(items: Iterable[str]) -> tuple[str, ...]:
    """A list of texts, none of which may be listed twice."""
    listed = tuple(items)
    repeated = [item for item, times in Counter(listed).items() if times > 1]
    if repeated:
        raise refuse(*(fault(f'"{item}" is listed twice', "Remove one.") for item in repeated))
    return listed


def _lower_first(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] >= pair[1]:
        raise refuse(_backwards(pair))
    return pair


def _not_backwards(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] > pair[1]:
        raise refuse(_backwards(pair))
    return pair


def _backwards(pair: tuple[float, float]) -> InitErrorDetails:
    return fault(f"goes from {pair[0]:g} to {pair[1]:g}", "Write the lower number first.")


_TEXT, _TEXTS = Form("a text", '"..."', ""), Form("a list of texts", '["..."]', ())

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True), _TEXT]
"""A text without outer blanks."""

Words = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1), _TEXT]
"""A text that may not be empty."""

Texts = Annotated[tuple[Words, ...], AfterValidator(no_twice), _TEXTS]
"""A list of texts, none of them twice or empty."""

SomeTexts = Annotated[tuple[Words, ...], Field(min_length=1), AfterValidator(no_twice), _TEXTS]
"""A list of texts that may not be empty."""

Flag = Annotated[bool, Field(strict=True), Form("true or false", "true or leave it out", False)]

Number = Annotated[float, Field(strict=True, allow_inf_nan=False), Form("a number", "1", 0.0)]
"""A finite number."""

Year = Annotated[
    int, Field(strict=True, ge=1900, le=2200), Form("a whole number from 1900 to 2200", "1900", 1900, "")
]

OneToThree = Annotated[int, Field(strict=True, ge=1, le=3), Form("a whole number from 1 to 3", "1", 1, "")]

Pair = Annotated[tuple[Number, Number], AfterValidator(_lower_first), Form("two numbers", "[low, high]")]
"""`[low, high]`, the lower first."""

Span = Annotated[tuple[Number, Number], AfterValidator(_not_backwards), Form("two numbers", "[low, high]")]
"""`[low, high]`, which may be equal."""

Condition = Annotated[
    Expression,
    PlainValidator(expression_of, json_schema_input_type=str | float | bool),
    Form("an expression in quotes", '"..."', ALWAYS, ""),
]
"""A condition or formula of the rule language."""

UnitName = Annotated[str, StringConstraints(strict=True, strip_whitespace=True), AfterValidator(_unit), _TEXT]
"""A unit such as `1/s`, `GB` or `USD/month`."""
