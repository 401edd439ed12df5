"""Three-way merge of lines in which people win: what they wrote is never lost, and never marked with conflict signs.

Where only the tool changed a passage, its new text is taken; where only people did, theirs stays. Where both did, theirs
stays and the tool's new text becomes a suggestion: a quoted block after the passage, or a list entry beside the file.
"""

from __future__ import annotations

import bisect
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archassist.records.text import in_fences

SUGGESTION = "> **Suggested by archassist, because the answers changed:**"
"""The first line of a suggestion in a file. It is an ordinary quotation in every Markdown reader."""

MOST_WORK = 10_000_000
"""Steps of comparing two texts line by line; beyond them only lines that stand once in each tell what belongs together."""

MOST_MADE = 1_000
"""Suggestions in one file that are looked for."""


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
class MergedLines:
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
) -> MergedLines:
    """Merge people's lines (`ours`) with newly generated ones (`theirs`), both made from `base`.

    Spaces at line ends are no change. `dismissed` holds digests of suggestions that are not to be made again. With
    `inside` suggestions stand in the text, after the passage they are about.
    """
    away = _taken_out(base, ours, theirs)
    lines: list[str] = []
    remembered: list[str] = []
    suggestions: list[Suggestion] = []
    places: list[int] = []
    for chunk in _chunks(base, ours, theirs):
        old, mine, new = chunk
        if _same(old, mine):
            # Where nothing was generated anew the people's spelling of the lines stays, spaces included.
            lines += mine if _same(old, new) else [line for line in new if line.rstrip() not in away]
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
    return MergedLines(tuple(lines), tuple(remembered), tuple(suggestions))


def _taken_out(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> set[str]:
    """Lines that people took out, and that are now generated at another place: they are not brought back there.

    Only what stands once in either text can be told from what merely says the same.
    """
    was, now = (Counter(line.rstrip() for line in each) for each in (base, theirs))
    kept = {line.rstrip() for line in ours}
    return {line for line, number in was.items() if line and number == now[line] == 1 and line not in kept}


def _put_in(lines: list[str], places: Sequence[int], suggestions: Sequence[Suggestion]) -> list[str]:
    """Puts suggestions after their passages, and never into a code block or a table."""
    fenced = in_fences(lines)

    def bound(at: int) -> bool:
        if at >= len(lines):
            return False
        in_block = fenced[at] and at > 0 and fenced[at - 1]
        return in_block or (lines[at].lstrip().startswith("|") and lines[at - 1].lstrip().startswith("|"))

    done: list[str] = []
    at = start = 0
    for place, suggestion in zip(places, suggestions, strict=True):
        at = max(at, place)
        while at and bound(at):
            at += 1
        done += [*lines[start:at], "", *suggestion.block, ""]
        start = at
    return done + lines[start:]


def without_suggestions(lines: Sequence[str], made: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """The lines without suggestions that were made earlier and still stand as they were put; which of them stood."""
    left, stood = list(lines), []
    text = _joined(left)
    for number, block in enumerate(made[:MOST_MADE]):
        wanted = ["", *block, ""]
        place = text.find("\n" + _joined(wanted)[1:])
        if place >= 0:
            at = text.count("\n", 0, place)
            del left[at : at + len(wanted)]
            text = _joined(left)
            stood.append(number)
    return left, stood


def _joined(lines: Sequence[str]) -> str:
    """The lines with an end before the first and after each, and without spaces at theirs."""
    return "\n" + "".join(f"{line.rstrip()}\n" for line in lines)


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
    if _work(one, two) <= MOST_WORK:
        return _blocks(one, two, 0, 0)
    least = min(len(one), len(two))
    start = next((at for at in range(least) if one[at] != two[at]), least)
    most = least - start
    end = next((at for at in range(most) if one[-1 - at] != two[-1 - at]), most)
    found = {at: at for at in range(start)}
    found |= {len(one) - at: len(two) - at for at in range(1, end + 1)}
    between = one[start : len(one) - end], two[start : len(two) - end]
    if _work(*between) <= MOST_WORK:
        return found | _blocks(*between, start, start)
    return found | {start + at: start + place for at, place in _anchors(*between)}


def _blocks(one: list[str], two: list[str], first: int, second: int) -> dict[int, int]:
    blocks = difflib.SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return {first + block.a + step: second + block.b + step for block in blocks for step in range(block.size)}


def _work(one: list[str], two: list[str]) -> int:
    """How many steps difflib may need at most: it looks at every pair of equal lines again for every block."""
    count, other = Counter(one), Counter(two)
    pairs = sum(number * other[line] for line, number in count.items())
    return (pairs + len(one)) * min(len(one), len(two))


def _anchors(one: list[str], two: list[str]) -> Iterator[tuple[int, int]]:
    """Lines that stand once in either text, in the same order in both: the longest such row of them."""
    count, other = Counter(one), Counter(two)
    places = {line: at for at, line in enumerate(two)}
    lasts: list[int] = []
    rows: list[tuple[int, int, int]] = []  # place here, place there, the number of the one before it
    ends: list[int] = []
    for at, line in enumerate(one):
        if count[line] == 1 == other[line]:
            row = bisect.bisect_left(lasts, places[line])
            rows.append((at, places[line], ends[row - 1] if row else -1))
            lasts[row : row + 1], ends[row : row + 1] = [places[line]], [len(rows) - 1]
    number = ends[-1] if ends else -1
    while number >= 0:
        at, place, number = rows[number]
        yield at, place
