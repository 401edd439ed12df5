"""Decisions, one decision, the checklist, export and help: by keyboard, by mouse, and as pictures."""

from __future__ import annotations

import datetime
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static

from archassist.session import Verdict, shipped_rulebook
from archassist.tui.app import ArchassistApp
from archassist.tui.lookahead import mind, order, placed, plan, triaged
from archassist.tui.model import Model
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.export import ExportScreen
from archassist.tui.themes import LIGHT
from archassist.tui.widgets.line_list import LineList
from archassist.views.preread import words
from tests.undecided import undecided

SIZES = [(80, 24), (120, 40)]
SAMPLES = 256
"""Futures that are enough to settle the example's decisions."""


@pytest.fixture
def app(tmp_path: Path) -> ArchassistApp:
    """The app on the Notion example."""
    shipped_rulebook()
    return ArchassistApp(Model(undecided("notion-2021", tmp_path / "notion.toml"), SAMPLES))


async def settled(pilot: Any) -> None:
    """Waits until all that is worked out beside the screen is there and drawn."""
    for _ in range(600):
        await pilot.pause(0.05)
        screen, model = pilot.app.screen, pilot.app.model
        known = model.sampled is not None and plan(model) is not None
        known = known and model.review.derived.known.next_questions is not None
        if isinstance(screen, DetailScreen):
            known = known and mind(model, screen.decision) is not None
        elif isinstance(screen, ExportScreen):
            known = known and not screen.busy
        if known:
            break
    await pilot.pause()


async def planned(pilot: Any) -> None:
    """Waits until the screen of an export shows what would be written."""
    while not isinstance(pilot.app.screen, ExportScreen) or pilot.app.screen.busy:
        await pilot.pause(0.05)
    await pilot.pause()


def help_title(app: ArchassistApp) -> str:
    """The title of the screen in the help."""
    return str(getattr(app.screen, "help_title", None))


