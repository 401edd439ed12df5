"""What hands do on every screen: keys of one's own, copying, jumping, and narrowing a list."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from archassist.terminal_text import one_line
from archassist.tui import keymap, settings
from archassist.tui.legible import content
from archassist.tui.themes import OFFERED
from archassist.tui.wayfinding import WayfindingApp
from archassist.tui.widgets.key_bar import bound, keys_of
from archassist.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_SHOWN = 60
"""Characters of what was copied that are shown."""


class HandsApp(WayfindingApp):
    """An app whose keys are read from the settings, and which copies and jumps wherever one is."""

    def __init__(self) -> None:
        super().__init__()
        self.keymap = settings.own_keys()
        if self.keymap.tables:
            self.keymap = keymap.check(self.keymap, declared(type(self)), str(settings.settings_file()))
            self.keymap.bind(self)

    def say_key_faults(self) -> None:
        """Tells all that is wrong with the settings."""
        for fault in self._settings_faults():
            self.notify(fault, severity="error", timeout=15, markup=False)

    def _settings_faults(self) -> list[str]:
        try:
            return [*self.keymap.faults, *settings.faults(OFFERED)]
        except RuntimeError:  # a user without a home
            return []

    def action_settings(self) -> None:
        """Names the file of somebody's settings, what can stand in it, and what is wrong with it."""
        from archassist.tui.screens.help import TextScreen

        if self.screen.is_modal:
            return
        try:
            place = str(settings.settings_file())
        except RuntimeError:
            place = "app.toml in your configuration folder"
        said = [
            f"They stand in {place}; it is read when the program starts.",
            f"theme = one of {', '.join(OFFERED)}",
            "me = your name, as it stands where decisions and steps name people",
            "[keys] and [keys.checklist], as docs/keys.md lists them: keys of your own, such as copy = “Y”. "
            "ctrl+ and function keys stay beside them: they work while you type, too.",
        ]
        if faults := self._settings_faults():
            said += ["What is wrong in it:", *(f"• {each}" for each in faults)]
        self.push_screen(TextScreen("Settings", content("\n\n".join(said))))

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """As Textual's; the screen gets the keys of somebody's own, and fits the width."""
        if isinstance(screen, Screen):
            self.made_ready(screen)
        return super().push_screen(screen, *args, **options)

    def made_ready(self, screen: Screen[Any]) -> Screen[Any]:
        """The screen with the keys of somebody's own, and from the start with the class of the width.

        Textual gives it that class after the first frame, which it then styles, lays out and draws once more.
        """
        self.keymap.bind(screen)
        widths = sorted(screen.HORIZONTAL_BREAKPOINTS or (), reverse=True)
        if fits := [name for least, name in widths if least <= self.size.width]:
            screen.add_class(fits[0])
        return screen

    def own_keys_of(self, screen: Screen[Any]) -> list[tuple[str, str]]:
        """The keys that somebody gave the actions of a screen, for its help, which tells of the usual ones."""
        own = self.keymap.tables.get(keymap.table_of(type(screen)), {})
        told: dict[str, list[str]] = {}
        for binding, _ in bound(screen):
            if binding.key in own.get(keymap.name_of(binding.action), ()):
                told.setdefault(binding.description, []).append(self.get_key_display(binding))
        return [(" ".join(keys), f"{does} (your own key)") for does, keys in told.items()]

    def action_help(self) -> None:
        """Tells what can be done on this screen."""
        from archassist.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            return
        own = getattr(self.screen, "help_keys", None)
        title, keys = str(getattr(self.screen, "help_title", self.TITLE)), own() if own else ()
        keys = [*keys, *self.own_keys_of(self.screen)]
        palette = ("ctrl+p", "every question, decision and command by name")
        offered = keys_of(self, self)
        everywhere = offered if self.screen.is_modal else [*offered, palette]
        self.push_screen(HelpScreen(title, keys, everywhere))

    def action_copy(self) -> None:
        """Copies what is highlighted to the clipboard, also that of a terminal far away (OSC 52)."""
        said = self._highlighted()
        if not said:
            self.notify("There is nothing highlighted to copy here.")
            return
        self.copy_to_clipboard(said)
        first = one_line(said.split("\n")[0])
        self.notify(f"Copied: {first[:_SHOWN]}{'…' if len(said) > _SHOWN else ''}", markup=False)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Opens an address. A browser that runs in this terminal has it for itself until it ends; where there is none, the
        address is copied."""
        if self.is_web:
            super().open_url(url, new_tab=new_tab)
            return
        import webbrowser

        try:
            browser = webbrowser.get()
        except webbrowser.Error:
            self.copy_to_clipboard(url)
            self.notify(f"There is no browser here. Copied: {url}", markup=False)
            return
        waits = isinstance(browser, webbrowser.GenericBrowser)
        if not waits or isinstance(browser, webbrowser.BackgroundBrowser):
            browser.open(url)
            return
        try:
            with self.suspend():
                browser.open(url)
        except SuspendNotSupported:
            self.copy_to_clipboard(url)
            self.notify(f"This terminal cannot be handed to a browser. Copied: {url}", markup=False)
        self.refresh(layout=True)

    def action_narrow(self) -> None:
        """Narrows the list of this screen, wherever the cursor is."""
        from archassist.tui.widgets.filter_bar import narrow

        own = getattr(self.screen, "list_to_narrow", None)
        found = (
            own()
            if own is not None
            else next((each for each in self.screen.query(LineList) if each.narrows and each.display), None)
        )
        if found is None and (find := getattr(self.screen, "find", None)) is not None:
            self._ask_words(find)
        elif found is None:
            self.notify("There is no list to narrow here.")
        else:
            narrow(found, getattr(self.screen, "named_filters", dict))

    def _ask_words(self, find: Callable[[str], str]) -> None:
        """Asks for words, and goes to where they stand on a screen without a list."""
        from archassist.tui.widgets.form import TextPrompt, needed

        hint = "words to look for on this screen"
        self.push_screen(
            TextPrompt("Find", "", hint=hint, read=needed("Type a word, or leave with esc."), take=find)
        )

    def action_jump(self) -> None:
        """Puts a letter on everything that the cursor can go to; pressing it leads there."""
        from archassist.tui.screens.jump import JumpScreen, Target, go, targets

        def done(target: Target | None) -> None:
            if target is not None:
                go(target)

        self.push_screen(JumpScreen(targets(self.screen)), done)

    def _highlighted(self) -> str:
        chosen = self.screen.get_selected_text()
        if chosen:
            return chosen
        copied = getattr(self.screen, "copied", None)
        if copied is not None:
            return str(copied())
        listed = self.focused if isinstance(self.focused, LineList) else None
        listed = listed or next(iter(self.screen.query(LineList)), None)
        return listed.text_under_cursor() if listed is not None else ""


def declared(app: type[Any]) -> Mapping[str, Iterable[Any]]:
    """By table the bindings that the app and each of its screens declare. Imports every screen."""
    from archassist.tui import screens

    found: dict[str, Iterable[Any]] = {keymap.EVERYWHERE: app.BINDINGS}
    for module in iter_modules(screens.__path__):
        for _, kind in inspect.getmembers(
            import_module(f"{screens.__name__}.{module.name}"), inspect.isclass
        ):
            ours = issubclass(kind, Screen) and kind.__module__.startswith(screens.__name__)
            if ours and "BINDINGS" in vars(kind) and (table := keymap.table_of(kind)):
                found[table] = vars(kind)["BINDINGS"]
    return found
