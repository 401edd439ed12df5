"""What people type, by the hundred: a table of things typed, and things typed at random beside an oracle that knows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archassist.answers import AnswerError
from archassist.answers.answer import Answer
from archassist.answers.answer_text import as_typed, understood
from archassist.answers.parse import read_answer
from archassist.session import shipped_rulebook
from tests.answers.typed_fuzz import run

TABLE = Path(__file__).with_name("typed.tsv")


def _rows() -> list[tuple[str, str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for line in lines:
        question, typed, meaning = line.split("\t")
        hidden = "\\x" in typed or "\\u" in typed
        found.append((question, typed.encode().decode("unicode_escape") if hidden else typed, meaning))
    return found


@pytest.fixture(scope="module")
def questions() -> Any:
    """The questions that are shipped."""
    return shipped_rulebook().questions


def _read(question: Any, text: str) -> Answer | None:
    try:
        return read_answer(question, text)
    except AnswerError:
        return None


def test_the_table_of_what_people_type_is_understood_or_refused_as_it_says(questions: Any) -> None:
    wrong = []
    for question, typed, meaning in _rows():
        try:
            said = f"= {understood(questions[question], read_answer(questions[question], typed))}"
        except AnswerError as error:
            said = f"✗ {error}"
        if said != meaning and not (meaning.startswith("✗") and said.startswith(meaning)):
            wrong.append(f"{question}={typed}: {said}, not {meaning}")
    assert wrong == []


def test_what_is_asked_back_names_answers_that_are_taken(questions: Any) -> None:
    for question, typed in (
        ("mau_now", "120.000"),
        ("data_gb", "0,500 TB"),
        ("stale_ok_s", "1:30"),
        ("infra_usd_m", "$5/m"),
        ("deploys_per_week", "1/2"),
        ("mau_now", "10.000-20.000"),
        ("write_share", "0.1..20%"),
    ):
        with pytest.raises(AnswerError) as raised:
            read_answer(questions[question], typed)
        first, second = str(raised.value).rstrip(".").rsplit("Write ", 1)[1].split(" or ")
        answers = [read_answer(questions[question], text) for text in (first, second)]
        assert answers[0] != answers[1]
        for answer in answers:
            assert understood(questions[question], answer) in str(raised.value)


def test_things_typed_at_random_are_refused_or_mean_what_was_meant(questions: Any) -> None:
    counts, wrong = run(2_000, 14, questions, _read)
    assert wrong == []
    assert counts["understood"] > 1_000, "the generator is out of step with the questions"


def test_an_amount_that_is_refused_though_it_has_one_meaning_is_rare(questions: Any) -> None:
    counts, _ = run(1_000, 15, questions, _read)
    assert counts["refused with one meaning"] < 20


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (text, question)
        for text in (
            "1-",
            "a",
            " ",
            "1.234 mil ",
            "and ",
            "cdn,",
            "~",
            "1h",
            "(",
            "+",
            "½",
            "n/a ",
            "\n",
            "1/",
        )
        for question in ("mau_now", "rto_h", "data_gb", "write_share", "blocks", "stage")
    ],
)
def test_a_text_of_200_kb_is_refused_at_once(questions: Any, text: str, question: str) -> None:
    # Reading it in quadratic time would take minutes.
    long = "x" + text * (200_000 // len(text)) + "x"
    with pytest.raises(AnswerError) as raised:
        read_answer(questions[question], long)
    assert len(str(raised.value)) < 800


def test_users_of_a_day_become_users_of_a_month_by_the_answered_share(questions: Any) -> None:
    question = questions["mau_now"]
    with pytest.raises(AnswerError, match=r"Answer dau_mau, .* at 30% a day these are 20,000"):
        read_answer(question, "6000 DAU")
    exact = read_answer(question, "6000 DAU", {"dau_mau": Answer.exact(0.3)})
    assert understood(question, exact) == "20,000 users"
    ranged = read_answer(question, "6k daily users", {"dau_mau": Answer.between(0.2, 0.4)})
    assert understood(question, ranged) == "15,000 to 30,000 users"
    for nothing in (Answer.unknown(), Answer.exact(0.0), Answer.out_of_scope()):
        with pytest.raises(AnswerError, match="counts users of a day"):
            read_answer(question, "6000 DAU", {"dau_mau": nothing})


def test_an_answer_of_three_decimals_is_shown_to_scripts_so_that_it_is_not_thousands(questions: Any) -> None:
    question = questions["req_per_dau"]
    assert read_answer(question, as_typed(question, Answer.exact(12.345))) == Answer.exact(12.345)
