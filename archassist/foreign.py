"""Reads data files that strangers made."""

from __future__ import annotations

import tomllib
from typing import Any


class ForeignFault(ValueError):
    """A file of somebody else cannot be used. The message says why, without a full stop."""


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ForeignFault for whatever cannot be read."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ForeignFault("tables or lists are nested too deep") from None
    except ValueError as error:  # no TOML, no date, or a number of thousands of digits
        raise ForeignFault(f"not valid TOML: {str(error)[:200]}") from None
