"""What was decided, tried, taken back and noted is shown where it was said, and everywhere else at once."""

from __future__ import annotations

import datetime

import pytest
from textual.widgets import Input, OptionList, Static

from archassist.session import Verdict
from archassist.session.parked import Parked
from archassist.tui.app import ArchassistApp
from archassist.tui.command_palette import Commands
from archassist.tui.model import Model
from archassist.tui.screens.base import Banner
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.tui.screens.decisions import DecisionsScreen
from archassist.tui.screens.help import HelpScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.widgets.form import FormScreen
from archassist.tui.widgets.key_bar import KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.reading import Reading
from archassist.views.records.plan import ChecklistView, EffortView
from archassist.words import PracticeStatus

from .test_interview import current, text

D = "read_scaling"
SCREENS = ("decisions", "checklist", "export", "outlook", "plan")


def said(app: ArchassistApp) -> list[str]:
    return [each.message for each in app._notifications]


def lines(app: ArchassistApp) -> str:
    shown = app.screen.query_one(OptionList)
    return "\n".join(str(shown.get_option_at_index(at).prompt) for at in range(shown.option_count))


# -- verdicts


async def test_rejecting_asks_why_and_each_option_keeps_its_own_verdict(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.run_action(f"decision('{D}')")
        await pilot.pause()
        await pilot.press("home", "X", "ctrl+s")
        assert "Say why" in text(app, "#said-because")
        assert not model.review.decisions, "nothing is recorded without a reason"
        await pilot.press(*"too slow", "enter", *"Ana, Ben", "enter", *"Cy", "ctrl+s")
        await pilot.pause()
        await pilot.press("end", "a", "ctrl+s")
        await pilot.pause()
        today = datetime.date.today().isoformat()
        assert model.verdict(D, "tune") == Verdict("rejected", "too slow", ("Ana", "Ben"), "Cy", today)
        assert model.verdict(D, "replicas") == Verdict("accepted", date=today)
        assert "✓ Read replicas" in text(app, "#head")
        assert "✗ 1 rejected" in text(app, "#head")
        assert "✗ rejected by Ana, Ben" in lines(app)
        await pilot.press("home")
        await pilot.pause()
        why = text(app, "#why")
        assert f"The team: rejected by Ana, Ben on {today}" in why
        assert "because too slow" in why
        assert "dissent: Cy" in why
        await pilot.press("c")
        assert model.verdict(D, "tune") is None
        assert model.verdict(D, "replicas") is not None
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert model.verdict(D, "tune") is not None
        assert any("no verdict → rejected by Ana, Ben" in each for each in said(app)), "undo says what it did"


async def test_accepting_another_option_says_that_the_first_is_superseded(model: Model) -> None:
    model.decide(D, "tune", "accepted", {"because": "enough", "by": "Ana"})
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.run_action(f"decision('{D}')")
        await pilot.pause()
        await pilot.press("end", "a")
        assert "“Tune queries”, accepted before, is then superseded" in text(app, "#box-title")
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert model.verdict(D, "tune") == Verdict("superseded", "enough", ("Ana",))


async def test_the_list_of_decisions_is_never_stale_and_its_cursor_follows(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5", "enter")
        await pilot.pause()
        await pilot.press("right", "a", *"goal", "ctrl+s")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, DecisionsScreen)
        assert "✓ Standby" in lines(app), "which option was taken, where none is advised yet"
        assert "The team: accepted on " in text(app, "#glimpse")
        assert app.screen.query_one(LineList).under_cursor() == "redundancy"


async def test_the_keys_that_turn_pages_read_on_in_a_decision(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(60, 16)) as pilot:
        await app.run_action(f"decision('{D}')")
        await pilot.pause()
        before = app.screen.query_one(LineList).highlighted
        await pilot.press("pagedown")
        await pilot.pause()
        assert app.screen.query_one(LineList).highlighted == before
        assert app.screen.query_one("#reasons").scroll_offset.y > 0


# -- what if


@pytest.mark.parametrize("screen", SCREENS)
async def test_what_if_is_written_across_every_screen(model: Model, screen: str) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_show(screen)
        await pilot.pause(0.2)
        assert not app.screen.query(Banner)
        await pilot.press("ctrl+b")
        await pilot.pause(0.2)
        assert app.screen.query_one(Banner).display
        await app.run_action(f"decision('{D}')")
        await pilot.pause(0.2)
        assert app.screen.query_one(Banner).region.height == 1


@pytest.mark.parametrize("keep", [True, False])
async def test_what_if_tells_verdicts_and_marks_too_and_what_is_dropped_comes_back(
    model: Model, keep: bool
) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+b")
        await pilot.pause(0.2)
        model.decide(D, "tune", "accepted", {"because": "enough"})
        model.mark("db.index", "doing", "bo")
        model.note("reads", "ask Ben")
        await pilot.press("ctrl+b")
        await pilot.pause(0.3)
        told = str(app.screen.query_one("#branch-text Static", Static).render())
        assert "• Read scaling: Tune queries: no verdict → accepted, because enough" in told
        assert "• Review indexes: no mark → doing, owner bo" in told
        assert "• Reads: not answered → parked; ask Ben" in told
        assert "all 3 changes" in lines(app)
        await pilot.press("down", *(() if keep else ("down",)), "enter")
        await pilot.pause(0.3)
        assert not model.trying
        assert not any(banner.display for banner in app.screen.query(Banner))
        assert (model.verdict(D, "tune") is not None) == keep
        if not keep:
            await pilot.press("ctrl+z")
            await pilot.pause(0.3)
            assert model.trying
            assert model.verdict(D, "tune") is not None


# -- parked questions, evidence


async def test_a_note_parks_a_question_and_leaves_it_open(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3", *"ask Ben", "ctrl+s")
        await pilot.pause()
        assert model.answer("engineers") is None
        assert model.parked("engineers") == Parked("ask Ben")
        assert (model.answered, model.guesses) == (0, 0)
        assert "1 parked" in text(app, "#head")
        assert "open still, parked" in text(app, "#said")
        assert "‖" in lines(app)
        await pilot.press(*"12", "enter")
        answer = model.answer("engineers")
        assert answer is not None
        assert answer.note == "ask Ben"


async def test_the_grade_under_the_cursor_is_kept_and_can_be_taken_off(model: Model) -> None:
    model.set("engineers", "12")
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go_to("engineers")
        await pilot.pause()
        await pilot.press("f4", "down", "down", "down", "tab", *"ana", "ctrl+s")
        await pilot.pause()
        answer = model.answer("engineers")
        assert answer is not None
        assert (answer.grade, answer.by) == ("documented", "ana")
        await pilot.press("f4", "home", "ctrl+s")
        await pilot.pause()
        answer = model.answer("engineers")
        assert answer is not None
        assert (answer.grade, answer.by) == (None, "ana")


# -- forms


async def test_a_form_keeps_everything_on_a_mistake_and_says_beside_the_field_what_is_wrong(
    model: Model,
) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.run_action("record('accept_risk')")
        await pilot.pause()
        await pilot.press(*"One zone", "enter", *"ana", "enter", *"cheap", "enter", *"soon", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        assert "not a day" in text(app, "#said-expires")
        assert [each.value for each in app.screen.query(Input)] == ["One zone", "ana", "cheap", "soon"]
        await pilot.press("escape")
        await app.run_action("record('accept_risk')")
        await pilot.pause()
        assert [each.value for each in app.screen.query(Input)] == ["One zone", "ana", "cheap", "soon"]
        app.screen.query_one("#field-expires", Input).value = "end of June 2027"
        await pilot.pause()
        assert "2027-06-30" in text(app, "#said-expires"), "what is understood is shown before it counts"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert model.review.risks["one-zone"].expires == "2027-06-30"
        await app.run_action("record('accept_risk')")
        await pilot.pause()
        assert [each.value for each in app.screen.query(Input)] == [""] * 4


async def test_out_of_scope_needs_a_reason(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        await pilot.press("f8", "enter")
        assert isinstance(app.screen, FormScreen)
        await pilot.press("escape")
        await pilot.press(*"n/a", "enter")
        assert "Say why" in text(app, "#said")
    assert not model.review.answers


# -- undo


async def test_undo_says_from_what_to_what(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"12", "enter", "ctrl+z")
        assert "Undone. Engineers: 12 → not answered" in said(app)
        await pilot.press("ctrl+y")
        assert "Redone. Engineers: not answered → 12" in said(app)


async def test_what_was_undone_on_another_screen_is_not_shown_as_the_answer(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(120, 40)) as pilot:
        app.go_to("blocks")
        await pilot.pause()
        await pilot.press("1", "3", "d")
        await pilot.pause()
        await pilot.press("ctrl+z", "escape")
        await pilot.pause()
        assert model.typed("blocks") == "cdn"
        await pilot.press("2")
        assert model.typed("blocks") == "cdn, queue", "no tick is left that was taken back"


# -- lists that stay


async def test_marking_leaves_every_item_where_it_stands(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def item(id: str, title: str, status: PracticeStatus) -> ChecklistView:
        return ChecklistView(id, title, 1, "now", status, "", 2, (), EffortView((1, 2), ""), (), ())

    def items(self: ChecklistScreen) -> list[ChecklistView]:
        mark = self.model.review.practices.get("db.index")
        return [
            item("db.index", "Review indexes", mark.status if mark else "todo"),
            *(item(f"x{at}", f"Item {at}", "todo") for at in range(30)),
        ]

    monkeypatch.setattr(ChecklistScreen, "_listed", items)
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("space", "space")
        await pilot.pause()
        shown = app.screen.query_one(LineList)
        assert (shown.under_cursor(), shown.highlighted) == ("db.index", 1)
        assert shown.get_option_at_index(1).id == "db.index"
        assert "☑  Review indexes" in lines(app)
        assert "s sorts the list again" in text(app, "#head")
        await pilot.press("s")
        await pilot.pause()
        assert "Done or dropped (1)" in lines(app)
        assert shown.get_option_at_index(1).id == "x0"


# -- help, palette, keys


async def test_help_can_be_read_to_its_end_on_a_small_screen(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        shown = app.screen.query_one(Reading)
        assert shown.has_focus
        assert shown.region.bottom <= app.screen.query_one("#box").region.bottom
        await pilot.press("end")
        await pilot.pause(0.5)
        assert shown.scroll_offset.y == shown.max_scroll_y > 0


@pytest.mark.parametrize("screen", ["interview", *SCREENS])
async def test_help_tells_every_key(model: Model, screen: str) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        if screen != "interview":
            app.action_show(screen)
            await pilot.pause(0.2)
        offered = {
            binding for binding in app.screen.active_bindings if len(binding) == 1 or binding[0] == "f"
        }
        await app.run_action("help")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        told = str(app.screen.query_one("#help-text Static", Static).render())
        keys = {word.strip() for line in told.splitlines() for word in line.split("  ")[0].split()}
        for key in offered - {"j", "k"} - set("0123456789"):
            assert key in keys or key.upper() in keys, key


async def test_the_palette_holds_every_action_with_its_key_in_one_order(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        names = [name for name, _, _ in Commands(app.screen).named()]
        first_question = next(at for at, name in enumerate(names) if name.startswith("Question: "))
        assert all(name.startswith(("Question: ", "Decision: ")) for name in names[first_question:])
        for wanted in (
            "Quit",
            "Next unanswered question  (^n",
            "Undo the last change  (^z",
            "Light or dark",
        ):
            assert any(name.startswith(wanted) for name in names[:first_question]), wanted
        await app.run_action(f"decision('{D}')")
        await pilot.pause()
        names = [name for name, _, _ in Commands(app.screen).named()]
        assert "Accept this option  (a)" in names
        assert "Reject this option ✗  (X)" in names
    assert len(app.COMMANDS) == 1, "a set of several has another order at every start"


async def test_one_key_leads_to_what_is_open_and_to_what_tells_most(model: Model) -> None:
    model.set("reads", "5")
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+n")
        assert current(app) == "write_share", "reads is answered"
        for _ in range(100):
            if model.glance.find_out_next:
                break
            await pilot.pause(0.05)
        worth = [each.question for each in model.glance.find_out_next]
        assert "Find out next (^t): " in text(app, "#follows")
        await pilot.press("ctrl+t")
        assert current(app) in worth


@pytest.mark.parametrize("screen", [*SCREENS, "detail"])
async def test_the_way_out_always_stands_in_the_key_bar(model: Model, screen: str) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(60, 20)) as pilot:
        if screen == "detail":
            await app.run_action(f"decision('{D}')")
        else:
            app.action_show(screen)
        await pilot.pause(0.2)
        assert "esc " in str(app.screen.query_one(KeyBar).render())
        assert str(app.screen.query_one(KeyBar).render()).endswith("help")


async def test_the_start_screen_always_shows_how_to_quit() -> None:
    app = ArchassistApp()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "^q quit" in str(app.screen.query_one(KeyBar).render())


async def test_from_a_review_one_gets_to_the_start_and_back(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"12")
        await app.run_action("start")
        await pilot.pause()
        assert model.typed("engineers") == "12"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)


async def test_what_an_answer_made_surer_is_told_and_nothing_contradicts_it(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            if model.sure:
                break
            await pilot.pause(0.05)
        await pilot.press("tab", *"9k", "enter")
        assert model.surer is None or model.sure
        for _ in range(100):
            if model.surer is not None:
                break
            await pilot.pause(0.05)
        assert model.surer is not None
        shown = text(app, "#follows")
        assert "changed no decision" not in shown
