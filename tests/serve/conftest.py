"""A server on a port of its own, with apps that say back what they hear, and browsers played by aiohttp."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve", reason="needs textual-serve: python -m pip install 'archassist[serve]'")

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from archassist.serve.door import Address
from archassist.serve.links import Invitation, Links
from archassist.serve.server import Served, serving
from archassist.session import Role

AN_APP = Path(__file__).with_name("an_app.py")


def an_app(review: Path, person: str, role: str, state: Path) -> Sequence[str]:
    return (sys.executable, "-S", str(AN_APP), person, str(state))


class Tab:
    """A tab of a browser: its connection, and what came over it."""

    def __init__(self, line: ClientWebSocketResponse) -> None:
        self.line = line

    async def type(self, text: str) -> None:
        await self.line.send_json(["stdin", text])

    async def heard(self) -> Any:
        """The next thing the app says."""
        received = await self.line.receive(5)
        assert received.type in (WSMsgType.BINARY, WSMsgType.TEXT), received
        return json.loads(received.data)

    async def answer(self, text: str) -> Any:
        """Types, and what the app says to that."""
        await self.type(text)
        while (said := await self.heard())["heard"] != text:
            pass
        return said

    async def ended(self) -> int | None:
        """Reads on until the connection ends; with which code."""
        while (await self.line.receive(5)).type not in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING):
            pass
        return self.line.close_code


class Place:
    """The server as one test sees it."""

    def __init__(self, folder: Path) -> None:
        self.now = 1_000_000.0
        self.links = Links(lambda: self.now)
        self.folder = folder
        self.review = folder / "reviews" / "shop.toml"
        self.faults: list[str] = []
        self.port = 0
        self._stack = AsyncExitStack()

    async def open(self, program: Any = an_app, address: Address | None = None) -> None:
        served = Served(self.review, self.folder / "state", self.faults.append, program)
        self.port = await self._stack.enter_async_context(
            serving(served, self.links, "127.0.0.1", 0, address)
        )

    async def close(self) -> None:
        await self._stack.aclose()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def left(self) -> list[str]:
        """Whose apps have left, as soon as one has."""
        file = self.review.parent / "left"
        for _ in range(100):
            if file.exists() and (said := file.read_text()).endswith("\n"):
                return said.split()
            await asyncio.sleep(0.05)
        return []

    def invite(self, person: str, role: Role = Role.PARTICIPANT) -> Invitation:
        return self.links.invite(person, role, 3600)

    def link(self, of: Invitation, port: int = 0) -> str:
        """The link that is handed over."""
        return f"http://127.0.0.1:{port or self.port}/{of.guest.place}/enter?key={of.secret}"

    async def browser(self, of: Invitation | None = None) -> ClientSession:
        """A browser, which has opened a link when one is given."""
        made = await self._stack.enter_async_context(
            ClientSession(self.base, cookie_jar=CookieJar(unsafe=True), timeout=None)
        )
        if of is not None:
            async with made.get(f"/{of.guest.place}/enter", params={"key": of.secret}) as answer:
                assert answer.status == 200
        return made

    async def tab(
        self, browser: ClientSession, of: Invitation, name: str = "", size: str = "?width=100&height=30"
    ) -> Tab:
        """A tab in a browser, with the app in it."""
        address = f"/{of.guest.place}/ws/{name or secrets.token_hex(16)}{size}"
        line = await browser.ws_connect(address, headers={"Origin": self.base}, max_msg_size=0)
        return Tab(line)


class Relay:
    """A wire between a browser and the server, which can be cut."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._ends: set[asyncio.StreamWriter] = set()
        self._listening: asyncio.Server | None = None
        self.port = 0

    async def join(self) -> None:
        """Lets browsers through."""
        self._listening = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Ends everything that goes through, and lets nothing more in."""
        assert self._listening is not None
        self._listening.close()
        for end in list(self._ends):
            end.transport.abort()
        await asyncio.sleep(0)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        self._ends |= {writer, back}
        await asyncio.gather(_pour(reader, back), _pour(there, writer))


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while content := await reader.read(65536):
            writer.write(content)
            await writer.drain()
    writer.close()


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    made = Place(tmp_path)
    made.review.parent.mkdir()
    made.review.write_text("schema = 1\n")
    await made.open()
    yield made
    await made.close()
