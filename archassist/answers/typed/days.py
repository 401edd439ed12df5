"""Reads the days and months that people type: `2027-03-31`, `31.3.2027`, `March 2027`, `end of June`, `in 3 months`,
`Friday`, `next Friday`, `in 2 weeks`, `tomorrow`.

Years are those of `archassist.dates`. What could be two days is asked back with both.
"""

from __future__ import annotations

import calendar
import datetime
import re

from archassist import dates
from archassist.answers.answer import AnswerError
from archassist.dates import DateFault
from archassist.terminal_text import shortened

LONGEST = 60
"""Characters; nobody writes a day that long."""

_WORD = r"([^\W\d_]{3,10})\.?"
_YEAR = r"([0-9]{4})"
_MONTH_FORMS = (
    # the groups of each are year and month, in this order
    (rf"{_YEAR}[-/. ]([0-9]{{1,2}})(?:[-/. ][0-9]{{1,2}})?", (1, 2)),
    (r"([0-9]{1,2})[-/. ]([0-9]{4})", (2, 1)),
    (rf"{_WORD}[ ,-]*{_YEAR}", (2, 1)),
    (rf"{_YEAR}[ ,-]*{_WORD}", (1, 2)),
    (rf"{_WORD}", (0, 1)),
)
_QUARTER = re.compile(rf"q([1-4])[ /-]*{_YEAR}|{_YEAR}[ /-]*q([1-4])")
_AHEAD = re.compile(r"(?:in )?([0-9]{1,3}|a|one|two|three|four|six|next) (months?|years?)(?: from now)?")
_COUNTS = {"a": 1, "one": 1, "next": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_NEAR = {
    "today": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2, "the day after tomorrow": 2,
    "heute": 0, "morgen": 1, "übermorgen": 2,
}  # fmt: skip
_DAYS_AHEAD = re.compile(
    r"(?:in )?([0-9]{1,3}|a|one|two|three|four|six|next) (days?|weeks?|fortnights?)(?: from (?:now|today))?|"
    r"in ([0-9]{1,3}) (tag|tagen|wochen?)"
)
_WEEKDAY_NAMES = (
    "monday mon montag lundi lunes lunedi maandag",
    "tuesday tue tues dienstag mardi martes martedi dinsdag",
    "wednesday wed mittwoch mercredi miércoles miercoles mercoledi woensdag",
    "thursday thu thur thurs donnerstag jeudi jueves giovedi donderdag",
    "friday fri freitag vendredi viernes venerdi vrijdag",
    "saturday sat samstag sonnabend samedi sábado sabado sabato zaterdag",
    "sunday sun sonntag dimanche domingo domenica zondag",
)
_WEEKDAYS = {name: day for day, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
_WEEKDAY = re.compile(r"(?:(?:on|by|this|next|coming|am|bis|nächsten|kommenden) )*([^\W\d_]{3,10})\.?")
_SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ISO = re.compile(rf"{_YEAR}[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}})(?:[t ][0-9:.+z-]*)?")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([-/.])\s?([0-9]{{1,2}})\2\s?{_YEAR}(?: [0-9:]+)?")
_DAY_DOTS = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.")
_DAY_NAMED = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th|\.)?[ -]*(?:of )?{_WORD},?(?:[ -]*{_YEAR})?")
_NAMED_DAY = re.compile(rf"{_WORD}[ -]+([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,?[ -]+{_YEAR})?")
_END = re.compile(r"(?:the )?end of (?:the )?|ende ")


def read_month(text: str, today: datetime.date | None = None) -> str:
    """A month as 2027-03. Without a year it is the next one to come after `today`. Raises AnswerError."""
    said, now = _tidy(text), today or datetime.date.today()
    if (ahead := _ahead(said, now)) is not None:
        return _checked_month(text, *ahead)
    if said in ("now", "this month"):
        return f"{now:%Y-%m}"
    if found := _QUARTER.fullmatch(said):
        return _checked_month(text, int(found[2] or found[3]), 3 * int(found[1] or found[4]) - 2)
    if (month := _month_of(said, now)) is not None:
        return _checked_month(text, *month)
    months = {f"{day:%Y-%m}" for day in possible_days(text, now)}
    if len(months) == 1:  # a day lies in a month
        return _checked_month(text, *map(int, months.pop().split("-")))
    raise AnswerError(
        f"“{shortened(text.strip(), 40)}” is not a month. Write it as 2027-03, March 2027, or in 6 months."
    )


def read_day(text: str, today: datetime.date | None = None) -> str:
    """A day as 2027-03-31; of a month alone, its last one. Raises AnswerError, also for `03/04/2027`, which is two days."""
    said, now = _tidy(text), today or datetime.date.today()
    if (ahead := _days_ahead(said, now)) is not None:
        return _checked(text, now + datetime.timedelta(days=ahead)).isoformat()
    days = possible_days(text, now)
    if len(days) > 1:
        raise AnswerError(f"“{text.strip()}” could be two days. Write {days[0]} or {days[1]}.")
    if not days and not _ISO.match(said) and not _DAY_FIRST.match(said):
        try:
            days = [_last_day(_END.sub("", said, count=1), now)]
        except AnswerError as error:
            if "outside the supported years" in str(error):
                raise
    if not days:
        said = shortened(text.strip(), 40)
        raise AnswerError(
            f"“{said}” is not a day. Write it as 2027-06-30, 30 June 2027, Friday, in 2 weeks, or end of June."
        )
    return _checked(text, days[0]).isoformat()


def told_day(text: str, today: datetime.date | None = None) -> str:
    """The day that a text means, as people check it: `Fri 2026-12-04, in 6 days`. Raises AnswerError as `read_day` does."""
    now = today or datetime.date.today()
    day = datetime.date.fromisoformat(read_day(text, now))
    away = (day - now).days
    near = {0: ", today", 1: ", tomorrow", -1: ", yesterday"}
    far = f", in {away} days" if away > 0 else f", {-away} days ago"
    return f"{_SHORT_WEEKDAYS[day.weekday()]} {day.isoformat()}{near.get(away, far)}"


def said_day(text: str, today: datetime.date | None = None) -> str:
    """The same for a field that may stay empty: nothing is said of an empty text."""
    return told_day(text, today) if text.strip() else ""


def _days_ahead(said: str, today: datetime.date) -> int | None:
    """How many days ahead `tomorrow`, `in 2 weeks` or a weekday are; a weekday is the first after today."""
    if said in _NEAR:
        return _NEAR[said]
    if found := _DAYS_AHEAD.fullmatch(said):
        written, unit = found[1] or found[3], found[2] or found[4]
        many = int(written) if written.isdecimal() else _COUNTS[written]
        return many * (7 if unit.startswith(("week", "woche")) else 14 if unit.startswith("fort") else 1)
    found = _WEEKDAY.fullmatch(said)
    if found is None or found[1] not in _WEEKDAYS:
        return None
    return (_WEEKDAYS[found[1]] - today.weekday() - 1) % 7 + 1


def _last_day(said: str, today: datetime.date) -> datetime.date:
    """The last day of a month or a quarter; `in 3 months` is three months from today. Raises AnswerError."""
    year, month = map(int, read_month(said, today).split("-"))
    month += 2 if _QUARTER.fullmatch(said) else 0
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(today.day, last) if said.startswith("in ") else last)


