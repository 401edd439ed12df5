"""Documents as their readers take them: people's own words, who owns what, what may be asked of whom."""

from __future__ import annotations

import calendar
import csv
import datetime
import io
import re
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.documents.markdown import chart_text, for_everybody
from archassist.session import Review, shipped_rulebook
from archassist.views.flips import nearest_flips
from archassist.views.months import by_end
from archassist.workflows.export import export_plan
from archassist.working_days import working_day
from tests.undecided import undecided

TODAY = datetime.date(2026, 11, 20)
REASON = "PostgreSQL is near its end. Ana knows it."


def written(review: Review, folder: Path, *kinds: str, format: str = "madr") -> dict[str, str]:
    plan = export_plan(review, folder, Wishes(kinds, format), TODAY)
    return {each.path.relative_to(folder).as_posix(): each.text for each in plan.files}


@pytest.mark.parametrize("format", ["madr", "nygard", "y-statement"])
def test_a_reason_that_begins_with_a_capital_stands_as_it_was_said(format: str, tmp_path: Path) -> None:
    review = undecided("notion-2021", tmp_path / "s.toml")
    review.decide("write_scaling", "accepted", "sharding", REASON)
    review.decide("write_scaling", "rejected", "distributed_store", "Nobody runs it")
    review.decide("caching", "rejected", "multi_tier", REASON)
    documents = written(review, tmp_path / "out", "adr", "readout", format=format)
    said = re.findall(
        r"(?:because |The team's reason: ).*(?:PostgreSQL is near|Nobody runs).*",
        "\n".join(documents.values()),
    )
    assert len(said) >= 2
    for each in said:
        assert re.match(
            r"because “(PostgreSQL is near its end\. Ana knows it|Nobody runs it)”[.;, (]|"
            r"The team's reason: (PostgreSQL is near its end\. Ana knows it|Nobody runs it)\.( |$)",
            each,
        ), each
        assert ".." not in each
        assert ".”" not in each


def test_the_chart_of_the_roadmap_has_a_line_for_each_bet_and_marks_what_is_late_or_holds_that_up(
    tmp_path: Path,
) -> None:
    review = Review.example("notion-2021", tmp_path / "s.toml")
    text = written(review, tmp_path / "out", "roadmap")["roadmap.md"]
    chart = text.partition("```mermaid")[2].partition("```")[0].splitlines()
    bets = [line for line in chart if " :" in line]
    assert len(bets) > 9
    assert all(line.count(" :") == 1 for line in bets)
    red = [line for line in bets if " :crit, " in line]
    assert 0 < len(red) < len(bets) / 2
    late = re.findall(r"^### (.+)\n(?:\n|\* (?!Overdue).*\n)*\* Overdue", text, re.MULTILINE)
    assert late
    assert {chart_text(title) for title in late} <= {line.partition(" :")[0].strip() for line in red}


def test_the_chart_keeps_what_parts_the_words_of_a_title() -> None:
    assert chart_text("Sign-in: Customers' own; sign-in #1") == "Sign-in - Customers’ own  sign-in  1"


@pytest.mark.parametrize("name", ["outdoor-shop", "stack-overflow-2016"])
def test_an_item_names_the_bet_that_holds_it_and_tells_its_effort_once(name: str, tmp_path: Path) -> None:
    documents = written(Review.example(name, tmp_path / "s.toml"), tmp_path / "out", "roadmap", "checklist")
    items = dict(
        re.findall(r"^### (.+)\n((?:.*\n)*?)(?=#|Generated)", documents["checklist.md"], re.MULTILINE)
    )
    bets = re.findall(r"^### (.+)\n((?:\n?\* .*\n)+)", documents["roadmap.md"], re.MULTILINE)
    held = [
        (title, work)
        for title, told in bets
        for line in re.findall(r"^\* Work in it: (.+)$", told, re.MULTILINE)
        for work in line.split("; ")
        if not re.fullmatch(r"\d+ more", work)
    ]
    assert held
    for title, work in held:
        assert re.search(
            rf"^\* Part of: {re.escape(title)}(?: \(not decided yet\))?$", items[work], re.MULTILINE
        ), work
    assert not [told for told in items.values() if len(re.findall(r"\d days?\b.*of work|Effort: ", told)) > 1]


