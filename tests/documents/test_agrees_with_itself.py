"""Records and briefs agree with themselves and with each other: dates, people, reasons, and how sure advice is."""

from __future__ import annotations

import calendar
import datetime
import re
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.documents.assembly import context_of
from archassist.documents.data import EventLine, VerdictLine
from archassist.documents.sureness import kept_from_firm
from archassist.documents.told_dates import sign_shows
from archassist.engine import Engine, Exact
from archassist.session import Review
from archassist.views.outlook import outlook_view
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 28)
EXAMPLES = ("outdoor-shop", "workshop-planner", "segment-2017", "notion-2021", "stack-overflow-2016")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("agree")
    found = {}
    for name in EXAMPLES:
        review = Review.example(name, folder / f"{name}.toml")
        wishes = Wishes(("adr", "onboarding", "checklist"), format="madr")
        plan = export_plan(review, folder / name, wishes, TODAY)
        found[name] = {each.path.stem: each.text for each in plan.files if each.path.suffix == ".md"}
    return found


def records(documents: dict[str, str]) -> dict[str, str]:
    return {name[5:]: text for name, text in documents.items() if name[:4].isdigit()}


def options(text: str) -> list[str]:
    return text.partition("## Considered Options")[2].partition("## Decision Outcome")[0].strip().splitlines()


# -- dates


def test_work_that_ends_after_its_event_says_so_and_names_the_event(
    written: dict[str, dict[str, str]],
) -> None:
    shop = records(written["outdoor-shop"])
    assert "Not ready by “Spring sale” (March 2027): cut the scope or accept the risk." in shop["resilience"]
    said = {name: text for name, text in shop.items() if "Not ready by “Spring sale”" in text}
    for text in said.values():
        done = re.search(r"as planned, done by (\w+) (\d{4})", text)
        assert done is None or (int(done[2]), list(calendar.month_name).index(done[1])) > (2027, 3)


def test_a_surge_without_a_name_is_told_by_its_month() -> None:
    assert EventLine("2027-03").told == "the surge (March 2027)"
    assert EventLine("2027-03", "Spring sale").told == "“Spring sale” (March 2027)"


def test_a_look_before_the_work_is_done_says_that_it_is_not_done(written: dict[str, dict[str, str]]) -> None:
    every = "\n".join(text for documents in written.values() for text in records(documents).values())
    assert re.search(r"^Review it by \d{4}-\d\d-\d\d \(its work is not done by then\)", every, re.MULTILINE)


def test_no_month_is_told_of_work_that_ends_beyond_what_is_foreseen(
    written: dict[str, dict[str, str]],
) -> None:
    for documents in written.values():
        for name, text in records(documents).items():
            ends = re.search(r"as planned, done (.+)", text)
            assert ends is None or not re.search(r"\b20[3-9]\d\b", ends[1]), name
    assert "done only after more than three years" in records(written["segment-2017"])["architecture-style"]


