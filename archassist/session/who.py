"""Who is meant: names that people type, numbers of those who are there, and words that name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archassist.answers.answer import AnswerError
from archassist.session.dissent import Dissent, dissents, read_text
from archassist.session.verdicts import names

_NOBODY_NAMED = frozenset(
    ("all", "all of us", "all of them", "we all", "us all", "everybody", "everyone", "alle", "tous", "todos")
)
"""What people write for everybody: it says of nobody that they agreed, and is nobody's name."""

_PART = re.compile(r"\s*(?:\([^()]*\)|:.*)\s*$")
"""What a person does, behind the name: “(DBA)”, “: CTO”."""

_FULL_NAME = re.compile(r"[^\W\d_a-z]\S*\s+[^\W\d_a-z]")
"""Two words that begin with capitals: somebody's name, and not what a role is called."""

_NUMBERS = re.compile(r"\d+(\s+\d+)*")
_NUMBERED = re.compile(r"(\d+)\s*(?::\s*(\S.*))?", re.DOTALL)


def check_named(name: str) -> None:
    """Raises AnswerError for "all" and its like: nobody is called so."""
    if name.strip().casefold().strip(".!") in _NOBODY_NAMED:
        raise AnswerError(f"“{name.strip()}” is nobody's name. Write who it is, one name after another.")


def read_names(text: str, present: Sequence[str] = ()) -> tuple[str, ...]:
    """The people that a text names, each once; with `present` also by their numbers there, from 1.

    Raises AnswerError for a number that nobody there has, and for "all": who agrees is said by name.
    """
    found: list[str] = []
    for part in names(text):
        check_named(part)
        if present and _NUMBERS.fullmatch(part):
            found += [_numbered(number, present) for number in part.split()]
        else:
            found.append(as_known(part, present))
    return tuple(dict.fromkeys(found))


def read_name(text: str, present: Sequence[str] = ()) -> str:
    """One person, or several as one text; empty for an empty text. Raises AnswerError as `read_names` does."""
    return ", ".join(read_names(text, present))


def read_dissent(text: str, present: Sequence[str] = ()) -> str:
    """Who was against it and why, person by person: `2: too slow; Carla: too dear`. Raises AnswerError."""
    return "; ".join(_one_dissent(part, present) for part in dissents(text))


def read_against(who: str, what: str, present: Sequence[str] = ()) -> tuple[Dissent, ...]:
    """The people named in `who`, each with `what` they said against it; `Ben: too slow` in one text is understood, too.

    Raises AnswerError for "all", for a number that nobody has, and for a reason that is nobody's.
    """
    if what.strip():
        people = read_names(who, present)
        if not people:
            raise AnswerError("Say who was against it, or take the reason out.")
        return tuple(Dissent(each, " ".join(what.split())) for each in people)
    if ":" in who:
        return read_text(read_dissent(who, present))
    return tuple(Dissent(each) for each in read_names(who, present))


def _one_dissent(part: str, present: Sequence[str]) -> str:
    match = _NUMBERED.fullmatch(part) if present else None
    if match is None:
        name, sign, why = part.partition(":")
        check_named(name)
        return f"{as_known(name.strip(), present)}{sign}{why}" if sign else as_known(part, present)
    name, why = _numbered(match[1], present), match[2]
    return f"{name}: {why}" if why else name


def _numbered(number: str, present: Sequence[str]) -> str:
    if not 1 <= int(number) <= len(present):
        raise AnswerError(f"There is no number {number}: {numbered(present)}.")
    return present[int(number) - 1]


def numbered(present: Sequence[str]) -> str:
    """People with their numbers, as they are offered."""
    return ", ".join(f"{place} {name}" for place, name in enumerate(present, 1))


def as_written(name: str, known: Iterable[str]) -> str:
    """A name in the capitals in which it is known already, where it is."""
    return next((each for each in known if each.casefold() == name.casefold()), name)


def as_known(name: str, known: Iterable[str]) -> str:
    """Who of those known is meant by a name: in other capitals, without what that one does (“Ines Park” for “Ines Park
    (DBA)” or “Ines Park: DBA”), or by the given name where only one is called so. The name itself where nobody is."""
    everybody = tuple(dict.fromkeys(known))
    if (written := as_written(name, everybody)) in everybody:
        return written
    said, bare = name.casefold(), {each: _without_part(each).casefold() for each in everybody}
    meant = [each for each in everybody if said == bare[each]]
    if not meant and (without := _without_part(said)) != said:
        meant = [each for each in everybody if without == each.casefold()]
    if not meant and " " not in said:
        meant = [each for each in everybody if _FULL_NAME.match(each) and bare[each].split()[0] == said]
    return meant[0] if len(meant) == 1 else name


def _without_part(name: str) -> str:
    """A person's name without what the person does."""
    return _PART.sub("", name)
