"""Merging: people win, nothing of theirs is lost, and what was offered and refused is not offered again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.records.line_merge import SUGGESTION, merge, without_suggestions
from archassist.records.memory import Remembered
from archassist.records.rewritten import rewritten
from archassist.records.text import decode, of
from tests.trials import trials

LINE = st.sampled_from(["a", "b", "c", "", "* one", "* two", "| x | y |", "```", "# Head", "text "])
LINES = st.lists(LINE, max_size=12)


def edits(draw: st.DrawFn, base: list[str], mark: str) -> list[str]:
    lines = list(base)
    for number in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        kind = draw(st.sampled_from(["insert", "delete", "change"]))
        if kind == "insert" or at == len(lines):
            lines.insert(at, f"{mark} {number}")
        elif kind == "delete":
            del lines[at]
        else:
            lines[at] = f"{mark} {number}"
    return lines


@st.composite
def three(draw: st.DrawFn, distinct: bool = False) -> tuple[list[str], list[str], list[str]]:
    base = draw(LINES)
    if distinct:
        base = [f"{line.rstrip()} {number}" for number, line in enumerate(base)]
    return base, edits(draw, base, "human"), edits(draw, base, "machine")


@settings(max_examples=trials(400), deadline=None)
@given(three(), st.booleans())
def test_no_line_of_people_is_lost(texts: tuple, inside: bool) -> None:  # type: ignore[type-arg]
    base, ours, theirs = texts
    once = merge(base, ours, theirs, inside=inside)
    assert all(line in once.lines for line in ours if line.startswith("human"))


@settings(max_examples=trials(300), deadline=None)
@given(three(distinct=True), st.booleans())
def test_merging_the_same_again_changes_nothing(texts: tuple, inside: bool) -> None:  # type: ignore[type-arg]
    base, ours, theirs = texts
    once = merge(base, ours, theirs, inside=inside)
    left, _ = without_suggestions(once.lines, [each.block for each in once.suggestions] if inside else [])
    again = merge(once.base, left, theirs, inside=inside)
    assert again.lines == once.lines
    assert again.base == once.base


@settings(max_examples=trials(200), deadline=None)
@given(three())
def test_what_nobody_edited_becomes_the_new_text_and_what_nobody_generated_stays(texts: tuple) -> None:  # type: ignore[type-arg]
    base, ours, theirs = texts
    assert [line.rstrip() for line in merge(base, base, theirs).lines] == [line.rstrip() for line in theirs]
    assert list(merge(base, ours, base).lines) == ours
    assert merge(base, ours, base).suggestions == ()


def test_a_passage_that_both_changed_stays_and_the_new_text_is_suggested() -> None:
    found = merge(["one", "old", "three"], ["one", "mine", "three"], ["one", "new", "three"])
    assert found.lines == ("one", "mine", "", SUGGESTION, ">", "> new", "", "three")
    (suggestion,) = found.suggestions
    assert suggestion.text == ("new",)
    again = merge(
        ["one", "old", "three"],
        ["one", "mine", "three"],
        ["one", "new", "three"],
        frozenset([suggestion.digest]),
    )
    assert again.lines == ("one", "mine", "three")


def test_a_section_that_people_took_out_does_not_come_back() -> None:
    found = merge(["a", "gone", "b"], ["a", "b"], ["a", "changed", "b"])
    assert found.lines == ("a", "b")
    assert found.suggestions == ()


def test_a_line_that_people_rewrote_does_not_come_back_where_it_is_generated_now() -> None:
    base = ["Sources:", "", "* one", "* two", "* three", "", "end"]
    ours = ["Sources:", "", "* one", "* two", "* three, as we read it", "", "end"]
    theirs = ["Sources:", "", "* three", "* one", "* two", "* four", "", "end"]
    merged = merge(base, ours, theirs)
    assert "* three, as we read it" in merged.lines
    assert "* three" not in merged.lines
    assert "* one" in merged.lines
    again = merge(merged.base, merged.lines, [*theirs[:-1], "* five", "end"])
    assert "* three" not in again.lines


def test_what_is_said_anew_elsewhere_is_no_line_that_people_took_out() -> None:
    base = ["# Good", "", "* quick", "", "# End"]
    ours = ["# Good", "", "# End"]
    theirs = ["# Chosen", "", "* quick", "", "# Good", "", "* quick", "", "# End"]
    assert merge(base, ours, theirs).lines[:4] == ("# Chosen", "", "* quick", "")


def test_a_suggestion_never_stands_inside_a_code_block_or_a_table() -> None:
    base = ["```", "x = 1", "y = 2", "```", "| a | b |", "| 1 | 2 |", "| 3 | 4 |"]
    ours = ["```", "x = 9", "y = 2", "```", "| a | b |", "| 9 | 2 |", "| 3 | 4 |"]
    theirs = ["```", "x = 5", "y = 2", "```", "| a | b |", "| 5 | 2 |", "| 3 | 4 |"]
    lines = list(merge(base, ours, theirs).lines)
    assert lines[:4] == ours[:4]
    at = lines.index("| a | b |")
    assert lines[at : at + 3] == ours[4:]


def remembered(base: str) -> Remembered:
    return Remembered("x.md", base, "2026-11-20")


def test_front_matter_is_merged_by_key_and_keeps_keys_of_others() -> None:
    base = "---\nstatus: proposed\ndate: 2026-11-20\narchassist: caching\n---\n# T\n\nold\n"
    ours = "---\nstatus: accepted  # in the meeting\ndate: 2026-11-20\nnav_order: 3\narchassist: caching\n---\n# T\n\nold\n"
    new = "---\nstatus: proposed\ndate: 2027-01-01\narchassist: caching\nreview: soon\n---\n# T\n\nnew\n"
    text = "\n".join(rewritten(of(ours), remembered(base), new, inside=True).text.lines) + "\n"
    assert text == (
        "---\nstatus: accepted  # in the meeting\ndate: 2027-01-01\nnav_order: 3\narchassist: caching\nreview: soon\n---\n"
        "# T\n\nnew\n"
    )


def test_ends_of_lines_marks_and_stray_bytes_stay_as_they_were() -> None:
    base = "# T\n\none\n\ntwo\n"
    new = "# T\n\none\n\nTWO\n"
    for ours in (
        b"\xef\xbb\xbf# T\r\n\r\nmine\r\n\r\ntwo\r\n",
        b"# T\n\nmine  \n\ntwo",
        b"# T\n\nmine \xff\n\ntwo\n",
    ):
        found = rewritten(decode(ours), remembered(base), new, inside=True).text.encode()
        assert found == ours.replace(b"two", b"TWO")


@settings(max_examples=trials(300), deadline=None)
@given(st.binary(max_size=80) | st.text(alphabet="ab\r\n\ufeff é", max_size=40).map(str.encode))
def test_reading_and_writing_a_file_changes_no_byte(content: bytes) -> None:
    assert decode(content).encode() == content
