"""Runs other tools on folders that archassist wrote: `make interop`, or python -m tests.interop.

What cannot be installed is skipped, and it is said why. Exit code 1 when a tool that ran did not take what it was given.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from archassist.authoring.pictures import GRAPHS, picture
from archassist.cli import main as archassist
from archassist.diagrams import Diagram, Node, mermaid
from archassist.session import shipped_rulebook
from tests.hostile import PAYLOADS

CACHE = Path(__file__).resolve().parents[2] / ".interop"
PACKAGES = ("adr-log", "log4brains@1.1.0", "markdownlint-cli2", "@meza/adr-tools", "mermaid", "jsdom")
DAY = "2026-11-20"


class Skipped(Exception):
    """A tool is not here and cannot be had."""


def run(words: Sequence[str], folder: Path, seconds: float = 240) -> str:
    """What a tool prints. Raises AssertionError when it fails."""
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False)
    assert ran.returncode == 0, f"{' '.join(words)}: {(ran.stdout + ran.stderr)[-600:]}"
    return ran.stdout


def node(tool: str) -> str:
    """The path of a tool from npm, installed once."""
    if shutil.which("npm") is None:
        raise Skipped("npm is not installed")
    if not (CACHE / "node_modules").is_dir():
        CACHE.mkdir(exist_ok=True)
        words = ["npm", "install", "--prefix", str(CACHE), "--no-audit", "--no-fund", *PACKAGES]
        ran = subprocess.run(words, capture_output=True, text=True, timeout=900, check=False)
        if ran.returncode != 0:
            shutil.rmtree(CACHE / "node_modules", ignore_errors=True)
            raise Skipped(f"npm could not install it: {ran.stderr.strip().splitlines()[-1:]}")
    path = CACHE / "node_modules" / ".bin" / tool
    if not path.exists():
        raise Skipped(f"{tool} did not come with its package")
    return str(path)


def installed(tool: str) -> str:
    """The path of a tool of the system."""
    found = shutil.which(tool)
    if found is None:
        raise Skipped(f"{tool} is not installed")
    return found


def written(folder: Path, *words: str) -> Path:
    """A folder with everything that an export writes."""
    folder.mkdir(parents=True)
    session = folder / "review.toml"
    archassist(["new", str(session), "--example", "notion-2021"])
    archassist(
        ["decide", str(session), "caching", "shared_cache", "--because", "lists are slow", "--by", "ana"]
    )
    archassist(["export", str(session), "--to", str(folder), "--date", DAY, *words])
    return folder


def records(folder: Path) -> int:
    """How many records the export wrote into a folder."""
    found = len(list(folder.glob("[0-9]*.md")))
    assert found > 20, found
    return found


def git(folder: Path) -> None:
    """Commits everything: some tools take dates from git."""
    run(["git", "init", "-q", "-b", "main"], folder)
    run(["git", "add", "-A"], folder)
    run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x"], folder)


def with_adr_log(base: Path) -> str:
    """adr-log lists every record with its title."""
    folder = written(base / "madr", "--only", "adr", "--all") / "decisions"
    out = run([node("adr-log"), "-d", str(folder)], folder)
    assert out.count("ADR-") == records(folder), out
    assert "Architecture style: " in out
    return f"{records(folder)} titles listed"


def with_log4brains(base: Path) -> str:
    """log4brains reads every status, and builds its site."""
    folder = base / "log4brains"
    folder.mkdir()
    (folder / ".log4brains.yml").write_text(
        "project:\n  name: x\n  tz: Europe/Paris\n  adrFolder: ./docs/adr\n"
    )
    shutil.copytree(
        written(base / "l4b", "--only", "adr", "--all", "--format", "log4brains") / "decisions",
        folder / "docs" / "adr",
    )
    git(folder)
    out = run([node("log4brains"), "adr", "list", "--raw"], folder)
    count = records(folder / "docs" / "adr")
    accepted = sum(
        "- Status: accepted" in path.read_text() for path in (folder / "docs" / "adr").glob("*.md")
    )
    assert accepted > 1
    assert out.count("PROPOSED") == count - accepted, out
    assert out.count("ACCEPTED") == accepted, out
    run([node("log4brains"), "build"], folder)
    return f"{count} records, site built"


def with_meza_adr_tools(base: Path) -> str:
    """The npm port of adr-tools lists them and makes its table of contents."""
    folder = written(base / "meza", "--only", "adr", "--all", "--format", "nygard")
    (folder / ".adr-dir").write_text("decisions")
    out = run([node("adr"), "list"], folder)
    count = records(folder / "decisions")
    assert out.count(".md") == count, out
    run([node("adr"), "generate", "toc"], folder)
    return f"{count} listed, contents made"


def with_adr_tools(base: Path) -> str:
    """adr-tools itself: list, new -s, toc and graph."""
    tool = installed("adr")
    folder = written(base / "nygard", "--only", "adr", "--all", "--format", "nygard")
    (folder / ".adr-dir").write_text("decisions")
    count = records(folder / "decisions")
    assert run([tool, "list"], folder).count(".md") == count
    run(["env", "VISUAL=true", tool, "new", "-s", "0004", "Something else"], folder)
    text = next((folder / "decisions").glob("0004-*")).read_text()
    following = f"{count + 1}. Something else](00{count + 1}-something-else.md)"
    assert f"Superceded by [{following}" in text
    assert "Architecture style: " in run([tool, "generate", "toc"], folder)
    assert "digraph" in run([tool, "generate", "graph"], folder)
    return "list, supersede, toc and graph"


def with_markdownlint(base: Path) -> str:
    """markdownlint takes every document, with the two rules off that decision records break by design."""
    every = ("adr", "roadmap", "readout", "preread", "log", "onboarding", "onepager")
    kinds = [word for kind in every for word in ("--only", kind)]
    folder = written(base / "lint", *kinds)
    for format in ("nygard", "log4brains", "madr-minimal", "y-statement"):
        written(folder / format, "--only", "adr", "--all", "--format", format)
    config = folder / ".markdownlint-cli2.jsonc"
    config.write_text('{"config": {"default": true, "MD013": false, "MD024": false}}')
    files = [
        str(path.relative_to(folder)) for path in folder.rglob("*.md") if ".archassist" not in path.parts
    ]
    run([node("markdownlint-cli2"), "--config", str(config), *files], folder)
    return f"{len(files)} files"


def with_commonmark(base: Path) -> str:
    """Every document is one that a CommonMark parser reads without raw HTML but comments, which nobody sees."""
    folder = written(
        base / "cm", "--only", "adr", "--only", "roadmap", "--only", "readout", "--only", "onboarding"
    )
    files = [path for path in folder.rglob("*.md") if ".archassist" not in path.parts]
    for path in files:
        for token in MarkdownIt("commonmark").parse(path.read_text()):
            comment = token.content.startswith("<!--") and token.content.rstrip().endswith("-->")
            assert token.type != "html_block" or comment, (path, token.content)
    return f"{len(files)} files"


def with_promtool(base: Path) -> str:
    """Prometheus takes the alerts, and they fire."""
    tool = installed("promtool")
    folder = written(base / "alerts", "--only", "alerts") / "alerts"
    run([tool, "check", "rules", "archassist-alerts.yml", "archassist-recording.yml"], folder)
    run([tool, "test", "rules", "archassist-alerts-test.yml"], folder)
    return "checked, and fired"


def with_mermaid(base: Path) -> str:
    """The real Mermaid parser takes every chart."""
    node("markdownlint-cli2")
    folder = written(base / "charts", "--only", "roadmap")
    charts = [
        block.partition("```")[0] for block in (folder / "roadmap.md").read_text().split("```mermaid\n")[1:]
    ]
    script = CACHE / "parse.mjs"
    script.write_text(
        "import {JSDOM} from 'jsdom'; const d = new JSDOM(''); globalThis.window = d.window;"
        "globalThis.document = d.window.document; const m = (await import('mermaid')).default;"
        "import fs from 'fs'; for (const t of JSON.parse(fs.readFileSync(process.argv[2]))) await m.parse(t);"
    )
    import json

    pictures = [mermaid(picture(shipped_rulebook(), which)[0]) for which in GRAPHS]
    nodes = tuple(Node(f"i{at}", text, group=text) for at, text in enumerate(PAYLOADS))
    charts += [*pictures, mermaid(Diagram(nodes, ()))]
    (folder / "charts.json").write_text(json.dumps(charts))
    run([installed("node"), str(script), str(folder / "charts.json")], CACHE)
    return f"{len(charts)} charts"


CLIENTS: dict[str, Callable[[Path], str]] = {
    "adr-log": with_adr_log,
    "log4brains": with_log4brains,
    "adr-tools": with_adr_tools,
    "@meza/adr-tools": with_meza_adr_tools,
    "markdownlint-cli2": with_markdownlint,
    "CommonMark": with_commonmark,
    "promtool": with_promtool,
    "mermaid": with_mermaid,
}


def main() -> int:
    """Runs every client, and prints a line for each."""
    failed = 0
    for name, client in CLIENTS.items():
        with tempfile.TemporaryDirectory() as base:
            try:
                said = f"ok       {name}: {client(Path(base))}"
            except Skipped as reason:
                said = f"skipped  {name}: {reason}"
            except (AssertionError, subprocess.SubprocessError, OSError) as fault:
                failed += 1
                said = f"FAILED   {name}: {fault}"
        print(said, file=sys.stderr)
    return 1 if failed else 0


sys.exit(main())
