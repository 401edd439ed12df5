"""Checks of words: what people need to answer and act, and sentences that can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archassist.authoring.remarks import Remark
from archassist.rulebook import Place, Rulebook, template_parts

LONGEST_SENTENCE = 260
"""Characters; a reason longer than this is not read in a meeting."""

_VAGUE = re.compile(
    r"\b(best practices?|industry standard|obviously|simply|clearly|of course|leverage|utili[sz]e|robust|seamless|"
    r"cutting.edge|state of the art|world.class|scalable solution|as needed|where appropriate|etc)\b",
    re.IGNORECASE,
)


def missing_words(rulebook: Rulebook) -> Iterator[Remark]:
    """Questions that lack what people need to answer them."""
    for id, question in rulebook.questions.items():
        for key in ("measure", "estimate", "counts", "challenge", "out_of_scope"):
            if not getattr(question, key):
                yield Remark(
                    question.place,
                    "missing-words",
                    id,
                    f"{key} is missing",
                    "People need it to answer: say it in a sentence.",
                )
        if (
            question.type in ("number",)
            and not question.unit
            and not question.levels
            and "how many" not in question.ask.lower()
        ):
            yield Remark(
                question.place, "missing-words", id, "a number without a unit", "Add unit, or ask “how many”."
            )
    for id, practice in rulebook.practices.items():
        for key in ("first_step", "owner", "business", "why"):
            if not getattr(practice, key):
                yield Remark(
                    practice.place, "missing-words", id, f"{key} is missing", "Say it in a sentence."
                )
    for decision in rulebook.decisions.values():
        for option in decision.options.values():
            if not option.watch:
                yield Remark(
                    option.place,
                    "missing-words",
                    option.full_id,
                    "watch is missing",
                    "Say which figure shows that it works.",
                )
    for parameter in rulebook.parameters.values():
        if not parameter.note:
            yield Remark(
                parameter.place,
                "missing-words",
                parameter.id,
                "note is missing",
                "Say what the number means.",
            )


def faulty_sentences(rulebook: Rulebook) -> Iterator[Remark]:
    """Reasons that are no sentences, or that are given twice in one decision."""
    for decision in rulebook.decisions.values():
        seen: dict[str, str] = {}
        for rule in decision.rules:
            for text in rule.sentences:
                plain = "".join(
                    part if isinstance(part, str) else "x" if part.many is None else part.many
                    for part in template_parts(text)
                )
                if len(plain) > LONGEST_SENTENCE:
                    yield Remark(
                        rule.place,
                        "sentence",
                        rule.id,
                        f"a reason of {len(plain)} characters",
                        f"Say it in {LONGEST_SENTENCE}.",
                    )
                if plain.endswith((".", ";", ",")):
                    yield Remark(
                        rule.place,
                        "sentence",
                        rule.id,
                        "a reason ends in punctuation",
                        "Punctuation is added where the reason is shown: remove it.",
                    )
                if plain[:1].isupper() and not plain[:2].isupper() and not rule.because.startswith("{"):
                    yield Remark(
                        rule.place,
                        "sentence",
                        rule.id,
                        "a reason begins with a capital",
                        "It is used inside sentences: begin with a small letter.",
                    )
                if text in seen:
                    yield Remark(
                        rule.place,
                        "sentence",
                        rule.id,
                        f"says the same as {seen[text]}",
                        "Say what is different.",
                    )
                seen[text] = rule.id
    for place, id, text in _sentences_of_contradictions(rulebook):
        yield from _faulty_clause(place, id, text)
    for place, id, text in _all_texts(rulebook):
        if "TODO" in text:
            yield Remark(place, "todo", id, "a skeleton that nobody filled in", "Write it, or remove it.")
        if vague := _VAGUE.search(text):
            yield Remark(
                place,
                "vague",
                id,
                f"“{vague.group()}” says nothing",
                "Name the thing, the number or the person.",
            )


def _faulty_clause(place: Place, id: str, text: str) -> Iterator[Remark]:
    plain = "".join(part if isinstance(part, str) else "x" for part in template_parts(text))
    if len(plain) > LONGEST_SENTENCE:
        yield Remark(
            place, "sentence", id, f"a text of {len(plain)} characters", f"Say it in {LONGEST_SENTENCE}."
        )
    if plain.endswith((".", ";", ",")):
        yield Remark(place, "sentence", id, "a text ends in a sign", "Faces put the signs: remove it.")
    if plain[:1].isupper() and not plain[:2].isupper():
        yield Remark(
            place, "sentence", id, "a text begins with a capital", "It stands inside sentences: begin small."
        )


def _sentences_of_contradictions(rulebook: Rulebook) -> Iterator[tuple[Place, str, str]]:
    """What stands behind a colon, or behind the word check."""
    for id, each in rulebook.contradictions.items():
        yield each.place, id, each.text
        yield each.place, id, each.check
    for id, needed in rulebook.requirements.items():
        yield needed.place, id, needed.text
        yield needed.place, id, needed.gives
    for id, known in rulebook.capabilities.items():
        yield known.place, id, known.falls_short


def _all_texts(rulebook: Rulebook) -> Iterator[tuple[Place, str, str]]:
    for decision in rulebook.decisions.values():
        yield decision.place, decision.id, f"{decision.asks} {decision.about}"
        for option in decision.options.values():
            yield (
                option.place,
                option.full_id,
                " ".join((option.about, *option.good, *option.bad, option.watch, option.done_when)),
            )
        for rule in decision.rules:
            yield rule.place, rule.id, " ".join(rule.sentences)
    for id, each in rulebook.practices.items():
        yield each.place, id, f"{each.title} {each.first_step} {each.done_when} {each.business} {each.why}"
    for id, told in rulebook.contradictions.items():
        yield told.place, id, f"{told.title} {told.text} {told.why} {told.check}"
    for id, needed in rulebook.requirements.items():
        yield needed.place, id, f"{needed.text} {needed.gives}"
    for id, question in rulebook.questions.items():
        yield (
            question.place,
            id,
            f"{question.ask} {question.why} {question.measure} {question.estimate} {question.counts}",
        )
