"""What attacks are made on: copies of a session and of an export of it, and a mark that an attacker would leave."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from soak.desk import DAY, Ran, archassist, here
from soak.trial import Failed, Round

SOON = 40.0
"""Seconds within which every command of an attack has to end."""


@dataclass(frozen=True)
class Made:
    """The session and the export that rounds copy."""

    session: Path
    docs: Path


class Ground:
    """The folder of one attack."""

    def __init__(self, round: Round, made: Made) -> None:
        self.folder = round.folder
        self.chance = round.chance
        self.counts = round.counts
        self._made = made
        self.mark = self.folder / "PWNED"
        self.session = self.folder / "r.toml"
        shutil.copyfile(made.session, self.session)

    def docs(self, name: str = "docs") -> Path:
        """A copy of the export."""
        return Path(shutil.copytree(self._made.docs, self.folder / name))

    def program(self, path: Path) -> Path:
        """A program that leaves the mark when it is run."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho \"$0\" >> '{self.mark}'\n")
        path.chmod(0o755)
        return path

    def run(
        self,
        *words: str | Path,
        cwd: Path | None = None,
        through: tuple[str, ...] = (),
        before: Callable[[], object] | None = None,
        typed: str = "",
        codes: tuple[int, ...] = (0, 1, 2),
        apart: bool = False,
    ) -> Ran:
        """Runs a command. It has to end soon, with one of these codes, without a traceback, and without the mark.

        It runs in this process, which is ten times quicker, unless it is to run `apart` or in another surrounding.
        """
        place = cwd or self.folder
        if apart or through or before:
            ran = archassist(*words, cwd=place, through=through, before=before, typed=typed, patience=SOON)
        else:
            ran = here(*words, cwd=place, typed=typed, patience=SOON)
        told = " ".join(map(str, words))[:160]
        if ran.faulty or ran.code not in codes:
            raise Failed(
                f"{told}: {ran.faulty or f'exit code {ran.code}'}: {ran.err[-600:]}", folder=self.folder
            )
        if self.mark.exists():
            raise Failed(f"{told}: code of a stranger was run: {self.mark.read_text()}", folder=self.folder)
        return ran

    def export(
        self,
        target: Path | str,
        *more: str | Path,
        cwd: Path | None = None,
        through: tuple[str, ...] = (),
        codes: tuple[int, ...] = (0, 1, 2),
    ) -> Ran:
        """Exports the records of the session."""
        words = ("export", self.session, "--to", target, "--only", "adr", "--date", DAY.isoformat(), *more)
        return self.run(*words, cwd=cwd, through=through, codes=codes)

    def commands(self, target: Path) -> None:
        """Every command that looks at a folder of documents, the one that writes last."""
        self.run("check", self.session, "--docs", target)
        self.run("adopt", target)
        self.export(target, "--dry-run")
        self.export(target)

    def change(self) -> None:
        """Other answers: a next export has much to write."""
        self.run("set", self.session, "mau_now=300M", "engineers=400", codes=(0,))


def hold(true: object, what: str, **inputs: str | bytes | Path) -> None:
    """Fails unless something is true."""
    if not true:
        raise Failed(what, **inputs)


def git(folder: Path, *words: str) -> bool:
    """Runs git as a person does; whether it is there and did it."""
    if shutil.which("git") is None:
        return False
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    ran = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, check=False, env=os.environ | who
    )
    return ran.returncode == 0
