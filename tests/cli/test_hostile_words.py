"""Whatever stands behind any option of any command: it is done, or refused in words. And what the exit codes mean."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.cli.parser import parser
from archassist.session import Review
from tests.rulebook.packs import FILES, write

WORDS = {
    "new": ["new.toml"],
    "ask": ["r.toml"],
    "set": ["r.toml", "mau_now=5k"],
    "assess": ["r.toml"],
    "why": ["r.toml", "caching", "http_only"],
    "diff": ["r.toml", "r.toml"],
    "decide": ["r.toml", "caching", "http_only"],
    "mark": ["r.toml", "db.index", "doing"],
    "export": ["r.toml", "--to", "users.csv"],  # no folder: what is well said otherwise takes long to write
    "check": ["r.toml"],
    "adopt": ["folder"],
    "merge": ["r.toml", "r.toml"],
    "forecast": ["r.toml"],
    "history": ["r.toml", "users.csv"],
    "expect": ["r.toml", "launch", "2027-11", "--factor", "3"],
    "plan": ["r.toml"],
    "prioritise": ["r.toml", "availability"],
    "risk": ["r.toml", "zone"],
    "focus": ["r.toml", "--decide", "caching=2027-03-31", "--present", "product"],
    "tour": ["r.toml"],
    "say": ["r.toml", "mau_now=5k", "--as", "Ana"],
    "answers": ["r.toml", "--ask", "mau_now"],
    "meeting": ["r.toml", "--plan"],
    "action": ["r.toml", "--title", "Ask"],
    "minutes": ["r.toml"],
    "schema": ["pack"],
    "completion": ["bash"],
    "serve": ["r.toml", "--host", "0.0.0.0"],  # refused in every form: nothing here is to wait for browsers
    "rules list": ["pack"],
    "rules explain": ["reads", "pack"],
    "rules lint": ["pack"],
    "rules test": ["pack"],
    "rules coverage": ["pack"],
    "rules backtest": ["pack"],
    "rules graph": ["definitions", "pack", "--around", "reads"],
    "rules prove": ["pack", "--only", "none"],
    "rules first-sight": ["folder", "pack"],
    "rules calibrate": ["pack"],
    "rules docs": ["pack", "--to", "knowledge"],
    "rules new": ["practice", "db.more", "pack", "--dry-run"],
}
"""A usual call of each command; in it one word after the other is spoilt."""

VERDICTS = {"adopt", "check", "rules lint", "rules test", "rules backtest", "rules prove"}

SPOILT = [
    "", "-1", "nan", "1e400", "9" * 5000, "0001-01-01", "9999-12-31", "9999-12", "2027-13", "x" * 300, "\x1b[31m{{7*7}}",
    "db.index=9999-12", "db.index=nan..5", "mau_now=" + "9" * 5000, "2027-08=nan", "=", "folder", "none/x", "binary",
    "utf16", "deep.json", "digits.csv", "loop", "a\nb", "٣", *(["pipe", "/dev/zero"] if hasattr(os, "mkfifo") else []),
]  # fmt: skip


def _commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    def below(name: str, known: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
        inner = [each for each in known._actions if isinstance(each, argparse._SubParsersAction)]
        if not inner:
            yield name, known
        for each in inner:
            for word, command in each.choices.items():
                yield from below(f"{name} {word}".strip(), command)

    return below("", parser())


def _calls() -> Iterator[list[str]]:
    """A spoilt word in every place of every command; which one goes round."""
    at = 0
    for name, command in _commands():
        usual = WORDS[name]
        places = [(each, None) for each in range(len(usual)) if not usual[each].startswith("--")]
        options = [
            (None, action.option_strings[-1])
            for action in command._actions
            if action.option_strings and action.nargs != 0 and not action.choices
        ]
        for place, option in (*places, *options):
            word, at = SPOILT[at % len(SPOILT)], at + 1
            if place is None:
                yield [*name.split(), *usual, str(option), word]
            else:
                yield [*name.split(), *usual[:place], word, *usual[place + 1 :]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Review.create("r.toml", "Checkout")
    write(Path("pack"), dict(FILES))
    Path("folder").mkdir()
    Path("users.csv").write_text("month,users\n2026-01,1000\n2026-02,1200\n")
    Path("binary").write_bytes(bytes(range(256)))
    Path("utf16").write_bytes("mau_now = 5".encode("utf-16"))
    Path("deep.json").write_text("[" * 5000)
    Path("digits.csv").write_text("2026-01," + "9" * 200_000)
    Path("loop").symlink_to("loop")
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe")
    return Path()


@pytest.mark.parametrize(
    "words",
    [
        ["check", "r.toml", "--evidence"],
        ["check", "r.toml", "--docs"],
        ["export", "r.toml", "--template"],
        ["rules", "lint"],
    ],
)
def test_a_name_that_is_empty_is_not_one_that_is_not_given(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, ""]) == 2
    assert "no name is given" in capsys.readouterr().err


def test_every_command_is_among_them() -> None:
    assert {name for name, _ in _commands()} == WORDS.keys()


def test_every_spoilt_word_is_done_or_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Path("r.toml").read_bytes()
    wrong = []
    for words in _calls():
        if "new" in words and "pack" not in words:
            continue
        Path("r.toml").write_bytes(session)
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        code = main(words)
        said = capsys.readouterr().err
        verdict = any(" ".join(words).startswith(each) for each in VERDICTS)
        fine = code == 0 or (code == 1 and verdict)
        refused = (
            code == 2 and said.splitlines()[-1].strip() and "archassist: " in said
            and Path("r.toml").read_bytes() == session
        )  # fmt: skip
        if not (fine or refused) or "Traceback" in said or "Warning" in said:
            wrong.append((code, [word[:40] for word in words], said[-300:]))
    assert wrong == []


# -- exit codes


def test_a_fault_of_archassist_is_3_and_says_so_last(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("never mind\x1b[31m")

    monkeypatch.setattr(Review, "assess", broken)
    assert main(["assess", "r.toml"]) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "\x1b" not in said
    last = said.splitlines()[-1]
    assert "a fault of archassist" in last
    assert "Nothing was written" in last
    assert "report it" in last
    monkeypatch.setattr(Review, "set", broken)
    assert main(["set", "r.toml", "mau_now=5k"]) == 3
    assert "What was saved before is intact" in capsys.readouterr().err.splitlines()[-1]


def test_a_fault_in_the_app_is_3_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from archassist.tui.app import ArchassistApp

    def failed(self: ArchassistApp) -> None:
        self._return_code = 1  # as Textual leaves it after it has shown what went wrong

    monkeypatch.setattr(ArchassistApp, "run", failed)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert main(["r.toml"]) == 3


def test_an_interruption_is_130(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Review, "assess", interrupted)
    assert main(["assess", "r.toml"]) == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk")
def test_a_full_disk_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "r.toml", "--junit", "/dev/full"]) == 2
    assert "/dev/full: No space left" in capsys.readouterr().err


def test_a_plan_of_years_ago_opens_and_the_month_that_no_plan_reaches_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("r.toml").open("a") as file:
        file.write('[practices."db.index"]\nstart = "9999-12"\nnot_before = "0000-01"\n')
        file.write(
            '[events]\nlaunch = { month = "9999-12", factor = 3 }\n[history]\n0001-01 = 5\n2020-01 = 0\n'
        )
    for words in (
        ["assess"],
        ["plan"],
        ["forecast"],
        ["export", "--to", "out"],
        ["why", "caching"],
        ["check"],
    ):
        assert (
            main([words[0], "r.toml", *words[1:], *([] if words[0] == "why" else ["--date", "2026-11-20"])])
            == (2 if words == ["check"] else 0)  # there is no record to check
        )
        told = capsys.readouterr()
        assert (
            "practices.db.index.start: 9999-12 lies outside the supported years 1990 to 2200. It is kept"
            in told.err
        )
        assert "Warning" not in told.err
        assert "pinned to" not in told.out


def test_a_pin_beyond_the_plan_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "r.toml", "--pin", "obs.slow-query=2150-01", "--date", "2026-11-20"]) == 0
    assert "beyond the 15 years that a plan" in capsys.readouterr().out
