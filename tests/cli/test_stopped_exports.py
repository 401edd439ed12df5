"""What the commands do beside an export that was stopped, goes on, or fails."""

from __future__ import annotations

import datetime
import os
import signal
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.records import pending, transaction
from archassist.records.export_lock import undisturbed
from archassist.session import Review
from archassist.workflows.export import export_plan
from tests.undecided import undecided

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    state = tmp_path / "state"
    monkeypatch.setattr("platformdirs.user_state_path", lambda *words, **more: state)
    monkeypatch.chdir(tmp_path)
    return undecided("notion-2021", tmp_path / "s.toml").path


@pytest.fixture
def stopped(session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an export of which nothing but the journal and the stage is there."""
    target = tmp_path / "docs"
    with monkeypatch.context() as patch:
        patch.setattr(transaction, "MOVER", "import os; os.kill(os.getpid(), 9)")
        if (child := os.fork()) == 0:
            plan = export_plan(Review.open(session), target, ("adr",), datetime.date(2026, 11, 20))
            kill = lambda name: os.kill(os.getpid(), signal.SIGKILL) if name == "committed" else None  # noqa: E731
            transaction.write_all(target, plan.writes, step=kill)
            os._exit(0)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    with undisturbed(target):
        assert pending(target)
    return target


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_only_an_export_that_writes_finishes_one_that_was_stopped(
    session: Path, stopped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(stopped.parent)
    assert main(["export", str(session), "--to", "docs", "--dry-run"]) == 0
    assert "was interrupted, or is still running" in capsys.readouterr().err
    main(["check", str(session), "--docs", str(stopped)])
    main(["adopt", str(stopped)])
    export_plan(Review.open(session), stopped)
    assert content(stopped.parent) == before
    capsys.readouterr()
    assert main(["export", str(session), "--to", "docs", "--only", "adr", "--date", "2026-11-20"]) == 0
    said = capsys.readouterr()
    assert "An interrupted export into docs was finished first" in said.err
    assert said.out == "", "it had been the same export"
    assert list(stopped.glob("decisions/*-write-scaling.md"))
    assert not pending(stopped)
    assert not list(stopped.glob(".archassist-stage-*"))


def test_an_export_that_fails_names_the_file_and_leaves_no_empty_folder(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("archassist.records.staging.Staging._stage", refuse)
    assert main(["export", str(session), "--to", "docs"]) == 2
    assert "docs/decisions/0001-caching.md: No space left on device" in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()


def refuse(*words: object) -> None:
    raise OSError(28, "No space left on device")
