"""Documents as their readers take them: people's own words, who owns what, what may be asked of whom."""

from __future__ import annotations

import csv
import datetime
import io
import re
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.documents.markdown import chart_text, for_everybody
from archassist.session import Review
from archassist.views.flips import nearest_flips
from archassist.workflows.export import export_plan
from tests.undecided import undecided

TODAY = datetime.date(2026, 11, 20)
REASON = "PostgreSQL is near its end. Ana knows it."


def written(review: Review, folder: Path, *kinds: str, format: str = "madr") -> dict[str, str]:
    plan = export_plan(review, folder, Wishes(kinds, format), TODAY)
    return {each.path.relative_to(folder).as_posix(): each.text for each in plan.files}


@pytest.mark.parametrize("format", ["madr", "nygard", "y-statement"])
def test_a_reason_that_begins_with_a_capital_is_quoted_as_it_was_said(format: str, tmp_path: Path) -> None:
    review = undecided("notion-2021", tmp_path / "s.toml")
    review.decide("write_scaling", "accepted", "sharding", REASON)
    review.decide("write_scaling", "rejected", "distributed_store", "Nobody runs it")
    review.decide("caching", "rejected", "multi_tier", REASON)
    documents = written(review, tmp_path / "out", "adr", "readout", format=format)
    said = re.findall(r"because .*(?:PostgreSQL is near|Nobody runs).*", "\n".join(documents.values()))
    assert len(said) >= 2
    for each in said:
        assert re.match(
            r"because “(PostgreSQL is near its end\. Ana knows it|Nobody runs it)”[.;, (]", each
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
        assert re.search(rf"^\* Part of: {re.escape(title)}(;|$)", items[work], re.MULTILINE), work
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
    assert re.search(r"^\* \*\*.+\*\*: [\d.]+ to \d days", text, re.MULTILINE)
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
    assert any(re.search(r": [\d.,]+ (ms|s|min|h|hours|days) ", each) for each in told)
    assert not [each for each in told if re.search(r": [^(]+ \([\d.,]+ [a-zA-Z]+\)", each)]
