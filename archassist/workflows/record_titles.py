"""What a record's title is for, and what it is against: `Replace RabbitMQ with SQS` is for the one and against the other."""

from __future__ import annotations

import re

_LONGEST = 300

_FROM_TO = (
    re.compile(
        r"\b(?:replac|swap|exchang|substitut|ersetz|remplac|reemplaz)\w*\s+(.+?)\s+(?:with|by|for|durch|par|por)\s+(.+)",
        re.I,
    ),
    re.compile(r"\bfrom\s+(.+?)\s+(?:on\s?to|over to|to|towards)\s+(.+)", re.I),
    re.compile(r"(.+?)\s+in fav(?:o|ou)r of\s+(.+)", re.I),
    re.compile(r"(.+?)\s*(?:->|→|=>)\s*(.+)"),
)
"""First what a record is against, then what it is for."""

_TO_FROM = (
    re.compile(r"(.+?),?\s+(?:instead of|rather than|in place of|and not|but not|statt|anstatt|anstelle von|plutôt que|"
               r"au lieu de|en lugar de|en vez de|em vez de|вместо)\s+(.+)", re.I),
    re.compile(r"((?:use|using|choose|pick|prefer|select|favou?r)\b.+?)\s+over\s+(.+)", re.I),
    re.compile(r"(.+?),\s+not\s+(.+)", re.I),
)  # fmt: skip
"""First what a record is for, then what it is against."""

_AGAINST = re.compile(
    r"\b(?:do(?:es)? not|don['’]?t|will not|won['’]?t|should not|must not|cannot|never|no longer|not|no|avoid\w*|stop\w*|"
    r"remov\w+|drop\w*|retir\w+|deprecat\w+|decommission\w*|discontinu\w+|abandon\w*|reject\w*|ban|banning|forbid\w*|"
    r"prohibit\w*|without|against|get(?:ting)? rid of|(?:mov\w+|migrat\w+|switch\w*) (?:off|away from)|away from|disabl\w+|"
    r"sunset\w*|phas\w+ out|eliminat\w+|delet\w+|uninstall\w*|revert\w*|undo|why not|keine?|nicht|ohne|entfern\w+|"
    r"verzicht\w* auf|pas de|ne pas|sans|supprim\w+|no usar|sin|eliminar|não usar|sem|remover|не|без|отказ\w*|удал\w+)\b",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"(?:we )?(?:do not|don['’]?t|will not|won['’]?t|never|avoid|no|kein\w*|pas de|no usar|не)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"\s*;\s*|,?\s+but\s+|[,.:]\s+(?=use\b)", re.IGNORECASE)


def sides(title: str) -> tuple[str, str]:
    """The part of a title that says what is taken, and the part that says what is not; either may be empty."""
    title = title[:_LONGEST].strip()
    for pattern in _FROM_TO:
        if found := pattern.fullmatch(title) or pattern.search(title):
            return found[2], found[1]
    for pattern in _TO_FROM:
        if found := pattern.fullmatch(title):
            return found[1], found[2]
    found = _AGAINST.search(title)
    if not found:
        return title, ""
    against, *then = _TURN.split(title[found.end() :], maxsplit=1)
    return f"{title[: found.start()]} {' '.join(then)}".strip(), against.strip()


def refuses(title: str) -> bool:
    """Whether a title begins by saying no. One that removes or replaces a thing need not be against all of its kind."""
    return bool(_REFUSAL.match(title.strip()))
