"""What held people up in a meeting and at a first look: a number at a choice, ways back, ends of lists, cut words."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.widgets import OptionList, Static

from archassist.session import Review, shipped_rulebook
from archassist.session.dissent import Dissent
from archassist.tui import recent_sessions
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.recent_sessions import recent, remember
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.decisions import DecisionsScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.screens.meeting import MeetingScreen
from archassist.tui.screens.round import RoundScreen
from archassist.tui.screens.tour import TourScreen
from archassist.tui.widgets.choice_list import ChoiceList
from archassist.tui.widgets.growth_plot import _Amounts, even_step
from archassist.tui.widgets.key_bar import KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.prose import hung
from archassist.tui.widgets.section_list import SectionList
from archassist.tui.widgets.typed_number import TypedNumber
from tests.undecided import undecided

from .test_interview import text

D = "read_scaling"
SMALL = (80, 24)


async def at_question(pilot: Any, question: str) -> None:
    await pilot.pause()
    pilot.app.go_to(question)
    await pilot.pause()


# -- a number where a line is to be chosen


@pytest.mark.parametrize("typed", ["72%", "21", "2.5", "9", "2-3"])
async def test_a_number_is_no_choice_and_is_told(model: Model, typed: str) -> None:
    question = next(each for each in model.questions if each.type == "choice")
    first = next(iter(question.choices))
    model.set(question.id, first)
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await at_question(pilot, question.id)
        await pilot.press(
            *({"%": "percent_sign", ".": "full_stop", "-": "minus"}.get(key, key) for key in typed)
        )
        await pilot.pause()
        answer = model.answer(question.id)
        assert answer is not None
        assert answer.value == first, "the answer is as it was"
        assert f"{typed[:3]} is none of the choices" in text(app, "#said")


async def test_digits_with_time_between_them_each_choose_a_line(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TypedNumber, "together_s", 0.0)
    question = next(each for each in model.questions if each.type == "choice")
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await at_question(pilot, question.id)
        await pilot.press("1", "2")
        answer = model.answer(question.id)
        assert answer is not None
        assert answer.value == list(question.choices)[1]


async def test_several_lines_may_be_ticked_in_one_go_but_not_by_a_share(model: Model) -> None:
    question = next(each for each in model.questions if each.type == "choices")
    known = list(question.choices)
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await at_question(pilot, question.id)
        await pilot.press("1", "2")
        answer = model.answer(question.id)
        assert answer is not None
        assert answer.value == (known[0], known[1])
        app.screen.query_one(ChoiceList).rest()
        await pilot.press("1", "percent_sign")
        answer = model.answer(question.id)
        assert answer is not None
        assert answer.value == (known[0], known[1])


async def test_a_number_says_of_no_row_what_stands_today(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f12")
        await pilot.pause()
        row = app.screen.query_one(LineList).under_cursor()
        await pilot.press("1", "percent_sign")
        await pilot.pause()
        assert not model.review.today
        assert app.screen.query_one(LineList).under_cursor() == row
        assert any("1% is none of the options" in note.message for note in app._notifications)


# -- where one is, and the ends of lists


async def test_each_part_of_the_first_line_leads_to_its_place(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.run_action(f"decision('{D}')")
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        head = str(app.screen.query_one("#head", Static).render())
        await pilot.click("#head", offset=(head.index("Decisions") + 2, 0))
        await pilot.pause()
        assert isinstance(app.screen, DecisionsScreen)
        await pilot.click("#head", offset=(3, 0))
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        assert not app.screen.query_one(SectionList).has_focus
        head = str(app.screen.query_one("#head", Static).render())
        await pilot.click("#head", offset=(head.index("›") + 3, 0))
        await pilot.pause()
        assert app.screen.query_one(SectionList).has_focus


async def test_a_key_leads_to_either_end_of_every_list(tmp_path: Path) -> None:
    shipped_rulebook()
    app = ArchassistApp(Model(undecided("notion-2021", tmp_path / "notion.toml"), 64))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for screen in ("decisions", "checklist", "plan", "outlook", "records", "focus", "today", "meeting"):
            app.action_show(screen)
            for _ in range(600):
                await pilot.pause(0.05)
                if app.model.sure and lines_of(listed := app.screen.query_one(LineList)):
                    break
            listed.focus()
            for last, first in (("G", "g"), ("greater_than_sign", "less_than_sign")):
                await pilot.press(last)
                assert listed.highlighted == lines_of(listed)[-1], screen
                await pilot.press(first)
                assert listed.highlighted == lines_of(listed)[0], screen


def lines_of(listed: OptionList) -> list[int]:
    """The places of the lines that the cursor can stand on."""
    return [at for at, each in enumerate(listed.options) if not each.disabled]


# -- the first screen


async def test_the_cursor_of_the_first_screen_is_at_the_review_worked_on_last() -> None:
    for name in ("older", "newer"):
        remember(Review.create(f"{name}.toml", name.title()).path)
    app = ArchassistApp()
    async with app.run_test(size=SMALL):
        assert "Newer" in app.screen.query_one(LineList).text_under_cursor()


def test_what_is_temporary_or_gone_was_not_opened_lately(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "scratch"))
    monkeypatch.setattr(recent_sessions, "_ALSO_TEMPORARY", ())
    for folder in ("scratch", "work"):
        (tmp_path / folder).mkdir(exist_ok=True)
        remember(Review.create(tmp_path / folder / "a.toml", "A").path)
    assert recent() == [tmp_path / "work" / "a.toml"]
    listed = tmp_path / "state" / "archassist" / "recent.json"
    listed.write_text(json.dumps([str(tmp_path / "scratch" / "a.toml"), *json.loads(listed.read_text())]))
    assert recent() == [tmp_path / "work" / "a.toml"], "nor what an older program put there"
    (tmp_path / "work" / "a.toml").unlink()
    assert recent() == []


async def test_the_words_of_a_tour_wait_for_no_future(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped_rulebook()
    model = Model(Review.create(tmp_path / "shop.toml", "Shop"), 64)
    monkeypatch.setattr(TourScreen, "_work", lambda self, model: None)
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await app.run_action("app.tour")
        await pilot.pause()
        assert isinstance(app.screen, TourScreen)
        await pilot.press(str(len(app.screen.ids)))
        await pilot.pause()
        told = text(app, "#tour-text")
        assert told.startswith("… being worked out")
        assert model.rulebook.terms
        assert all(term.title in told for term in model.rulebook.terms.values())


# -- a small screen


async def test_how_a_meeting_ends_is_seen_on_a_small_screen(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l", "b", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, MeetingScreen)
        bar = str(app.screen.query_one(KeyBar).render())
        assert [
            key for key in ("space talk", "B end", "A action", "w ask all", "esc out") if key not in bar
        ] == []


async def test_the_interview_offers_the_meeting_as_soon_as_people_are_there(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        model.change(lambda review: review.focus.name_present(["Ana", "Ben"]))
        await pilot.press("escape")
        await pilot.pause()
        assert "ask all" in str(app.screen.query_one(KeyBar).render())


async def test_the_day_of_a_record_is_not_cut(model: Model) -> None:
    model.change(
        lambda review: review.accept_risk(
            "few", "Few automated tests of the checkout before the sale", "the lead engineer of the shop",
            "there is no time for them before the sale begins", "2099-12-01",
        )
    )  # fmt: skip
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        app.action_show("records")
        await pilot.pause()
        listed = app.screen.query_one(LineList)
        line = next(str(each.prompt) for each in listed.options if each.id == "risk few")
        assert "until 2099-12-01" in line
        assert all(len(part) < 80 for part in line.splitlines())


@pytest.mark.parametrize("highest", [0.62, 3, 7.45, 10, 212, 1350, 627_000])
def test_ticks_are_even_and_none_is_missing(highest: float) -> None:
    step = even_step(highest)
    top = next(step * each for each in range(1, 7) if step * each >= highest * (1 - 1e-9))
    ticks = _Amounts("", logarithmic=False).get_ticks(0.0, top)
    assert ticks == pytest.approx([step * each for each in range(len(ticks))])
    assert ticks[-1] == top, "also the one at the top"
    assert 4 <= len(ticks) <= 6


def test_a_long_line_goes_on_below_its_words() -> None:
    assert [each.plain.rstrip() for each in hung(Content("• one two three four"), 11)] == [
        "• one two",
        "  three",
        "  four",
    ]
    assert [each.plain.rstrip() for each in hung(Content("one two three"), 8)] == ["one two", "three"]


# -- what several people say


async def test_the_keyboard_goes_from_one_to_the_next_who_has_not_answered(model: Model) -> None:
    model.change(lambda review: review.focus.name_present(["Ana", "Ben", "Cy"]))
    app = ArchassistApp(model)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        app.push_screen(RoundScreen(model, "engineers"))
        await pilot.pause()
        listed = app.screen.query_one(LineList)
        listed.highlighted = next(at for at, each in enumerate(listed.options) if each.id == "person Ben")
        await pilot.press("enter", *"12", "ctrl+s")
        await pilot.pause()
        assert app.screen.query_one(LineList).under_cursor() == "person Ana"
        await pilot.press("enter", *"14", "ctrl+s")
        await pilot.pause()
        assert app.screen.query_one(LineList).under_cursor() == "person Cy"


async def test_each_who_is_against_it_has_fields_of_their_own(model: Model) -> None:
    model.change(lambda review: review.focus.name_present(["Ana", "Ben", "Cy"]))
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.run_action(f"decision('{D}')")
        await pilot.pause()
        await pilot.press("home", "a", *"enough", "enter", "1", "enter")
        await pilot.press("2", "enter", *"slow; and late: 3 weeks", "enter", "3", "enter", "enter")
        await pilot.press("ctrl+s")
        await pilot.pause()
        verdict = model.verdict(D, "tune")
        assert verdict is not None
        assert verdict.against == (Dissent("Ben", "slow; and late: 3 weeks"), Dissent("Cy"))
        assert verdict.dissent == "Ben: slow; and late: 3 weeks; Cy"
        told = text(app, "#why")
        assert "dissent: Ben: slow; and late: 3 weeks\n" in told
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert model.verdict(D, "tune") == verdict, "and stays so when nothing is changed"
    again = Review.open(model.path).decisions[D].verdicts["tune"]
    assert again.against == verdict.against


@pytest.mark.parametrize(("screen", "beside"), [("decisions", "#glimpse"), ("today", "#standing-options")])
async def test_where_nothing_fits_that_is_said_and_nothing_else_is_told(
    model: Model, screen: str, beside: str
) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.action_show(screen)
        await pilot.pause()
        await pilot.press("slash", *"xyzzy")
        await pilot.pause()
        listed = app.screen.query_one(LineList)
        assert ["Nothing here fits" in str(each.prompt) for each in listed.options] == [True]
        assert not text(app, beside).strip()
        await pilot.press("escape")
        await pilot.pause()
        assert lines_of(listed)
