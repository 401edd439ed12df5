"""Brings two people's changes to one file together, entry by entry."""

from __future__ import annotations

import copy
from typing import Any

from archassist.answers.shapes import Table
from archassist.dataclass_later import dataclass
from archassist.session.toml_format import same
from archassist.session.verdicts import merge_verdicts

Key = tuple[str, str]
"""Table and key within it; for what stands outside the tables the key is empty."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The tables with both sides' changes, which entries came from the other side, and which both changed."""

    tables: Table
    theirs: tuple[Key, ...]
    clashes: tuple[Key, ...]


def three_way(base: Table, mine: Table, theirs: Table) -> Merged:
    """Both sides' changes since `base`. Where both changed one entry differently, `tables` holds mine."""
    result = copy.deepcopy(mine)
    taken, clashes = [], []
    for table, key in dict.fromkeys([*keys(mine), *keys(theirs), *keys(base)]):
        was, here, there = (get(side, table, key) for side in (base, mine, theirs))
        if same(there, was) or same(there, here):
            continue
        both = merge_verdicts(was, here, there) if table == "decisions" and here and there else None
        if not same(here, was) and both is not None:
            put(result, table, key, copy.deepcopy(both))
            taken.append((table, key))
        elif not same(here, was):
            clashes.append((table, key))
        else:
            put(result, table, key, copy.deepcopy(there))
            taken.append((table, key))
    return Merged(result, tuple(taken), tuple(clashes))


def get(tables: Table, table: str, key: str) -> Any:
    """The entry, None when it is not there."""
    if not key:
        value = tables.get(table)
        return None if isinstance(value, dict) else value
    inside = tables.get(table)
    return inside.get(key) if isinstance(inside, dict) else None


def put(tables: Table, table: str, key: str, value: Any) -> None:
    """Sets the entry, or removes it when `value` is None."""
    if not key:
        if value is not None:
            tables[table] = value
        elif not isinstance(tables.get(table), dict):
            tables.pop(table, None)
        return
    inside = tables.get(table)
    if value is not None:
        if not isinstance(inside, dict):
            inside = tables[table] = {}
        inside[key] = value
    elif isinstance(inside, dict):
        inside.pop(key, None)


def keys(tables: Table) -> list[Key]:
    """Every entry of the tables."""
    found: list[Any] = []
    for name, value in tables.items():
        found += [(name, key) for key in value] if isinstance(value, dict) else [(name, "")]
    return found
