"""Text that a stranger may put into a session, a pack, a repository or the name of a file, and what must not come of it."""

from __future__ import annotations

import re
import unicodedata

PAYLOADS = (
    "\x1b]0;PWNED\x07",
    "\x1b[2J\x1b[31mred",
    "\x9b31m\x90q\x9c",
    "\x7f\x08\x00back",
    "\rover the line",
    "gpj.\u202eexe\u2066\u200f\u061c",
    "zero\u200b\u2060\ufeff\u00ad\u180ewidth",
    "sep\u2028\u2029arators",
    "tag\U000e0041\U000e0042\U000e007f",
    "annotated\ufff9\ufffa\ufffb",
    "z\u0301" + "\u0301" * 30 + "algo",
    "first\nFAKE: nothing has stopped being true",
    "\x0bFAKE\x85FAKE\x0cFAKE",
    "[red]markup[/] [@click=app.quit]x[/] [link=file:///etc/passwd]y[/link]",
    "\u3164\u115f\uffa0pay\u200cpal\u200d\ufe0f\ufe0e",
)
ALL = " ".join(PAYLOADS)

_OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9a-zA-Z-]+)?;(?:https?://[!-~]+)?\x1b\\")
"""What the app itself sends to style a text, and to link a source of the rules to its page."""


def forbidden(text: str) -> set[str]:
    """The characters in what was printed that no stranger may send to a terminal."""
    return {
        char
        for char in set(text)
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\n\u200c\u200d"
    } | (set("\u115f\u1160\u3164\uffa0\u034f\u200c\u200d") & set(text))


def forbidden_on_screen(text: str) -> set[str]:
    """The same for a line of the screen, which holds the app's own styles."""
    return forbidden(_OWN.sub("", text)) | ({"\n"} & set(text))


def toml(text: str) -> str:
    """The text inside a TOML string of one line."""
    return "".join(
        char if char.isascii() and char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}"
        for char in text
    )
