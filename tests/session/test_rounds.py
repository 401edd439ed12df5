"""Several people's answers to one question: unseen first, then shown, then one is agreed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.session import Changed, NoSuchThing, Review, SessionError
from archassist.session.change_messages import tell_change, tell_differences
from archassist.session.roles import Role
from tests.hostile import ALL


@pytest.fixture
def review(tmp_path: Path) -> Review:
    made = Review.create(tmp_path / "s.toml")
    made.focus.name_present(["Ana", "Ben", "Carla"])
    return made


def again(review: Review) -> Review:
    return Review.open(review.path)


def test_everybody_sees_their_own_answer_alone_until_all_are_shown(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.answer_as("Ben", "mau_now", "60k..80k", note="from the dashboard")
    there = again(review).rounds["mau_now"]
    assert there.given == ("Ana", "Ben")
    assert set(there.heard_by("Ana")) == {"Ana"}
    assert not there.heard_by("Carla")
    assert not there.heard_by()
    assert "40" not in repr(there)
    review.rounds.reveal("mau_now")
    shown = again(review).rounds["mau_now"].heard_by("Carla")
    assert shown["Ana"].answer.value == 40_000
    assert (shown["Ben"].answer.low, shown["Ben"].answer.note) == (60_000, "from the dashboard")


def test_no_answer_counts_before_one_is_agreed_on(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.reveal("mau_now")
    assert "mau_now" not in review.answers
    review.rounds.agree("mau_now", "40k..60k")
    assert review.answers["mau_now"].by == "", "whoever answered has not agreed by that"


def test_what_is_agreed_counts_and_the_others_stay_as_given_with_their_name(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.answer_as("Ben", "mau_now", "80k")
    review.rounds.reveal("mau_now")
    review.rounds.agree("mau_now", "60k", by=["Ana", "Carla"], note="Ben counts bots")
    found = again(review)
    assert (found.answers["mau_now"].value, found.answers["mau_now"].by) == (60_000, "Ana, Carla")
    assert found.rounds["mau_now"].state == "agreed"
    assert found.rounds["mau_now"].heard_by()["Ben"].answer.value == 80_000


def test_an_agreement_is_taken_back_in_one_step(review: Review) -> None:
    review.set("mau_now", "10k")
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.reveal("mau_now")
    review.rounds.agree("mau_now", "40k")
    review.undo()
    found = again(review)
    assert (found.answers["mau_now"].value, found.rounds["mau_now"].state) == (10_000, "shown")
    review.redo()
    found = again(review)
    assert (found.answers["mau_now"].value, found.rounds["mau_now"].state) == (40_000, "agreed")


def test_an_answer_may_be_changed_until_it_is_shown_and_then_stays(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.answer_as("ana", "mau_now", "50k")
    assert review.rounds["mau_now"].given == ("Ana",)
    review.rounds.reveal("mau_now")
    with pytest.raises(AnswerError, match="what was given stays"):
        review.rounds.answer_as("Ana", "mau_now", "80k")
    with pytest.raises(AnswerError, match="what was given stays"):
        review.rounds.take_back("Ana", "mau_now")
    assert again(review).rounds["mau_now"].heard_by()["Ana"].answer.value == 50_000


def test_who_answers_after_the_others_were_shown_is_marked(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.reveal("mau_now")
    review.rounds.answer_as("Ben", "mau_now", "41k")
    shown = again(review).rounds["mau_now"].heard_by()
    assert (shown["Ana"].after, shown["Ben"].after) == (False, True)


def test_a_question_can_be_put_to_everybody_anew(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.reveal("mau_now")
    review.rounds.begin_anew("mau_now")
    assert again(review).rounds["mau_now"].given == ()
    assert not again(review).rounds["mau_now"].is_shown
    review.undo()
    assert again(review).rounds["mau_now"].heard_by()["Ana"].answer.value == 40_000


def test_it_is_known_who_has_not_answered_and_readers_are_not_asked(review: Review) -> None:
    review.focus.give_role("carla", "reader")
    review.focus.give_role("Ana", "facilitator")
    review.rounds.ask("mau_now")
    assert again(review).rounds.waiting_for("mau_now") == ("Ana", "Ben")
    review.rounds.answer_as("Ana", "mau_now", "40k")
    assert review.rounds.waiting_for("mau_now") == ("Ben",)
    with pytest.raises(AnswerError, match="Carla reads along"):
        review.rounds.answer_as("Carla", "mau_now", "40k")
    assert dict(again(review).focus.people) == {
        "Ana": "facilitator",
        "Ben": "participant",
        "Carla": "reader",
    }


def test_what_makes_no_sense_is_refused_and_changes_nothing(review: Review) -> None:
    before = review.path.read_bytes()
    with pytest.raises(AnswerError):
        review.rounds.answer_as("Ana", "mau_now", "many")
    with pytest.raises(AnswerError, match="whose answer"):
        review.rounds.answer_as("  ", "mau_now", "40k")
    with pytest.raises(NoSuchThing, match="Did you mean mau_now"):
        review.rounds.answer_as("Ana", "mau_nw", "40k")
    with pytest.raises(AnswerError, match="Nobody has answered"):
        review.rounds.reveal("mau_now")
    with pytest.raises(AnswerError, match="Show the answers"):
        review.rounds.agree("mau_now", "40k")
    with pytest.raises(NoSuchThing, match="has not answered"):
        review.rounds.take_back("Ana", "mau_now")
    with pytest.raises(AnswerError, match="facilitator, participant, reader"):
        review.focus.give_role("Ana", "boss")
    assert review.path.read_bytes() == before


def test_two_people_answer_one_question_at_the_same_time_and_both_are_kept(review: Review) -> None:
    ana, ben = again(review), again(review)
    ana.rounds.answer_as("Ana", "mau_now", "40k")
    ben.rounds.answer_as("Ben", "mau_now", "80k")
    assert set(ben.rounds["mau_now"].given) == {"Ana", "Ben"}
    assert set(again(review).rounds["mau_now"].given) == {"Ana", "Ben"}


def test_taking_ones_own_answer_back_leaves_what_others_gave_meanwhile(review: Review) -> None:
    ana, ben = again(review), again(review)
    ana.rounds.answer_as("Ana", "mau_now", "40k")
    ben.rounds.answer_as("Ben", "mau_now", "80k")
    ana.undo()
    assert again(review).rounds["mau_now"].given == ("Ben",)


def test_an_answer_given_while_another_person_shows_them_is_kept(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    facilitator, ben = again(review), again(review)
    facilitator.rounds.reveal("mau_now")
    ben.rounds.answer_as("Ben", "mau_now", "80k")
    shown = again(review).rounds["mau_now"]
    assert shown.is_shown
    assert not shown.heard_by()["Ben"].after  # nobody had shown Ben the others


def test_two_who_agree_on_different_answers_at_the_same_time_are_told(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.reveal("mau_now")
    one, other = again(review), again(review)
    one.rounds.agree("mau_now", "40k")
    with pytest.raises(Changed, match=r"answers\.mau_now"):
        other.rounds.agree("mau_now", "50k")
    assert again(review).answers["mau_now"].value == 40_000


def test_nothing_that_tells_of_changes_says_what_was_answered(review: Review) -> None:
    before = Review.create(review.path.with_name("before.toml"))
    review.rounds.answer_as("Ana", "mau_now", "41234")
    told = [str(each) for each in tell_differences(before, review)]
    assert "Ana on Monthly users today: not answered → answered" in told
    ben = again(review)
    review.rounds.answer_as("Ana", "mau_now", "41235")
    ben.rounds.answer_as("Ben", "mau_now", "51236")
    taken = [*told, *ben.taken_in]
    change = ben.undo()
    assert change is not None
    assert not [each for each in (*taken, str(tell_change(ben.rulebook, change))) if "123" in each]


def test_a_fault_in_the_file_does_not_quote_what_somebody_answered(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('schema = 1\n\n[voices]\n"mau_now.Ana" = "zillions"\n')
    with pytest.raises(SessionError, match=r"mau_now\.Ana: this is no answer") as raised:
        Review.open(path)
    assert raised.value.line == 4
    assert "zillions" not in str(raised.value)


def test_what_people_wrote_beside_it_and_keys_of_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        'schema = 1\n\n[voices]\n# asked by mail\n"mau_now.Ana" = { value = 40000, mail = 7 }\n'
        '"gone_question.Ana" = 3\n\n[rounds]\nmau_now = "blind" # soon\n'
    )
    review = Review.open(path)
    assert any("gone_question" in note for note in review.notes)
    review.rounds.answer_as("Ana", "mau_now", "50k")
    review.rounds.reveal("mau_now")
    text = path.read_text()
    assert "# asked by mail" in text
    assert "# soon" in text
    assert '"mau_now.Ana" = { value = 50000, mail = 7 }' in text
    assert '"gone_question.Ana" = 3' in text


def test_names_and_notes_are_text_whatever_they_hold(review: Review) -> None:
    name = review.rounds.name_of(ALL)
    review.rounds.answer_as(ALL, "mau_now", "40k", note=ALL)
    review.rounds.reveal("mau_now")
    shown = again(review).rounds["mau_now"].heard_by()
    assert shown[name].answer.note == ALL
    assert list(shown) == [name]


def test_answers_that_were_forgotten_come_back_in_their_order(review: Review) -> None:
    for person in ("Ana", "Ben", "Carla"):
        review.rounds.answer_as(person, "mau_now", "40k")
    review.rounds.begin_anew("mau_now")
    review.undo()
    assert review.rounds["mau_now"].given == ("Ana", "Ben", "Carla")


def test_whoever_abstains_is_not_waited_for_and_changes_nothing(review: Review) -> None:
    review.focus.name_present(["Ana", "Ben"])
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.answer_as("Ben", "mau_now", "abstains")
    assert review.rounds.waiting_for("mau_now") == ()
    review.rounds.reveal("mau_now")
    there = Review.open(review.path).rounds["mau_now"]
    assert (list(there.heard_by()), list(there.speaking())) == (["Ana", "Ben"], ["Ana"])


def test_everybody_is_nobody_who_answers_or_agrees(review: Review) -> None:
    with pytest.raises(AnswerError, match="is nobody's name"):
        review.rounds.answer_as("All", "mau_now", "40k")
    review.rounds.answer_as("Ana", "mau_now", "40k")
    review.rounds.reveal("mau_now")
    with pytest.raises(AnswerError, match="is nobody's name"):
        review.rounds.agree("mau_now", "40k", ["everybody"])
    assert "mau_now" not in review.answers


def test_whoever_is_in_the_room_with_their_part_answers_by_their_name(review: Review) -> None:
    review.focus.name_present(["Ines Park (DBA)", "Ben"])
    review.rounds.answer_as("ines park", "mau_now", "60k")
    assert review.rounds["mau_now"].given == ("Ines Park (DBA)",)
    assert review.rounds.waiting_for("mau_now") == ("Ben",)


def test_a_link_of_ones_own_answers_for_nobody_else(review: Review) -> None:
    review.focus.name_present(["Ines Park (DBA)"])
    review.contents.role, review.contents.person = Role.PARTICIPANT, "Ines"
    review.rounds.answer_as("Ines", "mau_now", "60k")
    assert review.rounds["mau_now"].given == ("Ines",)
