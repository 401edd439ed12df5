"""Reads the figure at the head of an amount: digits, words, fractions and powers, and the scale behind them (`2 ½ M`)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from archassist.answers.answer import AnswerError
from archassist.answers.typed.asked import Asked, how_to_answer
from archassist.answers.typed.numerals import Forks
from archassist.answers.typed.tokens import Token, denominator
from archassist.answers.typed.units import ADVERBS, PER, SCALES, atom

_END = Token("end", "")
_GLUED = frozenset(
    ["usd", "users", "user", "req", "reqs", "requests", "rps", "rpm", "rph", "qps", "tps", "hz", "dau", "mau"]
)
_ORDINALS = {"once": 1, "twice": 2, "thrice": 3}
_TIMES = {"double": 2, "twice": 2, "triple": 3, "quadruple": 4}
_LARGEST_POWER = 30


class Cursor:
    """A place in the tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        """A token from here on; an empty one behind the end."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else _END

    def take(self, *words: str) -> bool:
        """Steps over the next token when it is one of these."""
        if self.peek().kind in ("word", "sign") and self.peek().word in words:
            self.at += 1
            return True
        return False


class Figures:
    """Reads figures at a cursor. It knows what is asked, because letters mean different things after sizes and times."""

    def __init__(self, cursor: Cursor, asked: Asked, forks: Forks, said: str) -> None:
        self.cursor = cursor
        self.asked = asked
        self.forks = forks
        self.said = said

    def number(self) -> Decimal:
        """The number that stands here, without its scale. Raises AnswerError when none does."""
        cursor, token = self.cursor, self.cursor.peek()
        if token.value is not None:
            cursor.at += 1
            return self._grown(token.value)
        if token.kind == "word" and token.word in _ORDINALS and self.asked.measure.per:
            cursor.at += 1
            return Decimal(_ORDINALS[token.word])
        if token.kind == "word" and token.word in _TIMES and self.asked.kind == "factor":
            cursor.at += 1
            return Decimal(_TIMES[token.word])
        if self._says_how_often(token):
            return Decimal(1)
        part = denominator(token)
        if part is not None and (token.word.startswith(("half", "quarter")) or cursor.at > 0):
            cursor.at += 1
            cursor.take("of")
            cursor.take("a", "an")
            many = (
                cursor.peek().value if cursor.peek().word.startswith(("a ", "an ")) else None
            )  # half a dozen
            cursor.at += many is not None
            return part * (many or 1)
        if cursor.take("a", "an"):
            part = denominator(cursor.peek())
            if part is not None:
                return self.number()
            if self._names_unit(cursor.peek()):
                return Decimal(1)
        raise AnswerError(f"“{self.said}” is not a number. {how_to_answer(self.asked.question)}")

    def _says_how_often(self, token: Token) -> bool:
        often = bool(self.asked.measure.per) and not self.asked.measure.kind
        return often and token.kind == "word" and (token.word in ADVERBS or token.word in ("every", "each"))

    def _names_unit(self, token: Token) -> bool:
        return token.kind == "word" and (
            token.word in SCALES or (len(token.word) > 1 and atom(token.text) is not None)
        )

    def _grown(self, number: Decimal) -> Decimal:
        """What follows a number and belongs to it: `10^3`, `x 10^6`, `1/2`, `and a half`, `thirds`."""
        cursor = self.cursor
        if number == 10 and cursor.peek().text == "^":
            return self._power()
        if (
            cursor.peek().word in ("x", "×", "*")
            and cursor.peek(1).value == 10
            and cursor.peek(2).text == "^"
        ):
            cursor.at += 2
            return number * self._power()
        if (part := self._fraction_here()) is not None and number == number.to_integral_value():
            cursor.at += 3
            return number + part
        if cursor.peek().word == "and" and cursor.peek(1).word in ("a", "one"):
            part = denominator(cursor.peek(2))
            if part is not None:
                cursor.at += 3
                return number + part
        several = number == 1 or cursor.peek().word.endswith("s")
        if several and (part := denominator(cursor.peek())) is not None and not self._is_quarter_year():
            cursor.at += 1
            cursor.take("of")
            cursor.take("a", "an")
            return number * part
        if self.asked.kind == "factor" and cursor.peek().text == ":" and (under := cursor.peek(1).value):
            cursor.at += 2
            return number / under
        return self._divided(number)

    def _is_quarter_year(self) -> bool:
        """Whether `3 quarters` are of a year; those of an hour are called so."""
        named = self.cursor.peek(1).word in ("of", "a", "an")
        return self.asked.kind != "share" and self.cursor.peek().word.startswith("quarter") and not named

    def _power(self) -> Decimal:
        exponent = self.cursor.peek(1).value
        if exponent is None or exponent != exponent.to_integral_value() or exponent > _LARGEST_POWER:
            raise AnswerError(f"“{self.said}” is not a number. {how_to_answer(self.asked.question)}")
        self.cursor.at += 2
        return Decimal(10) ** int(exponent)

    def _fraction_here(self) -> Decimal | None:
        """The `1/2` of `1 1/2`."""
        over, line, under = (self.cursor.peek(ahead) for ahead in range(3))
        if (
            over.value
            and under.value
            and line.text == "/"
            and not over.glued
            and over.value < under.value <= 10
        ):
            return over.value / under.value
        return None

    def _divided(self, number: Decimal) -> Decimal:
        """`1/2 M`, `3/4 h`: a fraction, when a scale or a unit follows it."""
        line, under, after = (self.cursor.peek(ahead) for ahead in range(3))
        if line.text != "/" or under.value is None or self.asked.kind == "share":
            return number
        if number >= under.value or under.value > 10 or self._is_time_per(after):
            return number
        if number != number.to_integral_value() or under.value != under.value.to_integral_value():
            return number
        self.cursor.at += 2
        return number / under.value

    def _is_time_per(self, after: Token) -> bool:
        """Whether `1/2 weeks` says one in two weeks."""
        found = atom(after.text) if after.kind == "word" else None
        return found is not None and found[0] == "time" and "time" in self.asked.measure.per

    def scale(self) -> Decimal | None:
        """The scale that stands here (`k`, `million`, `hundred thousand`), if one does."""
        found: Decimal | None = None
        short = False
        for _ in range(2):
            letter = len(self.cursor.peek().text) == 1
            if found is not None and (letter or short):
                break  # 5k k
            short = letter
            exponent = self._scale()
            if exponent is None:
                break
            found = (found or Decimal(1)) * Decimal(10) ** exponent
        return found

    def _scale(self) -> int | None:
        token, follows = self.cursor.peek(), self.cursor.peek(1)
        if token.kind != "word":
            return None
        word = token.word
        if len(word) == 1 and not self._is_scale_letter(token, follows):
            return None
        if word == "mil":
            self.cursor.at += 1
            return (3, 6)[self.forks.take("mil", 2)]
        if word in SCALES:
            self.cursor.at += 1
            return SCALES[word]
        if word[0] in "kmb" and word[1:] in _GLUED:
            self.cursor.tokens = [
                *self.cursor.tokens[: self.cursor.at],
                Token("word", token.text[1:]),
                *self.cursor.tokens[self.cursor.at + 1 :],
            ]
            return SCALES[word[0]]
        return None

    def _is_scale_letter(self, token: Token, follows: Token) -> bool:
        kind, word = self.asked.kind, token.word
        named = follows.kind == "word" and follows.word not in (*PER, *ADVERBS)
        if kind == "data" and word in "kmgtb" and not named:
            if word == "k":
                unit = self.asked.question.unit
                if unit == "kB":
                    return self.forks.take("k", 2) == 1
                raise AnswerError(
                    f"“{token.text}” could be thousands of {unit} or kilobytes. Write 1200 {unit}, 1.2 TB or 500 kB."
                )
            return False
        if kind == "time" and word == "m" and not named:
            if token.text == "M":
                raise AnswerError("“M” could be minutes or months. Write 15 min or 2 months.")
            return False
        return word in SCALES and (word != "l" or (token.text == "L" and kind in ("count", "money")))
