"""How one decision chooses, as a formula: the same steps as the engine's, without other decisions.

Rules are proved with the weights and bases that the engine uses, at sizes that speak neither way, unless `terms` say what
the size of answers adds by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archassist.authoring.proofs.symbols import Symbols, solver_library
from archassist.engine.resolution import Case, Slate, agenda, choose_alone
from archassist.engine.strengths import Strengths
from archassist.expressions import Expression
from archassist.rulebook import Decision


class Choosing:
    """The option a decision takes, as a whole number."""

    def __init__(
        self,
        symbols: Symbols,
        decision: Decision,
        strengths: Strengths,
        terms: Mapping[str, Expression] | None = None,
    ) -> None:
        z3 = solver_library()
        options = list(decision.options)
        scores: list[Any] = [z3.IntVal(base) for base in strengths.base]
        out: list[Any] = [z3.BoolVal(False) for _ in options]
        floor: Any = z3.IntVal(0)
        sizes = {name: terms[name] for name, _ in strengths.leans} if terms is not None else {}
        for name, values in strengths.leans if sizes else ():
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


def taken_alone(decision: Decision, fired: Mapping[str, Any], strengths: Strengths) -> int:
    """The option the engine takes for this decision when these rules fire and no other decision has a say."""
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
    default = options.index(decision.default) if decision.default and not strengths.learned else 0
    slate = Slate(len(options), default, ((),) * len(options), strengths.near_tie, strengths.learned)
    case = Case([scores], [out], [floor], [[0.0] * len(options)], 0.0, 0.0)
    return choose_alone(agenda([slate]), case, 0)
