"""reStructuredText and AsciiDoc with their headings, fields and fences as Markdown has them: enough to find a title and a
status, and no more. Every line stays where it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}")
_FIELD = re.compile(r":([A-Za-z][\w -]{0,40}):\s+(\S.*)")
_LABELLED = re.compile(r"([A-Za-z][\w -]{0,40})::\s+(\S.*)")


def as_markdown(suffix: str, lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a document, by the end of its name. Markdown is left as it is."""
    kind = suffix.lower()
    if kind == ".rst":
        return tuple(_restructured(lines))
    if kind in (".adoc", ".asciidoc"):
        return tuple(map(_asciidoc, lines))
    return tuple(lines)


def _restructured(lines: Sequence[str]) -> list[str]:
    """Titles are underlined, some have a line above, too; the order in which lines come says the levels."""
    found, styles = list(lines), list[str]()
    at = 0
    while at < len(lines) - 1:
        title, below = lines[at].rstrip(), lines[at + 1].rstrip()
        over = at > 0 and bool(_ADORNMENT.fullmatch(lines[at - 1].rstrip())) and found[at - 1] != ""
        if (
            title
            and not _ADORNMENT.fullmatch(title)
            and _ADORNMENT.fullmatch(below)
            and len(below) >= min(len(title), 4)
            and (over or not title[0].isspace())
        ):
            style = below[0] * (2 if over else 1)
            if style not in styles:
                styles.append(style)
            found[at] = f"{'#' * min(styles.index(style) + 1, 6)} {title.strip()}"
            found[at + 1] = ""
            if over:
                found[at - 1] = ""
            at += 2
            continue
        if field := _FIELD.fullmatch(title):
            found[at] = f"* {field[1]}: {field[2]}"
        at += 1
    if lines and (field := _FIELD.fullmatch(lines[-1].rstrip())) and found[-1] == lines[-1]:
        found[-1] = f"* {field[1]}: {field[2]}"
    return found


def _asciidoc(line: str) -> str:
    bare = line.rstrip()
    if heading := re.fullmatch(r"(={1,6}) +(\S.*)", bare):
        return f"{'#' * len(heading[1])} {heading[2]}"
    if field := _FIELD.fullmatch(bare) or _LABELLED.fullmatch(bare):
        return f"* {field[1]}: {field[2]}"
    if re.fullmatch(r"-{4,}|\.{4,}", bare):
        return "```"
    if row := re.fullmatch(r"\|([^|]+)\|([^|]+)", bare):
        return f"|{row[1]}|{row[2]}|"
    return re.sub(r"^\*(\w[\w -]{0,40}):\* ", r"* \1: ", line)
