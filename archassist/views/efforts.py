"""Efforts in words."""

from __future__ import annotations

from archassist.rulebook import Effort


def effort_text(effort: Effort) -> str:
    """An effort as its author would say it: `2 to 8 days`, `6 to 12 months`."""
    per = {"days": 1, "weeks": 5, "months": 21}[effort.unit]
    low, high = (_rounded(days / per) for days in (effort.low_days, effort.high_days))
    if effort.unit == "months" and effort.high_days < per:
        low, high = (_rounded(float(round(days))) for days in (effort.low_days, effort.high_days))
        unit = "days"
    else:
        unit = effort.unit
    if low == high:
        return f"{high} {unit}" if high != "0" else "none"
    return f"up to {high} {unit}" if low == "0" else f"{low} to {high} {unit}"


def _rounded(number: float) -> str:
    return f"{round(number, 1):g}"
