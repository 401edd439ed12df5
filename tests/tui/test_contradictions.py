"""Answers that contradict each other, in the app: by the question while they are typed, and in what follows."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.interview import InterviewScreen

SAID = "Answers contradict each other: no surges, and 900,000 reads a second. So many come only in a surge"


def text(app: ArchassistApp, selector: str) -> str:
    return " ".join(str(app.screen.query_one(selector, Static).visual).split())


async def asked(app: ArchassistApp, pilot: Pilot[int], question: str) -> None:
    await app.workers.wait_for_complete()
    assert isinstance(app.screen, InterviewScreen)
    app.screen.jump(question)
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_it_is_told_by_the_question_while_it_is_typed(model: Model, size: tuple[int, int]) -> None:
    model.set("surge", "none")
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        await asked(app, pilot, "reads")
        await pilot.press(*"90")
        assert "contradict" not in text(app, "#guide")
        await pilot.press(*"0k")
        assert text(app, "#guide").startswith(f"! {SAID}")
        assert "No surges, and a crowd" not in text(app, "#follows"), "it is no answer yet"
        await pilot.press("x")
        assert "contradict" not in text(app, "#guide"), "what is not understood contradicts nothing"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_it_stays_in_what_follows_and_keys_go_on(model: Model, size: tuple[int, int]) -> None:
    model.set("surge", "none")
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        await asked(app, pilot, "reads")
        await pilot.press(*"900k", "enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen), "nothing stands in the way"
        assert app.screen.current == "write_share"
        assert "! No surges, and a crowd" in text(app, "#follows")
        assert "contradict" not in text(app, "#guide"), "this question has no part in it"
        await pilot.press("f2")
        assert model.review.answers["write_share"].kind == "unknown"


async def test_a_choice_that_contradicts_is_told_by_its_question(model: Model) -> None:
    model.set("reads", "900k")
    app = ArchassistApp(model)
    async with app.run_test(size=(140, 40)) as pilot:
        await asked(app, pilot, "surge")
        await pilot.press("1")
        await pilot.pause()
        assert text(app, "#guide").startswith(f"! {SAID}")
        await pilot.press("3")
        await pilot.pause()
        assert "contradict" not in text(app, "#guide")
        assert "crowd" not in text(app, "#follows")
