"""Lists a folder of a commit: git does it, in a git folder of our own that only borrows the repository's objects.

What git is told to run stands in a repository's configuration, hooks and attributes, and somebody else may have written
these. In a folder that was made a moment ago there are none: no remote that it could fetch from, no monitor, no hook.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archassist.programs import find_program

SECONDS = 5.0
"""How long one listing may take."""

MOST = 16_000_000
"""Bytes that a listing may have: some two hundred thousand names."""

MEMORY = 2_000_000_000
"""Bytes that git may take, where the system limits that (Linux): the index of the largest repositories has half of them."""

ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""The name of an object: SHA-1, or SHA-256."""

Kind = Literal["file", "folder", "link", "module"]
_SMALL = "\tpackedGitWindowSize = 32m\n\tpackedGitLimit = 256m\n"
"""Packs are looked at in windows, which a repository of many gigabytes needs under a limit of memory."""

_KINDS: dict[str, Kind] = {"10": "file", "04": "folder", "12": "link", "16": "module"}


class GitFault(Exception):
    """Something of a git repository cannot be read. The message says what and why."""


class GitTimeout(GitFault):
    """git did not answer in time."""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """What a folder of a commit holds under a name. A `module` is another repository, a `link` a symbolic one.

    `folder` is the folder's path, with slashes, empty for the commit's top.
    """

    name: str
    kind: Kind
    folder: str = ""


def entries(
    store: Path, commit: str, parts: tuple[str, ...], *more: tuple[str, ...]
) -> tuple[TreeEntry, ...]:
    """What the folder `parts` of a commit holds, by the object store, and what `more` folders do; nothing where the
    commit has no such folder.

    Raises GitFault when git is not there, or cannot read it: a clone that left it out would have to fetch it, and
    nothing is fetched.
    """
    folders = [f"{'/'.join(each)}/" for each in (parts, *more) if each]
    with tempfile.TemporaryDirectory(prefix="archassist-git-") as own:
        _make(Path(own), commit)
        said = _run(["ls-tree", "-z", "--full-tree", commit, "--", *folders], Path(own), store)
    return tuple(_entries(said))


def fork(store: Path, one: str, other: str, shallow: tuple[str, ...] = ()) -> str | None:
    """The commit at which two histories parted; None when they have none in common. `shallow` are commits at which a
    clone ends. Raises GitFault as `entries` does."""
    with tempfile.TemporaryDirectory(prefix="archassist-git-") as own:
        _make(Path(own), one)
        if shallow:
            (Path(own) / "shallow").write_text("".join(f"{each}\n" for each in shallow))
        said = _run(["merge-base", one, other], Path(own), store, none=1)
    found = said.decode("ascii", "replace").strip()
    return found if ID.fullmatch(found) else None


def _make(own: Path, commit: str) -> None:
    """A git folder with nothing in it."""
    (own / "objects").mkdir()
    (own / "refs").mkdir()
    (own / "HEAD").write_text("ref: refs/heads/none\n")
    version, form = (0, "") if len(commit) == 40 else (1, "[extensions]\n\tobjectformat = sha256\n")
    (own / "config").write_text(
        f"[core]\n\trepositoryformatversion = {version}\n\tbare = true\n{_SMALL}{form}"
    )


def _run(words: list[str], own: Path, store: Path, *, none: int = 0) -> bytes:
    """What git says; `none` is the exit code with which it says that there is nothing."""
    program = _git()
    with (
        (own / "complaint").open("w+b") as complaint,
        subprocess.Popen(
            [program, "--no-pager", *words],
            cwd=own, env=_environment(program, own, store),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaint,
        ) as process,
    ):  # fmt: skip
        assert process.stdout is not None
        _limit(process.pid)
        late = threading.Timer(SECONDS, process.kill)
        late.start()
        try:
            said = process.stdout.read(MOST + 1)
        finally:
            late.cancel()
            process.kill() if len(said) > MOST else process.wait()
        complaint.seek(0)
        why = complaint.read(300).decode("utf-8", "replace").strip().splitlines()
    if len(said) > MOST:
        raise GitFault(f"the folder lists more than {MOST:,} bytes of names")
    if process.returncode and (process.returncode != none or why):
        if not why:
            raise GitTimeout(f"git did not answer within {SECONDS:g} seconds")
        raise GitFault(f"git says “{why[0].removeprefix('fatal: ')}”; what a clone left out is not fetched")
    return said


def _limit(process: int) -> None:
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError, ValueError):  # it has ended already, or is limited more
            resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))


def _git() -> str:
    """Where git is; not where we stand, for in a repository somebody else may have put one there."""
    found = find_program("git")
    if found is None:
        raise GitFault("git is not installed")
    return found


def _environment(program: str, own: Path, store: Path) -> dict[str, str]:
    """All that git is told: nothing of what this process was told, and nothing that is configured anywhere."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return kept | {
        "PATH": str(Path(program).parent),
        "HOME": str(own),
        "XDG_CONFIG_HOME": str(own),
        "LC_ALL": "C",
        "GIT_DIR": str(own),
        "GIT_OBJECT_DIRECTORY": str(store),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _entries(said: bytes) -> Iterator[TreeEntry]:
    for line in os.fsdecode(said).split("\0")[:-1]:
        about, _, path = line.partition("\t")
        kind = _KINDS.get(about[:2])
        if kind is not None:
            folder, _, name = path.rpartition("/")
            yield TreeEntry(name, kind, folder)
