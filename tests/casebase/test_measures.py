"""Figures that say how well the advice does on companies it was not learned of, each by cases small enough to count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archassist.casebase.left_out import LeftOut, as_csv, from_csv
from archassist.casebase.measured import left_out_view, spread_of
from archassist.casebase.panel_agreement import panel_agreement
from archassist.casebase.panels import JudgedTeam
from archassist.casebase.rates import difference, rate
from archassist.cli import main
from archassist.engine import Engine, Exact
from archassist.rulebook import Rulebook
from tests.rulebook.packs import Bench, write

LIGHT, *_, HEAVY = ("tune", "replicas")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def small(bench: Bench) -> Rulebook:
    return bench.load()


def told(recommended: str, *accepted: str, company: str = "a", **more: object) -> LeftOut:
    given: dict[str, object] = {
        "rules": "abc",
        "case": company,
        "company": company,
        "decision": "reads_scale",
        "recommended": recommended,
        "standing": "firm",
        "chance": 0.8,
        "accepted": accepted,
        "forbidden": (),
        "simplest": LIGHT,
        "most_common": LIGHT,
        "nearest_precedent": HEAVY,
        "plain_model": HEAVY,
    }
    return LeftOut(**{**given, **more})  # type: ignore[arg-type]


def test_what_was_left_out_comes_back_as_it_was_kept() -> None:
    rows = (told(LIGHT, LIGHT, HEAVY), told(HEAVY, company="b, c", chance=None, forbidden=(LIGHT,)))
    assert from_csv(as_csv(rows)) == rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("our own notes\n", "line 1: is no head"),
        (as_csv([told(LIGHT)]).replace("firm", "sure"), "line 2: .*'sure' is not a standing"),
        (as_csv([told(LIGHT)]).replace("0.8", "much"), "line 2: "),
        (as_csv([]) + "abc,a,a,reads_scale\n", "line 2: "),
    ],
)
def test_a_file_that_holds_something_else_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_csv(text)


def test_wrong_advice_is_counted_by_the_side_on_which_it_lies(small: Rulebook) -> None:
    rows = [told(LIGHT, HEAVY), told(LIGHT, HEAVY), told(HEAVY, LIGHT), told(LIGHT, forbidden=(LIGHT,))]
    found = left_out_view(rows, small, []).misses
    assert (found.lighter, found.heavier, found.beside) == (2, 1, 1)


def test_baselines_are_held_to_the_same_options_as_the_advice(small: Rulebook) -> None:
    rows = [told(HEAVY, HEAVY), told(HEAVY, HEAVY, company="b"), told(LIGHT, HEAVY, company="c")]
    found = left_out_view(rows, small, [])
    assert found.right.right == 2
    assert {name: each.right for name, each in found.baselines.items()} == {
        "simplest": 0,
        "most common": 0,
        "nearest precedent": 3,
        "plain model": 3,
    }
    assert found.ahead["simplest"].points == pytest.approx(2 / 3)
    assert found.ahead["plain model"].points == pytest.approx(-1 / 3)


def test_how_often_firm_and_leaning_are_right_is_told_apart(small: Rulebook) -> None:
    rows = [told(LIGHT, LIGHT), told(LIGHT, HEAVY, standing="leaning"), told(LIGHT, LIGHT, standing="open")]
    (found,) = left_out_view(rows, small, []).decisions
    assert (found.firm.right, found.firm.of) == (1, 1)
    assert (found.leaning.right, found.leaning.of) == (0, 1)


def test_it_is_told_whether_the_present_rules_made_it(small: Rulebook) -> None:
    present = small.fingerprint[:12]
    assert left_out_view([told(LIGHT, LIGHT, rules=present)], small, []).present
    assert not left_out_view([told(LIGHT, LIGHT, rules="older")], small, []).present


@pytest.mark.parametrize(
    ("told_so", "was_right", "flag"),
    [
        (0, 3, "too rarely"),  # right for one in ten, told to nobody
        (1, 3, ""),  # one in thirty
        (0, 2, ""),  # right for fewer than one in ten
        (9, 6, ""),  # exactly one and a half times
        (10, 6, "too often"),
        (1, 0, "too often"),
    ],
)
def test_an_option_told_too_rarely_or_too_often_is_flagged(told_so: int, was_right: int, flag: str) -> None:
    rows = [
        told("x" if number < told_so else "y", *(["x"] if number < was_right else ["y"]))
        for number in range(30)
    ]
    option, _ = spread_of(rows, ["x", "y"])
    assert (option.recommended, option.right, option.flag) == (told_so, was_right, flag)


def test_too_few_cases_tell_no_spread() -> None:
    assert spread_of([told(LIGHT, LIGHT)] * 9, [LIGHT, HEAVY]) == ()
    assert len(spread_of([told(LIGHT, LIGHT)] * 10, [LIGHT, HEAVY])) == 2


def test_an_interval_knows_that_decisions_of_one_company_are_not_independent() -> None:
    rights = [True] * 10 + [False] * 10
    alone = rate(rights, [str(number) for number in range(20)])
    in_fives = rate(rights, [str(number // 5) for number in range(20)])
    assert None not in (alone.low, alone.high, in_fives.low, in_fives.high)
    assert in_fives.low < alone.low < 0.5 < alone.high < in_fives.high  # type: ignore[operator]


def test_a_difference_that_every_company_shows_is_certain() -> None:
    found = difference([True, True], [False, False], ["a", "b"])
    assert (found.points, found.low, found.high) == (1.0, 1.0, 1.0)


def checking(small: Rulebook, *votes: dict[str, int]) -> list[JudgedTeam]:
    """Teams that are kept for checking, of one decision; their reads need no replicas."""
    ids = (id for number in range(100) if JudgedTeam(id := f"team-{number}", {}, {}, {}).checking)
    return [
        JudgedTeam(id, {"reads": Exact(10.0)}, {}, {"reads_scale": mine})
        for id, mine in zip(ids, votes, strict=False)
    ]


def test_the_advice_stands_beside_a_judge_on_the_same_questions(small: Rulebook) -> None:
    found = panel_agreement(Engine(small), checking(small, {LIGHT: 2, HEAVY: 1}, {LIGHT: 3}, {HEAVY: 1}))
    assert found is not None
    assert (found.teams, found.several) == (3, 2)
    assert found.one_other.judge == pytest.approx((1 / 3 + 1) / 2)  # two of six pairs, and all
    assert found.one_other.advice == pytest.approx((2 / 3 + 1) / 2)
    assert (found.right.right, found.right.of) == (2, 3)
    assert (found.unanimous.right, found.unanimous.of) == (1, 1)


def test_teams_that_may_be_learned_of_are_no_check(small: Rulebook) -> None:
    ids = [f"team-{number}" for number in range(20)]
    teams = [JudgedTeam(id, {}, {}, {"reads_scale": {LIGHT: 1}}) for id in ids]
    assert panel_agreement(Engine(small), [each for each in teams if not each.checking]) is None


CASE = """\
company = "{company}"
year = 2020
situation = "reading"
outcome = "it worked"
verdict = "worked"

