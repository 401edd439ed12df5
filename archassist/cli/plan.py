"""`archassist plan`"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archassist.cli.arguments import date_flag, json_flag, picture_flags, session_argument
from archassist.cli.output import (
    given_date,
    opened,
    remark,
    say,
    say_head,
    say_json,
    say_table,
    say_text,
    say_wrapped,
    wrapped,
)
from archassist.words import BUCKET_TITLES, counted

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.views.records.plan import CostView, PlanItem, PlanView

LATER = 5
"""Steps of later that are named unasked."""


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist plan`."""
    session_argument(command)
    change = command.add_argument_group("changes, kept in the session")
    change.add_argument("--pin", metavar="ID=MONTH", action="append", help="start it in this month")
    change.add_argument("--postpone", metavar="ID=MONTH", action="append", help="not before this month")
    change.add_argument("--estimate", metavar="ID=DAYS", action="append", help="your own, such as 3..8")
    change.add_argument("--drop", metavar="ID", action="append", help="leave it out")
    change.add_argument("--reset", metavar="ID", action="append", help="clear these changes")
    change.add_argument("--share", metavar="SHARE", help="of the engineers' time, such as 30%%")
    change.add_argument("--at-once", metavar="N", help="how many things may be in progress")
    change.add_argument(
        "--away", metavar="MONTH=SHARE", action="append", help="time missing in a month, such as 2027-08=50%%"
    )
    command.add_argument("--all", action="store_true", help="what comes later with its months, too")
    picture = command.add_argument_group("a picture instead, of what waits for what")
    picture_flags(picture, "--graph", None)
    date_flag(command)
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Changes the plan as asked, and prints it."""
    from archassist.views.plan import capacity_text, plan_view

    _check_picture(chosen)
    review = opened(chosen.session)
    with review.together():
        understood = list(_edited(review, chosen))
    for text in understood:
        remark(text)
    if chosen.graph:
        return _picture(review, chosen)
    today = given_date(chosen.date) or datetime.date.today()
    view = plan_view(review, today)
    if chosen.json:
        say_json(view)
        return 0
    say_wrapped(f"{review.title}: {capacity_text(view.capacity)}")
    for problem in view.problems:
        say_wrapped(f"! {problem}", "  ")
    for bucket, title in BUCKET_TITLES.items():
        items = [item for item in view.items if item.bucket == bucket]
        if bucket == "later" and not chosen.all:
            _later(items)
        elif items:
            say_head(title)
            rows = [_cells(item) for item in items]
            heads = [(head, False) for head in ("Step", "Done", "Owner", "Remarks")]
            notes = [f"! {item.title}: {late}" for item in items for late in _late(item, view)]
            say_table(heads, rows, (line for item in items for line in _lines(item, view)), notes)
    if view.actions:
        from archassist.cli.action import line

        say_head("Our own actions")
    for action in view.actions:
        say(f"  {line(action)}")
    for cost in view.costs:
        _cost(cost)
    return 0


def _later(items: Sequence[PlanItem]) -> None:
    """What comes later: what comes first of it, and how much there is."""
    if items:
        first = sorted(items, key=lambda item: item.rank)
        say_head(f"Later: {counted(len(items), 'step')}")
        more = f"; {len(items) - LATER} more (--all)" if len(items) > LATER else ""
        say_wrapped(f"{'; '.join(item.title for item in first[:LATER])}{more}", "  ")


def _check_picture(chosen: Namespace) -> None:
    from archassist.answers import AnswerError

    if chosen.graph and chosen.json:
        raise AnswerError("--graph and --json are two forms of the same plan. Choose one.")
    if not chosen.graph and (chosen.around or chosen.steps != "1"):
        raise AnswerError("--around and --steps belong to a picture. Add --graph mermaid or --graph dot.")


def _picture(review: Review, chosen: Namespace) -> int:
    from archassist.answers.form_fields import read_whole
    from archassist.diagrams import FORMATS
    from archassist.workflows.plan_picture import plan_picture

    steps = read_whole(chosen.steps, "--steps", "arrows")
    diagram = plan_picture(review, given_date(chosen.date), chosen.around, steps)
    say_text(FORMATS[chosen.graph](diagram).rstrip("\n"))
    return 0


def _edited(review: Review, chosen: Namespace) -> Iterator[str]:
    """Makes the changes that were asked for, and says how each was understood."""
    from archassist.answers.form_fields import read_days, read_month, read_share, read_whole
    from archassist.views.months import spelled

    for id, text in _pairs(chosen.pin, "ID=2027-03"):
        month = text and read_month(text)
        review.mark(id, start=month)
        yield f"{id}: starts in {spelled(month)}" if month else f"{id}: may start at any time"
    for id, text in _pairs(chosen.postpone, "ID=2027-06"):
        month = text and read_month(text)
        review.mark(id, not_before=month)
        yield f"{id}: not before {spelled(month)}" if month else f"{id}: may start at any time"
    for id, text in _pairs(chosen.estimate, "ID=3..8, in working days"):
        days = read_days(text)
        review.mark(id, days=days)
        yield f"{id}: {_in_days(days)}"
    for id in chosen.drop or ():
        review.mark(id, "dropped")
    for id in chosen.reset or ():
        status = review.practices[id].status if id in review.practices else "todo"
        review.mark(id, "todo" if status == "dropped" else "", start="", not_before="", days=())
    if chosen.share is not None:
        team = review.staff("share", read_share(chosen.share, "--share"))
        yield f"share: {_percent(team.share or 0)} of the engineers' time"
    if chosen.at_once is not None:
        team = review.staff("at_once", read_whole(chosen.at_once, "--at-once", "things"))
        yield f"at once: {team.at_once}"
    if chosen.away:
        away: dict[str, float] = {}
        for text in chosen.away:
            if text != "none":
                month, _, missing = text.partition("=")
                away[read_month(month)] = read_share(missing or "100%", f"--away {month.strip()}")
        review.staff("away", away or None)
        yield from (
            f"{spelled(month)}: {_percent(missing)} of the time is missing" for month, missing in away.items()
        )


def _pairs(given: list[str] | None, what: str) -> list[tuple[str, str]]:
    from archassist.answers import AnswerError

    found = []
    for text in given or ():
        id, equals, value = text.partition("=")
        if not equals or not id.strip():
            raise AnswerError(f"“{text}”: write {what}.")
        found.append((id.strip(), value.strip()))
    return found


def _in_days(days: Sequence[float]) -> str:
    if not days:
        return "the usual estimate"
    ends = " to ".join(f"{each:,.10g}" for each in days)
    return f"{ends} working {'day' if ends == '1' else 'days'}"


def _percent(share: float) -> str:
    return f"{share * 100:.10g}%"


_KINDS = {"practice": " ", "decision": "*", "coming": "?"}
"""A sign for what a step of the plan is: a practice, a decision, or one that comes later."""


def _cells(item: PlanItem) -> list[str]:
    """A step as a row of a table."""
    step = f"{_KINDS[item.kind]} {item.title} [{item.id}]".strip()
    return [step, _until(item), item.owner or "no owner yet", ", ".join(_marks(item))]


def _lines(item: PlanItem, view: PlanView) -> Iterator[str]:
    """A step as lines of text."""
    marks = ", ".join((item.owner or "no owner yet", *_marks(item)))
    yield f" {_KINDS[item.kind]} {item.title} [{item.id}]  done {_until(item)}, {marks}"
    for late in _late(item, view):
        yield from wrapped(f"! {late}", "     ").splitlines()


def _until(item: PlanItem) -> str:
    return item.done if item.done == item.done_late else f"{item.done} to {item.done_late}"


def _marks(item: PlanItem) -> list[str]:
    told = (
        (item.status == "doing", "in progress"),
        (item.pinned, f"pinned to {item.pinned}"),
        (item.postponed, f"not before {item.postponed}"),
        (item.critical, "critical chain"),
        (item.milestone, "milestone"),
    )
    return [text for said, text in told if said]


def _late(item: PlanItem, view: PlanView) -> Iterator[str]:
    from archassist.views.plan import late_text, late_worth_telling

    if late_worth_telling(item.late):
        yield late_text(item.late, {step.id: step.title for step in view.items})


def _cost(cost: CostView) -> None:
    delayed, late = cost.delayed, cost.late
    if not delayed and not late:
        say_head(f"The change to “{cost.title}” delays nothing else.")
        return
    say_head(f"What the change to “{cost.title}” cost:")
    for step in delayed[:5]:
        say(f"  {step.title} is done {step.days} working days later")
    if len(delayed) > 5:
        say(f"  {len(delayed) - 5} more are done later")
    for missed in late:
        say(f"  {missed.title} now comes after its limit")
