"""A plain model of what every key means, and a walk that compares it with the file after each of them.

The model knows nothing of the app but what a person sees: which screen it is, where the cursor stands, which line is
highlighted, what is typed. From that it says what a key is meant to change, and keeps the answers, verdicts, notes and
marks that the file must hold.
"""

from __future__ import annotations

import asyncio
import datetime
import random
import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from archassist.answers import Answer, AnswerError
from archassist.answers.answer import GRADES, same_value
from archassist.answers.form_fields import (
    read_count,
    read_day,
    read_days,
    read_month,
    read_ranking,
    read_share,
)
from archassist.rulebook import Rulebook
from archassist.session import Mark, Review, Verdict
from archassist.session.entries import Risk
from archassist.session.events import Event
from archassist.session.parked import Parked
from archassist.session.verdicts import names
from archassist.session.who import read_against
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model
from archassist.tui.screens.checklist import ChecklistScreen
from archassist.tui.screens.decision_detail import DetailScreen
from archassist.tui.screens.focus import FocusScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.screens.jump import JumpScreen
from archassist.tui.screens.pick import PickScreen
from archassist.tui.screens.plan import PlanScreen
from archassist.tui.screens.prompts import EvidencePrompt, NotePrompt
from archassist.tui.screens.records import RecordsScreen
from archassist.tui.screens.today import TodayScreen
from archassist.tui.screens.verdict_form import _pairs
from archassist.tui.screens.what_if import BranchScreen
from archassist.tui.widgets.answer_input import AnswerInput
from archassist.tui.widgets.choice_list import ChoiceList
from archassist.tui.widgets.filter_bar import FilterField
from archassist.tui.widgets.form import FormScreen
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.section_list import SectionList

KEYS = (
    *("down", "up", "j", "k", "enter", "enter", "tab", "shift+tab", "escape", "space", "home", "end") * 5,
    *("left", "right", "pagedown", "pageup", "backspace", "delete", "ctrl+s", "ctrl+s") * 3,
    *(
        "f2",
        "f3",
        "f4",
        "f5",
        "f6",
        "f7",
        "f8",
        "f10",
        "f11",
        "f12",
        "ctrl+n",
        "ctrl+t",
        "question_mark",
        "f1",
    ),
    *(
        "ctrl+z",
        "ctrl+z",
        "ctrl+y",
        "ctrl+b",
        *"aaXXNOuelcbdrpszZgG",
    ),
    *"0123456789" * 2,
    *"abcdefghijklnoprsuvxyz.,%-~[]",  # m and w lead to the meeting, of which `test_meeting.py` tells
    *("slash", "semicolon", "ctrl+backslash") * 2,
    *("R", "asterisk", "T"),
)
"""Neither q, which leaves, nor t, which is light or dark."""


@dataclass(frozen=True)
class State:
    """What the file must hold."""

    answers: dict[str, Answer] = field(default_factory=dict)
    parked: dict[str, Parked] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    today: dict[str, str] = field(default_factory=dict)
    at_issue: dict[str, str] = field(default_factory=dict)
    pains: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    risks: dict[str, Risk] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    capacity: tuple[float | None, int | None] = (None, None)

    @classmethod
    def of(cls, path: Path, rulebook: Rulebook) -> State:
        """What the file does hold."""
        review = Review.open(path, rulebook)
        verdicts = {
            (id, option): said
            for id, each in review.decisions.items()
            for option, said in each.verdicts.items()
        }
        answers, parked = dict(review.answers), dict(review.parked)
        about = review.focus
        return cls(
            answers, parked, verdicts, dict(review.practices), dict(review.today),
            dict(about.decisions), about.pains, about.present, dict(review.risks), dict(review.events),
            review.priorities, (review.team.share, review.team.at_once),
        )  # fmt: skip


