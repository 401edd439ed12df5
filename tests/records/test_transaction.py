"""A set of files is written together or not at all, whoever is killed, and nothing that people save meanwhile is lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.file_commit import placement
from archassist.file_commit.folders import HeldFolder
from archassist.file_commit.journal import Journal, JournalEntry
from archassist.records import Write, WriteFault, export_lock, pending, recover, transaction, write_all
from archassist.records.export_lock import undisturbed
from archassist.records.own import own_folder
from archassist.records.staging import digest as digest_of

OLD = {f"f{number}.md": f"old {number}".encode() for number in range(3)}
NEW = {name: b"new " + text for name, text in OLD.items()} | {
    f"sub/g{number}.md": b"made" for number in range(2)
}
PARENT = ("mover started", "stage made", "staged", "committed")
MOVES = 9
"""Steps of a mover: its beginning, five files, and three until nothing is left."""

posix = pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "t"
    folder.mkdir()
    for name, text in OLD.items():
        (folder / name).write_bytes(text)
    return folder


def writes() -> list[Write]:
    return [Write(name, OLD.get(name), text) for name, text in NEW.items()]


def content(target: Path) -> dict[str, bytes]:
    return {
        path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()
    }


def folders(target: Path) -> list[str]:
    return sorted(path.name for path in target.rglob("*") if path.is_dir())


def mover_that_dies(steps: int) -> str:
    """The mover, which kills itself when it has taken so many steps."""
    return (
        "import os, sys; sys.path.append(sys.argv[1]); from archassist.file_commit import mover\n"
        f"real, left = mover.carry_out, [{steps}]\n"
        "def step(name):\n"
        "    left[0] -= 1\n"
        "    left[0] < 0 and os.kill(os.getpid(), 9)\n"
        "mover.carry_out = lambda path, report: step('') or real(path, step=step, report=report)\n"
        "mover.main(sys.argv[2])"
    )


def killed_at(step: str, target: Path, kill: Callable[[], None]) -> None:
    """Writes the set in a process that is killed at a step."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        write_all(target, writes(), step=lambda name: kill() if name == step else None)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is moved by a process of its own: what tests put in the way is met."""
    monkeypatch.setattr(sys, "executable", "")


