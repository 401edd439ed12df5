"""Three-way merge of lines in which people win: what they wrote is never lost, and never marked with conflict signs.

Where only the tool changed a passage, its new text is taken; where only people did, theirs stays. Where both did, theirs
stays and the tool's new text becomes a suggestion: a quoted block after the passage, or a list entry beside the file.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archassist.records.text import in_fences

SUGGESTION = "> **Suggested by archassist, because the answers changed:**"
"""The first line of a suggestion in a file. It is an ordinary quotation in every Markdown reader."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """New text for a passage that people changed, too. `base` is the text it is about, as it was once generated."""

    base: tuple[str, ...]
    text: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What it is remembered by, once somebody has dismissed it."""
        return hashlib.sha256(
            "\n".join((*self.base, "\0", *self.text)).encode("utf-8", "replace")
        ).hexdigest()[:16]

    @property
    def block(self) -> tuple[str, ...]:
        """The suggestion as lines of Markdown."""
        if not any(line.strip() for line in self.text):
            return (SUGGESTION, ">", "> leave this passage out")
        return (SUGGESTION, ">", *(f"> {line}".rstrip() for line in self.text))


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged lines, the text to remember as last generated, and what could not be applied.

    In `base` the passages of suggestions are still the old ones, so that they are offered again until somebody takes
    them, or removes them.
    """

    lines: tuple[str, ...]
    base: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def merge(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    dismissed: frozenset[str] = frozenset(),
    *,
    inside: bool = True,
) -> Merged:
    """Merge people's lines (`ours`) with newly generated ones (`theirs`), both made from `base`.

    Spaces at line ends are no change. `dismissed` holds digests of suggestions that are not to be made again. With
    `inside` suggestions stand in the text, after the passage they are about.
    """
    lines: list[str] = []
    remembered: list[str] = []
    suggestions: list[Suggestion] = []
    places: list[int] = []
    for chunk in _chunks(base, ours, theirs):
        old, mine, new = chunk
        if _same(old, mine):
            # Where nothing was generated anew the people's spelling of the lines stays, spaces included.
            lines += mine if _same(old, new) else new
            remembered += new
        elif _same(old, new) or _same(mine, new):
            lines += mine
            remembered += new
        else:
            lines += mine
            remembered += old
            suggestion = Suggestion(tuple(old), tuple(new))
            # What people took out is not brought back, not even as a suggestion in their text.
            if mine and suggestion.digest not in dismissed:
                suggestions.append(suggestion)
                places.append(len(lines))
    if inside:
        lines = _put_in(lines, places, suggestions)
    return Merged(tuple(lines), tuple(remembered), tuple(suggestions))


def _put_in(lines: list[str], places: Sequence[int], suggestions: Sequence[Suggestion]) -> list[str]:
    """Puts suggestions after their passages, and never into a code block or a table."""
    fenced = in_fences(lines)

    def bound(at: int) -> bool:
        if at >= len(lines):
            return False
        in_block = fenced[at] and at > 0 and fenced[at - 1]
        return in_block or (lines[at].lstrip().startswith("|") and lines[at - 1].lstrip().startswith("|"))

    done = list(lines)
    for place, suggestion in reversed(list(zip(places, suggestions, strict=True))):
        at = place
        while at and bound(at):
            at += 1
        done[at:at] = ["", *suggestion.block, ""]
    return done


def without_suggestions(lines: Sequence[str], made: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """The lines without suggestions that were made earlier and still stand as they were put; which of them stood."""
    left, stood = list(lines), []
    for number, block in enumerate(made):
        wanted = ["", *block, ""]
        for at in range(len(left) - len(wanted) + 1):
            if [line.rstrip() for line in left[at : at + len(wanted)]] == wanted:
                del left[at : at + len(wanted)]
                stood.append(number)
                break
    return left, stood


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return [line.rstrip() for line in one] == [line.rstrip() for line in other]


def _chunks(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts cut at lines on which all agree: agreed chunks and those between them."""
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    at = mine = new = 0
    place = 0
    while place < len(base):
        if place in in_ours and place in in_theirs:
            if place > at or in_ours[place] > mine or in_theirs[place] > new:
                yield (
                    list(base[at:place]),
                    list(ours[mine : in_ours[place]]),
                    list(theirs[new : in_theirs[place]]),
                )
            start = place
            while (
                place in in_ours
                and place in in_theirs
                and in_ours[place] - in_ours[start] == place - start
                and in_theirs[place] - in_theirs[start] == place - start
            ):
                place += 1
            length = place - start
            mine, new = in_ours[start], in_theirs[start]
            yield list(base[start:place]), list(ours[mine : mine + length]), list(theirs[new : new + length])
            at, mine, new = place, mine + length, new + length
        else:
            place += 1
    if at < len(base) or mine < len(ours) or new < len(theirs):
        yield list(base[at:]), list(ours[mine:]), list(theirs[new:])


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    one, two = [line.rstrip() for line in base], [line.rstrip() for line in other]
    blocks = difflib.SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
