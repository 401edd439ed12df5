"""A command that was run in the tests of the command line, and what it printed."""

from __future__ import annotations

from collections.abc import Callable


class Ran:
    """What a command printed and returned."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Ran]


def refused(ran: Ran, *said: str) -> None:
    """Exit code 2, nothing on stdout, one clear message."""
    assert ran.code == 2
    assert "Traceback" not in ran.err
    for each in said:
        assert each in ran.err
