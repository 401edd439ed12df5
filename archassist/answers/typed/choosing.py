"""Reads which choices are meant: by id, title, place in the list, a beginning, or another name that the rules give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from archassist.answers.answer import Answer, AnswerError, QuestionLike
from archassist.answers.answer_text import plain
from archassist.answers.typed.numerals import word_value
from archassist.terminal_text import shortened
from archassist.words import nearest

_NO = frozenset(["no", "n", "none", "nope", "nothing", "nobody", "zero", "0", "nil"])
_YES = frozenset(["y", "yes", "yep", "yeah", "ja", "oui", "si"])
_NONE_OF_THEM = frozenset(["none", "nothing", "none of these", "none of them", "no", "0", "zero", "nobody"])
_PARTS = re.compile(r"[,;\n]|\s+(?:and|und|et|y|as well as)\s+|\s*[+&]\s*", re.I)
_PLACES = re.compile(r"(\d{1,3})\s*(?:\.\.+|-|–|to)\s*(\d{1,3})", re.I)
_NEGATED = re.compile(r"(?:no|not|without|except|but)\b", re.I)
_BOUNDS = frozenset(["within", "over", "under", "less", "more", "fewer", "than", "no", "not", "without"])
"""Words that turn a name round: it is not named by the others alone (`3 months`, `within three months`)."""
_NEGATIVE = re.compile(r"\s*[-–−]\s*\d")
"""A number below nothing: no choice's place, though a hyphen before a word is none of its letters."""
_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"[^\S\n]+")
LONGEST = 2000
"""Characters; a longer text names no choices, and would only be slow to read."""


def find_choice(question: QuestionLike, said: str) -> str | None:
    """The choice that `said` names; None when it names none, or more than one. Raises AnswerError when it is a number
    that may be a choice's place or what the choice says."""
    if said.strip() in question.choices:
        return said.strip()
    word = plain(_unquoted(said))
    if not word or _NEGATIVE.match(said):
        return None
    names = _names(question)
    exact = [choice for choice, spelled in names.items() if word in spelled]
    if exact:
        return exact[0] if len(exact) == 1 else None
    if word in _YES or word in _NO:
        return _yes_or_no(question, word)
    if (at := re.fullmatch(r"#?(\d{1,3})[.)]?", word)) is not None:
        return _at_place(question, int(at.group(1)), word.startswith("#"))
    if len(word) < 3:
        return None
    begun = [choice for choice, spelled in names.items() if any(name.startswith(word) for name in spelled)]
    if len(begun) == 1:
        return begun[0]
    return _by_words(question, word) if question.type == "choice" and not begun else None


def chosen(question: QuestionLike, said: str) -> Answer:
    """The choice or choices that were named. Raises AnswerError."""
    if len(said) > LONGEST:
        raise AnswerError(f"That is {len(said):,} characters long. {_choices(question)}")
    said = _BLANKS.sub(" ", said).strip().rstrip(".!").strip() or said
    if question.type == "choice":
        choice = find_choice(question, said)
        if choice is None:
            raise AnswerError(_no_such(question, said))
        return Answer.exact(choice)
    whole = find_choice(question, said)
    if whole is not None:
        return Answer.exact((whole,))
    if plain(said) in _NONE_OF_THEM:
        return Answer.exact(())
    found = set(_several(question, said))
    if not found:
        raise AnswerError(_no_such(question, said))
    if "none" in found and len(found) > 1:
        others = ", ".join(choice for choice in question.choices if choice in found and choice != "none")
        none = question.choices["none"]
        raise AnswerError(
            f"“{shortened(said, 60)}” contradicts itself: “{none}” and others. Write none, or {others}."
        )
    return Answer.exact(tuple(choice for choice in question.choices if choice in found))


def takes_places(question: QuestionLike) -> bool:
    """Whether a number alone may stand for a choice's place: not where choices themselves speak of numbers."""
    return not any(_numbers(f"{choice} {label}") for choice, label in question.choices.items())


def _names(question: QuestionLike) -> dict[str, frozenset[str]]:
    return _spelled(tuple(question.choices.items()), tuple(question.spoken.also.items()))


@lru_cache(maxsize=128)
def _spelled(
    choices: tuple[tuple[str, str], ...], also: tuple[tuple[str, tuple[str, ...]], ...]
) -> dict[str, frozenset[str]]:
    more = dict(also)
    return {
        choice: frozenset(map(plain, (choice, label, *more.get(choice, ())))) for choice, label in choices
    }


