"""Which option of which decision a record is about, told from its title, its outcome and the names of products."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archassist.workflows.record_titles import sides

if TYPE_CHECKING:
    from archassist.records import Record
    from archassist.rulebook import Rulebook

Sureness = Literal["likely", "perhaps"]

LIKELY, PERHAPS = 9.0, 5.0
"""Scores (sums of word weights) from which a record probably, or possibly, takes an option."""

NAMED = 6.0
"""What the name of a product or pattern in a record's title counts."""

CLEARLY = 1.2
"""How much better than the best option of any other decision a likely one has to be."""

ABOUT = 0.5
"""The share of a title's words that belong to an option's own field, from which the title is about that."""

_STOP = frozenset(
    """
    a an and are as at be by can do for from has have how in into is it its more no not of on one only or our other per
    so than that the their them then there they this to two up use used uses using we what when where which who will
    with without system systems product team teams work first own each may must new old over under all any some every
    same few many most way well service services data code user users application applications
    """.split()  # noqa: SIM905 - a list of so many words would fill a page
)


@dataclass(frozen=True, slots=True)
class Match:
    """An option that a record is about. `against`: its title names it as what is not wanted, or no longer."""

    decision: str
    option: str
    sureness: Sureness
    against: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """What an option is called: the words of its title and id, those around it, names, and the parts of its title."""

    own: frozenset[str]
    around: frozenset[str]
    names: tuple[str, ...]
    parts: tuple[frozenset[str], ...]


class Vocabulary:
    """What options are called: words of their titles and ids, weighed by how few have them, and names of products."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._options = {
            (decision.id, option.id): _Words(
                frozenset(_words(f"{option.title} {option.id.replace('_', ' ')}")),
                frozenset(_words(f"{decision.title} {decision.id.replace('_', ' ')} {option.about}")),
                tuple(f" {' '.join(_plain(name))} " for name in option.also),
                tuple(
                    frozenset(words)
                    for each in re.split(r",|\band\b|\bor\b|\+", option.title)
                    if (words := _words(each))
                ),
            )
            for decision in rulebook.decisions.values()
            for option in decision.options.values()
        }
        count = Counter(word for each in self._options.values() for word in each.own | each.around)
        self._rare = {word: math.log(len(self._options) / number) for word, number in count.items()}

    def of(self, record: Record) -> Match | None:
        """What a record is about; None when nothing fits well enough."""
        wanted, unwanted = sides(record.title)
        if unwanted and not (wanted and self._best(wanted, record)):
            return self._best(unwanted, record, against=True)
        return self._best(wanted, record)

    def within(self, record: Record, decision: str) -> Match | None:
        """Which option of one decision a record is about, as far as its words tell at all: None when several fit as well."""
        wanted, unwanted = sides(record.title)
        for text, against in ((wanted, False), (unwanted, True)):
            found = [
                (score, option)
                for (its, option), score in self._scores(text, record, least=False).items()
                if its == decision
            ]
            found.sort(reverse=True)
            if found and (len(found) == 1 or found[0][0] > found[1][0]):
                return Match(decision, found[0][1], "perhaps", against)
        return None

    def _best(self, text: str, record: Record, against: bool = False) -> Match | None:
        best: dict[str, tuple[float, str]] = {}
        for (decision, option), score in self._scores(text, record).items():
            if score > best.get(decision, (0.0, ""))[0]:
                best[decision] = score, option
        ranked = sorted(
            ((score, decision, option) for decision, (score, option) in best.items()), reverse=True
        )
        if not ranked or ranked[0][0] < PERHAPS:
            return None
        score, decision, option = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        likely = (
            score >= LIKELY
            and score > CLEARLY * second
            and not record.title.rstrip().endswith("?")
            and self._is_about(text, self._options[decision, option])
        )
        return Match(decision, option, "likely" if likely else "perhaps", against)

    def _scores(self, text: str, record: Record, least: bool = True) -> dict[tuple[str, str], float]:
        title, plain = set(_words(text)), f" {' '.join(_plain(text))} "
        outcome = set(_words(" ".join(_outcome(record))))
        found = {}
        for key, each in self._options.items():
            named = sum(NAMED for name in each.names if name in plain)
            # A record whose title names nothing of an option is about something else.
            if not named and len(each.own & title) < (min(2, len(each.own)) if least else 1):
                continue
            score = named + sum(self._rare[word] for word in each.own & title)
            found[key] = score + 0.3 * sum(
                self._rare[word] for word in (each.own | each.around) & (outcome | title)
            )
        return found

    @staticmethod
    def _is_about(text: str, words: _Words) -> bool:
        """Whether a title is about an option, and about the whole of it, and does not only mention it on the way."""
        title, plain = set(_words(text)), f" {' '.join(_plain(text))} "
        named = [name for name in words.names if name in plain]
        known = words.own | words.around | {word for name in named for word in _words(name)}
        # A name stands for an option, but not for all that an option of several parts asks for.
        whole = all(part & title for part in words.parts) or (bool(named) and len(words.parts) == 1)
        return len(title & known) >= ABOUT * len(title) and whole


def _plain(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _outcome(record: Record) -> Iterable[str]:
    """The lines that say what was decided."""
    inside = False
    for line in record.body:
        if line.startswith("#"):
            inside = (
                bool(re.search(r"decision|outcome", line, re.IGNORECASE)) and "driver" not in line.lower()
            )
        elif inside:
            yield line


def _words(text: str) -> list[str]:
    found = re.findall(r"[a-z][a-z0-9]+", text.lower())
    return [stem for word in found if word not in _STOP and len(stem := _stem(word)) > 2]


def _stem(word: str) -> str:
    for end in ("ations", "ation", "ings", "ing", "ies", "ers", "er", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word
