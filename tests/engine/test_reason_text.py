"""Values by themselves carry their unit, in the words of a person."""

from __future__ import annotations

import math

import pytest

from archassist.engine import Engine, with_unit
from archassist.engine.telling import Telling
from archassist.rulebook import Rulebook


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (15.0, "people", "15 people"),
        (1.0, "people", "1 person"),
        (63_200.0, "users", "63,200 users"),
        (13.4, "s", "13 s"),
        (0.25, "s", "0.25 s"),
        (7200.0, "s", "2 hours"),
        (26.8, "min", "27 min"),
        (3.2, "day", "3.2 days"),
        (424.0, "ms", "424 ms"),
        (44.7, "kB", "45 kB"),
        (4.7, "GB/month", "4.7 GB a month"),
        (65.6, "TB/month", "65.6 TB a month"),
        (20_900.0, "USD/h", "20,900 USD an hour"),
        (229_000.0, "USD/month", "229,000 USD a month"),
        (34.8, "1/s", "34.8 a second"),
        (77.5, "1/users/day", "77.5 per user a day"),
        (99.95, "%", "99.95%"),
        (0.13, "share", "13%"),
        (2.7, "x", "2.7x"),
        (3.5, "1", "3.5"),
        (math.inf, "month", "beyond any limit"),
        (True, "", "yes"),
    ],
)
def test_a_value_by_itself_carries_its_unit(value: object, unit: str, said: str) -> None:
    assert with_unit(value, unit) == said


def test_choices_are_their_labels() -> None:
    assert with_unit("own", "", labels={"own": "Own hardware"}) == "Own hardware"
    assert with_unit(("b", "a"), "", labels={"a": "One", "b": "Two"}) == "One, Two"


def test_a_reason_names_choices_by_their_phrases_and_words_agree_with_numbers(shipped: Rulebook) -> None:
    telling = Telling(Engine(shipped).compiled, frozenset(shipped.questions))
    template = "{teams:int} {teams:team|teams} {teams:has|have} {data_class:choice}"
    personal = list(shipped.questions["data_class"].choices).index("personal")
    said = [telling.filled(template, {"teams": number, "data_class": personal}) for number in (1.0, 1.2, 2.0)]
    assert said == ["1 team has personal data", "1 team has personal data", "2 teams have personal data"]


@pytest.mark.parametrize(
    ("months", "said"), [(0.0, "already"), (0.4, "already"), (3.7, "in 3.7 months"), (36, "in 3 years")]
)
def test_what_comes_is_told_by_when(shipped: Rulebook, months: float, said: str) -> None:
    known = Telling(Engine(shipped).compiled, frozenset(shipped.questions))
    template = "the primary is too busy {months_to_limit:until}"
    assert known.filled(template, {"months_to_limit": months}) == f"the primary is too busy {said}"
    about = said.replace("in ", "in about ")
    assumed = Telling(Engine(shipped).compiled, frozenset()).filled(template, {"months_to_limit": months})
    assert assumed == f"the primary is too busy {about} (assumed)"