class Meant:
    """The plain model: `state` is what the file must hold, `trial` what is only tried (None: nothing is tried)."""

    def __init__(self, rulebook: Rulebook, state: State) -> None:
        self.rulebook, self.state = rulebook, state
        self.trial: State | None = None
        self.dropped: State | None = None
        self.done: list[State] = []
        self.undone: list[State] = []
        self._aside: tuple[list[State], list[State]] = ([], [])
        self.restart = False
        self.moved = False
        self._shown = ""

    @property
    def moved(self) -> bool:
        """Whether somebody has moved the cursor among the choices since the question was put."""
        return self._moved

    @moved.setter
    def moved(self, moved: bool) -> None:
        self._moved = moved
        if not moved:
            self.sure = -1  # the line of which enter has asked whether it is to be the answer instead

    @property
    def now(self) -> State:
        return self.state if self.trial is None else self.trial

    def change(self, **parts: Any) -> None:
        after = replace(self.now, **parts)
        if after == self.now:
            return
        self.done.append(self.now)
        self.undone.clear()
        self._put(after)

    def _put(self, state: State) -> None:
        self.dropped = None
        if self.trial is None:
            self.state = state
        else:
            self.trial = state

    # -- what may be meant

    def answer(self, id: str, answer: Answer) -> None:
        before, parked = self.now.answers.get(id), self.now.parked.get(id)
        if before is not None:
            kept = before if same_value(before, answer) else Answer.unknown()
            answer = answer.with_evidence(kept.grade or "", kept.by, kept.source, before.note)
        elif parked is not None:
            answer = parked.onto(answer)
        others = {key: each for key, each in self.now.parked.items() if key != id}
        self.change(answers={**self.now.answers, id: answer}, parked=others)

    def clear(self, id: str) -> None:
        answers, parked = dict(self.now.answers), dict(self.now.parked)
        before = answers.pop(id, None)
        parked.pop(id, None)
        if before is not None and before.note:
            parked[id] = Parked(before.note)
        self.change(answers=answers, parked=parked)

    def note(self, id: str, **said: Any) -> None:
        if id in self.now.answers:
            self.change(answers={**self.now.answers, id: self.now.answers[id].with_evidence(**said)})
            return
        parked = {**self.now.parked, id: self.now.parked.get(id, Parked()).with_evidence(**said)}
        self.change(parked={key: each for key, each in parked.items() if each != Parked()})

    def judge(self, decision: str, option: str, verdict: Verdict | None) -> None:
        verdicts = {
            key: replace(each, status="superseded")
            if verdict and verdict.status == each.status == "accepted" and key[0] == decision
            else each
            for key, each in self.now.verdicts.items()
            if key != (decision, option)
        }
        self.change(verdicts=verdicts | ({(decision, option): verdict} if verdict else {}))

    def mark(self, id: str, mark: Mark | None) -> None:
        marks = {key: each for key, each in self.now.marks.items() if key != id}
        self.change(marks=marks | ({id: mark} if mark else {}))

    def today(self, id: str, key: str) -> None:
        options = list(self.rulebook.decisions[id].options)
        others = {key: each for key, each in self.now.today.items() if key != id}
        if key in ("space", "delete", "backspace", "0"):
            self.change(today=others)
        elif key.isdigit() and int(key) <= len(options):
            self.change(today=others | {id: options[int(key) - 1]})

    def undo(self) -> None:
        if self.dropped is not None and self.trial is None:
            self.trial, self.dropped = self.dropped, None
            self.restart = True
        elif self.done:
            self.undone.append(self.now)
            self._put(self.done.pop())

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.now)
            self._put(self.undone.pop())

    def try_out(self) -> None:
        self.trial = self.state
        self._aside = self.done, self.undone
        self.done, self.undone = [], []

    def end_trial(self, keep: bool) -> None:
        tried, self.trial = self.trial, None
        self.done, self.undone = self._aside
        if keep and tried != self.state:
            assert tried is not None
            self.state, self.restart = tried, True  # each entry is a change of its own there
        elif not keep:
            self.dropped = tried

    def quit(self) -> None:
        self.done, self.undone, self.dropped = [], [], None
        self._aside = [], []  # what is tried outlives the app, what can be taken back does not
        if self.trial == self.state:
            self.trial = None

    def followed(self, app: ArchassistApp, left: tuple[str, str]) -> None:
        """After a key: the list's cursor may have led away from the question that was `left`, with what was typed there."""
        screen, (question, text) = app.screen_stack[0], left
        if not isinstance(screen, InterviewScreen) or screen.current == question:
            return
        if screen.query_one(SectionList).has_focus and app.screen is screen:
            if self.rulebook.questions[question].choices or not text:
                return
            try:
                self.answer(question, app.model.review.read(question, text))
            except AnswerError:
                return

    # -- which key means what

    def key(self, app: ArchassistApp, key: str) -> None:
        """What pressing a key is meant to change, by what is to be seen now."""
        screen = app.screen
        modal = screen.is_modal
        if isinstance(app.focused, FilterField):
            pass  # what is typed there narrows a list
        elif isinstance(screen, JumpScreen):
            target = screen._targets.get(key)
            self.moved |= target is not None and isinstance(target.widget, ChoiceList)
        elif isinstance(screen, InterviewScreen):
            self._interview(app, screen, key)
        elif isinstance(screen, DetailScreen) and key == "c":
            self.judge(screen.decision, str(_line(screen)), None)
        elif isinstance(screen, TodayScreen) and (id := _line(screen)):
            self.today(id, key)
        elif isinstance(screen, RecordsScreen) and (id := _line(screen)):
            if key in ("delete", "backspace"):
                self._remove(id)
        elif isinstance(screen, FocusScreen) and (id := _line(screen)):
            self._focus(id, key)
        elif isinstance(screen, ChecklistScreen | PlanScreen) and (id := _line(screen)):
            if key != "enter" or screen.query_one(LineList).has_focus:
                (self._checklist if isinstance(screen, ChecklistScreen) else self._plan)(id, key)
        elif isinstance(screen, NotePrompt) and key in ("ctrl+s", "f10"):
            text = screen.query_one(TextArea).text.strip()
            self.note(screen._place.removeprefix("note "), note=text)
        elif isinstance(screen, EvidencePrompt):
            source = screen.query_one("#box-source", Input)
            if key in ("ctrl+s", "f10") or (key == "enter" and source.has_focus):
                by = screen.query_one("#box-by", Input).value.strip()
                grade = ("", *GRADES)[screen.query_one(LineList).highlighted or 0]
                id = screen._place.removeprefix("evidence ")
                self.note(id, grade=grade, by=by, source=source.value.strip())
        elif isinstance(screen, FormScreen):
            fields = list(screen.query(Input))
            if key == "ctrl+s" or (key == "enter" and fields[-1].has_focus):
                self._form(app, screen, [each.value.strip() for each in fields])
        elif isinstance(screen, PickScreen) and key == "enter" and screen.help_title.startswith("Questions"):
            if isinstance(app.screen_stack[0], InterviewScreen):
                self._keep_typed(app.screen_stack[0])
                self.moved = False  # a question is put anew
        elif (
            isinstance(screen, BranchScreen)
            and key == "enter"
            and (line := _acting(screen)) in ("keep", "drop")
        ):
            self.end_trial(line == "keep")
        if modal:
            return
        letter = "" if isinstance(app.focused, Input) else key
        if key in ("ctrl+z", "ctrl+y") or letter in ("z", "Z"):
            before = self.now
            self.undo() if "z" in (key[-1], letter) else self.redo()
            if (before.answers, before.parked) != (self.now.answers, self.now.parked):
                self.moved = False  # its question is put anew
        elif key == "ctrl+b" or (key == "T" and not isinstance(app.focused, Input)):
            if isinstance(app.screen_stack[0], InterviewScreen):
                self._keep_typed(app.screen_stack[0])
            if self.trial is None:
                self.try_out()

    def _keep_typed(self, screen: InterviewScreen) -> bool:
        """What is typed and can be read becomes the answer."""
        asked = self.rulebook.questions[screen.current]
        text = screen.query_one(AnswerInput).value.strip()
        if asked.choices or not text or text == _typed(self, screen):
            return False
        answer = self._read(screen, text)
        if answer is not None:
            self.answer(screen.current, answer)
        return answer is not None

    def _read(self, screen: InterviewScreen, text: str) -> Answer | None:
        try:
            return screen.model.review.read(screen.current, text)
        except AnswerError:
            return None

    def _interview(self, app: ArchassistApp, screen: InterviewScreen, key: str) -> None:
        if screen.current != self._shown:
            self._shown, self.moved = screen.current, False
        listed, choices = screen.query_one(SectionList), screen.query_one(ChoiceList)
        typing = screen.query_one(AnswerInput).has_focus
        order = [question.id for question in screen.model.questions]
        last = order[-1] == screen.current
        about = screen.current
        if listed.has_focus:
            line = listed.under_cursor() or "§"
            about = "" if line.startswith("§") else line
        acts = {"f2": "u", "f3": "N", "f4": "e", "f8": "O"}.get(key, "" if typing else key)
        asked = self.rulebook.questions[screen.current]
        if acts == "u" and about:
            if about == screen.current:
                self._keep_typed(screen)
            self.answer(about, Answer.unknown())
        elif acts in ("N", "e", "O") and about:
            self._keep_typed(screen)
        elif acts == "c" and about:
            self.clear(about)
        elif (
            key in ("tab", "shift+tab")
            or (typing and key in ("down", "up"))
            or (choices.has_focus and key in ("left", "right"))
        ):
            forward = key in ("tab", "down", "right")
            if forward or order[0] != screen.current:
                self._keep_typed(screen)
        elif key == "ctrl+n":
            if any(id not in self.now.answers for id in order if id != screen.current):
                self._keep_typed(screen)
        elif key == "ctrl+t" or (key == "asterisk" and not typing):
            if "slo" not in self.now.answers:
                self._keep_typed(screen)
        elif key == "enter" and listed.has_focus:
            self._keep_typed(screen)
            self.moved = False  # the question is put anew
        elif key == "enter" and typing:
            text = screen.query_one(AnswerInput).value.strip()
            if text:
                if not self._keep_typed(screen) and last:
                    pass
            elif _typed(self, screen):
                self.clear(screen.current)
        elif choices.has_focus:
            ids = list(asked.choices)
            at = choices.highlighted or 0
            if key in ("down", "up", "j", "k", "g", "G", "home", "end"):
                self.moved = True
            elif key == "enter" and self.moved and asked.type == "choice":
                stands = self.now.answers.get(screen.current)
                if stands and stands.kind == "exact" and stands.value != ids[at] and self.sure != at:
                    self.sure = at  # it is asked once before an answer is changed
                else:
                    self.answer(screen.current, Answer.exact(ids[at]))
            elif key == "space" or (key.isdecimal() and 1 <= int(key) <= len(ids)):
                self._choose(asked, ids[at if key == "space" else int(key) - 1])
            elif key == "0" and asked.type == "choices":
                self.answer(screen.current, Answer.exact(()))
        if key == "escape" and typing:
            self.moved = False

    def _choose(self, asked: Any, id: str) -> None:
        if asked.type == "choice":
            self.answer(asked.id, Answer.exact(id))
            return
        before = self.now.answers.get(asked.id)
        ticked = set(before.value) if before and isinstance(before.value, tuple) else set()
        ticked ^= {id}
        self.answer(asked.id, Answer.exact(tuple(each for each in asked.choices if each in ticked)))

    def _checklist(self, id: str, key: str) -> None:
        mark = self.now.marks.get(id, Mark("todo"))
        if key == "space":
            after = {"todo": "doing", "doing": "done"}.get(mark.status, "todo")
            self.mark(id, replace(mark, status=after))  # type: ignore[arg-type]
        elif key in ("delete", "backspace"):
            self.mark(id, replace(mark, status="todo" if mark.status == "dropped" else "dropped"))

    def _plan(self, id: str, key: str) -> None:
        mark = self.now.marks.get(id, Mark("todo"))
        if key == "space":
            after = {"todo": "doing", "doing": "done"}.get(mark.status, "todo")
            self.mark(id, replace(mark, status=after))  # type: ignore[arg-type]
        elif key in ("delete", "backspace"):
            self.mark(id, replace(mark, status="dropped"))
        elif key == "c" and (mark.start or mark.not_before or mark.days):
            plain = replace(mark, start="", not_before="", days=None)
            self.mark(id, None if plain == Mark("todo") else plain)

    def _focus(self, line: str, key: str) -> None:
        kind, _, id = line.partition(" ")
        if kind == "pain" and key in ("space", "enter"):
            others = tuple(each for each in self.now.pains if each != id)
            if id not in self.now.pains:
                self.change(pains=(*others, id))
            elif key == "space":  # enter never leaves what was picked
                self.change(pains=others)
        elif kind == "decision" and key == "space":
            others_at_issue = {each: day for each, day in self.now.at_issue.items() if each != id}
            self.change(at_issue=others_at_issue if id in self.now.at_issue else others_at_issue | {id: ""})

    def _remove(self, line: str) -> None:
        kind, _, name = line.partition(" ")
        if line == "ranking":
            self.change(priorities=())
        elif line == "capacity":
            self.change(capacity=(None, None))
        elif kind == "risk":
            self.change(risks={key: each for key, each in self.now.risks.items() if key != name})
        elif kind == "event":
            self.change(events={key: each for key, each in self.now.events.items() if key != name})

    def _record(self, place: str, below: Any, said: list[str]) -> None:
        """What a form of the team's records is meant to change; the small pack has no growth, and so no events."""
        today = datetime.date.today()
        if place == "ranking":
            self.change(priorities=tuple(read_ranking(said[0], self.rulebook.attributes)))
        elif place.startswith("How much time"):
            share = read_share(said[0], "The share") if said[0] else None
            self.change(capacity=(share, read_count(said[1], "At once", 1, 100) if said[1] else None))
        elif place == "Accept a risk" or place.startswith("Change the risk"):
            title, owner, because, expires = said
            if not title:
                return
            day = read_day(expires, today) if expires else ""
            slug = "-".join(re.findall("[a-z0-9]+", title.lower()))[:40] or "risk"
            names = [slug, *(f"{slug}-{number}" for number in range(2, 1000))]
            name = next(each for each in names if each not in self.now.risks)
            if place != "Accept a risk":
                name = str(_line(below)).removeprefix("risk ")
            self.change(risks={**self.now.risks, name: Risk(title, owner, because, day)})

    def _form(self, app: ArchassistApp, screen: FormScreen, said: list[str]) -> None:
        what, _, about = screen._place.partition(" ")
        today = datetime.date.today()
        try:
            if what in ("accepted", "rejected"):
                values = screen.values()
                because, by, date, again = (values[each] for each in ("because", "by", "date", "review_on"))
                against = tuple(
                    one
                    for who, why in _pairs(values)
                    for one in read_against(values.get(who, ""), values.get(why, ""))
                )
                if what == "rejected" and not because:
                    return
                day, later = (read_day(each, today) if each else "" for each in (date, again))
                if day > today.isoformat():
                    return
                decision, _, option = about.partition(".")
                self.judge(decision, option, Verdict(what, because, names(by), "", day, later, against))  # type: ignore[arg-type]
            elif what == "reason":
                self.answer(about, app.model.review.read(about, f"out of scope: {said[0]}"))
            elif what == "owner":
                self.mark(about, replace(self.now.marks.get(about, Mark("todo")), owner=said[0]))
            elif what in ("pinned", "postponed"):
                part = {"pinned": "start", "postponed": "not_before"}[what]
                month = read_month(said[0], today) if said[0] else ""
                self._planned(about, **{part: month})
            elif what == "days":
                days = read_days(said[0])
                self._planned(about, days=(days[0], days[-1]) if days else None)
            elif what == "by":
                day = read_day(said[0], today) if said[0] else ""
                self.change(at_issue=self.now.at_issue | {about.removeprefix("when "): day})
            elif isinstance(app.screen_stack[-2], RecordsScreen):
                self._record(screen._place, app.screen_stack[-2], said)
            elif what == "who":
                self.change(present=tuple(names(said[0])))
        except AnswerError:
            return

    def _planned(self, id: str, **part: Any) -> None:
        after = replace(self.now.marks.get(id, Mark("todo")), **part)
        self.mark(id, None if after == Mark("todo") else after)


