"""The templates of reasons: `Writes reach {write_util:share} of one server`. Names and formats only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from archassist.expressions import Kind, Type, Unit
from archassist.rulebook.problems import did_you_mean, listed
from archassist.rulebook.table import Table

FORMATS: Mapping[str, str | None] = {
    "share": "",
    "count": None,
    "rate": None,
    "gb": "GB",
    "money": "USD",
    "ms": "ms",
    "hours": "h",
    "months": "month",
    "until": "month",
    "x": "",
    "int": None,
    "choice": None,
}
"""Formats and the unit each is for; None when any unit will do. Money may also be per something."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z0-9]+)|:([\w' -]*)\|([\w' -]*))?\}")


class Slot(NamedTuple):
    """A place for a value: the name, and the format, "" to take the one that suits the name's type.

    Or a place for a word that agrees with a number, `{engineers:engineer|engineers}`: `one` where the number reads "1" in
    that sentence, `many` otherwise. Both are None in a place for a value.
    """

    name: str
    format: str
    one: str | None = None
    many: str | None = None


@lru_cache(maxsize=4096)
def template_parts(template: str) -> tuple[str | Slot, ...]:
    """The texts and slots of a template in order. Raises ValueError, with the place, on any other brace."""
    parts: list[str | Slot] = []
    at = 0
    for match in _PLACEHOLDER.finditer(template):
        parts += [_plain(template, at, match.start()), Slot(match[1], match[2] or "", match[3], match[4])]
        at = match.end()
    parts.append(_plain(template, at, len(template)))
    return tuple(part for part in parts if part)


def check_template(
    table: Table, key: str, template: str, types: Mapping[str, Type], declared: set[str]
) -> None:
    """Report unknown names, unknown formats, and formats that do not fit the type or unit of their name."""
    try:
        parts = template_parts(template)
    except ValueError as error:
        table.fault(
            key,
            str(error),
            "Braces hold a name; a name and a format, {write_util:share}; or words for one and many, {teams:team|teams}.",
        )
        return
    for slot in parts:
        if isinstance(slot, str):
            continue
        if slot.name not in declared:
            table.fault(key, f'unknown name "{slot.name}"', did_you_mean(slot.name, declared))
        if slot.one is not None and slot.name in types and types[slot.name].kind is not Kind.NUMBER:
            said = f"{slot.name} is a {types[slot.name].kind.name.lower()}: no word agrees with it"
            table.fault(key, said, "Write the word without braces.")
        elif slot.format and slot.format not in FORMATS:
            known = f"Formats: {', '.join(FORMATS)}."
            table.fault(key, f'unknown format "{slot.format}"', did_you_mean(slot.format, FORMATS, known))
        elif slot.format and slot.name in types and (fault := _misfit(slot, types[slot.name])):
            table.fault(key, fault, _suited(types[slot.name]))


def _misfit(slot: Slot, type: Type) -> str | None:
    if (type.kind is Kind.NUMBER) == (slot.format == "choice"):
        return f"{slot.name} is a {type.kind.name.lower()}: the format {slot.format} does not fit"
    wanted = FORMATS[slot.format]
    if type.kind is not Kind.NUMBER or wanted is None:
        return None
    unit = str(type.unit or "")
    if slot.format == "money":
        fits = unit == "USD" or unit.startswith("USD/")
    else:
        fits = (
            type.unit is None or type.unit == Unit.parse(wanted) or (slot.format == "share" and unit == "%")
        )
    if fits:
        return None
    return f"{slot.name} is in {unit or 'no unit'}: the format {slot.format} does not fit"


def _suited(type: Type) -> str:
    if type.kind is not Kind.NUMBER:
        return "Write {name:choice}."
    fitting = [format for format in FORMATS if format != "choice" and not _misfit(Slot("", format), type)]
    return f"Use {listed(fitting)}."


def _plain(template: str, start: int, end: int) -> str:
    text = template[start:end]
    if brace := re.search(r"[{}]", text):
        at = start + brace.start()
        raise ValueError(f'a brace at character {at + 1} that holds no name: "{template[at : at + 24]}"')
    return text
