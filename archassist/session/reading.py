"""Reads what a person typed into an answer: a value, a range, several choices, `unknown`, or out of scope."""

from __future__ import annotations

import difflib
import math
import re
from decimal import Decimal

from archassist.session.answers import Answer, AnswerError, QuestionLike
from archassist.session.quantities import LONGEST, Quantity, how_to_answer, read_quantity
from archassist.session.wording import plain, readable

_UNKNOWN = frozenset(
    [
        "unknown",
        "?",
        "??",
        "dont know",
        "don't know",
        "do not know",
        "we don't know",
        "nobody knows",
        "no idea",
        "not known",
        "idk",
        "dunno",
    ]
)
_OUT = re.compile(
    r"(?:out[ _-]of[ _-]scope|not applicable|does not apply|doesn't apply|n/a|n\.a\.)(?:\s*[:,;(—–-]\s*|\s+because\s+|\s*$)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT = re.compile(
    r"(?:~|≈|about\b|around\b|approx(?:imately)?\b\.?|roughly\b|circa\b|ca\.)\s*(.+)", re.I | re.S
)
_ONE_SIDED = re.compile(
    r"(?:[<>≤≥]=?|up to\b|at (?:most|least)\b|(?:more|less|fewer) than\b|over\b|under\b)", re.I
)
_BETWEEN = re.compile(r"(?:between|from)\s+(.+?)\s+(?:and|to)\s+(.+)", re.I | re.S)
_RANGE = re.compile(r"\s*(?:\.{2,3}|…|–|—|\bto\b|(?<=[\w%$ ])(?<!\de)(?<!\dE)-(?=[\s\d.$]))\s*", re.I)
_ABOUT_FACTOR = Decimal("1.25")
"""`~200` is understood as 160 to 250: the person gave a rounded number, not a measured one."""
_ABOUT_ODDS = Decimal("1.5")
"""`~40%` is understood through its odds, so that `~95%` stays below 100%."""


def read_answer(question: QuestionLike, text: str) -> Answer:
    """The answer that `text` gives to `question`. Raises AnswerError with a plain message that says what to type."""
    said = text.strip()
    if not said:
        raise AnswerError("Nothing was typed. Write unknown when nobody knows.")
    if question.type in ("choice", "choices") and _find(question, said) is not None:
        return _chosen(question, said)  # a choice may be called anything, even “unknown”
    if plain(said) in _UNKNOWN:
        return Answer.unknown()
    if found := _OUT.fullmatch(said):
        return Answer.out_of_scope(found.group(1).strip().rstrip(")").strip())
    if question.type in ("choice", "choices"):
        return _chosen(question, said)
    if len(said) > LONGEST:
        raise AnswerError(f"That is {len(said):,} characters long. {how_to_answer(question)}")
    return _number(question, said)


def check_number(question: QuestionLike, value: float) -> float:
    """`value` when it may answer the question; integral values come back as they are. Raises AnswerError."""
    if math.isnan(value) or math.isinf(value):
        raise AnswerError(f"That number is too large to reckon with. {how_to_answer(question)}")
    if question.levels:
        for level in question.levels:
            if math.isclose(level, value, rel_tol=1e-12):
                return level
        raise AnswerError(f"{value:.10g} is not one of the levels. {how_to_answer(question)}")
    low, high = question.range or ((0.0, 1.0) if question.type == "share" else (-math.inf, math.inf))
    if not low <= value <= high:
        side = "less" if value < low else "more"
        span = f"{readable(question, low)} to {readable(question, high)}"
        hint = f" Did you mean {value:g}%?" if question.type == "share" and 1 < value <= 100 else ""
        raise AnswerError(f"{readable(question, value)} is {side} than this question takes: {span}.{hint}")
    return value


def _number(question: QuestionLike, said: str) -> Answer:
    if found := _ABOUT.fullmatch(said):
        return _about(question, found.group(1))
    if found := _BETWEEN.fullmatch(said):
        return _range(question, found.group(1), found.group(2))
    if one_sided := _ONE_SIDED.match(said):
        sign = one_sided.group()
        raise AnswerError(
            f"“{sign}” gives one end only. Write both ends of the range, such as 10..50, or unknown."
        )
    ends = _RANGE.split(said)
    if len(ends) == 2 and all(end.strip() for end in ends):
        return _range(question, *ends)
    if len(ends) > 1:
        raise AnswerError(f"“{said}” is not a range. Write its two ends, such as 10..50.")
    return Answer.exact(check_number(question, _float(read_quantity(said, question).value)))


