"""`archassist rules docs`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from archassist.cli.arguments import named
from archassist.cli.output import complain, say
from archassist.cli.progress import progress
from archassist.cli.rules.pack import opened, pack_argument


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist rules docs`."""
    command.add_argument(
        "--to", type=named, metavar="DIR", default="knowledge", help="the folder (default: knowledge)"
    )
    pack_argument(command)


def run(chosen: Namespace) -> int:
    """Writes the knowledge base as Markdown and one HTML page."""
    from archassist.authoring.docs import DocsError, html_page, knowledge_pages, write_docs
    from archassist.casebase import load_cases
    from archassist.shipped import templates_folder

    folder, rulebook = opened(chosen)
    templates, cases = [templates_folder()], load_cases(folder, rulebook)
    steps = 1.3 * len(
        rulebook.decisions
    )  # three tenths more for the page that holds them all, and for writing
    try:
        with progress("Writing pages", steps) as work:
            pages = knowledge_pages(rulebook, cases, templates, work.each)
            written = write_docs(Path(chosen.to), pages, html_page(rulebook, pages, templates))
    except DocsError as error:
        complain(str(error))
        return 2
    for path in written:
        say(str(path))
    return 0
