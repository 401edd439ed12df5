"""Reads commits and folders out of a git repository's object store. No process is started and no configuration is read.

Every size in a store may be a lie: an object, the work for all that is asked, and the length of a chain of differences
are bounded, and what was read has to have the name that it was asked for by.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archassist.reading_files import inside, open_regular, read_regular

MOST = 8_000_000
"""Bytes of one commit or folder, packed or not."""

WORK = 64_000_000
"""Bytes that may be read and made for all that is asked of one store."""

PER_STEP = 16
"""What a step of putting an object together from another counts, in bytes of work."""

MOST_PACKS = 10_000
LONGEST_CHAIN = 4_096
"""Differences upon differences until a whole object: as many as git itself makes at most."""

Kind = Literal["commit", "tree", "blob", "tag"]
_KINDS: dict[int, Kind] = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_BY_OFFSET, _BY_NAME = 6, 7

ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""The name of an object: SHA-1, or SHA-256."""


class GitFault(Exception):
    """Something of a git repository cannot be read. The message says what and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder of a commit holds under a name. A `module` is another repository, a `link` a symbolic one."""

    name: str
    kind: Literal["file", "folder", "link", "module"]
    id: str


class Objects:
    """An object store: loose objects and packs. Alternates, which lie outside of the repository, are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._left = folder, WORK

    def entries(self, commit: str, parts: tuple[str, ...] = ()) -> tuple[Entry, ...]:
        """What a folder of a commit holds; nothing when the commit has no such folder. Raises GitFault."""
        said = self._read(commit, "commit")
        found = re.match(rb"tree ([0-9a-f]{40,64})\n", said)
        if not found:
            raise GitFault(f"commit {commit} is damaged")
        tree = found[1].decode()
        for part in parts:
            here = (each for each in self._tree(tree) if each.name == part and each.kind == "folder")
            below = next(here, None)
            if below is None:
                return ()
            tree = below.id
        return tuple(self._tree(tree))

    def _tree(self, id: str) -> Iterator[Entry]:
        content, at, length = self._read(id, "tree"), 0, len(id) // 2
        while at < len(content):
            space = content.find(b" ", at, at + 8)
            end = content.find(b"\0", at)
            if not at < space < end or end + 1 + length > len(content):
                raise GitFault(f"tree {id} is damaged")
            mode, name = content[at:space], content[space + 1 : end]
            at = end + 1 + length
            kind = _MODES.get(mode.lstrip(b"0")[:2])
            if kind is not None:
                yield Entry(name.decode("utf-8", "surrogateescape"), kind, content[end + 1 : at].hex())

    def _read(self, id: str, kind: Kind) -> bytes:
        if not ID.fullmatch(id):
            raise GitFault("it names an object in a way that is not known")
        try:
            found = self._loose(id) or self._packed(id)
        except (OSError, zlib.error) as error:
            raise GitFault(f"object {id} cannot be read: {error}") from None
        if found is None:
            raise GitFault(f"{kind} {id} is not here{self._elsewhere()}")
        is_kind, content = found
        digest = hashlib.new("sha1" if len(id) == 40 else "sha256", usedforsecurity=False)
        digest.update(b"%s %d\0" % (is_kind.encode(), len(content)) + content)
        if is_kind != kind or digest.hexdigest() != id:
            raise GitFault(f"object {id} is damaged, or no {kind}")
        return content

    def _elsewhere(self) -> str:
        if (self._folder / "info" / "alternates").exists():
            return "; the repository borrows objects from another one, which is not opened"
        return "; a clone that left it out would have to fetch it, and nothing is fetched"

    def _spend(self, work: int) -> None:
        self._left -= work
        if self._left < 0:
            raise GitFault("to read it is more work than any real repository needs")

    # -- loose objects

    def _loose(self, id: str) -> tuple[str, bytes] | None:
        path = self._folder / id[:2] / id[2:]
        if not inside(self._folder, path.parent):
            raise GitFault(f"{path.parent} leads out of the repository")
        try:
            packed = read_regular(path, MOST)
        except (FileNotFoundError, NotADirectoryError):
            return None
        self._spend(len(packed))
        content = zlib.decompressobj().decompress(packed, MOST + 64)
        self._spend(len(content))
        head = re.match(rb"(commit|tree|blob|tag) (\d{1,9})\0", content)
        if not head or len(content) - head.end() != int(head[2]):
            raise GitFault(f"object {id} is damaged, or too large")
        return head[1].decode(), content[head.end() :]

    # -- packs

    def _packed(self, id: str) -> tuple[str, bytes] | None:
        for path in self._packs():
            with _opened(path) as index:
                offset = _find(index, bytes.fromhex(id))
            if offset is not None:
                return self._from_pack(path, offset, len(id) // 2)
        return None

    def _packs(self) -> Iterator[Path]:
        folder = self._folder / "pack"
        if not inside(self._folder, folder):
            raise GitFault(f"{folder} leads out of the repository")
        try:
            with os.scandir(folder) as there:
                for number, each in enumerate(there):
                    if number > MOST_PACKS:
                        raise GitFault(f"{folder} holds more than {MOST_PACKS} files")
                    if each.name.endswith(".idx"):
                        yield folder / each.name
        except (FileNotFoundError, NotADirectoryError):
            return

    def _from_pack(self, index_path: Path, offset: int, length: int) -> tuple[str, bytes]:
        differences: list[bytes] = []
        with _opened(index_path) as index, _opened(index_path.with_suffix(".pack")) as pack:
            if _at(pack, 0, 4) != b"PACK":
                raise GitFault(f"{index_path.with_suffix('.pack')} is no pack")
            while len(differences) <= LONGEST_CHAIN:
                kind, size, data = _head(pack, offset)
                if kind in _KINDS:
                    content = self._inflated(pack, data, size)
                    for each in reversed(differences):
                        content = self._changed(content, each)
                    return _KINDS[kind], content
                if kind == _BY_OFFSET:
                    back, data = _distance(pack, data)
                    base: int | None = offset - back
                elif kind == _BY_NAME:
                    base, data = _find(index, _at(pack, data, length)), data + length
                else:
                    raise GitFault("a pack is damaged")
                if base is None or base < 12 or base == offset:
                    raise GitFault("a pack is damaged, or is not whole")
                differences.append(self._inflated(pack, data, size))
                offset = base
        raise GitFault(f"a pack chains more than {LONGEST_CHAIN} differences")

    def _inflated(self, pack: int, at: int, size: int) -> bytes:
        if size > MOST:
            raise GitFault("an object is too large for a folder or a commit")
        self._spend(size)
        unpacker, found, length = zlib.decompressobj(), [], 0
        while not unpacker.eof:
            block = _some(pack, at, min(size + 64, 1 << 14))
            self._spend(len(block))
            at += len(block)
            while block and not unpacker.eof and length <= size:
                found.append(unpacker.decompress(block, size + 1 - length))
                length += len(found[-1])
                block = unpacker.unconsumed_tail
            if length > size or (not unpacker.eof and not _some(pack, at, 1)):
                break
        if length != size or not unpacker.eof:
            raise GitFault("a pack is damaged")
        return b"".join(found)

    def _changed(self, base: bytes, difference: bytes) -> bytes:
        """A whole object, from the one before and a difference: copies of its passages, and new bytes."""
        before, at = _varint(difference, 0)
        size, at = _varint(difference, at)
        if before != len(base) or size > MOST:
            raise GitFault("a pack is damaged")
        made, length = [], 0
        while at < len(difference):
            step = difference[at]
            at += 1
            if step & 0x80:
                numbers = [0] * 7
                for bit in range(7):
                    if step >> bit & 1:
                        if at >= len(difference):
                            raise GitFault("a pack is damaged")
                        numbers[bit] = difference[at]
                        at += 1
                start = int.from_bytes(bytes(numbers[:4]), "little")
                count = int.from_bytes(bytes(numbers[4:]), "little") or 0x10000
                piece = base[start : start + count]
            else:
                count, piece = step, difference[at : at + step]
                at += step
            length += count
            self._spend(count + PER_STEP)
            if not step or len(piece) != count or length > size:
                raise GitFault("a pack is damaged")
            made.append(piece)
        if length != size:
            raise GitFault("a pack is damaged")
        return b"".join(made)


_MODES: dict[bytes, Literal["file", "folder", "link", "module"]] = {
    b"10": "file", b"40": "folder", b"12": "link", b"16": "module",
}  # fmt: skip


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = open_regular(path)
    try:
        yield handle
    finally:
        os.close(handle)


def _some(handle: int, at: int, most: int) -> bytes:
    """Up to so many bytes from a place on; none at the end, or where no file can have a place."""
    if at >= 1 << 62:
        raise GitFault("a pack is damaged")
    os.lseek(handle, at, os.SEEK_SET)
    return os.read(handle, most)


def _at(handle: int, at: int, count: int) -> bytes:
    found = _some(handle, at, count)
    if len(found) != count:
        raise GitFault("a pack is cut off")
    return found


def _find(index: int, name: bytes) -> int | None:
    """Where in its pack an object begins, told from the index of the pack; None when it is not in there."""
    if _at(index, 0, 8) != b"\xfftOc\0\0\0\x02":
        raise GitFault("a pack has an index of another version")
    number: list[int] = [
        int.from_bytes(_at(index, 8 + 4 * slot, 4), "big") for slot in (max(name[0] - 1, 0), name[0], 255)
    ]
    low, high, count = number[0] if name[0] else 0, number[1], number[2]
    if not low <= high <= count:
        raise GitFault("the index of a pack is damaged")
    names = 8 + 1024
    while low < high:
        middle = (low + high) // 2
        there = _at(index, names + middle * len(name), len(name))
        if there == name:
            return _offset(index, names + count * (len(name) + 4), count, middle)
        low, high = (middle + 1, high) if there < name else (low, middle)
    return None


def _offset(index: int, table: int, count: int, place: int) -> int:
    offset = int.from_bytes(_at(index, table + 4 * place, 4), "big")
    if offset >> 31:  # beyond two gigabytes: the place stands in a second table
        offset = int.from_bytes(_at(index, table + 4 * count + 8 * (offset & 0x7FFFFFFF), 8), "big")
    return offset


def _head(pack: int, at: int) -> tuple[int, int, int]:
    """The kind and the size of what begins here, and where its data begin."""
    said = _some(pack, at, 12)
    if not said:
        raise GitFault("a pack is cut off")
    size, used = _varint(bytes([said[0] & 0x8F]) + said[1:], 0, first=4)
    return said[0] >> 4 & 7, size, at + used


def _varint(said: bytes, at: int, first: int = 7) -> tuple[int, int]:
    """A number of seven bits a byte (`first` in the first one), the lowest first, and the place after it."""
    value = shift = 0
    for place in range(at, min(at + 10, len(said))):
        value |= (said[place] & 0x7F) << shift
        shift += first if not shift and place == at else 7
        if not said[place] & 0x80:
            return value, place + 1
    raise GitFault("a pack is damaged")


def _distance(pack: int, at: int) -> tuple[int, int]:
    """How far before an object the one lies that it differs from, and where its data begin."""
    value = 0
    for place, each in enumerate(_some(pack, at, 10)):
        value = (value + (place > 0)) << 7 | each & 0x7F
        if not each & 0x80:
            return value, at + place + 1
    raise GitFault("a pack is damaged")
