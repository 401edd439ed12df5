"""`archassist risk`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument, word
from archassist.cli.output import opened, say, say_json, say_table, wrapped

if TYPE_CHECKING:
    from archassist.views.records.tradeoffs import RiskView


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist risk`."""
    session_argument(command)
    command.add_argument(
        "name", type=word, metavar="NAME", nargs="?", help="a short name; none: list the risks"
    )
    command.add_argument("--title", default="", help="what is accepted")
    command.add_argument("--owner", default="", help="who answers for it")
    command.add_argument("--because", default="", help="why it is accepted")
    command.add_argument(
        "--expires", metavar="YYYY-MM-DD", default="", help="when it is to be looked at again"
    )
    command.add_argument("--decision", metavar="ID", default="", help="the decision it belongs to")
    command.add_argument("--drop", action="store_true", help="remove it from the list")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Records an accepted risk, lists them, or takes one off the list."""
    from archassist.answers.form_fields import read_day
    from archassist.views.tradeoffs import risks_view

    review = opened(chosen.session)
    if chosen.name and chosen.drop:
        review.drop_risk(chosen.name)
        say(f"{chosen.name}: removed from the list")
        return 0
    if chosen.name:
        review.accept_risk(
            chosen.name,
            chosen.title or chosen.name,
            chosen.owner,
            chosen.because,
            chosen.expires and read_day(chosen.expires),
            chosen.decision,
        )
    risks = risks_view(review)
    if chosen.json:
        say_json(risks)
        return 0
    if not risks:
        say("No accepted risks.")
    else:
        heads = [(head, False) for head in ("Risk", "Owner", "Until", "Because")]
        rows = [(f"{risk.title} [{risk.id}]", *_owned(risk), risk.because) for risk in risks]
        say_table(heads, rows, (line for risk in risks for line in _lines(risk)))
    return 0


def _owned(risk: RiskView) -> tuple[str, str]:
    """Whose a risk is, and until when it is accepted."""
    until = f"until {risk.expires}" if risk.expires else "without an end"
    return risk.owner or "no owner", f"{until}{' (expired)' if risk.expired else ''}"


def _lines(risk: RiskView) -> Iterator[str]:
    yield f"{risk.title} [{risk.id}]  {', '.join(_owned(risk))}"
    if risk.because:
        yield from wrapped(risk.because, "  ").splitlines()
