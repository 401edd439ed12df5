"""The whole knowledge base as Markdown files and one HTML page, made from the rules."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archassist.authoring.usual import usual
from archassist.documents.markdown import Markdown, escape, link, visible
from archassist.documents.templates import render
from archassist.engine import with_unit
from archassist.foreign import ForeignFault, read_bytes
from archassist.records import Write, WriteFault, write_all
from archassist.rulebook import (
    Decision,
    Effort,
    Option,
    Parameter,
    Rule,
    Rulebook,
    Slot,
    reach,
    template_parts,
)
from archassist.words import capital
from archassist.working_days import DAYS_IN

if TYPE_CHECKING:
    from archassist.casebase import Case

MARK = "Made by archassist rules docs from the rules; edit those instead."
"""In each file that was made here; only files that carry it are written anew."""

_PAGES = ("questions", "contradictions", "facts", "practices", "cases", "glossary", "sources")


_LARGEST_PAGE = 50_000_000
"""Bytes; what is larger was not made here."""


class DocsError(Exception):
    """A file of the target is not ours to overwrite; the message names it."""


def knowledge_pages(
    rulebook: Rulebook,
    cases: Sequence[Case],
    templates: Sequence[Path],
    steps: Callable[[Iterable[Decision]], Iterable[Decision]] = iter,
) -> Mapping[str, str]:
    """Markdown by file name without `.md`: `index`, `decisions/ID`, and one file for each other kind.

    `steps` goes through the decisions, which take nearly all of the time, and may tell somebody how far that is.
    """
    pages = {"index": _render("index", rulebook, cases, templates, "")}
    for decision in steps(rulebook.decisions.values()):
        pages[f"decisions/{decision.id}"] = _render(
            "decision", rulebook, cases, templates, "../", decision=decision
        )
    return pages | {name: _render(name, rulebook, cases, templates, "") for name in _PAGES}


def html_page(rulebook: Rulebook, pages: Mapping[str, str], templates: Sequence[Path]) -> str:
    """All pages as one HTML document that needs nothing else."""
    from markdown_it import MarkdownIt

    # The Markdown is escaped already; without raw HTML nothing in a pack can become markup.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    parts = []
    for name, text in pages.items():
        body = re.sub(
            r'href="(?:\.\./)*([a-z_/]+)\.md(?:#[^"]*)?"',
            lambda found: f'href="#{_anchor(found[1])}"',
            reader.render(text),
        )
        title = text.partition("\n")[0].removeprefix("# ")
        parts.append((Markdown(_anchor(name)), Markdown(_plain(title)), Markdown(body)))
    return render(
        "knowledge/page.html.j2", templates, title=Markdown(html.escape(rulebook.title)), pages=parts
    )


def write_docs(target: Path, pages: Mapping[str, str], page: str) -> list[Path]:
    """Write `NAME.md` for each page and `index.html` into the folder, all or none; give back their paths.

    Raises DocsError, with nothing written, when a file is there that was not made by this, when a name leads out of the
    folder, and when the system refuses.
    """
    files = {f"{name}.md": f"{text}\n<!-- {MARK} -->\n" for name, text in pages.items()}
    files["index.html"] = f"{page.rstrip()}\n<!-- {MARK} -->\n"
    writes = [Write(name, _before(target, target / name), text.encode()) for name, text in files.items()]
    try:
        write_all(target, writes)
    except WriteFault as fault:
        raise DocsError(str(fault)) from None
    return [target / name for name in files]


def _before(target: Path, path: Path) -> bytes | None:
    """The page that was made here last, None where there is none. Raises DocsError for whatever else is there."""
    try:
        astray = path.is_symlink() or not path.resolve().is_relative_to(target.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        raise DocsError(f"{target} leads nowhere. Choose another folder.") from None
    if astray:
        raise DocsError(f"{path} is a link. Remove it, or choose another folder.")
    if not path.exists():
        return None
    with contextlib.suppress(ForeignFault):
        if MARK.encode() in (content := read_bytes(path, _LARGEST_PAGE)):
            return content
    raise DocsError(f"{path} was not made by this command. Move it away, or choose another folder.")


def _render(
    name: str, rulebook: Rulebook, cases: Sequence[Case], templates: Sequence[Path], up: str, **more: Any
) -> str:
    reached = reach(rulebook)

    def page(title: str, to: str, at: str = "") -> Markdown:
        anchor = f"#{_heading_anchor(title)}" if at else ""
        return Markdown(f"[{escape(title)}]({up}{to}.md{anchor})")

    def cite(id: str) -> Markdown:
        source = rulebook.sources[id]
        return link(source.title, source.where)

    def decides(question: str) -> Markdown:
        said = []
        for decision, borders in reached[question].decisions.items():
            at = ", ".join(_border(rulebook, question, each) for each in borders)
            title = page(rulebook.decisions[decision].title, f"decisions/{decision}")
            said.append(f"{title} (at {at})" if at else str(title))
        return Markdown("; ".join(said))

    return render(
        f"knowledge/{name}.md.j2",
        templates,
        book=rulebook,
        cases=list(cases),
        rules=sum(len(decision.rules) for decision in rulebook.decisions.values()),
        terms=sorted(rulebook.terms.values(), key=lambda term: term.title.lower()),
        page=page,
        cite=cite,
        code=_code,
        reason=_reason,
        says=_says,
        effort=_effort,
        points=_points,
        amount=_amount,
        case=_case,
        decides=decides,
        usual=lambda question: "; ".join(usual(rulebook, question)),
        **more,
    )


def _code(text: str) -> Markdown:
    """Text inside a code span: it is shown as it is, and may not end the span."""
    return Markdown(visible(text).replace("`", "'").replace("|", "\\|"))


def _case(case: Mapping[str, Any]) -> Markdown:
    return _code(", ".join(f"{name} = {_listed(value)}" for name, value in case.items()) or "any answers")


def _listed(value: object) -> str:
    return " + ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def _reason(template: str) -> Markdown:
    parts: Iterable[str | Slot] = template_parts(template)
    text = "".join(
        (f"`{part.name}`" if part.many is None else part.many) if isinstance(part, Slot) else _spaced(part)
        for part in parts
    )
    return Markdown(f"{capital(text)}." if text else "")


def _spaced(part: str) -> str:
    """The part escaped, with the blanks that keep it apart from the values beside it."""
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and part.strip() else ""
    return f"{before}{escape(part)}{after}"


def _says(rule: Rule) -> str:
    said = {"for": "For it", "against": "Against it", "requires": "Requires it", "rules_out": "Rules it out"}
    return said[rule.says] + (f" ({rule.weight})" if rule.says in ("for", "against") else "")


def _effort(effort: Effort) -> str:
    days = DAYS_IN[effort.unit]
    for_each = f" for the first of {visible(effort.per)}, less for each further one" if effort.per else ""
    return f"{effort.low_days / days:.3g} to {effort.high_days / days:.3g} {effort.unit}{for_each}"


def _points(option: Option) -> Markdown:
    if isinstance(option.ops_points, (int, float)):
        word = "operating point" if option.ops_points == 1 else "operating points"
        return Markdown(f"{option.ops_points:g} {word}" if option.ops_points else "nothing worth counting")
    return Markdown(f"operating points by `{_code(option.ops_points.text)}`")


def _amount(parameter: Parameter) -> str:
    said = with_unit(parameter.value, parameter.unit)
    if parameter.range:
        low, high = (with_unit(each, parameter.unit) for each in parameter.range)
        said += f" ({low} to {high})"
    return said


def _border(rulebook: Rulebook, question: str, border: float | str) -> str:
    known = rulebook.questions[question]
    if isinstance(border, str):
        return str(escape(known.choices.get(border, border)))
    unit = "share" if known.type == "share" else known.unit
    return str(escape(with_unit(border, unit)))


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name)


def _heading_anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _plain(markdown: str) -> str:
    return html.escape(html.unescape(re.sub(r"\\(.)", r"\1", markdown)))
