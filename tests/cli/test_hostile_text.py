"""Whatever a session, a pack, a record or the name of a file says: no command sends it to the terminal as it stands."""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.cli.parser import COMMANDS
from archassist.session import Review
from tests.hostile import ALL, PAYLOADS, forbidden, toml
from tests.rulebook.packs import Bench
from tests.undecided import undecided

NAME = "re\x1b]0;PWNED\x07view\nFAKE \u202etxt\u200b.toml"
RECORDS = "records\x1b[31m\nFAKE"
FILE = ALL.replace("\0", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session, records and a pack in which every field is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    review = undecided("notion-2021", folder / NAME)
    review.retitle(ALL)
    review.set("write_share", "10%", by=ALL, note=ALL, source=ALL)
    review.set("rto_h", f"out of scope: {ALL}")
    review.decide("caching", "accepted", "shared_cache", ALL, ALL)
    review.decide("read_scaling", "rejected", "read_replicas", ALL, ALL)
    review.mark("db.index", "doing", ALL)
    review.accept_risk("zone", ALL, ALL, ALL, "2027-01-31")
    review.expect("sale", "2027-11", 3, 1)
    review.focus.name_present([ALL])
    review.rounds.answer_as(ALL, "mau_now", "40k", ALL)
    review.rounds.reveal("mau_now")
    review.meeting.plan([("caching", 5), (ALL, 5)])
    review.meeting.begin(datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC), title=ALL)
    review.actions.record(ALL, ALL)
    review.parking_lot.park(ALL, ALL)
    file = folder / NAME
    strange = f'[answers]\n"{toml(ALL)}" = 1\n'
    file.write_text(file.read_text("utf-8").replace("[answers]\n", strange, 1), "utf-8")
    (folder / "h.csv").write_bytes(f"month,users\n{ALL},{ALL}\n".encode("utf-8", "replace"))
    (folder / "e.json").write_text(json.dumps({ALL: ALL, "write_share": ALL}), "utf-8")
    other = folder / f"other {NAME}"
    other.write_bytes(file.read_bytes())
    changed = Review.open(other)
    changed.set("write_share", "90%", by=ALL)
    adr = folder / RECORDS / "adr"
    adr.mkdir(parents=True)
    hostile = ALL.replace("\n", " ").encode("utf-8", "replace").decode()
    for number, title in enumerate((f"Use Redis for caching {hostile}", hostile), 1):
        record = f"# {number}. {title}\n\n## Status\n\nAccepted {hostile}\n\n## Decision\n\n{hostile}\n"
        (adr / f"000{number}-{number}\x1b]0;PWNED\x07\nFAKE.md").write_text(record, "utf-8")
    bench = Bench(folder)
    text = toml(ALL.replace("[", "(").replace("{", "("))
    for path in bench.folder.rglob("*.toml"):
        spoiled = re.sub(
            r'(?m)^((?:title|about|asks?|why|because|else|watch|author|first_step|done_when|business) = ")',
            lambda found: f"{found[1]}x {text} ",
            path.read_text("utf-8"),
        )
        path.write_text(spoiled, "utf-8")
    return folder


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command and looks at all that it printed."""
    monkeypatch.chdir(folder)

    def run(*words: str) -> tuple[int, str]:
        code = main(list(words))
        printed = capsys.readouterr()
        for text in printed:
            assert forbidden(text) == set(), (words[0], code)
            assert not re.search(r"(?m)^FAKE", text), (words[0], code, text)
        return code, printed.out + printed.err

    return run


RUNS: dict[str, list[list[str]]] = {
    "new": [[f"{FILE}/x.toml"], ["x.toml", "--example", ALL]],
    "ask": [[NAME, "--only", ALL], [NAME, "--again", "--only", "write_share"]],
    "set": [[NAME, "write_share=20%", "--note", ALL, "--by", ALL], [NAME, f"{ALL}={ALL}", ALL, "--json"]],
    "assess": [[NAME], [NAME, "--date", ALL]],
    "why": [[NAME, "caching"], [NAME, "caching", ALL], [NAME, ALL], [NAME, "caching", "--json"]],
    "diff": [[NAME, f"other {NAME}"], [NAME, f"other {NAME}", "--json"], [NAME, FILE]],
    "decide": [[NAME, "caching", "http_only", "--because", ALL, "--by", ALL], [NAME, ALL, ALL]],
    "mark": [[NAME, "db.index", "doing", "--owner", ALL], [NAME, "db.index", ALL], [NAME, ALL, "done"]],
    "export": [
        [NAME, "--to", RECORDS, "--date", "2026-11-20", "--dry-run"],
        [NAME, "--to", RECORDS, "--only", "log", "--json"],
        [NAME, "--to", RECORDS, "--only", "log", "--restore", ALL],
    ],
    "check": [
        [NAME, "--docs", RECORDS],
        [NAME, "--evidence", FILE],
        [NAME, "--evidence", "e.json"],
        [NAME, "--json"],
    ],
    "adopt": [
        [f"{RECORDS}/adr"],
        [RECORDS, "--json"],
        [f"{RECORDS}/adr", "--confirm", ALL],
    ],
    "merge": [[NAME, f"other {NAME}"], [NAME, f"other {NAME}", "--json"], [NAME, FILE]],
    "forecast": [[NAME, "--date", "2026-11-20"]],
    "history": [[NAME, FILE], [NAME, "h.csv"]],
    "expect": [[NAME, ALL, "2027-11", "--factor", "3"], [NAME, ALL], [NAME, ALL, ALL, "--factor", "3"]],
    "plan": [[NAME, "--date", "2026-11-20"], [NAME, "--pin", f"{ALL}={ALL}"], [NAME, "--share", ALL]],
    "prioritise": [[NAME], [NAME, ALL]],
    "focus": [[NAME, "--present", ALL], [NAME], [NAME, "--decide", ALL], [NAME, "--hurts", ALL]],
    "risk": [[NAME], [NAME, "--json"], [NAME, ALL, "--title", ALL], [NAME, "x", "--expires", ALL]],
    "say": [
        [NAME, "--as", ALL, f"mau_now={ALL}"],
        [NAME, "--as", ALL, "mau_now=3", "--note", ALL],
        [NAME, "--as", "x", ALL],
    ],
    "answers": [
        [NAME, "--show", "mau_now"],
        [NAME, "--json"],
        [NAME, "--ask", ALL],
        [NAME, "--agree", f"mau_now={ALL}"],
    ],
    "meeting": [
        [NAME],
        [NAME, "--add", ALL, "--park", ALL, "--by", ALL],
        [NAME, "--role", f"{ALL}=reader"],
        [NAME, ALL],
    ],
    "minutes": [[NAME], [NAME, "--json"], [NAME, "--of", ALL]],
    "action": [
        [NAME],
        [NAME, "--title", ALL, "--owner", ALL],
        [NAME, ALL],
        [NAME, "--title", "x", "--due", ALL],
    ],
    "rules": [
        *([each, "rules"] for each in ("list", "lint", "test", "coverage", "backtest")),
        *([each, "rules", "--json"] for each in ("list", "lint", "test")),
        ["explain", "reads_scale", "rules"],
        ["explain", ALL, "rules"],
        ["list", "--kind", ALL, "rules"],
        ["new", "question", ALL, "rules"],
        ["new", "practice", "db.vacuum", "rules", "--file", ALL],
        ["new", "practice", "db.vacuum", "rules", "--dry-run"],
        ["list", FILE],
        ["docs", "rules", "--to", "docs\x1b[31m\nFAKE"],
    ],
    "serve": [
        *([NAME, each, ALL] for each in ("--reader", "--url", "--port", "--hours", "--host")),
        [FILE],
        [ALL],
    ],
    "schema": [[ALL], ["pack"], ["--to", "docs\x1b[31m\nFAKE"]],
    "completion": [[ALL], ["bash"]],
}


def test_every_command_is_tried_here() -> None:
    assert set(RUNS) == set(COMMANDS)


@pytest.mark.parametrize("command", RUNS)
def test_no_command_prints_what_a_terminal_obeys(
    run: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in RUNS[command]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{ALL}\nwhy\nmeasure\nnote {ALL}\nundo\nback\n"))
        assert run(command, *words)[0] in (0, 1, 2)


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_what_argparse_and_the_first_word_say_is_safe_too(run: Run, payload: str) -> None:
    for words in (
        [payload],
        [payload, "x"],
        ["export", NAME, "--only", payload],
        ["mark", payload],
        ["why"],
        ["set", payload, f"--{payload}"],
    ):
        code, said = run(*words)
        assert code == 2
        assert said


def test_what_is_wrong_with_a_pack_is_told_line_by_line(run: Run, folder: Path) -> None:
    broken = folder / "broken\x1b[31m\nFAKE"
    broken.mkdir()
    (broken / "pack.toml").write_text(
        'id = "a"\ntitle = "b"\nversion = "1"\n"x\\u001b\\nFAKE" = 1\n"y\\u202e" = 2\n'
    )
    code, said = run("rules", "lint", str(broken))
    assert code == 2
    assert len(said.splitlines()) == 2


def test_a_fault_of_our_own_shows_no_value_as_it_stands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(ALL.replace("\n", ""))

    monkeypatch.setattr("archassist.session.Review.open", fails)
    code, said = run("assess", NAME)
    assert code == 3
    assert "RuntimeError" in said


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_the_program_s_own_signs_are_words_where_the_encoding_lacks_them(
    folder: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    out = io.TextIOWrapper(io.BytesIO(), encoding)
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["diff", NAME, f"other {NAME}"]) == 0
    out.flush()
    text = out.buffer.getvalue().decode(encoding)
    assert " -> " in text
    assert "\\u2192" not in text
    out.seek(0)
    out.truncate()
    assert main(["expect", NAME, "“sale” →", "2027-11", "--factor", "3"]) == 0
    out.flush()
    assert out.buffer.getvalue().decode(encoding).startswith('"sale" ->:')


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_json_is_json_in_every_encoding(folder: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert main(["risk", NAME, "quoted", "--title", "“one” zone → é"]) == 0
    out = io.TextIOWrapper(io.BytesIO(), encoding)
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["risk", NAME, "--json"]) == 0
    out.flush()
    found = json.loads(out.buffer.getvalue().decode(encoding))
    assert "“one” zone → é" in [each["title"] for each in found]
