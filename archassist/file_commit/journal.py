"""What is written down of an export before its files are moved: where they are staged, and each file before and after."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MEMORY = ".archassist"
LARGEST = 50_000_000
"""Bytes beyond which a file is no journal."""

_OWN_FILES = re.compile(
    r"README\.md|\.gitattributes|lock\.toml|(?:base|suggestions)/[A-Za-z0-9][A-Za-z0-9_.-]*\.md"
)
_STAGE = re.compile(r"\.archassist-stage-[0-9a-f]{32}")
STAGED = re.compile(r"\d{1,6}(?:\.old)?")
"""Names of files in a stage."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PLAINLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
_FORBIDDEN = set("\0\\:") if os.name == "nt" else {"\0"}


class JournalFault(ValueError):
    """A file is no journal that this user wrote."""


class NoJournal(JournalFault):
    """There is none."""


class JournalEntry:
    """One file of a set: its path, the digests of its content before (empty: it is not there) and after, and the name of
    the staged one. Once they have changed places, the old one has that name."""

    __slots__ = ("after", "before", "path", "staged")

    def __init__(self, path: str, before: str, after: str, staged: str) -> None:
        self.path, self.before, self.after, self.staged = path, before, after, staged

    @property
    def name(self) -> str:
        """The file's name in its folder."""
        return self.path.rpartition("/")[2]

    @property
    def old(self) -> str:
        """The name of the old file in the stage, where two files cannot change places in one step."""
        return f"{self.staged}.old"


class Journal:
    """A set: the real path of the target folder, the name of the stage in it, files, folders in the target that are made
    for them, and folders above that were made for it. `phase` is `staging` (nothing was moved), `moving`, or `closed`
    (nothing is to be moved any more, only the stage removed; `said` is what became of the set).

    `owner` and `private` are the rights of the stage as they were found once it was made (`Folder.rights`): some disks keep
    neither owners nor modes. No owner is -1: nothing was put into it. Numbers of devices and files are not noted: after the
    power failed, when this is read, many disks have others.
    """

    def __init__(
        self,
        target: str,
        stage: str,
        phase: str = "staging",
        entries: Sequence[JournalEntry] = (),
        made: Sequence[str] = (),
        above: Sequence[str] = (),
        said: Sequence[Any] = (),
        owner: int = -1,
        private: bool = False,
    ) -> None:
        self.target, self.stage, self.phase = target, stage, phase
        self.entries, self.made, self.above = list(entries), list(made), list(above)
        self.said, self.owner, self.private = list(said), owner, private

    def encode(self) -> bytes:
        """As it is written down."""
        entries = [[each.path, each.before, each.after, each.staged] for each in self.entries]
        table = {
            "schema": 1, "target": self.target, "stage": self.stage, "phase": self.phase,
            "entries": entries, "made": self.made, "above": self.above, "said": self.said,
            "owner": self.owner, "private": self.private,
        }  # fmt: skip
        return json.dumps(table).encode()

    def write(self, path: str, *, durable: bool = True) -> None:
        """Puts it in place in one step. Raises OSError."""
        draft = f"{path}.{os.urandom(8).hex()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAINLY
        handle = os.open(draft, flags, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self.encode())
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            os.replace(draft, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(draft)
            raise
        if durable and hasattr(os, "O_DIRECTORY"):
            handle = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def read_journal(path: str) -> Journal:
    """The journal in a file that belongs to this user, and nobody else may write.

    Raises OSError, NoJournal, and JournalFault when it is none, or names what an export may not write.
    """
    flags = os.O_RDONLY | _PLAINLY
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise NoJournal(path) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise JournalFault(path) from None
        raise
    try:
        found = os.fstat(handle)
        own = not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
        if not own or not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise JournalFault(path)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read()
    finally:
        os.close(handle)
    try:
        return _checked(json.loads(content))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise JournalFault(f"{path}: {error}") from None


def _checked(table: Any) -> Journal:
    if table["schema"] != 1 or not _STAGE.fullmatch(table["stage"]) or not os.path.isabs(table["target"]):
        raise JournalFault
    entries = [JournalEntry(*map(_text, each)) for each in table["entries"]]
    for each in entries:
        sound = may_write(each.path) and _DIGEST.fullmatch(each.after) and each.staged.isdecimal()
        if not sound or not (each.before == "" or _DIGEST.fullmatch(each.before)):
            raise JournalFault
    made, above = (list(map(_text, table[key])) for key in ("made", "above"))
    parents = {
        "/".join(parts[:end])
        for parts in (each.path.split("/") for each in entries)
        for end in range(len(parts))
    }
    if table["phase"] not in ("staging", "moving", "closed") or not parents.issuperset(made):
        raise JournalFault
    owner, private = table["owner"], table["private"]
    if type(owner) is not int or type(private) is not bool:
        raise JournalFault
    said = _said(table["said"])
    return Journal(
        table["target"], table["stage"], table["phase"], entries, made, above, said, owner, private
    )


def _said(value: Any) -> list[Any]:
    """What became of a set, or nothing: an outcome, a path, why, and which files hold new text."""
    if value == []:
        return []
    outcome, path, why, kept = value
    if outcome not in ("done", "undone"):
        raise JournalFault
    return [outcome, _text(path), _text(why), list(map(_text, kept))]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def may_write(path: str) -> bool:
    """Whether an export may write a file: a relative path with slashes, below no hidden folder but the memory's, and
    there only what the memory consists of."""
    memory, _, rest = path.partition("/")
    if memory == MEMORY:
        return bool(_OWN_FILES.fullmatch(rest))
    return all(part and part[0] != "." and not _FORBIDDEN & set(part) for part in path.split("/"))
