"""Attacks by a repository that somebody else wrote: it may run nothing, move nothing, and lose nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal

from archassist.documents import Wishes
from archassist.records import write_all
from archassist.session import Review
from archassist.workflows.export import export_plan
from soak.desk import LATER, content
from soak.disks import OBEYS
from soak.exporting import at_rest, ended, forked, movers
from soak.ground import Ground, git, hold

_TRAPS = """\
[core]
    repositoryformatversion = 1
    bare = false
    worktree = .
    sshCommand = "{0}"
    fsmonitor = "{0}"
    hooksPath = "{1}"
    editor = "{0}"
    pager = "{0}"
[extensions]
    partialClone = origin
[remote "origin"]
    url = ssh://x/y
    promisor = true
    uploadpack = "{0}"
    fetch = +refs/heads/*:refs/remotes/origin/*
[protocol]
    allow = always
[alias]
    ls-tree = "!{0}"
    rev-parse = "!{0}"
[filter "x"]
    smudge = "{0}"
    clean = "{0}"
"""


def journal_in_the_repository(on: Ground) -> None:
    """A journal and a stage that came with a clone: a hook would be put in place, a private key moved into the folder."""
    target = on.docs()
    key = on.folder / "id_rsa"
    key.write_text("PRIVATE")
    git(target, "init", "-q")
    (target / ".archassist" / "pending").mkdir()
    on.program(target / ".archassist" / "pending" / "0")
    hook = ".git/hooks/post-commit"
    stage = f".archassist-stage-{'a' * 32}"
    on.program(target / stage / "0")
    listed = [[hook, "0"], ["decisions/notes.md", str(key)]]
    whole = {
        "schema": 1, "target": os.path.realpath(target), "stage": stage, "phase": "moving", "made": [], "above": [], "said": [],
        "entries": [["notes.md", "", hashlib.sha256((target / stage / "0").read_bytes()).hexdigest(), "0"]], "owner": os.geteuid(), "private": True,
    }  # fmt: skip
    for text in (json.dumps(listed), json.dumps(whole)):
        (target / ".archassist" / "journal.json").write_text(text)
        on.commands(target)
        hold(key.read_text() == "PRIVATE", "the key is gone", folder=target)
        for name in (hook, "decisions/notes.md", "notes.md"):
            hold(not (target / name).exists(), f"{name} was put there", folder=target)
        hold((target / stage / "0").is_file(), "a stranger's stage was emptied", folder=target)


def git_folder_with_traps(on: Ground) -> None:
    """A configuration, hooks and attributes in the clone's own git folder."""
    target = on.docs("clone")
    if not (
        git(target, "init", "-q", "-b", "main")
        and git(target, "add", "-A")
        and git(target, "commit", "-qm", "x")
    ):
        on.counts["attacks without git"] += 1
    run = on.program(on.folder / "trap")
    (target / ".git").mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        on.program(target / ".git" / "hooks" / name)
    (target / ".git" / "config").write_text(_TRAPS.format(run, target / ".git" / "hooks"))
    (target / ".gitattributes").write_text("* filter=x diff=x merge=x\n")
    on.commands(target)


def bare_repository_among_the_files(on: Ground) -> None:
    """Folders of records that are bare repositories with traps, as they survive a clone."""
    target = on.folder / "up"
    for name in ("docs/decisions", "docs", "."):
        records = target / name
        for each in ("refs/heads", "refs/tags", "objects/info", "objects/pack"):
            (records / each).mkdir(parents=True, exist_ok=True)
        (records / "HEAD").write_text("ref: refs/heads/main\n")
        (records / "refs" / "heads" / "main").write_text("1" * 40 + "\n")
        (records / "config").write_text(_TRAPS.format(on.program(on.folder / "trap"), records))
    on.commands(target / "docs")
    on.run("check", on.session, "--docs", target / "docs", cwd=target / "docs" / "decisions")


def git_file_that_names_another(on: Ground) -> None:
    """A `.git` file that points at a repository of somebody else's choice."""
    target = on.docs()
    other = on.folder / "other"
    for each in ("refs/heads", "objects"):
        (other / each).mkdir(parents=True)
    (other / "HEAD").write_text("ref: refs/heads/main\n")
    (other / "config").write_text(_TRAPS.format(on.program(on.folder / "trap"), other))
    (other / "commondir").write_text("../../../../../..\n")
    (target / ".git").write_text(f"gitdir: {other}\n")
    on.commands(target)


def killed_and_then_edited(on: Ground) -> None:
    """Both processes of an export are killed, a person edits, and any command follows: the line stays."""
    target = on.docs()
    on.change()
    plan = export_plan(Review.open(on.session), target, Wishes(("adr",)), LATER)
    child = forked(lambda: write_all(target, plan.writes, step=_dies))
    ended(child)
    at_rest(target)
    name = next(each.path for each in plan.writes if each.path.startswith("decisions/") and each.before)
    with (target / name).open("a") as file:
        file.write("A LINE BY HAND\n")
    on.commands(target)
    hold("A LINE BY HAND" in (target / name).read_text(), f"{name}: the line is gone", folder=target)


def _dies(name: str) -> None:
    if name == "committed":
        for each in movers(os.getpid()):
            os.kill(each, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


def failed_export_then_edited(on: Ground) -> None:
    """An export that may not write says so; what a person writes then is not eaten by the next one."""
    if os.geteuid() == 0 and shutil.which(OBEYS[0]) is None:
        on.counts["attacks that need setpriv"] += 1
        return
    through = OBEYS if os.geteuid() == 0 else ()
    target = on.docs()
    on.change()
    (target / "decisions").chmod(0o555)
    ran = on.export(target, through=through)
    (target / "decisions").chmod(0o755)
    hold(ran.code == 2 and "othing was written" in ran.err, f"it says {ran.err}", folder=target)
    path = target / "decisions" / "0001-architecture-style.md"
    with path.open("a") as file:
        file.write("A LINE BY HAND\n")
    on.export(target, "--dry-run")
    on.export(target)
    hold("A LINE BY HAND" in path.read_text(), "the line is gone", folder=target)


def links_that_lead_out(on: Ground) -> None:
    """The memory, the records, a document, an index, a pointer, each a link to a place outside."""
    home = on.folder / "home"
    (home / "base").mkdir(parents=True)
    (home / "pending").mkdir()
    for name in (
        "base/caching.md",
        "pending/thesis.txt",
        "journal.json",
        "lock.toml",
        "0001-x.md",
        "README.md",
    ):
        (home / name).write_text(f"mine: {name}\n")
    before = content(home)
    on.change()
    ways = [
        ".archassist",
        ".archassist/base",
        ".archassist/lock.toml",
        "decisions",
        "decisions/README.md",
        "decisions/0001-architecture-style.md",
        ".adr-dir",
    ]
    for number, name in enumerate(ways):
        target = on.docs(f"docs{number}")
        path = target / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        goal = home / {
            ".archassist/base": "base",
            ".archassist/lock.toml": "lock.toml",
            "decisions/README.md": "README.md",
            "decisions/0001-architecture-style.md": "0001-x.md",
            ".adr-dir": "0001-x.md",
        }.get(name, "")
        path.symlink_to(os.path.relpath(goal, path.parent))
        on.commands(target)
        hold(content(home) == before, f"{name} is a link, and what it leads to was changed", folder=on.folder)


def memory_that_claims_what_is_not_its_own(on: Ground) -> None:
    """A memory says that people's files were generated: a hook, a file outside, a record of theirs, the index."""
    target = on.docs()
    on.change()
    mine = target / "decisions" / "0099-ours.md"
    mine.write_text("# Ours\n\n## Status\n\nAccepted\n")
    notes = target / "NOTES.md"
    notes.write_text("our notes\n")
    lock = target / ".archassist" / "lock.toml"
    sound = lock.read_text()
    first = "decisions/0001-architecture-style.md"
    outside = on.folder / "outside.md"
    outside.write_text("outside\n")
    for claim in (
        "decisions/0099-ours.md",
        "NOTES.md",
        ".git/hooks/post-commit",
        "../outside.md",
        str(outside),
        ".archassist/lock.toml",
    ):
        lock.write_text(sound.replace(f'path = "{first}"', f'path = "{claim}"', 1))
        on.commands(target)
        hold(
            mine.read_text() == "# Ours\n\n## Status\n\nAccepted\n",
            f"{claim}: a record of people was rewritten",
            folder=target,
        )
        hold(notes.read_text() == "our notes\n", f"{claim}: notes were rewritten", folder=target)
        hold(outside.read_text() == "outside\n", f"{claim}: a file outside was rewritten", folder=target)
        hold(not (target / ".git").exists(), f"{claim}: a hook was made", folder=target)


def pointers_that_lead_away(on: Ground) -> None:
    """`.adr-dir` and its like name a folder outside, a hidden one, one with a zero byte."""
    for number, said in enumerate(
        ("../../elsewhere", "/etc", ".git/hooks", "a\0b", "a/" * 4000, "\x1b[2J", ".archassist/base")
    ):
        for name, key in (
            (".adr-dir", ""),
            (".log4brains.yml", "  adrFolder: "),
            ("catalog-info.yaml", "backstage.io/adr-location: "),
        ):
            target = on.folder / f"t{number}{name}"
            target.mkdir()
            (target / name).write_text(f"{key}{said}\n")
            on.run("adopt", target)
        on.export(target)
        hold(
            not (on.folder / "elsewhere").exists() and not (target / ".git").exists(),
            f"{said!r} was obeyed",
            folder=on.folder,
        )


def programs_beside_the_documents(on: Ground) -> None:
    """Modules and programs in the folder where somebody stands: none is imported, none is run."""
    target = on.docs("clone")
    for name in (
        "json.py",
        "tomllib.py",
        "platformdirs.py",
        "sitecustomize.py",
        "numpy.py",
        "archassist.py",
        "fcntl.py",
        "jinja2.py",
    ):
        (target / name).write_text(f"open({str(on.mark)!r}, 'a').write('{name}')\n")
    for name in ("git", "chromium", "google-chrome", "chromium-browser"):
        on.program(target / name)
        on.program(target / "bin" / name)
    (target / "own.j2").write_text("# {{ record_id }}\n")
    path = os.environ["PATH"]

    def here() -> None:
        os.environ["PATH"] = f".::bin:{target}:{path}"

    on.export(target, "--template", "own.j2", cwd=target)
    on.run("export", on.session, "--to", ".", "--only", "report", "--pdf", cwd=target, before=here)
    on.commands(target)


ATTACKS = (
    journal_in_the_repository, git_folder_with_traps, bare_repository_among_the_files, git_file_that_names_another,
    killed_and_then_edited, failed_export_then_edited, links_that_lead_out, memory_that_claims_what_is_not_its_own,
    pointers_that_lead_away, programs_beside_the_documents,
)  # fmt: skip
