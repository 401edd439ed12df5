"""What every request has to show before anything is done for it, and what every answer says to the browser.

The checks, in this order: the name under which the server was called (a name that merely leads to this address is not
enough: DNS rebinding), the method, where the request comes from, and whose pass it carries. Whatever fails gets the same
answer, so that nobody learns from it which address is somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from urllib.parse import urlsplit

from aiohttp import web

from archassist.serve.limits import Bucket
from archassist.serve.links import Guest, Links

COOKIE = "archassist"

GUEST: web.RequestKey[Guest] = web.RequestKey("guest", Guest)

_PLACE = re.compile(r"/([0-9a-f]{16})/([a-z/0-9A-Z.-]*)")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, no frame around it. Styles in the page are the terminal's own, which writes them as it goes."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
    "Server": "archassist",
}

_USUAL = {"http": ":80", "https": ":443"}

_REFUSALS, _REFUSALS_AT_ONCE = 5.0, 100.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Address:
    """How browsers call the server: `http` or `https`, and the names, with their ports, that count."""

    scheme: str
    names: frozenset[str]

    @classmethod
    def public(cls, url: str) -> Address:
        """The one address that a proxy answers to. Raises ValueError for one with more than scheme, name and port."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise ValueError("an address begins with https:// and a name")
        if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("an address here is a name, and a port if need be: nothing stands behind it")
        return cls(parts.scheme, _names((parts.netloc.lower(),), parts.scheme))

    @classmethod
    def local(cls, port: int) -> Address:
        """The names of this machine for itself."""
        return cls("http", _names((f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")), "http"))

    def fits(self, request: web.Request) -> bool:
        """Whether a request was made to this address, and not by a page of another one."""
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self.names:
            return False
        origins = request.headers.getall("Origin", [])
        return not origins or origins == [f"{self.scheme}://{hosts[0].lower()}"]


class Door:
    """Lets in who was invited. `refusals` bounds how many others are told so in a second."""

    def __init__(self, address: Address, links: Links) -> None:
        self._address, self._links = address, links
        self._refused = Bucket(_REFUSALS, _REFUSALS_AT_ONCE)
        pages = resources.files("archassist.serve") / "pages"
        self._entered = (pages / "entered.html").read_text("utf-8")
        self._closed = (pages / "closed.html").read_text("utf-8")

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answers a request that does not come from a guest's own page; all others go on, as the guest's."""
        found = _PLACE.fullmatch(request.raw_path.partition("?")[0])
        if request.method != "GET" or not self._address.fits(request) or found is None:
            return self._refusal()
        place, what = found.groups()
        if what == "enter":
            return self._enter(request, place)
        guest = self._links.whose(place, request.cookies.get(COOKIE, ""))
        if guest is None or request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return self._refusal()
        request[GUEST] = guest
        try:
            return await handler(request)
        except web.HTTPException as error:
            return _text(error.status, "There is nothing here.")

    def _enter(self, request: web.Request, place: str) -> web.Response:
        """Puts a pass into the browser of whoever has the link, and goes on to the address without the secret.

        By a page, not by a redirect: the pass is for requests of our own pages only, and a redirect from a link in a chat
        would count as a request of the chat's.
        """
        if request.headers.get("Sec-Fetch-Dest", "document") != "document":
            return self._refusal()
        if (shown := self._links.enter(place, request.query.get("key", ""))) is None:
            return self._refusal()
        answer = web.Response(text=self._entered, content_type="text/html")
        answer.set_cookie(
            COOKIE, shown, path=f"/{place}/", httponly=True, samesite="Strict",
            secure=self._address.scheme == "https",
        )  # fmt: skip
        return answer

    def _refusal(self) -> web.Response:
        if not self._refused.take():
            return _text(429, "Too many requests.")
        return web.Response(status=403, text=self._closed, content_type="text/html")


async def say_headers(_: web.Request, answer: web.StreamResponse) -> None:
    """Puts on every answer what a browser is to keep to."""
    answer.headers.update(HEADERS)


def _names(names: Iterable[str], scheme: str) -> frozenset[str]:
    """The names as browsers send them: without the port where it is the usual one."""
    return frozenset(name.removesuffix(_USUAL[scheme]) for name in names)


def _text(status: int, said: str) -> web.Response:
    return web.Response(status=status, text=said)
