"""The apps that run, one for each tab of each guest: begun, left for a while and taken up again, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from archassist.serve.app_process import AppProcess, NotStarted
from archassist.serve.limits import SEATS, SEATS_EACH, Bucket
from archassist.serve.links import Guest

KEEP_S = 120.0
"""Seconds that an app waits for its browser after the connection was lost, or the page loaded anew."""

SLOW_S = 30.0
"""Seconds that a browser may take to accept a frame."""

_GLANCE_S = 1.0
_STARTS, _STARTS_AT_ONCE = 0.5, 8.0
"""Apps that one guest may start in a second on average, and at once."""

ENDED, ELSEWHERE, EXPIRED, SLOW = 1000, 4001, 4002, 4003
"""Why a connection is closed: the app was left; it goes on in another tab; the link expired; frames were not taken."""


class Full(Exception):
    """No app can be started now; the text says why, for the guest."""


class Line(Protocol):
    """A connection to a browser, as much of aiohttp's as is needed here."""

    async def send_bytes(self, data: bytes) -> None:
        """Sends what a terminal shows."""

    async def send_str(self, data: str) -> None:
        """Sends what the page is to do."""

    async def close(self, *, code: int = 1000, message: bytes = b"") -> object:
        """Closes it."""
        ...


Start = Callable[[Guest, int, int], Awaitable[AppProcess]]
"""Starts the app of a guest at so many columns and rows. Raises NotStarted, and OSError."""


class Seat:
    """One running app, and the connection to the browser that shows it while there is one."""

    def __init__(self, guest: Guest, tab: str, app: AppProcess) -> None:
        self.guest, self.tab, self.app = guest, tab, app
        self.line: Line | None = None
        self.left_at = time.monotonic()
        self.ending: asyncio.Task[None] | None = None
        """What waits until it has left, as soon as it was told to."""

    async def show(self, line: Line, width: int, height: int) -> None:
        """Shows the app in a browser, and no longer in the one before."""
        before, self.line = self.line, line
        if before is not None:
            await before.close(code=ELSEWHERE)
        await self.app.tell("resize", width=width, height=height)
        await self.app.tell("repaint")

    def leave(self, line: Line) -> None:
        """The browser has gone; the app waits for it."""
        if self.line is line:
            self.line, self.left_at = None, time.monotonic()

    async def pump(self) -> None:
        """Brings what the app says to the browser, until the app ends."""
        async for kind, content in self.app.packets():
            if (line := self.line) is None:
                continue  # all of it is painted again when a browser comes
            try:
                async with asyncio.timeout(SLOW_S):
                    if kind == b"D":
                        await line.send_bytes(content)
                    elif kind == b"M" and (said := _page_message(content)):
                        await line.send_str(said)
            except (TimeoutError, ConnectionError):
                self.leave(line)
                with contextlib.suppress(TimeoutError, ConnectionError):
                    async with asyncio.timeout(1):
                        await line.close(code=SLOW)

    async def close_line(self, code: int) -> None:
        """Closes the connection to the browser, if there is one."""
        if (line := self.line) is not None:
            self.line = None
            with contextlib.suppress(ConnectionError):
                await line.close(code=code)


