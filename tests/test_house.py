"""What must stay true of the code as a whole: start-up stays light, files stay readable, nothing private is committed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SLOW = ("numpy", "networkx", "jinja2", "textual", "pydantic", "rich")
SOURCES = sorted((ROOT / "archassist").rglob("*.py"))


def test_every_file_can_be_held_in_the_head() -> None:
    long = [path for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 350]
    assert not long


@pytest.mark.parametrize("module", ["archassist", "archassist.cli", "archassist.session"])
def test_what_is_slow_to_import_waits_until_it_is_needed(module: str) -> None:
    code = f"import sys, {module}; print(*(n for n in {SLOW} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.fixture(scope="module")
def kept_pack(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever has run a command before has the pack in the cache."""
    once = [sys.executable, "-m", "archassist", "new", "s.toml"]
    subprocess.run(once, cwd=tmp_path_factory.mktemp("once"), capture_output=True, check=True)


@pytest.mark.usefixtures("kept_pack")
@pytest.mark.parametrize("road", ["--version", "new s.toml --title Ours", "set t.toml mau_now=40k..80k"])
def test_a_command_that_is_often_run_waits_for_nothing_slow(road: str, tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text("schema = 1\n")
    code = (
        "import sys; from archassist.cli import main; code = main(sys.argv[1:]); "
        f"print('slow:', *(n for n in {SLOW} if n in sys.modules)); sys.exit(code)"
    )
    words = [sys.executable, "-c", code, *road.split()]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "slow:"


FIRST_FRAME = """
import asyncio, pathlib, sys
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model

async def first_frame() -> None:
    app = ArchassistApp(Model.open(pathlib.Path("t.toml")))
    async with app.run_test(size=(120, 40)):
        print("slow:", *(name for name in ("pydantic", "networkx", "jinja2") if name in sys.modules))

asyncio.run(first_frame())
"""


@pytest.mark.usefixtures("kept_pack")
def test_the_first_frame_of_the_app_waits_neither_for_models_nor_for_graphs(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text("schema = 1\n")
    words = [sys.executable, "-c", FIRST_FRAME]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "slow:"


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