def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a system where files cannot change places, and folders cannot be held open."""
    monkeypatch.setattr(placement, "exchange", lambda *words: False)
    monkeypatch.setattr("archassist.file_commit.folders._HANDLES", False)


WAYS = pytest.mark.parametrize("way", ["exchange", "slowly"])


def going(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch)
    if way == "slowly":
        slowly(monkeypatch)


# -- killed


@posix
@pytest.mark.parametrize("group", [False, True], ids=["alone", "with its group"])
@pytest.mark.parametrize("step", PARENT)
def test_killed_at_any_step_the_folder_is_the_old_or_the_new_one_at_once(
    step: str, group: bool, target: Path
) -> None:
    kill = (lambda: os.killpg(0, signal.SIGKILL)) if group else (lambda: os.kill(os.getpid(), signal.SIGKILL))
    killed_at(step, target, kill)
    with undisturbed(target):
        found = content(target)
    assert found == (NEW if step == "committed" else OLD)
    assert folders(target) == (["sub"] if step == "committed" else []), "no stage is left"
    assert not pending(target)


@posix
@pytest.mark.parametrize("steps", range(MOVES))
def test_when_the_mover_is_killed_at_any_step_whoever_exports_finishes(
    steps: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "MOVER", mover_that_dies(steps))
    write_all(target, writes())
    assert content(target) == NEW
    assert folders(target) == ["sub"]
    assert not pending(target)


@posix
@pytest.mark.parametrize("steps", range(MOVES - 1))
def test_when_both_are_killed_the_next_export_finishes_and_nothing_else_does(
    steps: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "MOVER", mover_that_dies(steps))
    killed_at("committed", target, lambda: os.kill(os.getpid(), signal.SIGKILL))
    with undisturbed(target):
        left = content(target)
    assert pending(target)
    assert content(target) == left, "who looks changes nothing"
    result = recover(target)
    assert result is not None
    assert (result.outcome, result.left) == ("done", "")
    assert content(target) == NEW
    assert folders(target) == ["sub"]
    assert not pending(target)
    assert recover(target) is None


@posix
@pytest.mark.parametrize("steps", [0, 1, 3, 5, 6])
@pytest.mark.parametrize("edited", ["f0.md", "f2.md", "sub/g0.md"])
def test_what_somebody_wrote_after_both_were_killed_stays(
    edited: str, steps: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "MOVER", mover_that_dies(steps))
    killed_at("committed", target, lambda: os.kill(os.getpid(), signal.SIGKILL))
    with undisturbed(target):
        (target / "sub").mkdir(exist_ok=True)
        (target / edited).write_bytes(b"by a person")
    result = recover(target)
    assert result is not None
    found = content(target)
    assert found.pop(edited) == b"by a person"
    others = [{name: text for name, text in each.items() if name != edited} for each in (OLD, NEW)]
    assert found in others, "the rest is the old or the new"
    assert result.left == ""


@posix
def test_a_journal_that_others_could_have_written_is_not_obeyed(
    target: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "MOVER", mover_that_dies(1))
    killed_at("committed", target, lambda: os.kill(os.getpid(), signal.SIGKILL))
    with undisturbed(target):
        left = content(target)
    (state / "exports").chmod(0o777)
    assert not pending(target)
    assert recover(target) is None
    assert content(target) == left
    (state / "exports").chmod(0o700)
    journal = next(state.rglob("journal.json"))
    sound = journal.read_text()
    for bad in (
        sound.replace('"f0.md"', '"../f0.md"'), sound.replace('"f0.md"', '".git/hooks/post-commit"'),
        sound.replace('"f0.md"', '"/etc/passwd"'), sound.replace('"0"', '"/etc/passwd"'), "[" * 100_000,
        sound.replace('".archassist-stage-', '"'), "[]", "null", '{"schema": ' + "9" * 5_000 + "}",
    ):  # fmt: skip
        assert bad != sound
        journal.parent.mkdir(mode=0o700, exist_ok=True)
        journal.write_text(bad)
        assert recover(target) is None
        assert content(target) == left
    journal.parent.mkdir(mode=0o700, exist_ok=True)
    journal.symlink_to(target / "f0.md")
    assert recover(target) is None


@posix
def test_whatever_a_damaged_journal_says_became_of_the_set_is_not_believed(
    target: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    monkeypatch.setattr(transaction, "MOVER", mover_that_dies(7))
    killed_at("committed", target, lambda: os.kill(os.getpid(), signal.SIGKILL))
    with undisturbed(target):
        journal = next(state.rglob("journal.json"))
    table = json.loads(journal.read_text())
    assert table["phase"] == "closed"
    notes: tuple[object, ...] = (
        [1, 2, 3, 4, 5, 6, 7],
        ["done", 1, "", []],
        ["done", "", "", [1]],
        ["x", "", "", []],
        "done",
        1,
        None,
        {},
    )
    for said in notes:
        journal.parent.mkdir(mode=0o700, exist_ok=True)
        journal.write_text(json.dumps({**table, "said": said}))
        assert recover(target) is None
        assert not journal.exists()


@posix
def test_a_folder_in_the_place_of_the_journal_is_named(target: Path, state: Path) -> None:
    journal = own_folder(target, make=True)
    assert journal is not None
    (journal / "journal.json").mkdir()
    (journal / "journal.json" / "x").touch()
    with pytest.raises(
        WriteFault, match=r"journal\.json is not a journal.*Remove it.*Nothing was written"
    ) as fault:
        write_all(target, writes())
    assert str(journal) in str(fault.value)
    assert content(target) == OLD
    assert folders(target) == []
    shutil.rmtree(journal / "journal.json")
    for name in ("journal.json.77", f"journal.json.{os.getpid()}"):
        (journal / name).mkdir()
    write_all(target, writes())
    assert content(target) == NEW


@posix
def test_where_the_state_folder_is_no_absolute_path_none_is_used(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_state_path", lambda *words, **more: Path("rel/archassist"))
    assert own_folder(target, make=True) is None
    write_all(target, writes())
    assert content(target) == NEW
    assert not (tmp_path / "rel").exists()


@posix
def test_a_state_folder_in_whose_place_others_could_put_another_is_not_used(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybodys = tmp_path / "everybodys"
    everybodys.mkdir()
    everybodys.chmod(0o777)
    monkeypatch.setattr("platformdirs.user_state_path", lambda *words, **more: everybodys / "archassist")
    assert own_folder(target, make=True) is None
    assert list(everybodys.iterdir()) == []


def test_where_nobody_has_a_state_folder_the_set_is_written_all_the_same(target: Path, state: Path) -> None:
    state.write_text("no folder")
    write_all(target, writes())
    assert content(target) == NEW


@posix
@pytest.mark.parametrize("save", ["rename", "in place"])
def test_what_somebody_saved_while_both_were_killed_comes_back(
    save: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new text has the name already, and what was saved just before lies in the stage."""
    monkeypatch.setattr(transaction, "MOVER", mover_that_dies(3))
    killed_at("committed", target, lambda: os.kill(os.getpid(), signal.SIGKILL))
    with undisturbed(target):
        stage = next(target.glob(".archassist-stage-*"))
        assert (target / "f0.md").read_bytes() == NEW["f0.md"]
        (rename if save == "rename" else in_place)(stage / "0", b"by a person")
    result = recover(target)
    assert result is not None
    assert result.path == "f0.md"
    assert content(target) == {**OLD, "f0.md": b"by a person"}
    assert folders(target) == []


