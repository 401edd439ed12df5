"""Folders and files that this user alone can have written: opened without following links, looked at once they are open.

What is looked at is what was opened, never a name: between a look at a name and its use somebody may put another file
there. Systems without owners and modes of their own kind (Windows) are asked for what they have: links are refused, and
who may write is left to the rights of the user's own folders.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

LARGEST = 64_000_000
"""Bytes of a file that is read; what this program keeps is a hundredth of it."""

_HOUR = 3600.0
_DRAFT = r"draft-[0-9a-f]{16}|tmp[a-z0-9_]{8}"
"""Names of files that are being written, the second as in version 0.1.0; compiled by the first write, not at start."""

_HANDLES = hasattr(os, "O_DIRECTORY") and os.open in os.supports_dir_fd and os.listdir in os.supports_fd
_OWNERS = hasattr(os, "geteuid")
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# A pipe in a file's place must not make anybody wait for whoever writes into it.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class NotOwned(OSError):
    """Somebody else may have written this. `path` says what, `why` how that can be."""

    def __init__(self, path: str | Path, why: str) -> None:
        self.path, self.why = str(path), why
        super().__init__(f"{path} {why}")


class OwnedFolder:
    """An open folder that only this user can write into. Names are those of files directly in it."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path, self._handle = path, handle

    def read(self, name: str) -> bytes:
        """What is in a file. Raises OSError; NotOwned for a file that somebody else may have written."""
        with self.open(name) as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise NotOwned(self.path / name, f"is larger than {LARGEST:,} bytes")
            return file.read()

    def open(self, name: str) -> BinaryIO:
        """A file to read that nobody else can write or read, under this one name. Raises as `read` does."""
        handle = os.open(self._place(name), os.O_RDONLY | _SAFELY | _AT_ONCE, dir_fd=self._handle)
        try:
            known = os.fstat(handle)
            if not stat.S_ISREG(known.st_mode):
                raise NotOwned(self.path / name, "is not a regular file")
            _check(self.path / name, known, stat.S_IRWXG | stat.S_IRWXO)
            if _OWNERS and known.st_nlink != 1:
                raise NotOwned(self.path / name, "has another name somewhere else")
        except BaseException:
            os.close(handle)
            raise
        return os.fdopen(handle, "rb")

    def create(self, name: str, content: bytes) -> None:
        """Makes a file of this name. Raises OSError, FileExistsError where there is one; nothing is left behind then."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY
        handle = os.open(self._place(name), flags, 0o600, dir_fd=self._handle)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        except BaseException:
            self.remove(name)
            raise

    def put(self, name: str, content: bytes) -> None:
        """Writes a file whole or not at all; whoever reads it meanwhile has the old one. Raises OSError.

        After a power cut it may be gone or empty: this is for what can be made again.
        """
        draft = f"draft-{os.urandom(8).hex()}"
        self.create(draft, content)
        try:
            places = self._place(draft), self._place(name)
            os.replace(*places, src_dir_fd=self._handle, dst_dir_fd=self._handle)
        except BaseException:
            self.remove(draft)
            raise

    def remove(self, name: str) -> None:
        """Takes a name away, if it can be taken away; what a link leads to stays."""
        with contextlib.suppress(OSError):
            os.unlink(self._place(name), dir_fd=self._handle)

    def files(self) -> dict[str, float]:
        """When each name in the folder was last written, in seconds since 1970."""
        return {name: written for name in self._names() if (written := self._written(name)) is not None}

    def sweep(self, drafts: str = _DRAFT) -> None:
        """Removes what processes left behind that were stopped while they wrote: nobody writes one file for an hour.

        Only drafts are looked at: there may be thousands of other files, and this follows every write.
        """
        now, draft = time.time(), re.compile(drafts)
        for name in filter(draft.fullmatch, self._names()):
            written = self._written(name)
            if written is not None and abs(now - written) > _HOUR:
                self.remove(name)

    def _names(self) -> list[str]:
        return os.listdir(self.path if self._handle is None else self._handle)

    def _written(self, name: str) -> float | None:
        """None for what is gone by now."""
        with contextlib.suppress(OSError):
            return os.stat(self._place(name), dir_fd=self._handle, follow_symlinks=False).st_mtime
        return None

    def _place(self, name: str) -> str:
        return str(self.path / name) if self._handle is None else name


@contextlib.contextmanager
def owned_folder(path: Path, make: bool = False) -> Iterator[OwnedFolder]:
    """Opens a folder, after making it where it is missing if that is wanted.

    Raises OSError; NotOwned for a folder that somebody else may write into, for a link, and for a relative path: whose
    folder that is depends on where the program was started.
    """
    if not path.is_absolute():
        raise NotOwned(path, "is not an absolute path")
    if make:
        _make(path)
    if path.is_symlink() or _is_junction(path):
        raise NotOwned(path, "is a link")
    if not _HANDLES:
        yield OwnedFolder(path, None)
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _SAFELY)
    try:
        _check(path, os.fstat(handle), stat.S_IWGRP | stat.S_IWOTH)
        yield OwnedFolder(path, handle)
    finally:
        os.close(handle)


def _is_junction(path: Path) -> bool:
    """Whether it is one of the links between folders that Windows has besides; asked from Python 3.12 on."""
    asked = getattr(os.path, "isjunction", None)
    return bool(asked and asked(path))


def check_way(path: Path) -> None:
    """Makes sure that nobody else can put another folder in the place of this one, or of one above it.

    Raises NotOwned, naming the folder where somebody could. One that every user may write into is no danger where each
    may rename only what is their own (/tmp).
    """
    if not _OWNERS:
        return
    # What is missing will be made, for this user alone. Links on the way are somebody's word for where to go: the way as
    # written is looked at, and where it leads.
    for above in dict.fromkeys((*path.parents, *Path(os.path.realpath(path)).parents)):
        for look in (os.lstat, os.stat):
            try:
                known = look(above)
            except FileNotFoundError:
                continue
            if known.st_uid not in (0, os.geteuid()):
                raise NotOwned(above, "belongs to another user")
            if not stat.S_ISLNK(known.st_mode) and _renamed_by_others(known):
                raise NotOwned(above, "can be written by other users")


def _renamed_by_others(known: os.stat_result) -> bool:
    if known.st_mode & stat.S_ISVTX:
        return False
    # Many systems give every user a group of their own with the user's number, and let it write.
    own_group = known.st_gid == os.getegid() == os.geteuid()
    return bool(known.st_mode & (stat.S_IWOTH if own_group else stat.S_IWOTH | stat.S_IWGRP))


def _check(path: Path, known: os.stat_result, forbidden: int) -> None:
    if not _OWNERS:
        return
    if known.st_uid != os.geteuid():
        raise NotOwned(path, "belongs to another user")
    if known.st_mode & forbidden:
        raise NotOwned(path, "is open to other users")


def _make(folder: Path) -> None:
    """The folder with those above it, each for this user alone, whatever the umask lets others do."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
