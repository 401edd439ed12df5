"""The arguments of each command. Commands themselves are imported when they run."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable

from archassist.cli.schema import NAMES
from archassist.exported import FORMATS, KINDS, UNASKED

_PATHS = "session sessions old new old_rules folder to docs template evidence file junit sarif pack confirm cases keep"
PATHS = frozenset(_PATHS.split())
"""Arguments that name files and folders, which may have any name that the system has. All others are text."""


def runs(module: str, name: str = "run") -> Callable[[argparse.Namespace], int]:
    """A function of a command's module, imported only when the command is used."""

    def run(chosen: argparse.Namespace) -> int:
        home = importlib.import_module(f"archassist.cli.{module}")
        command: Callable[[argparse.Namespace], int] = getattr(home, name)
        return command(chosen)

    return run


def named(text: str) -> str:
    """A file or folder that an option names. An empty name is a variable that was not set: nothing is done without it."""
    if not text:
        raise argparse.ArgumentTypeError("no name is given")
    return text


def word(text: str) -> str:
    """A word that chooses something: nothing is chosen by an empty one."""
    if not text:
        raise argparse.ArgumentTypeError("nothing is given")
    return text


def new_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist new`"""
    command.add_argument("session", metavar="SESSION", help="the file to make")
    command.add_argument("--title", default="", help="what the review is about (default: the file's name)")
    command.add_argument(
        "--example", metavar="NAME", help="start from a published case; --example list shows them"
    )
    command.set_defaults(run=runs("new"))


def ask_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist ask`"""
    _session(command)
    command.add_argument("--core", action="store_true", help="only the core questions")
    command.add_argument("--again", action="store_true", help="ask answered questions too")
    only = "only these questions or sections; today, or today.DECISION: what you run today"
    command.add_argument("--only", metavar="ID", nargs="+", help=only)
    command.add_argument("--by", default="", help="who answers")
    command.set_defaults(run=runs("ask"))


def set_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist set`"""
    _session(command)
    about = "1.2k, 3M/day, 40%%, 10..50, ~200, unknown; today.DECISION=OPTION: what stands today"
    command.add_argument("answers", metavar="ID=VALUE", nargs="*", help=about)
    command.add_argument("--grade", help="how you know: guessed, estimated, documented or measured")
    command.add_argument("--by", help="who says so")
    command.add_argument("--source", help="where it is written")
    command.add_argument("--note", help="anything else worth keeping")
    command.add_argument("--clear", metavar="ID", nargs="+", default=[], help="clear these answers")
    json_flag(command)
    command.set_defaults(run=runs("set"))


def assess_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist assess`"""
    _session(command)
    _date(command)
    json_flag(command)
    command.set_defaults(run=runs("assess"))


def why_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist why`"""
    _session(command)
    command.add_argument("decision", metavar="DECISION")
    command.add_argument("option", type=word, metavar="OPTION", nargs="?", help="why this option, or why not")
    json_flag(command)
    command.set_defaults(run=runs("why"))


def diff_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist diff`"""
    command.add_argument("old", metavar="OLD", help="a session file")
    command.add_argument("new", metavar="NEW", help="a later or another one")
    command.add_argument("--months", default="0", help="how many months passed between them")
    command.add_argument(
        "--old-rules", type=named, metavar="FOLDER", help="the rules by which the old one is assessed"
    )
    json_flag(command)
    command.set_defaults(run=runs("diff"))


def decide_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist decide`"""
    _session(command)
    command.add_argument("decision", metavar="DECISION")
    command.add_argument(
        "option", type=word, metavar="OPTION", nargs="?", help="none: clear all that was recorded"
    )
    command.add_argument(
        "--status",
        type=word,
        help="proposed, accepted (default), rejected or superseded; of this option alone",
    )
    command.add_argument("--reject", action="store_true", help="the option is rejected")
    command.add_argument("--undecide", action="store_true", help="clear the verdict on this option")
    command.add_argument("--because", help="the team's reason")
    command.add_argument("--by", help="who decided; several with commas between them")
    command.add_argument("--dissent", help="who was against it, and why")
    command.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help="when it was decided (default: today, or the day already recorded)",
    )
    command.set_defaults(run=runs("decide"))


def mark_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist mark`"""
    _session(command)
    command.add_argument("practice", metavar="PRACTICE")
    command.add_argument("status", type=word, metavar="STATUS", help="todo, doing, done or dropped")
    command.add_argument("--owner", help="who does it (default: unchanged; '' for nobody)")
    command.set_defaults(run=runs("mark"))


def export_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist export`"""
    _session(command)
    command.add_argument(
        "--to", type=named, metavar="DIR", default=".", help="the folder to write into (default: here)"
    )
    command.add_argument(
        "--only",
        choices=KINDS,
        action="append",
        help=f"only these (default: {', '.join(UNASKED)}); alerts are Prometheus rules",
    )
    command.add_argument(
        "--format",
        choices=["auto", *FORMATS],
        default="auto",
        help="the form of decision records (default: that of the folder they join)",
    )
    command.add_argument(
        "--template", type=named, metavar="FILE", help="a Jinja template of your own for decision records"
    )
    command.add_argument(
        "--suggestions",
        choices=["in", "beside"],
        default="in",
        help="where new text goes for a passage that you changed: into the file as a quotation, or beside it",
    )
    command.add_argument(
        "--restore", metavar="ID", action="append", default=[], help="recreate a deleted document"
    )
    command.add_argument(
        "--pdf", action="store_true", help="print the HTML report to PDF, with an installed Chromium"
    )
    command.add_argument("--date", metavar="YYYY-MM-DD", help="the date to put on documents (default: today)")
    command.add_argument(
        "--dry-run", action="store_true", help="say what would be written, and write nothing"
    )
    json_flag(command)
    command.set_defaults(run=runs("export"))


