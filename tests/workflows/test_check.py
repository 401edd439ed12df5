"""The check: what stops being true is said with its place, and nothing that still holds is."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.answers import AnswerError
from archassist.answers.evidence_file import read_evidence
from archassist.cli import main
from archassist.cli.findings import junit, sarif
from archassist.documents import Wishes
from archassist.session import Review
from archassist.workflows.check import check
from archassist.workflows.export import export_plan
from archassist.workflows.findings import Finding
from tests.undecided import undecided

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def review(example: Callable[[str], Review]) -> Review:
    return example("notion-2021")


@pytest.fixture
def target(review: Review, tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    export_plan(review, folder, Wishes(only=("adr",), all=True, undecided=True, form="long"), TODAY).write()
    return folder


def accept(target: Path, *slugs: str) -> None:
    for path in target.glob("decisions/*.md"):
        if not slugs or any(path.stem.endswith(slug) for slug in slugs):
            path.write_text(path.read_text().replace("status: proposed", "status: accepted"))


def kinds(found: list[Finding]) -> set[str]:
    return {each.kind for each in found if each.level == "error"}


@pytest.mark.parametrize(
    "name", ["notion-2021", "stack-overflow-2016", "segment-2017", "figma-2020", "monzo-2019"]
)
def test_what_was_just_exported_and_accepted_holds(
    name: str, example: Callable[[str], Review], tmp_path: Path
) -> None:
    review = example(name)
    export_plan(review, tmp_path / "docs", Wishes(only=("adr",), all=True, form="long"), TODAY).write()
    accept(tmp_path / "docs")
    assert [each.text for each in check(review, tmp_path / "docs", TODAY) if each.level == "error"] == []


def test_drafts_are_notes_and_no_fault(review: Review, target: Path) -> None:
    found = check(review, target, TODAY)
    assert {each.kind for each in found} == {"draft"}
    assert kinds(found) == set()


def test_an_assumption_that_died_is_named_with_file_and_line(review: Review, target: Path) -> None:
    accept(target, "write-scaling", "caching")
    review.set("shard_key", "no")
    found = [each for each in check(review, target, TODAY) if each.level == "error"]
    assert {each.decision for each in found} == {"write_scaling"}
    for each in found:
        assert each.kind == "assumption"
        line = (target / each.path).read_text().splitlines()[each.line - 1]
        assert "shard_key == 'yes'" in line


def test_a_border_that_people_moved_is_the_one_that_counts(review: Review, target: Path) -> None:
    accept(target, "write-scaling")
    path = next(target.glob("decisions/*write-scaling.md"))
    text = path.read_text()
    assert "<!-- holds while: data_gb_24m > 6000" in text
    path.write_text(text.replace("while: data_gb_24m > 6000", "while: data_gb_24m > 900000"))
    assert kinds(check(review, target, TODAY)) == {"assumption"}


def test_measurements_from_a_file_stand_in_for_answers(review: Review, target: Path, tmp_path: Path) -> None:
    accept(target, "write-scaling")
    assert kinds(check(review, target, TODAY)) == set()
    for name, text in (
        ("e.json", '{"shard_key": "no"}'),
        ("e.toml", 'shard_key = "no"'),
        ("e.csv", "id,value\nshard_key,no\n"),
    ):
        (tmp_path / name).write_text(text)
        found = read_evidence(tmp_path / name, review.rulebook)
        assert kinds(check(review, target, TODAY, found.answers, found.facts)) == {"assumption"}
    (tmp_path / "facts.json").write_text('{"data_gb_24m": 10, "largest_table_12m": 1}')
    facts = read_evidence(tmp_path / "facts.json", review.rulebook).facts
    assert kinds(check(review, target, TODAY, {}, facts)) == {"assumption"}
    for text in (
        '{"engineres": 3}',
        '{"engineers": "many"}',
        '{"db_util": "x"}',
        "[1]",
        "{",
        '{"a": {"b": 1}}',
    ):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(AnswerError, match=r"bad\.json"):
            read_evidence(tmp_path / "bad.json", review.rulebook)


def test_a_sign_that_has_come_is_told(review: Review, target: Path) -> None:
    accept(target, "team-topology")
    text = next(target.glob("decisions/*team-topology.md")).read_text()
    assert "<!-- review when: engineers_12m > 25 -->" in text
    review.set("engineers_12m", "60")
    found = check(review, target, TODAY)
    assert "trigger" in kinds(found)


def test_reviews_and_risks_expire(review: Review, target: Path) -> None:
    accept(target, "caching")
    review.accept_risk("zone", "One zone", "ana", expires="2026-12-01", decision="redundancy")
    assert kinds(check(review, target, TODAY)) == set()
    assert kinds(check(review, target, datetime.date(2028, 1, 1))) == {"review", "risk"}


def test_contradictions_are_found(review: Review, target: Path) -> None:
    accept(target, "redundancy", "app-scaling")
    review.decide("redundancy", "accepted", "single_zone", "cheap")
    found = [each for each in check(review, target, TODAY) if each.kind == "contradiction"]
    assert ["One zone" in each.text for each in found] == [True]
    first = next(target.glob("decisions/*caching.md"))
    first.with_name("0040-caching-again.md").write_text(first.read_text().replace("proposed", "accepted"))
    first.write_text(first.read_text().replace("status: proposed", "status: accepted"))
    assert any("both accepted" in each.text for each in check(review, target, TODAY))


def test_numbers_that_stand_twice_are_found_here_and_on_the_base_branch(review: Review, target: Path) -> None:
    twin = target / "decisions" / "0003-something.md"
    twin.write_text("# Something\n\n## Status\n\nAccepted\n")
    assert kinds(check(review, target, TODAY)) == {"number"}
    twin.unlink()

    def git(*words: str) -> None:
        name = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", "-C", str(target), *name, *words], check=True, capture_output=True)

    git("init", "-b", "main")
    git("commit", "-m", "nothing", "--allow-empty")
    git("checkout", "-b", "mine")
    git("add", ".")
    git("commit", "-m", "mine")
    git("checkout", "main")
    (target / "decisions").mkdir()
    (target / "decisions" / "0003-theirs.md").write_text("# Theirs\n")
    git("add", ".")
    git("commit", "-m", "theirs")
    git("checkout", "mine")
    found = [each for each in check(review, target, TODAY) if each.kind == "number"]
    assert len(found) == 1
    assert "0003-theirs.md on main" in found[0].text


@pytest.mark.parametrize(
    "condition",
    ["1 +", "nobody > 3", "engineers", "__import__('os')", "engineers.x > 2", "x" * 5000],
    ids=["half", "unknown name", "no condition", "a call", "an attribute", "very long"],
)
def test_a_condition_that_cannot_be_read_is_said_and_nothing_is_run(
    condition: str, review: Review, target: Path
) -> None:
    accept(target, "caching")
    path = next(target.glob("decisions/*-caching.md"))
    path.write_text(
        re.sub("(?<=<!-- holds while: ).*(?= -->)", lambda _: condition, path.read_text(), count=1)
    )
    assert "condition" in kinds(check(review, target, TODAY))


def test_closed_records_are_not_checked(review: Review, target: Path) -> None:
    for path in target.glob("decisions/*.md"):
        path.write_text(path.read_text().replace("status: proposed", "status: rejected"))
    review.set("engineers", "900")
    assert check(review, target, datetime.date(2030, 1, 1)) == []


def test_exit_codes_and_formats(
    review: Review, target: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["check", str(review.path), "--docs", str(target), "--date", "2026-11-20"]
    assert main(words) == 0
    accept(target, "write-scaling")
    review.set("shard_key", "no")
    assert main([*words, "--junit", str(tmp_path / "j.xml"), "--sarif", str(tmp_path / "s.sarif")]) == 1
    out = capsys.readouterr().out
    assert re.search(r"0006-write-scaling\.md:\d+: .*\[assumption\]", out)
    suites = ET.fromstring((tmp_path / "j.xml").read_text())
    assert int(suites.get("failures", "0")) == len(suites.findall(".//failure")) >= 1
    log = json.loads((tmp_path / "s.sarif").read_text())
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] > 1
    assert main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False
    assert main([*words, "--evidence", str(tmp_path / "none.json")]) == 2


def test_hostile_text_stays_text_for_machines(tmp_path: Path) -> None:
    text = "<b>\"&' ]]> \x00\x1b \ud800 {{x}}"
    found = [Finding("assumption", "error", text, "a b/c%.md", 3, "x")]
    ET.fromstring(junit(text, found))
    log = json.loads(sarif([Finding("risk", "error", text.replace("\ud800", ""), "", 0, "x")], tmp_path))
    assert log["version"] == "2.1.0"


@pytest.mark.parametrize("option", ["--junit", "--sarif"])
@pytest.mark.parametrize("over", ["s.toml", "link.toml", "evidence.json", "docs/decisions/0001-mine.md"])
def test_a_report_is_never_written_over_what_people_wrote(
    over: str,
    option: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    undecided("notion-2021", tmp_path / "s.toml")
    (tmp_path / "link.toml").symlink_to("s.toml")
    (tmp_path / "evidence.json").write_text('{"mau_now": 5000}')
    (tmp_path / "docs" / "decisions").mkdir(parents=True)
    (tmp_path / "docs" / "decisions" / "0001-mine.md").write_text("# Mine\n\n## Status\n\nAccepted\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    words = ["check", "s.toml", "--docs", "docs", "--evidence", "evidence.json", option]
    assert main([*words, over]) == 2
    assert f"{over} exists and is not a report of this kind" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    for _ in range(2):
        assert main([*words, "report"]) in (0, 1), "a report is written over the one before"
