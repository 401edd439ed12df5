"""What hard requirements say of one decision, in sentences with the team's own numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from archassist.engine.assessment import RequirementResult
from archassist.engine.reason_text import with_unit
from archassist.engine.requirements import narrow
from archassist.engine.sentences import Said, in_words
from archassist.engine.telling import Telling
from archassist.expressions import Expression
from archassist.rulebook import Capability, Demand, Offer

if TYPE_CHECKING:
    from archassist.engine.compiled import Compiled
    from archassist.engine.encoding import Code


def requirement_results(
    compiled: Compiled, row: Mapping[str, Code], place: int, ruled_out: Sequence[bool], telling: Telling
) -> tuple[RequirementResult, ...]:
    """The requirements that shut options of a decision out, or that none of them meets, in the order of the pack."""
    if not compiled.names[place].falls_short(row):
        return ()
    narrowed = narrow(compiled.tests[place], row, ruled_out)
    demands = compiled.rulebook.demands[compiled.decisions[place].id]
    return tuple(
        _result(
            compiled,
            row,
            place,
            demand,
            narrowed.short[demand.requirement],
            demand.requirement in narrowed.unmet,
            telling,
        )
        for demand in demands
        if demand.requirement in narrowed.short
    )


def _result(
    compiled: Compiled,
    row: Mapping[str, Code],
    place: int,
    demand: Demand,
    short: Sequence[int],
    unmet: bool,
    telling: Telling,
) -> RequirementResult:
    rulebook = compiled.rulebook
    requirement = rulebook.requirements[demand.requirement]
    capability = rulebook.capabilities[requirement.capability]
    options = list(compiled.decisions[place].options)
    behind = compiled.behind(demand.needed)
    return RequirementResult(
        requirement.id,
        capability.title,
        requirement.kind,
        telling.filled(requirement.text, row),
        not unmet,
        telling.filled(requirement.gives, row),
        tuple((options[each], falls_short(capability, demand.offers[each], row)) for each in short),
        tuple(each for each in rulebook.questions if each in behind),
        requirement.source,
    )


def falls_short(capability: Capability, offer: Offer | None, row: Mapping[str, Code]) -> str:
    """What an option does that is not enough, to stand behind its title and a colon."""
    assert offer is not None
    said = in_words(capability.falls_short, lambda slot: Said(_figure(capability, offer, row)))
    return said if capability.kind == "yes_no" else f"{said}, not enough"


def _figure(capability: Capability, offer: Offer, row: Mapping[str, Code]) -> str:
    best, usual = (
        float(row[f"figure {end.text}"]) if isinstance(end, Expression) else end
        for end in (offer.best, offer.usual)
    )
    if capability.levels:
        return list(capability.levels.values())[int(best)]
    low, high = sorted((best, usual))
    ends = [with_unit(each, capability.unit) for each in (low, high)]
    return ends[0] if low == high else " to ".join(ends)
