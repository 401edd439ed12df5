"""What trials work with: a home of their own, sessions, the command as people start it, and files compared."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist.cli import main

DAY, LATER = datetime.date(2026, 11, 20), datetime.date(2027, 2, 1)
COMMAND = (sys.executable, "-P", "-m", "archassist")
"""The command, started so that no module of the folder where it runs is in its way."""

PATIENCE = 120.0
"""Seconds within which a command has to end."""


def settle(home: Path) -> None:
    """Gives this process, and all that it starts, a home with nothing in it."""
    home.mkdir(parents=True)
    os.environ["HOME"] = str(home)
    for name in ("CONFIG", "CACHE", "STATE", "DATA"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[f"XDG_{name}_HOME"] = str(folder)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["GIT_CONFIG_NOSYSTEM"] = "1"
    os.environ["TERM"] = "xterm-256color"
    if paths := os.environ.get("PYTHONPATH"):  # what is relative would name the folders of trials
        os.environ["PYTHONPATH"] = os.pathsep.join(
            str(Path(each).absolute()) for each in paths.split(os.pathsep)
        )
    for name in ("NO_COLOR", "COLORTERM", "GIT_DIR", "GIT_WORK_TREE"):
        os.environ.pop(name, None)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def faulty(self) -> str:
        """What no command may do, whatever it is given: die, or show what only programmers read. Empty when it did not."""
        if self.code not in (0, 1, 2):
            return f"exit code {self.code}"
        return "a traceback" if "Traceback (most recent call last)" in self.err else ""


def archassist(
    *words: str | Path,
    cwd: Path,
    typed: str = "",
    through: Sequence[str] = (),
    before: Callable[[], object] | None = None,
    patience: float = PATIENCE,
) -> Ran:
    """Runs a command as a person does. `through` is put in front of it, `before` runs in its process first.

    One that does not end is killed, and has exit code -9.
    """
    process = subprocess.Popen(
        [*through, *COMMAND, *map(str, words)],
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=before,
    )
    try:
        out, err = process.communicate(typed.encode("utf-8", "surrogateescape"), patience)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
    return Ran(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def here(*words: str | Path, cwd: Path, typed: str = "", patience: float = PATIENCE) -> Ran:
    """Runs a command in this process, as if it were one of its own. What takes too long has exit code -14."""
    out, err = io.StringIO(), io.StringIO()
    stdin, place = sys.stdin, Path.cwd()
    signal.signal(signal.SIGALRM, _alarm)
    try:
        sys.stdin = io.StringIO(typed)
        os.chdir(cwd)
        signal.setitimer(signal.ITIMER_REAL, patience)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(each) for each in words])
    except _TooSlow:
        code = -signal.SIGALRM
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdin = stdin
        os.chdir(place)
    return Ran(code, out.getvalue(), err.getvalue())


class _TooSlow(BaseException):
    """A command is not done in time. No handler of the program's may take it for a fault of its own."""


def _alarm(*_: object) -> None:
    raise _TooSlow


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name there. Links are not followed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names under which two folders hold different things."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def swapped_in(path: Path, text: bytes) -> None:
    """Saves as careful editors do: a draft beside it, which then takes its place."""
    draft = path.with_name(f".{path.name}.swp")
    draft.write_bytes(text)
    draft.replace(path)
