"""The list at the left: the sections with how far each is, and the questions of the one that is open."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from archassist.tui.ahead import badge
from archassist.tui.drawing import redraw_options
from archassist.tui.legible import assemble, content
from archassist.tui.model import Model

_BAR = 6


class SectionList(OptionList):
    """Sections as headings; below the open one its questions with a mark each. Selecting one leads there."""

    def show(self, model: Model, current: str) -> None:
        """Draws the list with the section of the question `current` open and that question highlighted."""
        here = model.question(current)
        options: list[Option] = []
        place = 0
        for section in model.sections():
            opened = section.id == here.section
            options.append(
                Option(_heading(section.title, section.answered, section.total, opened), f"§{section.id}")
            )
            if not opened:
                continue
            for question in model.questions:
                if question.section == section.id:
                    if question.id == current:
                        place = len(options)
                    options.append(Option(_line(model, question.id, question.id == current), question.id))
        redraw_options(self, options)
        self.highlighted = place


def mark(model: Model, question: str) -> tuple[str, str]:
    """The sign for how a question stands, and its colour."""
    answer = model.answer(question)
    if answer is None:
        return "·", "$text-muted"
    signs = {"unknown": ("?", "$warning"), "out_of_scope": ("–", "$text-muted")}
    return signs.get(answer.kind, ("✓", "$success"))


def _heading(title: str, answered: int, total: int, opened: bool) -> Content:
    full = round(_BAR * answered / total) if total else 0
    full = max(full, 1) if answered else 0
    bar = assemble(("█" * full, "$success"), ("░" * (_BAR - full), "$text-muted"))
    name = content(f"{'▾' if opened else '▸'} {title}").truncate(15, pad=True, ellipsis=True)
    return assemble(name.stylize("bold"), " ", bar, (f" {answered}/{total}", "$text-muted"))


def _line(model: Model, question: str, current: bool) -> Content:
    sign, colour = mark(model, question)
    decides = badge(model, question)
    count = f" {len(decides)}" if decides else ""
    title = content(model.question(question).title).truncate(26 - len(count), ellipsis=True)
    return assemble(
        "  ", (sign, colour), " ", title.stylize("bold" if current else ""), (count, "$text-warning")
    )
