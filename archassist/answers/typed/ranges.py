"""Finds the two ends of a range in its tokens: `10..50k`, `10 - 20`, `between 5 and 10`, `[5, 10]`, `5 or 6`, `10k/20k`."""

from __future__ import annotations

from collections.abc import Sequence

from archassist.answers.answer import AnswerError
from archassist.answers.typed.asked import Asked
from archassist.answers.typed.tokens import Token
from archassist.answers.typed.units import is_currency

_TO = frozenset(["..", "...", "to", "until", "till", "bis", "through"])


def no_range(said: str) -> AnswerError:
    """The refusal of something that looks like a range."""
    return AnswerError(f"“{said}” is not a range. Write its two ends, such as 10..50.")


def opened(tokens: Sequence[Token], said: str) -> list[Token]:
    """`between X and Y`, `from X to Y` and `[X, Y]` as `X to Y`."""
    found = list(tokens)
    if found[0].word in ("between", "from"):
        word = found.pop(0).word
        for place, token in enumerate(found):
            if token.word == "and" and word == "between":
                found[place] = Token("word", "to")
                break
        else:
            if not any(token.word in _TO or token.text == "-" for token in found[1:]):
                raise no_range(said)
    elif found[0].text == "[" and found[-1].text == "]":
        found = [Token("word", "to") if token.text in (",", ";") else token for token in found[1:-1]]
        if not found:
            raise no_range(said)
    return found


def parted(tokens: Sequence[Token]) -> list[int]:
    """The places of all tokens that part two ends."""
    return [place for place in range(1, len(tokens)) if _parts(tokens, place)]


def begins_open(tokens: Sequence[Token]) -> bool:
    """Whether the lower end is missing (`..50`)."""
    return tokens[0].text in _TO


def lines(tokens: Sequence[Token], asked: Asked) -> list[int]:
    """The places of lines between numbers, which may part two ends or be fractions."""
    return [place for place in range(1, len(tokens) - 1) if _divides(tokens, place, asked)]


def _parts(tokens: Sequence[Token], place: int) -> bool:
    """Whether the token parts the two ends of a range."""
    token = tokens[place]
    if token.word in _TO:
        return token.text != "To"  # a terabyte in French: 2 To
    follows = tokens[place + 1] if place + 1 < len(tokens) else None
    if follows is None:
        return token.text == "-"
    begins = follows.kind == "number" or is_currency(follows.text) or follows.text == "-"
    if token.text == "-":
        return (begins and tokens[place - 1].text not in _TO) or follows.word in ("half", "a", "an")
    if token.text == "~" or token.word in ("a", "à"):
        return begins and tokens[place - 1].kind in ("number", "word")
    return token.word == "or" and _neighbours(tokens, place)


def _neighbours(tokens: Sequence[Token], place: int) -> bool:
    """`5 or 6` means one of two neighbours; `10k or 20k` is undecided."""
    one, other = tokens[place - 1].value, tokens[place + 1].value
    return one is not None and other == one + 1


def _divides(tokens: Sequence[Token], place: int, asked: Asked) -> bool:
    """Whether a line stands between two numbers (`10k/20k`, `5/6`), which may be a range or a fraction."""
    if tokens[place].text != "/" or asked.kind == "share" or tokens[place + 1].kind != "number":
        return False
    if (tokens[place - 1].text, tokens[place + 1].text) == ("1", "2") and place + 2 < len(tokens):
        return False  # 1/2 M
    return tokens[-1].kind == "number" or "time" not in asked.measure.per
