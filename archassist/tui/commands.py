"""What the command palette knows: every question and every command, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from archassist.tui.legible import content

if TYPE_CHECKING:
    from archassist.tui.app import ArchassistApp

_EVERYWHERE = {
    "Go to the interview": "app.interview",
    "Go to the decisions": "app.show('decisions')",
    "Go to the roadmap and checklist": "app.show('checklist')",
    "Go to growth and limits": "app.show('outlook')",
    "Go to the plan by quarter": "app.show('plan')",
    "What if: try answers on a copy, keep or drop them": "app.what_if",
    "Rank what matters most": "app.record('rank')",
    "Accept a risk": "app.record('accept_risk')",
    "Expect an event that multiplies users": "app.record('expect')",
    "Say what the team can give to the plan": "app.record('staff')",
    "What the words mean": "app.words",
    "Export: preview the documents": "app.show('export')",
    "Undo the last change": "app.undo",
    "Redo what was undone": "app.redo",
    "Save again": "app.save",
    "Keep mine where someone else changed the file": "app.resolve('mine')",
    "Take theirs where someone else changed the file": "app.resolve('theirs')",
}
_INTERVIEW = {
    "Answer: nobody knows": "screen.unknown",
    "Answer: out of scope": "screen.out_of_scope",
    "Answer: take it back": "screen.clear",
    "Note on this question": "screen.note",
    "Evidence of this answer": "screen.evidence",
    "Next question": "screen.next",
    "Previous question": "screen.previous",
    "Sections and questions": "screen.sections",
}


class _Commands(Provider):
    """Commands from a table of names."""

    def named(self) -> Iterator[tuple[str, Any, str]]:
        """Name, what to call, and a line of help."""
        raise NotImplementedError

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, call, about in self.named():
            yield DiscoveryHit(content(name), call, text=name, help=_help(about))

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for name, call, about in self.named():
            score = max(matcher.match(name), 0.9 * matcher.match(about))
            if score > 0:
                yield Hit(score, _highlighted(matcher, name), call, text=name, help=_help(about))


class ActionCommands(_Commands):
    """What can be done here."""

    def named(self) -> Iterator[tuple[str, Any, str]]:
        """The actions of the app, and of the interview when it is in front."""
        app = cast("ArchassistApp", self.app)
        found = {"Light or dark": "app.light", "Help for this screen": "app.help"}
        if app.model is not None:
            from archassist.tui.interview import InterviewScreen

            found = _EVERYWHERE | found
            if isinstance(self.screen, InterviewScreen):
                found = _INTERVIEW | found
        for name, action in found.items():
            yield (
                name,
                partial(app.run_action, action.replace("screen.", ""), self.screen)
                if action.startswith("screen.")
                else partial(app.run_action, action),
                "",
            )


class QuestionCommands(_Commands):
    """Every question and decision, by title."""

    def named(self) -> Iterator[tuple[str, Any, str]]:
        """Jumps to questions and opens decisions."""
        app = cast("ArchassistApp", self.app)
        if app.model is None:
            return
        for question in app.model.questions:
            yield f"Question: {question.title}", partial(app.go_to, question.id), question.ask
        for decision in app.model.rulebook.decisions.values():
            yield f"Decision: {decision.title}", partial(app.action_decision, decision.id), decision.asks


def _help(text: str) -> Any:
    """A line of help. Textual reads markup in a text here, and leaves content as it is."""
    return content(text) if text else None


def _highlighted(matcher: Matcher, name: str) -> Content:
    """The name with the letters that match marked. Textual's own way reads markup in the name."""
    text = content(name)
    for at in matcher.fuzzy_search.match(matcher.query, text.plain)[1]:
        if not text.plain[at].isspace():
            text = text.stylize(matcher.match_style, at, at + 1)
    return text
