"""A program that was kept is the program, and a folder gone wrong costs only time."""

from __future__ import annotations

import hashlib
import marshal
from pathlib import Path

import numpy as np
import pytest

from archassist.expressions import Expression, Kept, Kind, Program, Type, compile_program, parse
from archassist.expressions import program as compiling
from archassist.sealed import SealedFolder

TYPES = {"users": Type(Kind.NUMBER), "known": Type(Kind.FLAG)}


def definitions(border: str = "5") -> dict[str, Expression]:
    return {"much": parse(f"load > {border} and known"), "load": parse("users * 2")}


def store(folder: Path) -> Kept:
    return Kept(SealedFolder(folder / "cache", folder / "keys"))


def made(folder: Path, border: str = "5") -> Program:
    return compile_program(definitions(border), TYPES, ["users", "known"], store(folder))


def test_the_second_time_nothing_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path)
    values = {"users": np.array([1.0, 3.0]), "known": True}
    said = [first.row({"users": 3.0, "known": True}), first.columns(values), first.again(values)]

    def never(*anything: object) -> None:
        raise AssertionError("compiled again")

    for name in ("order", "infer", "Emitter", "compile"):
        monkeypatch.setattr(compiling, name, never, raising=False)
    second = made(tmp_path)
    again = [second.row({"users": 3.0, "known": True}), second.columns(values), second.again(values)]
    assert second.outputs == first.outputs == ("load", "much")
    assert repr(again) == repr(said)


def test_what_was_not_kept_is_compiled_and_kept_as_well(tmp_path: Path) -> None:
    made(tmp_path).row({"users": 3.0, "known": True})
    assert made(tmp_path).columns({"users": np.array([3.0]), "known": True})["much"].tolist() == [True]
    assert set(store(tmp_path).read(only(tmp_path)).code) == {"row", "columns"}  # type: ignore[union-attr]


def test_another_definition_is_another_program(tmp_path: Path) -> None:
    assert made(tmp_path).row({"users": 3.0, "known": True})["much"] is True
    assert made(tmp_path, border="7").row({"users": 3.0, "known": True})["much"] is False


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x00" * 200])
def test_a_damaged_file_does_not_matter(tmp_path: Path, damage: bytes) -> None:
    made(tmp_path).row({"users": 3.0, "known": True})
    (tmp_path / "cache" / f"program-{only(tmp_path)}.sealed").write_bytes(damage)
    assert made(tmp_path).row({"users": 3.0, "known": True})["load"] == 6.0
    assert store(tmp_path).read(only(tmp_path)) is not None, "it is mended on the way"


def test_code_that_somebody_else_put_there_is_not_run(tmp_path: Path) -> None:
    made(tmp_path).row({"users": 3.0, "known": True})
    code = {"row": compile("def run(inputs, flags): return (7.0, True)", "<rules>", "exec")}
    payload = marshal.dumps((("load", "much"), (), code))
    for seal in (b"", hashlib.sha256(payload).digest()):
        (tmp_path / "cache" / f"program-{only(tmp_path)}.sealed").write_bytes(seal + payload)
        assert made(tmp_path).row({"users": 3.0, "known": True})["load"] == 6.0


def test_a_folder_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder belongs")
    assert made(tmp_path).row({"users": 3.0, "known": True})["load"] == 6.0


def test_only_some_programs_are_kept(tmp_path: Path) -> None:
    for border in range(20):
        made(tmp_path, str(border)).row({"users": 3.0, "known": True})
    assert len(list((tmp_path / "cache").iterdir())) == 12


def only(folder: Path) -> str:
    (path,) = folder.glob("cache/program-*.sealed")
    return path.stem.removeprefix("program-")
