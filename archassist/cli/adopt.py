"""`archassist adopt`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag
from archassist.cli.output import complain, remark, say, say_head, say_json
from archassist.terminal_text import shortened

if TYPE_CHECKING:
    from archassist.records import RecordFolder
    from archassist.rulebook import Rulebook
    from archassist.session import Review
    from archassist.workflows.adopt import Adopted, Put

MOST_TOLD = 20
"""Files that were passed over that are named one by one."""


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist adopt`."""
    command.add_argument("folder", metavar="FOLDER", help="a folder with decision records, or a repository")
    command.add_argument(
        "--session", metavar="SESSION", help="put what is found into this session, as proposed or rejected"
    )
    command.add_argument(
        "--confirm",
        metavar="DECISION=FILE",
        action="append",
        default=[],
        help="that this record takes this decision; DECISION.OPTION=FILE says which option",
    )
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Tells which decisions existing records took, and puts what is proposed into a session when one is named.

    Exit code 1 when no record could be read.
    """
    from archassist.answers import AnswerError
    from archassist.session import Review, shipped_rulebook
    from archassist.workflows.adopt import confirmations, match, records_of, rivals, take_in
    from archassist.workflows.adoption import adoption_view

    if chosen.confirm and not chosen.session:
        raise AnswerError("--confirm needs the session into which it is put: --session SESSION.")
    review = Review.open(chosen.session) if chosen.session else None
    rulebook = review.rulebook if review else shipped_rulebook()
    for note in review.notes if review else ():
        remark(note)
    folder = records_of(Path(chosen.folder))
    for text in folder.remarks:
        remark(text)
    found = match(folder, rulebook)
    confirmed = confirmations(chosen.confirm, found, rulebook, review) if review else {}
    unclear = {id: these for id, these in rivals(found).items() if id not in confirmed}
    before = frozenset(review.decisions) if review else frozenset()
    puts = take_in(review, found, confirmed) if review else []
    decided = {each.decision for each in found if each.verdict == "proposed"} | confirmed.keys()
    undecided = [id for id in rulebook.decisions if id not in decided]
    if chosen.json:
        say_json(adoption_view(folder, found, puts, unclear, undecided))
        return 0 if found else 1
    for each in found:
        _tell(each, rulebook)
    for passed in folder.unread:
        remark(str(passed))
    _tell_passed_over(folder)
    for id, these in unclear.items():
        _ask(id, these, rulebook)
    if not found:
        complain(f"{chosen.folder} holds no records that can be read ({folder.path}: {folder.why}).")
    say_head(f"Undecided: {'; '.join(rulebook.decisions[id].title for id in undecided) or 'nothing'}")
    if review:
        _tell_puts(review, puts)
        kept = sorted({each.decision for each in found if each.verdict} & before - confirmed.keys())
        if kept:
            complain(f"{review.path} has these already, and they stay as they are there: {', '.join(kept)}.")
    return 0 if found else 1


def _tell(each: Adopted, rulebook: Rulebook) -> None:
    record = each.record
    status: str = record.status
    if not status:
        status = f"not understood: “{shortened(record.said, 60)}”" if record.said else "no status"
    elif record.said.lower() != status:
        status += f": “{shortened(record.said, 60)}”"
    say(f"{record.shown}  {record.title}  [{status}{', ' + record.date if record.date else ''}]")
    if each.decision:
        known = rulebook.decisions[each.decision]
        name = f"{known.title}: {known.options[each.option].title} [{each.decision}={each.option}]"
        if each.verdict == "proposed":
            say(f"    {each.sureness}: {name}")
        elif each.verdict == "rejected":
            say(f"    {each.sureness} rejects: {name} ({each.why})")
        else:
            say(f"    proposes nothing of {name}: {each.why}")
    elif each.why:
        say(f"    proposes nothing: {each.why}")


def _tell_passed_over(folder: RecordFolder) -> None:
    for each in folder.passed_over[:MOST_TOLD]:
        remark(str(each))
    if len(folder.passed_over) > MOST_TOLD:
        why = Counter(each.why for each in folder.passed_over[MOST_TOLD:])
        remark(f"And {'; '.join(f'{count} more: {text}' for text, count in why.most_common(5))}.")


def _ask(decision: str, these: Sequence[Adopted], rulebook: Rulebook) -> None:
    known = rulebook.decisions[decision]
    said = "; ".join(f"{each.file} ({known.options[each.option].title})" for each in these)
    sure = "is" if all(each.sureness == "likely" for each in these) else "may be"
    complain(
        f"{known.title} {sure} decided by {len(these)} records: {said}. Which of them holds? "
        f"Nothing is proposed until you say: --confirm {decision}=FILE"
    )


def _tell_puts(review: Review, puts: Sequence[Put]) -> None:
    said = Counter((each.status, each.confirmed) for each in puts)
    parts = [
        f"{count} as {status}{' (confirmed)' if confirmed else ''}"
        for (status, confirmed), count in said.items()
    ]
    if not parts:
        complain(f"nothing was put into {review.path}.")
        return
    ask = any(not each.confirmed and each.status == "proposed" for each in puts)
    complain(
        f"put into {review.path}: {', '.join(parts)}."
        + (
            " Proposals wait for you to confirm them: archassist decide, --confirm, or the app."
            if ask
            else ""
        )
    )
