"""The tour in the app: stop by stop, what is behind a stop opens over it, and nothing at all is changed."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from archassist.answers import AnswerError
from archassist.session import Review, Role
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.base import TOUR, Banner
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.help import HelpScreen, TextScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.screens.pick import PickScreen
from archassist.tui.screens.start import StartScreen
from archassist.tui.screens.tour import Behind, TourScreen
from archassist.tui.screens.tour_box import SourceBox
from archassist.tui.themes import DARK, LIGHT
from archassist.tui.widgets.key_bar import KeyBar
from tests.trials import trials

from . import test_screens
from .test_screens import text
from .walking import KEYS, press

D = "read_scaling"


@pytest.fixture
def decided(model: Model) -> Model:
    """The small review with an answer, a verdict for an option and one against another."""
    model.set("engineers", "12")
    model.decide(D, "replicas", "accepted", {"because": "lists are slow", "by": ["Ana"]})
    model.decide(D, "tune", "rejected", {"because": "tried already", "by": ["Ben"]})
    return model


async def settled(pilot: Any) -> None:
    """Waits until all that is worked out beside the screen is there and drawn, the stops of a tour, too."""
    await test_screens.settled(pilot)
    for _ in range(600):
        if not isinstance(screen := pilot.app.screen, TourScreen) or screen.complete:
            break
        await pilot.pause(0.05)
    await pilot.pause()


async def on_tour(pilot: Any) -> TourScreen:
    await settled(pilot)
    await pilot.app.run_action("app.tour")
    await settled(pilot)
    assert isinstance(pilot.app.screen, TourScreen)
    return pilot.app.screen


def open_kinds(screen: TourScreen) -> list[str]:
    return [each.kind for each in screen.stop.opens] if screen.stop else []


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_arrows_and_digits_lead_from_stop_to_stop_and_the_head_says_how_far(
    decided: Model, size: tuple[int, int]
) -> None:
    app = ArchassistApp(decided)
    async with app.run_test(size=size) as pilot:
        await on_tour(pilot)
        assert "Tour › Where we are 1/6" in text(app, "#head")
        assert "1 of " in text(app, "#tour-text")
        await pilot.press("right")
        await pilot.pause()
        assert "What was decided, and why 2/6" in text(app, "#head")
        assert "Accepted by Ana" in text(app, "#tour-text")
        await pilot.press("3")
        await pilot.pause()
        assert "tried already" in text(app, "#tour-text")
        await pilot.press("6", "right", "9")
        await pilot.pause()
        assert "Words used here 6/6" in text(app, "#head"), "it ends at the end"
        await pilot.press("left")
        await pilot.pause()
        assert "What comes next 5/6" in text(app, "#head")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)


async def test_a_decision_and_the_questions_behind_it_are_opened_and_esc_leads_back_to_the_same_stop(
    decided: Model,
) -> None:
    app = ArchassistApp(decided)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_tour(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert open_kinds(screen)[0] == "decision"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DetailScreen)
        assert app.screen.current() == "replicas"
        assert str(app.screen.query_one(Banner).visual) == TOUR
        assert "accept" not in [key.label for key in app.screen.query_one(KeyBar).keys]
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PickScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TextScreen), "the question is read here, not answered in the interview"
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert app.screen_stack[-1] is screen
        assert "2/6" in text(app, "#head")


async def test_a_question_shows_its_answer_and_how_that_is_known(decided: Model) -> None:
    decided.annotate("engineers", "measured", "Ana", "payroll")
    app = ArchassistApp(decided)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tour(pilot)
        app.go_to("engineers")
        await settled(pilot)
        assert isinstance(app.screen, TextScreen)
        shown = text(app, "#help-text Static")
        assert "12" in shown
        assert "measured · by Ana · payroll" in shown


async def test_a_source_says_who_says_what_and_opens_in_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    app = ArchassistApp(Model(Review.example("notion-2021", tmp_path / "notion.toml"), 64))
    monkeypatch.setattr(app, "open_url", lambda url, **_: opened.append(url))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_tour(pilot)
        await pilot.press("2")
        await settled(pilot)
        screen.query_one(Behind).highlighted = open_kinds(screen).index("source")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SourceBox)
        assert "Notion" in text(app, "#help-text Static")
        await pilot.press("o")
        await pilot.pause()
        assert opened
        assert opened[0].startswith("https://")


async def test_space_reads_on_and_at_the_end_of_a_text_leads_to_the_next_stop(decided: Model) -> None:
    app = ArchassistApp(decided)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_tour(pilot)
        for _ in range(40):
            await pilot.press("space")
            await pilot.pause()
        assert screen.at == len(screen.ids) - 1


async def test_keys_that_change_something_say_that_the_tour_changes_nothing(decided: Model) -> None:
    app = ArchassistApp(decided)
    before = decided.path.read_bytes()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await on_tour(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert any("The tour changes nothing" in each.message for each in app._notifications)
        await pilot.press("ctrl+z", "ctrl+b", "d", "x", "i", "f5")
        await settled(pilot)
        assert isinstance(app.screen, DetailScreen), "no key leads away"
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen_stack[-1] is screen
    assert decided.path.read_bytes() == before


async def test_the_model_refuses_every_change_while_the_tour_goes_on_and_takes_them_after_it(
    decided: Model,
) -> None:
    before = decided.path.read_bytes()
    decided.begin_tour()
    changes = (
        lambda: decided.set("engineers", "13"),
        lambda: decided.note("engineers", "a note"),
        lambda: decided.clear("engineers"),
        lambda: decided.decide(D, "tune", "accepted", {}),
        lambda: decided.undecide(D, "replicas"),
        lambda: decided.run_today(D, "tune"),
        lambda: decided.change(lambda review: review.prioritise(["cost"])),
        decided.undo,
        decided.review.save,
    )
    for change in changes:
        with pytest.raises(AnswerError):
            change()
    assert decided.path.read_bytes() == before
    decided.end_tour()
    assert decided.role is Role.FACILITATOR
    decided.set("engineers", "13")
    assert decided.path.read_bytes() != before


@pytest.mark.parametrize(("size", "seed"), [((80, 24), 1), ((120, 40), 2)], ids=str)
async def test_a_walk_of_random_keys_on_the_tour_leaves_every_byte_as_it_is(
    decided: Model, size: tuple[int, int], seed: int
) -> None:
    chance, before = random.Random(seed), decided.path.read_bytes()
    app = ArchassistApp(decided)
    async with app.run_test(size=size) as pilot:
        await on_tour(pilot)
        for _ in range(trials(250, usual=80)):
            key = chance.choice(KEYS)
            if isinstance(app.screen, TourScreen) and key in ("escape", "q"):
                continue  # that leaves the tour
            await press(app, key)
            assert any(isinstance(each, TourScreen) for each in app.screen_stack), key
            assert decided.path.read_bytes() == before, key
    there = {each.name for each in decided.path.parent.iterdir()} - {"state", "config", "work"}
    assert there == {decided.path.name}, "nothing was made beside it"


async def test_after_the_tour_the_review_is_changed_as_before_and_what_was_typed_is_kept(
    model: Model,
) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"12")
        await on_tour(pilot)
        assert model.typed("engineers") == "12", "what was typed became the answer before the tour"
        await pilot.press("escape")
        await settled(pilot)
        assert not app.screen.query(Banner)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert model.typed("engineers") == ""


async def test_the_help_and_the_palette_lead_to_the_tour(decided: Model) -> None:
    app = ArchassistApp(decided)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f5", "question_mark")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "be walked through this review" in text(app, "#help-text Static")
        await pilot.press("W")
        await settled(pilot)
        assert isinstance(app.screen, TourScreen)


async def test_what_is_only_tried_is_kept_or_dropped_before_a_tour(decided: Model) -> None:
    app = ArchassistApp(decided)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+b")
        await settled(pilot)
        await app.run_action("app.tour")
        await settled(pilot)
        assert not isinstance(app.screen, TourScreen)
        assert any("^b" in each.message for each in app._notifications)


async def test_the_first_start_offers_four_steps_through_an_example_and_makes_no_file() -> None:
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TourScreen)
        assert "Notion, 2021 › Tour › Where we are 1/4" in text(app, "#head")
        assert "This is an example" in text(app, "#tour-text")
        await pilot.press("2", "enter")
        await settled(pilot)
        assert isinstance(app.screen, DetailScreen)
        await pilot.press("escape", "4")
        await settled(pilot)
        assert "n on the start screen begins a review" in text(app, "#tour-text")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        assert app.model is None, "afterwards all is as it was"
        await pilot.press("n")
        assert app.screen.query_one(Input).value == "review.toml"
    assert not list(Path().iterdir())


async def test_what_others_save_meanwhile_is_told_by_the_stops(decided: Model) -> None:
    app = ArchassistApp(decided)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tour(pilot)
        await pilot.press("2")
        await settled(pilot)
        other = Review.open(decided.path, decided.rulebook)
        other.decide(D, "accepted", "replicas", "now we measured", date=datetime.date(2026, 11, 20))
        app._watching.look()
        await settled(pilot)
        await settled(pilot)
        assert "now we measured" in text(app, "#tour-text")


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
def test_picture(size: tuple[int, int], theme: str, decided: Model, snap_compare: Any) -> None:
    async def led(pilot: Any) -> None:
        await on_tour(pilot)
        await pilot.press("2")
        await settled(pilot)

    app = ArchassistApp(decided)
    app.theme = theme
    assert snap_compare(app, terminal_size=size, run_before=led)
