"""Reads what people may say for an answer beyond its unit: `spoken` of a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from archassist.rulebook.problems import did_you_mean
from archassist.rulebook.spoken import Spoken
from archassist.rulebook.table import Table

_KEYS = ("per", "daily", "part", "rest", "also")
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year")


def read_spoken(table: Table, type: str, unit: str, choices: Iterable[str]) -> Spoken:
    """`spoken = { ... }` of a question; faults go to the table's list of problems."""
    given = table.table("spoken") or {}
    texts = {}
    for key, value in given.items():
        if key not in _KEYS:
            table.fault(f"spoken.{key}", "is not known here", did_you_mean(key, _KEYS))
        elif key != "also" and not (isinstance(value, str) and value.strip()):
            table.fault(f"spoken.{key}", "must be a text", f'Write {key} = "...".')
        elif key != "also":
            texts[key] = value.strip()
    spoken = Spoken(**texts, also=_also(table, given.get("also"), tuple(choices)))
    if spoken.per and (type != "number" or unit not in ("", "1", "users")):
        table.fault(
            "spoken.per", "only a plain count or users are counted per time", "Put the time into unit."
        )
    if spoken.per and spoken.per not in _TIMES:
        table.fault("spoken.per", f'"{spoken.per}" is no time', did_you_mean(spoken.per, _TIMES))
    if spoken.daily and not (spoken.per and unit == "users"):
        table.fault("spoken.daily", "only users over a time are told from users of a day")
    if (spoken.part or spoken.rest) and type != "share":
        table.fault("spoken.part", f"a {type} has no parts", "Remove it.")
    elif bool(spoken.part) != bool(spoken.rest):
        table.fault("spoken.part", "a part needs its rest", 'Write part = "writes", rest = "reads".')
    return spoken


def _also(table: Table, given: object, choices: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    if given is None:
        return MappingProxyType({})
    if not isinstance(given, dict):
        table.fault("spoken.also", "must name choices", 'Write also = { id = ["another name"] }.')
        return MappingProxyType({})
    found: dict[str, tuple[str, ...]] = {}
    for choice, names in given.items():
        if choice not in choices:
            table.fault(f"spoken.also.{choice}", f'unknown choice "{choice}"', did_you_mean(choice, choices))
        elif not isinstance(names, list) or not all(isinstance(each, str) and each.strip() for each in names):
            table.fault(f"spoken.also.{choice}", "must be a list of texts", f'Write {choice} = ["..."].')
        else:
            found[choice] = tuple(names)
    taken = [name.casefold() for names in found.values() for name in names]
    for name in {name for name in taken if taken.count(name) > 1}:
        table.fault("spoken.also", f'"{name}" names two choices', "Remove one.")
    return MappingProxyType(found)
