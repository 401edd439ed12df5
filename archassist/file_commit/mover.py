"""Moves the staged files of an export to their places, also as a program of its own that outlives whoever started it.

No system call moves many files at once, so a set that is moved by a process can be stopped in the middle by killing that
process. Here two processes stand behind every set: whoever exports, and a mover that is started before anything is moved,
in a session and process group of its own. When one of them is killed, the other finishes within milliseconds; what the
journal and the files say is all that either needs to know. Only when both die at once (the power fails, a container is
stopped) the journal waits for the next export. (A folder could be exchanged as a whole in one step; but every shell and
editor in it would then be in the old one, and what they write there would be lost.)
Nothing is ever deleted but content that is known to be the old or the new.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys

from archassist.file_commit.folders import HeldFolder, same_file
from archassist.file_commit.journal import STAGED, Journal, JournalEntry, JournalFault, read_journal
from archassist.file_commit.placement import Conflict, in_words, look_again, put, put_back, refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
"""What opening a folder says when it is not there any more, or something else has its name."""

_NOT_OURS = "others could have written into what was staged"


class MoveResult:
    """What became of a set.

    `outcome` is `done`, or `undone` (everything is as it was, but for what people changed), or `stuck` (the system refused
    to put something back), or `gone` (the target, or the stage in it, was removed or renamed), or `open` (not known yet).
    `path` and `why` tell what stopped it, `kept` which files still hold the new text, `left` where content of people's lies
    that could not be put at its name.
    """

    def __init__(
        self, outcome: str, path: str = "", why: str = "", kept: Sequence[str] = (), left: str = ""
    ) -> None:
        self.outcome, self.path, self.why, self.kept, self.left = outcome, path, why, list(kept), left


def carry_out(
    journal_path: str,
    step: Callable[[str], None] = lambda name: None,
    report: Callable[[MoveResult], None] = lambda result: None,
    target: HeldFolder | None = None,
) -> MoveResult:
    """Finishes a set, or takes all of it back, and then forgets it. It may have been begun by another process.

    `step` is told of every step, for tests that stop in the middle; `report` what became of the set, before it is
    forgotten. Whoever holds the `target` open gives it: it may have another name by now.
    Raises NoJournal when there is none, JournalFault when it is none that this user wrote, and OSError as long as it is
    not known what becomes of the set.
    """
    journal = read_journal(journal_path)
    try:
        target = target.twin() if target else HeldFolder.at(journal.target)
        stage = target.below(journal.stage)
    except OSError as error:
        if error.errno not in _GONE:
            raise
        # Nothing is left to move from. Files that were moved are whole, each of them.
        result = MoveResult(*journal.said) if journal.said else MoveResult("gone")
        report(result)
        forget(journal_path)
        return result
    return _Set(journal, journal_path, target, stage, step, report).carry_out()


def forget(journal_path: str) -> None:
    """Removes a journal. Where the system refuses that, nothing is lost: it is closed, or nothing is left to move."""
    with contextlib.suppress(OSError):
        os.unlink(journal_path)


class _Set:
    def __init__(
        self,
        journal: Journal,
        path: str,
        target: HeldFolder,
        stage: HeldFolder,
        step: Callable[[str], None],
        report: Callable[[MoveResult], None],
    ) -> None:
        self._journal, self._path, self._step, self._report = journal, path, step, report
        self._target, self._stage = target, stage
        self._folders: dict[str, HeldFolder] = {"": target}
        self._at: JournalEntry | None = None

    def carry_out(self) -> MoveResult:
        if self._journal.phase == "moving":
            result = self._moved() if self._is_ours() else self._take_back("", _NOT_OURS)
        else:
            result = MoveResult(*self._journal.said) if self._journal.said else MoveResult("undone")
        if result.outcome == "stuck":
            self._report(result)
        else:
            self._leave(result)
        for folder in (*self._folders.values(), self._stage):
            folder.close()
        if result.outcome == "undone":
            for path in reversed(self._journal.above):
                with contextlib.suppress(OSError):
                    os.rmdir(path)
        return result

    def _is_ours(self) -> bool:
        """Whether the stage has the rights that it was made with, so that nobody else wrote into it."""
        owner, private = self._stage.rights()
        return owner == self._journal.owner and (private or not self._journal.private)

    def _moved(self) -> MoveResult:
        for name in self._stage.names()[:1]:
            self._stage.try_telling(name)
        try:
            self._move()
        except Conflict as conflict:
            return self._take_back(*conflict.args)
        except OSError as error:
            return self._take_back(self._at.path if self._at else "", refusal(error))
        return MoveResult("done")

    # -- there

    def _move(self) -> None:
        found = [(each, self._state(each)) for each in self._journal.entries]
        waiting = [each for each, state in found if state == each.before]
        strange = [(each, state) for each, state in found if state not in (each.before, each.after)]
        moved = any(state == each.after for each, state in found)
        # Where everything was moved already, and somebody edited a file since, there is nothing to do and nothing to undo.
        if strange and (waiting or not moved):
            raise Conflict(strange[0][0].path, in_words(strange[0][1]))
        for each in waiting:
            if self._stage.digest(each.staged) != each.after:
                raise Conflict(each.path, "what was staged for it is gone")
        for each in waiting:
            self._at = each
            put(each, self._stage, self._parent(each, make=True))
            self._step(f"moved {each.path}")
        for each, state in found:
            if state in (
                each.before,
                each.after,
            ):  # also where another process moved it, and came to nothing more
                self._at = each
                look_again(each, self._stage, self._parent(each))
        for folder in self._folders.values():
            folder.sync()

    def _state(self, entry: JournalEntry) -> str:
        """The digest of what has the file's name now, empty for nothing, a word for what is not a regular file."""
        self._at = entry
        try:
            return self._parent(entry).digest(entry.name)
        except FileNotFoundError:
            return ""
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR):
                return "link"
            raise

    # -- and back

    def _take_back(self, path: str, why: str) -> MoveResult:
        kept, stuck = [], False
        for each in reversed(self._journal.entries):
            try:
                if self._state(each) == each.after and not put_back(each, self._stage, self._parent(each)):
                    kept.append(each.path)
            except OSError:
                kept.append(each.path)
                stuck = True
        return MoveResult("stuck" if stuck else "undone", path, why, kept[::-1])

    # -- leaving nothing

    def _leave(self, result: MoveResult) -> None:
        """Forgets the set. First that nothing is to be moved any more: somebody may edit a file before the stage is gone."""
        staging = self._journal.phase == "staging"
        self._journal.phase = "closed"
        self._journal.said = [result.outcome, result.path, result.why, result.kept]
        try:
            self._journal.write(self._path, durable=not staging)
        except OSError:  # the disk of the journal is full, and removing needs no room
            forget(self._path)
        self._step("journal closed")
        result.left = self._clean(staging)
        if result.outcome == "undone":
            for path in reversed(self._journal.made):
                above, _, name = path.rpartition("/")
                with contextlib.suppress(OSError, KeyError):
                    self._folders[above].remove(name)
        self._report(result)
        self._step("reported")
        forget(self._path)
        self._step("journal removed")

    def _clean(self, staging: bool) -> str:
        """Removes the stage, and from it what it is known to hold; where anything else is left, the path of that."""
        if self._journal.owner == -1:  # killed between making it and noting whose it is: it is empty
            with contextlib.suppress(OSError):
                self._target.remove(self._journal.stage)
            return ""
        staging = staging and self._is_ours()
        known = {digest for each in self._journal.entries for digest in (each.before, each.after)}
        for name in filter(STAGED.fullmatch, self._stage.names()):
            # Before anything was moved nobody's file but ours was ever there.
            if staging or self._stage.digest(name) in known or self._has_a_name(name):
                with contextlib.suppress(OSError):
                    self._stage.unlink(name)
        try:
            self._target.remove(self._journal.stage)
        except OSError:
            return self._stage.path
        return ""

    def _has_a_name(self, staged: str) -> bool:
        """Whether a staged file has its name already: somebody was stopped between giving that and taking this."""
        entries = [each for each in self._journal.entries if each.staged == staged]
        with contextlib.suppress(OSError):
            return any(same_file(self._stage, staged, self._parent(each), each.name) for each in entries)
        return False

    # -- names

    def _parent(self, entry: JournalEntry, make: bool = False) -> HeldFolder:
        path = entry.path.rpartition("/")[0]
        at = ""
        for part in path.split("/") if path else ():
            below = f"{at}/{part}" if at else part
            if below not in self._folders:
                above = self._folders[at]
                if make and below in self._journal.made:
                    above.make(part)
                self._folders[below] = above.below(part)
            at = below
        return self._folders[at]


def main(journal_path: str) -> None:
    """Waits until whoever started this is ready, or is gone; then does what the journal says, and says what became of it."""
    sys.stdin.buffer.read()
    with contextlib.suppress(OSError, JournalFault):
        carry_out(journal_path, report=_told)
    with contextlib.suppress(
        OSError
    ):  # whoever made this folder for the journal may be gone, or have waited long enough
        os.rmdir(os.path.dirname(journal_path))
    os._exit(0)


def _told(result: MoveResult) -> None:
    with contextlib.suppress(OSError):  # nobody may be there any more to hear it
        os.write(1, json.dumps(vars(result)).encode() + b"\n")
