"""One decision: its options side by side, why, why not, what speaks against, and what the team does with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.engine.effort import sized
from archassist.session.verdicts import said_of
from archassist.terminal_text import one_line
from archassist.tui.content import advice_text
from archassist.tui.content.option_text import mind_lines, move_lines, precedents_lines, qualities_lines
from archassist.tui.content.reasons import STATUS_SIGNS, bullets, head, reasons
from archassist.tui.content.text_charts import bars
from archassist.tui.legible import assemble, content, styled
from archassist.tui.lookahead import mind, minds, not_yet, order, precedents, tornado
from archassist.tui.model import Model
from archassist.tui.screens.list_screen import ListScreen
from archassist.tui.screens.verdict_form import in_short, judge, shown
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import Lines
from archassist.views.chances import INSTEAD, chance_text, size_text
from archassist.views.needs import needs_text
from archassist.views.tradeoffs import pareto_view
from archassist.words import BANDS, capital, includes_text

if TYPE_CHECKING:
    from archassist.session.derived import Results
    from archassist.views.records.advice import DecisionView, OptionView
    from archassist.views.records.why import WhyView

_UNDO = {"easy": "easy to undo", "costly": "costly to undo", "hard": "hard to undo"}


class OptionLines(Lines):
    """The options. There are few of them: the keys that turn pages turn those of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,space", "screen.read(1)", show=False),
        Binding("pageup", "screen.read(-1)", show=False),
    ]


