"""How often what depends on chance is tried: a modest number in every run, all of it by `make thorough`."""

from __future__ import annotations

import os

from hypothesis import settings

THOROUGH = os.environ.get("ARCHASSIST_TRIALS") == "thorough"

settings.register_profile("usual", max_examples=25)
settings.register_profile("thorough", max_examples=200)
settings.load_profile("thorough" if THOROUGH else "usual")


def trials(thorough: int, usual: int | None = None) -> int:
    """So many trials when they are to be thorough; else a fifth of them, ten at least, or as many as are `usual`."""
    if THOROUGH:
        return thorough
    return min(thorough, max(10, thorough // 5)) if usual is None else usual
