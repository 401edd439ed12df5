"""The session file: what a person finds in it, and what happens when it is not as expected."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archassist.answers.answer import Answer, AnswerError
from archassist.session import Changed, NoSuchThing, Review, SaveError, SessionError
from tests.session.conftest import ARulebook


@pytest.fixture
def review(tmp_path: Path, rules: Any) -> Review:
    return Review.create(tmp_path / "checkout.toml", "Checkout platform", rules)


def reopened(review: Review) -> Review:
    return Review.open(review.path, review.rulebook)


# -- what is written


def test_the_file_is_one_answer_per_line_in_the_order_of_the_interview(review: Review) -> None:
    review.set("stale_ok_s", "unknown")
    review.set("mau_now", "40k..80k", grade="estimated", by="ana", source="analytics, October")
    review.set("write_share", "10%")
    review.set("blocks", "queue, cdn")
    review.set("rto_h", "n/a: nothing to recover", by="bo")
    review.decide("read_scaling", "accepted", "read_replicas", because="reads dominate", by="ana")
    review.mark("db.index", "done", owner="bo")
    assert review.path.read_text() == (
        "schema = 1\n"
        "\n"
        "[review]\n"
        'title = "Checkout platform"\n'
        'pack = "scaling 1.0"\n'
        "\n"
        "[answers]\n"
        'mau_now = { low = 40000, high = 80000, grade = "estimated", by = "ana", source = "analytics, October" }\n'
        'rto_h = { out_of_scope = "nothing to recover", by = "bo" }\n'
        'stale_ok_s = "unknown"\n'
        "write_share = 0.1\n"
        'blocks = ["cdn", "queue"]\n'
        "\n"
        "[decisions.read_scaling]\n"
        'status = "accepted"\n'
        'option = "read_replicas"\n'
        'because = "reads dominate"\n'
        'by = "ana"\n'
        "\n"
        '[practices."db.index"]\n'
        'status = "done"\n'
        'owner = "bo"\n'
    )


def test_every_change_is_in_the_file_at_once(review: Review) -> None:
    review.set("mau_now", "1.2k", grade="measured")
    assert reopened(review).answers == {"mau_now": Answer("exact", value=1200.0, grade="measured")}
    review.clear("mau_now")
    assert reopened(review).answers == {}


def test_undo_and_redo_are_saved_too(review: Review) -> None:
    review.set("mau_now", "100")
    review.set("mau_now", "200")
    review.undo()
    assert reopened(review).answers["mau_now"].value == 100
    review.redo()
    assert reopened(review).answers["mau_now"].value == 200
    review.undo()
    review.undo()
    assert review.undo() is None
    assert reopened(review).answers == {}


def test_a_new_value_needs_new_evidence_but_a_note_stays(review: Review) -> None:
    review.set("mau_now", "100", grade="measured", by="ana", source="dashboard", note="dip in August")
    same = review.set("mau_now", "100")
    assert (same.grade, same.by, same.source) == ("measured", "ana", "dashboard")
    other = review.set("mau_now", "300")
    assert (other.grade, other.by, other.source, other.note) == (None, "", "", "dip in August")


def test_evidence_can_be_given_later(review: Review) -> None:
    review.set("mau_now", "100")
    review.annotate("mau_now", grade="documented", source="handbook")
    assert reopened(review).answers["mau_now"] == Answer(
        "exact", 100.0, grade="documented", source="handbook"
    )


def test_a_wrong_answer_changes_nothing(review: Review) -> None:
    before = review.path.read_bytes()
    with pytest.raises(AnswerError):
        review.set("mau_now", "lots")
    with pytest.raises(AnswerError, match="measured"):
        review.set("mau_now", "100", grade="certain")
    with pytest.raises(NoSuchThing, match="Did you mean mau_now"):
        review.set("mau_nwo", "100")
    with pytest.raises(NoSuchThing, match="Did you mean read_replicas"):
        review.decide("read_scaling", "accepted", "read_replica")
    with pytest.raises(AnswerError, match="proposed"):
        review.decide("read_scaling", "maybe")
    assert review.path.read_bytes() == before


def test_what_the_program_does_not_know_survives(tmp_path: Path, rules: Any) -> None:
    path = tmp_path / "s.toml"
    path.write_text(
        "schema = 1\nfacilitator = 'ana'\n[review]\ntitle = 'X'\nmood = 'good'\n[answers]\n"
        "mau_now = { value = 100, confidence = 3 }\nmau_ever = 7\n[decisions.read_scaling]\nstatus = 'accepted'\n"
        "option = 'read_replicas'\ndissent = ['bo']\n[parking]\nlater = ['teapots']\n[decisions.new_one]\nx = 1979-05-27\n"
    )
    review = Review.open(path, rules)
    review.set("mau_now", "300")
    review.decide("read_scaling", "rejected")
    text = path.read_text()
    for kept in (
        "facilitator = 'ana'",
        "mood = 'good'",
        "confidence = 3",
        "mau_ever = 7",
        "dissent = ['bo']",
    ):
        assert kept in text
    assert "later = ['teapots']" in text
    assert "x = 1979-05-27" in text
    assert review.notes[0].split(": ", 1)[1].startswith("there is no question “mau_ever”.")
    assert f"{path}:8: " in review.notes[0]


hard_text = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        "[red]markup[/]",
        "\x1b[31mred\x1b[0m",
        "👩‍💻 emoji",
        "עברית ‮ right to left",
        "{{ 7*7 }}",
        "<script>alert(1)</script>",
        "=cmd()",
        '"""',
        "'''",
        "\\",
        "\x00\x7f\r\n\t",
        "x" * 100_000,
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(hard_text, hard_text)
def test_any_text_comes_back_from_the_file_as_it_was(tmp_path: Path, note: str, title: str) -> None:
    path = tmp_path / "t.toml"
    path.unlink(missing_ok=True)
    review = Review.create(path, title or "t", ARulebook())  # type: ignore[arg-type]
    review.set("mau_now", "100", note=note, by=note[:50], source=note)
    review.decide("caching", "accepted", "shared_cache", because=note)
    again = reopened(review)
    assert again.title == (title or "t")
    assert again.answers == review.answers
    assert again.answers["mau_now"].note == note
    assert again.decisions["caching"].because == note


