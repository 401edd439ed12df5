"""Values of a row that are taken together, by what asks for all of them at every assessment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from archassist.expressions import Kind, values_of

if TYPE_CHECKING:
    from archassist.engine.encoding import Code
    from archassist.rulebook import Rulebook

Taking = Callable[[Mapping[str, "Code"]], tuple["Code", ...]]


class Lookups:
    """What takes the values of many names of a pack from a row, in order.

    `told` are the questions and facts whose values are told, `ranged` which of them are numbers: these have a range over the
    futures. `codes` takes their values; `applies` whether each practice applies by its own condition; `leaning` what the
    sizes of answers come to, in the order of `terms`. `visible` holds by decision the options of which answers can show that
    they are there already, each with its full id: these are looked up one by one.
    """

    def __init__(self, rulebook: Rulebook, terms: Collection[str]) -> None:
        self.told: tuple[str, ...] = (*rulebook.questions, *rulebook.fact_order)
        self.ranged: tuple[bool, ...] = tuple(rulebook.types[name].kind is Kind.NUMBER for name in self.told)
        self.codes: Taking = values_of(self.told)
        self.applies: Taking = values_of([f"practice {id}" for id in rulebook.practices])
        self.leaning: Taking = values_of([f"lean {name}" for name in terms])
        self.visible: tuple[tuple[tuple[str, str], ...], ...] = tuple(
            tuple((each.id, each.full_id) for each in decision.options.values() if each.in_place is not None)
            for decision in rulebook.decisions.values()
        )
