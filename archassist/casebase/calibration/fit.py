"""Fits the weights of one decision: a conditional logit, drawn towards what the authors of the rules said.

The chance of an option is proportional to exp(its score). A case says that one of its accepted options was right (McFadden
1974, with the sum over accepted options in the place of the chosen one); a panel that so many experts advise each. Weights
keep their authors' signs. Every penalty is a normal prior: with few lessons the authors' weights stand, with many they move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from archassist.rulebook import NATS, Decision

if TYPE_CHECKING:
    from archassist.casebase.calibration.lessons import Lesson

Floats = NDArray[np.float64]

RULES, BASE, STEP, OWN = 1.0, 0.5, 5.0, 5.0
"""How strongly weights are drawn to what their authors said, bases to 0, the lean towards later options to 0, and what a
single option's lean adds to that to 0 (precisions of normal priors, in nats)."""

PUBLISHED = 1.0
"""How strongly the bases of published cases are drawn to those of panels. Accounts are published where something was
changed, and teams look for advice where something has to be: the bases of cases are the ones that are kept."""

COUNTED = {"case": 1.0, "panel": 0.5, "scenario": 20.0}
"""What a panel's judgement counts for beside a published case: nobody knows how it would have gone. What the
authors of the rules state of a team outright has to hold."""

BALANCED, CREDIT = 0.5, 0.02
"""Lessons of options that are seldom right count for more: as the inverse of that share, with a little credit for each
option, to the power of so much. With 0 the usual option is told to nearly everyone, also to those for whom a seldom one is
right, and as heavy options are the seldom ones, advice is too light more often than too heavy; with 1 all options count for
as much (He and Garcia 2009, Learning from Imbalanced Data, IEEE TKDE 21(9), 3.1.4)."""

SPREAD = 40.0
"""How strongly advice to the companies learned of is drawn to the least and the most that an option may have of it. Without
it, of two options that are right for the same companies only the more usual one is told, to all of them."""

COMMON, LEAST_TOLD, LEAST_OF_RIGHT = 0.1, 0.1, 0.6
"""An option that was right for this share of companies is told to at least such a share of all, and such a part of the share
for which it was right, where options that are right together share one. That is more than advice to companies left out is
held to (`measured.SELDOM`): what few were told, fewer of those left out are."""

MOST_OF_RIGHT = 1.3
"""No option is told to more than so many times the companies for which it was right: less than `measured.TOO_OFTEN`."""

DECIDED = 0.3
"""What leads by much more than this, in nats, counts as told; where two are even, each counts as told by half."""

STAYS, STAYING = 1.0, 2.0
"""What it is worth at first, in nats, that an option stands today, and how strongly that is drawn to this."""

HARD = 1.0
"""What requiring or ruling out an option counts for at first, in nats: in use it is no matter of weight."""

MOST = 3.0
"""No rule is worth more than this, in nats: ten points."""

LEAST = 0.25
"""Every rule keeps at least this share of what its author said: there was a reason for it. Those that
would let more of a burden lead to less may come to nothing."""

FARTHEST = 1.0
"""No base is farther than this from what the others of its kind say, in nats: what nobody did so far can still be right."""

STRICT, MARGIN = 2000.0, 0.05
"""How strongly steps that lead the wrong way are punished, and how far they have to stay from it, in nats."""

ROUNDS = 400


@dataclass(frozen=True)
class Fit:
    """Weights of one decision, in nats: by rule, option, and term x option; and of what stands today."""

    rules: Floats
    base: Floats
    leans: Floats
    stays: float