toml_values = st.recursive(
    st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False) | hard_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.text(max_size=8), toml_values, max_size=4))
def test_saving_keeps_any_unknown_table_whole(tmp_path: Path, strange: dict[str, Any]) -> None:
    import tomli_w

    path = tmp_path / "u.toml"
    path.write_text(
        tomli_w.dumps({"schema": 1, "answers": {"mau_now": 100, "zzz": strange}, "zone": strange}),
        "utf-8",
        newline="\n",
    )
    review = Review.open(path, ARulebook())  # type: ignore[arg-type]
    review.set("mau_now", "300")
    again = reopened(review).contents
    assert again.table("answers") == {"mau_now": 300, "zzz": strange}
    assert again.table("zone") == strange


# -- files that are not as they should be


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ":1: this is not text in UTF-8"),
        (b"schema = 1\n[answers\nx = 1\n", ":2:9: not valid TOML"),
        (b"schema = 1\n[answers]\nmau_now = 1\nmau_now = 2\n", ":4:"),
        (b"schema = 1\n[answers]\nmau_now = ", ":3:"),
        (b"[project]\nname = 'x'\n", "this is not a session"),
        (b"# mine\nschema = 99\n", ":2: schema 99 comes from a newer archassist"),
        (b"schema = 'one'\n", ":1: schema must be a whole number"),
        (b"schema = true\n", ":1: schema must be a whole number"),
        (b"schema = 1\nanswers = 3\n", ":2: [answers] must be a table"),
        (b"schema = 1\n[review]\ntitle = 3\n", ":3: the title must be text"),
        (
            b"schema = 1\n[answers]\nmau_now = true\n",
            ":3: answers.mau_now: true or false (true) where a number belongs",
        ),
        (b"schema = 1\n[answers]\nmau_now = 'lots'\n", ":3: answers.mau_now: “lots” is not a number"),
        (b"schema = 1\n[answers]\nmau_now = nan\n", ":3: answers.mau_now"),
        (b"schema = 1\n[answers]\nmau_now = [1, 2]\n", ":3: answers.mau_now: a list"),
        (b"schema = 1\n[answers]\nmau_now = 1979-05-27\n", ":3: answers.mau_now: a date or time"),
        (b"schema = 1\n[answers]\nmau_now = { low = 10 }\n", "a range needs both low and high"),
        (b"schema = 1\n[answers]\nmau_now = { low = 20, high = 10 }\n", "runs backwards"),
        (b"schema = 1\n[answers]\nmau_now = { value = 20, by = 3 }\n", "by must be text"),
        (b"schema = 1\n[answers]\nmau_now = { value = 20, grade = 'sure' }\n", "not an evidence grade"),
        (b"schema = 1\n[answers]\nsurge_kind = 3\n", "a number (3) where the id of a choice belongs"),
        (b"schema = 1\n[answers]\nblocks = ['cdn', 'teapot']\n", "“teapot” is not one of the choices"),
        (b"schema = 1\n[answers]\nblocks = ['unknown']\n", "where a list of choices belongs"),
        (b"schema = 1\n[answers]\nwrite_share = 40\n", ":3: answers.write_share: 4,000% is more than"),
        (
            b"schema = 1\n[decisions]\ncaching = 'yes'\n",
            ":3: decisions.caching: text (yes) where a table belongs",
        ),
        (
            b"schema = 1\n[decisions.caching]\nstatus = 'maybe'\n",
            ":2: decisions.caching: status “maybe” is none of",
        ),
        (b"schema = 1\nx = " + b"[" * 20_000, "x.toml"),
    ],
)
def test_a_damaged_file_is_reported_with_its_place_and_left_alone(
    tmp_path: Path, rules: Any, content: bytes, message: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(SessionError) as raised:
        Review.open(path, rules)
    assert message in str(raised.value)
    assert str(raised.value).startswith(str(path))
    assert path.read_bytes() == content


def test_all_faults_are_reported_together(tmp_path: Path, rules: Any) -> None:
    path = tmp_path / "x.toml"
    path.write_text("schema = 1\n[answers]\nmau_now = true\nwrite_share = 'much'\n")
    with pytest.raises(SessionError, match=r"(?s):3: answers\.mau_now.*line 4: answers\.write_share"):
        Review.open(path, rules)


def test_after_damage_the_last_good_copy_is_offered(review: Review) -> None:
    review.set("mau_now", "1234")
    good = review.path.read_bytes()
    review.path.write_bytes(good[:-5])
    with pytest.raises(SessionError) as raised:
        reopened(review)
    assert raised.value.last_good is not None
    assert raised.value.last_good.read_bytes() == good
    assert str(raised.value.last_good) in str(raised.value)


def test_a_missing_file_a_folder_and_a_pipe_are_named(tmp_path: Path, rules: Any) -> None:
    with pytest.raises(SessionError, match="there is no such file"):
        Review.open(tmp_path / "none.toml", rules)
    with pytest.raises(SessionError, match="this is a folder"):
        Review.open(tmp_path, rules)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SessionError, match="not a regular file"):
        Review.open(tmp_path / "pipe", rules)
    with pytest.raises(SessionError, match=r"there is no such file|cannot be read"):
        Review.open(tmp_path / ("n" * 400), rules)


