"""Adds a skeleton to a pack of one's own: never what would not load, and never to an installation."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from archassist.authoring.scaffold import ScaffoldError, Skeleton
from archassist.rulebook import Problem, Rulebook, RulebookError, load
from archassist.rulebook.files import read_folder
from archassist.rulebook.raw.json_schema import file_text
from archassist.rulebook.raw.rule_file import RuleFile

SCHEMA = "pack.schema.json"
"""The file at the top of a pack that describes its rule files to editors; `rules new` puts it there with a new file."""

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = {"site-packages", "dist-packages"}


def own_pack(named: str | None) -> Path:
    """The folder to add to: the one that was named, else `rules` here. Raises ScaffoldError when it is nobody's own."""
    pack = Path(named) if named else Path("rules")
    if not named and not (pack / "pack.toml").is_file():
        raise ScaffoldError(
            "Name the folder of your pack: archassist rules new KIND ID PACK. Without one it is the folder rules, and there "
            "is no rules/pack.toml here. The rules that come with archassist are not changed."
        )
    try:
        real = pack.resolve()
    except (OSError, RuntimeError, ValueError):
        raise ScaffoldError(f"{pack} cannot be followed to a folder. Name the folder of your pack.") from None
    if real.is_relative_to(_PACKAGE) or _INSTALLED.intersection(real.parts):
        raise ScaffoldError(
            f"{pack} belongs to an installation, which the next update replaces. Name a folder of your own."
        )
    return pack


def add(pack: Path, made: Skeleton, *, dry_run: bool = False) -> None:
    """Appends the skeleton to its file in the pack; in a dry run all but that. A new file names the schema of rule files.

    Raises ScaffoldError; then nothing was written.
    """
    target = _target(pack, made)
    try:
        before = target.read_bytes() if target.exists() else None
    except OSError as error:
        raise ScaffoldError(f"{made.file}: {error.strerror or error}. Nothing was written.") from None
    after = _appended(before or b"", made.text)
    schema = pack.resolve() / SCHEMA
    if before is None and not schema.is_symlink():
        after = _schema_line(target.relative_to(pack.resolve())) + after
    if made.id not in ids(_tried(pack, target.relative_to(pack.resolve()), after), made.kind):
        raise ScaffoldError(f"{made.file}: {made.id} would not be read there. Nothing was written.")
    if dry_run:
        return
    try:
        _put(target, before, after)
    except OSError as error:
        raise ScaffoldError(f"{made.file}: {error.strerror or error}. Nothing was written.") from None
    if before is None and not os.path.lexists(schema):
        # What helps an editor is worth no failure: the object itself stands in its file by now.
        with contextlib.suppress(OSError, ScaffoldError):
            _put(schema, None, file_text(RuleFile).encode())


def _schema_line(file: Path) -> bytes:
    """The first line of a new file, by which editors that know TOML find the schema at the top of the pack."""
    return f"#:schema {'../' * (len(file.parts) - 1) or './'}{SCHEMA}\n\n".encode()


def ids(rulebook: Rulebook, kind: str) -> set[str]:
    """The ids of all objects of a kind that a skeleton can be of."""
    if kind == "rule":
        return {rule.id for each in rulebook.decisions.values() for rule in each.rules}
    objects = {
        "question": rulebook.questions,
        "decision": rulebook.decisions,
        "practice": rulebook.practices,
        "contradiction": rulebook.contradictions,
        "capability": rulebook.capabilities,
        "requirement": rulebook.requirements,
    }
    return set(objects[kind])


def _target(pack: Path, made: Skeleton) -> Path:
    """The file itself: in the pack by its real path, and not through a link to somewhere else."""
    inside = pack.resolve()
    target = inside / made.file.relative_to(pack)
    if target.resolve() != target or not target.is_relative_to(inside):
        raise ScaffoldError(f"{made.file} is a link, or lies behind one. Put the file itself into the pack.")
    if target.exists() and not target.is_file():
        raise ScaffoldError(f"{made.file} is not a regular file. Choose another one with --file.")
    return target


def _appended(before: bytes, text: str) -> bytes:
    if not before.strip():
        return text.encode()
    ends = "\r\n" if b"\r\n" in before else "\n"
    return before.rstrip(b"\r\n") + f"{ends}{ends}".encode() + text.replace("\n", ends).encode()


def _tried(pack: Path, name: Path, content: bytes) -> Rulebook:
    """The pack as it would be, from a copy. Raises ScaffoldError with what would be wrong."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, pack.resolve().name or "rules")
        for document in read_folder(pack, 0, []):
            _write(copy / document.name.partition("/")[2], document.content)
        _write(copy / name, content)
        try:
            return load(copy)
        except RulebookError as error:
            raise ScaffoldError(_would_not_load(error.problems)) from None


def _would_not_load(problems: Iterable[Problem]) -> str:
    first, *others = problems
    more = f" And {len(others)} more." if others else ""
    return f"The pack would not load with it, so nothing was written. {first}{more}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _put(target: Path, before: bytes | None, after: bytes) -> None:
    """Puts the new content in place of the old, whole or not at all."""
    made = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(handle)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(target.stat().st_mode & 0o7777 if before is not None else 0o666 & ~umask)
        now = target.read_bytes() if target.exists() else None
        if now != before:
            raise ScaffoldError(
                f"{target}: somebody else changed it in the meantime. Nothing was written. Try again."
            )
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
