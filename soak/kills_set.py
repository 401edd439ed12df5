"""`set` is killed at random moments: all answers of a call are in the file, or none; what was said to be taken is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from archassist.session import Review, SessionError
from soak.desk import COMMAND
from soak.trial import Round, Trial

REMARK = "# This line was written by hand, and stays."
ASKED = ("mau_now", "engineers", "data_gb", "peak_rps_now")


@dataclass(frozen=True)
class Shared:
    """A session, how long `set` takes, and how long one save takes."""

    text: str
    command: float
    save: float


def prepare(folder: Path) -> Shared:
    """A session with a line by hand; both times are measured, the median of several."""
    path = folder / "r.toml"
    Review.example("notion-2021", path)
    text = path.read_text("utf-8").replace("[answers]\n", f"[answers]\n{REMARK}\n", 1)
    path.write_text(text, "utf-8")
    commands, saves = [], []
    for number in range(5):
        begun = time.monotonic()
        subprocess.run(_words(path, number), check=True, capture_output=True)
        commands.append(time.monotonic() - begun)
        review = Review.open(path)
        begun = time.monotonic()
        _answer(review, number)
        saves.append(time.monotonic() - begun)
    return Shared(text, sorted(commands)[2], sorted(saves)[2])


def one(round: Round, shared: Shared) -> None:
    """Every other round kills the command; the rest kill a process that does nothing but save."""
    path = round.folder / "r.toml"
    path.write_text(shared.text, "utf-8")
    before = told(path)
    if round.number % 2:
        hit, said = _command(path, round.number, shared.command * round.chance.uniform(0.3, 1.1))
        allowed = [wanted(round.number)] if said else [before, wanted(round.number)]
    else:
        hit, last = _saver(path, round.chance, shared.save)
        allowed = [wanted(last) if last >= 0 else before, wanted(last + 1)]
    round.counts["killed alive"] += hit
    try:
        found = told(path)
    except SessionError as error:
        round.fail(f"the file cannot be read any more: {error}", session=path)
        return
    round.hold(found in allowed, f"the file holds {found}; allowed were {allowed}", session=path)
    round.hold(REMARK in path.read_text("utf-8"), "the line by hand is gone", session=path)
    _answer(Review.open(path), 77)
    round.hold(told(path) == wanted(77), "the next answers are not saved", session=path)


def told(path: Path) -> dict[str, str]:
    """The answers that the trial gives, as the file holds them."""
    review = Review.open(path)
    return {id: str(review.answers[id].value) for id in ASKED if id in review.answers}


def wanted(number: int) -> dict[str, str]:
    """What `told` gives once the answers with this number are saved."""
    return {id: str(float(value)) for id, value in values(number).items()}


def values(number: int) -> dict[str, int]:
    """The answers with this number."""
    return {
        "mau_now": 10_000 + number,
        "engineers": 3 + number % 90,
        "data_gb": 100 + number,
        "peak_rps_now": 50 + number,
    }


def _answer(review: Review, number: int) -> None:
    with review.together():
        for id, value in values(number).items():
            review.set(id, str(value))


def _words(path: Path, number: int) -> list[str]:
    return [*COMMAND, "set", str(path), *(f"{id}={value}" for id, value in values(number).items())]


def _command(path: Path, number: int, seconds: float) -> tuple[bool, bool]:
    """Kills the command after so many seconds; whether it lived then, and whether it had said that all is taken."""
    process = subprocess.Popen(_words(path, number), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.kill()
    out, _ = process.communicate()
    return process.returncode == -signal.SIGKILL, process.returncode == 0 or b"mau_now:" in out


def _saver(path: Path, chance: random.Random, save: float) -> tuple[bool, int]:
    """Kills a process that saves again and again; whether it lived, and the number of the last answers it had confirmed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            review = Review.open(path)
            for number in range(10_000):
                _answer(review, number)
                os.write(writing, b".")
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(chance.uniform(0, 6 * save))
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    confirmed = 0
    while block := os.read(reading, 4096):
        confirmed += len(block)
    os.close(reading)
    return os.WIFSIGNALED(status), confirmed - 1


TRIAL = Trial("kill-set", "kills of `set`", 350, 90, one, prepare)
