"""What a reader must be able to say from a document alone: who decides and does it, how long, and what is not done."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.documents.assembly import context_of
from archassist.documents.requests import requests
from archassist.documents.templates import number_word
from archassist.engine.assessment import FIRM, LEANING
from archassist.session import Review
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.views.plan import NAMED_TO_WAIT, late_text
from archassist.views.records.plan import LateView
from archassist.workflows.export import export_plan
from archassist.working_days import work_in_short, work_text

TODAY = datetime.date(2026, 11, 28)
KINDS = ("adr", "roadmap", "checklist", "readout", "onepager", "preread", "onboarding")
EXAMPLES = ("outdoor-shop", "segment-2017", "notion-2021")
ALONE = {
    "stage": "early", "engineers": "1", "engineers_12m": "1", "mau_now": "900", "topology": "one_server",
    "data_class": "payments", "slo_goal": "99", "restore_test": "never", "ops_skill": "none",
}  # fmt: skip
LAUNCH = {
    "engineers": "14", "engineers_12m": "20", "surge_kind": "known_events", "surge_x": "30", "mau_now": "4000",
    "mau_12m": "1500000", "app_state": "local_state", "topology": "monolith_db", "slo_goal": "99.5",
    "outage_usd_h": "20000", "ops_skill": "one_or_two_people",
}  # fmt: skip


def made(path: Path, title: str, answers: Mapping[str, str]) -> Review:
    review = Review.create(path / f"{title}.toml", title)
    with review.together():
        for question, answer in answers.items():
            review.set(question, answer)
    return review


def exported(review: Review, folder: Path, kinds: tuple[str, ...] = KINDS) -> dict[str, str]:
    plan = export_plan(review, folder, Wishes(kinds, format="madr"), TODAY)
    return {each.path.name: each.text for each in plan.files}


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Review]:
    folder = tmp_path_factory.mktemp("reviews")
    found = {name: Review.example(name, folder / f"{name}.toml") for name in EXAMPLES}
    found["launch"] = made(folder, "launch", LAUNCH)
    found["launch"].focus.name_pains(["sale_or_launch"])
    found["launch"].focus.name_present("Producer, Lead server engineer")
    found["launch"].focus.put_at_issue("capacity_management", "2027-01-10")
    found["alone"] = made(folder, "alone", ALONE)
    found["alone"].focus.put_at_issue("disaster_recovery", "2027-02-01")
    return found


@pytest.fixture(scope="module")
def written(
    reviews: dict[str, Review], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("read")
    return {name: exported(review, folder / name) for name, review in reviews.items()}


# -- who decides, and who does it


@pytest.mark.parametrize("name", [*EXAMPLES, "launch"])
@pytest.mark.parametrize("document", ["onepager.md", "readout.md", "roadmap.md", "preread.md"])
def test_what_is_to_be_decided_says_who_decides_and_by_when_one_is_named(
    written: dict[str, dict[str, str]], name: str, document: str
) -> None:
    said = re.search(r"Name by (\d{4}-\d\d-\d\d) who decides; nobody is named yet\.", written[name][document])
    assert said
    assert datetime.date.fromisoformat(said[1]) > TODAY


def test_whom_to_ask_is_who_decided_so_far_or_who_is_in_the_room(written: dict[str, dict[str, str]]) -> None:
    assert "Decided so far by: team for destinations." in written["segment-2017"]["onepager.md"]
    assert "In the room: Producer and Lead server engineer." in written["launch"]["onepager.md"]
    assert (
        "Developer for the shop front put “Edge-cached pages and APIs” forward."
        in written["outdoor-shop"]["preread.md"]
    )


def test_a_record_says_who_does_the_work_or_by_when_an_owner_is_needed(
    written: dict[str, dict[str, str]],
) -> None:
    records = {name: text for name, text in written["outdoor-shop"].items() if name[:4].isdigit()}
    said = {name: re.findall(r"^Who does it: (.+)$", text, re.M) for name, text in records.items()}
    assert "developer for orders" in said[next(each for each in said if "session-state" in each)][0]
    open_ones = [line for lines in said.values() for line in lines if line.startswith("no owner is named")]
    assert open_ones
    assert all(
        re.match(r"no owner is named; name one (?:by \d{4}-|before its work begins )", each)
        for each in open_ones
    )
    to_do = [text for text in records.values() if re.search(r"^Effort: (?!none)", text, re.M)]
    assert all("Who does it: " in text for text in to_do)


def test_nobody_is_named_to_one_person(written: dict[str, dict[str, str]]) -> None:
    documents = written["alone"]
    assert "One person decides, and does the work." in documents["onepager.md"]
    every = "\n".join(documents.values())
    for said in (
        "Name an owner for each",
        "Owners are to be named",
        "nobody is named yet",
        "* Owner: none yet",
        "1 people",
    ):
        assert said not in every, said


# -- where we are


@pytest.mark.parametrize("name", [*EXAMPLES, "launch", "alone"])
def test_a_record_says_what_stands_and_in_which_figures_or_that_nobody_said_it(
    written: dict[str, dict[str, str]], name: str
) -> None:
    records = [text for document, text in written[name].items() if document[:4].isdigit()]
    assert records
    for text in records:
        assert re.search(r"^Current state: [A-Z]", text, re.M)
        drivers = text.partition("## Decision Drivers")[2].partition("## Considered Options")[0]
        assert "In our figures: " in text or re.search(r"\d", drivers) or "Assumed, because" not in text


# -- what is not being done


@pytest.mark.parametrize("name", [*EXAMPLES, "launch", "alone"])
def test_what_is_not_done_is_counted_alike_at_the_top_of_the_checklist_and_in_the_summary(
    written: dict[str, dict[str, str]], reviews: dict[str, Review], name: str
) -> None:
    checklist, summary = (written[name][each] for each in ("checklist.md", "onepager.md"))
    top = checklist.partition("\n## ")[0]
    now, soon, later = map(int, re.findall(r"^\* To do: (\d+) now, (\d+) next, (\d+) later", top, re.M)[0])
    assert now + soon + later == checklist.count("\n### ")
    left = re.findall(r"(\S+) stays? as (?:it is|they are): `roadmap.md`", top)[0]
    assert f"{left} decision".lower() in summary.lower()
    named = re.findall(r"^\* Not being done now: (.+?)\.", summary, re.M)[0].split("; ")
    if named == ["nothing that is advised is put off"]:
        assert "put off" not in top
        return
    more = int(named.pop().split()[0]) if named[-1].endswith(" more") else 0
    assert f"{number_word(len(named) + more)} decision" in top


def test_what_the_team_dropped_is_named_at_the_top(tmp_path: Path) -> None:
    review = Review.example("outdoor-shop", tmp_path / "shop.toml")
    review.mark("plan.cadence", status="dropped")
    top = exported(review, tmp_path / "out", ("checklist",))["checklist.md"].partition("\n## ")[0]
    assert "dropped by the team: Review capacity and reliability on fixed days" in top


# -- how long


@pytest.mark.parametrize(
    ("days", "told", "short"),
    [
        ((2, 8), "2 to 8 person-days", "2-8 d"),
        ((1, 1), "1 person-day", "1 d"),
        ((0.2, 0.5), "0.5 person-days", "0.5 d"),
        ((4, 9.9), "4 to 10 person-days", "4-10 d"),
        ((5, 10), "1 to 2 person-weeks", "1-2 w"),
        ((42, 1300), "8 to 260 person-weeks", "8-260 w"),
    ],
)
def test_effort_is_told_in_days_within_two_weeks_and_else_in_weeks(
    days: tuple[float, float], told: str, short: str
) -> None:
    if told != "0.5 person-days":
        assert work_text(days) == told
    assert work_in_short(days) == short


async def test_one_items_effort_reads_the_same_everywhere(
    reviews: dict[str, Review], written: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    from tests.tui.test_screens import settled, text

    title = "Merge services that always change together"
    said = re.findall(
        rf"^### {title}\n(?:\n|\* .*\n)*?\* Effort: (.+)$", written["segment-2017"]["checklist.md"], re.M
    )
    assert said
    assert re.fullmatch(r"\d+ to \d+ person-weeks for 144 services to merge", said[0])
    app = ArchassistApp(Model(Review.example("segment-2017", tmp_path / "s.toml"), 64))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(app.screen, ChecklistScreen)
        shown = " ".join(text(app, "#item").split())
        assert title in shown
        assert said[0] in shown


@pytest.mark.parametrize("name", [*EXAMPLES, "launch"])
def test_a_decisions_effort_reads_the_same_in_every_document(
    written: dict[str, dict[str, str]], reviews: dict[str, Review], name: str
) -> None:
    review = context_of(reviews[name], TODAY)
    asked = requests(review, ())
    seen = 0
    for decision in review.decide_now:
        if decision.needs or decision.kept:
            continue
        takes = asked.weeks(decision)
        record = next(text for text in written[name].values() if f"archassist: {decision.known.id}\n" in text)
        assert f"Effort: {takes}" in record or takes == "no work"
        told = f"**{decision.known.title}: {decision.option.title}** ("
        line = next(each for each in written[name]["readout.md"].splitlines() if told in each)
        assert takes.replace(" (", ", ").rstrip(")") in line
        summary = written[name]["onepager.md"]
        if f"**{decision.known.title}** " in summary and asked.cost(decision):
            asks = next(each for each in summary.splitlines() if f"Decide **{decision.known.title}**" in each)
            assert f", {takes}" in asks
            seen += 1
    assert seen


def test_an_ask_says_what_share_of_the_teams_time_it_takes(written: dict[str, dict[str, str]]) -> None:
    asks = [
        line
        for name in (*EXAMPLES, "launch")
        for line in written[name]["onepager.md"].splitlines()
        if line.startswith("* Decide ") and "person-" in line
    ]
    share = re.compile(
        r"person-(?:days|weeks?)(?: \(.*?assumed\))? \((?:\d+(?: to \d+)?% of a quarter|\d+ to \d+ quarters)\)"
    )
    told = [line for line in asks if share.search(line)]
    assert len(told) * 2 > len(asks), "only a summary that is full of what people wrote leaves it out"


# -- the same work is told once


def test_work_that_is_an_options_own_is_counted_once(reviews: dict[str, Review]) -> None:
    review = reviews["segment-2017"]
    context = context_of(review, TODAY)
    bet = requests(context, ()).costs["architecture_style"]
    assert "Merge services that always change together" in {each.title for each in bet.pieces}
    merging = next(each for each in context.items if each.item.id == "arch.single-responsibility")
    assert any(each.startswith("Architecture style") for each in merging.part_of)
    whole = next(each for each in context.decisions if each.known.id == "architecture_style").move.days
    others = sum(each.days[1] for each in bet.pieces[:-1] if each.id != "arch.single-responsibility")
    assert whole is not None
    assert bet.days[1] <= whole[1] + others


def test_decisions_that_share_work_are_told_in_the_order_of_the_plan(reviews: dict[str, Review]) -> None:
    context = context_of(reviews["launch"], TODAY)
    asked = requests(context, ())
    by_title = {each.known.title: each for each in context.decisions}
    told = 0
    for decision in context.decide_now:
        mine = asked.bet(decision)
        for title in asked.comes_after(decision):
            other = asked.bet(by_title[title])
            assert mine is not None
            assert other is not None
            assert other.done <= mine.done
            assert decision.known.title in asked.comes_before(by_title[title])
            assert f"“{title}”" in asked.order(decision).partition(" before ")[0]
            told += 1
    assert told


def test_what_begins_long_work_names_that_work(reviews: dict[str, Review]) -> None:
    told = [each.why_here for each in context_of(reviews["segment-2017"], TODAY).items]
    assert any("the long work of “Architecture style" in each and "begins with it" in each for each in told)


# -- how sure, and why


def test_the_readout_names_the_shares_by_which_advice_is_firm_or_leaning(
    written: dict[str, dict[str, str]],
) -> None:
    tenths = [number_word(round(10 * each)) for each in (FIRM, LEANING)]
    assert (
        f"Firm: best in {tenths[0]} of ten simulated futures; leaning: in {tenths[1]}; open: in fewer."
        in written["outdoor-shop"]["readout.md"]
    )


def test_of_many_items_that_would_have_to_wait_only_a_few_are_named() -> None:
    titles = {str(number): f"Item {number}" for number in range(25)}
    late = LateView("Too slow", 0.9, "most", 4.0, tuple(titles), helpless=False, crossed=False)
    said = late_text(late, titles)
    assert said.count("“Item") == NAMED_TO_WAIT
    assert said.endswith(f"and {25 - NAMED_TO_WAIT} other items waited.")


@pytest.mark.parametrize(
    ("answers", "said", "unsaid"),
    [
        ({"slo_goal": "99.9", "peak_rps_now": "1", "mau_now": "900"}, "an availability of 99.9%", "load"),
        ({"slo_goal": "99", "peak_rps_now": "90000"}, "the load of a year from now", "availability"),
    ],
)
def test_a_reason_with_two_causes_says_which_of_them_holds(
    tmp_path: Path, answers: dict[str, str], said: str, unsaid: str
) -> None:
    review = made(tmp_path, "two", answers)
    texts = [
        each.text
        for each in review.assess().decision("session_state").because
        if each.rule == "session_state.external_store.many_nodes"
    ]
    assert len(texts) == 1
    assert said in texts[0]
    assert unsaid not in texts[0]
    assert "assumed" not in texts[0] or "slo_goal" not in answers or answers["slo_goal"] != "99.9"


def test_what_is_needed_for_a_lower_rung_is_not_told_of_a_higher_one_as_its_own(tmp_path: Path) -> None:
    review = made(tmp_path, "rungs", {"engineers": "12", "engineers_12m": "12", "data_class": "personal"})
    for decision in context_of(review, TODAY).decisions:
        below = {each.text for each in decision.option.favour if each.option != decision.option.known.id}
        assert decision.problem not in below
        for reason in decision.option.favour:
            contained = reason.option != decision.option.known.id
            assert decision.rung_of(reason).endswith(", which it contains") == contained


def test_an_issue_says_why_how_to_begin_when_it_is_done_and_how_long_it_takes(tmp_path: Path) -> None:
    review = Review.example("outdoor-shop", tmp_path / "shop.toml")
    issues = json.loads(exported(review, tmp_path / "out", ("issues",))["github.json"])
    context = context_of(review, TODAY)
    milestones = {each.id for each in context.data.plan.steps if each.milestone}
    for issue in issues:
        if issue["key"] not in milestones:
            assert re.search(r"^Effort: .*person-(?:day|week)", issue["body"], re.M), issue["title"]
        assert re.search(r"^Planned: (?:done|begins?) ", issue["body"], re.M)
        if context.item(issue["key"]) is not None:
            assert "First step: " in issue["body"]
            assert "Done when: " in issue["body"]
        else:
            assert "State: " in issue["body"]
    session = next(each["body"] for each in issues if each["key"] == "session_state.external_store")
    assert "Done when: " in session
    assert "State: not decided yet" in session
