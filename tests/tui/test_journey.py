"""A whole interview on the shipped rules, by keyboard, and every screen after it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from archassist.session import Review
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.decisions import DecisionsScreen
from archassist.tui.screens.export import ExportScreen
from archassist.tui.screens.help import HelpScreen
from archassist.tui.screens.interview import InterviewScreen


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is done with when the interface is idle. Textual's tests wait until the whole process is, and with it
    whatever is worked out beside the screen, which nobody has to wait for."""

    async def wait_for_idle(min_sleep: float = 0.02, max_sleep: float = 1.0) -> None:
        until = time.monotonic() + max_sleep
        while time.monotonic() < until:
            worked = time.thread_time()
            await asyncio.sleep(0.01)
            if time.thread_time() - worked < 0.002:
                break

    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_idle)


SIZES = ((80, 24), (120, 40), (200, 60))


async def test_from_nothing_to_every_screen_while_the_terminal_grows(tmp_path: Path) -> None:
    model = Model(Review.create(tmp_path / "whole.toml", "Whole [red]interview[/]"))
    app = ArchassistApp(model)
    async with app.run_test(size=SIZES[0]) as pilot:
        while question := next((each for each in model.questions if not model.answer(each.id)), None):
            assert isinstance(app.screen, InterviewScreen)
            assert app.screen.current == question.id
            await resized(pilot, SIZES[len(SIZES) * model.answered // (len(model.questions) + 1)])
            if question.choices:
                await pilot.press("1", "enter")
            elif question.levels:
                await pilot.press(*f"{question.levels[1]:g}", "enter")
            elif question.type == "share":
                await pilot.press(*"1%..2%", "enter")
            else:
                await pilot.press("f2")
        assert model.answered == len(model.questions)
        assert model.trouble == ""
        for _ in range(100):
            if model.sure:
                break
            await pilot.pause(0.05)
        assert {each.standing for each in model.glance.decisions} <= {"firm", "leaning", "open"}
        await pilot.press("escape", "d")
        assert isinstance(app.screen, DecisionsScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape", "r")
        assert isinstance(app.screen, ChecklistScreen)
        await pilot.press("x")
        assert isinstance(app.screen, ExportScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, InterviewScreen)
    assert len(Review.open(model.path).answers) == len(model.questions)


async def resized(pilot: Pilot[Any], size: tuple[int, int]) -> None:
    """Makes the terminal as large as that."""
    if pilot.app.size != size:
        await pilot.resize_terminal(*size)
