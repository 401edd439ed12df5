"""What documents say of days and of effort agrees with itself, in every example."""

from __future__ import annotations

import calendar
import datetime
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
