"""Several people in one review: each sees what the others save, and does no more than their part in it allows."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static

from archassist.rulebook import Rulebook
from archassist.session import Review, Role, rulebooks
from archassist.tui import permitted
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.recent_sessions import remember
from archassist.tui.screens.base import Banner
from archassist.tui.screens.export import ExportScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.user import User, UserBounds


@pytest.fixture
def app(model: Model) -> ArchassistApp:
    return ArchassistApp(model)


async def until(pilot: Any, what: Any) -> None:
    for _ in range(200):
        if what():
            return
        await pilot.pause(0.05)
    raise AssertionError("it never came")


def told(app: ArchassistApp) -> list[str]:
    return [note.message for note in app._notifications]


def other(app: ArchassistApp) -> Review:
    return Review.open(app.model.path, app.model.rulebook)


async def test_an_answer_of_somebody_else_shows_by_itself(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.model.assessed)
        other(app).set("engineers", "12")
        await until(pilot, lambda: app.model.answer("engineers") is not None)
        assert app.screen.query_one(Input).value == "12"  # the question that stands on the screen
        await until(pilot, lambda: told(app))
        assert [note for note in told(app) if note.startswith("Changed by others.") and "12" in note]


async def test_what_somebody_types_stays_when_others_answer(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.model.assessed)
        await pilot.press("3", "4")
        other(app).set("engineers", "12")
        await until(pilot, lambda: app.model.answer("engineers") is not None)
        assert app.screen.query_one(Input).value == "34"


async def test_what_others_answered_while_one_typed_is_not_overwritten_unseen(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.model.assessed)
        await pilot.press("3", "4")
        other(app).set("engineers", "12", by="Ines")
        await until(pilot, lambda: app.model.answer("engineers") is not None)
        await pilot.pause()
        assert "Meanwhile answered: 12, by Ines" in str(app.screen.query_one("#said", Static).render())
        await pilot.press("enter")
        await pilot.pause()
        assert other(app).answers["engineers"].value == 12
        assert any("was answered meanwhile: 12, by Ines. Enter again" in note for note in told(app))
        await pilot.press("enter")
        await pilot.pause()
        assert other(app).answers["engineers"].value == 34


async def test_leaving_a_question_that_others_answered_meanwhile_keeps_both(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.model.assessed)
        await pilot.press("3", "4")
        other(app).set("engineers", "12")
        await until(pilot, lambda: app.model.answer("engineers") is not None)
        await pilot.press("tab")
        await pilot.pause()
        assert other(app).answers["engineers"].value == 12
        assert app.model.drafts.of("answer engineers") == "34"


async def test_what_is_tried_on_a_copy_is_not_mixed_with_what_others_save(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.model.assessed)
        await pilot.press("ctrl+b")
        await pilot.pause()
        other_review = Review.open(app._trying.review.path, app.model.rulebook)
        other_review.set("engineers", "12")
        app._watching.look()
        assert app.model.answer("engineers") is None


async def test_a_reader_sees_that_nothing_can_be_changed_and_changes_nothing(app: ArchassistApp) -> None:
    app.model.review.role = Role.READER
    before = app.model.path.read_bytes()
    async with app.run_test(size=(120, 40)) as pilot:
        assert "READING" in str(app.screen.query_one(Banner).render())
        await until(pilot, lambda: app.model.assessed)
        await pilot.press("7", "enter")
        await pilot.press("f2", "ctrl+b", "f7", "f3")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)  # no form opened, and no export
        await until(pilot, lambda: len(told(app)) >= 5)
        assert all("nothing was changed" in note for note in told(app))
        await pilot.press("ctrl+q")
    assert app.model.path.read_bytes() == before


async def test_a_participant_answers_as_themselves_and_gives_no_verdict(app: ArchassistApp) -> None:
    app.model.review.role = Role.PARTICIPANT
    app.model.review.person = "Ben"
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.model.assessed)
        await pilot.press("7", "enter")
        assert not told(app)
        app.action_decision(next(iter(app.model.rulebook.decisions)))
        await pilot.pause()
        at = app.screen
        await pilot.press("a")
        await pilot.pause()
        assert app.screen is at
        await until(pilot, lambda: told(app))
        assert [note for note in told(app) if note.startswith("You answer questions here")]
    answer = other(app).answers["engineers"]
    assert (answer.value, answer.by) == (7, "Ben")


async def test_what_is_put_to_everybody_a_participant_answers_for_themselves(app: ArchassistApp) -> None:
    app.model.review.rounds.ask("engineers")
    app.model.review.role, app.model.review.person = Role.PARTICIPANT, "Ben"
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.model.assessed)
        await pilot.press("7", "enter")
        await pilot.pause()
    there = other(app)
    assert "engineers" not in there.answers
    assert there.rounds["engineers"].heard_by("Ben")["Ben"].answer.value == 7


async def test_where_a_folder_is_set_nothing_is_exported_outside(app: ArchassistApp, tmp_path: Path) -> None:
    folder = app.model.path.parent
    app.user = User(bounds=UserBounds(folder, app.model.path))
    (folder / "way-out").symlink_to(tmp_path.parent)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        for typed in (f"{tmp_path}/../elsewhere", "/etc", f"{folder}/way-out/elsewhere", "~"):
            await until(pilot, lambda: not screen.busy)
            screen.query_one("#folder", Input).value = typed
            screen.refresh_view()
            await until(pilot, lambda: not screen.busy)
            assert "Only folders inside this one" in str(screen.query_one("#export-said", Static).render())
            await pilot.press("w")
            await until(pilot, lambda: not screen.busy)
    assert not (tmp_path.parent / "elsewhere").exists()


def test_every_action_that_is_said_to_change_something_is_there() -> None:
    known = {
        "ArchassistApp": ("archassist.tui.app",),
        "DetailScreen": ("archassist.tui.screens.decision_detail",),
    }
    for name, actions in permitted.CHANGES.items():
        module = known.get(name, (f"archassist.tui.screens.{name.removesuffix('Screen').lower()}",))[0]
        kind = getattr(import_module(module), name)
        for action in actions:
            assert hasattr(kind, f"action_{action.partition('(')[0]}"), f"{name} {action}"


async def test_where_one_review_is_served_no_other_can_be_opened(app: ArchassistApp) -> None:
    app.user = User(bounds=UserBounds(app.model.path.parent, app.model.path))
    async with app.run_test(size=(120, 40)) as pilot:
        await app.run_action("start")
        await until(pilot, lambda: told(app) == ["Only this review is open here."])
        assert isinstance(app.screen, InterviewScreen)


@pytest.fixture
def folder(tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one review in it, another outside, and a link to that."""
    monkeypatch.setattr(rulebooks, "_shipped", rulebook)
    outside = Review.create(tmp_path / "outside.toml", "Outside", rulebook)
    Review.create(tmp_path / "work" / "inside.toml", "Inside", rulebook)
    (tmp_path / "work" / "link.toml").symlink_to(outside.path)
    remember(outside.path)
    return tmp_path / "work"


