"""What a trial is: many rounds of one thing, each with its own chance and its own folder, and what came of them."""

from __future__ import annotations

import random
import shutil
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_KEPT = 10
"""Failures of one round that are kept with their inputs; the others are only counted."""


class Skipped(Exception):
    """What a trial needs is not to be had here. The message says what."""


class Failed(Exception):
    """A round found something that must not be. `inputs` are kept: texts, bytes, or files and folders by their path."""

    def __init__(self, what: str, **inputs: str | bytes | Path) -> None:
        super().__init__(what)
        self.what = what
        self.inputs = inputs


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that must not be, and where its inputs are kept ("" where there are none)."""

    what: str
    kept: str


@dataclass
class Round:
    """One round of a trial.

    `chance` depends on the seed, the trial and the number alone, so a round can be had again by itself. `folder` is empty
    and belongs to the round. `tried` is how many things the round tried; `counts` are said beside the table.
    """

    trial: str
    number: int
    seed: int
    folder: Path
    keep: Path
    tried: int = 1
    failed: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.seed} {self.trial} {self.number}")

    def fail(self, what: str, **inputs: str | bytes | Path) -> None:
        """Counts a failure and goes on; what it came from is kept."""
        self.failed += 1
        if len(self.failures) >= MOST_KEPT:
            return
        kept = self.keep / self.trial / str(self.number) / str(self.failed)
        kept.mkdir(parents=True, exist_ok=True)
        again = f"python -m soak --only {self.trial} --seed {self.seed} --round {self.number}"
        (kept / "WHAT.txt").write_text(f"{what}\n\nAgain: {again}\n", "utf-8", "backslashreplace")
        for name, content in inputs.items():
            _keep(kept / name, content)
        self.failures.append(Failure(what, str(kept)))

    def hold(self, true: object, what: str, **inputs: str | bytes | Path) -> None:
        """Fails unless something is true."""
        if not true:
            self.fail(what, **inputs)


@dataclass(frozen=True)
class Trial:
    """Many rounds of one thing, within a number of seconds.

    `prepare` makes once, in a folder that stays for the trial, what `one` is given beside each round; it may raise Skipped.
    A round that takes longer than `longest` seconds is stopped and has failed.
    """

    name: str
    about: str
    rounds: int
    seconds: float
    one: Callable[[Round, Any], None]
    prepare: Callable[[Path], Any] = lambda folder: None
    longest: float = 90.0
    workers: int = 2


def played(trial: Trial, shared: Any, number: int, seed: int, base: Path, keep: Path) -> Round:
    """Plays one round. Whatever it raises is a failure, a fault of the trial's own as well: neither may pass unseen."""
    folder = base / f"round-{number}"
    folder.mkdir()
    round = Round(trial.name, number, seed, folder, keep)
    try:
        trial.one(round, shared)
    except Failed as failed:
        round.fail(failed.what, **failed.inputs)
    except Exception:
        round.fail(f"the trial itself stopped:\n{traceback.format_exc()}", folder=folder)
    finally:
        _remove(folder)
    return round


def _keep(path: Path, content: str | bytes | Path) -> None:
    if isinstance(content, Path):
        if content.is_dir():
            shutil.copytree(content, path, symlinks=True, ignore_dangling_symlinks=True, dirs_exist_ok=True)
        elif content.is_file():
            shutil.copyfile(content, path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, "utf-8", "surrogateescape")


def _remove(folder: Path) -> None:
    """Removes a folder, whatever permissions a trial has left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        for each in [folder, *folder.rglob("*")]:
            if each.is_dir() and not each.is_symlink():
                each.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)
