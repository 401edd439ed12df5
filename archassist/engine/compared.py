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
        self._seen: tuple[frozenset[str], Mapping[str, tuple[str, ...]]] | None = None
        self._told: tuple[frozenset[str], frozenset[str]] | None = None

    def values(self, row: Mapping[str, Code]) -> dict[str, Code]:
        """Whether each comparison is true, from questions, parameters and facts."""
        return dict(zip(self._texts, self._program.results(row), strict=True))

    def on_answers(self, answered: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        """The comparisons that rest on answered questions alone, with these. Kept for the answers seen last."""
        seen = self._seen
        if seen is None or seen[0] != answered:
            found = {text: rests for text, rests in self._questions.items() if answered.issuperset(rests)}
            seen = self._seen = answered, found
        return seen[1]

    def told(self, answered: frozenset[str]) -> frozenset[str]:
        """The practices of whose conditions some comparison rests on answered questions alone. Kept like those."""
        told = self._told
        if told is None or told[0] != answered:
            known = self.on_answers(answered)
            found = frozenset(id for id, parts in self._parts.items() if not known.keys().isdisjoint(parts))
            told = self._told = answered, found
        return told[1]

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
    def _texts(self) -> tuple[str, ...]:
        """The comparisons in the order in which the program works them out."""
        return tuple(name.removeprefix(_PART) for name in self._program.outputs)

    @cached_property
    def _compared(self) -> Mapping[str, Expression]:
        return {text: part for parts in self._parts.values() for text, part in parts.items()}

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, Expression]]:
        """By practice the comparisons of its conditions, by their texts."""
        return {
            id: {
                part.text: part
                for condition in (practice.when, practice.done_if)
                if condition is not None
                for part in comparisons(condition)
            }
            for id, practice in self._rulebook.practices.items()
        }
