"""Which records the base branches of a repository hold: whoever adds one on two branches takes the same number twice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archassist.records.file_names import is_template, name_of, parsed
from archassist.records.git import NEAREST, Repository, is_branch, repository_of
from archassist.records.git_trees import GitFault, GitTimeout, TreeEntry
from archassist.records.text import readable

USUAL = ("main", "master")
OTHERWISE = ("develop", "development", "trunk", "default", "mainline", "dev")
"""What repositories call the branch that others start from, where they do not say which it is."""

SAID = (
    "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_DEFAULT_BRANCH", "BITBUCKET_PR_DESTINATION_BRANCH",
    "CHANGE_TARGET", "BUILDKITE_PULL_REQUEST_BASE_BRANCH", "SYSTEM_PULLREQUEST_TARGETBRANCH",
)  # fmt: skip
"""Variables in which pipelines name the branch that a change is to go into."""

MOST_FOLDERS = 200
"""Folders within that of the records that are looked into."""

LONGEST_NAME = 255
"""Bytes of a name of a file: no common system takes a longer one."""


@dataclass(frozen=True, slots=True)
class OnBase:
    """By base branch the numbers and names of the records in a folder there. `remark` says what could not be read."""

    branches: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()
    remark: str = ""

    @property
    def numbers(self) -> frozenset[int]:
        """Every number that is taken on one of them, by a record in the folder itself: those within count by themselves."""
        return frozenset(
            number for _, names in self.branches for number, name in names if _is_top(PurePosixPath(name))
        )


def on_base(folder: Path, below: Sequence[str] = ()) -> OnBase:
    """What the base branches of the git repository around a folder hold of it, and of the folders `below` within; nothing
    without one. Runs nothing of the repository's."""
    return Bases(folder, below).held()


class Bases:
    """The base branches of the repository around a folder of records."""

    def __init__(self, folder: Path, below: Sequence[str] = ()) -> None:
        self._folder, self._below = folder, tuple(below)[:MOST_FOLDERS]
        self._remark = ""
        self._repository: Repository | None = None
        self._commits: dict[str, str] = {}
        self._known: dict[str, tuple[tuple[int, str], ...]] = {}

    def held(self) -> OnBase:
        """What they hold."""
        found: list[tuple[str, tuple[tuple[int, str], ...]]] = []
        try:
            repository = self._repository = repository_of(self._folder)
        except GitFault as fault:
            return OnBase(remark=_remark(fault))
        for branch, ref in _bases(repository) if repository else ():
            assert repository is not None
            try:
                commit = repository.commit(ref)
                if commit is not None and (names := self._numbered(repository, commit)):
                    self._commits[branch] = commit
                    found.append((branch, names))
            except (GitFault, OSError) as fault:
                self._remark = self._remark or _remark(fault, branch)
                if isinstance(fault, GitTimeout):
                    break  # it would be waited for again with every branch
        return OnBase(tuple(found), self._remark)

    def before(self, branch: str) -> frozenset[str] | None:
        """The names of the records that were there where this work tree's history parted from a branch that `held` named;
        None where that cannot be told: in a clone that ends before, say."""
        repository = self._repository
        try:
            if repository is None or (here := repository.commit("HEAD")) is None:
                return None
            parted = repository.fork(here, self._commits[branch])
            if parted is None:
                return None
            return frozenset(name for _, name in self._numbered(repository, parted))
        except (GitFault, OSError):
            return None

    def _numbered(self, repository: Repository, commit: str) -> tuple[tuple[int, str], ...]:
        if commit not in self._known:
            self._known[commit] = tuple(self._listed(repository, commit))
        return self._known[commit]

    def _listed(self, repository: Repository, commit: str) -> Iterator[tuple[int, str]]:
        listed = repository.entries(commit, self._folder)
        yield from _numbered(each for each in listed if each.kind in ("file", "link"))
        own = [each.name for each in listed if each.kind == "folder" and parsed(f"{each.name}.md")]
        more = list(dict.fromkeys([*self._below, *own]))[:MOST_FOLDERS]
        if not more:
            return
        top = repository.within(self._folder).as_posix()
        within = repository.entries(commit, *(self._folder / each for each in more))
        for each in within:
            folder = each.folder.removeprefix(top if top != "." else "").strip("/")
            if each.kind in ("file", "link") and folder:
                yield from _numbered([each], folder)


def numbers_taken(folder: Path) -> frozenset[int]:
    """Numbers of records on the base branches of the git repository that holds the folder; empty without one.

    Two branches that both add a record take the same number, and git never sees a conflict in that.
    """
    return on_base(folder).numbers


def _bases(repository: Repository) -> Iterator[tuple[str, str]]:
    """Branches that others start from, and where the repository keeps them. The first is the one it calls its own base."""
    remotes = repository.remotes()
    for remote in remotes:
        yield f"{remote}/HEAD", f"refs/remotes/{remote}/HEAD"
    said = [os.environ.get(each, "").removeprefix("refs/heads/") for each in SAID]
    named = [each for each in said if is_branch(each)]
    names = dict.fromkeys((*named, *USUAL, *(() if named or remotes else OTHERWISE)))
    for remote in dict.fromkeys((*NEAREST, *remotes)):
        for name in names:
            yield f"{remote}/{name}", f"refs/remotes/{remote}/{name}"
    for name in names:
        yield name, f"refs/heads/{name}"


def _is_top(path: PurePosixPath) -> bool:
    """Whether a record lies in the folder itself, or in one there that is its own."""
    return len(path.parts) - (name_of(path) != name_of(PurePosixPath(path.name))) <= 1


def _numbered(entries: Iterable[TreeEntry], folder: str = "") -> Iterator[tuple[int, str]]:
    """Numbers and names of what are records by their names, or by that of the folder which is theirs alone."""
    for each in entries:
        if len(each.name) > LONGEST_NAME or is_template(each.name):
            continue
        path = PurePosixPath(folder) / each.name
        name = name_of(path)
        if name is not None and name.number is not None:
            yield name.number, str(path)


def _remark(fault: GitFault | OSError, branch: str = "the base branch") -> str:
    return readable(f"numbers on {branch} could not be read: {fault}")
