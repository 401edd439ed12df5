"""What readers of records, briefs and reports could not say after reading, or read wrongly."""

from __future__ import annotations

import datetime
import itertools
import re
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.documents.assembly import context_of
from archassist.documents.data import StepLine
from archassist.documents.likelihood import limit_plainly
from archassist.documents.svg import plan_svg
from archassist.engine.reason_text import short_number
from archassist.session import Review
from archassist.views.flips import nearest_flips
from archassist.views.outlook import outlook_view
from archassist.views.records.outlook import LimitView, MonthsView
from archassist.words import Futures
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 28)
KINDS = ("adr", "onboarding", "report")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Records, briefs and reports of three reviews: "outdoor-shop 0003-caching.md"."""
    folder = tmp_path_factory.mktemp("read")
    found: dict[str, str] = {}
    for name in ("outdoor-shop", "notion-2021", "stack-overflow-2016"):
        review = Review.example(name, folder / f"{name}.toml")
        plan = export_plan(review, folder / name, Wishes(KINDS, format="madr"), TODAY)
        found |= {f"{name} {each.path.name}": each.text for each in plan.files}
    return found


def test_firm_and_leaning_are_told_by_different_shares_of_futures_or_by_what_lacks(
    written: dict[str, str],
) -> None:
    said = set(re.findall(r"^(Firm|Leaning, not firm): (best in .+)\.$", "\n".join(written.values()), re.M))
    assert {strength for strength, _ in said} == {"Firm", "Leaning, not firm"}
    firm, leaning = (
        {why for strength, why in said if strength == each} for each in ("Firm", "Leaning, not firm")
    )
    assert not firm & leaning
    assert not any(" or less often " in each for each in leaning)


def test_what_is_easy_to_undo_is_easy_to_leave_however_long_it_took(written: dict[str, str]) -> None:
    ways = re.findall(r"^How to get back: .+", written["outdoor-shop 0001-app-scaling.md"], re.M)
    assert ways == [
        "How to get back: easy, by a return to Fixed fleet behind a balancer; the work done is lost then."
    ]


def test_effort_says_whose_time_it_is(written: dict[str, str]) -> None:
    told = [line for text in written.values() for line in text.splitlines() if line.startswith("Effort: ")]
    assert told
    assert all(
        re.match(r"Effort: (?:.+ person-(?:day|week)s?\b|that of its items alone|none)", line)
        for line in told
    )


def test_nobody_is_sent_back_to_a_record_within_a_month(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Shop")
    for question, answer in (("mau_now", "2M"), ("peak_rps_now", "400"), ("topology", "monolith")):
        review.set(question, answer)
    review.focus.name_pains(["sale_or_launch"])
    review.focus.put_at_issue("app_scaling", "2026-12-01")
    records = export_plan(review, tmp_path / "out", Wishes(("adr",), format="madr"), TODAY).files
    text = next(each.text for each in records if "app-scaling" in each.path.name)
    assert "The team has to decide it by 2026-12-01." in text
    assert "To be decided by 2026-12-01." not in text, "it is said once"
    days = [datetime.date.fromisoformat(day) for day in re.findall(r"^Review it by (\S+?)[,.]", text, re.M)]
    assert len(days) == 1
    assert days[0] > datetime.date(2026, 12, 28)


def test_a_rejected_option_is_not_told_to_miss_what_it_does_not(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Archive")
    for question, answer in (("slo_goal", "99.5"), ("down_min_90d", "1764")):
        review.set(question, answer)
    result = review.assess().decision("reliability_target")
    texts = [each.text for each in result.not_because if each.option == "error_budget_policy"]
    assert any("1,764 minutes" in each or "1764 minutes" in each for each in texts)
    assert not any("within the budget" in each for each in texts)


def test_only_what_was_chosen_is_headed_decided(written: dict[str, str]) -> None:
    report = written["outdoor-shop report.html"]
    decided, said = re.findall(r'<h2 id="(?:decided|said)">.*?(?=<h2|<details id="all)', report, re.S)
    assert "Write scaling and data size" not in decided
    assert "Write scaling and data size: “Shard by key” rejected, nothing chosen yet" in said


def test_a_report_does_not_call_nothing_urgent_beside_a_limit_that_is_reached(
    written: dict[str, str],
) -> None:
    report = written["stack-overflow-2016 report.html"]
    assert "Nothing is urgent" not in report
    assert "No decision has to be taken now; the plan begins with “" in report


def test_a_limit_stands_beside_what_it_measures(written: dict[str, str]) -> None:
    rows = re.findall(r'data-label="Measured">([^<]*)<', written["outdoor-shop report.html"])
    assert "Database connections the application machines hold: 20; limit 200" in rows
    assert "Utilisation of the primary in the busiest hour: 62%; limit 70%" in rows
    assert "Downtime in 90 days: 40 min; limit 2.2 hours" in rows
    assert "Size of the primary store: 85 GB" in rows, "it takes more than its size to lose it"
    assert all(": " in row for row in rows)


def test_a_chart_draws_the_border_of_its_limit(written: dict[str, str]) -> None:
    report = written["outdoor-shop report.html"]
    assert report.count('<line class="border"') == 2, "one in the chart, one in its legend"
    assert "limit 70%</text>" in report


@pytest.mark.parametrize(
    ("value", "unit", "said"), [(0.001, "share", "0.1%"), (0.0, "share", "0%"), (1e9, "", "1B")]
)
def test_a_scale_never_calls_a_little_nothing(value: float, unit: str, said: str) -> None:
    assert short_number(value, unit) == said


@pytest.mark.parametrize(("begin", "end"), [("2026-12-07", "2027-06-20"), ("2027-02-03", "2028-06-30")])
def test_the_months_below_a_plan_are_evenly_apart(begin: str, end: str) -> None:
    step = StepLine(
        "s", "A step", "decision", "now", "", begin, end, "", "", "", "todo", (5.0, 9.0), "", (), "", False
    )
    told = re.findall(r">(20\d\d)-(\d\d)</text>", plan_svg([step]))
    months = [int(year) * 12 + int(month) for year, month in told]
    assert len(months) > 2
    assert len({later - sooner for sooner, later in itertools.pairwise(months)}) == 1


def test_paper_has_no_page_for_what_is_folded_away(written: dict[str, str]) -> None:
    report = written["outdoor-shop report.html"]
    paper = report.partition("@media print")[2].partition("\n")[0]
    assert ".screen-only { display: none; }" in paper
    assert "details { border: 1px" not in paper
    assert not re.search(r"(?:^|[ },])(?:details|table)[^{}]*\{[^}]*break-inside: avoid", paper)
    others = re.search(r'<div class="screen-only">(.*?)</div>\n</details>', report, re.S)
    assert others
    assert others[1].count("<details id=") > 20


@pytest.mark.parametrize(
    ("already", "crossed", "when", "said"),
    [
        ("all", True, ("2026-11", "2026-11", "2026-11"), "true today"),
        ("most", True, ("2026-11", "2026-11", "2027-11"), "probably true today"),
        ("some", False, ("2026-11", "2027-04", "2028-11"), "probably by April 2027, perhaps already"),
        ("none", False, ("2027-02", "2027-04", "2027-05"), "probably between February 2027 and May 2027"),
    ],
)
def test_a_limit_that_may_be_reached_already_says_so(
    already: Futures, crossed: bool, when: tuple[str, str, str], said: str
) -> None:
    limit = LimitView(
        "l", "L", "m", "1", crossed, "", (), MonthsView(*when), 0.8, "most", "", already=already
    )
    assert limit_plainly(limit) == said


def test_a_brief_tells_the_phase_as_what_is_usual_and_work_as_still_to_be_done(
    written: dict[str, str],
) -> None:
    for name in ("outdoor-shop", "stack-overflow-2016"):
        brief = written[f"{name} onboarding.md"]
        assert re.search(r"^By users, load and people the phase is \*\*\w.+\*\*\. Usual there, ", brief, re.M)
        owners = brief.partition("## Who owns what")[2].partition("## Your first week")[0]
        assert not re.search(r", done (by|between|[A-Z])", owners)
        free = owners.partition("Nobody owns these yet")[2].split("; ")[1:]
        assert all(re.search(r" \(.+\)$|more come later", each.strip().rstrip(".")) for each in free), free


def test_what_was_recommended_and_overruled_is_not_argued_against_beside_it(written: dict[str, str]) -> None:
    brief = written["stack-overflow-2016 onboarding.md"]
    assert "The rules recommend Modular monolith and were overruled" in brief
    assert "Not Modular monolith" not in brief


@pytest.mark.parametrize("record", ["0006-async-work", "0008-session-state"])
def test_every_option_says_why_it_is_not_taken(record: str, written: dict[str, str]) -> None:
    text = written[f"outdoor-shop {record}.md"]
    options = text.partition("## Considered Options")[2].partition("## Decision Outcome")[0].strip()
    assert all(re.search(r": .|\((chosen|recommended)\)$", line) for line in options.splitlines()), options


def test_what_would_change_the_advice_tells_money_as_reasons_do(tmp_path: Path) -> None:
    review = Review.example("workshop-planner", tmp_path / "s.toml")
    told = [each.text for mine in nearest_flips(review, 3).values() for each in mine]
    assert any(
        re.search(r"is (about )?[\d,]+ USD a month or (less|more) \(answered: 4,200 USD a month\)", each)
        for each in told
    )
    assert not any("$" in each for each in told)


@pytest.mark.parametrize("example", ["stack-overflow-2016", "notion-2021", "outdoor-shop"])
def test_a_trigger_never_waits_for_a_figure_that_moves_away_from_it(example: str, tmp_path: Path) -> None:
    review = Review.example(example, tmp_path / "s.toml")
    view = outlook_view(review, TODAY)
    triggers = [each.trigger for coming in view.not_yet.values() for each in coming if each.trigger]
    assert triggers
    for trigger in triggers:
        band = view.bands.get(trigger.metric)
        if band is not None:
            assert trigger.rises == (band.middle[-1] >= band.middle[0]), trigger.text


def test_a_record_tells_each_reason_once(written: dict[str, str]) -> None:
    for name, text in written.items():
        drivers = re.findall(r"^\* For .+?: (.{40,})$", text.partition("## Considered Options")[0], re.M)
        outcome = text.partition("## Decision Outcome")[2].casefold()
        assert not [each for each in drivers if each.rstrip(".").casefold() in outcome], name


def test_a_proposal_says_what_speaks_for_it_and_not_only_which_problem_it_is_filed_under(
    tmp_path: Path,
) -> None:
    review = Review.example("workshop-planner", tmp_path / "s.toml")
    decision = context_of(review, TODAY).decision("provisioning")
    assert decision is not None
    assert not decision.option.favour
    assert decision.problem.startswith("“Scripts” is not enough: ")


def test_a_record_says_what_its_option_is(written: dict[str, str]) -> None:
    assert "What it is: slow or failure-prone work" in written["outdoor-shop 0006-async-work.md"]
    assert "What it is:" not in written["stack-overflow-2016 0002-caching.md"], (
        "it stands, and is described as such"
    )
