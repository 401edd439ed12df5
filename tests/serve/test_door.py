"""Who gets in, from where, and what they can ask for."""

from __future__ import annotations

import re
import secrets
from importlib import resources
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from archassist.serve.door import Address
from archassist.serve.limits import Bucket
from archassist.serve.links import PASSES, Links
from archassist.session import Role
from tests.serve.conftest import Place

TAB = "0" * 32
FILES = ("", "page.js", "page.css", "textual.js", "xterm.css", "RobotoMono.ttf")


async def status(browser: ClientSession, path: str, **more: Any) -> int:
    async with browser.get(path, allow_redirects=False, **more) as answer:
        return answer.status


async def test_without_a_pass_nothing_at_all_is_given(place: Place) -> None:
    ana, stranger = place.invite("Ana"), await place.browser()
    inside = [f"/{ana.guest.place}/{name}" for name in (*FILES, f"state/{TAB}", f"ws/{TAB}", "enter")]
    outside = ["/", "/ws", "/static/", "/static/js/textual.js", "/download/x", "/favicon.ico", "/robots.txt"]
    bodies = set()
    for path in (*inside, *outside):
        async with stranger.get(path) as answer:
            assert answer.status == 403, path
            bodies.add(await answer.text())
    assert len(bodies) == 1  # nothing tells an address that is somebody's from one that is nobody's


async def test_a_guessed_link_opens_nothing(place: Place) -> None:
    ana, stranger = place.invite("Ana"), await place.browser()
    for guess in (
        "",
        "x",
        secrets.token_urlsafe(32),
        ana.secret[:-1],
        ana.secret.swapcase(),
        ana.secret + "x",
        "é\udce9",
    ):
        assert await status(stranger, f"/{ana.guest.place}/enter", params={"key": guess}) == 403
    assert await status(stranger, f"/{secrets.token_hex(8)}/enter", params={"key": ana.secret}) == 403
    assert not list(stranger.cookie_jar)


