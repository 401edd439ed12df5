"""Folders held open and what is done to files in them, so that no link is followed and no file replaced unseen."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import signal
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HANDLES = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_UNSUPPORTED = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_exchange_call: Any = None


class HeldFolder:
    """A folder held open, so that a link which is put in its place later is not followed.

    Where the system does not know folders by handles, every use goes by the path, looked at just before.
    """

    def __init__(self, path: str, handle: int | None = None) -> None:
        self.path, self.handle = path, handle
        self._tells_writers = False

    @classmethod
    def at(cls, path: str) -> HeldFolder:
        """A folder by its path, which is no link itself. Raises OSError."""
        return cls("", None)._opened(path, path)

    def twin(self) -> HeldFolder:
        """The same folder, held once more, so that either can be closed."""
        return HeldFolder(self.path, None if self.handle is None else os.dup(self.handle))

    def below(self, name: str) -> HeldFolder:
        """A folder in this one. Raises OSError, also for a link."""
        return self._opened(name, os.path.join(self.path, name))

    def _opened(self, name: str, path: str) -> HeldFolder:
        if _HANDLES:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
            return HeldFolder(path, os.open(name, flags, dir_fd=self.handle))
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        return HeldFolder(path)

    def spot(self, name: str) -> str:
        """What system calls name a file here by, together with `handle`."""
        return name if self.handle is not None else os.path.join(self.path, name)

    def open(self, name: str, flags: int, mode: int = 0o666) -> int:
        """A handle of a file here, never through a link. Raises OSError."""
        if self.handle is None and os.path.islink(self.spot(name)):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), self.spot(name))
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        return os.open(self.spot(name), flags, mode, dir_fd=self.handle)

    def stat(self, name: str) -> os.stat_result | None:
        """What is known of a name here, links not followed; None when there is none."""
        try:
            return os.stat(self.spot(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def digest(self, name: str) -> str:
        """Of a file's content; empty when there is none, `link` and `other` for what is not a regular file."""
        found = self.stat(name)
        if found is None:
            return ""
        if not stat.S_ISREG(found.st_mode):
            return "link" if stat.S_ISLNK(found.st_mode) else "other"
        with os.fdopen(self.open(name, os.O_RDONLY), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def read(self, name: str, largest: int) -> bytes:
        """The content of an ordinary file, never through a link. Raises OSError, also for one that is larger (bytes)."""
        with os.fdopen(self.open(name, os.O_RDONLY), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EINVAL, "it is not a regular file", name)
            if found.st_size > largest:
                raise OSError(errno.EFBIG, "it is too large", name)
            return file.read()

    def settled(self, name: str, digest: str) -> bool:
        """Whether a file that nobody reaches by its old name any more has this content, and nobody still writes into it, as
        far as that can be told here (`try_telling`)."""
        with contextlib.suppress(OSError):
            handle = self.open(name, os.O_RDONLY)
            with os.fdopen(handle, "rb") as file:
                if self._tells_writers and _is_written(handle):
                    return False
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        return False

    def try_telling(self, name: str) -> None:
        """Finds out, with a file here that nobody writes into, whether this disk tells so: some always answer yes."""
        with contextlib.suppress(OSError):
            handle = self.open(name, os.O_RDONLY)
            try:
                self._tells_writers = not _is_written(handle)
            finally:
                os.close(handle)

    def rights(self) -> tuple[int, bool]:
        """The number of its owner, and whether nobody else may look into it, as far as its disk keeps that."""
        found = os.stat(self.path) if self.handle is None else os.fstat(self.handle)
        return found.st_uid, not found.st_mode & 0o077

    def names(self) -> list[str]:
        """What is in it."""
        return os.listdir(self.path if self.handle is None else self.handle)

    def copy(self, name: str, other: HeldFolder, to: str) -> None:
        """A copy of a file under a new name. Raises OSError."""
        with (
            os.fdopen(self.open(name, os.O_RDONLY), "rb") as old,
            os.fdopen(other.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as new,
        ):
            new.write(old.read())
            give_mode(new.fileno(), stat.S_IMODE(os.fstat(old.fileno()).st_mode))

    def link(self, name: str, other: HeldFolder, to: str) -> None:
        """One more name for a file: raises FileExistsError rather than replacing anything."""
        if os.link in os.supports_follow_symlinks:
            os.link(
                self.spot(name), other.spot(to),
                src_dir_fd=self.handle, dst_dir_fd=other.handle, follow_symlinks=False,
            )  # fmt: skip
        else:
            os.link(self.spot(name), other.spot(to), src_dir_fd=self.handle, dst_dir_fd=other.handle)

    def move(self, name: str, other: HeldFolder, to: str) -> None:
        """Renames, over whatever is there. Raises OSError."""
        os.replace(self.spot(name), other.spot(to), src_dir_fd=self.handle, dst_dir_fd=other.handle)

    def unlink(self, name: str) -> None:
        """Removes a name. Raises OSError."""
        os.unlink(self.spot(name), dir_fd=self.handle)

    def make(self, name: str, mode: int = 0o777) -> None:
        """Makes a folder here, unless something has that name. Raises OSError."""
        with contextlib.suppress(FileExistsError):
            os.mkdir(self.spot(name), mode, dir_fd=self.handle)

    def remove(self, name: str) -> None:
        """Removes an empty folder in it. Raises OSError."""
        os.rmdir(self.spot(name), dir_fd=self.handle)

    def sync(self) -> None:
        """Puts the names in it on the disk, where the system lets that be done."""
        if self.handle is not None:
            with contextlib.suppress(OSError):
                os.fsync(self.handle)

    def close(self) -> None:
        """Lets go of it."""
        if self.handle is not None:
            os.close(self.handle)


def give_mode(handle: int, mode: int) -> None:
    """Lets others do with an open file what its mode says. Raises OSError when the system refuses that, unless they cannot
    do more than that anyhow: some disks know no modes, and say so."""
    if not hasattr(os, "fchmod"):
        return
    try:
        os.fchmod(handle, mode)
    except OSError:
        if stat.S_IMODE(os.fstat(handle).st_mode) & ~mode:
            raise


def same_file(one: HeldFolder, name: str, other: HeldFolder, to: str) -> bool:
    """Whether two names are of one file."""
    found, there = one.stat(name), other.stat(to)
    return found is not None and there is not None and os.path.samestat(found, there)


def exchange(one: HeldFolder, name: str, other: HeldFolder, to: str) -> bool:
    """Lets two files change places in one step (Linux, macOS); False where that cannot be had. Raises OSError."""
    global _exchange_call
    if one.handle is None:
        return False
    import ctypes

    if _exchange_call is None:
        _exchange_call = False
        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL(None, use_errno=True)
            # The same arguments, and the same flag 2 for an exchange, under two names.
            call = library.renameatx_np if sys.platform == "darwin" else library.renameat2
            call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
            _exchange_call = call
    if not _exchange_call:
        return False
    if _exchange_call(one.handle, os.fsencode(name), other.handle, os.fsencode(to), 2) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), os.path.join(other.path, to))


def _is_written(handle: int) -> bool:
    """Whether somebody has a file open for writing, as far as the system tells (Linux, to the file's owner).

    A lease for reading is given only when nobody does.
    """
    try:
        import fcntl

        # Whoever opens the file meanwhile breaks the lease; the signal for that must not be one that ends the process.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    except (ImportError, AttributeError):
        return False
    return False
