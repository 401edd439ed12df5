"""Builds the documentation as a site in build/site: `make docs`. A link that leads nowhere fails the build.

What is written lies in docs/ and beside it; what is generated (the knowledge base from the rules, an overview of the JSON
schemas) is made here, at build time, and is in no repository. The pages are laid out in build/docs as they lie in the
repository, so that the links that work there work here.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from archassist.cli import main as archassist

ROOT = Path(__file__).parents[2]
PAGES, SITE = ROOT / "build" / "docs", ROOT / "build" / "site"
WRITTEN = (
    "*.md",
    "LICENSE",
    "docs/*.md",
    "docs/*.svg",
    "docs/decisions/*.md",
    "docs/schemas/*.json",
    "docs/examples/*.md",
    "docs/examples/*/*.*",
    "docs/examples/*/decisions/*.md",
    "*/README.md",
)
CHAPTERS = {
    "Use": {
        "docs/examples/README": "Examples, and what they become",
        "docs/records": "Records that live with the code",
        "docs/pipelines": "In a pipeline",
        "docs/browser": "In a browser",
        "docs/how-few-answers": "How few answers are enough",
        "docs/how-right": "How right the advice is",
    },
    "Knowledge": {
        "knowledge/index": "Questions, decisions, rules",
        "rules/README": "Writing rules",
        "templates/README": "Writing documents",
        "docs/schemas/index": "JSON schemas",
    },
    "The house": {
        "docs/architecture": "Architecture",
        "docs/trust": "What is trusted, and why",
        "docs/start-up": "Start-up, and what it imports",
        "docs/decisions/index": "Decisions",
    },
    "Take part": {"CONTRIBUTING": "Contributing", "SECURITY": "Security", "CHANGELOG": "Changelog"},
}
"""Pages of the site by chapter, and what they are called at its side."""


def toctree(pages: list[str], caption: str = "") -> str:
    """A table of contents for the side of the site; the page itself does not show it."""
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["", "```{toctree}", *options, "", *pages, "```", ""])


def lay_out() -> None:
    """Puts everything that is written where Sphinx looks for it; the first page is the README."""
    shutil.rmtree(PAGES, ignore_errors=True)
    for pattern in WRITTEN:
        for source in ROOT.glob(pattern):
            target = PAGES / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (PAGES / "README.md").rename(PAGES / "index.md")


def write_knowledge(folder: Path) -> None:
    """The knowledge base: every question, decision, rule, practice, source and case."""
    with contextlib.redirect_stdout(io.StringIO()):
        if archassist(["rules", "docs", "--to", str(folder)]) != 0:
            sys.exit("The knowledge base could not be written.")
    (folder / "index.html").unlink()  # the same on one page, for which a site has no use
    pages = sorted(str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.md"))
    with (folder / "index.md").open("a", encoding="utf-8") as index:
        index.write(toctree([page for page in pages if page != "index"]))


def write_schemas(folder: Path) -> None:
    """An overview of the JSON schemas, when there are any."""
    schemas = sorted(folder.glob("*.json"))
    if not schemas:
        return
    lines = [
        "# JSON schemas",
        "",
        "What `archassist schema` prints, for editors and for scripts that read `--json`.",
        "",
    ]
    for path in schemas:
        schema = json.loads(path.read_text(encoding="utf-8"))
        about = " ".join(str(schema.get("description", schema.get("title", ""))).split())
        lines += [f"- [{path.name}]({path.name}): {about}" if about else f"- [{path.name}]({path.name})"]
    (folder / "index.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


def write_decisions(folder: Path) -> None:
    """A page for the folder of records, when there are any."""
    records = sorted(path.stem for path in folder.glob("[0-9]*.md"))
    if not records:
        return
    own = folder / "README.md"
    text = own.read_text(encoding="utf-8") if own.exists() else "# Decisions about archassist itself\n"
    own.unlink(missing_ok=True)
    (folder / "index.md").write_text(text + toctree(records), encoding="utf-8")


def write_examples(folder: Path) -> None:
    """The documents of the examples stand below the page that leads to them."""
    pages = sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/**/*.md"))
    with (folder / "README.md").open("a", encoding="utf-8") as index:
        index.write(toctree(pages))


def write_contents() -> None:
    """The chapters of the site, with the pages that there are."""
    with (PAGES / "index.md").open("a", encoding="utf-8") as index:
        for caption, pages in CHAPTERS.items():
            there = [f"{title} <{page}>" for page, title in pages.items() if (PAGES / f"{page}.md").exists()]
            index.write(toctree(there, caption))


_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|object)\b[^>]*?(?:src|data)=["'](?:https?:)?//[^"']+"""
    r"""|<link\b(?=[^>]*rel=["'](?:stylesheet|preload|icon|preconnect))[^>]*href=["'](?:https?:)?//[^"']+"""
    r"""|url\(["']?(?:https?:)?//[^)]+|@import\s+["']?(?:url\()?["']?https?:[^;]+"""
)


def fetched() -> list[str]:
    """What a page of the site would fetch from elsewhere; links that a reader follows are no such thing."""
    found = []
    for path in SITE.rglob("*"):
        if path.suffix in {".html", ".css", ".svg"}:
            text = path.read_text(encoding="utf-8")
            found += [f"{path.relative_to(SITE)}: {match.group()[:100]}" for match in _LOADED.finditer(text)]
    return found


def main() -> int:
    """Lays the pages out and builds the site; 1 for every warning of Sphinx, and for a page that needs the network."""
    lay_out()
    write_knowledge(PAGES / "knowledge")
    write_schemas(PAGES / "docs" / "schemas")
    write_decisions(PAGES / "docs" / "decisions")
    write_examples(PAGES / "docs" / "examples")
    write_contents()
    shutil.rmtree(SITE, ignore_errors=True)
    strict = ["--fail-on-warning", "--keep-going", "--nitpicky", "--quiet"]
    if code := sphinx(["-b", "html", *strict, "-c", str(Path(__file__).parent), str(PAGES), str(SITE)]):
        return code
    if elsewhere := fetched():
        print(
            *elsewhere, "The site is to be read offline: keep these files with it.", sep="\n", file=sys.stderr
        )
        return 1
    print(f"{SITE.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
