"""Attacks by inputs: what ended in a traceback, took for ever or all memory, was bent to another number, and their like."""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import signal
import time
from pathlib import Path

from archassist.answers import AnswerError, read_answer
from archassist.expressions import ExpressionError, compile_program, parse
from archassist.session import shipped_rulebook
from soak.exporting import forked
from soak.ground import Ground, hold

_LONG = "9" * 5000
_DEEP = "[" * 5000 + "]" * 5000

SESSIONS = {
    "endless number": f"schema = 1\n[answers]\nmau_now = {_LONG}\n",
    "endless hexadecimal": f"schema = 1\nx = 0x{'f' * 5000}\n",
    "dotted key": f"schema = 1\n{'a.' * 20000}a = 1\n",
    "deep list": f"schema = 1\nx = {_DEEP}\n",
    "deep list that can be read": "schema = 1\nx = " + "[" * 480 + "]" * 480 + "\n",
    "huge schema": f"schema = {_LONG}\n",
    "far date": 'schema = 1\n[practices]\n"db.index" = { status = "todo", start = "9999-12" }\n',
    "date of TOML": "schema = 1\n[risks.x]\ntitle = 'x'\nexpires = 9999-12-31\n",
    "no text": "schema = 1\n\x00",
    "blanks": 'schema = 1\n[review]\ntitle = """\na.' + " " * 6000 + '!\n"""\n[answers]\nnope = 1\n',
    "many tables": "schema = 1\n" + "".join(f"[t{number}]\n" for number in range(100_000)),
    "quotes": 'schema = 1\n[review]\ntitle = "' + '\\"' * 500_000 + '"\n',
}
EVIDENCE = {
    "e1.json": f'{{"mau_now": {_LONG}}}',
    "e2.json": '{"mau_now": 1e400}',
    "e3.json": '{"x": ' * 5000 + "1" + "}" * 5000,
    "e4.json": '{"mau_now": NaN, "mau_now": 1}',
    "e5.toml": f"mau_now = {_LONG}\n",
    "e6.toml": f"{'a.' * 20000}a = 1\n",
    "e7.csv": "mau_now,1\rwrite_share,0.1\r",
    "e8.csv": "mau_now," + "x" * 200_000 + "\n",
    "e9.csv": 'mau_now,"1\n' * 1000,
    "e10.csv": ",".join("x" * 400_000),
    "e11.json": '"' + "\\" * 1_000_000,
}
HISTORIES = {
    "h1.csv": "month,users\r2025-01,1k\r2025-02,2k\r",
    "h2.csv": "month,users\n2005-01,1\n2025-02,1e30\n",
    "h3.csv": "month,users\n0001-01,1\n9999-12,2\n",
    "h4.csv": "\r",
    "h5.csv": "month,users\n" + "2025-01,1\n" * 200_000,
    "h6.csv": f"month,users\n2025-01,{_LONG}\n2025-02,1\n",
}


def inputs_that_ended_in_tracebacks(on: Ground) -> None:
    """Numbers without end, nesting without end, years that no calendar has, lines of old Macs."""
    for name, text in SESSIONS.items():
        path = on.folder / f"{name}.toml"
        path.write_text(text)
        for words in (["assess", str(path)], ["set", str(path), "mau_now=51k"]):
            ran = on.run(*words)
            hold(
                ran.code or words[0] == "assess" or "mau_now" in path.read_text(),
                f"{name}: nothing was saved",
            )
            hold(
                ran.code != 2 or words[0] == "set" or path.read_text() == text,
                f"{name}: the file was changed",
            )
    for name, text in EVIDENCE.items():
        (on.folder / name).write_text(text)
        on.run("check", on.session, "--evidence", on.folder / name, codes=(2,))
    for name, text in HISTORIES.items():
        (on.folder / name).write_text(text)
        on.run("history", on.session, on.folder / name)


