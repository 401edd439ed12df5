"""Which decisions of the rules existing records took, and what a review may make of that.

What is found is proposed and never asserted: people confirm it. What a record rejects is taken as rejected, and what is no
longer in force as history, of which nothing is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from archassist.answers.answer import AnswerError
from archassist.records import find_folder
from archassist.terminal_text import shortened
from archassist.workflows.matching import Match, Sureness, Vocabulary
from archassist.workflows.record_titles import refuses

if TYPE_CHECKING:
    from archassist.records import Record, RecordFolder
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review

Verdict = Literal["", "proposed", "rejected"]

_TEMPLATE = re.compile(
    r"^(?:the |an? )?template\b|"
    r"\b(?:m?adrs?|decisions?|records?)\b.*\b(?:template|vorlage|mod[eè]le|plantilla|шаблон)\b|模板|テンプレート"
)


@dataclass(frozen=True, slots=True)
class Adopted:
    """A record and what it seems to decide; `decision` and `option` are empty when nothing fits well enough.

    `verdict` is what a review may make of it, empty for nothing; `why` says why it is not proposed, as a clause. `file` is
    the record's path below its folder; `against`: its title speaks against the option.
    """

    record: Record
    decision: str
    option: str
    sureness: Sureness | None
    verdict: Verdict = ""
    why: str = ""
    file: str = ""
    against: bool = False

    @property
    def decides(self) -> bool:
        """Whether the record's team has decided: it says so, or says what is not understood, or nothing."""
        return self.verdict == "proposed" and self.record.status in ("accepted", "")


@dataclass(frozen=True, slots=True)
class Put:
    """What was put into a review: a verdict on an option, and the file of the record it comes from."""

    decision: str
    option: str
    status: str
    file: str
    confirmed: bool = False


def adopt(folder: Path, rulebook: Rulebook) -> list[Adopted]:
    """Every record of a folder with the option it seems to take. Raises FileNotFoundError when there is no folder."""
    return match(records_of(folder), rulebook)


def records_of(folder: Path) -> RecordFolder:
    """The records of a folder, and what in it could not be read. Raises FileNotFoundError when there is no folder."""
    if not folder.is_dir():
        raise FileNotFoundError(2, "there is no such folder", str(folder))
    return find_folder(folder)


def match(folder: RecordFolder, rulebook: Rulebook) -> list[Adopted]:
    """Each record of a folder with the option it seems to take."""
    words = Vocabulary(rulebook)
    return [_adopted(record, words, folder.path) for record in folder.records]


def _adopted(record: Record, words: Vocabulary, folder: Path) -> Adopted:
    file = _file(record, folder)
    names = (record.slug.replace("-", " "), record.title.lower())
    blank = record.number == 0 and any("template" in each for each in names)
    if blank or "{" in record.title or any(map(_TEMPLATE.search, names)):
        return Adopted(record, "", "", None, why="it is a template", file=file)
    found = words.of(record)
    if found is None:
        return Adopted(record, "", "", None, file=file)
    verdict, why = _verdict(record, found)
    return Adopted(record, found.decision, found.option, found.sureness, verdict, why, file, found.against)


def _verdict(record: Record, found: Match) -> tuple[Verdict, str]:
    """What a review may make of a record that is about an option."""
    rejected = record.status == "rejected"
    if record.status in ("superseded", "deprecated"):
        return "", record.standing
    if record.status == "on hold":
        return "", record.standing
    if found.against and (rejected or record.status == "proposed"):
        return "", f"its title speaks against that, and {record.standing}"
    if found.against or rejected:
        said = record.standing if rejected else "its title speaks against that"
        sure = found.sureness == "likely" and (rejected or refuses(record.title))
        return ("rejected", said) if sure else ("", said)
    return "proposed", ""


def _file(record: Record, folder: Path) -> str:
    try:
        return record.path.relative_to(folder).as_posix()
    except ValueError:
        return record.path.name


def rivals(adopted: Iterable[Adopted]) -> dict[str, list[Adopted]]:
    """By decision the records that have each decided it, and for different options: only a person can tell which holds."""
    found: dict[str, list[Adopted]] = {}
    for each in adopted:
        if each.decides:
            found.setdefault(each.decision, []).append(each)
    return {decision: these for decision, these in found.items() if len({each.option for each in these}) > 1}


