"""What is kept is read only when this user wrote it here: whatever is changed, planted or shared is no file."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from archassist.sealed import KEY, SealedFolder
from archassist.session import backups

NAME, CONTENT = "program-1", bytes(range(256)) * 8

posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners and modes as POSIX has them")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "state" / "keys"


def opened(cache: Path, keys: Path, remarks: list[str] | None = None) -> SealedFolder:
    """As another process would see it."""
    return SealedFolder(cache, keys, (remarks if remarks is not None else []).append)


def read(cache: Path, keys: Path, name: str = NAME) -> bytes | None:
    """The content as another process would read it."""
    found = opened(cache, keys).read(name)
    return None if found is None else bytes(found)


def kept(cache: Path, keys: Path) -> Path:
    """The file of a content that was kept."""
    opened(cache, keys).write(NAME, CONTENT, 3)
    assert read(cache, keys) == CONTENT
    return cache / f"{NAME}.sealed"


def give_away(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file to another user")
    os.chown(path, 65534, -1, follow_symlinks=False)


# -- what was changed


def test_a_flipped_bit_anywhere_is_noticed(cache: Path, keys: Path) -> None:
    file = kept(cache, keys)
    sound = file.read_bytes()
    for bit in range(0, len(sound) * 8, 97):
        wrong = bytearray(sound)
        wrong[bit // 8] ^= 1 << bit % 8
        file.write_bytes(wrong)
        assert opened(cache, keys).read(NAME) is None, bit
    file.write_bytes(sound)
    assert read(cache, keys) == CONTENT


@pytest.mark.parametrize("damage", [b"", b"short", CONTENT])
def test_what_has_no_seal_is_no_file(cache: Path, keys: Path, damage: bytes) -> None:
    kept(cache, keys).write_bytes(damage)
    assert opened(cache, keys).read(NAME) is None


def test_a_sound_file_under_another_name_is_no_file(cache: Path, keys: Path) -> None:
    shutil.copy2(kept(cache, keys), cache / "program-2.sealed")
    assert opened(cache, keys).read("program-2") is None


def test_another_key_opens_nothing(cache: Path, keys: Path) -> None:
    kept(cache, keys)
    (keys / KEY).unlink()
    assert opened(cache, keys).read(NAME) is None, "no key"
    assert not (keys / KEY).exists(), "reading makes none"
    opened(cache, keys).write("program-2", CONTENT, 3)
    assert opened(cache, keys).read(NAME) is None, "another key"
    assert read(cache, keys, "program-2") == CONTENT


def test_a_key_that_was_copied_opens_nothing(cache: Path, keys: Path) -> None:
    """An archive that a stranger packed can hold a key and files that fit it."""
    kept(cache, keys)
    shutil.copy2(keys / KEY, keys / "copy")
    (keys / "copy").replace(keys / KEY)
    assert opened(cache, keys).read(NAME) is None


# -- what was planted


def a_link(path: Path) -> None:
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


def a_hard_link(path: Path) -> None:
    os.link(path, path.with_suffix(".too"))


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def open_to_others(path: Path) -> None:
    path.chmod(0o666)


def read_by_others(path: Path) -> None:
    path.chmod(0o644)


PLANTED = [a_link, a_hard_link, a_pipe, a_folder, open_to_others, read_by_others, give_away]


@posix
@pytest.mark.parametrize("planted", PLANTED)
def test_a_key_that_others_could_know_is_not_used(
    cache: Path, keys: Path, planted: Callable[[Path], None]
) -> None:
    file = kept(cache, keys)
    before = file.read_bytes()
    planted(keys / KEY)
    remarks: list[str] = []
    again = opened(cache, keys, remarks)
    assert again.read(NAME) is None
    again.write(NAME, b"other", 3)
    again.write(NAME, b"other", 3)
    assert file.read_bytes() == before, "nothing is sealed with it, either"
    assert len(remarks) <= 1, "it is said once"


@posix
@pytest.mark.parametrize("planted", PLANTED)
def test_a_file_that_others_could_have_written_is_not_read(
    cache: Path, keys: Path, planted: Callable[[Path], None]
) -> None:
    planted(kept(cache, keys))
    assert opened(cache, keys).read(NAME) is None


@posix
def test_a_new_file_takes_the_place_of_a_link_and_leaves_what_it_leads_to(
    tmp_path: Path, cache: Path, keys: Path
) -> None:
    file = kept(cache, keys)
    file.unlink()
    (tmp_path / "mine").write_text("mine")
    file.symlink_to(tmp_path / "mine")
    assert kept(cache, keys).is_symlink() is False
    assert (tmp_path / "mine").read_text() == "mine"


def a_link_to_another_folder(path: Path) -> None:
    other = path.parent / "elsewhere"
    path.rename(other)
    path.symlink_to(other, target_is_directory=True)


@posix
@pytest.mark.parametrize("shared", [a_link_to_another_folder, open_to_others, give_away])
@pytest.mark.parametrize("which", ["cache", "keys"])
def test_a_folder_of_others_is_neither_read_nor_written(
    cache: Path, keys: Path, which: str, shared: Callable[[Path], None]
) -> None:
    kept(cache, keys)
    remarks: list[str] = []
    before = sorted(each.name for each in (*cache.iterdir(), *keys.iterdir()))
    if shared is open_to_others:
        {"cache": cache, "keys": keys}[which].chmod(0o777)
    else:
        shared({"cache": cache, "keys": keys}[which])
    again = opened(cache, keys, remarks)
    assert again.read(NAME) is None
    again.write("program-2", CONTENT, 3)
    assert sorted(each.name for each in (*cache.iterdir(), *keys.iterdir())) == before
    assert len(remarks) == 1
    assert which in remarks[0]


@posix
def test_a_key_below_a_folder_in_which_others_rename_is_not_used(tmp_path: Path, cache: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    remarks: list[str] = []
    opened(cache, shared / "mine" / "keys", remarks).write(NAME, CONTENT, 3)
    assert list(shared.iterdir()) == []
    assert not cache.exists()
    assert str(shared) in remarks[0]
    shared.chmod(0o1777)  # as /tmp is: everybody may write, nobody may rename what is not theirs
    kept(cache, shared / "mine" / "keys")


@posix
def test_what_another_user_made_is_not_used(cache: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for root with the home of somebody else."""
    kept(cache, keys)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert opened(cache, keys).read(NAME) is None


