"""`archassist export`"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from archassist.cli.output import complain, given_date, remark, say, say_json


def run(chosen: Namespace) -> int:
    """Writes documents that do not exist yet, and names those that do."""
    from archassist.session import Review
    from archassist.session.export import export_plan

    review = Review.open(chosen.session)
    for note in review.notes:
        remark(note)
    plan = export_plan(review, Path(chosen.to), chosen.only or (), given_date(chosen.date))
    written = [] if chosen.dry_run else plan.write()
    new = [each.path for each in plan.files if each.state == "new"]
    kept = [each.path for each in plan.files if each.state == "exists"]
    if not chosen.dry_run:
        kept += [path for path in new if path not in written]
    if chosen.json:
        listed = new if chosen.dry_run else written
        say_json({"written": [str(path) for path in listed], "exists": [str(path) for path in kept]})
        return 0
    for path in new if chosen.dry_run else written:
        say(str(path))
    for path in kept:
        complain(f"{path} exists and was left as it is.")
    if chosen.dry_run:
        complain(f"nothing was written; {len(new)} files would be.")
    return 0
