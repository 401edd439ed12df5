"""A real browser, played over its own debugging protocol: as much of it as a meeting needs, and no package for it."""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
"""The browser that is there; empty when there is none."""

_LISTEN = """
window.heard = "";
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    const decoder = new TextDecoder();
    this.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") window.heard += decoder.decode(data, { stream: true });
    });
  }
};
"""
"""The terminal is a picture: what came to it is kept beside, as text."""

_ESCAPES = re.compile(r"\x1b\[[0-9;?<]*[a-zA-Z$]")


class Page:
    """One page of a browser that shares nothing with the others."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session
        self.asked: list[str] = []
        """Every address that the page has asked for."""
        self.complaints: list[str] = []
        """What the page's policy refused, and what went wrong in its scripts."""

    async def do(self, method: str, **parameters: Any) -> Any:
        """A command of the protocol."""
        return await self._browser.do(method, parameters, self._session)

    async def open(self, address: str) -> None:
        """Goes to an address."""
        await self.do("Page.navigate", url=address)

    async def run(self, script: str) -> Any:
        """What an expression of JavaScript is worth in the page."""
        found = await self.do("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return found["result"].get("value")

    async def type(self, text: str) -> None:
        """Types letters, and enter for a line feed."""
        for letter in text:
            if letter == "\n":
                key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
            else:
                key = {"key": letter, "text": letter}
            await self.do("Input.dispatchKeyEvent", type="keyDown", **key)
            await self.do("Input.dispatchKeyEvent", type="keyUp", **{**key, "text": ""})

    async def press(self, key: str, code: int) -> None:
        """Presses a key that is no letter, by its name and Windows key code."""
        named = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        await self.do("Input.dispatchKeyEvent", type="rawKeyDown", **named)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **named)

    async def shows(self, text: str, seconds: float = 30.0) -> None:
        """Waits until a text has come to the terminal since the page was loaded."""
        await self._until(lambda heard: text in heard, "window.heard", seconds)

    async def says(self, text: str, seconds: float = 30.0) -> None:
        """Waits until the page itself says something, beside the terminal."""
        visible = "getComputedStyle(document.getElementById('notice') || document.body).display !== 'none'"
        await self._until(lambda said: text in said, f"{visible} ? document.body.innerText : ''", seconds)

    async def forget(self) -> None:
        """Forgets what has come so far."""
        await self.run("window.heard = ''")

    async def _until(self, fits: Any, script: str, seconds: float) -> None:
        found = ""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    found = _ESCAPES.sub("", await self.run(script) or "")
                    if fits(found):
                        return
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(found[-3000:]) from None

    def note(self, method: str, said: Any) -> None:
        """Takes an event."""
        if method == "Network.requestWillBeSent":
            self.asked.append(said["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked.append(said["url"])
        elif method == "Log.entryAdded" and said["entry"]["source"] in ("security", "javascript"):
            self.complaints.append(said["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(
                str(said["exceptionDetails"].get("exception", {}).get("description", said))
            )


class Browser:
    """A browser that runs, over its connection."""

    def __init__(self, line: ClientWebSocketResponse) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._pages: dict[str, Page] = {}
        self._reading = asyncio.create_task(self._read())

    async def page(self) -> Page:
        """A page with cookies and storage of its own, as in the browser of another person."""
        context = (await self.do("Target.createBrowserContext", {}))["browserContextId"]
        given = {"url": "about:blank", "browserContextId": context, "width": 1100, "height": 700}
        target = (await self.do("Target.createTarget", given))["targetId"]
        session = (await self.do("Target.attachToTarget", {"targetId": target, "flatten": True}))["sessionId"]
        page = self._pages[session] = Page(self, session)
        for domain in ("Page", "Network", "Log", "Runtime"):
            await page.do(f"{domain}.enable")
        await page.do("Emulation.setFocusEmulationEnabled", enabled=True)
        await page.do("Page.addScriptToEvaluateOnNewDocument", source=_LISTEN)
        return page

    async def do(self, method: str, parameters: Any, session: str = "") -> Any:
        """A command, and its result."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        where = {"sessionId": session} if session else {}
        await self._line.send_json({"id": number, "method": method, "params": parameters, **where})
        async with asyncio.timeout(30):
            return await answer

    async def _read(self) -> None:
        async for received in self._line:
            said = received.json()
            if waiting := self._waiting.pop(said.get("id", 0), None):
                if "error" in said:
                    waiting.set_exception(RuntimeError(said["error"]["message"]))
                else:
                    waiting.set_result(said["result"])
            elif page := self._pages.get(said.get("sessionId", "")):
                page.note(said["method"], said["params"])


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    """A browser without a window, whose own files are in a folder."""
    words = (
        PROGRAM, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}", "--no-first-run",
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    )  # fmt: skip
    process = await asyncio.create_subprocess_exec(*words, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE)
    assert process.stderr is not None
    try:
        async with asyncio.timeout(60):
            address = await _listening(process.stderr)
        reading = asyncio.create_task(_drain(process.stderr))
        async with ClientSession() as session:
            yield Browser(await session.ws_connect(address, max_msg_size=0))
        reading.cancel()
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _listening(stream: asyncio.StreamReader) -> str:
    while line := (await stream.readline()).decode("utf-8", "replace"):
        if found := re.search(r"DevTools listening on (ws://\S+)", line):
            return found[1]
    raise AssertionError("the browser did not start")


async def _drain(stream: asyncio.StreamReader) -> None:
    while await stream.read(65536):
        pass
