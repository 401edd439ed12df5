"""The page on keys says what the bindings are: no more, no less, and in their order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.binding import Binding

from archassist.tui.app import ArchassistApp
from archassist.tui.hands import declared
from archassist.tui.keymap import name_of

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
BEGIN, END = "<!-- the tables below are those of the program -->", "<!-- end of the tables -->"
_LONG = {
    "question_mark": "?", "slash": "/", "semicolon": ";", "asterisk": "*", "left_square_bracket": "[",
    "right_square_bracket": "]", "plus": "+", "minus": "-", "ctrl+backslash": "ctrl+\\", "equals_sign": "=",
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


def test_the_page_on_keys_lists_every_binding() -> None:
    said = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert said.strip() == "\n".join(tables()).strip(), (
        "docs/keys.md is behind the program: `python -m tests.tui.test_keys_page` writes its tables anew"
    )


def test_every_action_with_a_key_has_a_name_of_its_own_on_its_screen() -> None:
    for table, bindings in declared(ArchassistApp).items():
        by_name: dict[str, set[str]] = {}
        for binding in Binding.make_bindings(bindings):
            by_name.setdefault(name_of(binding.action), set()).add(binding.action)
        assert all(len(actions) == 1 for actions in by_name.values()), (table, by_name)


def test_a_letter_that_works_everywhere_means_the_same_on_every_screen() -> None:
    known = declared(ArchassistApp)
    everywhere = {each.key: each.action for each in Binding.make_bindings(known[""]) if len(each.key) == 1}
    other = {
        (table, each.key, each.action)
        for table, bindings in known.items()
        for each in Binding.make_bindings(bindings)
        if table and each.key in everywhere and each.action.removeprefix("app.") != everywhere[each.key]
    }
    assert {(table, key) for table, key, _ in other} == {
        ("export", "w"),  # writes: nobody answers there
        ("present", "h"),  # the way back of vi, where nothing else is to be done
        ("pick", "q"),  # q leaves: here what lies over the screen, and what is presented
        ("present", "q"),
        ("text", "q"),
        ("tour", "q"),
    }


def main() -> None:
    """Writes the tables of the page anew."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n" + "\n".join(tables()) + f"\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
