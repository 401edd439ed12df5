"""The names under which the program works out what concerns the options of one decision."""

from __future__ import annotations

from dataclasses import dataclass

from archassist.rulebook import Decision, Rule


@dataclass(frozen=True, slots=True)
class Names:
    """The rules of a decision, each with the name that says whether it fires and the place of its option; and by option
    its operating points, or the name under which they are worked out."""

    decision: Decision
    rules: tuple[tuple[str, Rule, int], ...]
    points: tuple[str | float, ...]


def names_of(decision: Decision) -> Names:
    """Those of one decision."""
    places = {id: place for place, id in enumerate(decision.options)}
    rules = tuple((f"rule {rule.id}", rule, places[rule.option]) for rule in decision.rules)
    points = tuple(
        float(each.ops_points) if isinstance(each.ops_points, (int, float)) else f"points {each.full_id}"
        for each in decision.options.values()
    )
    return Names(decision, rules, points)
