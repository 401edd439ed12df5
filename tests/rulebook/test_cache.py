"""A pack from the cache is the pack, and a cache gone wrong does not matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.rulebook import RulebookError, loading
from archassist.rulebook.cache import load_cached

from .packs import Bench


def test_the_second_time_nothing_is_checked(
    tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_cached(bench.folder, tmp_path / "cache")

    def never(*folders: Path) -> None:
        raise AssertionError("the pack was read again")

    monkeypatch.setattr(loading, "load", never)
    again = load_cached(bench.folder, tmp_path / "cache")
    assert again == first
    assert list(again.questions) == list(first.questions)
    assert again.facts["load"].expression.names == first.facts["load"].expression.names


def test_a_changed_pack_is_read_again(tmp_path: Path, bench: Bench) -> None:
    load_cached(bench.folder, tmp_path / "cache")
    bench.change('title = "A small pack"', 'title = "Another"')
    assert load_cached(bench.folder, tmp_path / "cache").title == "Another"
    bench.change('title = "Another"', "title = 7")
    with pytest.raises(RulebookError):
        load_cached(bench.folder, tmp_path / "cache")


def test_a_damaged_cache_does_not_matter(tmp_path: Path, bench: Bench) -> None:
    load_cached(bench.folder, tmp_path / "cache")
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(b"nonsense")
    assert load_cached(bench.folder, tmp_path / "cache").id == "small"


def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path, bench: Bench) -> None:
    (tmp_path / "cache").write_text("a file where the folder belongs")
    assert load_cached(bench.folder, tmp_path / "cache").id == "small"
