"""What documents say of days and of effort agrees with itself, in every example."""

from __future__ import annotations

import calendar
import csv
import datetime
import io
import re
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.documents.assembly import context_of
from archassist.documents.context import DocumentContext
from archassist.documents.requests import Requests, requests
from archassist.session import Review
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 20)
EXAMPLES = ("notion-2021", "outdoor-shop", "segment-2017", "stack-overflow-2016", "workshop-planner")
KINDS = ("roadmap", "checklist", "readout", "onepager", "preread")


@pytest.fixture(scope="module", params=EXAMPLES)
def review(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Review:
    name = str(request.param)
    return Review.example(name, tmp_path_factory.mktemp("review") / f"{name}.toml")


@pytest.fixture(scope="module")
def context(review: Review) -> DocumentContext:
    return context_of(review, TODAY)


@pytest.fixture(scope="module")
def asked(context: DocumentContext) -> Requests:
    return requests(context, ())


@pytest.fixture(scope="module")
def written(review: Review, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("out")
    plan = export_plan(review, folder, Wishes(KINDS, format="madr"), TODAY)
    return {each.path.name: each.text for each in plan.files}


def by_day(text: str) -> datetime.date | None:
    """A day in words as a date; None of a month."""
    return datetime.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def first_of(text: str) -> datetime.date:
    """The first day of a month in words: March 2027."""
    name, year = text.split()
    return datetime.date(int(year), list(calendar.month_name).index(name), 1)


# -- days


def test_nothing_is_to_be_decided_later_than_its_work_begins(
    context: DocumentContext, asked: Requests
) -> None:
    for decision in context.decide_now:
        bet, by = asked.bet(decision), decision.decide_by(TODAY)
        if bet is None or not bet.takes_work or not by:
            continue
        last = by_day(by) or first_of(by)
        assert last.isoformat() < bet.start, decision.known.title
        for title in asked.comes_after(decision):
            before = next(each for each in context.decisions if each.known.title == title)
            if before in context.decide_now and by_day(before.decide_by(TODAY)) and by_day(by):
                assert before.decide_by(TODAY) <= by, f"{title} comes before {decision.known.title}"


def test_a_day_to_decide_by_is_a_working_day_to_come(context: DocumentContext) -> None:
    for decision in context.decide_now:
        if day := by_day(decision.decide_by(TODAY)):
            assert day > TODAY
            assert day.weekday() < 5


def test_work_in_progress_is_not_told_to_begin(written: dict[str, str]) -> None:
    items = re.split(r"^### ", written["checklist.md"], flags=re.MULTILINE)[1:]
    begun = [each for each in items if "; in progress" in each or "* In progress" in each]
    assert not [each for each in begun if re.search(r"^\* Planned: begin|^\* After: ", each, re.MULTILINE)]


def test_no_day_is_promised_for_what_could_begin_at_once_and_nobody_owns(
    context: DocumentContext, written: dict[str, str]
) -> None:
    free = [each for each in context.data.plan.steps if each.free]
    assert not [each for each in free if each.owner]
    soon = (TODAY + datetime.timedelta(days=7)).isoformat()
    for step in context.next_steps:
        if not step.owner and step.done <= soon:
            assert "once it has an owner" in step.when(TODAY)
    for item in re.split(r"^### ", written["checklist.md"], flags=re.MULTILINE)[1:]:
        if day := re.search(r"^\* Planned: done by (\d{4}-\d\d-\d\d)", item, re.MULTILINE):
            assert day[1] > soon or "* Owner: none yet" not in item


# -- effort


def test_the_effort_of_a_bet_is_that_of_its_items_and_of_what_the_checklist_ends_with(
    asked: Requests, written: dict[str, str]
) -> None:
    days = {
        row["item"]: (float(row["days low"]), float(row["days high"]))
        for row in csv.DictReader(io.StringIO(written["checklist.csv"]))
        if row["status"] in ("todo", "doing")
    }
    items: dict[str, list[tuple[float, float]]] = {}
    for told in re.split(r"^### ", written["checklist.md"], flags=re.MULTILINE)[1:]:
        for bet in re.findall(r"^\* Part of: (.+?)(?: \(not decided yet\))?$", told, re.MULTILINE):
            items.setdefault(bet, []).append(days[told.splitlines()[0]])
    beside = written["checklist.md"].partition("## What carries decisions out beside these items")[2]
    seen = 0
    for bet in asked.costs.values():
        mine = items.get(bet.title, [])
        own = bet.own_step.days if bet.own_step else (0.0, 0.0)
        if not mine and not bet.own_step:
            continue  # its work is counted in others, which come first
        for end in (0, 1):
            assert sum(each[end] for each in mine) + own[end] == pytest.approx(bet.days[end], abs=0.02)
        if bet.own_step:
            assert f"* {bet.title}: {bet.own_step.takes}" in beside
            seen += 1
    assert seen
