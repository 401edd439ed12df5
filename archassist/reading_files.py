"""Reads files that somebody else put there: regular ones only, up to a size, never through a link, never waiting.

A repository may hold a pipe, a device or a link where a file is looked for. Opening a pipe waits for ever, and a link
leads to files that were never meant. Nothing is said here of what is in a file.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

BLOCK = 1 << 20

NOT_REGULAR = "is not a regular file"
"""Why a pipe, a device or a socket is refused."""


class ReadRefused(OSError):
    """A file that is there is not read. `why` reads on after the file's name: "is a link"."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(errno.EINVAL, why, str(path))
        self.why = why


def open_regular(path: Path, *, follow: bool = False) -> int:
    """A descriptor to read a regular file by; the caller closes it. With `follow` the path may be a link.

    Raises ReadRefused for a link and for anything that is not a regular file, FileNotFoundError, and other OSErrors.
    """
    try:
        # Looked at first: only opening a device can do something already.
        _check(path, path.stat(follow_symlinks=follow).st_mode)
        handle = os.open(path, _FLAGS if follow else _FLAGS | getattr(os, "O_NOFOLLOW", 0))
    except ValueError:  # a NUL: no system has such a name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK) and not isinstance(error, ReadRefused):
            raise ReadRefused(path, "is a link, which is not followed") from None
        raise
    try:
        _check(path, os.fstat(handle).st_mode)
    except OSError:
        os.close(handle)
        raise
    return handle


def read_regular(path: Path, most: int, *, follow: bool = False) -> bytes:
    """The bytes of a regular file of at most `most` bytes. Raises ReadRefused and OSError as `open_regular` does."""
    handle = open_regular(path, follow=follow)
    try:
        blocks, left = [], most + 1
        if os.fstat(handle).st_size > most:
            left = 0
        while left > 0 and (block := os.read(handle, min(left, BLOCK))):
            blocks.append(block)
            left -= len(block)
    finally:
        os.close(handle)
    if left <= 0:
        raise ReadRefused(path, f"is larger than {amount(most)}")
    return b"".join(blocks)


def no_folder(folder: Path, path: str) -> str:
    """What keeps a path, relative and with slashes, from being a folder below `folder`: its first part that is a link or
    a file, in words; empty when every part is a folder or is not there."""
    at = folder
    for part in path.split("/"):
        at = at / part
        try:
            mode = at.lstat().st_mode
        except (OSError, ValueError):
            return ""
        if not stat.S_ISDIR(mode):
            said = at.relative_to(folder).as_posix()
            return (
                f"{said} is a link"
                if stat.S_ISLNK(mode)
                else f"{said} is a file, and a folder is needed there"
            )
    return ""


def real(path: Path) -> Path:
    """The path without links, as far as there are any; a circle of links is left as it stands."""
    return Path(os.path.realpath(path))


def inside(folder: Path, path: Path) -> bool:
    """Whether a path, with its links followed, lies in a folder or is that folder."""
    try:
        return real(path).is_relative_to(real(folder))
    except (OSError, ValueError):  # too long, or with a NUL: there can be no such file
        return False


def amount(size: int) -> str:
    """A size in words: `2 MB`, `64 kB`."""
    for unit, bytes in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes:
            return f"{size / bytes:.3g} {unit}"
    return f"{size} bytes"


_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)


def _check(path: Path, mode: int) -> None:
    if stat.S_ISLNK(mode):
        raise ReadRefused(path, "is a link, which is not followed")
    if stat.S_ISDIR(mode):
        raise ReadRefused(path, "is a folder")
    if not stat.S_ISREG(mode):
        raise ReadRefused(path, NOT_REGULAR)
