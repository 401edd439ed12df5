"""The meeting in the app: an agenda with a clock, answers that nobody sees before they are shown, actions and the end."""

from __future__ import annotations

import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from archassist.answers import AnswerError
from archassist.session import Review, shipped_rulebook
from archassist.tui import lookahead
from archassist.tui.app import ArchassistApp
from archassist.tui.content.meeting_clock import now
from archassist.tui.model import Model
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.screens.meeting import MeetingScreen
from archassist.tui.screens.meeting_forms import answer_unseen
from archassist.tui.screens.round import RoundScreen
from archassist.tui.screens.verdict_form import judge
from archassist.tui.widgets.form import FormEntry, FormScreen
from archassist.tui.widgets.line_list import LineList
from archassist.views.rounds import worked_out
from tests.hostile import ALL

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture
def review(tmp_path: Path) -> Review:
    shipped_rulebook()
    made = Review.create(tmp_path / "shop.toml", "Shop")
    made.focus.name_present(["Ana", "Ben"])
    return made


@pytest.fixture
def app(review: Review) -> ArchassistApp:
    return ArchassistApp(Model(review, 64))


def saved(app: ArchassistApp) -> Review:
    return Review.open(app.model.path)


def lines(app: ArchassistApp) -> list[str]:
    return [str(each.prompt) for each in app.screen.query_one(OptionList).options]


def head(app: ArchassistApp) -> str:
    return str(app.screen.query_one("#head", Static).render())


def told(app: ArchassistApp) -> list[str]:
    return [note.message for note in app._notifications]


def go_to(app: ArchassistApp, id: str) -> None:
    shown = app.screen.query_one(LineList)
    shown.highlighted = [each.id for each in shown.options].index(id)


def seen(app: ArchassistApp) -> str:
    """Everything on the screen, as a terminal shows it."""
    return "\n".join("".join(part.text for part in strip) for strip in app.screen._compositor.render_strips())


async def meet(pilot: Pilot[int]) -> None:
    """Goes to the meeting as soon as it is known what is to be decided."""
    for _ in range(1200):
        if lookahead.triaged(pilot.app.model):  # type: ignore[attr-defined]
            break
        await pilot.pause(0.05)
    await pilot.press("ctrl+l")
    await pilot.pause()
    assert isinstance(pilot.app.screen, MeetingScreen)


async def answer(pilot: Pilot[int], app: ArchassistApp, person: str, text: str) -> None:
    go_to(app, f"person {person}")
    await pilot.press("enter", *text, "enter", "enter")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_agenda_is_made_of_what_is_to_be_decided_and_gone_through(
    app: ArchassistApp, review: Review, size: tuple[int, int]
) -> None:
    review.focus.put_at_issue("caching", "2099-12-15")
    review.focus.put_at_issue("messaging")
    async with app.run_test(size=size) as pilot:
        await meet(pilot)
        assert any(line.startswith("☐ Caching layers") for line in lines(app))
        go_to(app, "propose")
        await pilot.press("enter")
        await pilot.pause()
        agenda = list(saved(app).meeting.agenda)
        assert agenda[1:3] == ["caching", "messaging"]
        await pilot.press("b", *"Scaling", "ctrl+s")
        await pilot.pause()
        assert "Shop › Scaling" in head(app)
        assert "0 of 90 min" in head(app)
        go_to(app, "item caching")
        await pilot.press("space")
        await pilot.pause()
        assert "now: Caching layers" in head(app)
        assert any(line.startswith("▸ Caching layers") for line in lines(app))
        await pilot.press("space")
        await pilot.pause()
        found = saved(app).meeting
        assert found.agenda["caching"].status == "done"
        assert found.current is not None
        assert found.current.item == "messaging"
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert saved(app).meeting.agenda["caching"].status == "done", "undo leaves alone what the clock did"