def offered(app: ArchassistApp) -> list[str]:
    return [str(each.id) for each in app.screen.query_one(OptionList).options if each.id]


async def test_where_a_folder_is_served_its_reviews_are_offered_and_nothing_else(folder: Path) -> None:
    app = ArchassistApp(None, User(Role.READER, "Dora", UserBounds(folder)))
    async with app.run_test(size=(120, 40)) as pilot:
        assert offered(app) == ["r0", "r1"]
        await pilot.press("n")
        await until(pilot, lambda: [note for note in told(app) if "nothing was changed" in note])
        await pilot.press("end", "enter")
        assert "Only reviews in this folder" in str(app.screen.query_one("#start-trouble", Static).render())
        await pilot.press("home", "down", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert (app.model.title, app.model.role, app.model.person) == ("Inside", Role.READER, "Dora")


async def test_a_facilitator_of_a_folder_makes_reviews_inside_it_alone(folder: Path) -> None:
    app = ArchassistApp(None, User(bounds=UserBounds(folder)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("n")
        for outside in ("../new.toml", str(folder.parent / "new.toml"), "~/new.toml"):
            app.screen.query_one(Input).value = outside
            await pilot.press("enter")
            await pilot.pause()
            assert "Only reviews in this folder" in str(app.screen.query_one("#box-error", Static).render())
        app.screen.query_one(Input).value = "new.toml"
        await pilot.press("enter")
        await until(pilot, lambda: app.model is not None)
    assert (folder / "new.toml").exists()
    assert not (folder.parent / "new.toml").exists()
