"""Published cases: read with every fault named, and compared with the advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.casebase import Backtest, Case, CaseVerdict, backtest, half, load_cases
from archassist.casebase.first_sight import Sight, from_csv
from archassist.engine import Engine, Exact, Range
from archassist.rulebook import Rulebook, RulebookError
from archassist.shipped import rules_folder

CASE = """\
company = "Example"
year = 2020
situation = "growing"
outcome = "it worked"
verdict = "worked"

[answers]
engineers = { value = 12, source = "s1" }
data_gb = { low = 100, high = 400, source = "s1", note = "Stated as hundreds of gigabytes." }
shard_key = { value = "yes", source = "s1" }
blocks = { value = ["cdn", "queue"], source = "s1" }

[accepted]
write_scaling = ["single_primary", "table_partitioning"]

[forbidden]
architecture_style = ["microservices"]

[sources.s1]
title = "An account"
publisher = "Example"
year = 2020
where = "https://example.org/account"
kind = "primary"
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "example-2020.toml").write_text(text, "utf-8")
    return tmp_path


def test_a_case_is_read(tmp_path: Path, shipped: Rulebook) -> None:
    (case,) = load_cases(written(tmp_path, CASE), shipped)
    assert case.id == "example-2020"
    assert case.title == "Example, 2020"
    assert case.beliefs["engineers"] == Exact(12.0)
    assert case.beliefs["data_gb"] == Range(100.0, 400.0, "measured")
    assert case.beliefs["blocks"] == Exact(frozenset({"cdn", "queue"}))
    assert case.notes["data_gb"] == "Stated as hundreds of gigabytes."
    assert case.sources["s1"].kind == "primary"


def test_a_pack_without_cases_has_none(tmp_path: Path, shipped: Rulebook) -> None:
    assert load_cases(tmp_path, shipped) == ()


SPOILED = [
    (
        "engineers = { value = 12",
        "enginers = { value = 12",
        'unknown question "enginers"',
        'Did you mean "engineers"',
    ),
    ('value = 12, source = "s1"', 'value = 12, source = "s9"', 'unknown source "s9"', "Add [sources.s9]"),
    ("value = 12,", 'value = "many",', "takes a number", ""),
    ('value = "yes"', 'value = "maybe"', 'has no choice "maybe"', ""),
    ("low = 100, high = 400", "low = 400, high = 100", "runs backwards", ""),
    (
        '"table_partitioning"]',
        '"table_partition"]',
        "is not an option of write_scaling",
        "table_partitioning",
    ),
    ("[accepted]\nwrite_scaling", "[accepted]\nwrites", 'unknown decision "writes"', ""),
    ('verdict = "worked"', 'verdict = "great"', "verdict", "worked"),
    (
        'architecture_style = ["microservices"]',
        'write_scaling = ["single_primary"]',
        "is accepted as well",
        "",
    ),
    ('company = "Example"', 'companies = "Example"', "company", ""),
]


@pytest.mark.parametrize(("old", "new", "said", "remedy"), SPOILED)
def test_a_faulty_case_is_refused_with_its_place(
    tmp_path: Path, shipped: Rulebook, old: str, new: str, said: str, remedy: str
) -> None:
    assert old in CASE
    with pytest.raises(RulebookError) as caught:
        load_cases(written(tmp_path, CASE.replace(old, new)), shipped)
    text = str(caught.value)
    assert "cases/example-2020.toml:" in text
    assert said in text
    assert remedy in text


def test_all_faults_are_told_at_once(tmp_path: Path, shipped: Rulebook) -> None:
    text = CASE
    for old, new, _, _ in SPOILED[:4]:
        text = text.replace(old, new, 1)
    with pytest.raises(RulebookError) as caught:
        load_cases(written(tmp_path, text), shipped)
    assert len(caught.value.problems) >= 3


def test_nobody_chooses_the_half_of_a_case() -> None:
    assert half("notion-2021") == half("notion-2021")
    assert {half(f"case-{number}") for number in range(20)} == {"tuned", "held out"}


@pytest.fixture(scope="module")
def cases(shipped: Rulebook) -> tuple[Case, ...]:
    return load_cases(rules_folder(), shipped)


@pytest.fixture(scope="module")
def first_sights() -> tuple[Sight, ...]:
    return from_csv((rules_folder() / "cases" / "first-sight.csv").read_text("utf-8"))


@pytest.fixture(scope="module")
def at_writing(advice_to_cases: Backtest, first_sights: tuple[Sight, ...]) -> Backtest:
    """The advice to the companies that were known when the rules were written: what is remembered, not foreseen."""
    later = {each.case for each in first_sights}
    verdicts, overscaling = (
        tuple(each for each in part if each.case.id not in later)
        for part in (advice_to_cases.verdicts, advice_to_cases.overscaling)
    )
    return Backtest(verdicts, overscaling)


