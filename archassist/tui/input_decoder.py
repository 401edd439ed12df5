"""Bytes from the terminal as text, when they are not what Textual takes for granted."""

from __future__ import annotations

import codecs
import sys

from archassist.tui.legible import narrow_encoding


class Decoder:
    """Reads UTF-8, or what is none in the terminal's own encoding: no key and no paste may end the app."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text; in UTF-8 the begin of a character waits for its end."""
        narrow = narrow_encoding()
        if not narrow:
            return self._utf8.decode(data, final)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode(narrow, "replace")


def forgive() -> None:
    """Lets Textual read with `Decoder`. It has no place for that; where it reads in another way, nothing is changed."""
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    if hasattr(linux_driver, "getincrementaldecoder"):
        linux_driver.getincrementaldecoder = lambda _: Decoder