def text(app: ArchassistApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


async def test_a_decision_says_what_would_flip_it_and_what_it_rests_on(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f5")
        await pilot.pause()
        shown = app.screen.query_one(LineList)
        shown.highlighted = [each.id for each in shown.options].index("write_scaling")
        await pilot.press("enter")
        await pilot.pause()
        assert "What would change it" in text(app, "#why")
        await settled(pilot)
        found = mind(app.model, "write_scaling")
        assert found is not None
        assert found.flips
        for flip in found.flips:
            assert f"• {flip.text}" in " ".join(text(app, "#why").split()), "whatever lines it takes"
        app.model.set("engineers", "9")
        await pilot.pause()
        assert mind(app.model, "write_scaling") is None, "it is worked out anew for other answers"
        await pilot.press("up")
        await pilot.pause()
        assert "What would change it" not in text(app, "#why"), "it is told of what is recommended"


async def test_a_decision_is_read_accepted_explained_and_taken_back(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f5")
        await pilot.pause()
        shown = app.screen.query_one(LineList)
        shown.highlighted = [each.id for each in shown.options].index("write_scaling")
        await pilot.press("enter")
        await settled(pilot)
        assert "Shard by key: recommended" in text(app, "#why")
        assert "Herding elephants" in text(app, "#why")
        await pilot.press("up")
        await pilot.pause()
        assert "not recommended" in text(app, "#why")
        await pilot.press("down", "a", *"[red]x[/]", "enter", *"ana, ben", "enter", *"cy: dear", "ctrl+s")
        await pilot.pause()
        taken = app.model.review.decisions["write_scaling"]
        assert (taken.status, taken.option) == ("accepted", "sharding")
        assert taken.verdict == Verdict(
            "accepted", "[red]x[/]", ("ana", "ben"), "cy: dear", datetime.date.today().isoformat()
        )
        assert "accepted by ana, ben on " in text(app, "#why"), "it can be read where it was given"
        assert "because [red]x[/]" in text(app, "#why")
        assert "dissent: cy: dear" in text(app, "#why")
        await pilot.press("c")
        await pilot.pause()
        assert "write_scaling" not in app.model.review.decisions
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.model.review.decisions["write_scaling"].option == "sharding"
        await settled(pilot)
        listed = order(app.model)
        await pilot.press("right")
        await settled(pilot)
        assert isinstance(app.screen, DetailScreen)
        assert app.screen.decision == listed[listed.index("write_scaling") + 1]
        await pilot.press("escape", "escape")


async def test_options_and_decisions_can_be_clicked(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        while not triaged(app.model):
            await pilot.pause(0.05)
        await pilot.press("f5")
        await settled(pilot)
        second = placed(app.model)[0][1][1]
        await pilot.click("#decisions", offset=(10, 2))  # the second decision under the first heading
        await pilot.pause()
        assert help_title(app) == second.title
        await pilot.click("#options", offset=(5, 1))
        await pilot.pause()
        clicked = app.screen.query_one("#options", OptionList).options[0].id  # under the border
        assert next(each.title for each in second.options if each.id == clicked) in text(app, "#why")


async def test_an_item_is_begun_owned_done_and_dropped(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(app.screen, ChecklistScreen)
        first = app.screen.current()
        assert first is not None
        await pilot.click("#items", offset=(5, 1))
        await pilot.press("enter")
        assert not app.model.review.practices, "a click and enter read it"
        await pilot.press("space", "at", *"bo", "enter")
        await settled(pilot)
        mark = app.model.review.practices[first]
        assert (mark.status, mark.owner) == ("doing", "bo")
        assert "owner: bo" in text(app, "#item")
        await pilot.press("space")
        await settled(pilot)
        assert app.model.review.practices[first].status == "done"
        await pilot.press("delete")
        await settled(pilot)
        assert app.model.review.practices[first].status in ("dropped", "done")


async def test_nothing_is_written_before_it_is_said_and_nothing_over_what_is_there(
    app: ArchassistApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        assert not Path("docs").exists()
        assert "status: proposed" in text(app, "#document")
        await pilot.press("w")
        await settled(pilot)
        written = sorted(path for path in Path("docs").rglob("*.md") if ".archassist" not in path.parts)
        to_decide = [
            each
            for each in triaged(app.model)
            if each.triage and each.triage.place == "decide_now" and each.enough
        ]
        records = [path for path in written if path.parent.name == "decisions"]
        assert len(records) == len(to_decide) > 0
        written[0].write_text("a human was here")
        await pilot.press("w")
        await settled(pilot)
        assert written[0].read_text() == "a human was here"
        assert "0 new files" in text(app, "#export-said")


async def test_files_are_chosen_one_by_one_and_other_documents_added(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        listed = app.screen.query_one("#files", OptionList)

        async def choose(name: str) -> None:
            listed.highlighted = next(
                at for at, each in enumerate(listed.options) if name in str(each.prompt)
            )
            await pilot.press("space")
            await settled(pilot)

        await choose("roadmap.md")
        await choose("brief for a new lead")
        assert "[ ]" in next(str(each.prompt) for each in listed.options if "roadmap.md" in str(each.prompt))
        await pilot.press("w")
        await settled(pilot)
        assert Path("docs/onboarding.md").exists()
        assert Path("docs/readout.md").exists()
        assert not Path("docs/roadmap.md").exists()
        await choose("roadmap.md")
        await pilot.press("w")
        await settled(pilot)
        assert Path("docs/roadmap.md").exists()


async def test_the_difference_that_writing_makes_in_a_file_is_seen_first(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f7")
        await planned(pilot)
        await pilot.press("w")
        await planned(pilot)
        app.model.review.retitle("Another name")
        await pilot.press("escape", "f7")
        await planned(pilot)
        listed = app.screen.query_one("#files", OptionList)
        listed.highlighted = next(
            at for at, each in enumerate(listed.options) if "readout.md" in str(each.prompt)
        )
        await pilot.press("D")
        await pilot.pause()
        said = text(app, "#document").splitlines()
        assert any(each.startswith("+") and "Another name" in each for each in said)
        assert any(each.startswith("-") for each in said)
        await pilot.press("D")
        await pilot.pause()
        assert not text(app, "#document").startswith("@@")


async def test_what_there_is_to_say_of_a_folder_is_said_before_anything_is_written(
    app: ArchassistApp,
) -> None:
    Path("docs/.archassist").mkdir(parents=True)
    Path("docs/.archassist/journal.json").write_text("[]")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        assert "journal.json is not read" in text(app, "#export-said")


async def test_a_folder_that_cannot_be_used_is_told(app: ArchassistApp) -> None:
    Path("taken").write_text("")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        app.screen.query_one(Input).value = "taken"
        await pilot.press("F", "enter")
        await settled(pilot)
        assert "not a folder" in text(app, "#export-said")


async def test_keys_go_on_while_documents_are_worked_out(
    app: ArchassistApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered meanwhile is in the documents in the end."""
    from archassist.workflows import export

    begun, go_on, real = threading.Event(), threading.Event(), export.export_plan

    def slow(*given: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return real(*given)

    monkeypatch.setattr(export, "export_plan", slow)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f7")
        while not begun.is_set():
            await pilot.pause(0.01)
        assert "Computing" in text(app, "#export-said")
        app.model.review.retitle("Renamed meanwhile")
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, ExportScreen)
        go_on.set()
        await pilot.press("f7")
        await planned(pilot)
        shown = app.screen.query_one(OptionList)
        shown.highlighted = next(
            at for at, each in enumerate(shown.options) if "readout.md" in str(each.prompt)
        )
        await pilot.pause()
        assert "Renamed meanwhile" in text(app, "#document")


@pytest.mark.parametrize("key", ["f5", "f6", "f7"])
async def test_help_tells_the_keys_of_every_screen(app: ArchassistApp, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        title = help_title(app)
        await pilot.press("question_mark")
        await pilot.pause()
        assert title in text(app, "#box-title")
        await pilot.press("escape")
        await pilot.pause()
        assert help_title(app) == title


class FixedDate(datetime.date):
    """A day that does not pass."""

    @classmethod
    def today(cls) -> FixedDate:
        return cls(2026, 11, 20)


PICTURES = [
    ["f5"],
    ["f5", "end", "enter"],
    ["f5", "enter", "2"],
    ["f5", "enter", "v"],
    ["f6"],
    ["f7"],
    ["f5", "question_mark"],
]


async def led(pilot: Any, keys: list[str]) -> None:
    """Leads to a screen and waits until nothing on it changes any more."""
    await settled(pilot)
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    pilot.app.clear_notifications()
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    await pilot.pause(0.2)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", PICTURES, ids=" ".join)
def test_picture(
    size: tuple[int, int],
    keys: list[str],
    app: ArchassistApp,
    snap_compare: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(datetime, "date", FixedDate)
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: led(pilot, keys))


@pytest.mark.parametrize("keys", [["f5"], ["f5", "enter", "2"]], ids=" ".join)
def test_picture_of_a_huge_screen(
    keys: list[str], app: ArchassistApp, snap_compare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datetime, "date", FixedDate)
    assert snap_compare(app, terminal_size=(200, 60), run_before=lambda pilot: led(pilot, keys))


LIGHT_PICTURES = [[], ["f5"], ["f5", "enter", "2"], ["f5", "enter", "v"], ["f6"], ["f10"], ["f11"], ["f12"]]


@pytest.mark.parametrize("keys", LIGHT_PICTURES, ids=" ".join)
def test_picture_in_light(
    keys: list[str], app: ArchassistApp, snap_compare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datetime, "date", FixedDate)
    app.theme = LIGHT
    assert snap_compare(app, terminal_size=(120, 40), run_before=lambda pilot: led(pilot, keys))


async def test_what_a_terminal_would_obey_is_spelled_out(app: ArchassistApp) -> None:
    hostile = "[red]x[/] \x1b[31m \u202eevil"
    app.model.review.retitle(hostile)
    app.model.set("write_share", "10%", by=hostile, note=hostile)
    app.model.mark("obs.slow-query", "doing", hostile)
    async with app.run_test(size=(120, 40)) as pilot:
        app.go_to("write_share")
        await settled(pilot)
        for selector in ("#head", "#said"):
            assert "\\u202e" in text(app, selector)
            assert "\u202e" not in text(app, selector)
            assert "[red]x[/]" in text(app, selector)
        await pilot.press("f6")
        await settled(pilot)
        shown = app.screen.query_one("#items", OptionList)
        lines = [str(shown.get_option_at_index(at).prompt) for at in range(shown.option_count)]
        assert not [line for line in lines if "\u202e" in line or "\x1b" in line]


async def test_the_words_of_the_rules_are_explained_those_of_the_advice_first(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await app.run_action("words")
        await pilot.pause()
        assert text(app, "#box-title") == "Glossary"
        said = str(app.screen.query_one("#help-text Static", Static).render())
        used, others = said.index("Terms in the current advice"), said.index("Others")
        spoken = [title for title, _ in words(app.model.rulebook, app.model.review.assess())]
        assert spoken
        for term in app.model.rulebook.terms.values():
            place = said.index(f"\n{term.title}: ")
            assert (used < place < others) if term.title in spoken else place > others
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.is_modal
