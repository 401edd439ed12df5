"""What is typed faster than the screen follows is acted on in its order, and where it was meant."""

from __future__ import annotations

import asyncio

from textual import events

from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.export import ExportScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.widgets.question_pane import AnswerInput

SIGNS = {" ": "space", ",": "comma", ".": "full_stop", "?": "question_mark"}


def type_at_once(app: ArchassistApp, *keys: str) -> None:
    """Keys as a fast typist's terminal sends them: all of them before the first one was looked at."""
    for key in keys:
        name = SIGNS.get(key, key)
        character = key if len(key) == 1 else None
        app.post_message(events.Key(name, character))


async def at_rest(app: ArchassistApp) -> None:
    """Waits until everything that was typed has been acted on."""
    for _ in range(2000):
        await asyncio.sleep(0.01)
        if app.at_rest:
            return
    raise AssertionError("it never came to rest")


def kinds(model: Model) -> dict[str, str]:
    return {id: model.typed(id) for id in model.review.answers}


async def test_a_note_typed_while_its_window_opens_is_whole(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test():
        type_at_once(app, "f3", *"ask Ben", "ctrl+s")
        await at_rest(app)
        parked = model.parked("engineers")
    assert parked is not None
    assert parked.note == "ask Ben"
    assert not model.review.answers


async def test_a_verdict_typed_while_its_form_opens_is_whole(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("f5", "enter")
        await pilot.pause(0.2)
        decision, option = app.screen.decision, app.screen._current()  # type: ignore[attr-defined]
        type_at_once(app, "X", *"too dear", "enter", *"Ana, Ben", "enter", *"Zoe", "ctrl+s")
        await at_rest(app)
        said = model.verdict(decision, option)
    assert said is not None
    assert (said.status, said.because, said.by, said.dissent) == (
        "rejected",
        "too dear",
        ("Ana", "Ben"),
        "Zoe",
    )


async def test_answers_typed_at_once_are_those_of_their_questions(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test():
        type_at_once(app, *"12", "enter", *"7", "enter", "f8", *"gone", "enter", "shift+tab", "shift+tab")
        await at_rest(app)
    assert kinds(model) == {"engineers": "12", "reads": "7", "write_share": "out of scope: gone"}


async def test_enter_in_the_palette_waits_for_what_fits_to_all_letters(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        type_at_once(app, "ctrl+p", *"Rank what matters", "enter", *"cost", "escape")
        await at_rest(app)
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
    assert kinds(model) == {"engineers": "12"}
    assert "cost" in model.drafts.of("ranking")


async def test_the_palette_finds_the_screens_and_what_can_be_done_with_the_review(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        type_at_once(app, "ctrl+p", *"export: preview", "enter")
        await at_rest(app)
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)


async def test_two_hundred_keys_at_once_are_all_acted_on(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test():
        for _ in range(3):
            type_at_once(app, "f3", *"to be asked again by somebody else, who knows it, too", "ctrl+s")
            type_at_once(app, "f4", "3", "ctrl+s", "f5", "j", "j", "k", "enter", "j", "escape", "escape")
        type_at_once(app, *"42", "enter")
        await at_rest(app)
        answer = model.answer("engineers")
    assert answer is not None
    assert (answer.value, answer.grade) == (42, "estimated")
    assert answer.note == "to be asked again by somebody else, who knows it, too" * 3


async def test_a_paste_behind_a_key_goes_where_the_key_leads(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test():
        type_at_once(app, "f3")
        app.post_message(events.Paste("two\nlines"))
        type_at_once(app, "ctrl+s", "5")
        await at_rest(app)
        parked = model.parked("engineers")
        assert parked is not None
        assert parked.note == "two\nlines"
        assert app.screen.query_one(AnswerInput).value == "5"
