"""`archassist diff`"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from archassist.cli.output import remark, say, say_head, say_json, say_wrapped


def run(chosen: Namespace) -> int:
    """Prints what changed in the advice from one session to another, and because of which answers."""
    from archassist.answers import AnswerError
    from archassist.answers.form_fields import read_whole
    from archassist.forecast import HORIZON
    from archassist.session import Review
    from archassist.workflows.diff import difference_view

    months = read_whole(chosen.months, "--months", "months")
    if months > HORIZON:
        raise AnswerError(f"--months is from 0 to {HORIZON}, not {months:,}. Write one such as 6.")
    rules = None
    if chosen.old_rules:
        from archassist.rulebook import load

        rules = load(Path(chosen.old_rules))
    old, new = Review.open(chosen.old, rules), Review.open(chosen.new)
    for review in (old, new):
        for note in review.notes:
            remark(note)
    view = difference_view(old, new, months=months)
    if chosen.json:
        say_json(view)
        return 0
    if view["pack"]["was"] != view["pack"]["now"]:
        by = (
            ""
            if rules
            else ". Both are assessed by the rules at hand (give the earlier ones with --old-rules)"
        )
        say(f"Rules: {view['pack']['was']}, then {view['pack']['now']}{by}")
    if not any(
        view[key]
        for key in (
            "answers",
            "decisions",
            "standings",
            "parked",
            "taken",
            "added",
            "removed",
        )
    ):
        say("Nothing differs.")
        return 0
    if view["answers"]:
        say("Answers")
    for each in view["answers"]:
        say_wrapped(
            f"{each['title']}: {each['was'] or 'not answered'} → {each['now'] or 'not answered'}", "  "
        )
    say_head("Advice" if view["decisions"] else "No recommendation changed.")
    for each in view["decisions"]:
        say_head(f"  {each['title']}: {each['was_title']} → {each['now_title']} ({each['standing']})")
        titles = [
            f"what is known of {reason['title']}" if reason["kind"] == "evidence" else reason["title"]
            for reason in each["because"]
        ]
        together = "together: " if len(titles) > 1 else ""
        say_wrapped(f"because of {together}{', '.join(titles)}", "    ")
    if view["standings"]:
        say_head("Surer or less sure")
    for each in view["standings"]:
        say(f"  {each['title']}: {each['was']} → {each['now']}")
    if view["parked"]:
        say("\nParked")
    for each in view["parked"]:
        say_wrapped(f"{each['title']}: {each['was'] or 'not parked'} → {each['now'] or 'not parked'}", "  ")
    if view["taken"]:
        say_head("Decided by the team")
    for each in view["taken"]:
        say(f"  {each['title']}")
        for verdict in each["verdicts"]:
            name = verdict["title"] or "the decision as a whole"
            say_wrapped(f"{name}: {verdict['was']} → {verdict['now']}", "    ")
    for head, ids in (("New in the rules", view["added"]), ("No longer in the rules", view["removed"])):
        if ids:
            say_wrapped(f"{head}: {', '.join(ids)}")
    return 0
