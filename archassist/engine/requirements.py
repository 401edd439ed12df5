"""Hard requirements: which options stay open to a decision, whatever their scores and whatever running them costs.

Only what answers alone say counts. One requirement after the other, in the order of the pack, leaves the options that meet
it. An option whose figure rests on what nobody answered is not shut out, and shuts no other out; on a ladder it goes with a
rung above it that falls short, since no rung does more than those above it. Where none is known to meet it, the requirement
is not met: of those that fall short, those that come nearest are left, and it is told. What rules rule out stays out: it
cannot be done here. `columns/requirements.py` says the same for many profiles at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from archassist.dataclass_later import dataclass
from archassist.expressions import Expression
from archassist.rulebook import Decision, Demand, Offer

if TYPE_CHECKING:
    from archassist.engine.encoding import Code


@dataclass(frozen=True, slots=True)
class Test:
    """A demand as the program knows it: the names of what it works out, by option; None for what an option does not say."""

    requirement: str
    needed: str
    short: tuple[str | None, ...]
    told: tuple[str | None, ...]
    best: tuple[str | float | None, ...]
    more_is_better: bool
    ladder: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What it reads of the program to tell which options stay open."""
        figures = (each for each in self.best if isinstance(each, str))
        named = (each for each in (*self.short, *self.told) if each)
        return tuple(dict.fromkeys((*named, *figures)))


def tests_of(decision: Decision, demands: Iterable[Demand]) -> tuple[Test, ...]:
    """What is asked of a decision, in order."""
    return tuple(
        Test(
            each.requirement,
            f"needed {each.requirement} {decision.id}",
            tuple(None if offer is None else _short(offer.short) for offer in each.offers),
            tuple(_told(offer) for offer in each.offers),
            tuple(None if offer is None else _figure(offer.best) for offer in each.offers),
            each.more_is_better,
            decision.shape == "ladder",
        )
        for each in demands
    )


def definitions(decision: Decision, demands: Iterable[Demand]) -> Mapping[str, Expression]:
    """What the program works out for them, by name; the same condition has the same name everywhere."""
    found: dict[str, Expression] = {}
    for each in demands:
        found[f"needed {each.requirement} {decision.id}"] = each.needed
        for offer in each.offers:
            if offer is not None:
                found[_short(offer.short)] = offer.short
                if (name := _told(offer)) and offer.told is not None:
                    found[name] = offer.told
                found |= {
                    f"figure {end.text}": end
                    for end in (offer.best, offer.usual)
                    if isinstance(end, Expression)
                }
    return found


def _short(condition: Expression) -> str:
    return f"short {condition.text}"


def _told(offer: Offer | None) -> str | None:
    return None if offer is None or offer.told is None else f"told {offer.told.text}"


def _figure(figure: float | Expression) -> str | float:
    return f"figure {figure.text}" if isinstance(figure, Expression) else figure


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is out after requirements have spoken; by requirement the options left that fall short; those not met."""

    out: list[bool]
    short: Mapping[str, tuple[int, ...]]
    unmet: tuple[str, ...]


def narrow(tests: Sequence[Test], row: Mapping[str, Code], out: Sequence[bool]) -> Narrowed:
    """Which options of a decision stay open to one profile, of which rules have ruled some out."""
    left = [place for place, each in enumerate(out) if not each]
    fell: dict[str, tuple[int, ...]] = {}
    unmet = []
    for test in tests:
        missing = tuple(place for place in left if (name := test.short[place]) and row[name])
        if not missing:
            continue
        fell[test.requirement] = missing
        below = _silent_below(test, row, max(missing)) if test.ladder else ()
        others = [place for place in left if place not in missing and place not in below]
        if any((name := test.told[place]) is None or row[name] for place in others):
            left = others
        else:
            unmet.append(test.requirement)
            left = sorted((*others, *_nearest(test, row, missing)))
    kept = set(left)
    found = [place not in kept for place in range(len(out))] if fell else list(out)
    return Narrowed(found, fell, tuple(unmet))


def _silent_below(test: Test, row: Mapping[str, Code], rung: int) -> tuple[int, ...]:
    """The rungs below one of which it is not known what they do."""
    return tuple(
        place
        for place in range(rung)
        if test.short[place] is None or ((name := test.told[place]) is not None and not row[name])
    )


def _nearest(test: Test, row: Mapping[str, Code], left: Sequence[int]) -> list[int]:
    """The options whose figure is the best of those that fall short."""
    figures = {
        place: float(row[best]) if isinstance(best := test.best[place], str) else best for place in left
    }
    known = {place: each for place, each in figures.items() if each is not None}
    best = (max if test.more_is_better else min)(known.values())
    return [place for place in left if known[place] == best]
