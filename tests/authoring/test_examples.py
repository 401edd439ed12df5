"""Examples beside rules and practices, and scenario files."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.authoring.coverage import coverage
from archassist.authoring.examples import load_scenarios, run_examples
from archassist.casebase import load_cases
from archassist.engine import Exact
from archassist.rulebook import Rulebook, RulebookError
from archassist.shipped import rules_folder
from tests.rulebook.packs import Bench


def faults(bench: Bench) -> dict[str, str]:
    rulebook = bench.load()
    scenarios = load_scenarios(bench.folder, rulebook)
    return {each.id: each.fault for each in run_examples(rulebook, scenarios) if each.fault}


def test_everything_that_ships_holds(shipped: Rulebook) -> None:
    outcomes = list(run_examples(shipped, load_scenarios(rules_folder(), shipped)))
    assert [f"{each.id}: {each.fault}" for each in outcomes if each.fault] == []
    assert {each.kind for each in outcomes} == {
        "rule",
        "practice",
        "limit",
        "contradiction",
        "requirement",
        "scenario",
    }


def test_an_example_that_does_not_fire(bench: Bench) -> None:
    bench.change("fires = { load = 0.9, blocks", "fires = { load = 0.1, blocks")
    assert faults(bench) == {"reads_scale.replicas.load": "does not fire in the case that says it does"}


def test_an_example_that_is_not_silent(bench: Bench) -> None:
    bench.change("silent = { load = 0.1 }", "silent = { load = 0.8 }")
    assert faults(bench) == {"db.index": "is due in the case that says it is not"}


SCENARIO = """\
about = "Many readers."
phase = "start"
recommended = { reads_scale = ["replicas"] }
never = { reads_scale = ["tune"] }
due = ["db.index"]

[answers]
reads = { low = 20_000, high = 30_000 }
write_share = 0.1
blocks = ["cdn"]
"""


CALM = """
[contradiction.calm]
title = "No surges, and a crowd"
severity = "impossible"
when = "surge == 'none' and reads > one_server"
text = "no surges, and {reads:rate} reads a second"
why = "A crowd is a surge."
check = "the busiest day"
fires = { surge = "none", reads = 900_000 }
silent = { surge = "none", reads = 10 }
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("", "", ""),
        ('surge = "none", reads = 900_000', "reads = 900_000", "fires leaves surge open, and what is open"),
        ("reads = 900_000", "reads = 9_000", "is not told in the case that says it is"),
        ("reads = 10 ", "reads = 90_000 ", "is told in the case that says it is not"),
    ],
)
def test_examples_of_a_contradiction_are_all_the_answers_it_is_between(
    bench: Bench, old: str, new: str, fault: str
) -> None:
    assert old in CALM
    bench.add("calm.toml", CALM.replace(old, new) if old else CALM)
    (outcome,) = (each for each in run_examples(bench.load()) if each.kind == "contradiction")
    assert outcome.fault.startswith(fault)
    assert bool(outcome.fault) == bool(fault)


def test_a_scenario_that_holds(bench: Bench) -> None:
    bench.add("scenarios/readers.toml", SCENARIO)
    assert faults(bench) == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('phase = "start"', "phase = [[]]", "phase: must be a text"),
        ('["replicas"]', '[["replicas"]]', "recommended.reads_scale: must be a list of texts"),
        ('["tune"]', "[{}]", "never.reads_scale: must be a list of texts"),
        ('["db.index"]', "[{}, 3]", "due: must be a list of texts"),
        ('["cdn"]', '[["cdn"]]', "answers.blocks: must be a list of texts"),
        ("low = 20_000", 'low = "x"', "answers.reads.low: must be a number"),
        ("write_share = 0.1", "write_share = 2026-01-01", "answers.write_share: must be a number, a text"),
        ("write_share = 0.1", "write_share = " + "9" * 5000, "5,000 digits"),
        ("write_share = 0.1", "write_share = inf", "answers.write_share: must be a number, a text"),
        ("[answers]", "[answers.more]\n[answers]", 'answers.more: "high" is missing'),
        ('about = "Many readers."', "about = 3", "about: must be a text"),
    ],
)
def test_a_scenario_of_another_shape_is_told_with_its_place(
    bench: Bench, old: str, new: str, said: str
) -> None:
    bench.add("scenarios/readers.toml", SCENARIO.replace(old, new, 1))
    with pytest.raises(RulebookError) as refused:
        faults(bench)
    assert "rules/scenarios/readers.toml:" in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.filterwarnings("error")
def test_a_number_at_the_end_of_all_numbers_is_reckoned_with(bench: Bench) -> None:
    bench.add("scenarios/most.toml", 'about = "All there is."\nanswers = { reads = 1e308 }\n')
    assert faults(bench) == {}


def test_a_text_is_no_fact(bench: Bench) -> None:
    bench.change("value = \"surge >= 'seasonal'\"", "value = \"'seasonal'\"")
    assert "is a text, which has no value by itself" in "\n".join(map(str, bench.problems()))


def test_a_scenario_that_does_not(bench: Bench) -> None:
    text = SCENARIO.replace("low = 20_000, high = 30_000", "low = 20, high = 30")
    bench.add("scenarios/readers.toml", text)
    said = faults(bench)["readers"]
    assert "reads_scale is tune, not replicas" in said
    assert "db.index is not due" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("reads = {", "raeds = {", "no such question"),
        ('["replicas"]', '["replica"]', "unknown option"),
        ('due = ["db.index"]', 'due = ["db.indices"]', "unknown practice"),
        ('phase = "start"', 'phase = "begin"', "unknown phase"),
        ("never = {", "nver = {", "unknown key"),
        ('about = "Many readers."', "", "about"),
        ("write_share = 0.1", "write_share = [", "not valid TOML"),
    ],
)
def test_a_faulty_scenario_is_refused(bench: Bench, old: str, new: str, said: str) -> None:
    bench.add("scenarios/readers.toml", SCENARIO.replace(old, new))
    with pytest.raises(RulebookError, match=said):
        faults(bench)


def test_coverage_tells_what_was_never_seen(bench: Bench) -> None:
    rulebook = bench.load()
    seen = coverage(rulebook, [{"reads": Exact(10.0), "blocks": Exact(frozenset({"cdn"}))}])
    rule = next(each for each in seen.covered if each.id == "reads_scale.replicas.load")
    assert (rule.fired, rule.silent) == (0, 1)
    branches = {branch.text: (branch.true, branch.false) for branch in rule.branches}
    assert branches == {"load > 0.7": (False, True), "'cdn' in blocks": (True, False)}
    assert not rule.whole

    more = coverage(
        rulebook, [{"reads": Exact(10.0)}, {"reads": Exact(9e5), "blocks": Exact(frozenset({"cdn"}))}]
    )
    assert next(each for each in more.covered if each.id == "reads_scale.replicas.load").whole


def test_cases_and_scenarios_exercise_most_of_what_ships(shipped: Rulebook) -> None:
    profiles = [each.beliefs for each in load_cases(rules_folder(), shipped)]
    profiles += [each.beliefs for each in load_scenarios(rules_folder(), shipped)]
    seen, of = coverage(shipped, profiles).branches()
    assert seen / of > 0.85


def test_a_pack_without_scenarios_has_none(tmp_path: Path, shipped: Rulebook) -> None:
    assert load_scenarios(tmp_path, shipped) == ()
