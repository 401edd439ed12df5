"""An export is killed at random moments, it or who moves its files or both, while a person edits: the set is old or new."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from pathlib import Path

from archassist.records import pending, recover, write_all
from soak.desk import COMMAND, LATER, content, differing, swapped_in
from soak.exporting import LINE, Shared, at_rest, copied, ended, forked, kill, movers
from soak.exporting import prepare as planned
from soak.trial import Round, Trial

EVERY = 5
"""One round in so many kills the command itself, as a person starts it."""


def prepare(folder: Path) -> tuple[Shared, float]:
    """A planned export, and how long the whole command takes."""
    shared = planned(folder)
    target = copied(shared, folder / "timed")
    begun = time.monotonic()
    subprocess.run(_words(shared, target), check=True, capture_output=True)
    return shared, time.monotonic() - begun


def one(round: Round, given: tuple[Shared, float]) -> None:
    """Starts an export, kills at a random moment, edits before or after it, and looks at what is there at rest."""
    shared, whole = given
    target = copied(shared, round.folder)
    edited = round.chance.choice(shared.documents) if round.chance.random() < 0.6 else ""
    who = round.chance.choice(["parent", "mover", "both", "both"])
    if round.number % EVERY == 0:
        process = subprocess.Popen(
            _words(shared, target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        child, last = process.pid, whole * round.chance.uniform(0.5, 1.1)
    else:
        child = forked(lambda: write_all(target, shared.writes), alone=True)
        last = shared.seconds * round.chance.uniform(0, 1.2)
    early = round.chance.random() < 0.5
    saved = b""
    if edited and early:
        before = last * round.chance.random()
        time.sleep(before)
        saved = edit(target / edited, round)
        last -= before
    time.sleep(max(0.0, last))
    hit = _killed(child, who)
    code = ended(child)
    if edited and not early:
        saved = edit(target / edited, round)
    round.counts["killed alive"] += hit or code < 0
    round.counts["killed both"] += who == "both" and hit
    if not at_rest(target):
        round.fail("nobody is alive, and the folder is still locked", folder=target)
        return
    if pending(target):
        round.counts["left to the next export"] += 1
        with contextlib.suppress(OSError):
            recover(target)
    if (
        round.number % EVERY == 0
        and edited
        and LINE.format(round.number).encode() in (target / edited).read_bytes()
    ):
        saved = (
            target / edited
        ).read_bytes()  # it was planned after they saved: the line stays, the rest may follow
    look(round, shared, target, {edited: saved} if edited else {})


def edit(path: Path, round: Round) -> bytes:
    """A person adds a line, in place or by a draft that takes the file's place; gives what they saved."""
    text = path.read_bytes() + f"\n{LINE.format(round.number)}\n".encode()
    if round.chance.random() < 0.5:
        swapped_in(path, text)
    else:
        path.write_bytes(text)
    return text


def look(round: Round, shared: Shared, target: Path, saved: dict[str, bytes]) -> None:
    """The folder holds exactly what people saved, and all else is the old or the new set."""
    for fault in faults(shared.old, shared.new, content(target), saved):
        round.fail(fault, folder=target)


def faults(
    old: dict[str, bytes], new: dict[str, bytes], found: dict[str, bytes], saved: dict[str, bytes]
) -> list[str]:
    """What is wrong with a folder: an edit that is not there, or a set that is neither whole old nor whole new."""
    wrong = [
        f"{name}: what a person saved is not there" for name, text in saved.items() if found.get(name) != text
    ]
    rest = {name: text for name, text in found.items() if name not in saved}
    sets = [{name: text for name, text in each.items() if name not in saved} for each in (old, new)]
    if rest not in sets:
        wrong.append(
            f"neither old ({differing(rest, sets[0])[:5]} differ) nor new ({differing(rest, sets[1])[:5]} differ)"
        )
    return wrong


def _killed(child: int, who: str) -> bool:
    """Kills whom it is meant for; whether anyone of them was still at work."""
    others = movers(child) if who != "parent" else []
    hit = False
    if who != "mover":
        hit |= os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        kill(child)
    for each in others:
        hit |= kill(each)
    return hit


def _words(shared: Shared, target: Path) -> list[str]:
    day = LATER.isoformat()
    return [*COMMAND, "export", str(shared.session), "--to", str(target), "--only", "adr", "--date", day]


TRIAL = Trial("kill-export", "kills of `export`", 500, 180, one, prepare)
