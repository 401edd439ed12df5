"""What stands for a character that the terminal's encoding does not have: ASCII for the signs that this program draws,
the code point spelled out for everything else."""

from __future__ import annotations

import codecs
from typing import IO, Any

HANDLER = "archassist.signs"
"""The name under which codecs know it, once `ready` was called."""

_SIGNS = dict(
    zip(
        "›“”„‘’‚–—−‑·•×µμ\xa0●○◐◆◇▸▾▲▼☐◧☑☒✓✗↷↑↓≈█▓▒░§",
        ">\"\"\"'''----.-xuu *o+*o>v^vo/x-vx~^v~#+-.S",
        strict=True,
    )
) | {
    "…": "...",
    "→": "->",
    "←": "<-",
    "≥": ">=",
    "≤": "<=",
    "½": "1/2",
    "‰": "0/00",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
}
_NARROW = {"…": ".", "→": ">", "←": "<", "≥": ">", "≤": "<", "€": "E", "£": "L", "¥": "Y", "₹": "R"}


def ready(stream: IO[Any] | None) -> None:
    """Lets any text be written to a stream of text, whatever its encoding."""
    codecs.register_error(HANDLER, _stand_in)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=HANDLER)


def fitted(text: str, encoding: str) -> str:
    """The text with what the encoding lacks stood in for."""
    if text.isascii():
        return text
    return text.encode(encoding, HANDLER).decode(encoding)


def one_cell(char: str) -> str:
    """One ASCII character for a sign; a question mark for what is none."""
    return _NARROW.get(char) or (sign if len(sign := _sign(char)) == 1 else "?")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_sign(char) or _spelled(char) for char in error.object[error.start : error.end]), error.end


def _sign(char: str) -> str:
    """ASCII for a sign, also for the pieces of frames, bars and charts; nothing for what is none."""
    if "\u2500" <= char <= "\u257f":
        return "-" if char in "─━╌╍┄┅┈┉═╴╶╸╺╼╾" else "|" if char in "│┃╎╏┆┇┊┋║╵╷╹╻╽╿" else "+"
    if known := _SIGNS.get(char):
        return known
    if "\u2580" <= char <= "\u259f":
        return "-" if char in "▔▀" else "_" if char in "▁▂▃▄" else "|" if char in "▏▎▍▌▐▕" else "#"
    return "*" if "\u2800" < char <= "\u28ff" else " " if char == "\u2800" else ""


def _spelled(char: str) -> str:
    return char.encode("ascii", "backslashreplace").decode("ascii")