async def test_a_break_stops_the_clock_and_a_summary_closes_the_meeting(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l", "b", "ctrl+s", "b")
        await pilot.pause()
        current = saved(app).meeting.current
        assert current is not None
        assert current.since is None
        assert "break" in head(app)
        await pilot.press("b", "B", *"We cache.", "enter")
        await pilot.pause()
        (held,) = saved(app).meeting.held.values()
        assert (held.summary, held.present) == ("We cache.", ("Ana", "Ben"))
        assert held.closed is not None


async def test_nobody_sees_an_answer_before_all_are_shown(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go_to("engineers")
        await pilot.press("escape", "w")
        await pilot.pause()
        assert isinstance(app.screen, RoundScreen)
        go_to(app, "person Ana")
        await pilot.press("enter", *"47")
        await pilot.pause()
        assert "47" not in seen(app)
        assert "kept from view" in seen(app)
        await pilot.press("enter", *"a guess", "enter")
        await pilot.pause()
        await answer(pilot, app, "Ben", "9")
        assert "47" not in seen(app)
        assert "a guess" not in seen(app)
        assert [line for line in lines(app) if line.startswith("✓")] == ["✓ Ana  answered", "✓ Ben  answered"]
        await pilot.press("o")
        await pilot.pause()
        assert "✓ Ana  47 people  a guess" in lines(app)
        for _ in range(1200):
            if worked_out(app.model.review, "engineers"):
                break
            await pilot.pause(0.05)
        await pilot.pause()
        assert any("(Ana)" in line and "(Ben)" in line for line in lines(app))


async def test_what_was_typed_unseen_is_kept_nowhere_when_the_form_is_left(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go_to("engineers")
        await pilot.press("escape", "w")
        await pilot.pause()
        go_to(app, "person Ana")
        await pilot.press("enter", *"lots", "enter")
        await pilot.pause()
        assert "lots" not in seen(app)
        assert "no answer to this question" in seen(app)
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert "•" not in seen(app)
        assert not saved(app).rounds["engineers"].given
        kept = [
            each
            for each in app.model.path.parent.rglob("*")
            if each.is_file() and "lots" in each.read_text("utf-8")
        ]
        assert kept == []


async def test_one_answer_is_agreed_on_and_the_interview_has_it(app: ArchassistApp, review: Review) -> None:
    for person, text in (("Ana", "47"), ("Ben", "9")):
        review.rounds.answer_as(person, "engineers", text)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go_to("engineers")
        await pilot.press("escape", "w", "a")
        await pilot.pause()
        assert isinstance(app.screen, RoundScreen), "nothing is agreed on before it is shown"
        await pilot.press("o", "a")
        await pilot.pause()
        app.screen.query_one("#field-by", Input).value = "1, 2"
        await pilot.press("ctrl+s")
        await pilot.pause()
        found = saved(app)
        assert (found.answers["engineers"].low, found.answers["engineers"].by) == (9, "Ana, Ben")
        assert head(app).endswith("agreed: 9 to 47 people")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)


async def test_thoughts_are_parked_and_actions_recorded_changed_and_done(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l", "l", *"Who pays?", "enter", *"Ana", "enter")
        await pilot.press("A", *"Load test", "enter", *"Ben", "enter", *"2099-12-15", "enter")
        await pilot.pause()
        assert "↷ Who pays?  Ana" in " ".join(lines(app))
        assert "☐ Load test  Ben, by 2099-12-15" in lines(app)
        go_to(app, "action load-test")
        await pilot.press("space")
        await pilot.pause()
        assert saved(app).actions.all["load-test"].status == "done"
        await pilot.press("delete")
        await pilot.pause()
        assert not saved(app).actions.all
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "load-test" in saved(app).actions.all


async def test_a_meeting_makes_nothing_anew_that_follows_from_answers(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await meet(pilot)
        before = app.model.generation
        await pilot.press("b", "ctrl+s", "n", *"Who pays?", "ctrl+s", "b")
        await pilot.pause()
        assert app.model.generation == before
        assert lookahead.triaged(app.model)


async def test_hostile_words_are_only_words(app: ArchassistApp, review: Review) -> None:
    review.focus.name_present([ALL])
    review.rounds.answer_as(ALL, "engineers", "9", ALL)
    review.rounds.reveal("engineers")
    review.actions.record(ALL, ALL)
    review.parking_lot.park(ALL, ALL)
    review.meeting.add(ALL)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "\x1b" not in seen(app)
        assert "PWNED" in seen(app)
        go_to(app, "round engineers")
        await pilot.press("enter")
        await pilot.pause()
        assert "\x1b" not in seen(app)
        assert app.is_running


# -- there and back


async def test_esc_leads_from_a_decision_and_a_question_back_to_the_meeting(
    app: ArchassistApp, review: Review
) -> None:
    review.meeting.plan([("caching", 20), ("engineers", 10)])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        go_to(app, "item caching")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, MeetingScreen)
        go_to(app, "item engineers")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        assert "esc back" in seen(app).splitlines()[0]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, MeetingScreen)
        await pilot.press("i", "escape")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen), "esc lists the questions of whoever came from nowhere"


async def test_esc_leads_back_through_all_that_one_came_through(app: ArchassistApp, review: Review) -> None:
    review.meeting.plan([("caching", 20)])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        app.action_decision("caching")
        await pilot.pause()
        app.action_decision("messaging")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, DetailScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, MeetingScreen)


