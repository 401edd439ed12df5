"""`archassist merge`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from archassist.cli.arguments import json_flag, named
from archassist.cli.output import complain, remark, say, say_head, say_json, say_wrapped
from archassist.words import counted


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist merge`."""
    command.add_argument("sessions", metavar="SESSION", nargs="+", help="several people's sessions")
    command.add_argument(
        "--to", type=named, metavar="SESSION", help="a new session with all of them together"
    )
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Brings several people's answers together, and tells where they differ, what decides most first."""
    from archassist.answers import AnswerError
    from archassist.session import Review
    from archassist.workflows.merge import bring_along, pool, pool_view

    if len(chosen.sessions) < 2:
        raise AnswerError("Name at least two sessions.")
    reviews = [Review.open(path) for path in chosen.sessions]
    for review in reviews:
        for note in review.notes:
            remark(note)
    found = pool(reviews)
    if chosen.to:
        made = Review.create(Path(chosen.to), reviews[0].title, answers=found.answers)
        with made.together():
            for (decision, option), verdict in found.verdicts.items():
                made.decide(
                    decision,
                    verdict.status,
                    option,
                    verdict.because,
                    verdict.by,
                    verdict.against,
                    verdict.date,
                    verdict.review_on,
                )
            for id, option in found.today.items():
                made.run_today(id, option)
            for id, parked in found.parked.items():
                made.annotate(id, parked.grade, parked.by, parked.source, parked.note)
            bring_along(made, reviews, found)
        verdicts = f", {counted(len(found.verdicts), 'verdict')}" if found.verdicts else ""
        today = f", {len(found.today)} that say what stands today" if found.today else ""
        complain(f"{made.path}: {counted(len(found.answers), 'answer')}{verdicts}{today}.")
    if chosen.json:
        say_json(pool_view(found))
        return 0
    if not found.disagreements and not found.disputes and not found.today_disputes:
        say("No disagreement.")
    decisions = reviews[0].rulebook.decisions
    for each in found.disagreements:
        say_head(f"{each.title} [{each.question}]")
        for said in each.said:
            say(f"  {said.who}: {said.shown}")
        titles = "; ".join(decisions[id].title for id in each.decides)
        say_wrapped(f"leads apart on: {titles}" if titles else "decides nothing: no need to settle it", "  ")
    for dispute in (*found.disputes, *found.today_disputes):
        say_head(f"{dispute.title} [{dispute.decision}]")
        for who, words in dispute.said:
            say_wrapped(f"{who}: {words}", "  ")
    return 0
