"""Templates in Jinja's sandbox. What they show is escaped unless it is marked as Markdown.

Those that ship run here. A template of a team's own runs in a process apart (`own_template.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from archassist.documents import svg
from archassist.documents.assumptions import condition_comment
from archassist.documents.errors import ExportError
from archassist.documents.likelihood import limit_plainly, plainly
from archassist.documents.markdown import (
    Markdown,
    chart_text,
    clause,
    escape,
    first_sentence,
    for_everybody,
    link,
    sentence,
    visible,
    yaml_list,
    yaml_scalar,
)
from archassist.engine import unnoted
from archassist.views.chances import precedent_text
from archassist.views.months import spelled, spoken
from archassist.words import STANDING_SIGNS, as_reason, capital, small
from archassist.working_days import days_text

if TYPE_CHECKING:
    from jinja2 import BaseLoader
    from jinja2.sandbox import SandboxedEnvironment

    from archassist.views.records.outlook import NotYetView
    from archassist.views.records.tradeoffs import Tipped


def render(name: str, folders: Sequence[Path], **values: Any) -> str:
    """The document that template `name` makes of the values; the first folder that has it wins.

    Raises ExportError when the template is faulty or missing.
    """
    from jinja2 import TemplateError

    try:
        text = environment(tuple(folders)).get_template(name).render(**values)
    except TemplateError as error:
        raise ExportError(_faulty(name, error)) from None
    return tidy(text)


def _faulty(name: str, error: Exception) -> str:
    place = f"{getattr(error, 'filename', None) or name}:{getattr(error, 'lineno', '')}".rstrip(":")
    said = str(getattr(error, "message", None) or error).rstrip(".")
    return f"{place}: {said}. Correct the template."


def render_html(name: str, folders: Sequence[Path], **values: Any) -> str:
    """A page that a template makes of the values, everything that they show escaped as HTML. Raises ExportError."""
    from jinja2 import TemplateError

    try:
        return str(_page_environment(tuple(folders)).get_template(name).render(**values)).strip() + "\n"
    except TemplateError as error:
        raise ExportError(_faulty(name, error)) from None


@lru_cache(maxsize=1)
def _sandboxed() -> type[SandboxedEnvironment]:
    """Jinja's sandbox, which asks once per type and attribute whether a template may read it: nothing else decides that.

    A record reads thousands of attributes of a few types, and asking costs more than reading.
    """
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandboxed(ImmutableSandboxedEnvironment):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._safe: dict[tuple[type, str], bool] = {}

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            known = self._safe.get((type(obj), attr))
            if known is None:
                known = self._safe[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
            return known

    return Sandboxed


@lru_cache(maxsize=4)
def _page_environment(folders: tuple[Path, ...]) -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = _sandboxed()(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=lambda value: "" if value is None else visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    made.filters |= {"sentence": sentence, "days": days_text, "foreseen": spoken, "begin": begin_text}
    made.filters |= {"plainly": plainly, "limit_plainly": limit_plainly, "team_reason": team_reason}
    made.globals |= {"signs": STANDING_SIGNS}
    made.filters |= {
        "growth_svg": lambda chart, border: Markup(svg.growth_svg(chart, border)),
        "timeline_svg": lambda chart: Markup(svg.timeline_svg(chart)),
        "plan_svg": lambda steps: Markup(svg.plan_svg(steps)),
    }
    return made


@lru_cache(maxsize=4)
def environment(folders: tuple[Path, ...]) -> SandboxedEnvironment:
    """The sandbox that templates from these folders run in."""
    from jinja2 import FileSystemLoader

    return sandbox(FileSystemLoader([str(folder) for folder in folders]))


def sandbox(loader: BaseLoader) -> SandboxedEnvironment:
    """The sandbox: templates see the values they are given, and reach nothing else."""
    from jinja2 import StrictUndefined

    made = _sandboxed()(
        loader=loader,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters |= {
        "sentence": sentence,
        "clause": clause,
        "as_reason": as_reason,
        "team_reason": team_reason,
        "yaml": yaml_scalar,
        "yaml_list": yaml_list,
    }
    made.filters |= {
        "code": code_span,
        "condition": lambda assumption: Markdown(visible(condition_comment(assumption))),
        "markdown": Markdown,
        "record_link": record_link,
        "linked_to": linked_to,
        "lower_first": small,
    }
    made.filters |= {
        "for_everybody": for_everybody,
        "unmarked": unmarked,
        "number_word": number_word,
        "capital": capital,
    }
    made.filters |= {"first_sentence": first_sentence, "shortest": lambda texts: min(texts, key=len)}
    made.filters |= {"chart": chart_text, "days": days_text, "within_brackets": within_brackets}
    made.filters |= {
        "foreseen": spoken,
        "plainly": plainly,
        "limit_plainly": limit_plainly,
        "begin": begin_text,
        "tipped": tipped_text,
        "precedent": precedent_text,
    }
    made.filters |= {"flat": lambda text: " ".join(text.split()), "words": lambda id: id.replace("_", " ")}
    made.globals |= {"link": link}
    return made


def code_span(text: str) -> Markdown:
    """Text inside a code span: shown as it is, and never ending it."""
    return Markdown(f"`{' '.join(visible(text).replace('`', chr(39)).split())}`")


def record_link(name: str) -> Markdown:
    """A link to a record beside, its file name as the text: the form that every reader of records follows."""
    return Markdown(f"[{escape(Path(name).stem)}]({quote(name)})")


def team_reason(text: str) -> str:
    """Why the team took or rejected an option, to stand behind its title, with the full stop.

    One plain clause goes on with "because"; what begins or goes on as a sentence does is quoted as the team wrote it.
    """
    said = " ".join(text.split())
    clause_ = said.removesuffix(".").rstrip()
    if not clause_:
        return "."
    if clause_[:1].isupper() or re.search(r"[.!?;:]\s", clause_):
        return f". The team's reason: {sentence(said)}"
    return f", because {clause_}."


def linked_to(text: str, path: str) -> Markdown:
    """A text as a link to a file beside; the text alone where there is none."""
    return Markdown(f"[{escape(text)}]({quote(path)})") if path else escape(text)


def within_brackets(text: str) -> str:
    """A text that ends in a mark, to stand in brackets itself: "2 to 4 months, assumed"."""
    told, mark = unnoted(text)
    return f"{told}, {mark}" if mark else text


def unmarked(text: str) -> str:
    """A text that ends in a mark, without it: for where a sentence says once that all is assumed."""
    return unnoted(text)[0]


_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def number_word(number: int) -> str:
    """A small number as a word, a larger one in digits."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def begin_text(coming: NotYetView) -> str:
    """When to begin so that an option is ready in time: `in March 2027`, `between March 2027 and May 2028`."""
    early, late = spelled(coming.start_by.early), coming.start_by.late
    if late is None:
        return f"{early} at the earliest"
    return f"in {early}" if late == coming.start_by.early else f"between {early} and {spelled(late)}"


def tipped_text(tipped: Tipped) -> str:
    """What the team's ranking changed in a decision, and why."""
    without = f"without the ranking {tipped.without_title}"
    return f"{tipped.title}: {tipped.with_title}; {without}. {tipped.because}"


def tidy(text: str) -> str:
    """Never two empty lines, no spaces at line ends, one newline at the end."""
    lines: list[str] = []
    for line in (each.rstrip() for each in text.strip().splitlines()):
        if line.startswith("|"):
            line = re.sub(r"\|  +(?=\|)", "| ", line)  # an empty cell is one space wide
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"


def _shown(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, (Markdown, bool, int)) or not isinstance(value, str):
        return value
    return escape(value)