# -- consent


async def test_nobody_agrees_or_decides_before_it_is_said_who(app: ArchassistApp, review: Review) -> None:
    for person, text in (("Ana", "47"), ("Ben", "9")):
        review.rounds.answer_as(person, "engineers", text)
    review.rounds.reveal("engineers")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go_to("engineers")
        await pilot.press("escape", "w", "a")
        await pilot.pause()
        field = app.screen.query_one("#field-by", Input)
        assert field.value == ""
        assert "1 Ana  2 Ben" in seen(app)
        await pilot.press("enter", *"all", "enter")
        await pilot.pause()
        assert "“all” is nobody's name" in seen(app)
        field.value = "2"
        await pilot.pause()
        assert "= Ben" in seen(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert saved(app).answers["engineers"].by == "Ben"
        app.action_decision("caching")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        assert app.screen.query_one("#field-by", Input).value == ""
        await app.run_action("screen.pick('by', 0)", app.screen)
        app.screen.query_one("#field-dissent", Input).value = "2: too slow"
        await pilot.press("ctrl+s")
        await pilot.pause()
        verdict = saved(app).decisions["caching"].verdict
        assert (verdict.by, verdict.dissent) == (("Ana",), "Ben: too slow")


# -- the clock


async def test_keys_of_the_meeting_work_while_somebody_types_and_are_shown(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go_to("engineers")
        await pilot.pause()
        assert isinstance(app.focused, Input)
        shown = seen(app).splitlines()[-1]
        assert "^l meeting" in shown
        assert "^f ask all" in shown
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert isinstance(app.screen, RoundScreen)


async def test_the_clock_of_the_meeting_is_seen_where_one_talks_about_something(
    app: ArchassistApp, review: Review
) -> None:
    review.meeting.plan([("caching", 20)])
    review.meeting.begin(now(), 90)
    review.meeting.turn_to("caching", now())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert head(app).endswith("Caching layers: 20 min left")
        app.action_decision("caching")
        await pilot.pause()
        assert "Caching layers: 20 min left" in head(app)
        review.meeting.allow("caching", 30)
        app.tick()
        assert "Caching layers: 30 min left" in head(app)
        review.decide("caching", "accepted", "http_only", by="Ana")
        await pilot.press("v")
        await pilot.pause()
        assert "Caching layers: 30 min left" in head(app)
        assert "The team: HTTP caching only, ✓ accepted by Ana" in seen(app)
        await pilot.press("home")
        await pilot.pause()
        assert "Caching layers: HTTP caching only (Ana)" in seen(app)


async def test_whoever_opens_a_review_in_a_break_is_told_how_it_goes_on(
    app: ArchassistApp, review: Review
) -> None:
    review.meeting.begin(now())
    review.meeting.pause(now())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "You are in a break of the meeting: ^l leads to it, and b goes on." in told(app)


# -- the agenda and the end


async def test_the_cursor_goes_to_a_new_item_and_too_much_is_told(app: ArchassistApp, review: Review) -> None:
    review.meeting.plan([("caching", 60), ("messaging", 25)])
    review.meeting.begin(now(), 90)
    review.meeting.turn_to("caching", now())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        go_to(app, "item messaging")
        await pilot.press("n", *"Who pays?", "ctrl+s")
        await pilot.pause()
        assert "5 minutes more are planned than are left." in told(app)
        await pilot.press("plus")
        await pilot.pause()
        assert [each.minutes for each in saved(app).meeting.agenda.values()] == [60, 25, 15]
        assert "10 min too much" in head(app)
        await pilot.press("enter", *"Who pays then?", "ctrl+s")
        await pilot.pause()
        found = saved(app).meeting
        assert found.current is not None
        assert found.current.item == "caching", "looking at a topic leaves the clock where it was"
        assert found.title_of("who-pays") == "Who pays?Who pays then?"


async def test_before_closing_it_is_told_what_was_decided_and_what_nobody_does(
    app: ArchassistApp, review: Review
) -> None:
    review.meeting.plan([("caching", 20), ("messaging", 10)])
    review.meeting.begin(now())
    first, second = list(review.rulebook.decisions["caching"].options)[:2]
    for option in (first, second):
        review.decide("caching", "accepted", option)
    review.actions.record("Load test")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        title = review.rulebook.decisions["caching"].options[second].title
        assert any(line.startswith("✓ Caching layers") and f"decided: {title}" in line for line in lines(app))
        await pilot.press("B")
        await pilot.pause()
        assert "1 decision, 1 action; 1 item waits" in seen(app)
        assert "Not settled yet: Load test (no owner and no day)." in seen(app)


async def test_an_action_has_its_day_where_a_narrow_screen_cuts(app: ArchassistApp, review: Review) -> None:
    review.actions.record("A load test with ten times the users of today " * 3, "Ana, Ben", "2099-12-15")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert any("Ana, Ben, by 2099-12-15" in line for line in lines(app))
        shown = seen(app).splitlines()[-1]
        assert [key for key in ("w ask all", "A action", "n new", "esc out") if key not in shown] == []


# -- everybody answers


async def test_who_has_not_answered_is_named_before_all_is_shown(app: ArchassistApp, review: Review) -> None:
    review.rounds.answer_as("Ana", "engineers", "47")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go_to("engineers")
        await pilot.press("escape", "w", "o")
        await pilot.pause()
        assert "Not answered yet: Ben. o again opens the answers all the same." in told(app)
        assert not saved(app).rounds["engineers"].is_shown
        await pilot.press("c")
        await pilot.pause()
        assert "c again forgets what Ana answered." in told(app)
        assert saved(app).rounds["engineers"].given == ("Ana",)
        await pilot.press("o", "o")
        await pilot.pause()
        assert saved(app).rounds["engineers"].is_shown
        await pilot.press("c", "c")
        await pilot.pause()
        assert saved(app).rounds["engineers"].given == ()


async def test_a_day_is_understood_as_it_is_said_and_shown_as_it_was_understood(app: ArchassistApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+l", "A", *"Load test", "enter", "2", "enter", *"in 2 weeks")
        await pilot.pause()
        day = (now() + datetime.timedelta(days=14)).date()
        assert f"= {day:%a} {day.isoformat()}, in 14 days" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        action = saved(app).actions.all["load-test"]
        assert (action.owner, action.due) == ("Ben", day.isoformat())


async def test_a_field_is_seen_with_what_it_asks_where_the_form_is_higher_than_the_screen(
    app: ArchassistApp,
) -> None:
    entries = [FormEntry(f"f{place}", f"Field {place} " + "asks a long thing " * 12) for place in range(5)]
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(FormScreen("High", entries))
        for place in range(5):
            await pilot.pause()
            assert app.screen.focused is app.screen.query_one(f"#field-f{place}")
            assert app.screen.can_view_entire(app.screen.query_one(f"#label-f{place}")), place
            assert app.screen.can_view_entire(app.screen.query_one(f"#field-f{place}")), place
            await pilot.press("down")


def test_a_verdict_is_not_given_on_a_day_to_come(app: ArchassistApp) -> None:
    asked: list[FormScreen] = []
    host: Any = SimpleNamespace(model=app.model, push_screen=lambda screen, done: asked.append(screen))
    judge(host, "caching", "http_only", "accepted")
    day = next(each for each in asked[0]._entries if each.name == "date")
    assert day.read("yesterday").endswith("yesterday")
    with pytest.raises(AnswerError, match="lies ahead"):
        day.read("in 3 months")


async def test_an_unseen_answer_that_came_from_elsewhere_is_replaced_only_by_who_means_it(
    app: ArchassistApp,
) -> None:
    asked: list[FormScreen] = []

    def trouble_of(change: Any) -> str:
        try:
            change()
        except AnswerError as error:
            return str(error)
        return ""

    host: Any = SimpleNamespace(
        model=app.model, push_screen=lambda screen, done: asked.append(screen), trouble_of=trouble_of
    )
    answer_unseen(host, "engineers", "Ana")
    saved(app).rounds.answer_as("Ana", "engineers", "12")
    app.model.catch_up()
    typed = {"text": "34", "note": ""}
    assert "has answered from elsewhere meanwhile" in asked[0]._keep(typed)
    assert saved(app).rounds["engineers"].heard_by("Ana")["Ana"].answer.value == 12
    assert asked[0]._keep(typed) == ""
    assert saved(app).rounds["engineers"].heard_by("Ana")["Ana"].answer.value == 34
