"""The interview line by line: nothing that was typed is lost or made up, whatever happens meanwhile, and however it ends."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.session import Review
from tests.cli.interviews import SESSION, Ask, elsewhere, on_disk
from tests.hostile import ALL, forbidden


@pytest.fixture(autouse=True)
def a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Review.create(SESSION)


# -- what people wrote, and what others do meanwhile


def test_text_from_people_never_reaches_the_terminal_as_more_than_text(ask: Ask) -> None:
    review = on_disk()
    review.retitle(ALL)
    review.annotate("engineers", note=ALL, by=ALL)
    hostile = " ".join(ALL.split())
    asked = ask("engineers mau_now", f"note {hostile}", hostile, f"n/a: {hostile}", "undo", hostile)
    assert not forbidden(asked.out) | forbidden(asked.err)
    assert asked.code == 0
    assert "FAKE" in asked.out
    assert not [line for line in asked.out.splitlines() if line.startswith("FAKE")]


def test_what_others_answer_meanwhile_is_taken_in_and_said(ask: Ask) -> None:
    asked = ask("engineers mau_now", elsewhere("mau_now=40k", "data_gb=30"), "12", "")
    assert (
        "somebody else changed the file; these changes were merged in: answers.mau_now, answers.data_gb."
        in asked.err
    )
    assert "so far: 40,000 users" in asked.out
    values = {name: answer.value for name, answer in on_disk().answers.items()}
    assert values == {"engineers": 12, "mau_now": 40_000, "data_gb": 30}


@pytest.mark.parametrize(("word", "value"), [("mine", 12), ("theirs", 30)])
def test_when_two_answer_the_same_question_the_person_says_which_stays(
    ask: Ask, word: str, value: int
) -> None:
    asked = ask("engineers mau_now", elsewhere("engineers=30"), "12", word, "", "1k")
    assert "not saved. r.toml: answers.engineers was changed by someone else" in asked.err
    assert "mine keeps your changes, theirs takes what is in the file" in asked.err
    assert asked.code == 0
    assert f"so far: {value} people" in asked.out
    assert {name: answer.value for name, answer in on_disk().answers.items()} == {
        "engineers": value,
        "mau_now": 1000,
    }


def test_a_clash_that_is_not_settled_ends_with_2_and_names_what_is_not_saved(ask: Ask) -> None:
    asked = ask("engineers", elsewhere("engineers=30"), "12", "quit")
    assert asked.code == 2
    assert "  not saved: engineers: 12 people\n" in asked.err
    assert on_disk().answers["engineers"].value == 30, "nothing is written over the work of others"


def test_mine_theirs_and_save_are_answers_like_others_while_all_is_saved(ask: Ask) -> None:
    asked = ask("engineers", "mine", "theirs", "save")
    assert asked.err.count("is not a number") == 3


def _full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], object]:
    """A disk that takes nothing from now on; gives back how it is emptied again."""
    real, full = os.write, [True]

    def write(handle: int, content: bytes) -> int:
        if full and b"[answers]" in bytes(content):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, content)

    monkeypatch.setattr(os, "write", write)
    return full.clear


@pytest.mark.parametrize("then", ["save", "quit", "", "back", "back|undo|9"])
def test_what_a_full_disk_did_not_take_is_saved_when_there_is_room_again(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    room = _full_disk(monkeypatch)
    asked = ask("engineers mau_now", "12", room, *then.split("|"))
    assert "not saved. r.toml: could not be saved: the disk is full." in asked.err
    assert "save tries again, and so does the next answer" in asked.err
    assert asked.code == 0
    assert on_disk().answers["engineers"].value == (9 if then.endswith("9") else 12)


def test_what_is_lost_in_the_end_is_named_with_what_was_typed(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(SESSION).read_bytes()
    _full_disk(monkeypatch)
    asked = ask("engineers mau_now", "note ask Ben", "12", "save", "undo", "12", "", "1.2k")
    assert asked.code == 2
    assert asked.err.endswith(
        "archassist: r.toml: could not be saved: the disk is full.\n"
        "  not saved: engineers: 12 people\n"
        "  not saved: mau_now: 1,200 users\n"
    )
    assert "Traceback" not in asked.err
    assert Path(SESSION).read_bytes() == before


def test_a_file_that_is_gone_meanwhile_is_written_anew_with_all_that_was_answered(ask: Ask) -> None:
    asked = ask("engineers mau_now", "12", lambda: Path(SESSION).unlink(), "1.2k")
    assert asked.code == 0
    assert [answer.value for answer in on_disk().answers.values()] == [12, 1200]


def test_a_file_that_somebody_breaks_meanwhile_is_named_and_left_alone(ask: Ask) -> None:
    broken = "schema = 1\n[answers\n"
    asked = ask("engineers", lambda: Path(SESSION).write_text(broken), "12")
    assert asked.code == 2
    assert "not saved. r.toml:2" in asked.err
    assert "  not saved: engineers: 12 people\n" in asked.err
    assert Path(SESSION).read_text() == broken


# -- how it ends


def test_the_input_may_end_anywhere(ask: Ask) -> None:
    for lines in ((), ("12",), ("12", ""), ("12", "note"), ("12", "note x")):
        asked = ask("engineers mau_now", *lines, more=("--again",))
        assert asked.code == 0
        assert "questions answered. Saved in r.toml." in asked.out


def test_the_last_line_counts_without_an_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf12\r\n1.2k"), encoding="utf-8")
    )
    assert main(["ask", SESSION, "--only", "engineers", "mau_now"]) == 0
    assert [answer.value for answer in on_disk().answers.values()] == [12, 1200]
    assert "2 of 71" in capsys.readouterr().out


def _interrupt() -> None:
    raise KeyboardInterrupt


def test_ctrl_c_keeps_what_was_answered(ask: Ask) -> None:
    asked = ask("engineers mau_now", "12", _interrupt)
    assert asked.code == 130
    assert asked.err == "\n"
    assert on_disk().answers["engineers"].value == 12


def test_ctrl_c_names_what_could_not_be_saved(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    _full_disk(monkeypatch)
    asked = ask("engineers mau_now", "12", _interrupt)
    assert asked.code == 130
    assert "  not saved: engineers: 12 people\n" in asked.err


def test_a_terminal_that_has_gone_is_named(ask: Ask) -> None:
    def gone() -> None:
        raise OSError(errno.EIO, "Input/output error")

    asked = ask("engineers mau_now", "12", gone)
    assert asked.code == 2
    assert asked.err == "archassist: standard input: Input/output error.\n"
    assert on_disk().answers["engineers"].value == 12
