"""Presentation: what a review is about large and in few words, for six people in front of a shared screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from archassist.terminal_text import one_line, shortened
from archassist.tui.content import advice_text
from archassist.tui.content.advice_text import STANDINGS
from archassist.tui.content.decision_rows import verdicts_of
from archassist.tui.content.meeting_clock import clock_note
from archassist.tui.content.option_text import in_short
from archassist.tui.legible import assemble, content, styled
from archassist.tui.lookahead import order
from archassist.tui.model import Model
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.pane import Clickable
from archassist.views.decided import decided_so_far, decided_words, settles
from archassist.words import capital
from archassist.working_days import work_text

if TYPE_CHECKING:
    from textual.screen import Screen

    from archassist.views.records.advice import DecisionView

MOST_REASONS, LONGEST = 2, 110
"""Reasons that a slide gives, and characters of each: a room reads no more."""


class Slide(NamedTuple):
    """What is shown: the whole (no id), a decision or a question."""

    kind: str = "whole"
    id: str = ""


class Figure(NamedTuple):
    """A number that a room looks at, what it counts, and its colour."""

    number: str
    caption: str
    tone: str = "$accent"


def _effort(days: tuple[float, float]) -> Figure:
    """What work takes: the number apart from its unit."""
    number, _, unit = work_text(days).rpartition(" ")
    return Figure(number.replace(" to ", "-") or "none", unit if number else "work")


def slide_of(screen: Screen[object]) -> Slide:
    """The slide for what a screen is about; for the meeting, the item that is talked about."""
    if talked_about := getattr(screen, "talked_about", None):
        return Slide(*talked_about())
    if decision := getattr(screen, "decision", ""):
        return Slide("decision", decision)
    question = getattr(screen, "current", "")
    if question and isinstance(question, str):
        return Slide("question", question)
    return Slide()


class PresentScreen(ReviewScreen):
    """One thing at a time. Arrows lead on: the whole, then every decision in the order in which they are read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "back"),
        Binding("right,right_square_bracket,space,pagedown,l", "turn(1)", "next"),
        Binding("left,left_square_bracket,pageup,h", "turn(-1)", "previous"),
        Binding("home,g", "first", "the whole"),
        Binding("enter", "open", "open what is shown"),
    ]
    help_title = "Presentation"

    def __init__(self, model: Model, slide: Slide) -> None:
        super().__init__(model)
        self.slide = slide

    def compose(self) -> ComposeResult:
        """What is asked, figures, what is advised, and why."""
        yield Clickable(id="head")
        with Vertical(id="stage"):
            yield Static(id="stage-asks")
            with Horizontal(id="figures"):
                for place in range(3):
                    with Vertical(id=f"figure-{place}", classes="figure"):
                        yield Digits(id=f"digits-{place}")
                        yield Static(id=f"caption-{place}")
            yield Static(id="stage-says")
        yield KeyBar(
            (
                Key("esc", "back", "app.pop_screen"),
                Key("←", "previous", "screen.turn(-1)"),
                Key("→", "next", "screen.turn(1)"),
                Key("enter", "open", "screen.open"),
                Key("?", "help", "app.help"),
            )
        )

    def on_mount(self) -> None:
        """Draws."""
        self.refresh_view()

    def on_resize(self) -> None:
        """The head fits the width."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Shows what holds now."""
        slides = self._slides()
        at = slides.index(self.slide) + 1 if self.slide in slides else 0
        places = (
            advice_text.Crumb("Presentation", "screen.first"),
            advice_text.Crumb(f"{self._subject()} {at}/{len(slides)}", "screen.open"),
        )
        room = self.app.size.width - 2
        note = clock_note(self.model, room) if self.slide.kind != "whole" else ""  # there it is large
        head = advice_text.crumbs(self.model, places, room - (len(note) + 2 if note else 0))
        self.query_one("#head", Static).update(
            assemble(head, (f"  {note}" if note else "", "bold $text-muted"))
        )
        asks, figures, says = {
            "whole": self._whole,
            "decision": self._decision,
            "question": self._question,
        }[self.slide.kind]()
        self.query_one("#stage-asks", Static).update(asks)
        self.query_one("#stage-says", Static).update(content("\n").join(says))
        self.query_one("#figures").display = bool(figures)
        for place in range(3):
            self.query_one(f"#figure-{place}").display = place < len(figures)
        for place, figure in enumerate(figures):
            digits = self.query_one(f"#digits-{place}", Digits)
            digits.update(figure.number)
            digits.styles.color = self.app.theme_variables[figure.tone.removeprefix("$")]
            self.query_one(f"#caption-{place}", Static).update(content(figure.caption))

    # -- slides

    def _slides(self) -> list[Slide]:
        decisions = [Slide("decision", id) for id in order(self.model)]
        asked = [self.slide] if self.slide.kind == "question" else []
        return [*asked, Slide(), *decisions]

    def _subject(self) -> str:
        if self.slide.kind == "decision":
            return self.model.rulebook.decisions[self.slide.id].title
        return self.model.question(self.slide.id).title if self.slide.kind == "question" else "Where we are"

    def _whole(self) -> tuple[Content, list[Figure], list[Content]]:
        standings = [each.standing for each in self.model.glance.decisions]
        figures = [
            Figure(str(standings.count(word)), f"{sign} {word}", tone)
            for word, (sign, tone) in STANDINGS.items()
        ]
        if not all(standings):
            figures = []
        total = len(self.model.questions)
        phase = self.model.now.phase
        says = [styled(f"{self.model.answered} of {total} questions answered", "bold")]
        if phase:
            says.append(assemble(("Phase: ", "$text-muted"), (phase, "bold")))
        if not figures:
            says.append(styled("… how sure each decision is, is being computed", "$text-muted"))
        says += self._met()
        for view in self._now()[:3]:
            title = self.model.rulebook.decisions[view.id].title
            says.append(assemble(("\nDecide now  ", "$text-muted"), (title, "bold $accent")))
        return assemble((f"{one_line(self.model.title)}\n", "bold")), figures, says

    def _met(self) -> Iterator[Content]:
        """In a meeting: what is talked about, and what the team has decided so far."""
        if note := clock_note(self.model, self.app.size.width):
            yield assemble(("\nNow  ", "$text-muted"), (note, "bold"))
            for each in decided_so_far(self.model.review):
                said = f"{each.title}: {one_line(decided_words(each))}"
                yield assemble(
                    ("✓ Decided  " if settles(each) else "· So far  ", "$text-muted"),
                    (shortened(said, LONGEST, "…"), "bold $text-accent"),
                )

    def _now(self) -> list[DecisionView]:
        from archassist.tui.lookahead import placed

        return [view for head, group in placed(self.model) for view in group if head == "Decide now"]

    def _decision(self) -> tuple[Content, list[Figure], list[Content]]:
        decision = self.slide.id
        view = next((each for each in self.model.best.decisions if each.id == decision), None)
        known = self.model.rulebook.decisions[decision]
        if view is None:
            return styled(f"{known.asks}\n", "bold"), [], [content("Not at issue by your answers.")]
        return styled(f"{known.asks}\n", "bold"), self._figures(view), list(self._advice(view))

    def _figures(self, view: DecisionView) -> list[Figure]:
        option = view.option(view.recommended)
        if not view.enough or option.share is None:
            return []
        tone = STANDINGS[view.standing][1] if view.standing in STANDINGS else "$accent"
        figures = [Figure(str(round(10 * option.share)), "of 10 futures", tone)]
        if view.move.days is not None:
            figures.append(_effort(view.move.days))
        return figures

    def _advice(self, view: DecisionView) -> Iterator[Content]:
        known = self.model.rulebook.decisions[view.id]
        for option, verdict in verdicts_of(self.model, view)[:MOST_REASONS]:
            yield styled(f"The team: {known.options[option].title}, {in_short(verdict)}", "bold $text-accent")
        if not view.enough:
            yield styled("Not enough answers yet", "bold $warning")
            for question in view.needs[:3]:
                yield styled(question.title, "$text-muted")
            return
        if view.today is not None and view.today != view.recommended:
            yield styled(f"{known.options[view.today].title}  →", "$text-muted")
        yield styled(f" {known.options[view.recommended].title} ", "bold reverse $accent")
        yield advice_text.standing(view.standing)
        for rule in view.reasons[:MOST_REASONS]:
            yield content("")
            yield content(shortened(capital(rule.text), LONGEST, "…"))

    def _question(self) -> tuple[Content, list[Figure], list[Content]]:
        question = self.model.question(self.slide.id)
        answer = self.model.shown(question.id)
        says = [
            styled(f" {answer} ", "bold reverse $accent")
            if answer
            else styled("not answered yet", "$text-muted")
        ]
        says.append(content(""))
        wide = max(map(len, question.choices.values()), default=0)
        for number, choice in enumerate(question.choices.values(), 1):
            says.append(assemble((f"{number}  ", "bold $accent"), f"{choice:<{wide}}"))
        if question.why:
            says += [content(""), styled(question.why, "$text-muted")]
        return styled(f"{question.ask}\n", "bold"), [], says

    # -- actions

    def action_turn(self, step: int) -> None:
        """The next or previous slide; it ends at the ends."""
        slides = self._slides()
        at = (slides.index(self.slide) if self.slide in slides else 0) + step
        if 0 <= at < len(slides):
            self.slide = slides[at]
            self.refresh_view()

    def find(self, words: str) -> str:
        """Goes to the next slide in whose title or question the words stand; what to say where there is none."""
        slides = self._slides()
        at = slides.index(self.slide) + 1 if self.slide in slides else 0
        wanted = words.casefold().split()
        for slide in [*slides[at:], *slides[:at]]:
            known = self.model.rulebook.decisions.get(slide.id)
            text = f"{known.title} {known.asks}".casefold() if known else ""
            if known and all(word in text for word in wanted):
                self.slide = slide
                self.refresh_view()
                return ""
        return f"No decision has “{words}” in its title."

    def action_first(self) -> None:
        """The slide of the whole."""
        self.slide = Slide()
        self.refresh_view()

    def action_open(self) -> None:
        """Opens the decision or the question that is shown."""
        if self.slide.kind == "decision":
            self._app.action_decision(self.slide.id)
        elif self.slide.kind == "question":
            self.app.pop_screen()  # the interview, which stands at it
        else:
            self._app.action_show("decisions")

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("→ space ← h l", "next and previous: the whole, then every decision"),
            ("/", "go to a decision by a word of its title"),
            ("home", "the whole: how far, how sure, what to decide now"),
            ("enter", "open what is shown"),
            ("esc v ^g", "back to where you were"),
        ]