def test_a_new_session_never_replaces_a_file(tmp_path: Path, rules: Any) -> None:
    path = tmp_path / "taken.toml"
    path.write_text("mine")
    with pytest.raises(SessionError, match="exists already"):
        Review.create(path, "X", rules)
    assert path.read_text() == "mine"
    with pytest.raises(SessionError):
        Review.create(tmp_path, "X", rules)
    with pytest.raises(SaveError, match="the folder does not exist"):
        Review.create(tmp_path / "no" / "such.toml", "X", rules)


# -- saving


def _no_space(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_loses_nothing(review: Review, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    review.set("mau_now", "100")
    before = review.path.read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(os, call, _no_space)
        with pytest.raises(SaveError, match="the disk is full"):
            review.set("mau_now", "200")
    assert review.path.read_bytes() == before
    assert review.unsaved
    assert review.answers["mau_now"].value == 200, "the answer is still in memory"
    assert [path.name for path in review.path.parent.iterdir()] == [review.path.name], "no litter"
    review.save()
    assert not review.unsaved
    assert reopened(review).answers["mau_now"].value == 200


def test_a_read_only_folder_is_named(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(SaveError, match="you have no permission there"):
        review.set("mau_now", "200")


def test_permissions_and_links_stay_as_they_were(tmp_path: Path, rules: Any) -> None:
    review = Review.create(tmp_path / "real.toml", "X", rules)
    review.path.chmod(0o640)
    (tmp_path / "link.toml").symlink_to("real.toml")
    linked = Review.open(tmp_path / "link.toml", rules)
    linked.set("mau_now", "100")
    assert (tmp_path / "link.toml").is_symlink()
    assert review.path.stat().st_mode & 0o777 == 0o640
    assert reopened(review).answers["mau_now"].value == 100


# -- two at one file


def test_someone_elses_answers_are_taken_in(review: Review) -> None:
    other = reopened(review)
    other.set("write_share", "30%")
    review.set("mau_now", "100")
    assert review.taken_in == ("answers.write_share",)
    assert review.answers["write_share"].value == 0.3
    assert dict(reopened(review).answers) == dict(review.answers)
    assert len(review.answers) == 2


def test_the_same_answer_changed_by_both_is_never_overwritten_silently(review: Review) -> None:
    other = reopened(review)
    other.set("mau_now", "700")
    theirs = review.path.read_bytes()
    with pytest.raises(Changed, match=r"answers\.mau_now was changed by someone else"):
        review.set("mau_now", "100")
    assert review.path.read_bytes() == theirs
    assert review.answers["mau_now"].value == 100, "what was typed is not lost either"
    review.resolve("mine")
    assert reopened(review).answers["mau_now"].value == 100


def test_taking_theirs_settles_a_clash_too(review: Review) -> None:
    reopened(review).set("mau_now", "700")
    with pytest.raises(Changed):
        review.set("mau_now", "100")
    review.resolve("theirs")
    assert review.answers["mau_now"].value == 700
    assert not review.unsaved


def test_a_file_that_someone_damaged_is_not_saved_over(review: Review) -> None:
    review.path.write_text("schema = 1\n[answers\n")
    with pytest.raises(SessionError, match="not valid TOML"):
        review.set("mau_now", "100")
    assert review.path.read_text() == "schema = 1\n[answers\n"
    assert review.unsaved


def test_a_file_that_was_removed_is_written_again(review: Review) -> None:
    review.path.unlink()
    review.set("mau_now", "100")
    assert reopened(review).answers["mau_now"].value == 100


def _answer_many(path: Path, question: str) -> None:
    for value in range(20, 60):
        review = Review.open(path, ARulebook())  # type: ignore[arg-type]
        review.set(question, str(value))


def test_two_programs_that_save_at_the_same_time_lose_nothing(review: Review) -> None:
    start = multiprocessing.get_context("fork")
    names = ("mau_now", "engineers", "data_gb")
    workers = [start.Process(target=_answer_many, args=(review.path, name)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert {name: answer.value for name, answer in reopened(review).answers.items()} == dict.fromkeys(
        names, 59.0
    )


def test_every_published_case_is_an_example(tmp_path: Path) -> None:
    from archassist.session.examples import all_examples, examples

    assert len(all_examples()) >= 50 > len(examples())
    for name in all_examples():
        review = Review.example(name, tmp_path / f"{name}.toml")
        assert review.answers, name
        assert not review.notes, (name, review.notes)
        made_up = "made up" in review.title
        assert made_up or all(answer.source for answer in review.answers.values()), name


def test_an_example_that_there_is_not_names_the_nearest_and_how_all_are_listed() -> None:
    from archassist.session.examples import example_text

    with pytest.raises(SessionError) as raised:
        example_text("segment")
    said = str(raised.value)
    assert "Did you mean segment-2017?" in said
    assert "outdoor-shop" in said
    assert "--example list" in said
    assert len(said) < 400


def test_an_example_says_what_there_is_to_see_and_keeps_that_out_of_the_session() -> None:
    from archassist.session.examples import example_remarks, example_text, examples

    remarks = example_remarks()
    assert remarks.keys() == examples().keys()
    for name, remark in remarks.items():
        assert re.fullmatch(r"[A-Z].+\.", remark), name
        assert example_text(name).startswith("schema = 1\n")
