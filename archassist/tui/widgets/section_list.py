"""The list at the left: the sections with how far each is, and the questions of the one that is open."""

from __future__ import annotations

from textual.content import Content
from textual.widgets.option_list import Option

from archassist.tui.legible import assemble, content
from archassist.tui.lookahead import badge
from archassist.tui.model import Model
from archassist.tui.widgets.line_list import Fits, LineList
from archassist.tui.widgets.redraw import redraw_options

_BAR = 6
_WIDE, _HUGE = 100, 160
_INSIDE, _INSIDE_HUGE = 30, 46
_LONGEST = 48
"""Columns of a title at most: what stands behind it is still seen with it."""


class SectionList(LineList):
    """Sections as headings; below the open one its questions with a mark each. Selecting one leads there."""

    _drawn_for: tuple[Model, str] | None = None
    _waits = True
    """Whether the first frame still comes, which shows the question: drawing the list takes a fifth of its time."""

    def on_mount(self) -> None:
        """Comes with the second frame."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._waits = False
        if self._drawn_for is not None and self.is_attached:
            self.show(*self._drawn_for)

    def show(self, model: Model, current: str, turn: bool = False) -> None:
        """Draws the list with the section of the question `current` open and that question highlighted.

        While somebody moves in the list the cursor stays on its line, unless they `turn` to the question.
        """
        self._drawn_for = model, current
        if self._waits:
            return
        here = model.question(current)
        room = self._room()
        options: list[Option] = []
        place = 0
        for section in model.sections():
            opened = section.id == here.section or self.narrowed
            options.append(
                Option(
                    _heading(section.title, section.answered, section.total, opened, room), f"§{section.id}"
                )
            )
            if not opened:
                continue
            for question in model.questions:
                if question.section == section.id:
                    if question.id == current:
                        place = len(options)
                    options.append(
                        Option(_line(model, question.id, question.id == current, room), question.id)
                    )
        before = self.under_cursor() if self.has_focus and not turn else None
        listed = self.fitting(options)
        self._whole = options
        wanted = before or options[place].id
        redraw_options(self, listed)
        places = {each.id: at for at, each in enumerate(listed)}
        found = next((at for at, each in enumerate(listed) if not self.heads(each)), None)
        self.highlighted = places.get(wanted, found if self.narrowed else place)

    def _room(self) -> int:
        """Columns for a line, as the style sheet has the pane, beside its scroll bar."""
        width = self.app.size.width
        return width - 3 if width < _WIDE else _INSIDE if width < _HUGE else _INSIDE_HUGE

    def narrow(self, fits: Fits | None) -> None:
        """Lists the questions that fit, of every section; None: those of the open one."""
        self._fits = fits
        if self._drawn_for is not None:
            self.show(*self._drawn_for)

    def heads(self, option: Option) -> bool:
        """Whether an option is a section."""
        return (option.id or "§").startswith("§")

    def question(self) -> str | None:
        """The question under the cursor; None where a section is."""
        line = self.under_cursor()
        return None if line is None or line.startswith("§") else line


def mark(model: Model, question: str) -> tuple[str, str]:
    """The sign for how a question stands, and its colour."""
    answer = model.answer(question)
    if answer is None:
        return ("‖", "$warning") if model.parked(question) else ("·", "$text-muted")
    signs = {"unknown": ("?", "$warning"), "out_of_scope": ("–", "$text-muted")}
    return signs.get(answer.kind, ("✓", "$success"))


def _heading(title: str, answered: int, total: int, opened: bool, room: int) -> Content:
    full = round(_BAR * answered / total) if total else 0
    full = max(full, 1) if answered else 0
    bar = assemble(("█" * full, "$success"), ("░" * (_BAR - full), "$text-muted"))
    name = content(f"{'▾' if opened else '▸'} {title}").truncate(
        min(room - 15, _LONGEST), pad=True, ellipsis=True
    )
    return assemble(name.stylize("bold"), " ", bar, (f" {answered}/{total}", "$text-muted"))


def _line(model: Model, question: str, current: bool, room: int) -> Content:
    sign, colour = mark(model, question)
    decides = badge(model, question)
    count = f" {len(decides)}" if decides else ""
    title = content(model.question(question).title).truncate(
        min(room - 4, _LONGEST) - len(count), ellipsis=True, pad=True
    )
    return assemble(
        "  ", (sign, colour), " ", title.stylize("bold" if current else ""), (count, "$text-warning")
    )
