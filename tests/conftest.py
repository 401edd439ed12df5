"""What several groups of tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command sets it, before anything imports NumPy

from archassist.engine import Engine
from archassist.rulebook import Rulebook
from archassist.session import engine_for, rulebooks, shipped_rulebook

rulebooks._cache()  # that of whoever runs the tests, before a test names a state folder of its own


@pytest.fixture(scope="session")
def shipped() -> Rulebook:
    """The rules that ship."""
    return shipped_rulebook()


@pytest.fixture(scope="session")
def engine(shipped: Rulebook) -> Engine:
    """The engine of the rules that ship."""
    made: Engine = engine_for(shipped)
    return made


@pytest.fixture
def example(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Makes a review from a shipped example."""
    from archassist.session import Review

    return lambda name: Review.example(name, tmp_path / f"{name}.toml")
