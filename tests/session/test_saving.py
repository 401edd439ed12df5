"""How a session file is replaced: whole or not at all, with what it had, and without ever waiting for good."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from archassist.answers import AnswerError
from archassist.answers.answer import Answer
from archassist.session import NoSuchThing, Review, SaveError, SessionError, draft_files
from archassist.session.file_store import LARGEST_FILE

DISK_CALLS = ("open", "write", "chmod", "fsync", "close", "replace", "link", "stat", "fstat")


@pytest.fixture
def review(tmp_path: Path, rules: Any) -> Review:
    made = Review.create(tmp_path / "checkout.toml", "Checkout", rules)
    made.set("mau_now", "100")
    return made


def reopened(review: Review) -> Review:
    return Review.open(review.path, review.rulebook)


# -- several changes are one


def test_several_changes_are_saved_once(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    replace = os.replace

    def watched(source: Any, target: Any, **folders: int) -> None:
        if not folders:  # those are of copies, in the user's own folder
            seen.append(Path(source).read_bytes())
        replace(source, target, **folders)

    monkeypatch.setattr(os, "replace", watched)
    with review.together():
        review.set("mau_now", "200")
        review.decide("caching", "accepted", "shared_cache")
        review.clear("engineers")
    assert len(seen) == 1
    assert reopened(review).entries == review.entries
    assert review.answers["mau_now"].value == 200


def test_when_one_of_several_changes_is_refused_none_is_made(review: Review) -> None:
    before, entries = review.path.read_bytes(), review.entries

    def change() -> None:
        with review.together():
            review.set("mau_now", "200")
            review.decide("caching", "accepted", "shared_cache")
            review.set("no_such_question", "1")

    with pytest.raises(NoSuchThing):
        change()
    assert review.path.read_bytes() == before
    assert review.entries == entries
    review.undo()
    assert "mau_now" not in reopened(review).answers, "what is undone is the change before them"


def test_history_and_what_is_taken_over_are_one_save(review: Review, tmp_path: Path) -> None:
    other = Review.create(tmp_path / "other.toml", "Other", review.rulebook)
    other.set("engineers", "7")
    before = review.path.read_bytes()
    with disk_that_fails("replace"):
        with pytest.raises(SaveError):
            review.remember({"2026-01": 10, "2026-02": 20})
        with pytest.raises(SaveError):
            review.take_over(other)
    assert review.path.read_bytes() == before


def test_a_new_review_is_made_with_its_answers_or_not_at_all(tmp_path: Path, rules: Any) -> None:
    path = tmp_path / "new.toml"
    with disk_that_fails("fsync"), pytest.raises(SaveError):
        Review.create(path, "X", rules, {"mau_now": Answer.exact(100.0)})
    assert list(tmp_path.iterdir()) == []
    Review.create(path, "X", rules, {"mau_now": Answer.exact(100.0)})
    assert Review.open(path, rules).answers["mau_now"].value == 100


@contextmanager
def disk_that_fails(call: str, at: int = 1, code: int = errno.ENOSPC) -> Iterator[None]:
    """The disk reports a fault at the `at`-th time that something is asked of it, and for good from then on."""
    real, many = getattr(os, call), 0

    def fails(*given: Any, **named: Any) -> Any:
        nonlocal many
        many += 1
        if many >= at:
            if call == "close":
                real(*given)
            raise OSError(code, os.strerror(code))
        return real(*given, **named)

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(os, call, fails)
        yield


@pytest.mark.parametrize("call", DISK_CALLS)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_whatever_fails_all_or_none_is_saved_and_nothing_is_left_behind(
    review: Review, call: str, at: int
) -> None:
    before = review.path.read_bytes()
    saved = True
    with disk_that_fails(call, at, errno.EIO):
        try:
            with review.together():
                review.set("mau_now", "200")
                review.set("engineers", "7")
        except SaveError:
            saved = False
    assert [path.name for path in review.path.parent.iterdir()] == ["checkout.toml"]
    if not saved:
        assert review.path.read_bytes() == before
        review.save()
    again = reopened(review)
    assert (again.answers["mau_now"].value, again.answers["engineers"].value) == (200, 7)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in a process of its own")
def test_whenever_it_is_killed_all_or_none_is_saved(review: Review) -> None:
    found = set()
    for at in range(1, 40):
        review.path.write_text("schema = 1\n# mine\n[answers]\nmau_now = 100\n")
        child = os.fork()
        if not child:
            _save_and_die(review.path, review.rulebook, at)
        os.waitpid(child, 0)
        found.add(review.path.read_text())
    none, all_ = sorted(found, key=len)
    assert none == "schema = 1\n# mine\n[answers]\nmau_now = 100\n"
    assert all_ == "schema = 1\n# mine\n[answers]\nengineers = 7\nmau_now = 200\n"


def _save_and_die(path: Path, rules: Any, at: int) -> None:
    try:
        review, left = Review.open(path, rules), [at]

        def dying(real: Any) -> Any:
            def call(*given: Any, **named: Any) -> Any:
                left[0] -= 1
                if not left[0]:
                    os._exit(1)
                return real(*given, **named)

            return call

        for name in DISK_CALLS:
            setattr(os, name, dying(getattr(os, name)))
        with review.together():
            review.set("mau_now", "200")
            review.set("engineers", "7")
    finally:
        os._exit(0)


# -- what a killed program left behind


def _draft(folder: Path, name: str, hours: float) -> Path:
    path = folder / name
    path.write_text("half")
    long_ago = time.time() - hours * 3600
    os.utime(path, (long_ago, long_ago))
    return path


def test_old_drafts_of_programs_that_have_gone_are_removed_and_nothing_else_is(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    folder = review.path.parent
    left = _draft(folder, f".checkout.toml.archassist-{gone.pid}-abcd1234.tmp", 2)
    kept = [
        _draft(folder, f".checkout.toml.archassist-{gone.pid}-abcd1235.tmp", 0.1),
        _draft(folder, f".checkout.toml.archassist-{os.getppid()}-abcd1234.tmp", 2),
        _draft(folder, ".checkout.toml.abcd1234.tmp", 2),
        _draft(folder, "checkout.toml.tmp", 2),
    ]
    link = folder / f".link.archassist-{gone.pid}-abcd1234.tmp"
    link.symlink_to(kept[0])
    monkeypatch.setattr(draft_files, "_swept", set())
    review.set("mau_now", "200")
    assert not left.exists()
    assert all(path.exists() for path in [*kept, link])


def test_copies_that_were_never_finished_are_removed_too(
    review: Review, own_state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = _draft(own_state_folder / "archassist" / "copies", f"{'a' * 24}.{gone.pid}", 2)
    monkeypatch.setattr(draft_files, "_swept", set())
    review.set("mau_now", "200")
    assert not left.exists()


# -- waiting


def test_who_holds_the_folder_is_said_instead_of_waiting_for_ever(review: Review) -> None:
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(review.path.parent, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    review.patience = 0.05
    with pytest.raises(SaveError, match=r"holds the folder .*\. End it, or wait") as raised:
        review.set("mau_now", "200")
    if Path("/proc/locks").exists():
        assert f"(process {os.getpid()}) holds" in str(raised.value)
    assert review.unsaved
    os.close(handle)
    review.save()
    assert reopened(review).answers["mau_now"].value == 200


def test_a_disk_that_knows_no_locks_is_written_to_without(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    review.set("mau_now", "200")
    assert reopened(review).answers["mau_now"].value == 200


def test_a_pipe_or_a_socket_in_the_files_place_makes_nobody_wait(review: Review) -> None:
    review.path.unlink()
    os.mkfifo(review.path)
    with pytest.raises(SaveError, match="this is not a regular file"):
        review.set("mau_now", "200")
    with pytest.raises(SessionError, match="this is not a regular file"):
        reopened(review)
    review.path.unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        try:
            listening.bind(str(review.path))
        except OSError:
            pytest.skip("the path is too long for a socket")
        with pytest.raises(SaveError, match="this is not a regular file"):
            review.save()


def test_a_file_that_becomes_a_pipe_while_it_is_opened_makes_nobody_wait(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = review.path.stat()
    review.path.unlink()
    os.mkfifo(review.path)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: ordinary)
    with pytest.raises(SessionError, match="this is not a regular file"):
        Review.open(review.path, review.rulebook)


# -- links


def test_a_link_that_leads_nowhere_is_refused_and_what_it_names_is_not_made(
    tmp_path: Path, rules: Any
) -> None:
    (tmp_path / "first.toml").symlink_to("second.toml")
    (tmp_path / "second.toml").symlink_to("nowhere.toml")
    for use in (Review.create, Review.open):
        with pytest.raises(
            SessionError, match=r"this is a link that leads to .*nowhere\.toml, and nothing is there"
        ):
            use(tmp_path / "first.toml", rulebook=rules)
    assert not (tmp_path / "nowhere.toml").exists()


def test_links_that_lead_in_a_circle_are_named(tmp_path: Path, rules: Any) -> None:
    (tmp_path / "a.toml").symlink_to("b.toml")
    (tmp_path / "b.toml").symlink_to("a.toml")
    for use in (Review.create, Review.open):
        with pytest.raises(SessionError, match=r"a\.toml: .*its links form a loop"):
            use(tmp_path / "a.toml", rulebook=rules)


def test_a_link_put_in_the_files_place_is_not_followed_to_make_a_file(review: Review) -> None:
    review.path.unlink()
    review.path.symlink_to("elsewhere.toml")
    with pytest.raises(SaveError, match=r"leads to .*elsewhere\.toml, and nothing is there"):
        review.set("mau_now", "200")
    assert not (review.path.parent / "elsewhere.toml").exists()


# -- what a file has beside its content


def test_a_read_only_file_is_refused_also_for_root(review: Review) -> None:
    review.path.chmod(0o444)
    before = review.path.read_bytes()
    with pytest.raises(SaveError, match=r"the file is read-only\. To change it all the same: chmod u\+w"):
        review.set("mau_now", "200")
    assert review.path.read_bytes() == before
    assert review.path.stat().st_mode & 0o777 == 0o444


def test_extended_attributes_stay(review: Review) -> None:
    if not hasattr(os, "setxattr"):
        pytest.skip("this Python knows none here")
    try:
        os.setxattr(review.path, "user.reviewed", b"by ana")
    except OSError:
        pytest.skip("this disk knows none")
    review.set("mau_now", "200")
    assert os.getxattr(review.path, "user.reviewed") == b"by ana"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_owner_and_group_stay(review: Review) -> None:
    os.chown(review.path, 12345, 23456)
    review.path.chmod(0o660)
    review.set("mau_now", "200")
    found = review.path.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (12345, 23456, 0o660)


def test_rights_of_a_group_that_cannot_be_kept_are_not_passed_to_another(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "fchown"):
        pytest.skip("no groups here")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    review.path.chmod(0o664)
    mine = os.fstat

    def another_group(handle: Any) -> Any:
        found = list(mine(handle))
        found[5] += 1
        return os.stat_result(found)

    monkeypatch.setattr(os, "fchown", refuse)
    monkeypatch.setattr("archassist.session.file_attributes.os.fstat", another_group)
    review.set("mau_now", "200")
    assert review.path.stat().st_mode & 0o777 == 0o644


def test_another_hard_link_keeps_what_it_had_and_that_is_said(review: Review) -> None:
    backup = review.path.parent / "backup.toml"
    os.link(review.path, backup)
    before = backup.read_bytes()
    again = reopened(review)
    assert "this file has 1 other name (hard links)" in again.notes[0]
    again.set("mau_now", "200")
    assert backup.read_bytes() == before
    assert reopened(review).notes == ()


# -- beyond all bounds


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x = " + "9" * 5_000, ":2:5: a number or word of 5,000 characters is no value"),
        ("x = 0x" + "f" * 5_000, "a number or word of 5,002 characters is no value"),
        (".".join("a" * 20_000) + " = 1", "tables or lists are nested too deep"),
        ("[" + ".".join("a" * 20_000) + "]", "tables or lists are nested too deep"),
        ("x = " + "[" * 480 + "]" * 480, "tables or lists are nested too deep"),
        ("x = " + "{a=" * 480 + "1" + "}" * 480, "tables or lists are nested too deep"),
        ("x = { " + ".".join("a" * 20_000) + " = 1 }", "tables or lists are nested too deep"),
        ("x = [" + "\n[" * 40 + "]" * 41, "tables or lists are nested too deep"),
        ("[[" + ".".join("a" * 40) + "]]", ":2: tables or lists are nested too deep"),
        ("x = [0x" + "f" * 900 + "]", ":2: a number of so many digits is no value"),
        ("x = 1" + " " * LARGEST_FILE, "this is too large to be a session"),
    ],
    ids=[
        "digits",
        "hex",
        "keys",
        "heading",
        "lists",
        "tables",
        "inline keys",
        "lines",
        "arrays",
        "hex that is written as digits",
        "size",
    ],
)
def test_what_no_person_writes_is_refused_when_the_file_is_opened(
    tmp_path: Path, rules: Any, line: str, message: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"schema = 1\n{line}\n[answers]\nmau_now = 100\n")
    with pytest.raises(SessionError) as raised:
        Review.open(path, rules)
    assert message in str(raised.value)
    assert len(str(raised.value)) < 500


@pytest.mark.parametrize(
    "text",
    [
        '[review]\ntitle = """\na.' + " " * 1_000_000 + '!\n"""\n',
        "[answers]\n" + "".join(f"q{number} = 1\n" for number in range(20_000)),
        "".join(f"[answers.q{number}]\n" for number in range(10_000)),
        "[review]\ntitle = '" + "[" * 1_000_000 + "'\n",
        'x = """' + '\\"' * 500_000 + '"""\n',
        "# " + "=" * 1_000_000 + "\n",
        "\n" * 1_000_000,
        "x = [" + "1, " * 50_000 + "]\n",
    ],
    ids=["blanks", "entries", "headings", "brackets", "quotes", "comment", "lines", "list"],
)
def test_a_megabyte_made_to_be_slow_is_read_and_saved_in_no_time(
    tmp_path: Path, rules: Any, text: str
) -> None:
    """Minutes, when anything in it were worse than linear."""
    path = tmp_path / "x.toml"
    path.write_text(f"schema = 1\n{text}")
    review = Review.open(path, rules)
    assert len(review.notes) <= 21, "of many unknown entries the first are told, and how many more there are"
    review.set("mau_now", "200")
    assert reopened(review).answers["mau_now"].value == 200