def words_that_are_no_text(on: Ground) -> None:
    """Arguments that are no UTF-8, zero bytes, dates at the ends of the calendar."""
    half = "\udcff"
    for words in (
        ["set", "r.toml", "mau_now=51k", "--note", half], ["new", f"x{half}.toml"], ["decide", "r.toml", "caching", "shared_cache", "--by", half],
        ["mark", "r.toml", "db.index", "done", "--owner", half], ["risk", "r.toml", half, "--title", "x"], ["expect", "r.toml", half, "2027-01", "--factor", "2"],
        ["check", "r.toml", "--sarif", f"{half}.json"], ["plan", "r.toml", "--pin", "arch.modular-monolith=9999-12"], ["assess", "r.toml", "--date", "9999-12-31"],
        ["assess", "r.toml", "--date", "0001-01-01"], ["plan", "r.toml", "--date", "9998-06-01"], ["expect", "r.toml", "x", "9999-12", "--factor", "1e308"],
        ["expect", "r.toml", "x", "2027-01", "--factor", "nan"], ["diff", "r.toml", "r.toml", "--months", "9" * 30], ["plan", "r.toml", "--share", "9" * 400],
    ):  # fmt: skip
        on.run(*words)
        on.run("plan", "r.toml", codes=(0,))
    on.run("ask", "r.toml", "--again", typed=f"note caf{half}\nq\n")
    latin = on.folder / "latin" / "docs" / "adr"
    latin.mkdir(parents=True)
    (latin / "0001-use-redis.md").write_bytes(
        b"# 1. Use Redis as a shared cache for caf\xe9s\n\n## Status\n\nAccepted\n"
    )
    on.run("adopt", on.folder / "latin", "--session", "r.toml", codes=(0,))


def inputs_that_took_for_ever(on: Ground) -> None:
    """Small texts on which a search went back and forth without end."""
    texts = {
        "blanks in a table": "# x\n| status |" + " " * 200_000 + "x\n",
        "brackets in a status": "# x\n* status: " + "(" * 400_000 + "\n",
        "links": "# x\n" + "[" * 300_000 + "\n" + "[a](b" * 100_000,
        "one line": "# x\n\n## Status\n\nAccepted " + "y" * 1_900_000,
        "headings": "# x\n" * 100_000,
        "fences": "# x\n" + "```\n" * 200_000,
        "conditions": "# x\n\nstatus: accepted\n\nIt holds while each of these does:\n\n"
        + "* `mau_now < 10`: x\n" * 30_000,
        "front matter": "---\n" + "a: b\n" * 300_000,
    }
    for name, text in texts.items():
        target = on.folder / name
        (target / "decisions").mkdir(parents=True)
        (target / "decisions" / "0001-x.md").write_text(text)
        (target / "decisions" / "README.md").write_text("<!-- adrlog -->\n" + "<!-- adrlog -->" * 50_000)
        on.run("check", on.session, "--docs", target)
        on.run("adopt", target)
    target = on.folder / "lines"
    target.mkdir()
    (target / ".log4brains.yml").write_text("\n" * 200_000 + "a:" * 20_000)
    on.run("check", on.session, "--docs", target)


def condition_that_takes_all_memory(on: Ground) -> None:
    """A condition in a record, nested so that its code would grow without end; and the same in a pack."""
    expression = "teams"
    for _ in range(14):
        expression = f"(1 if {expression} in (1, 2, 3) else 0)"
    target = on.docs()
    path = next(iter(sorted(target.glob("decisions/0001*.md"))))
    text = path.read_text().replace("status: proposed", "status: accepted")
    path.write_text(f"{text}\nIt holds while each of these does:\n\n* `{expression} > 0`: because\n")
    on.run("check", on.session, "--docs", target, before=_little_memory)
    for part in (
        "(1 if {} in (1, 2, 3) else 0)",
        "(1 if 0 < {} < 2 else 0)",
        "min({0}, {0})",
        "({} + 1) ** 2",
        "-{}",
    ):
        text = "mau_now"
        for _ in range(60):
            text = part.format(text) if len(text) < 4000 else f"-{text}"
        begun = time.process_time()
        with contextlib.suppress(ExpressionError):
            compile_program(
                {"out": parse(text)}, {"mau_now": shipped_rulebook().types["mau_now"]}, ["mau_now"]
            )
        hold(time.process_time() - begun < 5, f"{part} takes {time.process_time() - begun:.1f} s")


