"""Answers as values of a file, TOML or JSON: `12`, `{low = 1, high = 2}`, `{value = 12, grade = "measured"}`."""

from __future__ import annotations

from typing import Any, cast

from archassist.answers.answer import Answer, QuestionLike, read_grade
from archassist.answers.shapes import ShapeFault, Table, shown, strange, text_of
from archassist.answers.typed.allowed import check_number


def answer_from(question: QuestionLike, value: Any) -> Answer:
    """The answer that a TOML value stands for. Raises AnswerError or a fault in plain words."""
    if not isinstance(value, dict):
        return _plain_answer(question, value)
    texts = {key: text_of(value, key) for key in ("by", "source", "note")}
    grade = read_grade(text_of(value, "grade"))
    if "low" in value or "high" in value:
        if "low" not in value or "high" not in value:
            raise ShapeFault("a range needs both low and high")
        low, high = (_end(question, value[key]) for key in ("low", "high"))
        if low > high:
            raise ShapeFault(f"the range runs backwards: low = {low:g} is more than high = {high:g}")
        answer = Answer.between(low, high) if low < high else Answer.exact(low)
    elif "out_of_scope" in value:
        answer = Answer.out_of_scope(text_of(value, "out_of_scope"))
    elif "value" in value:
        answer = _plain_answer(question, value["value"])
    else:
        answer = Answer.unknown()
    return answer.with_evidence(grade, **texts)


def answer_to(answer: Answer, before: Any = None) -> Any:
    """The TOML value for an answer, with keys of the value `before` that this program does not know."""
    table: Table = {}
    if answer.kind == "exact":
        table["value"] = _number(answer.value)
    elif answer.kind == "range":
        table |= {"low": _number(answer.low), "high": _number(answer.high)}
    elif answer.kind == "out_of_scope":
        table["out_of_scope"] = answer.reason
    else:
        table["value"] = "unknown"
    for key in ("grade", "by", "source", "note"):
        if text := getattr(answer, key):
            table[key] = text
    known = ("value", "low", "high", "out_of_scope", "parked", "grade", "by", "source", "note")
    table |= strange(before, known)
    return table["value"] if table.keys() == {"value"} else table


def _plain_answer(question: QuestionLike, value: Any) -> Answer:
    if value == "unknown" or (isinstance(value, str) and not value.strip()):
        return Answer.unknown()
    if isinstance(value, str):
        if question.type == "choice" and value in question.choices:
            return Answer.exact(value)
        return _read(question, value)
    if (
        question.type in ("number", "share")
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    ):
        return Answer.exact(_end(question, value))
    if (
        question.type == "choices"
        and isinstance(value, list)
        and all(isinstance(each, str) for each in value)
    ):
        if all(each in question.choices for each in value):
            return Answer.exact(tuple(choice for choice in question.choices if choice in value))
        answers = [_read(question, each) for each in value]
        if all(isinstance(answer.value, tuple) for answer in answers):
            chosen = {choice for answer in answers for choice in cast("tuple[str, ...]", answer.value)}
            return Answer.exact(tuple(choice for choice in question.choices if choice in chosen))
    wanted = {"choice": "the id of a choice", "choices": "a list of choices"}.get(question.type, "a number")
    raise ShapeFault(f"{shown(value)} where {wanted} belongs")


def _read(question: QuestionLike, text: str) -> Answer:
    """What a person wrote into the file by hand. What the program itself writes is told without the reader, which a
    start would wait for."""
    from archassist.answers.parse import read_answer

    return read_answer(question, text)


def _end(question: QuestionLike, value: Any) -> float:
    if question.type not in ("number", "share"):
        raise ShapeFault("a range where a choice belongs")
    if isinstance(value, str):
        answer = _read(question, value)
        if answer.kind == "exact" and isinstance(answer.value, float):
            return answer.value
        raise ShapeFault(f"{shown(value)} where a number belongs")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ShapeFault(f"{shown(value)} where a number belongs")
    try:
        return check_number(question, float(value))
    except OverflowError:
        raise ShapeFault("this number is too large") from None


def _number(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return list(value) if isinstance(value, tuple) else value
