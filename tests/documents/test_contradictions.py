"""Answers that contradict each other stand at the head of every document; a record tells those that its decision reads."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.session import Review
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 20)
TEAMS = "25 teams that can release on their own, and 2 engineers in all"
PAGER = "the pager rings 12 times a week, and 0 people are on call"
CONTEXT = {
    "madr": "## Context and Problem Statement",
    "madr-minimal": "## Context and Problem Statement",
    "log4brains": "## Context and Problem Statement",
    "nygard": "## Context",
    "y-statement": "# Team topology:",
}


@pytest.fixture
def review(tmp_path: Path) -> Review:
    made = Review.create(tmp_path / "r.toml", "Contrary")
    made.set("engineers", "2")
    made.set("teams", "25")
    made.set("oncall_people", "0")
    made.set("pages_per_week", "12")
    return made


def documents(review: Review, target: Path, *only: str, format: str = "auto") -> dict[str, str]:
    plan = export_plan(review, target, Wishes(only, format, all=True, form="long"), TODAY)
    return {file.path.name: file.text for file in plan.files}


def heads(text: str) -> str:
    """What stands before the first thing that is advised, at most a dozen lines of Markdown."""
    return "\n".join(text.splitlines()[:12])


KINDS = ("roadmap", "readout", "onepager", "preread", "onboarding", "log")


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_begins_with_all_of_them(review: Review, tmp_path: Path, kind: str) -> None:
    (text,) = documents(review, tmp_path / "docs", kind).values()
    assert "**These answers do not go together" in heads(text)
    assert f"* Answers contradict each other: {TEAMS}." in heads(text)
    # Where a page has no room for all of them it says how many more there are.
    assert PAGER in heads(text) or (kind == "onepager" and "\n* 1 more, in the checklist.\n" in heads(text))


def test_the_report_begins_with_all_of_them(review: Review, tmp_path: Path) -> None:
    text = next(iter(documents(review, tmp_path / "docs", "report").values()))
    head = text[text.index("<body>") : text.index("<nav")]
    assert '<h2 id="contradictions">These answers do not go together</h2>' in head
    assert f"<li>Answers contradict each other: {TEAMS}." in head


def test_documents_of_answers_that_go_together_say_nothing_of_it(review: Review, tmp_path: Path) -> None:
    review.set("teams", "1")
    review.set("oncall_people", "3")
    found = documents(review, tmp_path / "docs", *KINDS, "report", "adr")
    assert not [name for name, text in found.items() if "do not go together" in text]
    assert not [name for name, text in found.items() if 'class="alarm"' in text]


@pytest.mark.parametrize("format", CONTEXT)
def test_a_record_tells_those_between_answers_that_its_decision_reads(
    review: Review, tmp_path: Path, format: str
) -> None:
    found = documents(review, tmp_path / "docs", "adr", format=format)
    topology = next(text for name, text in found.items() if "team-topology" in name)
    after = topology[topology.index(CONTEXT[format]) :].splitlines()
    assert after[2].startswith("**These answers do not go together")
    assert TEAMS in after[4]
    assert PAGER not in topology
    assert "This is firm" not in topology
    quiet = next(text for name, text in found.items() if "edge-delivery" in name)
    assert "do not go together" not in quiet