class DetailScreen(ListScreen):
    """Explains one decision; the list of options chooses which one the text is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "back"),
        Binding("left,left_square_bracket", "turn(-1)", "previous decision"),
        Binding("right,right_square_bracket", "turn(1)", "next decision"),
        Binding("a", "judge('accepted')", "accept this option"),
        Binding("n", "judge('rejected')", "no: reject this option"),
        Binding("b", "because", "change reason, deciders, dissent or day"),
        Binding("c", "clear", "clear the verdict on this option"),
        Binding("pagedown,space", "read(1)", "read on"),
        Binding("pageup", "read(-1)", "read back"),
    ]

    KEYS = (
        Key("esc", "back", "app.pop_screen"),
        Key("a", "accept", "screen.judge('accepted')"),
        Key("n", "reject", "screen.judge('rejected')"),
        Key("b", "because", "screen.because"),
        Key("c", "undecide", "screen.clear"),
        Key("→", "next", "screen.turn(1)"),
        Key("↑↓", "option", "screen.nothing"),
        Key("←", "previous", "screen.turn(-1)"),
        Key("^z", "undo", "app.undo"),
        Key("?", "help", "app.help"),
    )

    def __init__(self, model: Model, decision: str) -> None:
        super().__init__(model)
        self.decision = decision
        self._drawn = ""
        self._told = ("", "")

    @property
    def help_title(self) -> str:
        """What the help screen calls this screen."""
        return self.model.rulebook.decisions[self.decision].title

    def compose_list(self) -> ComposeResult:
        """The options, and the reasons for one or against it."""
        with Horizontal(id="detail"):
            yield OptionLines(id="options", markup=False)
            with VerticalScroll(id="reasons"):
                yield Static(id="why")

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays on its option. Where the decision is at issue no more, that is said."""
        if all(each.id != self.decision for each in self.model.best.decisions):
            self.call_later(self._leave)
            return
        view, known = self._view(), self.model.rulebook.decisions[self.decision]
        taken = self.model.review.decisions.get(self.decision)
        counts = [
            f"{STATUS_SIGNS[status]} {sum(each.status == status for each in taken.verdicts.values())} {status}"
            for status in ("rejected", "superseded", "proposed")
            if taken and any(each.status == status for each in taken.verdicts.values())
        ]
        if taken and taken.accepted in known.options:
            counts.insert(0, f"✓ {known.options[taken.accepted].title}")
        team = f"  ·  team: {', '.join(counts)}" if counts else ""
        bold = styled(known.title, "bold")
        self.query_one("#head", Static).update(
            assemble(bold, "  ", advice_text.standing(view.standing), team)
        )
        listed = self.query_one(OptionLines)
        options = list(known.options)
        lines = [Option(self._option(view, option), id=option.id) for option in view.options]
        if self._drawn != self.decision:
            listed.highlighted = None
        listed.relist(lines, options.index(view.recommended))
        self._drawn = self.decision
        self._explain()
        if self.model.sure and mind(self.model, self.decision) is None:
            self._find_out(self.model, self.decision)

    def _leave(self) -> None:
        if self.is_current:  # what lies above it comes first; then this screen is drawn anew
            self._app.say(f"By your answers “{self.help_title}” is not at issue any more.")
            self.dismiss()

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        about = self.decision, self._current()
        self._write(*about)
        if about != self._told:
            self.query_one("#reasons", VerticalScroll).scroll_home(animate=False)
        self._told = about

    def _write(self, decision: str, option: str) -> None:
        view = self.model.explain(decision, option)
        self.query_one("#why", Static).update(content("\n").join(self._text(view)))

    @work(thread=True, exclusive=True, group="mind", exit_on_error=False)
    def _find_out(self, model: Model, decision: str) -> None:
        """Works out what would flip the decision, beside the screen."""
        found = minds(model, decision)
        if self.app.is_running:
            self.app.call_from_thread(self._found_out, model, found)

    def _found_out(self, model: Model, found: tuple[int, Results]) -> None:
        if model.take_found(found) and self.is_mounted:
            self._write(self.decision, self._current())

    # -- actions

    def action_turn(self, step: int) -> None:
        """The previous or next decision, as the list of decisions has them."""
        listed = order(self.model)
        at = listed.index(self.decision) if self.decision in listed else -1
        self.decision = listed[(at + step) % len(listed)]
        self.refresh_view()

    def action_judge(self, status: str) -> None:
        """Asks why, and who decided, and records that the team accepts or rejects the option under the cursor."""
        judge(self._app, self.decision, self._current(), status)

    def action_because(self) -> None:
        """Asks anew for reason, deciders, dissent and day of the verdict on the option under the cursor."""
        verdict = self.model.verdict(self.decision, self._current())
        if verdict is None:
            self._app.say("There is no verdict on this option yet: a accepts it, n rejects it.")
        else:
            judge(self._app, self.decision, self._current(), verdict.status)

    def action_clear(self) -> None:
        """Takes the verdict on the option under the cursor back."""
        option = self._current()
        verdict = self.model.verdict(self.decision, option)
        if verdict is not None and self._app.attempt(lambda: self.model.undecide(self.decision, option)):
            title = self.model.rulebook.decisions[self.decision].options[option].title
            self._app.say(
                f"{title}: no verdict any more; it was {one_line(said_of(verdict))}. ^z brings it back."
            )

    def action_read(self, direction: int) -> None:
        """Reads on in the text, wherever the cursor is."""
        text = self.query_one("#reasons", VerticalScroll)
        text.scroll_relative(y=direction * max(1, text.size.height - 2), animate=False)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k or click", "another option: why it, or why not"),
            ("page up/down space", "read on in the text"),
            ("a", "the team accepts the option under the cursor, also against the advice"),
            ("n", "no: the team rejects it, and says why"),
            ("b", "change reason, deciders, dissent or day of the verdict"),
            ("c", "clear the verdict on this option"),
            ("← → or [ ]", "previous and next decision"),
            ("▸ ✓ ✗ ↷ ·", "advised; accepted, rejected, superseded, put forward by the team"),
            ("esc", "back"),
        ]

    # -- drawing

    def _view(self) -> DecisionView:
        return self.model.best.decision(self.decision)

    def _current(self) -> str:
        return self.current() or self._view().recommended

    def _option(self, view: DecisionView, option: OptionView) -> Content:
        known = self.model.rulebook.decisions[self.decision].options[option.id]
        mark = "▸" if option.id == view.recommended and view.enough else " "
        band = BANDS[option.futures] if option.futures else ""
        said = "ruled out" if option.ruled_out else f"score {option.score:+.3g}"
        said = "falls short of what is required" if option.excluded_by else said
        if band and not option.ruled_out and not option.excluded_by:
            said += f", best {band.replace(' simulated', '')}"
        style = "bold" if option.id == view.recommended and view.enough else ""
        verdict = self.model.verdict(self.decision, option.id)
        team = f"\n   {in_short(verdict)}" if verdict else ""
        said += ", stands today" if option.id == view.today else ""
        includes = f"\n   {includes_text(option.includes)}" if option.includes else ""
        return assemble(
            (f"{mark} {known.title}", style),
            (team, "$text-accent"),
            "\n   ",
            (said, "$text-muted"),
            (includes, "$text-muted"),
        )

    def _text(self, view: WhyView) -> Iterator[Content]:
        known = self.model.rulebook.decisions[self.decision]
        option = known.options[view.option]
        advice = "recommended" if view.chosen else "not recommended"
        if not view.enough:
            yield styled(f"Nothing is recommended yet. {needs_text(view.needs)}.", "bold $text-warning")
            advice = "ahead so far" if view.chosen else "not ahead so far"
        yield assemble((f"{option.title}: {advice}", "bold"))
        if (verdict := self.model.verdict(self.decision, view.option)) is not None:
            yield shown(verdict)
            yield content("")
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
        yield content(option.about)
        if view.includes:
            yield content(includes_text(view.includes))
        yield content("")
        if view.chosen:
            yield from reasons("Why", view.favour)
            yield from bullets("What the size of your answers says", [size_text(each) for each in view.sizes])
        else:
            title = known.options[view.recommended].title
            yield from reasons(f"Instead, {title}", view.instead)
            if not view.instead:
                yield content(f"Instead, {title}. {INSTEAD[view.chance is not None]}")
                yield content("")
            yield from reasons("In favour", view.favour)
        for needed in view.required_by:
            other, _, id = needed.partition(".")
            decision = self.model.rulebook.decisions[other]
            yield content(f"• Needed by {decision.options[id].title} ({decision.title})")
        if view.required_by:
            yield content("")
        for requirement in view.requirements:
            yield styled(requirement.shown, "" if requirement.met else "$text-warning")
        if view.requirements:
            yield content("")
        for given in (view.conflict, view.vetoed):
            if given:
                yield styled(given, "$text-warning")
        yield from reasons("Against", view.against)
        if view.chosen:
            yield from mind_lines(mind(self.model, self.decision))
            yield from precedents_lines(precedents(self.model, self.decision))
        yield from reasons("Why not yet" if not view.chosen else "Does not apply here", view.missing, False)
        if view.chosen:
            for id, against in view.alternatives.items():
                yield from reasons(f"Why not {known.options[id].title}", against[:2], False)
        swings = tornado(self.model, self.decision, option.id)
        if swings:
            yield head("Depends most on (how often it wins, at either end of an answer)")
            yield from bars(swings, self.query_one("#reasons").size.width)
            yield content("")
        yield from qualities_lines(pareto_view(self.model.review, self.decision), option.id)
        yield from bullets("Good", option.good)
        yield from bullets("Bad", option.bad)
        assessment = self.model.review.assess(samples=0)
        effort = sized(self.model.rulebook, assessment, option.effort).text
        yield head("Effort")
        yield content(f"{capital(effort)}, {_UNDO[option.reversible]}")
        if coming := not_yet(self.model, self.decision, option.id):
            yield content(coming)
        if option.watch:
            yield content(f"Watch {option.watch}.")
        if view.assumes:
            yield content("")
            yield head("Based on typical ranges: not answered")
            yield content("; ".join(question.title for question in view.assumes))
