"""An app whose theme is chosen, legible whichever it is, and remembered."""

from __future__ import annotations

from pathlib import Path

from archassist.tui import settings
from archassist.tui.legible import LegibleApp
from archassist.tui.themes import DARK, LIGHT, OFFERED, OWN, legible_variables

_ALL_STYLES = Path(__file__).with_name("screens.tcss")
"""What `app.tcss` leaves out: the styles of all that is not on the interview, read when its first frame stands."""


class ThemedApp(LegibleApp):
    """Begins with the theme that was chosen last; with the dark one of the program's own when none was."""

    _dressed = False

    def __init__(self) -> None:
        super().__init__()
        for theme in OWN:
            self.register_theme(theme)
        chosen = settings.chosen_theme()
        # Quietly: nothing is drawn yet, and a change of theme reads every style again.
        self.set_reactive(ThemedApp.theme, chosen if chosen in OFFERED else DARK)
        self._dressed = True
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Textual's, with every colour of a text moved to where it is legible."""
        if not self._dressed:  # Textual asks before a theme is chosen
            return {}
        variables = super().get_css_variables()
        variables |= legible_variables(self.current_theme, variables)
        self.theme_variables = variables
        return variables

    def read_all_styles(self) -> None:
        """Reads the styles of every screen. Those of the first frame alone are read in a third of the time."""
        styles = _ALL_STYLES.read_text(encoding="utf-8")
        self.stylesheet.add_source(styles, read_from=(str(_ALL_STYLES), ""))

    def action_light(self) -> None:
        """Between the light and the dark theme of the program's own."""
        self.action_wear(LIGHT if self.current_theme.dark else DARK)

    def action_wear(self, theme: str) -> None:
        """Takes one of the themes that are offered, and remembers it."""
        if theme in OFFERED:
            self.theme = theme
            settings.remember_theme(theme)
