"""Finding lines in TOML text."""

import tomllib

import pytest

from archassist.rulebook.lines import Lines

TEXT = '''\
# a comment with [brackets] and key = 1
top = 1
[table]  # a remark
plain = "a # b ] ["
long = """
[not.a.table]
not_a_key = 1 \\""" still inside
""""
list = [
  "one", # ] not the end
  { deep = 1 },
]
after.dotted.key = 2
[ "quoted.id" . 'other' ]
last = \'\'\'
[nor.this]\'\'\'
end = 1
'''


def test_the_text_is_valid() -> None:
    assert tomllib.loads(TEXT)["table"]["after"] == {"dotted": {"key": 2}}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("table",), 3),
        (("table", "plain"), 4),
        (("table", "long"), 5),
        (("table", "list"), 9),
        (("table", "after"), 13),
        (("table", "after", "dotted", "key"), 13),
        (("quoted.id", "other"), 14),
        (("quoted.id", "other", "last"), 15),
        (("quoted.id", "other", "end"), 17),
    ],
)
def test_a_table_or_key_is_found_where_it_stands(path: tuple[str, ...], line: int) -> None:
    assert Lines(TEXT).of(path) == line


@pytest.mark.parametrize("path", [("table",), ("quoted.id", "other"), ("top",), ("table", "long")])
def test_the_fast_way_to_a_table_agrees(path: tuple[str, ...]) -> None:
    assert Lines(TEXT).of_table(path) == Lines(TEXT).of(path)


def test_what_is_inside_a_value_has_the_line_of_its_key() -> None:
    assert Lines(TEXT).of(("table", "list", "deep")) == 9


def test_what_is_missing_has_the_line_of_its_table() -> None:
    assert Lines(TEXT).of(("table", "missing")) == 3
    assert Lines(TEXT).of(("nowhere",)) == 1


def test_what_stands_in_a_text_is_not_found() -> None:
    assert [path for path, _ in Lines(TEXT).headers()] == [("table",), ("quoted.id", "other")]


@pytest.mark.parametrize(
    "text", ["", "\n", "[", "[a", "a =", 'a = "', 'a = """', "= 1", "[a]\r\nb = 1\r\n", "\0"]
)
def test_broken_text_does_no_harm(text: str) -> None:
    assert Lines(text).of(("a", "b")) >= 1
