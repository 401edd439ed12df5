"""`archassist merge`"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from archassist.cli.output import complain, remark, say, say_head, say_json, say_wrapped


def run(chosen: Namespace) -> int:
    """Brings several people's answers together, and tells where they differ, what decides most first."""
    from archassist.session import AnswerError, Review
    from archassist.session.pooling import pool

    if len(chosen.sessions) < 2:
        raise AnswerError("Name at least two sessions.")
    reviews = [Review.open(path) for path in chosen.sessions]
    for review in reviews:
        for note in review.notes:
            remark(note)
    found = pool(reviews)
    if chosen.to:
        made = Review.create(Path(chosen.to), reviews[0].title, answers=found.answers)
        complain(f"{made.path}: {len(found.answers)} answers.")
    if chosen.json:
        say_json(
            {"answers": len(found.answers), "disagreements": [asdict(each) for each in found.disagreements]}
        )
        return 0
    if not found.disagreements:
        say("No disagreement.")
    decisions = reviews[0].rulebook.decisions
    for each in found.disagreements:
        say_head(f"{each.title} [{each.question}]")
        for said in each.said:
            say(f"  {said.who}: {said.shown}")
        titles = "; ".join(decisions[id].title for id in each.decides)
        say_wrapped(f"leads apart on: {titles}" if titles else "decides nothing: no need to settle it", "  ")
    return 0
