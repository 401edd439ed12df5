"""Random keys: after every one the file holds exactly what was meant, and nothing is thrown.

`ARCHASSIST_WALK=200000 pytest tests/tui/test_walk.py` walks further.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from archassist.rulebook import Rulebook
from archassist.session import Review, file_store
from archassist.tui import lookahead
from archassist.tui.app import ArchassistApp
from archassist.tui.background import Beside
from archassist.tui.model import Model
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.export import ExportScreen

from .walking import walk

KEYS = int(os.environ.get("ARCHASSIST_WALK", "5000"))
SEED = int(os.environ.get("ARCHASSIST_SEED", "14"))


def planned(model: Model) -> dict[str, Any]:
    """A plan of one step, with what a person changed of it."""
    mark = model.review.practices.get("db.index")
    step = {
        "id": "db.index", "title": "Review indexes", "kind": "practice", "quarter": "2026-Q4", "places": "",
        "status": mark.status if mark else "todo", "owner": mark.owner if mark else "",
        "days": mark.days if mark and mark.days else (2.0, 8.0), "estimated": bool(mark and mark.days),
        "pinned": mark.start if mark else "", "postponed": mark.not_before if mark else "",
        "start": "2026-12", "done": "2026-12", "done_late": "2027-01", "critical": False,
        "late": {"share": 0.0, "limit": "", "months": []}, "after": [],
    }  # fmt: skip
    return {"items": [step] if step["status"] not in ("done", "dropped") else [], "costs": [], "problems": []}


@pytest.fixture(autouse=True)
def nothing_beside_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worked out in threads, and how durable a save is, is tested elsewhere: here keys count."""
    monkeypatch.setattr(Beside, "begin", lambda self: self._app.call_next(self._app.changed))
    monkeypatch.setattr(Beside, "sample_soon", lambda self: None)
    monkeypatch.setattr(DetailScreen, "_find_out", lambda self, model, decision: None)
    monkeypatch.setattr(ExportScreen, "_begin", lambda self, write: None)
    monkeypatch.setattr(ArchassistApp, "say", lambda self, text, severity="": print(severity, text[:300]))
    monkeypatch.setattr(lookahead, "plan", planned)
    monkeypatch.setattr("archassist.tui.screens.checklist.scheduled", lambda items, plan: items)
    monkeypatch.setattr("archassist.tui.screens.plan.late_worth_telling", lambda late: False)
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(file_store, "sync_folder", lambda folder: None)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_after_every_key_the_file_holds_what_was_meant(
    size: tuple[int, int], tmp_path: Path, rulebook: Rulebook
) -> None:
    path = tmp_path / "walk.toml"
    Review.create(path, "Walk", rulebook)
    await walk(path, rulebook, size, SEED + size[0], KEYS // 2)
