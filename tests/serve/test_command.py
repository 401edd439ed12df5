"""`archassist serve`: what it refuses, what it prints, and the real app behind it."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import sys
from argparse import Namespace
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from archassist.cli import main
from archassist.cli.serve import _guests
from archassist.session import Review, Role
from tests.serve.conftest import Tab

LINK = re.compile(
    r"(facilitator|participant|reader) (\w+): (http://127\.0\.0\.1:\d+)/([0-9a-f]{16})/enter\?key=([\w-]{43})"
)


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reviews").mkdir()
    return Review.create(tmp_path / "reviews" / "shop.toml", "Shop").path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "put a proxy with TLS before it"),
        (
            ["--host", "0.0.0.0", "--url", "http://reviews.example.com"],
            "without TLS everybody on the way reads",
        ),
        (["--host", "reviews.example.com"], "write an address of this machine"),
        (["--url", "https://reviews.example.com/x"], "nothing stands behind it"),
        (["--url", "reviews.example.com"], "begins with https://"),
        (["--hours", "0"], "for how many hours"),
        (["--hours", "nan"], "for how many hours"),
        (["--port", "99999"], "up to 65535"),
        (["--reader", "\x1b[31mx"], "is no name"),
        (["--reader", " "], "is no name"),
        (["--reader", *map(str, range(61))], "at most 60"),
    ],
)
def test_what_would_be_open_or_makes_no_sense_is_refused(
    review: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", str(review), *words]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_without_a_review_nobody_is_invited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path / "none.toml")]) == 2
    told = capsys.readouterr()
    assert "there is no such file" in told.err
    assert told.out == ""


def test_without_the_extra_one_message_says_what_to_install(
    review: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    assert main(["serve", str(review)]) == 2
    assert capsys.readouterr().err == (
        "archassist: Serving needs textual-serve: python -m pip install 'archassist[serve]'\n"
    )


def test_a_port_that_is_taken_is_told(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", str(review), "--port", str(taken.getsockname()[1])]) == 2
    told = capsys.readouterr()
    assert "already in use. Choose another --port" in told.err
    assert told.out == ""


def test_without_names_those_are_invited_whom_the_review_names(review: Path) -> None:
    people = {"Ben": "participant", "Dora": "reader"}
    nobody = Namespace(facilitator=[], participant=[], reader=[])
    (leads, first), *others = _guests(nobody, people)
    assert leads
    assert [first, *others] == [Role.FACILITATOR, ("Ben", Role.PARTICIPANT), ("Dora", Role.READER)]
    assert _guests(nobody, {"Ana": "facilitator"}) == [("Ana", Role.FACILITATOR)]
    assert _guests(Namespace(**vars(nobody) | {"reader": [" Cy  Lo "]}), people) == [("Cy Lo", Role.READER)]


class Meeting:
    """A server as people start it, and those who have opened their links."""

    def __init__(self, review: Path, links: dict[str, tuple[str, str, str]]) -> None:
        self.review, self.links = review, links
        self.browsers: list[ClientSession] = []

    async def tab(self, person: str) -> Tab:
        base, place, key = self.links[person]
        browser = ClientSession(base, cookie_jar=CookieJar(unsafe=True))
        self.browsers.append(browser)
        async with browser.get(f"/{place}/enter", params={"key": key}) as answer:
            assert answer.status == 200
        address = f"/{place}/ws/{'b' * 32}?width=120&height=40"
        return Tab(await browser.ws_connect(address, headers={"Origin": base}, max_msg_size=0))


@pytest.fixture
async def meeting(review: Path, tmp_path: Path) -> AsyncIterator[Meeting]:
    words = ("--facilitator", "Ana", "--participant", "Ben", "--reader", "Dora", "--port", "0")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "archassist", "serve", str(review), *words, stdout=PIPE, stderr=PIPE
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    printed = [(await process.stdout.readline()).decode() for _ in range(3)]
    found = [match for line in printed if (match := LINK.fullmatch(line.strip()))]
    made = Meeting(review, {match[2]: (match[3], match[4], match[5]) for match in found})
    yield made
    process.send_signal(signal.SIGINT)
    _, said = await process.communicate()
    for browser in made.browsers:
        await browser.close()
    assert process.returncode == 0
    assert b"Traceback" not in said


async def seen(tab: Tab, text: str, seconds: float = 20.0) -> None:
    """Waits until a text came to the terminal of a tab."""
    shown = ""
    async with asyncio.timeout(seconds):
        async for received in tab.line:
            if isinstance(received.data, bytes):
                shown += re.sub(r"\x1b\[[0-9;?<]*[a-zA-Z$]", "", received.data.decode())
            if text in shown:
                return
    raise AssertionError(shown[-2000:])


async def until(what: object, seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not what():  # type: ignore[operator]
            await asyncio.sleep(0.05)


async def test_people_in_one_review_see_each_others_answers_and_do_no_more_than_they_may(
    meeting: Meeting,
) -> None:
    assert list(meeting.links) == ["Ana", "Ben", "Dora"]
    ben, dora = await meeting.tab("Ben"), await meeting.tab("Dora")
    await asyncio.gather(seen(ben, "find out next"), seen(dora, "READING"))
    question = Review.open(meeting.review).asked()[0]
    before = meeting.review.read_bytes()
    await dora.type("7\r\x1b[12~")
    await seen(dora, "nothing was changed")
    assert meeting.review.read_bytes() == before
    await ben.type("\x1b[19~")  # F8: out of scope, with a reason
    await ben.type("not ours\r")
    await seen(dora, "Changed by others.")
    answer = Review.open(meeting.review).answers[question.id]
    assert (answer.kind, answer.reason, answer.by) == ("out_of_scope", "not ours", "Ben")