def test_what_comes_now_or_next_is_not_told_as_not_doing(tmp_path: Path) -> None:
    review = Review.example("stack-overflow-2016", tmp_path / "s.toml")
    documents = written(review, tmp_path / "out", "roadmap", "checklist")
    soon = documents["checklist.md"].partition("\n## Later")[0]
    undone = documents["roadmap.md"].partition("## Not doing now")[2]
    assert "### Agree an objective for the critical journey" in soon
    assert undone
    assert "Reliability target" not in undone


def test_effort_within_a_week_is_told_in_days(tmp_path: Path) -> None:
    text = written(Review.example("segment-2017", tmp_path / "s.toml"), tmp_path / "out", "roadmap")[
        "roadmap.md"
    ]
    assert re.search(r"^\* \*\*.+\*\*: [\d.]+ to \d person-days", text, re.MULTILINE)
    assert "half a person-week" not in text


def test_the_table_of_the_checklist_names_an_owner_only_where_somebody_is_named(tmp_path: Path) -> None:
    review = undecided("notion-2021", tmp_path / "s.toml")
    review.mark("db.index", "todo", "ana")
    text = written(review, tmp_path / "out", "checklist")["checklist.csv"]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["owner"] for row in rows if row["owner"]} == {"ana"}
    assert sum(bool(row["usual role"]) for row in rows) > len(rows) / 2
    assert [row["rank"] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]


def test_an_executive_is_not_asked_for_the_plain_way(tmp_path: Path) -> None:
    review = Review.example("outdoor-shop", tmp_path / "s.toml")
    documents = written(review, tmp_path / "out", "onepager", "readout")
    assert (
        "**Read scaling: Tune queries and indexes**"
        in documents["readout.md"].partition("## To decide now")[2]
    )
    asked = documents["onepager.md"].partition("## What we ask for")[2].partition("\n## ")[0]
    assert "* Decide **" in asked
    assert "Read scaling" not in asked


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("The cloud bill of the last full month.", "The cloud bill of the last full month."),
        ("Logs, mails.", "Logs, mails."),
        ("PostgreSQL: SELECT pg_database_size(x). MySQL: the three Com_ counters.", ""),
        (
            "Distinct authors of merged changes in the last 30 days: git shortlog -sn HEAD.",
            "Distinct authors of merged changes in the last 30 days",
        ),
        ("Ids of a day's log through sort | uniq -c: the top 1% of all ids.", ""),
        (
            "Measure the size twice, 30 days apart. Or: data_length in it.",
            "Measure the size twice, 30 days apart.",
        ),
    ],
)
def test_what_is_said_to_everybody_holds_no_code_and_no_rest_of_it(measure: str, told: str) -> None:
    assert for_everybody(measure) == told


def test_an_answer_that_would_change_the_advice_is_told_in_one_unit(tmp_path: Path) -> None:
    review = Review.example("outdoor-shop", tmp_path / "s.toml")
    told = [flip.answers for found in nearest_flips(review, 2).values() for flip in found]
    assert any(re.search(r": (?:about )?[\d.,]+ (ms|s|min|h|hours|days) ", each) for each in told)
    assert not [each for each in told if re.search(r": [^(]+ \([\d.,]+ [a-zA-Z]+\)", each)]


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_an_answer_that_would_change_the_advice_says_in_which_direction_and_in_two_digits(
    tmp_path: Path,
) -> None:
    review = Review.example("outdoor-shop", tmp_path / "s.toml")
    told = [flip for found in nearest_flips(review, 2).values() for flip in found]
    numbers = [each.text for each in told if re.search(r"” is (?:about )?\$?\d", each.text)]
    assert numbers
    for text in numbers:
        said = re.match(
            r"If “.+” is (?:about )?\$?([\d.,]+)(.*) or (?:less|fewer|more) \(.+: .+\), "
            r"“.+(?:” is advised instead|”, as it is today, is enough)\.$",
            text,
        )
        assert said, text
        assert len(re.sub(r"[.,]", "", said[1]).strip("0")) <= 2 or said[2] == "%", text


