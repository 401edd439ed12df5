"""Pictures as text: what a title holds is only text in them, whatever it looks like."""

from __future__ import annotations

import html
import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.diagrams import Diagram, Node, dot, mermaid
from archassist.terminal_text import one_line
from tests.hostile import PAYLOADS
from tests.trials import trials

HOSTILE = [
    'a"] --> b["x', "end", "subgraph x", "style n0 fill:#f00;", "classDef x:#y;", '%%{init: {"theme": "dark"}}%%',
    "1. first", "1) first", "- item", "# head", "**bold** _it_ `code`", '`"markdown', "<b>x</b> &amp; #quot;", "$$x^2$$",
    "fa:fa-car", "a\\nb \\N \\G", "a\nb\tc", "www.example.com", "https://example.org/a?b=c", "click n0 call f()",
    "\u202eabc\x1b[31m", "---\ntitle: x\n---", "n0 --> n1;", '"', "\\", "}}", "])", "", "|x|", "accTitle: x",
]  # fmt: skip


def drawn(*titles: str) -> Diagram:
    """Each title as a node's and as a frame's."""
    nodes = [Node(f"i{at}", title, f"note-{at}", group=title) for at, title in enumerate(titles)]
    return Diagram(tuple(nodes), (("i0", "i0"),))


def read_mermaid(text: str) -> tuple[list[str], list[str]]:
    """Titles of frames and labels of nodes, read by the grammar of a flowchart with quoted labels: any other line fails."""
    frames, labels = [], []
    for line in text.removeprefix("flowchart LR\n").splitlines():
        if found := re.fullmatch(r'  subgraph g\d+\["([^"]*)"\]', line):
            frames.append(found[1])
        elif found := re.fullmatch(r' +n\d+(?:\["([^"]*)"\]|\(\["([^"]*)"\]\)|\{\{"([^"]*)"\}\})', line):
            labels.append(next(each for each in found.groups() if each is not None))
        else:
            assert re.fullmatch(r"  end|  n\d+ --> n\d+|  style n\d+ stroke-width:4px", line), line
    return frames, labels


def meant(label: str) -> str:
    """What Mermaid shows for a label: `#number;` is a sign."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)


@pytest.mark.parametrize("title", [*HOSTILE, *PAYLOADS])
def test_mermaid_shows_a_title_as_it_is(title: str) -> None:
    _, labels = read_mermaid(mermaid(drawn(title)))
    assert meant(labels[0]) == "<br>".join(filter(None, (one_line(title), "note-0")))


@pytest.mark.parametrize("title", HOSTILE)
def test_nothing_is_left_that_mermaid_its_markdown_or_its_formulas_read(title: str) -> None:
    (label, *_) = read_mermaid(mermaid(drawn(title)))[1]
    bare = re.sub(r"#\d+;", "", label.removesuffix("note-0").removesuffix("<br>"))
    assert not set(bare) & set("\"'`<>[]{}|*~$%\\:;#&=!?@^+")
    assert not re.match(r"\s*(?:[-+*]\s|\d+[.)]|---)", bare)
    assert "www." not in bare


@settings(max_examples=trials(200), deadline=None)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=3))
def test_any_titles_make_a_flowchart_with_one_node_each(titles: list[str]) -> None:
    _, labels = read_mermaid(mermaid(drawn(*titles)))
    assert sorted(map(meant, labels)) == sorted(
        "<br>".join(filter(None, (one_line(title), f"note-{at}"))) for at, title in enumerate(titles)
    )


def test_nodes_stand_in_their_frames_and_arrows_go_between_them() -> None:
    diagram = Diagram(
        (
            Node("a.b", "First, and least", group="Frame one", strong=True),
            Node("c", "Second", shape="round"),
            Node("d", "Third", "d", "hexagon", "Frame one"),
        ),
        (("a.b", "c"), ("c", "d")),
    )
    assert mermaid(diagram) == (
        'flowchart LR\n  subgraph g0["Frame one"]\n    n0["First, and least"]\n    n2{{"Third<br>d"}}\n  end\n'
        '  n1(["Second"])\n  n0 --> n1\n  n1 --> n2\n  style n0 stroke-width:4px\n'
    )
    assert dot(diagram) == (
        'digraph {\n  rankdir=LR;\n  node [shape=box, fontname="sans-serif"];\n  subgraph cluster_0 {\n'
        '    label="Frame one";\n    "a.b" [label="First, and least", penwidth=3];\n'
        '    "d" [label="Third\\nd", shape=hexagon];\n  }\n  "c" [label="Second", style="rounded"];\n'
        '  "a.b" -> "c";\n  "c" -> "d";\n}\n'
    )


def test_an_empty_graph_is_an_empty_picture() -> None:
    assert mermaid(Diagram((), ())) == "flowchart LR\n"
    assert dot(Diagram((), ())).startswith("digraph {")


@pytest.mark.parametrize("title", HOSTILE)
def test_dot_has_a_title_in_one_pair_of_quotation_marks(title: str) -> None:
    (line,) = (line for line in dot(drawn(title)).splitlines() if line.lstrip().startswith('"i0" [label='))
    found = re.fullmatch(r' +"i0" \[label="((?:[^"\\]|\\.)*)"\];', line)
    assert found
    shown = re.sub(r"\\(.)", lambda each: "\n" if each[1] == "n" else each[1], found[1])
    assert html.unescape(shown) == "\n".join(filter(None, (one_line(title), "note-0")))


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_every_title_as_it_is() -> None:
    made = subprocess.run(
        ["dot", "-Tsvg"], input=dot(drawn(*HOSTILE)), capture_output=True, text=True, check=True
    ).stdout
    shown = [html.unescape(each) for each in re.findall(r"<text[^>]*>([^<]*)</text>", made)]
    for title in filter(None, HOSTILE):
        assert shown.count(one_line(title).replace("  ", " ")) >= 2, title
