"""One decision: its options side by side, why, why not, what speaks against, and what the team does with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from archassist.session.verdicts import said_of
from archassist.terminal_text import one_line
from archassist.tui.content import advice_text
from archassist.tui.content.advice_text import Crumb
from archassist.tui.content.links import to_open
from archassist.tui.content.meeting_clock import clock_note
from archassist.tui.content.option_text import option_lines
from archassist.tui.content.option_views import VIEWS, OptionText, questions_behind, tabs
from archassist.tui.content.reasons import STATUS_SIGNS
from archassist.tui.legible import assemble, content
from archassist.tui.lookahead import mind, minds, order, precedents
from archassist.tui.model import Model
from archassist.tui.screens.list_screen import HUGE, WIDE, ListScreen
from archassist.tui.screens.look_up import look_up, open_source
from archassist.tui.screens.verdict_form import judge, shown
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import LEGEND, Clickable, name_pane
from archassist.tui.widgets.prose import Prose, hung
from archassist.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from archassist.session.derived import Results
    from archassist.views.records.advice import DecisionView


class OptionLines(LineList):
    """The options. There are few of them: the keys that turn pages turn those of the text."""

    narrows = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,space", "screen.read(1)", show=False),
        Binding("pageup", "screen.read(-1)", show=False),
        Binding("enter", "screen.behind", show=False),  # a click only chooses
    ]


class Reasons(Reading):
    """The text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.behind", show=False),
        # A text is never wider than the screen: these are the screen's.
        Binding("left", "screen.aside(-1)", show=False),
        Binding("right", "screen.aside(1)", show=False),
    ]


