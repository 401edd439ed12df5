"""What may come: numbers that grow, the limits they meet, and which option leads when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from archassist.tui import lookahead
from archassist.tui.content import text_charts
from archassist.tui.content.reasons import head
from archassist.tui.legible import assemble, content, styled
from archassist.tui.model import Model
from archassist.tui.screens.list_screen import HUGE, WIDE, ListScreen
from archassist.tui.screens.look_up import look_up
from archassist.tui.widgets.growth_plot import GrowthPlot, plot_title
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.views.borders import border_of
from archassist.views.outlook import growth_text
from archassist.words import capital

if TYPE_CHECKING:
    from archassist.views.records.outlook import OutlookView

_LIST, _LIST_HUGE = 49, 65
"""Columns that are not those of the text: of the list, the frame and the scroll bar."""


_TITLES = {
    "band": "In words  (enter: the questions behind it)",
    "limit": "The limit",
    "decision": "Which option leads when",
}


class Numbers(LineList):
    """What may come. A click only chooses a line; enter asks what is behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.behind", show=False)]


class OutlookScreen(ListScreen):
    """A list of what grows, of limits and of decisions; beside it the chart and the words for what is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,i", "app.interview", "back to the interview")]
    KEYS = (
        Key("↑↓", "another", "screen.nothing"),
        Key("esc", "interview", "app.interview"),
        Key("enter", "questions behind", "screen.behind"),
        Key("p", "plan", "app.show('plan')"),
        Key("d", "decisions", "app.show('decisions')"),
        Key("x", "export", "app.show('export')"),
        Key("?", "help", "app.help"),
    )
    help_title = "Growth and limits"
    BESIDE = "#told"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._view: OutlookView | None = None

    def compose_list(self) -> ComposeResult:
        """What may come; beside it the chart and the words for one of it."""
        with Horizontal(id="outlook"):
            yield Numbers(id="items", classes="pane", markup=False)
            with Vertical(id="seen"):
                with Vertical(id="plot-pane", classes="pane"):
                    yield GrowthPlot(id="plot")
                with VerticalScroll(id="told-pane", classes="pane", can_focus=False):
                    yield Static(id="told")

    def refresh_view(self) -> None:
        """Shows what holds now; while it is being computed, says so and keeps what there was."""
        self.draw_head()
        view = lookahead.outlook(self.model)
        if view is None:
            name_pane(self.query_one(LineList), "What may come  … being computed")
            if self._view is None:
                self.query_one("#plot-pane").display = False
                self.query_one("#told", Static).update(content("Computing what may come …"))
            return
        self._view = view
        name_pane(self.query_one(LineList), "What may come", "! crossed ▲ likely · less ↷ changes")
        limits = [
            (f"limit {each.id}", _line(each.title, text_charts.SIGNS[text_charts.urgency(each)]))
            for each in view.limits
        ]
        self.list_groups(
            [
                ("What grows", [(f"band {id}", _line(each.title)) for id, each in view.bands.items()]),
                ("Limits", limits),
                ("Decisions over three years", list(self._decisions())),
            ]
        )
        self._tell()

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        kind, _, id = (self.current() or " ").partition(" ")
        plot, told, view = self.query_one(GrowthPlot), self.query_one("#told", Static), self._view
        if view is None or not id:
            return
        plot.display = kind in ("band", "limit") and self._metric(kind, id) in view.bands
        frame = self.query_one("#plot-pane")
        frame.display = plot.display
        self.query_one("#told-pane").set_class(not plot.display, "-alone")
        if plot.display:
            metric = self._metric(kind, id)
            band, border = view.bands[metric], border_of(self.model.rulebook, metric)
            plot.draw(band, border, self._colours())
            name_pane(frame, *plot_title(band, border, narrow=self.app.size.width < WIDE))
        name_pane(self.query_one("#told-pane"), _TITLES[kind])
        texts = [*{"band": self._band, "limit": self._limit, "decision": self._timeline}[kind](id)]
        if missing := growth_text(self.model.rulebook):
            texts = [content(missing), content(""), *texts]
        told.update(content("\n").join(texts))

    def _colours(self) -> tuple[str, str, str, str]:
        """The middle, the ends of the band, the limit and surges, in the colours of the theme."""
        known = self.app.theme_variables
        return known["accent"], known["text-muted"], known["error"], known["warning"]

    def action_behind(self) -> None:
        """Lists the questions behind the number under the cursor; esc leads back here."""
        kind, _, id = (self.current() or " ").partition(" ")
        if kind == "decision":
            self._app.action_decision(id)
        elif id:
            metric = self._metric(kind, id)
            fact = self.model.best.facts.get(metric)
            known = self.model.rulebook.questions
            found = {each: known[each].title for each in (fact.rests_on if fact else ()) if each in known}
            if metric in known:
                found.setdefault(metric, known[metric].title)
            back = partial(self._app.action_show, "outlook")
            if found:
                look_up(self, found, "growth and limits", back)
            else:
                self._app.say("No question is behind this: it holds whatever you answer.")

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k g G", "another number, limit or decision"),
            (
                "the chart",
                "the median future, and the band that holds eight of ten; a dashed line is a limit",
            ),
            ("! ▲ · ", "a limit that is crossed already, in half of the futures or more, in fewer"),
            ("enter", "the questions behind a number (esc leads back); at a decision: opens it"),
            ("the timeline", "which option leads in most futures, quarter by quarter"),
            ("esc i", "back to the interview"),
        ]

    # -- drawing

    def _decisions(self) -> Iterator[tuple[str, Content]]:
        """Decisions whose leading option changes first."""
        changing: list[tuple[str, str]] = []
        steady: list[tuple[str, str]] = []
        for id, shares in lookahead.leading(self.model).items():
            leaders = text_charts.leaders(shares)
            entry = (f"decision {id}", self.model.rulebook.decisions[id].title)
            (changing if len(set(leaders)) > 1 else steady).append(entry)
        yield from ((id, _line(title, "↷")) for id, title in changing)
        yield from ((id, _line(title)) for id, title in steady)

    def _metric(self, kind: str, id: str) -> str:
        return self.model.rulebook.limits[id].metric if kind == "limit" else id

    def _band(self, id: str) -> Iterator[Content]:
        assert self._view is not None
        band = self._view.bands[id]
        for at in (0, 12, 24, 36):
            low, middle, high = (
                text_charts.amount(values[at], band.unit) for values in (band.low, band.middle, band.high)
            )
            between = f"  between {low} and {high}" if low != high else "  in nearly all futures"
            yield assemble((f"{band.months[at]}  ", "$text-muted"), (middle, "bold"), between)
        for surge in band.surges:
            low, middle, high = (
                text_charts.amount(each, band.unit) for each in (surge.low, surge.middle, surge.high)
            )
            when = f"{surge.month}, {surge.lasts}  "
            yield assemble((when, "$text-muted"), (middle, "bold"), f"  between {low} and {high}")

    def _limit(self, id: str) -> Iterator[Content]:
        assert self._view is not None
        limit = next(each for each in self._view.limits if each.id == id)
        yield styled(limit.title, "bold")
        border = border_of(self.model.rulebook, limit.metric)
        band = self._view.bands.get(limit.metric)
        if border is not None and band is not None:
            yield assemble(
                (f"{band.title}: ", "$text-muted"),
                f"the limit is {text_charts.amount(border, band.unit)}; by the answers {limit.today}.",
            )
            yield content(f"{capital(limit.text)}.")
        else:
            yield content(f"{capital(limit.text)}. By the answers: {limit.today}.")
        yield content(f"{limit.then}.")
        titles = [self.model.rulebook.decisions[each].title for each in limit.decisions]
        yield styled(f"Raised by: {'; '.join(titles)}", "$text-muted")

    def _inside(self) -> int:
        """Columns of a text beside or below the list, as the style sheet has them: it is drawn before they are laid out."""
        width = self.app.size.width
        return width - (3 if width < WIDE else _LIST_HUGE if width >= HUGE else _LIST)

    def _timeline(self, id: str) -> Iterator[Content]:
        assert self._view is not None
        decision = self.model.rulebook.decisions[id]
        months = next(iter(self._view.bands.values())).months if self._view.bands else ()
        yield styled(decision.title, "bold")
        yield from text_charts.timeline(
            [option.title for option in decision.options.values()],
            lookahead.leading(self.model)[id],
            months,
            self._inside(),
        )
        for each in self._view.not_yet.get(id, ()):
            yield content("")
            yield head(f"Not yet: {each.title}")
            if each.trigger:
                yield content(f"Trigger: {each.trigger.text}")
                yield content(f"Watch: {each.trigger.measure}")


def _line(title: str, sign: str = " ") -> Content:
    return assemble((f"{sign} ", "$text-warning"), title)