def test_a_sign_shows_in_the_same_months_in_every_document(
    written: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    review = Review.example("workshop-planner", tmp_path / "w.toml")
    expected = sign_shows(outlook_view(review, TODAY), "engineers", 13.0, rises=True)
    assert expected.startswith("expected ")
    documents = written["workshop-planner"]
    assert f"(by your answers 8 people), {expected}." in documents["onboarding"]
    assert f"Engineers above 13 people: time for “Blue-green” ({expected})" in context_signs(review)


def context_signs(review: Review) -> str:
    decision = context_of(review, TODAY).decision("release_strategy")
    return "\n".join(each.because for each in decision.again) if decision else ""


# -- what stands


def test_what_the_team_kept_takes_no_effort_no_owner_and_has_no_end(
    written: dict[str, dict[str, str]],
) -> None:
    text = records(written["stack-overflow-2016"])["release-strategy"]
    assert "# Release strategy: keep Rolling" in text
    assert "Current state: Rolling." in text
    for said in ("Effort:", "Who does it:", "as planned"):
        assert said not in text, said


# -- people


def test_who_decided_and_was_against_it_disagreed_and_committed() -> None:
    verdict = VerdictLine("accepted", "a", "", "Ana, Ben", ("Ana", "Ben"), against=("Ben: slow", "Cid: dear"))
    assert verdict.dissents == ("Ben, who disagreed and committed: slow", "Cid: dear")


def test_an_owner_and_the_pieces_without_one_add_up(written: dict[str, dict[str, str]]) -> None:
    for documents in written.values():
        for name, text in records(documents).items():
            for free, every in re.findall(r"; (\d+) of (\d+) pieces of work have no owner yet", text):
                assert int(free) < int(every), name


def test_the_brief_names_an_owner_of_each_decision_or_says_that_nobody_is(
    written: dict[str, dict[str, str]],
) -> None:
    brief = written["outdoor-shop"]["onboarding"].partition("## Who owns what")[2].partition("\n## ")[0]
    assert "* Caching layers: nobody is named (usually lead engineer)." in brief
    assert "* Session and state: developer for orders" in brief
    assert re.search(r"running it takes about .+ the team has about ", brief)
    assert "more come later: see the [checklist](checklist.md)." in brief


# -- reasons


def test_no_option_is_left_without_a_reason_where_there_is_room(written: dict[str, dict[str, str]]) -> None:
    text = records(written["workshop-planner"])["architecture-style"]
    assert all(re.search(r": .|\((?:chosen|recommended)\)$", each) for each in options(text))
    every = "\n".join(text for documents in written.values() for text in documents.values())
    assert "less speaks for it" not in every


def test_the_brief_turns_no_decided_thing_by_an_answer(written: dict[str, dict[str, str]]) -> None:
    brief = written["outdoor-shop"]["onboarding"]
    change = brief.partition("## What would change our mind")[2].partition("\n## ")[0]
    assert "“In-process cache” is advised instead" not in change
    assert "* Caching layers (decided). A sign to look at it again: " in change


# -- how sure


def test_leaning_advice_that_wins_in_nine_of_ten_futures_says_what_keeps_it_from_firm(
    written: dict[str, dict[str, str]],
) -> None:
    every = "\n".join(text for documents in written.values() for text in documents.values())
    leaning = re.findall(r"Leaning, not firm: best in (?:all|nine of ten) simulated futures(.*)", every)
    assert leaning
    assert all(each.startswith(", but ") for each in leaning)
    assert "another answer or two may turn it" not in every


# -- figures, and English


def test_the_figures_of_a_record_are_those_that_its_reasons_rest_on(tmp_path: Path) -> None:
    decision = context_of(Review.example("outdoor-shop", tmp_path / "s.toml"), TODAY).decision("caching")
    assert decision
    first, second, *_ = decision.figures
    assert first.title.startswith("Read load in 12 months")
    assert first.shown == "about 62% (partly assumed)"
    assert second.shown == "70%"
    assert "Monthly users today" not in [each.title for each in decision.figures]


@pytest.mark.parametrize(
    "said",
    [
        "as soon as one of these is so",
        "next year's",
        "told to you",
        "Against what is simpler",
        "nobody has answered any",
        "calls and pages",
        "hotter than one cache node",
        "max_connections",
    ],
)
def test_documents_speak_plain_english_and_name_no_engine_that_nobody_named(
    said: str, written: dict[str, dict[str, str]]
) -> None:
    every = "\n".join(text for documents in written.values() for text in documents.values())
    assert said.lower() not in every.lower()


def test_advice_that_rests_on_no_answer_says_so_and_nothing_of_what_others_did(engine: Engine) -> None:
    beliefs = {
        "queries_per_req": Exact(10.0), "cross_team_share": Exact(0.01), "sync_deps": Exact(0.5),
        "data_gb": Exact(10_000.0), "engineers": Exact(51.0), "resp_kb": Exact(50.0), "live_share": Exact("none"),
        "data_class": Exact("none"), "read_qps_now": Exact(1e6),
    }  # fmt: skip
    assessment = engine.assess(beliefs, samples=256)
    result = assessment.decision("release_control")
    assert kept_from_firm(engine.rulebook, assessment, result, ()) == "it rests on no answer of yours"
