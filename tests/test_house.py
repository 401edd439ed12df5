"""What must stay true of the code as a whole: start-up stays light, files stay readable, nothing private is committed."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
SLOW = ("numpy", "networkx", "jinja2", "textual", "pydantic", "rich")
SOURCES = sorted((ROOT / "archassist").rglob("*.py"))


def test_every_file_can_be_held_in_the_head() -> None:
    long = [path for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 350]
    assert not long


HEAVY = {"numpy", "networkx", "jinja2", "pydantic", "markdown_it", "textual_plot"}
"""What takes as long to import as all the rest of a start."""

LATER = (
    "engine",
    "views",
    "workflows",
    "documents",
    "records",
    "roadmap",
    "forecast",
    "sensitivity",
    "rulebook.loader",
)
"""Rooms that the first frame shows nothing of."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with a session, and an environment in which the checked pack is in the cache, as from the second start on."""
    folder = tmp_path_factory.mktemp("start")
    places = {f"XDG_{what}_HOME": str(folder / what.lower()) for what in ("CACHE", "STATE", "DATA")}
    environment = (
        os.environ | places | {"HOME": str(folder), "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    )
    subprocess.run(
        [sys.executable, "-m", "archassist", "new", "s.toml"],
        cwd=folder, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    return folder, environment


@pytest.mark.parametrize(
    "words",
    [["--version"], ["set", "s.toml", "stage=early"], ["new", "other.toml"]],
    ids=lambda words: words[0],
)
def test_what_is_slow_to_import_waits_until_it_is_needed(
    words: list[str], kept: tuple[Path, dict[str, str]]
) -> None:
    folder, environment = kept
    code = (
        "import sys; from archassist.cli import main; code = main(sys.argv[1:])\n"
        "print(*sys.modules, file=open('modules', 'w')); sys.exit(code)"
    )
    subprocess.run(
        [sys.executable, "-c", code, *words], cwd=folder, env=environment, check=True, capture_output=True
    )
    loaded = set((folder / "modules").read_text().split())
    assert "archassist.cli" in loaded
    assert loaded & {*HEAVY, "textual", "rich", "rich.console"} == set()


def test_an_answer_given_at_a_terminal_needs_no_console(kept: tuple[Path, dict[str, str]]) -> None:
    pty = pytest.importorskip("pty")
    folder, environment = kept
    code = (
        "import sys; from archassist.cli import main; code = main(sys.argv[1:])\n"
        "print(*sys.modules, file=open('modules', 'w')); sys.exit(code)"
    )
    ours, theirs = pty.openpty()
    answer = [sys.executable, "-c", code, "set", "s.toml", "engineers=12"]
    subprocess.run(answer, cwd=folder, env=environment, check=True, stdout=theirs, stderr=theirs)
    os.close(theirs)
    assert b"engineers: 12 people" in os.read(ours, 4096)
    os.close(ours)
    assert "rich" not in (folder / "modules").read_text().split()


def test_what_the_first_frame_does_not_show_is_imported_after_it(
    kept: tuple[Path, dict[str, str]],
) -> None:
    pty = pytest.importorskip("pty")
    folder, environment = kept
    code = (
        "import os, sys\n"
        "from archassist.tui.app import ArchassistApp\n"
        "def first_frame(self):\n"
        "    print(*sys.modules, file=open('modules', 'w'), flush=True)\n"
        "    print(*vars(self.model.rulebook), file=open('parts', 'w'), flush=True)\n"
        "    os._exit(0)\n"
        "ArchassistApp.on_ready = first_frame\n"
        "from archassist.cli import main\n"
        "main(['s.toml'])"
    )
    ours, theirs = pty.openpty()
    app = subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    with contextlib.suppress(OSError):  # raised when the other end is closed
        while os.read(ours, 1 << 16):
            pass
    os.close(ours)
    assert app.wait(60) == 0
    loaded = set((folder / "modules").read_text().split())
    assert "archassist.tui.screens.interview" in loaded
    assert loaded & HEAVY == set()
    assert loaded & {f"archassist.{room}" for room in LATER} == set()
    screens = {name for name in loaded if name.startswith("archassist.tui.screens.")}
    assert {name.rpartition(".")[2] for name in screens} == {"base", "interview", "question_head"}
    assert (folder / "parts").read_text().split().count("questions") == 1
    assert not {"decisions", "practices", "sources", "calibration"} & {
        *(folder / "parts").read_text().split()
    }
    ours = [ROOT / f"{name.replace('.', '/')}.py" for name in loaded if name.startswith("archassist.")]
    at_once = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    assert not [file for file in ours if file.is_file() and at_once.search(file.read_text(encoding="utf-8"))]


def test_the_app_is_known_to_its_entry_alone() -> None:
    graph = grimp.build_graph("archassist")
    assert graph.find_modules_that_directly_import("archassist.tui.app") <= {
        "archassist.cli.main",
        "archassist.tui.in_browser",
    }


def test_no_package_index_and_no_machine_path_is_named() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    # Spelt in pieces so that this file does not name what it forbids.
    forbidden = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "/wo" + "rk/main", "/ro" + "ot/"])
    )
    named = []
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            named += [f"{name}: {match.group()}" for match in forbidden.finditer(text)]
    assert named == []
