"""Why a step of the plan stands where it does, in a sentence: the strongest of its causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from archassist.engine import noted
from archassist.words import capital, listed

if TYPE_CHECKING:
    from archassist.roadmap import Ranking, Step
    from archassist.session.review import Review
    from archassist.views.records.outlook import LimitView
    from archassist.words import Bucket

PAINS = 2
"""Pains that are named at most."""

IMPACTS = {3: "High", 2: "Medium", 1: "Low"}
"""What customers feel of an item, in words."""

LITTLE, MUCH = 3.0, 15.0
"""Person-days up to which work is called little, and from which on it is called much."""

MONTHS = 60.0
"""Person-days from which on work stands behind smaller work, whatever presses it, unless it is vital."""


def reasons(
    review: Review, steps: Mapping[str, Step], ranking: Ranking, limits: Sequence[LimitView] = ()
) -> dict[str, str]:
    """By step why it stands where it does, in a sentence. `limits` are those that press, the nearest first."""
    from archassist.session.schedule import limit_moved_by

    moved: dict[str, list[LimitView]] = {}
    for limit in limits:
        for id in limit_moved_by(review, limit.id, steps):
            moved.setdefault(id, []).append(limit)
    waiting = _waiting(steps, ranking)
    return {
        id: f"{_cause(review, step, moved.get(id, ()), waiting.get(id, ()), _long_work(steps, ranking, id))}"
        f"{_behind(step, id in ranking.vital, ranking.buckets.get(id))}."
        for id, step in steps.items()
    }


def _cause(
    review: Review, step: Step, limits: Sequence[LimitView], waiting: Sequence[str], vital: str
) -> str:
    """The strongest cause, in a sentence without its full stop: as the order weighs them (`roadmap.ranking`)."""
    rulebook = review.rulebook
    first = f"; {vital} begins with it" if vital else ""
    if step.pains:
        return f"Helps with {listed(_quoted(rulebook.pains[id].title for id in step.pains[:PAINS]))}{first}"
    if limits:
        return f"{_limit(limits[0])}{first}"
    if vital:
        return f"{capital(vital)} begins with it"
    if waiting:
        return f"“{waiting[0]}” {'and others wait' if len(waiting) > 1 else 'waits'} for it"
    if step.milestone:
        return "It is reached with the last that it needs"
    if step.kind == "coming":
        return "Not right yet"
    if step.kind == "decision":
        return "It carries the decision out"
    if step.asked_by:
        return f"“{_option(review, step.asked_by[0])}” asks for it"
    return f"{IMPACTS[rulebook.practices[step.id].impact]} impact on customers{_work(step)}"


def _long_work(steps: Mapping[str, Step], ranking: Ranking, id: str) -> str:
    """The long work that a step is the beginning of, within a sentence; empty where it is of none."""
    long = ranking.vital.get(id, "")
    return (
        f"the long work of “{steps[long].title}”"
        if long and long != id
        else "the longest work"
        if long
        else ""
    )


def _work(step: Step) -> str:
    """How much work an item is, behind what it brings; of what takes months that is said apart."""
    if step.middle >= MONTHS:
        return ""
    much = "little" if step.middle <= LITTLE else "much" if step.middle >= MUCH else "some"
    return f", for {much} work"


def _behind(step: Step, vital: bool, bucket: Bucket | None) -> str:
    """That long work stands behind smaller work, where it does."""
    long = step.kind == "practice" and step.middle >= MONTHS
    return (
        ", but it takes months: smaller work comes first" if long and bucket == "later" and not vital else ""
    )


def _limit(limit: LimitView) -> str:
    """A limit, and when it comes."""
    if not limit.crossed:
        return f"The limit “{limit.title}” comes {limit.text}"
    surely = "" if limit.surely_crossed else "probably "
    return noted(f"The limit “{limit.title}” has {surely}been reached", limit.mark)


def _waiting(steps: Mapping[str, Step], ranking: Ranking) -> dict[str, list[str]]:
    """By step the titles of what waits for it, those that are first in the order first."""
    found: dict[str, list[str]] = {}
    for id in ranking.order:
        if id in steps and steps[id].kind != "coming" and steps[id].status not in ("done", "dropped"):
            for each in steps[id].needs:
                found.setdefault(each, []).append(steps[id].title)
    return found


def _option(review: Review, full_id: str) -> str:
    decision, _, option = full_id.partition(".")
    return review.rulebook.decisions[decision].options[option].title


def _quoted(texts: Iterable[str]) -> Iterable[str]:
    return (f"“{each}”" for each in texts)
