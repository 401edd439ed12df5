"""How well the advice does on companies that it was not learned of, as commands tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from archassist.casebase.case import Case
from archassist.casebase.first_sight import DIGEST, Sight, by_rules
from archassist.casebase.left_out import BASELINES, LeftOut
from archassist.casebase.panel_agreement import PanelAgreement
from archassist.casebase.rates import Difference, Rate, difference, rate
from archassist.rulebook import Learned, Rulebook

ENOUGH = 10
"""Cases from which on it is told how recommendations spread over the options of a decision."""

COMMON, SELDOM = 10, 30
"""An option that was right for one company in so many has to be recommended to one in so many at least."""

TOO_OFTEN = 1.5
"""No option may be recommended to more than so many times the companies for which it was right."""

Flag = Literal["", "too rarely", "too often"]


@dataclass(frozen=True, slots=True)
class Misses:
    """Wrong advice by where it lies to all that would have been right: lighter, heavier, or neither."""

    lighter: int
    heavier: int
    beside: int


@dataclass(frozen=True, slots=True)
class SightsOfRules:
    """What one version of the rules advised at first sight. `rules` is the beginning of their fingerprint."""

    date: str
    rules: str
    cases: int
    right: Rate
    firm: Rate
    leaning: Rate
    misses: Misses


@dataclass(frozen=True, slots=True)
class OptionSpread:
    """To how many companies an option was recommended, and for how many it was right, alone or beside others.

    In `right_shared` options that were right for the same company share one.
    """

    option: str
    recommended: int
    right: int
    recommended_share: float
    right_share: float
    right_shared: float
    flag: Flag


@dataclass(frozen=True, slots=True)
class DecisionLeftOut:
    """How advice on one decision does. `spread` is empty where fewer than ten cases name what was right."""

    decision: str
    right: Rate
    firm: Rate
    leaning: Rate
    misses: Misses
    baselines: Mapping[str, Rate]
    spread: tuple[OptionSpread, ...]


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """How advice does to companies of which nothing was learned.

    `rules` is the beginning of the fingerprint of the rules that gave it, `present` whether those are the ones that were
    looked at; `unseen` counts decisions of cases that were not there, or whose outcome was read otherwise, when it was
    made. `ahead` holds by baseline how much more often the advice is right.
    """

    rules: str
    present: bool
    unseen: int
    right: Rate
    firm: Rate
    leaning: Rate
    open: Rate
    misses: Misses
    baselines: Mapping[str, Rate]
    ahead: Mapping[str, Difference]
    decisions: tuple[DecisionLeftOut, ...]


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """What calibrating came to: what was learned from, how well it does on companies left out and by judges of teams kept
    for checking, None where there are none; and `rows`, what each company was advised by weights learned of the others."""

    learned: Learned
    left_out: LeftOutView
    panels: PanelAgreement | None
    rows: tuple[LeftOut, ...]


def first_sights_view(
    seen: Sequence[Sight], rulebook: Rulebook, cases: Iterable[Case]
) -> tuple[SightsOfRules, ...]:
    """The curve over versions of the rules. Cases that are no longer there count as companies of their own."""
    companies = {case.id: case.company for case in cases}
    return tuple(
        SightsOfRules(
            date,
            rules,
            len({each.case for each in mine}),
            rate([each.right for each in mine], [companies.get(each.case, each.case) for each in mine]),
            rate([each.right for each in mine if each.standing == "firm"]),
            rate([each.right for each in mine if each.standing == "leaning"]),
            _misses(mine, rulebook),
        )
        for (date, rules), mine in by_rules(seen).items()
    )


def left_out_view(rows: Sequence[LeftOut], rulebook: Rulebook, cases: Iterable[Case]) -> LeftOutView:
    """What was kept of companies left out, beside the rules and cases as they are."""
    companies = [each.company for each in rows]
    rights = [each.right for each in rows]
    by_baseline = {name: [each.right_by(name) for each in rows] for name in BASELINES}
    firm, leaning, left_open = (
        [each for each in rows if each.standing == standing] for standing in ("firm", "leaning", "open")
    )
    made_by = rows[0].rules if rows else ""
    return LeftOutView(
        made_by,
        made_by == rulebook.fingerprint[:DIGEST],
        _unseen(rows, cases),
        _rate(rows),
        _rate(firm),
        _rate(leaning),
        _rate(left_open),
        _misses(rows, rulebook),
        {name: rate(mine, companies) for name, mine in by_baseline.items()},
        {name: difference(rights, mine, companies) for name, mine in by_baseline.items()},
        tuple(
            _decision(id, mine, rulebook)
            for id in rulebook.decisions
            if (mine := [each for each in rows if each.decision == id])
        ),
    )


def _rate(rows: Sequence[LeftOut]) -> Rate:
    return rate([each.right for each in rows], [each.company for each in rows])


def _unseen(rows: Sequence[LeftOut], cases: Iterable[Case]) -> int:
    kept = {(each.case, each.decision): (each.accepted, each.forbidden) for each in rows}
    there = {
        (case.id, decision): (case.accepted.get(decision, ()), case.forbidden.get(decision, ()))
        for case in cases
        if case.verdict != "anecdote"
        for decision in case.accepted.keys() | case.forbidden.keys()
    }
    return sum(kept.get(key) != said for key, said in there.items())


def _decision(id: str, rows: Sequence[LeftOut], rulebook: Rulebook) -> DecisionLeftOut:
    return DecisionLeftOut(
        id,
        rate([each.right for each in rows]),
        rate([each.right for each in rows if each.standing == "firm"]),
        rate([each.right for each in rows if each.standing == "leaning"]),
        _misses(rows, rulebook),
        {name: rate([each.right_by(name) for each in rows]) for name in BASELINES},
        spread_of([each for each in rows if each.accepted], tuple(rulebook.decisions[id].options)),
    )


def spread_of(rows: Sequence[LeftOut], options: Sequence[str]) -> tuple[OptionSpread, ...]:
    """How recommendations spread over the options of a decision, beside what was right; none of too few."""
    if len(rows) < ENOUGH:
        return ()
    recommended = Counter(each.recommended for each in rows)
    right = Counter(option for each in rows for option in each.accepted)
    of = len(rows)
    return tuple(
        OptionSpread(
            option,
            recommended[option],
            right[option],
            recommended[option] / of,
            right[option] / of,
            sum(1 / len(each.accepted) for each in rows if option in each.accepted) / of,
            _flag(recommended[option], right[option], of),
        )
        for option in options
    )


def _flag(recommended: int, right: int, of: int) -> Flag:
    if right * COMMON >= of and recommended * SELDOM < of:
        return "too rarely"
    return "too often" if recommended > TOO_OFTEN * right else ""


def _misses(seen: Iterable[Sight | LeftOut], rulebook: Rulebook) -> Misses:
    found = Counter(each.miss(rulebook) for each in seen)
    return Misses(found["lighter"], found["heavier"], found["beside"])