[answers]
reads = {{ value = {reads}, source = "s1" }}
blocks = {{ value = ["cdn"], source = "s1" }}

[accepted]
reads_scale = ["{option}"]

[sources.s1]
title = "An account"
publisher = "Example"
year = 2020
where = "https://example.org/account/{company}"
kind = "primary"
"""


def companies(pack: Path, count: int = 12) -> None:
    """Companies with few reads tune, those with many have replicas."""
    for number in range(count):
        few = number % 2 == 0
        text = CASE.format(
            company=f"c{number}", reads=20 if few else 4500, option="tune" if few else "replicas"
        )
        write(pack, {f"cases/c{number}-2020.toml": text})


def test_calibrating_keeps_what_companies_left_out_were_advised_and_backtest_tells_it(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    companies(bench.folder)
    folder = bench.folder
    assert main(["rules", "calibrate", str(folder), "--keep", str(folder / "calibration.toml")]) == 0
    assert "left out" in capsys.readouterr().out
    rows = from_csv((folder / "cases" / "left-out.csv").read_text("utf-8"))
    assert {each.case for each in rows} == {f"c{number}-2020" for number in range(12)}
    assert {each.simplest for each in rows} == {"tune"}
    assert all(each.right_by("plain model") for each in rows)

    assert main(["rules", "backtest", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["left_out"]
    assert found["present"] is True
    assert found["unseen"] == 0
    assert found["right"]["of"] == 12
    assert found["baselines"]["simplest"]["right"] == 6
    assert main(["rules", "backtest", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "which are the present ones" in out
    measured, _, _ = out.partition("The rules as they are")
    assert [line for line in measured.splitlines() if len(line) > 80] == []


def test_what_changed_since_is_told(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    companies(bench.folder)
    kept = [told("tune", "tune", case="c0-2020", company="c0")]
    (bench.folder / "cases" / "left-out.csv").write_text(as_csv(kept), "utf-8")
    assert main(["rules", "backtest", str(bench.folder)]) == 0
    out = capsys.readouterr().out
    assert "rules abc, which are not the present ones" in out
    assert "11 decisions of cases came or changed since" in out


@pytest.mark.parametrize("name", ["left-out.csv", "first-sight.csv"])
def test_a_kept_file_that_cannot_be_read_is_named(
    bench: Bench, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    companies(bench.folder, 1)
    (bench.folder / "cases" / name).write_text("our own notes\n", "utf-8")
    assert main(["rules", "backtest", str(bench.folder)]) == 2
    told = capsys.readouterr().err
    assert name in told
    assert "line 1: is no head" in told


def test_calibrating_into_another_file_leaves_the_pack_as_it_was(bench: Bench, tmp_path: Path) -> None:
    companies(bench.folder, 4)
    assert main(["rules", "calibrate", str(bench.folder), "--keep", str(tmp_path / "weights.toml")]) == 0
    assert (tmp_path / "weights.toml").exists()
    assert not (bench.folder / "cases" / "left-out.csv").exists()
    assert not (bench.folder / "calibration.toml").exists()


def test_the_left_out_of_the_shipped_pack_speaks_of_its_cases_once(shipped: Rulebook) -> None:
    from archassist.casebase import load_cases
    from archassist.shipped import rules_folder

    rows = from_csv((rules_folder() / "cases" / "left-out.csv").read_text("utf-8"))
    assert len({(each.case, each.decision) for each in rows}) == len(rows)
    known = {case.id for case in load_cases(rules_folder(), shipped)}
    assert {each.case for each in rows} <= known