@dataclass(frozen=True)
class Design:
    """One decision's features: rules that speak, with sign and option; terms, and those that may only lead one way.

    Each of `steps` (steps x rules) is a change of what rules say between two options that must not be below 0 in sum: more
    of a burden would lead to less.
    """

    decision: Decision
    terms: Sequence[str]
    ranks: Floats
    one_way: Floats
    steps: Floats

    @property
    def steps_up(self) -> Floats:
        """What a step up to each option adds to all that are as heavy or heavier: options x options."""
        ranks = np.array(self.decision.ranks)
        places = np.arange(len(ranks))
        first = (places > 0) & (ranks == places)
        found: Floats = (first[:, None] & (ranks[None, :] >= places[:, None])).astype(float)
        return found

    @property
    def said(self) -> list[tuple[float, float]]:
        """By rule its sign, and what it counts for before anything is learned."""
        return [_said(rule.says, rule.weight) for rule in self.decision.rules]

    def spoke(self, lessons: Sequence[Lesson]) -> Floats:
        """How each rule speaks, for every option for which it counts: lessons x options x rules."""
        found = np.zeros((len(lessons), len(self.decision.options), len(self.decision.rules)))
        for place, (rule, (sign, _)) in enumerate(zip(self.decision.rules, self.said, strict=True)):
            often = sign * np.array([each.spoke[rule.id] for each in lessons])
            for option in self.decision.counting(rule.says, rule.option):
                found[:, option, place] = often
        return found

    def sizes(self, lessons: Iterable[Lesson]) -> Floats:
        """Terms: lessons x terms."""
        return np.array([[each.sizes[name] for name in self.terms] for each in lessons], dtype=float)

    def stands(self, lessons: Iterable[Lesson]) -> Floats:
        """Which option stands today, as far as somebody said: lessons x options."""
        return np.array([[float(each.today == id) for id in self.decision.options] for each in lessons])


def _said(says: str, weight: int) -> tuple[float, float]:
    if says in ("for", "against"):
        return (1.0 if says == "for" else -1.0), NATS * weight
    return (1.0 if says == "requires" else -1.0), HARD


def design(decision: Decision, terms: Sequence[str], steps: Sequence[Mapping[str, int]] = ()) -> Design:
    """The features of a decision. `steps` hold by rule how what it says changes between two options, see `Design`.

    Terms that the decision is `heavier_with` (or lighter) may not lead to lighter (heavier) options.
    """
    ranks = np.array(decision.ranks, dtype=float)
    spread = max(ranks.max() - ranks.min(), 1.0)
    signs = [
        1.0 if name in decision.heavier_with else -1.0 if name in decision.lighter_with else 0.0
        for name in terms
    ]
    rules = [rule.id for rule in decision.rules]
    changes = np.array([[each.get(id, 0) for id in rules] for each in steps], dtype=float)
    ranks = 2 * (ranks - ranks.mean()) / spread
    return Design(decision, terms, ranks, np.array(signs), changes.reshape(-1, len(rules)))


def balance(right: Floats) -> Floats:
    """What each lesson counts for, 1 in the mean, by how seldom the options are right that are right for it.

    `right` holds lessons x options, as in `Lesson.right`; options that are right together share one.
    """
    shares = right / right.sum(axis=1, keepdims=True)
    often = shares.mean(axis=0) + CREDIT
    counts: Floats = shares @ often**-BALANCED
    return counts / float(counts.mean())


@dataclass(frozen=True)
class Told:
    """To what shares of companies options may be told, and how advice by scores holds to it. Each array is by option."""

    least: Floats
    most: Floats

    @classmethod
    def of(cls, right: Floats) -> Told:
        """The shares that follow from what was right for companies: companies x options, as in `Lesson.right`."""
        often = right.mean(axis=0)
        shared = (right / right.sum(axis=1, keepdims=True)).mean(axis=0)
        least = np.where(often >= COMMON, np.maximum(LEAST_TOLD, LEAST_OF_RIGHT * shared), 0.0)
        return cls(least, MOST_OF_RIGHT * often)

    def missed(self, scores: Floats) -> tuple[float, Floats]:
        """What missing these shares costs, and its slope by the scores: companies x options."""
        odds = np.exp((scores - scores.max(axis=1, keepdims=True)) / DECIDED)
        told = odds / odds.sum(axis=1, keepdims=True)
        shares = told.mean(axis=0)
        off = np.minimum(shares - self.least, 0.0) + np.maximum(shares - self.most, 0.0)
        slope = SPREAD * told * (off - (told @ off)[:, None]) / DECIDED
        return SPREAD * len(scores) * float((off**2).sum()) / 2, slope


