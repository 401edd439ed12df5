"""Before enough is answered nothing is recommended: it is said how many answers decide it, and which."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from archassist.answers.answer import Answer
from archassist.cli import main
from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.views.assessment import assessment_view, triaged_view
from archassist.views.needs import needs_text
from archassist.views.why import whole_why_view
from archassist.workflows.export import export_plan

SAID = "more answers decide this: Most sensitive data"
TODAY = datetime.date(2026, 12, 1)


def asked(tmp_path: Path, **answers: float | str) -> Review:
    made = {id: Answer.exact(value) for id, value in answers.items()}
    return Review.create(tmp_path / "s.toml", answers=made)


def test_without_answers_there_is_neither_phase_nor_recommendation(tmp_path: Path) -> None:
    view = assessment_view(asked(tmp_path))
    assert not [each.id for each in view.decisions if each.enough and not each.required_by]
    assert {each.standing for each in view.decisions if not each.enough} == {"open"}
    assert (view.phase.title, view.phase.marks) == ("Not known yet", "")
    assert "mau_now" in [each.id for each in view.phase.needs]


def test_the_most_telling_answers_are_named_and_decide_it(tmp_path: Path) -> None:
    review = asked(tmp_path, engineers=10.0)
    security = whole_why_view(review, "security_baseline")
    assert not security.enough
    assert security.needs[0].id == "data_class"
    review.set("data_class", Answer.exact("health"))
    again = whole_why_view(review, "security_baseline")
    assert again.enough
    assert again.needs == ()


def test_a_decision_that_answers_speak_for_is_recommended(tmp_path: Path) -> None:
    view = assessment_view(asked(tmp_path, engineers=10.0))
    assert view.decision("governance").enough
    assert view.decision("governance").standing == "leaning"
    assert view.decision("governance").needs == ()


def test_what_the_team_runs_today_is_answer_enough(tmp_path: Path) -> None:
    review = asked(tmp_path)
    assert not assessment_view(review, samples=64).decision("caching").enough
    review.run_today("caching", "shared_cache")
    assert assessment_view(review, samples=64).decision("caching").enough


def test_they_have_a_place_of_their_own(tmp_path: Path) -> None:
    decision = triaged_view(asked(tmp_path, engineers=10.0), TODAY).decision("security_baseline")
    assert decision.triage
    assert decision.triage.place == "not_enough_answers"
    assert decision.triage.because == f"{needs_text(decision.needs)}."
    assert SAID in decision.triage.because
    assert decision.triage.needs == tuple(each.id for each in decision.needs)


def test_no_record_is_written_for_them_unless_asked(tmp_path: Path) -> None:
    from archassist.documents import Wishes

    review = asked(tmp_path, engineers=10.0, mau_now=5000.0)

    def records(wishes: Wishes) -> set[str]:
        plan = export_plan(review, tmp_path / "to", wishes, TODAY)
        names = [write.path.partition("-")[2] for write in plan.writes]
        return {name for name in names if name.endswith(".md")}

    usual, everything = (
        records(Wishes(only=("adr",), all=True)),
        records(Wishes(only=("adr",), all=True, undecided=True)),
    )
    assert "write-scaling.md" in usual
    assert "provisioning.md" in everything - usual
    assert len(everything) == len(assessment_view(review).decisions)


def test_a_record_that_was_asked_for_recommends_nothing(tmp_path: Path) -> None:
    from archassist.documents import Wishes

    review = asked(tmp_path, engineers=10.0)
    plan = export_plan(review, tmp_path / "to", Wishes(only=("adr",), undecided=True), TODAY)
    needs = triaged_view(review, TODAY).decision("security_baseline").needs
    (text,) = (each.after.decode() for each in plan.writes if each.path.endswith("security-baseline.md"))
    assert f"Nothing is recommended yet. {len(needs)} more answers decide this: Most sensitive data" in text
    assert "Chosen option" not in text


def test_a_record_is_kept_where_the_team_took_an_option(tmp_path: Path) -> None:
    review = asked(tmp_path, engineers=10.0)
    option = next(iter(review.rulebook.decisions["security_baseline"].options))
    review.decide("security_baseline", "accepted", option, because="we know it")
    plan = export_plan(review, tmp_path / "to", ["adr"], TODAY)
    assert any(each.path.endswith("security-baseline.md") for each in plan.writes)


def test_the_checklist_does_not_ask_for_what_nobody_advises(tmp_path: Path, shipped: Rulebook) -> None:
    view = assessment_view(asked(tmp_path, engineers=10.0))
    unadvised = {f"{each.id}.{each.recommended}" for each in view.decisions if not each.enough}
    assert not [item.id for item in view.checklist if unadvised & set(item.needed_by)]


@pytest.mark.parametrize("words", [["assess", "--all"], ["why", "security_baseline"]])
def test_commands_say_how_many_answers_decide_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    review = asked(tmp_path, engineers=10.0)
    main([words[0], str(review.path), *words[1:]])
    said = " ".join(capsys.readouterr().out.split())
    assert SAID in said
    main([words[0], str(review.path), *words[1:], "--json"])
    found = json.loads(capsys.readouterr().out)
    mine = (
        next(each for each in found["decisions"] if each["id"] == "security_baseline")
        if words[0] == "assess"
        else found
    )
    assert mine["needs"][0] == {"id": "data_class", "title": "Most sensitive data"}
    assert mine["enough"] is False
