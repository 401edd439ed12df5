"""The minutes of a meeting, and what the team set itself to do, in the documents that people get."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.documents.lengths import LIMITS, words_of
from archassist.session import Review
from archassist.workflows.check import check
from archassist.workflows.export import export_plan
from archassist.workflows.meeting import close_meeting
from tests.hostile import ALL
from tests.undecided import undecided

TODAY = datetime.date(2026, 11, 28)
NINE = datetime.datetime(2026, 11, 28, 9, 0, tzinfo=datetime.UTC)


def at(minutes: float) -> datetime.datetime:
    return NINE + datetime.timedelta(minutes=minutes)


def written(review: Review, *kinds: str) -> Mapping[str, str]:
    plan = export_plan(review, review.path.parent / "out", Wishes(kinds), TODAY)
    return {each.path.name: each.text for each in plan.files}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    review = undecided("notion-2021", tmp_path_factory.mktemp("minutes") / "s.toml")
    review.focus.name_present(["Ana", "Ben"])
    review.meeting.plan([("caching", 20), ("Who pays?", 10)])
    review.meeting.begin(at(0), 60, "Scaling")
    review.meeting.turn_to("caching", at(0))
    for person, text in (("Ana", "50"), ("Ben", "9")):
        review.rounds.answer_as(person, "engineers", text)
        review.rounds.answer_as(person, "stale_ok_s", text)
    review.rounds.reveal("engineers")
    for person, text in (("Ana", "40M"), ("Ben", "30M")):
        review.rounds.answer_as(person, "mau_now", text)
    review.rounds.reveal("mau_now")
    review.rounds.agree("mau_now", "30M..40M", ["Ben"])
    review.decide("caching", "accepted", "shared_cache", "first thought", "Ana", date=TODAY)
    review.decide(
        "caching", "accepted", "http_only", "cheap", "Ana", "Ben: slow; Carla: dear", TODAY, "2027-03-01"
    )
    review.meeting.finish(at(25))
    review.actions.record("Load test", "Ben", "2026-11-01", "caching")
    review.actions.change(review.actions.record("Ask legal"), status="done")
    review.parking_lot.park("Who pays for the second region?", "Ana", TODAY)
    before = written(review, "minutes", "readout", "checklist", "preread", "log", "adr")
    review.meeting.pause(at(30))
    review.meeting.resume(at(35))
    close_meeting(review, at(45), "We cache, and measure first.")
    return dict(before) | {"closed": written(review, "minutes")["minutes.md"]}


def test_the_minutes_say_what_came_of_the_meeting(documents: Mapping[str, str]) -> None:
    text = documents["closed"]
    for said in (
        "# Minutes: Scaling\n",
        "2026-11-28 09:00, closed at 09:45 after 40 minutes, and 5 of breaks. Present: Ana, Ben.",
        "We cache, and measure first.",
        "* **Caching layers: HTTP caching only**, accepted, because cheap (Ana). Dissent: Ben: slow. "
        "Dissent: Carla: dear. "
        "To be looked at again on 2027-03-01.",
        "## Agreed on\n\n* Monthly users today: 30,000,000 to 40,000,000 users, agreed by Ben "
        "(Ana 40,000,000 users; Ben 30,000,000 users).",
        "Dealt with: Caching layers: HTTP caching only (25 of 20 min).",
        "* Load test (Ben, by 2026-11-01, overdue)",
        "* **Engineers today**: Ana 50 people; Ben 9 people. It decides ",
        "* Who pays for the second region? (Ana)",
        "For the next meeting: Who pays?",
    ):
        assert said in text
    assert "Ask legal" not in text
    assert "superseded" not in text, "what was given up again in the meeting was not decided in it"
    assert words_of(text) <= LIMITS["minutes"]


def test_what_is_not_shown_yet_is_in_no_document(documents: Mapping[str, str]) -> None:
    assert not [
        name for name, text in documents.items() if "Stale" in text and "Ana 50" in text.partition("Stale")[2]
    ]
    assert documents["minutes.md"].count("Ana 50") == 1


def test_actions_of_the_teams_own_stand_in_readout_and_checklist(documents: Mapping[str, str]) -> None:
    for name in ("readout.md", "checklist.md"):
        assert "## Our own actions\n\n* Load test (Ben, by 2026-11-01, overdue)\n" in documents[name]
        assert "Ask legal" not in documents[name]


def test_the_pre_read_has_the_agenda_that_was_made(documents: Mapping[str, str]) -> None:
    agenda = documents["preread.md"].partition("## Agenda\n")[2].partition("\n## ")[0]
    assert agenda.strip().splitlines() == ["In all 10 minutes:", "", "* 10 minutes: Who pays?"]


def test_a_record_and_the_log_say_when_the_team_looks_at_it_again(documents: Mapping[str, str]) -> None:
    record = next(text for name, text in documents.items() if name.endswith("caching.md"))
    assert "Review it by 2027-03-01" in record
    assert "to be looked at again on 2027-03-01." in documents["log.md"]


def test_without_a_meeting_the_minutes_say_so(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Shop")
    assert "No meeting was held yet." in written(review, "minutes")["minutes.md"]


def test_a_verdict_whose_day_has_passed_is_found(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Shop")
    review.decide("caching", "accepted", "http_only", review_on="2027-03-01")

    def found(day: str) -> list[str]:
        return [
            each.text
            for each in check(review, tmp_path, datetime.date.fromisoformat(day))
            if each.kind == "review"
        ]

    assert found("2027-03-01") == []
    assert found("2027-03-02") == [
        "Caching layers, HTTP caching only: to be looked at again on 2027-03-01, which has passed."
    ]


def test_words_of_strangers_are_text_in_the_minutes(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Shop")
    review.focus.name_present([ALL])
    review.meeting.begin(at(0), title="# x\n## Decided")
    review.actions.record("* a\n# b <script>", "{{ 7 * 7 }}")
    review.parking_lot.park("](x) # c")
    text = written(review, "minutes")["minutes.md"]
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        r"# Minutes: \# x ## Decided", "## Decided", "## Actions", "## Parking lot",
    ]  # fmt: skip
    assert "<script>" not in text
    assert "49" not in text


def test_a_pre_read_without_an_agenda_fits_into_ninety_minutes(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "many.toml", "Many")
    for decision in list(review.rulebook.decisions)[:9]:
        review.focus.put_at_issue(decision)
    text = written(review, "preread")["preread.md"].partition("## Agenda\n")[2].partition("\n## ")[0]
    assert sum(map(int, re.findall(r"^\* (\d+) minutes", text, re.M))) <= 90
    assert "* If there is time: " in text
