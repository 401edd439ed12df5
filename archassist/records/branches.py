"""Which records the base branches of a repository hold: whoever adds one on two branches takes the same number twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archassist.records.git import Repository, repository_of
from archassist.records.git_trees import Entry, GitFault, GitTimeout
from archassist.records.text import readable

BASES: Mapping[str, str] = {
    "origin/HEAD": "refs/remotes/origin/HEAD",
    "origin/main": "refs/remotes/origin/main",
    "origin/master": "refs/remotes/origin/master",
    "main": "refs/heads/main",
    "master": "refs/heads/master",
}
"""Branches that others start from, and where a repository keeps them. The first is the one it calls its own base."""

LONGEST_NAME = 255
"""Bytes of a name of a file: no common system takes a longer one."""


@dataclass(frozen=True, slots=True)
class OnBase:
    """By base branch the numbers and names of the records in a folder there. `remark` says what could not be read."""

    branches: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()
    remark: str = ""

    @property
    def numbers(self) -> frozenset[int]:
        """Every number that is taken on one of them."""
        return frozenset(number for _, names in self.branches for number, _ in names)


def on_base(folder: Path) -> OnBase:
    """What the base branches of the git repository around a folder hold of it; nothing without one. Runs nothing."""
    found: list[tuple[str, tuple[tuple[int, str], ...]]] = []
    remark = ""
    known: dict[str, tuple[tuple[int, str], ...]] = {}
    try:
        repository = repository_of(folder)
    except GitFault as fault:
        return OnBase(remark=_remark(fault))
    for branch, ref in BASES.items() if repository else ():
        assert repository is not None
        try:
            commit = repository.commit(ref)
            if commit is not None and commit not in known:
                known[commit] = _numbered(repository, commit, folder)
            if commit is not None and known[commit]:
                found.append((branch, known[commit]))
        except (GitFault, OSError) as fault:
            remark = remark or _remark(fault, branch)
            if isinstance(fault, GitTimeout):
                break  # it would be waited for again with every branch
    return OnBase(tuple(found), remark)


def numbers_taken(folder: Path) -> frozenset[int]:
    """Numbers of records on the base branches of the git repository that holds the folder; empty without one.

    Two branches that both add a record take the same number, and git never sees a conflict in that.
    """
    return on_base(folder).numbers


def _numbered(repository: Repository, commit: str, folder: Path) -> tuple[tuple[int, str], ...]:
    entries: tuple[Entry, ...] = repository.entries(commit, folder)
    names = (each.name for each in entries if len(each.name) <= LONGEST_NAME)
    return tuple((int(number[0]), name) for name in names if (number := re.match(r"\d{1,6}(?=[-_. ])", name)))


def _remark(fault: GitFault | OSError, branch: str = "the base branch") -> str:
    return readable(f"numbers on {branch} could not be read: {fault}")
