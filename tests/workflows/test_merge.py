"""Several people's answers together: nothing is lost, and disagreements are ranked by what they decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.cli import main
from archassist.session import Review, Verdict
from archassist.workflows.merge import pool


@pytest.fixture
def two(tmp_path: Path) -> tuple[Review, Review]:
    ana, ben = (Review.create(tmp_path / f"{name}.toml", "Shop") for name in ("ana", "ben"))
    for review in (ana, ben):
        review.set("stage", "mature")
    ana.set("engineers", "10", grade="measured", by="ana")
    ben.set("engineers", "60", grade="guessed", by="ben")
    ana.set("mau_now", "100k..200k")
    ben.set("mau_now", "150k")
    ana.set("shard_key", "yes")
    ben.set("shard_key", "no")
    ana.set("write_share", "unknown")
    ben.set("write_share", "20%")
    return ana, ben


def test_answers_come_together_and_none_is_lost(two: tuple[Review, Review]) -> None:
    found = pool(two).answers
    assert found["stage"].value == "mature"
    assert (found["engineers"].low, found["engineers"].high) == (10, 60)
    assert found["engineers"].grade == "guessed", "the weaker evidence"
    assert found["engineers"].by == "ana, ben"
    assert (found["mau_now"].low, found["mau_now"].high) == (100_000, 200_000)
    assert found["shard_key"].kind == "unknown"
    assert found["shard_key"].note == "ana: Yes; ben: No"
    assert found["write_share"].value == 0.2, "an answer beats unknown"


def test_what_decides_most_comes_first(two: tuple[Review, Review]) -> None:
    found = pool(two).disagreements
    assert found[0].question == "engineers"
    counts = [len(each.decides) for each in found]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    engineers = found[0]
    assert [said.shown for said in engineers.said] == ["10 people", "60 people"]
    apart = {decision for said in engineers.said for decision in said.decides}
    assert apart <= set(engineers.decides)


def test_the_order_of_people_does_not_matter(two: tuple[Review, Review]) -> None:
    one, other = pool(two), pool(two[::-1])
    assert {each.question: each.decides for each in one.disagreements} == {
        each.question: each.decides for each in other.disagreements
    }
    for id in one.answers:
        assert (one.answers[id].kind, one.answers[id].low, one.answers[id].high) == (
            other.answers[id].kind, other.answers[id].low, other.answers[id].high,
        )  # fmt: skip


def test_the_command_makes_a_session_and_never_writes_over_one(
    two: tuple[Review, Review], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["merge", str(two[0].path), str(two[1].path)]
    assert main([*words, "--to", str(tmp_path / "both.toml")]) == 0
    assert "leads apart on" in capsys.readouterr().out
    assert Review.open(tmp_path / "both.toml").answers["engineers"].high == 60
    assert main([*words, "--to", str(tmp_path / "both.toml")]) == 2
    assert main(words[:2]) == 2


def test_verdicts_come_together_and_where_people_differ_the_option_is_only_put_forward(
    two: tuple[Review, Review], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ana, ben = two
    ana.decide("caching", "rejected", "multi_tier", "too much", "Ana", date="2026-11-27")
    ben.decide("caching", "rejected", "multi_tier", "too dear", "Ben", "Cy")
    ana.decide("caching", "accepted", "http_only", "enough", "Ana")
    ben.decide("caching", "accepted", "shared_cache", "faster", "Ben")
    found = pool(two)
    assert found.verdicts["caching", "multi_tier"] == Verdict(
        "rejected", "too much; too dear", ("Ana", "Ben"), "Cy", "2026-11-27"
    )
    assert {each.option for each in found.disputes} == {"http_only", "shared_cache"}
    together = tmp_path / "together.toml"
    assert main(["merge", str(ana.path), str(ben.path), "--to", str(together)]) == 0
    assert "ana: accepted by Ana, because enough" in capsys.readouterr().out
    said = Review.open(together).decisions["caching"].verdicts
    assert {option: each.status for option, each in said.items()} == {
        "http_only": "proposed",
        "shared_cache": "proposed",
        "multi_tier": "rejected",
    }


def test_what_each_answered_stays_with_their_name_and_the_actions_of_all_come_along(
    two: tuple[Review, Review], tmp_path: Path
) -> None:
    for review in two:
        review.actions.record("Load test", "ben", "2026-12-15")
        review.decide("caching", "accepted", "http_only", review_on="2027-03-01")
    two[0].parking_lot.park("Who pays?", "ana")
    two[1].actions.change(two[1].actions.record("Ask legal"), status="doing")
    made = tmp_path / "together.toml"
    assert main(["merge", str(two[0].path), str(two[1].path), "--to", str(made)]) == 0
    found = Review.open(made)
    heard = found.rounds["engineers"].heard_by()
    assert {name: each.answer.value for name, each in heard.items()} == {"ana": 10, "ben": 60}
    assert found.rounds["engineers"].state == "shown"
    assert "stage" not in found.rounds.all
    assert {each.title: each.status for each in found.actions.all.values()} == {
        "Load test": "todo", "Ask legal": "doing",
    }  # fmt: skip
    assert [each.text for each in found.parking_lot.all.values()] == ["Who pays?"]
    assert found.decisions["caching"].verdict.review_on == "2027-03-01"
