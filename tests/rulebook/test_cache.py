"""A pack from the cache is the pack, and a cache gone wrong does not matter."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from archassist.rulebook import RulebookError, loader
from archassist.rulebook.cache import checking_code, load_cached
from archassist.sealed import SealedFolder

from .packs import Bench


def store(folder: Path) -> SealedFolder:
    return SealedFolder(folder / "cache", folder / "keys")


def test_the_second_time_nothing_is_checked(
    tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_cached(bench.folder, store(tmp_path))

    def never(*folders: Path) -> None:
        raise AssertionError("the pack was read again")

    monkeypatch.setattr(loader, "load", never)
    again = load_cached(bench.folder, store(tmp_path))
    assert again == first
    assert list(again.questions) == list(first.questions)
    assert again.facts["load"].expression.names == first.facts["load"].expression.names


def test_a_changed_pack_is_read_again(tmp_path: Path, bench: Bench) -> None:
    load_cached(bench.folder, store(tmp_path))
    bench.change('title = "A small pack"', 'title = "Another"')
    assert load_cached(bench.folder, store(tmp_path)).title == "Another"
    bench.change('title = "Another"', "title = 7")
    with pytest.raises(RulebookError):
        load_cached(bench.folder, store(tmp_path))


def test_a_damaged_cache_does_not_matter(tmp_path: Path, bench: Bench) -> None:
    load_cached(bench.folder, store(tmp_path))
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(b"nonsense")
    assert load_cached(bench.folder, store(tmp_path)).id == "small"


class Planted:
    """A pickle that does something when it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path("touched"),)


def test_a_pickle_that_somebody_else_put_there_is_not_read(
    tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    load_cached(bench.folder, store(tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    planted = pickle.dumps(Planted())
    for name in (kept.name, f"{kept.stem}.pickle"):  # the second as version 0.1.0 read it
        for seal in (b"", hashlib.sha256(planted).digest()):
            (tmp_path / "cache" / name).write_bytes(seal + planted)
            assert load_cached(bench.folder, store(tmp_path)).id == "small"
    assert not (tmp_path / "touched").exists()


def test_without_a_cache_the_pack_is_read(bench: Bench) -> None:
    assert load_cached(bench.folder, None).id == "small"


def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path, bench: Bench) -> None:
    (tmp_path / "cache").write_text("a file where the folder belongs")
    assert load_cached(bench.folder, store(tmp_path)).id == "small"


def test_a_change_of_any_code_that_reads_packs_reads_them_again() -> None:
    code = "import sys, archassist.rulebook.loader; print(*(m.__file__ for n, m in sys.modules.items() if n.startswith({})))"
    rooms = ("archassist.rulebook", "archassist.expressions")
    done = subprocess.run(
        [sys.executable, "-c", code.format(rooms)], capture_output=True, text=True, check=True
    )
    read = {Path(file) for file in done.stdout.split()}
    assert any(file.parent.name == "raw" for file in read)
    assert read <= set(checking_code())
