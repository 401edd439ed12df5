"""`archassist adopt`"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from archassist.cli.output import complain, remark, say, say_head, say_json


def run(chosen: Namespace) -> int:
    """Tells which decisions existing records took, and puts what is proposed into a session when one is named."""
    from archassist.session import AnswerError, Review, shipped_rulebook
    from archassist.session.adopting import match, records_of, take_in

    review = Review.open(chosen.session) if chosen.session else None
    rulebook = review.rulebook if review else shipped_rulebook()
    for note in review.notes if review else ():
        remark(note)
    folder = records_of(Path(chosen.folder))
    for text in folder.remarks:
        remark(text)
    found = match(folder.records, rulebook)
    confirmed = {}
    for text in chosen.confirm:
        decision, equals, name = text.partition("=")
        if not equals or decision not in rulebook.decisions:
            raise AnswerError(f"“{text}”: write DECISION=FILE, such as caching=0007-use-redis.md.")
        confirmed[decision] = name
    taken = take_in(review, found, confirmed) if review else []
    decided = {each.decision for each in found if each.decision}
    undecided = [each.id for each in rulebook.decisions.values() if each.id not in decided]
    if chosen.json:
        records = [
            {
                "file": each.record.shown,
                "title": each.record.title,
                "status": each.record.status or None,
                "date": each.record.date or None,
                "dialect": each.record.dialect,
                "decision": each.decision or None,
                "option": each.option or None,
                "sureness": each.sureness,
            }
            for each in found
        ]
        unread = [{"file": each.path.name, "why": each.why} for each in folder.unread]
        say_json({"records": records, "unread": unread, "undecided": undecided, "taken": taken})
        return 0
    for each in found:
        status = each.record.status or (f"“{each.record.said}”" if each.record.said else "no status")
        say(
            f"{each.record.shown}  {each.record.title}  [{status}{', ' + each.record.date if each.record.date else ''}]"
        )
        if each.decision:
            known = rulebook.decisions[each.decision]
            say(
                f"    {each.sureness}: {known.title}: {known.options[each.option].title} [{each.decision}={each.option}]"
            )
    for passed in folder.unread:
        remark(str(passed))
    if not found:
        complain(f"{chosen.folder} holds no records.")
    titles = [rulebook.decisions[id].title for id in undecided]
    say_head(f"Undecided: {'; '.join(titles) or 'nothing'}")
    if review:
        complain(
            f"{len(taken)} decisions are proposed in {review.path}; confirm them with archassist decide, or in the app."
        )
    return 0
