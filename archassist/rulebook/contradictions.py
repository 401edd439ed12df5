"""Contradictions: answers that cannot both be true, or hardly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from archassist.dataclass_later import dataclass

if TYPE_CHECKING:
    from archassist.expressions import Expression
    from archassist.rulebook.models import Place, Value

Severity = Literal["impossible", "unlikely"]


@dataclass(frozen=True)
class Contradiction:
    """Answers that do not go together while `when` holds; it is between the questions from which `when` follows.

    `severity` is impossible where no system can have both, unlikely where hardly any does. `text` is a template with the
    team's figures, `why` the reason why both cannot be true, `check` what to look at to find out which is wrong.
    """

    id: str
    title: str
    severity: Severity
    when: Expression
    text: str
    why: str
    check: str
    source: tuple[str, ...]
    covers: tuple[str, ...]
    fires: Mapping[str, Value]
    silent: Mapping[str, Value]
    place: Place
