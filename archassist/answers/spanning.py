"""One answer that holds what several people answered."""

from __future__ import annotations

from collections.abc import Sequence

from archassist.answers.answer import Answer, same_value


def spanning(answers: Sequence[Answer]) -> Answer:
    """The answer itself where all are the same; for numbers that differ the range that holds all of them; else unknown."""
    if answers and all(same_value(answers[0], each) for each in answers):
        return answers[0]
    ends: list[float] = []
    for answer in answers:
        if answer.kind == "range" and answer.low is not None and answer.high is not None:
            ends += [answer.low, answer.high]
        elif answer.kind == "exact" and isinstance(answer.value, float | int):
            ends.append(float(answer.value))
        else:
            return Answer.unknown()
    return Answer.between(min(ends), max(ends)) if ends and min(ends) < max(ends) else Answer.unknown()