async def test_a_link_becomes_a_cookie_that_only_this_place_gets(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser()
    async with browser.get(f"/{ana.guest.place}/enter", params={"key": ana.secret}) as answer:
        said = answer.headers["Set-Cookie"]
        assert "0;url=./" in await answer.text()  # on to the address without the secret
    assert ana.secret not in said
    assert {"HttpOnly", "SameSite=Strict", f"Path=/{ana.guest.place}/"} <= set(said.split("; "))
    assert [await status(browser, f"/{ana.guest.place}/{name}") for name in FILES] == [200] * len(FILES)


async def test_behind_tls_the_cookie_goes_nowhere_without(place: Place) -> None:
    await place.close()
    await place.open(address=Address.public("https://reviews.example.com/"))
    ana = place.invite("Ana")
    browser, at = await place.browser(), {"Host": "reviews.example.com"}
    path = f"/{ana.guest.place}/enter"
    async with browser.get(path, params={"key": ana.secret}, headers=at) as answer:
        assert "Secure" in answer.headers["Set-Cookie"].split("; ")
    assert await status(browser, path, params={"key": ana.secret}) == 403  # by another name than the proxy's
    cookie = {"Cookie": f"archassist={answer.cookies['archassist'].value}"}
    inside = f"/{ana.guest.place}/"
    assert await status(browser, inside, headers=at | cookie) == 200
    assert (
        await status(browser, inside, headers=at | cookie | {"Origin": "https://reviews.example.com"}) == 200
    )
    assert (
        await status(browser, inside, headers=at | cookie | {"Origin": "http://reviews.example.com"}) == 403
    )


async def test_a_pass_opens_nobody_elses_place(place: Place) -> None:
    ana, ben = place.invite("Ana", Role.FACILITATOR), place.invite("Ben", Role.READER)
    browser = await place.browser(ben)
    (cookie,) = browser.cookie_jar
    as_ben = {"Cookie": f"archassist={cookie.value}"}
    assert await status(browser, f"/{ana.guest.place}/", headers=as_ben) == 403
    with pytest.raises(WSServerHandshakeError):
        await browser.ws_connect(f"/{ana.guest.place}/ws/{TAB}", headers=as_ben | {"Origin": place.base})


async def test_a_link_that_has_expired_opens_nothing_and_ends_what_it_opened(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    tab = await place.tab(browser, ana)
    await tab.answer("hello")
    place.now += 3601
    assert await status(browser, f"/{ana.guest.place}/") == 403
    assert await status(browser, f"/{ana.guest.place}/enter", params={"key": ana.secret}) == 403
    assert await tab.ended() == 4002
    assert await place.left() == ["Ana"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": ""},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_other_names_and_other_pages_get_nothing(place: Place, headers: dict[str, str]) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    for path in (f"/{ana.guest.place}/", f"/{ana.guest.place}/textual.js", f"/{ana.guest.place}/state/{TAB}"):
        assert await status(browser, path, headers=headers) == 403
    line = {"Origin": place.base} | headers
    with pytest.raises(WSServerHandshakeError):
        await browser.ws_connect(f"/{ana.guest.place}/ws/{TAB}", headers=line)


async def test_a_connection_says_which_page_it_is_of(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    with pytest.raises(WSServerHandshakeError):
        await browser.ws_connect(f"/{ana.guest.place}/ws/{TAB}")


async def test_a_link_is_followed_from_a_chat_and_not_put_into_a_page(place: Place) -> None:
    ana, browser = place.invite("Ana"), await place.browser()
    path, key = f"/{ana.guest.place}/enter", {"key": ana.secret}
    clicked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    assert await status(browser, path, params=key, headers=clicked) == 200
    for what in ("iframe", "image", "script", "empty"):
        framed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": what}
        assert await status(browser, path, params=key, headers=framed) == 403


async def test_only_reading_is_understood(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"):
        async with browser.request(method, f"/{ana.guest.place}/") as answer:
            assert answer.status == 403


async def test_nothing_but_the_files_of_the_page_can_be_asked_for(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    inside = f"/{ana.guest.place}"
    for path in (
        f"{inside}/static/", f"{inside}/js/textual.js", f"{inside}/shop.toml", f"{inside}/index.html", f"{inside}//",
        f"{inside}/server.py", f"{inside}/download/x", f"{inside}/ws/x", f"{inside}/state/", f"{inside}/state/../x",
    ):  # fmt: skip
        assert await status(browser, path) in (403, 404), path


async def test_every_answer_keeps_the_page_to_itself(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    for path in ("/", *(f"/{ana.guest.place}/{name}" for name in (*FILES, f"state/{TAB}", "nothing"))):
        async with browser.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert {"default-src 'none'", "frame-ancestors 'none'", "script-src 'self'"} <= set(
                policy.split("; ")
            )
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Server"] == "archassist"


def test_no_page_asks_anybody_else_for_anything() -> None:
    pages = resources.files("archassist.serve") / "pages"
    for page in pages.iterdir():
        assert not re.search(r"https?://|//[a-z]+\.|@import", page.read_text("utf-8")), page.name


async def test_who_knocks_too_often_is_told_so(place: Place) -> None:
    stranger = await place.browser()
    told = [await status(stranger, "/") for _ in range(130)]
    assert set(told) == {403, 429}
    assert (
        await status(await place.browser(place.invite("Ana")), "/") == 429
    )  # and who is invited still gets in


def test_a_link_keeps_only_so_many_browsers_the_newest() -> None:
    links = Links()
    ana = links.invite("Ana", Role.READER, 60)
    passes = [links.enter(ana.guest.place, ana.secret) or "" for _ in range(PASSES + 1)]
    assert [links.whose(ana.guest.place, each) == ana.guest for each in passes] == [False] + [True] * PASSES


def test_no_secret_is_kept() -> None:
    links = Links()
    ana = links.invite("Ana", Role.READER, 60)
    shown = links.enter(ana.guest.place, ana.secret) or ""
    kept = links._kept[ana.guest.place]
    held = [kept.secret, *kept.passes]
    assert all(
        secret.encode() not in each and len(each) == 32 for secret in (ana.secret, shown) for each in held
    )


def test_a_bucket_lets_through_what_it_holds_and_fills_by_itself() -> None:
    now = [0.0]
    bucket = Bucket(2.0, 4.0, lambda: now[0])
    assert [bucket.take() for _ in range(5)] == [True] * 4 + [False]
    now[0] = 0.5
    assert [bucket.take(), bucket.take()] == [True, False]
    assert bucket.owe(4.0) == 2.0


@pytest.mark.parametrize(
    "url",
    [
        "reviews.example.com",
        "ftp://x",
        "https://",
        "https://x/y",
        "https://u@x",
        "https://x?y",
        "https://x:70000",
    ],
)
def test_an_address_is_a_name_and_nothing_behind_it(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Address.public(url)


def test_the_usual_ports_are_not_named() -> None:
    assert Address.public("https://A.example:443").names == {"a.example"}
    assert "localhost" in Address.local(80).names
