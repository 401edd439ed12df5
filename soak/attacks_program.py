"""Attacks on the installation, the cache, the terminal and the habits of clumsy people."""

from __future__ import annotations

import json
import marshal
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

import archassist as package
from archassist.shipped import rules_folder
from soak.desk import COMMAND, DAY, LATER, archassist, content, differing
from soak.exporting import at_rest
from soak.ground import Ground, hold
from soak.terminal import Terminal

_SHORT = ("export", "r.toml", "--only", "adr", "--date", LATER.isoformat(), "--to")


class _Evil:
    """What leaves a mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch '{self.mark}'",)


def cache_that_somebody_else_wrote(on: Ground) -> None:
    """Pickles and code in the place of what is kept, under the names that are looked for, old ones and new."""
    cache = _own_home(on)
    on.run("assess", on.session, apart=True)
    code = compile(f"import os; os.system(\"touch '{on.mark}'\")", "x", "exec")
    for text in (
        pickle.dumps(_Evil(on.mark)),
        marshal.dumps(code),
        b"\0" * 32 + pickle.dumps(_Evil(on.mark)),
        b"",
    ):
        for path in cache.iterdir():
            for name in (
                path.name,
                path.name.replace(".sealed", ".pickle"),
                path.name.replace(".sealed", ".code"),
            ):
                (cache / name).unlink(missing_ok=True)
                (cache / name).write_bytes(text)
        cache.chmod(0o777)
        on.run("assess", on.session, codes=(0,), apart=True)
        cache.chmod(0o700)
        on.run("assess", on.session, codes=(0,), apart=True)


def flipped_bits_in_the_cache(on: Ground) -> None:
    """One bit of what is kept is another: the advice is the same."""
    cache = _own_home(on)
    right = on.run("assess", on.session, "--json", apart=True).out
    for _ in range(6):
        path = on.chance.choice(sorted(cache.iterdir()))
        text = bytearray(path.read_bytes())
        text[on.chance.randrange(len(text))] ^= 1 << on.chance.randrange(8)
        path.write_bytes(text)
        hold(
            on.run("assess", on.session, "--json", apart=True).out == right,
            "a flipped bit changed the advice",
            cache=path,
        )


def _own_home(on: Ground) -> Path:
    for name in ("CACHE", "STATE"):
        place = on.folder / name.lower()
        place.mkdir(mode=0o700)
        os.environ[f"XDG_{name}_HOME"] = str(
            place
        )  # of this process of the trial: each attack that needs it says so
    cache = on.folder / "cache" / "archassist"
    on.run("assess", on.session, apart=True)
    hold(cache.is_dir(), "nothing is kept")
    return cache


def rules_new_where_there_is_no_pack(on: Ground) -> None:
    """Skeletons without a pack, into the installation, through a link, with names that lead away."""
    installed = on.folder / "lib" / "site-packages" / "archassist" / "rules"
    shutil.copytree(rules_folder(), installed)
    before = content(installed)
    (on.folder / "link").symlink_to(installed)
    inside = Path(package.__file__).parent
    for words in (
        ["question", "zzz", "--file", "x"],
        ["question", "zzz", str(installed), "--file", "core"],
        ["question", "zzz", "link", "--file", "core"],
        ["practice", "a.b", "link", "--file", "../../x"],
        ["question", "zzz", str(inside), "--file", "x"],
    ):
        on.run("rules", "new", *words, codes=(2,))
    hold(content(installed) == before, "an installation was written to")
    on.run("assess", on.session, codes=(0,))


def escapes_that_reach_the_terminal(on: Ground) -> None:
    """Unknown keys of a session, documents in the preview, names of files opened lately."""
    docs = on.folder / "docs"
    docs.mkdir()
    (docs / "roadmap.md").write_text("# roadmap \x1b]0;PWNED\x07 \u202e\n")
    name = "s\x1b]0;PWNED\x07\u202e.toml"
    (on.folder / name).write_text(
        'schema = 1\n[review]\ntitle = "x"\n[answers]\n"zz\\u001b]0;PWNED\\u0007\\u202e" = 1\n'
    )
    for words in ([name], []):
        terminal = Terminal(*words, cwd=on.folder)
        terminal.listen(2.5)
        for key in ("\x1b", "x", "\x1b[F", "\x1b[A", "\r"):
            terminal.type(key)
            terminal.listen(0.5)
        terminal.kill()
        sent = bytes(terminal.sent)
        hold(
            b"\x1b]0;PWNED" not in sent and "\u202e".encode() not in sent,
            "an escape reached the terminal",
            sent=sent,
        )
        hold(len(sent) > 500, "the app did not start", sent=sent)
    said = on.run("assess", name)
    hold("\x1b" not in said.out + said.err, "an escape is printed", said=said.err)


def templates_that_reach_out_or_never_end(on: Ground) -> None:
    """A team's own template tries to read files, to run code, and to never end."""
    (on.folder / "link.txt").symlink_to("/etc/passwd")
    templates = {
        "{% include 'link.txt' %}": (2,), "{% include '/etc/passwd' %}": (2,), "{% include '../../../../../../etc/passwd' %}": (2,),
        "{{ ''.__class__.__mro__[1].__subclasses__() }}": (0, 2), "{{ cycler.__init__.__globals__.os.system('touch PWNED') }}": (0, 2), "{{ lipsum.__globals__ }}": (0, 2),
        "{{ '%s'|format(review.__class__) }}": (0, 2), "{{ '{0.__class__}'.format(review) }}": (0, 2), "{{ review|attr('__class__') }}": (0, 2),
        "{% for a in range(9**5) %}{% for b in range(9**5) %}{% endfor %}{% endfor %}": (2,), "{{ '%1000000000d'|format(1) }}": (2,), "{{ 'x' * 10**10 }}": (2,),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": (2,), "{{ 1/0 }}": (2,), "{{ 5|code }}": (2,), "{{ review.title + 1 }}": (2,),
    }  # fmt: skip
    for number, (text, codes) in enumerate(templates.items()):
        if number % 3 != on.chance.randrange(3):
            continue
        (on.folder / "own.j2").write_text(text)
        on.export(on.folder / f"t{number}", "--template", "own.j2", "--dry-run", codes=codes)
        found = (
            b"".join(content(on.folder / f"t{number}").values())
            if (on.folder / f"t{number}").exists()
            else b""
        )
        hold(b"root:" not in found and b"<class" not in found, f"{text} reached out")
    (on.folder / "own.j2").write_bytes(b"\xff")
    on.export(on.folder / "latin", "--template", "own.j2", codes=(2,))


