"""What is wrong with a pack, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable

from archassist.dataclass_later import dataclass
from archassist.words import nearest


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it is, what is wrong, and what to do. `line` counts from 1; 0 means the whole file."""

    file: str
    line: int
    key: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = [part for part in (self.key, self.message) if part]
        text = f"{place}: {': '.join(said)}"
        return f"{text}. {self.remedy}" if self.remedy else text


class RulebookError(Exception):
    """A pack cannot be used. `problems` holds every fault found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A remedy that names the nearest known word, else `otherwise`."""
    match = nearest(word, known)
    return f'Did you mean "{match}"?' if match else otherwise


def listed(words: Iterable[object]) -> str:
    """Words for a sentence: `a, b or c`."""
    texts = [str(word) for word in words]
    return " or ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
