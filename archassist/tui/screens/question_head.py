"""Where one is in the interview: the first line of its screen, and the titles of its panes."""

from __future__ import annotations

from textual.widgets import Static

from archassist.tui.content import advice_text
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.widgets.pane import name_pane
from archassist.tui.widgets.question_pane import QuestionPane
from archassist.tui.widgets.redraw import redraw
from archassist.tui.widgets.section_list import SectionList


class QuestionHead(ReviewScreen):
    """A screen on one question, which is `current`."""

    current: str
    _told = ("", "")

    def _places(self) -> tuple[str, ...]:
        """The section and the question's place in it; first where one came from to look the question up."""
        title, place = advice_text.place_of(self.model, self.current)
        came = self._app.came_from
        return (came[0], f"{title}  ^r back") if came else (place,)

    def _draw_head(self, width: int) -> None:
        """The first line, and the panes' titles: those that stand already cost no drawing."""
        redraw(self.query_one("#head", Static), advice_text.head(self.model, width - 2, self._places()))
        asked, total = self.model.question(self.current).title, len(self.model.questions)
        told = asked, f"Questions  {self.model.answered}/{total}"
        if told != self._told:
            self._told = told
            name_pane(self.query_one(QuestionPane), told[0])
            name_pane(self.query_one(SectionList), told[1])
