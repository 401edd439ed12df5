"""Days and months that people write: one form, and only years in which anything here can happen."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Final

from archassist.terminal_text import shortened

EARLIEST: Final = 1990
LATEST: Final = 2200
"""The years that are taken. Reckoning with others only finds the ends of the calendar."""

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_MONTH_NAMES: Final = (
    "january jan januar janvier enero janeiro января gennaio januari",
    "february feb februar fevrier febrero fevereiro февраля febbraio februari",
    "march mar marz maerz mars marzo marco марта maart",
    "april apr avril abril апреля aprile",
    "may mai mayo maio мая maggio mei",
    "june jun juni juin junio junho июня giugno",
    "july jul juli juillet julio julho июля luglio",
    "august aug aout agosto августа augustus",
    "september sep sept septembre septiembre setembro сентября settembre",
    "october oct oktober okt octobre octubre outubro октября ottobre",
    "november nov novembre noviembre novembro ноября",
    "december dec dezember dez decembre diciembre dezembro декабря dicembre",
)
"""January to December in the languages in which people write days, with the usual short forms."""


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_BY_NAME: Final = {
    _plain(name): month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}


class DateFault(ValueError):
    """A text is no day or month that can be taken. The message says what to write, without a full stop at its end."""


def read_day(text: str) -> datetime.date:
    """The day that a text names, as 2026-11-20. Raises DateFault."""
    found = _DAY.fullmatch(text.strip())
    try:
        day = datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise DateFault(f"“{shortened(text, 40)}” is not a date. Write it as 2026-11-20")
    check_year(text, day.year)
    return day


def read_month(text: str) -> str:
    """The month that a text names, as 2027-03. Raises DateFault."""
    found = _MONTH.fullmatch(text.strip())
    if not found:
        raise DateFault(f"“{shortened(text, 40)}” is not a month. Write it as 2027-03")
    check_year(text, int(found[1]))
    return found[0]


def sensible(month: str) -> bool:
    """Whether a month (2027-03) lies in the years that are taken."""
    return EARLIEST <= int(month[:4]) <= LATEST


def check_year(text: str, year: int) -> None:
    """Raises DateFault for a year, found in `text`, that is not reckoned with."""
    if not EARLIEST <= year <= LATEST:
        raise DateFault(f"“{shortened(text, 40)}” is outside the supported years {EARLIEST} to {LATEST}")


def months_ahead(today: datetime.date, month: str) -> int:
    """How many months a month (2027-03) lies ahead; below 0 for the past."""
    return (int(month[:4]) - today.year) * 12 + int(month[5:]) - today.month


def month_named(word: str, *, begun: bool = False) -> int:
    """The month (1 to 12) with this name, in any of several languages, with its marks or without; 0 for none.

    `begun` takes the first letters of a name, too, when they are those of one month only.
    """
    plain = _plain(word)
    if begun:
        months = {month for name, month in _BY_NAME.items() if name.startswith(plain)}
        return months.pop() if len(months) == 1 else 0
    return _BY_NAME.get(plain, 0)
