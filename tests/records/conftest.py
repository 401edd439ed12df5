"""What tests of records share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own state folder, for this test alone."""
    folder = tmp_path_factory.mktemp("state") / "archassist"
    monkeypatch.setattr("platformdirs.user_state_path", lambda *words, **more: folder)
    return folder
