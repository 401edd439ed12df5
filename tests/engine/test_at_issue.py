"""Decisions that only some teams have: an answer puts them at issue, and everybody else is told nothing of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archassist.authoring.lint import lint
from archassist.engine import Engine, Exact, Range
from archassist.sensitivity import find_out_next
from archassist.session import Review, shipped_rulebook
from archassist.session.asked import asked
from archassist.session.rulebooks import engine_for
from tests.rulebook.packs import Bench

WHALE: dict[str, Any] = {
    "concerns": Exact(frozenset({"tenants"})),
    "largest_tenant": Exact(0.5),
    "data_class": Exact("personal"),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_for(shipped_rulebook())  # type: ignore[no-any-return]


def told(engine: Engine, beliefs: dict[str, Any], samples: int = 0) -> set[str]:
    return {each.id for each in engine.assess(beliefs, samples=samples).decisions}


def test_a_team_that_answered_nothing_is_told_of_no_special_decision(engine: Engine) -> None:
    special = {id for id, each in engine.rulebook.decisions.items() if each.when is not None}
    assert special
    assert not special & told(engine, {})


def test_an_answer_puts_a_decision_at_issue_and_others_stay_away(engine: Engine) -> None:
    assert told(engine, WHALE, samples=64) - told(engine, {}) == {"tenant_isolation"}
    assert engine.assess(WHALE, samples=0).decision("tenant_isolation").recommended == "whales_apart"


def test_what_is_not_at_issue_takes_what_asks_for_nothing_in_every_future(engine: Engine) -> None:
    heavy = {key: each for key, each in WHALE.items() if key != "concerns"}
    assessment = engine.assess(heavy, samples=256)
    assert assessment.decision("tenant_isolation").recommended == "shared_rows"
    place = list(engine.rulebook.decisions).index("tenant_isolation")
    assert not engine.futures(heavy, samples=256).chosen[:, place].any()


def test_one_profile_and_many_futures_agree_on_what_is_at_issue(engine: Engine) -> None:
    many = engine.futures(WHALE, samples=256)
    place = list(engine.rulebook.decisions).index("tenant_isolation")
    assert np.bincount(many.chosen[:, place]).argmax() == 2


def test_what_is_not_at_issue_is_known_to_whoever_asks(engine: Engine) -> None:
    assessment = engine.assess({}, samples=64)
    assert not {each.id for each in assessment.decisions} & assessment.others.keys()
    asked = assessment.decision("tenant_isolation")
    assert asked is assessment.others["tenant_isolation"]
    assert asked.recommended == "shared_rows"
    with pytest.raises(KeyError):
        assessment.decision("no such decision")


def test_decisions_that_are_not_at_issue_have_no_part_in_what_others_come_to(engine: Engine) -> None:
    everything = {id for id, each in engine.rulebook.decisions.items() if each.when is not None}
    told = engine.running({}, sorted(everything)).assess({"engineers": Exact(40.0)}, samples=64)
    fewer = engine.assess({"engineers": Exact(40.0)}, samples=64)
    alike = [each.id for each in fewer.decisions if not each.vetoed and not told.decision(each.id).vetoed]
    assert alike
    for id in alike:
        scores = [option.score for option in fewer.decision(id).options]
        assert scores == [option.score for option in told.decision(id).options]


def test_what_a_team_says_it_runs_is_at_issue_for_it(engine: Engine) -> None:
    assert "page_speed" in told(engine.running({"page_speed": "server_first"}), {})
    assert "page_speed" in told(engine.running({}, ["page_speed"]), {})


def test_a_verdict_keeps_its_decision_at_issue_when_the_answer_is_taken_back(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml")
    review.set("concerns", "pages")
    review.decide("page_speed", "accepted", "server_first")
    review.set("concerns", "none")
    assert "page_speed" in {each.id for each in review.assess(0).decisions}


def test_questions_for_what_is_not_at_issue_are_not_worth_finding_out(engine: Engine) -> None:
    put = {each.id for each in asked(engine.rulebook, {})}
    worth = {each.question for each in find_out_next(engine, {}, asked=put, samples=256).questions}
    waiting = {id for id, each in engine.rulebook.questions.items() if each.section == "concerns"}
    waiting -= {"concerns"}  # which is asked of everybody: what waits does so for its answer
    assert not worth & waiting
    assert "largest_tenant" in {
        each.question
        for each in find_out_next(
            engine, {"concerns": WHALE["concerns"], "largest_tenant": Range(0.01, 0.6)}, samples=512
        ).questions
    }


def test_a_question_waits_for_the_answer_that_makes_it_relevant(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml")
    asked = {each.id for each in review.asked()}
    assert "concerns" in asked
    assert not {"tenants", "lcp_s"} & asked
    review.set("concerns", "tenants")
    asked = {each.id for each in review.asked()}
    assert {"tenants", "largest_tenant"} <= asked
    assert "lcp_s" not in asked
    review.set("tenants", "40")
    review.set("concerns", "none")
    asked = {each.id for each in review.asked()}
    assert "tenants" in asked, "what was answered stays"
    assert "largest_tenant" not in asked


def test_a_condition_that_is_still_open_is_asked_about(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml")
    assert "surge_x" in {each.id for each in review.asked()}
    review.set("surge_kind", "none")
    assert "surge_x" not in {each.id for each in review.asked()}


# -- what a pack may not say


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    found = Bench(tmp_path)
    found.change("order = 8\n", 'order = 8\nwhen = "known(reads) and reads > one_server"\n')
    return found


def test_the_first_option_of_such_a_decision_costs_and_requires_nothing(bench: Bench) -> None:
    bench.change(
        'effort = { days = [2, 10] }\nreversible = "easy"\n',
        'effort = { days = [2, 10] }\nreversible = "easy"\nops_points = 1\n',
    )
    assert "costs or requires something" in str(bench.problem())


def test_nothing_requires_an_option_of_such_a_decision(bench: Bench) -> None:
    bench.add(
        "decisions/other.toml",
        """
        [decision.other]
        title = "Other"
        asks = "What else?"

        [option.other.little]
        title = "Little"
        about = "Less."
        good = ["Cheap"]
        bad = ["Little"]
        effort = { days = [1, 2] }
        reversible = "easy"

        [option.other.much]
        title = "Much"
        about = "More."
        good = ["Much"]
        bad = ["Dear"]
        effort = { days = [1, 2] }
        reversible = "easy"
        requires = ["reads_scale.replicas"]
        """,
    )
    assert "at issue only for some teams" in str(bench.problem())


def test_a_condition_that_holds_without_an_answer_is_remarked_on(bench: Bench) -> None:
    assert "at-issue" not in {each.code for each in lint(bench.load())}
    bench.change("known(reads) and reads > one_server", "reads > one_server")
    assert [each.id for each in lint(bench.load()) if each.code == "at-issue"] == ["reads_scale"]