@posix
def test_when_the_folder_is_gone_since_both_were_killed_the_next_export_begins_anew(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(transaction, "MOVER", mover_that_dies(2))
        killed_at("committed", target, lambda: os.kill(os.getpid(), signal.SIGKILL))
        with undisturbed(target):
            target.rename(target.parent / "elsewhere")
    assert pending(target)
    result = recover(target)
    assert result is not None
    assert result.outcome == "gone"
    assert not pending(target)
    assert not target.exists(), "nothing is made where nothing is to be written"
    write_all(target, [Write("a.md", None, b"a")])
    assert content(target) == {"a.md": b"a"}


def renames(target: Path, moved: Path, *, at: str) -> Callable[[str], None]:
    """Somebody renames the folder when a step is reached."""

    def step(name: str) -> None:
        if name == at:
            target.rename(moved)

    return step


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="open folders cannot be renamed everywhere")
@pytest.mark.parametrize("step", ["mover started", "stage made", "staged", "committed"])
@pytest.mark.parametrize("mover", [True, False], ids=["with a mover", "alone"])
def test_nothing_of_ours_stays_in_a_folder_that_is_renamed_meanwhile(
    mover: bool, step: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not mover:
        alone(monkeypatch)
    moved = target.parent / "moved"
    try:
        write_all(target, writes(), step=renames(target, moved, at=step))
    except WriteFault as fault:
        assert "moved or removed in the meantime" in str(fault)
        assert content(moved) == OLD
        assert folders(moved) == []
    else:
        assert content(moved) == NEW
        assert folders(moved) == ["sub"]
    assert not target.exists()
    assert not pending(target)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="open folders cannot be renamed everywhere")
@pytest.mark.parametrize("steps", range(MOVES))
def test_when_the_folder_is_renamed_and_the_mover_killed_the_set_is_finished_where_it_is_or_not_begun(
    steps: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "MOVER", mover_that_dies(steps))
    moved = target.parent / "moved"
    with contextlib.suppress(WriteFault):
        write_all(target, writes(), step=renames(target, moved, at="committed"))
    assert content(moved) in (OLD, NEW)
    assert folders(moved) in ([], ["sub"])
    assert not pending(target)


# -- people who save meanwhile


def rename(path: Path, text: bytes) -> None:
    draft = path.with_suffix(".swp")
    draft.write_bytes(text)
    draft.replace(path)


def in_place(path: Path, text: bytes) -> None:
    path.write_bytes(text)


