"""What differs between two reviews: the answers, the advice, and what moved which advice.

Advice can change because of an answer, because of what is known of an answer (evidence), because time has passed, because
the team ranks qualities otherwise, or because the rules have changed. Each of these is put into the old review alone, and
only what is needed for the new advice is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from archassist.answers.answer_text import understood
from archassist.engine import BeliefError
from archassist.session.parked import said_of_parked
from archassist.session.rulebooks import engine_for
from archassist.session.verdicts import said_of
from archassist.workflows.aged_beliefs import aged
from archassist.workflows.difference import (
    ChangeCause,
    ChangedQuestion,
    ChangedStanding,
    ChangedTaken,
    ChangedVerdict,
    DifferenceView,
    MovedDecision,
    PackChange,
    PrioritiesChange,
    TakenOption,
)

if TYPE_CHECKING:
    from archassist.engine import Belief
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review
    from archassist.session.verdicts import Taken

TIME, PRIORITIES, RULES = "time", "priorities", "rules"


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that differs: `kind` is answer, evidence, time, priorities or rules; `id` a question for the first two."""

    kind: str
    id: str
    title: str


def difference_view(
    old: Review, new: Review, samples: int | None = None, *, months: int = 0
) -> DifferenceView:
    """What changed from `old` to `new`, as `diff --json` prints it; `months` is the time that passed between them.

    The causes of a new recommendation are found by putting them into the old review one by one, and taking away each
    that is not needed: that assesses up to twice as many reviews as there are causes.
    """
    tried = _Tried(old, new, months, new.samples if samples is None else samples)
    was, now = tried.assess(frozenset()), tried.assess(frozenset(tried.causes))
    shared = [id for id in new.rulebook.decisions if id in old.rulebook.decisions]
    both = [id for id in shared if id in was and id in now]
    moved = [id for id in both if was[id].option != now[id].option]
    return DifferenceView(
        pack=PackChange(_pack(old, new), f"{new.rulebook.id} {new.rulebook.version}"),
        months=months,
        priorities=PrioritiesChange(tuple(old.priorities), tuple(new.priorities)),
        answers=tuple(_answer(old, new, cause.id) for cause in tried.causes if cause.id),
        decisions=tuple(
            _moved(old, new, id, was[id], now[id], tried.enough(id, now[id].option)) for id in moved
        ),
        standings=tuple(
            ChangedStanding(id, new.rulebook.decisions[id].title, was[id].standing, now[id].standing)
            for id in both
            if id not in moved and was[id].standing != now[id].standing
        ),
        parked=_parked(old, new),
        taken=_taken(old, new),
        added=tuple(id for id in new.rulebook.decisions if id not in shared),
        removed=tuple(id for id in old.rulebook.decisions if id not in shared),
        raised=tuple(id for id in shared if id in now and id not in was),
        dropped=tuple(id for id in shared if id in was and id not in now),
    )


def _pack(old: Review, new: Review) -> str:
    """The rules by which the old review is assessed; what its file names when they are the same ones."""
    if old.rulebook.fingerprint != new.rulebook.fingerprint:
        return f"{old.rulebook.id} {old.rulebook.version}"
    return old.pack or f"{old.rulebook.id} {old.rulebook.version}"


class Recommendation(NamedTuple):
    """What is recommended, and how sure that is: firm, leaning, open; None without futures."""

    option: str
    standing: str | None