def test_an_answer_in_the_range_that_was_given_or_that_leads_to_what_was_taken_would_change_nothing(
    tmp_path: Path,
) -> None:
    review = Review.example("segment-2017", tmp_path / "s.toml")
    found = review.derived.flip_search().flips(["architecture_style"], most=2, two=False)
    assert {(each.question, each.option) for each in found["architecture_style"]} >= {
        ("engineers", "modular_monolith")
    }, "seven engineers, of whom three to nine were named, lead to what the team took"
    assert not [
        each
        for each in nearest_flips(review, 2)["architecture_style"]
        if each.option == "Modular monolith" or "Engineers today" in each.answers
    ]


def test_the_summary_tells_what_is_only_proposed_apart_from_what_is_asked_for_and_what_is_decided(
    tmp_path: Path,
) -> None:
    review = Review.example("stack-overflow-2016", tmp_path / "s.toml")
    asked = section(written(review, tmp_path / "out", "onepager")["onepager.md"], "What we ask for")
    assert "* No decision has to be taken now." in asked
    begun = re.findall(r"As decided, we begin \*\*(.+): .+\*\*: .+ person-.+, done by ", asked)
    assert begun == [], "what the team decided stands already"
    proposed = asked.partition("* Proposed for the team's own time, not decided: ")[2]
    assert re.match(r"\S.+: .+ \(.+ person-\w+.*, done by ", proposed)
    assert "Rolling" not in proposed


def test_what_is_asked_for_says_what_it_takes_when_it_is_done_and_what_happens_without_it(
    tmp_path: Path,
) -> None:
    review = Review.example("segment-2017", tmp_path / "s.toml")
    documents = written(review, tmp_path / "out", "onepager", "readout")
    asked = section(documents["onepager.md"], "What we ask for")
    without = section(documents["onepager.md"], "What happens otherwise")
    told = re.findall(
        r"\* Decide \*\*(.+?)\*\* (?:next|by [\w -]+): (.+?), (\S+ to \S+ person-\w+)(?: \(.+?\))?, done (by|between) ",
        asked,
    )
    assert told
    assert f"Without **{told[0][0]}**" in without
    for title, option, takes, _ in told:
        assert f"**{title}: {option}** (leaning, {takes}" in documents["readout.md"], "one figure in both"
    number = len(re.findall(r"^1\. ", section(documents["readout.md"], "To decide now"), re.MULTILINE))
    spelled = {3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven"}
    assert f"{spelled[number]} decisions are to be taken in all" in asked


def test_money_that_nobody_gave_is_said_once_to_be_assumed(tmp_path: Path) -> None:
    review = Review.example("notion-2021", tmp_path / "s.toml")
    text = written(review, tmp_path / "out", "onepager")["onepager.md"]
    (line,) = re.findall(r"^\* Money: .*$", text, re.MULTILINE)
    assert line.startswith("* Money: nobody has given any figure. We assume: ")
    assert re.search(r"cost of an hour down, about [\d,]+ USD[;.]", line), (
        "its title says that it is of an hour"
    )
    assert "(assumed)" not in line


def test_a_pre_read_asks_first_what_bears_on_the_session_and_prints_what_may_be_answered(
    tmp_path: Path,
) -> None:
    review = undecided("notion-2021", tmp_path / "s.toml")
    text = written(review, tmp_path / "out", "preread")["preread.md"]
    session = set(re.findall(r"^1\. \*\*(.+?)\*\*", section(text, "Decisions needed"), re.MULTILINE))
    bearing = re.findall(r"^\* In this session it bears on: (.+)$", text, re.MULTILINE)
    assert bearing
    assert {title for each in bearing for title in each.split("; ")} <= session
    for role in re.split(r"^## ", text, flags=re.MULTILINE)[4:]:
        assert role.count("\n### ") <= 3
    assert "* Choices: " in text
    assert "in the app" not in text
    assert "Only you" not in text


def test_a_day_on_which_something_is_due_is_a_working_day(tmp_path: Path) -> None:
    review = Review.example("segment-2017", tmp_path / "s.toml")
    text = section(written(review, tmp_path / "out", "readout")["readout.md"], "Next steps")
    days = [
        datetime.date.fromisoformat(each) for each in re.findall(r"(?:due|begin) (\d{4}-\d\d-\d\d)", text)
    ]
    assert days
    assert all(each.weekday() < 5 and (each.month, each.day) != (12, 25) for each in days)
    assert not [
        line for line in text.splitlines() if re.search(r" \(due (?:20(?:2[89]|3)|2027-0[2-9])", line)
    ], "what takes longer than eight weeks says when it begins"


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-12-25", "2026-12-28"), ("2026-12-31", "2027-01-04"), ("2026-11-21", "2026-11-23")],
)
def test_what_falls_on_a_weekend_or_a_holiday_is_due_on_the_next_working_day(day: str, told: str) -> None:
    assert working_day(datetime.date.fromisoformat(day)).isoformat() == told


