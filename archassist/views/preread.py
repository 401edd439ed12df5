"""What people read before and after a review: open questions by role, and the words that the advice uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archassist.answers.answer_text import understood
from archassist.views.records.preread import Homework

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review


def homework(review: Review) -> tuple[tuple[str, tuple[Homework, ...]], ...]:
    """Open questions that could still change a decision, by who prepares them, the most telling first.

    What is in a section that does not say who goes under the section's title.
    """
    rulebook = review.rulebook
    found: dict[str, list[Homework]] = {}
    for worth in review.derived.next_questions().questions:
        question = rulebook.questions[worth.question]
        section = rulebook.sections[question.section]
        found.setdefault(section.prepared_by or section.title, []).append(
            Homework(
                question.title,
                question.ask,
                question.why,
                question.measure,
                question.estimate,
                tuple(rulebook.decisions[id].title for id in worth.decides[:4]),
                tuple(worth.decides),
                tuple(question.choices.values()),
                _answered(review, worth.question),
            )
        )
    order = [section.prepared_by or section.title for section in rulebook.sections.values()]
    by_role = sorted(found.items(), key=lambda each: order.index(each[0]))
    return tuple((role, tuple(asked)) for role, asked in by_role)


def _answered(review: Review, id: str) -> str:
    """What an open question was answered with, in words; empty where nobody answered it, or nobody knew."""
    answer = review.answers.get(id)
    return (
        ""
        if answer is None or answer.kind == "unknown"
        else understood(review.rulebook.questions[id], answer)
    )


def words(rulebook: Rulebook, assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Terms of the glossary that stand in the advice's titles and reasons, by title."""
    said = " ".join(
        part
        for each in assessment.decisions
        for part in (
            each.title,
            each.option(each.recommended).title,
            *(reason.text for reason in each.because),
        )
    )
    return spoken_words(rulebook, said)


def spoken_words(rulebook: Rulebook, said: str) -> tuple[tuple[str, str], ...]:
    """Terms of the glossary that a text uses, by title."""
    said = said.lower()
    spoken = {
        term.title
        for term in rulebook.terms.values()
        if any(re.search(rf"\b{re.escape(word.lower())}\b", said) for word in (term.title, *term.also))
    }
    return tuple((title, about) for title, about in glossary(rulebook) if title in spoken)


def glossary(rulebook: Rulebook) -> tuple[tuple[str, str], ...]:
    """All terms of the rules and what they mean, by title."""
    terms = sorted(rulebook.terms.values(), key=lambda term: term.title.lower())
    return tuple((term.title, " ".join(term.about.split())) for term in terms)
