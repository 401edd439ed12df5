"""Random keys: after every one the file holds exactly what was meant, and nothing is thrown.

`ARCHASSIST_WALK=200000 pytest tests/tui/test_walk.py` walks further.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from archassist.rulebook import Rulebook
from archassist.session import Review, file_store
from archassist.session.entries import Mark
from archassist.tui import lookahead
from archassist.tui.app import ArchassistApp
from archassist.tui.background import Beside
from archassist.tui.model import Model
from archassist.tui.progress import Glance
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.export import ExportScreen
from archassist.tui.widgets.typed_number import TypedNumber
from archassist.views.records.outlook import QuestionWorth
from archassist.views.records.plan import CapacityView, PlanItem, PlanView
from tests.trials import trials

from .walking import walk

KEYS = int(os.environ.get("ARCHASSIST_WALK", trials(5000, usual=1000)))
SEED = int(os.environ.get("ARCHASSIST_SEED", "14"))


def planned(model: Model) -> PlanView:
    """A plan of one step, with what a person changed of it."""
    mark = model.review.practices.get("db.index") or Mark("todo")
    step = PlanItem(
        id="db.index", title="Review indexes", kind="practice", bucket="now", start="2026-12", done="2026-12",
        done_late="2027-01", quarter="2026-Q4", done_quarter="2026-Q4", days=mark.days or (2.0, 8.0), places="",
        status=mark.status or "todo", owner=mark.owner, after=(), critical=False, late=None, pinned=mark.start,
        postponed=mark.not_before, estimated=bool(mark.days), rank=1, milestone=False, why_here="",
    )  # fmt: skip
    steps = () if step.status in ("done", "dropped") else (step,)
    return PlanView(CapacityView(10, 0.2, 2, 120, {}), steps, (), ())


def telling(model: Model) -> Glance:
    """What is known at once, and one question to find out as long as it has no answer."""
    worth = () if model.answer("slo") else (QuestionWorth("slo", "Goal", 0.5, ("redundancy",), ""),)
    return replace(model.now, find_out_next=worth)


@pytest.fixture(autouse=True)
def nothing_beside_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worked out in threads, and how durable a save is, is tested elsewhere: here keys count."""
    monkeypatch.setattr(Beside, "begin", lambda self: self._app.call_next(self._app.changed))
    monkeypatch.setattr(Beside, "sample_soon", lambda self: None)
    monkeypatch.setattr(DetailScreen, "_find_out", lambda self, model, decision: None)
    monkeypatch.setattr(ExportScreen, "_begin", lambda self, write: None)
    monkeypatch.setattr(ArchassistApp, "say", lambda self, text, severity="": print(severity, text[:300]))
    monkeypatch.setattr(lookahead, "plan", planned)
    monkeypatch.setattr(TypedNumber, "together_s", 0.0)  # here every key is pressed by itself
    monkeypatch.setattr(Model, "glance", property(telling))
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(file_store, "sync_folder", lambda folder: None)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_after_every_key_the_file_holds_what_was_meant(
    size: tuple[int, int], tmp_path: Path, rulebook: Rulebook
) -> None:
    path = tmp_path / "walk.toml"
    Review.create(path, "Walk", rulebook)
    await walk(path, rulebook, size, SEED + size[0], KEYS // 2)
