"""The apps behind the server: whose keys go where, what they are given, and when they end."""

from __future__ import annotations

import asyncio
import json
import os
import stat
from pathlib import Path

import pytest

from archassist.serve import seats
from archassist.serve.limits import MESSAGE, SEATS_EACH
from archassist.session import Role
from tests.serve.conftest import Place

TAB = "a" * 32


async def test_everybodys_keys_go_to_their_own_app(place: Place) -> None:
    people = [place.invite(name) for name in ("Ana", "Ben", "Cy")]
    tabs = [await place.tab(await place.browser(each), each) for each in people]
    said = [await tab.answer(f"{place} key") for place, tab in enumerate(tabs)]
    assert [each["person"] for each in said] == ["Ana", "Ben", "Cy"]
    assert [each["heard"] for each in said] == ["0 key", "1 key", "2 key"]
    assert len({each["process"] for each in said}) == 3


async def test_a_reload_goes_on_in_the_same_app_and_paints_it_again(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    first = await place.tab(browser, ana, TAB)
    process = (await first.answer("one"))["process"]
    await first.line.close()
    again = await place.tab(browser, ana, TAB, "?width=90&height=20")
    assert (await again.answer("two"))["process"] == process
    await first.line.close()
    once_more = await place.tab(browser, ana, TAB, "?width=91&height=21")
    heard = [(await once_more.heard())["heard"] for _ in range(2)]
    assert heard == [{"type": "resize", "width": 91, "height": 21}, {"type": "repaint"}]


async def test_a_page_that_is_loaded_twice_at_once_starts_one_app(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    await asyncio.gather(*(place.tab(browser, ana, TAB) for _ in range(2)))
    third = await place.tab(browser, ana, TAB)
    process = (await third.answer("key"))["process"]
    await place.close()
    assert place.faults == []
    assert await place.left() == ["Ana"]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_when_all_seats_are_taken_one_that_waits_is_given_away(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "SEATS", 1)
    ana, ben = place.invite("Ana"), place.invite("Ben")
    first = await place.tab(await place.browser(ana), ana)
    await first.answer("key")
    browser = await place.browser(ben)
    assert await (await place.tab(browser, ben)).ended() == 1013
    await first.line.close()
    assert (await (await place.tab(browser, ben)).answer("key"))["person"] == "Ben"
    assert await place.left() == ["Ana"]


async def test_another_tab_has_an_app_of_its_own(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    said = [await (await place.tab(browser, ana)).answer("key") for _ in range(2)]
    assert said[0]["process"] != said[1]["process"]


async def test_a_tab_that_comes_back_takes_its_app_from_a_connection_that_was_lost(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    lost = await place.tab(browser, ana, TAB)
    process = (await lost.answer("one"))["process"]
    back = await place.tab(browser, ana, TAB)
    assert await lost.ended() == 4001
    assert (await back.answer("two"))["process"] == process


async def test_an_app_whose_browser_stays_away_saves_and_leaves(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "KEEP_S", 0.0)
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    tab = await place.tab(browser, ana, TAB)
    await tab.answer("key")
    await tab.line.close()
    assert await place.left() == ["Ana"]


async def test_when_the_server_stops_every_app_saves_and_leaves(place: Place) -> None:
    people = [place.invite(name) for name in ("Ana", "Ben")]
    tabs = [await place.tab(await place.browser(each), each) for each in people]
    for tab in tabs:
        await tab.answer("key")
    await place.close()
    assert sorted((place.review.parent / "left").read_text().split()) == ["Ana", "Ben"]


async def test_an_app_gets_an_environment_made_for_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "EDITOR", "VISUAL", "SSH_AUTH_SOCK", "TEXTUAL", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "secret")
    ana, ben = place.invite("Ana"), place.invite("Ben")
    given = []
    for each in (ana, ben):
        tab = await place.tab(await place.browser(each), each)
        await tab.type("environment")
        while "PATH" not in (said := await tab.heard()):
            pass
        given.append(said)
    for each in given:
        assert "secret" not in each.values()
        assert set(each) - {"own"} <= {
            "HOME", "PATH", "TERM", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "COLUMNS",
            "ROWS", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM", "OPENBLAS_NUM_THREADS", "PYTHONPATH", "USERPROFILE",
            "LOCALAPPDATA", "XDG_STATE_HOME", "XDG_CACHE_HOME",
        }  # fmt: skip
    own = [Path(each["own"]) for each in given]
    assert own[0] != own[1]  # what one typed and did not keep is never offered to another
    assert [stat.S_IMODE(each.stat().st_mode) for each in own] == [0o700, 0o700]


@pytest.mark.parametrize(
    ("asked", "width", "height"),
    [
        ("?width=100&height=30", 100, 30),
        ("?width=99999&height=99999", 400, 150),
        ("?width=1&height=0", 20, 5),
        ("?width=999999999999999999999&height=-5", 105, 38),
        ("?width=NaN&height=1e3", 105, 38),
        ("", 105, 38),
    ],
)
async def test_a_screen_is_neither_huge_nor_nothing(
    place: Place, asked: str, width: int, height: int
) -> None:
    ana = place.invite("Ana")
    tab = await place.tab(await place.browser(ana), ana, TAB, asked)
    assert (await tab.heard())["heard"] == {"type": "resize", "width": width, "height": height}


async def test_a_resize_is_kept_within_the_same_bounds(place: Place) -> None:
    ana = place.invite("Ana")
    tab = await place.tab(await place.browser(ana), ana)
    await tab.line.send_json(["resize", {"width": 10**9, "height": 10**9}])
    heard = [(await tab.heard())["heard"] for _ in range(3)]
    assert heard[2] == {"type": "resize", "width": 400, "height": 150}


@pytest.mark.parametrize(
    "said",
    [
        "", "[", "{}", "[]", '["quit"]', '["stdin"]', '["stdin", 5]', '["stdin", "x", "y"]', '["resize", {"width": 1}]',
        '["resize", {"width": true, "height": 5}]', '["resize", {"width": 1.5, "height": 5}]', '["meta", {"type": "quit"}]',
        "[" * 5000, '["ping", "' + "9" * 33 + '"]', '["deliver_chunk_request", "k"]',
    ],
    ids=lambda said: said[:20],
)  # fmt: skip
async def test_what_no_terminal_says_ends_the_connection(place: Place, said: str) -> None:
    ana = place.invite("Ana")
    tab = await place.tab(await place.browser(ana), ana)
    await tab.line.send_str(said)
    assert await tab.ended() == 1008


async def test_bytes_and_messages_that_are_too_large_end_the_connection(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    tab = await place.tab(browser, ana)
    await tab.line.send_bytes(b"D\0\0\0\0")
    assert await tab.ended() == 1008
    tab = await place.tab(browser, ana)
    await tab.type("x" * MESSAGE)
    assert await tab.ended() == 1009


async def test_what_is_typed_is_never_a_packet_of_its_own(place: Place) -> None:
    ana = place.invite("Ana")
    tab = await place.tab(await place.browser(ana), ana)
    forged = 'M\0\0\0\x10{"type": "quit"}'
    assert (await tab.answer(forged))["heard"] == forged
    assert (await tab.answer("still here"))["heard"] == "still here"


async def test_who_sends_without_end_makes_nobody_else_wait(place: Place) -> None:
    ana, ben = place.invite("Ana"), place.invite("Ben")
    flood = await place.tab(await place.browser(ana), ana)
    calm = await place.tab(await place.browser(ben), ben)
    for number in range(900):
        await flood.line.send_json(["ping", str(number)])
    assert (await calm.answer("key"))["person"] == "Ben"


async def test_one_link_opens_only_so_many_tabs(place: Place) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    tabs = [await place.tab(browser, ana) for _ in range(SEATS_EACH)]
    for tab in tabs:
        await tab.answer("key")
    more = await place.tab(browser, ana, TAB)
    assert await more.ended() == 1013
    async with browser.get(f"/{ana.guest.place}/state/{TAB}") as answer:
        assert "Close one of them" in (await answer.json())["trouble"]
    await tabs[0].line.close()  # an app that only waits makes room
    assert (await (await place.tab(browser, ana, TAB)).answer("key"))["person"] == "Ana"


async def test_the_page_is_told_whether_its_app_waits(place: Place) -> None:
    ana = place.invite("Ana", Role.READER)
    browser = await place.browser(ana)

    async def state() -> tuple[bool, bool]:
        async with browser.get(f"/{ana.guest.place}/state/{TAB}") as answer:
            said = json.loads(await answer.text())
            assert said["title"] == "shop: Ana, reader"
            return said["runs"], said["waits"]

    assert await state() == (False, False)
    tab = await place.tab(browser, ana, TAB)
    await tab.answer("key")
    assert await state() == (True, False)
    await tab.line.close()
    while (await state()) != (True, True):
        await asyncio.sleep(0.02)


async def test_of_what_an_app_tells_only_an_address_of_the_web_is_passed_on(place: Place) -> None:
    ana = place.invite("Ana")
    tab = await place.tab(await place.browser(ana), ana)
    await tab.type("tell")
    said = [await tab.heard() for _ in range(4)]
    assert said[2:] == [["open_url", {"url": "https://example.com/", "new_tab": True}], "told"]


async def test_an_app_that_breaks_ends_its_connection_and_tells_only_whoever_runs_the_server(
    place: Place,
) -> None:
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    tab = await place.tab(browser, ana)
    await tab.type("die")
    assert await tab.ended() == 1000
    assert place.faults == ["The app of Ana ended and said: a fault"]
    assert (await (await place.tab(browser, ana)).answer("key"))["person"] == "Ana"


async def test_an_app_that_does_not_start_names_no_file_to_the_guest(place: Place) -> None:
    await place.close()
    await place.open(lambda *_: ("python3", "-c", "import sys; sys.exit('/home/ana/shop.toml:3: broken')"))
    ana = place.invite("Ana")
    browser = await place.browser(ana)
    assert await (await place.tab(browser, ana, TAB)).ended() == 1013
    async with browser.get(f"/{ana.guest.place}/state/{TAB}") as answer:
        assert (await answer.json())["trouble"] == "The app did not start. Whoever runs the server sees why."
    assert place.faults == ["The app of Ana did not start. /home/ana/shop.toml:3: broken"]


async def test_no_app_is_left_behind(place: Place) -> None:
    ana = place.invite("Ana")
    tab = await place.tab(await place.browser(ana), ana)
    process = (await tab.answer("key"))["process"]
    await place.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
