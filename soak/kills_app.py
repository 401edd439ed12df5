"""The app is killed while somebody types: the file holds what was typed up to some key, at least all that was counted."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from archassist.rulebook import Question
from archassist.session import Review, SessionError
from archassist.tui.model import Model
from soak.terminal import Terminal
from soak.trial import Failed, Round, Trial

QUESTIONS = 14
"""So many questions are answered, one after the other."""

START = 60.0
"""Seconds within which the first question has to be shown."""

UNKNOWN = "\x1bOQ"
"""The key F2: nobody knows."""

_COUNTED = re.compile(r"(\d+) of \d+ answered")
_REMARK = "# by hand"


@dataclass(frozen=True)
class Shared:
    """The session, the keys, the answers that they give one by one, and how long that takes from the first key."""

    text: str
    first: str
    keys: tuple[tuple[str, ...], ...]
    answers: tuple[tuple[str, str], ...]
    start: float
    seconds: float


def prepare(folder: Path) -> Shared:
    """Answers all questions once, in an app that is not killed before they are all in the file."""
    path = folder / "r.toml"
    review = Review.create(path, "Killed")
    text = path.read_text("utf-8") + f"\n[answers]\n{_REMARK}\n"
    path.write_text(text, "utf-8")
    questions = Model(review).questions[:QUESTIONS]
    keys = tuple(tuple(_keys(question)) for question in questions)
    begun = time.monotonic()
    terminal = Terminal(path, cwd=folder)
    try:
        if not terminal.wait_for(questions[0].ask[:15], START):
            raise Failed(f"the app does not show its first question: {terminal.text[-300:]}")
        shown = time.monotonic()
        for each in keys:
            _type(terminal, each, _PAUSE, shown + START)
        while len(told := _told(path)) < len(questions):
            terminal.listen(0.05)
            if time.monotonic() > shown + START:
                raise Failed(f"the app took only {told}")
        seconds = time.monotonic() - shown
    finally:
        terminal.kill()
    answers = tuple((each.id, told[each.id]) for each in questions)
    return Shared(text, questions[0].ask[:15], keys, answers, shown - begun, seconds)


def one(round: Round, shared: Shared) -> None:
    """Types as quickly as a quick typist, and kills in the middle; in one round of ten while the app starts."""
    path = round.folder / "r.toml"
    path.write_text(shared.text, "utf-8")
    terminal = Terminal(path, cwd=round.folder)
    try:
        if round.number % 10 == 9:
            terminal.listen(round.chance.uniform(0, shared.start))
        elif terminal.wait_for(shared.first, START):
            until = time.monotonic() + round.chance.uniform(0, shared.seconds)
            for keys in shared.keys:
                if not _type(terminal, keys, round.chance.uniform(0, 2 * _PAUSE), until):
                    break
            while time.monotonic() < until:
                terminal.listen(until - time.monotonic())
        else:
            round.fail(f"the first question is never shown: {terminal.text[-300:]}")
    finally:
        round.counts["killed alive"] += terminal.kill()
    counted = max(map(int, _COUNTED.findall(terminal.text)), default=0)
    round.counts["answers counted on the screen"] += counted
    try:
        found = _told(path)
    except SessionError as error:
        round.fail(f"the file cannot be read any more: {error}", session=path)
        return
    for fault in faults(found, shared.answers, counted):
        round.fail(fault, session=path)
    round.hold(_REMARK in path.read_text("utf-8"), "the remark by hand is gone", session=path)


def faults(found: dict[str, str], answers: tuple[tuple[str, str], ...], counted: int) -> list[str]:
    """What is wrong with a file: it holds the first answers, as many as were counted on the screen or more."""
    wrong = []
    if found != dict(answers[: len(found)]):
        wrong.append(f"{found} are not the first of {answers}")
    if len(found) < counted:
        wrong.append(f"{counted} answers were shown as counted, {len(found)} are in the file")
    return wrong


_PAUSE = 0.02


def _type(terminal: Terminal, keys: tuple[str, ...], pause: float, until: float) -> bool:
    """Types without a look at what becomes of it, as quick typists do; False when the time is over before."""
    for key in keys:
        terminal.type(key)
        terminal.listen(min(pause, max(0.0, until - time.monotonic())))
    return time.monotonic() < until


def _told(path: Path) -> dict[str, str]:
    return {id: f"{each.kind} {each.value}" for id, each in Review.open(path).answers.items()}


def _keys(question: Question) -> list[str]:
    if question.choices:
        return ["1", "\r"]
    if question.levels:
        return [*f"{question.levels[1]:g}", "\r"]
    return [*"1%..2%", "\r"] if question.type == "share" else [UNKNOWN]


TRIAL = Trial("kill-app", "kills of the app", 150, 150, one, prepare)
