"""A source is one page that can be looked up, and says what it is cited for."""

from __future__ import annotations

import pytest

from archassist.authoring.lint import lint
from archassist.authoring.source_pages import too_broad
from tests.rulebook.packs import Bench

PAGES = (
    "https://example.org/blog/how-we-scaled",
    "https://example.org/blog/2021/05/how-we-scaled/",
    "https://docs.example.org/en/5.0/topics/db/queries/",
    "https://docs.example.org/documentation/#design",
    "https://github.com/example/tool/blob/main/docs/limits.md",
    "https://github.com/example/tool#limits/of-one-machine",
    "https://doi.org/10.1287/opre.9.3.383",
    "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    "https://support.example.org/answer/6346149",
    "https://example.org/?id=17",
    "doi:10.1037/apl0000994",
    "ISBN 978-1-942788-81-2, chapter 5",
    "rules/parameters/decisions.toml",
)

TOO_BROAD = (
    ("https://example.org", "the front page of a site"),
    ("https://example.org/en/", "the front page of a site"),
    ("https://example.org/latest/", "the front page of a site"),
    ("https://example.org/blog/", "where a site, a manual or a book begins"),
    ("https://example.org/docs", "where a site, a manual or a book begins"),
    ("https://example.org/docs/en/5.0/", "where a site, a manual or a book begins"),
    ("https://example.org/a-book/table-of-contents/", "where a site, a manual or a book begins"),
    ("https://example.org/blog/products/devops-sre/", "a list of pages"),
    ("https://example.org/topics/", "a list of pages"),
    ("https://example.org/category/databases", "a list of pages"),
    ("https://example.org/blog/tags/sharding/", "a list of pages"),
    ("https://example.org/authors/somebody", "a list of pages"),
    ("https://example.org/blog/2021/05/", "a list of pages"),
    ("https://github.com/example", "a whole repository"),
    ("https://github.com/example/tool", "a whole repository"),
    ("https://github.com/example/tool/tree/main", "a whole repository"),
    ("https://gitlab.com/example/tool/-/tree/main/", "a whole repository"),
    ("ISBN 978-1-942788-81-2", "a whole book"),
    ("article", "no address"),
)


@pytest.mark.parametrize("where", PAGES)
def test_a_page_a_chapter_and_a_file_can_be_looked_up(where: str) -> None:
    assert too_broad(where) == ""


@pytest.mark.parametrize(("where", "what"), TOO_BROAD)
def test_what_holds_many_pages_is_no_source(where: str, what: str) -> None:
    assert too_broad(where) == what


BOOK = 'where = "https://example.org/book/one-server"'
SITE = 'where = "https://example.org/"'


def found(bench: Bench, code: str) -> list[str]:
    return [str(finding) for finding in lint(bench.load()) if finding.code == code]


def test_lint_refuses_a_front_page_and_says_what_to_do(bench: Bench) -> None:
    assert not found(bench, "broad-source")
    bench.change(BOOK, SITE)
    (said,) = found(bench, "broad-source")
    assert "book: https://example.org/ is the front page of a site" in said
    assert "Name the page" in said


def test_an_exception_is_declared_with_its_reason(bench: Bench) -> None:
    bench.change(BOOK, SITE + '\nwhole = "The site is one page."')
    assert not found(bench, "broad-source")


def test_an_exception_that_nothing_needs_is_found(bench: Bench) -> None:
    bench.change(BOOK, BOOK + '\nwhole = "The site is one page."')
    (said,) = found(bench, "broad-source")
    assert "Remove whole" in said


def test_lint_asks_what_a_source_is_cited_for(bench: Bench) -> None:
    assert not found(bench, "unsaid-source")
    bench.change("supports = ", "note = ")
    (said,) = found(bench, "unsaid-source")
    assert "book: does not say what it is cited for" in said
