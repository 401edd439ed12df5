"""An interview in which lines are typed, and things happen elsewhere between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archassist.session import Review

SESSION = "r.toml"
Line = str | Callable[[], object]
"""What is typed; or what happens, elsewhere, before the next line is."""


class Typed:
    """Standard input, line by line; it ends with the last."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._lines: Iterator[Line] = iter(lines)

    def readline(self) -> str:
        for line in self._lines:
            if isinstance(line, str):
                return line + "\n"
            line()
        return ""


class Asked:
    """What an interview printed and returned."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def questions(self) -> list[str]:
        """The ids of the questions that were put, in order."""
        heads = [line for line in self.out.splitlines() if line[:1].isdigit() and line.endswith("]")]
        return [line.rpartition("[")[2].rstrip("]") for line in heads]


Ask = Callable[..., Asked]


def on_disk() -> Review:
    return Review.open(SESSION)


def elsewhere(*answers: str) -> Callable[[], object]:
    """Somebody else answers, in the same file, meanwhile."""

    def answer() -> None:
        other = on_disk()
        for question, text in (each.split("=") for each in answers):
            other.set(question, text)

    return answer
