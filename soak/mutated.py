"""Damaged inputs for every reader: each is read or refused by an error of the package's own, soon, and loses nothing."""

from __future__ import annotations

import contextlib
import io
import shutil
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archassist.cli import main
from archassist.session import Review, shipped_rulebook
from archassist.shipped import rules_folder
from archassist.workflows.export import export_plan
from soak.desk import DAY
from soak.loaders import Bench, Loader
from soak.mutating import mutated
from soak.trial import Failed, Round, Trial

INPUTS = 100
"""Inputs of one round."""

SECONDS = 3.0
"""Seconds of work that one input may take."""

SET = "slo_goal"
"""The question that is answered in a damaged session that could be read."""

SAVED = 2
"""One damaged session in so many is saved as well."""


def prepare(folder: Path) -> list[Loader]:
    """Sound inputs: a session, an export, and a small pack made of the skeletons that the command writes."""
    session, docs, pack = folder / "r.toml", folder / "docs", folder / "pack"
    review = Review.example("notion-2021", session)
    export_plan(review, docs, ("adr",), DAY).write()
    _pack(pack)
    loaders = Bench(session, pack, rules_folder() / "cases", docs, shipped_rulebook()).loaders()
    for loader in loaders:
        (folder / loader.name).mkdir()
        loader.load(folder / loader.name, loader.seeds[0])  # damaged, it may be refused; sound, it may not
    return loaders


def _pack(pack: Path) -> None:
    (pack / "sources").mkdir(parents=True)
    (pack / "pack.toml").write_text('id = "small"\ntitle = "Small"\nversion = "1.0"\n')
    (pack / "sections.toml").write_text('[section.core]\ntitle = "Core"\norder = 1\n')
    (pack / "phases.toml").write_text(
        '[phase.start]\ntitle = "Start"\norder = 1\nabout = "It begins."\nwhen = "True"\n'
    )
    (pack / "sources" / "own.toml").write_text(
        '[source.book]\ntitle = "A"\nauthor = "B"\nyear = 2020\nwhere = "https://example.org"\nkind = "primary"\n'
    )
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for words in (
            ["question", "reads", str(pack), "--file", "core"],
            ["decision", "caching", str(pack)],
            ["rule", "caching.simple.busy", str(pack)],
            ["practice", "db.vacuum", str(pack)],
        ):
            if main(["rules", "new", *words]):
                raise Failed(f"rules new {words} is refused")


def one(round: Round, loaders: list[Loader]) -> None:
    """So many inputs, each for a reader that chance picks by its share."""
    round.tried = INPUTS
    picked = round.chance.choices(loaders, [each.share for each in loaders], k=INPUTS)
    for number, loader in enumerate(picked):
        text = mutated(round.chance, loader.seeds)
        folder = round.folder / str(number)
        folder.mkdir()
        read = tried(round, loader, folder, text)
        if read and loader.name == "session" and number % SAVED == 0:
            saved(round, folder / "s.toml", text)
        shutil.rmtree(folder)


def tried(round: Round, loader: Loader, folder: Path, text: bytes) -> bool:
    """Gives one input to a reader; whether it was read."""
    begun = time.process_time()
    read = False
    try:
        loader.load(folder, text)
        read = True
    except loader.refuses as error:
        if not str(error).strip():
            round.fail(f"{loader.name}: refused without a word", input=text)
    except Exception as error:
        told = "".join(traceback.format_exception(error, limit=-6))
        round.fail(f"{loader.name}: {told}", input=text)
    if (spent := time.process_time() - begun) > SECONDS:
        round.fail(f"{loader.name}: {spent:.1f} s of work for {len(text)} bytes", input=text)
    if loader.name == "session" and (folder / "s.toml").read_bytes() != text:
        round.fail("session: opening it changed the file", input=text)
    round.counts["read" if read else "refused"] += 1
    return read


def saved(round: Round, path: Path, text: bytes) -> None:
    """Answers a question in a session that could be read: whatever else it holds must still be there."""
    try:
        Review.open(path).set(SET, "99.9")
    except Exception as error:
        told = "".join(traceback.format_exception(error, limit=-6))
        round.fail(f"session: it was read, and saving it fails: {told}", input=text)
        return
    for fault in lost(text, path.read_bytes()):
        round.fail(f"session: {fault}", input=text, after=path)
    round.counts["saved"] += 1


def lost(before: bytes, after: bytes) -> list[str]:
    """What of a session's entries and remarks is not there, or is another, after one question was answered in it."""
    try:
        old, new = (tomllib.loads(each.decode("utf-8-sig").replace("\r\n", "\n")) for each in (before, after))
    except ValueError as error:
        return [f"no parser reads it any more: {error}"]
    wrong = [f"{key} was {was!r}" for key, was, now in _differing(old, new) if key != f"answers.{SET}"]
    one, other = (_remarks(each) for each in (before, after))
    wrong += [f"the remark {line!r} is gone" for line in (one - other) if SET.encode() not in line]
    return wrong


def _differing(old: Mapping[str, Any], new: Mapping[str, Any], above: str = "") -> list[tuple[str, Any, Any]]:
    """Keys of two tables, one level deep, under which they hold different things; `nan` is the same as `nan`."""
    found = []
    for key in old.keys() | new.keys():
        was, now = old.get(key, {}), new.get(key, {})
        if isinstance(was, dict) and isinstance(now, dict) and not above:
            found += _differing(was, now, f"{key}.")
        elif repr(was) != repr(now):
            found.append((f"{above}{key}", was, now))
    return found


def _remarks(text: bytes) -> Counter[bytes]:
    return Counter(line.strip() for line in text.split(b"\n") if line.strip().startswith(b"#"))


TRIAL = Trial("mutated", "damaged inputs for every reader", 1000, 260, one, prepare)
