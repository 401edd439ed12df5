"""The plan as a manager reads it: a few bets a quarter, each with its problem, result, cost, owner and risk.

A bet is a decision to be carried out, with the work that has to come before it; where a quarter has few of those, single
items of the checklist stand beside them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archassist.documents.data import StepLine
from archassist.documents.decision_document import NOTHING
from archassist.documents.markdown import clause, first_sentence, sentence
from archassist.engine import noted
from archassist.engine.telling import PARTLY
from archassist.views.months import month, spelled
from archassist.words import BUCKETS, small
from archassist.working_days import work_text

if TYPE_CHECKING:
    from archassist.documents.context import DocumentContext
    from archassist.documents.decision_document import DecisionDocument

MOST_A_QUARTER, QUARTERS = 5, 3


@dataclass(frozen=True, slots=True)
class Bet:
    """Something the team puts a part of a quarter into. `days` are person-days, low and high, with what comes before it
    (`first`: the titles of those items, as they are done); `waits` are titles of other bets and items that come first,
    `awaits` those of the very pieces of work it waits for, of the last with the month in which that is done. `tail` says
    what of it is done when, where its last piece comes long after the rest.
    `owner` is empty when nobody is named, `asked` the role that usually has it. `start` and `done` are days: its largest
    piece of work begins on the one, and all of it is done on the other. `late` says how it comes after what it is for,
    `holds_up` names what is late and waits for it; both are empty otherwise. `decision` is the id of the one it is a step
    of, or empty; `mark` says what the days rest on, where that has to be said. `place` is that of its first piece of work
    in the checklist; `pieces` is all work in it, its own step last where that takes any; `latest` is the
    last month in which it may be done."""

    title: str
    problem: str
    result: str
    days: tuple[float, float]
    owner: str
    asked: str
    risk: str
    waits: tuple[str, ...]
    first: tuple[str, ...]
    start: str
    done: str
    done_text: str
    done_by: str
    late: str
    decision: str
    mark: str = ""
    place: tuple[int, int] = (0, 0)
    holds_up: str = ""
    awaits: tuple[str, ...] = ()
    tail: str = ""
    pieces: tuple[StepLine, ...] = ()
    latest: str = ""

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owns some of its work, each once."""
        return tuple(
            dict.fromkeys(each for each in (self.owner, *(one.owner for one in self.pieces)) if each)
        )

    def awaited(self, other: Bet) -> bool:
        """Whether this waits for another bet that is done before it."""
        return other.title in self.waits and other.done <= self.done

    @property
    def pressing(self) -> bool:
        """Whether it is late, or something late waits for it."""
        return bool(self.late or self.holds_up)

    @property
    def weeks(self) -> str:
        """Its effort in words, with what that rests on."""
        return noted(work_text(self.days), self.mark)

    @property
    def own_step(self) -> StepLine | None:
        """Its own step, which carries the decision out beside its items; None where that takes no work."""
        return next((each for each in self.pieces if each.kind == "decision" and each.days[1] > 0), None)

    @property
    def own(self) -> str:
        """What of its effort is no item of the checklist, in words: its own step; empty where it has no items, or no work
        beside them."""
        return self.own_step.takes if self.first and self.own_step else ""

    @property
    def items(self) -> str:
        """What its items take together, in words."""
        mine = [each.days for each in self.pieces if each.kind == "practice"]
        return work_text((sum(low for low, _ in mine), sum(high for _, high in mine)))

    @property
    def takes_work(self) -> bool:
        """Whether it takes any work, with what comes before it and belongs to no bet more urgent."""
        return self.days[1] > 0

    @property
    def ends(self) -> str:
        """When it is done, behind the word: done by March 2027, done between October 2028 and May 2029."""
        return f"done {self.done_by}"

    @property
    def lateness(self) -> str:
        """How late it comes, in a sentence; empty where it is in time."""
        return first_sentence(self.late)

    @property
    def helps(self) -> str:
        """What would bring its end nearer, or what of it is done sooner, in a sentence, where it comes late or ends a year
        after it begins; else empty."""
        if self.late:
            return self.late[len(self.lateness) :].strip() or _SOONER
        if _days_between(self.start, self.done) <= _LONG:
            return ""
        return sentence(self.tail) or (
            sentence(f"it waits for {self.awaits[-1]}") if self.awaits else _SOONER
        )