def test_a_text_that_is_too_long_to_be_read_again_is_not_saved(review: Review) -> None:
    before = review.path.read_bytes()
    with pytest.raises(SaveError, match="too large for a session"):
        review.set("mau_now", "100", note="x" * LARGEST_FILE)
    assert review.path.read_bytes() == before


def test_what_is_not_a_number_and_yet_in_the_file_is_no_clash(tmp_path: Path, rules: Any) -> None:
    path = tmp_path / "x.toml"
    path.write_text("schema = 1\n[answers]\nmau_now = 100\nmau_ever = nan\n")
    review, other = Review.open(path, rules), Review.open(path, rules)
    other.set("engineers", "7")
    review.set("mau_now", "200")
    assert reopened(review).answers["engineers"].value == 7


# -- text that is none


def test_text_that_is_not_utf_8_is_refused_before_anything_changes(review: Review) -> None:
    before = review.path.read_bytes()
    broken = "caf\udce9"
    for change in (
        lambda: review.set("mau_now", "200", note=broken),
        lambda: review.annotate("mau_now", by=broken),
        lambda: review.annotate("mau_now", source=broken),
        lambda: review.set("rto_h", f"n/a: {broken}"),
        lambda: review.decide("caching", "accepted", "shared_cache", because=broken),
        lambda: review.mark("db.index", "doing", owner=broken),
        lambda: review.accept_risk(broken, "One zone"),
        lambda: review.accept_risk("zone", broken),
        lambda: review.expect(broken, "2027-11", 3),
        lambda: review.retitle(broken),
        lambda: Review.create(review.path.with_name("other.toml"), broken, review.rulebook),
    ):
        with pytest.raises(AnswerError, match=r"“caf\\xe9” is not text in UTF-8"):
            change()
    assert review.path.read_bytes() == before
    assert not review.unsaved
    assert list(review.path.parent.iterdir()) == [review.path]


def test_a_file_may_have_any_name_that_the_disk_takes(tmp_path: Path, rules: Any) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.toml")
    try:
        made = Review.create(path, "", rules)
    except SaveError:
        pytest.skip("this disk takes names in UTF-8 only")
    made.set("mau_now", "100")
    again = Review.open(path, rules)
    assert again.title == "caf\\xe9"
    assert again.answers["mau_now"].value == 100
