"""The one form in which everything is typed that is more than an answer: it says beside each field what is understood or
wrong, keeps everything on a mistake, and offers again what was typed and not kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static

from archassist.answers import AnswerError
from archassist.terminal_text import one_line
from archassist.tui.host import host_of
from archassist.tui.legible import assemble, content, styled
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.pane import Clickable
from archassist.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from archassist.tui.drafts import Drafts

Values = dict[str, str]

OFFERED = "As you typed it before; it is not kept yet."


class FormEntry(NamedTuple):
    """A field: `read` says in words what a text means, and raises AnswerError for what cannot be taken."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    read: Callable[[str], str] = lambda text: ""
    prose: bool = False
    """Whether people add to what stands there; else what they type replaces it."""
    secret: bool = False
    """Whether what is typed is not seen: others look at the same screen."""
    people: tuple[str, ...] = ()
    """Who is there: offered by number or with a click. Nobody is chosen before somebody chooses them."""


def needed(what: str) -> Callable[[str], str]:
    """A reader for a text that must not be empty."""

    def read(text: str) -> str:
        if not text.strip():
            raise AnswerError(what)
        return ""

    return read


class FormField(TextField):
    """A field of a form. The arrows lead to its neighbours."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]


class FormScreen(ModalScreen[Values | None]):
    """Asks for several texts at once; None when it was left.

    `keep` does what is to be done and gives back what was wrong, which leaves the form open with everything in it.
    `place` is where a draft is kept when the form, or the app, is left with something typed. `grown` gives all fields for
    what is typed: those that are not there yet come into the form; none ever goes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel"),
        Binding("ctrl+s", "keep", "keep", priority=True),
        Binding("enter", "following", "next field, keep"),
    ]

    def __init__(
        self,
        title: str,
        entries: Sequence[FormEntry],
        *,
        about: str = "",
        keep: Callable[[Values], str] = lambda values: "",
        place: str = "",
        grown: Callable[[Values], Sequence[FormEntry]] | None = None,
    ) -> None:
        super().__init__()
        self.help_title = title
        self._about, self._entries, self._keep, self._place = about, tuple(entries), keep, place
        self._grown = grown

    @property
    def _drafts(self) -> Drafts | None:
        model = host_of(self).model
        return model.drafts if model is not None and self._place else None

    def compose(self) -> ComposeResult:
        """A title, the fields with room for what is understood of each, what is wrong with all, the keys."""
        draft = self._draft()
        if draft and self._grown is not None:
            self._entries = tuple(self._grown(draft))
        about = "\n".join(part for part in (self._about, OFFERED if draft else "") if part)
        with Vertical(id="box"):
            yield Static(assemble((self.help_title, "bold"), f"\n{about}" if about else ""), id="box-title")
            with VerticalScroll(id="box-fields", can_focus=False):
                for each in self._entries:
                    yield from _widgets(each, draft.get(each.name, each.value))
            yield Static(id="box-error", markup=False)
            last = "keep" if len(self._entries) == 1 else "next, keep"
            keys = [Key("esc", "cancel", "screen.cancel"), Key("enter", last, "screen.following")]
            if len(self._entries) > 1:
                keys += [Key("^s", "keep", "screen.keep"), Key("↑↓", "field", "app.focus_next")]
            yield KeyBar([*keys, Key("?", "help", "app.help")], id="box-keys")

    def on_mount(self) -> None:
        """Starts in the first field."""
        self._field(self._entries[0]).focus()

    def values(self) -> Values:
        """What stands in the fields."""
        return {each.name: self._field(each).value for each in self._entries}

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """A field that takes the cursor is seen with what it asks, also where the form is higher than the screen."""
        super().set_focus(widget, False, from_app_focus)
        if widget is not None and scroll_visible:
            self.call_after_refresh(self._show_field, widget)

    def _show_field(self, widget: Widget) -> None:
        for each in self._entries:
            if widget.id == f"field-{each.name}":
                parts = (f"#label-{each.name}", f"#field-{each.name}", f"#said-{each.name}")
                whole = Region.from_union([self.query_one(part).virtual_region for part in parts])
                self.query_one("#box-fields").scroll_to_region(whole, animate=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        for each in self._entries:
            if event.input.id == f"field-{each.name}":
                self._check(each, quiet=not event.value.strip())
        self._grow()

    def _grow(self) -> None:
        """What is typed may ask for more fields: each comes before the one that follows it."""
        if self._grown is None:
            return
        entries, following = [*self._entries], None
        for each in reversed([*self._grown(self.values())]):
            names = [one.name for one in entries]
            if each.name not in names and following is not None:
                entries.insert(names.index(following), each)
                self.query_one("#box-fields").mount_all(
                    _widgets(each, each.value), before=f"#label-{following}"
                )
            following = each.name
        self._entries = tuple(entries)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_following()

    def action_following(self) -> None:
        """The next field; in the last one everything is kept. A field with a mistake is not left so."""
        at = next((at for at, each in enumerate(self._entries) if self._field(each).has_focus), 0)
        if not self._check(self._entries[at]):
            return
        if at + 1 < len(self._entries):
            self._field(self._entries[at + 1]).focus()
        else:
            self.action_keep()

    def action_keep(self) -> None:
        """Keeps it all, unless something is wrong: that is said beside the field, and nothing is lost."""
        wrong = [each for each in self._entries if not self._check(each)]
        if wrong:
            self._field(wrong[0]).focus()
            return
        values = self.values()
        trouble = self._keep({name: text.strip() for name, text in values.items()})
        if trouble:
            self.query_one("#box-error", Static).update(content(trouble))
            return
        if self._drafts is not None:
            self._drafts.drop(self._place)
        self.dismiss(values)

    def action_pick(self, name: str, place: int) -> None:
        """Puts one of the people who are offered into a field, or takes them out of it again."""
        entry = next(each for each in self._entries if each.name == name)
        field, person = self._field(entry), entry.people[place]
        said = [each.strip() for each in field.value.split(",") if each.strip()]
        field.value = ", ".join([each for each in said if each != person] + [person] * (person not in said))
        field.focus()

    def action_cancel(self) -> None:
        """Leaves everything as it was; what was typed is offered again the next time."""
        self.keep_typed()
        self.dismiss(None)

    def keep_typed(self) -> None:
        """Keeps what is typed as a draft."""
        if self._drafts is None:
            return
        values = self.values()
        untouched = all(values[each.name] == each.value for each in self._entries)
        self._drafts.keep(self._place, "" if untouched else json.dumps(values, ensure_ascii=False))

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of forms."""
        return [
            ("enter", "the next field; in the last one, keep"),
            ("tab ↑ ↓", "another field"),
            ("ctrl+s", "keep"),
            ("esc", "cancel; what you typed is offered again next time"),
            *((each.label, each.hint) for each in self._entries if each.hint),
        ]

    def _field(self, entry: FormEntry) -> FormField:
        return self.query_one(f"#field-{entry.name}", FormField)

    def _draft(self) -> Values:
        text = self._drafts.of(self._place) if self._drafts is not None else ""
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            return {}
        return (
            {key: each for key, each in found.items() if isinstance(each, str)}
            if isinstance(found, dict)
            else {}
        )

    def _check(self, entry: FormEntry, quiet: bool = False) -> bool:
        """Says beside a field what is understood of it, or what is wrong; whether it can be taken."""
        shown = self.query_one(f"#said-{entry.name}", Static)
        try:
            said = entry.read(self._field(entry).value)
        except AnswerError as error:
            shown.update("" if quiet else styled(f"✗ {error}", "$text-error"))
            return False
        shown.update(styled(f"= {said}", "$text-accent") if said else "")
        return True


def _widgets(entry: FormEntry, value: str) -> Iterator[Widget]:
    """What asks for an entry, its field, and room for what is understood of it."""
    hint = f"  {entry.hint}" if entry.hint else ""
    label = assemble((entry.label, "bold $text-accent"), (hint, "$text-muted"), _offered(entry))
    yield (Clickable if entry.people else Static)(label, id=f"label-{entry.name}")
    yield FormField(value, id=f"field-{entry.name}", select_on_focus=not entry.prose, password=entry.secret)
    yield Static(id=f"said-{entry.name}", classes="form-said", markup=False)


def _offered(entry: FormEntry) -> Content:
    """The people of a field, each with its number and a button for the mouse."""
    buttons = [
        styled(one_line(f"{place + 1} {person}"), "$text-accent").stylize(
            Style.from_meta({"@click": f"screen.pick({entry.name!r}, {place})"})
        )
        for place, person in enumerate(entry.people)
    ]
    return content("  ").join([content(""), *buttons])


class TextPrompt(FormScreen):
    """A form of one line. `take` does what is to be done and gives back what is wrong."""

    def __init__(
        self,
        title: str,
        value: str,
        *,
        hint: str = "",
        take: Callable[[str], str] = lambda text: "",
        read: Callable[[str], str] = lambda text: "",
        place: str = "",
        prose: bool = False,
    ) -> None:
        super().__init__(
            title,
            [FormEntry("text", hint, value, read=read, prose=prose)],
            keep=lambda values: take(values["text"]),
            place=place,
        )