def _unquoted(said: str) -> str:
    text = said.strip()
    if text[:1] in "'\"“‘«(" and text[-1:] in "'\"”’»)" and len(text) > 2 and text[:1] + text[-1:] != "((":
        return text[1:-1]
    return text


def _yes_or_no(question: QuestionLike, word: str) -> str | None:
    wanted = ("yes",) if word in _YES else ("no", "none")
    found = [each for each in wanted if each in question.choices]
    if found:
        return found[0]
    return None


def _at_place(question: QuestionLike, place: int, certain: bool) -> str | None:
    ids = list(question.choices)
    if not 1 <= place <= len(ids):
        return None
    if not certain and not takes_places(question):
        choice, at = _speaking_of(question, place), ids[place - 1]
        meant = f"or “{question.choices[choice]}”" if choice and choice != at else "or a number of its own"
        raise AnswerError(
            f"“{place}” could be number {place} in the list, “{question.choices[at]}”, {meant}. "
            f"Write one of {', '.join(ids)}."
        )
    return ids[place - 1]


def _speaking_of(question: QuestionLike, number: int) -> str:
    for choice, label in question.choices.items():
        if number in _numbers(f"{choice} {label}"):
            return choice
    return ""


def _numbers(text: str) -> list[int]:
    words = _WORD.findall(text.replace("_", " ").casefold())
    found = [int(digits) for word in words for digits in re.findall(r"\d{1,6}", word)]
    return found + [value for word in words if (value := word_value(word)) is not None]


def _by_words(question: QuestionLike, word: str) -> str | None:
    """The only choice whose name holds all the words (`two people`, `1 person`, `searching`)."""
    wanted = {_singular(each) for each in word.split()}

    def named(name: str) -> bool:
        words = {_singular(each) for each in name.split()}
        return wanted <= words and not words & _BOUNDS - wanted

    found = [choice for choice in question.choices if any(map(named, _names(question)[choice]))]
    return found[0] if len(found) == 1 else None


def _singular(word: str) -> str:
    spelled = {"people": "person", "persons": "person", "1": "one", "2": "two", "3": "three"}
    return spelled.get(word, word.removesuffix("s") if len(word) > 3 else word)


def _several(question: QuestionLike, said: str) -> Iterable[str]:
    for part in _PARTS.split(said):
        if not part.strip():
            continue
        choice = find_choice(question, part)
        if choice is not None:
            yield choice
        elif plain(part) in _NONE_OF_THEM:
            raise AnswerError(
                f"“{shortened(said, 60)}” contradicts itself. Write none, or name what there is."
            )
        elif _NEGATED.match(part.strip()):
            raise AnswerError(f"“{shortened(part.strip(), 60)}” says what is not there. Name only what is.")
        elif (places := _PLACES.fullmatch(part.strip())) is not None:
            yield from _from_to(question, int(places.group(1)), int(places.group(2)), part.strip())
        else:
            yield from _side_by_side(question, part.strip())


def _from_to(question: QuestionLike, first: int, last: int, said: str) -> Sequence[str]:
    ids = list(question.choices)
    if not 1 <= first <= last <= len(ids):
        raise AnswerError(_no_such(question, said))
    return [choice for place in range(first, last + 1) if (choice := _at_place(question, place, False))]


def _side_by_side(question: QuestionLike, said: str) -> list[str]:
    """`cdn queue`, `cdn/queue`, `1 2`: whole names beside each other. A name of several words comes first."""
    words, found, at = [each for each in re.split(r"[\s/]+", said) if each], [], 0
    if len(words) > 40:
        raise AnswerError(_no_such(question, said))
    while at < len(words):
        for end in range(min(len(words), at + 5), at, -1):
            text = " ".join(words[at:end])
            choice = find_choice(question, text) if end - at > 1 or len(words) > 1 else None
            if choice is not None:
                found.append(choice)
                at = end
                break
        else:
            raise AnswerError(_no_such(question, said))
    return found


def _no_such(question: QuestionLike, said: str) -> str:
    names = {name: choice for choice, spelled in _names(question).items() for name in sorted(spelled)}
    near = nearest(plain(said[:200]), names)
    hint = f" Did you mean {names[near]}?" if near else ""
    return f"“{shortened(said, 60)}” is not one of the choices.{hint} {_choices(question)}"


def _choices(question: QuestionLike) -> str:
    return f"Choices: {', '.join(question.choices)}."