_SOONER = "More people, or a smaller scope, would end it sooner."

_LONG = 365
"""Days after which an end is so far away that people ask what would bring it nearer."""

_GAP = 60
"""Days without any of its work after which what is left of a bet is told apart."""


def _days_between(first: str, last: str) -> int:
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months from today on: their name, and the bets in their order."""

    title: str
    bets: tuple[Bet, ...]


def quarters(review: DocumentContext) -> tuple[Quarter, ...]:
    """The next three quarters, counted from today; one in which nothing begins has no bets."""
    steps = review.data.plan.steps
    claimed = _claimed(review, steps)
    found = []
    for number in range(QUARTERS):
        here = [
            each
            for each in steps
            if quarter_of(review.date, _largest(each, claimed.get(each.id, ()))) == number
        ]
        # What only may become right later is no bet of today: it is told with what is not done now.
        bets = [each for each in here if each.kind == "decision"]
        bets.sort(key=lambda each: _urgency(review, each))
        inside = {step.id for work in claimed.values() for step in work}
        single = [each for each in here if each.kind == "practice" and each.id not in inside]
        single.sort(key=lambda each: -_impact(review, each))  # stays in the plan's order beyond that
        chosen = [_bet(review, each, claimed) for each in [*bets, *single][:MOST_A_QUARTER]]
        title = f"{_month(review.date, number * 3)} to {_month(review.date, number * 3 + 2)}"
        found.append(Quarter(title, tuple(sorted(chosen, key=lambda bet: bet.place))))
    held = _held_up([bet for quarter in found for bet in quarter.bets])
    return tuple(
        replace(
            quarter,
            bets=tuple(replace(bet, holds_up=held.get(bet.title, "")) for bet in quarter.bets),
        )
        for quarter in found
    )


def bets_of_decisions(review: DocumentContext) -> Mapping[str, Bet]:
    """By decision the bet that carries it out, in whatever quarter that begins."""
    steps = review.data.plan.steps
    claimed = _claimed(review, steps)
    found = (_bet(review, each, claimed) for each in steps if each.kind == "decision")
    return {each.decision: each for each in found if each.decision}


def bet_of_items(review: DocumentContext) -> Mapping[str, str]:
    """By item of the checklist the title of the bet that it is a piece of, for those that are a piece of one."""
    steps = review.data.plan.steps
    titles = {each.id: each.title for each in steps}
    return {work.id: titles[id] for id, before in _claimed(review, steps).items() for work in before}


def _held_up(bets: Sequence[Bet]) -> dict[str, str]:
    """By title of a bet one that is late and waits for it, directly or through others."""
    waits = {bet.title: bet.waits for bet in bets}
    found: dict[str, str] = {}
    for late in (bet.title for bet in bets if bet.late):
        left = list(waits[late])
        while left:
            if (title := left.pop()) in waits and title not in found and title != late:
                found[title] = late
                left += waits[title]
    return found


def _month(today: datetime.date, ahead: int) -> str:
    return spelled(month(today, ahead))


def quarter_of(today: datetime.date, step: StepLine) -> int:
    """The number of the quarter in which a step starts; quarters are of whole months, as their titles say."""
    start = datetime.date.fromisoformat(step.start)
    return ((start.year - today.year) * 12 + start.month - today.month) // 3


def _largest(step: StepLine, before: Sequence[StepLine]) -> StepLine:
    """The largest piece of work of a bet: the quarter in which that begins is the bet's."""
    return max((step, *before), key=lambda each: sum(each.days))


def _impact(review: DocumentContext, step: StepLine) -> int:
    item = review.item(step.id)
    return item.item.impact if item else 0


def _claimed(review: DocumentContext, steps: Sequence[StepLine]) -> Mapping[str, tuple[StepLine, ...]]:
    """By step of a decision the work that comes before it and belongs to no bet more urgent."""
    by_title = {each.title: each for each in steps}
    taken: set[str] = set()
    found: dict[str, tuple[StepLine, ...]] = {}
    # What prepares something that is not right yet is worth doing by itself, and stands by itself.
    for each in sorted(
        (each for each in steps if each.kind == "decision"), key=lambda each: _urgency(review, each)
    ):
        before = tuple(one for one in _before(each, by_title) if one.id not in taken)
        taken |= {one.id for one in before}
        found[each.id] = before
    return found


