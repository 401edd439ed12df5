"""An export that is planned once and carried out many times, in copies of one folder and in processes of its own."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist.documents import Wishes
from archassist.records import Write, WriteFault, write_all
from archassist.session import Review
from archassist.workflows.export import export_plan
from soak.desk import DAY, LATER, content

LINE = "A line of a person's, {}."
"""What people write in these trials."""


@dataclass(frozen=True)
class Shared:
    """A session whose answers have changed since it was exported; the folder as it was (with edits), and as it will be."""

    session: Path
    folder: Path
    writes: Sequence[Write]
    old: dict[str, bytes]
    new: dict[str, bytes]
    seconds: float
    """How long writing takes."""

    @property
    def documents(self) -> list[str]:
        """Documents that people and the export both change: they are there before it, too."""
        paths = (each.path for each in self.writes)
        return [path for path in paths if path.endswith(".md") and path[0] != "." and path in self.old]


def prepare(folder: Path, only: Sequence[str] = ("adr",)) -> Shared:
    """Exports, lets a person edit, changes answers, and plans the next export."""
    session, docs = folder / "r.toml", folder / "docs"
    review = Review.example("notion-2021", session)
    wishes = Wishes(only=tuple(only))
    export_plan(review, docs, wishes, DAY).write()
    for number, path in enumerate(sorted(docs.glob("decisions/*.md"))[:3]):
        path.write_bytes(path.read_bytes() + f"\n{LINE.format(f'before {number}')}\n".encode())
    with review.together():
        review.set("mau_now", "300M")
        review.set("engineers", "400")
    plan = export_plan(review, docs, wishes, LATER)
    old = content(docs)
    shutil.copytree(docs, folder / "new")
    begun = time.monotonic()
    write_all(folder / "new", plan.writes)
    seconds = time.monotonic() - begun
    return Shared(session, docs, tuple(plan.writes), old, content(folder / "new"), seconds)


def copied(shared: Shared, folder: Path) -> Path:
    """The folder as it was, for one round."""
    target = folder / "docs"
    shutil.copytree(shared.folder, target)
    return target


def forked(work: Callable[[], None], *, alone: bool = False) -> int:
    """Does something in a process of its own, and gives its number. It ends with 0, 2 when writing was refused, else 9."""
    child = os.fork()
    if child:
        return child
    code = 9
    try:
        if alone:
            os.setpgid(0, 0)
        work()
        code = 0
    except WriteFault:
        code = 2
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Waits for a process and gives its exit code; below 0 the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def movers(parent: int) -> list[int]:
    """The processes that a process has started, as the system tells it; none where it does not."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    with contextlib.suppress(OSError):
        return [int(word) for word in listed.read_text().split()]
    with contextlib.suppress(OSError, subprocess.SubprocessError, ValueError):
        told = subprocess.run(
            ["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False, timeout=5
        )
        return [int(word) for word in told.stdout.split()]
    return []


def kill(process: int) -> bool:
    """Kills a process; whether it was there."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def at_rest(target: Path, seconds: float = 45.0) -> bool:
    """Waits until nobody holds a folder's lock; whether that came about."""
    until = time.monotonic() + seconds
    handle = os.open(target, os.O_RDONLY)
    try:
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            time.sleep(0.005)
        return False
    finally:
        os.close(handle)
