"""Reads and replaces one file so that nobody's work is lost: all or nothing, durable, and never over a change unseen."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archassist.disk import sync_folder
from archassist.session.errors import Changed, SaveError, SessionError

LARGEST_FILE = 32_000_000
"""Bytes; what is larger is no session."""


def digest(content: bytes) -> str:
    """A fingerprint of a file's content."""
    return hashlib.sha256(content).hexdigest()


def read(path: Path) -> bytes:
    """The content of the session file `path`. Raises SessionError in plain words."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise SessionError(path, "this is a folder. Name a session file inside it")
        if not stat.S_ISREG(found.st_mode):
            raise SessionError(path, "this is not an ordinary file")
        if found.st_size > LARGEST_FILE:
            raise SessionError(path, f"with {found.st_size:,} bytes this is too large to be a session")
        return path.read_bytes()
    except FileNotFoundError:
        raise SessionError(
            path, "there is no such file", remedy=f"Make it with: archassist new {path}"
        ) from None
    except (OSError, ValueError) as error:
        raise SessionError(path, f"cannot be read: {reason(error)}") from None


def replace(path: Path, content: bytes, seen: str | None) -> None:
    """Puts `content` in place of the file, durably: after this returns, a power cut does not take it back.

    `seen` is the digest of the content this process read or wrote last, None when the file must not exist yet.
    Raises Changed when the file is no longer the one that was seen (nothing is written), and SaveError when
    the system refuses (the old file is whole and unchanged).
    """
    # A link stays a link: the file it leads to is replaced.
    target = Path(os.path.realpath(path))
    try:
        with _only_one(target.parent):
            _check_unchanged(path, target, seen)
            _swap(target, content)
    except (SessionError, SaveError):
        raise
    except (OSError, ValueError) as error:
        raise SaveError(path, f"could not be saved: {reason(error)}") from None


def reason(error: Exception) -> str:
    """Why the system refused, for people."""
    code = getattr(error, "errno", None)
    known = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your disk quota is used up",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "you have no permission there",
        errno.EPERM: "you have no permission there",
        errno.ENOENT: "the folder does not exist",
        errno.ENOTDIR: "a part of the path is a file, not a folder",
        errno.EISDIR: "this is a folder",
        errno.ENAMETOOLONG: "the name is too long",
        errno.EIO: "the disk reported a fault",
    }
    if code in known:
        return known[code]
    return (getattr(error, "strerror", None) or str(error)).lower()


def _check_unchanged(path: Path, target: Path, seen: str | None) -> None:
    try:
        now = target.read_bytes()
    except FileNotFoundError:
        return  # nothing there, so nothing is overwritten
    if seen is None:
        raise Changed(path, "exists already. It was left as it is")
    if digest(now) != seen:
        raise Changed(path, "was changed by someone else since it was read. Nothing was written over it")


def _swap(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    try:
        try:
            _write_all(handle, content)
            with contextlib.suppress(OSError):
                os.chmod(handle, _mode(target))
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(target.parent)


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced; for a new file those any new file gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Holds the folder's lock, so that no other archassist saves between our look at the file and our replacing it."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: the check alone has to do
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network disks know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
