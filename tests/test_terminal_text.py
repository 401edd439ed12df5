"""What a terminal gets of people's text: nothing that it obeys or that nobody sees, all that scripts and emoji need."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archassist import signs
from archassist.terminal_text import MOST_MARKS, escaped_in_json, one_line, plain, unbroken, visible

FORBIDDEN = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e",
    *"\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb\uffff",
    *"\ud800\udcff\udfff\U000e0001\U000e0041\U000e007f\U0001d173",
]
ANY_TEXT = st.text(st.characters(blacklist_categories=()), max_size=60)
ODD_TEXT = st.text(
    st.sampled_from([*FORBIDDEN, *"ab1# \t\n\r漢ا\u0301\u20e3\u200c\u200d\ufe0f\U000e0100😀“"]), max_size=40
)


@pytest.mark.parametrize("char", FORBIDDEN, ids=lambda char: f"{ord(char):04X}")
def test_what_a_terminal_obeys_or_nobody_sees_is_spelled_out(char: str) -> None:
    shown = visible(f"a{char}b")
    assert shown.isascii()
    assert f"{ord(char):x}" in shown
    assert plain(f"a{char}b") == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "two\nlines\tand a tab",
        "“quotes”, – dashes … → ≥ ● ○ ✓ × ½",
        "naïve café Zürich Ελλάδα Москва 東京 서울",
        "e\u0301 and Vie\u0323\u0302t, decomposed",
        "شما می\u200cخواهید",  # Persian needs the non-joiner
        "क\u094d\u200dष",  # and Hindi the joiner
        "בְּרֵאשִׁ֖ית",  # Hebrew with vowels and an accent
        "👩‍💻 👨‍👩‍👧‍👦 ❤️ 1️⃣ 🏳️‍🌈 👁️‍🗨️ 👍🏽",
        "葛\U000e0100城",  # a name with the variant of its sign that it is written with
        "\u0600١٢٣",  # a sign of Arabic numbers, which can be seen
        "\ue0b0 \uf8ff",  # icon fonts
        "⠿⠀⣿",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert visible(text) == plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pay\u200cpal", "pay\\u200cpal"),
        ("pay\u200dpal", "pay\\u200dpal"),
        ("😀\u200d\u200d", "😀\u200d\\u200d"),
        ("a\ufe0f", "a\\ufe0f"),
        ("❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f\\ufe0f\\ufe0e"),
        ("b\U000e0100", "b\\U000e0100"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("one\r\ntwo\rthree", "one\ntwo\\x0dthree"),
    ],
)
def test_joiners_and_selectors_hide_nothing(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_marks_do_not_pile_up() -> None:
    assert visible("e" + "\u0301" * 100).count("\u0301") == MOST_MARKS


@given(st.one_of(ANY_TEXT, ODD_TEXT))
def test_no_text_gets_through(text: str) -> None:
    shown = visible(text)
    assert not set(FORBIDDEN) & set(shown)
    assert visible(shown) == shown
    kept = {unicodedata.category(char) for char in shown if char not in "\t\n\u200c\u200d"} & {
        "Cc",
        "Cs",
        "Zl",
        "Zp",
    }
    assert not kept
    assert not set(FORBIDDEN) & set(plain(text))
    assert "\n" not in one_line(text)
    assert len(visible(unbroken(text)).splitlines()) <= 1


@given(st.one_of(ANY_TEXT, ODD_TEXT))
def test_json_says_the_same_and_is_safe(text: str) -> None:
    written = escaped_in_json(json.dumps([text], ensure_ascii=False))
    assert json.loads(written) == json.loads(json.dumps([text]))
    assert visible(written) == written
    assert not set(FORBIDDEN) & set(written)


@given(st.one_of(ANY_TEXT, ODD_TEXT), st.sampled_from(["ascii", "latin-1", "cp1252", "koi8-r", "utf-8"]))
def test_any_text_fits_any_encoding(text: str, encoding: str) -> None:
    signs.ready(None)
    fitted = signs.fitted(text, encoding)
    assert fitted.encode(encoding).decode(encoding) == fitted


def test_the_program_s_own_signs_have_words_of_ascii() -> None:
    signs.ready(None)
    assert signs.fitted("“a” → b … ≥ 3 × ● ○ ✓ – ½", "ascii") == '"a" -> b ... >= 3 x * o v - 1/2'
    assert signs.fitted("Zürich × 東京", "latin-1") == "Zürich × \\u6771\\u4eac"
    assert all(len(signs.one_cell(char)) == 1 for char in "“→…●▔▁█┃━╭⠿⣿ 東")
