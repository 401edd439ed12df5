"""What commands write into a session: all that was asked for or nothing, and only what is text."""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.cli.arguments import PATHS
from archassist.cli.parser import parser
from archassist.session import Review

BROKEN = "caf\udce9"
"""How Python passes on the bytes `caf\\xe9`, which are not UTF-8."""


@pytest.fixture(autouse=True)
def a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert main(["new", "r.toml"]) == 0
    capsys.readouterr()


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of session files in the order in which they were put in place."""
    found: list[str] = []
    for call in ("replace", "link"):
        real = getattr(os, call)

        def watched(source: str, target: str, real: Callable[..., None] = real, **folders: int) -> None:
            real(source, target, **folders)
            if not folders and Path(target).parent == Path.cwd():
                found.append(Path(target).name)

        monkeypatch.setattr(os, call, watched)
    return found


RECORD = "# 1. Use Redis as a shared cache\n\n## Status\n\nAccepted\n"
OTHER = "# 2. Read replicas for reads\n\n## Status\n\nAccepted\n\n## Decision\n\nWe use read replicas.\n"


@pytest.mark.parametrize(
    "words",
    [
        ["set", "r.toml", "mau_now=40k", "engineers=7", "--clear", "stage", "--note", "x"],
        ["new", "n.toml", "--example", "stack-overflow-2016", "--title", "Mine"],
        ["merge", "r.toml", "r2.toml", "--to", "m.toml"],
        ["adopt", "docs", "--session", "r.toml"],
        ["history", "r.toml", "users.csv"],
        [
            "plan",
            "r.toml",
            "--share",
            "30%",
            "--at-once",
            "2",
            "--pin",
            "db.index=2027-01",
            "--drop",
            "db.pooler",
        ],
    ],
    ids=lambda words: words[0],
)
def test_a_command_that_stores_several_things_saves_once(words: list[str], saves: list[str]) -> None:
    assert main(["set", "r.toml", "data_gb=30", "infra_usd_m=5k"]) == 0
    Path("r2.toml").write_bytes(Path("r.toml").read_bytes())
    Path("docs").mkdir()
    Path("docs/0001-use-redis.md").write_text(RECORD)
    Path("docs/0002-read-replicas.md").write_text(OTHER)
    Path("users.csv").write_text("month,users\n2026-01,1000\n2026-02,1100\n2026-03,1200\n")
    saves.clear()
    assert main(words) == 0
    assert len(saves) == 1


def test_with_a_full_disk_none_of_several_answers_is_saved_or_said_to_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("r.toml").read_bytes()
    real = os.write

    def full(handle: int, content: bytes) -> int:
        if b"engineers" in bytes(content):
            raise OSError(28, "No space left on device")
        return real(handle, content)

    monkeypatch.setattr(os, "write", full)
    assert main(["set", "r.toml", "mau_now=40k", "engineers=7"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "archassist: r.toml: could not be saved: the disk is full.\n"
    assert Path("r.toml").read_bytes() == before
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["r.toml"]


def _commands(
    command: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    below = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield words, command
    for action in below:
        for name, choice in action.choices.items():
            yield from _commands(choice, (*words, name))


def _broken_words() -> list[list[str]]:
    """Every argument of every command that is text, given as what is no text."""
    found = []
    for words, command in _commands(parser()):
        takes = [each for each in command._actions if not each.option_strings and each.nargs in (None, "+")]
        for action in command._actions:
            if action.dest in PATHS or action.nargs == 0 or action.choices or action.type is not None:
                continue
            needed = [BROKEN if each is action else next(iter(each.choices or ["1"])) for each in takes]
            for each in command._actions:
                if each.option_strings and each.required and each is not action:
                    needed += [each.option_strings[-1], "1"]
            if action.option_strings:
                needed += [action.option_strings[-1], BROKEN]
            elif action not in takes:
                needed.append(BROKEN)
            found.append([*words, *needed])
    return found


def test_every_argument_that_is_text_is_refused_at_the_door_when_it_is_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = Path("r.toml").read_bytes()
    tried = _broken_words()
    assert len(tried) > 40
    for words in tried:
        assert main(words) == 2, words
        said = capsys.readouterr().err
        assert said.startswith("archassist: argument "), (words, said)
        assert "“caf\\xe9” is not text in UTF-8" in said
        assert said.count("\n") == 1, (words, said)
    assert Path("r.toml").read_bytes() == before
    assert list(Path.cwd().iterdir()) == [Path.cwd() / "r.toml"]


def test_a_file_with_a_name_that_is_no_text_works_and_is_shown_safely(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        Path(f"{BROKEN}.toml").touch()
        Path(f"{BROKEN}.toml").unlink()
    except OSError:
        pytest.skip("this disk takes names in UTF-8 only")
    for command, *rest in (["new"], ["set", "mau_now=40k"], ["mark", "db.index", "doing"]):
        assert main([command, f"{BROKEN}.toml", *rest]) == 0
        assert BROKEN not in capsys.readouterr().out
    Path("docs").mkdir()
    Path(f"docs/0001-{BROKEN}.md").write_text(RECORD)
    assert main(["adopt", "docs", "--session", "r.toml"]) == 1
    said = capsys.readouterr()
    assert "has a name that is not UTF-8" in said.err
    assert BROKEN not in said.out + said.err


def test_a_line_of_the_interview_that_is_no_text_is_asked_again_and_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b"note caf\xe9\n12\nquit\n"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", typed)
    assert main(["ask", "r.toml", "--only", "engineers", "mau_now"]) == 0
    assert "“note caf\\xe9” is not text in UTF-8" in capsys.readouterr().err
    assert Review.open("r.toml").answers["engineers"].value == 12
