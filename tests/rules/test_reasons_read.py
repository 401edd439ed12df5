"""Reasons of the shipped rules are English with one of something and with two, and whatever is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from archassist.engine import Engine
from archassist.engine.telling import Telling
from archassist.expressions import Kind
from archassist.rulebook import Rulebook, Slot, template_parts

_KIND = r"(?:remote |deployed |larger |other |outside )?"
_ONE = (
    r"(?:person|engineer|team|consumer|system|unit|service|minute|release|deploy|query|request|user|change)"
)
_MANY = r"(?:people|engineers|teams|consumers|systems|units|services|minutes|releases|deploys|queries|requests|users)"
_VERBS_OF_MANY = r"(?:are|have|do|come|need|run|want|keep|use|bring|share|depend|react|hear)"
_VERBS_OF_ONE = (
    r"(?:is(?! the kind| premature)|has|does|comes|needs|runs|wants|keeps|uses|depends|reacts|hears)"
)
_TWO_SUBJECTS = r"(?<!and )"

WRONG_WITH_ONE = re.compile(
    rf"(?<![\d.,])\b1 {_KIND}{_MANY}\b|{_TWO_SUBJECTS}(?<![\d.,])\b1 {_KIND}{_ONE}(?: in a year)? {_VERBS_OF_MANY}\b"
)
WRONG_WITH_TWO = re.compile(
    rf"(?<![\d.,])\b2 {_KIND}{_ONE}\b|(?<![\d.,])\b2 {_KIND}{_MANY}(?: in a year)? {_VERBS_OF_ONE}\b"
)


def templates(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    for decision in rulebook.decisions.values():
        for rule in decision.rules:
            yield from ((rule.id, text) for text in (rule.because, rule.otherwise) if text)
    yield from ((each.id, each.text) for each in rulebook.contradictions.values())


@pytest.mark.parametrize(
    ("number", "wrong"), [(1.0, WRONG_WITH_ONE), (2.0, WRONG_WITH_TWO)], ids=["one", "two"]
)
def test_what_is_counted_agrees_with_its_number(
    shipped: Rulebook, number: float, wrong: re.Pattern[str]
) -> None:
    telling = Telling(Engine(shipped).compiled, frozenset(shipped.questions))
    found = []
    for id, text in templates(shipped):
        names = {part.name for part in template_parts(text) if isinstance(part, Slot)}
        codes = {name: number if shipped.types[name].kind is Kind.NUMBER else 0 for name in names}
        said = telling.filled(text, codes)
        if error := wrong.search(said):
            found.append((id, error[0], said))
    assert found == []


def test_no_reason_speaks_of_so_many_times_of_something(shipped: Rulebook) -> None:
    telling = Telling(Engine(shipped).compiled, frozenset(shipped.questions))
    for _, text in templates(shipped):
        names = {part.name for part in template_parts(text) if isinstance(part, Slot)}
        codes = {name: 17.0 if shipped.types[name].kind is Kind.NUMBER else 0 for name in names}
        assert " times of " not in telling.filled(text, codes)


def test_a_choice_that_a_reason_names_has_a_phrase(shipped: Rulebook) -> None:
    named = {
        part.name
        for _, text in templates(shipped)
        for part in template_parts(text)
        if isinstance(part, Slot) and part.format == "choice"
    }
    assert "data_class" in named
    for name in named:
        question = shipped.questions[name]
        assert question.phrases.keys() == question.choices.keys(), name
