"""Reads a number, a range, a bound or a rounded figure as people type them: `1.2k`, `10..50k`, `up to 12`, `~200`.

What can be understood in two ways is read in all of them (`Forks`): when one of them is an answer, that is it; when two
are, the person is asked back with both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from archassist.answers.answer import Answer, AnswerError, QuestionLike, UndecidedError
from archassist.answers.typed.allowed import check_number
from archassist.answers.typed.amounts import PERCENT, Amount
from archassist.answers.typed.asked import Asked, asked_of, how_to_answer, no_number
from archassist.answers.typed.bounds import rounded, within_bound
from archassist.answers.typed.daily import by_the_month
from archassist.answers.typed.numerals import Forks
from archassist.answers.typed.quantities import LONGEST, amount_of, completed, over_a_day, value_of
from archassist.answers.typed.ranges import begins_open, lines, no_range, opened, parted
from archassist.answers.typed.readings import only_reading
from archassist.answers.typed.shares import share_of, share_value
from archassist.answers.typed.spelling import Unseen, tidy
from archassist.answers.typed.surroundings import rounded_off, unwrapped
from archassist.answers.typed.tokens import Token, spelt, tokenize

FAR_APART = 1000
"""Ends of a range further apart than this, of which only one says thousands, are asked back (`500-1M`)."""

_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.I)
_NOTHING = frozenset(["none", "nothing", "nil", "nobody"])
_NINES = {2: "99", 3: "99.9", 4: "99.99", 5: "99.999"}


def read_number(
    question: QuestionLike, text: str, given: Mapping[str, Answer], decimal_comma: bool | None = None
) -> Answer:
    """The answer that a text gives to a question for a number or a share. Raises AnswerError.

    `decimal_comma`: as `read_answer` takes it.
    """
    if len(text) > LONGEST:
        raise AnswerError(f"That is {len(text):,} characters long. {how_to_answer(question)}")
    try:
        said = tidy(text)
    except Unseen:
        raise AnswerError("That contains an invisible character. Type it again.") from None
    asked = asked_of(question)
    return only_reading(
        question, text, lambda forks: _Reading(asked, said, given, forks).answer(), decimal_comma
    )


class _Reading:
    """One way through the forks."""

    def __init__(self, asked: Asked, said: str, given: Mapping[str, Answer], forks: Forks) -> None:
        self.asked = asked
        self.question = asked.question
        self.said = said
        self.given = given
        self.forks = forks

    def answer(self) -> Answer:
        """The answer of this reading. Raises AnswerError."""
        try:
            return self._answer()
        except ArithmeticError:
            raise AnswerError(f"That number is too large. {how_to_answer(self.question)}") from None

    def _answer(self) -> Answer:
        said = self.said
        if self.asked.kind == "time" and len(said) > 2 and (found := _ISO.fullmatch(said)):
            said = " ".join(
                f"{n} {unit}" for n, unit in zip(found.groups(), ("d", "h", "min", "s"), strict=True) if n
            )
        tokens = unwrapped(tokenize(said, self.forks))
        if len(tokens) > 1 and tokens[0].text == "+":
            more = spelt(tokens[1:])
            raise AnswerError(f"“{self.said}” could be {more}, or {more} more than now. Write the total.")
        if not any(token.kind == "number" for token in tokens) and not self._is_word_answer(tokens):
            raise no_number(self.said, self.question)
        if self._nothing(tokens):
            return Answer.exact(check_number(self.question, 0.0))
        if (nines := self._nines(tokens)) is not None:
            return Answer.exact(check_number(self.question, float(nines)))
        if (rest := rounded_off(tokens)) is not None:
            return rounded(self.question, self._range_or_one(rest))
        bounded = within_bound(self.asked, tokens, self._one)
        return bounded if bounded is not None else self._range_or_one(tokens)

    def _nothing(self, tokens: Sequence[Token]) -> bool:
        return len(tokens) == 1 and tokens[0].word in _NOTHING and self.asked.kind != "share"

    def _is_word_answer(self, tokens: Sequence[Token]) -> bool:
        """Texts without any number that may be understood: `daily`, `most`, `an hour`."""
        return bool(tokens) and all(
            token.kind == "word" or token.text in ("-", "'", "~", "≈", "<", ">", "=", "?") for token in tokens
        )

    # -- ranges

    def _range_or_one(self, tokens: Sequence[Token]) -> Answer:
        if not tokens:
            raise no_number(self.said, self.question)
        tokens = opened(tokens, self.said)
        if (around := self._plus_minus(tokens)) is not None:
            return around
        if self.asked.kind == "share" and len(tokens) > 3 and tokens[1].text == ":":
            return self._one(tokens)  # 100:1 reads to writes
        places = parted(tokens)
        slashes = lines(tokens, self.asked)
        if not places and len(slashes) == 1 and self.forks.take("line", 2):
            places = slashes
        if len(places) == 1:
            return self._range(tokens[: places[0]], tokens[places[0] + 1 :])
        if places or begins_open(tokens):
            raise no_range(self.said)
        return self._one(tokens)

    def _range(self, first: Sequence[Token], last: Sequence[Token]) -> Answer:
        if not first or not last:
            raise no_range(self.said)
        low, high = self._amount(first), self._amount(last)
        if (shared := completed(high, replace(low, scale=None))) is not None:
            high = (high, shared)[self.forks.take("upper", 2)]  # 1 TB..2, 10%..20
        low = self._low_end(low, high)
        bottom, top = self._value(low), self._value(high)
        if bottom > top:
            ends = f"{spelt(first)} is more than {spelt(last)}"
            raise AnswerError(f"The range runs backwards: {ends}. Write the lower end first.")
        daily = over_a_day(high, self.asked)
        if daily != over_a_day(low, self.asked):
            raise AnswerError(
                f"“{self.said}” gives its two ends per different periods. Write both per the same period."
            )
        return self._between(bottom, top, daily)

    def _low_end(self, alone: Amount, high: Amount) -> Amount:
        """The lower end. It shares what only the upper end has, as far as that does not turn the range round."""
        if self._is_said_in_full(alone, high):
            scaled = replace(alone, scale=high.scale, per=alone.per or high.per)
            own = replace(alone, unit=alone.unit or high.unit, per=alone.per or high.per)
            if self._value(scaled) <= self._value(high):
                return (scaled, own)[self.forks.take("full", 2)]  # $5-10k
            return self._near_enough(own, alone, high)
        shared = completed(alone, high)
        if shared is None and not high.hundreds:
            return alone
        shared = shared or alone
        top = self._value(high)
        if high.hundreds and not alone.hundreds and alone.scale is None and alone.number * 100 <= high.number:
            shared = replace(shared, number=(alone.number, alone.number * 100)[self.forks.take("hundred", 2)])
        if self._value(shared) <= top:
            if self.asked.kind == "share" and alone.unit is None and 0 < alone.number <= min(Decimal(1), top):
                return (shared, alone)[self.forks.take("end", 2)]  # 0.1..20%
            return shared
        unscaled = replace(shared, scale=alone.scale)
        found = unscaled if (high.per and not alone.per) or self._value(unscaled) <= top else alone
        return self._near_enough(found, alone, high)

    def _near_enough(self, low: Amount, alone: Amount, high: Amount) -> Amount:
        """The lower end. Raises UndecidedError when it has no scale, the other has one, and they are far apart."""
        if (
            high.scale is not None
            and alone.scale is None
            and 0 < self._value(low) * FAR_APART < self._value(high)
        ):
            raise UndecidedError(
                f"“{self.said}” leaves open what {alone.said} counts. Write both ends in full, such as 500k..1M."
            )
        return low

    def _is_said_in_full(self, low: Amount, high: Amount) -> bool:
        """Whether the lower end says what it counts (`$5`, `5 users`), but not whether the other's thousands are its own.

        An end without anything of its own shares what stands behind both: `5-10k`, `45-60M/year`.
        """
        named = low.unit is not None or bool(low.noun) or bool(low.per)
        return named and low.scale is None and high.scale is not None and not high.hundreds and low.number > 0

    def _plus_minus(self, tokens: Sequence[Token]) -> Answer | None:
        """`10k ± 10%`, `10 +/- 2`."""
        places = [place for place, token in enumerate(tokens) if token.text in ("±", "+/-", "+-")]
        if not places:
            return None
        first, last = tokens[: places[0]], tokens[places[0] + 1 :]
        if len(places) > 1 or not first or not last:
            raise no_range(self.said)
        centre = self._amount(first)
        value = self._value(centre)
        if last[-1].word in PERCENT and self.asked.kind not in ("share", "percent"):
            part = Asked(self.question, "share", self.asked.measure)
            width = value * share_value(share_of(last, part, self.forks), part, self.forks)
        else:
            around = self._amount(last)
            if (shared := completed(around, centre)) is not None:
                unscaled = replace(shared, scale=around.scale)
                around = (shared, unscaled)[self.forks.take("width", 2)]  # 10k ± 1
            width = self._value(around)
        return self._between(value - width, value + width, over_a_day(centre, self.asked))

    # -- one number

    def _one(self, tokens: Sequence[Token]) -> Answer:
        words = [token.word for token in tokens if token.word != "the"]
        if self.asked.kind == "share" and words in (["most"], ["majority"]):
            return Answer.between(0.5, (self.question.range or (0, 1))[1])
        amount = self._amount(tokens)
        value = self._value(amount)
        if over_a_day(amount, self.asked):
            return self._between(value, value, True)
        return Answer.exact(check_number(self.question, _float(value), typed=True))

    def _nines(self, tokens: Sequence[Token]) -> Decimal | None:
        """`three nines`, `3 9s`, `3x9`, `three and a half nines`."""
        if self.question.unit != "%" or tokens[0].value is None:
            return None
        count, rest = tokens[0].value, [token.word for token in tokens[1:]]
        half = rest[:3] == ["and", "a", "half"]
        rest = rest[3:] if half else rest
        if rest not in (["nines"], ["nine"], ["9", "s"], ["x", "9"]):
            return None
        if count not in _NINES:
            raise AnswerError(f"“{self.said}” is not a number of nines. {how_to_answer(self.question)}")
        return Decimal(_NINES[int(count)] + (("5" if count > 2 else ".5") if half else ""))

    # -- amounts and values

    def _amount(self, tokens: Sequence[Token]) -> Amount:
        if not tokens:
            raise no_number(self.said, self.question)
        if self.asked.kind == "share":
            return share_of(tokens, self.asked, self.forks)
        return amount_of(tokens, self.asked, self.forks)

    def _value(self, amount: Amount) -> Decimal:
        value = (
            share_value(amount, self.asked, self.forks)
            if self.asked.kind == "share"
            else value_of(amount, self.asked)
        )
        if self.asked.kind == "percent" and amount.unit is None and value < 1:
            # 0.999 of an availability: the share, as people write it in code.
            return (value, value * 100)[self.forks.take("whole", 2, (0, 1))]
        return value

    def _between(self, low: Decimal, high: Decimal, daily: bool) -> Answer:
        if daily:
            return by_the_month(self.question, self.said, low, high, self.given)
        bottom, top = (check_number(self.question, _float(end), typed=True) for end in (low, high))
        return Answer.exact(bottom) if bottom == top else Answer.between(bottom, top)


def _float(value: Decimal) -> float:
    # Twelve digits: conversions such as /day to /s do not end, and nobody typed the sixteenth digit.
    number = float(value)
    return number if len(value.as_tuple().digits) <= 17 else float(f"{number:.12g}")
