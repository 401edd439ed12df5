"""Small views of a review: how far it is, what is recommended, and what a change moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.rulebook import Rulebook
    from archassist.session.codec import Content
    from archassist.views.records.outlook import QuestionWorth


NO_ADVICE = "no advice yet"


class SectionView(NamedTuple):
    """A part of the interview and how far it is."""

    id: str
    title: str
    answered: int
    total: int


class Recommended(NamedTuple):
    """What is recommended for a decision, "" before enough is answered; `standing` is firm, leaning or open, None when no
    futures were drawn."""

    id: str
    recommended: str
    standing: str | None


@dataclass(frozen=True, slots=True)
class Glance:
    """What is drawn after every answer. An empty one stands for what could not be computed.

    `phase` is a title, "" before its answers. What to find out next, and whether asking can stop, come later, when the
    futures are searched.
    """

    phase: str = ""
    decisions: tuple[Recommended, ...] = ()
    find_out_next: tuple[QuestionWorth, ...] = ()
    can_stop: bool = False


class First(NamedTuple):
    """How a review stood when it was opened: what was advised, and what the file said."""

    glance: Glance
    said: Content


@dataclass(frozen=True, slots=True)
class Shift:
    """A decision whose recommendation the last change moved, options by title. `step` > 0: more complex.

    It is 0 where there was, or is now, no recommendation for want of answers.
    """

    decision: str
    title: str
    was: str
    now: str
    step: int

    @property
    def arrow(self) -> str:
        """▲ towards the more complex option, ▼ towards the simpler, + and - where advice comes and goes."""
        if not self.step:
            return "-" if self.now == NO_ADVICE else "+"
        return "▲" if self.step > 0 else "▼"


class Surer(NamedTuple):
    """A decision whose recommendation stands as it was, and has become surer or less sure."""

    title: str
    was: str
    now: str


def surer(before: Glance, after: Glance, rulebook: Rulebook) -> Iterator[Surer]:
    """Decisions whose recommendation stayed and whose standing did not."""
    was = {decision.id: decision for decision in before.decisions}
    for now in after.decisions:
        old = was.get(now.id)
        if old is None or old.recommended != now.recommended or old.standing == now.standing:
            continue
        if now.id in rulebook.decisions:
            yield Surer(rulebook.decisions[now.id].title, old.standing or "", now.standing or "")


def glance_at(assessment: Assessment) -> Glance:
    """Phase, recommendations and how sure they are."""
    return Glance(
        "" if assessment.phase.needs else assessment.phase.title,
        tuple(
            Recommended(result.id, result.recommended if result.enough else "", result.standing)
            for result in assessment.decisions
        ),
    )


def shifts(before: Glance, after: Glance, rulebook: Rulebook) -> Iterator[Shift]:
    """The decisions whose recommendation differs between two glances, in the order of the later one."""
    was = {decision.id: decision.recommended for decision in before.decisions}
    for now in after.decisions:
        old, new = was.get(now.id), now.recommended
        decision = rulebook.decisions.get(now.id)
        if decision is None or old is None or old == new:
            continue
        options = decision.options
        if not {old, new} - {""} <= options.keys():
            continue
        order = list(options)
        titles = [options[id].title if id else NO_ADVICE for id in (old, new)]
        step = order.index(new) - order.index(old) if old and new else 0
        yield Shift(decision.id, decision.title, titles[0], titles[1], step)
