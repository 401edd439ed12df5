"""Pictures of what needs what in a pack: options that require others, practices in their order, where numbers come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from archassist.diagrams import Diagram, Node
from archassist.rulebook import Option, Rulebook
from archassist.rulebook.graphs import definitions, neighbourhood, prerequisites, requirements
from archassist.words import no_such

if TYPE_CHECKING:
    from networkx import DiGraph as Graph


class NotInGraph(ValueError):
    """Nothing in the graph has this id; the message names the nearest that is."""


def picture(rulebook: Rulebook, which: str, around: str = "", steps: int = 1) -> tuple[Diagram, int]:
    """One of GRAPHS as a picture, and how many things are left out of it because they need nothing and nothing needs them.

    Arrows lead to what rests on what they come from. With `around` only what lies within so many steps of that id is drawn
    (a decision: of its options). Raises NotInGraph.
    """
    graph_of, node_of = GRAPHS[which]
    graph = graph_of(rulebook)
    focus = _focus(rulebook, graph, around) if around else ()
    tied = [id for id in graph if graph.degree(id)]
    seen = neighbourhood(graph, focus, steps) if focus else graph.subgraph(tied)
    nodes = tuple(node_of(rulebook, id, id in focus) for id in graph if id in seen)
    # A graph of the pack leads from what needs something to what it needs; a picture is read the other way.
    arrows = tuple((needed, id) for id, needed in graph.edges if seen.has_edge(id, needed))
    return Diagram(nodes, arrows), 0 if focus else len(graph) - len(seen)


def _focus(rulebook: Rulebook, graph: Graph, id: str) -> tuple[str, ...]:
    if id in graph:
        return (id,)
    if (decision := rulebook.decisions.get(id)) and (
        found := tuple(option.full_id for option in decision.options.values() if option.full_id in graph)
    ):
        return found
    raise NotInGraph(f"In this graph {no_such('object', id, graph)}")


def _options(rulebook: Rulebook) -> dict[str, Option]:
    every = (option for decision in rulebook.decisions.values() for option in decision.options.values())
    return {option.full_id: option for option in every}


def _option(rulebook: Rulebook, id: str, strong: bool) -> Node:
    decision, _, option = id.partition(".")
    known = rulebook.decisions[decision]
    return Node(id, known.options[option].title, id, group=known.title, strong=strong)


def _practice(rulebook: Rulebook, id: str, strong: bool) -> Node:
    return Node(id, rulebook.practices[id].title, id, strong=strong)


def _definition(rulebook: Rulebook, id: str, strong: bool) -> Node:
    known = rulebook.questions.get(id)
    title = known.title if known else rulebook.facts[id].title
    return Node(id, title, id, "round" if known else "box", strong=strong)


GRAPHS: Mapping[str, tuple[Callable[[Rulebook], Graph], Callable[[Rulebook, str, bool], Node]]] = {
    "requirements": (lambda rulebook: requirements(_options(rulebook)), _option),
    "prerequisites": (lambda rulebook: prerequisites(rulebook.practices), _practice),
    "definitions": (lambda rulebook: definitions(rulebook.questions, rulebook.facts), _definition),
}
"""By name what makes the graph and what draws a place in it. Questions are round, facts have corners."""

LEFT_OUT = {"requirements": "options", "prerequisites": "practices", "definitions": "questions and facts"}
"""What is not drawn when nothing ties it to anything."""
