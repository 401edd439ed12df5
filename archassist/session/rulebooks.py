"""The shipped rulebook and engines, each made once per process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from archassist.rulebook import Rulebook


def shipped_rulebook() -> Rulebook:
    """The rulebook that ships with archassist, loaded once."""
    global _shipped
    if _shipped is None:
        from archassist.rulebook.cache import load_cached
        from archassist.shipped import rules_folder

        _shipped = load_cached(rules_folder(), _cache())
    return _shipped


def engine_for(rulebook: Rulebook) -> Any:
    """The engine of a rulebook, made once; what is compiled is kept for the next time."""
    if rulebook.fingerprint not in _engines:
        from archassist.engine import Engine
        from archassist.expressions import Kept

        _engines[rulebook.fingerprint] = Engine(rulebook, Kept(_cache()))
    return _engines[rulebook.fingerprint]


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("archassist", appauthor=False)


_shipped: Rulebook | None = None
_engines: dict[str, Any] = {}
