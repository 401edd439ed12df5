"""What people may type as an answer, and what is understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archassist.answers.answer import Answer, AnswerError
from archassist.answers.answer_text import as_typed, understood
from archassist.answers.parse import read_answer
from tests.session.conftest import QUESTIONS


@pytest.mark.parametrize(
    ("question", "typed", "shown"),
    [
        # plain numbers, with multipliers and separators of many habits
        ("mau_now", "1200", "1,200 users"),
        ("mau_now", "1.2k", "1,200 users"),
        ("mau_now", "1.2 million", "1,200,000 users"),
        ("mau_now", "3M users", "3,000,000 users"),
        ("mau_now", "40_000", "40,000 users"),
        ("mau_now", "40,000", "40,000 users"),
        ("mau_now", "40 000", "40,000 users"),
        ("mau_now", "1e6", "1,000,000 users"),
        ("engineers", "12 engineers", "12"),
        ("engineers", "1,5", "1.5"),
        # ranges; a multiplier or unit at the end serves both ends, unless that would turn the range round
        ("mau_now", "10..50", "10 to 50 users"),
        ("mau_now", "10-50k", "10,000 to 50,000 users"),
        ("mau_now", "10 to 50 thousand", "10,000 to 50,000 users"),
        ("mau_now", "500..2k", "500 to 2,000 users"),
        ("mau_now", "between 10 and 1.2k", "10 to 1,200 users"),
        ("mau_now", "70..70", "70 users"),
        ("p95_now_ms", "200..1 s", "200 to 1,000 ms"),
        # about: a rounded number is a range, not a measurement
        ("mau_now", "~200", "160 to 250 users"),
        ("write_share", "about 95%", "93% to 97%"),
        # rates
        ("peak_rps_now", "3M/day", "34.7222/s"),
        ("peak_rps_now", "12k per minute", "200/s"),
        ("peak_rps_now", "200 req/s", "200/s"),
        ("peak_rps_now", "200 rps", "200/s"),
        ("deploys_per_week", "2 a day", "14/week"),
        # durations
        ("rto_h", "15 min", "0.25 h (15 min)"),
        ("rto_h", "15m", "0.25 h (15 min)"),
        ("rto_h", "1h30m", "1.5 h"),
        ("rto_h", "2 days", "48 h (2 days)"),
        ("p95_now_ms", "1.5 s", "1,500 ms"),
        ("lead_time_d", "36 hours", "1.5 days"),
        # sizes
        ("data_gb", "2 TB", "2,000 GB (2 TB)"),
        ("data_gb", "2T", "2,000 GB (2 TB)"),
        ("data_gb", "500 MB", "0.5 GB (500 MB)"),
        ("data_growth_gb_m", "20 GB", "20 GB/month"),
        ("data_growth_gb_m", "0.6 TB/year", "50 GB/month"),
        # money
        ("infra_usd_m", "$5k", "$5,000/month"),
        ("infra_usd_m", "60k/year", "$5,000/month"),
        ("infra_usd_m", "5k USD per month", "$5,000/month"),
        # shares
        ("write_share", "40%", "40%"),
        ("write_share", "0.4", "40%"),
        ("write_share", "1 in 20", "5%"),
        ("write_share", "3/4", "75%"),
        ("write_share", "10..50%", "10% to 50%"),
        # levels
        ("slo_goal", "99.9", "99.9%"),
        ("slo_goal", "99.95%", "99.95%"),
        ("slo_goal", "three nines", "99.9%"),
        ("slo_goal", "three and a half nines", "99.95%"),
        # choices: id, label, number in the list, a beginning
        ("surge_kind", "known_events", "Known events"),
        ("surge_kind", "Known Events", "Known events"),
        ("surge_kind", "none", "No surges"),
        ("surge_kind", "2", "Seasons"),
        ("surge_kind", "sea", "Seasons"),
        ("blocks", "queue, cdn", "CDN, Job queue"),
        ("blocks", "CI/CD and CDN", "CDN, CI/CD"),
        ("blocks", "none", "none of them"),
        # not knowing, and not applying, are answers
        ("mau_now", "unknown", "unknown"),
        ("mau_now", "nobody knows", "unknown"),
        ("mau_now", "?", "unknown"),
        ("mau_now", "n/a", "out of scope"),
        ("mau_now", "out of scope: batch system", "out of scope: batch system"),
    ],
)
def test_what_is_typed_is_understood_and_shown_back(question: str, typed: str, shown: str) -> None:
    assert understood(QUESTIONS[question], read_answer(QUESTIONS[question], typed)) == shown


@pytest.mark.parametrize(
    ("question", "typed", "message"),
    [
        ("mau_now", "", "Nothing was typed"),
        ("mau_now", "lots", "“lots” is not a number"),
        ("mau_now", "5", "5 users is less than this question takes: 10 users to 1,000,000,000 users."),
        ("mau_now", "-5", "-5 is negative"),
        ("mau_now", "40%", "does not fit here. This is asked in users."),
        ("mau_now", "40 parsecs", "“parsecs” is not a known unit"),
        ("mau_now", "10 50", "holds more than one number"),
        ("mau_now", "50..10", "The range runs backwards: 50 is more than 10"),
        ("mau_now", "10..", "Write its two ends"),
        ("mau_now", "<500", "gives one end only"),
        ("mau_now", "1e999", "too large"),
        ("mau_now", "9" * 5000, "5,000 characters long"),
        ("data_gb", "1.2k", "could be thousands of GB or kilobytes"),
        ("data_gb", "3 h", "“h” does not fit here. This is asked in GB"),
        ("rto_h", "3M", "could be minutes or months"),
        ("infra_usd_m", "€5k", "“€” is not converted: amounts are in USD"),
        ("infra_usd_m", "5k EUR", "is not converted: amounts are in USD"),
        ("write_share", "40", "40 is more than the whole. Write 40% or a share between 0 and 1."),
        ("write_share", "150%", "150% is more than this question takes"),
        ("slo_goal", "98", "98 is not one of the levels. Write one of 99, 99.5, 99.9, 99.95, 99.99"),
        ("surge_kind", "seasnal", "Did you mean seasonal?"),
        ("blocks", "cdn, teapot", "“teapot” is not one of the choices"),
    ],
)
def test_nonsense_gets_a_plain_message_that_says_what_to_type(
    question: str, typed: str, message: str
) -> None:
    with pytest.raises(AnswerError) as raised:
        read_answer(QUESTIONS[question], typed)
    assert message in str(raised.value)


def _numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


@st.composite
def answered(draw: st.DrawFn) -> tuple[str, Answer]:
    """A question and any answer it may have."""
    name = draw(st.sampled_from(sorted(QUESTIONS)))
    question = QUESTIONS[name]
    special = st.sampled_from([Answer.unknown(), Answer.out_of_scope(), Answer.out_of_scope("no web part")])
    if question.type == "choice":
        value = st.sampled_from(list(question.choices)).map(Answer.exact)
    elif question.type == "choices":
        ids = list(question.choices)
        value = st.sets(st.sampled_from(ids)).map(
            lambda some: Answer.exact(tuple(i for i in ids if i in some))
        )
    else:
        one = st.sampled_from(question.levels) if question.levels else _numbers(*(question.range or (0, 1)))
        pairs = st.tuples(one, one).filter(lambda pair: pair[0] < pair[1])
        value = one.map(Answer.exact) | pairs.map(lambda pair: Answer.between(*pair))
    return name, draw(value | special)


@given(answered())
def test_an_answer_typed_as_it_is_shown_to_scripts_is_the_same_answer(case: tuple[str, Answer]) -> None:
    name, answer = case
    assert read_answer(QUESTIONS[name], as_typed(QUESTIONS[name], answer)) == answer


@given(st.sampled_from(sorted(QUESTIONS)), st.text())
def test_any_text_is_an_answer_or_gets_a_message(name: str, text: str) -> None:
    try:
        answer = read_answer(QUESTIONS[name], text)
    except AnswerError as error:
        assert str(error).endswith((".", "?"))
    else:
        assert read_answer(QUESTIONS[name], as_typed(QUESTIONS[name], answer)) == answer


@given(
    st.sampled_from(sorted(QUESTIONS)),
    st.from_regex(r"[~<$]?[0-9.,_ ]{1,8}[a-zA-Z%/ $]{0,6}(\.\.|-)?[0-9kMGBh%/]{0,5}"),
)
def test_almost_numbers_never_break_the_reader(name: str, text: str) -> None:
    try:
        read_answer(QUESTIONS[name], text)
    except AnswerError as error:
        assert len(str(error)) < 800
