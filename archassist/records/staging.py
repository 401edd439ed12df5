"""Looks at every file of a set before anything is written, and stages the new texts beside the old ones."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archassist.file_commit.folders import HeldFolder, give_mode
from archassist.file_commit.journal import JournalEntry, may_write
from archassist.file_commit.placement import in_words
from archassist.reading_files import no_folder

NOTHING = "Nothing was written."


class WriteFault(OSError):
    """A set of files could not be written. The message says which, why, and what was and was not done."""


@dataclass(frozen=True, slots=True)
class Write:
    """A file to be: its path relative to the target, the bytes it has now (None: it is not there), and those to come."""

    path: str
    before: bytes | None
    after: bytes


def is_read_only(path: Path) -> bool:
    """Whether a file was made one that is not to be written, by anybody or by this user."""
    try:
        return not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)
    except OSError:
        return False


def obstacle(target: Path, name: str) -> str:
    """Why a document can be no file of ours in the target: a link on the way would lead who knows where."""
    at = target
    for part in name.split("/"):
        at = at / part
        if at.is_symlink():
            return "it is a link" if at == target / name else f"{part} is a link"
    return "it is not a regular file" if at.exists() and not at.is_file() else ""


class Staging:
    """A target folder, held open while a set is looked at and staged. Paths in messages are as the user `said` them."""

    def __init__(self, target: HeldFolder, said: Path) -> None:
        self._target, self._said = target, said
        self._folders: dict[str, HeldFolder | None] = {"": target}
        self.made: list[str] = []

    def check(self, writes: Sequence[Write]) -> None:
        """Raises WriteFault for a file that is not what its write was planned upon, or may not be written."""
        for write in writes:
            path = self._said / write.path
            folder, name = self._parent(write.path), write.path.rpartition("/")[2]
            try:
                state = folder.digest(name) if folder else ""
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(path)) from None
            if state == "link":
                raise WriteFault(self._leads_out(path))
            if state != digest(write.before):
                raise WriteFault(f"{path} {in_words(state)}. {NOTHING.removesuffix('.')}: export again.")
            if state and is_read_only(path):
                raise WriteFault(f"{path} is read-only. Make it writable, or move it away. {NOTHING}")

    def stage(self, writes: Sequence[Write], stage: HeldFolder) -> list[JournalEntry]:
        """Writes every new text into the stage, whole and on the disk, with the permissions that its file is to have.

        Raises OSError, with the name that the file is to have.
        """
        entries = []
        for number, write in enumerate(writes):
            entry = JournalEntry(write.path, digest(write.before), digest(write.after), str(number))
            try:
                self._stage(write, stage, entry)
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(self._said / write.path)) from None
            entries.append(entry)
        stage.sync()
        return entries

    def _stage(self, write: Write, stage: HeldFolder, entry: JournalEntry) -> None:
        handle = stage.open(entry.staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        with os.fdopen(handle, "wb") as file:
            file.write(write.after)
            file.flush()
            folder = self._parent(write.path)
            if folder is not None and (old := folder.stat(entry.name)) is not None:
                _keep_permissions(handle, old)
                _keep_attributes(handle, folder, entry.name)
            os.fsync(handle)

    def close(self) -> None:
        """Lets go of the folders."""
        for folder in self._folders.values():
            if folder is not None:
                folder.close()

    def _parent(self, path: str) -> HeldFolder | None:
        """The folder of a file; None when it is still to be made. Raises WriteFault for one that may not be written to."""
        if not may_write(path):
            raise WriteFault(self._forbidden(path))
        at = ""
        for part in path.split("/")[:-1]:
            below = f"{at}/{part}" if at else part
            if below not in self._folders:
                above = self._folders[at]
                try:
                    self._folders[below] = above.below(part) if above else None
                except FileNotFoundError:
                    self._folders[below] = None
                except OSError as error:
                    if error.errno in (errno.ELOOP, errno.ENOTDIR):
                        raise WriteFault(self._no_folder(path, below)) from None
                    raise
                if self._folders[below] is None:
                    self.made.append(below)
            at = below
        return self._folders[at]

    def _no_folder(self, path: str, below: str) -> str:
        why = no_folder(self._said, below)
        if why.endswith("is a link") or not why:
            return self._leads_out(self._said / path)
        return f"{self._said / path} cannot be written: {why}. Move it away. {NOTHING}"

    def _leads_out(self, path: Path) -> str:
        return f"{path} leads out of {self._said} by a link. Export into the real folder. {NOTHING}"

    def _forbidden(self, path: str) -> str:
        parts = path.split("/")
        if ".." in parts or "" in parts:
            return f"{self._said / path} leads out of {self._said}. {NOTHING}"
        return (
            f"{self._said / path} lies in a hidden folder, and documents are not written there. "
            f"Name another folder for them. {NOTHING}"
        )


def digest(content: bytes | None) -> str:
    """Of a file's content, empty for none."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _keep_permissions(handle: int, old: os.stat_result) -> None:
    """Owner and group stay where the system lets them; where the group cannot, it is given no more than others have."""
    mode = stat.S_IMODE(old.st_mode) & 0o777
    new = os.fstat(handle)
    if hasattr(os, "fchown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(OSError):
            os.fchown(handle, -1, old.st_gid)
        with contextlib.suppress(OSError):
            os.fchown(handle, old.st_uid, -1)
        if os.fstat(handle).st_gid != old.st_gid:
            mode = mode & ~0o070 | mode & (mode & 0o007) << 3
    give_mode(handle, mode)


def _keep_attributes(handle: int, folder: HeldFolder, name: str) -> None:
    """Extended attributes of people's, and lists of who may read."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        old = folder.open(name, os.O_RDONLY)
        try:
            for key in os.listxattr(old):
                if key.startswith("user.") or key == "system.posix_acl_access":
                    with contextlib.suppress(OSError):
                        os.setxattr(handle, key, os.getxattr(old, key))
        finally:
            os.close(old)
