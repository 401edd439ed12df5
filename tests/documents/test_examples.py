"""The examples that ship show what the program gives: decisions with reasons, owners, progress, and their documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archassist.session import Review
from archassist.session.examples import example_remarks, examples

ROOT = Path(__file__).resolve().parents[2]
MADE_UP = ("outdoor-shop", "workshop-planner")


@pytest.mark.parametrize("name", examples())
def test_an_example_holds_decisions_with_their_reasons(name: str, tmp_path: Path) -> None:
    review = Review.example(name, tmp_path / "s.toml")
    taken = [each.verdicts[each.accepted] for each in review.decisions.values() if each.accepted]
    assert taken
    assert all(said.because and said.by for said in taken)


@pytest.mark.parametrize("name", MADE_UP)
def test_one_that_is_made_up_says_so_and_shows_dissent_progress_and_risk(name: str, tmp_path: Path) -> None:
    review = Review.example(name, tmp_path / "s.toml")
    verdicts = [said for each in review.decisions.values() for said in each.verdicts.values()]
    assert "made up" in review.title.lower()
    assert example_remarks()[name].startswith("Made up")
    assert {said.status for said in verdicts} >= {"accepted", "rejected", "proposed"}
    assert any(said.dissent for said in verdicts)
    assert {mark.status for mark in review.practices.values()} >= {"todo", "doing", "done"}
    assert all(mark.owner for mark in review.practices.values())
    assert review.risks
    assert review.focus.present


def test_what_the_documentation_shows_is_what_an_export_writes(tmp_path: Path) -> None:
    """`python docs/render_examples.py` renews it."""
    subprocess.run(
        [sys.executable, ROOT / "docs" / "render_examples.py", "--to", tmp_path / "now"],
        check=True, cwd=ROOT,
    )  # fmt: skip
    shown, now = _texts(ROOT / "docs" / "examples"), _texts(tmp_path / "now")
    assert shown.keys() == now.keys()
    assert [name for name in shown if shown[name] != now[name]] == []


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
