"""On a ladder each rung contains those below it: a need for a lower rung takes nothing from a higher one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.engine import Engine, Exact, why
from archassist.engine.assessment import DecisionResult
from archassist.engine.case_scores import case_of
from archassist.engine.columns.scores import cases_of
from tests.rulebook.packs import Bench
from tests.trials import trials

RUNG = """
[option.reads_scale.{id}]
title = "{title}"
about = "One more rung."
adds = "{adds}"
good = ["More"]
bad = ["Costs more"]
effort = {{ days = [2, 10] }}
reversible = "easy"

"""

RULE = """
[rule.reads_scale.{option}.{name}]
when = "{when}"
says = "{says}"
weight = {weight}
because = "it is {name}"
source = ["book"]
fires = {{ reads = {fires} }}
silent = {{ reads = {silent} }}
"""


def said(option: str, name: str, when: str, says: str = "for", weight: int = 1) -> str:
    fires, silent = ("100_000", "1") if ">" in when else ("1", "100_000")
    return RULE.format(
        option=option, name=name, when=when, says=says, weight=weight, fires=fires, silent=silent
    )


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def made(bench: Bench, shape: str, *rules: str) -> Engine:
    bench.change("order = 8", f'order = 8\nshape = "{shape}"')
    bench.change('about = "First things first."', 'about = "First things first."\nadds = "tuned queries"')
    more = RUNG.format(id="views", title="Views", adds="stored views")
    more += RUNG.format(id="cells", title="Cells", adds="cells")
    bench.add("decisions/the_rest.toml", more + "\n".join(rules))
    return Engine(bench.load())


def result(engine: Engine, reads: float) -> DecisionResult:
    return engine.assess({"reads": Exact(reads)}, samples=0).decision("reads_scale")


NEEDS = (
    said("views", "busy", "reads > 100", weight=3),
    said("cells", "huge", "reads > 1_000", weight=1),
    said("views", "calm", "reads < 10", "against", weight=2),
)


def test_a_choice_lets_the_need_for_a_lower_option_win_over_a_higher_one(bench: Bench) -> None:
    assert result(made(bench, "choice", *NEEDS), 5_000).recommended == "views"


def test_on_a_ladder_the_highest_rung_whose_need_holds_is_taken_however_small_it_is(bench: Bench) -> None:
    engine = made(bench, "ladder", *NEEDS)
    assert [result(engine, reads).recommended for reads in (1, 500, 5_000)] == ["tune", "views", "cells"]


def test_what_speaks_against_a_rung_says_nothing_of_those_above(bench: Bench) -> None:
    engine = made(bench, "ladder", *NEEDS, said("views", "odd", "reads > 2_000", "against", 3))
    scores = {each.id: each.score for each in result(engine, 5_000).options}
    assert (scores["views"], scores["cells"]) == (0, 4)


def test_a_rung_is_told_with_its_own_need_first_and_then_those_of_the_rungs_below(bench: Bench) -> None:
    engine = made(bench, "ladder", *NEEDS)
    assessment = engine.assess({"reads": Exact(5_000)}, samples=0)
    told = why(assessment, "reads_scale")
    assert [each.text for each in told.favour] == ["it is huge", "it is busy"]
    assert why(assessment, "reads_scale", "views").favour[0].text == "it is busy"
    lower = engine.assess({"reads": Exact(500)}, samples=0)
    assert why(lower, "reads_scale", "cells").favour == (), "what speaks for both is not said again"


def test_a_rung_says_what_it_includes(bench: Bench) -> None:
    decision = made(bench, "ladder", *NEEDS).rulebook.decisions["reads_scale"]
    assert decision.includes("cells") == ("tuned queries", "stored views"), "copies add nothing that stays"
    assert decision.includes("tune") == ()


def test_options_of_a_choice_include_nothing(bench: Bench) -> None:
    assert made(bench, "choice", *NEEDS).rulebook.decisions["reads_scale"].includes("cells") == ()


def test_a_ladder_has_no_rungs_that_give_as_much_as_each_other(bench: Bench) -> None:
    bench.check(
        "order = 8",
        'as_much = [["tune", "replicas"]]\nshape = "ladder"\norder = 8',
        "decision.reads_scale.as_much",
        "no options that give as much",
    )


@pytest.fixture(scope="module")
def ladder(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("ladder")
    return made(Bench(folder), "ladder", *NEEDS)


@settings(max_examples=trials(30), deadline=None)
@given(st.lists(st.floats(0, 10_000), min_size=1, max_size=6))
def test_one_profile_and_columns_score_every_rung_alike(ladder: Engine, reads: list[float]) -> None:
    rows = [ladder.profile({"reads": Exact(each)}) for each in reads]
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    found = cases_of(ladder.compiled, ladder.compiled.choosing.again(columns), len(reads))
    place = list(ladder.rulebook.decisions).index("reads_scale")
    for number, row in enumerate(rows):
        alone = case_of(ladder.compiled, {**row, **ladder.compiled.program.row(row)})
        size = len(alone.scores[place])
        assert found.scores[:size, place, number].tolist() == list(alone.scores[place])


@settings(max_examples=trials(30), deadline=None)
@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_more_need_never_leads_to_a_lower_rung(ladder: Engine, one: float, other: float) -> None:
    rungs = list(ladder.rulebook.decisions["reads_scale"].options)
    less, more = sorted((one, other))
    taken = [rungs.index(result(ladder, reads).recommended) for reads in (less, more)]
    assert taken[0] <= taken[1]
