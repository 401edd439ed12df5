"""A list keeps its cursor on the item that it is on, and what a key did to it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archassist.session import shipped_rulebook
from archassist.tui import lookahead
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.tui.screens.plan import PlanScreen
from archassist.tui.widgets.line_list import LineList
from tests.undecided import undecided

SCREENS = ["decisions", "checklist", "plan", "today", "outlook", "records", "focus"]


@pytest.fixture
def app(tmp_path: Path) -> ArchassistApp:
    """The app on the Notion example."""
    shipped_rulebook()
    return ArchassistApp(Model(undecided("notion-2021", tmp_path / "notion.toml"), 64))


async def planned(pilot: Any) -> None:
    """Waits until the plan and what the months hold are there, and drawn."""
    for _ in range(600):
        await pilot.pause(0.05)
        if lookahead.plan(pilot.app.model) is not None and lookahead.placed(pilot.app.model):
            break
    await pilot.pause()


def listed(app: ArchassistApp) -> LineList:
    return app.screen.query_one(LineList)


def told(app: ArchassistApp) -> str:
    """What was said in passing."""
    return "\n".join(str(each.message) for each in app._notifications)


async def test_the_cursor_stays_on_its_item_after_help_and_after_coming_back(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await planned(pilot)
        for screen in SCREENS:
            app.action_show(screen)
            await pilot.pause()
            await pilot.press("down", "down", "down")
            await pilot.pause()
            item = listed(app).under_cursor()
            await pilot.press("question_mark", "escape")
            await pilot.pause()
            assert listed(app).under_cursor() == item, screen
            await pilot.press("escape")
            await pilot.pause()
            app.action_show(screen)
            await pilot.pause()
            assert listed(app).under_cursor() == item, screen


async def test_the_cursor_stays_on_its_item_after_an_owner_was_named(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await planned(pilot)
        for screen in ("checklist", "plan"):
            app.action_show(screen)
            await pilot.pause()
            await pilot.press("down", "down", "down", "at")
            await pilot.pause()
            await pilot.press(*"ada", "enter")
            await planned(pilot)
            item = listed(app).under_cursor() or ""
            assert app.model.review.practices[item].owner == "ada", screen


async def test_what_is_dropped_is_named_and_how_to_take_it_back(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await planned(pilot)
        for kind, screen in (("checklist", ChecklistScreen), ("plan", PlanScreen)):
            app.action_show(kind)
            await pilot.pause()
            assert isinstance(app.screen, screen)
            await pilot.press("down", "down")
            item = app.screen.item()
            assert item is not None
            await pilot.press("delete")
            await planned(pilot)
            assert item.title in told(app), kind
            assert "^z" in told(app), kind
            assert listed(app).under_cursor() == item.id, kind
            app.clear_notifications()


async def test_steps_of_the_plan_that_were_marked_done_stay_until_the_list_is_left(
    app: ArchassistApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await planned(pilot)
        await pilot.press("f11")
        await pilot.pause()
        await pilot.press("down", "down")
        item = listed(app).under_cursor() or ""
        for status in ("doing", "done"):
            await pilot.press("space")
            await planned(pilot)
            assert listed(app).under_cursor() == item
            assert app.model.review.practices[item].status == status
        assert "☑" in listed(app).text_under_cursor()
        await pilot.press("space")
        await planned(pilot)
        assert app.model.review.practices[item].status == "todo"
        assert listed(app).under_cursor() == item
        await pilot.press("space", "space", "escape", "f11")
        await planned(pilot)
        assert item not in [each.id for each in listed(app).options]


async def test_the_plan_is_listed_by_quarter(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await planned(pilot)
        await pilot.press("f11")
        await pilot.pause()
        view = lookahead.plan(app.model)
        assert view is not None
        heads = [str(each.prompt) for each in listed(app).options if each.disabled]
        quarters = list(dict.fromkeys(each.quarter for each in view.items))
        assert [head.split(" (")[0] for head in heads] == [each.replace("-", " ") for each in quarters]


async def test_undo_keeps_the_place_in_the_list_of_decisions(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await planned(pilot)
        app.model.set("engineers", "9")
        await planned(pilot)
        await pilot.press("f5")
        await planned(pilot)
        order = [each.id for each in listed(app).options]
        item = listed(app).under_cursor()
        await pilot.press("ctrl+z")
        await pilot.pause()
        if not lookahead.placed(app.model):
            assert [each.id for each in listed(app).options] == order, "while it is worked out, it stands"
        await planned(pilot)
        assert listed(app).under_cursor() == item


async def test_marking_leaves_dates_and_headings_while_the_plan_is_worked_out(
    app: ArchassistApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await planned(pilot)
        await pilot.press("f6")
        await pilot.pause()
        before = [str(each.prompt) for each in listed(app).options]
        monkeypatch.setattr(lookahead, "plan", lambda _: None)
        app.screen.refresh_view()  # type: ignore[attr-defined]
        assert [str(each.prompt) for each in listed(app).options] == before
        await pilot.press("escape", "f6")
        await pilot.pause()
        assert [str(each.prompt) for each in listed(app).options] == before
        assert "being computed" in str(app.screen.query_one("#item-list").border_title)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)], ids=str)
async def test_owners_can_be_told_apart_at_every_width(app: ArchassistApp, size: tuple[int, int]) -> None:
    owners = ["developer for orders", "developer for the shop front"]
    async with app.run_test(size=size) as pilot:
        await planned(pilot)
        items = [each.id for each in app.model.best.checklist[:2]]
        for item, owner in zip(items, owners, strict=True):
            app.model.mark(item, "doing", owner)
        await planned(pilot)
        for screen in ("checklist", "plan"):
            app.action_show(screen)
            await pilot.pause()
            lines = {each.id: str(each.prompt) for each in listed(app).options}
            ends = {lines[item].split("@", 1)[1].strip() for item in items if item in lines}
            assert len(ends) == 2, (screen, ends)
            assert all(len(end) > 7 for end in ends), (screen, ends)
            assert isinstance(app.screen, ChecklistScreen | PlanScreen)
            wide = max(len(line) for line in lines.values())
            assert wide <= app.screen.line_width, "no line is cut by its pane"