class Seats:
    """All running apps. `is_open` says whether a guest's link still counts; `fault` is told what went wrong with an app."""

    def __init__(self, start: Start, is_open: Callable[[Guest], bool], fault: Callable[[str], None]) -> None:
        self._start, self._is_open, self._fault = start, is_open, fault
        self._taken: dict[tuple[str, str], Seat] = {}
        self._starts: dict[str, Bucket] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._starting = 0
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, guest: Guest, tab: str, width: int, height: int) -> Seat:
        """The app of a guest's tab: the one that runs there, or a new one. Raises Full."""
        async with self._locks.setdefault(
            guest.place, asyncio.Lock()
        ):  # a page that is loaded twice starts one app
            seat = self._taken.get((guest.place, tab))
            if seat is not None and seat.ending is None:
                return seat
            await self._make_room(guest)
            app = await self._started(guest, width, height)
            seat = self._taken[guest.place, tab] = Seat(guest, tab, app)
            self._run(self._live(seat))
            return seat

    def runs(self, guest: Guest, tab: str) -> bool:
        """Whether the app of a guest's tab runs."""
        seat = self._taken.get((guest.place, tab))
        return seat is not None and seat.ending is None

    def waits(self, guest: Guest, tab: str) -> bool:
        """Whether the app of a guest's tab runs and no browser shows it."""
        seat = self._taken.get((guest.place, tab))
        return seat is not None and seat.line is None and seat.ending is None

    async def watch(self) -> None:
        """Ends apps whose browser stays away and those of links that expired, for as long as it runs."""
        while True:
            await asyncio.sleep(_GLANCE_S)
            for seat in list(self._taken.values()):
                if not self._is_open(seat.guest):
                    self._end(seat, EXPIRED)
                elif seat.line is None and time.monotonic() - seat.left_at > KEEP_S:
                    self._end(seat, ENDED)

    async def end_all(self) -> None:
        """Lets every app save and leave, and starts no other."""
        self._closed = True
        for seat in list(self._taken.values()):
            self._end(seat, ENDED)
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _started(self, guest: Guest, width: int, height: int) -> AppProcess:
        self._starting += 1
        try:
            app = await self._start(guest, width, height)
        except (NotStarted, OSError) as error:
            self._fault(f"The app of {guest.person} did not start. {error}")
            raise Full("The app did not start. Whoever runs the server sees why.") from None
        finally:
            self._starting -= 1
        if self._closed:
            await app.end()
            raise Full("The server stops.")
        return app

    async def _make_room(self, guest: Guest) -> None:
        if not self._starts.setdefault(guest.place, Bucket(_STARTS, _STARTS_AT_ONCE)).take():
            raise Full("Too many starts. Wait a few seconds.")
        mine = [seat for seat in self._taken.values() if seat.guest == guest]
        if len(mine) >= SEATS_EACH and not await self._end_one_of(mine):
            raise Full(f"This link is open in {SEATS_EACH} tabs already. Close one of them.")
        if self._many >= SEATS and not await self._end_one_of(self._taken.values()):
            raise Full("As many people as this server takes are here already.")
        if self._closed:
            raise Full("The server stops.")

    @property
    def _many(self) -> int:
        return len(self._taken) + self._starting

    async def _end_one_of(self, seats: Iterable[Seat]) -> bool:
        """Ends the app that has waited for its browser longest; whether one did."""
        waiting = [seat for seat in seats if seat.line is None and seat.ending is None]
        if not waiting:
            return False
        seat = min(waiting, key=lambda each: each.left_at)
        await asyncio.shield(self._end(seat, ENDED))
        self._taken.pop((seat.guest.place, seat.tab), None)
        return True

    async def _live(self, seat: Seat) -> None:
        await seat.pump()
        await seat.app.end()
        if seat.app.last_words:
            self._fault(f"The app of {seat.guest.person} ended and said: {seat.app.last_words}")
        if self._taken.get((seat.guest.place, seat.tab)) is seat:
            del self._taken[seat.guest.place, seat.tab]
        await seat.close_line(ENDED)

    def _end(self, seat: Seat, code: int) -> asyncio.Task[None]:
        async def ended() -> None:
            await seat.close_line(code)
            await seat.app.end()

        if seat.ending is None:
            seat.ending = self._run(ended())
        return seat.ending

    def _run(self, work: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        assert isinstance(task, asyncio.Task)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _page_message(content: bytes) -> str:
    """What the page is to do of what the app tells the server: open an address. Nothing else is passed on."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    if isinstance(said, dict) and said.get("type") == "open_url" and _is_web(url := said.get("url")):
        return json.dumps(["open_url", {"url": url, "new_tab": True}])
    return ""


def _is_web(url: object) -> bool:
    return isinstance(url, str) and url.startswith(("https://", "http://"))
