"""Plays the rounds of a trial in several processes, and stops what takes too long."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import signal
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from soak.trial import Failure, Round, Skipped, Trial, played

_FORK = multiprocessing.get_context("fork")

GRACE = 5.0
"""Seconds that a round which has begun gets when the trial's own time is over."""


@dataclass
class Outcome:
    """What came of a trial: a row of the table."""

    trial: Trial
    rounds: int
    tried: int = 0
    failed: int = 0
    played: int = 0
    seconds: float = 0.0
    skipped: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    @property
    def short(self) -> bool:
        """Whether the clock ended it before all of its rounds were played."""
        return not self.skipped and self.played < self.rounds

    @property
    def passed(self) -> bool:
        """Whether everything was tried, or skipped with a word, and nothing failed."""
        return not self.failed and not self.short

    def take(self, round: Round) -> None:
        """Adds a round that was played."""
        self.played += 1
        self.tried += round.tried
        self.failed += round.failed
        self.counts += round.counts
        self.failures += round.failures


@dataclass
class _Worker:
    """A process that plays rounds, the pipe it tells of them by, and the round it is at."""

    process: ForkProcess
    pipe: Connection
    at: int = -1
    since: float = field(default_factory=time.monotonic)


def run(trial: Trial, numbers: Sequence[int], seed: int, base: Path, keep: Path) -> Outcome:
    """Plays these rounds of a trial."""
    outcome = Outcome(trial, len(numbers))
    begun = time.monotonic()
    own = base / trial.name
    own.mkdir()
    try:
        shared = trial.prepare(own)
        _play(outcome, list(numbers), shared, seed, own, keep, begun + trial.seconds)
    except Skipped as reason:
        outcome.skipped = str(reason)
    except Exception:  # whatever it is: a trial that cannot begin has failed
        outcome.failed += 1
        outcome.failures.append(Failure(f"it cannot begin:\n{traceback.format_exc()}", ""))
    finally:
        shutil.rmtree(own, ignore_errors=True)
    outcome.seconds = time.monotonic() - begun
    return outcome


def _play(
    outcome: Outcome, left: list[int], shared: Any, seed: int, base: Path, keep: Path, until: float
) -> None:
    trial = outcome.trial
    workers: list[_Worker] = []
    left.reverse()
    try:
        while True:
            while left and len(workers) < min(trial.workers, len(left) + len(workers)):
                workers.append(_started(trial, shared, seed, base, keep))
                _next(workers[-1], left, until)
            if not workers:
                return
            for pipe in wait([each.pipe for each in workers], timeout=0.2):
                worker = next(each for each in workers if each.pipe is pipe)
                try:
                    outcome.take(worker.pipe.recv())
                    alive = _next(worker, left, until)
                except (EOFError, OSError):
                    _lost(outcome, worker, "the process that played it died")
                    alive = False
                if not alive:
                    _end(worker)
                    workers.remove(worker)
            now = time.monotonic()
            for worker in [each for each in workers if each.at >= 0]:
                if now - worker.since > trial.longest:
                    _lost(outcome, worker, f"it took longer than {trial.longest:g} seconds")
                elif now > until + GRACE:
                    pass  # cut short: it is not counted as played
                else:
                    continue
                _end(worker)
                workers.remove(worker)
            if now > until:
                left.clear()
    finally:
        for worker in workers:
            _end(worker)


def _next(worker: _Worker, left: list[int], until: float) -> bool:
    """Gives a worker its next round; False when there is none, or no time."""
    if not left or time.monotonic() > until:
        return False
    worker.at, worker.since = left.pop(), time.monotonic()
    worker.pipe.send(worker.at)
    return True


def _lost(outcome: Outcome, worker: _Worker, why: str) -> None:
    if worker.at < 0:
        return
    trial = outcome.trial
    outcome.played += 1
    outcome.tried += 1
    outcome.failed += 1
    outcome.failures.append(Failure(f"round {worker.at}: {why} (--round {worker.at} plays it again)", ""))
    outcome.counts[f"lost rounds of {trial.name}"] += 1


def _started(trial: Trial, shared: Any, seed: int, base: Path, keep: Path) -> _Worker:
    here, there = _FORK.Pipe()
    process = _FORK.Process(target=_rounds, args=(trial, shared, seed, base, keep, there), daemon=False)
    process.start()
    there.close()
    return _Worker(process, here)


def _rounds(trial: Trial, shared: Any, seed: int, base: Path, keep: Path, pipe: Connection) -> None:
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)  # so that whatever a round has started can be ended with it
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(played(trial, shared, pipe.recv(), seed, base, keep))


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.join(0.5)
    pid = worker.process.pid
    if worker.process.is_alive() and pid is not None:
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
        worker.process.kill()
        worker.process.join()
