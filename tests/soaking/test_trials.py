"""Trials of the soak at their smallest: three in every run of the tests, and all by `make thorough`.

What the others try is told in one process as well: kills of an export by `test_transaction.py` and
`test_stopped_exports.py`, edits by `test_living.py`, full disks by `test_saving.py`, hostile text by the
`test_hostile_text.py` of each face. `make soak` runs all of them at length.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trials import THOROUGH

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed there")


def soak(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    more = ["--keep", str(tmp_path / "keep"), "--seed", "1", "--time", "5", *words]
    return subprocess.run(
        [sys.executable, "-m", "soak", *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


TRIALS = [["kill-set", "read-only", "editor"]]
if THOROUGH:
    TRIALS += [["kill-app", "writers"], ["kill-export", "two-exports"], ["edits"], ["full-disk"], ["hostile"]]


@pytest.mark.parametrize("names", TRIALS, ids=" ".join)
def test_a_trial_passes_at_its_smallest(names: list[str], tmp_path: Path) -> None:
    done = soak(tmp_path, "--only", *names, "--scale", "0.0001")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "seed 1" in done.stdout
    assert not (tmp_path / "keep").exists()


@pytest.mark.parametrize("number", [26, 29] if THOROUGH else [26])
def test_an_attack_is_without_effect(number: int, tmp_path: Path) -> None:
    done = soak(tmp_path, "--only", "attacks", "--round", str(number))
    assert done.returncode == 0, done.stdout + done.stderr


def test_damaged_inputs_are_read_or_refused(tmp_path: Path) -> None:
    done = soak(tmp_path, "--only", "mutated", "--scale", "0.001")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100" in done.stdout


def test_a_wrong_name_is_told(tmp_path: Path) -> None:
    assert soak(tmp_path, "--only", "nothing").returncode == 2
