"""How one decision chooses, as a formula: the same steps as the engine's, without other decisions.

Rules are proved with the weights and bases that the engine uses, at sizes that speak neither way, unless `terms` say what
the size of answers adds by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archassist.authoring.proofs.symbols import Symbols, solver_library
from archassist.engine.requirements import narrow, tests_of
from archassist.engine.resolution import ResolvedCase, Slate, agenda, choose_alone
from archassist.engine.strengths import Strengths
from archassist.expressions import Expression
from archassist.rulebook import Decision, Demand, Offer


class Choosing:
    """The option a decision takes, as a whole number."""

    def __init__(
        self,
        symbols: Symbols,
        decision: Decision,
        strengths: Strengths,
        terms: Mapping[str, Expression] | None = None,
        demands: Sequence[Demand] = (),
    ) -> None:
        z3 = solver_library()
        options = list(decision.options)
        scores: list[Any] = [z3.IntVal(base) for base in strengths.base]
        out: list[Any] = [z3.BoolVal(False) for _ in options]
        floor: Any = z3.IntVal(0)
        sizes = {name: terms[name] for name in strengths.leans} if terms is not None else {}
        for name, values in strengths.leans.items() if sizes else ():
            term = symbols.formula(sizes[name])
            size = z3.If(term, 1, 0) if z3.is_bool(term) else term
            scores = [score + value * size for score, value in zip(scores, values, strict=True)]
        for rule in decision.rules:
            fires, place = symbols.formula(rule.when), options.index(rule.option)
            if rule.says in ("for", "against"):
                for each in strengths.reach[rule.id]:
                    scores[each] = scores[each] + z3.If(fires, strengths.rules[rule.id], 0)
            elif rule.says == "rules_out":
                out[place] = z3.Or(out[place], fires)
            else:
                floor = z3.If(z3.And(fires, floor < place), place, floor)
        out = _narrowed(symbols, demands, out, ladder=decision.shape == "ladder")
        allowed = [z3.And(z3.Not(out[place]), floor <= place) for place in range(len(options))]
        self.possible = z3.Or(allowed)
        """Whether any option is left; the engine's way out of contradictions is not part of the formula."""
        near = [
            z3.And(
                allowed[place],
                *(
                    z3.Implies(allowed[other], scores[other] <= scores[place] + strengths.near_tie)
                    for other in range(len(options))
                ),
            )
            for place in range(len(options))
        ]
        if not strengths.learned and decision.default and decision.default != options[0]:
            default = options.index(decision.default)
            quiet = z3.And(floor == 0, *(score == 0 for score in scores), *(z3.Not(each) for each in out))
            near = [z3.If(quiet, z3.BoolVal(place == default), each) for place, each in enumerate(near)]
        chosen: Any = z3.IntVal(len(options) - 1)
        for place in reversed(range(len(options))):
            chosen = z3.If(near[place], place, chosen)
        self.chosen = chosen

    def takes(self, option: int) -> Any:
        """Whether this option is chosen."""
        return solver_library().And(self.possible, self.chosen == option)


def _narrowed(symbols: Symbols, demands: Sequence[Demand], out: Sequence[Any], *, ladder: bool) -> list[Any]:
    """What is out after requirements have spoken, as in `engine/requirements.py`."""
    z3 = solver_library()
    left = [z3.Not(each) for each in out]
    for demand in demands:
        short, known, silent = [], [], []
        for mine, offer in zip(left, demand.offers, strict=True):
            falls = z3.BoolVal(False) if offer is None else z3.And(mine, symbols.formula(offer.short))
            told = offer is None or offer.told is None or symbols.formula(offer.told)
            short.append(falls)
            known.append(z3.And(mine, z3.Not(falls), told))
            unknown = offer is None or (offer.told is not None and z3.Not(symbols.formula(offer.told)))
            silent.append(unknown)
        below = [
            z3.And(z3.Not(short[place]), unknown, z3.Or(short[place + 1 :])) if ladder else z3.BoolVal(False)
            for place, unknown in enumerate(silent)
        ]
        known = [z3.And(each, z3.Not(gone)) for each, gone in zip(known, below, strict=True)]
        figures = [None if offer is None else _figure(symbols, offer) for offer in demand.offers]
        stuck = z3.And(z3.Or(short), z3.Not(z3.Or(known)))
        left = [
            z3.And(
                mine,
                z3.Not(below[place]),
                z3.Or(
                    z3.Not(short[place]),
                    z3.And(stuck, _nearest(place, short, figures, demand.more_is_better)),
                ),
            )
            for place, mine in enumerate(left)
        ]
    return [z3.Not(each) for each in left]


def _figure(symbols: Symbols, offer: Offer) -> Any:
    best = offer.best
    return symbols.formula(best) if isinstance(best, Expression) else solver_library().RealVal(repr(best))


def _nearest(place: int, left: Sequence[Any], figures: Sequence[Any], more_is_better: bool) -> Any:
    """Whether none of the other options that fall short comes nearer to what is required."""
    z3, mine = solver_library(), figures[place]
    if mine is None:
        return z3.BoolVal(False)
    others = (
        z3.Implies(other, figure <= mine if more_is_better else figure >= mine)
        for other, figure in zip(left, figures, strict=True)
        if figure is not None
    )
    return z3.And(left[place], *others)


def taken_alone(
    decision: Decision, fired: Mapping[str, Any], strengths: Strengths, demands: Sequence[Demand] = ()
) -> int:
    """The option the engine takes for this decision when these rules fire, options fall short so (`definitions` of
    `engine/requirements.py`, by name), and no other decision has a say."""
    options = list(decision.options)
    scores, out, floor = list(strengths.base), [False] * len(options), 0
    for rule in decision.rules:
        if not fired[rule.id]:
            continue
        place = options.index(rule.option)
        if rule.says in ("for", "against"):
            for each in strengths.reach[rule.id]:
                scores[each] += strengths.rules[rule.id]
        elif rule.says == "rules_out":
            out[place] = True
        else:
            floor = max(floor, place)
    tests = tests_of(decision, demands)
    out = narrow(tests, fired, out).out if tests else out
    default = options.index(decision.default) if decision.default and not strengths.learned else 0
    slate = Slate(len(options), default, ((),) * len(options), strengths.near_tie, strengths.learned)
    case = ResolvedCase([scores], [out], [floor], [[0.0] * len(options)], 0.0, 0.0)
    return choose_alone(agenda([slate]), case, 0)
