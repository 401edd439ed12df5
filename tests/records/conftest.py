"""What tests of records share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.session import Review
from archassist.session.derived import Results
from tests.undecided import sharing, undecided


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own state folder, for this test alone."""
    folder = tmp_path_factory.mktemp("state") / "archassist"
    monkeypatch.setattr("platformdirs.user_state_path", lambda *words, **more: folder)
    return folder


@pytest.fixture(scope="session")
def worked_out() -> dict[str, Results]:
    """What follows from the answers of the examples, worked out once for all tests of this folder."""
    return {}


@pytest.fixture
def example(tmp_path: Path, worked_out: dict[str, Results]) -> Callable[[str], Review]:
    """Makes a review from the answers of a shipped example, with nothing decided."""
    return lambda name: sharing(undecided(name, tmp_path / f"{name}.toml"), worked_out, name)
