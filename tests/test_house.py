"""What must stay true of the code as a whole: start-up stays light, files stay readable, nothing private is committed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "archassist").rglob("*.py"))


def test_every_file_can_be_held_in_the_head() -> None:
    long = [path for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 350]
    assert not long


@pytest.mark.parametrize("module", ["archassist", "archassist.cli", "archassist.session"])
def test_what_is_slow_to_import_waits_until_it_is_needed(module: str) -> None:
    code = f"import sys, {module}; print(*(n for n in ('numpy', 'networkx', 'jinja2', 'textual') if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


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
