"""Files of strangers: read within bounds, in time that grows with the text only, and every fault has words and a line."""

from __future__ import annotations

import codecs
import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist import foreign
from archassist.foreign import ForeignFault, decode, read_csv, read_json, read_toml
from tests.trials import trials


def fault(read: Any, given: Any) -> ForeignFault:
    with pytest.raises(ForeignFault) as raised:
        list(read(given))  # rows come one by one
    assert raised.value.message
    return raised.value


# -- the file itself


def test_text_in_utf_8_and_utf_16_is_read_and_its_line_ends_are_one(tmp_path: Path) -> None:
    for number, content in enumerate(
        (
            "é\nü".encode(),
            codecs.BOM_UTF8 + "é\r\nü".encode(),
            "é\rü".encode("utf-16"),
            codecs.BOM_UTF16_BE + "é\nü".encode("utf-16-be"),
        )
    ):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(content)
        assert foreign.read_text(path) == "é\nü"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"a\n\xe9", 2, "UTF-8"),
        (b"\xff\xfea", 1, "UTF-16"),
        (b"a\nb\nc\0d", 3, "zero byte"),
    ],
    ids=["Latin-1", "half of UTF-16", "zero"],
)
def test_what_is_no_text_is_told_with_its_line(content: bytes, line: int, said: str) -> None:
    found = fault(decode, content)
    assert (found.line, said in found.message) == (line, True)


def test_a_folder_a_link_to_nothing_and_what_is_too_large_are_told(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    (tmp_path / "large").write_bytes(b"x" * 101)
    assert "folder" in fault(foreign.read_bytes, tmp_path).message
    assert "no such file" in fault(foreign.read_bytes, tmp_path / "link").message
    assert "larger" in fault(lambda path: foreign.read_bytes(path, 100), tmp_path / "large").message
    assert "cannot be read" in fault(foreign.read_bytes, tmp_path / ("x" * 300)).message
    assert "no such file" in fault(foreign.read_bytes, Path("a\0b")).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        assert "not a regular file" in fault(foreign.read_bytes, path).message


# -- TOML


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a = 1\n" + "b" + ".b" * 20_000 + " = 1", 2, "deep"),
        ("[" + "a." * 20_000 + "a]", 1, "deep"),
        ("a = " + "[" * 20_000, 1, "deep"),
        ("a = " + "{a.a.a = " * 30 + "1" + "}" * 30, 1, "deep"),
        ("\na = " + "9" * 5000, 2, "5,000 digits"),
        ("a = 0x" + "f" * 5000, 1, "digits"),
        ("a = 1\na = 2", 2, "twice"),
        ("a = 1\nb = \n", 2, "not valid TOML"),
        ("a = '''x", 1, "not valid TOML"),
    ],
    ids=[
        "dotted keys", "dotted heads", "lists", "tables", "digits", "hexadecimal", "twice", "no value", "no end",
    ],
)  # fmt: skip
def test_a_toml_text_beyond_the_bounds_is_told_with_its_line(text: str, line: int, said: str) -> None:
    found = fault(read_toml, text)
    assert (found.line, said in found.message) == (line, True)


def test_what_only_looks_deep_or_long_is_read() -> None:
    text = "[[[[" * 50 + "a.b." * 50 + "9" * 5000
    content = {"text": text, "more": f"{text}\n'''{text}", "list": [[[1.5]]], "dots": [1.5] * 200}
    assert read_toml(tomli_w.dumps(content)) == content
    assert read_toml(f"# {text}\na = '''\n{text}\n'''\n") == {"a": f"{text}\n"}


@settings(max_examples=trials(200), deadline=None)
@given(st.text(alphabet="ab=.[]{}'\"\\#\n,1_0x+-eE \té", max_size=60))
def test_any_toml_text_is_read_as_the_parser_reads_it_or_refused(text: str) -> None:
    try:
        found = read_toml(text)
    except ForeignFault as refused:
        assert refused.line >= 0
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads(text)
    else:
        assert repr(found) == repr(tomllib.loads(text))


# -- JSON


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[" * 100_000, 1, "deep"),
        ('{"a":\n' + "9" * 5000 + "}", 2, "5,000 digits"),
        ('{"a": 1,\n"b": 2,\n"\\u0061": 3}', 3, "“a” is listed twice: line 1"),
        ('{"a":\nNaN}', 2, "not a number"),
        ('{"a": 1,\n"b": -Infinity}', 2, "not a number"),
        ('{"a": 1,\n}', 2, "not valid JSON"),
        ('{"a', 1, "not valid JSON"),
    ],
    ids=["deep", "digits", "twice", "NaN", "Infinity", "comma", "no end"],
)
def test_a_json_text_beyond_the_bounds_is_told_with_its_line(text: str, line: int, said: str) -> None:
    found = fault(read_json, text)
    assert (found.line, said in found.message) == (line, True)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=12,
    )
)
def test_any_json_value_is_read_as_it_was_written(value: object) -> None:
    assert read_json(json.dumps(value, indent=1)) == value


# -- CSV


@pytest.mark.parametrize(
    "text",
    [
        "a,1\nb,2\n",
        "a,1\r\nb,2\r\n",
        "a,1\rb,2\r",
        "a;1\n\n;\nb;2",
        "a\t1\nb\t2",
        '"a",1\n"b","2"',
        " a , 1 \nb,2",
    ],
    ids=["Unix", "Windows", "old Macs", "semicolons", "tabs", "quotes", "blanks"],
)
def test_rows_are_read_however_they_are_written(text: str) -> None:
    assert [cells for _, cells in read_csv(text)] == [["a", "1"], ["b", "2"]]


def test_a_mark_inside_quotes_separates_nothing() -> None:
    assert [cells for _, cells in read_csv('"a;b",1\n"c;\nd",2\n')] == [["a;b", "1"], ["c;\nd", "2"]]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a,1\nb," + "x" * 200_000, 2, "131,072"),
        ('a,1\nb,"x\ny\nz', 2, "quotation mark"),
        ('a,1\n"b"c,2', 2, "closing quotation mark"),
        ('a,1\nb,"' + "x\n" * 100_000, 2, "quotation mark"),
    ],
    ids=["a long cell", "no end", "text after a quotation", "a long cell without an end"],
)
def test_a_damaged_row_is_told_with_its_line(text: str, line: int, said: str) -> None:
    found = fault(read_csv, text)
    assert (found.line, said in found.message) == (line, True)


# -- none is slow: each of these took minutes, or for ever, in a reader whose time grows with the square

LONG = 300_000


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_toml, "a" + ".a" * LONG + " = 1"),
        (read_toml, 'a = """' + ' \\"""' * LONG),
        (read_toml, "a = '" * LONG),
        (read_toml, "a =" + " " * LONG + "!"),
        (read_json, '"' + '\\"' * LONG),
        (read_json, "{" + '"a" ' * LONG),
        (read_csv, '"' * LONG),
        (read_csv, 'a,"\n' * LONG),
        (read_csv, "," * LONG),
    ],
    ids=["dots", "no end", "ends", "blanks", "JSON no end", "JSON keys", "quotes", "CSV no ends", "columns"],
)
def test_a_long_text_is_read_or_refused_at_once(read: Any, text: str) -> None:
    try:
        list(read(text))
    except ForeignFault as refused:
        assert refused.message
