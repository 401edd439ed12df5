"""Export: which files would be written, each as it would read, and nothing written before it is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static

from archassist.answers import AnswerError
from archassist.exported import KIND_TITLES
from archassist.terminal_text import one_line
from archassist.tui.content.advice_text import crumbs
from archassist.tui.content.export_lines import FILE, LEFT_OUT, difference, lines
from archassist.tui.legible import content
from archassist.tui.model import Model
from archassist.tui.paths import typed_path
from archassist.tui.permitted import EXPORT
from archassist.tui.screens.base import ReviewScreen
from archassist.tui.widgets.key_bar import Key, KeyBar
from archassist.tui.widgets.line_list import LineList
from archassist.tui.widgets.pane import Clickable, name_pane
from archassist.tui.widgets.reading import Reading
from archassist.tui.widgets.text_field import TextField
from archassist.words import capital, counted

if TYPE_CHECKING:
    from archassist.documents import Wishes
    from archassist.session import Review

_FOLDER = "docs"
_PLACE = "folder of the export"


def exported_into(model: Model) -> str:
    """The folder of the review's exports, as it was typed."""
    return model.drafts.of(_PLACE) or _FOLDER


class ExportScreen(ReviewScreen):
    """A folder to type, the files at the left, the text of one at the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        Binding("w,ctrl+s", "write", "write"),
        Binding("F", "folder", "another folder"),
        Binding("space", "choose", "take in, or leave as it is"),
        Binding("U", "undecided", "records also of what too little is answered for, or not"),
        Binding("D", "difference", "the difference, or all of a file"),
    ]
    help_title = "Export"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._plan: Any = None
        self._of = Path(_FOLDER)
        """The folder whose files are shown, or are being worked out."""
        self._asked = self._told = 0
        self._writing = False
        self._differs = False
        if model.review.meeting.held and "minutes" not in model.export.kinds:
            model.export.kinds.append("minutes")  # a meeting ends with what it came to; space leaves it out

    def compose(self) -> ComposeResult:
        """Folder, files, preview, keys."""
        yield Clickable(
            crumbs(self.model, ("Export: nothing is written before you say so",), self.app.size.width - 2),
            id="head",
        )
        yield TextField(exported_into(self.model), id="folder", placeholder="folder to export into")
        yield Static(id="export-said", markup=False)
        with Horizontal(id="export"):
            yield LineList(id="files", classes="pane", markup=False)
            with Reading(id="preview", classes="pane"):
                yield Static(id="document", markup=False)
        yield KeyBar(
            (
                Key("esc", "back", "screen.leave"),
                Key("w", "write", "screen.write"),
                Key("F", "folder", "screen.folder"),
                Key("space", "choose", "screen.choose"),
                Key("D", "difference", "screen.difference"),
                Key("U", "undecided, too", "screen.undecided"),
                Key("?", "help", "app.help"),
            )
        )

    def on_mount(self) -> None:
        """Shows what an export into the usual folder would be."""
        name_pane(self.query_one("#folder"), "Folder")
        name_pane(self.query_one("#files"), "Files", "+ new  ~ follows  = stays")
        self.refresh_view()
        self.query_one("#files", OptionList).focus()

    @property
    def busy(self) -> bool:
        """Whether what would be written is still being worked out, or is being written."""
        return self._asked > self._told

    def refresh_view(self) -> None:
        """Plans anew, with the present answers and the folder typed, beside the screen."""
        if not self._writing:
            self._begin(write=False)

    def _begin(self, write: bool) -> None:
        self._asked += 1
        self._writing = write
        self._of = self._target()
        if self._plan is None:
            self.query_one("#export-said", Static).update(content("Computing what would be written …"))
        self._work(self._asked, self.model.review.still(), self._target(), write)

    @work(thread=True, group="export")
    def _work(self, asked: int, review: Review, target: Path, write: bool) -> None:
        """Plans, and writes when that was said; then plans again."""
        from archassist.documents import ExportError, resume
        from archassist.workflows.export import export_plan

        plan, written, trouble = None, None, ""
        try:
            review.role.permit(EXPORT)
            self._confine(target)
            if write:
                resume(target)
            wishes = self._wishes()
            plan = export_plan(review, target, wishes)
            self._confine(*(file.path for file in plan.files))
            if write:
                written = plan.write()
                plan = export_plan(review, target, wishes)
        except (ExportError, AnswerError, OSError) as error:
            plan, trouble = None, str(error)
        if self.app.is_running:
            self.app.call_from_thread(self._done, asked, target, plan, written, trouble)

    def _confine(self, *paths: Path) -> None:
        """Raises AnswerError for a path outside the one folder that may be reached, where there is one."""
        if (bounds := self._app.user.bounds) is not None and not bounds.may_write(*paths):
            raise AnswerError("Only folders inside this one can be written here, such as docs.")

    def _done(
        self, asked: int, target: Path, plan: Any, written: Sequence[Path] | None, trouble: str
    ) -> None:
        if written is not None:
            many = counted(len(written), "file")
            self._app.say(
                f"Wrote {many} under {one_line(str(target))}." if written else "Nothing new to write."
            )
        if asked != self._asked or not self.is_mounted:
            return
        if trouble and self._writing:
            self._app.say(trouble, "error")
        self._told, self._writing, self._plan = asked, False, plan
        self._show(target, trouble)

    def _show(self, target: Path, trouble: str) -> None:
        said, shown = self.query_one("#export-said", Static), self.query_one("#files", OptionList)
        at = shown.highlighted
        shown.clear_options()
        self._name_preview()
        if self._plan is None:
            said.update(content(trouble))
            self.query_one("#document", Static).update(content(""))
            return
        new = len(self._plan.of("new"))
        changed = len(self._plan.of("updated", "merged"))
        kept = len(self._plan.files) - new - changed
        parts = [f"{counted(new, 'new file')} under {one_line(str(target))}"]
        parts += [f"{changed} follow the answers"] if changed else []
        parts += [f"{kept} exist and stay as they are"] if kept else []
        remarks = (one_line(each) for each in self._plan.remarks)
        said.update(content("\n".join(["; ".join(parts), *remarks])))
        chosen = self.model.export
        shown.add_options(lines(self._plan, chosen.left_out, chosen.kinds, chosen.order))
        if shown.option_count:
            at = min(at or 0, shown.option_count - 1)
            shown.highlighted = at if not shown.options[at].disabled else at - 1

    @on(OptionList.OptionHighlighted)
    def _preview(self, event: OptionList.OptionHighlighted) -> None:
        self._preview_file()

    def _name_preview(self) -> None:
        title = "What would change" if self._differs else "As it will be written"
        name_pane(self.query_one("#preview"), title)

    def _preview_file(self) -> None:
        """The document as its file will hold it, or what would change in it: Markdown is read as text here."""
        if self._plan is None or (at := self._line()) is None:
            return
        what, _, id = at.partition(":")
        if what == FILE:
            file = self._plan.files[int(id)]
            text = difference(self._plan, file) if self._differs else content(file.text)
        elif what == LEFT_OUT:
            text = content("It stays as it is in the folder. space takes it in again.")
        else:
            text = content(f"{capital(KIND_TITLES[id])}: space adds it to what is written.")
        self.query_one("#document", Static).update(text)
        self.query_one("#preview", VerticalScroll).scroll_home(animate=False)

    def _line(self) -> str | None:
        """The id of the line under the cursor."""
        files = self.query_one("#files", OptionList)
        at = files.highlighted
        return None if at is None else files.options[at].id

    def _wishes(self) -> Wishes:
        from archassist.documents import Wishes

        chosen = self.model.export
        return Wishes(
            only=tuple(chosen.kinds),
            keep=tuple(chosen.left_out),
            undecided=chosen.undecided,
            one_of_each="U makes one of each.",
        )

    def action_choose(self) -> None:
        """Leaves a file as it is, takes it in again, or adds a kind of document."""
        if self._plan is None or self._writing or (at := self._line()) is None:
            return
        what, _, id = at.partition(":")
        if what == FILE:
            file = self._plan.files[int(id)]
            self.model.export.left_out[file.id] = one_line(str(file.path.relative_to(self._plan.target)))
        elif what == LEFT_OUT:
            del self.model.export.left_out[id]
        else:
            self.model.export.kinds.append(id)
        self.refresh_view()

    def action_undecided(self) -> None:
        """Makes records also of decisions for which too little is answered, or no longer."""
        if self._writing:
            return
        chosen = self.model.export
        chosen.undecided = not chosen.undecided
        made = "get a record, too" if chosen.undecided else "get no record"
        self._app.say(f"Decisions for which too little is answered {made}.")
        self.refresh_view()

    def action_difference(self) -> None:
        """Shows what would change in a file, or all of it again."""
        self._differs = not self._differs
        self._name_preview()
        self._preview_file()

    @on(Input.Submitted)
    def _folder_typed(self) -> None:
        self.refresh_view()  # and the cursor stays: letters are text until one leaves the field

    def action_leave(self) -> None:
        """From the folder's field to the files, from there to the interview."""
        self.keep_typed()
        if self.query_one("#folder", Input).has_focus:
            self.action_files()
        else:
            self._app.action_interview()

    def action_folder(self) -> None:
        """Puts the cursor into the folder's field."""
        self.query_one("#folder", Input).focus()

    def action_files(self) -> None:
        """Puts the cursor into the list of files, which are those of the folder that was typed."""
        self.query_one("#files", OptionList).focus()
        if self._of != self._target():
            self.refresh_view()

    def action_write(self) -> None:
        """Writes what is new, and brings up to date what nobody edited; edits stay. Nothing is written unseen."""
        if self._plan is not None and self._of != self._target():
            self.action_files()
            self._app.say(
                f"Preview first: this is what would be written under {self._target()}. w writes it."
            )
        elif not self._writing:
            self._begin(write=True)

    def keep_typed(self) -> None:
        """The folder that was typed is offered again."""
        folder = str(self.query_one("#folder", Input).value).strip()
        self.model.drafts.keep(_PLACE, "" if folder == _FOLDER else folder)

    def copied(self) -> str:
        """The document as it will be written, to be copied."""
        what, _, id = (self._line() or "").partition(":")
        return str(self._plan.files[int(id)].text) if self._plan is not None and what == FILE else ""

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            (
                "F",
                "type another folder: enter shows what would be written there; so does esc, and goes to the files",
            ),
            ("↑ ↓ j k g G", "see what a file would hold"),
            ("space", "leave a file as it is, take it in again, or add another kind of document"),
            ("U", "a record also of each decision for which too little is answered, or not"),
            ("D", "see what would change in a file, or all of it"),
            ("+ ~ =", "new; follows the answers where nobody edited it; stays as it is"),
            ("w ctrl+s", "write what is shown; a folder just typed is looked at first"),
            ("esc", "from the field to the files, from there to the interview"),
        ]

    def _target(self) -> Path:
        return typed_path(self.query_one("#folder", Input).value.strip() or _FOLDER)
