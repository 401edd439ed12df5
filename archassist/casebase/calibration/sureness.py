"""How sure advice may be called, learned of how right it was for companies left out.

Teams that ask for advice have answered less than could be published of a company. So every company is advised on all of its
answers and again on half of them, and what is called firm has to be right in both.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from archassist.casebase.backtest import CaseVerdict
from archassist.casebase.case import Case
from archassist.rulebook import Learned

FIRM_RIGHT, LEANING_RIGHT = 0.905, 0.72
"""How often firm and leaning advice has to be right for companies left out, on all and on half of their answers together."""

KIND_RIGHT = 0.9
"""How often what would be firm has to be right on one decision, or no advice on it is firm."""

FIRM_RIGHT_ON_FEW = 0.85
"""How often what would be firm has to be right for teams that gave so few answers, or none of it is firm."""

PRIOR = 10
"""So much advice of the usual kind each decision is credited with: a few misses alone do not tell."""

FEWEST = 20
"""Advice on which a threshold, a number of answers or a decision is judged at least."""

TELLING = 100
"""Advice on which a threshold is judged where there is enough: of fewer, one miss moves the share by more than a point."""

Value = TypeVar("Value")


def thinned(case: Case, draw: int) -> Case:
    """The case with half of its answers, and half of what it says stands: which ones follows from its id and the draw."""
    chance = random.Random(hashlib.sha256(f"{case.id} {draw}".encode()).digest())

    def half(answers: Mapping[str, Value]) -> Mapping[str, Value]:
        stay = set(chance.sample(sorted(answers), len(answers) - len(answers) // 2))
        return MappingProxyType({id: answer for id, answer in answers.items() if id in stay})

    return replace(case, beliefs=half(case.beliefs), today=half(case.today))


def thresholds(
    verdicts: Iterable[CaseVerdict], decisions: Iterable[str], cases: int = 0, judgements: int = 0
) -> Learned:
    """The lowest chances from which advice was right as often as it has to be, and decisions that are never firm.

    A threshold holds only if advice is right often enough from it on and from every higher chance on that still has enough
    advice to tell. Of the `decisions` there are, those without a record of their own are set aside first: how likely advice
    on them is to be right was learned of hardly anything, and would stand beside chances that were learned of much.
    """
    settled = list(verdicts)
    looking_firm = Counter(each.decision for each in settled if each.standing == "firm")
    untold = {decision for decision in decisions if looking_firm[decision] < FEWEST}
    told = [each for each in settled if each.standing == "firm" and each.decision not in untold]
    firm = _lowest(told, FIRM_RIGHT)
    eligible = [each for each in told if (each.chance or 0.0) >= firm]
    answers = _fewest_answers(eligible)
    eligible = [each for each in eligible if len(each.case.beliefs) >= answers]
    unsure = tuple(sorted({*untold, *_unsure(eligible)}))
    kept = {id(each) for each in eligible if each.decision not in unsure}
    rest = [each for each in settled if each.standing in ("firm", "leaning") and id(each) not in kept]
    return Learned(cases, judgements, firm, min(_lowest(rest, LEANING_RIGHT), firm), unsure, answers)


def _unsure(eligible: Sequence[CaseVerdict]) -> Iterator[str]:
    """The decisions on which advice that would be firm is not right often enough."""
    usual = sum(each.agrees for each in eligible) / max(len(eligible), 1)
    by_decision: dict[str, list[bool]] = defaultdict(list)
    for each in eligible:
        by_decision[each.decision].append(each.agrees)
    for decision, rights in by_decision.items():
        if sum(rights) + PRIOR * usual < KIND_RIGHT * (len(rights) + PRIOR):
            yield decision


def _fewest_answers(eligible: Sequence[CaseVerdict]) -> int:
    """So many answers advice that would be firm needs at least: on fewer it is not right often enough.

    Numbers of answers are looked at from the fewest on, as many together as give enough advice to tell.
    """
    fewest, mine = 0, list[bool]()
    by_answers: dict[int, list[bool]] = defaultdict(list)
    for each in eligible:
        by_answers[len(each.case.beliefs)].append(each.agrees)
    for answers, rights in sorted(by_answers.items()):
        mine += rights
        if len(mine) < FEWEST:
            continue
        if sum(mine) >= FIRM_RIGHT_ON_FEW * len(mine):
            break
        fewest, mine = answers + 1, []
    return fewest


def _lowest(verdicts: Sequence[CaseVerdict], right: float) -> float:
    """The lowest chance, in hundredths, from which so many are right, as from every higher one with enough advice."""
    found, enough = 1.0, max(FEWEST, min(TELLING, len(verdicts) // 4))
    for hundredths in range(99, 0, -1):
        mine = [each.agrees for each in verdicts if (each.chance or 0.0) >= hundredths / 100]
        if len(mine) < enough:
            continue
        if sum(mine) < right * len(mine):
            break
        found = hundredths / 100
    return found


def as_sure(verdict: CaseVerdict, learned: Learned) -> CaseVerdict:
    """The same, as sure as advice with this chance may be: as in `standing_of`."""
    told = verdict.chance is not None
    chance = learned.leaning if verdict.chance is None else verdict.chance
    if (
        verdict.standing == "firm"
        and told
        and chance >= learned.firm
        and learned.may_be_firm(verdict.decision, len(verdict.case.beliefs))
    ):
        return verdict
    leaning = verdict.standing in ("firm", "leaning") and chance >= learned.leaning
    return replace(verdict, standing="leaning" if leaning else "open")
