"""Programs are found where they are installed, never where we stand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archassist.programs import find_program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are scripts")


def program(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("#!/bin/sh\n")
    (folder / name).chmod(0o755)
    return folder / name


@pytest.mark.parametrize("place", [".", "", "bin", "{here}"])
def test_a_program_of_the_repository_is_none(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "repository"
    program(repository, "chromium")
    program(repository / "bin", "chromium")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", place.format(here=repository))
    assert find_program("chromium") is None
    installed = program(tmp_path / "installed", "chromium")
    monkeypatch.setenv("PATH", os.pathsep.join([place.format(here=repository), str(installed.parent)]))
    assert find_program("chromium") == str(installed)
