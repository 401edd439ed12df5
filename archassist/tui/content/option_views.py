"""One option, seen in one of six ways: in short, beside the others, why, why not, what would change it, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.style import Style

from archassist.engine.effort import effort_days
from archassist.tui.content.option_text import mind_lines, move_lines, precedents_lines, qualities_lines
from archassist.tui.content.reasons import bullets, head, reasons
from archassist.tui.content.side_by_side import SideBySide
from archassist.tui.content.text_charts import bars
from archassist.tui.legible import assemble, content, styled
from archassist.tui.lookahead import Mind, mind, not_yet, outlook, precedents, tornado
from archassist.views.chances import INSTEAD, chance_text, size_text
from archassist.views.months import spoken
from archassist.views.needs import needs_text
from archassist.views.tradeoffs import pareto_view
from archassist.words import BANDS, capital, includes_text
from archassist.working_days import days_text, work_text

if TYPE_CHECKING:
    from archassist.tui.model import Model
    from archassist.views.records.outlook import SwingView
    from archassist.views.records.why import WhyView

VIEWS: Final = {
    "all": "all",
    "beside": "side by side",
    "why": "why",
    "why_not": "why not",
    "flips": "flips",
    "when": "not yet",
}
"""The ways to see an option, by the name that actions use; the digits 1 to 6 choose them in this order."""

_UNDO = {"easy": "easy to undo", "costly": "costly to undo", "hard": "hard to undo"}


def tabs(current: str) -> Content:
    """The ways to see an option in a line, each with its digit and for the mouse."""
    parts = []
    for digit, (name, label) in enumerate(VIEWS.items(), 1):
        style = "bold $accent reverse" if name == current else "$text-muted"
        key = styled(f" {digit} {label} ", style)
        parts.append(key.stylize(Style.from_meta({"@click": f"screen.view({name!r})"})))
    return content("").join(parts)


class OptionText:
    """The texts about one option of a decision, in the width that there is."""

    def __init__(self, model: Model, view: WhyView, verdict: list[Content], width: int) -> None:
        self._model, self._view, self._verdict, self._width = model, view, verdict, width
        self._known = model.rulebook.decisions[view.decision]
        self._option = self._known.options[view.option]

    def lines(self, name: str) -> Iterator[Content]:
        """The text of one of the views. Raises KeyError for a name that is none of `VIEWS`."""
        if name == "beside":
            yield from SideBySide(self._model, self._view.decision, self._view.option, self._width).lines()
            return
        yield from self._headline()
        yield from {
            "all": self._all,
            "why": self._why,
            "why_not": self._why_not,
            "flips": self._flips,
            "when": self._when,
        }[name]()

    @property
    def _mind(self) -> Mind | None:
        return mind(self._model, self._view.decision)

    @property
    def _swings(self) -> tuple[SwingView, ...]:
        return tornado(self._model, self._view.decision, self._view.option)

    def _headline(self) -> Iterator[Content]:
        view = self._view
        advice = "recommended" if view.chosen else "not recommended"
        if not view.enough:
            yield styled(f"Nothing is recommended yet. {needs_text(view.needs)}.", "bold $text-warning")
            advice = "ahead so far" if view.chosen else "not ahead so far"
        first = "" if self._model.sure else "  … a first estimate: the simulated futures are being computed"
        yield assemble((f"{self._option.title}: {advice}", "bold"), (first, "$text-muted"))

    # -- all of it

    def _all(self) -> Iterator[Content]:
        view = self._view
        yield from self._verdict
        yield from self._about()
        if view.chosen:
            yield from self._for_it()
        else:
            yield from self._instead()
            yield from reasons("In favour", view.favour)
        yield from self._needed()
        yield from self._speaks_against()
        if view.chosen:
            yield from mind_lines(self._mind)
            yield from precedents_lines(precedents(self._model, view.decision))
        yield from self._missing()
        if view.chosen:
            yield from self._others(2)
        yield from self._hangs_on()
        yield from qualities_lines(pareto_view(self._model.review, view.decision), self._option.id)
        yield from bullets("Good", self._option.good)
        yield from bullets("Bad", self._option.bad)
        yield from self._effort()
        if view.assumes:
            yield content("")
            yield head("Based on typical ranges: not answered (enter: answer one)")
            yield content("; ".join(question.title for question in view.assumes))

    def _about(self) -> Iterator[Content]:
        view = self._view
        if view.futures:
            yield styled(f"Best {BANDS[view.futures]}.", "$text-muted")
        if view.chance is not None:
            yield styled(chance_text(view.chance), "$text-muted")
        if view.enough:
            yield from move_lines(view)
        for told in view.contradictions:
            yield styled(f"! {told.shown}", "$text-warning")
        if view.contradictions:
            yield content("")
        yield content(self._option.about)
        if view.includes:
            yield content(includes_text(view.includes))
        yield content("")

    def _for_it(self) -> Iterator[Content]:
        yield from reasons("Why", self._view.favour)
        yield from bullets("What the size of your answers says", map(size_text, self._view.sizes))

    def _instead(self) -> Iterator[Content]:
        view = self._view
        title = self._known.options[view.recommended].title
        yield from reasons(f"Instead, {title}", view.instead)
        if not view.instead:
            yield content(f"Instead, {title}. {INSTEAD[view.chance is not None]}")
            yield content("")

    def _needed(self) -> Iterator[Content]:
        for needed in self._view.required_by:
            other, _, id = needed.partition(".")
            decision = self._model.rulebook.decisions[other]
            yield content(f"• Needed by {decision.options[id].title} ({decision.title})")
        if self._view.required_by:
            yield content("")

    def _speaks_against(self) -> Iterator[Content]:
        view = self._view
        for requirement in view.requirements:
            yield styled(requirement.shown, "" if requirement.met else "$text-warning")
        if view.requirements:
            yield content("")
        for given in (view.conflict, view.vetoed):
            if given:
                yield styled(given, "$text-warning")
        yield from reasons("Against", view.against)

    def _missing(self) -> Iterator[Content]:
        title = "Why not yet" if not self._view.chosen else "Does not apply here"
        yield from reasons(title, self._view.missing, False)

    def _others(self, most: int | None = None) -> Iterator[Content]:
        for id, against in self._view.alternatives.items():
            yield from reasons(f"Why not {self._known.options[id].title}", against[:most], most is None)

    def _hangs_on(self) -> Iterator[Content]:
        if swings := self._swings:
            yield head("Depends most on (how often it wins, at either end of an answer)")
            yield from bars(swings, self._width)
            yield content("")

    def _effort(self) -> Iterator[Content]:
        assessment = self._model.review.assess(samples=0)
        effort = work_text(effort_days(self._model.rulebook, assessment, self._option.effort))
        yield head("Effort")
        yield content(f"{capital(effort)}, {_UNDO[self._option.reversible]}")
        if coming := not_yet(self._model, self._view.decision, self._option.id):
            yield content(coming)
        if self._option.watch:
            yield content(f"Watch {self._option.watch}.")

    # -- one key each

    def _why(self) -> Iterator[Content]:
        yield content("")
        if self._view.chosen:
            yield from self._for_it()
        else:
            yield from reasons("In favour", self._view.favour)
        yield from self._needed()
        if not (self._view.favour or self._view.required_by or self._view.sizes):
            yield content("Nothing in the answers speaks for it.")
            yield content("")
        yield from bullets("Good", self._option.good)
        yield from precedents_lines(precedents(self._model, self._view.decision))

    def _why_not(self) -> Iterator[Content]:
        yield content("")
        if not self._view.chosen:
            yield from self._instead()
        yield from self._speaks_against()
        if not (self._view.against or self._view.requirements):
            yield content("Nothing in the answers speaks against it.")
            yield content("")
        yield from self._missing()
        yield from bullets("Bad", self._option.bad)
        if self._view.chosen:
            yield from self._others()

    def _flips(self) -> Iterator[Content]:
        yield content("")
        if not self._view.chosen:
            title = self._known.options[self._view.recommended].title
            yield styled(f"Of the advice, {title}:", "$text-muted")
        yield from mind_lines(self._mind)
        yield from self._hangs_on()

    def _when(self) -> Iterator[Content]:
        yield content("")
        seen = outlook(self._model)
        if seen is None:
            yield styled("… what the months hold is being computed", "$text-muted")
            return
        coming = seen.not_yet.get(self._view.decision, ())
        if not coming:
            yield content("No other option becomes right within three years.")
        for each in coming:
            yield head(each.title)
            yield content(f"Right {spoken(each)}.")
            if each.trigger:
                yield content(f"Trigger: {each.trigger.text}")
                yield content(f"Watch: {each.trigger.measure}")
            yield styled(f"Takes {days_text(each.lead_days)}", "$text-muted")
            yield content("")
        yield from self._missing()


def questions_behind(model: Model, view: WhyView) -> dict[str, str]:
    """The questions behind what is said of an option: title by id, those it depends on most first."""
    found: dict[str, str] = {each.id: each.title for each in view.needs}
    found |= {each.question: each.title for each in tornado(model, view.decision, view.option)}
    if known := mind(model, view.decision):
        found |= {each.question: each.title for each in known.rests_on.answers}
    found |= {each.question: each.title for each in view.sizes}
    found |= {each.id: each.title for each in view.assumes}
    for requirement in view.requirements:
        found |= {id: model.question(id).title for id in requirement.questions}
    for told in view.contradictions:
        found |= {id: model.question(id).title for id in told.questions}
    model.learn()
    title = model.rulebook.decisions[view.decision].title
    for question in model.questions:
        if any(each.split(" (at ")[0] == title for each in model.decides(question.id)):
            found.setdefault(question.id, question.title)
    asked = {question.id for question in model.questions}
    return {id: title for id, title in found.items() if id in asked}
