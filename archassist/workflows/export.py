"""Hands a review to the documents as plain data."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archassist.views.preread import homework, words

if TYPE_CHECKING:
    from archassist.documents import (
        Alert,
        Coming,
        DocumentContext,
        ExportPlan,
        FlipLine,
        Growth,
        Leading,
        ReviewData,
        Verdict,
        Wishes,
    )
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review
    from archassist.session.verdicts import Verdict as Spoken

FLIPS = 2
"""Flips of each decision that its record names."""


def export_plan(
    review: Review, target: Path, wishes: Wishes | Collection[str] = (), today: datetime.date | None = None
) -> ExportPlan:
    """What an export into the folder `target` would do; `wishes` say which documents, in which form.

    Nothing is written before the plan's `write`. Raises ExportError when the folder cannot be used.
    """
    from archassist.documents import Wishes, plan_export

    today = today or datetime.date.today()
    if not isinstance(wishes, Wishes):
        wishes = Wishes(only=tuple(wishes))

    # Records show neither the plan nor what people read before a review; both take longer than all records.
    records_only = set(wishes.only) == {"adr"}

    def contexts(day: datetime.date, afresh: frozenset[str]) -> DocumentContext:
        return context_of(review, day, afresh, records_only=records_only)

    return plan_export(contexts, target, today, wishes)


def context_of(
    review: Review, today: datetime.date, afresh: frozenset[str] = frozenset(), *, records_only: bool = False
) -> DocumentContext:
    """The review as documents show it; decisions in `afresh` without the team's verdict.

    With `records_only` what only other documents show is left out.
    """
    from archassist.documents import build_context
    from archassist.views.assessment import checklist_of

    assessment = review.assess()
    data = review_data(review, today, afresh, records_only)
    return build_context(review.rulebook, assessment, checklist_of(review, assessment), data, today)


def review_data(
    review: Review, today: datetime.date, afresh: frozenset[str] = frozenset(), records_only: bool = False
) -> ReviewData:
    """What documents need to know of the review."""
    from archassist.answers.answer_text import understood
    from archassist.documents import Evidence, ReviewData
    from archassist.views.assessment import parked_view
    from archassist.views.outlook import next_view, outlook_view

    following, ahead = next_view(review), outlook_view(review, today)
    questions = review.rulebook.questions
    return ReviewData(
        review.title,
        {
            id: _verdict(taken.option, taken.verdict)
            for id, taken in review.decisions.items()
            if id not in afresh and taken.status != "rejected"
        },
        {
            id: Evidence(
                understood(questions[id], answer),
                answer.grade or "",
                answer.by or "",
                answer.source or "",
                answer.note or "",
                answer.kind,
            )
            for id, answer in review.answers.items()
            if id in questions
        },
        _coming(ahead),
        tuple((each["title"], each["measure"]) for each in following["questions"]),
        _growth(ahead, review.rulebook),
        following["can_stop"],
        parked=tuple((each["title"], each["shown"]) for each in parked_view(review)),
        rejections={
            id: tuple(_verdict(option, each) for option, each in taken.rejected.items())
            for id, taken in review.decisions.items()
            if id not in afresh
        },
        records={id: review.record_of(id) for id in review.decisions if id not in afresh},
        **_of_records(review, ahead),
        **({} if records_only else _prospects(review, ahead, today)),
    )


def _verdict(option: str, said: Spoken) -> Verdict:
    from archassist.documents import Verdict

    return Verdict(said.status, option, said.because, ", ".join(said.by), said.by, said.dissent, said.date)


def _of_records(review: Review, ahead: dict[str, Any]) -> dict[str, Any]:
    """What records show of what may change: signs, conditions that hold today, and answers that would change it."""
    return {"alerts": tuple(_alerts(review, ahead)), "holding": _holding(review), "flips": _flips(review)}


def _flips(review: Review) -> dict[str, tuple[FlipLine, ...]]:
    from archassist.documents import FlipLine
    from archassist.views.outlook import in_words, search_of

    # Changes of two answers are for people who ask about one decision: there are many, and they take as long again.
    found = search_of(review).flips(most=FLIPS, two=False)
    return {
        decision: tuple(FlipLine(*in_words(review, flip), flip.distance) for flip in mine)
        for decision, mine in found.items()
    }


def _prospects(review: Review, ahead: dict[str, Any], today: datetime.date) -> dict[str, Any]:
    """Plan, limits, risks, alerts and priorities, for the documents."""
    from archassist.documents import LimitLine, RiskLine
    from archassist.views.tradeoffs import priorities_view, risks_view

    priorities = priorities_view(review)
    return {
        **_plan(review, today),
        "limits": tuple(
            LimitLine(each["title"], each["today"], each["text"], each["then"]) for each in ahead["limits"]
        ),
        "risks": tuple(
            RiskLine(each["title"], each["owner"], each["because"], each["expires"] or "", each["expired"])
            for each in risks_view(review, today)
        ),
        "homework": homework(review),
        "words": words(review),
        "leading": tuple(_leading(review, ahead, today)),
        "priorities": tuple(each["title"] for each in priorities["ranking"]),
        "tipped": tuple(
            f"{each['title']}: {each['with_title']}; without the ranking {each['without_title']}. {each['because']}"
            for each in priorities["changes"]
        ),
    }


MOSTLY = 0.6
"""A condition is named as what a record rests on when it is true in so many futures: others would be broken at once."""


def _holding(review: Review) -> frozenset[str]:
    from archassist.views.outlook import futures_of

    columns = futures_of(review).columns
    return frozenset(
        rule.id
        for decision in review.rulebook.decisions.values()
        for rule in decision.rules
        if columns[f"rule {rule.id}"].mean() >= MOSTLY
    )


def _plan(review: Review, today: datetime.date) -> dict[str, Any]:
    from archassist.documents import StepLine
    from archassist.views.outlook import spelled
    from archassist.views.plan import capacity_text, late_text, late_worth_telling, plan_of, plan_view

    found, view = plan_of(review, today), plan_view(review, today)
    titles = {each.step.id: each.step.title for each in found.steps}
    lines = []
    for each, item in zip(found.steps, view["items"], strict=True):
        until = spelled(item["done"])
        if item["done_late"] != item["done"]:
            until = f"between {until} and {spelled(item['done_late'])}"
        lines.append(
            StepLine(
                each.step.id,
                each.step.title,
                each.step.kind,
                each.bucket,
                item["quarter"],
                each.start.isoformat(),
                each.done.isoformat(),
                until,
                each.step.owner,
                each.step.status,
                each.step.days,
                each.step.places,
                tuple(titles[id] for id in each.step.needs),
                late_text(item["late"], titles) if late_worth_telling(item["late"]) else "",
                each.critical,
            )
        )
    return {"steps": tuple(lines), "plan_problems": found.problems, "capacity": capacity_text(view)}


def _leading(review: Review, ahead: dict[str, Any], today: datetime.date) -> Iterator[Leading]:
    """Decisions in which another option leads later than leads now."""
    from archassist.documents import Leading
    from archassist.views.outlook import month, outlook_of

    every = slice(0, None, 3)
    for id, shares in outlook_of(review, today).leading.items():
        firsts = [max(range(len(shares)), key=lambda option: shares[option][at]) for at in (0, -1)]
        if firsts[0] != firsts[1]:
            decision = review.rulebook.decisions[id]
            quarters = tuple(month(today, at) for at in range(0, len(shares[0]), 3))
            options = zip((each.title for each in decision.options.values()), shares, strict=True)
            yield Leading(
                decision.title, quarters, tuple((title, tuple(mine[every])) for title, mine in options)
            )


def _alerts(review: Review, ahead: dict[str, Any]) -> Iterator[Alert]:
    from archassist.documents import Alert
    from archassist.views.outlook import futures_of, spoken

    rulebook = review.rulebook
    for decision, options in ahead["not_yet"].items():
        for each in options:
            trigger = each["trigger"]
            if trigger is None or trigger["border"] is None:
                continue
            values = futures_of(review).columns[trigger["metric"]]
            beyond = values > trigger["border"] if trigger["rises"] else values < trigger["border"]
            if beyond.mean() > 1 - MOSTLY:
                continue  # true today in too many futures to be a sign of anything to come
            signal = rulebook.signals.get(trigger["metric"])
            yield Alert(
                trigger["metric"],
                trigger["title"],
                trigger["border"],
                trigger["rises"],
                decision,
                each["option"],
                rulebook.decisions[decision].title,
                each["title"],
                spoken(each),
                trigger["measure"],
                signal.promql if signal else "",
                signal.exporter if signal else "",
            )


def _coming(view: dict[str, Any]) -> dict[str, dict[str, Coming]]:
    from archassist.documents import Coming
    from archassist.views.outlook import spelled, spoken

    found: dict[str, dict[str, Coming]] = {}
    for decision, options in view["not_yet"].items():
        for each in options:
            early, late = each["start_by"]["early"], each["start_by"]["late"]
            if late == early:
                start = f"in {spelled(early)}"
            elif late:
                start = f"between {spelled(early)} and {spelled(late)}"
            else:
                start = f"{spelled(early)} at the earliest"
            trigger = each["trigger"] or {"text": "", "measure": ""}
            found.setdefault(decision, {})[each["option"]] = Coming(
                spoken(each), trigger["text"], trigger["measure"], start
            )
    return found


def _three_digits(number: float) -> float:
    return float(f"{number:.3g}") if abs(number) < 1000 else int(float(f"{number:.3g}"))


def _growth(view: dict[str, Any], rulebook: Rulebook) -> tuple[Growth, ...]:
    from archassist.documents import Growth

    found = []
    for id in rulebook.roles.charted_in_documents:
        band = view["bands"].get(id)
        if band:
            every = slice(0, None, 3)
            lines = [
                tuple(_three_digits(each) for each in band[key][every]) for key in ("low", "middle", "high")
            ]
            found.append(Growth(band["title"], band["unit"], tuple(band["months"][every]), *lines))
    return tuple(found)
