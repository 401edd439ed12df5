"""First sights: each case is assessed once, before anybody changes a rule for it, and what came out is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.casebase.first_sight import Sight, added, as_csv, by_rules, from_csv, score
from archassist.cli import main
from archassist.rulebook import Rulebook
from tests.casebase.test_cases import CASE


def sight(
    recommended: str = "single_primary",
    accepted: tuple[str, ...] = ("single_primary",),
    forbidden: tuple[str, ...] = (),
    case: str = "example-2020",
    rules: str = "abc",
) -> Sight:
    return Sight("2027-03-31", rules, case, "write_scaling", recommended, "firm", 0.95, accepted, forbidden)


def test_an_option_is_right_when_it_is_accepted_and_not_forbidden() -> None:
    assert sight().right
    assert not sight("sharding").right
    assert not sight("sharding", (), ("sharding",)).right
    assert sight("single_primary", (), ("sharding",)).right


def test_a_miss_is_lighter_or_heavier_than_all_that_was_accepted(shipped: Rulebook) -> None:
    light, *_, heavy = shipped.decisions["write_scaling"].options
    assert sight(light, (heavy,)).miss(shipped) == "lighter"
    assert sight(heavy, (light,)).miss(shipped) == "heavier"
    assert sight(light, (light,)).miss(shipped) == ""
    assert sight(light, (), (light,)).miss(shipped) == "beside"


def test_what_was_kept_comes_back() -> None:
    seen = (sight(), sight("sharding", ("single_primary", "table_partitioning"), ("sharding",), "other-2021"))
    assert from_csv(as_csv(seen)) == seen


def test_a_second_sight_is_none() -> None:
    kept = (sight(rules="old"),)
    assert added(kept, (sight("sharding", rules="new"), sight(case="other-2021", rules="new"))) == (
        *kept,
        sight(case="other-2021", rules="new"),
    )


def test_the_curve_goes_over_versions_of_the_rules() -> None:
    seen = (sight(rules="old"), sight("sharding", rules="old", case="b"), sight(rules="new", case="c"))
    assert {rules: score(mine).share for (_, rules), mine in by_rules(seen).items()} == {
        "old": 0.5,
        "new": 1.0,
    }


@pytest.mark.parametrize("row", ["x", "2027-03-31,abc,a,b,c,sure,0.5,,", "2027-03-31,abc,a,b,c,firm,much,,"])
def test_a_file_that_is_none_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        from_csv(as_csv(()) + row + "\n")


def test_the_command_keeps_new_cases_and_leaves_old_lines_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, kept = tmp_path / "new", tmp_path / "seen.csv"
    cases.mkdir()
    (cases / "example-2020.toml").write_text(CASE, "utf-8")
    assert main(["rules", "first-sight", str(cases), "--keep", str(kept)]) == 0
    first = kept.read_text("utf-8")
    assert {each.case for each in from_csv(first)} == {"example-2020"}
    (cases / "later-2021.toml").write_text(CASE, "utf-8")
    assert main(["rules", "first-sight", str(cases), "--keep", str(kept)]) == 0
    assert kept.read_text("utf-8").startswith(first)
    assert {each.case for each in from_csv(kept.read_text("utf-8"))} == {"example-2020", "later-2021"}
    assert "write_scaling" in capsys.readouterr().out


def test_a_file_of_something_else_is_not_added_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases, kept = tmp_path / "new", tmp_path / "notes.csv"
    cases.mkdir()
    (cases / "example-2020.toml").write_text(CASE, "utf-8")
    for text in ("our own notes\nof last year\n", "our own notes\n"):
        kept.write_text(text, "utf-8")
        assert main(["rules", "first-sight", str(cases), "--keep", str(kept)]) == 2
        assert kept.read_text("utf-8") == text
        assert "line 1: is no head" in capsys.readouterr().err


@pytest.mark.parametrize("there", ["", as_csv(()), as_csv(()).rstrip("\n"), as_csv((sight(),)).rstrip("\n")])
def test_the_head_stands_once_whatever_the_file_held(there: str, tmp_path: Path) -> None:
    cases, kept = tmp_path / "new", tmp_path / "seen.csv"
    cases.mkdir()
    (cases / "later-2021.toml").write_text(CASE, "utf-8")
    kept.write_text(there, "utf-8")
    for _ in range(2):
        assert main(["rules", "first-sight", str(cases), "--keep", str(kept)]) == 0
        written = kept.read_text("utf-8")
        assert written.count("standing") == 1
        assert written.startswith(there or "date,")
        assert "later-2021" in {each.case for each in from_csv(written)}
