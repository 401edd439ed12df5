"""Values between the form people and files use (ids) and the form that programs compute with (numbers)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archassist.expressions import Kind
from archassist.rulebook import Question, Rulebook

Code = float | int | bool
PlainValue = float | bool | str | tuple[str, ...]


class Encoding:
    """Codes of a rulebook's values: a choice is its place in the list, several choices are a bit mask."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._types = rulebook.types
        self._units = {id: fact.unit for id, fact in rulebook.facts.items()}
        self._units |= {id: parameter.unit for id, parameter in rulebook.parameters.items()}
        self._units |= {
            id: "share" if question.type == "share" else question.unit
            for id, question in rulebook.questions.items()
        }
        self._labels = {
            id: question.choices for id, question in rulebook.questions.items() if question.choices
        }
        self._phrases = {
            id: {**question.choices, **question.phrases}
            for id, question in rulebook.questions.items()
            if question.phrases
        }
        self._phrases_by_choices = {tuple(phrases): phrases for phrases in self._phrases.values()}
        self._labels_by_choices = {tuple(choices): choices for choices in self._labels.values()}

    def unit(self, name: str) -> str:
        """The unit as the pack writes it; "share" for shares."""
        return self._units.get(name, "")

    def labels(self, name: str) -> Mapping[str, str]:
        """The labels of a name's choices. A fact that yields a choice borrows its question's labels."""
        return self._labels.get(name) or self._labels_by_choices.get(
            self._types[name].choices, MappingProxyType({})
        )

    def phrases(self, name: str) -> Mapping[str, str]:
        """The choices of a name as sentences name them: labels, where nobody wrote a phrase."""
        found = self._phrases.get(name) or self._phrases_by_choices.get(self._types[name].choices)
        return found or self.labels(name)

    def encode(self, name: str, value: object) -> Code:
        """The code of a value. Raises ValueError, with a sentence, when the name cannot have it."""
        type = self._types[name]
        if type.kind is Kind.CHOICE:
            return self._place(type.choices, value)
        if type.kind is Kind.CHOICES:
            if isinstance(value, str) or not isinstance(value, (tuple, list, set, frozenset)):
                raise ValueError(f"takes several choices, not {value!r}")
            return sum(1 << self._place(type.choices, choice) for choice in set(value))
        if type.kind is Kind.FLAG:
            if not isinstance(value, bool):
                raise ValueError(f"is true or false, not {value!r}")
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
            raise ValueError(f"takes a number, not {value!r}")
        return float(value)

    def decode(self, name: str, code: Code) -> PlainValue:
        """The value of a code."""
        type = self._types[name]
        if type.kind is Kind.CHOICE:
            return type.choices[int(code)]
        if type.kind is Kind.CHOICES:
            bits = int(code)
            return tuple(choice for place, choice in enumerate(type.choices) if bits >> place & 1)
        if type.kind is Kind.FLAG:
            return bool(code)
        return float(code)

    @staticmethod
    def _place(choices: tuple[str, ...], value: object) -> int:
        if value not in choices:
            raise ValueError(f'has no choice "{value}"; it has {", ".join(choices)}')
        return choices.index(value)


def quiet_code(question: Question) -> Code:
    """The value of a question that does not apply: the low end, no choice, or the first (or "none")."""
    if question.levels:
        return question.levels[0]
    if question.type == "choice":
        choices = tuple(question.choices)
        return choices.index("none") if "none" in choices else 0
    if question.type == "choices":
        return 0
    return float(question.range[0]) if question.range else 0.0
