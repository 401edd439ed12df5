"""The question in the middle: what is asked, the answer as it is typed or chosen, and help in finding it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from archassist.session import AnswerError
from archassist.terminal_text import one_line, shortened
from archassist.tui.ahead import badge
from archassist.tui.drawing import redraw
from archassist.tui.legible import assemble, content, shown, styled
from archassist.tui.model import Model

if TYPE_CHECKING:
    from archassist.rulebook import Question
    from archassist.tui.interview import InterviewScreen


class AnswerInput(Input):
    """Takes a number as people write it; the arrows lead to the neighbouring questions.

    Keys that end an answer are acted on here and at once: sent round as messages, they would be overtaken by
    what a quick typist writes next.
    """

    async def _on_key(self, event: events.Key) -> None:
        screen = cast("InterviewScreen", self.screen)
        act = {
            "enter": screen.action_confirm,
            "f2": screen.action_unknown,
            "tab": screen.action_next,
            "down": screen.action_next,
            "shift+tab": screen.action_previous,
            "up": screen.action_previous,
        }.get(event.key)
        if act is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        act()


class ChoiceList(OptionList):
    """Choices as lines. Space or a click chooses, enter chooses and goes on, a digit chooses its line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.confirm", show=False),
        Binding("space", "select", show=False),
        Binding("left", "screen.previous", show=False),
        Binding("right", "screen.next", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)),
    ]

    def action_select(self) -> None:
        """Space or a click: the highlighted line."""
        if self.highlighted is not None and self.display:
            cast(QuestionPane, self.parent).choose(self.highlighted)

    def action_digit(self, digit: int) -> None:
        """A digit: the line with that number."""
        pane = cast(QuestionPane, self.parent)
        if not self.display:  # typed so quickly that the list is gone: it was meant for the field
            pane.query_one(AnswerInput).insert_text_at_cursor(str(digit))
        elif digit <= self.option_count:
            self.highlighted = digit - 1
            self.action_select()


