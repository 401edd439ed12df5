"""Where each decision belongs: decide now, keep, default, later, or not before more is answered.

To be decided now is what is at issue or what a limit presses, at most seven, ordered by what waiting and what a wrong choice
cost. Everything else has its place, too, with the reason.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archassist.views.focus import at_issue
from archassist.views.months import month, spelled, spoken
from archassist.views.needs import needs_text
from archassist.views.records.advice import AssessmentView, DecisionView, FactView
from archassist.views.records.focus import AtIssue, TriageView
from archassist.views.records.outlook import LimitView, NotYetView, OutlookView
from archassist.words import listed
from archassist.working_days import DAYS_A_MONTH

if TYPE_CHECKING:
    from archassist.session.review import Review

MOST_NOW = 7
"""How many decisions a team takes in an afternoon, at most."""

ENOUGH_NOW = 3
"""With fewer at issue, those that are hardest to undo are put beside them."""

TO_BEGIN = 3
"""Months between a decision and the beginning of the work that follows from it: a quarter's plan is not thrown over."""

HARD_TO_UNDO = {"easy": 0, "costly": 1, "hard": 2}


@dataclass(frozen=True, slots=True)
class _Pressing:
    """Why a decision is to be taken now. `waiting` counts from 0 to 3 how dear it is to wait, `by` is a month or a day,
    `limit` what presses, where that is a limit."""

    because: str
    waiting: int
    by: str = ""
    limit: LimitView | None = None


def triaged(
    review: Review, view: AssessmentView, outlook: OutlookView, today: datetime.date
) -> tuple[DecisionView, ...]:
    """The decisions of an assessment, each with its place and with what is not right yet."""
    decisions = [replace(each, not_yet=outlook.not_yet.get(each.id, ())) for each in view.decisions]
    limits = [each for each in outlook.limits if _is_told(view.facts.get(each.metric))]
    issues = {each.decision: each for each in at_issue(review)}
    needed = _needed(review, decisions)
    pressing = {
        decision.id: found
        for decision in decisions
        if decision.taken is None
        and (found := _pressing(decision, issues, limits, needed.get(decision.id, ""), today))
    }
    if len(pressing) < ENOUGH_NOW:
        pressing |= _hard_to_undo(review, decisions, pressing)
    ranked = sorted(pressing, key=lambda id: _urgency(review, id, pressing, decisions, list(issues)))
    ranks = {id: rank for rank, id in enumerate(ranked[:MOST_NOW], 1)}
    pressing |= _limits_once(ranked[:MOST_NOW], pressing, {each.id: each for each in decisions})
    return tuple(
        replace(
            decision,
            triage=_now(decision, ranks[decision.id], pressing[decision.id])
            if decision.id in ranks
            else _place(review, decision, pressing.get(decision.id)),
        )
        for decision in decisions
    )


def _limits_once(
    ranked: Sequence[str], pressing: Mapping[str, _Pressing], decisions: Mapping[str, DecisionView]
) -> dict[str, _Pressing]:
    """Those that a limit presses of which one before tells already what then happens: they name it, and that decision."""
    told: dict[str, str] = {}
    found = {}
    for id in ranked:
        limit = pressing[id].limit
        if limit is None:
            continue
        first = told.setdefault(limit.id, id)
        if first != id:
            as_before = f"{limit.title}, {limit.text}; see “{decisions[first].title}”."
            found[id] = replace(pressing[id], because=pressing[id].because.replace(_told(limit), as_before))
    return found


def _now(decision: DecisionView, rank: int, pressing: _Pressing) -> TriageView:
    """The place of a decision to be taken now; with the answers that it takes first, where too few are given."""
    needs = f" {needs_text(decision.needs)}." if decision.needs else ""
    ids = tuple(each.id for each in decision.needs)
    return TriageView("decide_now", rank, f"{pressing.because}{needs}", pressing.by, ids)


def _needed(review: Review, decisions: Sequence[DecisionView]) -> dict[str, str]:
    """By decision of which less stands than an option needs that the team took: which one needs what, in a sentence."""
    found: dict[str, str] = {}
    standing = {each.id: each.today for each in decisions}
    for decision in decisions:
        if decision.taken is None:
            continue
        option = review.rulebook.decisions[decision.id].options[decision.taken]
        for full_id in option.requires:
            other, _, needed = full_id.partition(".")
            options = review.rulebook.decisions[other].options
            today, ladder = standing.get(other), list(options)
            if today is not None and ladder.index(today) < ladder.index(needed):
                said = f"“{option.title}” ({decision.title}), which the team took, needs “{options[needed].title}”."
                found.setdefault(other, said)
    return found


def _pressing(
    decision: DecisionView,
    issues: Mapping[str, AtIssue],
    limits: Sequence[LimitView],
    needed: str,
    today: datetime.date,
) -> _Pressing | None:
    """What makes a decision pressing, the strongest first; None when nothing does."""
    issue = issues.get(decision.id)
    moves = decision.move.kind != "keep"
    plain = decision.move.kind == "adopt" and decision.recommended == decision.options[0].id
    limit = _limit_in_time(decision, limits, today) if moves and not plain else None
    if issue and issue.named:
        told = f"The team has to decide it by {issue.by}." if issue.by else "The team named it."
        if limit:
            told += f" {_told(limit)}"
        return _Pressing(told, 3 if issue.by or limit else 2, issue.by, limit)
    if limit:
        by = "" if limit.crossed else limit.middle or ""
        return _Pressing(_told(limit), 3 if limit.crossed else 2, by, limit)
    if needed:
        return _Pressing(needed, 2)
    if not decision.enough:
        return None
    if issue and moves:
        pains = listed(f"“{each}”" for each in issue.pains)
        what = "problem" if len(issue.pains) == 1 else "problems"
        return _Pressing(f"It addresses the {what} you reported: {pains}.", 1)
    for coming in decision.not_yet:
        if _must_begin(coming, today):
            return _Pressing(f"{_coming(coming)} Begin now.", 2, coming.start_by.early)
    return None


