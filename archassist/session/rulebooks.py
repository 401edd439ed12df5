"""The shipped rulebook and engines, each made once per process."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

import platformdirs

from archassist.rulebook.book import Rulebook
from archassist.rulebook.cache import load_cached
from archassist.sealed import SealedFolder
from archassist.shipped import rules_folder
from archassist.terminal_text import one_line


def shipped_rulebook() -> Rulebook:
    """The rulebook that ships with archassist, loaded once."""
    global _shipped
    if _shipped is None:
        _shipped = load_cached(rules_folder(), _cache())
    return _shipped


def engine_for(rulebook: Rulebook) -> Any:
    """The engine of a rulebook, made once; what is compiled is kept for the next time."""
    if rulebook.fingerprint not in _engines:
        from archassist.engine import Engine
        from archassist.expressions import Kept

        cache = _cache()
        _engines[rulebook.fingerprint] = Engine(rulebook, Kept(cache) if cache else None)
    return _engines[rulebook.fingerprint]


@lru_cache(maxsize=1)
def _cache() -> SealedFolder | None:
    """What is kept from one start to the next; None for a user without a home."""
    try:
        folder = platformdirs.user_cache_path("archassist", appauthor=False)
        keys = platformdirs.user_state_path("archassist", appauthor=False) / "keys"
    except RuntimeError:
        return None
    return SealedFolder(folder, keys, _remark)


def _remark(text: str) -> None:
    remedy = "Starts take longer; XDG_CACHE_HOME and XDG_STATE_HOME name folders that are yours alone."
    sys.stderr.write(f"note: {one_line(text)} {remedy}\n")


_shipped: Rulebook | None = None
_engines: dict[str, Any] = {}
