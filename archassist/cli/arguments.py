"""Arguments that several commands have. Those of one command stand beside its run."""

from __future__ import annotations

import argparse

_PATHS = "session sessions old new old_rules folder to docs template evidence file junit sarif pack confirm cases keep"
PATHS = frozenset(_PATHS.split())
"""Arguments that name files and folders, which may have any name that the system has. All others are text."""


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


def session_argument(command: argparse.ArgumentParser) -> None:
    """`SESSION`"""
    command.add_argument("session", metavar="SESSION", help="a session file")


def date_flag(command: argparse.ArgumentParser) -> None:
    """`--date`"""
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