def fit(design: Design, lessons: Sequence[Lesson]) -> Fit:
    """The most likely weights. Needs the extra that brings scipy."""
    from scipy.optimize import minimize

    options, terms = len(design.decision.options), len(design.terms)
    said = np.array([weight for _, weight in design.said], dtype=float)
    count = len(said)
    if not lessons:
        return Fit(said, np.zeros(options), np.zeros((terms, options)), STAYS)
    spoke, sizes = design.spoke(lessons), design.sizes(lessons).reshape(len(lessons), terms)
    stands = design.stands(lessons)
    right = np.stack([each.right for each in lessons])
    published = np.array([each.kind != "panel" for each in lessons])[:, None]
    counted = np.array([COUNTED[each.kind] for each in lessons]) * balance(right)
    companies = np.array([each.kind == "case" for each in lessons])
    told_to = Told.of(right[companies]) if companies.any() else None
    ends = np.cumsum([count, options, options, terms, 1])
    free, signs, steps_up = (
        (design.one_way == 0).astype(float)[:, None],
        design.one_way[:, None],
        design.steps_up,
    )

    def own(rest: Floats) -> Floats:
        """What a term adds to single options, whose steps up never lead the wrong way."""
        leans: Floats = rest * free + signs * (rest @ steps_up)
        return leans

    def parts(values: Floats) -> tuple[Floats, Floats, Floats, Floats, float, Floats]:
        rules, base, more, step, stays, rest = np.split(values, ends)
        return rules, base, more, step, float(stays[0]), rest.reshape(terms, options)

    def loss(values: Floats) -> tuple[float, Floats]:
        rules, base, more, step, stays, rest = parts(values)
        scores = (
            spoke @ rules
            + base
            + published * more
            + stays * stands
            + np.outer(sizes @ step, design.ranks)
            + sizes @ own(rest)
        )
        logs = scores - scores.max(axis=1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
        chances = np.exp(logs)
        accepted = np.maximum((chances * right).sum(axis=1, keepdims=True), 1e-12)
        wanted = np.where(published, chances * right / accepted, right)
        likely = np.where(published[:, 0], np.log(accepted[:, 0]), (right * logs).sum(axis=1))
        slope = (chances - wanted) * counted[:, None]
        missed = 0.0
        if told_to is not None:
            missed, drawn = told_to.missed(scores[companies])
            slope[companies] += drawn
        penalty = (
            RULES * ((rules - said) ** 2).sum()
            + BASE * (base**2).sum()
            + PUBLISHED * (more**2).sum()
            + STEP * (step**2).sum()
            + STAYING * (stays - STAYS) ** 2
            + OWN * (rest**2).sum()
        )
        short = np.minimum(design.steps @ rules - MARGIN, 0.0)
        penalty += STRICT * (short**2).sum()
        told = sizes.T @ slope
        gradient = (
            np.einsum("lo,lor->r", slope, spoke) + RULES * (rules - said) + STRICT * (short @ design.steps),
            slope.sum(axis=0) + BASE * base,
            (slope * published).sum(axis=0) + PUBLISHED * more,
            told @ design.ranks + STEP * step,
            np.array([(slope * stands).sum() + STAYING * (stays - STAYS)]),
            (told * free + signs * (told @ steps_up.T) + OWN * rest).ravel(),
        )
        return float(penalty / 2 + missed - (counted * likely).sum()), np.concatenate(gradient)

    troubling = (design.steps < 0).any(axis=0)
    least = np.where(troubling, 0.0, LEAST * said)
    bounds: list[Any] = [(each, MOST) for each in least]
    bounds += [(-FARTHEST, FARTHEST)] * (2 * options)
    bounds += [
        (0.0, None) if sign > 0 else (None, 0.0) if sign < 0 else (None, None) for sign in design.one_way
    ]
    bounds += [(0.0, MOST)]
    bounds += [(0.0 if sign else None, None) for sign in design.one_way for _ in range(options)]
    start = np.concatenate([said, np.zeros(2 * options + terms + 1 + terms * options)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": ROUNDS})
    rules, base, more, step, stays, rest = parts(found.x)
    return Fit(rules, base + more, np.outer(step, design.ranks) + own(rest), stays)
