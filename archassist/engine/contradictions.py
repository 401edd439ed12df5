"""Which of a team's answers contradict each other, whatever their ranges leave open.

A contradiction is told only when every question behind its condition is answered, and the condition holds for every value
that the answers, and the ranges of the parameters behind it, allow. Nothing that nobody said has a part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from archassist.engine.assessment import ContradictionResult
from archassist.engine.beliefs import Belief, Exact, Range
from archassist.engine.sentences import Said, in_words
from archassist.expressions import Bounds, Possible, possible
from archassist.rulebook import Contradiction, Slot

if TYPE_CHECKING:
    from archassist.engine.compiled import Compiled


def contradictions(compiled: Compiled, beliefs: Mapping[str, Belief]) -> tuple[ContradictionResult, ...]:
    """The contradictions between answers: what cannot be first, then what hardly can, each in the order of the files."""
    found = list(_found(compiled, beliefs))
    return tuple(sorted(found, key=lambda each: each.severity != "impossible"))


def contradicted_questions(found: Iterable[ContradictionResult]) -> frozenset[str]:
    """The questions whose answers are part of a contradiction."""
    return frozenset(question for each in found for question in each.questions)


def decisions_in_doubt(
    compiled: Compiled, found: Iterable[ContradictionResult]
) -> Mapping[str, tuple[ContradictionResult, ...]]:
    """By decision the contradictions between answers of which it reads one; decisions without any are left out.

    How sure such a decision is cannot be said: one of the answers that it rests on is wrong, and nobody knows which.
    """
    told = tuple(found)
    if not told:
        return {}
    doubted = {
        id: tuple(each for each in told if not read.isdisjoint(each.questions))
        for id, read in compiled.read_by_rules.items()
    }
    return {id: each for id, each in doubted.items() if each}


def _found(compiled: Compiled, beliefs: Mapping[str, Belief]) -> Iterator[ContradictionResult]:
    said = {id: value for id, belief in beliefs.items() if (value := _possible(belief)) is not None}
    value_of = _Values(compiled, said)
    for id, known in compiled.rulebook.contradictions.items():
        behind = compiled.behind(known.when)
        if behind <= said.keys() and possible(known.when, value_of, compiled.rulebook.types) is True:
            questions = tuple(each for each in compiled.rulebook.questions if each in behind)
            text = in_words(known.text, _shown(compiled, value_of))
            yield _result(id, known, text, questions)


def _result(id: str, known: Contradiction, text: str, questions: tuple[str, ...]) -> ContradictionResult:
    return ContradictionResult(
        id, known.title, known.severity, text, known.why, known.check, questions, known.source
    )


def _possible(belief: Belief) -> Possible:
    """What a question can be after its answer; None when it was not answered, or does not apply."""
    if isinstance(belief, Range):
        return Bounds(belief.low, belief.high)
    if not isinstance(belief, Exact):
        return None
    value = belief.value
    return value if isinstance(value, str | frozenset) else Bounds(float(value), float(value))


class _Values:
    """What every name can be: an answer, a parameter within its range, or a fact that follows from those."""

    def __init__(self, compiled: Compiled, said: Mapping[str, Possible]) -> None:
        self._compiled = compiled
        self._known = dict(said)

    def __call__(self, name: str) -> Possible:
        if name not in self._known:
            rulebook = self._compiled.rulebook
            if name in rulebook.parameters:
                parameter = rulebook.parameters[name]
                self._known[name] = Bounds(*(parameter.range or (parameter.value, parameter.value)))
            elif name in rulebook.facts:
                self._known[name] = possible(rulebook.facts[name].expression, self, rulebook.types)
            else:
                return None
        return self._known[name]


def _shown(compiled: Compiled, value_of: Callable[[str], Possible]) -> Callable[[Slot], Said]:
    """What stands for a name in a sentence: of a range both ends, and of a parameter what its author counts on."""

    def shown(slot: Slot) -> Said:
        if slot.name in compiled.parameters:
            return Said(compiled.shown(slot.name, compiled.parameters[slot.name], slot.format))
        value = value_of(slot.name)
        if not isinstance(value, Bounds):
            return Said(compiled.shown(slot.name, compiled.encoding.encode(slot.name, value), slot.format))
        low, high = (compiled.shown(slot.name, each, slot.format) for each in value)
        return Said(low if low == high else f"{low} to {high}")

    return shown
