"""Repositories as teams have them, and repositories as an attacker makes them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

RECORDS = ("0001-first.md", "0002-second.md", "0007-seventh.md", "notes.md")
NUMBERED = ((1, "0001-first.md"), (2, "0002-second.md"), (7, "0007-seventh.md"))


def git(folder: Path, *words: str) -> str:
    """Runs git as a person would, whatever the machine's own configuration says."""
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_ALLOW_PROTOCOL": "file"}
    told = subprocess.run(
        ["git", "-C", str(folder), *words],
        env=clean | who | alone,
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip()


def repository(folder: Path, *options: str) -> Path:
    """A repository with records on its branch `main`; the folder with the records is `docs/adr`."""
    records = folder / "docs" / "adr"
    records.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main", *options)
    for name in RECORDS:
        (records / name).write_text(f"# {name}\n\n## Status\n\nAccepted\n")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "records")
    return folder


def traps(mark: Path) -> str:
    """A configuration in which everything that git can be told to run makes the file `mark`."""
    run = mark.with_name("trap")
    return f"""\
[core]
    repositoryformatversion = 1
    bare = false
    worktree = ..
    fsmonitor = "{run}"
    fsmonitorHookVersion = 2
    sshCommand = "{run}"
    gitProxy = "{run}"
    askPass = "{run}"
    editor = "{run}"
    pager = "{run}"
    hooksPath = {mark.parent / "hooks"}
    alternateRefsCommand = "{run}"
    attributesFile = {mark.parent / "attributes"}
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{run}
    promisor = true
    partialclonefilter = tree:0
    uploadpack = "{run}"
    receivepack = "{run}"
    vcs = ext
    proxy = "ext::{run}"
    fetch = +refs/heads/*:refs/remotes/origin/*
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[include]
    path = {mark.parent / "included"}
[includeIf "gitdir:**"]
    path = {mark.parent / "included"}
[credential]
    helper = "!{run}"
[filter "x"]
    clean = "{run}"
    smudge = "{run}"
    process = "{run}"
    required = true
[diff]
    external = "{run}"
[diff "x"]
    textconv = "{run}"
    command = "{run}"
[merge "x"]
    driver = "{run}"
[pager]
    ls-tree = "{run}"
    rev-parse = "{run}"
    cat-file = "{run}"
[alias]
    ls-tree = "!{run}"
    rev-parse = "!{run}"
    cat-file = "!{run}"
    for-each-ref = "!{run}"
[gpg]
    program = "{run}"
[gc]
    recentObjectsHook = "{run}"
[uploadpack]
    packObjectsHook = "{run}"
[submodule "x"]
    update = "!{run}"
[sequence]
    editor = "{run}"
[trace2]
    eventTarget = {mark}
[trailer "x"]
    command = "{run}"
[interactive]
    diffFilter = "{run}"
[url "ext::{run}"]
    insteadOf = origin
[man "x"]
    cmd = "{run}"
[browser "x"]
    cmd = "{run}"
[http]
    proxy = "ext::{run}"
"""


def plant(git_folder: Path, mark: Path) -> None:
    """Sets traps in a git folder: in its configuration, in a file that this includes, in attributes and in hooks."""
    trap = mark.with_name("trap")
    trap.write_text(f"#!/bin/sh\ntouch {mark}\n")
    trap.chmod(0o755)
    (git_folder / "config").write_text(traps(mark))
    (git_folder / "config.worktree").write_text(traps(mark))
    (mark.parent / "included").write_text(traps(mark).split("[include]")[0])
    (mark.parent / "attributes").write_text("* filter=x diff=x merge=x\n")
    (git_folder / "info").mkdir(exist_ok=True)
    (git_folder / "info" / "attributes").write_text("* filter=x diff=x merge=x\n")
    for hooks in (git_folder / "hooks", mark.parent / "hooks"):
        hooks.mkdir(exist_ok=True)
        for name in (
            "fsmonitor-watchman",
            "post-checkout",
            "reference-transaction",
            "post-index-change",
            "pre-commit",
        ):
            hook = hooks / name
            hook.write_text(f"#!/bin/sh\ntouch {mark}\n")
            hook.chmod(0o755)


_STARTS = frozenset(
    {
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.fork",
        "os.forkpty",
        "pty.spawn",
    }
    | {"socket.connect", "socket.getaddrinfo"}
)
_watching: list[list[str]] = []


def _hook(event: str, about: tuple[object, ...]) -> None:
    if _watching and event in _STARTS and not (event == "subprocess.Popen" and _only_lists(*about)):
        _watching[-1].append(f"{event} {about}")


def _only_lists(program: object, words: object, folder: object, environment: object) -> bool:
    """Whether git is asked to list a folder, or where histories parted, in a git folder that was made for that."""
    return (
        isinstance(words, list)
        and isinstance(environment, dict)
        and words[1] == "--no-pager"
        and words[2] in ("ls-tree", "merge-base")
        and Path(words[0]).is_absolute()
        and str(folder) == environment["GIT_DIR"]
        and sorted({path.name for path in Path(environment["GIT_DIR"]).iterdir()} - {"shallow"})
        == ["HEAD", "complaint", "config", "objects", "refs"]
        and "[remote" not in (Path(environment["GIT_DIR"]) / "config").read_text()
    )


sys.addaudithook(_hook)


@contextlib.contextmanager
def nothing_started() -> Iterator[None]:
    """Fails when a process is started, or a connection made, from within this Python."""
    seen: list[str] = []
    _watching.append(seen)
    try:
        yield
    finally:
        _watching.pop()
    assert seen == [], "somebody else's repository may run nothing"
