"""`archassist serve`: the app in browsers, for those who get a link."""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import ipaddress
import math
import signal
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import word
from archassist.cli.output import complain, say_text
from archassist.terminal_text import one_line, shortened

if TYPE_CHECKING:
    from archassist.serve.door import Address
    from archassist.serve.links import Invitation
    from archassist.session import Role

_MOST_HOURS = 24 * 14
_MOST_GUESTS = 60
_LONGEST_NAME = 80

_MISSING = "Serving needs textual-serve: python -m pip install 'archassist[serve]'"


class _Refused(Exception):
    """Something on the command line cannot be done; the text says what to do instead."""


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist serve`."""
    about = "a session file: nothing but it can be opened; or a folder of them (default: the one you are in)"
    command.add_argument("session", metavar="REVIEW", nargs="?", default=".", help=about)
    for role, about in (
        (
            "facilitator",
            "who may do everything (default, without names: you, and those whom the review names)",
        ),
        ("participant", "who answers questions, and gives no verdicts"),
        ("reader", "who sees everything and changes nothing"),
    ):
        command.add_argument(
            f"--{role}", metavar="NAME", type=word, nargs="+", action="extend", default=[], help=about
        )
    command.add_argument("--hours", metavar="N", default="8", help="how long the links open (default: 8)")
    command.add_argument("--port", metavar="N", default="8765", help="default: 8765; 0: one that is free")
    command.add_argument(
        "--host", metavar="ADDRESS", type=word, default="127.0.0.1",
        help="where to listen (default: 127.0.0.1, this machine only); another one needs --url",
    )  # fmt: skip
    command.add_argument(
        "--url",
        metavar="URL",
        default="",
        help="what browsers call it when a proxy stands before it: https://NAME",
    )


def run(chosen: Namespace) -> int:
    """Serves until it is stopped."""
    try:
        import aiohttp  # noqa: F401 - only whether it is there
        import textual_serve  # noqa: F401
    except ImportError:
        complain(_MISSING)
        return 2
    from archassist.session import Review

    review, people = Path(chosen.session), {}
    if not review.is_dir():  # a file that cannot be used is told here, before anybody is invited
        people = dict(Review.open(review).focus.people)
    try:
        address = _address(chosen.host, chosen.url)
        seconds, port = _hours(chosen.hours) * 3600, _port(chosen.port)
        guests = _guests(chosen, people)
    except _Refused as error:
        complain(str(error))
        return 2
    from archassist.serve.server import CannotListen

    try:
        asyncio.run(_serve(review, guests, seconds, chosen.host, port, address))
    except KeyboardInterrupt:
        return 0
    except CannotListen as error:
        complain(f"{error}. Choose another --port, or 0 for one that is free.")
        return 2
    return 0


async def _serve(
    review: Path,
    guests: Sequence[tuple[str, Role]],
    seconds: float,
    host: str,
    port: int,
    address: Address | None,
) -> None:
    import platformdirs

    from archassist.serve.links import Links
    from archassist.serve.server import Served, serving

    links = Links()
    invited = [links.invite(person, role, seconds) for person, role in guests]
    state = platformdirs.user_state_path("archassist", appauthor=False) / "served"
    async with serving(Served(review, state, complain), links, host, port, address) as at:
        base = _base(host, at, address)
        what = review if review.is_file() else f"the reviews in {review.absolute()}"
        complain(f"serving {what} to those who have a link, until ^c. Give each of them only their own:")
        for each in invited:
            say_text(f"{each.guest.role.value} {one_line(each.guest.person)}: {_link(base, each)}")
        await _stopped()
        complain("stopping: the apps save what is typed.")


async def _stopped() -> None:
    """Waits until whoever runs the server, or the system, ends it."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # elsewhere ^c raises
            loop.add_signal_handler(each, stop.set)
    await stop.wait()


def _link(base: str, invitation: Invitation) -> str:
    return f"{base}/{invitation.guest.place}/enter?key={invitation.secret}"


def _base(host: str, port: int, address: Address | None) -> str:
    if address is not None:
        (name,) = address.names
        return f"{address.scheme}://{name}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _guests(chosen: Namespace, people: Mapping[str, str]) -> list[tuple[str, Role]]:
    """Who is invited: those named here; else those whom the review names, and somebody to lead it."""
    from archassist.session import Role

    named: list[tuple[str, Role]] = []
    for role in Role:
        named += [(" ".join(name.split()), role) for name in getattr(chosen, role.value)]
    if not named:
        named = [(name, Role(role)) for name, role in people.items()]
        if Role.FACILITATOR not in dict(named).values():
            named.insert(0, (_me(), Role.FACILITATOR))
    for name, _ in named:
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise _Refused(f"“{shortened(name, 60)}” is no name: write one of 1 to {_LONGEST_NAME} letters.")
    if len(named) > _MOST_GUESTS:
        raise _Refused(f"{len(named)} people are too many for one review: at most {_MOST_GUESTS}.")
    return list(dict.fromkeys(named))


def _me() -> str:
    with contextlib.suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "facilitator"


def _hours(text: str) -> float:
    with contextlib.suppress(ValueError):
        if math.isfinite(hours := float(text)) and 0 < hours <= _MOST_HOURS:
            return hours
    raise _Refused(
        f"--hours {shortened(text, 40)}: say for how many hours the links open, at most {_MOST_HOURS}."
    )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and int(text) < 65536:
        return int(text)
    raise _Refused(f"--port {shortened(text, 40)}: a port is a number up to 65535.")


def _address(host: str, url: str) -> Address | None:
    """What browsers call the server; None: by this machine's own names for itself.

    Over a network secrets and answers would go unencrypted without a proxy that has TLS: that is refused.
    """
    from archassist.serve.door import Address

    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise _Refused(
            f"--host {shortened(host, 60)}: write an address of this machine, such as 127.0.0.1."
        ) from None
    if not url:
        if not local:
            raise _Refused(
                f"--host {host} lets others reach it: put a proxy with TLS before it, and say its --url (docs/browser.md)."
            )
        return None
    try:
        address = Address.public(url)
    except ValueError as error:
        raise _Refused(f"--url {shortened(url, 80)}: {error}.") from None
    if address.scheme != "https":
        raise _Refused(
            f"--url {shortened(url, 80)}: without TLS everybody on the way reads the links. Use https://."
        )
    return address
