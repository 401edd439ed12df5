"""Cuts what was typed into numbers, words and signs, and finds the numbers that are written in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from archassist.answers.typed.numerals import NUMBER, Forks, numeral, word_value
from archassist.answers.typed.spelling import fraction

_TOKEN = re.compile(
    rf"(?P<dots>\.{{2,}})|(?P<number>{NUMBER})|(?P<part>[¼-¾⅐-⅞])|(?P<word>[^\W\d_¼-¾⅐-⅞]+)|(?P<sign>[<>]=|\+/?-|[^\s])"
)
_HALVES = {"half": "0.5", "halves": "0.5", "third": "3", "thirds": "3", "quarter": "0.25", "quarters": "0.25",
           "fourth": "0.25", "fourths": "0.25", "fifth": "0.2", "fifths": "0.2", "eighth": "0.125", "eighths": "0.125",
           "tenth": "0.1", "tenths": "0.1", "hundredth": "0.01", "thousandth": "0.001"}  # fmt: skip
_ABBREVIATED = re.compile(r"\b(p)\.\s?([am])\b\.?", re.I)


class Token(NamedTuple):
    """A piece of what was typed: `kind` is number, word or sign; `value` is set for a number.

    `glued`: nothing stands between it and the piece before.
    """

    kind: str
    text: str
    value: Decimal | None = None
    glued: bool = False

    @property
    def word(self) -> str:
        """The text for comparing."""
        return self.text.casefold()


def tokenize(text: str, forks: Forks) -> list[Token]:
    """The pieces of a tidy text; a number that is none becomes a sign."""
    text = _ABBREVIATED.sub(r"\1\2", text)
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        kind, said, glued = str(match.lastgroup), match.group(), match.start() == end and end > 0
        end = match.end()
        if kind == "number":
            value = numeral(said, forks)
            found.append(Token("sign" if value is None else "number", said, value, glued))
        elif (value := fraction(said)) is not None:
            found.append(Token("number", said, value, glued))
        else:
            found.append(Token("word" if kind == "word" else "sign", said, None, glued))
    return _in_words(_mixed([each for place, each in enumerate(found) if not _needless(found, place)]))


def spelt(tokens: Sequence[Token]) -> str:
    """The pieces as one text again, for a message."""
    return "".join(each.text if each.glued else f" {each.text}" for each in tokens).strip()


def denominator(token: Token) -> Decimal | None:
    """The value of `half`, `third`, `quarter`, `tenth` and their plurals; None for anything else."""
    if token.kind != "word" or token.word not in _HALVES:
        return None
    return Decimal(1) / 3 if token.word.startswith("third") else Decimal(_HALVES[token.word])


def _needless(tokens: Sequence[Token], place: int) -> bool:
    """A full stop that only ends an abbreviation (`Mio.`, `ca. 5`), or the dash of `half-dozen`."""
    before, token = tokens[place - 1] if place else None, tokens[place]
    if before is None or before.kind != "word":
        return False
    if token.text == "-":
        return before.word == "half" and place + 1 < len(tokens) and tokens[place + 1].kind == "word"
    return token.text == "." and token.glued


def _mixed(tokens: list[Token]) -> list[Token]:
    """`1½` and `2 ½` as one number."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        if (
            token.value is not None
            and before is not None
            and before.value is not None
            and fraction(token.text) is not None
            and before.text.isdecimal()
        ):
            found[-1] = Token("number", spelt([before, token]), before.value + token.value, before.glued)
        else:
            found.append(token)
    return found


def _in_words(tokens: list[Token]) -> list[Token]:
    """Number words as numbers. `five thousand` stays a number and a scale, so that a range may share the scale."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        value, after = _small(tokens, at)
        if value is None:
            found.append(tokens[at])
            at += 1
            continue
        total, end = Decimal(value), after
        if after < len(tokens) and tokens[after].word == "thousand":  # two thousand five hundred
            rest, last = _small(tokens, _past_and(tokens, after + 1))
            if rest is not None:
                total, end = total * 1000 + rest, last
        found.append(Token("number", spelt(tokens[at:end]), total, tokens[at].glued))
        at = end
    return found


def _small(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """A number below a thousand in words that begins here, and the place after it."""
    value, after = _below_hundred(tokens, at)
    hundreds = at + (value is None and _word(tokens, at) in ("a", "an")) if value is None else after
    if _word(tokens, hundreds) == "hundred" and (value is not None or hundreds > at):
        rest, last = _below_hundred(tokens, _past_and(tokens, hundreds + 1))
        total = 100 * (1 if value is None else value)
        return (total + rest, last) if rest is not None else (total, hundreds + 1)
    if _word(tokens, hundreds) == "dozen" and (value is not None or hundreds > at):
        return 12 * (1 if value is None else value), hundreds + 1
    if _word(tokens, at) == "dozen":
        return 12, at + 1
    return value, after


def _below_hundred(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    value = word_value(_word(tokens, at))
    if value is None:
        return None, at
    if value >= 20:
        unit = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text == "-")
        small = word_value(_word(tokens, unit))
        if small is not None and 0 < small < 10:
            return value + small, unit + 1
    return value, at + 1


def _past_and(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if _word(tokens, at) == "and" else at


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if at < len(tokens) and tokens[at].kind == "word" else ""
