"""Readers that cost more than the others: whole commands on a damaged session, records as `check` reads them, templates."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

from archassist.cli import main
from archassist.documents import ExportError, context_of
from archassist.documents.own_template import OwnTemplate
from archassist.session import Review
from archassist.shipped import templates_folder
from soak.desk import DAY

_COMMANDS = (
    ["assess"],
    ["assess", "--json"],
    ["plan", "--date", "2026-11-20"],
    ["forecast", "--date", "2026-11-20"],
    ["check", "--date", "2026-11-20"],
    ["why", "caching"],
    ["risk"],
    ["export", "--to", "docs", "--dry-run", "--date", "2026-11-20"],
)


def command(folder: Path, text: bytes) -> object:
    """A command on this session: it does what it is for, or says in words what is wrong."""
    path = folder / "s.toml"
    path.write_bytes(text)
    name, *rest = _COMMANDS[sum(text) % len(_COMMANDS)]
    rest = [str(folder / each) if each == "docs" else each for each in rest]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([name, str(path), *rest])
    assert code in (0, 1, 2), f"{name} ends with {code}: {err.getvalue()[-2000:]}"
    assert code or out.getvalue() or err.getvalue(), f"{name} says nothing"
    return code


def checked(session: Path) -> Any:
    """What gives a record of such a text to `check`, beside a sound session."""

    def check(folder: Path, text: bytes) -> object:
        (folder / "decisions").mkdir()
        (folder / "decisions" / "0007-x.md").write_bytes(text)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["check", str(session), "--docs", str(folder), "--date", "2026-11-20"])
        assert code in (0, 1), f"check ends with {code}: {err.getvalue()[-2000:]}"
        return code

    return check


class Template:
    """Renders templates of any content, all with one process that is started when the first one comes."""

    refuses = (ExportError,)
    seeds = (
        b"# {{ record_id }}\n\n{% for each in decision.options %}* {{ each.title }}\n{% endfor %}\n",
        b"{% macro m(x) %}{{ x | upper }}{% endmacro %}{{ m(review.title) }}{% if decision %}{{ decision.title }}{% endif %}",
        b"{{ decision.asks | default('x') | wordwrap(20) }}{% set a = 3 * 4 %}{{ a }}{{ '%d' | format(a) }}",
    )

    def __init__(self, session: Path) -> None:
        self._context = context_of(Review.open(session), DAY, records_only=True)

    def __call__(self, folder: Path, text: bytes) -> object:
        """The document that a template makes."""
        (folder / "own.j2").write_bytes(text)
        own = OwnTemplate(folder / "own.j2", (templates_folder(),), seconds=1.0)
        decision = self._context.decisions[len(text) % len(self._context.decisions)]
        return own.render(review=self._context, decision=decision, record_id="x")
