"""One question that everybody answers: unseen at first, then shown with what the differences would change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from archassist.terminal_text import one_line, shortened
from archassist.tui.content.advice_text import Crumb, crumbs
from archassist.tui.legible import assemble, content, styled
from archassist.tui.model import Model
from archassist.tui.screens import meeting_forms
from archassist.tui.screens.list_screen import ListScreen
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import name_pane
from archassist.views.rounds import round_view, worked_out
from archassist.words import listed

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.views.records.meeting import LedApart, RoundView, VoiceView

_PERSON, _DECISION, _SOMEBODY = "person ", "decision ", "somebody"


class RoundScreen(ListScreen):
    """Lists who answers one question; what they answered is seen once it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        Binding("enter", "answer", "this person answers, unseen", show=False),
        Binding("o", "reveal", "open all answers"),
        Binding("a", "agree", "accept one answer for all"),
        Binding("delete,backspace", "take_back", "take this person's answer back"),
        Binding("c", "anew", "clear the answers, and ask anew"),
    ]
    KEYS = (
        Key("enter", "answer", "screen.answer"),
        Key("o", "open all", "screen.reveal"),
        Key("a", "agree on one", "screen.agree"),
        Key("esc", "back", "screen.leave"),
        Key("c", "ask anew", "screen.anew"),
        Key("^z", "undo", "app.undo"),
        Key("?", "help", "app.help"),
    )
    help_title = "Everybody answers"

    def __init__(self, model: Model, question: str) -> None:
        super().__init__(model)
        self.question = question
        self._asked: tuple[str, tuple[str, ...]] = ("", ())
        """What was asked back last, and about whom: the same key again means it."""

    def again(self) -> RoundScreen:
        """The same question anew."""
        return RoundScreen(self.model, self.question)

    def compose_list(self) -> ComposeResult:
        """The question, who answers it, and what follows."""
        yield Static(id="asks", markup=False)
        yield LineList(id="round", classes="pane", markup=False)

    def on_mount(self) -> None:
        """Draws."""
        super().on_mount()
        self._work_out()

    # -- drawing

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        room = max(self.line_width - 2, 20)
        view = round_view(self.model.review, self.question, known_only=True)
        behind = _standing(view)
        where = crumbs(
            self.model,
            (Crumb("Everybody answers", "app.show('meeting')"), view.title),
            max(room + 2 - behind.cell_length, room // 2),
        )
        self.query_one("#head", Static).update(assemble(where, behind).truncate(room + 2, ellipsis=True))
        name_pane(self.query_one(LineList), view.title, "✓ answered")
        self.query_one("#asks", Static).update(content(f"  {view.asks}"))
        said = {each.person: each for each in view.voices}
        names = dict.fromkeys((*view.given, *(view.waiting if view.state != "agreed" else ())))
        people = [(_PERSON + name, _person(name, said.get(name), view, room)) for name in names]
        if view.state != "agreed":
            people.append((_SOMEBODY, styled("+ somebody else answers", "$text-accent")))
        apart = [(_DECISION + each.decision, _apart(each, room)) for each in view.apart]
        groups = [("Who answers", people)]
        if apart:
            groups.append(("What the difference decides", apart))
        elif view.differ:
            known = worked_out(self.model.review, self.question)
            groups.append(
                ("The difference changes no advice" if known else "Working out what it decides ...", [])
            )
        self.list_groups(groups)

    def _work_out(self) -> None:
        """Finds out beside the screen what the differences would change."""
        if worked_out(self.model.review, self.question):
            return
        generation, still = self.model.generation, self.model.review.still()

        def work() -> None:
            round_view(still, self.question)
            if self.app.is_running:
                self.app.call_from_thread(self._worked_out, generation, still)

        self.run_worker(work, thread=True, exclusive=True, group="round", exit_on_error=False)

    def _worked_out(self, generation: int, still: Review) -> None:
        if self.model.take_found((generation, still.derived.known)) and self.is_current:
            self.refresh_view()

    # -- what keys do

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_answer()

    def action_answer(self) -> None:
        """Lets the person under the cursor answer; what they type is not seen. Opens the decision under it."""
        line = self.current() or ""
        if line.startswith(_DECISION):
            self._app.action_decision(line.removeprefix(_DECISION))
        elif line.startswith(_PERSON):
            person = line.removeprefix(_PERSON)
            meeting_forms.answer_unseen(self._app, self.question, person, self._to_the_next)
        elif line == _SOMEBODY:
            meeting_forms.answer_unseen(self._app, self.question, "")

    def _to_the_next(self) -> None:
        """The keyboard goes round: the cursor stands on whoever has not answered yet."""
        self.refresh_view()
        view, shown = round_view(self.model.review, self.question, known_only=True), self.query_one(LineList)
        if view.state == "blind" and view.waiting:
            waits = _PERSON + view.waiting[0]
            shown.highlighted = next(at for at, each in enumerate(shown.options) if each.id == waits)

    def action_reveal(self) -> None:
        """Shows everybody's answers; asks once where somebody has not answered, and would be led by the others."""
        view = round_view(self.model.review, self.question, known_only=True)
        if view.state == "blind" and view.given and view.waiting and self._asked != ("o", view.waiting):
            self._asked = ("o", view.waiting)
            waiting = one_line(listed(view.waiting))
            self._app.say(f"Not answered yet: {waiting}. o again opens the answers all the same.", "warning")
            return
        self._do(lambda review: review.rounds.reveal(self.question))

    def action_agree(self) -> None:
        """Asks which answer counts from now on."""
        view = round_view(self.model.review, self.question, known_only=True)
        if view.state == "blind":
            self._app.say("Open the answers first: o.")
        else:
            meeting_forms.agree(self._app, self.question, view.suggested, view.given)

    def action_take_back(self) -> None:
        """Takes the answer of the person under the cursor back."""
        line = self.current() or ""
        if line.startswith(_PERSON):
            name = line.removeprefix(_PERSON)
            self._do(lambda review: review.rounds.take_back(name, self.question))

    def action_anew(self) -> None:
        """Forgets the answers and asks again, after it was asked whether that is meant; undo brings them back."""
        given = self.model.review.rounds[self.question].given
        if given and self._asked != ("c", given):
            self._asked = ("c", given)
            self._app.say(f"c again forgets what {one_line(listed(given))} answered.", "warning")
            return
        self._asked = ("", ())
        self._do(lambda review: review.rounds.begin_anew(self.question))

    def action_leave(self) -> None:
        """Back to where it was opened."""
        self.app.pop_screen()

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("enter", "the person under the cursor answers; nobody sees what is typed"),
            (
                "o",
                "open all answers, and what their differences would decide; asks where somebody is missing",
            ),
            ("a", "accept one of them, or another: that counts from now on; the others stay as given"),
            ("delete", "take this person's answer back, as long as they are not shown"),
            ("c c", "clear the answers and ask anew; ^z brings them back"),
            ("esc", "back"),
        ]

    def _do(self, change: Callable[[Review], object]) -> None:
        self._app.attempt(lambda: self.model.change(change))
        self.refresh_view()
        self._work_out()

    def on_screen_resume(self) -> None:
        """What was answered or agreed in a form shows here."""
        super().on_screen_resume()
        if self.is_mounted:
            self._work_out()


