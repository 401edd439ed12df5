"""`archassist diff`"""

from __future__ import annotations

from argparse import Namespace

from archassist.cli.output import remark, say, say_json, wrapped


def run(chosen: Namespace) -> int:
    """Prints what changed in the advice from one session to another, and because of which answers."""
    from archassist.session import Review
    from archassist.session.difference import difference_view

    old, new = Review.open(chosen.old), Review.open(chosen.new)
    for review in (old, new):
        for note in review.notes:
            remark(note)
    view = difference_view(old, new)
    if chosen.json:
        say_json(view)
        return 0
    if view["pack"]["was"] != view["pack"]["now"]:
        say(
            f"Rules: {view['pack']['was']}, then {view['pack']['now']}. Both are assessed by the rules at hand."
        )
    if not any(view[key] for key in ("answers", "decisions", "standings", "taken")):
        say("Nothing differs.")
        return 0
    if view["answers"]:
        say("Answers")
    for each in view["answers"]:
        say(
            wrapped(
                f"{each['title']}: {each['was'] or 'not answered'} → {each['now'] or 'not answered'}", "  "
            )
        )
    say("\nAdvice" if view["decisions"] else "\nNo recommendation changed.")
    for each in view["decisions"]:
        say(f"\n  {each['title']}: {each['was_title']} → {each['now_title']} ({each['standing']})")
        titles = [reason["title"] for reason in each["because"]]
        together = "together: " if len(titles) > 1 else ""
        say(wrapped(f"because of {together}{', '.join(titles)}", "    "))
    if view["standings"]:
        say("\nSurer or less sure")
    for each in view["standings"]:
        say(f"  {each['title']}: {each['was']} → {each['now']}")
    if view["taken"]:
        say("\nDecided by the team")
    for each in view["taken"]:
        was, now = (
            f"{said['option'] or '?'} ({said['status']})" if said else "nothing"
            for said in (each["was"], each["now"])
        )
        say(f"  {each['title']}: {was} → {now}")
    return 0