def _little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))


def things_in_the_place_of_a_session(on: Ground) -> None:
    """A pipe, a device, a folder, a circle of links, and a lock that somebody else holds."""
    os.mkfifo(on.folder / "pipe.toml")
    (on.folder / "device.toml").symlink_to("/dev/zero")
    (on.folder / "folder.toml").mkdir()
    (on.folder / "circle.toml").symlink_to("circle.toml")
    (on.folder / "nothing.toml").symlink_to(on.folder / "made.toml")
    for name in ("pipe", "device", "folder", "circle", "nothing"):
        for words in (
            ["set", f"{name}.toml", "mau_now=51k"],
            ["assess", f"{name}.toml"],
            ["check", "r.toml", "--evidence", f"{name}.toml"],
            ["history", "r.toml", f"{name}.toml"],
        ):
            on.run(*words, codes=(2,))
    hold(not (on.folder / "made.toml").exists(), "the goal of a link was made")
    other = forked(lambda: _hold_lock(on.folder))
    try:
        time.sleep(0.3)
        ran = on.run("set", "r.toml", "mau_now=66k")
        hold(ran.code == 0 or str(other) in ran.err, f"it does not say who holds the lock: {ran.err}")
    finally:
        os.kill(other, signal.SIGKILL)
        os.waitpid(other, 0)


def _hold_lock(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    time.sleep(60)


def numbers_that_were_bent(on: Ground) -> None:
    """What people type is understood as they mean it, or asked back; never as another number."""
    typed: dict[str, dict[str, object]] = {
        "infra_usd_m": {"$5-10k": (5e3, 1e4), "between $5 and $10k": (5e3, 1e4), "$1-2M": (1e6, 2e6), "12.500": None, "5.000 $": None},
        "mau_now": {"120.000": None, "12.345": None, "10.000-20.000": None, "0,500M": 5e5, "3 mil": 3e3, "900k": 9e5, "1.2M": 1.2e6, "120,000": 1.2e5},
        "data_gb": {"0,500 TB": 500.0, "0,100 TB": 100.0, "80 rows": None, "900 thousand rows": None, "2 TB": 2000.0},
        "rto_h": {"0,500": 0.5, "5 users": None, "90 min": 1.5},
        "stale_ok_s": {"0,250 s": 0.25, "0,001": 0.001},
        "peak_rps_now": {"1.000 rps": None, "5.000/s": None},
    }  # fmt: skip
    questions = shipped_rulebook().questions
    wrong = []
    for id, pairs in typed.items():
        for text, meant in pairs.items():
            try:
                answer = read_answer(questions[id], text)
            except AnswerError:
                continue
            value = answer.value if isinstance(answer.value, float) else (answer.low, answer.high)
            if meant is None or not _near(value, meant):
                wrong.append(f"{text} is {value} for {id}")
    hold(not wrong, f"{len(wrong)} are bent: {'; '.join(wrong)}")


def _near(value: object, meant: object) -> bool:
    pairs = (
        list(zip(value, meant, strict=True))
        if isinstance(value, tuple) and isinstance(meant, tuple)
        else [(value, meant)]
    )
    return all(
        isinstance(one, float) and isinstance(other, float) and abs(one - other) <= 1e-6 * abs(other)
        for one, other in pairs
    )


ATTACKS = (
    inputs_that_ended_in_tracebacks, words_that_are_no_text, inputs_that_took_for_ever, condition_that_takes_all_memory,
    things_in_the_place_of_a_session, numbers_that_were_bent,
)  # fmt: skip
