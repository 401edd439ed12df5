"""Whether a source can be looked up: it names one page, and says what that page states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from archassist.authoring.remarks import Remark
from archassist.rulebook import Rulebook

_HOSTS_OF_REPOSITORIES = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"})
_HOSTS_OF_PUBLICATIONS = frozenset({"doi.org", "dx.doi.org", "eur-lex.europa.eu"})
_LANGUAGES_AND_VERSIONS = re.compile(
    r"(de|en|es|fr|it|ja|ko|nl|pl|pt|ru|zh)([-_][a-z]{2})?|latest|current|stable|v?\d+\.\d+(\.\d+)*|v\d+"
)
_GROUPS = re.compile(r"archives?|authors?|categor(y|ies)|labels?|search|tags?|topics?")
"""Parts of an address under which pages are listed by something they share."""

_FRONTS = re.compile(
    r"(articles?|blogs?|books?|contents|docs?|documentation|document[-_]library|engineering|guides?|home|index|library|list"
    r"|manual|news|posts|products|publications|resources|sitemap|table-of-contents|toc)(\.html?)?"
)
"""Last parts of an address at which a site, a manual or a book begins."""

_PART_OF_A_BOOK = re.compile(r"\b(chapters?|pages?|pp?\.|sections?|parts?|appendix)\b", re.IGNORECASE)


def broad_sources(rulebook: Rulebook) -> Iterator[Remark]:
    """Sources that are a whole site, category, repository or book, unless they say why; and reasons that none needs."""
    for id, source in rulebook.sources.items():
        fault = too_broad(source.where)
        if fault and not source.whole:
            yield Remark(
                source.place,
                "broad-source",
                id,
                f"{source.where} is {fault}: nobody finds there what is claimed",
                'Name the page, or the chapter; whole = "..." says why there is none.',
            )
        if source.whole and not fault:
            yield Remark(
                source.place, "broad-source", id, "names one page, and excuses itself", "Remove whole."
            )


def unsaid_sources(rulebook: Rulebook) -> Iterator[Remark]:
    """Sources without a word on what they state."""
    for id, source in rulebook.sources.items():
        if not source.supports:
            yield Remark(
                source.place,
                "unsaid-source",
                id,
                "does not say what it is cited for",
                'Look it up, and add supports = "...": what it states, in your own words, with its figures.',
            )


def too_broad(where: str) -> str:
    """What `where` names instead of one page; empty if it names one: an address, a DOI, a chapter, a file of the pack."""
    lowered = where.lower()
    if lowered.startswith("doi:"):
        return ""
    if lowered.startswith("isbn"):
        return "" if _PART_OF_A_BOOK.search(where) else "a whole book"
    if not lowered.startswith(("https://", "http://")):
        return "" if re.fullmatch(r"[\w.-]+(/[\w.-]+)+", where) else "no address"
    address = urlsplit(lowered)
    host = (address.hostname or "").removeprefix("www.")
    parts = [part for part in address.path.split("/") if part]
    if host in _HOSTS_OF_PUBLICATIONS and len(parts) > 1:
        return ""
    if host in _HOSTS_OF_REPOSITORIES:
        inside = [part for part in parts[2:] if part not in ("-", "tree", "blob")]
        return "" if len(inside) > 1 or "/" in address.fragment else "a whole repository"
    while parts and _LANGUAGES_AND_VERSIONS.fullmatch(parts[-1]):
        parts.pop()
    if not parts:
        return "" if address.query or address.fragment else "the front page of a site"
    if _lists_pages(parts):
        return "a list of pages"
    if _FRONTS.fullmatch(parts[-1]) and not address.fragment:
        return "where a site, a manual or a book begins"
    return ""


def _lists_pages(parts: list[str]) -> bool:
    if any(_GROUPS.fullmatch(part) for part in parts[-2:]):
        return True
    grouped_by_product = len(parts) > 1 and parts[-2] == "products" and "blog" in parts
    return grouped_by_product or _day(parts)


def _day(parts: list[str]) -> bool:
    """Whether an address ends in a year, a month or a day: what was published then."""
    return bool(re.search(r"(^|/)(19|20)\d\d(/\d\d?){0,2}$", "/".join(parts)))
