"""The decisions as a table, and the gist of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from archassist.session.verdicts import said_of
from archassist.terminal_text import one_line
from archassist.tui.content import advice_text
from archassist.tui.content.reasons import STATUS_SIGNS
from archassist.tui.content.table import Column, TextTable
from archassist.tui.legible import assemble, content, styled
from archassist.views.needs import needs_text
from archassist.words import BANDS, capital

if TYPE_CHECKING:
    from archassist.session import Verdict
    from archassist.tui.model import Model
    from archassist.views.records.advice import DecisionView

_ROOMY = 96
"""Columns from which on there is room for where the advice comes from, and for the words beside the signs."""


class DecisionRows:
    """Rows of the table of decisions, in the width that there is."""

    def __init__(self, model: Model, width: int) -> None:
        self._model = model
        self._roomy = width >= _ROOMY
        self._table = TextTable(
            [
                Column("Sure" if self._roomy else "", 9 if self._roomy else 1),
                Column("Decision", 24, 2 - self._roomy),
                Column("Advice", 24, 3),
                Column("From", 16 if self._roomy else 0, 3),
                Column("Team", 14, 2 - self._roomy),
            ],
            width,
        )

    @property
    def head(self) -> Content:
        """The heads of the columns."""
        return self._table.head

    def row(self, view: DecisionView) -> Content:
        """One decision."""
        known = self._model.rulebook.decisions[view.id]
        sure = advice_text.standing(view.standing)
        advice = (
            content(known.options[view.recommended].title)
            if view.enough
            else styled("not enough answers yet", "$text-muted")
        )
        return self._table.row(
            [
                sure if self._roomy else sure.truncate(1),
                styled(known.title, "bold"),
                advice,
                styled(moved(view) if view.enough else "", "$text-muted"),
                styled(in_brief(self._model, view, short=True), "$text-accent"),
            ]
        )


def moved(view: DecisionView) -> str:
    """From where the recommended option is a step, on or back, as far as it is known what stands."""
    if view.move.kind == "keep":
        return "kept"
    if view.today is None:
        return ""
    sign = "↓" if view.move.kind == "step_back" else "↑"
    return f"{sign} {view.option(view.today).title}"


def verdicts_of(model: Model, view: DecisionView) -> list[tuple[str, Verdict]]:
    """What the team said of options, what was accepted first."""
    known, taken = model.rulebook.decisions[view.id], model.review.decisions.get(view.id)
    order = ["accepted", *(each for each in STATUS_SIGNS if each != "accepted")]
    said = [each for each in (taken.verdicts.items() if taken else ()) if each[0] in known.options]
    return sorted(said, key=lambda each: order.index(each[1].status))


def in_brief(model: Model, view: DecisionView, *, short: bool = False) -> str:
    """What the team made of a decision, in a word or two; `short` where the sign says already what was done."""
    said = verdicts_of(model, view)
    if said and said[0][1].status in ("accepted", "proposed"):
        id, first = said[0]
        titles = model.rulebook.decisions[view.id].options
        sign, done = STATUS_SIGNS[first.status], first.status
        if id == view.recommended and view.enough:
            return f"{sign} {done}"
        return f"{sign} {titles[id].title}" if short else f"{sign} {done}: {titles[id].title}"
    no = sum(each.status == "rejected" for _, each in said)
    return f"✗ {no} rejected" if no else ""


def gist(model: Model, view: DecisionView) -> Iterator[Content]:
    """What is asked and advised, the strongest reason, and what the team said."""
    known = model.rulebook.decisions[view.id]
    yield styled(known.asks, "$text-muted")
    if view.enough:
        futures = f", best {BANDS[view.futures]}" if view.futures else ""
        yield assemble(
            ("▸ ", "bold $accent"), (known.options[view.recommended].title, "bold"), (futures, "$text-muted")
        )
    yield content(capital(_because(model, view)))
    said = verdicts_of(model, view)
    if said:
        titled = [(f"{known.options[id].title} " if len(said) > 1 else "", each) for id, each in said]
        words = "; ".join(f"{option}{one_line(said_of(each))}" for option, each in titled)
        yield styled(f"The team: {words}", "$text-accent")


def _because(model: Model, view: DecisionView) -> str:
    if view.triage and view.triage.place in ("decide_now", "later"):
        return view.triage.because
    if not view.enough:
        return needs_text(view.needs)
    if why := next((rule.text for rule in view.reasons), ""):
        return why
    if view.required_by:
        decision, _, needed = view.required_by[0].partition(".")
        needs = model.rulebook.decisions[decision]
        return f"needed by {needs.options[needed].title} ({needs.title})"
    return "nothing in the answers asks for more"
