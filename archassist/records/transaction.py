"""Writes a set of files all together: stopped anywhere, the set is the old one or the new one.

Every new text is written beside, whole and on the disk, into a stage that this export alone knows; then the set is written
down in a journal; then the files are moved (`archassist.file_commit.mover`, which says how, and who finishes when
somebody is killed). A stop before the journal leaves the old set.

The journal lies in the user's own state folder (`archassist.records.own`), so nothing that lies in a repository is ever
obeyed. It is read by the next real export only, never by a preview or a check. Where there is no state folder to trust, it
lies in a private temporary one, and nobody reads it after both processes were killed at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import archassist
from archassist.file_commit.folders import HeldFolder
from archassist.file_commit.journal import STAGED, Journal, JournalFault, NoJournal
from archassist.file_commit.mover import MoveResult, carry_out, forget
from archassist.locks import Held
from archassist.records.export_lock import only_one
from archassist.records.messages import held_by, told
from archassist.records.own import JOURNAL, own_folder
from archassist.records.staging import NOTHING, Staging, Write, WriteFault

MOVER = "import sys; sys.path.append(sys.argv[1]); from archassist.file_commit.mover import main; main(sys.argv[2])"
"""The program that moves, given the folder of the package and a journal."""

WAIT = 30.0
"""How long the mover is waited for, in seconds."""


def write_all(
    target: Path, writes: Sequence[Write], *, step: Callable[[str], None] = lambda name: None
) -> None:
    """Write all files, or none. `step` is told of every step, for tests that stop in the middle.

    A file keeps its permissions; a new one gets the usual ones. Raises WriteFault when a file is not any more what it was
    when the writes were planned, when it is read-only, when a path leads out of the target or into a hidden folder, when
    another export goes on for too long, or when the disk refuses.
    """
    writes = [each for each in writes if each.before != each.after]
    if not writes:
        return
    try:
        with _alone_in(target) as (above, lock):
            _recover(target)
            _write(target, writes, above, lock, step)
    except WriteFault:
        raise
    except OSError as error:  # before the set was committed: whatever comes later is told by its result
        raise WriteFault(f"{error.filename or target}: {error.strerror or error}. {NOTHING}") from None


def recover(target: Path) -> MoveResult | None:
    """Finishes, or takes back, an export of this user's that was killed together with its mover; None when there was none.

    Raises WriteFault when another export goes on for too long.
    """
    if not pending(target):
        return None
    try:
        with _alone_in(target):
            return _recover(target)
    except WriteFault:
        raise
    except OSError as error:
        raise WriteFault(f"{error.filename or target}: {error.strerror or error}.") from None


def pending(target: Path) -> bool:
    """Whether an export of this user's was stopped before it was finished, or goes on now. Nothing is written."""
    mine = own_folder(target)
    return mine is not None and (mine / JOURNAL).is_file()


def _recover(target: Path) -> MoveResult | None:
    """What `recover` does, with the lock held: nobody is at work then, whoever wrote the journal."""
    mine = own_folder(target)
    if mine is None:
        return None
    for draft in mine.glob(f"{JOURNAL}.*"):
        with contextlib.suppress(OSError):
            draft.unlink()
    try:
        return carry_out(str(mine / JOURNAL))
    except NoJournal:
        return None
    except JournalFault:  # damaged: nothing can be done with it
        try:
            (mine / JOURNAL).unlink()
        except OSError:
            raise WriteFault(
                f"{mine / JOURNAL} is not a journal of an export. Remove it. {NOTHING}"
            ) from None
        return None
    finally:
        _tidy(mine)


def _write(
    target: Path,
    writes: Sequence[Write],
    above: Sequence[Path],
    lock: int | None,
    step: Callable[[str], None],
) -> None:
    real = os.path.realpath(target)
    folder = HeldFolder.at(real)
    staging = Staging(folder, target)
    journal = Journal(
        real, f".archassist-stage-{secrets.token_hex(16)}", above=[str(each.absolute()) for each in above]
    )
    try:
        staging.check(writes)
        with _noted(target) as path:
            mover = _Mover(path, lock)
            fault: OSError | None = None
            try:
                journal.write(str(path), durable=False)
                step("mover started")
                stage = _made(folder, journal.stage, target)
                try:
                    step("stage made")
                    journal.owner, journal.private = stage.rights()
                    journal.write(str(path), durable=False)
                    journal.entries = staging.stage(writes, stage)
                finally:
                    stage.close()
                step("staged")
                journal.phase, journal.made = "moving", staging.made
                journal.write(str(path))
                step("committed")
            except OSError as error:
                fault = error
            finally:
                # Moves, when the journal says so; else removes the stage.
                committed = journal.phase == "moving"
                result = mover.result(folder, committed=committed)
                if result.outcome == "gone":
                    _discard(folder, journal.stage)
    finally:
        staging.close()
    if fault is not None and (result.outcome == "undone" or not committed):
        raise fault
    if result.outcome != "done":
        raise WriteFault(told(target, result))


