"""What the README shows can be typed, in its order, by whoever reads it."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.runs import Run

README = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
APART = {"serve", "rules prove", "rules backtest", "rules docs"}
"""One goes on until it is stopped, three take long; all have tests of their own."""


def shown() -> list[tuple[str, list[str]]]:
    """Every command of the README's consoles, with the lines that are shown as its output."""
    found: list[tuple[str, list[str]]] = []
    for console in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in console.splitlines():
            if line.startswith("$ archassist "):
                found.append((line.removeprefix("$ archassist "), []))
            else:
                found[-1][1].append(line)
    return found


def without_figures(text: str) -> str:
    """A text with one figure for all: reviews of the tests draw fewer futures than the README's."""
    return re.sub(r"\d+", "0", text)


def test_every_command_of_the_readme_does_what_it_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("users.csv").write_text("month,users\n2026-01,100\n2026-02,120\n2026-03,150\n")
    Path("docs/adr").mkdir(parents=True)
    Path("docs/adr/0001-cache.md").write_text("# 1. Cache\n\n## Status\n\nAccepted\n")
    for name in ("ana.toml", "ben.toml"):
        assert run("new", name).code == 0
    for line, output in shown():
        words = shlex.split(line, comments=True)
        if words[0] in APART or " ".join(words[:2]) in APART:
            continue
        ran = run(*words)
        assert ran.code in ((0, 1) if words[0] == "check" else (0,)), (line, ran.err)
        for said in output:
            assert said == "..." or without_figures(said) in without_figures(ran.out), (line, said)
        if words[:2] == ["new", "review.toml"]:
            shutil.copy(words[1], "spring.toml")
