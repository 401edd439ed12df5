"""The file of a decision's record, among those that an export wrote and remembers, and the editor to open it in."""

from __future__ import annotations

import os
import shlex
from pathlib import Path, PurePosixPath

from archassist.documents import ExportError
from archassist.programs import find_program
from archassist.records import MemoryFault, read_memory
from archassist.terminal_text import one_line

EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")
"""What is tried, in this order, where neither VISUAL nor EDITOR says which."""


def record_file(target: Path, decision: str) -> Path:
    """The newest record of a decision that an export into the folder `target` wrote.

    Raises ExportError when there is none, and for one that does not lie in the folder.
    """
    try:
        documents = read_memory(target).documents
    except MemoryFault as fault:
        raise ExportError(str(fault)) from None
    written = {
        int(number or 1): each
        for id, each in documents.items()
        for name, _, number in [id.partition(".")]
        if name == decision and not each.gone and (not number or number.isdecimal())
    }
    if not written:
        where = one_line(str(target))
        raise ExportError(f"No record of this decision was exported into {where} yet: x, then w writes it.")
    path = target / PurePosixPath(written[max(written)].path)
    inside = Path(os.path.realpath(target))
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(inside) or not real.is_file():
        raise ExportError(f"{one_line(str(path))} is no file in {one_line(str(target))} any more.")
    return real


def editor(path: Path) -> list[str]:
    """The words of the command that opens a file: by VISUAL or EDITOR, else the first editor that is installed.

    They go to no shell. Raises ExportError when no editor is found.
    """
    asked = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    try:
        words = shlex.split(asked)
    except ValueError:
        raise ExportError(f"EDITOR cannot be read: {one_line(asked)}. Its quotes do not match.") from None
    if words:
        program = words[0] if Path(words[0]).is_absolute() else find_program(words[0])
        if program is None:
            raise ExportError(f"The editor {one_line(words[0])} is not installed; EDITOR names it.")
        return [program, *words[1:], str(path)]
    found = next((each for name in EDITORS if (each := find_program(name))), None)
    if found is None:
        raise ExportError("No editor was found: set EDITOR to the one you use.")
    return [found, str(path)]
