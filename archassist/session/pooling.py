"""Several people's reviews of one system as one: what they agree on, and where they differ, ranked by what it decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archassist.session.answers import GRADES, Answer, same_value
from archassist.session.wording import understood

if TYPE_CHECKING:
    from archassist.session.review import Review


@dataclass(frozen=True, slots=True)
class Said:
    """What one person answered: who, in words, and the decisions that come out otherwise with that answer alone."""

    who: str
    shown: str
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that people answered differently. `decides` names decisions on which their answers lead apart."""

    question: str
    title: str
    said: tuple[Said, ...]
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """One answer for each question, and disagreements, the one that decides most first."""

    answers: Mapping[str, Answer]
    disagreements: tuple[Disagreement, ...]


def pool(reviews: Sequence[Review], samples: int = 512) -> Pool:
    """Bring the answers of several reviews together.

    The same answers stay. Numbers that differ become the range that holds all of them; choices that differ become
    unknown, with a note of who said what. An answer beats "unknown". Evidence is the weakest that was given.
    """
    first = reviews[0]
    answers: dict[str, Answer] = {}
    differing: dict[str, list[tuple[str, Answer]]] = {}
    for id in first.rulebook.questions:
        said = [(_name(review), review.answers[id]) for review in reviews if id in review.answers]
        known = [each for each in said if each[1].kind != "unknown"]
        if not said:
            continue
        if not known or all(same_value(known[0][1], each) for _, each in known):
            answers[id] = _together([each for _, each in known or said])
        else:
            answers[id] = _spanning(first, id, known)
            differing[id] = known
    found = [_disagreement(first, answers, id, said, samples) for id, said in differing.items()]
    found.sort(key=lambda each: -len(each.decides))
    return Pool(answers, tuple(found))


def _disagreement(
    review: Review, answers: Mapping[str, Answer], id: str, said: Sequence[tuple[str, Answer]], samples: int
) -> Disagreement:
    from archassist.session.beliefs import belief, beliefs

    common = beliefs(answers, review.rulebook)
    advice = [review.engine.advise({**common, id: belief(answer)}, samples=samples) for _, answer in said]
    apart = tuple(each for each in review.rulebook.decisions if len({mine[each] for mine in advice}) > 1)
    usual = review.engine.advise(common, samples=samples)
    question = review.rulebook.questions[id]
    return Disagreement(
        id,
        question.title,
        tuple(
            Said(
                who, understood(question, answer), tuple(each for each in apart if mine[each] != usual[each])
            )
            for (who, answer), mine in zip(said, advice, strict=True)
        ),
        apart,
    )


def _together(same: Sequence[Answer]) -> Answer:
    graded = [each.grade for each in same if each.grade]
    weakest = min(graded, key=GRADES.index) if graded and len(graded) == len(same) else ""
    people = ", ".join(dict.fromkeys(each.by for each in same if each.by))
    sources = "; ".join(dict.fromkeys(each.source for each in same if each.source))
    notes = "; ".join(dict.fromkeys(each.note for each in same if each.note))
    return same[0].with_evidence(weakest or "", people, sources, notes)


def _spanning(review: Review, id: str, said: Sequence[tuple[str, Answer]]) -> Answer:
    question = review.rulebook.questions[id]
    note = "; ".join(f"{who}: {understood(question, answer)}" for who, answer in said)
    ends: list[float] = []
    for _, answer in said:
        if answer.kind == "range" and answer.low is not None and answer.high is not None:
            ends += [answer.low, answer.high]
        elif answer.kind == "exact" and isinstance(answer.value, float | int):
            ends.append(float(answer.value))
    numbers = len(ends) >= 2 and all(answer.kind in ("exact", "range") for _, answer in said)
    spanned = Answer.between(min(ends), max(ends)) if numbers and min(ends) < max(ends) else Answer.unknown()
    together = _together([answer for _, answer in said])
    return spanned.with_evidence(together.grade or "", together.by, together.source, note)


def _name(review: Review) -> str:
    return review.path.stem
