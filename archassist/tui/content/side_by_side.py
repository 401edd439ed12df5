"""The options of a decision side by side: one column each, one row for each thing in which they differ."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from archassist.engine.effort import effort_days
from archassist.session.verdicts import said_of
from archassist.terminal_text import one_line
from archassist.tui.content.reasons import STATUS_SIGNS
from archassist.tui.legible import assemble, content, styled
from archassist.tui.lookahead import outlook, precedents
from archassist.views.chances import percent
from archassist.views.months import spoken
from archassist.views.tradeoffs import pareto_view, sign
from archassist.working_days import work_text

if TYPE_CHECKING:
    from archassist.rulebook.decisions import Option
    from archassist.tui.model import Model
    from archassist.views.records.advice import DecisionView, OptionView

_LABEL, _LEAST, _MOST, _GAP = 16, 15, 34, 2
"""Columns of the screen for the rows' names, for an option at least and at most, and between them."""
_BAR = 10


class OptionCell(NamedTuple):
    """What stands in a column of a row."""

    text: str
    style: str = ""


class SideBySide:
    """The table. The columns around the option under the cursor are shown where not all of them fit."""

    def __init__(self, model: Model, decision: str, option: str, width: int) -> None:
        self._model, self._current = model, option
        self._view: DecisionView = model.best.decision(decision)
        self._known = model.rulebook.decisions[decision]
        self._width = width
        options = list(self._view.options)
        fit = max(1, (width - _LABEL) // (_LEAST + _GAP))
        at = next((place for place, each in enumerate(options) if each.id == option), 0)
        first = min(max(0, at - fit // 2), max(0, len(options) - fit))
        self._before, self._after = first, max(0, len(options) - first - fit)
        self._shown = options[first : first + fit]
        self._column = min(_MOST, (width - _LABEL) // max(len(self._shown), 1) - _GAP)

    def lines(self) -> Iterator[Content]:
        """The table, line by line."""
        today = self._view.today
        label = (f"{'From':<{_LABEL}}", "$text-muted")
        if today:
            yield assemble(label, (self._known.options[today].title, "bold"), ("  (today)", "$text-muted"))
        else:
            yield assemble(label, ("what stands today is not known", "$text-muted"))
        if hidden := self._hidden():
            yield styled(f"{'':{_LABEL}}{hidden}: ← → lead there", "$text-accent")
        yield content("")
        yield from self._row("To", [self._title(each) for each in self._shown])
        yield styled("─" * min(self._width, _LABEL + len(self._shown) * (self._column + _GAP)), "$line")
        yield from self._row("Move", [self._move(each) for each in self._shown])
        yield from self._row("Best in futures", [self._futures(each) for each in self._shown])
        yield from self._row("Right before", [self._chance(each) for each in self._shown])
        yield from self._row("Effort", [self._effort(each) for each in self._shown])
        yield from self._row("To undo", [self._undo(each) for each in self._shown])
        yield from self._row("To run", [self._ops(each) for each in self._shown])
        yield content("")
        yield from self._qualities()
        yield content("")
        yield from self._row("Falls short of", [self._fails(each) for each in self._shown])
        yield from self._row("When", [self._when(each) for each in self._shown])
        for name, told in (("Took it", self._precedents), ("Your team", self._team)):
            cells = [told(each) for each in self._shown]
            if any(cell.text for cell in cells):
                yield from self._row(name, cells)
        yield content("")
        yield styled("▸ advised. ++ + · - --: against the simplest option.", "$text-muted")

    def _hidden(self) -> str:
        more = [f"{self._before} more at the left"] if self._before else []
        more += [f"{self._after} more at the right"] if self._after else []
        return ", ".join(more)

    def _row(self, name: str, cells: Sequence[OptionCell]) -> Iterator[Content]:
        wrapped = [textwrap.wrap(cell.text, self._column) or [""] for cell in cells]
        for line in range(max(map(len, wrapped))):
            label = f"{name if not line else '':<{_LABEL}}"
            parts: list[Content] = [styled(label, "$text-muted")]
            for option, cell, texts in zip(self._shown, cells, wrapped, strict=True):
                text = content(texts[line] if line < len(texts) else "").truncate(self._column, pad=True)
                text = text.stylize(cell.style) if cell.style else text
                if option.id == self._current:
                    text = text.stylize("on $block-cursor-background")
                parts += [text, assemble(" " * _GAP)]
            yield assemble(*parts)

    # -- cells

    def _option(self, option: OptionView) -> Option:
        return self._known.options[option.id]

    def _title(self, option: OptionView) -> OptionCell:
        advised = option.id == self._view.recommended and self._view.enough
        return OptionCell(f"{'▸ ' if advised else ''}{option.title}", "bold $accent" if advised else "bold")

    def _move(self, option: OptionView) -> OptionCell:
        today = self._view.today
        if today is None:
            return OptionCell("adopt it")
        if option.id == today:
            return OptionCell("stands today", "bold")
        order = list(self._known.options)
        return OptionCell("↑ step to it" if order.index(option.id) > order.index(today) else "↓ step back")

    def _futures(self, option: OptionView) -> OptionCell:
        if option.share is None:
            return OptionCell("… computing", "$text-muted")
        full = round(option.share * _BAR)
        return OptionCell(f"{'█' * full}{'░' * (_BAR - full)} {full}/{_BAR}")

    def _chance(self, option: OptionView) -> OptionCell:
        return OptionCell("not learned" if option.chance is None else percent(option.chance), "")

    def _effort(self, option: OptionView) -> OptionCell:
        assessment = self._model.review.assess(samples=0)
        return OptionCell(
            work_text(effort_days(self._model.rulebook, assessment, self._option(option).effort))
        )

    def _undo(self, option: OptionView) -> OptionCell:
        tones = {"easy": "$text-success", "costly": "$text-warning", "hard": "$text-error"}
        word = self._option(option).reversible
        return OptionCell(word, tones.get(word, ""))

    def _ops(self, option: OptionView) -> OptionCell:
        days = option.ops_points / 2
        return OptionCell(f"{days:g} {'day' if days == 1 else 'days'} a month" if days else "nothing more")

    def _qualities(self) -> Iterator[Content]:
        view = pareto_view(self._model.review, self._view.id)
        effects = {each.id: each.effects for each in view.options}
        for quality in view.attributes:
            mine = [effects.get(each.id, {}).get(quality.id, 0) for each in self._shown]
            yield from self._row(quality.title, [_quality(each) for each in mine])

    def _fails(self, option: OptionView) -> OptionCell:
        titles = {each.id: each.title for each in self._view.requirements}
        failed = "; ".join(titles.get(each, each) for each in option.excluded_by)
        if failed:
            return OptionCell(f"✗ {failed}", "$text-error")
        return (
            OptionCell("ruled out", "$text-warning")
            if option.ruled_out
            else OptionCell("nothing", "$text-muted")
        )

    def _when(self, option: OptionView) -> OptionCell:
        if option.id == self._view.recommended and self._view.enough:
            return OptionCell("right now", "$text-success")
        seen = outlook(self._model)
        if seen is None:
            return OptionCell("… computing", "$text-muted")
        for each in seen.not_yet.get(self._view.id, ()):
            if each.option == option.id:
                return OptionCell(f"right {spoken(each)}")
        return OptionCell("not foreseen", "$text-muted")

    def _precedents(self, option: OptionView) -> OptionCell:
        found = [each for each in precedents(self._model, self._view.id) if option.title in each.chose]
        return OptionCell("; ".join(f"{each.title} ({each.went})" for each in found))

    def _team(self, option: OptionView) -> OptionCell:
        verdict = self._model.verdict(self._view.id, option.id)
        if verdict is None:
            return OptionCell("")
        return OptionCell(f"{STATUS_SIGNS[verdict.status]} {one_line(said_of(verdict))}", "$text-accent")


def _quality(effect: int) -> OptionCell:
    tone = "$text-success" if effect > 0 else "$text-error" if effect < 0 else "$text-muted"
    return OptionCell(sign(effect) if effect else "·", tone)
