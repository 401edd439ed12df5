"""Several people's answers to one question, ranked by what their differences would change.

For every person the engine is asked what it would recommend with that person's answer in place of the one that counts.
Decisions that then come out differently lead apart. They weigh 1, and more the harder the options in question are to undo;
double where the decision is at issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archassist.answers.answer import same_value
from archassist.answers.answer_text import as_typed, understood
from archassist.answers.spanning import spanning
from archassist.views.focus import at_issue
from archassist.views.records.meeting import LedApart, PersonView, RoundsView, RoundView, VoiceView

if TYPE_CHECKING:
    from archassist.rulebook import Question
    from archassist.session.meeting_entries import Voice
    from archassist.session.review import Review
    from archassist.session.rounds import Round

HARDNESS = {"easy": 0, "costly": 1, "hard": 2}
"""What an option that is harder to undo adds to the weight of a disagreement."""


def rounds_view(review: Review, person: str = "", *, known_only: bool = False) -> RoundsView:
    """Every question that several people answer, as one of them may see it: what is not shown yet is only their own.

    With `known_only` nothing is worked out: differences of which it is not known what they change come as if they changed
    nothing.
    """
    issues = frozenset(each.decision for each in at_issue(review))
    found = [_round(review, each, person, issues, known_only) for each in review.rounds.all.values()]
    order = {"shown": 0, "blind": 1, "agreed": 2}
    found.sort(key=lambda each: (order[each.state], not each.differ, -each.weight))
    return RoundsView(people_view(review), tuple(found))


def people_view(review: Review) -> tuple[PersonView, ...]:
    """Who takes part."""
    return tuple(PersonView(name, role) for name, role in review.focus.people.items())


def round_view(review: Review, question: str, person: str = "", *, known_only: bool = False) -> RoundView:
    """One question that several people answer, as one of them may see it. Raises NoSuchThing."""
    issues = frozenset(each.decision for each in at_issue(review))
    return _round(review, review.rounds[question], person, issues, known_only)


def worked_out(review: Review, question: str) -> bool:
    """Whether it is known what people's answers to a question would change, or there is nothing to find out."""
    heard = {name: each.answer for name, each in review.rounds[question].speaking().items()}
    same = len(heard) < 2 or all(same_value(next(iter(heard.values())), each) for each in heard.values())
    return same or review.derived.knows_voices(question, heard)


def _round(review: Review, there: Round, person: str, issues: frozenset[str], known_only: bool) -> RoundView:
    question = review.rulebook.questions[there.question]
    heard, speaking = there.heard_by(person), there.speaking(person)
    answers = [each.answer for each in speaking.values()]
    differ = there.is_shown and any(not same_value(answers[0], each) for each in answers)
    wanted = differ and not (known_only and not worked_out(review, there.question))
    apart = _apart(review, there.question, speaking, issues) if wanted else ()
    together = spanning(answers) if there.is_shown else None
    counts = review.answers.get(there.question)
    return RoundView(
        there.question,
        question.title,
        question.ask,
        there.state,
        there.given,
        review.rounds.waiting_for(there.question),
        tuple(
            VoiceView(
                name,
                said_by(question, each),
                "abstains" if each.abstains else as_typed(question, each.answer),
                each.answer.note,
                each.after,
            )
            for name, each in heard.items()
        ),
        differ,
        tuple(each for each, _ in apart),
        sum(weight for _, weight in apart),
        as_typed(question, together) if together and together.kind != "unknown" else "",
        understood(question, counts) if counts and there.state == "agreed" else "",
    )


def said_by(question: Question, voice: Voice) -> str:
    """What one person answered, in words."""
    return "abstains" if voice.abstains else understood(question, voice.answer)


def _apart(
    review: Review, question: str, heard: Mapping[str, Voice], issues: frozenset[str]
) -> tuple[tuple[LedApart, int], ...]:
    """The decisions on which people's answers lead apart, the weightiest first, each with its weight."""
    advice = review.derived.advice_by_voice(question, {name: each.answer for name, each in heard.items()})
    found = []
    for id, decision in review.rulebook.decisions.items():
        people: dict[str, tuple[str, ...]] = {}
        for name, mine in advice.items():
            people[mine[id]] = (*people.get(mine[id], ()), name)
        if len(people) > 1:
            hard = max(HARDNESS[decision.options[option].reversible] for option in people)
            options = tuple((decision.options[option].title, names) for option, names in people.items())
            found.append(
                (LedApart(id, decision.title, id in issues, options), (1 + hard) * (1 + (id in issues)))
            )
    return tuple(sorted(found, key=lambda each: -each[1]))
