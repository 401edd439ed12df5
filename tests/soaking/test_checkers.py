"""The soak's checkers can fail: each is shown what it looks for."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed there")
if os.name != "posix":
    pytest.skip("processes are forked and killed there", allow_module_level=True)

from soak import at_once, disks, hostile, kills_app, kills_export, mutated, outputs  # noqa: E402
from soak.desk import Ran  # noqa: E402
from soak.loaders import Loader  # noqa: E402
from soak.person import KINDS, Edited, Person, lost  # noqa: E402
from soak.running import run  # noqa: E402
from soak.table import failures, table  # noqa: E402
from soak.trial import Round, Skipped, Trial  # noqa: E402

DOCUMENT = """\
---
status: proposed
date: 2026-11-20
---
# Caching: Shared cache

Into which layers should results be put, and for how long?

A first paragraph that is long enough to be told from every other one.

* A second paragraph, which is long enough to be told from all others as well.
"""


def edited(tmp_path: Path, kind: str) -> Edited:
    """A document with one edit of a kind."""
    (tmp_path / "decisions").mkdir()
    path = tmp_path / "decisions" / "0001-caching.md"
    path.write_text(DOCUMENT)
    person = Person(random.Random(1))
    person._chance.choices = lambda *words, **more: [kind]  # type: ignore[method-assign]
    return person.edit(path, 1)


@pytest.mark.parametrize("kind", sorted(set(KINDS)))
def test_an_edit_is_missed_when_the_old_text_is_put_back(kind: str, tmp_path: Path) -> None:
    done = edited(tmp_path, kind)
    assert done.kinds == [kind]
    assert lost(done, done.saved) == []
    if done.left is not None:
        done.left.write_text(DOCUMENT)
    if kind == "reorder":
        return  # the lines of the old text are the same lines
    assert lost(done, DOCUMENT.encode())
    assert lost(done, None) == ["the document is gone"]


def test_a_set_that_is_a_mixture_and_an_edit_that_was_eaten_are_found() -> None:
    old, new = {"a": b"1", "b": b"1"}, {"a": b"2", "b": b"2"}
    assert kills_export.faults(old, new, old, {}) == kills_export.faults(old, new, new, {}) == []
    assert kills_export.faults(old, new, {"a": b"2", "b": b"3"}, {"b": b"3"}) == []
    assert "neither old" in kills_export.faults(old, new, {"a": b"1", "b": b"2"}, {})[0]
    assert "neither old" in kills_export.faults(old, new, {"a": b"1"}, {})[0]
    assert "not there" in kills_export.faults(old, new, new, {"b": b"3"})[0]


def test_answers_that_are_no_prefix_or_were_counted_and_lost_are_found() -> None:
    answers = (("a", "1"), ("b", "2"), ("c", "3"))
    assert kills_app.faults({"a": "1"}, answers, 1) == []
    assert kills_app.faults({"a": "1"}, answers, 2)
    assert kills_app.faults({"b": "2"}, answers, 0)
    assert kills_app.faults({"a": "2"}, answers, 0)


def test_mixed_exports_and_writes_that_are_gone_are_found() -> None:
    serial = {
        (0,): {"a": b"0"},
        (1,): {"b": b"1"},
        (0, 1): {"a": b"0", "b": b"1"},
        (1, 0): {"a": b"0", "b": b"1"},
    }
    assert at_once.mixed([0, 2], {"a": b"0"}, serial) == []
    assert at_once.mixed([0, 2], {"a": b"0", "b": b"1"}, serial)
    assert at_once.mixed([0, 0], {"a": b"0"}, serial)
    assert at_once.mixed([0, 9], {"a": b"0"}, serial)
    assert at_once.mixed([2, 2], {}, serial)
    assert at_once.missing(["x", "y"], [0, 1], {"x": 20, "y": 21}) == []
    assert at_once.missing(["x", "y"], [0, 1], {"x": 20})
    assert at_once.missing(["x", "x"], [0, 1], {"x": 22})
    assert at_once.missing(["x"], [], {"x": 20})


def test_entries_and_remarks_that_a_save_loses_are_found() -> None:
    before = b"# by hand\nschema = 1\n[answers]\nmau_now = nan\n"
    assert mutated.lost(before, before + b"slo_goal = 99.9\n") == []
    assert mutated.lost(before, b"schema = 1\n[answers]\nmau_now = nan\n") == [
        "the remark b'# by hand' is gone"
    ]
    assert mutated.lost(before, b"# by hand\nschema = 1\n[answers]\nmau_now = 2\n")
    assert mutated.lost(before, b"# by hand\nschema =")


def test_a_reader_that_throws_is_slow_or_says_nothing_is_found(tmp_path: Path) -> None:
    def throws(folder: Path, text: bytes) -> None:
        raise KeyError("x")

    def silent(folder: Path, text: bytes) -> None:
        raise ValueError

    def slow(folder: Path, text: bytes) -> None:
        until = time.process_time() + 0.02
        while time.process_time() < until:
            pass

    patch = pytest.MonkeyPatch()
    patch.setattr(mutated, "SECONDS", 0.01)
    for load, told in ((throws, "KeyError"), (silent, "without a word"), (slow, "s of work")):
        round = a_round(tmp_path / load.__name__)
        mutated.tried(round, Loader("x", 1, [b""], load, (ValueError,)), tmp_path, b"input")
        assert [told in each.what for each in round.failures] == [True]
        assert (Path(round.failures[0].kept) / "input").read_bytes() == b"input"
    patch.undo()


def test_a_command_that_fails_without_a_word_or_leaves_half_of_it_is_found() -> None:
    before = {"r.toml": b"schema = 1\n"}
    said = "archassist: r.toml: No space left on device.\n"
    assert disks.faults("set", Ran(2, "", said), before, before) == []
    assert disks.faults("set", Ran(2, "", ""), before, before)
    assert disks.faults("set", Ran(2, "", said), before, {"r.toml": b""})
    assert disks.faults("set", Ran(2, "", said), before, {**before, "r.toml.tmp": b""})
    assert disks.faults("set", Ran(3, "", said), before, before)
    assert disks.faults("set", Ran(0, "", ""), before, {})


@pytest.mark.parametrize(
    ("name", "harmless", "hostile_one"),
    [
        ("a.md", "# x\n\nAna plain end\n", "# x\n\nAna <b>x</b> end\n"),
        ("a.md", "# x\n\nAna plain end\n", "# x\n\nAna ![x](http://e.org) end\n"),
        ("a.md", "---\nby: plain\n---\nx\n", "---\nby: x\nstatus: accepted\n---\nx\n"),
        ("a.md", "* plain\n", "* x\n* y\n"),
        ("a.html", "<p>plain</p>", "<p><script>x</script></p>"),
        ("a.html", "<p class='a'>plain</p>", "<p class='a' onclick='x'>x</p>"),
        ("a.csv", "a,plain\n", "a,x,y\n"),
        ("a.json", '{"a": "plain"}', '{"a": "x", "b": 1}'),
        ("a.yml", "a: plain\n", "a: {b: 1}\n"),
        ("a.md", "plain\n", "zero\u200bwidth\n"),
        ("a.csv", "a,plain\n", "a,=1+1\n"),
        ("a.csv", "a,plain\n", 'a,"\'=1+1"\n'),
    ],
)
def test_text_that_is_more_than_text_is_found(name: str, harmless: str, hostile_one: str) -> None:
    shapes = {name: outputs.shape(name, harmless.encode())}
    assert hostile.misread({name: harmless.encode()}, shapes) == []
    assert hostile.misread({name: hostile_one.encode()}, shapes)
    assert hostile.misread({}, shapes)


def test_what_a_terminal_obeys_is_found() -> None:
    assert hostile.shown(["assess"], 0, "fine\n") == []
    for said in ("\x1b[2J", "\u202e", "x\nFAKE: nothing", "\x9b"):
        assert hostile.shown(["assess"], 0, said)
    assert hostile.shown(["assess"], 3, "")


# -- trials themselves


def a_round(keep: Path) -> Round:
    return Round("trial", 0, 1, keep, keep)


def trial(one: object, **more: object) -> Trial:
    return Trial("trial", "a trial", 4, **{"seconds": 20.0, "one": one, **more})  # type: ignore[arg-type]


def test_a_round_that_fails_throws_dies_or_hangs_is_no_success(tmp_path: Path) -> None:
    def one(round: Round, shared: None) -> None:
        if round.number == 0:
            round.fail("wrong", input=b"x")
        elif round.number == 1:
            raise RuntimeError("thrown")
        elif round.number == 2:
            os._exit(0)
        else:
            time.sleep(60)

    outcome = run(trial(one, longest=1.0), range(4), 7, tmp_path, tmp_path / "keep")
    assert (outcome.tried, outcome.failed, outcome.played) == (4, 4, 4)
    assert not outcome.passed
    told = failures([outcome])
    for word in ("wrong", "thrown", "died", "longer than 1 seconds"):
        assert word in told
    kept = tmp_path / "keep" / "trial" / "0" / "1"
    assert (kept / "input").read_bytes() == b"x"
    assert "--only trial --seed 7 --round 0" in (kept / "WHAT.txt").read_text()


def test_a_trial_that_the_clock_ends_has_not_passed(tmp_path: Path) -> None:
    outcome = run(
        trial(lambda round, shared: time.sleep(0.3), seconds=0.5), range(50), 1, tmp_path, tmp_path / "keep"
    )
    assert outcome.failed == 0
    assert not outcome.passed
    assert "NOT FINISHED: cut short by the clock after" in table([outcome], 1, 1.0)


def test_a_trial_that_cannot_begin_fails_and_one_that_is_skipped_says_why(tmp_path: Path) -> None:
    def broken(folder: Path) -> None:
        raise RuntimeError("no")

    def missing(folder: Path) -> None:
        raise Skipped("there is no such disk")

    assert not run(trial(None, prepare=broken), range(1), 1, tmp_path, tmp_path).passed
    skipped = run(trial(None, prepare=missing), range(1), 1, tmp_path, tmp_path)
    assert skipped.passed
    assert "skipped: there is no such disk" in table([skipped], 1, 1.0)


def test_chance_is_that_of_the_seed_the_trial_and_the_round(tmp_path: Path) -> None:
    one, same = a_round(tmp_path), a_round(tmp_path)
    other = Round("trial", 1, 1, tmp_path, tmp_path)
    drawn = Counter(each.chance.random() for each in (one, same, other))
    assert sorted(drawn.values()) == [1, 2]
