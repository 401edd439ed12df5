"""Learns with every company left out once, and says how well what was learned holds for those it had not seen."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np

from archassist.casebase.backtest import Verdict, backtest
from archassist.casebase.calibration.learn import Steps, designs, learn
from archassist.casebase.calibration.lessons import Lesson, Material
from archassist.casebase.case import Case
from archassist.casebase.panels import Team
from archassist.rulebook import Calibration, Learned, Rulebook
from archassist.rulebook.raw.calibration import Scale

FOLDS = 20
"""Parts of the companies, by the digest of their names; each is left out in turn."""

FIRM_RIGHT, LEANING_RIGHT = 0.93, 0.72
"""How often firm and leaning advice has to be right for companies left out."""

FEWEST = 20
"""Advice on which a threshold has to rest at least."""

Step = Callable[[str], object]
"""Called before each part of the work with what it is."""


@dataclass(frozen=True)
class Validated:
    """What was learned of everything, and what each company was advised by what was learned of the others.

    `checked` holds, for teams of panels from which nothing was learned, whether the advice is what most experts advise.
    """

    calibration: Calibration
    scales: Mapping[str, Scale]
    verdicts: tuple[Verdict, ...]
    lessons: tuple[Lesson, ...]
    checked: tuple[bool, ...]


def fold_of(company: str) -> int:
    """The part of the companies to which one belongs."""
    return int.from_bytes(hashlib.sha256(company.casefold().encode()).digest()[:4], "big") % FOLDS


def calibrate(
    rulebook: Rulebook,
    cases: Sequence[Case],
    teams: Sequence[Team],
    material: Material,
    *,
    steps: Steps = MappingProxyType({}),
    samples: int = 512,
    step: Step = lambda what: None,
) -> Validated:
    """Learn of all lessons; leave out every company once to validate.

    `material` is that of these cases and teams (`lessons.material`).
    `steps` are what weights must not do; `samples` the futures in which each company is advised.
    """
    scored = [case for case in cases if case.verdict != "anecdote"]
    engine, lessons, terms = material.engine, material.lessons, material.terms
    plans = designs(engine, steps)
    verdicts: list[Verdict] = []
    for fold in sorted({fold_of(case.company) for case in scored}):
        left_out = [case for case in scored if fold_of(case.company) == fold]
        step(f"without {', '.join(sorted({case.company for case in left_out}))}")
        others = [each for each in lessons if each.kind != "case" or fold_of(each.group) != fold]
        unaware = engine.weighing(learn(rulebook, terms, plans, others))
        verdicts += backtest(unaware, left_out, samples=samples).verdicts
    step("learning of all")
    order = {case.id: place for place, case in enumerate(cases)}
    verdicts.sort(key=lambda each: order[each.case.id])
    counts = Counter(each.kind for each in lessons)
    learned = thresholds(verdicts, counts["case"], counts["panel"])
    calibration = learn(rulebook, terms, plans, lessons, learned)
    final = engine.weighing(calibration)
    checked = tuple(
        result.recommended in team.agreed(result.id)
        for team in teams
        if team.checking
        for result in final.running(team.today).assess(team.beliefs, samples=samples).decisions
        if result.id in team.votes
    )
    return Validated(
        calibration, material.scales, tuple(_sure(each, learned) for each in verdicts), lessons, checked
    )


def thresholds(verdicts: Iterable[Verdict], cases: int, judgements: int) -> Learned:
    """The lowest chances from which advice was right as often as it has to be.

    A threshold holds only if advice is right often enough from it on and from every higher chance on that still has enough
    advice to tell.
    """
    settled = list(verdicts)
    sure = [each for each in settled if each.standing == "firm"]
    firm = _lowest(sure, FIRM_RIGHT)
    rest = [
        each
        for each in settled
        if each.standing in ("firm", "leaning") and not (each in sure and (each.chance or 0) >= firm)
    ]
    return Learned(cases, judgements, firm, min(_lowest(rest, LEANING_RIGHT), firm))


DRAWS = 2000


def interval(verdicts: Sequence[Verdict]) -> tuple[float, float]:
    """Between which shares of right advice the truth lies with 95% confidence: a bootstrap over companies, whose decisions
    are not independent."""
    by_company: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        by_company[verdict.case.company.casefold()].append(verdict.agrees)
    right, of = (np.array([count(each) for each in by_company.values()]) for count in (sum, len))
    drawn = np.random.default_rng(0).integers(0, len(right), (DRAWS, len(right)))
    shares = right[drawn].sum(axis=1) / of[drawn].sum(axis=1)
    low, high = np.quantile(shares, (0.025, 0.975))
    return float(low), float(high)


def _lowest(verdicts: Sequence[Verdict], right: float) -> float:
    """The lowest chance, in hundredths, from which so many are right."""
    found = 1.0
    for hundredths in range(99, 0, -1):
        mine = [each.agrees for each in verdicts if (each.chance or 0.0) >= hundredths / 100]
        if len(mine) < FEWEST:
            continue
        if sum(mine) < right * len(mine):
            break
        found = hundredths / 100
    return found


def _sure(verdict: Verdict, learned: Learned) -> Verdict:
    """The same, as sure as advice with this chance may be."""
    chance = verdict.chance or 0.0
    if verdict.standing == "firm" and chance >= learned.firm:
        return verdict
    leaning = verdict.standing in ("firm", "leaning") and chance >= learned.leaning
    return replace(verdict, standing="leaning" if leaning else "open")


Baseline = Literal["simplest", "most common", "nearest precedent"]
"""What advice has to beat: the first option; the option right for most other companies; that of the most similar one."""


def baselines(lessons: Sequence[Lesson]) -> Mapping[Baseline, tuple[bool, ...]]:
    """Whether each baseline, learned on the other companies, is right, for every decision of every case."""
    found: dict[Baseline, list[bool]] = defaultdict(list)
    published = [each for each in lessons if each.kind == "case"]
    for mine in published:
        others = [each for each in published if each.group != mine.group and each.decision == mine.decision]
        found["simplest"].append(bool(mine.right[0]))
        if others:
            common = sum((each.right / each.right.sum() for each in others), 0 * mine.right)
            nearest = min(others, key=lambda each: apart(mine, each))
            found["most common"].append(bool(mine.right[common.argmax()]))
            found["nearest precedent"].append(bool(mine.right[nearest.right.argmax()]))
        else:
            found["most common"].append(bool(mine.right[0]))
            found["nearest precedent"].append(bool(mine.right[0]))
    return {name: tuple(rights) for name, rights in found.items()}


def apart(one: Lesson, other: Lesson) -> float:
    """How far two teams are apart by what both of them answered: the mean difference of their terms."""
    both = one.beliefs.keys() & other.beliefs.keys()
    shared = [name for name in one.sizes if name.partition("=")[0] in both]
    if not shared:
        return float("inf")
    return sum(abs(one.sizes[name] - other.sizes[name]) for name in shared) / len(shared) + 1 / len(both)
