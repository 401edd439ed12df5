"""`archassist rules ...`: findings on stdout, exit code 1 when a pack is not right, 2 when it cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from archassist import casebase
from archassist.casebase import Backtest, Case
from archassist.cli import main
from archassist.engine import Engine
from archassist.rulebook import Rulebook
from tests.rulebook.packs import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        code = main(["rules", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_a_pack_that_is_clean_holds_and_is_proved(run: Run, bench: Bench) -> None:
    """That every example of what ships holds is told by `tests/authoring/test_examples.py`."""
    code, out, err = run("lint")
    assert (code, out) == (0, "")
    assert "No findings" in err
    code, out, err = run("test", str(bench.folder))
    assert (code, out) == (0, "")
    code, _, err = run("prove", "--only", "no contradiction")
    assert code == 0
    assert "no contradiction: " in err


def test_lint_of_another_pack(run: Run, bench: Bench) -> None:
    code, out, err = run("lint", str(bench.folder))
    assert code == 1
    assert "rules/decisions/reads_scale.toml:" in out
    assert "findings." in err
    code, out, _ = run("lint", str(bench.folder), "--json")
    assert code == 1
    assert {"file", "line", "code", "id", "message", "remedy"} == set(json.loads(out)[0])


def test_a_failing_example(run: Run, bench: Bench) -> None:
    bench.change("silent = { load = 0.1 }", "silent = { load = 0.8 }")
    code, out, _err = run("test", str(bench.folder))
    assert code == 1
    assert "practice db.index: is due in the case that says it is not" in out
    assert json.loads(run("test", str(bench.folder), "--json")[1])["failed"][0]["id"] == "db.index"


def test_a_refuted_proof_shows_a_witness(run: Run, bench: Bench) -> None:
    bench.change('says = "for"', 'says = "against"')
    code, out, _ = run("prove", str(bench.folder), "--only", "can win")
    assert code == 1
    assert "can win: reads_scale.replicas" in out
    assert run("prove", str(bench.folder), "--only", "can fly")[0] == 2


def test_coverage_says_what_was_not_seen(run: Run) -> None:
    code, _out, err = run("coverage")
    assert code == 0
    assert "sides of branches" in err
    found = json.loads(run("coverage", "--json")[1])
    assert found["branches"]["seen"] / found["branches"]["of"] > 0.85


def test_backtest_tells_first_what_the_rules_had_not_seen(
    run: Run, shipped: Rulebook, advice_to_cases: Backtest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worked_out_already(engine: Engine, cases: Iterable[Case]) -> Backtest:
        assert engine.rulebook is shipped
        assert {each.case.id for each in advice_to_cases.verdicts} <= {each.id for each in cases}
        return advice_to_cases

    monkeypatch.setattr(casebase, "backtest", worked_out_already)
    code, out, _ = run("backtest")
    assert code == 0
    parts = (
        "First sight",
        "Every company left out",
        "By decision",
        "Spread",
        "Panels",
        "The rules as they are",
    )
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert "write_scaling" in out
    for baseline in ("simplest", "most common", "nearest precedent", "plain model"):
        assert f"  {baseline} " in out


def test_docs_and_new(run: Run, bench: Bench, tmp_path: Path) -> None:
    code, out, _ = run("docs", str(bench.folder), "--to", str(tmp_path / "kb"))
    assert code == 0
    assert (tmp_path / "kb" / "index.html").exists()
    (tmp_path / "kb" / "index.md").write_text("mine\n")
    assert run("docs", str(bench.folder), "--to", str(tmp_path / "kb"))[0] == 2
    code, out, _ = run("new", "practice", "db.vacuum", str(bench.folder), "--dry-run")
    assert code == 0
    assert '[practice."db.vacuum"]' in out
    assert run("new", "practice", "db.vacuum", str(bench.folder))[0] == 0
    assert run("new", "practice", "db.vacuum", str(bench.folder))[0] == 2
    assert run("explain", "db.vacuum", str(bench.folder))[0] == 0
    assert run("explain", "db.vaccum", str(bench.folder))[0] == 2


@pytest.mark.parametrize("what", ["lint", "test", "coverage", "backtest", "prove", "docs", "list"])
def test_a_faulty_pack_is_refused_with_every_fault(run: Run, bench: Bench, what: str) -> None:
    bench.change("impact = 3", "impact = 9")
    bench.change('after = ["db.slow-query"]', 'after = ["db.slow"]')
    code, out, err = run(what, str(bench.folder))
    assert (code, out) == (2, "")
    assert "impact" in err
    assert "db.slow" in err
    assert "Traceback" not in err


def test_every_kind_of_object_is_listed(run: Run) -> None:
    objects = json.loads(run("list", "--json")[1])
    kinds = {each["kind"] for each in objects}
    assert {
        "question",
        "decision",
        "option",
        "rule",
        "fact",
        "parameter",
        "practice",
        "source",
        "case",
        "term",
    } <= kinds
