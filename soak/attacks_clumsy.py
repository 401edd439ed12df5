"""Attacks that nobody means: by clumsy and impatient people, by git, by signals, by streams, by names and by numbers of files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import unicodedata
from pathlib import Path

from soak.desk import COMMAND, LATER, content, differing
from soak.exporting import at_rest
from soak.ground import Ground, hold
from soak.terminal import Terminal

_SHORT = ("export", "r.toml", "--only", "adr", "--date", LATER.isoformat(), "--to")


def reports_over_what_people_wrote(on: Ground) -> None:
    """A clumsy person names the session, the evidence or a record where a report is to be written."""
    target = on.docs()
    (on.folder / "e.toml").write_text("mau_now = 5000\n")
    shutil.copyfile(on.session, on.folder / "other.toml")
    (on.folder / "l.toml").symlink_to("r.toml")
    os.link(on.folder / "e.toml", on.folder / "h.toml")
    before = {name: text for name, text in content(on.folder).items() if not name.startswith("docs/.arch")}
    for words in (
        ["check", "r.toml", "--docs", target, "--junit", "r.toml"], ["check", "r.toml", "--docs", target, "--sarif", "l.toml"],
        ["check", "r.toml", "--docs", target, "--evidence", "e.toml", "--junit", "h.toml"],
        ["merge", "r.toml", "other.toml", "--to", "r.toml"], ["new", "r.toml"], ["new", "l.toml"], ["new", "x.toml", "--example", "../r"],
        ["rules", "docs", "--to", "r.toml"], ["export", "r.toml", "--to", "r.toml"], ["export", "r.toml", "--to", "r.toml/x"],
    ):  # fmt: skip
        on.run(*words, codes=(2,))
        changed = differing(
            before,
            {name: text for name, text in content(on.folder).items() if not name.startswith("docs/.arch")},
        )
        hold(not changed, f"{' '.join(map(str, words[:2]))}: {changed} was written over", folder=on.folder)


def interrupted_by_signals(on: Ground) -> None:
    """Ctrl-C, a closed terminal and a polite end come in the middle of an export: old or new, and no traceback."""
    target = on.docs()
    on.change()
    old = content(target)
    new = on.docs("new")
    on.run(*_SHORT, new, codes=(0,))
    wanted = content(new)
    for number in range(3):
        place = on.docs(f"d{number}")
        words = [*COMMAND, *_SHORT, str(place)]
        process = subprocess.Popen(
            words, cwd=on.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        time.sleep(on.chance.uniform(0.2, 1.5))
        os.killpg(process.pid, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[number % 3])
        _, err = process.communicate(timeout=60)
        hold(b"Traceback" not in err or number % 3, f"Ctrl-C ends in a traceback: {err[-400:]!r}")
        at_rest(place)
        hold(
            content(place) in (old, wanted),
            f"neither old nor new: {differing(content(place), old)[:5]}",
            folder=place,
        )


def streams_that_are_closed_or_full(on: Ground) -> None:
    """Nobody listens, the listener goes, the listener is full, the language is narrow."""

    def closed() -> None:
        for handle in (0, 1, 2):
            os.close(handle)

    def full() -> None:
        handle = os.open("/dev/full", os.O_WRONLY)
        os.dup2(handle, 1)

    def narrow() -> None:
        os.environ.update(
            {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "TZ": "Moon/Far"}
        )

    def homeless() -> None:
        for name in [each for each in os.environ if each.startswith("XDG_")] + ["HOME"]:
            os.environ.pop(name)
        os.environ["HOME"] = "/nonexistent"

    for before in (closed, narrow, homeless, *([full] if Path("/dev/full").exists() else [])):
        for words in (
            ["assess", "r.toml"],
            ["set", "r.toml", "mau_now=51k", "--note", "“é” →"],
            ["risk", "r.toml", "--json"],
            ["--help"],
            ["why"],
        ):
            on.run(*words, before=before)
    on.run("assess", "r.toml", codes=(0,))


def names_that_are_hard_to_tell_apart(on: Ground) -> None:
    """Records whose names differ by how an accent is spelt, by line breaks, escapes or length alone."""
    target = on.docs()
    names = [unicodedata.normalize(form, "0090-é.md") for form in ("NFC", "NFD")]
    names += [
        "0091-a\nb.md",
        "0092-\x1b[31mred.md",
        "0093-\u202egpj.md",
        "0094-" + "x" * 240 + ".md",
        "0095- .md",
        "0096-a'b\"c`d$(e).md",
    ]
    for number, name in enumerate(names):
        (target / "decisions" / name).write_text(f"# {number}\n\n## Status\n\nAccepted\n\nBY HAND {number}\n")
    (target / "decisions" / "README.md").write_text(
        "# Ours\n\n<!-- adrlog -->\n\nBY HAND\n\n<!-- adrlogstop -->\n\nBY HAND\n"
    )
    on.change()
    for _ in range(2):
        on.commands(target)
    for number, name in enumerate(names):
        hold(
            f"BY HAND {number}" in (target / "decisions" / name).read_text(),
            f"{name!r} was changed",
            folder=target,
        )
    hold(
        (target / "decisions" / "README.md").read_text().count("BY HAND") == 2,
        "the index lost what was by hand",
        folder=target,
    )
    said = on.run("adopt", target)
    hold(
        "\x1b" not in said.out + said.err and "\u202e" not in said.out + said.err,
        "an escape in a name is printed",
    )


def sessions_behind_other_names(on: Ground) -> None:
    """A session reached by a link, a hard link, and from a folder that is renamed meanwhile."""
    (on.folder / "real").mkdir()
    real = on.folder / "real" / "s.toml"
    shutil.copyfile(on.session, real)
    link, hard = on.folder / "link.toml", on.folder / "hard.toml"
    link.symlink_to("real/s.toml")
    on.run("set", link, "mau_now=51k", codes=(0,))
    hold(link.is_symlink() and "51000" in real.read_text(), "a link was replaced, or its goal not changed")
    os.link(real, hard)
    old = hard.read_bytes()
    on.run("set", real, "mau_now=52k", codes=(0,))
    hold(
        "52000" in real.read_text() and hard.read_bytes() == old, "another hard link did not keep what it had"
    )
    real.chmod(0o400)
    on.run("set", real, "mau_now=53k", codes=(2,))
    hold("52000" in real.read_text(), "a read-only session was replaced")
    real.chmod(0o640)
    on.run("set", real, "mau_now=54k", codes=(0,))
    hold(real.stat().st_mode & 0o777 == 0o640, "its permissions are others")


def conflicts_that_git_left(on: Ground) -> None:
    """Conflict marks in a session, a record and the memory: nothing is taken for an answer, nothing is rewritten."""
    target = on.docs()
    on.change()
    for path in (
        on.session,
        target / "decisions" / "0002-app-scaling.md",
        target / ".archassist" / "lock.toml",
    ):
        text = path.read_text()
        lines = text.splitlines(keepends=True)
        half = len(lines) // 2
        path.write_text(
            "".join(
                [
                    *lines[:half],
                    "<<<<<<< HEAD\n",
                    *lines[half:],
                    "=======\n",
                    *lines[half:],
                    ">>>>>>> theirs\n",
                ]
            )
        )
        before = content(target), on.session.read_bytes()
        on.export(target, codes=(2,) if path == on.session else (0, 2))
        records = [
            name
            for name in differing(before[0], content(target))
            if name.startswith("decisions/") and name != "decisions/0002-app-scaling.md"
        ]
        hold(
            path != target / ".archassist" / "lock.toml" or not records,
            f"without a memory {records[:3]} were rewritten",
            folder=target,
        )
        hold(
            "<<<<<<< HEAD" in path.read_text(),
            f"{path.name}: the conflict was settled by nobody",
            folder=target,
        )
        path.write_text(text)


def many_records(on: Ground) -> None:
    """Thousands of records, and folders in folders: soon, and all of them as they were."""
    target = on.folder / "many"
    records = target / "docs" / "adr"
    records.mkdir(parents=True)
    for number in range(1, 2001):
        (records / f"{number:04d}-decision-{number}.md").write_text(
            f"# {number}. Decision {number}\n\n## Status\n\nAccepted\n"
        )
    deep = records
    for _ in range(60):
        deep = deep / "deeper"
    deep.mkdir(parents=True)
    before = content(records)
    on.commands(target)
    after = content(records)
    hold(
        all(after.get(name) == text for name, text in before.items()),
        "records of people were changed",
        folder=target,
    )


def answers_that_are_no_answers(on: Ground) -> None:
    """Names of questions, options and practices that are paths, options, markup or empty; nothing may come of them."""
    before = on.session.read_bytes()
    for text in (
        "",
        "=",
        "==",
        "mau_now",
        "mau_now==",
        "--help=1",
        "../x=1",
        "answers.mau_now=1",
        "mau_now=" + "9" * 400,
        "mau_now=1e999",
        "__class__=1",
        "mau_now=1\n[answers]\nengineers=1",
        "[x]=1",
    ):
        on.run("set", "r.toml", "--", text, codes=(2,))
        on.run("set", "r.toml", "engineers=12", text, codes=(2,))
    for words in (
        ["decide", "r.toml", "caching", "../x"],
        ["decide", "r.toml", "", ""],
        ["mark", "r.toml", "x", "done"],
        ["mark", "r.toml", "db.index", "x"],
        ["expect", "r.toml", "x", "2027-13", "--factor", "2"],
        ["plan", "r.toml", "--pin", "=", "--share", "-5%"],
    ):
        on.run(*words, codes=(2,))
    hold(on.session.read_bytes() == before, "the session was changed", session=on.session)


def saved_while_the_app_is_open(on: Ground) -> None:
    """A command and an editor change the file that the app has open; both changes stay when the app saves."""
    on.session.write_text('schema = 1\n\n[review]\ntitle = "x"\n\n[answers]\n')
    terminal = Terminal("r.toml", cwd=on.folder)
    try:
        hold(terminal.wait_for("answered", 60), "the app does not start")
        on.run("set", "r.toml", "data_gb=512", codes=(0,))
        on.session.write_text(on.session.read_text() + "# BY HAND\n")
        terminal.type("1")
        terminal.listen(0.3)
        terminal.type("\r")
        terminal.listen(3)
    finally:
        terminal.kill()
    text = on.session.read_text()
    hold("data_gb = 512" in text and "# BY HAND" in text, "what others saved is gone", session=on.session)
    hold("stage = " in text, "the app's own answer is not there", session=on.session)


ATTACKS = (
    reports_over_what_people_wrote,
    interrupted_by_signals,
    streams_that_are_closed_or_full,
    names_that_are_hard_to_tell_apart,
    sessions_behind_other_names,
    conflicts_that_git_left,
    many_records,
    answers_that_are_no_answers,
    saved_while_the_app_is_open,
)
