"""Several at once: two exports into one folder, an editor that saves during an export, eight writers of one session file."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archassist.answers import AnswerError
from archassist.records import Write, WriteFault, write_all
from archassist.session import Review, SaveError
from archassist.workflows.export import export_plan
from soak.desk import DAY, content, differing
from soak.exporting import Shared, at_rest, copied, ended, forked
from soak.exporting import prepare as planned
from soak.kills_export import edit, look
from soak.trial import Round, Trial

WRITERS = 8


# -- two exports


KINDS = (("adr",), ("readout", "log"))
"""What the two exports write."""

AGAIN = 4
"""In one round in so many, an export that was refused is made again, as people do."""


@dataclass(frozen=True)
class Two:
    """Two exports of one session, planned for the same empty folder, and what any order of them leaves."""

    session: Path
    writes: tuple[tuple[Write, ...], ...]
    serial: dict[tuple[int, ...], dict[str, bytes]]
    seconds: float


def prepare_two(folder: Path) -> Two:
    """Plans both, and measures one; what they leave one after the other is what they may leave at once."""
    review = Review.example("notion-2021", folder / "r.toml")
    writes = tuple(tuple(export_plan(review, folder / "docs", kinds, DAY).writes) for kinds in KINDS)
    serial: dict[tuple[int, ...], dict[str, bytes]] = {}
    seconds = 0.0
    for order in ((0,), (1,), (0, 1), (1, 0)):
        target = folder / "".join(map(str, order)) / "docs"
        for number in order:
            plan = export_plan(review, target, KINDS[number], DAY)
            begun = time.monotonic()
            plan.write()
            seconds = max(seconds, time.monotonic() - begun)
        serial[order] = content(target)
    return Two(review.path, writes, serial, seconds)


def two(round: Round, shared: Two) -> None:
    """Both write at about the same time: what is there is what one of them leaves, or both in some order."""
    target = round.folder / "docs"
    again = round.number % AGAIN == 0
    waits = [0.0, round.chance.uniform(0, 1.2 * shared.seconds)]
    round.chance.shuffle(waits)

    def work(number: int) -> None:
        time.sleep(waits[number])
        try:
            write_all(target, shared.writes[number])
        except WriteFault:
            if not again:
                raise
            export_plan(Review.open(shared.session), target, KINDS[number], DAY).write()

    children = [forked(partial(work, number)) for number in range(2)]
    codes = [ended(each) for each in children]
    round.counts["both written"] += codes == [0, 0]
    for fault in mixed(codes, content(target) if target.exists() else {}, shared.serial):
        round.fail(fault, folder=target)


def mixed(
    codes: list[int], found: dict[str, bytes], serial: dict[tuple[int, ...], dict[str, bytes]]
) -> list[str]:
    """What is wrong after two exports: what is there has to be what those leave, in some order, that say it is written."""
    wrong = [f"an export ended with {code}" for code in codes if code not in (0, 2)]
    done = {number for number, code in enumerate(codes) if code == 0}
    if not done:
        return [*wrong, "neither export was written"]
    allowed = {order: each for order, each in serial.items() if set(order) == done}
    if found not in allowed.values():
        told = "; ".join(f"{order}: {differing(found, each)[:5]}" for order, each in allowed.items())
        wrong.append(f"what is there is no whole set; it differs from {told}")
    return wrong


# -- an editor


def editor(round: Round, shared: Shared) -> None:
    """A person saves a document at a random moment of an export: their text is there, and the set is old or new."""
    target = copied(shared, round.folder)
    name = round.chance.choice(shared.documents)
    child = forked(lambda: write_all(target, shared.writes))
    time.sleep(shared.seconds * round.chance.uniform(0, 2))
    saved = edit(target / name, round)
    code = ended(child)
    round.hold(code in (0, 2), f"the export ended with {code}", folder=target)
    round.counts["taken back"] += code == 2
    if at_rest(target):
        look(round, shared, target, {name: saved})
    else:
        round.fail("the folder is still locked", folder=target)


# -- writers


def prepare_writers(folder: Path) -> list[str]:
    """The questions that are answered with numbers, one for each writer."""
    review = Review.create(folder / "r.toml", "Writers")
    wide = [id for id, each in review.rulebook.questions.items() if each.type == "number" and not each.levels]
    return wide[:WRITERS]


def writers(round: Round, questions: list[str]) -> None:
    """Each answers one question; in every fourth round two of them answer the same one. What was confirmed is there."""
    path = round.folder / "r.toml"
    Review.create(path, "Writers")
    asked = list(questions)
    if round.number % 4 == 0:
        asked[1] = asked[0]
    reading, writing = os.pipe()
    children = [forked(partial(_write, path, each, number, writing)) for number, each in enumerate(asked)]
    os.close(writing)
    codes = [ended(each) for each in children]
    said = bytearray()
    while block := os.read(reading, 4096):
        said += block
    os.close(reading)
    for code in codes:
        round.hold(code == 0, f"a writer ended with {code}", session=path)
    confirmed = list(said)
    round.counts["writes confirmed"] += len(confirmed)
    answers = Review.open(path).answers
    values = {id: int(answer.value) for id, answer in answers.items() if isinstance(answer.value, float)}
    for fault in missing(asked, confirmed, values):
        round.fail(fault, session=path)


def missing(asked: list[str], confirmed: list[int], values: dict[str, int]) -> list[str]:
    """Which confirmed writes are not in the file: each wrote its number and 20 to its question."""
    wrong = []
    for id in dict.fromkeys(asked):
        wrote = {number + 20 for number in confirmed if asked[number] == id}
        if wrote and values.get(id) not in wrote:
            wrong.append(f"{id}: {sorted(wrote)} confirmed, the file holds {values.get(id)}")
        if not wrote and id in values:
            wrong.append(f"{id}: nobody confirmed {values[id]}")
    return wrong


def _write(path: Path, question: str, number: int, writing: int) -> None:
    try:
        review = Review.open(path)
        time.sleep(0.002 * (number % 3))
        review.set(question, str(number + 20))
    except (SaveError, WriteFault, AnswerError):
        return  # it was refused, and said so
    os.write(writing, bytes([number]))


TWO = Trial("two-exports", "two exports at once", 300, 120, two, prepare_two)
EDITOR = Trial("editor", "an editor saves during an export", 300, 70, editor, planned)
EIGHT = Trial("writers", "eight writers on one session", 200, 80, writers, prepare_writers)
