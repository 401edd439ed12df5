"""A small pack of the tests' own, so that the pictures stay as they are when the shipped rules grow."""

from __future__ import annotations

import gc
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest

from archassist.rulebook import Rulebook, load
from archassist.session import Review
from archassist.tui.model import Model

PACK = Path(__file__).parent / "pack"


@pytest.fixture(scope="module", autouse=True)
def apps_are_let_go() -> Iterator[None]:
    """An app sets apart what stands when it starts, which is right for one start: hundreds of apps would stay for good."""
    yield
    gc.unfreeze()
    gc.collect()


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The small pack."""
    return load(PACK)


def no_browser(*_: object) -> webbrowser.BaseBrowser:
    """No test opens a browser."""
    raise webbrowser.Error("there is none")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, recent files and copies go to a folder of the test's own; new sessions to another."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(webbrowser, "get", no_browser)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def model(tmp_path: Path, rulebook: Rulebook) -> Model:
    """A new review on the small pack, assessed in few futures: these are soon there, and say the same."""
    return Model(Review.create(tmp_path / "checkout.toml", "Checkout platform", rulebook), samples=64)
