"""Learns with every company left out once, and says how well what was learned holds for those it had not seen."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from archassist.casebase.backtest import CaseVerdict, backtest
from archassist.casebase.calibration.learn import Steps, designs, learn
from archassist.casebase.calibration.lessons import Lesson, Material
from archassist.casebase.calibration.sureness import as_sure, thinned, thresholds
from archassist.casebase.case import Case
from archassist.engine import Engine
from archassist.rulebook import Calibration, Learned, Rulebook
from archassist.rulebook.raw.calibration import Scale

FOLDS = 20
"""Parts of the companies, by the digest of their names; each is left out in turn."""

DRAWS = 2
"""How often every company is advised on half of its answers."""

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
    verdicts: tuple[CaseVerdict, ...]
    lessons: tuple[Lesson, ...]
    engine: Engine
    unaware: Mapping[int, Calibration]


def fold_of(company: str) -> int:
    """The part of the companies to which one belongs."""
    return int.from_bytes(hashlib.sha256(company.casefold().encode()).digest()[:4], "big") % FOLDS


def calibrate(
    rulebook: Rulebook,
    cases: Sequence[Case],
    material: Material,
    *,
    steps: Steps = MappingProxyType({}),
    samples: int = 512,
    step: Step = lambda what: None,
) -> Validated:
    """Learn of all lessons; leave out every company once to validate.

    `material` is that of these cases (`lessons.material`).
    `steps` are what weights must not do; `samples` the futures in which each company is advised.
    """
    scored = [case for case in cases if case.verdict != "anecdote"]
    engine, lessons, terms = material.engine, material.lessons, material.terms
    plans = designs(engine, steps)
    verdicts: list[CaseVerdict] = []
    halved: list[CaseVerdict] = []
    unaware: dict[int, Calibration] = {}
    for fold in sorted({fold_of(case.company) for case in scored}):
        left_out = [case for case in scored if fold_of(case.company) == fold]
        step(f"without {', '.join(sorted({case.company for case in left_out}))}")
        others = [each for each in lessons if each.kind != "case" or fold_of(each.group) != fold]
        unaware[fold] = learn(rulebook, terms, plans, others)
        weighed = engine.weighing(unaware[fold])
        verdicts += backtest(weighed, left_out, samples=samples).verdicts
        halves = (thinned(case, draw) for draw in range(DRAWS) for case in left_out)
        halved += backtest(weighed, halves, samples=samples).verdicts
    step("learning of all")
    order = {case.id: place for place, case in enumerate(cases)}
    verdicts.sort(key=lambda each: order[each.case.id])
    counts = Counter(each.kind for each in lessons)
    learned = thresholds([*verdicts, *halved], rulebook.decisions, counts["case"], counts["panel"])
    calibration = learn(rulebook, terms, plans, lessons, learned)
    by_fold = {fold: _without(fold, [*verdicts, *halved], rulebook) for fold in unaware}
    return Validated(
        calibration,
        material.scales,
        tuple(as_sure(each, by_fold[fold_of(each.case.company)]) for each in verdicts),
        lessons,
        engine.weighing(calibration),
        {fold: replace(each, learned=by_fold[fold]) for fold, each in unaware.items()},
    )


def _without(fold: int, verdicts: Iterable[CaseVerdict], rulebook: Rulebook) -> Learned:
    """How sure advice to one part of the companies may be, by how right advice to the others was."""
    return thresholds((each for each in verdicts if fold_of(each.case.company) != fold), rulebook.decisions)
