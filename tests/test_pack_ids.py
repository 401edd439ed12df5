"""The program knows no object of the shipped pack by its id: a pack of another field works as well."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archassist.rulebook import Rulebook
from archassist.session import shipped_rulebook

ROOT = Path(__file__).parent.parent

WORDS = {
    # id of the shipped pack, where the same word stands for something else: what it means there
    ("none", "answers"): "nothing, as people type it",
    ("none", "authoring"): "nothing to list",
    ("none", "documents"): "a share of futures",
    ("none", "cli"): "a share of futures, and nothing",
    ("none", "views"): "an effort of nothing, in words",
    ("none", "engine"): "a share of futures, and nothing",
    ("none", "records"): "a mode of git",
    ("none", "tui"): "a share of futures, and nothing",
    ("none", "words.py"): "a share of futures",
    ("none", "working_days.py"): "no time",
    ("none", "serve"): "a value of a header: nobody sent the request here",
    ("data", "tui"): "a folder of the user",
    ("stage", "tui"): "a place on a screen",
    ("data", "answers"): "a kind of unit: bytes",
    ("data", "engine"): "what an answer grows with, a word of rule files",
    ("data", "forecast"): "what an answer grows with, a word of rule files",
    ("data", "rulebook"): "what an answer grows with, a word of rule files",
    ("dau", "answers"): "users of a day, as people type it",
    ("engineers", "answers"): "a noun that people write after a number",
    ("engineers", "views"): "people of a plan, in words",
    ("shared", "cli"): "the head of a column",
    ("stage", "authoring"): "a kind of table of rule files",
    ("stage", "rulebook"): "a kind of table of rule files",
    ("teams", "answers"): "a noun that people write after a number",
    ("million", "answers"): "a number, as people type it",
    ("million", "engine"): "a number in a sentence",
    ("in_place", "authoring"): "a key of scenarios",
    ("in_place", "rulebook"): "a key of rule files",
    ("events", "session"): "a table of session files",
    ("events", "views"): "a table of session files",
    ("stage", "file_commit"): "a key in the notes of an export",
}

EXAMPLES = {
    "cli/parser.py": "help: examples of commands that work on the shipped pack as they stand",
    "cli/set.py": "messages that show how an answer is written",
    "answers/evidence_file.py": "a message that shows how a measurement is written",
    "session/file_form.py": "descriptions of keys, with an example of what is written there",
    "rulebook/raw/decision_tables.py": "descriptions of keys, with an example of what is written there",
    "rulebook/gather.py": "a message that shows how the id of a practice is written",
    "rulebook/reason_templates.py": "a message that shows how a number in a sentence is written",
}
"""Files whose sentences may show an id of the shipped pack as an example. Nothing is looked up by it."""


def ids(rulebook: Rulebook) -> set[str]:
    """Every id that code could ask for."""
    named = {
        *rulebook.questions, *rulebook.facts, *rulebook.parameters, *rulebook.limits,
        *rulebook.decisions, *rulebook.practices, *rulebook.sections,
    }  # fmt: skip
    options = [option for each in rulebook.decisions.values() for option in each.options.values()]
    return named | {option.id for option in options} | {option.full_id for option in options}


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text in code with its line, docstrings apart."""
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in loose:
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def literals() -> list[tuple[str, int, str]]:
    """File, line and text of everything that stands in quotation marks."""
    folder = ROOT / "archassist"
    return [
        (path.relative_to(folder).as_posix(), line, text)
        for path in sorted(folder.rglob("*.py"))
        for line, text in texts(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_no_id_of_the_shipped_pack_stands_in_python(literals: list[tuple[str, int, str]]) -> None:
    known = ids(shipped_rulebook())
    strange = [
        f"{file}:{line}: {text}"
        for file, line, text in literals
        if text in known and (text, file.partition("/")[0]) not in WORDS
    ]
    assert strange == [], "name a role in rules/pack.toml and ask for that"


def test_words_that_are_no_ids_here_are_still_used(literals: list[tuple[str, int, str]]) -> None:
    used = {(text, file.partition("/")[0]) for file, _, text in literals}
    assert sorted(WORDS.keys() - used) == []


def test_only_examples_show_an_id_of_the_shipped_pack_in_a_sentence(
    literals: list[tuple[str, int, str]],
) -> None:
    # Words of English are left to the eye; an id of several parts is never one.
    known = {id for id in ids(shipped_rulebook()) if "_" in id or "." in id}
    parts = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(known, reverse=True)))})(?![\w.])")
    shown = {file for file, _, text in literals if text not in known and parts.search(text)}
    assert shown == set(EXAMPLES)


def test_an_id_in_code_would_be_seen() -> None:
    tree = ast.parse('"""mau_now"""\ndef f():\n    """mau_now"""\n    return facts["mau_now"]\n')
    assert list(texts(tree)) == [(4, "mau_now")]
