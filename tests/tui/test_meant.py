"""The app changes only what was meant, and loses nothing that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, OptionList, Static

from archassist.session import Review
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.export import ExportScreen
from archassist.tui.screens.help import HelpScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.widgets.answer_input import AnswerInput
from archassist.tui.widgets.choice_list import ChoiceList
from archassist.tui.widgets.question_pane import QuestionPane
from archassist.tui.widgets.section_list import SectionList

from .test_interview import current

SIZES = [(80, 24), (120, 40)]


def kinds(model: Model) -> dict[str, str]:
    return {id: model.typed(id) for id in model.review.answers}


# -- enter


@pytest.mark.parametrize("size", SIZES)
async def test_enter_on_what_nobody_touched_goes_on_and_answers_nothing(
    model: Model, size: tuple[int, int]
) -> None:
    before = model.path.read_bytes()
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*["enter"] * 20)
        assert current(app) == "slo", "it went on to the last question"
    assert not model.review.answers
    assert model.path.read_bytes() == before


async def test_enter_answers_with_the_line_to_which_somebody_moved_the_cursor(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.go_to("surge")
        await pilot.pause()
        await pilot.press("down", "enter")
        assert kinds(model) == {"surge": "seasonal"}
        await pilot.press("left", "enter")
        assert kinds(model) == {"surge": "seasonal"}, "the cursor stands there by itself"
        await pilot.press("left", "k", "enter")
        assert kinds(model) == {"surge": "seasonal"}, "it is asked first whether the answer is to be changed"
        assert current(app) == "surge"
        await pilot.press("enter")
        assert kinds(model) == {"surge": "none"}
        await pilot.press("left", "down", "space")
        assert kinds(model) == {"surge": "seasonal"}, "space is meant"


async def test_who_reads_on_with_arrows_and_enter_changes_no_answer(model: Model) -> None:
    model.set("surge", "seasonal")
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.go_to("surge")
        await pilot.pause()
        await pilot.press("k", "enter", "down", "enter", "enter")
        assert kinds(model) == {"surge": "seasonal"}
        assert current(app) != "surge", "on its own line the cursor goes on"


async def test_enter_answers_nothing_after_something_was_undone_on_another_screen(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.go_to("surge")
        await pilot.pause()
        await pilot.press("down", "d")
        await pilot.pause()
        await pilot.press("ctrl+z", "escape")
        await pilot.pause()
        await pilot.press("enter")
        assert kinds(model) == {}


async def test_moving_the_cursor_and_going_elsewhere_answers_nothing(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.go_to("surge")
        await pilot.pause()
        await pilot.press("down", "tab", "shift+tab", "enter")
    assert not model.review.answers


async def test_of_several_only_ticks_and_none_of_them_are_answers(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.go_to("blocks")
        await pilot.pause()
        await pilot.press("down", "enter")
        assert not model.review.answers, "nothing was ticked"
        await pilot.press("shift+tab", "0")
        assert kinds(model) == {"blocks": "none"}
        await pilot.press("j", "space", "enter")
        assert kinds(model) == {"blocks": "queue"}


# -- letters


@pytest.mark.parametrize("key", ["u", "f2"])
async def test_in_the_list_of_sections_a_letter_acts_on_the_question_under_the_cursor(
    model: Model, key: str
) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go_to("reads")
        await pilot.pause()
        await pilot.press("escape", "up", key)
        assert kinds(model) == {"engineers": "unknown"}
        assert current(app) == "engineers", "the middle shows what the key changed"
        listed = app.screen.query_one(SectionList)
        assert listed.has_focus
        assert listed.question() == "engineers", "the cursor stays"
        await pilot.press("O", *"gone", "enter")
        assert kinds(model) == {"engineers": "out of scope: gone"}
        await pilot.press("N", *"ask", "ctrl+s", "c")
        assert "engineers" not in model.review.answers


async def test_the_middle_follows_the_cursor_of_the_list_and_keeps_what_was_typed(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        app.go_to("engineers")
        await pilot.pause()
        await pilot.press(*"12", "escape", "down")
        await pilot.pause()
        assert current(app) == app.screen.query_one(SectionList).question() != "engineers"
        assert app.screen.query_one(QuestionPane).asked.id == current(app)
        assert app.screen.query_one(SectionList).has_focus
        assert kinds(model) == {"engineers": "12"}


async def test_undo_leaves_the_cursor_in_the_list(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go_to("reads")
        await pilot.pause()
        await pilot.press("escape", "u", "down", "ctrl+z")
        await pilot.pause()
        listed = app.screen.query_one(SectionList)
        assert (kinds(model), listed.has_focus, listed.question()) == ({}, True, "reads")
        assert listed.is_on_screen


async def test_on_a_section_letters_do_nothing(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "home", "u", "O", "N", "e", "c")
        assert isinstance(app.screen, InterviewScreen)
    assert kinds(model) == {"engineers": "12"}


async def test_what_arrives_in_the_background_leaves_the_cursor_in_the_list(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "end")
        before = app.screen.query_one(SectionList).highlighted
        app.changed()
        await pilot.pause()
        assert app.screen.query_one(SectionList).highlighted == before


@pytest.mark.parametrize("screen", ["decisions", "checklist", "export", "outlook", "plan"])
async def test_j_and_k_move_in_every_list(model: Model, screen: str) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_show(screen)
        await pilot.pause(0.2)
        shown = app.screen.query_one(OptionList)
        if shown.option_count < 2:
            shown.set_options(["one", "two"])
        shown.highlighted = 0
        before = model.path.read_bytes()
        await pilot.press("j")
        place = shown.highlighted
        await pilot.press("k", "k", "k")
        assert (place, shown.highlighted) == (1, 0), "and the list does not run round"
        assert model.path.read_bytes() == before


async def test_letters_stay_in_the_folders_field_until_one_leaves_it(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7")
        await pilot.pause(0.2)
        await pilot.press("F", "end", *"/a", "enter", *"nope", "enter")
        assert isinstance(app.screen, ExportScreen)
        assert app.screen.query_one(Input).value == "docs/anope"
        await pilot.press("escape")
        assert isinstance(app.screen, ExportScreen)
        assert app.screen.query_one("#files").has_focus
        await pilot.press("escape")
        assert isinstance(app.screen, InterviewScreen)


# -- the question mark


async def test_a_question_mark_asks_for_help_unless_something_was_typed(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape", "tab")
        assert not model.review.answers
        await pilot.press(*"12", "question_mark")
        assert app.screen.query_one(AnswerInput).value == "12?"


async def test_a_question_mark_does_not_replace_the_answer_that_stands_there(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.go_to("engineers")
        await pilot.pause()
        await pilot.press("question_mark", "escape", "tab")
    assert kinds(model) == {"engineers": "12"}


# -- what is typed


async def test_quitting_keeps_what_is_typed_as_the_answer(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"6", "ctrl+q")
    assert Review.open(model.path, model.rulebook).answers["engineers"].value == 6


async def test_quitting_from_another_screen_keeps_what_is_typed(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"6", "f5")
        await pilot.pause()
        await pilot.press("ctrl+q")
    assert kinds(model) == {"engineers": "6"}


async def test_what_cannot_be_read_is_offered_again_also_after_quitting(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"a few", "ctrl+q")
    assert not model.review.answers
    again = Model(Review.open(model.path, model.rulebook))
    app = ArchassistApp(again)
    async with app.run_test() as pilot:
        assert app.screen.query_one(AnswerInput).value == "a few"
        await pilot.press("tab", "shift+tab")
        assert app.screen.query_one(AnswerInput).value == "a few"
        await pilot.press(*"5", "enter", "shift+tab")
        assert app.screen.query_one(AnswerInput).value == "5"
    assert kinds(again) == {"engineers": "5"}
    assert again.drafts.of("answer engineers") == ""


async def test_undo_keeps_what_is_typed_and_not_an_answer_yet(model: Model) -> None:
    model.set("reads", "7")
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"12", "ctrl+z")
        assert not model.review.answers
        assert current(app) == "reads"
        await pilot.press("shift+tab")
        assert app.screen.query_one(AnswerInput).value == "12"


@pytest.mark.parametrize("how", ["unknown", "out of scope", "other"])
async def test_undo_brings_back_what_was_typed_when_something_else_was_answered(
    model: Model, how: str
) -> None:
    keys = {
        "unknown": ["f2"],
        "out of scope": ["f8", *"gone", "enter"],
        "other": ["shift+home", *"5", "enter"],
    }
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"a few", *keys[how])
        assert "engineers" in model.review.answers
        await pilot.press("ctrl+z")
        assert not model.review.answers
        assert current(app) == "engineers"
        typed = app.screen.query_one(AnswerInput).value
        assert typed == ("a few" if how != "other" else "")
        await pilot.press("ctrl+y")
        assert "engineers" in model.review.answers
        assert app.screen.query_one(AnswerInput).value == model.typed("engineers")
        await pilot.press("ctrl+z")
        assert app.screen.query_one(AnswerInput).value == typed


async def test_taking_back_what_is_not_answered_leaves_what_was_typed(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"a few", "escape", "c")
        await pilot.press("escape")
        assert app.screen.query_one(AnswerInput).value == "a few"


async def test_what_was_typed_and_taken_out_of_the_field_is_not_offered_again(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"a few", "tab", "shift+tab")
        assert app.screen.query_one(AnswerInput).value == "a few"
        await pilot.press("backspace", "tab", "shift+tab")
        assert app.screen.query_one(AnswerInput).value == ""
    assert model.drafts.of("answer engineers") == ""


async def test_a_note_does_not_take_away_what_is_typed(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"a few", "f3", *"ask Ben", "ctrl+s")
        assert app.screen.query_one(AnswerInput).value == "a few"


async def test_drafts_that_cannot_be_kept_or_read_do_no_harm(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archassist.tui import drafts

    file = drafts._file()
    file.parent.mkdir(parents=True, exist_ok=True)
    for content in ("", "[", "[1]", '{"x": 3}', '{"x": {"y": 3}}'):
        file.write_text(content)
        assert drafts.Drafts(model.path).read() == 0
    file.unlink()
    file.mkdir()
    kept = drafts.Drafts(model.path)
    kept.keep("answer engineers", "a few")
    assert kept.of("answer engineers") == "a few", "it lasts as long as the app"


# -- what is seen


async def test_the_lines_that_the_cursor_reaches_are_seen(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(40, 10)) as pilot:
        app.go_to("blocks")
        await pilot.pause()
        await pilot.press("down", "down", "down", "down")
        await pilot.pause()
        pane, shown = app.screen.query_one("#question"), app.screen.query_one(ChoiceList)
        assert shown.highlighted == 2
        line = shown.region.y + 2
        assert pane.region.y <= line < pane.region.bottom
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert shown.highlighted == 2, "page down reads on"
        assert pane.scroll_offset.y > 0


@pytest.mark.parametrize("size", [(60, 20), (60, 24), (80, 24)])
async def test_the_first_frame_shows_the_question(size: tuple[int, int], tmp_path: Path) -> None:
    app = ArchassistApp(Model.create(tmp_path / "shipped.toml", "Shipped rules"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        asked, pane = app.screen.query_one("#ask", Static), app.screen.query_one("#question")
        assert asked.region.y >= pane.region.y
        assert pane.scroll_offset.y == 0


@pytest.fixture
def read_only(model: Model, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A disk that takes nothing as long as the list says so."""
    from archassist.session.errors import SaveError
    from archassist.session.stored_file import Stored

    full, put = [True], Stored.put

    def refusing(self: Stored, tables: dict[str, object]) -> None:
        if full[0]:
            raise SaveError(self.path, "could not be saved: the disk is full")
        put(self, tables)

    monkeypatch.setattr(Stored, "put", refusing)
    return full


