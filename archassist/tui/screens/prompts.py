"""Small windows beside a question: a note on it, and the evidence of its answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from archassist.answers import GRADES
from archassist.tui.host import host_of
from archassist.tui.legible import assemble
from archassist.tui.widgets.form import OFFERED
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from archassist.tui.drafts import Drafts

_MEANS = {
    "": "nobody has said how it is known",
    "guessed": "nobody looked, somebody thinks so",
    "estimated": "worked out from something known",
    "documented": "written down somewhere",
    "measured": "read from a running system",
}
_KEYS = (Key("esc", "cancel", "screen.cancel"), Key("^s", "keep", "screen.keep"))


class NotePrompt(ModalScreen[str | None]):
    """Asks for a note of any length. What is typed and not kept is offered again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel"),
        Binding("ctrl+s,f10", "keep", "keep", priority=True),
    ]

    def __init__(self, title: str, text: str, *, place: str = "") -> None:
        super().__init__()
        self.help_title, self._text, self._place = title, text, place

    @property
    def _drafts(self) -> Drafts:
        return host_of(self).model.drafts

    def compose(self) -> ComposeResult:
        """A title, the text, the keys."""
        draft = self._drafts.of(self._place)
        with Vertical(id="box"):
            title = assemble((self.help_title, "bold"), f"\n{OFFERED}" if draft else "")
            yield Static(title, id="box-title")
            yield TextArea(draft or self._text, soft_wrap=True, show_line_numbers=False)
            yield KeyBar((*_KEYS, Key("F1", "help", "app.help")), id="box-keys")

    def action_keep(self) -> None:
        """Gives the note back."""
        self._drafts.drop(self._place)
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_cancel(self) -> None:
        """Leaves the note as it was; what was typed is offered again the next time."""
        self.keep_typed()
        self.dismiss(None)

    def keep_typed(self) -> None:
        """Keeps what is typed as a draft."""
        text = self.query_one(TextArea).text
        self._drafts.keep(self._place, "" if text.strip() == self._text.strip() else text)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of notes."""
        return [
            ("ctrl+s F10", "keep the note; an empty one removes it"),
            ("esc", "leave it as it was; what you typed is offered again the next time"),
        ]


class GradeLines(LineList):
    """How an answer is known. The line under the cursor is what is kept."""

    narrows = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.focus_next", show=False),
        Binding("space", "select", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)),
    ]

    def action_digit(self, digit: int) -> None:
        """A digit: the line with that number."""
        if digit <= self.option_count:
            self.highlighted = digit - 1


class EvidencePrompt(ModalScreen[tuple[str, str, str] | None]):
    """Asks how an answer is known (grade), by whom, and from where (source)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel"),
        Binding("ctrl+s,f10", "keep", "keep", priority=True),
    ]

    def __init__(self, title: str, grade: str, by: str, source: str, *, place: str = "") -> None:
        super().__init__()
        self.help_title = f"How do you know: {title}?"
        self._before, self._place = (grade, by, source), place
        self._grade = grade

    @property
    def _drafts(self) -> Drafts:
        return host_of(self).model.drafts

    def compose(self) -> ComposeResult:
        """The grades, two fields, the keys."""
        grade, by, source = self._draft() or self._before
        self._grade = grade
        with Vertical(id="box"):
            about = f"\n{OFFERED}" if self._draft() else ""
            yield Static(assemble((self.help_title, "bold"), about), id="box-title")
            yield GradeLines(*self._lines(), id="box-grades")
            yield TextField(by, placeholder="by whom", id="box-by")
            yield TextField(
                source, placeholder="from where: a dashboard, a query, a document", id="box-source"
            )
            next_ = Key("enter", "next, keep", "screen.following")
            yield KeyBar((_KEYS[0], next_, _KEYS[1], Key("?", "help", "app.help")), id="box-keys")

    def on_mount(self) -> None:
        """Starts on the present grade."""
        self.query_one(GradeLines).highlighted = ["", *GRADES].index(self._grade)

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of evidence."""
        return [
            ("↑ ↓ j k 1-5", "how it is known: the marked line is kept; the first one clears it"),
            ("enter tab", "next field; enter in the last one keeps"),
            ("ctrl+s F10", "keep"),
            ("esc", "leave it as it was; what you typed is offered again the next time"),
        ]

    def _lines(self) -> list[Option]:
        return [
            Option(
                assemble(
                    (f"{number} {'●' if grade == self._grade else '○'} ", "$accent"),
                    (grade or "not said", "bold"),
                    f"  {_MEANS[grade]}",
                )
            )
            for number, grade in enumerate(("", *GRADES), 1)
        ]

    @on(OptionList.OptionHighlighted)
    def _graded(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._grade = ("", *GRADES)[event.option_index]
        for place, line in enumerate(self._lines()):
            event.option_list.replace_option_prompt_at_index(place, line.prompt)

    def action_following(self) -> None:
        """The next field; in the last one everything is kept."""
        if self.query_one("#box-source", Input).has_focus:
            self.action_keep()
        else:
            self.focus_next()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_following()

    def _values(self) -> tuple[str, str, str]:
        grade = ("", *GRADES)[self.query_one(GradeLines).highlighted or 0]
        by, source = (self.query_one(f"#box-{name}", Input).value.strip() for name in ("by", "source"))
        return grade, by, source

    def action_keep(self) -> None:
        """Gives grade, name and source back."""
        self._drafts.drop(self._place)
        self.dismiss(self._values())

    def action_cancel(self) -> None:
        """Leaves the evidence as it was; what was typed is offered again the next time."""
        self.keep_typed()
        self.dismiss(None)

    def keep_typed(self) -> None:
        """Keeps what is typed as a draft."""
        same = self._values() == self._before
        self._drafts.keep(self._place, "" if same else json.dumps(self._values(), ensure_ascii=False))

    def _draft(self) -> tuple[str, str, str] | None:
        try:
            found = json.loads(self._drafts.of(self._place) or "null")
        except ValueError:
            return None
        if not isinstance(found, list) or len(found) != 3 or not all(isinstance(each, str) for each in found):
            return None
        grade, by, source = found
        return (grade if grade in GRADES else "", by, source)
