"""Sentences: templates with their names replaced by values in words, and behind these what has to be said of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from archassist.engine.reason_text import ALREADY, IN
from archassist.rulebook import Slot, template_parts

_UNIT = re.compile(
    r"(?:%|/\w+)?(?: (?:[kMGTP]B|m?s|min)\b)?"
    r"(?: (?:a|an|per) (?:second|minute|hour|day|week|month|quarter|year|user|request)\b)?"
)
"""What of the words behind a value is still part of it."""

_NOUN = re.compile(r" (?:[\w-]+ ){0,2}")
"""Words between a number and the noun that agrees with it: " remote "."""


class Said(NamedTuple):
    """A value in words; `vague` where it is no more than about that, and `note` is what has to be said of it."""

    text: str
    vague: bool = False
    note: str = ""


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str | Slot, bool], ...]:
    """The parts of a template, words that agree with a number with the format of that number, and whether they are words
    between a number and its noun."""
    parts = template_parts(template)
    formats = {part.name: part.format for part in parts if isinstance(part, Slot) and part.one is None}
    formatted = [
        part if isinstance(part, str) else part._replace(format=formats.get(part.name, "")) for part in parts
    ]
    places = range(len(parts))
    return tuple((formatted[place], _before_noun(parts, place)) for place in places)


def in_words(template: str, said: Callable[[Slot], Said]) -> str:
    """A template with its names replaced by what `said` says of them, words that agree with it, and notes behind both."""
    text, note = "", ""
    for part, before_noun in _parts(template):
        if isinstance(part, str):
            # 17 times the whole, but 17% of it.
            words = part.removeprefix(" of") if text.endswith(" times") and part.startswith(" of ") else part
            if note and not before_noun:
                end = _unit_end(words)
                text, note, words = noted(text + words[:end], note), "", words[end:]
            text += words
        elif part.one is None:
            value = said(part)
            vague = value.vague and text[-6:].lower() != "about "
            text, note = noted(text, note) + (_vaguely(value.text) if vague else value.text), value.note
        else:
            one = said(Slot(part.name, part.format)).text == "1"
            text += part.one if one else part.many or ""
    return noted(text, note)


def _vaguely(text: str) -> str:
    if text == ALREADY:
        return text
    return f"{IN}about {text.removeprefix(IN)}" if text.startswith(IN) else f"about {text}"


def noted(text: str, note: str) -> str:
    """A text with a note behind it: in brackets, or behind a comma where brackets are open already."""
    if not note:
        return text
    if text.count("(") > text.count(")"):
        return f"{text}, {note}"
    return f"{text.removesuffix('.')} ({note})" + ("." if text.endswith(".") else "")


_NOTED = re.compile(r" \(((?:partly )?(?:assumed|guessed))\)$")


def unnoted(text: str) -> tuple[str, str]:
    """A text without the mark that `noted` put at its end, and that mark: what it rests on; "" where it has none."""
    found = _NOTED.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _before_noun(parts: tuple[str | Slot, ...], place: int) -> bool:
    """Whether these words lie between a number and the noun that agrees with it."""
    if not isinstance(parts[place], str):
        return False
    before, behind = parts[place - 1], parts[place + 1] if place + 1 < len(parts) else ""
    return (
        isinstance(before, Slot)
        and before.one is None
        and isinstance(behind, Slot)
        and behind.one is not None
        and behind.name == before.name
        and _NOUN.fullmatch(str(parts[place])) is not None
    )


def _unit_end(words: str) -> int:
    found = _UNIT.match(words)
    return found.end() if found else 0