def test_a_place_that_depends_on_where_one_stands_is_not_used(
    tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    opened(Path("cache"), keys).write(NAME, CONTENT, 3)
    opened(tmp_path / "cache", Path("keys")).write(NAME, CONTENT, 3)
    assert not (tmp_path / "cache").exists()
    assert not (tmp_path / "keys").exists()


# -- what goes wrong by itself


def test_all_who_need_a_key_at_once_have_the_same(cache: Path, keys: Path) -> None:
    together = threading.Barrier(8)

    def start(place: int) -> None:
        mine = opened(cache, keys)
        together.wait()
        mine.write(f"program-{place}", CONTENT, 20)

    threads = [threading.Thread(target=start, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for place in range(8):
        assert read(cache, keys, f"program-{place}") == CONTENT


def test_a_key_that_was_never_finished_is_made_again(cache: Path, keys: Path) -> None:
    file = kept(cache, keys)
    (keys / KEY).write_bytes(b"")
    os.utime(keys / KEY, (time.time() - 60, time.time() - 60))
    opened(cache, keys).write(NAME, b"new", 3)
    assert read(cache, keys) == b"new"
    assert file.exists()


@posix
def test_what_is_kept_is_for_this_user_alone(cache: Path, keys: Path) -> None:
    old = os.umask(0)
    try:
        file = kept(cache, keys)
    finally:
        os.umask(old)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (cache, keys.parent, keys, file, keys / KEY)]
    assert modes == [0o700, 0o700, 0o700, 0o600, 0o600]


def disk_full(*anything: object, **more: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


class Full:
    """A file on a disk that is full: half of what is written arrives."""

    def __init__(self, file: IO[Any]) -> None:
        self._file = file

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *anything: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> None:
        self._file.write(content[: len(content) // 2])
        disk_full()


def test_a_write_that_fails_leaves_nothing_behind(
    cache: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, real = kept(cache, keys), os.fdopen
    ways: dict[str, Callable[..., object]] = {
        "replace": disk_full,
        "fdopen": lambda handle, mode: Full(real(handle, mode)) if mode == "wb" else real(handle, mode),
    }
    for name, failing in ways.items():
        with monkeypatch.context() as patch:
            patch.setattr(os, name, failing)
            opened(cache, keys).write("program-2", CONTENT, 3)
        assert [each.name for each in cache.iterdir()] == [file.name], name
    assert read(cache, keys) == CONTENT


def test_what_stopped_processes_left_is_removed_after_an_hour(cache: Path, keys: Path) -> None:
    kept(cache, keys)
    old, young, mine = (cache / name for name in (f"draft-{'0' * 16}", f"draft-{'1' * 16}", "note.txt"))
    unsealed = [cache / "tmpab12cd_8", cache / f"rules-{'0' * 32}.pickle", cache / f"program-{'0' * 32}.code"]
    for each in (old, young, mine, *unsealed):
        each.write_bytes(b"half")
        os.utime(each, (time.time() - 7200,) * 2)
    young.touch()
    kept(cache, keys)
    assert {each.name for each in cache.iterdir()} == {f"{NAME}.sealed", young.name, mine.name}


def test_only_so_many_of_a_kind_are_kept(cache: Path, keys: Path) -> None:
    mine = opened(cache, keys)
    mine.write("rules-1", CONTENT, 3)
    for place in range(9):
        mine.write(f"program-{place}", CONTENT, 3)
        os.utime(cache / f"program-{place}.sealed", (place, place))
    assert [place for place in range(9) if mine.read(f"program-{place}")] == [6, 7, 8]
    assert read(cache, keys, "rules-1") == CONTENT


def test_a_copy_of_a_session_leaves_no_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_folder", lambda: tmp_path / "state")
    session = tmp_path / "a.toml"
    backups.keep(session, b"one")
    left = tmp_path / "state" / "copies" / f"{'a' * 24}.4711"
    left.write_bytes(b"half a session")
    os.utime(left, (time.time() - 7200,) * 2)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", disk_full)
        backups.keep(session, b"two")
    backups.keep(session, b"three")
    copy = backups.find(session)
    assert copy is not None
    assert copy.read_bytes() == b"three"
    assert list(copy.parent.iterdir()) == [copy]