def _left(app: ArchassistApp) -> tuple[str, str]:
    """The question of the interview, and what is typed at it and not its answer yet."""
    screen = app.screen_stack[0]
    if not isinstance(screen, InterviewScreen):
        return "", ""
    text = screen.query_one(AnswerInput).value.strip()
    return screen.current, "" if text == screen.model.typed(screen.current) else text


def _line(screen: Any) -> str | None:
    return screen.query_one(LineList).under_cursor()  # type: ignore[no-any-return]


def _acting(screen: Any) -> str | None:
    """The highlighted line, when the keys go to the list."""
    return _line(screen) if screen.query_one(LineList).has_focus else None


def _typed(meant: Meant, screen: InterviewScreen) -> str:
    from archassist.answers import as_typed

    answer = meant.now.answers.get(screen.current)
    return as_typed(meant.rulebook.questions[screen.current], answer) if answer else ""


async def press(app: ArchassistApp, key: str) -> None:
    """Presses a key, and waits until the app has done with it."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    characters = {"space": " ", "question_mark": "?", "slash": "/", "semicolon": ";", "asterisk": "*"}
    event = events.Key(name, key if len(key) == 1 else characters.get(key))
    event.set_sender(app)
    assert app._driver is not None
    app._driver.send_message(event)
    await idle(app)


async def idle(app: ArchassistApp, least: int = 4) -> None:
    """Waits until nobody has a message left to deal with."""
    quiet = rounds = 0
    while quiet < least and app._exception is None:
        rounds += 1
        assert rounds < 20_000, "the app is never done with a key"
        await asyncio.sleep(0 if rounds < 500 else 0.001)
        nodes: list[Any] = [app]
        for screen in app.screen_stack:
            nodes += [screen, *screen.walk_children()]
        busy = bool(app._typed_ahead)
        busy |= any(node._message_queue.qsize() or node._next_callbacks for node in nodes)
        quiet = 0 if busy else quiet + 1


def scratch(path: Path) -> Path:
    """The file in which changes are tried."""
    return path.parent / f".{path.stem}.what-if" / path.name


async def walk(path: Path, rulebook: Rulebook, size: tuple[int, int], seed: int, count: int) -> Meant:
    """Presses so many random keys; after every one the file must hold what was meant, and nothing may be thrown."""
    chance = random.Random(seed)
    meant = Meant(rulebook, State.of(path, rulebook))
    pressed: list[str] = []
    seen: dict[Path, tuple[bytes, State]] = {}

    def held(file: Path) -> State:
        raw = file.read_bytes()
        if file not in seen or seen[file][0] != raw:
            seen[file] = raw, State.of(file, rulebook)
        return seen[file][1]

    async def check(app: ArchassistApp) -> None:
        for patience in range(8):
            trying = scratch(path).exists()
            fits = held(path) == meant.state and trying == (meant.trial is not None)
            if fits and (meant.trial is None or held(scratch(path)) == meant.trial):
                return
            await asyncio.sleep(0.01 * patience)
            await idle(app)
        story = f"seed {seed}, size {size}, {len(pressed)} keys, the last: {' '.join(pressed[-40:])}"
        story += "".join(
            f"\n{part}: meant {getattr(mine, part)}, held {getattr(theirs, part)}"
            for mine, theirs in (
                (meant.state, held(path)),
                (meant.trial, held(scratch(path)) if trying else None),
            )
            if mine is not None and theirs is not None
            for part in (each.name for each in fields(State))
            if getattr(mine, part) != getattr(theirs, part)
        )
        assert held(path) == meant.state, story
        assert trying == (meant.trial is not None), story
        assert held(scratch(path)) == meant.trial, story

    while len(pressed) < count:
        meant.restart, meant._shown = False, ""
        app = ArchassistApp(Model(Review.open(path, rulebook)))
        async with app.run_test(size=size):
            await idle(app, 20)
            stay = chance.randrange(300, 900)
            while stay and len(pressed) < count and not meant.restart:
                stay -= 1
                key = chance.choice(KEYS)
                pressed.append(key)
                left = _left(app)
                meant.key(app, key)
                await press(app, key)
                if key not in ("ctrl+z", "ctrl+y"):
                    meant.followed(app, left)
                if app._exception is not None:
                    raise AssertionError(f"thrown after {' '.join(pressed[-40:])}") from app._exception
                await check(app)
            interview = app.screen_stack[0]
            assert isinstance(interview, InterviewScreen)
            asked, text = interview.current, interview.query_one(AnswerInput).value
            unread = not rulebook.questions[asked].choices and text.strip() not in (
                "",
                _typed(meant, interview),
            )
            kept = meant._keep_typed(interview)
            pressed.append("ctrl+q")
            await press(app, "ctrl+q")
        if unread and not kept:
            offered = Model(Review.open(path, rulebook)).drafts
            assert offered.read(), pressed[-40:]
            assert offered.of(f"answer {asked}") == text.strip(), pressed[-40:]
        meant.quit()
        assert held(path) == meant.state, pressed[-40:]
    return meant
