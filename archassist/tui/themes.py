"""Colours: two themes of the program's own, and every text legible in any of Textual's.

Whatever a theme says, the colours in which text is written are moved away from the grounds on which it stands until they
reach the contrast that WCAG 2 asks for at level AA. Screens name colours by Textual's own names (`$text-muted`,
`$accent`, `$warning` ...), and never mind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

CONTRAST: Final = 4.5
"""The least ratio of a text to its ground: WCAG 2.2, success criterion 1.4.3, level AA."""

DARK, LIGHT = "archassist-dark", "archassist-light"

OWN = (
    Theme(
        name=DARK,
        dark=True,
        primary="#6fb4f0",
        secondary="#93a4b8",
        accent="#6fb4f0",
        foreground="#dfe4ea",
        background="#13161b",
        surface="#191d24",
        panel="#222832",
        success="#7fcb94",
        warning="#e5b454",
        error="#f28b82",
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#1c5fa8",
        secondary="#52606e",
        accent="#1c5fa8",
        foreground="#20242a",
        background="#fbfaf7",
        surface="#f4f2ed",
        panel="#e9e6df",
        success="#1f6b3b",
        warning="#805600",
        error="#b3261e",
    ),
)
"""One accent, which is none of the colours that mean something: those are green, amber and red."""

OFFERED = (
    DARK,
    LIGHT,
    "textual-dark",
    "textual-light",
    "nord",
    "gruvbox",
    "dracula",
    "tokyo-night",
    "catppuccin-mocha",
    "catppuccin-latte",
    "rose-pine",
    "flexoki",
    "solarized-light",
)
"""Themes to choose from, by name: those of our own, then Textual's."""

_TEXTS = ("accent", "warning", "error", "success", "primary", "secondary")

_made: dict[str, dict[str, str]] = {}


def legible_variables(theme: Theme, variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme's style sheet that give every text its contrast, by name."""
    if theme.name not in _made:
        _made[theme.name] = _legible(variables)
    return _made[theme.name]


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours, from 1 to 21: (lighter + 0.05) / (darker + 0.05) of their relative luminances, as
    WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _legible(variables: Mapping[str, str]) -> dict[str, str]:
    ground, surface, panel = (Color.parse(variables[name]) for name in ("background", "surface", "panel"))
    accent = Color.parse(variables["accent"])
    ink = Color.parse(variables["foreground"])
    ink = (ground.blend(ink, ink.a) if ink.a < 1 else ink).with_alpha(1.0)
    cursor, rest = ground.blend(accent, 0.22, alpha=1.0), ground.blend(accent, 0.12, alpha=1.0)
    grounds = [ground, surface, panel, cursor, rest, surface.blend(ink, 0.05, alpha=1.0)]

    def readable(color: Color) -> str:
        return _away(color, grounds, WHITE if _luminance(ground) < 0.18 else BLACK).hex

    foreground = readable(ink)
    text = {name: readable(Color.parse(variables[name])) for name in _TEXTS}
    muted = readable(ink.blend(ground, 0.34, alpha=1.0))
    found = {
        "foreground": foreground,
        "text": foreground,
        "text-muted": muted,
        "text-disabled": muted,
        "foreground-muted": muted,
        "foreground-disabled": muted,
        "block-cursor-foreground": foreground,
        "block-cursor-background": cursor.hex,
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": foreground,
        "block-cursor-blurred-background": rest.hex,
        "block-hover-background": rest.hex,
        "input-selection-background": cursor.hex,
        "input-selection-foreground": foreground,
        "border": text["accent"],
        "border-blurred": ground.blend(ink, 0.3, alpha=1.0).hex,
        "line": ground.blend(ink, 0.3, alpha=1.0).hex,
        "scrollbar": ground.blend(ink, 0.25, alpha=1.0).hex,
        "scrollbar-background": ground.hex,
        "scrollbar-corner-color": ground.hex,
        "link-color": text["accent"],
        "link-background-hover": cursor.hex,
        "link-color-hover": foreground,
    }
    return found | text | {f"text-{name}": color for name, color in text.items()}


def _away(color: Color, grounds: list[Color], end: Color) -> Color:
    """The colour, moved towards the end of the scale until it stands out from all of the grounds."""
    for step in range(21):
        moved = color.blend(end, step / 20, alpha=1.0)
        if min(contrast(moved, ground) for ground in grounds) >= CONTRAST:
            return moved
    return end