class QuestionPane(VerticalScroll, can_focus=False):
    """One question. What is answered goes to the screen, which sets it."""

    def __init__(self, model: Model, question: str) -> None:
        super().__init__(id="question")
        self.model = model
        self.asked = model.question(question)
        self._ticked: set[str] = set()
        self._filled = ""

    def compose(self) -> ComposeResult:
        """Both ways to answer are there all the time; the one that fits is shown."""
        yield Static(self._ask(), id="ask")
        field = AnswerInput(self.model.typed(self.asked.id), placeholder=self._placeholder(), id="typed")
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

    def show(self, question: str) -> None:
        """Turns to another question."""
        self.asked = self.model.question(question)
        self._filled = ""
        self.query_one("#ask", Static).update(self._ask())
        self.query_one("#guide", Static).update(self._guide())
        field, choices = self.query_one(AnswerInput), self.query_one(ChoiceList)
        field.placeholder = self._placeholder()
        field.display, choices.display = not self.asked.choices, bool(self.asked.choices)
        self._fill()
        self.scroll_home(animate=False)
        self.focus_answer()

    def focus_answer(self) -> None:
        """Puts the cursor where the answer goes."""
        (self.query_one(ChoiceList) if self.asked.choices else self.query_one(AnswerInput)).focus()

    def refresh_answer(self) -> None:
        """Shows the answer as it now is in the review (after undo, say)."""
        self._fill()

    @property
    def typing(self) -> bool:
        """Whether letters go into a text field now."""
        return self.query_one(AnswerInput).has_focus

    def complain(self, text: str) -> None:
        """Says plainly why the answer was not taken."""
        self.query_one("#said", Static).update(styled(f"✗ {text}", "$error"))

    # -- the answer

    def _fill(self) -> None:
        if self.asked.choices:
            answer = self.model.answer(self.asked.id)
            value = answer.value if answer else None
            self._ticked = (
                set(value) if isinstance(value, tuple) else {value} if isinstance(value, str) else set()
            )
            choices = self.query_one(ChoiceList)
            if self._filled == self.asked.id:
                for place, line in enumerate(self._choice_lines()):
                    choices.replace_option_prompt_at_index(place, line)
            else:
                self._filled = self.asked.id
                choices.set_options([Option(each) for each in self._choice_lines()])
                places = [place for place, id in enumerate(self.asked.choices) if id in self._ticked]
                choices.highlighted = places[0] if places else 0
        else:
            field = self.query_one(AnswerInput)
            field.value = self.model.typed(self.asked.id)
            field.cursor_position = len(field.value)
            field.action_select_all()
        self._said()

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
        answer = self.model.answer(self.asked.id)
        if answer is None:
            several = self.asked.type == "choices"
            said = "Space ticks, enter confirms." if several else "Not answered yet."
            self.query_one("#said", Static).update(styled(said, "$text-muted"))
            return
        sign = {"unknown": "?", "out_of_scope": "–"}.get(answer.kind, "✓")
        parts: list[Content | tuple[str, str] | str] = [
            (
                f"{sign} {self.model.shown(self.asked.id)}",
                "bold $warning" if sign == "?" else "bold $success",
            )
        ]
        if answer.kind == "unknown":
            parts.append(("  what is usual is reckoned with instead", "$text-muted"))
        evidence = [answer.grade or "", f"by {answer.by}" if answer.by else "", answer.source]
        if any(evidence):
            parts.append((f"\n  evidence: {one_line(' · '.join(filter(None, evidence)))}", "$text-muted"))
        if answer.note:
            note = shortened(answer.note, 300, "…")
            parts.append(f"\n  note: {note}")
        self.query_one("#said", Static).update(assemble(*parts))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        text = self.query_one(AnswerInput).value
        if self.asked.choices:
            return  # the message was still under way when the question changed
        if not text.strip() or text == self.model.typed(self.asked.id):
            self._said()
            return
        try:
            said = styled(f"= {self.model.read(self.asked.id, text)}", "bold $accent")
        except AnswerError as error:
            said = styled(f"… {error}", "$text-warning")
        self.query_one("#said", Static).update(said)

    def pending(self, confirmed: bool = False) -> str | None:
        """The answer that was typed and is not set yet; None: nothing new, empty: to be taken back.

        Of a list, the highlighted line or what is ticked, but only when that is `confirmed`.
        """
        if not self.asked.choices:
            text = self.query_one(AnswerInput).value.strip()
            return None if text == self.model.typed(self.asked.id) else text
        place = self.query_one(ChoiceList).highlighted
        if not confirmed or place is None:
            return None
        return list(self.asked.choices)[place] if self.asked.type == "choice" else self._ticked_text()

    def choose(self, place: int) -> None:
        """A line was chosen or, with several allowed, turned on or off."""
        id = list(self.asked.choices)[place]
        if self.asked.type == "choice":
            text = id
        else:
            self._ticked ^= {id}
            text = self._ticked_text()
        cast("InterviewScreen", self.screen).put(text)

    def _ticked_text(self) -> str:
        return ", ".join(each for each in self.asked.choices if each in self._ticked) or "none"

    # -- texts

    def _ask(self) -> Content:
        return assemble((f"{self.asked.title}\n", "bold $accent"), (self.asked.ask, "bold"))

    def _placeholder(self) -> str:
        if self.asked.levels:
            return "one of " + ", ".join(f"{level:g}%" for level in self.asked.levels)
        if self.asked.type == "share":
            return "such as 40%, 10%..50%, ~30%, unknown"
        unit = "" if self.asked.unit in ("", "1", "x") else f" ({self.asked.unit})"
        return shown(f"such as 1.2k, 10..50, ~200, unknown{unit}")

    def _guide(self) -> Content:
        # What it decides takes a while to find out: not before the first frame.
        if not self.model.assessed:
            return guide(self.asked, [])
        id = self.asked.id
        return guide(self.asked, self.model.decides(id), badge(self.model, id), self.model.meanwhile(id))


MOST_DECISIONS = 5
"""How many decisions are named before the rest is counted."""


def _some(titles: Sequence[str]) -> str:
    named = ", ".join(titles[:MOST_DECISIONS])
    left = len(titles) - MOST_DECISIONS
    return f"{named}, and {left} more" if left > 0 else named


def guide(
    question: Question, decides: Sequence[str], open_: Sequence[str] | None = None, meanwhile: str = ""
) -> Content:
    """Why it is asked, what it decides, and how to find the answer.

    `open_` are decisions it can still change; `meanwhile` is what other answers let expect.
    """
    now = "" if open_ is None else _some(open_) if open_ else "no advice any more"
    parts = [
        ("Now it could change: " if open_ else "Now it changes ", now),
        ("Reckoned with meanwhile: ", meanwhile),
        ("", question.why),
        ("Decides: ", _some(decides)),
        ("How to measure: ", question.measure),
        ("If you can't: ", question.estimate),
        ("What counts: ", question.counts),
        ("Ask back: ", question.challenge),
        ("Out of scope when: ", question.out_of_scope),
    ]
    lines = [assemble((label, "bold $text-muted"), text) for label, text in parts if text]
    return content("\n").join(lines)
