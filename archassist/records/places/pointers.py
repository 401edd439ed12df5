"""Files in which other tools say where a repository's decision records are: adr-tools, log4brains, Backstage.

Whoever made the repository wrote them: what they name is a wish, and is followed only to a folder inside.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archassist.reading_files import ReadRefused, inside, read_regular
from archassist.records.record import Dialect
from archassist.records.text import decode, readable

LARGEST_POINTER = 256_000
"""Bytes of a file that names the folder."""

MOST_NAMED = 50
"""Folders that one file may name."""

_LOG4BRAINS = re.compile(r"[ \t-]*adrFolder:[ \t]*[\"']?([^\"'#]+)")
_BACKSTAGE = re.compile(r"backstage\.io/adr-location[\"']?:[ \t]*[\"']?([^\"'#]+)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_NO_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Characters that no name may hold which is remembered, linked to and shown: control characters, and what is no UTF-8."""

TOLD: tuple[tuple[str, Dialect, re.Pattern[str] | None], ...] = (
    (".adr-dir", "nygard", None),
    (".log4brains.yml", "log4brains", _LOG4BRAINS),
    (".log4brains.yaml", "log4brains", _LOG4BRAINS),
    ("catalog-info.yaml", "madr", _BACKSTAGE),
    ("catalog-info.yml", "madr", _BACKSTAGE),
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A folder that a file names: `said` is how, `path` where that is."""

    file: Path
    said: str
    path: Path
    dialect: Dialect


def pointers(folder: Path, remarks: list[str], around: Path | None = None) -> Iterator[Pointer]:
    """The folders that files in a folder name, inside `around` (by itself that folder). Others are remarked on."""
    around = around or folder
    for name, dialect, pattern in TOLD:
        for said in _said(folder / name, pattern, remarks):
            path = Path(os.path.normpath(folder / said))
            if _may_lead(folder, around, said):
                yield Pointer(folder / name, said, path, dialect)
                continue
            what = "an address" if _ADDRESS.match(said) else f"no folder inside {around}"
            remarks.append(
                f"{folder / name} names “{readable(said[:100])}”, which is {what}: it is not followed."
            )


def no_name(name: str) -> bool:
    """Whether a name holds what no name may hold that is remembered, linked to and shown."""
    return bool(_NO_NAME.search(name))


def _may_lead(folder: Path, around: Path, said: str) -> bool:
    """Whether a name in a file of strangers is that of a folder inside, and none that tools keep there."""
    if not said or Path(said).is_absolute() or _ADDRESS.match(said) or no_name(said) or len(said) > 1000:
        return False
    apart = {part.lower() for part in Path(os.path.normpath(said)).parts} & {".git", ".archassist"}
    return not apart and inside(around, folder / said)


def _said(path: Path, pattern: re.Pattern[str] | None, remarks: list[str]) -> list[str]:
    """The folders that a file names; none when it is not there. What is no such file is remarked on."""
    try:
        lines = decode(read_regular(path, LARGEST_POINTER)).lines
    except (FileNotFoundError, NotADirectoryError):
        return []
    except ReadRefused as refused:
        remarks.append(f"{path} {refused.why}: it was not read.")
        return []
    except OSError as error:
        remarks.append(f"{path} cannot be read: {error.strerror or error}.")
        return []
    if pattern is None:
        return [line.strip() for line in lines if line.strip()][:1]
    named = (
        found[1].strip()
        for line in lines
        if (found := pattern.search(line)) and "#" not in line[: found.start()]
    )
    return list(dict.fromkeys(each for each in named if each))[:MOST_NAMED]
