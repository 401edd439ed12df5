"""Reads from a review and its views what documents show beside its decisions."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.documents.data import EventLine, Leading, PlanDocument, ReviewData, VerdictLine
from archassist.documents.plan_steps import plan_document
from archassist.documents.signs import alerts, rules_that_hold
from archassist.engine.effort import size_mark
from archassist.views.actions import actions_view
from archassist.views.answers import parked_view
from archassist.views.assessment import assessment_view
from archassist.views.borders import border_of, measured_text
from archassist.views.contradictions import contradictions_view
from archassist.views.flips import nearest_flips
from archassist.views.meeting import agenda_view, minutes_view
from archassist.views.months import month
from archassist.views.outlook import next_view, outlook_view
from archassist.views.plan import plan_view
from archassist.views.preread import homework, words
from archassist.views.records.focus import TriageView
from archassist.views.records.outlook import BandView, OutlookView
from archassist.views.tradeoffs import priorities_view, risks_view
from archassist.views.triage import triaged

if TYPE_CHECKING:
    from archassist.forecast import Outlook
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review
    from archassist.session.verdicts import Taken
    from archassist.session.verdicts import Verdict as Spoken

FLIPS = 2
"""Flips of each decision that its record names."""

QUARTERLY = slice(0, None, 3)
"""Of values by month those at which quarters begin."""


def review_data(
    review: Review, today: datetime.date, afresh: frozenset[str], records_only: bool
) -> ReviewData:
    """What documents show of the review on a day; decisions in `afresh` without the team's verdict.

    With `records_only` what only other documents show is left out: what people read before a review takes longer than all
    records. The plan is there: who does the work, and what it takes, is told alike everywhere.
    """
    outlook = outlook_view(review, today)
    taken = {id: each for id, each in review.decisions.items() if id not in afresh}
    futures = review.derived.futures()
    data = ReviewData(
        title=review.title,
        verdicts=_verdicts(taken),
        rejections={
            id: tuple(_verdict(option, said) for option, said in each.rejected.items())
            for id, each in taken.items()
        },
        records={id: review.record_of(id) for id in taken},
        outlook=outlook,
        next=next_view(review),
        parked=parked_view(review),
        growth=tuple(_growth(review.rulebook, outlook)),
        alerts=tuple(alerts(review.rulebook, outlook, futures)),
        holding=rules_that_hold(review.rulebook, futures),
        flips=nearest_flips(review, FLIPS),
        contradictions=contradictions_view(review),
        places=_places(review, outlook, today),
        plan=_plan(review, today),
        alone=_alone(review),
        events=_events(review, outlook),
        people_mark=_people_mark(review),
    )
    if records_only:
        return data
    midnight = datetime.datetime.combine(today, datetime.time()).astimezone()
    return replace(
        data,
        risks=risks_view(review, today),
        priorities=priorities_view(review),
        homework=homework(review),
        words=words(review.rulebook, review.assess()),
        actions=actions_view(review, today),
        agenda=tuple(each for each in agenda_view(review, midnight) if each.status == "open"),
        minutes=minutes_view(review, midnight),
        money=tuple(_money(review)),
        remedies={id: limit.practices for id, limit in review.rulebook.limits.items()},
        carried_mark=_carried_mark(review),
        roles=tuple(
            dict.fromkeys(each.prepared_by or each.title for each in review.rulebook.sections.values())
        ),
        present=review.focus.present,
        measured={
            each.id: measured_text(review, review.rulebook.limits[each.id], each.crossed)
            for each in outlook.limits
        },
        borders=tuple(border_of(review.rulebook, id) for id in _charted(review.rulebook, outlook)),
        leading=tuple(_leading(review.rulebook, review.derived.outlook(today), today)),
    )


def _places(review: Review, outlook: OutlookView, today: datetime.date) -> dict[str, TriageView]:
    placed = triaged(review, assessment_view(review), outlook, today)
    return {each.id: each.triage for each in placed if each.triage}


def _plan(review: Review, today: datetime.date) -> PlanDocument:
    plan, marks = review.derived.plan(today), dict(_effort_marks(review))
    return plan_document(plan, plan_view(review, today), marks, today, alone=_alone(review))


def _effort_marks(review: Review) -> Iterator[tuple[str, str]]:
    """By practice and option what the days that it takes rest on, where its size is not answered."""
    rulebook, assessment = review.rulebook, review.assess()
    for id, practice in rulebook.practices.items():
        yield id, size_mark(rulebook, assessment, practice.effort)
    for decision in rulebook.decisions.values():
        for option in decision.options.values():
            yield option.full_id, size_mark(rulebook, assessment, option.effort)


def _alone(review: Review) -> bool:
    """Whether the team answered that one person does the work."""
    counted = review.assess().facts.get(review.rulebook.roles.people_now)
    return counted is not None and not counted.mark and counted.value == 1


def _events(review: Review, outlook: OutlookView) -> dict[str, EventLine]:
    """By decision the first surge that it has to be ready for: a limit that it moves away is met in that month."""
    named = {each.month: name for name, each in review.events.items() if each.hours}
    found: dict[str, EventLine] = {}
    for limit in outlook.limits:
        surge = limit.likely_surge
        month = surge.month if surge else limit.middle if review.rulebook.limits[limit.id].of_surges else None
        if limit.crossed or month is None:
            continue
        for decision in limit.decisions:
            if decision not in found or month < found[decision].month:
                found[decision] = EventLine(month, named.get(month, ""))
    return found


def _people_mark(review: Review) -> str:
    counted = review.assess().facts.get(review.rulebook.roles.people_now)
    return counted.mark if counted else ""


def _carried_mark(review: Review) -> str:
    carried = review.assess().facts.get(review.rulebook.roles.operations_capacity)
    return carried.mark if carried else ""


def _money(review: Review) -> Iterator[tuple[str, str]]:
    """What the pack has told to those who pay, without what has no value: downtime that nobody counted, say."""
    facts = review.assess().facts
    for id in review.rulebook.roles.money:
        known, fact = review.rulebook.figure(id), facts[id]
        if (
            known is not None
            and isinstance(fact.value, (int, float))
            and math.isfinite(fact.value)
            and fact.value
        ):
            yield known.title, _once(known.title, fact.told)


def _once(title: str, told: str) -> str:
    """A figure without the time that it is for, where its title names that already."""
    for time in ("hour", "month"):
        if time in title.lower().split():
            told = told.replace(f" a {time}", "").replace(f" an {time}", "")
    return told


def _verdicts(taken: Mapping[str, Taken]) -> dict[str, VerdictLine]:
    return {
        id: _verdict(each.option, each.verdict) for id, each in taken.items() if each.status != "rejected"
    }


def _verdict(option: str, said: Spoken) -> VerdictLine:
    return VerdictLine(
        said.status,
        option,
        said.because,
        ", ".join(said.by),
        said.by,
        said.dissent,
        said.date,
        said.review_on,
        tuple(each.told for each in said.against),
    )


def _leading(rulebook: Rulebook, outlook: Outlook, today: datetime.date) -> Iterator[Leading]:
    """Decisions in which another option leads later than leads now."""
    for id, shares in outlook.leading.items():
        first, last = (max(range(len(shares)), key=lambda option: shares[option][at]) for at in (0, -1))
        if first != last:
            decision = rulebook.decisions[id]
            quarters = tuple(month(today, at) for at in range(0, len(shares[0]), 3))
            options = zip((each.title for each in decision.options.values()), shares, strict=True)
            by_quarter = tuple((title, tuple(mine[QUARTERLY])) for title, mine in options)
            yield Leading(decision.title, quarters, by_quarter)


def _growth(rulebook: Rulebook, outlook: OutlookView) -> Iterator[BandView]:
    """What the pack has charted in documents, by quarter, in three digits."""
    for id in _charted(rulebook, outlook):
        band = outlook.bands[id]
        low, middle, high = (
            tuple(_three_digits(value) for value in values[QUARTERLY])
            for values in (band.low, band.middle, band.high)
        )
        yield replace(band, months=band.months[QUARTERLY], low=low, middle=middle, high=high)


def _charted(rulebook: Rulebook, outlook: OutlookView) -> tuple[str, ...]:
    return tuple(id for id in rulebook.roles.charted_in_documents if id in outlook.bands)


def _three_digits(number: float) -> float:
    return float(f"{number:.3g}") if abs(number) < 1000 else int(float(f"{number:.3g}"))
