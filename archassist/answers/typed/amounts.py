"""Reads one amount from its tokens: a number, its scale, its unit, and what it is per (`$ 5 k / month`, `1 h 30`).

A recursive descent over the tokens. It knows what kind of number is asked, because the same letters mean one thing after
a size and another after a time (`500M`, `15m`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from archassist.answers.answer import AnswerError
from archassist.answers.typed import counted
from archassist.answers.typed.asked import Asked, how_to_answer, refused
from archassist.answers.typed.figures import Cursor, Figures
from archassist.answers.typed.numerals import Forks
from archassist.answers.typed.tokens import Token, spelt
from archassist.answers.typed.units import ADVERBS, PER, RATES, UnitError, atom, is_currency

PERCENT = frozenset(["%", "percent", "pct", "percents", "prozent"])
"""Words and signs for hundredths."""
_SHORT_DATA = {"k": "kB", "m": "MB", "g": "GB", "t": "TB", "p": "PB"}
_SMALL_PARTS = {"ppm": Decimal("0.0001"), "bp": Decimal("0.01"), "bps": Decimal("0.01")}
"""Parts of a million and of ten thousand, in hundredths."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed, and everything that was said with it; what was not said is None or empty.

    `unit` is kind and size (a duration of several parts is in seconds), `per` sizes by kind. `leading` says that the
    unit is only a currency in front. `hundreds`: `six hundred`, in words. `bare`: a share that was written as `1` alone.
    """

    said: str
    number: Decimal
    scale: Decimal | None = None
    unit: tuple[str, Decimal] | None = None
    per: dict[str, Decimal] = field(default_factory=dict)
    noun: str = ""
    leading: bool = False
    hundreds: bool = False
    bare: bool = False

    @property
    def value(self) -> Decimal:
        """The number with its scale."""
        return self.number if self.scale is None else self.number * self.scale


def read_amount(tokens: Sequence[Token], asked: Asked, forks: Forks) -> Amount:
    """The amount that all the tokens spell. Raises AnswerError, with a message that says what to type."""
    return _Reader(tokens, asked, forks).amount()


class _Reader:
    def __init__(self, tokens: Sequence[Token], asked: Asked, forks: Forks) -> None:
        self.said = spelt(tokens)
        self.cursor = Cursor(tokens)
        self.asked = asked
        self.forks = forks
        self.figures = Figures(self.cursor, asked, forks, self.said)
        self.unit: tuple[str, Decimal] | None = None
        self.per: dict[str, Decimal] = {}
        self.noun = ""
        self.scale: Decimal | None = None
        self.parts = Decimal(0)
        """Seconds of the larger parts of a duration, such as the hour of `1 h 30`."""

    def amount(self) -> Amount:
        try:
            return self._amount()
        except UnitError as error:
            reason = str(error)
            if reason == "measures something else":
                reason = f"“{self.said}” does not fit here"
            raise refused(self.asked.question, reason) from None

    def _amount(self) -> Amount:
        cursor = self.cursor
        if cursor.peek().text == "-" and cursor.peek(1).kind == "number":
            raise AnswerError(f"{self.said} is negative. {how_to_answer(self.asked.question)}")
        leading = self._currency()
        if self.asked.kind == "factor":
            cursor.take("x", "×")
        hundreds = cursor.peek().word.endswith("hundred") and cursor.peek().kind == "number"
        number = self.figures.number()
        leading = leading and cursor.peek().kind == "end"
        if cursor.peek().word == "grand":
            self._measured(atom("$"))
        self.scale = self.figures.scale()
        clock = self.asked.kind == "time" and cursor.peek().text == ":"
        number = self._clock(number) if clock else self._units(number)
        return Amount(self.said, number, self.scale, self.unit, self.per, self.noun, leading, hundreds)

    # -- units

    def _currency(self) -> bool:
        """Steps over a currency in front of the number."""
        token, follows = self.cursor.peek(), self.cursor.peek(1)
        if follows.text == "$" and token.kind == "word" and follows.glued:
            if token.word not in ("us", "usd"):
                raise UnitError(f"“{token.text}$” is not converted: amounts are in USD")
            self.cursor.at += 1
            token = follows
        if token.kind in ("word", "sign") and is_currency(token.text):
            self._measured(atom(token.text))
            self.cursor.at += 1
            return True
        return False

    def _measured(self, unit: tuple[str, Decimal] | None) -> None:
        if unit is None:
            return
        if self.unit is not None and self.unit != unit:
            raise UnitError(f"“{self.said}” names two units")
        self.unit = unit

    def _units(self, number: Decimal) -> Decimal:
        """Everything behind number and scale; a duration of several parts comes back as seconds."""
        cursor = self.cursor
        while (token := cursor.peek()).kind != "end":
            if token.kind == "number":
                if self.asked.kind != "time" or self.unit is None or self.per or self.scale is not None:
                    raise AnswerError(
                        f"“{self.said}” holds more than one number. {how_to_answer(self.asked.question)}"
                    )
                self.parts += number * self.unit[1]
                number = self._next_part(self.unit[1])
            elif not self._per() and not self._unit(token):
                self._word(token)
        if self.parts and self.unit is not None:
            number, self.unit = self.parts + number * self.unit[1], ("time", Decimal(1))
        return number

    def _next_part(self, before: Decimal) -> Decimal:
        """The `30` of `1h30` and the `30 min` of `1 h 30 min`: a smaller unit each time."""
        cursor = self.cursor
        number = self.figures.number()
        token = cursor.peek()
        if token.kind == "end":
            smaller = {3600: Decimal(60), 60: Decimal(1)}.get(int(before))
            if smaller is None or number >= 60:
                raise AnswerError(
                    f"“{self.said}” holds more than one number. {how_to_answer(self.asked.question)}"
                )
            self.unit = ("time", smaller)
            return number
        if token.word == "m":
            cursor.at += 1
            unit: tuple[str, Decimal] | None = ("time", Decimal(60))
        else:
            unit = atom(token.text)
            cursor.at += 1
        if unit is None or unit[0] != "time" or unit[1] >= before:
            raise AnswerError(
                f"“{self.said}” holds more than one number. {how_to_answer(self.asked.question)}"
            )
        self.unit = unit
        return number

    def _clock(self, hours: Decimal) -> Decimal:
        """`1:30`. Which units these are, the question's own unit tells only for hours."""
        cursor, numbers = self.cursor, [hours]
        while cursor.take(":"):
            token = cursor.peek()
            if token.value is None or len(token.text) != 2 or token.value >= 60 or len(numbers) == 3:
                raise AnswerError(f"“{self.said}” is not a time. {how_to_answer(self.asked.question)}")
            numbers.append(token.value)
            cursor.at += 1
        cursor.take("h") if self.asked.question.unit == "h" else None
        first = Decimal(3600)
        if len(numbers) == 2 and self.asked.question.unit != "h":
            first = (Decimal(3600), Decimal(60))[self.forks.take("clock", 2)]
        if cursor.peek().kind != "end":
            raise AnswerError(f"“{self.said}” is not a time. {how_to_answer(self.asked.question)}")
        self.unit = ("time", Decimal(1))
        return sum((each * first / 60**place for place, each in enumerate(numbers)), Decimal(0))

    def _unit(self, token: Token) -> bool:
        """Takes the next token as a unit, if it is one."""
        word, cursor = token.word, self.cursor
        if token.kind == "word" and token.text != "$" and cursor.peek(1).text == "$" and cursor.peek(1).glued:
            return self._currency()
        unit: tuple[str, Decimal] | None = None
        if word in PERCENT:
            unit = ("percent", Decimal(1))
        elif word in ("‰", "permille", "promille"):
            unit = ("percent", Decimal("0.1"))
        elif self.asked.kind == "share" and word in _SMALL_PARTS:
            unit = ("percent", _SMALL_PARTS[word])
        elif word == "us" and cursor.peek(1).word in ("dollar", "dollars"):
            cursor.at += 1
            unit = atom("$")
        elif self.asked.kind == "time" and word == "m":
            if token.text == "M":
                raise AnswerError("“M” could be minutes or months. Write 15 min or 2 months.")
            unit = ("time", self._minute_or_month())
        elif self.asked.kind == "time" and word in ("'", '"'):
            unit = ("time", Decimal(60 if word == "'" else 1))
        elif self.asked.kind == "data" and word in _SHORT_DATA and token.kind == "word":
            unit = atom(_SHORT_DATA[word])
        elif token.kind == "word" or token.text == "$" or is_currency(token.text):
            unit = atom(token.text)
        if unit is None or unit[0] == "users":
            return False
        cursor.at += 1
        self._measured(unit)
        if word in ("percent", "pct") and cursor.peek().word == "cent":
            cursor.at += 1
        return True

    def _minute_or_month(self) -> Decimal:
        month = atom("month")
        assert month is not None
        return (Decimal(60), month[1])[self.forks.take("m", 2)]

    def _per(self) -> bool:
        """Takes `/day`, `per user and day`, `every 2 weeks`, `monthly`, `in 7 months`, if that comes next."""
        cursor, token = self.cursor, self.cursor.peek()
        if token.kind == "word" and token.word in ADVERBS:
            cursor.at += 1
            self._over(atom(ADVERBS[token.word]), Decimal(1), token.text)
            return True
        if token.word in ("per", "pour", "por") and cursor.peek(1).word in ("cent", "ciento"):
            cursor.at += 2
            self._measured(("percent", Decimal(1)))
            return True
        if token.word == "in" and not (cursor.peek(1).value is not None and cursor.peek(2).kind == "word"):
            return False
        if not cursor.take("/", *PER):
            return False
        self._one_per()
        while cursor.peek().word == "and" and self._is_per(cursor.peek(1)):
            cursor.at += 1
            self._one_per()
        return True

    def _one_per(self) -> None:
        cursor = self.cursor
        many = Decimal(2) if cursor.take("other") else Decimal(1)
        if (value := cursor.peek().value) is not None:
            many = value
            cursor.at += 1
        token = cursor.peek()
        if token.kind == "end":
            raise AnswerError(f"“{self.said}” ends too early. {how_to_answer(self.asked.question)}")
        cursor.at += 1
        unit = ("time", self._minute_or_month()) if token.word == "m" else atom(token.text)
        if token.word == "an":
            unit = atom("year")  # par an
        if unit is not None and unit[0] == "data":
            unit = atom(token.word)  # $5k/Mo
        if (
            unit is None
            and counted.counts(self.asked.question, token.text)
            and token.word in ("person", "people")
        ):
            unit = atom("user")
        self._over(unit, many, token.text)

    def _is_per(self, token: Token) -> bool:
        return (
            token.kind == "word" and (found := atom(token.text)) is not None and found[0] in ("time", "users")
        )

    def _over(self, unit: tuple[str, Decimal] | None, many: Decimal, word: str) -> None:
        if unit is None or unit[0] not in ("time", "users") or not many:
            raise UnitError(f"“per {word}” does not fit here")
        if unit[0] in self.per:
            raise UnitError(f"“{self.said}” names two units")
        self.per[unit[0]] = unit[1] * many

    # -- words that only say what is counted

    def _word(self, token: Token) -> None:
        cursor, word = self.cursor, token.word
        cursor.at += 1
        if word in ("dau", "mau", "wau") and self.asked.users:
            self._over(atom({"d": "day", "m": "month", "w": "week"}[word[0]]), Decimal(1), word)
        elif word in RATES and token.kind == "word":
            self._over(atom(RATES[word]), Decimal(1), word)
            if word in ("rps", "rpm", "rph"):
                self._named(token)
        elif word == "and" and self.asked.kind == "time" and cursor.peek().kind in ("number", "word"):
            self._and_half()
        elif (
            (word == "," and self.asked.kind == "time" and cursor.peek().kind == "number")
            or (word == "-" and cursor.peek().word in ("fold", "times"))
            or (
                word in ("x", "×", "fold", "times", "time", "mal")
                and (self.asked.kind == "factor" or self._often)
            )
            or (word == "in" and cursor.take("total", "all"))
            or (self.asked.kind == "percent" and word in ("uptime", "availability"))
        ):
            return
        elif token.kind == "word" and not counted.is_filler(word):
            self._named(token)
        elif token.kind == "sign":
            raise UnitError(f"“{token.text}” does not fit here")

    def _and_half(self) -> None:
        """`an hour and a half`: half of the unit that was just named. The `and` of `1 h and 30 min` says nothing."""
        cursor = self.cursor
        if cursor.peek().kind == "number":
            return
        if (
            self.unit is None
            or not cursor.take("a")
            or not cursor.take("half")
            or cursor.peek().kind != "end"
        ):
            raise AnswerError(f"“{self.said}” is not a number. {how_to_answer(self.asked.question)}")
        self.parts += self.unit[1] / 2

    @property
    def _often(self) -> bool:
        return self.asked.kind == "count" and bool(self.asked.measure.per)

    def _named(self, token: Token) -> None:
        """A word for what is counted. It must be what the question counts; of sizes, times and money nothing is counted."""
        question = self.asked.question
        if (self.asked.kind == "data" and token.word in counted.ROWS and self.unit is None) or (
            self.asked.kind == "count" and counted.counts(question, token.text)
        ):
            self.noun = token.text
        elif (
            self.asked.kind == "time"
            and self.unit is None
            and token.word in ("working", "calendar", "business")
        ) or (self.unit is not None and self.asked.kind != "count" and counted.counts(question, token.text)):
            return
        elif counted.is_noun(token.text) or atom(token.text) is not None:
            raise UnitError(f"“{token.text}” does not fit here")
        else:
            raise UnitError(f"“{token.text}” is not a known unit")
