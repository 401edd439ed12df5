"""Reads and replaces one file so that nobody's work is lost: all or nothing, durable, and never over a change unseen."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
from pathlib import Path

from archassist.disk import sync_folder
from archassist.locks import Held
from archassist.session import draft_files, file_attributes
from archassist.session.errors import Changed, SaveError, SessionError
from archassist.session.save_lock import only_one

LARGEST_FILE = 4_000_000
"""Bytes; what is larger is no session. The largest that people have made have some thirty thousand."""

PATIENCE = 10.0
"""Seconds that a save waits for somebody else who saves in the same folder."""


class _Strange(OSError):
    """Something stands in the file's place that is not a regular file."""


def digest(content: bytes) -> str:
    """A fingerprint of a file's content."""
    return hashlib.sha256(content).hexdigest()


def read(path: Path) -> bytes:
    """The content of the session file `path`. Raises SessionError in plain words."""
    try:
        return _content(path)
    except FileNotFoundError:
        if path.is_symlink():
            raise SessionError(path, _leads_nowhere(path), remedy=_LINK_REMEDY) from None
        remedy = f"Make it with: archassist new {path}"
        raise SessionError(path, "there is no such file", remedy=remedy) from None
    except _Strange as error:
        raise SessionError(path, str(error)) from None
    except (OSError, ValueError) as error:
        raise SessionError(path, f"cannot be read: {reason(error)}") from None


def replace(path: Path, content: bytes, seen: str | None, patience: float = PATIENCE) -> None:
    """Puts `content` in place of the file, durably: after this returns, a power cut does not take it back.

    `seen` is the digest of the content this process read or wrote last, None when the file must not exist yet.
    Permissions, owner and extended attributes stay as far as the system lets them (`attributes`); another hard link to
    the file keeps what it had, so that a backup made of links stays one.
    Raises Changed when the file is no longer the one that was seen (nothing is written), and SaveError when
    the system refuses, or somebody else saves for longer than `patience` seconds (the old file is whole and unchanged).
    """
    if len(content) > LARGEST_FILE:
        raise SaveError(path, f"would have {len(content):,} bytes: too large for a session")
    try:
        target = _target(path)
        with only_one(target.parent, patience):
            _check_unchanged(path, target, seen)
            _swap(path, target, content, seen)
        draft_files.sweep(target.parent)
    except SessionError:
        raise
    except Held as held:
        who = held.who or "another program"
        said = f"could not be saved: {who} holds the folder {path.absolute().parent}"
        raise SaveError(path, said, remedy="End it, or wait until it is done, and save again.") from None
    except _Strange as error:
        raise SaveError(path, f"could not be saved: {error}") from None
    except (OSError, ValueError) as error:
        raise SaveError(path, f"could not be saved: {reason(error)}") from None


def other_names(path: Path) -> int:
    """How many hard links the file has beside this name; 0 when that cannot be told."""
    try:
        return max(path.stat().st_nlink - 1, 0)
    except (OSError, ValueError):
        return 0


def standing(path: Path) -> tuple[int, ...] | None:
    """What changes with every save of the file, quick to ask for; None when there is no such file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


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
        errno.ELOOP: "its links form a loop",
    }
    if code in known:
        return known[code]
    return (getattr(error, "strerror", None) or str(error)).lower()


_LINK_REMEDY = "Remove the link, or make the file that it leads to."


def _leads_nowhere(path: Path) -> str:
    return f"this is a link that leads to {os.path.realpath(path)}, and nothing is there"


def _target(path: Path) -> Path:
    """The file that is to be replaced. A link stays a link: what it leads to is replaced, and made never."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        if path.is_symlink():
            said = f"could not be saved: {_leads_nowhere(path)}"
            raise SaveError(path, said, remedy=_LINK_REMEDY) from None
        return Path(os.path.realpath(path.parent, strict=True)) / path.name


def _content(path: Path) -> bytes:
    """The content of an ordinary file of bounded size, whatever is put in its place meanwhile: nothing here waits."""
    _must_be_ordinary(path.stat())  # some devices do something already when they are opened
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as file:
        _must_be_ordinary(os.fstat(handle))
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise _Strange(f"with more than {LARGEST_FILE:,} bytes this is too large to be a session")
    return content


def _must_be_ordinary(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise _Strange("this is a folder. Name a session file inside it")
    if not stat.S_ISREG(found.st_mode):
        raise _Strange("this is not a regular file")
    if found.st_size > LARGEST_FILE:
        raise _Strange(f"with {found.st_size:,} bytes this is too large to be a session")


def _check_unchanged(path: Path, target: Path, seen: str | None) -> None:
    try:
        now = _content(target)
    except FileNotFoundError:
        return  # nothing there, so nothing is overwritten
    if seen is None:
        raise Changed(path, "exists already. It was left as it is")
    if digest(now) != seen:
        raise Changed(path, "was changed by someone else since it was read. Nothing was written over it")


def _swap(path: Path, target: Path, content: bytes, seen: str | None) -> None:
    found = _to_be_replaced(path, target)
    handle, name = tempfile.mkstemp(
        prefix=draft_files.draft_prefix(target.name), suffix=draft_files.DRAFT_SUFFIX, dir=target.parent
    )
    try:
        try:
            _write_all(handle, content)
            if found is None:
                file_attributes.for_a_new_file(handle)
            else:
                file_attributes.carry_over(str(target), found, handle)
            os.fsync(handle)
        finally:
            os.close(handle)
        _check_unchanged(path, target, seen)  # an editor may have saved while the draft was written
        _put_in_place(path, name, target, new=seen is None)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(target.parent)


def _put_in_place(path: Path, name: str, target: Path, new: bool) -> None:
    if new:
        # Unlike a rename, a link is refused when somebody made the file at this moment.
        with contextlib.suppress(OSError, NotImplementedError):  # not every disk has hard links
            try:
                os.link(name, target)
            except FileExistsError:
                raise Changed(path, "exists already. It was left as it is") from None
            os.unlink(name)
            return
    os.replace(name, target)


def _to_be_replaced(path: Path, target: Path) -> os.stat_result | None:
    """The file there is, None when there is none. Raises SaveError for one that its owner has made read-only."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not found.st_mode & 0o222:
        remedy = f"To change it all the same: chmod u+w {path}"
        raise SaveError(path, "could not be saved: the file is read-only", remedy=remedy)
    if not os.access(target, os.W_OK):
        raise SaveError(path, "could not be saved: you have no permission to change this file")
    return found


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
