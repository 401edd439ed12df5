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
from archassist.documents.beside_bets import items_of_put_off, not_yet
from archassist.documents.bets import quarters
from archassist.documents.context import DocumentContext
from archassist.documents.lengths import LIMITS, words_of
from archassist.documents.requests import Requests, requests
from archassist.documents.templates import number_word
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
            assert step.when(TODAY).endswith("no owner yet")
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


# -- the summary


def test_the_summary_tells_a_limit_once_and_nothing_that_is_not_there(
    context: DocumentContext, written: dict[str, str]
) -> None:
    summary = written["onepager.md"]
    for limit in context.pressing_limits:
        assert summary.lower().count(limit.title.lower()) <= 1, limit.title
    assert "below" not in summary or "* Decide **" in summary or "* Answers for **" in summary
    if "What we begin, as decided, answers it." in summary:
        assert "* As decided, we begin **" in summary
    for line in re.findall(r"^\* Known roughly.*", summary, re.MULTILINE):
        assert re.search(r"\(.+\), to be confirmed: ", line)


def test_who_decides_is_asked_once_and_before_what_is_to_be_decided(
    context: DocumentContext, written: dict[str, str]
) -> None:
    summary = written["onepager.md"]
    asks = summary.partition("## What we ask for")[2]
    assert summary.count("who decides") == bool(context.decide_now)
    if context.to_ask:
        assert asks.index("who decides") < min(asks.find(each) % 10**6 for each in ("* Decide", "* Answers"))
    assert not re.search(r"^\* Decide \*\*.+\*\* now", summary, re.MULTILINE)


def test_planned_work_that_nobody_decided_is_not_passed_over_where_nothing_is_to_be_decided(
    context: DocumentContext, asked: Requests, written: dict[str, str]
) -> None:
    if not context.decide_now and asked.only_proposed:
        assert "pieces of work that are only proposed" in written["onepager.md"]


def test_a_known_surge_is_told_first_with_its_month_and_with_what_is_late_for_it(
    context: DocumentContext, written: dict[str, str]
) -> None:
    surges = [each.likely_surge for each in context.data.outlook.limits if each.likely_surge]
    first = written["onepager.md"].partition("## What it means for users and money\n\n")[2].splitlines()[0]
    assert ("times the usual load comes in " in first) == bool(surges)
    for decision in context.decide_now if surges else ():
        bet = requests(context, ()).bet(decision)
        if bet and bet.late and bet.done[:7] >= min(each.month for each in surges if each):
            assert decision.known.title in first.partition("Not ready by then: ")[2]


# -- the session


def test_a_session_takes_as_many_decisions_as_its_agenda_has_time_for(
    context: DocumentContext, written: dict[str, str]
) -> None:
    text = written["preread.md"]
    agenda = text.partition("## Agenda")[2].partition("\n## ")[0]
    timed = [each for each in context.decide_now if f"minutes: {each.known.title}\n" in agenda]
    if context.decide_now:
        assert f"We take {number_word(len(timed))} decision" in text
    left = len(context.decide_now) - len(timed)
    assert (f"({number_word(left)} more if there is time)" in text) == bool(left)


def test_what_was_answered_roughly_is_to_be_confirmed_and_not_asked_anew(
    review: Review, context: DocumentContext, written: dict[str, str]
) -> None:
    known = {
        question.title: review.answers.get(id)
        for id, question in review.rulebook.questions.items()
        if review.answers.get(id) is not None
    }
    for title, told in re.findall(r"^### (.+)\n((?:.|\n)*?)(?=^#|\Z)", written["preread.md"], re.MULTILINE):
        answer = known.get(title)
        assert ("* Answered roughly: " in told) == (answer is not None and answer.kind != "unknown"), title


def test_whoever_put_forward_or_opposed_something_is_in_the_room_or_to_be_invited(
    context: DocumentContext, written: dict[str, str]
) -> None:
    text = written["preread.md"]
    if not context.data.present:
        assert "Still to invite" not in text
        return
    room = re.findall(r"^In the room: .+", text, re.MULTILINE)[0].lower()
    for decision in context.contested:
        for each in decision.verdict.against if decision.verdict else ():
            assert each.partition(":")[0].lower() in room


# -- what is not done


def test_what_is_left_as_it_is_and_what_is_done_the_plain_way_are_told_apart(
    context: DocumentContext, written: dict[str, str]
) -> None:
    text = written["roadmap.md"].partition("## Not doing now")[2]
    places = {each.known.title: each.triage.place for each in context.decisions if each.triage}
    told = dict(re.findall(r"^\* (Left as it is|Done the plain way): (.+)\.$", text, re.MULTILINE))
    assert told
    for head, place in (("Left as it is", "keep"), ("Done the plain way", "default")):
        named = [each for each in told.get(head, "").split("; ") if each in places]
        assert all(places[each] == place for each in named)


def test_only_other_decisions_are_told_to_lack_answers(
    context: DocumentContext, written: dict[str, str]
) -> None:
    line = re.findall(r"^Not enough answers yet for .+", written["readout.md"], re.MULTILINE)
    assert not [each for each in context.decide_now if line and each.known.title in line[0]]


def test_a_decision_that_is_put_off_says_which_of_its_items_are_planned_all_the_same(
    context: DocumentContext, written: dict[str, str]
) -> None:
    left = written["roadmap.md"].partition("## Not doing now")[2]
    put_off = not_yet(context, quarters(context))
    for title, many in items_of_put_off(context, put_off).items():
        assert f"{title} ({many})" in left
        planned = re.findall(
            rf"^\* (?:Part of|Helps): .*{re.escape(title)}: ", written["checklist.md"], re.MULTILINE
        )
        assert len(planned) >= many


def test_the_roadmap_says_which_of_its_work_is_decided(asked: Requests, written: dict[str, str]) -> None:
    said = re.findall(
        r"^Other work that carries a decision out is only proposed.*", written["roadmap.md"], re.MULTILINE
    )
    assert bool(said) == bool(asked.only_proposed)
    assert all(title in said[0] for title in asked.names_taken if said)


def test_each_document_is_as_short_as_its_reader_has_time_for(written: dict[str, str]) -> None:
    for kind in ("roadmap", "readout", "onepager"):
        assert words_of(written[f"{kind}.md"]) <= LIMITS[kind], kind
