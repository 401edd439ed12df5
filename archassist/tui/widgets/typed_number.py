"""Tells a number that somebody types from digits that each choose a line: both are the same keys."""

from __future__ import annotations

from textual import events

TOGETHER_S = 0.5
"""Seconds between two keys of one text at most: who types 72% is quicker, who presses another digit is slower."""

_BEHIND = frozenset("%.,-~<>+/kKmM")
"""What makes a number of digits before it: 72%, 1.5, 2k, 10-20. By itself each of them is a key, or none."""


class TypedNumber:
    """What was typed in one go, as far as it may be a number."""

    together_s = TOGETHER_S

    def __init__(self) -> None:
        self.text = ""
        self._last_at = float("-inf")

    def take(self, event: events.Key) -> str:
        """What is typed so far, with this key; empty for a key that belongs to no number."""
        sign = event.character or ""
        together = bool(self.text) and event.time - self._last_at < self.together_s
        if not (sign.isdecimal() or (together and sign in _BEHIND)) or not sign:
            self.text = ""
            return ""
        self.text = self.text + sign if together else sign
        self._last_at = event.time
        return self.text
