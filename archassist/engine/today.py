"""Which option of each decision stands today: as people said, or as far as their answers make it certain.

What stands is the same in every future that the answers allow, since only what is certain counts: one result serves the
one profile and the columns.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from archassist.dataclass_later import dataclass
from archassist.engine.beliefs import UNKNOWN, Belief, Range, Unknown
from archassist.engine.encoding import Code

if TYPE_CHECKING:
    from archassist.engine.compiled import Compiled
    from archassist.rulebook import Decision, Question

MoveKind = Literal["keep", "step_to", "step_back", "adopt"]

MOST_TRIED = 256
"""Combinations of answers that are tried before a condition counts as not certain."""


@dataclass(frozen=True, slots=True)
class Today:
    """What stands of one decision. `option` is None while nobody said it and no answer shows it.

    `shown` are the options that answers show to be there, the simplest first; where nobody said what stands, it is the
    heaviest of them. `against` is the option that answers show in contradiction to what was said.
    """

    option: str | None = None
    known: Literal["answered", "derived"] | None = None
    shown: tuple[str, ...] = ()
    against: str | None = None

    def has(self, option: str) -> bool:
        """Whether an option is there already."""
        return option == self.option or (self.against is None and option in self.shown)

    def move_to(self, decision: Decision, option: str) -> MoveKind:
        """What it is to have `option` of this decision from now on."""
        if self.option is None:
            return "adopt"
        if self.option == option:
            return "keep"
        return "step_back" if lighter(decision, option, self.option) else "step_to"

    def told(self, decision: Decision, option: str) -> str:
        """That move in words, from -> to, to stand within a sentence: `step from One primary to Read replicas`."""
        to = decision.options[option].title
        if (kind := self.move_to(decision, option)) in ("keep", "adopt") or self.option is None:
            return f"{kind} {to}"
        verb = "step back" if kind == "step_back" else "step"
        return f"{verb} from {decision.options[self.option].title} to {to}"

    def named(self, decision: Decision, option: str) -> str:
        """Where that move leads, to stand as a name within a sentence: `Read replicas (today: One primary)`."""
        to = decision.options[option].title
        if (kind := self.move_to(decision, option)) in ("keep", "adopt") or self.option is None:
            return to
        return (
            f"{'back to ' if kind == 'step_back' else ''}{to} (today: {decision.options[self.option].title})"
        )


NOTHING = Today()
"""Nobody knows what stands."""


def lighter(decision: Decision, one: str, other: str) -> bool:
    """Whether one option is lighter than another: options stand from the simplest to the most complex, and between
    those that give as much as each other neither is lighter."""
    order = list(decision.options)
    alike = any(one in group and other in group for group in decision.as_much)
    return order.index(one) < order.index(other) and not alike


def standing_options(
    compiled: Compiled, beliefs: Mapping[str, Belief], codes: Mapping[str, Code]
) -> dict[str, Today]:
    """What stands of every decision. `compiled.today` holds by decision what people said; `codes` are those of the
    profile of `beliefs`, with what is known (`Engine.profile`)."""
    row = compiled.in_place.row(codes)
    found: dict[str, Today] = {}
    for decision, visible in zip(compiled.decisions, compiled.lookups.visible, strict=True):
        shown = tuple(
            [id for id, full_id in visible if row[full_id] and _certain(compiled, full_id, beliefs, codes)]
        )
        said = compiled.today.get(decision.id)
        if said is None and not shown:
            found[decision.id] = NOTHING
        else:
            found[decision.id] = _today(compiled, decision, said, shown, beliefs)
    return found


def _today(
    compiled: Compiled,
    decision: Decision,
    said: str | None,
    shown: tuple[str, ...],
    beliefs: Mapping[str, Belief],
) -> Today:
    if said not in decision.options:
        return Today(shown[-1], "derived", shown) if shown else NOTHING
    assert said is not None
    if not shown or said in shown:
        return Today(said, "answered", shown)
    condition = decision.options[said].in_place
    denied = condition is not None and all(
        not isinstance(beliefs.get(id, UNKNOWN), Unknown) for id in compiled.behind(condition)
    )
    against = shown[-1] if denied or lighter(decision, said, shown[-1]) else None
    return Today(said, "answered", shown, against)


def _certain(
    compiled: Compiled, full_id: str, beliefs: Mapping[str, Belief], codes: Mapping[str, Code]
) -> bool:
    """Whether a condition that holds in the middle of the answers holds in all of what they allow."""
    decision, _, option = full_id.partition(".")
    condition = compiled.rulebook.decisions[decision].options[option].in_place
    assert condition is not None
    open_ = {
        id: tuple(_may_be(compiled.rulebook.questions[id], beliefs.get(id, UNKNOWN)))
        for id in sorted(compiled.behind(condition))
        if isinstance(beliefs.get(id, UNKNOWN), (Range, Unknown))
    }
    if not open_:
        return True
    if math.prod(len(each) for each in open_.values()) > MOST_TRIED:
        return False
    return all(
        compiled.in_place.row({**codes, **dict(zip(open_, values, strict=True))})[full_id]
        for values in itertools.product(*open_.values())
    )


def _may_be(question: Question, belief: Belief) -> Iterator[Code]:
    """The ends of what an answer may be, every choice where there are some; of several choices none and all."""
    if isinstance(belief, Range):
        yield from (belief.low, belief.high)
    elif question.type == "choice":
        yield from range(len(question.choices))
    elif question.type == "choices":
        yield from (0, (1 << len(question.choices)) - 1)
    elif question.levels:
        yield from question.levels
    elif question.range is not None:
        yield from question.range