def bets_of(roadmap: str) -> dict[str, str]:
    """By title what the roadmap says of a bet, in its own section or line."""
    plan = roadmap.partition("## Begins ")[2].partition("\n## Not doing now")[0]
    found = re.findall(r"^### (.+)\n((?:(?!#|\* \*\*).*\n)+)|^\* \*\*(.+?)\*\*: (.+)", plan, re.MULTILINE)
    return {long or short: told or said for long, told, short, said in found}


def month_of(text: str) -> tuple[int, int]:
    name, year = text.split()
    return int(year), [*calendar.month_name].index(name)


@pytest.fixture(scope="module")
def sale(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("sale")
    review = Review.example("outdoor-shop", folder / "s.toml")
    return written(review, folder / "out", "roadmap", "checklist", "onepager", "readout", "preread")


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("services")
    review = Review.example("segment-2017", folder / "s.toml")
    return written(review, folder / "out", "roadmap", "checklist", "onepager", "readout", "preread")


def test_a_bet_waits_for_work_that_is_done_before_it(sale: dict[str, str], services: dict[str, str]) -> None:
    waiting = 0
    for documents in (sale, services):
        for title, told in bets_of(documents["roadmap.md"]).items():
            for awaited in re.findall(r"^\* Waits for: .*, done by (\w+ \d{4})$", told, re.MULTILINE):
                waiting += 1
                ends = re.findall(r"\b[A-Z][a-z]+ \d{4}", told.partition("; done ")[2].partition("\n")[0])
                assert month_of(awaited) <= month_of(ends[0]), title
    assert waiting


def test_work_that_ends_long_after_the_rest_of_its_bet_is_told_apart(services: dict[str, str]) -> None:
    assert re.search(
        r"done between \w+ \d{4} and \w+ \d{4}; all but “.+” is done by \w+ \d{4}\.", services["roadmap.md"]
    )


def test_what_may_become_right_later_is_no_bet_and_is_told_with_what_is_not_done_now(
    sale: dict[str, str],
) -> None:
    begun, _, undone = sale["roadmap.md"].partition("## Not doing now")
    later = re.findall(r"^\* ([^:\n]+): “.+” becomes right ", undone, re.MULTILINE)
    assert later
    assert not [title for title in later if f"{title}: " in begun]


def test_the_roadmap_says_of_each_open_decision_where_its_work_is(
    sale: dict[str, str], services: dict[str, str]
) -> None:
    for documents in (sale, services):
        roadmap = documents["roadmap.md"]
        bets = bets_of(roadmap)
        asked = re.findall(r"^\* ([^.\n]+)\. Advised: (.+)\.$", roadmap, re.MULTILINE)
        assert len(asked) >= 3
        for title, told in asked:
            others = re.findall(r"^\* Also, in the chart above: (.+)$", roadmap, re.MULTILINE)
            begins = any(f"{title}: " in bet for bet in (*bets, *others))
            assert begins != bool(re.search(r"; it(s work is| begins in | takes no work)", told)), title


def test_the_plan_has_one_unit_for_the_time_that_a_team_gives(sale: dict[str, str]) -> None:
    told = {
        re.findall(r"about ([\d,]+ person-\w+) a quarter", sale[name])[0]
        for name in ("roadmap.md", "onepager.md")
    }
    assert len(told) == 1
    assert told.pop().endswith(" person-weeks")


def test_an_item_says_when_it_is_planned_why_it_stands_there_and_only_what_it_helps_to_carry_out(
    sale: dict[str, str],
) -> None:
    text = sale["checklist.md"].partition("\n## In place already")[0]
    items = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    assert len(items) > 50
    for item in items:
        assert re.search(
            r"^\* Planned: (done by \d{4}-|begin \d{4}-|in progress, done |begins once it has an owner)",
            item,
            re.MULTILINE,
        ), item
        assert "nothing else waits" not in item
    parts = {
        each for line in re.findall(r"^\* Part of: (.+)$", text, re.MULTILINE) for each in line.split("; ")
    }
    assert "Caching layers: Shared cache" in parts
    assert "Write scaling and data size: One primary" not in parts, "what stays as it is has no parts"


def test_work_of_months_says_why_it_stands_behind_what_is_smaller(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Many services")
    for question, answer in (("engineers", "400"), ("topology", "many_services"), ("deployables", "380")):
        review.set(question, answer)
    review.focus.name_pains(["slow_delivery"])
    later = written(review, tmp_path / "out", "checklist")["checklist.md"].partition("## Later")[2]
    told = [
        re.search(r"^\* Why here: (.+)$", item, re.MULTILINE)
        for item in later.split("\n### ")[1:]
        if re.search(r"^\* Effort: \d\d+ to \d+ person-weeks", item, re.MULTILINE) and " for 380 " in item
    ]
    assert told
    assert all(here and here[1].endswith(", but it takes months: smaller work comes first.") for here in told)


def test_a_summary_says_of_what_threatens_what_is_done_about_it(
    sale: dict[str, str], services: dict[str, str]
) -> None:
    for documents in (sale, services):
        told = re.findall(
            r"^\* \*\*.+",
            section(documents["onepager.md"], "What it means for users and money"),
            re.MULTILINE,
        )
        assert told
        for line in told:
            assert re.search(
                r"(The plan answers with: .+ \((done|begins?|in progress,) .+\)|(What we ask for|What we begin).* answers it"
                r"|Nothing is planned against it.*)\.$",
                line,
            ), line


def test_a_pre_read_says_how_long_the_session_is(sale: dict[str, str]) -> None:
    agenda = section(sale["preread.md"], "Agenda")
    parts = [int(each) for each in re.findall(r"^\* (\d+) minutes: ", agenda, re.MULTILINE)]
    assert f"In all {sum(parts)} minutes:" in agenda


def test_the_step_of_a_decision_is_told_as_something_to_do(services: dict[str, str]) -> None:
    steps = section(services["readout.md"], "Next steps")
    assert re.search(r"^1\. Carry out Release control: Feature flags \(", steps, re.MULTILINE)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2027-03", "2027-03", "by March 2027"),
        ("2027-03", "2027-08", "by August 2027"),
        ("2027-03", "2027-09", "between March 2027 and September 2027"),
    ],
)
def test_ends_that_are_near_each_other_are_told_by_the_later(first: str, last: str, told: str) -> None:
    assert by_end(first, last) == told


def test_a_reason_says_of_what_a_percentage_is() -> None:
    texts = [
        text
        for decision in shipped_rulebook().decisions.values()
        for rule in decision.rules
        for text in (rule.because, rule.otherwise)
        if "{slo_goal}%" in text
    ]
    assert len(texts) > 40
    named = r"availability[^,;:]*\{slo_goal\}%|\{slo_goal\}% availability"
    assert not [text for text in texts if not re.search(named, text)]