def confirmations(
    said: Sequence[str], adopted: Sequence[Adopted], rulebook: Rulebook, review: Review
) -> dict[str, Put]:
    """By decision the verdict of the record that a person says takes it.

    It is said as `caching=0007-use-redis.md`, or with the option as `caching.shared_cache=0007-use-redis.md`.

    Raises AnswerError for what is not there, and for what the review has decided otherwise; nothing is left out.
    """
    words = Vocabulary(rulebook)
    found: dict[str, Put] = {}
    for text in said:
        name, equals, file = text.partition("=")
        decision, point, option = name.strip().partition(".")
        quoted = shortened(text, 100)
        if not equals or decision not in rulebook.decisions:
            raise AnswerError(f"“{quoted}”: write DECISION=FILE, such as caching=0007-use-redis.md.")
        if decision in found:
            raise AnswerError(
                f"“{quoted}”: {decision} is confirmed twice. Name the one record that takes it."
            )
        options = rulebook.decisions[decision].options
        if point and option not in options:
            raise AnswerError(f"“{quoted}”: {decision} has no option {option}. It has {', '.join(options)}.")
        each = _named(file.strip(), quoted, adopted)
        about = Match(each.decision, each.option, "likely", each.against)
        if point:
            about = Match(decision, option, "likely", False)
        elif each.decision != decision:
            fits = words.within(each.record, decision)
            if fits is None:
                raise AnswerError(
                    f"“{quoted}”: {each.record.shown} does not say which option it takes. Name it: "
                    f"{decision}.OPTION={each.file}, where OPTION is one of {', '.join(options)}."
                )
            about = fits
        status = _confirmed(each.record, about)
        taken = review.decisions.get(decision)
        if taken and taken.status != "proposed" and (taken.status, taken.option) != (status, about.option):
            raise AnswerError(
                f"“{quoted}”: {review.path} says already that {decision} is {taken.status}"
                f"{f' ({taken.option})' if taken.option else ''}. Take that back first, or leave it as it is."
            )
        found[decision] = Put(decision, about.option, status, each.file, confirmed=True)
    return found


def _named(file: str, quoted: str, adopted: Sequence[Adopted]) -> Adopted:
    named = [each for each in adopted if each.file == file.removeprefix("./")] or [
        each for each in adopted if Path(file).name in (each.record.path.name, each.record.shown)
    ]
    if len(named) != 1:
        what = f"is the name of {len(named)} records" if named else "is no record of this folder"
        raise AnswerError(f"“{quoted}”: {shortened(file, 80) or 'nothing'} {what}.")
    return named[0]


def _confirmed(record: Record, about: Match) -> str:
    """The verdict that a record gives which a person says takes a decision."""
    if record.status in ("superseded", "deprecated"):
        return "superseded"
    if record.status in ("proposed", "on hold"):
        return "proposed"
    return "rejected" if record.status == "rejected" or about.against else "accepted"


def take_in(
    review: Review, adopted: Sequence[Adopted], confirmed: Mapping[str, Put] | None = None
) -> list[Put]:
    """Puts verdicts into a review: proposed or rejected, or as the record's status says where a person confirmed it.

    Decisions that the review has already are left alone, and those that records have decided differently are left to a
    person (`rivals`), unless confirmed. Gives back what was put in.
    """
    confirmed = confirmed or {}
    puts = [*confirmed.values()]
    open_to = [
        each
        for each in adopted
        if each.verdict and each.decision not in review.decisions and each.decision not in confirmed
    ]
    unclear = rivals(adopted)
    standing: dict[str, Adopted] = {}
    for each in open_to:
        there = standing.get(each.decision)
        if each.verdict != "proposed" or each.decision in unclear:
            continue
        if there is None or _weight(each) > _weight(there):
            standing[each.decision] = each
    rejected: dict[tuple[str, str], Adopted] = {}
    for each in open_to:
        stands = standing.get(each.decision)
        if each.verdict == "rejected" and not (stands and stands.option == each.option):
            rejected.setdefault((each.decision, each.option), each)
    chosen = [*rejected.values(), *standing.values()]
    puts += [Put(each.decision, each.option, each.verdict, each.file) for each in chosen]
    records = {each.file: each.record for each in adopted}
    with review.together():
        for put in puts:
            record = records[put.file]
            when = f" ({record.date})" if record.date else ""
            review.decide(put.decision, put.status, put.option, f"{record.shown}: {record.title}{when}")
            review.rest_on(put.decision, put.option, put.file)
    return puts


def _weight(each: Adopted) -> tuple[bool, bool]:
    return each.decides, each.sureness == "likely"
