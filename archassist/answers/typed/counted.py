"""What a question counts: words that may follow its number, and those that would count something else."""

from __future__ import annotations

import re
from functools import lru_cache

from archassist.answers.answer import QuestionLike

_STOP = re.compile(
    r"\b(?:a|an|the|per|in|of|on|to|for|at|by|from|with|against|that|who|and|must|can|will|could|would|may|has|have|do|does|did|is|are|"
    r"was|were|change|use|react|arrive|reach|pass|come|today|now|left|after|before|still|not)\b"
)
_HOW_MANY = re.compile(r"\bhow many\b((?:\s+[^\W\d_]+){1,4})", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ALSO: dict[str, str] = {
    # what a question may count -> what people call it
    "engineers": "people person persons engineer dev devs developer developers programmer programmers fte ftes "
    "head heads headcount ppl contributor contributors staff entwickler développeur développeurs ingénieur ingénieurs "
    "mitarbeiter leute",
    "people": "people person persons ppl head heads human humans",
    "users": "user people person persons ppl mau visitors visitor actives nutzer benutzer "
    "utilisateur utilisateurs usuario usuarios",
    "requests": "request req reqs call calls r anfragen rps rpm rph hit hits requêtes",
    "statements": "statement query queries",
    "writes": "insert inserts update updates upsert upserts",
    "reads": "select selects lookup lookups",
    "listeners": "listener consumer consumers reaction reactions subscriber subscribers",
    "deploys": "deploy deployment deployments release releases rollout rollouts",
    "pages": "page alert alerts pager",
    "teams": "team squad squads",
    "units": "unit service services microservice microservices deployable deployables app apps",
    "systems": "system service services dependency dependencies deps api apis",
    "times": "time",
}
_FILLERS = frozenset(["total", "today", "now", "currently", "altogether", "overall", "presently", "active"])
ROWS = frozenset([
    "row", "rows", "record", "records", "document", "documents", "docs", "entries", "tuples", "items",
    "item",
])  # fmt: skip


def counts(question: QuestionLike, word: str) -> bool:
    """Whether `word` after a number says what the question counts anyway (`12 engineers`)."""
    return word.casefold() in _nouns(question.title, question.ask, question.unit)


def is_noun(word: str) -> bool:
    """Whether a word names something that is counted, by this question or another."""
    return word.casefold() in _KNOWN


def is_filler(word: str) -> bool:
    """Whether a word after a number says nothing of what it is."""
    return word.casefold() in _FILLERS


def words_of(question: QuestionLike) -> frozenset[str]:
    """The words of the question: what a share is taken of may be named as it names it."""
    return frozenset(word.casefold() for word in _WORD.findall(f"{question.title} {question.ask}"))


_KNOWN = frozenset(word for noun, also in _ALSO.items() for word in (noun, *also.split())) | ROWS


@lru_cache(maxsize=512)
def _nouns(title: str, ask: str, unit: str) -> frozenset[str]:
    found = _WORD.findall(_STOP.split(title.casefold())[0])
    for following in _HOW_MANY.findall(ask):
        found += _WORD.findall(_STOP.split(following.casefold())[0])
    if unit in ("users", "people"):
        found.append(unit)
    elif unit not in ("", "1", "x"):
        found += _WORD.findall(unit.partition("/")[0])
    if unit == "users":
        found = [each for each in found if each != "people"]
    nouns = frozenset(found) | {f"{each}s" for each in found} | {each.removesuffix("s") for each in found}
    return nouns | {word for noun in nouns for word in _ALSO.get(noun, "").split()}
