"""What a file has beside its content: owner, permissions, extended attributes. A draft gets those of what it replaces."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def carry_over(target: str, found: os.stat_result, handle: int) -> None:
    """Gives the open file `handle` what `target` has (`found` is its stat).

    The owner can be kept by root only; everybody else becomes the owner of what they save, as with other editors. A
    group that cannot be kept does not get its rights passed to another one. Extended attributes are kept where Python
    has them (Linux); those that the system does not let us set are lost. Raises OSError when the disk is full.
    """
    mode = stat.S_IMODE(found.st_mode)
    if hasattr(os, "fchown"):
        mode = _owned(handle, found, mode)
    with contextlib.suppress(OSError):
        os.chmod(handle, mode)
    if hasattr(os, "listxattr"):
        _attributes(target, handle)


def for_a_new_file(handle: int) -> None:
    """Gives the open file the permissions that any new file of this user gets."""
    mask = os.umask(0)
    os.umask(mask)
    with contextlib.suppress(OSError):
        os.chmod(handle, 0o666 & ~mask)


def _owned(handle: int, found: os.stat_result, mode: int) -> int:
    """Hands the file to its owner and group as far as that is allowed; gives back the permissions that it may have."""
    mine = os.fstat(handle)
    if found.st_uid != mine.st_uid:
        with contextlib.suppress(OSError):
            os.fchown(handle, found.st_uid, -1)
    if found.st_gid != mine.st_gid:
        try:
            os.fchown(handle, -1, found.st_gid)
        except OSError:
            return mode & ~0o070 | (mode & 0o007) << 3
    return mode


def _attributes(target: str, handle: int) -> None:
    try:
        names = os.listxattr(target)
    except OSError:
        return
    for name in names:
        try:
            os.setxattr(handle, name, os.getxattr(target, name))
        except OSError as error:
            if error.errno in _FULL:
                raise
