"""What a record says of when its decision is done, when to look at it again, and how to go back."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from archassist.documents import Wishes
from archassist.documents.assumptions import review_day
from archassist.documents.conditions import ends_when
from archassist.documents.likelihood import plainly
from archassist.documents.templates import team_reason
from archassist.expressions import parse
from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.views.records.outlook import MonthsView
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("done")
    found: dict[str, str] = {}
    for name in ("outdoor-shop", "segment-2017"):
        review = Review.example(name, folder / f"{name}.toml")
        plan = export_plan(review, folder / name, Wishes(("adr",), format="madr"), TODAY)
        found |= {f"{name} {each.path.stem[5:]}": each.text for each in plan.files}
    return found


def test_what_shows_a_decision_done_is_its_own_end_and_not_its_first_step(records: dict[str, str]) -> None:
    assert "Done when: the chosen reads come from the cache" in records["outdoor-shop caching"]
    merged = records["segment-2017 architecture-style"]
    assert "Done when: all modules are built and released as one deployed unit" in merged
    assert "Done when: One map" not in merged


def test_every_option_beyond_the_plain_one_says_what_shows_it_done(shipped: Rulebook) -> None:
    silent = [
        option.full_id
        for decision in shipped.decisions.values()
        for option in [*decision.options.values()][1:]
        if not option.done_when
    ]
    assert not silent


def test_nobody_returns_easily_from_what_took_years(records: dict[str, str]) -> None:
    merged = records["segment-2017 architecture-style"]
    assert "a return to Domain microservices would be a project of its own" in merged
    assert not any("we stop using it" in each for each in records.values())


def test_what_is_only_proposed_is_never_called_chosen(records: dict[str, str]) -> None:
    edge = records["outdoor-shop edge-delivery"]
    assert 'Proposed option: "Edge-cached pages and APIs"' in edge
    assert "(proposed)" in edge
    assert not re.search(r"\(chosen\)|Decided on", edge)
    for text in records.values():
        if "status: proposed" in text:
            assert "Chosen option" not in text


def test_each_visible_condition_is_one_that_a_person_can_check(records: dict[str, str]) -> None:
    for text in records.values():
        for line in re.findall(r"^\* (.*) <!-- holds while", text, re.MULTILINE):
            assert re.search(r"\b(at|below|above|now|no longer)\b", line), line


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("slo_goal >= 99.9", "Availability goal below 99.9% (by your answers 99.9%)"),
        ("slo_goal >= 99.9 and known(slo_goal)", "Availability goal below 99.9% (by your answers 99.9%)"),
        ("known(slo_goal)", ""),
        ("slo_goal > 99.5 and deployables < 8", "at 99.5% or below"),
        ("surge_kind != 'none'", "becomes “"),
        ("surge_kind == 'none' or slo_goal > 99", " and availability goal at 99% or below"),
    ],
)
def test_a_condition_ends_in_words_with_its_border_and_todays_value(
    condition: str, said: str, tmp_path: Path
) -> None:
    review = Review.create(tmp_path / "s.toml", "Shop")
    review.set("slo_goal", "99.9")
    told = ends_when(review.rulebook, review.assess(), parse(condition))
    assert said in told if said else not told


def test_a_record_is_looked_at_again_on_the_first_day_that_is_known() -> None:
    assert review_day(TODAY, firm=True) == "2027-11-20"
    assert review_day(TODAY, firm=False, known=["", "2027-02", "2027-04-15"]) == "2027-02-01"
    assert review_day(TODAY, firm=False, known=["2026-12-15", "2026-11"]) == "2026-12-15"
    assert review_day(TODAY, firm=False, known=["2031-01"]) == "2027-05-20"


@pytest.mark.parametrize(
    ("months", "futures", "said"),
    [
        (("2027-02", "2027-05", "2027-09"), "most", "probably between February 2027 and September 2027"),
        (("2027-02", None, None), "some", "possibly from February 2027 on"),
        (("2027-02", "2027-02", "2027-02"), "all", "almost certainly in February 2027"),
        ((None, None, None), "few", "unlikely within three years"),
        (("2027-02", None, None), "few", "unlikely within three years"),
    ],
)
def test_what_comes_is_told_without_simulated_futures(
    months: tuple[str | None, ...], futures: str, said: str
) -> None:
    coming = SimpleNamespace(when=MonthsView(*months), futures=futures, share=0.5)
    assert plainly(coming) == said


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "."),
        ("it is enough.", ", because it is enough."),
        ("Ana knows it", ". The team's reason: Ana knows it."),
        ("it is near its end. So we move", ". The team's reason: It is near its end. So we move."),
    ],
)
def test_a_teams_own_words_are_joined_only_where_they_are_one_clause(reason: str, told: str) -> None:
    assert team_reason(reason) == told
