"""Names that people type: by number where somebody is there, each in their own words, and never "all"."""

from __future__ import annotations

import pytest

from archassist.answers import AnswerError
from archassist.session.dissent import dissents
from archassist.session.who import as_known, read_dissent, read_names

HERE = ("Ana", "Ben", "Carla Ruiz")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ()),
        ("1 3", ("Ana", "Carla Ruiz")),
        ("2, Dora", ("Ben", "Dora")),
        ("ana; carla ruiz, ANA", ("Ana", "Carla Ruiz")),
    ],
)
def test_people_are_named_or_picked_by_their_numbers(typed: str, meant: tuple[str, ...]) -> None:
    assert read_names(typed, HERE) == meant


@pytest.mark.parametrize("typed", ["all", "Ana, everybody", "All of us"])
def test_all_is_nobodys_name(typed: str) -> None:
    with pytest.raises(AnswerError, match="is nobody's name"):
        read_names(typed, HERE)


def test_a_number_that_nobody_has_is_told_with_those_there_are() -> None:
    with pytest.raises(AnswerError, match="There is no number 4: 1 Ana, 2 Ben, 3 Carla Ruiz"):
        read_names("4", HERE)


def test_each_who_was_against_it_has_an_entry_of_their_own() -> None:
    said = read_dissent("2: too slow; and dear; carla ruiz: nobody runs it", HERE)
    assert said == "Ben: too slow; and dear; Carla Ruiz: nobody runs it"
    assert dissents(said) == ("Ben: too slow; and dear", "Carla Ruiz: nobody runs it")
    assert read_dissent("3 days are too few", HERE) == "3 days are too few"
    with pytest.raises(AnswerError, match="nobody's name"):
        read_dissent("all: too slow", HERE)


ROOM = (
    "Ines Park (DBA)",
    "Vera Holm: CTO",
    "Lena Brandt",
    "Lena Ott",
    "Product manager",
    "Engineer (web)",
    "Engineer (app)",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ines park", "Ines Park (DBA)"),
        ("Vera", "Vera Holm: CTO"),
        ("Lena Brandt (on call)", "Lena Brandt"),
        ("Lena", "Lena"),  # there are two
        ("Product", "Product"),  # no given name
        ("Engineer", "Engineer"),
        ("Engineer (data)", "Engineer (data)"),
        ("Ines Parker", "Ines Parker"),
    ],
)
def test_people_are_known_without_what_they_do_and_by_a_given_name_that_only_one_has(
    typed: str, meant: str
) -> None:
    assert as_known(typed, ROOM) == meant


def test_a_comma_in_brackets_parts_nobody() -> None:
    assert read_names("Vera Holm (CTO, decides), Ines Park; Mika (audit; law)") == (
        "Vera Holm (CTO, decides)",
        "Ines Park",
        "Mika (audit; law)",
    )
    assert read_names("Vera (CTO, Ines") == ("Vera (CTO", "Ines")
