"""What hands do everywhere: copy, leave, jump, narrow a list, and keys of somebody's own."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from archassist.documents import ExportError
from archassist.session import Review
from archassist.tui import settings
from archassist.tui.app import ArchassistApp
from archassist.tui.command_palette import Commands
from archassist.tui.model import Model
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.decisions import DecisionsScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.screens.jump import JumpScreen, Letter
from archassist.tui.screens.plan import PlanScreen
from archassist.tui.widgets.filter_bar import Chips, FilterBar, FilterField
from archassist.tui.widgets.key_bar import KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.question_pane import AnswerInput
from archassist.tui.widgets.section_list import SectionList
from archassist.workflows.export import export_plan
from archassist.workflows.record_file import record_file


def kept(app: ArchassistApp) -> bytes:
    """The file of the review."""
    return app.model.path.read_bytes()


def told(app: ArchassistApp) -> str:
    """What was said in passing."""
    return "\n".join(str(each.message) for each in app._notifications)


def write_settings(text: str) -> Path:
    file = settings.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


async def test_y_copies_the_line_under_the_cursor_and_changes_nothing(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        before = kept(app)
        title = model.rulebook.decisions[app.screen.query_one(LineList).under_cursor() or ""].title
        await pilot.press("y")
        await pilot.pause()
        assert title in app.clipboard
        assert "   " not in app.clipboard, "the room between columns is not copied"
        assert isinstance(app.screen, DecisionsScreen), "y means the same on every screen"
        assert kept(app) == before


async def test_y_typed_into_a_field_is_text(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("y")
        assert app.screen.query_one(AnswerInput).value == "y"
        assert app.clipboard == ""


async def test_q_leaves_and_what_was_typed_is_offered_again(model: Model, rulebook: Any) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("z", "z", "escape", "q")
        await pilot.pause()
    assert app.return_code == 0
    again = Model(Review.open(model.path, rulebook))
    assert again.drafts.read() == 1


@pytest.mark.skipif(not hasattr(os, "forkpty"), reason="no such terminal here")
def test_the_program_ends_with_its_terminal_and_keeps_the_form(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "shop.toml", "Shop")
    child, terminal = os.forkpty()
    if not child:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "archassist", str(review.path)])
    shown = b""
    for keys, seen in (
        (b"\x0c", b"What follows"),
        (b"l", b"Agenda"),
        (b"who pays", b"parking lot"),
        (b"", b"pays"),
    ):
        while seen not in shown:
            shown += os.read(terminal, 65536)
        os.write(terminal, keys)
    os.close(terminal)
    assert os.waitpid(child, 0)[0] == child
    assert "who pays" in (tmp_path / "state" / "archassist" / "drafts.json").read_text()


async def test_keys_of_ones_own_take_the_place_of_the_usual_ones(model: Model) -> None:
    write_settings('me = "Ada"\n[keys]\nshow-plan = ["P", "ctrl+f"]\n[keys.checklist]\nsort = "S"\n')
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "p")
        await pilot.pause()
        assert isinstance(app.screen, ChecklistScreen), "p has no meaning any more"
        shown = str(app.screen.query_one(KeyBar).render())
        assert "S sort" in shown
        assert "P plan" in shown
        await pilot.press("P")
        await pilot.pause()
        assert isinstance(app.screen, PlanScreen)


async def test_a_sign_as_a_key_of_ones_own_is_text_where_one_types(model: Model) -> None:
    write_settings('[keys]\nquit = "Q"\nwhat-if = "K"\n')
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("Q", "K")
        assert app.screen.query_one(AnswerInput).value == "QK"
        assert not model.trying
        await pilot.press("ctrl+a", "delete", "escape", "K")
        await pilot.pause()
        assert model.trying


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[keys]\nshow-plam = "P"\n', "[keys] show-plam: there is no such action. Did you mean show-plan?"),
        ('[keys]\nshow-plan = "d"\n', "[keys] show-plan: the key d is already show-decisions"),
        ('[keys]\nshow-plan = "plenty"\n', "[keys] show-plan: “plenty” is no key"),
        ("[keys]\nshow-plan = 3\n", "[keys] show-plan: it must be a key such as “d”"),
        (
            '[keys.chequelist]\nsort = "S"\n',
            "[keys.chequelist]: there is no such screen. Did you mean checklist?",
        ),
        ('[keys\nsort = "S"\n', "(at line 1, column 6). All keys are the usual ones."),
        ("keys = 3\n", "keys must be a table"),
    ],
)
async def test_a_key_that_cannot_be_taken_is_told_with_its_place_and_the_usual_one_stays(
    written: str, said: str, model: Model
) -> None:
    file = write_settings(written)
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert str(file) in told(app)
        assert said in told(app)
        await pilot.press("f11")
        await pilot.pause()
        assert isinstance(app.screen, PlanScreen)


def listed(app: ArchassistApp) -> list[str]:
    """The ids of the lines that are listed, without headings."""
    return [each.id for each in app.screen.query_one(LineList).options if each.id and not each.disabled]


async def test_a_list_is_narrowed_by_what_is_typed_and_widened_by_escape(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        whole, before = listed(app), kept(app)
        title = model.rulebook.decisions[whole[-1]].title
        await pilot.press("slash", *title.split()[0].lower())
        await pilot.pause()
        assert whole[-1] in listed(app)
        assert len(listed(app)) < len(whole)
        assert f"{len(listed(app))} of {len(whole)}" in str(app.screen.query_one(Chips).render())
        await pilot.press("enter")
        assert app.focused is app.screen.query_one(LineList)
        assert app.screen.query_one(LineList).under_cursor() in listed(app)
        await pilot.press("escape")
        await pilot.pause()
        assert sorted(listed(app)) == sorted(whole)
        assert not app.screen.query(FilterBar)
        assert isinstance(app.screen, DecisionsScreen), "the first escape only lists everything again"
        assert kept(app) == before


async def test_nothing_fits_and_keys_that_change_something_find_no_line(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f12", "slash", "q", "q", "q", "enter")
        await pilot.pause()
        before = kept(app)
        assert listed(app) == []
        await pilot.press("1", "space", "delete")
        await pilot.pause()
        assert kept(app) == before


async def test_undecided_changed_and_mine_are_filters_with_a_name(model: Model) -> None:
    settings.remember_name("Ada")
    first, second = [each.id for each in model.now.decisions][:2]
    option = next(iter(model.rulebook.decisions[first].options))
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "slash", *"changed")
        await pilot.pause()
        assert listed(app) == [], "nothing was changed yet"
        model.decide(first, option, "accepted", {"because": "it is enough", "by": ("Ada", "Bo")})
        await pilot.pause()
        assert listed(app) == [first]
        for name, there in (("mine", True), ("undecided", False)):
            app.screen.query_one(FilterField).value = name
            await pilot.pause()
            assert (first in listed(app)) is there
            assert (second in listed(app)) is not there


async def test_who_one_is_is_asked_once_and_kept(model: Model) -> None:
    write_settings('theme = "archassist-light"\n[keys]\ncopy = "Y"\n')
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "slash", *"mine", "enter")
        await pilot.pause()
        assert getattr(app.screen, "help_title", "") == "Who are you?"
        await pilot.press(*"Ada", "enter")
        await pilot.pause()
        assert settings.own_name() == "Ada"
        assert settings.chosen_theme() == "archassist-light"
        await pilot.press("slash", "enter")
        await pilot.pause()
        assert isinstance(app.screen, DecisionsScreen), "it is known now"


async def test_questions_of_every_section_are_found_by_their_words(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        last = model.questions[-1]
        await pilot.press("escape", "slash", *last.title.lower().split()[0], "enter")
        await pilot.pause()
        found = [each.id for each in app.screen.query_one(SectionList).options]
        assert last.id in found
        app.screen.query_one(SectionList).highlighted = found.index(last.id)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.current == last.id


async def test_the_mouse_applies_a_filter_with_a_name(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "slash")
        await pilot.pause()
        chips = app.screen.query_one(Chips)
        await pilot.click(Chips, offset=(str(chips.render()).index("undecided") + 2, 0))
        await pilot.pause()
        assert app.screen.query_one(FilterField).value == "undecided"


async def jump_letter(app: ArchassistApp, line: int) -> str:
    """The letter on a line of the list that is shown."""
    assert isinstance(app.screen, JumpScreen)
    return next(
        letter
        for letter, target in app.screen._targets.items()
        if target.line == line and isinstance(target.widget, LineList)
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_letter_jumps_to_a_line_and_changes_nothing(size: tuple[int, int], model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f12")
        await pilot.pause()
        before, second = kept(app), listed(app)[1]
        await pilot.press("semicolon")
        await pilot.pause()
        await pilot.press(await jump_letter(app, 1))
        await pilot.pause()
        assert app.screen.query_one(LineList).under_cursor() == second
        await pilot.press("semicolon", "escape")
        await pilot.pause()
        assert app.screen.query_one(LineList).under_cursor() == second
        assert kept(app) == before


async def test_the_letter_of_a_line_stands_on_it_and_takes_clicks(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f12", "ctrl+backslash")
        await pilot.pause()
        assert isinstance(app.screen, JumpScreen)
        letter = next(each for each in app.screen.query(Letter) if each._target.line == 1)
        assert letter.region.offset == letter._target.at
        await pilot.click(letter)
        await pilot.pause()
        assert app.screen.query_one(LineList).highlighted == 1


async def test_what_a_terminal_takes_by_control_has_a_letter_too(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(InterviewScreen, "action_telling", lambda self: asked.append(self.current))
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("escape", "asterisk")
        assert asked
        await pilot.press("T")
        await pilot.pause()
        assert model.trying


def an_editor(folder: Path) -> Path:
    """An editor that writes down with which words it was called."""
    program = folder / "my editor"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/called"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


async def test_e_opens_the_exported_record_in_the_editor_and_no_shell_reads_its_words(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{an_editor(tmp_path)}' --wait '$(touch {tmp_path}/broken)'")
    monkeypatch.setattr(ArchassistApp, "suspend", lambda self: nullcontext())
    decision = model.now.decisions[0].id
    option = next(iter(model.rulebook.decisions[decision].options))
    model.decide(decision, option, "accepted", {"because": "it is enough"})
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        app.action_decision(decision)
        await pilot.pause()
        await pilot.press("E")
        await pilot.pause()
        assert "No record of this decision was exported into" in told(app)
        assert not (tmp_path / "called").exists()
        export_plan(model.review, Path("docs")).write()
        before = kept(app)
        await pilot.press("E")
        await pilot.pause()
        words = (tmp_path / "called").read_text(encoding="utf-8").splitlines()
        assert words[:2] == ["--wait", f"$(touch {tmp_path}/broken)"]
        assert Path(words[2]).is_file()
        assert Path(words[2]).is_relative_to(Path("docs").resolve())
        assert not (tmp_path / "broken").exists()
        assert kept(app) == before


def test_a_record_outside_of_the_folder_is_not_opened(model: Model, tmp_path: Path) -> None:
    decision = model.now.decisions[0].id
    option = next(iter(model.rulebook.decisions[decision].options))
    model.decide(decision, option, "accepted", {"because": "it is enough"})
    docs = tmp_path / "docs"
    export_plan(model.review, docs).write()
    record = record_file(docs, decision)
    secret = tmp_path / "secret.md"
    secret.write_text("not of this folder", encoding="utf-8")
    record.unlink()
    record.symlink_to(secret)
    with pytest.raises(ExportError, match="is no file in"):
        record_file(docs, decision)


async def test_no_record_is_edited_in_a_browser(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArchassistApp, "is_web", True)
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        app.action_decision(model.now.decisions[0].id)
        await pilot.pause()
        await pilot.press("E")
        await pilot.pause()
        assert "not in a browser" in told(app)


# -- what somebody tries who reads no manual


async def test_an_option_and_the_decision_it_belongs_to_are_found_by_its_name(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "slash", *"replicas")
        await pilot.pause()
        listed = app.screen.query_one(LineList)
        assert [each.id for each in listed.options if not each.disabled] == ["read_scaling"]
        hits = [hit.text async for hit in Commands(app.screen).search("replicas")]
        assert "Option: Read replicas" in hits


async def test_the_palette_puts_what_was_typed_before_scattered_letters(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)):
        found = [hit async for hit in Commands(app.screen).search("stand")]
        assert max(found).text == "Option: Standby"


async def test_enter_opens_the_decision_of_a_step(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlanScreen, "current", lambda self: "read_scaling.replicas")
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f11")
        await pilot.pause()
        assert isinstance(app.screen, PlanScreen)
        app.screen.action_open()
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, PlanScreen)


@pytest.mark.parametrize("kind", [webbrowser.GenericBrowser, webbrowser.BackgroundBrowser])
async def test_a_browser_of_the_terminal_has_the_screen_for_itself(
    kind: type[webbrowser.GenericBrowser], model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []

    @contextmanager
    def suspended() -> Iterator[None]:
        events.append("aside")
        yield
        events.append("back")

    browser = kind("a-browser")
    monkeypatch.setattr(webbrowser, "get", lambda *_: browser)
    monkeypatch.setattr(browser, "open", lambda url, *_: events.append(url))
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)):
        monkeypatch.setattr(app, "suspend", suspended)
        app.open_url("https://example.org/book")
    shown = ["https://example.org/book"]
    assert events == (["aside", *shown, "back"] if kind is webbrowser.GenericBrowser else shown)


async def test_where_there_is_no_browser_the_address_is_copied(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)):
        app.open_url("https://example.org/book")
        assert app.clipboard == "https://example.org/book"
