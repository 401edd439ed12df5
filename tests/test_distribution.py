"""The wheel: built, put somewhere else, and used there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the built wheel's content."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", str(folder / "site"), str(wheel)],
        check=True,
        capture_output=True,
    )
    return folder / "site"


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import sys, archassist.cli; sys.exit(archassist.cli.main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env=dict(os.environ, PYTHONPATH=str(installed)),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_carries_its_rules_and_templates(installed: Path) -> None:
    assert (installed / "archassist" / "_shipped" / "rules" / "pack.toml").is_file()
    assert list((installed / "archassist" / "_shipped" / "templates").glob("*.j2"))
    assert (installed / "archassist" / "py.typed").is_file()
    assert (installed / "archassist" / "serve" / "pages" / "index.html").is_file()


def test_outside_the_checkout_a_review_is_made_assessed_and_exported(installed: Path, tmp_path: Path) -> None:
    made = run(installed, tmp_path, "new", "review.toml", "--example", "notion-2021")
    assert made.returncode == 0, made.stderr
    assessed = run(installed, tmp_path, "assess", "review.toml", "--json")
    assert assessed.returncode == 0, assessed.stderr
    decisions = {each["id"]: each["recommended"] for each in json.loads(assessed.stdout)["decisions"]}
    assert decisions["write_scaling"] == "sharding"
    exported = run(installed, tmp_path, "export", "review.toml", "--to", "docs", "--date", "2026-11-20")
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "docs" / "roadmap.md").is_file()
    assert list((tmp_path / "docs").rglob("0001-*.md"))


def test_no_skeleton_is_written_into_it(installed: Path, tmp_path: Path) -> None:
    shipped = installed / "archassist" / "_shipped" / "rules"
    before = sorted((path, path.stat().st_mtime_ns) for path in shipped.rglob("*"))
    for words in (["zzz", "--file", "x"], ["zzz"], ["zzz", str(shipped)]):
        refused = run(installed, tmp_path, "rules", "new", "question", *words)
        assert refused.returncode == 2, refused.stdout
        assert "Traceback" not in refused.stderr
    assert sorted((path, path.stat().st_mtime_ns) for path in shipped.rglob("*")) == before
    assert list(tmp_path.iterdir()) == []
