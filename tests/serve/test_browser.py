"""A meeting in real browsers. Without one these tests are skipped, and say so."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from archassist.serve.app_process import command
from archassist.serve.door import Address
from archassist.session import Review, Role
from tests.serve.browsers import PROGRAM, Browser, Page, browser
from tests.serve.conftest import Place, Relay

pytestmark = pytest.mark.skipif(not PROGRAM, reason="no Chromium is installed: apt-get install chromium")


@pytest.fixture
async def chromium(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser(tmp_path / "profile") as running:
        yield running


CONNECTS = """new Promise((done) => {
  const line = new WebSocket("INSIDE".replace("http", "ws") + "ws/" + "0".repeat(32));
  line.onopen = () => done("open");
  line.onerror = () => done("refused");
})"""

READS = 'fetch("INSIDE", { credentials: "include" }).then((answer) => answer.text(), () => "refused")'

FRAMES = """new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.onload = () => {
    try { done(frame.contentDocument.body.innerText) } catch { done("refused") }
  };
  frame.src = "INSIDE";
  document.body.append(frame);
})"""


@asynccontextmanager
async def another_site() -> AsyncIterator[str]:
    """A page of somebody else on this machine."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<title>evil</title>", content_type="text/html")

    runner = web.AppRunner(web.Application())
    runner.app.router.add_get("/", page)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


async def process(page: Page) -> int:
    """The process of the app that says back what it hears."""
    return int(re.findall(r'"process": (\d+)', await page.run("window.heard"))[-1])


async def test_two_people_in_one_meeting(place: Place, chromium: Browser) -> None:
    await place.close()
    place.review.unlink()
    review = Review.create(place.review, "Shop")
    question = review.asked()[0]
    await place.open(command)
    ben, dora = place.invite("Ben"), place.invite("Dora", Role.READER)
    his, hers = await chromium.page(), await chromium.page()
    await asyncio.gather(his.open(place.link(ben)), hers.open(place.link(dora)))
    await asyncio.gather(his.shows(question.title), hers.shows("READING"))

    # The secret has left the address and the history, and no script can read what took its place.
    assert urlsplit(await his.run("location.href"))[2:] == (f"/{ben.guest.place}/", "", "")
    history = (await his.do("Page.getNavigationHistory"))["entries"]
    assert not [entry for entry in history if ben.secret in entry["url"]]
    assert await his.run("document.cookie") == ""

    # The answer of one is seen by the other.
    await hers.forget()
    await his.press("F2", 113)
    await hers.shows("Changed by others.")
    answers = Review.open(place.review).answers
    assert [(each.kind, each.by) for each in answers.values()] == [("unknown", "Ben")]

    # Who only reads tries to write, also by way of the page's own connection.
    before = place.review.read_bytes()
    await hers.forget()
    await hers.press("F2", 113)
    await hers.shows("nothing was changed")
    assert place.review.read_bytes() == before

    # What was begun and not said yet is there again after a reload.
    await his.forget()
    await his.press("F8", 119)
    await his.shows("out of scope?")
    await his.type("nobody asks for it")
    await his.shows("nobody asks for it")
    await his.do("Page.reload")
    await his.shows("nobody asks for it")
    await his.type("\n")
    await hers.shows("asks for it, by Ben.")

    for page in (his, hers):
        assert {urlsplit(address).netloc for address in page.asked} == {f"127.0.0.1:{place.port}"}
        assert page.complaints == []
    assert place.faults == []


async def test_a_lost_connection_is_taken_up_again(place: Place, chromium: Browser) -> None:
    relay = Relay(0)
    await relay.join()
    await place.close()
    await place.open(address=Address.local(relay.port))
    relay._to = place.port
    ana, page = place.invite("Ana"), await chromium.page()
    await page.open(place.link(ana, relay.port))
    await page.shows("repaint")
    first = await process(page)
    await relay.cut()
    await page.says("The connection is lost.")
    await relay.join()
    await page.shows("repaint")
    assert await process(page) == first
    await relay.cut()


async def test_strangers_see_nothing(place: Place, chromium: Browser) -> None:
    ana, page = place.invite("Ana"), await chromium.page()
    await page.open(place.link(ana)[:-1] + ("A" if ana.secret[-1] != "A" else "B"))
    await page.says("This does not open")
    assert await page.run("document.querySelectorAll('script, #terminal').length") == 0
    await page.open(f"{place.base}/{ana.guest.place}/")
    await page.says("This does not open")

    # A page of another server, in the browser of somebody who was let in: cookies do not tell ports apart.
    await page.open(place.link(ana))
    await page.shows("repaint")
    async with another_site() as site:
        await page.open(site)
        while await page.run("document.title") != "evil":
            await asyncio.sleep(0.02)
        inside = f"{place.base}/{ana.guest.place}/"
        for attack in (CONNECTS, READS, FRAMES):
            assert await page.run(attack.replace("INSIDE", inside)) == "refused", attack
    assert [each for each in page.complaints if "frame" in each]


async def test_whoever_leaves_can_come_back_until_the_link_expires(place: Place, chromium: Browser) -> None:
    ana, page = place.invite("Ana"), await chromium.page()
    await page.open(place.link(ana))
    await page.shows("repaint")
    await page.type("die\n")
    place.now += 3601
    await page.says("This link does not open any more.")