class DetailScreen(ListScreen):
    """Explains one decision; the list of options chooses which one the text is about."""

    comes_back = False  # whoever leads back to it opens it at one of its options
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "back"),
        Binding("left_square_bracket", "turn(-1)", "previous decision"),
        Binding("right_square_bracket", "turn(1)", "next decision"),
        Binding("left", "aside(-1)", "previous decision; side by side: the option at the left"),
        Binding("right", "aside(1)", "next decision; side by side: the option at the right"),
        Binding("a", "judge('accepted')", "accept this option"),
        Binding("X", "judge('rejected')", "reject this option ✗"),
        Binding("e", "because", "edit reason, deciders, dissent or day"),
        Binding("c", "clear", "clear the verdict on this option"),
        Binding("pagedown,space", "read(1)", "read on"),
        Binding("pageup", "read(-1)", "read back"),
        *(
            Binding(
                str(digit), f"view({name!r})", label if name != "all" else "all that is said of an option"
            )
            for digit, (name, label) in enumerate(VIEWS.items(), 1)
        ),
        Binding("o", "sources", "open a source"),
        Binding("E", "edit", "its record in your editor"),
    ]

    KEYS = (
        Key("esc", "back", "app.pop_screen"),
        Key("a", "accept", "screen.judge('accepted')"),
        Key("X", "reject", "screen.judge('rejected')"),
        Key("e", "because", "screen.because"),
        Key("c", "undecide", "screen.clear"),
        Key("2", "side by side", "screen.view('beside')"),
        Key("]", "next", "screen.turn(1)"),
        Key("↑↓", "option", "screen.nothing"),
        Key("enter", "questions behind", "screen.behind"),
        Key("o", "open source", "screen.sources"),
        Key("[", "previous", "screen.turn(-1)"),
        Key("^z", "undo", "app.undo"),
        Key("?", "help", "app.help"),
    )

    def __init__(self, model: Model, decision: str, option: str = "", view: str = "") -> None:
        super().__init__(model)
        self.decision = decision
        self.seen_as = view or "all"
        """Which of `VIEWS` is shown."""
        self._first = option
        self._behind, self._places = content(""), tuple[str | Crumb, ...]()
        self._drawn = ""
        self._told = ("", "", "")
        self._text = content("")
        self._found_at = -1

    @property
    def help_title(self) -> str:
        """What the help screen calls this screen."""
        return self.model.rulebook.decisions[self.decision].title

    def compose_list(self) -> ComposeResult:
        """The options, and the reasons for one or against it."""
        with Horizontal(id="detail"):
            yield OptionLines(id="options", classes="pane", markup=False)
            with Reasons(id="reasons", classes="pane"):
                yield Clickable(id="views")
                yield Prose(id="why")

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
        listed_all = order(self.model)
        at = listed_all.index(self.decision) + 1 if self.decision in listed_all else 0
        self._behind = assemble("  ", advice_text.standing(view.standing), team)
        self._places = (Crumb("Decisions", "app.show('decisions')"), f"{known.title} {at}/{len(listed_all)}")
        self.draw_head()
        listed, width = self.query_one(OptionLines), self.app.size.width
        name_pane(listed, "Options", f"▸ advised  {LEGEND}" if width - 2 >= HUGE else "▸ advised")
        options = list(known.options)
        lines = [Option(option_lines(self.model, view, each, width), id=each.id) for each in view.options]
        if self._drawn != self.decision:
            listed.highlighted = None
        first = self._first if self._first in options else view.recommended
        self._first = ""
        listed.relist(lines, options.index(first))
        self._drawn = self.decision
        self._explain()
        if self.model.sure and mind(self.model, self.decision) is None:
            self._find_out(self.model, self.decision)

    def draw_head(self) -> None:
        """Where one is, how sure the decision is, what the team made of it; in a meeting its clock."""
        self._drew_head = True
        room, note = self.app.size.width - 2, clock_note(self.model, self.app.size.width)
        behind = assemble(self._behind, (f"  {note}" if note else "", "bold $text-muted"))
        where = advice_text.crumbs(self.model, self._places, max(room - behind.cell_length, room // 2))
        self.query_one("#head", Static).update(assemble(where, behind))

    def _leave(self) -> None:
        if self.is_current:  # what lies above it comes first; then this screen is drawn anew
            self._app.say(f"By your answers “{self.help_title}” is not at issue any more.")
            self.dismiss()

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        about = self.decision, self._current(), self.seen_as
        self._write(*about[:2])
        if about != self._told:
            self._found_at = -1
            self.query_one("#reasons", VerticalScroll).scroll_home(animate=False)
        self._told = about

    def _write(self, decision: str, option: str) -> None:
        view = self.model.explain(decision, option)
        told = self.query_one("#why", Static)
        # Side by side the table takes the whole width: the columns are the list of options.
        beside = self.seen_as == "beside"
        self.query_one(OptionLines).display = not beside
        told.set_class(not beside, "-text")
        verdict = self.model.verdict(decision, option)
        said = [shown(verdict), content("")] if verdict else []
        text = OptionText(self.model, view, said, self._room(beside))
        self._text = content("\n").join(text.lines(self.seen_as))
        told.update(self._text)
        arrows = Key("←→" if beside else "↑↓", "option", "screen.nothing")
        keys = [arrows if each.label == "option" else each for each in self.KEYS]
        self.query_one(KeyBar).offer([each for each in keys if self._offers(each)])
        self.query_one("#views", Static).update(tabs(self.seen_as))
        name_pane(self.query_one("#reasons"), self.model.rulebook.decisions[decision].asks)

    def _room(self, whole: bool) -> int:
        """Columns for the text, with the list of options beside it or without."""
        width = self.app.size.width
        beside = 0 if whole or width < WIDE else 60 if width >= HUGE else 44
        return self.line_width - beside

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

    def focus_first(self) -> None:
        """The list takes the keys; where the options stand side by side, that text does."""
        self.query_one("#reasons" if self.seen_as == "beside" else "#options").focus()

    def action_turn(self, step: int) -> None:
        """The previous or next decision, as the list of decisions has them."""
        listed = order(self.model)
        at = listed.index(self.decision) if self.decision in listed else -1
        self.decision = listed[(at + step) % len(listed)]
        self.refresh_view()

    def action_aside(self, step: int) -> None:
        """The option beside this one where they stand side by side, else another decision."""
        if self.seen_as != "beside":
            self.action_turn(step)
            return
        options = self.query_one(OptionLines)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def find(self, words: str) -> str:
        """Reads on to the next line in which the words stand; what to say where there is none."""
        text, pane = self.query_one("#why", Static), self.query_one("#reasons", VerticalScroll)
        lines = [*self._text.split("\n", allow_blank=True)]
        wide = max(text.content_size.width, 1)
        heights = [max(len(hung(line, wide)), 1) for line in lines]
        tops = [sum(heights[:at]) for at in range(len(lines))]
        wanted = words.casefold().split()
        hits = [at for at, line in enumerate(lines) if all(word in line.plain.casefold() for word in wanted)]
        if not hits:
            return f"“{words}” stands nowhere in this text."
        found = next((at for at in hits if at > self._found_at), hits[0])
        self._found_at = found
        pane.scroll_to(y=tops[found], animate=False)
        self._app.say(one_line(lines[found].plain.strip()))
        return ""

    def action_judge(self, status: str) -> None:
        """Asks why, and who decided, and records that the team accepts or rejects the option under the cursor."""
        judge(self._app, self.decision, self._current(), status)

    def action_because(self) -> None:
        """Asks anew for reason, deciders, dissent and day of the verdict on the option under the cursor."""
        verdict = self.model.verdict(self.decision, self._current())
        if verdict is None:
            self._app.say("There is no verdict on this option yet: a accepts it, X rejects it.")
        else:
            judge(self._app, self.decision, self._current(), verdict.status)

    def action_clear(self) -> None:
        """Takes the verdict on the option under the cursor back."""
        option = self._current()
        verdict = self.model.verdict(self.decision, option)
        if verdict is None:
            self._app.say("There is no verdict on this option to clear.")
        elif self._app.attempt(lambda: self.model.undecide(self.decision, option)):
            title = self.model.rulebook.decisions[self.decision].options[option].title
            was = one_line(said_of(verdict))
            self._app.say(f"{title}: no verdict any more; it was {was}. ^z brings it back.")

    def action_view(self, name: str) -> None:
        """Shows the option in one of the ways of `VIEWS`."""
        self.seen_as = name
        self._explain()
        self.query_one("#reasons" if name == "beside" else "#options").focus()

    def action_behind(self) -> None:
        """Lists the questions behind what is said; the one that is chosen is shown, and esc leads back here."""
        option = self._current()
        found = questions_behind(self.model, self.model.explain(self.decision, option))
        if not found:
            self._app.say("No question is behind this: it holds whatever you answer.")
            return
        back = partial(self._app.action_decision, self.decision, option, self.seen_as)
        place = self.model.rulebook.decisions[self.decision].title
        look_up(self, found, place, back)

    def action_sources(self) -> None:
        """Opens a source of what is said of the option; of several one is chosen first."""
        view = self.model.explain(self.decision, self._current())
        said = [*view.favour, *view.against, *view.instead]
        open_source(self, to_open(said, precedents(self.model, self.decision)))

    def action_edit(self) -> None:
        """Opens the exported record of this decision in the user's editor."""
        from archassist.tui.screens.record_editing import edit_record

        edit_record(self, self.decision)

    def action_read(self, direction: int) -> None:
        """Reads on in the text, wherever the cursor is."""
        text = self.query_one("#reasons", VerticalScroll)
        text.scroll_relative(y=direction * max(1, text.size.height - 2), animate=False)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        verdicts = [
            ("a", "the team accepts the option under the cursor, also against the advice"),
            ("X", "✗ the team rejects it, and says why"),
            ("e", "edit reason, deciders, dissent or day of the verdict"),
            ("c", "clear the verdict on this option"),
        ]
        return [
            ("↑ ↓ j k g G", "another option: why it, or why not"),
            ("page up/down space", "read on in the text"),
            *([] if self.model.role.only_reads else verdicts),
            ("1 … 6", "all, side by side, why, why not, flips, not yet"),
            ("enter", "the questions behind it; esc leads back here"),
            ("o", "open a source"),
            ("[ ]", "previous and next decision; so do ← →, but side by side they lead to the other options"),
            ("/", "find words in the text; again: the next place"),
            ("▸ ✓ ✗ ↷ ·", "advised; accepted, rejected, superseded, put forward by the team"),
            ("y E", "copy what is said; edit its exported record in $VISUAL or $EDITOR"),
            ("esc", "back"),
        ]

    def copied(self) -> str:
        """What is said of the option under the cursor, to be copied."""
        return f"{self.help_title}\n{self._text}"

    # -- drawing

    def _view(self) -> DecisionView:
        return self.model.best.decision(self.decision)

    def _current(self) -> str:
        return self.current() or self._view().recommended
