"""Every trial of the soak, at its smallest: so that none of them rots between two soaks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    "names",
    [
        ["kill-set", "kill-app", "writers", "read-only"],
        ["kill-export", "two-exports", "editor"],
        ["edits"],
        ["full-disk"],
        ["hostile"],
    ],
    ids=" ".join,
)
def test_a_trial_passes_at_its_smallest(names: list[str], tmp_path: Path) -> None:
    done = soak(tmp_path, "--only", *names, "--scale", "0.0001")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "seed 1" in done.stdout
    assert not (tmp_path / "keep").exists()


@pytest.mark.parametrize("number", [26, 29])
def test_an_attack_is_without_effect(number: int, tmp_path: Path) -> None:
    done = soak(tmp_path, "--only", "attacks", "--round", str(number))
    assert done.returncode == 0, done.stdout + done.stderr


def test_damaged_inputs_are_read_or_refused(tmp_path: Path) -> None:
    done = soak(tmp_path, "--only", "mutated", "--scale", "0.001")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100" in done.stdout


def test_a_wrong_name_is_told(tmp_path: Path) -> None:
    assert soak(tmp_path, "--only", "nothing").returncode == 2
