"""What people write into a session file by hand: it stays, whatever commands and the app change beside it."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archassist.session import Review
from archassist.session.codec import INLINE
from archassist.session.toml_edits import rewrite
from archassist.session.toml_format import same
from tests.session.conftest import ARulebook
from tests.session.handwritten import QUESTIONS, HandWritten, Tables, changed
from tests.trials import trials

BY_HAND = """\
# Checkout, spring review. Numbers by analytics unless said otherwise.
schema = 1   # do not touch

[review]
title = 'Checkout'

[answers] # from the workshop
# people, not devices
mau_now    = 100_000     # ask again in May
blocks = [
  "cdn",   # Cloudflare
  "queue", # SQS
]

# what was decided
[decisions.read_scaling]
status = "accepted"
option = "read_replicas" # ana's idea

# the end
"""


@pytest.fixture
def review(tmp_path: Path, rules: Any) -> Review:
    path = tmp_path / "checkout.toml"
    path.write_text(BY_HAND)
    return Review.open(path, rules)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        (
            lambda review: review.set("mau_now", "200k", by="ana"),
            ["mau_now    = 100_000     # ask again in May"],
            ['mau_now    = { value = 200000, by = "ana" }     # ask again in May'],
        ),
        (
            lambda review: review.set("blocks", "cdn"),
            ["blocks = [", '  "cdn",   # Cloudflare', '  "queue", # SQS', "]"],
            ["# Cloudflare", "# SQS", 'blocks = ["cdn"]'],
        ),
        (lambda review: review.set("engineers", "7"), [], ["engineers = 7"]),
        (
            lambda review: review.clear("mau_now"),
            ["mau_now    = 100_000     # ask again in May"],
            ["# ask again in May"],
        ),
        (
            lambda review: review.decide("read_scaling", "proposed", "read_replicas", by="bo"),
            ['status = "accepted"'],
            ['status = "proposed"', 'by = "bo"'],
        ),
        (
            lambda review: review.mark("db.index", "doing"),
            [],
            ['[practices."db.index"]', 'status = "doing"'],
        ),
        (lambda review: review.retitle("Till"), ["title = 'Checkout'"], ['title = "Till"']),
    ],
    ids=["an answer", "several choices", "a new answer", "no answer", "a decision", "a mark", "the title"],
)
def test_a_change_rewrites_its_own_lines_and_no_others(
    review: Review, change: Callable[[Review], object], gone: list[str], new: list[str]
) -> None:
    change(review)
    after = lines(review.path.read_text())
    assert [line for line in after if line not in new] == [
        line for line in lines(BY_HAND) if line not in gone
    ]
    assert [line for line in after if line in new] == new
    assert Review.open(review.path, review.rulebook).entries == review.entries


def test_a_change_that_is_undone_leaves_the_file_as_it_was(review: Review) -> None:
    review.decide("caching", "accepted", "shared_cache")
    review.mark("db.index", "done")
    review.set("engineers", "7")
    for _ in range(3):
        review.undo()
    assert review.path.read_text() == BY_HAND


def test_a_file_that_nobody_wrote_in_stays_in_the_order_of_the_interview(tmp_path: Path, rules: Any) -> None:
    review = Review.create(tmp_path / "s.toml", "X", rules)
    review.set("blocks", "cdn")
    review = Review.open(review.path, rules)
    review.set("mau_now", "100")
    assert review.path.read_text().endswith('[answers]\nmau_now = 100\nblocks = ["cdn"]\n')


def test_someone_elses_comment_stays_too(tmp_path: Path, rules: Any) -> None:
    review = Review.create(tmp_path / "s.toml", "X", rules)
    review.set("mau_now", "100")
    review.path.write_text(review.path.read_text() + "# written meanwhile\n")
    review.set("engineers", "7")
    assert review.path.read_text().endswith("[answers]\nengineers = 7\nmau_now = 100\n# written meanwhile\n")


def test_line_ends_and_the_mark_at_the_beginning_stay(tmp_path: Path, rules: Any) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbfschema = 1\r\n# mine\r\n[answers]\r\nmau_now = 100\r\n")
    review = Review.open(path, rules)
    review.set("engineers", "7")
    review.decide("caching", "accepted", "shared_cache")
    assert path.read_bytes() == (
        b"\xef\xbb\xbfschema = 1\r\n# mine\r\n[answers]\r\nengineers = 7\r\nmau_now = 100\r\n"
        b'\r\n[decisions.caching]\r\nstatus = "accepted"\r\noption = "shared_cache"\r\n'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("answers = { mau_now = 10 } # x\n", "answers = { engineers = 7, mau_now = 10 } # x\n"),
        ("answers.mau_now = 10 # x\n", "answers.engineers = 7\nanswers.mau_now = 10 # x\n"),
        (
            "[answers.mau_now] # x\nvalue = 10\n",
            "\n[answers]\nengineers = 7\n\n[answers.mau_now] # x\nvalue = 10\n",
        ),
        ("# x", "# x\n\n[answers]\nengineers = 7\n"),
    ],
    ids=["a table on one line", "dotted keys", "a heading for each", "no line end"],
)
def test_a_new_entry_is_written_as_its_neighbours_are(
    tmp_path: Path, rules: Any, text: str, expected: str
) -> None:
    path = tmp_path / "s.toml"
    path.write_text(f"schema = 1\n{text}")
    Review.open(path, rules).set("engineers", "7")
    assert path.read_text() == f"schema = 1\n{expected}"


def _at(tables: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if not isinstance(tables, dict) or key not in tables:
            return None
        tables = tables[key]
    return tables


def _filled(tables: Tables) -> Tables:
    return {name: value for name, value in tables.items() if value != {}}


@settings(max_examples=trials(300), deadline=None)
@given(st.integers(0, 2**32).map(Random))
def test_whatever_people_wrote_every_comment_and_every_line_that_does_not_change_survives_in_order(
    rng: Random,
) -> None:
    hand = HandWritten(rng).write()
    text = hand.text()
    before = tomllib.loads(text.removeprefix("\ufeff"))
    wanted = changed(before, rng)

    result = rewrite(text, copy.deepcopy(wanted), INLINE)

    assert same(_filled(tomllib.loads(result.removeprefix("\ufeff"))), _filled(wanted))
    assert re.findall(r"#c\d+!", result) == re.findall(r"#c\d+!", text)
    assert result.startswith("\ufeff") == text.startswith("\ufeff")
    assert not ("\r\n" in text and re.search(r"(?<!\r)\n", result))
    rest = result.replace("\r\n", "\n") + "\n"
    for path, statement in hand.statements:
        if (now := _at(wanted, path)) is not None and same(_at(before, path), now):
            _, found, rest = rest.partition(statement + "\n")
            assert found, statement


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=trials(100), deadline=None
)
@given(st.integers(0, 2**32).map(Random))
def test_a_damaged_file_is_refused_untouched_or_saved_with_all_that_is_in_it(
    tmp_path: Path, rng: Random
) -> None:
    from archassist.session import SessionError
    from archassist.session.three_way_merge import get, keys

    text = re.sub(
        "|".join((*QUESTIONS, "title", "caching", "read_scaling")),
        r"x_\g<0>",
        HandWritten(rng).write().text(),
    )
    odd = (
        "#c99!",
        '"',
        "'''",
        "[",
        "}",
        "=",
        ".",
        "\n",
        "\r",
        "nan",
        "1979-05-27",
        "[x]",
        "\x00",
        "schema = 1",
    )
    for _ in range(rng.randint(0, 3)):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(odd) + text[at + rng.randrange(3) :]
    path = tmp_path / "s.toml"
    path.write_bytes(text.encode())
    try:
        review = Review.open(path, ARulebook())  # type: ignore[arg-type]
    except SessionError:
        assert path.read_bytes() == text.encode()
        return
    review.set("mau_now", "100", note="a note")
    before, after = (
        tomllib.loads(each.removeprefix("\ufeff")) for each in (text, path.read_bytes().decode())
    )
    for table, key in keys(before):
        if (table, key) != ("answers", "mau_now"):
            assert same(get(before, table, key), get(after, table, key))
    assert re.findall(r"#c\d+!", path.read_bytes().decode()) == re.findall(r"#c\d+!", text)
