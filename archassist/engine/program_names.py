"""The names under which the program works out what concerns the options of one decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from archassist.dataclass_later import dataclass
from archassist.rulebook import Decision, Rule, Slot, template_parts


@dataclass(frozen=True, slots=True)
class Names:
    """The rules of a decision, each with the name that says whether it fires and the place of its option; by option its
    operating points, or the name under which they are worked out.

    `also_for` holds by rule the rungs above for which it counts, too; `figures` takes of one profile all that reasons of
    this decision tell: which rules fire, and the values that their sentences name.
    """

    decision: Decision
    rules: tuple[tuple[str, Rule, int], ...]
    points: tuple[str | float, ...]
    also_for: Mapping[str, tuple[str, ...]]
    figures: Callable[[Mapping[str, Any]], tuple[Any, ...]]


def names_of(decision: Decision) -> Names:
    """Those of one decision."""
    options = list(decision.options)
    rules = tuple((f"rule {rule.id}", rule, options.index(rule.option)) for rule in decision.rules)
    points = tuple(
        float(each.ops_points) if isinstance(each.ops_points, (int, float)) else f"points {each.full_id}"
        for each in decision.options.values()
    )
    also_for = {
        rule.id: tuple(options[place] for place in decision.counting(rule.says, rule.option)[1:])
        for rule in decision.rules
    }
    told = dict.fromkeys(name for name, _, _ in rules)
    for rule in decision.rules:
        for template in (rule.because, rule.otherwise):
            told |= dict.fromkeys(part.name for part in template_parts(template) if isinstance(part, Slot))
    return Names(decision, rules, points, also_for, partial(_values, tuple(told)))


def _values(names: tuple[str, ...], row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple([row[name] for name in names])
