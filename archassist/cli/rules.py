"""`archassist rules list|explain|docs|new`: looking into a pack and adding to it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from archassist.cli.output import complain, remark, say, say_defined, say_json, say_table, say_text
from archassist.cli.progress import progress

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook


def opened(chosen: Namespace) -> tuple[Path, Rulebook]:
    """The folder and the rulebook of the pack that was named, or of the one that ships."""
    from archassist.rulebook import load
    from archassist.session import shipped_rulebook
    from archassist.shipped import rules_folder

    if chosen.pack:
        return Path(chosen.pack), load(Path(chosen.pack))
    return rules_folder(), shipped_rulebook()


def list_objects(chosen: Namespace) -> int:
    """Lists every object of a pack."""
    from archassist.answers import AnswerError
    from archassist.authoring.inventory import inventory
    from archassist.casebase import load_cases

    folder, rulebook = opened(chosen)
    objects = inventory(rulebook, load_cases(folder, rulebook))
    kinds = list(dict.fromkeys(described.kind for described in objects))
    if chosen.kind:
        if chosen.kind not in kinds:
            raise AnswerError(f"There is no kind “{chosen.kind}”. Kinds: {', '.join(kinds)}.")
        objects = tuple(described for described in objects if described.kind == chosen.kind)
    if chosen.json:
        say_json(objects)
        return 0
    say_table(
        [("Kind", False), ("Id", False), ("Title", False)],
        [(described.kind, described.id, described.title) for described in objects],
        (f"{described.kind:10} {described.id:44} {described.title}".rstrip() for described in objects),
    )
    return 0


def graph(chosen: Namespace) -> int:
    """Prints a picture of what needs what in a pack."""
    from archassist.answers.form_fields import read_whole
    from archassist.authoring.pictures import LEFT_OUT, NotInGraph, picture
    from archassist.diagrams import FORMATS

    steps = read_whole(chosen.steps, "--steps", "arrows")
    _, rulebook = opened(chosen)
    try:
        diagram, left_out = picture(rulebook, chosen.which, chosen.around, steps)
    except NotInGraph as error:
        complain(str(error))
        return 2
    if left_out:
        remark(f"Left out: {left_out} {LEFT_OUT[chosen.which]}, which need nothing and which nothing needs.")
    say_text(FORMATS[chosen.format](diagram).rstrip("\n"))
    return 0


def explain(chosen: Namespace) -> int:
    """Tells everything about one object of a pack."""
    from archassist.authoring.explain import NoSuchId, explained_view
    from archassist.authoring.explain import explain as explained

    _, rulebook = opened(chosen)
    try:
        lines = explained(rulebook, chosen.id)
    except NoSuchId as error:
        complain(str(error))
        return 2
    if chosen.json:
        say_json(explained_view(lines))
        return 0
    for head, text in lines:
        address = text.rpartition(" ")[2] if head in ("source", "where") else ""
        say_defined(head, text, room=14, link=address)
    return 0


def docs(chosen: Namespace) -> int:
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


def new(chosen: Namespace) -> int:
    """Appends a skeleton to the right file of a pack of one's own."""
    from archassist.authoring.add import add, own_pack
    from archassist.authoring.scaffold import ScaffoldError, skeleton
    from archassist.rulebook import load

    try:
        pack = own_pack(chosen.pack)
        made = skeleton(load(pack), pack, chosen.kind, chosen.id, chosen.file)
        add(pack, made, dry_run=chosen.dry_run)
    except ScaffoldError as error:
        complain(str(error))
        return 2
    if chosen.dry_run:
        say(f"# {made.file}")
        say_text(made.text)
    else:
        say(str(made.file))
    return 0
