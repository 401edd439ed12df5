"""Every screen and every box over one as a picture, at three sizes, and at one of them in light: one app walks them.

On the small pack and a day that stands still. `test_pictures.py` and its neighbours have those of the shipped rules.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from textual.widgets import Input

from archassist.tui import settings
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens import start
from archassist.tui.screens.tour import TourScreen
from archassist.tui.themes import DARK, LIGHT
from archassist.tui.widgets.filter_bar import FilterBar

from .test_tour import settled

SIZES = [(80, 24), (120, 40), (200, 60)]

SCREENS: Mapping[str, Sequence[str]] = {
    "interview": (),
    "interview-list": ("escape",),
    "interview-narrowed": ("escape", "slash", "s"),
    "evidence": ("f4",),
    "note": ("f3",),
    "out-of-scope": ("f8",),
    "everybody": ("ctrl+f",),
    "decisions": ("f5",),
    "decision": ("f5", "enter"),
    "side-by-side": ("f5", "enter", "2"),
    "flips": ("f5", "enter", "5"),
    "verdict": ("f5", "enter", "a"),
    "questions-behind": ("f5", "home", "enter", "enter"),
    "checklist": ("f6",),
    "owner": ("f6", "at"),
    "plan": ("f11",),
    "outlook": ("f10",),
    "records": ("f5", "R"),
    "risk": ("f5", "R", "down", "enter"),
    "today": ("f12",),
    "focus": ("ctrl+o",),
    "meeting": ("ctrl+l",),
    "export": ("f7",),
    "presentation": ("f5", "v"),
    "jump": ("f5", "semicolon"),
    "palette": ("f5", "ctrl+p"),
    "help": ("f5", "question_mark"),
    "settings": ("f5", "comma"),
    "tour": ("f5", "W"),
    "tour-words": ("f5", "W", "6"),
    "start": ("start",),
    "glossary": ("words",),
    "what-if": ("f5", "ctrl+b", "ctrl+b"),  # the last: it stays
}
"""By name the keys, or the action, that lead there from the interview."""


class FixedDate(datetime.date):
    """The day on which the pictures were made."""

    @classmethod
    def today(cls) -> FixedDate:
        return cls(2026, 11, 20)


@pytest.fixture
def told(model: Model) -> Model:
    """A review in which something stands on every screen."""
    model.set("engineers", "12", grade="documented", by="Ana", source="payroll")
    model.set("reads", "4k..9k")
    model.decide("read_scaling", "replicas", "accepted", {"because": "lists are slow", "by": ["Ana"]})
    model.decide("read_scaling", "tune", "rejected", {"because": "tried already", "by": ["Ben"]})
    model.mark("db.index", "doing", "Ben")
    return model


@pytest.mark.parametrize(
    ("size", "theme"),
    [*((size, DARK) for size in SIZES), ((120, 40), LIGHT)],  # what stands where is the same in every theme
    ids=str,
)
async def test_picture(
    size: tuple[int, int], theme: str, told: Model, snapshot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datetime, "date", FixedDate)
    monkeypatch.setattr(settings, "settings_file", lambda: Path("~/.config/archassist/app.toml"))
    monkeypatch.setattr(start, "recent", list)
    pictures = snapshot.use_extension(SVGImageExtension)
    app = ArchassistApp(told)
    app.theme = theme
    wrong: list[str] = []
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for name, keys in SCREENS.items():
            await go(pilot, keys)
            if app.export_screenshot() != pictures(name=name):
                wrong.append(name)
            await back(pilot)
    assert not wrong, f"other pictures at {size} in {theme}"


async def go(pilot: Any, keys: Sequence[str]) -> None:
    """Leads to a screen, and waits until nothing on it changes any more."""
    for key in keys:
        await (pilot.app.run_action(f"app.{key}") if key in ("start", "words") else pilot.press(key))
        await settled(pilot)
    pilot.app.clear_notifications()
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    await pilot.pause(0.05)


async def back(pilot: Any) -> None:
    """Leads back to the field of the interview."""
    while len(pilot.app.screen_stack) > 1:
        if isinstance(pilot.app.screen, TourScreen):  # which gives back what it closed
            await pilot.press("escape")
        else:
            pilot.app.pop_screen()
        await pilot.pause()
    for bar in pilot.app.screen.query(FilterBar):
        bar.end()
    pilot.app.go_to("reads")
    await settled(pilot)
