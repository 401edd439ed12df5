"""How the app talks to a server that shows it in a browser: Textual's own driver for that, closed where it is open.

Its packets (a letter, the length in four bytes, the content) come and go on standard input and output. Here an app whose
server has gone leaves, instead of running on for nobody; no file is handed out; and only addresses of the web are opened.
"""

from __future__ import annotations

import asyncio
import re
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TextIO, cast

from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from archassist.tui.permitted import PermittingApp

_WEB = re.compile(r"https?://[!-~]{1,2000}")

_MODES = "\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?2004h"
"""The other screen, no cursor, all of the mouse, pastes as such: what Textual asks of a terminal when it starts."""


class BrowserDriver(WebDriver):
    """Between the app and the server's pipes."""

    def start_application_mode(self) -> None:
        """As Textual's; told to end by the system, the app keeps what is typed, too."""
        super().start_application_mode()
        with suppress(NotImplementedError):  # on Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, partial(self._tell, "leave"))

    def run_input_thread(self) -> None:
        """Reads until nothing more can come; then nobody is there any more, and the app leaves."""
        super().run_input_thread()
        self._tell("leave")

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server says beside keys. It never asks for files."""
        if packet_type == "quit":
            self._tell("leave")
        elif packet_type == "repaint":
            self.write(_MODES)
            self._tell("repaint")
        elif packet_type in ("resize", "focus", "blur"):
            super().on_meta(packet_type, payload)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Asks the browser to open an address, in a page of its own."""
        if _WEB.fullmatch(url):
            super().open_url(url, new_tab=True)

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Hands nothing out."""

    def _tell(self, what: Literal["leave", "repaint"]) -> None:
        app = cast("PermittingApp", self._app)
        if app.is_running:
            cast(Any, app).call_later(getattr(app, what))
