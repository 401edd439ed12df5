"""The server: which address gives what, and a connection from a browser to its app."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from aiohttp import WSMsgType, web

from archassist.serve.app_process import AppProcess, command, environment, folder_of, state_of
from archassist.serve.door import GUEST, Address, Door, say_headers
from archassist.serve.limits import COLUMNS, MESSAGE, ROWS, Bucket, within
from archassist.serve.links import Guest, Links
from archassist.serve.messages import Focus, Message, Ping, Resized, Typed, read_message
from archassist.serve.seats import Full, Seat, Seats

_TAB = "{tab:[0-9a-f]{32}}"

_HEARTBEAT_S = 10.0
"""So often it is looked whether a browser is still there."""

_BYTES, _BYTES_AT_ONCE = 64 * 1024.0, 512 * 1024.0
_MESSAGES, _MESSAGES_AT_ONCE = 120.0, 600.0
"""What one browser may send in a second on average, and at once; more of it waits, and makes nobody else wait."""

_MALFORMED, _UNAVAILABLE = 1008, 1013

_OWN = {"": "index.html", "page.js": "page.js", "page.css": "page.css"}
_THEIRS = {
    "textual.js": "js/textual.js",
    "xterm.css": "css/xterm.css",
    "RobotoMono.ttf": "fonts/RobotoMono-VariableFont_wght.ttf",
}
"""The terminal, as textual-serve ships it. Nothing else of its folder can be asked for."""

_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf"}


class CannotListen(Exception):
    """The address is another's, or not this machine's; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: a review, or all those of a folder.

    `state` is the folder for what apps keep of each person, `fault` is told what whoever runs the server should know.
    `program` gives the words that start the app of a guest; tests put another one there.
    """

    review: Path
    state: Path
    fault: Callable[[str], None]
    program: Callable[[Path, str, str, Path], Sequence[str]] = command


class Server:
    """One review, for those who have a link."""

    def __init__(self, served: Served, links: Links, address: Address) -> None:
        self._served, self._links, self._address = served, links, address
        self._seats = Seats(self._start, links.is_open, served.fault)
        self._trouble: dict[str, str] = {}
        self._files = _files()
        self.application = web.Application(middlewares=[Door(address, links).check])
        for name in self._files:
            self.application.router.add_get("/{place}/" + name, self._file)
        self.application.router.add_get("/{place}/state/" + _TAB, self._state)
        self.application.router.add_get("/{place}/ws/" + _TAB, self._connection)
        self.application.on_response_prepare.append(say_headers)
        self.application.cleanup_ctx.append(self._watched)
        self.application.on_shutdown.append(self._closing)

    async def _watched(self, _: web.Application) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._seats.watch())
        yield
        watching.cancel()

    async def _closing(self, _: web.Application) -> None:
        await self._seats.end_all()

    async def _start(self, guest: Guest, width: int, height: int) -> AppProcess:
        served = self._served
        review, role = served.review.absolute(), guest.role.value
        own = state_of(served.state.absolute(), review, guest.person, role)
        words = served.program(review, guest.person, role, own)
        return await AppProcess.start(words, folder_of(review), environment(width, height))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        content, kind = self._files[request.path.rpartition("/")[2]]
        return web.Response(body=content, content_type=kind, charset="utf-8" if kind != "font/ttf" else None)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        guest, tab = request[GUEST], request.match_info["tab"]
        said = {
            "title": f"{self._served.review.absolute().stem}: {guest.person}, {guest.role.value}",
            "runs": self._seats.runs(guest, tab),
            "waits": self._seats.waits(guest, tab),
            "trouble": self._trouble.pop(guest.place, ""),
        }
        return web.Response(text=json.dumps(said), content_type="application/json")

    async def _connection(self, request: web.Request) -> web.StreamResponse:
        guest = request[GUEST]
        if "Origin" not in request.headers:
            raise web.HTTPForbidden
        line = web.WebSocketResponse(heartbeat=_HEARTBEAT_S, max_msg_size=MESSAGE, compress=False)
        await line.prepare(request)
        width, height = _asked(request.query, "width", COLUMNS), _asked(request.query, "height", ROWS)
        try:
            seat = await self._seats.take(guest, request.match_info["tab"], width, height)
        except Full as full:
            self._trouble[guest.place] = str(full)
            await line.close(code=_UNAVAILABLE)
            return line
        await seat.show(line, width, height)
        try:
            await self._obey(line, seat)
        finally:
            seat.leave(line)
        return line

    async def _obey(self, line: web.WebSocketResponse, seat: Seat) -> None:
        """Does what the browser says, until the connection ends or says what no terminal says."""
        of_bytes, of_messages = Bucket(_BYTES, _BYTES_AT_ONCE), Bucket(_MESSAGES, _MESSAGES_AT_ONCE)
        async for received in line:
            try:
                if received.type is not WSMsgType.TEXT:
                    raise ValueError("a terminal sends text")
                message = read_message(received.data)
            except ValueError:
                await line.close(code=_MALFORMED)
                return
            wait = max(of_bytes.owe(len(received.data)), of_messages.owe())
            if wait:
                await asyncio.sleep(wait)
            if seat.line is not line or not self._links.is_open(seat.guest):
                return
            await _act_on(message, seat, line)


async def _act_on(message: Message, seat: Seat, line: web.WebSocketResponse) -> None:
    match message:
        case Typed(data):
            await seat.app.type(data)
        case Resized(width, height):
            await seat.app.tell("resize", width=width, height=height)
        case Focus(what):
            await seat.app.tell(what)
        case Ping(sent):
            await line.send_str(json.dumps(["pong", sent]))


def _asked(query: Mapping[str, str], name: str, bounds: tuple[int, int]) -> int:
    """A size that the browser asks for."""
    said = query.get(name, "")
    return within(int(said), bounds) if re.fullmatch(r"[0-9]{1,5}", said) else sum(bounds) // 4


def _files() -> Mapping[str, tuple[bytes, str]]:
    """Every file that can be asked for, by name: its content and type. Read once: no path ever comes from a request."""
    pages, terminal = (
        resources.files("archassist.serve") / "pages",
        resources.files("textual_serve") / "static",
    )
    found = {name: pages / file for name, file in _OWN.items()}
    found |= {name: terminal.joinpath(*file.split("/")) for name, file in _THEIRS.items()}
    return {name: (file.read_bytes(), _TYPES[Path(file.name).suffix]) for name, file in found.items()}


@asynccontextmanager
async def serving(
    served: Served, links: Links, host: str, port: int, address: Address | None = None
) -> AsyncIterator[int]:
    """Serves while the context lasts; gives the port, which the system chooses where it is given as 0.

    `address` is what browsers call the server, where that is not this machine's own name for itself. Raises CannotListen
    for a host or port that cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=64)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise CannotListen(f"{host}, port {port}: {reason.lower()}") from None
    port = listening.getsockname()[1]
    server = Server(served, links, address or Address.local(port))
    runner = web.AppRunner(
        server.application, access_log=None, handle_signals=False, keepalive_timeout=30, shutdown_timeout=2
    )
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        yield port
    finally:
        await runner.cleanup()