class _Tried:
    """Advice on the old review with some of the causes put in; each set is assessed once."""

    def __init__(self, old: Review, new: Review, months: int, samples: int) -> None:
        self._old, self._new, self._samples = old, new, samples
        self._before, self._after = dict(old.beliefs()), dict(new.beliefs())
        self._aged = aged(old, months) if months else self._before
        self._found: dict[frozenset[Cause], Mapping[str, Recommendation]] = {}
        self.causes = tuple(self._causes(months))

    def _causes(self, months: int) -> Sequence[Cause]:
        found = []
        questions = self._new.rulebook.questions
        for id, question in questions.items():
            if self._before.get(id) != self._after.get(id):
                was, now = self._old.answers.get(id), self._new.answers.get(id)
                same = (
                    was
                    and now
                    and (was.kind, was.value, was.low, was.high) == (now.kind, now.value, now.low, now.high)
                )
                found.append(Cause("evidence" if same else "answer", id, question.title))
        if months:
            found.append(Cause(TIME, "", f"{months} months passed" if months > 1 else "a month passed"))
        if self._old.priorities != self._new.priorities:
            found.append(Cause(PRIORITIES, "", "what the team ranks highest"))
        if self._old.rulebook.fingerprint != self._new.rulebook.fingerprint:
            names = (f"{each.id} {each.version}" for each in (self._old.rulebook, self._new.rulebook))
            found.append(Cause(RULES, "", f"the rules: {' → '.join(names)}"))
        return found

    def assess(self, causes: frozenset[Cause]) -> Mapping[str, Recommendation]:
        """Recommendation and standing of every decision at issue."""
        if causes not in self._found:
            kinds = {each.kind for each in causes}
            beliefs = dict(self._aged if TIME in kinds else self._before)
            for each in causes:
                if each.id and each.id in self._after:
                    beliefs[each.id] = self._after[each.id]
                elif each.id:
                    beliefs.pop(each.id, None)
            rulebook = (self._new if RULES in kinds else self._old).rulebook
            priorities = (self._new if PRIORITIES in kinds else self._old).priorities
            self._found[causes] = self._assessed(rulebook, priorities, beliefs)
        return self._found[causes]

    def _assessed(
        self, rulebook: Rulebook, priorities: Sequence[str], beliefs: Mapping[str, Belief]
    ) -> Mapping[str, Recommendation]:
        engine = engine_for(rulebook).preferring(priorities)
        usable = {}
        for id, belief in beliefs.items():
            if id in rulebook.questions:
                try:
                    engine.check({id: belief})
                except BeliefError:
                    continue  # an answer that these rules do not take is as good as none
                usable[id] = belief
        decisions = engine.assess(usable, samples=self._samples).decisions
        return {result.id: Recommendation(result.recommended, result.standing) for result in decisions}

    def enough(self, decision: str, option: str) -> list[Cause]:
        """The smallest set found: one cause that is enough alone, else all without those not needed."""
        for cause in self.causes:
            if self._gives(frozenset({cause}), decision, option):
                return [cause]
        needed, before = list(self.causes), 0
        while len(needed) != before:  # what was needed beside the others may not be needed without them
            before = len(needed)
            for cause in tuple(needed):
                if self._gives(frozenset(needed) - {cause}, decision, option):
                    needed.remove(cause)
        return needed

    def _gives(self, causes: frozenset[Cause], decision: str, option: str) -> bool:
        found = self.assess(causes).get(decision)
        return found is not None and found.option == option


def _moved(
    old: Review, new: Review, id: str, was: Recommendation, now: Recommendation, causes: Iterable[Cause]
) -> MovedDecision:
    decision, before = new.rulebook.decisions[id], old.rulebook.decisions[id]
    return MovedDecision(
        id=id,
        title=decision.title,
        was=was.option,
        was_title=before.options[was.option].title,
        now=now.option,
        now_title=decision.options[now.option].title,
        standing=now.standing,
        because=tuple(ChangeCause(cause.kind, cause.title, cause.id or None) for cause in causes),
    )


def _answer(old: Review, new: Review, id: str) -> ChangedQuestion:
    question = new.rulebook.questions[id]
    was, now = old.answers.get(id), new.answers.get(id)
    return ChangedQuestion(
        id,
        question.title,
        understood(question, was) if was else None,
        understood(question, now) if now else None,
    )


def _parked(old: Review, new: Review) -> tuple[ChangedQuestion, ...]:
    """Questions that are parked in one of the two, or with another note."""
    mine, theirs = old.parked, new.parked
    return tuple(
        ChangedQuestion(
            id,
            question.title,
            said_of_parked(mine[id]) if id in mine else None,
            said_of_parked(theirs[id]) if id in theirs else None,
        )
        for id, question in new.rulebook.questions.items()
        if mine.get(id) != theirs.get(id)
    )


def _taken(old: Review, new: Review) -> tuple[ChangedTaken, ...]:
    """Decisions with another verdict on some option; `was` and `now` are those by which the decision stands."""
    changes = []
    for id, decision in new.rulebook.decisions.items():
        was, now = old.decisions.get(id), new.decisions.get(id)
        mine, theirs = (dict(taken.verdicts) if taken else {} for taken in (was, now))
        options = [option for option in {**mine, **theirs} if mine.get(option) != theirs.get(option)]
        if options or (was is None) != (now is None):
            verdicts = tuple(
                ChangedVerdict(
                    option,
                    decision.options[option].title if option in decision.options else option,
                    said_of(mine.get(option)),
                    said_of(theirs.get(option)),
                )
                for option in options
            )
            changes.append(ChangedTaken(id, decision.title, _stands(was), _stands(now), verdicts))
    return tuple(changes)


def _stands(taken: Taken | None) -> TakenOption | None:
    return None if taken is None else TakenOption(taken.status, taken.option)