# -- new ones


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


def other_start(on: Ground) -> None:
    """A person's own python files and settings in the folder where the installed command is started."""
    script = Path(sys.executable).parent / "archassist"
    if not script.exists():
        on.counts["attacks on the installed command (there is none here)"] += 1
        return
    for name in ("archassist.py", "json.py", "argparse.py", "sitecustomize.py"):
        (on.folder / name).write_text(f"open({str(on.mark)!r}, 'w')\n")
    ran = subprocess.run(
        [script, "assess", "r.toml", "--json"], cwd=on.folder, capture_output=True, check=False, timeout=60
    )
    hold(ran.returncode == 0 and json.loads(ran.stdout), f"it ends with {ran.returncode}")
    hold(not on.mark.exists(), "a module of the folder was imported")
    hold(
        archassist(
            "export", "r.toml", "--to", "docs", "--only", "log", "--date", DAY.isoformat(), cwd=on.folder
        ).code
        == 0,
        "no export",
    )
    hold(not on.mark.exists(), "a module of the folder was imported by a process that was started")


ATTACKS = (
    cache_that_somebody_else_wrote, flipped_bits_in_the_cache, rules_new_where_there_is_no_pack, escapes_that_reach_the_terminal,
    templates_that_reach_out_or_never_end, reports_over_what_people_wrote, interrupted_by_signals, streams_that_are_closed_or_full,
    names_that_are_hard_to_tell_apart, sessions_behind_other_names, conflicts_that_git_left, many_records, answers_that_are_no_answers,
    saved_while_the_app_is_open, other_start,
)  # fmt: skip
