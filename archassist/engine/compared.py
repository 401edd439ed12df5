"""The comparisons of which practices' conditions are made: whether each is true, and on which answers it rests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from archassist.engine.encoding import Code
from archassist.engine.established import comparisons
from archassist.expressions import Expression, Kept, Program, compile_program
from archassist.rulebook import Rulebook

_PART = "part "
"""Before the text of a comparison, which may be nothing but the name of a fact."""


class Comparisons:
    """The comparisons of one pack, by their texts. `behind` says from which questions an expression follows."""

    def __init__(
        self,
        rulebook: Rulebook,
        inputs: Sequence[str],
        behind: Callable[[Expression], frozenset[str]],
        kept: Kept | None,
    ) -> None:
        self._rulebook, self._inputs, self._behind, self._kept = rulebook, inputs, behind, kept
        self._seen: tuple[frozenset[str] | None, Mapping[str, tuple[str, ...]]] = None, {}

    def values(self, row: Mapping[str, Code]) -> dict[str, Code]:
        """Whether each comparison is true, from questions, parameters and facts."""
        start = len(_PART)
        return {name[start:]: value for name, value in self._program.row(row).items()}

    def on_answers(self, answered: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        """The comparisons that rest on answered questions alone, with these. Kept for the answers seen last."""
        seen, found = self._seen
        if answered != seen:
            found = {text: rests for text, rests in self._questions.items() if answered.issuperset(rests)}
            self._seen = answered, found
        return found

    @cached_property
    def _program(self) -> Program:
        facts, compared = self._rulebook.facts, self._compared
        read = {name for each in compared.values() for name in each.names}
        inputs = [name for name in (*self._inputs, *facts) if name in read]
        named = {f"{_PART}{text}": each for text, each in compared.items()}
        return compile_program(named, self._rulebook.types, inputs, self._kept)

    @cached_property
    def _questions(self) -> Mapping[str, tuple[str, ...]]:
        return {text: tuple(sorted(self._behind(each))) for text, each in self._compared.items()}

    @cached_property
    def _compared(self) -> Mapping[str, Expression]:
        conditions = [
            each
            for practice in self._rulebook.practices.values()
            for each in (practice.when, practice.done_if)
            if each is not None
        ]
        return {part.text: part for each in conditions for part in comparisons(each)}
