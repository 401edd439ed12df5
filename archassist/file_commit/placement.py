"""Puts one staged file to its name, and back, so that nothing is replaced unseen.

The new file and the old one change places in one step; then the old one, which nobody reaches by its name any more, is
looked at. When it is not what the set was planned upon, or somebody still writes into it, it goes back.
"""

from __future__ import annotations

import errno
import os

from archassist.file_commit.folders import HeldFolder, exchange, same_file
from archassist.file_commit.journal import JournalEntry

CHANGED = "was changed in the meantime"

MOUNTED = "lies on another disk, mounted there: what lies on two disks cannot be written together"
BUSY = "is mounted by itself, or in use"

_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK)


class Conflict(Exception):
    """A file is not what the set was planned upon. The arguments are its path and why, in words."""


def in_words(state: str) -> str:
    """What is wrong with a file that is in none of the states that were planned upon (`Folder.digest`)."""
    if state == "link":
        return "leads out of the folder by a link"
    return "is not a regular file" if state == "other" else CHANGED


def refusal(error: OSError) -> str:
    """Why the system refused to move a file, in words."""
    words = {errno.EXDEV: MOUNTED, errno.EBUSY: BUSY}
    return words.get(error.errno or 0) or error.strerror or str(error)


def put(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
    """Gives a staged file its name. The old one then has the staged name, or `entry.old`, and is to be looked at
    (`look_again`): that waits until all have their names, because whoever is killed meanwhile leaves a mixture.

    Raises Conflict when the name was given to something new meanwhile, which then keeps it, and OSError.
    """
    if not entry.before:
        _put_new(entry, stage, folder)
    elif not exchange(stage, entry.staged, folder, entry.name):
        _put_slowly(entry, stage, folder)


def _put_new(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
    try:
        stage.link(entry.staged, folder, entry.name)
        stage.unlink(entry.staged)
        return
    except FileExistsError:
        raise Conflict(entry.path, CHANGED) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    # No second names on this disk: the name is taken first, empty, so that nothing is replaced.
    try:
        os.close(folder.open(entry.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        raise Conflict(entry.path, CHANGED) from None
    stage.move(entry.staged, folder, entry.name)


def _put_slowly(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
    """Replaces a file where two cannot change places: the old one gets a second name first, by which it is looked at
    before and after. Who saves by renaming in the instant between look and move is not seen."""
    if stage.stat(entry.old) is not None:
        # Of an earlier run, which did not come to the move.
        if stage.digest(entry.old) != entry.before and not same_file(stage, entry.old, folder, entry.name):
            raise Conflict(entry.path, CHANGED)
        stage.unlink(entry.old)
    linked = True
    try:
        folder.link(entry.name, stage, entry.old)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        linked = False
        folder.copy(entry.name, stage, entry.old)
    is_it = same_file(stage, entry.old, folder, entry.name) or not linked
    if stage.digest(entry.old) != entry.before or not is_it:
        stage.unlink(entry.old)
        raise Conflict(entry.path, CHANGED)
    stage.move(entry.staged, folder, entry.name)
    look_again(entry, stage, folder)


def look_again(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
    """At the old file of one that was put. Is it another one than was planned upon, it goes back to its name.

    Raises Conflict then, and when somebody still writes into it, and OSError.
    """
    old = _old(entry, stage)
    if entry.before and old and not stage.settled(old, entry.before):
        put_back(entry, stage, folder)
        raise Conflict(entry.path, CHANGED)


def put_back(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> bool:
    """Gives the old file its name again, or takes a new one away, unless somebody changed that meanwhile; whether it did.

    Raises OSError.
    """
    if not entry.before:
        return _take_away(entry, stage, folder)
    old = _old(entry, stage)
    if not old:
        return False
    if exchange(stage, old, folder, entry.name):
        if stage.settled(old, entry.after):
            return True
        exchange(stage, old, folder, entry.name)
        return False
    if not folder.settled(entry.name, entry.after):
        return False
    stage.move(old, folder, entry.name)
    return True


def _take_away(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> bool:
    if stage.stat(entry.staged) is not None:
        stage.unlink(entry.staged)  # a second name of the same file
    folder.move(entry.name, stage, entry.staged)
    if stage.settled(entry.staged, entry.after):
        return True
    try:
        stage.link(entry.staged, folder, entry.name)
        stage.unlink(entry.staged)
    except FileExistsError:
        pass  # one more file of somebody's: this one is left where it is, and named
    except OSError:
        stage.move(entry.staged, folder, entry.name)
    return False


def _old(entry: JournalEntry, stage: HeldFolder) -> str:
    """The name that the old file has in the stage, also when somebody wrote into it since; empty when it is not there."""
    there = {name: stage.digest(name) for name in (entry.old, entry.staged) if stage.stat(name) is not None}
    return next((name for name, digest in there.items() if digest == entry.before), "") or next(
        (name for name, digest in there.items() if digest != entry.after), ""
    )
