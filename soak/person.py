"""What a person does to an exported document, and what must still be there afterwards. Knows nothing of how it is merged."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

MARK = "By hand {}"
LONG = 25
"""Characters of a generated line that is told from others by its text alone."""

KINDS = (
    "rewrite",
    "rewrite",
    "add",
    "add",
    "section",
    "delete",
    "reorder",
    "status",
    "crlf",
    "no newline",
    "key",
    "rename",
)


@dataclass
class Edited:
    """A document after a person's edits: where it is, its bytes, lines that are theirs, and lines they took out."""

    path: Path
    kinds: list[str] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)
    gone: set[tuple[str, str]] = field(default_factory=set)
    """With the heading above each: the same sentence may be said elsewhere."""

    left: Path | None = None
    """The name it had, when they renamed it."""

    saved: bytes = b""

    @property
    def accepted(self) -> bool:
        """Whether they have decided it: then nothing of it may change any more."""
        return "status" in self.kinds


class Person:
    """Edits documents as people do: lines of their own carry a mark that nothing else has."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._marks = 0

    def edit(self, path: Path, times: int) -> Edited:
        """Makes so many edits of one document, saves it, and says what must be found later."""
        text = path.read_bytes().decode()
        lines = text.split("\n")[:-1]
        done = Edited(path)
        newline, end = "\n", "\n"
        for kind in self._chance.choices(KINDS, k=times):
            if kind == "crlf":
                newline = "\r\n"
            elif kind == "no newline":
                end = ""
            elif kind == "rename":
                if done.left is not None or path.parent.name != "decisions":
                    continue
                done.left, done.path = path, path.with_name(f"{path.name[:5]}by-hand-{self._mark(0)[8:]}.md")
            elif not getattr(self, f"_{kind}")(lines, done):
                continue
            done.kinds.append(kind)
        done.saved = (newline.join(lines) + (newline if end else "")).encode()
        # What they moved twice, or wrote and then moved, is theirs once.
        stands = Counter(lines)
        done.kept = Counter(
            {line: min(number, stands[line]) for line, number in done.kept.items() if stands[line]}
        )
        done.gone = {each for each in done.gone if each[1] not in stands}
        if done.left is not None:
            path.rename(done.path)
        done.path.write_bytes(done.saved)
        return done

    def _mark(self, width: int = 3) -> str:
        self._marks += 1
        return MARK.format(f"{self._chance.randrange(10**9):0{width}d}-{self._marks}")

    def _rewrite(self, lines: list[str], done: Edited) -> bool:
        """Writes a sentence in other words."""
        at = self._some(lines, r"[A-Za-z*>-].{20,}")
        if at < 0:
            return False
        self._take_out(at, at + 1, lines, done)
        words = lines[at].split(" ")
        words[self._chance.randrange(1, len(words))] = self._mark()
        self._own([" ".join(words)], done)
        lines[at] = " ".join(words)
        return True

    def _add(self, lines: list[str], done: Edited) -> bool:
        """Writes a paragraph between two others."""
        at = self._gap(lines)
        own = [f"{self._mark()}: we talked about this, and it is so."]
        lines[at:at] = ["", *own]
        self._own(own, done)
        return True

    def _section(self, lines: list[str], done: Edited) -> bool:
        """Writes a section of their own, in the middle or at the end."""
        at = self._chance.choice([self._gap(lines), len(lines)])
        own = [f"## {self._mark()}", f"* {self._mark()}", f"* {self._mark()}, and more"]
        lines[at:at] = ["", own[0], "", *own[1:]]
        self._own(own, done)
        return True

    def _delete(self, lines: list[str], done: Edited) -> bool:
        """Takes a paragraph out."""
        block = self._paragraph(lines)
        if block is None:
            return False
        start, end = block
        self._take_out(start, end, lines, done)
        del lines[start : end + 1]
        return True

    def _reorder(self, lines: list[str], done: Edited) -> bool:
        """Puts a paragraph somewhere else."""
        block = self._paragraph(lines)
        if block is None:
            return False
        start, end = block
        moved = lines[start:end]
        del lines[start : end + 1]
        at = self._gap(lines)
        lines[at:at] = ["", *moved]
        # Generated text that they moved may follow the answers where it stands now; theirs stays theirs.
        self._own([line for line in moved if "By hand" in line and line not in done.kept], done)
        return True

    def _status(self, lines: list[str], done: Edited) -> bool:
        """Decides it, in either form of records."""
        for at, line in enumerate(lines):
            if re.fullmatch(r"(status: |- Status: |\* Status: )?[Pp]roposed", line):
                said = self._chance.choice(["accepted", "rejected"])
                lines[at] = line[:-8] + (said.title() if line[-8] == "P" else said)
                return True
        return False

    def _key(self, lines: list[str], done: Edited) -> bool:
        """Adds a key of their own to the front matter."""
        if not lines or lines[0] != "---":
            return False
        own = f"reviewed-{self._mark()[8:].replace('-', '')}: yes"
        lines.insert(lines.index("---", 1), own)
        self._own([own], done)
        return True

    # -- places

    def _body(self, lines: list[str]) -> int:
        return lines.index("---", 1) + 1 if lines and lines[0] == "---" else 1

    def _some(self, lines: list[str], pattern: str) -> int:
        places = [at for at in range(self._body(lines) + 2, len(lines)) if re.match(pattern, lines[at])]
        return self._chance.choice(places) if places else -1

    def _gap(self, lines: list[str]) -> int:
        """A blank line outside of the head."""
        gaps = [at for at in range(self._body(lines) + 2, len(lines)) if not lines[at]]
        return self._chance.choice(gaps) if gaps else len(lines)

    def _paragraph(self, lines: list[str]) -> tuple[int, int] | None:
        gaps = [at for at in range(self._body(lines) + 1, len(lines)) if not lines[at]] + [len(lines)]
        blocks = [
            (one + 1, other)
            for one, other in itertools.pairwise(gaps)
            if other > one + 1 and not lines[one + 1].startswith(("#", "```", "|"))
        ]
        return self._chance.choice(blocks) if blocks else None

    def _own(self, own: list[str], done: Edited) -> None:
        for line in own:
            done.kept[line] += 1

    def _take_out(self, start: int, end: int, lines: list[str], done: Edited) -> None:
        """What they took out may not come back; only what stood there once can be told from what stands elsewhere."""
        heading = next((line for line in reversed(lines[:start]) if line.startswith("#")), "")
        done.gone |= {
            (heading, line)
            for line in lines[start:end]
            if len(line) >= LONG and lines.count(line) == 1 and "By hand" not in line
        }


def lost(done: Edited, found: bytes | None) -> list[str]:
    """What of a person's edits is not there any more in a document's bytes: the independent checker."""
    if found is None:
        return ["the document is gone"]
    if done.accepted:
        return [] if found == done.saved else ["it was decided, and is not what they saved"]
    wrong = []
    text = found.decode("utf-8", "surrogateescape")
    if b"\r\n" in done.saved and text.replace("\r\n", "").count("\n"):
        wrong.append("their line ends are not kept")
    if b"\r\n" not in done.saved and "\r" in text:
        wrong.append("it has other line ends")
    if not done.saved.endswith(b"\n") and text.endswith("\n"):
        wrong.append("it ends with a line end now")
    lines_in_order = text.replace("\r\n", "\n").split("\n")
    lines = Counter(lines_in_order)
    wrong += [f"lost: {line!r}" for line, number in done.kept.items() if lines[line] < number]
    wrong += [
        f"came back: {line!r}" for heading, line in done.gone if line in _below(heading, lines_in_order)
    ]
    if done.left is not None and done.left.exists():
        wrong.append("the file they renamed is there again under its old name")
    return wrong


def _below(heading: str, lines: list[str]) -> set[str]:
    """The lines under a heading, wherever it stands."""
    found, inside = set(), not heading
    for line in lines:
        if line.startswith("#"):
            inside = line == heading
        elif inside:
            found.add(line)
    return found
