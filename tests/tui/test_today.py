"""The screen that says what stands today: a row for each decision, one key each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from archassist.session import Review, shipped_rulebook
from archassist.tui.app import ArchassistApp
from archassist.tui.command_palette import Commands
from archassist.tui.model import Model
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.today import TodayScreen
from archassist.tui.widgets.line_list import LineList

from .test_screens import settled

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture
def app(tmp_path: Path) -> ArchassistApp:
    shipped_rulebook()
    review = Review.create(tmp_path / "shop.toml", "Shop")
    review.set("topology", "few_services")
    review.set("blocks", "cdn, shared_cache, load_balancer")
    return ArchassistApp(Model(review, 64))


def text(app: ArchassistApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


def under_cursor(app: ArchassistApp) -> str | None:
    return app.screen.query_one(LineList).under_cursor()


def saved(app: ArchassistApp) -> dict[str, str]:
    return dict(Review.open(app.model.path).today)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_digit_says_what_stands_and_goes_on_to_the_next_row(
    app: ArchassistApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("f12")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert under_cursor(app) == "architecture_style"
        await pilot.press("2", "down", "down", "1")
        await pilot.pause()
        assert saved(app) == {"architecture_style": "modular_monolith", "caching": "http_only"}
        assert under_cursor(app) == "read_scaling"
        assert "2 of 33 said" in text(app, "#head")
        await pilot.press("up")
        await pilot.pause()
        assert "“Building blocks in place” shows Shared cache" in " ".join(
            text(app, "#standing-options").split()
        )


async def test_a_row_is_left_open_and_that_is_undone(app: ArchassistApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f12", "3")
        await pilot.press("up", "space")
        await pilot.pause()
        assert saved(app) == {}
        assert under_cursor(app) == "architecture_style", "the row that was left open stays in sight"
        assert "your answers show it" in text(app, "#standing-options")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert saved(app) == {"architecture_style": "hybrid"}
        assert "you said so" in text(app, "#standing-options")


async def test_a_digit_beyond_the_options_does_nothing(app: ArchassistApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f12", "9")
        await pilot.pause()
        assert saved(app) == {}
        assert under_cursor(app) == "architecture_style"


async def test_it_is_in_the_palette_and_leads_to_the_decision(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        named = {name: call for name, call, _ in Commands(app.screen).named()}
        await named["Say what you run today  (h f12)"]()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        assert app.screen.decision == "app_scaling"
        await settled(pilot)
        assert "Nothing is recommended yet" in text(app, "#why"), "two answers are too few"
        await pilot.press("escape")
        await pilot.pause()
        assert under_cursor(app) == "app_scaling"


async def test_every_row_is_one_line_where_it_is_narrow(app: ArchassistApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f12")
        await pilot.pause()
        listed = app.screen.query_one(LineList)
        widths = [len(str(each.prompt)) for each in listed.options]
        assert max(widths) <= listed.scrollable_content_region.width


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_picture(size: tuple[int, int], app: ArchassistApp, snap_compare: Any) -> None:
    async def say(pilot: Any) -> None:
        await pilot.pause()
        await pilot.press("f12", "2", "down", "down", "1", "up")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=say)
