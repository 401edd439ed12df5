"""Reads what was written as its readers do (Markdown, YAML, HTML, CSV, JSON), and gives its shape: all but the words.

Two documents that differ in the words of a person alone have the same shape, whatever the words are.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
_WORDS = {"text", "text_special", "softbreak", "hardbreak"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def shape(name: str, text: bytes) -> Any:
    """The shape of a file. Raises ValueError when its reader does not take it."""
    said = text.decode("utf-8")
    kind = name.rpartition(".")[2]
    try:
        return _SHAPES[kind](said)
    except (yaml.YAMLError, csv.Error) as error:
        raise ValueError(f"{name}: {error}") from None


def strange(text: str) -> set[str]:
    """Characters that turn, hide or control what is read, and no document needs."""
    return {
        char
        for char in set(text)
        if (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char not in "\n\t")
        or char
        in "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
        or 0xE0000 <= ord(char) <= 0xE007F
    }


def formulas(text: str) -> list[str]:
    """Cells of a CSV text that a spreadsheet would take for a formula, also after blanks and quotation marks."""
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return [cell for cell in cells if cell.lstrip(" \"'\u00a0\u3000").startswith(_FORMULA)]


def _markdown(text: str) -> Any:
    head: Any = None
    if text.startswith("---\n"):
        front, _, text = text[4:].partition("\n---\n")
        head = _keys(yaml.safe_load(front))
    return head, _tokens(_READER.parse(text))


def _tokens(tokens: list[Token]) -> list[Any]:
    found: list[Any] = []
    for token in tokens:
        if token.type in _WORDS:
            if not found or found[-1] != "words":
                found.append("words")
            continue
        href = token.attrGet("href") or token.attrGet("src")
        inner = _tokens(token.children or [])
        if token.type == "code_inline":
            found.append("code")
        else:
            found.append((token.type, token.tag, href, inner))
    return found


def _keys(value: Any) -> Any:
    """A value with words in the place of texts, numbers and dates."""
    if isinstance(value, dict):
        return {key: _keys(each) for key, each in value.items()}
    return [_keys(each) for each in value] if isinstance(value, list) else "words"


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = [(name, value if name in ("href", "src", "class", "id") else "") for name, value in attrs]
        self.found.append((tag, told))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def unknown_decl(self, data: str) -> None:
        self.found.append("declaration")


def _html(text: str) -> Any:
    reader = _Html()
    reader.feed(text)
    reader.close()
    return reader.found


_SHAPES: dict[str, Callable[[str], Any]] = {
    "md": _markdown,
    "html": _html,
    "csv": lambda text: [len(row) for row in csv.reader(io.StringIO(text), strict=True)],
    "json": lambda text: _keys(json.loads(text)),
    "yml": lambda text: _keys(yaml.safe_load(text)),
}