def _standing(view: RoundView) -> Content:
    """How far it is."""
    states = {
        "blind": f"{len(view.given)} answered, not shown yet",
        "shown": "shown: agree on one",
        "agreed": f"agreed: {one_line(view.agreed)}",
    }
    return styled(f"  {states[view.state]}", "$text-accent")


def _person(name: str, said: VoiceView | None, view: RoundView, room: int) -> Content:
    given = name in view.given
    sign = styled("✓ " if given else "· ", "$text-accent" if given else "$text-muted")
    words = one_line(said.shown) if said else ("answered" if given else "has not answered")
    after = "  after the others were shown" if said and said.after else ""
    note = f"  {one_line(said.note)}" if said and said.note else ""
    whole = assemble(sign, (one_line(name), "bold"), f"  {words}", (f"{after}{note}", "$text-muted"))
    return whole.truncate(room, ellipsis=True)


def _apart(each: LedApart, room: int) -> Content:
    issue = styled("! ", "$text-warning") if each.at_issue else content("  ")
    lines = [assemble(issue, (each.title, "bold")).truncate(room, ellipsis=True)]
    for option, people in each.options:
        said = shortened(one_line(option), max(room // 2, 20), "…")
        line = assemble(f"    {said}", (f"  ({one_line(', '.join(people))})", "$text-muted"))
        lines.append(line.truncate(room, ellipsis=True))
    return content("\n").join(lines)
