"""The screen that asks what a review is about, and the decisions in the places to which that leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from archassist.session import Review, shipped_rulebook
from archassist.tui.app import ArchassistApp
from archassist.tui.lookahead import triaged
from archassist.tui.model import Model
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.focus import FocusScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.widgets.key_bar import KeyBar
from archassist.tui.widgets.line_list import LineList

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture
def app(tmp_path: Path) -> ArchassistApp:
    shipped_rulebook()
    return ArchassistApp(Model(Review.create(tmp_path / "shop.toml", "Shop"), 64))


def saved(app: ArchassistApp) -> Review:
    return Review.open(app.model.path)


def lines(app: ArchassistApp) -> list[str]:
    return [str(each.prompt) for each in app.screen.query_one(OptionList).options]


def go_to(app: ArchassistApp, id: str) -> None:
    shown = app.screen.query_one(LineList)
    shown.highlighted = [each.id for each in shown.options].index(id)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_space_picks_what_hurts_the_worst_first(app: ArchassistApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+o", "down", "down", "space", "up", "up", "space")
        await pilot.pause()
        assert isinstance(app.screen, FocusScreen)
        assert saved(app).focus.pains == ("outages", "slow_pages")
        assert any(line.startswith("■ Outages  1") for line in lines(app))
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert saved(app).focus.pains == ("outages",)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)


async def test_enter_picks_what_hurts_and_never_leaves_it(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+o", "enter", "enter")
        await pilot.pause()
        assert saved(app).focus.pains == ("slow_pages",)
        labels = [each.label for each in app.screen.query_one(KeyBar).keys]
        assert "by when" not in labels, "no day is asked at what hurts"
        go_to(app, "decision caching")
        await pilot.pause()
        assert "by when" in [each.label for each in app.screen.query_one(KeyBar).keys]


async def test_it_is_told_why_the_next_question_is_not_the_one_below(
    app: ArchassistApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(app, "notify", lambda message, **_: told.append(message))
    app.model.review.focus.put_at_issue("caching")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert " · at issue 1/" in str(app.screen.query_one("#head", Static).render())
        for _ in range(3):
            await pilot.press("tab")
        await pilot.pause()
        assert len([each for each in told if "at issue comes first" in each]) == 1


async def test_a_decision_is_picked_with_the_day_by_which_it_must_be_taken(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+o")
        await pilot.pause()
        go_to(app, "decision caching")
        await pilot.press("enter", *"soon", "enter")
        await pilot.pause()
        assert not saved(app).focus.decisions
        await pilot.press("ctrl+a", "ctrl+k", *"2099-03-31", "enter")
        await pilot.pause()
        assert saved(app).focus.decisions == {"caching": "2099-03-31"}
        await pilot.press("space")
        await pilot.pause()
        assert not saved(app).focus.decisions


async def test_the_people_in_the_room_are_typed_as_they_are_called(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+o")
        await pilot.pause()
        go_to(app, "people")
        await pilot.press("space", *"tech lead, [b]Ana[/b]", "enter")
        await pilot.pause()
        assert saved(app).focus.present == ("tech lead", "[b]Ana[/b]")
        assert "tech lead, [b]Ana[/b]" in lines(app)


async def test_decisions_stand_in_their_places_once_the_months_are_known(app: ArchassistApp) -> None:
    with app.model.review.together():
        app.model.review.set("engineers", "12")
        app.model.review.focus.put_at_issue("messaging", "2099-01-31")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5")
        for _ in range(600):
            if triaged(app.model):
                break
            await pilot.pause(0.05)
        await pilot.pause()
        assert app.screen.query_one(LineList).under_cursor() == "messaging", "what is to be decided first"
        shown = lines(app)
        assert shown[0] == "Decide now (1)"
        assert "The team has to decide it by 2099-01-31." in str(
            app.screen.query_one("#glimpse", Static).render()
        )
        headings = [line.partition(" (")[0] for line in shown]
        assert headings.index("Decide now") < headings.index("Not enough answers yet")
        listed = [str(each.id) for each in app.screen.query_one(OptionList).options if each.id]
        await pilot.press("enter")
        await pilot.pause()
        for decision in listed[1:5]:
            await pilot.press("right")
            await pilot.pause()
            assert isinstance(app.screen, DetailScreen)
            assert app.screen.decision == decision, "the arrows lead through them as the list has them"


async def test_a_decision_that_an_undone_answer_had_put_at_issue_is_left(app: ArchassistApp) -> None:
    app.model.set("concerns", "sourcing")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.run_action("decision('sourcing')")
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        assert any("is not at issue any more" in each.message for each in app._notifications)


async def test_a_new_review_begins_with_what_it_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = ArchassistApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FocusScreen)
        assert "What is this review about?" in str(app.screen.query_one("#head", Static).render())
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
