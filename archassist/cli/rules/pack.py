"""The pack that a command of `archassist rules` is about."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.arguments import named

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook


def pack_argument(command: ArgumentParser, usual: str = "those that ship") -> None:
    """`PACK`, the last word of all these commands."""
    command.add_argument(
        "pack", type=named, metavar="PACK", nargs="?", help=f"a folder of rules (default: {usual})"
    )


def opened(chosen: Namespace) -> tuple[Path, Rulebook]:
    """The folder and the rulebook of the pack that was named, or of the one that ships."""
    from archassist.rulebook import load
    from archassist.session import shipped_rulebook
    from archassist.shipped import rules_folder

    if chosen.pack:
        return Path(chosen.pack), load(Path(chosen.pack))
    return rules_folder(), shipped_rulebook()
