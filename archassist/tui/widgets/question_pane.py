"""The question in the middle: what is asked, the answer as it is typed or chosen, and help in finding it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from archassist.answers import AnswerError
from archassist.terminal_text import one_line
from archassist.tui.content.guidance import guide, noted
from archassist.tui.host import host_of
from archassist.tui.legible import assemble, shown, styled
from archassist.tui.lookahead import badge
from archassist.tui.model import Model
from archassist.tui.widgets.answer_input import AnswerInput, Asking
from archassist.tui.widgets.choice_list import ChoiceList
from archassist.tui.widgets.redraw import redraw

if TYPE_CHECKING:
    from archassist.answers import Answer
    from archassist.session.parked import Parked
    from archassist.views.records.answers import ContradictionView


__all__ = ["AnswerInput", "ChoiceList", "QuestionPane", "place_of"]


class QuestionPane(VerticalScroll, can_focus=False):
    """One question. What is answered goes to the screen, which sets it."""

    def __init__(self, model: Model, question: str) -> None:
        super().__init__(id="question", classes="pane")
        self.model = model
        self.asked = model.question(question)
        self._ticked: set[str] = set()
        self._filled = ""
        self._told: tuple[ContradictionView, ...] = ()
        self._basis: tuple[Answer | None, Parked | None, str] = None, None, ""
        self._stood = self._warned = ""
        self._before: Answer | None = None

    def compose(self) -> ComposeResult:
        """Both ways to answer are there all the time; the one that fits is shown."""
        yield Static(self._ask(), id="ask")
        # The field does not select its text when the focus arrives: that may be after the first key of a quick typist.
        field = AnswerInput(
            self._offered(), placeholder=self._placeholder(), id="typed", select_on_focus=False
        )
        field.display = not self.asked.choices
        yield field
        choices = ChoiceList(id="choices")
        choices.display = bool(self.asked.choices)
        yield choices
        yield Static(id="said")
        yield Static(self._guide(), id="guide")

    def on_mount(self) -> None:
        """Fills the parts that need the widgets."""
        self._fill()

    # -- what the screen asks of it

    def refresh_guide(self) -> None:
        """Tells what the question decides, once that is known."""
        redraw(self.query_one("#guide", Static), self._guide())

    def show(self, question: str, focus: bool = True) -> None:
        """Turns to another question, and puts the cursor where its answer goes unless the `focus` stays elsewhere."""
        self.asked = self.model.question(question)
        self._filled = ""
        self.query_one("#ask", Static).update(self._ask())
        field, choices = self.query_one(AnswerInput), self.query_one(ChoiceList)
        field.placeholder = self._placeholder()
        field.display, choices.display = not self.asked.choices, bool(self.asked.choices)
        self._fill()
        self.query_one("#guide", Static).update(self._guide())
        self.scroll_home(animate=False)
        if focus:
            self.focus_answer()

    def focus_answer(self) -> None:
        """Puts the cursor where the answer goes; what stands there is replaced by what is typed next."""
        if self.asked.choices:
            self.query_one(ChoiceList).focus(scroll_visible=False)
        else:
            field = self.query_one(AnswerInput)
            field.action_select_all()
            field.focus(scroll_visible=False)

    def refresh_view(self) -> None:
        """Shows the answer as it now is when it was changed elsewhere; what somebody types here stays."""
        if self._basis == self._present():
            return
        offered = self._basis[2]
        if self.asked.choices or self.query_one(AnswerInput).value in (offered, ""):
            self._fill()
        else:
            self._said()

    def _present(self) -> tuple[Answer | None, Parked | None, str]:
        id = self.asked.id
        return self.model.answer(id), self.model.parked(id), self._offered()

    def refresh_answer(self) -> None:
        """Shows the answer as it now is in the review (after undo, say)."""
        self._fill()

    @property
    def typing(self) -> bool:
        """Whether letters go into a text field now."""
        return self.query_one(AnswerInput).has_focus

    def complain(self, text: str) -> None:
        """Says plainly why the answer was not taken."""
        redraw(self.query_one("#said", Static), styled(f"✗ {text}", "$error"))

    # -- the answer

    def _fill(self) -> None:
        self._basis, self._stood = self._present(), self.model.shown(self.asked.id)
        if self.asked.choices:
            answer = self.model.answer(self.asked.id)
            value = answer.value if answer else None
            self._ticked = (
                set(value) if isinstance(value, tuple) else {value} if isinstance(value, str) else set()
            )
            choices = self.query_one(ChoiceList)
            choices.single = self.asked.type == "choice"
            if self._filled == self.asked.id:
                for place, line in enumerate(self._choice_lines()):
                    choices.replace_option_prompt_at_index(place, line)
            else:
                self._filled = self.asked.id
                choices.set_options([Option(each) for each in self._choice_lines()])
                places = [place for place, id in enumerate(self.asked.choices) if id in self._ticked]
                choices.highlighted = places[0] if places else 0
                choices.rest()
        else:
            field = self.query_one(AnswerInput)
            field.value = self._offered()
            field.cursor_position = len(field.value)
            field.action_select_all()
        self._said()

    def _offered(self) -> str:
        """What stands in the field at first: what was typed here and could not be taken, else the answer."""
        return self.model.drafts.of(place_of(self.asked.id)) or self.model.typed(self.asked.id)

    def _choice_lines(self) -> list[Content]:
        several = self.asked.type == "choices"
        on_, off = ("☑", "☐") if several else ("●", "○")
        lines = []
        for number, (id, label) in enumerate(self.asked.choices.items(), 1):
            ticked = id in self._ticked
            key = (f"{number} ", "$text-muted") if number <= 9 else "  "
            sign = (f"{on_ if ticked else off} ", "$accent" if ticked else "$text-muted")
            lines.append(assemble(key, sign, (label, "bold" if ticked else "")))
        return lines

    def _said(self) -> None:
        if not self.asked.choices and self.query_one(AnswerInput).value != self.model.typed(self.asked.id):
            self._tell_typed()
            return
        answer = self.model.answer(self.asked.id)
        if answer is None and (parked := self.model.parked(self.asked.id)):
            put_aside = assemble(("‖ open still, parked", "bold $warning"), *noted(parked))
            redraw(self.query_one("#said", Static), put_aside)
            return
        if answer is None:
            several = self.asked.type == "choices"
            said = "Not answered yet. Space ticks; 0 is none of them." if several else "Not answered yet."
            redraw(self.query_one("#said", Static), styled(said, "$text-muted"))
            return
        sign = {"unknown": "?", "out_of_scope": "–"}.get(answer.kind, "✓")
        parts: list[Content | tuple[str, str] | str] = [
            (
                f"{sign} {self.model.shown(self.asked.id)}",
                "bold $warning" if sign == "?" else "bold $success",
            )
        ]
        if answer.kind == "unknown":
            parts.append(("  the typical range is assumed instead", "$text-muted"))
        redraw(self.query_one("#said", Static), assemble(*parts, *noted(answer)))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.asked.choices:  # else the message was still under way when the question changed
            self._said()
            if self._told != self._contradicts():
                self.refresh_guide()

    def _tell_typed(self) -> None:
        """What is typed would mean, or why it cannot be taken yet."""
        text = self.query_one(AnswerInput).value
        if not text.strip():
            said = styled("Empty: enter takes the answer back.", "$text-warning")
        else:
            try:
                said = styled(f"= {self.model.read(self.asked.id, text)}", "bold $accent")
            except AnswerError as error:
                said = styled(f"… {error}", "$text-warning")
        if meanwhile := self.meanwhile:
            said = assemble(said, (f"\nMeanwhile answered: {meanwhile}", "$text-warning"))
        redraw(self.query_one("#said", Static), said)

    @property
    def meanwhile(self) -> str:
        """What somebody else answered here while this was typed; empty where nobody did, or it comes to the same."""
        now, answer = self.model.shown(self.asked.id), self.model.answer(self.asked.id)
        if self.asked.choices or answer is None or now == self._stood:
            return ""
        by = f", by {one_line(answer.by)}" if answer.by else ""
        return f"{now}{by}"

    def pending(self, confirmed: bool = False) -> str | None:
        """The answer that was typed and is not set yet; None: nothing new, empty: to be taken back.

        Of a list with one choice the highlighted line, but only when that is `confirmed` and somebody moved the cursor
        there. What is ticked is set already.
        """
        if not self.asked.choices:
            text = self.query_one(AnswerInput).value.strip()
            return None if text == self.model.typed(self.asked.id) else text
        shown = self.query_one(ChoiceList)
        if not confirmed or shown.highlighted is None or not shown.moved or self.asked.type == "choices":
            return None
        return list(self.asked.choices)[shown.highlighted]

    def doubt(self) -> str:
        """What enter would change, the first time that it is pressed on a line; empty where it changes nothing."""
        answer, wanted = self.model.answer(self.asked.id), self.pending(confirmed=True)
        if wanted is not None and (meanwhile := self.meanwhile) not in ("", self._warned):
            self._warned = meanwhile
            return f"{self.asked.title} was answered meanwhile: {meanwhile}. Enter again puts yours in its place."
        shown = self.query_one(ChoiceList)
        if not self.asked.choices or wanted is None or answer is None or answer.kind != "exact":
            return ""
        if answer.value == wanted or shown.sure == shown.highlighted:
            return ""
        shown.sure = -1 if shown.highlighted is None else shown.highlighted
        title = self.asked.choices[wanted].title
        return f"{self.asked.title}: {self.model.shown(self.asked.id)}. Enter again changes it to {title}."

    def stash(self) -> None:
        """Keeps what is typed and not an answer yet, to be offered again."""
        if not self.asked.choices:
            typed = self.pending()
            self.model.drafts.keep(place_of(self.asked.id), typed or "")

    def give_up(self) -> None:
        """Forgets what had been typed and was offered again, when somebody took it out of the field."""
        stands = "", self.model.typed(self.asked.id)
        if (
            not self.asked.choices
            and self._basis[2] not in stands
            and self.query_one(AnswerInput).value.strip() in stands
        ):
            self.model.drafts.drop(place_of(self.asked.id))

    def choose(self, place: int) -> None:
        """A line was chosen or, with several allowed, turned on or off."""
        id = list(self.asked.choices)[place]
        if self.asked.type == "choice":
            text = id
        else:
            self._ticked ^= {id}
            text = self._ticked_text()
        cast(Asking, self.screen).put(text)

    def choose_none(self) -> None:
        """Says that none of the lines is so, where several may be chosen."""
        if self.asked.type == "choices":
            self._ticked.clear()
            cast(Asking, self.screen).put(self._ticked_text())

    def begin_number(self) -> None:
        """A digit is typed: this is how the answer stands before it."""
        self._before = self.model.answer(self.asked.id)

    def refuse_number(self, text: str) -> None:
        """What was typed is a number and no line: the answer is again as it was, and that is said."""
        for _ in text:
            if self.model.answer(self.asked.id) != self._before:
                host_of(self).attempt(self.model.undo)
        self._fill()
        self.complain(f"{text} is none of the choices, and chose none: 1 to {len(self.asked.choices)} do.")

    def read_on(self, direction: int) -> None:
        """Moves what is seen by a page, as far as there is something."""
        self.scroll_relative(y=direction * max(1, self.size.height - 2), animate=False)

    @on(OptionList.OptionHighlighted)
    def _follow(self, event: OptionList.OptionHighlighted) -> None:
        """Keeps the highlighted line in sight: the list is as long as its lines, and moves with the pane."""
        event.stop()
        line = event.option_list.virtual_region.y + event.option_index
        if not self.scroll_offset.y <= line < self.scroll_offset.y + self.size.height:
            self.scroll_to(y=max(0, line - self.size.height // 2), animate=False)

    def _ticked_text(self) -> str:
        return ", ".join(each for each in self.asked.choices if each in self._ticked) or "none"

    # -- texts

    def _ask(self) -> Content:
        return styled(self.asked.ask, "bold")

    def _placeholder(self) -> str:
        if self.asked.levels:
            return "one of " + ", ".join(f"{level:g}%" for level in self.asked.levels)
        if self.asked.type == "share":
            return "such as 40%, 10%..50%, ~30%, unknown"
        unit = "" if self.asked.unit in ("", "1", "x") else f"{self.asked.unit}: "
        return shown(f"{unit}such as 1.2k, 10..50, ~200, unknown")  # a narrow pane cuts the end

    def _guide(self) -> Content:
        # What it decides takes a while to find out: not before the first frame.
        if not self.model.assessed:
            return guide(self.asked, [])
        id, self._told = self.asked.id, self._contradicts()
        return guide(
            self.asked,
            self.model.decides(id),
            badge(self.model, id),
            self.model.meanwhile(id),
            self._told,
        )

    def _contradicts(self) -> tuple[ContradictionView, ...]:
        """What does not go together with the answer, or with what is typed as soon as it can be understood."""
        text = None
        if not self.asked.choices and self.is_mounted and self.query_one(AnswerInput).value.strip():
            text = self.query_one(AnswerInput).value
        try:
            return self.model.contradicted(self.asked.id, text)
        except AnswerError:
            return ()


def place_of(question: str) -> str:
    """Where a draft of an answer is kept."""
    return f"answer {question}"