def _must_begin(coming: NotYetView, today: datetime.date) -> bool:
    """Whether what comes in at least half of the futures would come, in the middle one, before it can be carried out."""
    middle = coming.when.p50
    return middle is not None and middle <= month(today, math.ceil(coming.lead_days[1] / DAYS_A_MONTH))


def _is_told(metric: FactView | None) -> bool:
    """Whether the figure of a limit rests on an answer: one that is assumed throughout presses nobody."""
    return metric is None or bool(set(metric.rests_on) - set(metric.assumed_because))


def _limit_in_time(
    decision: DecisionView, limits: Sequence[LimitView], today: datetime.date
) -> LimitView | None:
    """The first limit that this decision moves away and that comes before the decision could be carried out."""
    _, high = decision.move.days or (0.0, 0.0)
    last = month(today, TO_BEGIN + math.ceil(high / DAYS_A_MONTH))
    for limit in limits:
        soon = limit.crossed or (limit.middle is not None and limit.middle <= last)
        if decision.id in limit.decisions and soon:
            return limit
    return None


def _hard_to_undo(
    review: Review, decisions: Sequence[DecisionView], known: Mapping[str, _Pressing]
) -> dict[str, _Pressing]:
    """Steps that are dear to undo and rest on an answer, when little else presses: the hardest first."""

    def hardness(decision: DecisionView) -> int:
        option = review.rulebook.decisions[decision.id].options[decision.recommended]
        return HARD_TO_UNDO[option.reversible]

    open_ones = [
        decision
        for decision in decisions
        if decision.id not in known
        and decision.taken is None
        and decision.enough
        and decision.standing in ("firm", "leaning")
        and decision.move.kind in ("step_to", "step_back")
        and hardness(decision)
        and any(not reason.assumes for reason in decision.reasons)
    ]
    found = sorted(open_ones, key=hardness, reverse=True)[: ENOUGH_NOW - len(known)]
    return {
        decision.id: _Pressing(f"Not urgent, but costly to reverse{_need(decision)}.", 0)
        for decision in found
    }


def _urgency(
    review: Review,
    id: str,
    pressing: Mapping[str, _Pressing],
    decisions: Sequence[DecisionView],
    issues: Sequence[str],
) -> tuple[float, ...]:
    """The smaller, the earlier: what waiting costs and what a wrong choice costs, then the order in which it was named."""
    option = next(
        review.rulebook.decisions[each.id].options[each.recommended] for each in decisions if each.id == id
    )
    wrong = HARD_TO_UNDO[option.reversible]
    named = issues.index(id) if id in issues else len(issues)
    return -(pressing[id].waiting + wrong), named, -option.effort.high_days


def _place(review: Review, decision: DecisionView, pressing: _Pressing | None) -> TriageView:
    """The place of a decision that is not to be taken now."""
    move, title = decision.move, decision.option(decision.recommended).title
    if decision.taken is not None:
        taken = next((each.title for each in decision.options if each.id == decision.taken), decision.taken)
        return TriageView("decided", 0, f"The team took {taken}.", "", ())
    if not decision.enough:
        needs = tuple(each.id for each in decision.needs)
        return TriageView("not_enough_answers", 0, f"{needs_text(decision.needs)}.", "", needs)
    if pressing:
        return TriageView(
            "later", 0, f"{pressing.because} {MOST_NOW} others cost more to wait for.", pressing.by, ()
        )
    if move.kind in ("step_to", "step_back"):
        takes = f"; it takes {move.costs}" if move.costs else ""
        told = f"{move.text}{takes}. It is worth it, and nothing presses{_need(decision)}."
        return TriageView("later", 0, told, "", ())
    if decision.not_yet:
        coming = decision.not_yet[0]
        trigger = f" Trigger: {coming.trigger.text}." if coming.trigger else ""
        begin = f" Begin by {spelled(coming.start_by.early)} at the earliest."
        return TriageView(
            "later", 0, f"{title} for now. {_coming(coming)}{trigger}{begin}", coming.start_by.early, ()
        )
    if move.kind == "keep":
        return TriageView("keep", 0, f"{move.text}: nothing argues clearly for a change.", "", ())
    option = review.rulebook.decisions[decision.id].options[decision.recommended]
    if option.id != decision.options[0].id and HARD_TO_UNDO[option.reversible]:
        told = (
            f"{title} fits a team like this{_need(decision)}. Say what stands today: "
            "where it is less, this is a step that is not easily taken back."
        )
        return TriageView("later", 0, told, "", ())
    return TriageView("default", 0, f"The plain way for a team like this: {title}.", "", ())


def _need(decision: DecisionView) -> str:
    """What pays for a move, behind a colon; nothing where no rule says so by itself.

    What speaks for a lower rung of a ladder is told as what it is: of what is recommended it says no more than that.
    """
    reason = next(iter(decision.reasons), None)
    need = decision.move.need or (reason.text if reason else "")
    if not need:
        return ""
    below = reason is not None and need == reason.text and reason.option != decision.recommended
    return (
        f": it contains “{decision.option(reason.option).title}”: {need}" if below and reason else f": {need}"
    )


def _told(limit: LimitView) -> str:
    return f"{limit.title}, {limit.text}. {limit.then}."


def _coming(coming: NotYetView) -> str:
    return f"{coming.title} becomes right {spoken(coming)}."
