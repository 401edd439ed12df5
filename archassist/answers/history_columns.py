"""Which columns of a CSV file hold months and users: told from their heads and cells, and asked back when unclear."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from archassist.foreign import ForeignFault
from archassist.terminal_text import shortened

Row = tuple[int, str, str]
"""A line, its date and its number of users, both as written."""

_DATES = re.compile(r"\b(?:date|day|month|months|period|monat|datum|mois|mes|fecha|time|timestamp)\b")
_USERS = re.compile(r"\b(?:users?|mau|actives|nutzer|benutzer|usuarios|utilisateurs|utenti|gebruikers)\b")
_NOTHING_MORE = frozenset([
    "a", "active", "actifs", "activos", "actives", "aktive", "all", "anzahl", "attivi", "by", "count",
    "der", "die", "distinct", "en", "in", "le", "les", "maandelijkse", "mensuels", "mensuales", "mensili",
    "monat", "monatliche", "month", "monthly", "mtd", "no", "number", "of", "on", "our", "par", "per",
    "pro", "the", "total", "totals", "unique", "uniques", "von",
])  # fmt: skip
"""Words beside `users` that leave them the users of a month. New, paying or registered users are others."""
_EXACTLY = re.compile(r"(?:mau|(?:all |total )?(?:monthly )?(?:active )?users)(?: a month| per month)?")
_OTHER_SPAN = re.compile(r"\b(?:dau|wau|daily|weekly|a day|per day|a week|per week|hourly|täglich)\b")
_SCALED = re.compile(r"\b(?:k|m|thousands?|millions?|mio|tsd|000s?|1000s?|in 1000)\b")
_SAYS_NOTHING = re.compile(r"(?:values?|counts?|numbers?|n|total|amount|figures?|#|wert|anzahl|y)?")


def pick_columns(
    table: Sequence[tuple[int, list[str]]], is_date: Callable[[str], bool]
) -> tuple[list[Row], list[str]]:
    """The rows with date and users, and remarks on columns that were passed over. Raises ForeignFault."""
    rows = [(line, _without_empty_end(cells)) for line, cells in table]
    heads: list[str] = []
    line = 1
    if rows and not any(is_date(cell) for cell in rows[0][1]) and not re.search(r"\d", rows[0][1][0]):
        line, heads = rows[0][0], [_plain(cell) for cell in rows[0][1]]
        rows = rows[1:]
    if not rows:
        raise ForeignFault("there is no row with a date and a number of users in it")
    first = rows[0][1]
    width = max(len(heads), len(first))
    date_at = _date_column(heads, first, is_date)
    others = [at for at in range(width) if at != date_at]
    if not others:
        raise ForeignFault("a row needs a date and a number of users", rows[0][0])
    users_at = _users_column(heads, others, line) if heads else _only(others, first, rows[0][0])
    found = []
    for line, cells in rows:
        if len(cells) > width:
            raise ForeignFault(f"there are {len(cells)} cells here and {width} in the line above", line)
        if max(date_at, users_at) >= len(cells) or not cells[date_at] or not cells[users_at]:
            raise ForeignFault("a row needs a date and a number of users", line)
        found.append((line, cells[date_at], cells[users_at]))
    remarks = (
        [f"users were taken from the column “{shortened(heads[users_at], 40)}”."] if len(others) > 1 else []
    )
    return found, remarks


def _date_column(heads: Sequence[str], first: Sequence[str], is_date: Callable[[str], bool]) -> int:
    dates = [at for at, cell in enumerate(first) if is_date(cell)]
    named = [at for at in dates if at < len(heads) and _DATES.search(heads[at])]
    return (named or dates or [0])[0]


def _users_column(heads: Sequence[str], others: Sequence[int], line: int) -> int:
    """The column whose head speaks of users. Refused when several do, or none, or when they are those of a day."""
    named = {at: heads[at] if at < len(heads) else "" for at in others}
    about = [at for at, head in named.items() if _USERS.search(head) or _OTHER_SPAN.search(head)]
    exactly = [at for at in about if _EXACTLY.fullmatch(named[at])]
    found = exactly or [at for at in about if not _OTHER_SPAN.search(named[at])]
    others_than = [named[at] for at in found if not _only_users(named[at]) and not _SCALED.search(named[at])]
    if len(found) == 1 and others_than:
        said = f"“{shortened(others_than[0], 40)}” may be other than all users of a month. If they are these, call it users"
        raise ForeignFault(said, line)
    if len(found) == 1:
        if _SCALED.search(named[found[0]]):
            said = f"“{shortened(named[found[0]], 40)}” does not count single users. Write whole numbers under users"
            raise ForeignFault(said, line)
        return found[0]
    if len(found) > 1:
        listed = " and ".join(f"“{shortened(named[at], 40)}”" for at in found)
        raise ForeignFault(f"{listed} both may be the users of a month. Keep one, or name it users", line)
    if about:
        raise ForeignFault(f"“{shortened(named[about[0]], 40)}” does not count the users of a month", line)
    if len(others) == 1 and _SAYS_NOTHING.fullmatch(named[others[0]]):
        return others[0]
    listed = ", ".join(f"“{shortened(head, 40)}”" for head in named.values())
    said = f"no column is called users, only {listed}. Give the one that counts users a month that name"
    raise ForeignFault(said, line)


def _only_users(head: str) -> bool:
    """Whether a head says no more than that users of a month are counted."""
    rest = _USERS.sub(" ", head)
    return all(word in _NOTHING_MORE for word in rest.split())


def _only(others: Sequence[int], first: Sequence[str], line: int) -> int:
    if len(others) > 1:
        listed = " or ".join(f"“{shortened(first[at], 40)}”" for at in others)
        said = (
            f"which of these are the users: {listed}? Write a first line that names the columns: month,users"
        )
        raise ForeignFault(said, line)
    return others[0]


def _without_empty_end(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while len(kept) > 2 and not kept[-1]:
        kept.pop()
    return kept


def _plain(head: str) -> str:
    return " ".join(re.sub(r"[_\-()/]+", " ", head).casefold().split())
