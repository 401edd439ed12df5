"""The interview by keyboard and by mouse, on the small pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from archassist.session import Review
from archassist.tui import watching
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.widgets.answer_input import AnswerInput
from archassist.tui.widgets.choice_list import ChoiceList

SIZES = [(80, 24), (120, 40), (200, 60)]


def text(app: ArchassistApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).visual)


def current(app: ArchassistApp) -> str:
    assert isinstance(app.screen, InterviewScreen)
    return app.screen.current


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_interview_by_keyboard(model: Model, size: tuple[int, int]) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"12", "enter", *"10..50k", "enter", *"~40%", "enter")
        await pilot.press("down", "enter", "1", "space", "down", "space", "enter", *"99.9", "enter")
    assert {id: model.typed(id) for id in model.review.answers} == {
        "engineers": "12",
        "reads": "10000..50000",
        "write_share": "31%..50%",
        "surge": "seasonal",
        "blocks": "queue",
        "slo": "99.9",
    }
    assert Review.open(model.path, model.rulebook).answers == model.review.answers


async def test_unknown_is_one_key_everywhere(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("f2", "f2", "f2", "u", "u", "f2")
        assert [answer.kind for answer in model.review.answers.values()] == ["unknown"] * 6
        assert current(app) == "slo"


async def test_what_is_understood_is_shown_while_typing(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"1.2k")
        assert "= 1,200" in text(app, "#said")
        await pilot.press("x", "y")
        assert "=" not in text(app, "#said")
        await pilot.press("enter")
        assert text(app, "#said").startswith("✗")
        assert current(app) == "engineers"
        assert not model.review.answers


async def test_undo_and_redo_return_to_the_question(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"12", "enter", "ctrl+z")
        assert not model.review.answers
        assert current(app) == "engineers"
        assert app.screen.query_one(AnswerInput).value == ""
        await pilot.press("ctrl+y")
        assert model.typed("engineers") == "12"
        assert app.screen.query_one(AnswerInput).value == "12"


async def test_nothing_typed_is_lost_by_going_on(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"12", "tab")
        assert model.typed("engineers") == "12"
        await pilot.press("shift+tab")
        assert current(app) == "engineers"


async def test_an_emptied_field_takes_the_answer_back(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("up", "backspace", "enter")
        assert model.answer("engineers") is None


async def test_note_and_evidence(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "f3", *"[red] {{x}}", "ctrl+s")
        await pilot.press("f4", "down", "down", "enter", *"ana", "enter", *"payroll", "enter")
        answer = model.answer("engineers")
        assert answer is not None
        assert (answer.note, answer.grade, answer.by, answer.source) == (
            "[red] {{x}}",
            "estimated",
            "ana",
            "payroll",
        )
        assert "[red] {{x}}" in text(app, "#said")


async def test_out_of_scope_with_a_reason(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("f8", *"a prototype", "enter")
        answer = model.answer("engineers")
        assert answer is not None
        assert (answer.kind, answer.reason) == ("out_of_scope", "a prototype")


async def test_by_mouse(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.click("#sections", offset=(4, 3))  # Reads
        assert current(app) == "reads"
        await pilot.click("KeyBar", offset=(14, 0))  # unknown
        assert model.typed("reads") == "unknown"
        app.screen.jump("surge")  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.click(ChoiceList, offset=(6, 2))
        assert model.typed("surge") == "viral"
        assert current(app) == "surge"


async def test_sections_lead_to_questions_where_there_is_one_pane(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        assert app.screen.query_one("#sections").display
        await pilot.press("end", "enter")
        assert current(app) == "blocks"


async def test_what_cannot_be_saved_is_said_and_kept(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    from archassist.session import SaveError, file_store

    def full(path: Path, *_: object) -> None:
        raise SaveError(path, "no space left on the device")

    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(file_store, "replace", full)
            await pilot.press(*"12", "enter")
        assert model.typed("engineers") == "12"
        assert model.unsaved
        assert "NOT SAVED" in text(app, "#head")
        await pilot.press(*"5", "enter")
        assert not model.unsaved
    assert "engineers = 12" in model.path.read_text()


async def test_the_palette_finds_questions(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"write share")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause()
        assert current(app) == "write_share"
        assert isinstance(app.focused, Input)


async def test_light_and_dark(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        before = app.theme
        await pilot.press("f9")
        assert app.theme != before
        await pilot.press("f9")
        assert app.theme == before


@pytest.mark.parametrize("size", SIZES)
async def test_what_an_answer_changes_is_shown(model: Model, size: tuple[int, int]) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        model.set("write_share", "20%")
        model.set("reads", "100")
        app.go_to("reads")
        await pilot.pause()
        await pilot.press("ctrl+a", "ctrl+k", *"8k", "enter")
        shown = text(app, "#follows")
        assert "▲ Read scaling: Tune queries → Read replicas" in shown.replace("\n   ", " ")
        assert "Phase: Start → Scale out" in shown
        await pilot.press("ctrl+z")
        assert "▼ Read scaling: Read replicas → Tune queries" in text(app, "#follows").replace("\n   ", " ")


@pytest.mark.parametrize("size", SIZES)
async def test_advice_that_an_answer_brings_is_shown(model: Model, size: tuple[int, int]) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f2", *"8k", "enter")
        shown = text(app, "#follows").replace("\n   ", " ")
        assert "+ Read scaling: no advice yet → Read replicas" in shown
        await pilot.press("ctrl+z")
        shown = text(app, "#follows").replace("\n   ", " ")
        assert "- Read scaling: Read replicas → no advice yet" in shown


async def test_how_sure_a_decision_is_arrives_beside_the_typing(model: Model) -> None:
    model.set("reads", "8k")
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"12")
        await pilot.pause(0.6)
        assert "● 1  ◐ 0  ○ 1\n● Read scaling" in text(app, "#follows")
        assert app.screen.query_one(AnswerInput).value == "12"


async def test_keys_in_quick_succession_are_all_taken(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.screen.jump("blocks")  # type: ignore[attr-defined]
        await pilot.pause()
        choices = app.screen.query_one(ChoiceList)
        for key in "13":
            choices.action_digit(int(key))
        app.screen.action_confirm()  # type: ignore[attr-defined]
        assert model.typed("blocks") == "cdn, replica"


async def test_a_digit_that_comes_too_early_goes_into_the_field(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        choices = app.screen.query_one(ChoiceList)
        choices.action_digit(3)
        choices.action_select()
        await pilot.pause()
        assert app.screen.query_one(AnswerInput).value == "3"


@pytest.mark.parametrize(("keep", "engineers"), [("mine", "12"), ("theirs", "40")])
async def test_a_clash_with_someone_else_is_told_and_settled(
    model: Model, keep: str, engineers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "GLANCE_S", 3600.0)  # they save just before it is looked again
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        Review.open(model.path, model.rulebook).set("engineers", "40")
        await pilot.press(*"12", "enter")
        assert model.unsaved
        assert "40" in model.path.read_text()
        await app.run_action(f"resolve('{keep}')")
        assert model.typed("engineers") == engineers
        assert not model.unsaved
    assert f"engineers = {engineers}" in model.path.read_text()
