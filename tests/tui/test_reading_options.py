"""The options of a decision: side by side, each way to see them, their sources, and the questions behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.screens.outlook import OutlookScreen
from archassist.tui.screens.pick import PickScreen
from archassist.tui.screens.present import PresentScreen
from archassist.tui.widgets.line_list import LineList
from archassist.views.tradeoffs import pareto_view
from tests.undecided import undecided

from .test_screens import settled, text

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture
def app(tmp_path: Path) -> ArchassistApp:
    return ArchassistApp(Model(undecided("notion-2021", tmp_path / "notion.toml"), 64))


async def opened(pilot: Any, decision: str = "write_scaling") -> DetailScreen:
    await settled(pilot)
    await pilot.app.run_action(f"decision({decision!r})")
    await settled(pilot)
    assert isinstance(pilot.app.screen, DetailScreen)
    return pilot.app.screen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_options_stand_side_by_side_with_all_in_which_they_differ(
    app: ArchassistApp, size: tuple[int, int]
) -> None:
    app.model.decide("write_scaling", "sharding", "accepted", {"by": ["ana"]})
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        await pilot.press("2")
        await pilot.pause()
        shown = text(app, "#why")
        for row in ("From", "To", "Move", "Best in futures", "Effort", "To undo", "Falls short of", "When"):
            assert f"\n{row}" in f"\n{shown}", row
        for quality in pareto_view(app.model.review, "write_scaling").attributes:
            assert quality.title in shown
        assert "▸ Shard by key" in shown
        assert "✓ accepted by ana" in " ".join(shown.split())
        assert max(map(len, shown.splitlines())) <= screen.query_one("#why").size.width
        assert screen.current() == "sharding"
        await pilot.press("left")
        await pilot.pause()
        assert screen.current() != "sharding", "the arrows lead from column to column"
        await pilot.press("right_square_bracket")
        await settled(pilot)
        assert "Best in futures" in text(app, "#why"), "the next decision is seen in the same way"


async def test_columns_that_do_not_fit_are_counted_and_come_with_the_cursor(app: ArchassistApp) -> None:
    async with app.run_test(size=(60, 24)) as pilot:
        await opened(pilot)
        await pilot.press("2")
        await pilot.pause()
        assert "more at the left" in text(app, "#why")
        assert "One primary" not in text(app, "#why")
        await pilot.press("left", "left", "left")
        await pilot.pause()
        assert "One primary" in text(app, "#why")
        assert "more at the right" in text(app, "#why")


async def test_each_way_to_see_an_option_has_its_key_and_its_place_for_the_mouse(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        for key, shown, hidden in (
            ("3", "Why", "What would change it"),
            ("4", "Does not apply here", "What would change it"),
            ("5", "What would change it", "Herding elephants"),
            ("6", "within three years", "What would change it"),
            ("1", "What would change it", "To undo"),
        ):
            await pilot.press(key)
            await settled(pilot)
            assert shown in text(app, "#why"), key
            assert hidden not in text(app, "#why"), key
        await pilot.click("#views", offset=(10, 0))
        await pilot.pause()
        assert screen.seen_as == "beside"


async def test_a_source_opens_and_is_a_link_of_the_terminal(
    app: ArchassistApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_urls: list[str] = []
    monkeypatch.setattr(app, "open_url", lambda url, new_tab=True: opened_urls.append(url))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        links = {
            style.link
            for strip in app.screen._compositor.render_strips()
            for _, style, _ in strip
            if style is not None and style.link
        }
        assert any(link.startswith("https://") for link in links)
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, PickScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert len(opened_urls) == 1
        assert opened_urls[0] in links


@pytest.mark.parametrize("view", ["1", "2"])
async def test_from_a_figure_one_comes_to_its_question_and_back(app: ArchassistApp, view: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press(view, "up", "enter")
        await pilot.pause()
        seen, option = screen.seen_as, screen.current()
        assert isinstance(app.screen, PickScreen)
        question = app.screen.query_one(OptionList).get_option_at_index(0).id
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.current == question
        assert "esc back" in text(app, "#head")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, DetailScreen)
        assert (app.screen.decision, app.screen.current(), app.screen.seen_as) == (
            "write_scaling",
            option,
            seen,
        )
        await pilot.press("escape", "escape")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen), "there is nothing any more to which it leads"


async def test_the_questions_behind_a_number_that_grows_are_shown(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        while app.model.review.derived.known.next_questions is None:
            await pilot.pause(0.05)
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PickScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert isinstance(app.screen, OutlookScreen)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_room_is_shown_one_thing_at_a_time(app: ArchassistApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, PresentScreen)
        assert "Shard by key" in text(app, "#stage-says")
        said = text(app, "#stage-asks") + text(app, "#stage-says")
        assert len(said.split()) < 80, "a room reads no more"
        share = app.model.best.decision("write_scaling").option("sharding").share
        assert share is not None
        assert str(app.screen.query_one("#digits-0").value) == str(round(10 * share))  # type: ignore[attr-defined]
        await pilot.press("home")
        await pilot.pause()
        assert "questions answered" in text(app, "#stage-says")
        await pilot.press("right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, DetailScreen)


async def test_a_room_is_shown_the_question_that_is_asked(app: ArchassistApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.go_to("engineers")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert app.model.question("engineers").ask in text(app, "#stage-asks")
        assert app.model.shown("engineers") in text(app, "#stage-says")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)


async def test_while_the_plan_is_worked_out_nothing_is_counted_as_due(
    app: ArchassistApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archassist.tui.lookahead.plan", lambda model: None)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(app.screen, ChecklistScreen)
        listed = [str(each.prompt) for each in app.screen.query_one(OptionList).options]
        assert not [line for line in listed if line.startswith(("Now", "Next", "Later"))]
        assert "being computed" in str(app.screen.query_one("#item-list").border_title)


async def test_what_does_not_fit_in_a_line_of_an_option_goes_on_below_its_text(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        listed = app.screen.query_one(LineList)
        lines = [line for each in listed.options for line in str(each.prompt).splitlines()]
        assert max(map(len, lines)) <= listed.scrollable_content_region.width
        assert all(line.startswith(("▸ ", "  ")) for line in lines)
