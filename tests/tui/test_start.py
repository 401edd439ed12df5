"""The start screen: what is offered, and that nothing wrong with a file ends in a traceback."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from archassist.rulebook import Rulebook
from archassist.session import Review, rulebooks
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.recent_sessions import recent, remember
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.screens.start import StartScreen
from archassist.tui.widgets.line_list import LineList


@pytest.fixture(autouse=True)
def small_pack(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """New reviews use the small pack."""
    monkeypatch.setattr(rulebooks, "_shipped", rulebook)


async def test_a_new_review() -> None:
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        app.screen.query_one(Input).value = "mine"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        await pilot.press(*"12", "enter")
    assert "engineers = 12" in Path("mine.toml").read_text()
    assert [path.name for path in recent()] == ["mine.toml"]


async def test_an_existing_file_is_not_written_over() -> None:
    Path("mine.toml").write_text("precious")
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        app.screen.query_one(Input).value = "mine.toml"
        await pilot.press("enter")
        assert "mine.toml" in str(app.screen.query_one("#box-error", Static).visual)
        await pilot.press("escape")
        assert isinstance(app.screen, StartScreen)
    assert Path("mine.toml").read_text() == "precious"


async def test_recent_reviews_open_with_enter() -> None:
    remember(Review.create("old.toml", "Old").path)
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        assert app.model.title == "Old"


async def test_a_review_opens_from_the_list_with_what_was_typed_and_could_not_be_taken() -> None:
    remember(Review.create("old.toml", "Old").path)
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"tripled", "escape", "q")
    again = ArchassistApp()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(again.screen, InterviewScreen)
        assert again.screen.query_one("#typed", Input).value == "tripled"


async def test_an_example_by_mouse() -> None:
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        listed = app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index("notion-2021")
        await pilot.press("enter")
        await pilot.press("enter")
        await pilot.pause()
        assert app.model.title.startswith("Notion")
        assert app.model.path == Path("notion-2021.toml")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", b"schema = 1\n[answers\n", b"schema = 99\n", b"[x]\ny = '[red]'\n"]
)
async def test_a_damaged_file_is_told_and_left_alone(content: bytes) -> None:
    path = Path("bad[x].toml")
    path.write_bytes(content)
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        assert "bad[x].toml" in str(app.screen.query_one("#box-error", Static).visual)
    assert path.read_bytes() == content


async def test_a_recent_file_that_cannot_be_opened_any_more_is_told_above_the_list() -> None:
    Path("bad[x].toml").write_text("[/] is wrong")
    remember(Path("bad[x].toml"))
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.screen.query_one("#start-trouble").display
        listed = app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index("r0")
        await pilot.press("enter")
        assert "bad[x].toml:1" in str(app.screen.query_one("#start-trouble", Static).visual)
        assert app.screen.query_one("#start-trouble").display


def test_the_recent_list_survives_nonsense(tmp_path: Path) -> None:
    file = tmp_path / "state" / "archassist" / "recent.json"
    file.parent.mkdir(parents=True)
    deep, long = "[" * 100_000, f'["{"x" * 2_000_000}"]'
    for content in (
        "",
        "{}",
        "[1, null]",
        "nonsense",
        '["/nowhere.toml"]',
        r'["\ud800", "a\u0000b"]',
        "9" * 9_999,
        deep,
        long,
    ):
        file.write_text(content)
        assert recent() == []
    remember(Path("gone.toml"))
    assert recent() == []


def test_a_pipe_in_the_place_of_the_recent_list_makes_nobody_wait(tmp_path: Path) -> None:
    file = tmp_path / "state" / "archassist" / "recent.json"
    file.parent.mkdir(parents=True)
    os.mkfifo(file)
    assert recent() == []


def test_a_full_disk_leaves_the_recent_list_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.toml", "two.toml"):
        Path(name).write_text("schema = 1")
    remember(Path("one.toml"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fdopen", full)
        remember(Path("two.toml"))
    assert [path.name for path in recent()] == ["one.toml"]


async def test_entries_that_the_rules_do_not_know_are_told(rulebook: Rulebook) -> None:
    Path("odd.toml").write_text('schema = 1\n[answers]\n"eng[/]ineers" = 3\n')
    app = ArchassistApp(Model.open("odd.toml"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        assert any("eng[/]ineers" in note.message for note in app._notifications)
    assert "eng[/]ineers" in Path("odd.toml").read_text()


async def test_a_recent_review_has_its_title_and_is_taken_off_the_list() -> None:
    remember(Review.create("t.toml", 'Shop before [its] "sale"').path)
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        listed = app.screen.query_one(LineList)
        assert 'Shop before [its] "sale"' in listed.text_under_cursor()
        assert str(datetime.date.today().year) in listed.text_under_cursor()
        await pilot.press("delete")
        await pilot.pause()
        assert "Shop before" not in "".join(str(each.prompt) for each in listed.options)
        assert "the file stays" in "".join(str(each.message) for each in app._notifications)
    assert recent() == []
    assert Path("t.toml").exists()


async def test_a_small_start_screen_begins_at_its_title_and_scrolls_in_one_place() -> None:
    for at in range(8):
        remember(Review.create(f"review-{at}.toml", f"Review {at}").path)
    app = ArchassistApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#start-title").region.y in range(24)
        bars = [each for each in app.screen.query("*") if getattr(each, "show_vertical_scrollbar", False)]
        assert [each.id for each in bars] == ["start-list"]
        for option in app.screen.query_one(LineList).options:
            first, *more = str(option.prompt).splitlines() or [""]
            assert all(line.startswith("  ") and len(line) <= 74 for line in more if first), option.prompt