@WAYS
@pytest.mark.parametrize("save", [rename, in_place])
@pytest.mark.parametrize("name", ["f0.md", "f1.md", "f2.md", "sub/g0.md", "sub/g1.md"])
def test_what_is_saved_in_the_instant_of_replacing_stays_and_the_rest_is_put_back(
    name: str, save: Callable[[Path, bytes], None], way: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going(way, monkeypatch)
    (target / "sub").mkdir()
    real = placement.put

    def put(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
        if entry.path == name:
            save(target / name, b"by a person")
        real(entry, stage, folder)

    monkeypatch.setattr("archassist.file_commit.mover.put", put)
    with pytest.raises(WriteFault, match=rf"{name} was changed in the meantime\. Nothing was written"):
        write_all(target, writes())
    assert content(target) == {**OLD, name: b"by a person"}
    assert folders(target) == ["sub"]
    assert not pending(target)


@WAYS
@pytest.mark.parametrize("save", [rename, in_place])
def test_what_is_saved_into_a_new_text_stays_when_the_set_is_put_back(
    save: Callable[[Path, bytes], None], way: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going(way, monkeypatch)
    (target / "sub").mkdir()
    real = placement.put

    def put(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
        if entry.path == "sub/g1.md":
            for name in ("f0.md", "sub/g0.md"):
                save(target / name, b"new, and by a person")
            (target / "sub/g1.md").write_bytes(b"by a person")
        real(entry, stage, folder)

    monkeypatch.setattr("archassist.file_commit.mover.put", put)
    with pytest.raises(WriteFault, match=r"g1\.md was changed in the meantime"):
        write_all(target, writes())
    mine = dict.fromkeys(("f0.md", "sub/g0.md"), b"new, and by a person")
    assert content(target) == {**OLD, **mine, "sub/g1.md": b"by a person"}
    assert folders(target) == ["sub"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who writes")
def test_an_editor_that_goes_on_writing_into_the_old_file_is_not_cut_off(target: Path) -> None:
    with (target / "f1.md").open("ab") as editor:
        with pytest.raises(WriteFault, match=r"f1\.md was changed in the meantime"):
            write_all(target, writes())
        editor.write(b" and more")
    assert content(target) == {**OLD, "f1.md": b"old 1 and more"}
    write_all(target, [Write("f1.md", b"old 1 and more", b"new")])
    assert (target / "f1.md").read_bytes() == b"new"


@WAYS
@pytest.mark.parametrize("name", ["f0.md", "f2.md"])
def test_what_an_editor_writes_into_the_old_file_while_that_is_looked_at_gets_its_name_back(
    name: str, way: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going(way, monkeypatch)
    editor = (target / name).open("ab", buffering=0)
    real = HeldFolder.settled

    def settled(folder: HeldFolder, staged: str, digest: str) -> bool:
        if digest == digest_of(OLD[name]):
            editor.write(b" and more")
            return False
        return real(folder, staged, digest)

    monkeypatch.setattr(HeldFolder, "settled", settled)
    with editor, pytest.raises(WriteFault, match=rf"{name} was changed in the meantime"):
        write_all(target, writes())
    assert content(target) == {**OLD, name: OLD[name] + b" and more"}
    assert folders(target) == []


@posix
@pytest.mark.parametrize("save", [rename, in_place])
def test_editors_that_save_at_any_moment_lose_nothing(
    save: Callable[[Path, bytes], None], target: Path
) -> None:
    for round in range(12):
        for name, text in OLD.items():
            (target / name).write_bytes(text)
        for path in (target / "sub").glob("*"):
            path.unlink()
        child = os.fork()
        if child == 0:
            for _ in range(round * 1_000):
                os.getpid()
            path = target / f"f{round % 3}.md"
            for number in range(40):
                save(path, path.read_bytes() + f" human {number}".encode())
            os._exit(0)
        try:
            write_all(target, writes())
        except WriteFault as fault:
            assert "was changed in the meantime" in str(fault)
        os.waitpid(child, 0)
        assert b" human 39" in (target / f"f{round % 3}.md").read_bytes()


def test_a_file_that_is_not_what_was_planned_upon_stops_all_of_it(target: Path) -> None:
    (target / "f2.md").write_bytes(b"mine")
    with pytest.raises(WriteFault, match=r"f2\.md was changed in the meantime"):
        write_all(target, writes())
    assert content(target) == {**OLD, "f2.md": b"mine"}


# -- a system that refuses


@WAYS
@pytest.mark.parametrize("name", ["f1.md", "g0.md", "g1.md"])
def test_when_the_system_refuses_a_move_it_says_which_and_everything_is_put_back(
    name: str, way: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going(way, monkeypatch)
    real = placement.put

    def put(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
        if entry.name == name:
            raise PermissionError(errno.EACCES, "Permission denied")
        real(entry, stage, folder)

    monkeypatch.setattr("archassist.file_commit.mover.put", put)
    with pytest.raises(WriteFault, match=rf"{name}: Permission denied\. Nothing was written"):
        write_all(target, writes())
    assert content(target) == OLD
    assert folders(target) == [], "no folder is left that it made"
    assert not pending(target)


def test_what_cannot_be_put_back_is_named_and_the_next_export_goes_on(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)

    def refuse(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> bool:
        raise OSError(errno.EROFS, "Read-only file system")

    real = placement.put
    with monkeypatch.context() as patch:
        patch.setattr(
            "archassist.file_commit.mover.put",
            lambda *words: (refuse if words[0].path == "f1.md" else real)(*words),
        )
        patch.setattr("archassist.file_commit.mover.put_back", refuse)
        with pytest.raises(WriteFault, match=r"f1\.md: Read-only file system.*f0\.md could not be put back"):
            write_all(target, writes())
    assert pending(target)
    (target / "f2.md").write_bytes(b"by a person")
    result = recover(target)
    assert result is not None
    assert result.path == "f2.md"
    assert content(target) == {**OLD, "f2.md": b"by a person"}
    assert not pending(target)


@pytest.mark.parametrize("mover", [True, False], ids=["with a mover", "alone"])
def test_a_set_that_was_written_is_never_called_unwritten_though_its_journal_cannot_be_removed(
    mover: bool, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def refuse(path: str, **more: int) -> None:
        if str(path).endswith("journal.json"):
            raise OSError(errno.EROFS, "Read-only file system", path)
        real(path, **more)

    if not mover:
        alone(monkeypatch)
    refusing = (
        "import os, sys; sys.path.append(sys.argv[1]); from archassist.file_commit import mover\n"
        "def refuse(path): raise OSError(30, 'Read-only file system')\n"
        "mover.os = type('Os', (), {**vars(os), 'unlink': staticmethod(refuse)}); mover.main(sys.argv[2])"
    )
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        patch.setattr(transaction, "MOVER", refusing)
        write_all(target, writes())
    assert content(target) == NEW
    assert folders(target) == ["sub"]
    (target / "f0.md").write_bytes(b"by a person")
    assert pending(target)
    result = recover(target)
    assert result is not None
    assert result.outcome == "done"
    assert content(target) == {**NEW, "f0.md": b"by a person"}
    assert not pending(target)


@posix
def test_when_the_state_folder_turns_read_only_meanwhile_what_was_written_counts(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)

    def refuse(*words: object, **more: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    def step(name: str) -> None:
        if name == "committed":
            monkeypatch.setattr("archassist.file_commit.journal.Journal.write", refuse)
            monkeypatch.setattr("archassist.file_commit.mover.forget", lambda path: None)

    write_all(target, writes(), step=step)
    assert content(target) == NEW
    assert folders(target) == ["sub"]


def test_a_journal_of_which_the_system_only_says_that_it_failed_is_carried_out_and_counts(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Journal.write

    def write(journal: Journal, path: str, *, durable: bool = True) -> None:
        real(journal, path, durable=durable)
        if journal.phase == "moving":
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Journal, "write", write)
    write_all(target, writes())
    assert content(target) == NEW


@posix
@pytest.mark.parametrize("mover", [True, False], ids=["with a mover", "alone"])
def test_on_a_disk_that_keeps_no_modes_everything_is_written(
    mover: bool, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not mover:
        alone(monkeypatch)

    def step(name: str) -> None:
        if name == "stage made":
            next(target.glob(".archassist-stage-*")).chmod(0o777)

    write_all(target, writes(), step=step)
    assert content(target) == NEW
    assert folders(target) == ["sub"]


@posix
def test_a_disk_that_refuses_to_set_modes_takes_exports_unless_others_could_read_more_then(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int, mode: int) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", refuse)
    (target / "f1.md").chmod(0o600)
    with pytest.raises(WriteFault, match=r"f1\.md: Operation not permitted\. Nothing was written"):
        write_all(target, writes())
    assert content(target) == OLD
    for path in target.iterdir():
        path.chmod(0o666)
    write_all(target, writes())
    assert content(target) == NEW


@posix
@pytest.mark.parametrize("mover", [True, False], ids=["with a mover", "alone"])
def test_a_stage_that_was_private_and_is_not_any_more_is_not_moved_from(
    mover: bool, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not mover:
        alone(monkeypatch)

    def step(name: str) -> None:
        if name == "committed":
            next(target.glob(".archassist-stage-*")).chmod(0o777)

    with pytest.raises(
        WriteFault, match=r"others could have written into what was staged\. Nothing was written"
    ):
        write_all(target, writes(), step=step)
    assert content(target) == OLD
    assert folders(target) == []


@pytest.mark.parametrize(
    ("code", "why", "remedy"),
    [
        (errno.EXDEV, "lies on another disk, mounted there", "Export into .*sub itself, or unmount"),
        (errno.EBUSY, "is mounted by itself, or in use", "Unmount it, and export again"),
    ],
)
@WAYS
def test_what_is_mounted_inside_is_named_with_what_to_do_and_nothing_is_written(
    way: str, code: int, why: str, remedy: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going(way, monkeypatch)
    real = placement.put

    def put(entry: JournalEntry, stage: HeldFolder, folder: HeldFolder) -> None:
        if entry.path == "sub/g1.md":
            raise OSError(code, os.strerror(code))
        real(entry, stage, folder)

    monkeypatch.setattr("archassist.file_commit.mover.put", put)
    with pytest.raises(WriteFault, match=rf"g1\.md {why}.*Nothing was written.*{remedy}"):
        write_all(target, writes())
    assert content(target) == OLD
    assert folders(target) == []


@posix
@pytest.mark.parametrize("home", [True, False], ids=["with a state folder", "without"])
@pytest.mark.parametrize("stop", ["mover started", "committed"])
def test_a_mover_that_does_not_go_on_is_named_and_finishes_the_set_when_it_does(
    stop: str, home: bool, target: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    movers: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def started(*words: object, **more: object) -> subprocess.Popen[bytes]:
        movers.append(real(*words, **more))  # type: ignore[call-overload]
        return movers[-1]

    def step(name: str) -> None:
        if name == stop:
            movers[0].send_signal(signal.SIGSTOP)

    if not home:
        state.write_text("no folder")
    monkeypatch.setattr(subprocess, "Popen", started)
    monkeypatch.setattr(transaction, "WAIT", 0.1)
    monkeypatch.setattr(export_lock, "SECONDS", 0.1)
    with pytest.raises(WriteFault, match=r"not known yet.*process (\d+)") as fault:
        write_all(target, writes(), step=step)
    assert str(movers[0].pid) in str(fault.value)
    assert "Nothing was written" not in str(fault.value)
    assert content(target).items() >= OLD.items(), "nobody moves while the mover lives"
    with pytest.raises(WriteFault, match="is writing there"):
        write_all(target, [Write("a.md", None, b"a")])
    movers[0].send_signal(signal.SIGCONT)
    movers[0].wait()
    assert content(target) == NEW
    assert folders(target) == ["sub"]
    assert not pending(target)


class Interrupted(BaseException):
    """What ends a program from within."""


@pytest.mark.parametrize("step", PARENT)
def test_interrupted_at_any_step_nothing_is_half_done(step: str, target: Path) -> None:
    def interrupt(name: str) -> None:
        if name == step:
            raise Interrupted

    with pytest.raises(Interrupted):
        write_all(target, writes(), step=interrupt)
    assert content(target) == (NEW if step == "committed" else OLD)
    assert folders(target) == (["sub"] if step == "committed" else [])
    assert not pending(target)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only_is_named(target: Path) -> None:
    (target / "sub").mkdir(mode=0o500)
    with pytest.raises(WriteFault, match=r"sub/g0\.md: Permission denied"):
        write_all(target, writes())
    assert content(target) == OLD


def test_a_full_disk_leaves_no_empty_folder_and_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = HeldFolder.open

    def refuse(folder: HeldFolder, name: str, flags: int, mode: int = 0o666) -> int:
        if flags & os.O_CREAT and name == "1":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(folder, name, flags, mode)

    monkeypatch.setattr(HeldFolder, "open", refuse)
    target = tmp_path / "a" / "docs"
    with pytest.raises(WriteFault, match=r"sub/b\.md: No space left on device\. Nothing was written"):
        write_all(target, [Write("a.md", None, b"a"), Write("sub/b.md", None, b"b")])
    assert list(tmp_path.iterdir()) == []


# -- where


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    target, outside = tmp_path / "t", tmp_path / "outside"
    target.mkdir()
    outside.mkdir()
    (target / "sub").symlink_to(outside)
    (target / ".archassist").symlink_to(outside)
    (outside / "x.md").write_text("theirs")
    (outside / "lock.toml").write_text("theirs")
    (target / "y.md").symlink_to(outside / "x.md")
    for write in (
        Write("sub/x.md", b"theirs", b"mine"),
        Write("sub/new.md", None, b"mine"),
        Write(".archassist/lock.toml", b"theirs", b"mine"),
        Write(".archassist/base/new.md", None, b"mine"),
        Write("y.md", b"theirs", b"mine"),
        Write("../z.md", None, b"mine"),
        Write(f"{tmp_path}/z.md", None, b"mine"),
    ):
        with pytest.raises(WriteFault, match="leads out"):
            write_all(target, [write])
    assert content(outside) == {"x.md": b"theirs", "lock.toml": b"theirs"}
    assert not (tmp_path / "z.md").exists()


def test_a_link_that_is_put_in_place_of_a_folder_meanwhile_is_not_followed(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    outside = tmp_path / "outside"
    outside.mkdir()

    def step(name: str) -> None:
        if name == "committed":
            (target / "sub").symlink_to(outside)

    with pytest.raises(WriteFault, match="sub/g0"):
        write_all(target, writes(), step=step)
    assert content(outside) == {}
    assert {name: (target / name).read_bytes() for name in OLD} == OLD


@pytest.mark.parametrize(
    "path", [".git/hooks/post-commit", ".github/a.md", "docs/.hidden/a.md", ".archassist/x", ".a.md"]
)
def test_nothing_is_written_below_a_hidden_folder(path: str, target: Path) -> None:
    with pytest.raises(WriteFault, match="hidden folder"):
        write_all(target, [Write(path, None, b"mine")])
    assert content(target) == OLD


def test_a_target_that_is_a_link_itself_was_named_by_its_user(target: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(target)
    write_all(tmp_path / "link", writes())
    assert content(target) == NEW


# -- permissions


@posix
def test_files_keep_their_permissions_and_new_ones_get_the_usual_ones(target: Path) -> None:
    (target / "f0.md").chmod(0o600)
    (target / "f1.md").chmod(0o664)
    before = os.umask(0o027)
    try:
        write_all(target, writes())
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in target.rglob("*.md")}
    assert (modes["f0.md"], modes["f1.md"], modes["g0.md"]) == (0o600, 0o664, 0o640)
    assert stat.S_IMODE((target / "sub").stat().st_mode) == 0o750


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_group_stay(target: Path) -> None:
    os.chown(target / "f0.md", 12_345, 54_321)
    write_all(target, writes())
    found = (target / "f0.md").stat()
    assert (found.st_uid, found.st_gid) == (12_345, 54_321)


def test_a_read_only_file_is_not_replaced_and_nothing_else_is_written(target: Path) -> None:
    (target / "f1.md").chmod(0o444)
    with pytest.raises(WriteFault, match=r"f1\.md is read-only"):
        write_all(target, writes())
    assert content(target) == OLD


# -- one at a time


@posix
def test_an_export_waits_for_another_one_and_says_who_it_is(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_lock, "SECONDS", 0.05)
    hold = (
        "import fcntl, os, sys; handle = os.open(sys.argv[1], 0); fcntl.flock(handle, fcntl.LOCK_EX); "
        "print(1, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        who = rf"\(process {other.pid}\)" if sys.platform.startswith("linux") else "another program"
        with pytest.raises(WriteFault, match=rf"{who} is writing there.*Nothing was written"):
            write_all(target, writes())
        assert other.stdin is not None
        other.stdin.close()
    assert content(target) == OLD
    write_all(target, writes())
    assert content(target) == NEW


@posix
def test_who_only_reads_waits_a_little_and_then_reads_all_the_same(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_lock, "LOOK", 0.05)
    with export_lock.only_one(target), undisturbed(target):
        assert content(target) == OLD
    with undisturbed(target / "none"):
        pass


@posix
def test_where_folders_know_no_locks_a_file_of_the_users_own_is_locked(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_lock, "_folder_locked", lambda folder, until: None)
    monkeypatch.setattr(export_lock, "SECONDS", 0.05)
    with (
        export_lock.only_one(target),
        pytest.raises(WriteFault, match=rf"process {os.getpid()}\)? is writing there"),
    ):
        write_all(target, writes())
    write_all(target, writes())
    assert content(target) == NEW


@posix
def test_two_exports_at_once_never_mix(tmp_path: Path) -> None:
    sets = [
        [Write("same.md", None, owner)]
        + [Write(f"{owner.decode()}{number}.md", None, owner) for number in range(8)]
        for owner in (b"a", b"b")
    ]
    for round in range(6):
        target = tmp_path / f"t{round}"
        children = []
        for mine in sets:
            if (child := os.fork()) == 0:
                try:
                    write_all(target, mine)
                except WriteFault:
                    os._exit(2)
                os._exit(0)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert sorted(codes) == [0, 2]
        assert content(target) == {write.path: write.after for write in sets[codes.index(0)]}
