"""What is recorded in passing is a list: read, changed, removed, and undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archassist.session import Review
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.records import RecordsScreen
from archassist.tui.widgets.line_list import LineList


def saved(model: Model) -> Review:
    return Review.open(model.path, model.rulebook)


def lines(app: ArchassistApp) -> dict[str, str]:
    return {each.id or "": str(each.prompt) for each in app.screen.query_one(LineList).options if each.id}


async def go_to(pilot: Any, line: str) -> None:
    listed = pilot.app.screen.query_one(LineList)
    listed.highlighted = [each.id for each in listed.options].index(line)
    await pilot.pause()


@pytest.fixture
def recorded(tmp_path: Path) -> Model:
    model = Model(Review.create(tmp_path / "shop.toml", "Shop"), 64)
    model.change(lambda review: review.accept_risk("one-zone", "One zone only", "Ada", "cheap", "2031-03-31"))
    model.change(lambda review: review.expect("Sale", "2028-11", 3, 1))
    model.change(lambda review: review.staff("share", 0.3))
    return model


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_everything_recorded_is_listed(size: tuple[int, int], recorded: Model) -> None:
    app = ArchassistApp(recorded)
    async with app.run_test(size=size) as pilot:
        await pilot.press("escape", "R")
        await pilot.pause()
        assert isinstance(app.screen, RecordsScreen)
        found = lines(app)
        assert found["risk one-zone"] == "One zone only  until 2031-03-31  ·  Ada  ·  cheap"
        assert found["event Sale"] == "Sale  3 times the users of a month, from 2028-11 for 1 month"
        assert found["capacity"] == "30% of the engineers' time"
        assert found["ranking"] == "no ranking: all count alike"


async def test_a_risk_is_changed_where_it_stands(recorded: Model) -> None:
    app = ArchassistApp(recorded)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "R")
        await pilot.pause()
        await go_to(pilot, "risk one-zone")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", *"Bo", "ctrl+s")
        await pilot.pause()
        risks = saved(recorded).risks
        assert list(risks) == ["one-zone"]
        assert (risks["one-zone"].owner, risks["one-zone"].because) == ("Bo", "cheap")
        assert "Bo" in lines(app)["risk one-zone"]


async def test_an_event_may_get_another_name(recorded: Model) -> None:
    app = ArchassistApp(recorded)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "R")
        await pilot.pause()
        await go_to(pilot, "event Sale")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"Fair", "ctrl+s")
        await pilot.pause()
        events = saved(recorded).events
        assert list(events) == ["Fair"]
        assert (events["Fair"].month, events["Fair"].factor, events["Fair"].months) == ("2028-11", 3, 1)


@pytest.mark.parametrize("line", ["risk one-zone", "event Sale", "capacity"])
async def test_delete_takes_an_entry_away_and_undo_brings_it_back(line: str, recorded: Model) -> None:
    app = ArchassistApp(recorded)
    before = saved(recorded).entries
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "R")
        await pilot.pause()
        await go_to(pilot, line)
        await pilot.press("delete")
        await pilot.pause()
        assert saved(recorded).entries != before
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert saved(recorded).entries == before


async def test_delete_in_a_line_without_an_entry_changes_nothing(recorded: Model) -> None:
    app = ArchassistApp(recorded)
    before = saved(recorded).entries
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "R")
        for line in ("ranking", "risk ", "event "):
            await pilot.pause()
            await go_to(pilot, line)
            await pilot.press("delete")
        await pilot.pause()
        assert saved(recorded).entries == before


async def test_the_last_line_of_a_group_records_another_one(recorded: Model) -> None:
    app = ArchassistApp(recorded)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "R")
        await pilot.pause()
        await go_to(pilot, "risk ")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"Late", "ctrl+s")
        await pilot.pause()
        assert set(saved(recorded).risks) == {"one-zone", "late"}
