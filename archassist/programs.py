"""Finds programs that are installed, and none that somebody put where we stand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def find_program(name: str) -> str | None:
    """Where a program is, by the search path of the user; None when it is not installed.

    Not where we stand, for in a repository somebody else may have put one there: neither by an entry of the search path that
    is relative or names the current folder, nor as Windows does it, which looks there first.
    """
    here = os.path.realpath(Path.cwd())
    places = [
        each for each in os.get_exec_path() if Path(each).is_absolute() and os.path.realpath(each) != here
    ]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None or os.path.realpath(Path(found).parent) == here:
        return None
    return found
