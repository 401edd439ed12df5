"""Pictures of graphs as text: Mermaid, which many sites draw from Markdown, and DOT for Graphviz.

Whatever a title holds is only text in the picture: no markup, no markdown, no directive, no formula, no end of a label.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from archassist.terminal_text import one_line

Shape = Literal["box", "round", "hexagon"]


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a picture: `title`, and below it a `note`. Nodes of the same `group` (its title) stand in one frame."""

    id: str
    title: str
    note: str = ""
    shape: Shape = "box"
    group: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes, and arrows between their ids. The picture keeps the order of both."""

    nodes: tuple[Node, ...]
    arrows: tuple[tuple[str, str], ...]

    def groups(self) -> dict[str, list[Node]]:
        """Nodes by the title of their frame; those without one under ""."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.group, []).append(node)
        return found


def mermaid(diagram: Diagram) -> str:
    """The picture as a flowchart of Mermaid. Ids become numbers: Mermaid reads some words as its own."""
    numbers = {node.id: f"n{at}" for at, node in enumerate(diagram.nodes)}
    lines = ["flowchart LR"]
    for at, (group, nodes) in enumerate(diagram.groups().items()):
        inside = "    " if group else "  "
        lines += [f'  subgraph g{at}["{_in_mermaid(group)}"]'] if group else []
        for node in nodes:
            begin, end = _IN_MERMAID[node.shape]
            label = "<br>".join(filter(None, map(_in_mermaid, (node.title, node.note))))
            lines.append(f'{inside}{numbers[node.id]}{begin}"{label or numbers[node.id]}"{end}')
        lines += ["  end"] if group else []
    lines += [f"  {numbers[start]} --> {numbers[end]}" for start, end in diagram.arrows]
    lines += [f"  style {numbers[node.id]} stroke-width:4px" for node in diagram.nodes if node.strong]
    return "\n".join(lines) + "\n"


_IN_MERMAID: Mapping[Shape, tuple[str, str]] = {
    "box": ("[", "]"),
    "round": ("([", "])"),
    "hexagon": ("{{", "}}"),
}


def _in_mermaid(text: str) -> str:
    """A label: every sign that Mermaid, its Markdown or its formulas could take for their own becomes `#number;`."""
    text = one_line(text)
    return "".join(
        sign if sign.isalnum() or sign in " ,(/" or _harmless(text, at) else f"#{ord(sign)};"
        for at, sign in enumerate(text)
    )


def _harmless(text: str, at: int) -> bool:
    """Whether a sign means nothing where it stands: inside a word, but not `www.`; closing a bracket, but not `1)`."""
    before, after = text[:at], text[at + 1 : at + 2]
    if text[at] == ")":
        return not before.isdigit()
    inside = before[-1:].isalnum() and after.isalnum()
    return inside and (text[at] in "-_" or (text[at] == "." and not before.lower().endswith("www")))


def dot(diagram: Diagram) -> str:
    """The picture as a directed graph of Graphviz."""
    lines = ["digraph {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];']
    for at, (group, nodes) in enumerate(diagram.groups().items()):
        inside = "    " if group else "  "
        lines += [f"  subgraph cluster_{at} {{", f"    label={_in_dot(group)};"] if group else []
        for node in nodes:
            label = _in_dot(node.title, node.note)
            more = _IN_DOT[node.shape] + (", penwidth=3" if node.strong else "")
            lines.append(f"{inside}{_in_dot(node.id)} [label={label}{more}];")
        lines += ["  }"] if group else []
    lines += [f"  {_in_dot(start)} -> {_in_dot(end)};" for start, end in diagram.arrows]
    return "\n".join([*lines, "}"]) + "\n"


_IN_DOT: Mapping[Shape, str] = {"box": "", "round": ', style="rounded"', "hexagon": ", shape=hexagon"}


def _in_dot(*lines: str) -> str:
    """A text in quotation marks, over several lines. Graphviz reads backslashes and `&amp;` in labels as its own."""
    return '"' + "\\n".join(filter(None, map(_escaped_for_dot, lines))) + '"'


def _escaped_for_dot(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


FORMATS: Mapping[str, Callable[[Diagram], str]] = {"mermaid": mermaid, "dot": dot}
"""What pictures can be written as."""
