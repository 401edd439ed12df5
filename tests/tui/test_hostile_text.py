"""Hostile text in a session, a pack, documents and file names, through every screen: nothing of it reaches the terminal."""

from __future__ import annotations

import ast
import itertools
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import LayoutUpdate
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

from archassist import signs
from archassist.rulebook import Rulebook, load
from archassist.session import rulebooks
from archassist.shipped import rules_folder
from archassist.tui import legible
from archassist.tui.app import ArchassistApp
from archassist.tui.input_decoder import Decoder
from archassist.tui.model import Model
from archassist.tui.recent_sessions import remember
from archassist.tui.screens.prompts import EvidencePrompt, NotePrompt
from archassist.tui.widgets.form import TextPrompt
from tests.hostile import ALL, PAYLOADS, forbidden_on_screen, toml
from tests.undecided import undecided

from .test_journey import impatient
from .test_screens import SAMPLES, settled

quick = impatient
TUI = sorted((Path(__file__).parent.parent.parent / "archassist" / "tui").glob("*.py"))
_NAMES = (
    "title|about|asks?|why|because|else|measure|estimate|counts|challenge|watch|author|first_step|done_when"
)
FIELDS = rf'(?m)^((?:{_NAMES}) = ")(?!")'


@pytest.fixture(scope="module")
def hostile_rules(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The shipped rules, a payload at the start of every text that people read."""
    folder = tmp_path_factory.mktemp("pack") / "rules"
    shutil.copytree(rules_folder(), folder)
    payloads = itertools.cycle(toml(each).replace("{", "(") for each in PAYLOADS)
    for path in folder.rglob("*.toml"):
        if path.relative_to(folder).parts[0] not in ("examples", "cases", "scenarios"):
            text = re.sub(FIELDS, lambda found: f"{found[1]}x {next(payloads)} ", path.read_text("utf-8"))
            path.write_text(text, "utf-8")
    return load(folder)


@pytest.fixture(autouse=True)
def everything_hostile(hostile_rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebooks, "_shipped", hostile_rules)


class Watch:
    """Looks at every frame that a terminal would get."""

    def __init__(self) -> None:
        self.frames = 0
        self.screens: set[str] = set()

    def look(self, app: ArchassistApp, screen: Any, renderable: Any) -> None:
        render = getattr(renderable, "render_segments", None)
        if render is None:
            return
        sent = re.sub(r"\x1b\[[0-9;]*H|\n", "", render(app.console))
        assert forbidden_on_screen(sent) == set(), sent
        assert "\x1b]" not in sent.replace("\x1b]8;", "")
        self.frames += 1
        self.screens.add(type(screen).__name__)


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(ArchassistApp, "_display", lambda app, screen, shown: made.look(app, screen, shown))
    return made


def session(name: str) -> Path:
    """A session in which every field is hostile, with something that the rules do not know."""
    review = undecided("notion-2021", Path(name))
    review.retitle(ALL)
    for number, id in enumerate(list(review.answers)[:8]):
        review.annotate(id, note=PAYLOADS[number], by=PAYLOADS[-number], source=ALL)
    review.set("rto_h", f"out of scope: {ALL}")
    review.decide("caching", "accepted", "shared_cache", ALL, ALL)
    for item in list(review.rulebook.practices)[:20]:
        review.mark(item, "doing", ALL)
    text = review.path.read_text("utf-8").replace("[answers]\n", f'[answers]\n"{toml(ALL)}" = 1\n', 1)
    review.path.write_text(text, "utf-8")
    return review.path


async def test_from_the_start_to_every_screen(watch: Watch) -> None:
    path = session("re\x1b]0;PWNED\x07view\n\u202etxt.toml")
    remember(path)
    docs = Path("docs")
    docs.mkdir()
    for name in ("roadmap.md", "readout.md", "odd\x1b]0;PWNED\x07.md"):
        (docs / name).write_text(f"# mine\n\n{ALL}\n", "utf-8")
    app = ArchassistApp()
    async with app.run_test(size=(120, 40)) as pilot:

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)

        async def through(selector: str, most: int = 3) -> None:
            shown = app.screen.query_one(selector, OptionList)
            for at in range(0, shown.option_count, max(1, shown.option_count // most)):
                shown.highlighted = at
                await pilot.pause()

        await press("o")
        app.screen.query_one(Input).value = f"nowhere {ALL}"
        await press("enter", "escape")
        listed = app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index("r0")
        await press("enter")
        assert any("PWNED" in note.message for note in app._notifications)
        await settled(pilot)
        for id in list(app.model.review.answers)[:8:3]:
            app.go_to(id)
            await pilot.pause()
        for key in ("f2", "shift+tab", "f3", "escape", "f4", "escape", "f8", "escape", "f1", "escape"):
            await press(key)
        for what in ("rank", "rename", "accept_risk", "expect", "staff"):
            app.action_record(what)
            await press("escape")
        app.action_words()
        await press("pagedown", "escape")
        await press("f5")
        await through("#decisions")
        app.action_decision("caching")
        await settled(pilot)
        await through("#options")
        await press("e", "escape")
        await press("f6")
        await settled(pilot)
        await through("#items")
        await press("at", "escape")
        await press("f11")
        await settled(pilot)
        await through("#items")
        await press("b", "escape", "e", "escape")
        await press("f10")
        await settled(pilot)
        await through("#items")
        await press("f7")
        await settled(pilot)
        await through("#files")
        app.screen.query_one("#folder", Input).value = f"docs{ALL}"
        await press("escape")
        await press("ctrl+p")
        await pilot.pause(0.1)
        await press(*"red", "down")
        await pilot.pause(0.1)
        await press("escape", "f6", "space", "ctrl+z", "ctrl+b", "ctrl+b", "escape")
        app.say(ALL, "error")
        app.notify(ALL, title=ALL, markup=True)
        await pilot.pause(0.1)
    assert watch.frames > 100
    assert len(watch.screens) >= 14, watch.screens


async def test_what_is_pasted_comes_without_control_characters(model: Model) -> None:
    from textual import events

    app = ArchassistApp(Model(undecided("notion-2021", Path("x.toml")), SAMPLES))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_record("accept_risk")
        await pilot.pause()
        app.post_message(events.Paste("one\x1b]52;c;AAAA\x07 zone\u202e\r\nmore"))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "one]52;c;AAAA zone; more"
        await pilot.press("escape", "f3")
        app.post_message(events.Paste("two\x1b[31m\rlines\r\nand\nmore"))
        await pilot.pause()
        assert app.screen.query_one(TextArea).text.endswith("two[31m\nlines\nand\nmore")


async def test_fields_hold_any_text_and_give_it_back_as_it_was(model: Model) -> None:
    text = ALL.replace("\r", "")
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        given: list[Any] = []
        prompts: tuple[tuple[Screen[Any], tuple[str, ...]], ...] = (
            (NotePrompt(ALL, text), ("home", "down", "end", "ctrl+s")),
            (TextPrompt(ALL, text, hint=ALL), ("home", "right", "end", "enter")),
            (EvidencePrompt(ALL, "measured", text, text), ("tab", "home", "right", "enter", "end", "enter")),
        )
        for screen, keys in prompts:
            app.push_screen(screen, given.append)
            await pilot.press(*keys)
        note = "\n".join(text.splitlines())  # a field of several lines knows one kind of end of a line
        assert given == [note, {"text": text}, ("measured", text, text)]


async def test_a_name_is_never_markup_in_the_palette() -> None:
    app = ArchassistApp(Model(undecided("notion-2021", Path("x.toml")), SAMPLES))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.press(*"markup")
        for _ in range(20):
            await pilot.pause(0.05)
            shown = app.screen.query_one(OptionList)
            if shown.option_count and "markup" in str(shown.get_option_at_index(0).prompt):
                break
        assert "[red]markup[/]" in str(shown.get_option_at_index(0).prompt)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
async def test_where_the_encoding_lacks_signs_the_app_draws_others(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legible, "narrow_encoding", lambda: encoding)
    signs.ready(None)
    app = ArchassistApp(Model(undecided("notion-2021", Path("x.toml")), SAMPLES))
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("escape", "f5", "f6", "f1", "escape", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
            update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
            assert isinstance(update, LayoutUpdate)
            update.render_segments(app.console).encode(encoding)


def test_bytes_that_are_no_utf_8_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = Decoder()
    assert [decoder.decode(each) for each in (b"a", b"\xc3", b"\xa9\xe2\x82", b"\xac")] == ["a", "", "é", "€"]
    assert decoder.decode(b"x\xffy") == "x\ufffdy"
    assert decoder.decode(b"\xc3") + decoder.decode(b"(") == "\ufffd("
    monkeypatch.setattr("archassist.tui.input_decoder.narrow_encoding", lambda: "latin-1")
    assert decoder.decode(b"\xe9") + decoder.decode("é".encode()) == "éé"


async def test_lines_keep_their_width_whatever_is_taken_out(model: Model) -> None:
    from rich.cells import cell_len
    from rich.segment import Segment
    from rich.style import Style
    from textual.color import Color

    lines = legible.LegibleLines()
    for payload in PAYLOADS:
        before = [Segment(f"x{payload}y".replace("\n", ""), Style(bold=True, link="file:///etc/passwd"))]
        (after,) = lines.apply(before, Color(0, 0, 0))
        assert forbidden_on_screen(after.text) == set()
        assert cell_len(after.text) == cell_len(before[0].text)
        assert after.style is not None
        assert after.style.link is None
    clean = [Segment("as it is “→” 👩‍💻", Style(bold=True))]
    assert lines.apply(clean, Color(0, 0, 0)) is clean


@pytest.mark.parametrize("source", TUI, ids=lambda path: path.stem)
def test_screens_make_their_texts_by_the_one_door(source: Path) -> None:
    """Textual's own ways read markup, and let control characters through."""
    if source.stem == "legible":
        return
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called.partition(".")[0] not in ("Content", "Text"), f"{source.name}:{node.lineno}"
            assert not called.endswith((".from_markup", ".from_text")), f"{source.name}:{node.lineno}"
            if called in ("Static", "Label") or called.endswith(".update"):
                given = node.args[:1] if isinstance(node.args[:1], list) else []
                assert not any(isinstance(each, (ast.Constant, ast.JoinedStr)) for each in given), (
                    f"{source.name}:{node.lineno}: text for a widget comes from legible.content"
                )
