"""What people see in a terminal: lines that fit it, tables, colours with signs, links; and nothing of that in a pipe."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pytest

from archassist.cli import main, output, progress
from archassist.cli.parser import COMMANDS
from archassist.session import Review
from tests.cli.terminals import Shown, Terminal, cells
from tests.hostile import ALL, forbidden
from tests.rulebook.packs import Bench
from tests.undecided import undecided

WIDE = "決済サービスの可用性と遅延を見直すための会議で決めたこと" * 3
DATE = ("--date", "2026-11-20")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sessions in which people wrote long and wide words, a small pack, and what commands read."""
    folder = tmp_path_factory.mktemp("made")
    review = undecided("notion-2021", folder / "s.toml")
    review.retitle(WIDE)
    review.decide("caching", "accepted", "shared_cache", WIDE, WIDE)
    review.mark("db.index", "doing", WIDE)
    review.accept_risk("zone", WIDE, WIDE, WIDE, "2027-01-31")
    review.expect("sale", "2027-11", 3, 1)
    shutil.copy(folder / "s.toml", folder / "t.toml")
    Review.open(folder / "t.toml").set("write_share", "90%", by=WIDE)
    (folder / "h.csv").write_text("month,users\n2026-01,100000\n2026-02,110000\n2026-03,120000\n", "utf-8")
    Bench(folder)
    assert (
        main(
            ["export", str(folder / "s.toml"), "--to", str(folder / "docs"), "--only", "adr", "--all", *DATE]
        )
        == 0
    )
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


RUNS: dict[str, list[list[str]]] = {
    "new": [["n.toml"], ["n.toml", "--example", "list"]],
    "ask": [["s.toml", "--again", "--only", "write_share"]],
    "set": [["s.toml", "write_share=20%"], ["s.toml", "write_share=many"]],
    "assess": [["s.toml", *DATE]],
    "why": [["s.toml", "caching"], ["s.toml", "caching", "no_cache"]],
    "tour": [["s.toml", *DATE]],
    "diff": [["s.toml", "t.toml"]],
    "decide": [["s.toml", "caching", "http_only", "--because", WIDE, "--by", WIDE]],
    "mark": [["s.toml", "db.index", "doing", "--owner", "Ana"]],
    "export": [
        ["s.toml", "--to", "docs", *DATE, "--only", "adr", "--all", "--dry-run"],
        ["s.toml", "--to", "d"],
    ],
    "check": [["s.toml", "--docs", "docs"]],
    "adopt": [["docs"]],
    "merge": [["s.toml", "t.toml"]],
    "forecast": [["s.toml", *DATE]],
    "history": [["s.toml", "h.csv"]],
    "expect": [["s.toml", "sale", "2027-11", "--factor", "3"]],
    "plan": [["s.toml", *DATE, "--pin", "db.index=2027-03"]],
    "prioritise": [["s.toml"], ["s.toml", "cost"]],
    "risk": [["s.toml"]],
    "focus": [["s.toml"], ["s.toml", "--hurts", "cost", "--present", WIDE]],
    "say": [["s.toml", "--as", WIDE, "write_share=20%", "--note", WIDE]],
    "answers": [["s.toml"], ["s.toml", "--ask", "write_share"]],
    "meeting": [["s.toml", "--plan"], ["s.toml", "--begin", "--title", WIDE], ["s.toml"]],
    "action": [["s.toml", "--title", WIDE, "--owner", WIDE], ["s.toml"]],
    "minutes": [["s.toml"]],
    "rules": [
        *([each, "rules"] for each in ("list", "lint", "test", "coverage", "backtest")),
        ["list"],
        ["explain", "mau_now"],
        ["explain", "caching"],
        ["docs", "rules", "--to", "k"],
    ],
    "serve": [["s.toml", "--host", "0.0.0.0"], ["s.toml", "--reader", WIDE * 9]],  # the links are data
    "schema": [[]],
    "completion": [["bash"]],
}
"""Every command, in the forms that are for people. What is data (JSON, pictures, skeletons) is printed as it stands."""


def test_every_command_is_run_here() -> None:
    assert set(RUNS) == set(COMMANDS)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_nothing_goes_past_the_terminal(columns: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch, columns)
    for command, runs in RUNS.items():
        for words in runs:
            monkeypatch.setattr("sys.stdin", io.StringIO("help\nwhy\nmeasure\n20%\n"))
            shown = terminal.run(command, *words)
            assert shown.code in (0, 1, 2), (command, words)
            assert shown.text, (command, words)
            if command != "completion":
                answered = shown.text.replace("> ", "> \n") if command == "ask" else shown.text
                too_long = [line for line in answered.splitlines() if cells(line) > columns]
                assert too_long == [], (command, words)


