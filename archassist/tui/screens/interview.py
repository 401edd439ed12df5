"""The interview: sections at the left, one question in the middle, what follows at the right."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import OptionList, Static

from archassist.answers import AnswerError
from archassist.session.first_questions import in_order
from archassist.terminal_text import one_line
from archassist.tui.content import advice_text
from archassist.tui.content.guidance import INTERVIEW_KEYS
from archassist.tui.model import Model
from archassist.tui.screens.question_head import QuestionHead
from archassist.tui.widgets.choice_list import ChoiceList
from archassist.tui.widgets.interview_keys import interview_keys
from archassist.tui.widgets.key_bar import KeyBar
from archassist.tui.widgets.pane import LEGEND, Clickable, name_pane
from archassist.tui.widgets.question_pane import QuestionPane, place_of
from archassist.tui.widgets.redraw import redraw
from archassist.tui.widgets.section_list import SectionList

_NARROW, _HUGE = 100, 160
_INSIDE, _INSIDE_HUGE = 39, 57
"""Columns inside the pane at the right, as the style sheet has it."""
_AROUND = 4
"""Lines of the screen that are not inside its panes."""
_STRIP = 3
"""How many lines of changes a narrow screen shows."""


class InterviewScreen(QuestionHead):
    """Asks one question at a time and shows at once what each answer changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next", "next question", show=False),
        Binding("shift+tab", "previous", "previous question", show=False),
        Binding("ctrl+n", "open_question", "next unanswered question"),
        Binding("ctrl+r", "app.return", "back to where you looked the question up"),
        Binding("ctrl+t,asterisk", "telling", "most informative question: find out next"),
        Binding(
            "ctrl+f", "app.everybody", "let everybody answer this question, unseen at first", priority=True
        ),
        Binding("u,f2", "unknown", "nobody knows"),
        Binding("N,f3", "note", "note"),
        Binding("e,f4", "evidence", "edit the evidence: how known, by whom, source"),
        Binding("O,f8", "out_of_scope", "out of scope, with the reason"),
        Binding("c", "clear", "clear the answer"),
        Binding("escape", "sections", "sections and questions; back to where you looked it up"),
    ]
    help_title = "Interview"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        questions = in_order(model.rulebook, [*model.review.focus.issues], model.questions)
        open_ = [question.id for question in questions if model.answer(question.id) is None]
        self.current = (open_ or [model.questions[0].id])[0]

    def compose(self) -> ComposeResult:
        """Few widgets: every one costs time at the first frame."""
        yield Clickable(id="head")
        with Container(id="panes"):
            yield SectionList(id="sections", classes="pane")
            yield QuestionPane(self.model, self.current)
            yield Clickable(id="follows", classes="pane")
        yield KeyBar(interview_keys(typing=True, came=False))

    def on_mount(self) -> None:
        """Draws what needs the size, and puts the cursor where the answer goes."""
        name_pane(self.query_one("#follows"), "What follows", LEGEND)
        self.query_one(QuestionPane).focus_answer()
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """The texts fit the width."""
        self._draw(event.size.width)

    # -- drawing

    def refresh_view(self) -> None:
        """Shows the present answers and what follows from them."""
        pane = self.query_one(QuestionPane)
        pane.refresh_guide()
        pane.refresh_view()
        self._offer()  # a meeting may go on now
        self._draw()

    def _draw(self, width: int = 0) -> None:
        if not (width := width or self.app.size.width):
            return
        self._draw_head(width)
        self.query_one(SectionList).show(self.model, self.current)
        what = self.query_one("#follows", Static)
        if width < _NARROW:
            redraw(what, advice_text.strip(self.model, _STRIP, width - 2))
        else:
            inside = _INSIDE_HUGE if width >= _HUGE else _INSIDE
            redraw(what, advice_text.pane(self.model, inside, self.app.size.height - _AROUND))

    def on_descendant_focus(self) -> None:
        """The keys shown are those that work where the cursor is."""
        self._offer()
        self._follow()

    @on(OptionList.OptionHighlighted, "#sections")
    def _follow(self) -> None:
        """The middle shows the question under the cursor of the list, so that what a key changes is seen."""
        listed = self.query_one(SectionList)
        question = listed.question()
        if listed.has_focus and question is not None and question != self.current:
            self.jump(question, stay=True)

    def _offer(self) -> None:
        pane = self.query_one(QuestionPane)
        said = self.model.review.entries
        room = said.meets or bool(said.present)
        keys = interview_keys(typing=pane.typing, came=self._app.came_from is not None, room=room)
        self.query_one(KeyBar).offer(keys)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return list(INTERVIEW_KEYS)

    # -- answering

    def put(self, text: str | None, question: str = "") -> bool:
        """Sets what was said. What cannot be understood is told beside the field, and nothing moves."""
        question = question or self.current
        if text is None:
            return True
        stood = self.model.typed(question)
        try:
            if text:
                self.model.read(question, text)
        except AnswerError as error:
            self.query_one(QuestionPane).complain(str(error))
            return False
        if text:
            self._app.attempt(lambda: self.model.set(question, text))
        elif self.model.answer(question) or self.model.parked(question):
            self._app.attempt(lambda: self.model.clear(question))
        self._settled(question, stood)
        return True

    def _settled(self, question: str, stood: str) -> None:
        """What was typed there has become the answer, or was given up for another one: undo brings it back then."""
        self.model.drafts.set_aside(place_of(question), stood)
        if question == self.current:
            self.query_one(QuestionPane).refresh_answer()

    def _about(self) -> str | None:
        """The question that a key is about: the one under the cursor in the list, else the one that is asked."""
        listed = self.query_one(SectionList)
        if not listed.has_focus:
            return self.current
        if (question := listed.question()) is None:
            self._app.say("The cursor is on a section: move it to one of its questions.")
        return question

    def action_confirm(self) -> None:
        """The answer stands; on to the next question."""
        pane = self.query_one(QuestionPane)
        pane.give_up()
        if doubt := pane.doubt():
            self._app.say(doubt)
        elif self.put(pane.pending(confirmed=True)):
            self._go(+1)

    def action_unknown(self) -> None:
        """Nobody knows: one key, and on. In the list the cursor stays."""
        if (question := self._about()) is None:
            return
        listing = self.query_one(SectionList).has_focus
        if question == self.current:
            self.keep_typed()  # so that undo brings back what was typed
        before = self.model.shown(question)
        if self.put("unknown", question):
            self._say_replaced(question, before)
            if not listing:
                self._go(+1)

    def action_clear(self) -> None:
        """Takes the answer back."""
        if (question := self._about()) is None:
            return
        if self.model.answer(question) or self.model.parked(question):
            before = self.model.shown(question)
            if self.put("", question):
                self._say_replaced(question, before)
        else:
            self._app.say("There is no answer to clear.")

    def _say_replaced(self, question: str, before: str) -> None:
        """Says what a letter put another answer in the place of, and how that comes back."""
        now = self.model.shown(question) or "no answer any more"
        if before and before != now:
            self._app.say(
                one_line(f"{self.model.question(question).title}: {now}; it was {before}. ^z undoes that.")
            )

    def action_out_of_scope(self) -> None:
        """Asks for the reason, then puts the question aside."""
        if (question := self._about()) is None:
            return
        from archassist.tui.widgets.form import TextPrompt, Values

        listing = self.query_one(SectionList).has_focus

        def done(said: Values | None) -> None:
            before = self.model.shown(question)
            if said and self.put(f"out of scope: {said['text'].strip()}", question):
                self._say_replaced(question, before)
                if not listing:
                    self._go(+1)

        self.keep_typed()
        title = f"Why is “{self.model.question(question).title}” out of scope?"
        answer = self.model.answer(question)
        prompt = TextPrompt(
            title, answer.reason if answer else "", hint="the reason", place=f"reason {question}", prose=True,
            read=lambda text: self.model.read(question, f"out of scope: {text}"),
        )  # fmt: skip
        self.app.push_screen(prompt, done)

    # -- moving

    def jump(self, question: str, keep: bool = True, stay: bool = False) -> None:
        """Turns to a question; `keep` sets first what was typed at the present one.

        Whoever is to `stay` in the list does, when it has the cursor; else the cursor goes where the answer goes.
        """
        if keep:
            self.keep_typed()
        listed = self.query_one(SectionList)
        stay = stay and listed.has_focus
        self.set_class(stay and self.has_class("-listing"), "-listing")
        self.current = question
        self.query_one(QuestionPane).show(question, focus=not stay)
        listed.show(self.model, question, turn=True)
        self._offer()
        self._draw_head(self.app.size.width)

    def put_anew(self) -> None:
        """What is highlighted was chosen before an answer changed elsewhere: nobody has moved the cursor since."""
        self.query_one(ChoiceList).rest()

    def action_jump(self, question: str) -> None:
        """The same, for the mouse."""
        self.jump(question)

    def action_next(self) -> None:
        """The next question, whatever is answered."""
        self._go(+1)

    def action_open_question(self) -> None:
        """The next unanswered question, from the first one again after the last."""
        order = self._order()
        place = order.index(self.current) + 1
        following = (each for each in [*order[place:], *order[:place]] if self.model.answer(each) is None)
        found = next((each for each in following if each != self.current), None)
        if found is None:
            self._app.say("Every other question is answered.")
        else:
            self.jump(found)

    def action_telling(self) -> None:
        """The open question that would tell most."""
        worth = [each.question for each in self.model.glance.find_out_next]
        if worth:
            self.jump(next((each for each in worth if each != self.current), worth[0]))
        elif self.model.glance.can_stop:
            self._app.say("You can stop: the open questions would change none of the advice.")
        else:
            self._app.say("What would tell most is still being computed.")

    def action_previous(self) -> None:
        """The question before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        order = self._order()
        place = order.index(self.current) + step
        if 0 <= place < len(order):
            self._say_order(order[place])
            self.jump(order[place])
        elif step > 0:
            self.keep_typed()
            left = len(order) - self.model.answered
            said = f"{left} are not answered yet." if left else "All are answered."
            self._app.say(f"That was the last question. {said} d or F5 shows the decisions.")

    def _order(self) -> list[str]:
        """The questions in order, what decides what is at issue first, with the present one, which an answer may have made
        irrelevant."""
        rulebook, asked = (
            self.model.rulebook,
            {question.id for question in self.model.questions} | {self.current},
        )
        known = [question for id, question in rulebook.questions.items() if id in asked]
        return [question.id for question in in_order(rulebook, [*self.model.review.focus.issues], known)]

    def keep_typed(self) -> None:
        """Nothing typed is lost by going elsewhere: what can be understood is set, the rest is offered again."""
        pane = self.query_one(QuestionPane)
        text = pane.pending()
        if not text:
            pane.give_up()
            return
        if meanwhile := pane.meanwhile:
            pane.stash()
            title = self.model.question(self.current).title
            self._app.say(
                f"{title} was answered meanwhile: {meanwhile}. What you typed is kept beside it.", "warning"
            )
            return
        try:
            self.model.read(self.current, text)
        except AnswerError as error:
            pane.stash()
            self._app.say(f"Not taken, and kept as you typed it: {error}", "warning")
        else:
            self.model.drafts.drop(place_of(self.current))
            self._app.attempt(lambda: self.model.set(self.current, text))
            self._settled(self.current, "")

    def offer_drafts(self) -> None:
        """Offers again what was typed at this question, unless somebody types here already."""
        pane = self.query_one(QuestionPane)
        if pane.pending() is None:
            pane.refresh_answer()

    def stash(self) -> None:
        """Keeps what is typed as it is, without making it the answer."""
        self.query_one(QuestionPane).stash()

    @on(OptionList.OptionSelected, "#sections")
    def _to(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        id = event.option_id or ""
        if not id.startswith("§"):
            self.jump(id)
            return
        mine = [question.id for question in self.model.questions if question.section == id[1:]]
        self.jump(next((each for each in mine if self.model.answer(each) is None), mine[0]))