def check_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist check`"""
    _session(command)
    command.add_argument(
        "--docs",
        type=named,
        metavar="DIR",
        help="the folder that was exported into (default: found beside the session)",
    )
    command.add_argument(
        "--evidence",
        type=named,
        metavar="FILE",
        help="measurements: TOML, JSON or CSV, an id and a value each",
    )
    _date(command)
    command.add_argument("--junit", type=named, metavar="FILE", help="write JUnit XML, too")
    command.add_argument("--sarif", type=named, metavar="FILE", help="write SARIF, too")
    json_flag(command)
    command.set_defaults(run=runs("check"))


def adopt_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist adopt`"""
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
    command.set_defaults(run=runs("adopt"))


def merge_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist merge`"""
    command.add_argument("sessions", metavar="SESSION", nargs="+", help="several people's sessions")
    command.add_argument(
        "--to", type=named, metavar="SESSION", help="a new session with all of them together"
    )
    json_flag(command)
    command.set_defaults(run=runs("merge"))


def plan_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist plan`"""
    _session(command)
    change = command.add_argument_group("changes, kept in the session")
    change.add_argument("--pin", metavar="ID=MONTH", action="append", help="start it in this month")
    change.add_argument("--postpone", metavar="ID=MONTH", action="append", help="not before this month")
    change.add_argument("--estimate", metavar="ID=DAYS", action="append", help="your own, such as 3..8")
    change.add_argument("--drop", metavar="ID", action="append", help="leave it out")
    change.add_argument("--reset", metavar="ID", action="append", help="clear these changes")
    change.add_argument("--share", metavar="SHARE", help="of the engineers' time, such as 30%%")
    change.add_argument("--at-once", metavar="N", help="how many things may be in progress")
    change.add_argument(
        "--away", metavar="MONTH=SHARE", action="append", help="time missing in a month, such as 2027-08=50%%"
    )
    picture = command.add_argument_group("a picture instead, of what waits for what")
    picture_flags(picture, "--graph", None)
    _date(command)
    json_flag(command)
    command.set_defaults(run=runs("plan"))


def forecast_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist forecast`"""
    _session(command)
    _date(command)
    json_flag(command)
    command.set_defaults(run=runs("ahead", "forecast"))


def expect_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist expect`"""
    _session(command)
    command.add_argument("name", type=word, metavar="NAME", help="what happens")
    command.add_argument("month", metavar="MONTH", nargs="?", help="2027-11; none: clear the event")
    command.add_argument("--factor", help="the number of users is multiplied by this")
    command.add_argument("--months", default="0", help="for so many months (default: for good)")
    command.set_defaults(run=runs("ahead", "expect"))


def history_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist history`"""
    _session(command)
    command.add_argument(
        "file", metavar="FILE", help="a CSV file: a column of months, a column of monthly users"
    )
    command.set_defaults(run=runs("ahead", "history"))


def prioritise_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist prioritise`"""
    _session(command)
    command.add_argument("attributes", metavar="ATTRIBUTE", nargs="*", help="the most important first")
    command.add_argument("--none", action="store_true", help="clear the ranking")
    json_flag(command)
    command.set_defaults(run=runs("weigh", "prioritise"))


def risk_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist risk`"""
    _session(command)
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
    command.set_defaults(run=runs("weigh", "risk"))


def schema_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist schema`"""
    command.add_argument(
        "name", metavar="NAME", nargs="?", choices=NAMES, help="one of them; none: list them"
    )
    command.add_argument(
        "--to",
        type=named,
        metavar="DIR",
        help="write into this folder, as NAME.json; without NAME: all of them",
    )
    command.set_defaults(run=runs("schema"))


def completion_arguments(command: argparse.ArgumentParser) -> None:
    """`archassist completion`"""
    command.add_argument("shell", choices=["bash", "zsh", "fish"])
    command.set_defaults(run=runs("completion"))


def _session(command: argparse.ArgumentParser) -> None:
    command.add_argument("session", metavar="SESSION", help="a session file")


def _date(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--date", metavar="YYYY-MM-DD", help="the day from which months are counted (default: today)"
    )


def picture_flags(command: argparse._ActionsContainer, format: str, usual: str | None) -> None:
    """What a picture of a graph is written as, and which part of the graph it shows."""
    about = "Mermaid or DOT" + (" (default: mermaid)" if usual else "")
    command.add_argument(format, choices=["mermaid", "dot"], default=usual, help=about)
    command.add_argument("--around", metavar="ID", default="", help="only what is near this id")
    command.add_argument(
        "--steps", metavar="N", default="1", help="how far: at most so many arrows from --around (default: 1)"
    )


def json_flag(command: argparse.ArgumentParser) -> None:
    """`--json`"""
    command.add_argument("--json", action="store_true", help="plain data for scripts")
