"""What the command palette knows by name: every action with its key, questions, decisions, options and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from archassist.tui.host import host_of
from archassist.tui.legible import content
from archassist.tui.themes import OFFERED
from archassist.tui.widgets.key_bar import bound
from archassist.words import capital

_WITHOUT_KEY = {
    "Rename this review": "record('rename')",
    "Rank what matters most": "record('rank')",
    "Accept a risk": "record('accept_risk')",
    "Expect an event that multiplies users": "record('expect')",
    "Set how much time the team has for the plan": "record('staff')",
    "Glossary": "words",
    "New review, open another one, or look at an example": "start",
    "Save again": "save",
    "Keep mine where someone else changed the file": "resolve('mine')",
    "Take theirs where someone else changed the file": "resolve('theirs')",
}


class Commands(Provider):
    """What can be done on the screen, then everywhere, then every question and decision: always in this order."""

    def named(self) -> Iterator[tuple[str, Any, str]]:
        """Name with its keys, what to call, and a line of help."""
        app, host = self.app, host_of(self.screen)
        told: set[str] = set()
        for node in (self.screen, app):
            actions: dict[str, list[str]] = {}
            names: dict[str, str] = {}
            for binding, action in bound(node):
                if action is not None:
                    actions.setdefault(action, []).append(app.get_key_display(binding))
                    names[action] = binding.description
            for action, keys in actions.items():
                if (does := action.removeprefix("app.")) in told:
                    continue
                told.add(does)
                name = f"{capital(names[action])}  ({' '.join(keys)})"
                yield name, partial(app.run_action, action, node), ""
        if host.model is None:
            yield from self._themes()
            return
        for name, action in _WITHOUT_KEY.items():
            if host.model.reading and action != "words":
                continue
            yield name, partial(app.run_action, action), ""
        yield from self._themes()
        for question in host.model.questions:
            yield f"Question: {question.title}", partial(host.go_to, question.id), question.ask
        shown = {view.id for view in host.model.now.decisions} if host.model.assessed else set()
        for decision in host.model.rulebook.decisions.values():
            if decision.when is not None and decision.id not in shown:
                continue
            yield f"Decision: {decision.title}", partial(host.action_decision, decision.id), decision.asks

    def found_only(self) -> Iterator[tuple[str, Any, str]]:
        """What is found by its name and not listed before: the options of decisions, and the words that are used."""
        from archassist.tui.screens.help import TextScreen
        from archassist.views.preread import glossary

        host = host_of(self.screen)
        if host.model is None:
            return
        for decision in host.model.rulebook.decisions.values():
            for option in decision.options.values():
                open_ = partial(host.action_decision, decision.id, option.id)
                yield f"Option: {option.title}", open_, f"{decision.title}: {decision.asks}"
        for word, means in glossary(host.model.rulebook):
            box = partial(TextScreen, word, content(means))
            yield f"Word: {word}", lambda box=box: self.app.push_screen(box()), means

    def _themes(self) -> Iterator[tuple[str, Any, str]]:
        for theme in OFFERED:
            yield f"Theme: {theme}", partial(self.app.run_action, f"app.wear({theme!r})"), ""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, call, about in self.named():
            yield DiscoveryHit(content(name), call, text=name, help=_help(about))

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for name, call, about in chain(self.named(), self.found_only()):
            score = max(matcher.match(name), 0.9 * matcher.match(about)) + _literal(query, name, about)
            if score > 0:
                yield Hit(score, _highlighted(matcher, name), call, text=name, help=_help(about))


def _literal(query: str, name: str, about: str) -> int:
    """What stands in a name as it was typed comes before what stands in its help, and that before scattered letters."""
    typed = query.strip().casefold()
    return 20 if typed in name.casefold() else 10 if typed in about.casefold() else 0


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
