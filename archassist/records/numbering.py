"""Records that took the same number: here, or here and on a branch that others start from.

Numbers are counted by folder and by what stands before them. One record in two languages or forms has one number, and
one that was only renamed is no second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from archassist.records.branches import Bases
from archassist.records.file_names import Name, name_of
from archassist.records.folder import RecordFolder
from archassist.records.record import Record
from archassist.records.text import readable

_Key = tuple[str, str, int]
_Numbered = tuple[Record, Name, str]


@dataclass(frozen=True, slots=True)
class Collision:
    """A record whose number another has, too: `other` is that one's path below the folder, `branch` is empty when it is
    here."""

    record: Record
    other: str
    branch: str = ""


def collisions(folder: RecordFolder) -> tuple[tuple[Collision, ...], str]:
    """Every record of a folder whose number is another's, too; and what could not be read of the base branches."""
    seen: dict[_Key, list[_Numbered]] = {}
    found: list[Collision] = []
    for record in folder.records:
        below = PurePosixPath(record.path.relative_to(folder.path).as_posix())
        if (keyed := _key(below)) is None:
            continue
        key, name = keyed
        others = seen.setdefault(key, [])
        if others and not any(_same(name, each) for _, each, _ in others):
            found.append(Collision(record, folder.shown(others[0][0])))
        others.append((record, name, str(below)))
    bases = Bases(folder.path, folder.below)
    held = bases.held()
    here = {each.path.relative_to(folder.path).as_posix() for each in folder.records}
    told: set[_Key] = set()
    for branch, names in held.branches:
        found += _on(branch, names, here, seen, told, bases)
    return tuple(found), held.remark


def _on(
    branch: str,
    names: tuple[tuple[int, str], ...],
    here: set[str],
    seen: dict[_Key, list[_Numbered]],
    told: set[_Key],
    bases: Bases,
) -> Iterator[Collision]:
    held = {other for _, other in names}
    for _, other in names:
        keyed = _key(PurePosixPath(other)) if other not in here else None
        if keyed is None or keyed[0] in told:
            continue
        key, name = keyed
        # Whoever has the same name there is the same record.
        new = [each for each in seen.get(key, ()) if each[2] not in held and not _same(each[1], name)]
        if not new:
            continue
        # Where histories parted one of the two was there already: it was renamed since, here or on the branch.
        before = bases.before(branch)
        if before is not None and (other in before or any(each[2] in before for each in new)):
            continue
        told.add(key)
        yield Collision(new[0][0], readable(other), branch)


def _key(below: PurePosixPath) -> tuple[_Key, Name] | None:
    name = name_of(below)
    if name is None or name.number is None:
        return None
    own = name_of(PurePosixPath(below.name)) != name
    return (str(below.parent.parent if own else below.parent), name.series, name.number), name


def _same(one: Name, other: Name) -> bool:
    """Whether two names are of one record: in two languages, or in two forms."""
    return one.twin == other.twin and (one.words, one.suffix.lower()) != (other.words, other.suffix.lower())
