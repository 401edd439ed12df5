"""Views as plain data for JSON, and nothing else: every field in its order, under its own name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

ABSENT = {"absent": True}
"""Metadata of a field that is left out while it is None: some answers have ends and others a value."""


def plain(value: Any) -> Any:
    """A view as JSON holds it: dictionaries, lists, texts, numbers, true, false and null.

    A field is written under its name without a `_` behind (`with_` as `with`); one whose metadata is `ABSENT` not at all
    while it is None. What is infinite or no number becomes null.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name.rstrip("_"): plain(each)
            for field in fields(value)
            if (each := getattr(value, field.name)) is not None or not field.metadata.get("absent")
        }
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
