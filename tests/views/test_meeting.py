"""The meeting as people see it: an agenda of what is to be decided, the queues, and what came out of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.session import Review
from archassist.views.actions import actions_view
from archassist.views.decided import decided_line, decided_so_far
from archassist.views.meeting import (
    agenda_view,
    decision_queue,
    meeting_view,
    minutes_view,
    proposed_agenda,
    question_queue,
)
from archassist.views.records.meeting import QueuedDecision
from archassist.workflows.meeting import close_meeting, put_on_agenda

NINE = datetime.datetime(2026, 11, 28, 9, 0, tzinfo=datetime.UTC)
TODAY = NINE.date()


def at(minutes: float) -> datetime.datetime:
    return NINE + datetime.timedelta(minutes=minutes)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "s.toml", "Shop")


def queued(*ids: str) -> list[QueuedDecision]:
    return [QueuedDecision(id, id, "", "", f"{id} presses") for id in ids]


def test_what_is_at_issue_is_in_the_queue_the_most_urgent_first_and_leaves_it_when_it_is_decided(
    review: Review,
) -> None:
    review.focus.put_at_issue("messaging")
    review.focus.put_at_issue("caching", "2026-12-15")
    assert [each.id for each in decision_queue(review, TODAY)][:2] == ["caching", "messaging"]
    review.decide("caching", "accepted", "http_only")
    assert "caching" not in [each.id for each in decision_queue(review, TODAY)]


def test_an_agenda_fits_the_time_and_gives_more_to_what_is_hard_to_undo(review: Review) -> None:
    hardness = {"easy": 0, "costly": 1, "hard": 2}
    hard = {
        id: max(hardness[each.reversible] for each in known.options.values())
        for id, known in review.rulebook.decisions.items()
    }
    hardest, easiest = max(hard, key=lambda id: hard[id]), min(hard, key=lambda id: hard[id])
    assert hard[hardest] > hard[easiest]
    proposed = proposed_agenda(review, queued(easiest, hardest), 120)
    minutes = dict(proposed.items)
    assert [id for id, _ in proposed.items][1:3] == [easiest, hardest]
    assert minutes[hardest] > minutes[easiest] >= 10
    assert sum(minutes.values()) <= 120


def test_decisions_for_which_there_is_no_time_are_named(review: Review) -> None:
    ids = list(review.rulebook.decisions)[:5]
    proposed = proposed_agenda(review, queued(*ids), 50)
    assert [id for id, _ in proposed.items[1:-1]] == ids[:2]
    assert proposed.left == tuple(ids[2:])


def test_the_agenda_says_what_it_is_at_why_and_how_long(review: Review) -> None:
    review.focus.give_role("Ana", "facilitator")
    review.meeting.plan([("caching", 20), ("mau_now", 5), ("Who pays?", 10)])
    review.meeting.begin(at(0), 60, "Scaling")
    review.meeting.turn_to("caching", at(0))
    view = meeting_view(review, at(12), queued("caching"))
    assert (view.title, view.state, view.spent, view.minutes) == ("Scaling", "running", 12, 60)
    assert [(each.kind, each.current, each.spent) for each in view.agenda] == [
        ("decision", True, 12), ("question", False, 0), ("topic", False, 0),
    ]  # fmt: skip
    assert view.agenda[0].because == "caching presses"
    assert [(each.name, each.role) for each in view.people] == [("Ana", "facilitator")]


def test_the_queue_of_questions_begins_with_the_most_telling(review: Review) -> None:
    telling = review.derived.next_questions().questions
    assert [each.id for each in question_queue(review, 3)] == [each.question for each in telling[:3]]


def test_actions_that_are_late_are_told_and_what_is_done_comes_last(review: Review) -> None:
    late = review.actions.record("Load test", "Ben", "2026-11-01")
    done = review.actions.record("Ask legal", due="2026-10-01")
    review.actions.change(done, status="done")
    review.actions.record("No day")
    assert [(each.id, each.overdue) for each in actions_view(review, TODAY)] == [
        (late, True), ("no-day", False), (done, False),
    ]  # fmt: skip


def test_the_minutes_say_what_was_decided_changed_agreed_and_what_is_open(review: Review) -> None:
    review.focus.name_present(["Ana", "Ben"])
    review.decide(
        "messaging", "accepted", next(iter(review.rulebook.decisions["messaging"].options)), date="2026-11-01"
    )
    review.meeting.plan([("caching", 20), ("read_scaling", 10)])
    review.meeting.begin(at(0), 60, "Scaling")
    review.meeting.turn_to("caching", at(1))
    review.set("mau_now", "40k")
    review.decide("caching", "accepted", "http_only", "cheap", "Ana", "Ben: slow", "2026-11-28", "2027-03-01")
    review.meeting.finish(at(20))
    review.actions.record("Load test", "Ben", "2026-12-15")
    review.parking_lot.park("Who pays?", "Ana", TODAY)
    found = minutes_view(review, at(30))
    assert found is not None
    (decided,) = found.decided
    assert (decided.decision, decided.by, decided.dissent, decided.review_on) == (
        "caching", ("Ana",), "Ben: slow", "2027-03-01",
    )  # fmt: skip
    assert "Monthly users today: not answered → 40,000 users" in found.changed
    assert (found.done, found.open) == (("Caching layers",), (review.meeting.title_of("read_scaling"),))
    assert [each.title for each in found.actions] == ["Load test"]
    assert [each.text for each in found.parking_lot] == ["Who pays?"]
    close_meeting(review, at(40), "We cache.")
    after = minutes_view(Review.open(review.path), at(90))
    assert after is not None
    assert (after.state, after.summary, after.spent) == ("closed", "We cache.", 40)
    assert after.decided == found.decided
    assert set(found.changed) <= set(after.changed)


def test_without_a_meeting_there_are_no_minutes(review: Review) -> None:
    assert minutes_view(review, at(0)) is None


def test_the_minutes_show_what_each_answered_and_what_was_agreed(review: Review) -> None:
    review.rounds.answer_as("Ana", "mau_now", "90k")
    review.rounds.reveal("mau_now")
    review.rounds.agree("mau_now", "90k")
    review.meeting.begin(at(0))
    review.rounds.answer_as("Ana", "engineers", "47")
    review.rounds.answer_as("Ben", "engineers", "9")
    review.rounds.reveal("engineers")
    review.rounds.agree("engineers", "9..20", ["Ben"])
    found = minutes_view(review, at(5))
    assert found is not None
    assert found.agreed == ("Engineers today: 9 to 20 people, agreed by Ben (Ana 47 people; Ben 9 people)",)
    close_meeting(review, at(10))
    after = minutes_view(review, at(20))
    assert after is not None
    assert after.agreed == found.agreed


def test_what_was_given_up_again_in_a_meeting_was_not_decided_in_it(review: Review) -> None:
    first, second = list(review.rulebook.decisions["caching"].options)[:2]
    other = next(iter(review.rulebook.decisions["messaging"].options))
    review.decide("messaging", "rejected", other, "no", date=TODAY)
    review.meeting.plan([("caching", 30), ("messaging", 10)])
    review.meeting.begin(at(0))
    review.decide("caching", "accepted", first, date=TODAY)
    review.decide("caching", "accepted", second, date=TODAY)
    found = minutes_view(review, at(5))
    assert found is not None
    title = review.rulebook.decisions["caching"].options[second].title
    assert [(each.decision, each.option, each.status) for each in found.decided] == [
        ("caching", title, "accepted")
    ]
    assert [each.result for each in meeting_view(review, at(5), []).agenda] == [title, ""]
    close_meeting(review, at(10))
    after = minutes_view(Review.open(review.path), at(20))
    assert after is not None
    assert after.decided == found.decided
    assert after.done == (f"Caching layers: {title}",)
    assert list(review.meeting.agenda) == ["messaging"], "what was decided does not wait for the next meeting"


def test_what_is_left_when_an_option_is_rejected_is_still_to_be_decided(review: Review) -> None:
    first = next(iter(review.rulebook.decisions["caching"].options))
    review.meeting.plan([("caching", 30)])
    review.meeting.begin(at(0))
    review.decide("caching", "rejected", first, "no", date=TODAY)
    title = review.rulebook.decisions["caching"].options[first].title
    (item,) = meeting_view(review, at(5), []).agenda
    assert (item.result, item.because) == ("", f"{title} rejected.")
    found = minutes_view(review, at(5))
    assert found is not None
    assert (found.done, found.open) == ((), ("Caching layers",))
    assert [each.status for each in found.decided] == ["rejected"]
    close_meeting(review, at(10))
    assert list(review.meeting.agenda) == ["caching"]
    after = minutes_view(Review.open(review.path), at(20))
    assert after is not None
    assert (after.done, [each.status for each in after.decided]) == ((), ["rejected"])


def test_the_day_of_a_topic_stands_on_the_agenda(review: Review) -> None:
    review.meeting.add("The auditor", 10, "2027-01-15")
    (item,) = agenda_view(review, at(0))
    assert (item.kind, item.because) == ("topic", "To be settled by 2027-01-15.")


def test_what_is_put_on_the_agenda_stands_before_its_end(review: Review) -> None:
    review.meeting.plan(proposed_agenda(review, queued("caching"), 90).items)
    topic = put_on_agenda(review, "The auditor", 10, "2027-01-15")
    put_on_agenda(review, "messaging", 10, "2027-02-01")
    assert list(review.meeting.agenda)[1:-1] == ["caching", topic, "messaging"]
    assert review.meeting.agenda[topic].due == "2027-01-15"
    assert review.focus.decisions["messaging"] == "2027-02-01"
    review.undo()
    assert list(review.meeting.agenda)[1:-1] == ["caching", topic]
    assert "messaging" not in review.focus.decisions


def test_one_decision_does_not_take_the_whole_meeting(review: Review) -> None:
    minutes = dict(proposed_agenda(review, queued("caching"), 90).items)
    assert minutes["caching"] == 45


def test_a_reason_that_is_a_sentence_ends_once(review: Review) -> None:
    review.meeting.begin(at(0))
    review.decide("caching", "accepted", "http_only", "It is cheap.", "Ana", date=TODAY)
    (decided,) = decided_so_far(review)
    assert decided_line(decided).endswith("accepted by Ana, because It is cheap.")


def test_what_is_advised_so_far_stands_on_the_agenda(review: Review) -> None:
    review.meeting.plan([("caching", 30)])
    queue = [QueuedDecision("caching", "Caching layers", "Shared cache", "", "The team named it.")]
    (item,) = agenda_view(review, at(0), queue)
    assert item.because == "Shared cache is advised so far. The team named it."


def test_a_meeting_in_which_nothing_was_decided_has_decided_nothing_whatever_its_day(review: Review) -> None:
    review.decide("caching", "accepted", "http_only", date=TODAY)
    review.meeting.begin(at(0))
    close_meeting(review, at(10))
    after = minutes_view(Review.open(review.path), at(20))
    assert after is not None
    assert after.decided == ()


def test_the_minutes_tell_of_breaks(review: Review) -> None:
    review.meeting.begin(at(0))
    review.meeting.pause(at(30))
    review.meeting.resume(at(42))
    close_meeting(review, at(60))
    found = minutes_view(review, at(90))
    assert found is not None
    assert (found.spent, found.breaks) == (48, 12)


def test_no_advice_is_told_where_too_little_is_answered(review: Review) -> None:
    review.focus.put_at_issue("messaging")
    (waiting,) = [each for each in decision_queue(review, TODAY) if each.id == "messaging"]
    assert waiting.advised == ""
    review.meeting.begin(at(0))
    review.set("engineers", "300")
    found = minutes_view(review, at(5))
    assert found is not None
    enough = [review.rulebook.decisions[each.id].title for each in review.assess().decisions if each.enough]
    told = [
        each.removeprefix("Advice on ").split(":")[0] for each in found.moved if "no advice yet" not in each
    ]
    assert [each for each in told if each not in enough] == []
