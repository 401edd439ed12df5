"""Several people's reviews of one system as one: what they agree on, and where they differ, ranked by what it decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archassist.answers.answer import GRADES, Answer, same_value
from archassist.answers.answer_text import understood
from archassist.answers.spanning import spanning
from archassist.session.beliefs import belief, beliefs
from archassist.session.parked import Parked, said_of_parked
from archassist.session.verdicts import Verdict, said_of

if TYPE_CHECKING:
    from archassist.session.review import Review


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What one person answered: who, in words, and the decisions that come out otherwise with that answer alone."""

    who: str
    shown: str
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that people answered differently. `decides` names decisions on which their answers lead apart."""

    question: str
    title: str
    said: tuple[PersonAnswer, ...]
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """An option on which people gave different verdicts: who, and the verdict in words."""

    decision: str
    option: str
    title: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """One answer for each question, and disagreements, the one that decides most first.

    `verdicts` holds by decision and option what all who judged it said; where they differ it is only put forward, with
    what each said as the reason, and stands in `disputes`. `parked` are questions that nobody answered and
    somebody put aside. `today` holds what stands, by decision; where people differ nobody's word is taken, and what each
    said stands in `today_disputes`.
    """

    answers: Mapping[str, Answer]
    disagreements: tuple[Disagreement, ...]
    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    parked: Mapping[str, Parked] = field(default_factory=dict)
    today: Mapping[str, str] = field(default_factory=dict)
    today_disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolView:
    """What `merge --json` prints: how many answers and verdicts there are, and what people do not agree on.

    `today` counts decisions of which they say what stands, `today_disputes` are those of which they say different things.
    """

    answers: int
    disagreements: tuple[Disagreement, ...]
    verdicts: int
    disputes: tuple[Dispute, ...]
    today: int
    today_disputes: tuple[Dispute, ...]


def pool_view(pooled: Pool) -> PoolView:
    """What came together, and what did not."""
    return PoolView(
        len(pooled.answers),
        pooled.disagreements,
        len(pooled.verdicts),
        pooled.disputes,
        len(pooled.today),
        pooled.today_disputes,
    )


def pool(reviews: Sequence[Review], samples: int = 512) -> Pool:
    """Bring the answers of several reviews together.

    The same answers stay. Numbers that differ become the range that holds all of them; choices that differ become
    unknown, with a note of who said what. An answer beats "unknown". Evidence is the weakest that was given.
    """
    first = reviews[0]
    answers: dict[str, Answer] = {}
    parked: dict[str, Parked] = {}
    differing: dict[str, list[tuple[str, Answer]]] = {}
    for id in first.rulebook.questions:
        said = [(_name(review), review.answers[id]) for review in reviews if id in review.answers]
        known = [each for each in said if each[1].kind != "unknown"]
        notes = [(_name(review), review.parked[id]) for review in reviews if id in review.parked]
        if not said:
            if notes:
                parked[id] = _parked([each for _, each in notes])
            continue
        if not known or all(same_value(known[0][1], each) for _, each in known):
            answers[id] = _together([each for _, each in known or said])
        else:
            answers[id] = _spanning(first, id, known)
            differing[id] = known
        for who, each in notes:  # somebody put aside what others answered: what they noted is not lost
            note = "; ".join(part for part in (answers[id].note, f"{who}: {said_of_parked(each)}") if part)
            answers[id] = answers[id].with_evidence(note=note)
    found = [_disagreement(first, answers, id, said, samples) for id, said in differing.items()]
    found.sort(key=lambda each: -len(each.decides))
    verdicts, disputes = _verdicts(reviews)
    today, apart = _today(reviews)
    return Pool(answers, tuple(found), verdicts, tuple(disputes), parked, today, tuple(apart))


def bring_along(made: Review, reviews: Sequence[Review], found: Pool) -> None:
    """Puts into the review that was made of several what each answered where they differ, with their names, shown to all;
    and the actions and parked topics of all, each once."""
    for apart in found.disagreements:
        for review in reviews:
            answer = review.answers.get(apart.question)
            if answer is not None and answer.kind != "unknown":
                made.rounds.answer_as(_name(review), apart.question, answer, answer.note)
        made.rounds.reveal(apart.question)
    actions = dict.fromkeys(each for review in reviews for each in review.actions.all.values())
    for action in actions:
        name = made.actions.record(action.title, action.owner, action.due, action.decision)
        if action.status != "todo":
            made.actions.change(name, status=action.status)
    for topic in dict.fromkeys(each for review in reviews for each in review.parking_lot.all.values()):
        made.parking_lot.park(topic.text, topic.by, topic.date)


def _today(reviews: Sequence[Review]) -> tuple[dict[str, str], list[Dispute]]:
    """What stands today as far as all agree who said it, and where they differ."""
    found: dict[str, str] = {}
    apart = []
    for id, decision in reviews[0].rulebook.decisions.items():
        said = [(_name(review), review.today[id]) for review in reviews if id in review.today]
        if len({option for _, option in said}) == 1:
            found[id] = said[0][1]
        elif said:
            words = tuple((who, decision.options[option].title) for who, option in said)
            apart.append(Dispute(id, "", f"Today, {decision.title}", words))
    return found, apart


def _parked(said: Sequence[Parked]) -> Parked:
    def joined(texts: Iterable[str], sign: str) -> str:
        return sign.join(dict.fromkeys(text for text in texts if text))

    grades = {each.grade for each in said}
    return Parked(
        joined((each.note for each in said), "; "),
        grades.pop() if len(grades) == 1 else None,
        joined((each.by for each in said), ", "),
        joined((each.source for each in said), "; "),
    )


def _verdicts(reviews: Sequence[Review]) -> tuple[dict[tuple[str, str], Verdict], list[Dispute]]:
    found: dict[tuple[str, str], Verdict] = {}
    disputes = []
    for id, decision in reviews[0].rulebook.decisions.items():
        taken = [
            (_name(review), review.decisions[id].verdicts) for review in reviews if id in review.decisions
        ]
        accepted = {option for _, mine in taken for option, each in mine.items() if each.status == "accepted"}
        for option in [each for each in ("", *decision.options) if any(each in mine for _, mine in taken)]:
            said = [(who, mine[option]) for who, mine in taken if option in mine]
            together = _one_verdict([each for _, each in said])
            apart = len({each.status for _, each in said}) > 1 or (len(accepted) > 1 and option in accepted)
            if apart:
                words = tuple((who, said_of(each)) for who, each in said)
                because = "; ".join(f"{who}: {text}" for who, text in words)
                together = replace(together, status="proposed", because=because)
                title = decision.options[option].title if option else decision.title
                disputes.append(Dispute(id, option, f"{decision.title}: {title}" if option else title, words))
            found[id, option] = together
    return found, disputes


def _one_verdict(said: Sequence[Verdict]) -> Verdict:
    """The reasons, deciders and dissent of all, and the last day."""
    return Verdict(
        said[0].status,
        "; ".join(dict.fromkeys(each.because for each in said if each.because)),
        tuple(dict.fromkeys(name for each in said for name in each.by)),
        "",
        max(each.date for each in said),
        min((each.review_on for each in said if each.review_on), default=""),
        tuple(dict.fromkeys(one for each in said for one in each.against)),
    )


def _disagreement(
    review: Review, answers: Mapping[str, Answer], id: str, said: Sequence[tuple[str, Answer]], samples: int
) -> Disagreement:
    common = beliefs(answers, review.rulebook)
    advice = [review.engine.advise({**common, id: belief(answer)}, samples=samples) for _, answer in said]
    apart = tuple(each for each in review.rulebook.decisions if len({mine[each] for mine in advice}) > 1)
    usual = review.engine.advise(common, samples=samples)
    question = review.rulebook.questions[id]
    return Disagreement(
        id,
        question.title,
        tuple(
            PersonAnswer(
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
    spanned = spanning([answer for _, answer in said])
    together = _together([answer for _, answer in said])
    return spanned.with_evidence(together.grade or "", together.by, together.source, note)


def _name(review: Review) -> str:
    return review.path.stem
