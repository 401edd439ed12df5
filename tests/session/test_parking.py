"""A question that was put aside is a state of its own: open, with what was noted, and nobody's answer."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.cli import main
from archassist.documents import Wishes
from archassist.session import Review, SessionError
from archassist.session.change_messages import tell_change
from archassist.session.parked import Parked
from archassist.views.assessment import assessment_view
from archassist.workflows.export import export_plan


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "shop.toml", "Shop")


def again(review: Review) -> Review:
    return Review.open(review.path, review.rulebook)


def test_a_note_or_evidence_leaves_an_open_question_open(review: Review) -> None:
    review.annotate("engineers", note="ask Ben")
    review.annotate("mau_now", "estimated", by="Ben")
    assert again(review).answers == {}
    assert again(review).parked == {
        "engineers": Parked("ask Ben"),
        "mau_now": Parked(grade="estimated", by="Ben"),
    }
    assert review.beliefs() == {}
    assert 'engineers = { parked = true, note = "ask Ben" }' in review.path.read_text()


def test_an_answer_takes_what_was_noted_with_it(review: Review) -> None:
    review.annotate("engineers", "measured", "Ben", "payroll", "ask Ben")
    answer = review.set("engineers", "12")
    assert (answer.grade, answer.by, answer.source, answer.note) == ("measured", "Ben", "payroll", "ask Ben")
    assert again(review).parked == {}
    assert "parked" not in review.path.read_text()


def test_taking_an_answer_back_keeps_the_note_and_taking_that_back_leaves_nothing(review: Review) -> None:
    review.set("engineers", "12", grade="measured", note="ask Ben")
    review.clear("engineers")
    assert again(review).parked == {"engineers": Parked("ask Ben")}
    review.clear("engineers")
    assert again(review).parked == {}
    change = review.undo()
    assert change is not None
    told = str(tell_change(review.rulebook, change))
    assert told == f"{review.rulebook.questions['engineers'].title}: not answered → parked; ask Ben"


def test_an_emptied_note_leaves_nothing(review: Review) -> None:
    review.annotate("engineers", note="ask Ben")
    review.annotate("engineers", note="")
    assert again(review).parked == {}


def test_older_files_are_read_as_ever_and_damaged_entries_are_named(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_text(
        'schema = 1\n[answers]\nengineers = { note = "x" }\nmau_now = { value = 5000, parked = true }\n'
    )
    review = Review.open(path)
    assert review.answers["engineers"].kind == "unknown"
    assert review.answers["mau_now"].value == 5000
    assert review.parked == {}
    path.write_text("schema = 1\n[answers]\nengineers = { parked = 3 }\n")
    with pytest.raises(SessionError, match="parked must be true"):
        Review.open(path)


def test_parked_questions_are_told_by_every_face(review: Review, capsys: pytest.CaptureFixture[str]) -> None:
    review.annotate("engineers", note="ask Ben", by="Ben")
    (parked,) = assessment_view(review, 0).parked
    assert (parked.question, parked.shown) == ("engineers", "parked; by Ben; ask Ben")
    assert main(["assess", str(review.path)]) == 0
    out = capsys.readouterr().out
    assert "0 of " in out
    assert "Parked, still open" in out
    plan = export_plan(
        review, review.path.parent / "docs", Wishes(only=("preread",)), datetime.date(2026, 11, 20)
    )
    text = next(file.text for file in plan.files if file.path.name == "preread.md")
    assert "## Parked earlier, still open" in text
    assert "Parked; by Ben; ask Ben." in text


def test_out_of_scope_wants_a_reason(review: Review) -> None:
    before = review.path.read_bytes()
    for said in ("n/a", "out of scope", "n/a: "):
        with pytest.raises(AnswerError, match="Say why"):
            review.set("rto_h", said)
    assert review.path.read_bytes() == before
    assert review.set("rto_h", "n/a: nothing to recover").reason == "nothing to recover"
