"""Learns with every company left out once, and says how well what was learned holds for those it had not seen."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from archassist.casebase.backtest import Verdict, backtest
from archassist.casebase.calibration.learn import Steps, designs, learn
from archassist.casebase.calibration.lessons import (
    Lesson,
    Stated,
    feature_engine,
    lessons_of,
    scales_of,
    stated_lessons,
)
from archassist.casebase.case import Case
from archassist.casebase.panels import Team
from archassist.engine import Engine
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

    How sure that advice is follows from verdicts on other companies alone. `engine` weighs as was learned of everything;
    `unaware` holds by part of the companies (`fold_of`) what was learned without it.
    """

    calibration: Calibration
    scales: Mapping[str, Scale]
    verdicts: tuple[Verdict, ...]
    lessons: tuple[Lesson, ...]
    engine: Engine
    unaware: Mapping[int, Calibration]


def fold_of(company: str) -> int:
    """The part of the companies to which one belongs."""
    return int.from_bytes(hashlib.sha256(company.casefold().encode()).digest()[:4], "big") % FOLDS


def calibrate(
    rulebook: Rulebook,
    cases: Sequence[Case],
    teams: Sequence[Team],
    stated: Sequence[Stated] = (),
    *,
    steps: Steps = MappingProxyType({}),
    samples: int = 512,
    step: Step = lambda what: None,
) -> Validated:
    """Learn of all cases and of the teams that are not for checking; leave out every company once to validate.

    `steps` are what weights must not do; `samples` the futures in which each company is advised.
    """
    scored = [case for case in cases if case.verdict != "anecdote"]
    step("reading answers")
    answered = [*(case.beliefs for case in scored), *(team.beliefs for team in teams)]
    scales = scales_of(rulebook, answered)
    engine = feature_engine(rulebook, scales)
    taught = [team for team in teams if not team.checking]
    lessons = (*lessons_of(engine, scored, taught), *stated_lessons(engine, stated))
    plans, terms = designs(engine, steps), engine.compiled.calibration
    assert terms is not None
    verdicts: list[Verdict] = []
    unaware: dict[int, Calibration] = {}
    for fold in sorted({fold_of(case.company) for case in scored}):
        left_out = [case for case in scored if fold_of(case.company) == fold]
        step(f"without {', '.join(sorted({case.company for case in left_out}))}")
        others = [each for each in lessons if each.kind != "case" or fold_of(each.group) != fold]
        unaware[fold] = learn(rulebook, terms, plans, others)
        verdicts += backtest(engine.weighing(unaware[fold]), left_out, samples=samples).verdicts
    step("learning of all")
    order = {case.id: place for place, case in enumerate(cases)}
    verdicts.sort(key=lambda each: order[each.case.id])
    counts = Counter(each.kind for each in lessons)
    learned = thresholds(verdicts, counts["case"], counts["panel"])
    calibration = learn(rulebook, terms, plans, lessons, learned)
    by_fold = {fold: _without(fold, verdicts) for fold in unaware}
    return Validated(
        calibration,
        scales,
        tuple(_sure(each, by_fold[fold_of(each.case.company)]) for each in verdicts),
        lessons,
        engine.weighing(calibration),
        {fold: replace(each, learned=by_fold[fold]) for fold, each in unaware.items()},
    )


def _without(fold: int, verdicts: Iterable[Verdict]) -> Learned:
    """How sure advice to one part of the companies may be, by how right advice to the others was."""
    return thresholds((each for each in verdicts if fold_of(each.case.company) != fold), 0, 0)


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
    """The same, as sure as advice with this chance may be: as in `standing_of`."""
    if verdict.standing == "firm" and (verdict.chance or 0.0) >= learned.firm:
        return verdict
    chance = learned.leaning if verdict.chance is None else verdict.chance
    leaning = verdict.standing in ("firm", "leaning") and chance >= learned.leaning
    return replace(verdict, standing="leaning" if leaning else "open")