def _range(question: QuestionLike, first: str, second: str) -> Answer:
    high = read_quantity(second, question)
    low = _low_end(question, first, high)
    if low.value > high.value:
        ends = f"{first.strip()} is more than {second.strip()}"
        raise AnswerError(f"The range runs backwards: {ends}. Write the lower end first.")
    bottom, top = (check_number(question, _float(end.value)) for end in (low, high))
    return Answer.exact(bottom) if bottom == top else Answer.between(bottom, top)


def _low_end(question: QuestionLike, first: str, high: Quantity) -> Quantity:
    """The lower end. A bare number shares the upper end's suffix (`10..50k`) unless that would turn the range round."""
    try:
        alone = read_quantity(first, question)
    except AnswerError:
        if not high.suffix:
            raise
        return read_quantity(first, question, high.suffix)
    if alone.suffix or not high.suffix:
        return alone
    shared = read_quantity(first, question, high.suffix)
    return shared if shared.value <= high.value else alone


def _about(question: QuestionLike, said: str) -> Answer:
    if len(_RANGE.split(said)) == 2:
        return _number(question, said)
    value = read_quantity(said, question).value
    centre = check_number(question, _float(value))
    if question.levels or not value:
        return Answer.exact(centre)
    if question.type == "share":
        if value >= 1:
            return Answer.exact(centre)
        odds = value / (1 - value)
        ends = [scaled / (1 + scaled) for scaled in (odds / _ABOUT_ODDS, odds * _ABOUT_ODDS)]
    else:
        ends = [value / _ABOUT_FACTOR, value * _ABOUT_FACTOR]
    low, high = question.range or (-math.inf, math.inf)
    bottom, top = (min(max(float(f"{float(end):.2g}"), low), high) for end in ends)
    return Answer.between(min(bottom, centre), max(top, centre)) if bottom < top else Answer.exact(centre)


def _float(value: Decimal) -> float:
    # Twelve digits: conversions such as /day to /s do not end, and nobody typed the sixteenth digit.
    number = float(value)
    return number if len(value.as_tuple().digits) <= 17 else float(f"{number:.12g}")


def _chosen(question: QuestionLike, said: str) -> Answer:
    if question.type == "choice":
        choice = _find(question, said)
        if choice is None:
            raise AnswerError(_no_such(question, said))
        return Answer.exact(choice)
    whole = _find(question, said)
    if whole is not None:
        return Answer.exact((whole,))
    if plain(said) in ("none", "nothing", "none of these", "none of them"):
        return Answer.exact(())
    chosen = set()
    for part in re.split(r"[,;\n]|\s+and\s+|\s\+\s", said):
        if part.strip():
            choice = _find(question, part)
            if choice is None:
                raise AnswerError(_no_such(question, part.strip()))
            chosen.add(choice)
    return Answer.exact(tuple(choice for choice in question.choices if choice in chosen))


def _find(question: QuestionLike, said: str) -> str | None:
    """The choice that `said` names: by id, label, number in the list, or a beginning that only one choice has."""
    if said.strip() in question.choices:
        return said.strip()
    word = plain(said)
    if not word:
        return None
    names = {choice: (plain(choice), plain(label)) for choice, label in question.choices.items()}
    exact = [choice for choice, spelled in names.items() if word in spelled]
    if exact:
        return exact[0] if len(exact) == 1 else None
    if word.isdecimal() and 1 <= int(word[:6]) <= len(question.choices):
        return list(question.choices)[int(word) - 1]
    if len(word) < 3:
        return None
    begun = [choice for choice, spelled in names.items() if any(name.startswith(word) for name in spelled)]
    return begun[0] if len(begun) == 1 else None


def _no_such(question: QuestionLike, said: str) -> str:
    shown = said if len(said) <= 60 else said[:57] + "..."
    names = {
        name: choice for choice, label in question.choices.items() for name in (plain(label), plain(choice))
    }
    near = difflib.get_close_matches(plain(said)[:60], names, n=1, cutoff=0.6)
    hint = f" Did you mean {names[near[0]]}?" if near else ""
    return f"“{shown}” is not one of the choices.{hint} Choices: {', '.join(question.choices)}."
