"""Where one is in the interview: the first line, the titles of panes, and what can be narrowed and copied there."""

from __future__ import annotations

from textual.widgets import Static

from archassist.session.first_questions import first_questions
from archassist.tui import named_filters
from archassist.tui.content import advice_text
from archassist.tui.content.advice_text import Crumb
from archassist.tui.named_filters import Named
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.widgets.pane import name_pane
from archassist.tui.widgets.question_pane import QuestionPane
from archassist.tui.widgets.redraw import redraw
from archassist.tui.widgets.section_list import SectionList

_WIDE = 100
"""Columns of a screen from which on panes have a lower edge to write on."""


class QuestionHead(ReviewScreen):
    """A screen on one question, which is `current`."""

    AUTO_FOCUS = ""
    """Whoever inherits puts the cursor where the answer goes; the first that could have it would be styled twice more."""

    current: str
    _told = ("", "", 0)
    _said_order = False

    def _places(self) -> tuple[str | Crumb, ...]:
        """The section and the question's place in it; first where one came from to look the question up."""
        title, place = advice_text.place_of(self.model, self.current)
        came = self._app.came_from
        if came:
            return Crumb(came[0], "app.return"), f"{title}  esc back"
        return (Crumb(f"{place}{self._at_issue()}", "screen.sections"),)

    def _at_issue(self) -> str:
        """How far the question is among those that come first, because they decide what is at issue."""
        issues = [*self.model.review.focus.issues]
        if not issues:
            return ""
        asked = {each.id for each in self.model.questions}
        first = [each for each in first_questions(self.model.rulebook, issues) if each in asked]
        if self.current not in first:
            return ""
        return f" · at issue {first.index(self.current) + 1}/{len(first)}"

    def _say_order(self, following: str) -> None:
        """Says once that the next question is not the one below: what decides what is at issue comes first."""
        known = [question.id for question in self.model.questions]
        if self._said_order or following not in known or self.current not in known:
            return
        if abs(known.index(following) - known.index(self.current)) > 1:
            self._said_order = True
            self._app.say(
                f"Next: {self.model.question(following).title}. What decides what is at issue comes first (f)."
            )

    def _draw_head(self, width: int) -> None:
        """The first line, and the panes' titles: those that stand already cost no drawing."""
        home = "app.interview" if self._app.came_from else "screen.sections"
        redraw(
            self.query_one("#head", Static),
            advice_text.head(self.model, width - 2, self._places(), home=home),
        )
        asked, total = self.model.question(self.current).title, len(self.model.questions)
        told = asked, f"Questions  {self.model.answered}/{total}", width
        if told != self._told:
            self._told = told
            name_pane(self.query_one(QuestionPane), told[0])
            number = "number: decisions at stake"
            below = number if width >= _WIDE else ""
            name_pane(self.query_one(SectionList), told[1] if below else f"{told[1]}  {number}", below)

    def tick(self) -> None:
        """The clock in the first line goes on."""
        self._draw_head(self.app.size.width)

    def action_sections(self) -> None:
        """To the list of sections, and back; where a question was looked up, back to where one came from."""
        if self._app.came_from is not None and not self.query_one(SectionList).has_focus:
            self.app.call_later(self._app.action_return)
        else:
            self.to_sections()

    def to_sections(self) -> None:
        """To the list of sections, and back."""
        sections = self.query_one(SectionList)
        if sections.has_focus:
            self.remove_class("-listing")
            self.query_one(QuestionPane).focus_answer()
        else:
            self.add_class("-listing")
            sections.focus()

    def list_to_narrow(self) -> SectionList:
        """The list of questions, which is brought into sight."""
        listed = self.query_one(SectionList)
        if not listed.has_focus:
            self.to_sections()
        return listed

    def named_filters(self) -> Named:
        """The filters of questions that have a name."""
        return named_filters.questions(self.model)

    def copied(self) -> str:
        """The question under the cursor with its answer, to be copied."""
        about = (
            self.query_one(SectionList).question() if self.query_one(SectionList).has_focus else self.current
        )
        if about is None:
            return ""
        return f"{self.model.question(about).title}: {self.model.shown(about) or 'not answered'}"

    # -- remarks on the question

    def _about(self) -> str | None:
        """The question that a key is about: the one that is shown."""
        return self.current

    def keep_typed(self) -> None:
        """Nothing typed is lost by going elsewhere."""

    def action_note(self) -> None:
        """A note on a question."""
        if (question := self._about()) is None:
            return
        from archassist.tui.screens.prompts import NotePrompt

        def done(text: str | None) -> None:
            if text is not None:
                self._app.attempt(lambda: self.model.note(question, text))
                self.query_one(QuestionPane).refresh_answer()

        self.keep_typed()
        noted = self.model.answer(question) or self.model.parked(question)
        title = f"Note on {self.model.question(question).title}"
        prompt = NotePrompt(title, noted.note if noted else "", place=f"note {question}")
        self.app.push_screen(prompt, done)

    def action_evidence(self) -> None:
        """How the answer is known, by whom, and from where."""
        if (question := self._about()) is None:
            return
        from archassist.tui.screens.prompts import EvidencePrompt

        def done(evidence: tuple[str, str, str] | None) -> None:
            if evidence is not None:
                self._app.attempt(lambda: self.model.annotate(question, *evidence))
                self.query_one(QuestionPane).refresh_answer()

        self.keep_typed()
        known = self.model.answer(question) or self.model.parked(question)
        now = (known.grade or "", known.by, known.source) if known else ("", "", "")
        title = self.model.question(question).title
        self.app.push_screen(EvidencePrompt(title, *now, place=f"evidence {question}"), done)
