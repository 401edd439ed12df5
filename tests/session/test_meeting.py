"""A meeting in the session file: agenda, clock, parking lot, actions, and what was changed in it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.session import NoSuchThing, Review
from archassist.session.change_messages import tell_differences
from tests.hostile import ALL
from tests.session.conftest import line_of_fault

NINE = datetime.datetime(2026, 11, 28, 9, 0, tzinfo=datetime.UTC)


def at(minutes: float) -> datetime.datetime:
    return NINE + datetime.timedelta(minutes=minutes)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "s.toml")


def again(review: Review) -> Review:
    return Review.open(review.path)


# -- the agenda


def test_an_agenda_is_made_of_decisions_questions_and_topics(review: Review) -> None:
    review.meeting.plan([("caching", 20), ("mau_now", 5), ("Who pays?", 10)])
    meeting = again(review).meeting
    assert [(meeting.title_of(id), item.minutes) for id, item in meeting.agenda.items()] == [
        ("Caching layers", 20),
        ("Monthly users today", 5),
        ("Who pays?", 10),
    ]
    review.undo()
    assert not again(review).meeting.agenda


def test_items_are_moved_added_dealt_with_and_taken_off(review: Review) -> None:
    review.meeting.plan([("caching", 20), ("messaging", 10)])
    name = review.meeting.add("Who pays?", 5)
    review.meeting.move(name, -1)
    review.meeting.allow("caching", 30)
    review.meeting.set_status("caching", "done")
    meeting = again(review).meeting
    assert list(meeting.agenda) == ["caching", name, "messaging"]
    assert (meeting.agenda["caching"].minutes, meeting.agenda["caching"].status) == (30, "done")
    review.meeting.remove(name)
    assert list(again(review).meeting.agenda) == ["caching", "messaging"]


def test_a_topic_of_the_teams_own_has_a_day_until_which_it_must_be_settled(review: Review) -> None:
    name = review.meeting.add("What the auditor wants to see", 10, "2027-01-15")
    assert again(review).meeting.agenda[name].due == "2027-01-15"
    assert "due = 2027-01-15" in review.path.read_text("utf-8")
    review.meeting.allow(name, 20)
    assert again(review).meeting.agenda[name].due == "2027-01-15"
    review.meeting.word(name, "The auditor")
    assert (again(review).meeting.agenda[name].title, again(review).meeting.agenda[name].due) == (
        "The auditor",
        "",
    )
    with pytest.raises(AnswerError):
        review.meeting.add("Another", 5, "someday")


def test_a_new_agenda_keeps_what_is_done(review: Review) -> None:
    review.meeting.plan([("caching", 20), ("messaging", 10)])
    review.meeting.set_status("caching", "done")
    review.meeting.plan([("read_scaling", 15)])
    assert list(again(review).meeting.agenda) == ["caching", "read_scaling"]


def test_two_facilitators_change_different_items_of_one_agenda(review: Review) -> None:
    review.meeting.plan([("caching", 20), ("messaging", 10)])
    one, other = again(review), again(review)
    one.meeting.allow("caching", 30)
    other.meeting.set_status("messaging", "parked")
    found = again(review).meeting.agenda
    assert (found["caching"].minutes, found["messaging"].status) == (30, "parked")


# -- the clock


def test_the_clock_counts_what_was_spent_and_stands_still_in_a_break(review: Review) -> None:
    review.meeting.plan([("caching", 20), ("messaging", 10)])
    review.meeting.begin(at(0), 60)
    review.meeting.turn_to("caching", at(5))
    review.meeting.pause(at(20))
    meeting = again(review).meeting
    assert (meeting.spent(at(50)), meeting.spent_on("caching", at(50))) == (20, 15)
    review.meeting.resume(at(50))
    assert again(review).meeting.spent_on("caching", at(55)) == 20
    assert review.meeting.finish(at(55)) == "messaging"
    meeting = again(review).meeting
    assert (meeting.spent(at(58)), meeting.spent_on("messaging", at(58))) == (28, 3)
    assert meeting.agenda["caching"].status == "done"
    assert meeting.finish(at(58)) == ""


def test_a_meeting_goes_on_in_another_run_of_the_program(review: Review) -> None:
    review.focus.name_present(["Ana", "Ben"])
    name = review.meeting.begin(at(0), 90, "Scaling")
    found = again(review).meeting
    assert found.name == name == "2026-11-28"
    assert found.current is not None
    assert (found.current.title, found.current.present) == ("Scaling", ("Ana", "Ben"))
    with pytest.raises(AnswerError, match="is not closed"):
        found.begin(at(10))


def test_a_clock_that_was_set_back_takes_no_time_away(review: Review) -> None:
    review.meeting.begin(at(0))
    assert review.meeting.spent(at(-30)) == 0


def test_without_a_meeting_there_is_nothing_to_pause_or_to_close(review: Review) -> None:
    before = review.path.read_bytes()
    for deed in (review.meeting.pause, review.meeting.resume, review.meeting.close, review.meeting.finish):
        with pytest.raises(AnswerError, match="No meeting goes on"):
            deed(NINE)
    with pytest.raises(NoSuchThing):
        review.meeting.move("caching", 1)
    with pytest.raises(AnswerError, match="minutes must be a number"):
        review.meeting.begin(NINE, minutes=-5)
    assert review.path.read_bytes() == before


# -- what was changed


def changed(review: Review) -> list[str]:
    return [str(each) for each in tell_differences(review.as_the_meeting_began(), review)]


def test_what_was_changed_in_the_meeting_is_told_from_how_it_stood_at_its_beginning(review: Review) -> None:
    review.set("mau_now", "10k")
    review.meeting.begin(at(0))
    review.set("mau_now", "20k")
    review.set("mau_now", "30k")
    review.decide("caching", "accepted", "http_only", by="Ana")
    found = again(review)
    assert found.as_the_meeting_began().answers["mau_now"].value == 10_000
    told = changed(found)
    assert "Monthly users today: 10,000 users → 30,000 users" in told
    assert [
        each
        for each in told
        if each.startswith("Caching layers: ") and "no verdict → accepted by Ana" in each
    ]


def test_what_is_taken_back_was_not_changed(review: Review) -> None:
    review.meeting.begin(at(0))
    review.set("mau_now", "20k")
    review.undo()
    assert not [each for each in changed(again(review)) if "Monthly users" in each]


def test_what_another_facilitator_changes_counts_too(review: Review) -> None:
    review.meeting.begin(at(0))
    one, other = again(review), again(review)
    one.set("mau_now", "20k")
    other.set("engineers", "12")
    told = changed(again(review))
    assert any("Monthly users" in each for each in told)
    assert any("Engineers today" in each for each in told)


def test_a_closed_meeting_keeps_its_summary_and_what_is_open_waits_for_the_next(review: Review) -> None:
    review.meeting.plan([("caching", 20), ("messaging", 10)])
    review.meeting.begin(at(0))
    review.meeting.turn_to("caching", at(0))
    review.set("mau_now", "20k")
    review.meeting.finish(at(25))
    review.meeting.close(at(30), "We cache.", ["Monthly users: 20k"])
    found = again(review).meeting
    held = found.held["2026-11-28"]
    assert (held.summary, held.spent, held.changed) == ("We cache.", 30, ("Monthly users: 20k",))
    assert held.done == ("Caching layers (25 of 20 min)",)
    assert list(found.agenda) == ["messaging"]
    assert found.agenda["messaging"].spent == 0
    assert "[before]" not in review.path.read_text()
    assert found.begin(at(60)) == "2026-11-28-2"


def test_a_file_written_by_hand_keeps_its_comments_through_a_whole_meeting(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("schema = 1\n# ours\n\n[answers] # what we know\nmau_now = 10000 # per month\n")
    review = Review.open(path)
    review.meeting.begin(at(0))
    review.set("engineers", "12")
    review.set("mau_now", "20k")
    assert "[before]" in path.read_text()
    review.meeting.close(at(30))
    text = path.read_text()
    assert "before" not in text
    assert [each for each in ("# ours", "# what we know", "# per month") if each not in text] == []


def test_closing_is_taken_back_in_one_step(review: Review) -> None:
    review.meeting.plan([("caching", 20)])
    review.meeting.begin(at(0))
    review.set("mau_now", "20k")
    review.meeting.close(at(30))
    review.undo()
    found = again(review)
    assert found.meeting.current is not None
    assert any("Monthly users" in each for each in changed(found))


def test_a_step_that_is_part_of_a_larger_change_is_still_one_step(review: Review) -> None:
    review.meeting.begin(at(0))
    with review.together():
        review.meeting.plan([("caching", 20), ("messaging", 10)])
    review.undo()
    assert not again(review).meeting.agenda


def test_undo_takes_back_what_was_said_and_never_what_the_clock_did(review: Review) -> None:
    review.meeting.plan([("caching", 20), ("messaging", 10)])
    review.set("mau_now", "10k")
    review.meeting.begin(at(0))
    review.meeting.turn_to("caching", at(0))
    review.set("mau_now", "20k")
    review.meeting.pause(at(5))
    review.meeting.resume(at(10))
    review.meeting.finish(at(15))
    told = []
    for _ in range(9):
        try:
            told.append(review.undo())
        except AnswerError as error:
            assert "has gone on since" in str(error)
    assert [each.key for each in told if each] == ["mau_now", "mau_now"]
    found = again(review)
    assert not found.answers
    assert found.meeting.current is not None
    assert found.meeting.current.item == "messaging"
    assert found.meeting.agenda["caching"].status == "done"


def test_a_meeting_that_was_closed_is_not_taken_up_again_over_the_next_one(review: Review) -> None:
    review.meeting.begin(at(0))
    review.meeting.close(at(30))
    review.meeting.begin(at(40))
    assert review.undo() is None
    assert [each.closed is None for each in again(review).meeting.held.values()] == [False, True]


def test_turning_to_an_item_that_was_done_opens_it_again(review: Review) -> None:
    review.meeting.plan([("caching", 20)])
    review.meeting.begin(at(0))
    review.meeting.set_status("caching", "done")
    review.meeting.turn_to("caching", at(5))
    assert again(review).meeting.agenda["caching"].status == "open"


def test_changes_before_a_meeting_do_not_belong_to_it(review: Review) -> None:
    review.set("mau_now", "20k")
    assert "[before]" not in review.path.read_text()
    review.meeting.begin(at(0))
    assert not changed(review)


# -- parking lot and actions


def test_what_is_parked_is_kept_with_who_brought_it_up(review: Review) -> None:
    first = review.parking_lot.park("Who pays for\n the second region?", "Carla", "2026-11-28")
    second = review.parking_lot.park("Who pays for the second region?")
    assert (first, second) == ("who-pays-for-the-second-region", "who-pays-for-the-second-region-2")
    topic = again(review).parking_lot.all[first]
    assert (topic.text, topic.by, topic.date) == ("Who pays for the second region?", "Carla", "2026-11-28")
    review.parking_lot.take_out(first)
    assert list(again(review).parking_lot.all) == [second]


def test_actions_have_an_owner_a_day_and_a_status(review: Review) -> None:
    name = review.actions.record("Load test with ten times the users", "Ben", "2026-12-15", "caching")
    review.actions.change(name, status="doing", owner="Ana")
    action = again(review).actions.all[name]
    assert (action.owner, action.due, action.status, action.decision) == (
        "Ana", "2026-12-15", "doing", "caching",
    )  # fmt: skip
    review.actions.change(name, due="")
    assert again(review).actions.all[name].due == ""
    review.undo()
    assert again(review).actions.all[name].due == "2026-12-15"
    review.actions.drop(name)
    assert not again(review).actions.all


def test_two_people_record_actions_at_the_same_time(review: Review) -> None:
    one, other = again(review), again(review)
    one.actions.record("Load test")
    other.actions.record("Ask legal")
    assert set(again(review).actions.all) == {"load-test", "ask-legal"}


def test_what_is_no_action_or_topic_is_refused_and_changes_nothing(review: Review) -> None:
    name = review.actions.record("Load test")
    before = review.path.read_bytes()
    for wrong in ({"due": "soon"}, {"status": "maybe"}, {"title": " "}):
        with pytest.raises(AnswerError):
            review.actions.change(name, **wrong)
    with pytest.raises(NoSuchThing):
        review.actions.record("Other", decision="cachng")
    with pytest.raises(NoSuchThing, match="Did you mean load-test"):
        review.actions.change("load-tst", status="done")
    with pytest.raises(AnswerError, match="needs a text"):
        review.parking_lot.park("  ")
    with pytest.raises(NoSuchThing):
        review.parking_lot.take_out("x")
    assert review.path.read_bytes() == before


def test_hostile_words_are_kept_as_text(review: Review) -> None:
    action, topic = review.actions.record(ALL, ALL), review.parking_lot.park(ALL, ALL)
    item = review.meeting.add(ALL)
    review.meeting.begin(NINE, title=ALL, present=[ALL])
    review.meeting.close(at(5), ALL, [ALL])
    found, flat = again(review), " ".join(ALL.split())
    assert found.actions.all[action].title == flat
    assert found.parking_lot.all[topic].text == flat
    assert found.meeting.title_of(item) == flat
    assert found.meeting.held["2026-11-28"].changed == (ALL,)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[people]\nAna = "boss"\n', "people.Ana: the role must be one of"),
        ('[rounds]\nmau_now = "open"\n', "rounds.mau_now: the round must be one of"),
        ("[agenda]\ncaching = 3\n", "a table belongs"),
        ("[agenda]\ncaching = { minutes = -3 }\n", "minutes must be a number from 0"),
        ("[parking_lot]\nx = {}\n", "needs a text"),
        ("[actions]\nx = {}\n", "an action needs a title"),
        ('[actions]\nx = { title = "a", due = "soon" }\n', "is not a date"),
        ('[meetings]\nx = { begun = "noon" }\n', "begun is not a time"),
        ("[meetings]\nx = {}\n", "needs a time at which it began"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_place(tmp_path: Path, written: str, said: str) -> None:
    assert line_of_fault(tmp_path / "s.toml", written, said) == 4


def test_what_people_wrote_beside_it_and_keys_of_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        "schema = 1\n\n[agenda]\n# first\ncaching = { minutes = 20, place = 1, room = 7 }\n\n[actions]\n"
        'x = { title = "Ask", ticket = "A-1" } # of last time\n\n[meetings.m]\n'
        'begun = 2026-11-01T09:00:00\nweather = "fine"\n'
    )
    review = Review.open(path)
    review.meeting.turn_to("caching", NINE)
    review.meeting.allow("caching", 30)
    review.actions.change("x", owner="Ana")
    text = path.read_text()
    for kept in ("# first", "room = 7", 'ticket = "A-1"', "# of last time", 'weather = "fine"'):
        assert kept in text


# -- a verdict's day of review


def test_a_verdict_says_when_it_is_looked_at_again(review: Review) -> None:
    review.decide("caching", "accepted", "http_only", "cheap", "Ana", review_on="2027-03-01")
    assert "review_on = 2027-03-01" in review.path.read_text()
    verdict = again(review).decisions["caching"].verdict
    assert verdict.review_on == "2027-03-01"
    review.decide("caching", "accepted", "http_only", dissent="Ben")
    assert again(review).decisions["caching"].verdict.review_on == "2027-03-01"
    with pytest.raises(AnswerError, match="review_on “soon” is not a date"):
        review.decide("caching", "accepted", "http_only", review_on="soon")
