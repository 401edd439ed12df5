"""The names under which the program works out what concerns the options of one decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from archassist.dataclass_later import dataclass
from archassist.engine.requirements import Test
from archassist.expressions import values_of
from archassist.rulebook import Decision, Rule, Slot, template_parts


@dataclass(frozen=True, slots=True)
class Names:
    """The rules of a decision, each with the name that says whether it fires and the place of its option; by option its
    operating points, or the name under which they are worked out.

    `full_ids` are those of its options; `also_for` holds by rule the rungs above for which it counts, too. `figures` takes
    of one profile all that reasons of this decision tell: which rules fire, and the values that their sentences name, which
    are `told`. `lacks` takes what tells whether options fall short of a requirement.
    """

    decision: Decision
    rules: tuple[tuple[str, Rule, int], ...]
    points: tuple[str | float, ...]
    full_ids: tuple[str, ...]
    also_for: Mapping[str, tuple[str, ...]]
    told: tuple[str, ...]
    figures: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    lacks: Callable[[Mapping[str, Any]], tuple[Any, ...]]

    def points_in(self, row: Mapping[str, Any]) -> list[float]:
        """The operating points of its options for one profile."""
        return [float(row[each]) if isinstance(each, str) else each for each in self.points]

    def falls_short(self, row: Mapping[str, Any]) -> bool:
        """Whether any option falls short of what is required of the decision."""
        return any(self.lacks(row))


def names_of(decision: Decision, tests: Iterable[Test]) -> Names:
    """Those of one decision, of which requirements ask these `tests`."""
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
    told: dict[str, None] = {}
    for rule in decision.rules:
        told |= dict.fromkeys(name for each in (*rule.because_if, *rule.else_if) for name in each.when.names)
        for template in rule.sentences:
            told |= dict.fromkeys(part.name for part in template_parts(template) if isinstance(part, Slot))
    lacks = dict.fromkeys(name for test in tests for name in test.short if name)
    return Names(
        decision,
        rules,
        points,
        tuple(each.full_id for each in decision.options.values()),
        also_for,
        tuple(told),
        values_of(tuple(dict.fromkeys((*(name for name, _, _ in rules), *told)))),
        values_of(tuple(lacks)),
    )
