"""`archassist tour`: a review read aloud, stop by stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.session import Review
from tests.cli.runs import Run, refused


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Review.example("notion-2021", "notion.toml")
    return "notion.toml"


def test_one_stop_is_told_with_the_commands_that_read_on_and_nothing_is_written(
    session: str, run: Run, tmp_path: Path
) -> None:
    before, files = Path(session).read_bytes(), sorted(tmp_path.iterdir())
    ran = run("tour", session, "--stop", "2", "--date", "2026-11-20")
    assert ran.code == 0
    assert "2 of 6. What was decided, and why" in ran.out
    assert "3 of 6" not in ran.out
    assert f"- All of it: archassist why {session} write_scaling sharding" in ran.out
    assert "- Question: Size of the primary store: archassist rules explain data_gb" in ran.out
    assert "- Source: Herding elephants" in ran.out
    assert Path(session).read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


@pytest.mark.parametrize("number", ["0", "7", "two", "²", "9" * 400])
def test_a_stop_that_is_none_is_refused_with_those_there_are(session: str, run: Run, number: str) -> None:
    refused(run("tour", session, "--stop", number), "There is no stop", "1 Where we are", "6 Words used here")