def _made(folder: HeldFolder, name: str, target: Path) -> HeldFolder:
    try:
        folder.make(name, 0o700)
        return folder.below(name)
    except OSError as error:  # it is the target that cannot be written to, for whoever reads this
        raise OSError(error.errno, error.strerror, str(target)) from None


def _discard(folder: HeldFolder, name: str) -> None:
    """Removes a stage from a folder that the mover did not find any more, wherever that is now."""
    with contextlib.suppress(OSError):
        stage = folder.below(name)
        try:
            for each in filter(STAGED.fullmatch, stage.names()):
                stage.unlink(each)
        finally:
            stage.close()
        folder.remove(name)


@contextlib.contextmanager
def _noted(target: Path) -> Iterator[Path]:
    """The path for a journal, where only this user can write."""
    mine = own_folder(target, make=True)
    if mine is None or not os.access(mine, os.W_OK):  # a home that cannot be written to, in a container say
        mine = Path(tempfile.mkdtemp(prefix="archassist-"))
    try:
        yield mine / JOURNAL
    finally:
        _tidy(mine)  # not what is in it: a mover that was stopped reads that when it goes on


def _tidy(mine: Path) -> None:
    """Removes the folder of a target's notes, unless a journal that is still needed is in it."""
    with contextlib.suppress(OSError):
        mine.rmdir()


_STOPPED = (
    "process {0}, which moves the files, is stopped or slow. It finishes the set or undoes it when it goes on, and no "
    "other export can write there until then. `ps -p {0}` shows how it is, `kill -CONT {0}` lets it go on; once it has "
    "ended, the next export does what it left"
)


class _Mover:
    """The process that moves while this one waits, and without it when this one is killed."""

    def __init__(self, journal: Path, lock: int | None) -> None:
        self._journal = str(journal)
        self._process: subprocess.Popen[bytes] | None = None
        # Where a lock cannot be handed on (Windows), the mover might meet the next export.
        if os.name != "posix" or not sys.executable or getattr(sys, "frozen", False):
            return
        root = str(Path(archassist.__file__).parent.parent)
        # What is only being started may not be able to: then this process moves the files alone.
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", MOVER, root, self._journal],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=() if lock is None else (lock,),
                start_new_session=True,
                cwd="/",
            )

    def result(self, target: HeldFolder, *, committed: bool) -> MoveResult:
        """Lets it do what the journal says, does the rest when it died, and tells what became of the set.

        One that lives after WAIT seconds still holds the lock, and is the only one that goes on: then that is not known.
        """
        try:
            said = self._said()
        except subprocess.TimeoutExpired:
            assert self._process is not None
            return MoveResult("open", why=_STOPPED.format(self._process.pid))
        if said is not None:
            if said.outcome != "stuck":
                forget(self._journal)  # it may have been killed just before
            return said
        try:
            return carry_out(self._journal, target=target)
        except (JournalFault, OSError) as error:
            if isinstance(error, NoJournal) and not committed:
                return MoveResult("undone", why="nothing was begun")
            why = error.strerror if isinstance(error, OSError) else "is not a journal any more"
            return MoveResult("open", why=f"{self._journal}: {why}. The next export goes on with it")

    def _said(self) -> MoveResult | None:
        if self._process is None:
            return None
        try:
            said, _ = self._process.communicate(timeout=WAIT)
        except KeyboardInterrupt:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(WAIT)  # it cannot be interrupted, and takes milliseconds
            raise
        try:
            return MoveResult(**json.loads(said))
        except ValueError:
            return None


@contextlib.contextmanager
def _alone_in(target: Path) -> Iterator[tuple[Sequence[Path], int | None]]:
    """Holds the lock of a folder, which is made where it is missing, and removed again when nothing comes into it.

    Gives which folders were made, and the handle that holds the lock. Raises WriteFault and OSError.
    """
    above: Sequence[Path] = ()
    try:
        above = _make_folders(target)
        with only_one(target) as lock:
            yield above, lock
    except Held as held:
        raise WriteFault(held_by(target, held)) from None
    finally:
        for folder in reversed(above):  # one that holds anything stays
            with contextlib.suppress(OSError):
                folder.rmdir()


def _make_folders(target: Path) -> list[Path]:
    """Makes the target, and gives back which folders that took, the outermost first."""
    missing: list[Path] = []
    at = target
    while not os.path.lexists(at):
        missing.append(at)
        at = at.parent
    target.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
