"""Who is invited: a link with a secret of its own for each person and role, and the passes that browsers get for it.

Only hashes are kept, and only in memory: what ends the server ends every link. A secret has 256 bits of chance, so that a
plain hash of it cannot be turned back, and guessing is hopeless at any rate.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from archassist.session import Role

PASSES = 16
"""Browsers, counted from the newest, that one link keeps open."""

_LONGEST = 200
"""Characters of a secret that are looked at."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was invited. `place` is the part of the address that is theirs: no secret. `expires` is a Unix time."""

    place: str
    person: str
    role: Role
    expires: float


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is handed over to a guest, once: the secret is kept nowhere."""

    guest: Guest
    secret: str


class _Kept:
    def __init__(self, guest: Guest, secret: str) -> None:
        self.guest = guest
        self.secret = _hash(secret)
        self.passes: deque[bytes] = deque(maxlen=PASSES)


class Links:
    """The links of one run of the server. `clock` gives Unix times."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._kept: dict[str, _Kept] = {}
        self._nobody = _Kept(Guest("", "", Role.READER, 0.0), secrets.token_urlsafe(32))

    def invite(self, person: str, role: Role, seconds: float) -> Invitation:
        """A new link for a person, which opens for so many seconds."""
        guest = Guest(secrets.token_hex(8), person, role, self._clock() + seconds)
        secret = secrets.token_urlsafe(32)
        self._kept[guest.place] = _Kept(guest, secret)
        return Invitation(guest, secret)

    def enter(self, place: str, secret: str) -> str | None:
        """A new pass for the browser of whoever has the link; None for a link that does not open."""
        kept = self._kept.get(place, self._nobody)
        if not hmac.compare_digest(kept.secret, _hash(secret)) or not self.is_open(kept.guest):
            return None
        new = secrets.token_urlsafe(32)
        kept.passes.append(_hash(new))
        return new

    def whose(self, place: str, shown: str) -> Guest | None:
        """The guest whose pass a browser shows at a place; None where it is none, or not one any more."""
        kept = self._kept.get(place, self._nobody)
        given = _hash(shown)
        found = [
            hmac.compare_digest(each, given) for each in kept.passes
        ]  # each of them, also after one fits
        return kept.guest if any(found) and self.is_open(kept.guest) else None

    def is_open(self, guest: Guest) -> bool:
        """Whether a guest's link has not expired."""
        return self._clock() < guest.expires


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret[:_LONGEST].encode("utf-8", "surrogateescape")).digest()
