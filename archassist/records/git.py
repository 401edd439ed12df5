"""Finds the git repository that a folder lies in, and reads its branches as files.

git is never started in it: a repository says in its configuration, which somebody else may have written, what git is to
run. So nothing of that configuration is read, here or by git (`git_trees.py`), and what is no `.git` (a bare repository
among the files of another) is none. Only files of the repository itself are opened, no link is followed, and nothing is
fetched.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from archassist.reading_files import inside, read_regular, real
from archassist.records.git_trees import ID, GitFault, TreeEntry, entries, fork

MOST_PACKED = 128_000_000
"""Bytes of `packed-refs`: about two million branches and tags."""

MOST_SHALLOW = 1_000_000
"""Bytes that say where a clone ends."""

MOST_REMOTES = 20
NEAREST = ("origin", "upstream")

MOST_NAMED = 4_096
"""Bytes of a file that holds one name, of a commit, a branch or a folder."""

DEEPEST = 5
"""Names of branches that stand for other names, one after the other."""

_NO_NAME = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)|[./]$")


@dataclass(frozen=True)
class Repository:
    """A repository: its work tree's top, its own folder, and the folder that it shares with its other work trees."""

    top: Path
    own: Path
    common: Path

    def commit(self, ref: str) -> str | None:
        """The commit that a branch stands at, such as `refs/heads/main`; None when there is no such branch.

        Raises GitFault when it cannot be told.
        """
        if (self.common / "reftable").is_dir():
            raise GitFault(f"{self.common} keeps its branches as a reftable, a form that is not read")
        for _ in range(DEEPEST):
            said = self._loose(ref) or self._packed_ref(ref)
            if said is None:
                return None
            if not said.startswith("ref:"):
                if not ID.fullmatch(said):
                    raise GitFault(f"{ref} does not contain the name of a commit")
                return said
            ref = said.removeprefix("ref:").strip()
            if not ref.startswith("refs/") or _NO_NAME.search(ref):
                raise GitFault("a branch refers to something that is not the name of a branch")
        raise GitFault(f"{ref} refers to another name more than {DEEPEST} times")

    def entries(self, commit: str, folder: Path, *more: Path) -> tuple[TreeEntry, ...]:
        """What folders of the work tree hold in a commit; nothing of one that is not in there. Raises GitFault."""
        first, *others = (self.within(each).parts for each in (folder, *more))
        return entries(self._store(), commit, first, *others)

    def within(self, folder: Path) -> Path:
        """A folder's path in the work tree."""
        return real(folder).relative_to(self.top)

    def fork(self, one: str, other: str) -> str | None:
        """The commit at which two histories parted; None when the repository does not hold it. Raises GitFault."""
        if one == other:
            return one
        ends = _content(self.common / "shallow", MOST_SHALLOW).decode("ascii", "replace").split()
        return fork(self._store(), one, other, tuple(each for each in ends if ID.fullmatch(each)))

    def remotes(self) -> list[str]:
        """The remotes of which a branch is known that they call their own base, the nearest first."""
        folder = self.common / "refs" / "remotes"
        found = []
        with contextlib.suppress(OSError):  # what cannot be looked into names no branch
            if inside(self.common, folder) and folder.is_dir():
                with os.scandir(folder) as there:
                    for each in itertools.islice(there, MOST_REMOTES):
                        if not _NO_NAME.search(each.name) and (Path(each.path) / "HEAD").is_file():
                            found.append(each.name)
        return [*(each for each in NEAREST if each in found), *sorted(set(found) - set(NEAREST))]

    def _store(self) -> Path:
        store = self.common / "objects"
        if not inside(self.common, store):
            raise GitFault(f"{store} leads out of the repository")
        return store

    def _loose(self, ref: str) -> str | None:
        path = (self.own if ref == "HEAD" else self.common) / ref
        if not inside(self.common, path.parent):
            raise GitFault(f"{path.parent} leads out of the repository")
        if path.is_dir():
            return None
        return _line(path)

    def _packed_ref(self, ref: str) -> str | None:
        at = self._packed.find(b" " + ref.encode("utf-8", "surrogateescape") + b"\n")
        said = self._packed[max(at - 64, 0) : max(at, 0)].rpartition(b"\n")[2].decode("ascii", "replace")
        return said if ID.fullmatch(said) else None

    @cached_property
    def _packed(self) -> bytes:
        return _content(self.common / "packed-refs", MOST_PACKED) + b"\n"


def is_branch(name: str) -> bool:
    """Whether a text may be the name of a branch."""
    return bool(name) and len(name) < 200 and name[0] not in "-/." and not _NO_NAME.search(name)


def repository_of(folder: Path) -> Repository | None:
    """The repository whose work tree a folder lies in, which need not exist; None when there is none.

    Raises GitFault when there is one that is not to be opened.
    """
    try:
        here = real(folder)
        for top in (here, *here.parents):
            there = top / ".git"
            if there.is_symlink():
                raise GitFault(f"{there} is a link, which is not followed")
            if there.is_dir() and _is_repository(there):
                return Repository(top, there, there)
            if there.is_file():
                return _pointed(top, there)
    except (OSError, ValueError) as error:
        raise GitFault(f"no repository can be looked for: {error}") from None
    return None


def _pointed(top: Path, file: Path) -> Repository:
    """The repository that a `.git` file names: of a work tree or a module, which both can be told from the other side.

    Any other folder of this machine may be named there, too, by whoever made the file; it is not opened.
    """
    said = _line(file) or ""
    place = said.removeprefix("gitdir:").strip()
    if not said.startswith("gitdir:") or not place or place.startswith(("//", "\\\\")):
        raise GitFault(f"{file} names no folder")
    own = real(top / place)
    back = _line(own / "gitdir")
    if back and real(own / back) == file:
        common = real(own / (_line(own / "commondir") or "."))
        if own.parent == common / "worktrees" and _is_repository(common):
            return Repository(top, own, common)
    around = repository_of(top.parent)
    if around and own.is_relative_to(around.own / "modules") and _is_repository(own):
        return Repository(top, own, own)
    raise GitFault(f"{file} names {own}, which does not name it back")


def _is_repository(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def _line(path: Path) -> str | None:
    """The only line of a file; None when there is no such file."""
    said = os.fsdecode(_content(path, MOST_NAMED).rstrip(b"\r\n"))
    if re.search(r"[\x00-\x1f\x7f]", said):
        raise GitFault(f"{path} does not contain a name")
    return said or None


def _content(path: Path, most: int) -> bytes:
    try:
        return read_regular(path, most)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise GitFault(f"{path} {error.strerror}") from None
