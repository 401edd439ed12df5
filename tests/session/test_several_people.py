"""Several people on one file at the same time: what each may change, and that each sees what the others saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.session import Changed, NotPermitted, Review, Role
from archassist.session.meeting_entries import ROLES


@pytest.fixture
def ana(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "shop.toml", "Shop")


@pytest.fixture
def ben(ana: Review) -> Review:
    return Review.open(ana.path)


def news(review: Review) -> list[str]:
    return [f"{change.table}.{change.key}" for change in review.catch_up()]


def test_what_others_saved_is_taken_in_without_a_save(ana: Review, ben: Review) -> None:
    ben.set("mau_now", "40k")
    ben.accept_risk("zone", "One zone")
    assert news(ana) == ["answers.mau_now", "risks.zone"]
    assert ana.answers["mau_now"] == ben.answers["mau_now"]
    assert news(ana) == []


def test_ones_own_save_is_no_news(ana: Review) -> None:
    ana.set("mau_now", "40k")
    assert news(ana) == []


def test_a_comment_that_came_with_it_stays(ana: Review) -> None:
    ana.path.write_text(ana.path.read_text() + "\n# from Ben\n[answers]\nengineers = 7\n")
    assert news(ana) == ["answers.engineers"]
    ana.set("mau_now", "40k")
    assert "# from Ben" in ana.path.read_text()


def test_a_file_that_is_half_written_is_waited_for(ana: Review) -> None:
    whole = ana.path.read_text()
    ana.path.write_text(whole + "\n[answers")
    assert news(ana) == []
    ana.path.write_text(whole + "\n[answers]\nengineers = 7\n")
    assert news(ana) == ["answers.engineers"]


def test_a_file_that_has_gone_is_no_news(ana: Review) -> None:
    ana.path.unlink()
    assert news(ana) == []


def test_what_could_not_be_saved_is_not_lost_to_theirs(ana: Review, ben: Review) -> None:
    ben.set("mau_now", "40k")
    with pytest.raises(Changed):
        ana.set("mau_now", "90k")
    ben.set("mau_now", "50k")
    assert news(ana) == []
    ana.resolve("mine")
    assert (news(ben), ben.answers["mau_now"]) == (["answers.mau_now"], ana.answers["mau_now"])


def test_undo_takes_nothing_of_somebody_else_back(ana: Review, ben: Review) -> None:
    ana.set("engineers", "7")
    ana.set("mau_now", "40k")
    ben.catch_up()
    ben.set("mau_now", "90k")
    ana.catch_up()
    with pytest.raises(AnswerError, match="was changed by somebody else since"):
        ana.undo()
    assert ana.answers["mau_now"] == ben.answers["mau_now"]
    ana.undo()
    assert list(ana.answers) == ["mau_now"]  # the change before could still be taken back


def test_the_roles_that_a_file_can_give_are_those_that_the_program_knows() -> None:
    assert set(ROLES) == {role.value for role in Role}


def test_redo_overwrites_nothing_of_somebody_else(ana: Review, ben: Review) -> None:
    ana.set("mau_now", "40k")
    ana.undo()
    ben.catch_up()
    ben.set("mau_now", "90k")
    ana.catch_up()
    with pytest.raises(AnswerError, match="was changed by somebody else since"):
        ana.redo()
    assert ana.redo() is None


def _answer(review: Review) -> None:
    review.set("mau_now", "40k")


def _park(review: Review) -> None:
    review.annotate("mau_now", note="ask Ben")


def _today(review: Review) -> None:
    review.run_today("caching", "http_only")


ANSWERS = [_answer, _park, _today]


def _decide(review: Review) -> None:
    review.decide("caching", "accepted", "http_only")


def _undecide(review: Review) -> None:
    review.undecide("caching")


def _risk(review: Review) -> None:
    review.accept_risk("zone", "One zone")


def _title(review: Review) -> None:
    review.retitle("Mine")


def _priorities(review: Review) -> None:
    review.prioritise(["cost"])


def _staff(review: Review) -> None:
    review.staff("share", 0.5)


def _history(review: Review) -> None:
    review.remember({"2026-03": 5.0})


def _at_issue(review: Review) -> None:
    review.focus.put_at_issue("caching")


OTHERS = [_decide, _undecide, _risk, _title, _priorities, _staff, _history, _at_issue]


@pytest.mark.parametrize("change", [*ANSWERS, *OTHERS])
def test_a_reader_changes_nothing(ana: Review, change: Callable[[Review], object]) -> None:
    before = ana.path.read_bytes()
    ana.role = Role.READER
    with pytest.raises(NotPermitted, match="nothing was changed"):
        change(ana)
    assert ana.path.read_bytes() == before
    assert not ana.unsaved


def test_a_reader_does_not_even_save_what_is_there(ana: Review) -> None:
    ana.role = Role.READER
    for save in (ana.save, lambda: ana.resolve("mine"), lambda: ana.resolve("theirs")):
        with pytest.raises(NotPermitted):
            save()


def test_a_reader_takes_nothing_back(ana: Review) -> None:
    ana.set("mau_now", "40k")
    ana.role = Role.READER
    with pytest.raises(NotPermitted):
        ana.undo()
    assert "mau_now" in ana.answers


@pytest.mark.parametrize("change", ANSWERS)
def test_a_participant_answers(ana: Review, change: Callable[[Review], object]) -> None:
    before = ana.path.read_bytes()
    ana.role = Role.PARTICIPANT
    change(ana)
    assert ana.path.read_bytes() != before


@pytest.mark.parametrize("change", OTHERS)
def test_a_participant_changes_nothing_else(ana: Review, change: Callable[[Review], object]) -> None:
    before = ana.path.read_bytes()
    ana.role = Role.PARTICIPANT
    with pytest.raises(NotPermitted, match="You answer questions"):
        change(ana)
    assert ana.path.read_bytes() == before


def test_a_change_of_many_entries_is_refused_as_a_whole(ana: Review, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    tried = ana.branch(tmp_path / "copy")
    tried.set("mau_now", "40k")
    tried.retitle("Another")
    ana.role = Role.PARTICIPANT
    with pytest.raises(NotPermitted):
        ana.take_over(tried)
    assert ana.answers == {}


def test_in_a_round_a_participant_answers_for_themselves_alone(ana: Review, ben: Review) -> None:
    ana.rounds.ask("mau_now")
    ben.catch_up()
    ben.role, ben.person = Role.PARTICIPANT, "Ben"
    ben.rounds.answer_as("Ben", "mau_now", "40k")
    for change in (
        lambda: ben.rounds.answer_as("Ana", "mau_now", "90k"),
        lambda: ben.rounds.reveal("mau_now"),
        lambda: ben.rounds.drop("mau_now"),
        lambda: ben.rounds.ask("engineers"),
    ):
        with pytest.raises(NotPermitted):
            change()
    ana.catch_up()
    assert (ana.rounds["mau_now"].given, ana.rounds["mau_now"].state) == (("Ben",), "blind")


def test_several_changes_that_were_one_step_are_not_half_taken_back(ana: Review, ben: Review) -> None:
    ana.rounds.ask("mau_now")
    ana.rounds.answer_as("Ana", "mau_now", "40k")
    ana.rounds.reveal("mau_now")
    ana.rounds.agree("mau_now", "40k")
    ben.catch_up()
    ben.set("mau_now", "90k")
    ana.catch_up()
    with pytest.raises(AnswerError, match="was changed by somebody else since"):
        ana.undo()
    assert ana.rounds["mau_now"].state == "agreed"