async def test_quitting_says_first_what_could_not_be_saved_and_tries_again(
    model: Model, read_only: list[bool]
) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"6", "ctrl+q")
        assert app.is_running
        assert app.return_code is None
        assert any("Not saved yet. ^q again" in each.message for each in app._notifications)
        read_only[0] = False
        await pilot.press("ctrl+q")
    assert Review.open(model.path, model.rulebook).answers["engineers"].value == 6


async def test_quitting_twice_leaves_what_cannot_be_saved(model: Model, read_only: list[bool]) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"6", "enter", "ctrl+b", "ctrl+q")
        assert app.return_code is None
        await pilot.press("ctrl+q")
        assert app.return_code == 0


async def test_another_review_is_not_opened_over_what_could_not_be_saved(
    model: Model, read_only: list[bool]
) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press(*"6", "enter")
        app.action_start()
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)


async def test_several_lines_pasted_into_a_field_are_all_kept(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.post_message(Paste("12\n40\n"))
        await pilot.pause()
        assert app.screen.query_one(AnswerInput).value == "12; 40"
        await pilot.press("enter")
        assert not model.review.answers, "two numbers are not one"
        await pilot.press("f8")
        app.post_message(Paste("Ana\r\n  Ben  \r\n"))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "Ana; Ben"


async def test_what_stands_in_a_form_is_added_to(model: Model) -> None:
    model.decide("read_scaling", "tune", "accepted", {"because": "cheap", "by": "Ana"})
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.action_decision("read_scaling")
        await pilot.pause(0.1)
        await pilot.press("e", *", too", "tab", *", Ben", "ctrl+s")
        said = model.verdict("read_scaling", "tune")
    assert said is not None
    assert (said.because, said.by) == ("cheap, too", ("Ana", "Ben"))


async def test_nothing_is_written_into_a_folder_that_was_not_looked_at(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("f7")
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        while screen.busy:
            await pilot.pause(0.05)
        await pilot.press("F", "end", "2", "ctrl+s")
        await pilot.pause(0.1)
        assert not Path("docs2").exists()
        while screen.busy:
            await pilot.pause(0.05)
        await pilot.press("w")
        while screen.busy:
            await pilot.pause(0.05)
        assert Path("docs2").exists()
        await pilot.press("escape", "f7")
        assert app.screen.query_one(Input).value == "docs2", "the folder is offered again"


@pytest.mark.parametrize("folder", ["~nobody-of-that-name", "~", "x" * 300, "a/" * 3000, "..", "/"])
async def test_a_folder_of_any_name_can_be_typed(model: Model, folder: str) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "F", "end", *["backspace"] * 8)
        app.screen.query_one("#folder", Input).value = folder
        await pilot.press("enter", "escape", "escape")
        assert app.is_running
        assert app.screen is app.screen_stack[0]


@pytest.mark.parametrize("name", ["~nobody-of-that-name/x", "x" * 300, "..", "a/.."])
async def test_a_file_of_any_name_can_be_typed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = ArchassistApp(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        app.screen.query_one(Input).value = name
        await pilot.press("enter", "enter")
        assert app.is_running
