"""Keys that replace or hide something say so, and no key is dead where the help lists it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.export import ExportScreen
from archassist.tui.screens.help import TextScreen
from archassist.tui.screens.present import PresentScreen
from archassist.tui.widgets.key_bar import KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.section_list import SectionList

from .test_hands import told, write_settings


async def test_a_letter_that_replaces_an_answer_in_the_list_says_what_it_was(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        app.go_to("reads")
        await pilot.pause()
        await pilot.press("escape", "up", "u")
        assert model.typed("engineers") == "unknown"
        assert "Engineers" in told(app)
        assert "it was 12" in told(app)
        assert "^z" in told(app)
        app.clear_notifications()
        await pilot.press("c")
        assert "Engineers: no answer any more; it was unknown" in told(app)
        await pilot.press("ctrl+z", "ctrl+z")
        assert model.typed("engineers") == "12"


async def test_control_and_function_keys_stay_beside_keys_of_ones_own(model: Model) -> None:
    write_settings('[keys]\nundo = "U"\nquit = "Q"\nshow-decisions = "D"\n[keys.interview]\nunknown = "z"\n')
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2")
        assert model.review.answers, "f2 still says that nobody knows"
        assert "U undo" not in str(app.screen.query_one(KeyBar).render()), (
            "a letter does nothing where one types"
        )
        await pilot.press("ctrl+z")
        assert not model.review.answers
        await pilot.press("f5")
        await pilot.pause()
        assert "U undo" in str(app.screen.query_one(KeyBar).render())
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0


async def test_keys_of_ones_own_may_change_places(model: Model) -> None:
    write_settings('[keys]\nundo = "ctrl+y"\nredo = "ctrl+z"\n')
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2", "ctrl+y")
        assert not model.review.answers
        await pilot.press("ctrl+z")
        assert model.review.answers
        assert not told(app).count("[keys]")


async def test_every_fault_in_the_settings_is_told_and_can_be_read_again(model: Model) -> None:
    file = write_settings(
        'theme = "solarised"\ncolour = "red"\n[keys]\nundo = "u"\nshow-plam = "P"\ncopy = 3\n'
        '[keys.checklist]\nowner = "s"\n'
    )
    said = [
        "theme: there is no theme solarised",
        "there is no setting colour",
        "the key u means something else, which comes first there",
        "[keys] show-plam: there is no such action",
        "[keys] copy: it must be a key",
        "[keys.checklist] owner: the key s is already sort",
    ]
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        for each in said:
            assert each in told(app)
        await pilot.press("escape", "comma")
        await pilot.pause()
        assert isinstance(app.screen, TextScreen)
        shown = str(app.screen._text)
        assert str(file) in shown
        for each in said:
            assert each in shown


async def test_side_by_side_the_arrows_follow_the_columns(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        decision = model.now.decisions[0].id
        options = list(model.rulebook.decisions[decision].options)
        app.action_decision(decision, options[0], "beside")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, DetailScreen)
        await pilot.press("right")
        await pilot.pause()
        assert (screen.decision, screen.query_one(LineList).under_cursor()) == (decision, options[1])
        await pilot.press("left")
        await pilot.pause()
        assert (screen.decision, screen.query_one(LineList).under_cursor()) == (decision, options[0])
        await pilot.press("down")
        await pilot.pause()
        assert (screen.decision, screen.query_one(LineList).under_cursor()) == (decision, options[0])
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert screen.decision != decision
        await pilot.press("1", "left")
        await pilot.pause()
        assert screen.decision == decision, "where options stand in a list the arrows lead to other decisions"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_where_there_is_no_list_slash_finds_words_and_nothing_typed_acts(
    model: Model, size: tuple[int, int]
) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        app.action_decision(model.now.decisions[0].id)
        await pilot.pause()
        screen, before = app.screen, model.path.read_bytes()
        assert isinstance(screen, DetailScreen)
        await pilot.press("slash", *"cano", "enter")
        await pilot.pause()
        assert app.screen.is_modal, "words that are not there are said to be not there"
        assert model.path.read_bytes() == before
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen
        last = str(screen.query_one("#why").render()).strip().splitlines()[-1].split()[-1]
        await pilot.press("slash", *last.strip(".").lower(), "enter")
        await pilot.pause()
        assert app.screen is screen
        assert last.strip(".").lower() in told(app).lower()


async def test_slash_finds_a_slide_of_the_presentation(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        last = model.now.decisions[-1].id
        await pilot.press("ctrl+g")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PresentScreen)
        await pilot.press("slash", *model.rulebook.decisions[last].title.lower().split()[-1], "enter")
        await pilot.pause()
        assert screen.slide.id == last
        assert app.screen is screen


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_amid_a_trial_says_that_it_waits(
    model: Model, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ArchassistApp, "_print_error_renderables", lambda self: None)
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+b", "escape", key)
        await pilot.pause()
    assert app.return_code == 0
    assert any("waits beside the review" in str(each) for each in app._exit_renderables)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_the_head_has_room_for_the_phase_before_it_is_known(
    model: Model, size: tuple[int, int]
) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert not model.now.phase
        head = str(app.screen.query_one("#head", Static).render())
        assert head.endswith("phase: not known")
        assert len(head) == size[0] - 2


async def test_the_list_of_questions_uses_its_width_and_explains_its_numbers(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        listed = app.screen.query_one(SectionList)
        titles = [each.title for each in model.questions if len(each.title) <= 40]
        shown = "\n".join(str(each.prompt) for each in listed.options)
        mine = [each for each in titles if each in shown]
        assert "…" not in shown
        assert mine
        assert "number: decisions at stake" in str(listed.border_subtitle)


async def test_the_sign_of_the_filter_stays_while_one_types(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "slash", "a")
        await pilot.pause()
        assert str(app.screen.query_one(".filter-sign", Static).render()) == "/"


async def test_the_list_of_decisions_says_which_option_was_taken(model: Model) -> None:
    view = model.now.decisions[0]
    known = model.rulebook.decisions[view.id]
    other = next(each for each in known.options if each != view.recommended)
    model.decide(view.id, other, "accepted", {"because": "it is enough"})
    app = ArchassistApp(model)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        line = next(str(each.prompt) for each in app.screen.query_one(LineList).options if each.id == view.id)
        assert f"✓ {known.options[other].title}" in line


async def exported(pilot: Pilot[int]) -> ExportScreen:
    """The export, once it is known what would be written."""
    await pilot.press("f7")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    await planned(pilot, screen)
    return screen


async def planned(pilot: Pilot[int], screen: ExportScreen) -> None:
    for _ in range(300):
        await pilot.pause(0.02)
        if not screen.busy:
            break
    await pilot.pause()


def files(screen: ExportScreen) -> str:
    return "\n".join(str(each.prompt) for each in screen.query_one(LineList).options)


async def test_leaving_one_file_out_of_an_export_leaves_the_others_in_it(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await exported(pilot)
        shown = screen.query_one(LineList)
        names = [str(each.prompt) for each in shown.options]
        shown.highlighted = next(at for at, name in enumerate(names) if name.endswith("checklist.md"))
        await pilot.press("space")
        await planned(pilot, screen)
        assert "[ ]   checklist.md" in files(screen)
        assert "[x] + checklist.csv" in files(screen)
        assert "checklist.md" in shown.text_under_cursor(), "the cursor stays on the file"
        await pilot.press("w")
        await planned(pilot, screen)
        assert "Wrote" in told(app)
        assert Path("docs/checklist.csv").exists()
        assert not Path("docs/checklist.md").exists()


async def test_an_export_speaks_of_keys_and_not_of_the_command_line(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await exported(pilot)
        said = str(screen.query_one("#export-said", Static).render())
        assert "--" not in said
        assert "U makes one of each" in said
        before = files(screen)
        await pilot.press("U")
        await planned(pilot, screen)
        assert files(screen).count("[x]") > before.count("[x]")
        assert "too little is answered get a record" in told(app)
