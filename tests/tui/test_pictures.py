"""Pictures of the start screen and the interview at two sizes."""

from __future__ import annotations

from typing import Any

import pytest

from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
def test_start(size: tuple[int, int], snap_compare: Any) -> None:
    assert snap_compare(ArchassistApp(), terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
def test_interview(size: tuple[int, int], snap_compare: Any, model: Model) -> None:
    model.set("engineers", "12", grade="documented", by="ana", source="payroll")

    async def answer(pilot: Any) -> None:
        await pilot.pause()
        await pilot.press(*"4k..9k", "enter", *"30%")
        await settled(pilot)

    assert snap_compare(ArchassistApp(model), terminal_size=size, run_before=answer)


@pytest.mark.parametrize("size", SIZES)
def test_choices(size: tuple[int, int], snap_compare: Any, model: Model) -> None:
    async def answer(pilot: Any) -> None:
        await pilot.pause()
        pilot.app.screen.jump("blocks")
        await pilot.press("1", "3")
        await settled(pilot)

    assert snap_compare(ArchassistApp(model), terminal_size=size, run_before=answer)


async def settled(pilot: Any) -> None:
    """Waits until what to find out next is on the screen, which comes last, and nothing blinks."""
    for each in pilot.app.screen.query("Input"):
        each.cursor_blink = False
    for _ in range(100):
        if pilot.app.model.glance.find_out_next or pilot.app.model.glance.can_stop:
            break
        await pilot.pause(0.05)
    await pilot.pause()
