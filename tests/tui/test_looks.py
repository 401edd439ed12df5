"""How the app looks: every text legible in every theme, nothing underlined that is no link, and the theme remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from textual.widgets import Static

from archassist.tui.app import ArchassistApp
from archassist.tui.command_palette import Commands
from archassist.tui.lookahead import order
from archassist.tui.model import Model
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.settings import chosen_theme, remember_theme, settings_file
from archassist.tui.themes import CONTRAST, DARK, LIGHT, OFFERED, OWN, contrast, legible_variables
from tests.undecided import undecided

from .test_screens import settled

SCREENS = [
    "f5",
    "f5 enter",
    "f5 enter 2",
    "f6",
    "f11",
    "f10",
    "f12",
    "ctrl+o",
    "f7",
    "f1",
    "ctrl+g",
    "ctrl+p",
    "f5 T",
]
"""Keys that lead from the interview to each screen."""

GROUNDS = ("background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background")
COLOURS = ("accent", "success", "warning", "error", "primary", "secondary")
TEXTS = ("foreground", "text", "text-muted", *COLOURS, *(f"text-{name}" for name in COLOURS))


@pytest.fixture
def app(tmp_path: Path) -> ArchassistApp:
    return ArchassistApp(Model(undecided("notion-2021", tmp_path / "notion.toml"), 64))


def segments(app: ArchassistApp) -> Iterator[Segment]:
    """What stands on the screen, as it is written to the terminal; of what lies over another screen only its boxes."""
    strips = app.screen._compositor.render_strips()
    boxes = app.screen.query("#box, #--input, #--results") if app.screen.is_modal else [app.screen]
    for region in (box.region for box in boxes):
        for strip in strips[region.y : region.bottom]:
            yield from strip.crop(region.x, region.right)


def is_text(text: str) -> bool:
    """Whether people read it: frames, bars, charts and empty room are looked at only."""
    return any(char.isalnum() for char in text)


def illegible(app: ArchassistApp) -> list[str]:
    found = []
    for text, style, _ in segments(app):
        if style is None or style.color is None or style.bgcolor is None or not is_text(text):
            continue
        ink, ground = (Color.from_rich_color(each) for each in (style.color, style.bgcolor))
        if (ratio := contrast(ink, ground)) < CONTRAST:
            found.append(f"{text!r} {ink.hex} on {ground.hex}: {ratio:.2f}")
    return found


def underlined(app: ArchassistApp) -> list[str]:
    return [text for text, style, _ in segments(app) if style and style.underline and not style.link]


async def go(pilot: Any, keys: str) -> None:
    pilot.app._back_to_interview()
    await pilot.pause()
    for key in keys.split():
        await pilot.press(key)
        await settled(pilot)
    pilot.app.clear_notifications()
    await pilot.pause()


def test_black_on_white_has_the_contrast_that_wcag_says() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", OFFERED)
def test_in_every_theme_every_colour_of_a_text_is_legible_on_every_ground(name: str) -> None:
    theme = next(each for each in (*OWN, *BUILTIN_THEMES.values()) if each.name == name)
    variables = theme.to_color_system().generate() | theme.variables
    variables |= legible_variables(theme, variables)
    for ground in GROUNDS:
        for text in TEXTS:
            ratio = contrast(Color.parse(variables[text]), Color.parse(variables[ground]))
            assert ratio >= CONTRAST, f"{text} on {ground}"


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_on_every_screen_every_text_is_legible_and_only_links_are_underlined(
    app: ArchassistApp, theme: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        app.theme = theme
        await settled(pilot)
        for keys in ["", *SCREENS]:
            await go(pilot, keys)
            assert illegible(app) == [], keys
            assert underlined(app) == [], keys
            if app.screen.is_modal:
                await pilot.press("escape")
                await pilot.pause()


async def test_themes_of_textual_are_legible_on_a_screen_too(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await go(pilot, "f5 enter 2")
        for theme in OFFERED[2:]:
            app.theme = theme
            await pilot.pause()
            assert illegible(app) == [], theme


async def test_the_theme_that_was_chosen_is_there_again_at_the_next_start(app: ArchassistApp) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == DARK
        named = {name: call for name, call, _ in Commands(app.screen).named()}
        await named["Theme: nord"]()
        await pilot.pause()
        assert app.theme == "nord"
    assert ArchassistApp().theme == "nord"
    async with ArchassistApp().run_test() as pilot:
        await pilot.press("t")
        assert pilot.app.theme == LIGHT
        await pilot.press("t")
        assert pilot.app.theme == DARK
    assert chosen_theme() == DARK


def test_what_people_wrote_into_the_settings_stays() -> None:
    file = settings_file()
    file.parent.mkdir(parents=True)
    file.write_text('# mine\ntheme = "nord"  # cool\n\n[keys]\ntheme = "x"\n')
    remember_theme(LIGHT)
    assert file.read_text() == f'# mine\ntheme = "{LIGHT}"\n\n[keys]\ntheme = "x"\n'
    assert chosen_theme() == LIGHT


@pytest.mark.parametrize("text", ['theme = "no-such"', "theme = 3", "\x00", 'theme = "ansi-dark"'])
def test_settings_that_make_no_sense_leave_the_usual_theme(text: str) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(text)
    assert ArchassistApp().theme == DARK


async def test_settings_that_cannot_be_kept_cost_nothing_else(app: ArchassistApp) -> None:
    settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_file().parent.write_text("a file where the folder should be")
    async with app.run_test() as pilot:
        await pilot.press("f9")
        assert app.theme == LIGHT


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_the_head_tells_where_one_is(app: ArchassistApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "Notion, 2021 › Core 1/" in head(app)
        await go(pilot, "f5")
        assert "Notion, 2021 › Decisions 1/" in head(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DetailScreen)
        listed = order(app.model)
        at = listed.index(app.screen.decision)
        assert f"› Decisions › {app.screen.help_title} {at + 1}/{len(listed)}" in head(app)
        await pilot.press("right")
        await pilot.pause()
        assert f" {at + 2}/{len(listed)}" in head(app)


async def test_the_pane_that_takes_the_keys_is_seen(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await go(pilot, "f6")
        frames = {id: app.screen.query_one(f"#{id}").styles.border_top[1] for id in ("item-list", "about")}
        assert frames["item-list"] == Color.parse(app.theme_variables["accent"])
        assert frames["about"] != frames["item-list"]
        await pilot.press("tab")
        await pilot.pause()
        assert app.screen.query_one("#about").styles.border_top[1] == frames["item-list"]


def head(app: App[Any]) -> str:
    return str(app.screen.query_one("#head", Static).render())


@pytest.mark.parametrize("columns", [80, 100, 110, 119, 120, 159, 160, 200])
async def test_a_question_has_room_for_its_sentences_at_every_width(app: ArchassistApp, columns: int) -> None:
    async with app.run_test(size=(columns, 30)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#question").size.width >= 36
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#sections").size.width >= 30
