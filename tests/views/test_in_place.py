"""What the answers say is in place is shown with the answer that says so, and what the team marked is not."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.answers.answer import Answer
from archassist.session import Review
from archassist.views.assessment import assessment_view
from archassist.views.plan import plan_view
from archassist.views.records.plan import ChecklistView
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 12, 1)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    """Twenty engineers whose services run on Kubernetes, on any node, with ten on call."""
    made = Review.create(tmp_path / "s.toml")
    answers: dict[str, float | str] = {
        "engineers": 20.0,
        "slo_goal": 99.9,
        "deployables": 40.0,
        "oncall_people": 10.0,
    }
    choices = {"app_state": "stateless", "hosting": "kubernetes", "topology": "many_services"}
    for question, value in (answers | choices).items():
        made.set(question, Answer.exact(value))
    return made


def items(review: Review) -> dict[str, ChecklistView]:
    return {item.id: item for item in assessment_view(review, samples=256).checklist}


def test_the_checklist_says_by_which_answer_something_is_in_place(review: Review) -> None:
    item = items(review)["arch.stateless"]
    assert item.status == "done"
    assert item.settled_by == ("app_state",)
    assert item.because == "because you answered “State on application nodes: Yes: any node”"


def test_the_plan_neither_holds_it_nor_waits_for_it(review: Review) -> None:
    steps = plan_view(review, TODAY).items
    there = {"arch.stateless", "arch.session-store", "arch.gradual", "compute.k8s", "inc.oncall"}
    assert not there & {step.id for step in steps}
    assert not there & {each for step in steps for each in step.after}
    assert "runtime_platform.kubernetes" not in {step.id for step in steps}


def test_the_team_has_the_last_word(review: Review) -> None:
    review.mark("arch.stateless", "todo")
    item = items(review)["arch.stateless"]
    assert (item.status, item.because) == ("todo", "")
    review.mark("arch.stateless", "done")
    assert items(review)["arch.stateless"].because == ""


def test_the_checklist_names_the_answer(review: Review, tmp_path: Path) -> None:
    export_plan(review, tmp_path / "docs", ["checklist"], TODAY).write()
    text = (tmp_path / "docs" / "checklist.md").read_text(encoding="utf-8")
    told = "* Name who is on call, because you answered “People on call: 10 people”"
    assert told in text.partition("## In place already")[2].splitlines()