def _before(step: StepLine, by_title: Mapping[str, StepLine]) -> Iterator[StepLine]:
    seen, left = {step.title}, list(step.after)
    while left:
        title = left.pop()
        if title in seen or title not in by_title:
            continue
        seen.add(title)
        if by_title[title].kind == "practice":
            yield by_title[title]
            left += by_title[title].after


def _urgency(review: DocumentContext, step: StepLine) -> tuple[int, int, str]:
    """The smaller, the earlier: decided or to be decided now, then what is late, then by start."""
    decision = review.decision(step.id.partition(".")[0]) if step.kind != "practice" else None
    rank = 99
    if decision is not None and decision.triage is not None:
        rank = decision.triage.rank or (0 if decision.triage.place == "decided" else 99)
    return rank, 0 if step.late else 1, step.start


def _bet(review: DocumentContext, step: StepLine, claimed: Mapping[str, tuple[StepLine, ...]]) -> Bet:
    before = claimed.get(step.id, ())
    titles = {each.id: each.title for each in review.data.plan.steps}
    belongs = {work.title: titles[id] for id, works in claimed.items() for work in works}
    item = review.item(step.id)
    decision = review.decision(step.id.partition(".")[0]) if item is None else None
    inside = {each.title for each in before}
    counted = before if step.milestone and before else (step, *before)
    by_title = {each.title: each for each in review.data.plan.steps}
    outside = dict.fromkeys(
        title for work in (step, *before) for title in work.after if title not in inside and title in by_title
    )
    waits = [belongs.get(title, title) for title in outside]
    awaited = sorted((by_title[title] for title in outside), key=lambda each: each.done)
    owners = [each.owner for each in before if each.owner]
    usual = [one.practice.owner for each in (step, *before) if (one := review.item(each.id))]
    if item is not None:
        problem, result, risk = item.practice.why, item.practice.business, ""
    else:
        problem, result, risk = _told(decision)
    return Bet(
        step.title,
        problem,
        result,
        (
            sum(each.days[0] for each in counted),
            sum(each.days[1] for each in counted),
        ),
        step.owner or next(iter(owners), ""),
        next((each for each in usual if each), ""),
        risk,
        tuple(each for each in dict.fromkeys(waits) if each != step.title),
        tuple(each.title for each in sorted(before, key=lambda each: each.done)),
        _largest(step, before).start,
        step.done,
        step.done_text,
        step.done_by,
        step.late,
        decision.known.id if decision else "",
        _mark_of([each.mark for each in (step, *before)]),
        min((BUCKETS.index(each.bucket), each.rank) for each in (step, *before)),
        awaits=(
            *(each.title for each in awaited[:-1]),
            *(f"{each.title}, done by {spelled(each.done[:7])}" for each in awaited[-1:]),
        ),
        tail=_tail(before),
        pieces=(*sorted(before, key=lambda each: each.done), *(() if step.milestone else (step,))),
        latest=step.latest,
    )


def _tail(pieces: Sequence[StepLine]) -> str:
    """What of a bet's pieces is done when, where its last one comes long after the others; else empty."""
    *others, last = sorted(pieces, key=lambda each: each.done) or (None,)
    if last is None or not others or _days_between(others[-1].done, last.start) <= _GAP:
        return ""
    return f"all but “{last.title}” is done by {spelled(others[-1].done[:7])}"


def _mark_of(marks: Sequence[str]) -> str:
    """What a sum rests on, by what its parts rest on."""
    said = [each for each in marks if each]
    return (said[0] if len(said) == len(marks) and len({*said}) == 1 else PARTLY) if said else ""


def _told(decision: DecisionDocument | None) -> tuple[str, str, str]:
    """Problem, result and risk of a decision's step."""
    if decision is None:
        return "", "", ""
    option, problem = decision.option, decision.problem
    if problem == NOTHING and decision.standing and decision.standing.known.bad:
        drawback = clause(decision.standing.known.bad[0])
        problem = f"with “{decision.standing.title}”, as today, {small(drawback)}"
    return problem, next(iter(option.known.good), ""), next(iter(option.known.bad), "")