FIVE = ("architecture_style", "read_scaling", "write_scaling", "caching", "redundancy")


def test_the_advice_agrees_with_what_worked(at_writing: Backtest) -> None:
    each = [at_writing.agreement(decision) for decision in FIVE]
    assert sum(part.agree for part in each) / sum(part.cases for part in each) >= 0.9
    for decision in ("architecture_style", "read_scaling", "write_scaling", "caching"):
        assert at_writing.agreement(decision).share >= 0.9, decision


def test_also_on_the_half_that_rules_were_not_tuned_on(at_writing: Backtest) -> None:
    each = [at_writing.agreement(decision, "held out") for decision in FIVE]
    assert sum(part.cases for part in each) > 40
    assert sum(part.agree for part in each) / sum(part.cases for part in each) >= 0.9


def test_nobody_who_did_well_without_is_told_firmly_to_build_heavier(advice_to_cases: Backtest) -> None:
    assert advice_to_cases.overscaling == ()


def test_no_regretted_choice_is_advised_firmly(at_writing: Backtest) -> None:
    assert not [each.case.id for each in at_writing.verdicts if each.forbidden and each.standing == "firm"]


def test_every_case_that_came_later_has_its_first_sight_kept(
    cases: tuple[Case, ...], first_sights: tuple[Sight, ...]
) -> None:
    seen = {(each.case, each.decision) for each in first_sights}
    later = [each for each in cases if each.id in {case for case, _ in seen}]
    assert len(cases) - len(later) == 56, (
        "a new case is assessed with `rules first-sight --keep` before it is added"
    )
    for case in later:
        for decision in case.accepted.keys() | case.forbidden.keys():
            if case.verdict != "anecdote":
                assert (case.id, decision) in seen


def test_every_case_speaks(cases: tuple[Case, ...]) -> None:
    for case in cases:
        if case.verdict != "anecdote":
            assert case.beliefs, case.id


def verdict(case: Case, **more: object) -> CaseVerdict:
    given: dict[str, object] = {
        "case": case,
        "half": "tuned",
        "decision": "write_scaling",
        "recommended": "sharding",
        "standing": "firm",
        "agrees": False,
        "forbidden": False,
        "heavy": True,
        "because": (),
        "share": 0.95,
    }
    return CaseVerdict(**{**given, **more})  # type: ignore[arg-type]


def test_firm_advice_to_shard_against_success_is_overscaling(tmp_path: Path, shipped: Rulebook) -> None:
    (case,) = load_cases(written(tmp_path, CASE), shipped)
    assert verdict(case).overscales
    assert not verdict(case, standing="leaning").overscales
    assert not verdict(case, agrees=True).overscales
    assert not verdict(case, heavy=False).overscales


def overgrown(text: str) -> str:
    """The example as a team whose writes and data go beyond any machine: it is told firmly to shard."""
    return text.replace("engineers = { value = 12", "engineers = { value = 40").replace(
        "data_gb = { low = 100, high = 400",
        'db_size_steps = { value = 0, source = "s1" }\ndb_cpu_peak = { value = 1.0, source = "s1" }\n'
        'db_fullest = { value = "disk_writes", source = "s1" }\nops_skill = { value = "dedicated", source = "s1" }\n'
        'write_share = { value = 0.9, source = "s1" }\nhosting = { value = "cloud_iaas", source = "s1" }\n'
        'largest_table_gb = { value = 30000, source = "s1" }\ndata_gb = { low = 40000, high = 50000',
    )


def test_what_was_in_force_counts_against_overscaling(
    tmp_path: Path, shipped: Rulebook, engine: Engine
) -> None:
    text = overgrown(CASE.replace("[accepted]\nwrite_scaling", "[in_force]\nwrite_scaling"))
    (case,) = load_cases(written(tmp_path, text), shipped)
    result = backtest(engine, [case])
    assert [each.recommended for each in result.overscaling] == ["sharding"]
    assert result.decisions == ("architecture_style",)


def test_who_needed_something_heavier_still_did_not_do_without(
    tmp_path: Path, shipped: Rulebook, engine: Engine
) -> None:
    text = overgrown(CASE.replace('["single_primary", "table_partitioning"]', '["distributed_store"]'))
    (case,) = load_cases(written(tmp_path, text), shipped)
    result = backtest(engine, [case])
    (found,) = [each for each in result.verdicts if each.decision == "write_scaling"]
    assert (found.recommended, found.standing) == ("sharding", "firm")
    assert result.overscaling == ()
