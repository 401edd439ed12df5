"""Small windows that ask for a text: a reason, a note, the evidence of an answer, a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from archassist.session import GRADES
from archassist.tui.keybar import Key, KeyBar
from archassist.tui.legible import assemble, content, styled

_MEANS = {
    "guessed": "nobody looked, somebody thinks so",
    "estimated": "worked out from something known",
    "documented": "written down somewhere",
    "measured": "read from a running system",
}
_KEYS = (Key("enter", "keep", "screen.keep"), Key("esc", "leave as it was", "screen.cancel"))


class TextPrompt(ModalScreen[str | None]):
    """Asks for one line. `take` may refuse it by giving back what is wrong; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "leave as it was")]

    def __init__(
        self, title: str, value: str, *, hint: str = "", take: Callable[[str], str] = lambda text: ""
    ) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._take = title, value, hint, take

    def compose(self) -> ComposeResult:
        """A title, a field, room for what is wrong, the keys."""
        with Vertical(id="box"):
            yield Static(
                assemble((self._title, "bold"), f"\n{self._hint}" if self._hint else ""),
                id="box-title",
            )
            yield Input(self._value, id="box-field")
            yield Static(id="box-error", markup=False)
            yield KeyBar(_KEYS, id="box-keys")

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Gives the text back unless it is refused."""
        text = self.query_one(Input).value
        wrong = self._take(text)
        if wrong:
            self.query_one("#box-error", Static).update(content(wrong))
        else:
            self.dismiss(text)

    def action_cancel(self) -> None:
        """Leaves everything as it was."""
        self.dismiss(None)


class NotePrompt(ModalScreen[str | None]):
    """Asks for a note of any length."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "leave as it was"),
        Binding("ctrl+s,f10", "keep", "keep", priority=True),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """A title, the text, the keys."""
        with Vertical(id="box"):
            yield Static(styled(self._title, "bold"), id="box-title")
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False)
            keep, leave = _KEYS
            yield KeyBar((keep._replace(key="^s"), leave), id="box-keys")

    def action_keep(self) -> None:
        """Gives the note back."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_cancel(self) -> None:
        """Leaves the note as it was."""
        self.dismiss(None)


class EvidencePrompt(ModalScreen[tuple[str, str, str] | None]):
    """Asks how an answer is known (grade), by whom, and from where (source)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "leave as it was"),
        Binding("ctrl+s,f10", "keep", "keep", priority=True),
    ]

    def __init__(self, title: str, grade: str, by: str, source: str) -> None:
        super().__init__()
        self._title, self._grade, self._by, self._source = title, grade, by, source

    def compose(self) -> ComposeResult:
        """The four grades, two fields, the keys."""
        with Vertical(id="box"):
            yield Static(styled(f"How do you know: {self._title}?", "bold"), id="box-title")
            yield OptionList(*self._lines(), id="box-grades")
            yield Input(self._by, placeholder="by whom", id="box-by")
            yield Input(
                self._source, placeholder="from where: a dashboard, a query, a document", id="box-source"
            )
            tab = Key("tab", "next field", "app.focus_next")
            yield KeyBar((_KEYS[0], tab, _KEYS[1]), id="box-keys")

    def on_mount(self) -> None:
        """Starts on the present grade."""
        self.query_one(OptionList).highlighted = GRADES.index(self._grade) if self._grade in GRADES else 0

    def _lines(self) -> list[Option]:
        return [
            Option(
                assemble(
                    ("● " if grade == self._grade else "○ ", "$accent"), (grade, "bold"), f"  {_MEANS[grade]}"
                )
            )
            for grade in GRADES
        ]

    @on(OptionList.OptionSelected)
    def _graded(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._grade = GRADES[event.option_index]
        for place, line in enumerate(self._lines()):
            event.option_list.replace_option_prompt_at_index(place, line.prompt)
        self.query_one("#box-by", Input).focus()

    @on(Input.Submitted, "#box-by")
    def _named(self) -> None:
        self.query_one("#box-source", Input).focus()

    @on(Input.Submitted, "#box-source")
    def action_keep(self) -> None:
        """Gives grade, name and source back."""
        by, source = (self.query_one(f"#box-{name}", Input).value.strip() for name in ("by", "source"))
        self.dismiss((self._grade, by, source))

    def action_cancel(self) -> None:
        """Leaves the evidence as it was."""
        self.dismiss(None)
