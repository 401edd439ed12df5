"""A full disk and a folder that may not be written to: each command that writes says so, and what was there is whole."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archassist.session import Review
from soak.desk import DAY, Ran, archassist, content, differing
from soak.trial import Round, Skipped, Trial

SIZE = 4_000_000
"""Bytes of the small disk."""

OBEYS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search,-fowner",
    "--inh-caps=-all",
)
"""What makes root obey permissions."""

DATE = ("--date", DAY.isoformat())

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("set", "r.toml", "mau_now=61k", "engineers=12"),
    ("ask", "r.toml", "--again", "--only", "mau_now"),
    ("decide", "r.toml", "caching", "shared_cache", "--because", "slow", "--by", "ana"),
    ("mark", "r.toml", "db.index", "doing", "--owner", "ben"),
    ("plan", "r.toml", "--share", "40%"),
    ("expect", "r.toml", "sale", "2027-11", "--factor", "3"),
    ("history", "r.toml", "h.csv"),
    ("prioritise", "r.toml", "cost"),
    ("risk", "r.toml", "zone", "--title", "One zone"),
    ("adopt", "records", "--session", "r.toml"),
    ("new", "new.toml", "--title", "New"),
    ("merge", "r.toml", "other.toml", "--to", "both.toml"),
    ("export", "r.toml", "--to", "docs", "--only", "adr", *DATE),
    ("export", "r.toml", "--to", "fresh", "--only", "adr", *DATE),
    ("check", "r.toml", "--docs", "docs", "--junit", "j.xml", "--sarif", "s.json", *DATE),
    ("rules", "docs", "--to", "knowledge"),
    ("rules", "new", "question", "reads", "pack", "--file", "core"),
)
TYPED = {"ask": "62k\n"}


def prepare(folder: Path) -> dict[str, bytes]:
    """Everything that the commands work on, by name."""
    desk = folder / "desk"
    desk.mkdir()
    review = Review.example("notion-2021", desk / "r.toml")
    archassist("export", "r.toml", "--to", "docs", "--only", "adr", *DATE, cwd=desk)
    review.set("engineers", "200")
    shutil.copyfile(desk / "r.toml", desk / "other.toml")
    (desk / "h.csv").write_text("month,users\n2025-01,1000\n2025-02,1100\n")
    (desk / "records").mkdir()
    (desk / "records" / "0001-use-redis.md").write_text(
        "# 1. Use Redis as a shared cache\n\n## Status\n\nAccepted\n"
    )
    (desk / "pack" / "sources").mkdir(parents=True)
    (desk / "pack" / "pack.toml").write_text('id = "small"\ntitle = "Small"\nversion = "1.0"\n')
    (desk / "pack" / "sections.toml").write_text('[section.core]\ntitle = "Core"\norder = 1\n')
    return content(desk)


def laid(files: dict[str, bytes], folder: Path) -> None:
    """Lays all of it into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


# -- full


@dataclass(frozen=True)
class Disk:
    """A small disk: a folder, and what fills it up to so many bytes that are left."""

    folder: Path
    fill: Callable[[int], Callable[[], object] | None]


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Disk | None]:
    """A disk of SIZE bytes, which root can have on Linux; None where it is not to be had."""
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and shutil.which("mount") is not None
    mounted = mounted and subprocess.run(words, capture_output=True, check=False).returncode == 0
    if not mounted:
        yield None
        return

    def fill(left: int) -> None:
        free = os.statvfs(folder)
        size = max(0, free.f_bavail * free.f_frsize - left)
        (folder / "filler").write_bytes(b"x" * size)

    try:
        yield Disk(folder, fill)
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def full(round: Round, files: dict[str, bytes]) -> None:
    """One command on a full disk (or where no file may grow): it fails in words, and works once there is room."""
    words = COMMANDS[round.number % len(COMMANDS)]
    folder = round.folder / "disk"
    folder.mkdir()
    with small_disk(folder) as disk:
        laid(files, folder)
        if disk is not None:
            disk.fill(round.chance.choice([0, 0, 0, 4096, 16384]))
            round.counts["on a full disk"] += 1
            ran = _run(words, folder)
            (folder / "filler").unlink()
        else:
            bytes_left = round.chance.choice([0, 0, 100, 2000])
            round.counts["with a limit of size (no small disk can be mounted here)"] += 1
            ran = _run(words, folder, before=lambda: _limited(bytes_left))
        judge(round, words, ran, files, folder)
        if ran.code == 2:
            again = _run(words, folder)
            round.hold(
                again.code in (0, 1),
                f"{words[0]}: with room again it fails: {again.err[-300:]}",
                folder=folder,
            )


def _limited(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


# -- read-only


def read_only(round: Round, files: dict[str, bytes]) -> None:
    """One command in a folder that may be read only."""
    words = COMMANDS[round.number % len(COMMANDS)]
    through: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if shutil.which(OBEYS[0]) is None:
            raise Skipped("root obeys no permissions here: there is no setpriv")
        through = OBEYS
    folder = round.folder / "desk"
    folder.mkdir()
    laid(files, folder)
    folders = [folder, *(each for each in folder.rglob("*") if each.is_dir())]
    for each in folders:
        each.chmod(0o555)
    try:
        ran = _run(words, folder, through)
    finally:
        for each in folders:
            each.chmod(0o755)
    judge(round, words, ran, files, folder)


# -- both


def judge(round: Round, words: tuple[str, ...], ran: Ran, files: dict[str, bytes], folder: Path) -> None:
    """A command that failed said why in words and left everything as it was; one that did not has done its work."""
    for fault in faults(words[0], ran, files, content(folder)):
        round.fail(f"{' '.join(words[:3])}: {fault}", out=ran.out, err=ran.err, folder=folder)
    round.counts["refused"] += ran.code == 2


def faults(command: str, ran: Ran, before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """What is wrong with how a command took it that it could not write."""
    wrong = [ran.faulty] if ran.faulty else []
    said = [line for line in ran.err.splitlines() if line.startswith("archassist: ")]
    if ran.code == 2:
        changed = [name for name in differing(before, after) if not _may_stay(command, name)]
        if changed:
            wrong.append(f"it failed, and {changed[:5]} is not as it was")
        if not said:
            wrong.append("it failed without a word")
    missing = before.keys() - after.keys()
    if missing:
        wrong.append(f"{sorted(missing)[:5]} is gone")
    cut = [
        name for name in before if name in after and before[name] != after[name] and not after[name].strip()
    ]
    if cut:
        wrong.append(f"{cut} is empty now")
    return wrong


def _may_stay(command: str, name: str) -> bool:
    """Reports that were asked for by name are made anew every time: half of one, with exit code 2, harms nobody."""
    return command == "check" and name in ("j.xml", "s.json")


def _run(
    words: tuple[str, ...],
    folder: Path,
    through: tuple[str, ...] = (),
    before: Callable[[], object] | None = None,
) -> Ran:
    return archassist(*words, cwd=folder, typed=TYPED.get(words[0], ""), through=through, before=before)


FULL = Trial("full-disk", "commands on a full disk", 2 * len(COMMANDS), 110, full, prepare)
READ_ONLY = Trial("read-only", "commands in a read-only folder", len(COMMANDS), 60, read_only, prepare)