def test_columns_says_how_wide_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch, 200)
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(cells, terminal.run("risk", "s.toml").lines)) <= 50


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_plain_terminal_gets_the_words_of_a_pipe_in_lines_that_fit(
    name: str,
    value: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal = Terminal(monkeypatch, 60)
    monkeypatch.setenv(name, value)
    for words in (["why", "s.toml", "caching"], ["plan", "s.toml", *DATE], ["risk", "s.toml"]):
        shown = terminal.run(*words)
        assert "\x1b" not in shown.raw
        assert max(map(cells, shown.lines)) <= 60
        assert main(words) == 0
        assert "".join(shown.raw.split()) == "".join(capsys.readouterr().out.split())


def test_a_pipe_gets_lines_of_96_whatever_the_terminal_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["why", "s.toml", "caching"]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert 90 < max(len(line) for line in printed.splitlines() if line.startswith("  - ")) <= 96


def test_how_sure_advice_is_never_hangs_on_a_colour(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal(monkeypatch, 100).run("assess", "s.toml", *DATE)
    told = re.findall(r"(?m)^    ([●◐○]) .*?\((firm|leaning|open): best", shown.text)
    assert {"leaning", "open"} <= {word for _, word in told}
    assert set(told) <= {("●", "firm"), ("◐", "leaning"), ("○", "open")}
    assert "\x1b[33m◐" in shown.raw
    assert len(told) == len(re.findall("[●◐○]", shown.text))


def test_qualities_options_and_risks_stand_in_tables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch, 120)
    why = terminal.run("why", "s.toml", "caching").text
    assert re.search(r"Quality .* In-process cache .* Shared cache", why)
    assert re.search(r"(?m)^  Simplicity +· ", why)
    assert re.search(r"Risk +Owner +Until +Because", terminal.run("risk", "s.toml").text)


def test_where_a_table_is_too_narrow_the_cells_stand_below_each_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Terminal(monkeypatch, 44).run("plan", "s.toml", *DATE)
    assert "    Owner: no owner yet" in shown.lines


def test_a_source_can_be_opened_from_the_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal(monkeypatch, 60).run("why", "s.toml", "caching")
    assert re.search(
        r"\x1b\]8;id=\d+;https://www\.usenix\.org/[!-~]+/nsdi13-final170_update\.pdf\x1b\\", shown.raw
    )
    monkeypatch.setenv("TERM", "linux")
    assert "\x1b]8" not in Terminal(monkeypatch, 60).run("risk", "s.toml").raw


def test_a_source_in_an_explanation_can_be_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal(monkeypatch, 100).run("rules", "explain", "caching.shared_cache")
    assert re.search(r"(?m)^ +\x1b\]8;id=\d+;https://[!-~]+\x1b\\", shown.raw)
    assert "\x1b]8" not in Terminal(monkeypatch, 100).run("rules", "explain", "caching").raw


def test_a_difference_has_the_colours_of_what_goes_and_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 1e9)  # no bar in between
    export = ["export", "s.toml", "--to", "plan", *DATE, "--only", "roadmap"]
    assert main(export) == 0
    Review.open("s.toml").mark("db.index", "done")
    shown = Terminal(monkeypatch, 200).run(*export, "--dry-run")
    for start in (r"\x1b\[1m--- a/", r"\x1b\[1m\+\+\+ b/", r"\x1b\[36m@@ ", r"\x1b\[31m-", r"\x1b\[32m\+"):
        assert re.search(f"(?m)^{start}", shown.raw), start
    monkeypatch.setenv("NO_COLOR", "1")
    assert Terminal(monkeypatch, 200).run(*export, "--dry-run").code == 0


def test_no_output_begins_with_an_empty_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy("s.toml", "p.toml")
    review = Review.open("p.toml")
    review.annotate(next(id for id in review.rulebook.questions if id not in review.answers), note="ask Ben")
    for words in (["merge", "s.toml", "t.toml"], ["diff", "s.toml", "p.toml"], ["assess", "p.toml", *DATE]):
        assert main(words) == 0
        printed = capsys.readouterr().out
        assert printed[0] not in " \n", words
        assert Terminal(monkeypatch, 80).run(*words).text[0] not in " \n", words
        if words[0] != "merge":
            assert re.search(r"(?m)^\nParked", printed), "the heads below the first stand apart"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a.test/\x1b]0;x\x07", "file:///etc/passwd", "http://a b"]
)
def test_what_is_no_clean_address_is_never_a_link(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def tells_a_source(words: list[str]) -> int:
        output.say_wrapped(f"A source {address}", "  ", link=address)
        return 0

    monkeypatch.setattr(sys.modules[main.__module__], "_run", tells_a_source)
    shown = Terminal(monkeypatch, 80).run("x")
    assert "A source" in shown.raw
    assert "\x1b]8" not in shown.raw


def test_text_from_people_is_text_in_a_terminal_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review = Review.open("s.toml")
    hostile = f"[bold red]x[/] :smile: {ALL}"
    review.retitle(hostile)
    review.accept_risk("zone", hostile, hostile, hostile, "2027-01-31")
    review.decide("caching", "accepted", "shared_cache", hostile, hostile)
    terminal = Terminal(monkeypatch, 80)
    for words in (["assess"], ["why"], ["plan"], ["risk"]):
        more = ["caching"] if words == ["why"] else []
        shown: Shown = terminal.run(*words, "s.toml", *more)
        assert forbidden(shown.text) == set()
        if words != ["why"]:
            assert "[bold red]x[/] :smile:" in " ".join(shown.text.split())


def test_whoever_waits_sees_how_long_and_nothing_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    shown = Terminal(monkeypatch, 80).run("assess", "s.toml", *DATE)
    before, drawn, after = shown.raw.partition("Assessing")
    assert drawn, "a bar was drawn"
    assert before.count("\n") == 0
    last = after.rpartition("Assessing")[2]
    assert re.search(r"\x1b\[2K", last), "the line is empty again"
    assert "\x1b[?25h" in last, "and the cursor is back"
    assert forbidden(shown.text) == set()
    assert "Assessing" not in shown.text
    assert main(["assess", "s.toml", *DATE]) == 0
    assert capsys.readouterr().err == "", "a pipe never shows it"


def test_what_is_left_is_told_from_what_took_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    work = progress.Progress(4)
    assert work.standing() == (0.0, None)
    clock[0] += 2
    work.advance()
    assert work.standing() == (0.25, 6.0)
    clock[0] += 1
    assert work.standing() == (0.25, 5.0)
    for _ in work.each("abc"):
        clock[0] += 2
    assert work.standing() == (1.0, 0.0)
