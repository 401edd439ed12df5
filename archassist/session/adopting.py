"""Which decisions of the rules existing records took, told from their titles, options and words.

What is found is proposed and never asserted: people confirm it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from archassist.records import Folder, Record
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review

Sureness = Literal["likely", "perhaps"]

LIKELY, PERHAPS = 9.0, 5.0
"""Scores (sums of word weights) from which a record probably, or possibly, takes an option."""

NAMED = 6.0
"""What the name of a product or pattern in a record's title counts."""

CLEARLY = 1.2
"""How much better than the best option of any other decision a likely one has to be."""

_STOP = frozenset(
    """
    a an and are as at be by can do for from has have how in into is it its more no not of on one only or our other per
    so than that the their them then there they this to two up use used uses using we what when where which who will
    with without system systems product team teams work first own each may must new old over under all any some every
    same few many most way well service services data code user users application applications
    """.split()  # noqa: SIM905 - a list of so many words would fill a page
)


_AGAINST = re.compile(r"\b(?:remove|drop|retire|replace|stop|without|instead|no longer|not)\b", re.IGNORECASE)
"""Words in a title after which the thing that is named may be what was decided against."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A record and what it seems to decide; `decision` and `option` are empty when nothing fits well enough."""

    record: Record
    decision: str
    option: str
    sureness: Sureness | None


def adopt(folder: Path, rulebook: Rulebook) -> list[Adopted]:
    """Every record of a folder with the option it seems to take. Raises FileNotFoundError when there is no folder."""
    return match(records_of(folder).records, rulebook)


def records_of(folder: Path) -> Folder:
    """The records of a folder, and what in it could not be read. Raises FileNotFoundError when there is no folder."""
    from archassist.records import find_folder

    if not folder.is_dir():
        raise FileNotFoundError(2, "there is no such folder", str(folder))
    return find_folder(folder)


def match(records: Iterable[Record], rulebook: Rulebook) -> list[Adopted]:
    """Each record with the option it seems to take."""
    words = _Vocabulary(rulebook)
    return [words.of(record) for record in records]


def take_in(review: Review, adopted: Iterable[Adopted], confirmed: Mapping[str, str]) -> list[str]:
    """Puts decisions into a review: as proposed, or as the record's status says where a person confirmed it.

    `confirmed` holds by decision the file name of the record that takes it. Decisions that the review has already are
    left alone. Gives back the decisions that were put in.
    """
    found: dict[str, Adopted] = {}
    for each in adopted:
        if not each.decision:
            continue
        name, there = confirmed.get(each.decision), found.get(each.decision)
        better = there is None or (each.sureness == "likely" and there.sureness != "likely")
        fixed = there is not None and there.record.path.name == name
        if each.record.path.name == name or (better and not fixed):
            found[each.decision] = each
    taken = [decision for decision in found if decision not in review.decisions]
    with review.together():
        for decision in taken:
            each = found[decision]
            mine = confirmed.get(decision) == each.record.path.name
            status = (
                each.record.status
                if mine and each.record.status in ("accepted", "rejected", "superseded")
                else "proposed"
            )
            said = f"{each.record.shown}: {each.record.title}"
            when = f" ({each.record.date})" if each.record.date else ""
            review.decide(decision, status, each.option, f"{said}{when}")
    return taken


class _Vocabulary:
    """What options are called: words of their titles and ids, weighed by how few have them, and names of products."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._options = {
            (decision.id, option.id): (
                frozenset(_words(f"{option.title} {option.id.replace('_', ' ')}")),
                frozenset(_words(f"{decision.title} {decision.id.replace('_', ' ')} {option.about}")),
                tuple(f" {' '.join(_plain(name))} " for name in option.also),
            )
            for decision in rulebook.decisions.values()
            for option in decision.options.values()
        }
        count = Counter(word for own, around, _ in self._options.values() for word in own | around)
        self._rare = {word: math.log(len(self._options) / number) for word, number in count.items()}

    def of(self, record: Record) -> Adopted:
        title, plain = set(_words(record.title)), f" {' '.join(_plain(record.title))} "
        outcome = set(_words(" ".join(_outcome(record))))
        best: dict[str, tuple[float, str]] = {}
        for (decision, option), (own, around, names) in self._options.items():
            named = sum(NAMED for name in names if name in plain)
            # A record whose title names nothing of an option is about something else.
            if not named and len(own & title) < min(2, len(own)):
                continue
            score = named + sum(self._rare[word] for word in own & title)
            score += 0.3 * sum(self._rare[word] for word in (own | around) & (outcome | title))
            if score > best.get(decision, (0.0, ""))[0]:
                best[decision] = score, option
        ranked = sorted(
            ((score, decision, option) for decision, (score, option) in best.items()), reverse=True
        )
        if not ranked or ranked[0][0] < PERHAPS:
            return Adopted(record, "", "", None)
        score, decision, option = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        likely = score >= LIKELY and score > CLEARLY * second and not _AGAINST.search(record.title)
        return Adopted(record, decision, option, "likely" if likely else "perhaps")


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
