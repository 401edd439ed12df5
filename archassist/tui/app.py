"""The app: opens a review, holds the model, and leads from screen to screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from textual.binding import Binding, BindingType
from textual.command import Provider

from archassist.answers import AnswerError
from archassist.session import Changed, SessionError
from archassist.terminal_text import one_line
from archassist.tui.background import Beside
from archassist.tui.destinations import screen_named
from archassist.tui.exit_flow import Leaving, leave_when_told
from archassist.tui.hands import HandsApp
from archassist.tui.input_decoder import forgive
from archassist.tui.legible import shown
from archassist.tui.model import Model
from archassist.tui.permitted import PermittingApp
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.screens.interview import InterviewScreen
from archassist.tui.user import AT_THIS_MACHINE, User
from archassist.tui.watching import Watching
from archassist.tui.what_if_flow import TRIAL_WAITS, Trying

if TYPE_CHECKING:
    from textual.screen import Screen

    from archassist.session import Review
    from archassist.session.undo import Change


def _commands() -> type[Provider]:
    from archassist.tui.command_palette import Commands

    return Commands


class ArchassistApp(PermittingApp, HandsApp):
    """The terminal app. `model` is the open review, None while the start screen asks which one."""

    TITLE = "archassist"
    CSS_PATH = "app.tcss"
    COMMANDS = {_commands}  # noqa: RUF012 - Textual's own declaration; one, because a set has no order
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "interview", "go to the interview"),
        Binding("d,f5", "show('decisions')", "go to the decisions"),
        Binding("f,ctrl+o", "show('focus')", "say what this review is about"),
        Binding("h,f12", "show('today')", "say what you run today"),
        Binding("r,f6", "show('checklist')", "go to the roadmap and checklist"),
        Binding("p,f11", "show('plan')", "go to the plan by quarter"),
        Binding("L,f10", "show('outlook')", "go to limits and growth"),
        Binding("R", "show('records')", "go to what is recorded: priorities, risks, events, capacity"),
        Binding("m,ctrl+l", "show('meeting')", "go to the meeting: agenda, answers, actions"),
        Binding("w", "everybody", "let everybody answer this question, unseen at first"),
        Binding("x,f7", "show('export')", "export: preview the documents"),
        Binding("slash", "narrow", "type to narrow the list of this screen; without a list, to find words"),
        Binding("semicolon,ctrl+backslash", "jump", "jump: a letter on every line and pane leads there"),
        Binding("y", "copy", "copy what is highlighted"),
        Binding("ctrl+b", "what_if", "what if: try changes on a copy, keep or drop them", priority=True),
        Binding("T", "what_if", "what if: try changes on a copy, keep or drop them"),
        Binding("ctrl+z", "undo", "undo the last change", priority=True),
        Binding("z", "undo", "undo the last change"),
        Binding("ctrl+y", "redo", "redo what was undone", priority=True),
        Binding("Z", "redo", "redo what was undone"),
        Binding("question_mark,f1", "help", "help for this screen"),
        Binding("v,ctrl+g", "present", "present: few words, large, for a shared screen"),
        Binding("W", "tour", "tour: be walked through this review; nothing is changed"),
        Binding("t,f9", "light", "light or dark"),
        Binding("comma", "settings", "your settings: keys, theme and name, and the file that holds them"),
        Binding("ctrl+q", "quit", "quit; everything is saved", priority=True),
        Binding("q", "quit", "quit; everything is saved"),
    ]

    def __init__(self, model: Model | None = None, user: User = AT_THIS_MACHINE) -> None:
        super().__init__(user)
        # Only the start screen runs without a review; everything else may rely on it.
        self.model = cast(Model, model)
        self._told = ""
        self._trying = Trying(self)
        self._leaving = Leaving(self, self._trying)
        self._beside = Beside(self)
        self._watching = Watching(self)
        if model is not None:
            self._adopt(model)

    def get_default_screen(self) -> Screen[Any]:
        """The interview when a review was given, else the start screen; saves a screen that nobody sees."""
        if self.model is not None:
            return self.made_ready(InterviewScreen(self.model))
        from archassist.tui.screens.start import StartScreen

        self.read_all_styles()
        return self.made_ready(StartScreen())

    # -- the review

    def prepare(self, make: Callable[[], Model]) -> str:
        """Makes a model and takes it; gives back what went wrong, in plain words, or nothing."""
        try:
            model = make()
        except (SessionError, AnswerError) as error:
            return str(error)
        except OSError as error:
            return f"{error.filename or 'The file'}: {error.strerror or error}."
        self._adopt(model)
        return ""

    def enter(self, *, begins: bool = False) -> None:
        """Goes to the interview of the review that was prepared; one that begins is asked first what it is about."""
        self.push_screen(InterviewScreen(self.model))
        self.follow_later()
        if begins and self.model.rulebook.pains:
            self.action_show("focus")

    def turn_to(self, question: str) -> None:
        """Shows a question in the interview."""
        self._back_to_interview()
        if isinstance(self.screen, InterviewScreen):
            self.screen.jump(question)

    def action_resolve(self, keep: Literal["mine", "theirs"]) -> None:
        """Settles a clash with someone who saved to the same file."""
        if self.attempt(lambda: self.model.resolve(keep)):
            self.say("Saved." if keep == "mine" else "Their changes were loaded.")
            self.show_question_again()

    def action_record(self, what: Literal["rank", "rename", "accept_risk", "expect", "staff"]) -> None:
        """Asks for priorities, an accepted risk, an event, or the plan's capacity."""
        from archassist.tui.screens import entry_forms

        getattr(entry_forms, what)(self)

    def action_save(self) -> None:
        """Saves what a failed save left."""
        if self.attempt(self.model.save):
            self.say("Saved.")
            self._refresh_screen()

    def _adopt(self, model: Model) -> None:
        self.model = model
        self.admit(model)
        model.listener = self.changed
        self.sub_title = shown(one_line(model.title))

    def on_ready(self) -> None:
        """Works out what follows only once the first frame stands."""
        gc.freeze()  # what stands now stays: without this the first collection would look through all of it
        gc.enable()  # the command line starts without it
        self.read_all_styles()
        leave_when_told(self, self._trying)
        self.say_key_faults()
        if self.model is not None:
            self.follow_later()

    def follow_later(self) -> None:
        """Shows the quick consequences after the next frame, the sampled ones when they are ready."""
        from archassist.tui.recent_sessions import remember

        remember(self.model.path)
        self._trying.resume()
        if notes := self.model.notes:
            more = f" And {len(notes) - 1} more." if len(notes) > 1 else ""
            self.say(notes[0] + more, "warning")
        self.say_break()
        if count := self.model.drafts.read():
            self.say(f"Typed but not kept yet: {count}. It is offered again where it was typed.")
            if isinstance(self.screen, ReviewScreen):
                if self.screen.is_mounted:
                    self.screen.offer_drafts()
                else:  # put up a moment ago: it has no fields yet
                    self.screen.call_after_refresh(self.screen.offer_drafts)
        from archassist.answers import parse  # noqa: F401 - so that the first letter does not wait for it

        self._beside.begin()
        self._watching.begin()

    def attempt(self, change: Callable[[], object]) -> bool:
        """Does a change and says plainly when it could not be done or saved; whether all went well."""
        try:
            change()
        except AnswerError as error:
            self.say(str(error), "warning")
        except SessionError as error:
            kept = " The change is kept here, and the next save tries again." if self.model.unsaved else ""
            clash = " Press ^p and choose Keep mine or Take theirs." if isinstance(error, Changed) else ""
            self.say(f"Not saved.{clash or kept} {error}", "error")
        else:
            return True
        return False

    def trouble_of(self, change: Callable[[], object]) -> str:
        """Does a change of a form; gives back what was wrong with what was typed, empty when nothing was."""
        wrong: list[str] = []

        def tried() -> None:
            try:
                change()
            except AnswerError as error:
                wrong.append(str(error))

        self.attempt(tried)
        return "".join(wrong)

    def say(self, text: str, severity: Any = "information") -> None:
        """Tells something in passing."""
        self.notify(text, severity=severity, timeout=10 if severity == "error" else 4)

    def changed(self) -> None:
        """Draws anew what follows from the answers; says once why it could not be computed."""
        trouble = self.model.trouble  # works the quick consequences out, which are drawn then
        self._refresh_screen()
        if trouble:
            if self._told != trouble:
                self.say(f"What follows could not be computed. {trouble}", "error")
            self._told = trouble
        elif not self.model.sure:
            self._beside.sample_soon()

    def show_banners(self) -> None:
        """Writes across every screen whether all of it is only tried."""
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen) and screen.is_mounted:
                screen.show_banner()

    def _refresh_screen(self) -> None:
        for screen in reversed(self.screen_stack):
            refresh = getattr(screen, "refresh_view", None)
            if refresh is not None:
                refresh()
                return

    def keep_typed(self) -> None:
        """What is typed becomes the answer when it can be read, else it is offered again."""
        self._leaving.keep_typed()

    # -- what can be done everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Everybody is asked only where a question is shown."""
        if action == "everybody":
            return isinstance(self.beneath_palette, InterviewScreen)
        return super().check_action(action, parameters)

    def action_show(self, name: str) -> None:
        """Goes to one of the screens beside the interview."""
        kind = screen_named(name)
        if isinstance(self.screen, kind) or self.model.reading:
            return
        self._back_to_interview()
        self.push_screen(kind(self.model))

    def action_everybody(self) -> None:
        """Lets everybody answer the question that is shown, each unseen by the others."""
        from archassist.tui.screens.round import RoundScreen

        if isinstance(self.screen, InterviewScreen):
            self._leaving.keep_typed()
            self.push_screen(RoundScreen(self.model, self.screen.current))

    def action_what_if(self) -> None:
        """Begins to try answers on a copy; then shows what they move, and asks what becomes of them."""
        self.keep_typed()
        self._trying.go_on()

    def on_unmount(self) -> None:
        """What was only tried leaves the review as it was, and waits beside it."""
        self._trying.leave()

    def action_decision(self, decision: str, option: str = "", view: str = "") -> None:
        """Opens one decision, at one of its options and one way to see it."""
        from archassist.tui.screens.decision_detail import DetailScreen

        while self.screen.is_modal:
            self.pop_screen()
        if not self.model.reading:  # on a tour one comes back to its stop, elsewhere to where one came from
            while any(isinstance(each, DetailScreen) for each in self.screen_stack):
                self.pop_screen()
        self.push_screen(DetailScreen(self.model, decision, option, view))

    def action_interview(self) -> None:
        """Goes back to the interview."""
        self.came_from = None
        self._back_to_interview()
        self._refresh_screen()

    def show_question_again(self) -> None:
        """Shows the answer as it now is, on a screen that shows a question."""
        if isinstance(self.screen, InterviewScreen):
            self.screen.jump(self.screen.current, keep=False)

    def _back_to_interview(self) -> None:
        while len(self.screen_stack) > 1 and not isinstance(self.screen, InterviewScreen):
            self.pop_screen()

    def action_start(self) -> None:
        """Another review, or a new one: this one is saved, and stays as it is."""
        from archassist.tui.screens.start import StartScreen

        self._leaving.keep_typed()
        if not self._leaving.all_saved("To leave it so, do this once more."):
            return
        self._trying.leave()
        self.push_screen(StartScreen())

    async def action_quit(self) -> None:
        """Leaves the app; what is typed is kept: as the answer when it can be read, else to be offered again."""
        self._leaving.keep_typed()
        if self._leaving.all_saved("^q again leaves without it."):
            self.exit(message=TRIAL_WAITS if self.model is not None and self.model.trying else None)

    def action_undo(self) -> None:
        """Takes the last change back; right after tried changes were dropped, takes those up again."""
        if self._trying.take_up_again():
            return
        self._step(self.model.undo, "Undone", "Nothing to undo: this is as it was when it was opened.")

    def action_redo(self) -> None:
        """Makes the undone change again."""
        self._step(self.model.redo, "Redone", "Nothing was undone.")

    def _step(self, step: Callable[[], Change | None], did: str, nothing: str) -> None:
        for screen in self.screen_stack:
            if stash := getattr(screen, "stash", None):
                stash()
        made: list[Change | None] = []
        self.attempt(lambda: made.append(step()))
        if not made:
            return
        if (change := made[0]) is None:
            self.say(nothing)
            return
        self.say(one_line(f"{did}. {self.model.told(change)}"))
        if change.table == "answers" and change.key in self.model.rulebook.questions:
            if jump := getattr(self.screen, "jump", None):
                jump(change.key, keep=False, stay=True)
            elif put_anew := getattr(self.screen_stack[0], "put_anew", None):
                put_anew()
        self._refresh_screen()


def run(review: Review | None) -> int:
    """Runs the app on an open review, or from the start screen; gives back the exit code: 3 after a fault of our own."""
    forgive()
    app = ArchassistApp(None if review is None else Model(review))
    app.run()
    return 3 if app.return_code else 0
