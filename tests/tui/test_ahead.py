"""Growth and limits, the plan by quarter, and what-if: by keyboard, and as pictures."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static

from archassist.session import Review, shipped_rulebook
from archassist.tui import lookahead
from archassist.tui.app import ArchassistApp
from archassist.tui.content import text_charts
from archassist.tui.model import Model
from archassist.views.records.outlook import SwingEnd, SwingView
from tests.undecided import undecided

from .test_interview import current
from .test_screens import SAMPLES, FixedDate, text

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture(autouse=True)
def a_day_that_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datetime, "date", FixedDate)


@pytest.fixture
def app(tmp_path: Path) -> ArchassistApp:
    shipped_rulebook()
    return ArchassistApp(Model(undecided("notion-2021", tmp_path / "notion.toml"), SAMPLES))


async def foreseen(pilot: Any) -> None:
    """Waits until what may come is worked out, and drawn."""
    for _ in range(600):
        await pilot.pause(0.05)
        if lookahead.plan(pilot.app.model) is not None:
            break
    await pilot.pause(0.1)


async def test_an_open_question_says_what_other_answers_let_expect(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "shop.toml", "Shop")
    review.set("peak_rps_now", "20k")
    app = ArchassistApp(Model(review, SAMPLES))
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(20):
            if current(app) == "mau_now":
                break
            await pilot.press("tab")
        told = "Assumed for now: about 6.9 million users, to fit “Measured requests a second”"
        assert told in text(app, "#guide")
        await pilot.press("f2", "shift+tab")
        await pilot.pause(0.1)
        assert told in text(app, "#guide")
        await pilot.press(*"9M", "enter", "shift+tab")
        await pilot.pause(0.1)
        assert "meanwhile" not in text(app, "#guide")


async def test_growth_and_limits_are_looked_through(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        await pilot.press("f10")
        await pilot.pause()
        assert "between" in text(app, "#told")
        assert app.screen.query_one("#plot").display
        shown = app.screen.query_one(OptionList)
        ids = [shown.get_option_at_index(at).id for at in range(shown.option_count)]
        shown.highlighted = ids.index("limit largest_table")
        await pilot.pause()
        assert "Already so in most simulated futures" in text(app, "#told")
        shown.highlighted = ids.index("decision write_scaling")
        await pilot.pause()
        assert not app.screen.query_one("#plot").display
        assert "Shard by key" in text(app, "#told")
        assert "each column is a quarter" in text(app, "#told")


async def test_the_plan_is_changed_and_says_what_that_costs(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        await pilot.press("f11")
        await pilot.pause()
        head = str(app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        assert re.fullmatch(r"\d{4} Q[1-4] \(\d+\)", head), "the plan is listed by quarter"
        shown = app.screen.query_one(OptionList)
        first = shown.get_option_at_index(shown.highlighted or 0).id
        await pilot.click("#items", offset=(5, 1))
        await pilot.press("enter")
        assert not app.model.review.practices, "a click and enter read it"
        await pilot.press("b", *"2027-05", "enter")
        await foreseen(pilot)
        assert app.model.review.practices[str(first)].start == "2027-05"
        assert "Pinned to 2027-05" in text(app, "#item")
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = "x"
        await pilot.press("enter")
        await pilot.pause()
        assert "x" in text(app, "#said-text"), "what is wrong stands beside the field"
        app.screen.query_one(Input).value = "20..30"
        await pilot.press("enter")
        await foreseen(pilot)
        assert app.model.review.practices[str(first)].days == (20.0, 30.0)
        await pilot.press("e", *"5", "enter")
        await foreseen(pilot)
        assert app.model.review.practices[str(first)].days == (5.0, 5.0), "one number is an estimate, too"
        await pilot.press("c")
        await foreseen(pilot)
        assert str(first) not in app.model.review.practices
        await pilot.press("delete")
        await foreseen(pilot)
        assert app.model.review.practices[str(first)].status == "dropped"
        await pilot.press("ctrl+z")
        await foreseen(pilot)
        assert str(first) not in app.model.review.practices


async def test_a_bad_month_is_said_and_nothing_changes(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        await pilot.press("f11")
        await pilot.pause()
        await pilot.press("b", *"soon", "enter")
        await pilot.pause(0.2)
        assert not app.model.review.practices


@pytest.mark.parametrize("choice", ["keep", "drop"])
async def test_what_if_is_tried_on_a_copy_and_kept_or_dropped(choice: str, app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        path = app.model.path
        before = path.read_text()
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "WHAT IF" in text(app, "#head")
        app.model.set("engineers", "400")
        assert path.read_text() == before
        await pilot.press("ctrl+b")
        await pilot.pause(0.3)
        assert "400 people" in str(app.screen.query_one("#branch-text Static", Static).render())
        assert "→" in str(app.screen.query_one("#branch-text Static", Static).render())
        await pilot.press(*(["down"] if choice == "keep" else ["down", "down"]), "enter")
        await pilot.pause(0.3)
        assert "WHAT IF" not in text(app, "#head")
        assert app.model.path == path
        value = Review.open(path).answers["engineers"]
        assert (value.value == 400) == (choice == "keep")
        if choice == "drop":
            assert path.read_text() == before


@pytest.mark.parametrize(
    ("before", "tried", "told"),
    [("none", "files", "At issue now"), ("files", "none", "No longer at issue")],
)
async def test_what_if_tells_which_decisions_come_up_and_which_fall_away(
    before: str, tried: str, told: str, app: ArchassistApp
) -> None:
    app.model.set("concerns", before)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+b")
        await pilot.pause()
        app.model.set("concerns", tried)
        await pilot.press("ctrl+b")
        await pilot.pause(0.3)
        heads = str(app.screen.query_one("#branch-text Static", Static).render()).splitlines()
        assert heads[heads.index(told) + 1] == f"• {app.model.rulebook.decisions['file_store'].title}"
        assert ("At issue now" in heads) != ("No longer at issue" in heads)


async def left_while_trying(app: ArchassistApp, **answers: str) -> Path:
    """Tries answers, and leaves the app."""
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        path = app.model.path
        await pilot.press("ctrl+b")
        await pilot.pause()
        for question, answer in answers.items():
            app.model.set(question, answer)
        await pilot.press("ctrl+q")
        await pilot.pause()
    return path


async def test_leaving_while_trying_leaves_the_review_and_brings_the_answers_back(app: ArchassistApp) -> None:
    before = app.model.path.read_text()
    path = await left_while_trying(app, engineers="400")
    assert path.read_text() == before
    again = ArchassistApp(Model(Review.open(path), SAMPLES))
    async with again.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        assert "WHAT IF" in text(again, "#head")
        assert again.model.typed("engineers") == "400"
        again.go_to("engineers")
        await pilot.pause()
        assert "400 people" in text(again, "#said")
        await pilot.press("ctrl+b")
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await pilot.pause(0.3)
        assert "WHAT IF" not in text(again, "#head")
    assert Review.open(path).answers["engineers"].value == 400
    assert not list(path.parent.glob(".*what-if*"))


async def test_what_the_review_learned_meanwhile_is_kept_with_what_was_tried(app: ArchassistApp) -> None:
    path = await left_while_trying(app, engineers="400", mau_now="3M")
    meanwhile = Review.open(path)
    meanwhile.set("engineers", "50")
    meanwhile.set("rto_h", "2")
    again = ArchassistApp(Model(Review.open(path), SAMPLES))
    async with again.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        assert [again.model.typed(id) for id in ("engineers", "mau_now", "rto_h")] == ["400", "3000000", "2"]
        await pilot.press("ctrl+b")
        await pilot.pause(0.3)
        await pilot.press("down", "down", "enter")
        await pilot.pause(0.3)
        assert again.model.typed("engineers") == "50"
        assert again.model.typed("rto_h") == "2"
    assert not list(path.parent.glob(".*what-if*"))


async def test_leaving_without_having_tried_anything_leaves_nothing_behind(app: ArchassistApp) -> None:
    path = await left_while_trying(app)
    assert not list(path.parent.glob(".*what-if*"))


async def test_tried_answers_that_cannot_be_read_are_told_and_left_alone(app: ArchassistApp) -> None:
    path = await left_while_trying(app, engineers="400")
    (tried,) = path.parent.glob(f".*/{path.name}")
    tried.write_text("engineers = [")
    again = ArchassistApp(Model(Review.open(path), SAMPLES))
    async with again.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        assert "WHAT IF" not in text(again, "#head")
        assert any(str(tried) in each.message for each in again._notifications)
    assert tried.read_text() == "engineers = ["


async def test_open_questions_say_what_they_could_still_change(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        found = {question.id: lookahead.badge(app.model, question.id) for question in app.model.questions}
        assert found["shard_key"] is None, "it is answered"
        assert any(decides for decides in found.values() if decides)
        telling = next(id for id, decides in found.items() if decides)
        app.go_to(telling)
        await pilot.pause(0.2)
        assert "Now it could change: " in text(app, "#guide")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    "keys", [["f10"], ["f10", "down", "down"], ["f11"], ["ctrl+b", "ctrl+b"]], ids=" ".join
)
def test_picture(size: tuple[int, int], keys: list[str], app: ArchassistApp, snap_compare: Any) -> None:
    async def go(pilot: Any) -> None:
        await foreseen(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.3)
            pilot.app.clear_notifications()  # when they go by themselves depends on the machine
        for widget in pilot.app.screen.query("Input"):
            widget.cursor_blink = False
        if keys == ["ctrl+b", "ctrl+b"]:
            await foreseen(pilot)
        await pilot.pause(0.3)

    assert snap_compare(app, terminal_size=size, run_before=go)


async def test_priorities_risks_events_and_capacity_are_recorded_from_the_palette(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)

        async def say(what: str, *texts: str) -> None:
            await app.run_action(f"record({what!r})")
            await pilot.pause()
            for field, text in zip(app.screen.query(Input), texts, strict=True):
                field.value = text
            await pilot.press("ctrl+s")
            await pilot.pause(0.1)

        await say("rank", "availability, cost")
        assert app.model.review.priorities == ("availability", "cost")
        await say("rank", "avaliability")
        assert app.model.review.priorities == ("availability", "cost"), "a mistake changes nothing"
        assert "Did you mean availability" in text(app, "#said-text")
        await pilot.press("escape")
        await say("rename", "Checkout, autumn")
        assert app.model.review.title == "Checkout, autumn"
        await say("rename", " ")
        assert app.model.review.title == "Checkout, autumn"
        await pilot.press("escape")
        await say("accept_risk", "One zone only", "ana", "cheap", "2027-06-30")
        assert app.model.review.risks["one-zone-only"].owner == "ana"
        await say("expect", "Launch", "March", "2.5x", "2 months")
        launch = app.model.review.events["Launch"]
        assert (launch.factor, launch.multiplies, launch.months) == (2.5, "users", 2)
        await say("expect", "Sale", "March", "9", "a weekend")
        assert "say hours, days or months" in text(app, "#said-lasts")
        await pilot.press("escape")
        await say("expect", "Sale", "March", "9", "2 days")
        sale = app.model.review.events["Sale"]
        assert (sale.factor, sale.multiplies, sale.hours) == (9, "load", 48)
        await say("staff", "30%", "3")
        assert (app.model.review.team.share, app.model.review.team.at_once) == (0.3, 3)
        await app.run_action("record('expect')")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert set(app.model.review.events) == {"Launch", "Sale"}
    again = Review.open(app.model.path)
    assert again.priorities == ("availability", "cost")
    assert again.team.at_once == 3


async def test_a_decision_shows_what_it_hangs_on_and_what_it_does_to_each_quality(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await foreseen(pilot)
        await app.run_action("decision('caching')")
        await pilot.pause(0.2)
        assert "Depends most on" in text(app, "#why")
        assert "of 10 futures" in text(app, "#why")
        assert "Compared with the simplest option" in text(app, "#why")
        assert "Speed for users ++" in text(app, "#why")


def test_no_text_beside_a_chart_is_wider_than_its_pane_and_a_cut_name_says_so() -> None:
    ends = SwingEnd("up to 4,890 a second", 0.7, "most"), SwingEnd("from 7,360 a second", 1.0, "all")
    swings = [SwingView("reads", "Reads", *ends)]
    assert max(len(str(line)) for line in text_charts.bars(swings, 60)) <= 60
    rows = [str(line) for line in text_charts.timeline(["A rather long option"], [[1.0] * 36], (), 52)]
    assert rows[0].startswith("A rather long… ")
