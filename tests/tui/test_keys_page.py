"""The page on keys says what the bindings are: no more, no less, and in their order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.binding import Binding

from archassist.tui.app import ArchassistApp
from archassist.tui.hands import declared
from archassist.tui.keymap import name_of
from archassist.tui.widgets.line_list import LineList

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
LETTERS, LETTERS_END = "<!-- one letter, one meaning -->", "<!-- end of the letters -->"
BEGIN, END = "<!-- the tables below are those of the program -->", "<!-- end of the tables -->"
BEHIND = "docs/keys.md is behind the program: `python -m tests.tui.test_keys_page` writes its tables anew"
_LONG = {
    "question_mark": "?", "slash": "/", "semicolon": ";", "asterisk": "*", "left_square_bracket": "[",
    "right_square_bracket": "]", "plus": "+", "minus": "-", "ctrl+backslash": "ctrl+\\", "equals_sign": "=", "at": "@",
}  # fmt: skip


def tables() -> Iterator[str]:
    """The tables of the page: the keys that work everywhere, then those of each screen."""
    known = declared(ArchassistApp)
    for table in sorted(known):
        rows: dict[str, tuple[list[str], str]] = {}
        for binding in Binding.make_bindings(known[table]):
            if binding.description:
                keys, _ = rows.setdefault(name_of(binding.action), ([], binding.description))
                keys.append(_LONG.get(binding.key, binding.key))
        if rows:
            yield f"\n### {f'`[keys.{table}]`' if table else '`[keys]`: everywhere'}\n"
            yield "| Action | Keys | What it does |\n|---|---|---|"
            for name, (keys, does) in rows.items():
                yield f"| {name} | {' '.join(f'`{key}`' for key in keys)} | {does} |"
    yield ""


def meanings() -> Iterator[str]:
    """The table of letters, what each means, and on which screens."""
    where: dict[str, list[str]] = {}
    for table, each in _letters():
        if (table, each.key) not in OTHERWISE:
            where.setdefault(each.key, []).append(table or "everywhere")
    yield "| Letter | Means | On the screens |\n|---|---|---|"
    for letter in sorted(where, key=lambda each: (each.lower(), each)):
        yield f"| `{letter}` | {MEANS[letter]} | {', '.join(dict.fromkeys(where[letter]))} |"
    yield "\nIt means something else only here:\n"
    yield "| Screen | Letter | What it does there |\n|---|---|---|"
    for (table, letter), does in OTHERWISE.items():
        yield f"| {table} | `{letter}` | {does} |"


def test_the_page_on_keys_lists_every_binding() -> None:
    said = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert said.strip() == "\n".join(tables()).strip(), BEHIND


def test_the_page_on_keys_tells_what_each_letter_means() -> None:
    said = PAGE.read_text(encoding="utf-8").partition(LETTERS)[2].partition(LETTERS_END)[0]
    assert said.strip() == "\n".join(meanings()).strip(), BEHIND


def test_every_action_with_a_key_has_a_name_of_its_own_on_its_screen() -> None:
    for table, bindings in declared(ArchassistApp).items():
        by_name: dict[str, set[str]] = {}
        for binding in Binding.make_bindings(bindings):
            by_name.setdefault(name_of(binding.action), set()).add(binding.action)
        assert all(len(actions) == 1 for actions in by_name.values()), (table, by_name)


MEANS = {
    "a": "accept", "A": "action", "b": "begin", "B": "meeting ends", "c": "clear", "d": "decisions", "D": "difference",
    "e": "edit", "E": "editor", "f": "what this review is about", "F": "folder", "h": "today", "i": "interview",
    "l": "later", "L": "limits", "m": "meeting", "n": "new", "N": "note", "o": "open", "O": "out of scope", "p": "plan",
    "q": "quit", "r": "roadmap", "R": "recorded", "s": "sort", "t": "light or dark", "T": "what if", "u": "nobody knows",
    "U": "records also of", "v": "present", "w": "everybody", "W": "tour", "x": "export", "X": "reject", "y": "copy",
    "z": "undo", "Z": "redo",
}  # fmt: skip
"""What each letter means, in words that stand in the description of each of its keys, on whatever screen that works."""

OTHERWISE = {
    ("export", "w"): "write, as in vi, where there is no question that everybody could answer",
    ("present", "l"): "the next slide: vi's right, where nothing can be put off",
    ("present", "h"): "the previous slide: vi's left, where nothing is run",
    ("present", "g"): "the first slide, as g leads to the first line of a list",
    ("present", "q"): "leaves the presentation: q leaves whatever one is in",
    ("pick", "q"): "leaves the list that lies over the screen",
    ("text", "q"): "leaves the text that lies over the screen",
    ("tour", "q"): "leaves the tour",
}
"""By screen and letter what it means there instead, and why that misleads nobody."""


def _letters() -> Iterator[tuple[str, Binding]]:
    for table, bindings in declared(ArchassistApp).items():
        for each in Binding.make_bindings(bindings):
            if len(each.key) == 1 and each.key.isalpha() and each.description:
                yield table, each


def test_no_letter_has_two_meanings() -> None:
    wrong = [
        (table, each.key, each.description)
        for table, each in _letters()
        if (table, each.key) not in OTHERWISE and MEANS.get(each.key, "\0") not in each.description
    ]
    assert not wrong, "give it the meaning of its letter (MEANS), or another key"


def test_every_meaning_and_every_exception_is_one_of_a_key_that_is_there() -> None:
    used = {(table, each.key) for table, each in _letters()}
    assert set(OTHERWISE) <= used
    assert set(MEANS) == {key for table, key in used if (table, key) not in OTHERWISE}


def test_what_moves_in_a_list_means_nothing_else_on_any_screen() -> None:
    moves = {each.key for each in Binding.make_bindings(LineList.BINDINGS) if len(each.key) == 1}
    assert {"j", "k", "g", "G"} <= moves
    assert not [
        (table, each.key)
        for table, each in _letters()
        if each.key in moves and (table, each.key) not in OTHERWISE
    ]


def main() -> None:
    """Writes the tables of the page anew."""
    text = PAGE.read_text(encoding="utf-8")
    for begin, end, lines in ((LETTERS, LETTERS_END, meanings()), (BEGIN, END, tables())):
        head, rest = text.split(begin)
        text = f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{rest.split(end)[1]}"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
