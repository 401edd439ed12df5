"""Reads shares: `40%`, `0.4`, `1 in 20`, `a third`, `most`, `100:1 reads to writes`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from archassist.answers.answer import AnswerError
from archassist.answers.typed import counted
from archassist.answers.typed.amounts import Amount, read_amount
from archassist.answers.typed.asked import Asked, how_to_answer, refused
from archassist.answers.typed.numerals import Forks
from archassist.answers.typed.spelling import fraction
from archassist.answers.typed.tokens import Token, denominator, spelt

_ALL = frozenset(["all", "everything", "everyone", "everybody"])
_NONE = frozenset(["none", "nothing", "nobody", "no"])


def share_of(tokens: Sequence[Token], asked: Asked, forks: Forks) -> Amount:
    """The share that the tokens spell, as an amount whose unit is percent unless a share between 0 and 1 was written.

    Raises AnswerError.
    """
    said = spelt(tokens)
    tokens = _without_base(tokens, asked)
    if len(tokens) == 1 and tokens[0].kind == "word" and tokens[0].word in _ALL | _NONE:
        return _percent(said, Decimal(100 if tokens[0].word in _ALL else 0))
    if len(tokens) > 2 and tokens[0].kind == "number" and tokens[1].text == ":":
        return _ratio(said, tokens, asked)
    if (part := _fraction(tokens)) is not None:
        above, below = part
        if not below or above > below:
            raise AnswerError(f"“{said}” is not a part of a whole. {how_to_answer(asked.question)}")
        return _percent(said, above / below * 100)
    amount = read_amount(_of_the_part(said, tokens, asked), asked, forks)
    if amount.scale is not None:
        raise refused(asked.question, f"“{said}” does not fit a share")
    if amount.unit is None and not amount.per and _is_spoken(tokens):
        return _percent(said, amount.number * 100)
    bare = amount.unit is None and tokens[0].text in ("1", "one")
    return Amount(said, amount.number, None, amount.unit, amount.per, bare=bare)


def share_value(amount: Amount, asked: Asked, forks: Forks) -> Decimal:
    """The share between 0 and 1. Raises AnswerError."""
    if amount.per or (amount.unit is not None and amount.unit[0] != "percent"):
        raise AnswerError(f"“{amount.said}” does not fit a share. {how_to_answer(asked.question)}")
    if amount.unit is not None:
        return amount.number * amount.unit[1] / 100
    if amount.bare:  # One of a hundred, or all of it? Nothing in the text tells.
        return Decimal(("0.01", "1")[forks.take("one", 2)])
    if amount.number > 1:
        raise AnswerError(
            f"{amount.said} is more than the whole. Write {amount.said}% or a share between 0 and 1."
        )
    return amount.number


def _percent(said: str, number: Decimal) -> Amount:
    return Amount(said, number, None, ("percent", Decimal(1)))


def _is_spoken(tokens: Sequence[Token]) -> bool:
    """Whether the share is in words (`half`, `two thirds`) or a character such as ½: no percentage could be meant."""
    return any(denominator(token) is not None for token in tokens) or fraction(tokens[0].text) is not None


def _fraction(tokens: Sequence[Token]) -> tuple[Decimal, Decimal] | None:
    """`1/20`, `1 in 20`, `3 out of 4`."""
    words = [token.word if token.value is None else "" for token in tokens]
    if words in (["", "/", ""], ["", "in", ""], ["", "of", ""], ["", "out", "of", ""]):
        above, below = tokens[0].value, tokens[-1].value
        assert above is not None
        assert below is not None
        return above, below
    return None


def _ratio(said: str, tokens: Sequence[Token], asked: Asked) -> Amount:
    """`100:1 reads to writes`. A ratio without words may be read from either side, and is asked back."""
    question, spoken = asked.question, asked.question.spoken
    one, other = tokens[0].value, tokens[2].value
    words = [token.word for token in tokens[3:] if token.word not in ("to", ":", "/", "-", "and", "against")]
    if one is None or other is None or not one + other:
        raise AnswerError(f"“{said}” is not a ratio. {how_to_answer(question)}")
    first, last = (each / (one + other) * 100 for each in (one, other))
    part, rest = spoken.part, spoken.rest
    if words and part and len(words) == 2 and {_plural(each) for each in words} == {part, rest}:
        return _percent(said, first if _plural(words[0]) == part else last)
    if words:
        raise refused(question, f"“{said}” is not a ratio of what is asked here")
    two = f"{float(first):.3g}%", f"{float(last):.3g}%"
    part_of_whole = f" or {float(one / other * 100):.3g}%" if one < other else ""
    if part:
        raise AnswerError(
            f"“{said}” could be {part} to {rest} ({two[0]} {part}) or {rest} to {part} ({two[1]} {part}). "
            f"Write {two[0]} or {two[1]}, or {said} {rest} to {part}."
        )
    raise AnswerError(f"“{said}” could be {two[0]} or {two[1]}{part_of_whole}. Write the one that is asked.")


def _plural(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"


def _without_base(tokens: Sequence[Token], asked: Asked) -> Sequence[Token]:
    """The tokens without `of statements`, when that is what the question takes the share of."""
    places = [place for place, token in enumerate(tokens) if token.word == "of" and place > 0]
    if not places or tokens[-1].kind != "word":
        return tokens
    at = places[-1]
    known = counted.words_of(asked.question) | {"the", "all", "our", "them", "it", "and"}
    base = [token for token in tokens[at + 1 :] if token.text != "'" and token.word != "s"]
    if base and all(token.kind == "word" and token.word in known for token in base):
        return tokens[:at]
    return tokens


def _of_the_part(said: str, tokens: Sequence[Token], asked: Asked) -> Sequence[Token]:
    """The tokens without the name of the part (`10% writes`); the rest's name is asked back (`90% reads`)."""
    spoken = asked.question.spoken
    if len(tokens) < 2 or tokens[-1].kind != "word" or not spoken.part:
        return tokens
    named = _plural(tokens[-1].word)
    if named == spoken.rest:
        raise AnswerError(
            f"“{said}” is the share of {spoken.rest}; this asks for {spoken.part}. Write what is left of 100%."
        )
    return tokens[:-1] if named == spoken.part else tokens
