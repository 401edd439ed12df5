"""All decisions: what is recommended, how sure it is, the strongest reason, and what the team did with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from archassist.session.verdicts import said_of
from archassist.terminal_text import one_line
from archassist.tui import lookahead
from archassist.tui.content import advice_text
from archassist.tui.content.reasons import STATUS_SIGNS
from archassist.tui.legible import assemble, styled
from archassist.tui.model import Model
from archassist.tui.screens.list_screen import ListScreen
from archassist.tui.widgets.key_bar import Key
from archassist.tui.widgets.line_list import Lines
from archassist.views.needs import needs_text
from archassist.words import capital

if TYPE_CHECKING:
    from archassist.tui.screens.decision_detail import DetailScreen
    from archassist.views.records.advice import DecisionView


class DecisionsScreen(ListScreen):
    """Lists every decision; enter or a click opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,i", "app.interview", "back to the interview")]
    KEYS = (
        Key("enter", "open", "screen.open"),
        Key("esc", "interview", "app.interview"),
        Key("r", "roadmap", "app.show('checklist')"),
        Key("p", "plan", "app.show('plan')"),
        Key("x", "export", "app.show('export')"),
        Key("g", "growth", "app.show('outlook')"),
        Key("y", "today", "app.show('today')"),
        Key("^z", "undo", "app.undo"),
        Key("t", "light/dark", "app.light"),
        Key("?", "help", "app.help"),
    )
    help_title = "Decisions"

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._opened: DetailScreen | None = None

    def compose_list(self) -> ComposeResult:
        """The decisions."""
        yield Lines(id="decisions", markup=False)

    def refresh_view(self) -> None:
        """Shows what holds now; the cursor stays."""
        width = self.app.size.width
        self.draw_head()
        shown = self.query_one(Lines)
        if self._opened is not None:  # the arrows may have led to another decision
            ids = [each.id for each in shown.options]
            if self._opened.decision in ids:
                shown.highlighted = ids.index(self._opened.decision)
                shown.moved = True
            self._opened = None
        if placed := lookahead.placed(self.model):
            self.list_groups(
                [(head, [(view.id, self._line(view, width - 4)) for view in group]) for head, group in placed]
            )
            if not shown.moved:  # nobody has looked at a line yet: the first is what to decide now
                shown.action_first()
                shown.rest()
            return
        views = self.model.best.decisions
        shown.relist(
            [Option(self._line(view, width - 4), id=view.id) for view in views], 0 if views else None
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_id)

    def action_open(self) -> None:
        """Opens the decision under the cursor."""
        self._open(self.current())

    def help_keys(self) -> list[tuple[str, str]]:
        """What the help screen says of this screen."""
        return [
            ("↑ ↓ j k", "move"),
            ("enter or click", "open a decision: why, why not, and against"),
            ("● ◐ ○", "firm, leaning, open"),
            ("· ✓ ✗ ↷", "proposed, accepted, rejected, superseded by the team"),
            ("esc i", "back to the interview"),
            ("r x", "roadmap, export"),
        ]

    def _open(self, decision: str | None) -> None:
        from archassist.tui.screens.decision_detail import DetailScreen

        if decision:
            self._opened = DetailScreen(self.model, decision)
            self.app.push_screen(self._opened)

    def _moved(self, view: DecisionView) -> str:
        """Where the recommended option comes from, as far as it is known what stands."""
        if view.move.kind == "keep":
            return ", kept"
        if view.today is None:
            return ""
        verb = "step back" if view.move.kind == "step_back" else "step"
        return f", {verb} from {view.option(view.today).title}"

    def _line(self, view: DecisionView, width: int) -> Content:
        known = self.model.rulebook.decisions[view.id]
        option = known.options[view.recommended]
        title = f"{known.title}: {option.title if view.enough else 'not enough answers yet'}"
        taken = self.model.review.decisions.get(view.id)
        said = [each for each in (taken.verdicts.items() if taken else ()) if each[0] in known.options]
        said.sort(
            key=lambda each: list(STATUS_SIGNS).index(each[1].status) if each[1].status != "accepted" else -1
        )
        team = ""
        if said and said[0][1].status in ("accepted", "proposed"):
            id, first_said = said[0]
            other = "" if id == view.recommended else f": {known.options[id].title}"
            team = f"  {STATUS_SIGNS[first_said.status]} {first_said.status}{other}"
        no = sum(each.status == "rejected" for _, each in said)
        team += f"  ✗ {no} rejected" if no else ""
        tail = assemble("  ", advice_text.standing(view.standing), (team, "$text-accent"))
        first = assemble((title, "bold"), (self._moved(view) if view.enough else "", "$text-muted"))
        first = first.truncate(max(width - tail.cell_length, 20), ellipsis=True)
        why = next((rule.text for rule in view.reasons), "")
        if not why and view.required_by:
            decision, _, needed = view.required_by[0].partition(".")
            needs = self.model.rulebook.decisions[decision]
            why = f"needed by {needs.options[needed].title} ({needs.title})"
        why = why or "nothing in the answers asks for more"
        reason = styled(capital(why if view.enough else needs_text(view.needs)), "$text-muted")
        if view.triage and view.triage.place in ("decide_now", "later"):
            reason = styled(view.triage.because, "$text-muted")
        if said:
            words = "; ".join(
                f"{known.options[id].title} {one_line(said_of(each))}"
                if len(said) > 1
                else one_line(said_of(each))
                for id, each in said
            )
            reason = styled(f"The team: {words}", "$text-accent")
        return assemble(first, tail, "\n   ", reason.truncate(max(width - 3, 20), ellipsis=True))
