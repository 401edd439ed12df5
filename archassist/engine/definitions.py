"""What the program of a pack works out: facts, conditions, operating points and requirements, by name."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.engine.requirements import definitions
from archassist.expressions import Expression
from archassist.rulebook import Rulebook


def definitions_of(rulebook: Rulebook, terms: Mapping[str, Expression]) -> dict[str, Expression]:
    """All expressions of a pack by the names under which the program works them out."""
    found = {id: rulebook.facts[id].expression for id in rulebook.fact_order}
    found |= {f"phase {id}": phase.when for id, phase in rulebook.phases.items()}
    found |= {f"lean {name}": term for name, term in terms.items()}
    found |= {f"limit {id}": limit.when for id, limit in rulebook.limits.items()}
    for decision in rulebook.decisions.values():
        if decision.when is not None:
            found[f"at issue {decision.id}"] = decision.when
        found |= {f"rule {rule.id}": rule.when for rule in decision.rules}
        for option in decision.options.values():
            if isinstance(option.ops_points, Expression):
                found[f"points {option.full_id}"] = option.ops_points
    for id, demands in rulebook.demands.items():
        found |= definitions(rulebook.decisions[id], demands)
    for id, practice in rulebook.practices.items():
        found[f"practice {id}"] = practice.when
    return found