def possible_days(text: str, today: datetime.date | None = None) -> list[datetime.date]:
    """The days that a text with a day in it may name: none, one, or two (of `03/04/2027` the 4th of March is the first).

    Without `today` a year has to be there.
    """
    said = _tidy(text)
    found: list[datetime.date | None] = []
    if match := _ISO.fullmatch(said):
        found = [_day(match[1], int(match[2]), match[3])]
    elif match := _DAY_FIRST.fullmatch(said):
        found = [_day(match[4], int(match[3]), match[1])]
        if match[2] != ".":
            found.append(_day(match[4], int(match[1]), match[3]))
    elif match := _DAY_DOTS.fullmatch(said):
        found = [_coming(None, int(match[2]), match[1], today)]
    elif match := _DAY_NAMED.fullmatch(said):
        found = [_coming(match[3], dates.month_named(match[2], begun=True), match[1], today)]
    elif match := _NAMED_DAY.fullmatch(said):
        found = [_coming(match[3], dates.month_named(match[1], begun=True), match[2], today)]
    return sorted({day for day in found if day is not None})


def _month_of(said: str, today: datetime.date) -> tuple[int, int] | None:
    for pattern, (year_at, month_at) in _MONTH_FORMS:
        found = re.fullmatch(pattern, said)
        if found is None:
            continue
        written = found[month_at]
        month = int(written) if written.isdecimal() else dates.month_named(written, begun=True)
        if 1 <= month <= 12:
            return (int(found[year_at]) if year_at else today.year + (month < today.month)), month
    return None


def _ahead(said: str, today: datetime.date) -> tuple[int, int] | None:
    """`in 3 months`, `next month`, `in a year`."""
    if (found := _AHEAD.fullmatch(said)) is None:
        return None
    many = int(found[1]) if found[1].isdecimal() else _COUNTS[found[1]]
    at = today.year * 12 + today.month - 1 + many * (12 if found[2].startswith("year") else 1)
    return at // 12, at % 12 + 1


def _coming(year: str | None, month: int, day: str, today: datetime.date | None) -> datetime.date | None:
    if year or today is None:
        return _day(year or "0", month, day)
    found = _day(str(today.year), month, day)
    return found if found is None or found >= today else _day(str(today.year + 1), month, day)


def _day(year: str, month: int, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), month, int(day))
    except ValueError:
        return None


def _checked(text: str, day: datetime.date) -> datetime.date:
    _checked_month(text, day.year, day.month)
    return day


def _checked_month(text: str, year: int, month: int) -> str:
    try:
        dates.check_year(text.strip(), year)
    except DateFault as fault:
        raise AnswerError(f"{fault}.") from None
    return f"{year:04}-{month:02}"


def _tidy(text: str) -> str:
    if len(text) > LONGEST:
        raise AnswerError(f"That is {len(text):,} characters long. Write no more than is asked.")
    return " ".join(text.replace("_", " ").split()).casefold()
