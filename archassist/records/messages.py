"""What became of a set of files, in words for whoever exported it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from archassist.file_commit.mover import MoveResult
from archassist.file_commit.placement import BUSY, MOUNTED
from archassist.locks import Held
from archassist.records.staging import NOTHING

_VERBS = ("was ", "is ", "leads ", "lies ")


def told(target: Path, result: MoveResult) -> str:
    """What was and was not done, in words."""
    if result.outcome == "gone":
        return f"{target}: the folder, or what was staged in it, was moved or removed in the meantime. Export again."
    if result.outcome == "open":
        return f"{target}: it is not known yet what was written: {result.why}."
    path = target / result.path if result.path else target
    parts = [f"{path}{'' if result.why.startswith(_VERBS) else ':'} {result.why}."]
    names = ", ".join(str(target / each) for each in result.kept)
    if result.outcome == "stuck":
        parts.append(f"{names} could not be put back and may hold the new text; no other file was changed.")
        parts.append("The next export finishes this one, and leaves what people edit until then.")
    elif names:
        parts.append(
            f"Nothing else was written; {names} changed in the meantime, too, and may contain text of this export."
        )
    else:
        parts.append("Nothing was written: every file is as it was, or as somebody left it.")
    if result.left:
        parts.append(f"What somebody saved in the meantime is kept in {result.left}.")
    if result.why == MOUNTED:
        parts.append(_without_mount(target, path))
    elif result.why == BUSY:
        parts.append("Unmount it, and export again.")
    else:
        parts.append("Export again.")
    return " ".join(parts)


def _without_mount(target: Path, path: Path) -> str:
    """What to do where something is mounted on the way to a file."""
    inside = [folder for folder in reversed(path.parents) if target in folder.parents]
    with contextlib.suppress(OSError):
        disk = target.stat().st_dev
        inside = [folder for folder in inside if folder.stat().st_dev != disk] or inside[-1:]
    return f"Export into {inside[0] if inside else path.parent} itself, or unmount it."


def held_by(target: Path, held: Held) -> str:
    """Who goes on writing in a folder, in words."""
    who = held.who or "another program"
    return f"{target}: {who} is writing there and does not end. {NOTHING} Try again when it is done."
