"""What needs what in a pack, as graphs: an edge leads from what needs something to what it needs.

The same graphs are checked when a pack is loaded and drawn by `archassist rules graph`. networkx takes 0.11 to 0.14 s to
import, so that it is only imported where a graph is made: a start from a kept pack makes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from archassist.rulebook.decisions import Option
from archassist.rulebook.models import Fact, Formula, Multiple, Practice, Question

if TYPE_CHECKING:
    from networkx import DiGraph as Graph


def requirements(options: Mapping[str, Option]) -> Graph:
    """Options by full id (`decision.option`), and the options of other decisions that they require at least."""
    return graph_of(options, ((id, wanted) for id, option in options.items() for wanted in option.requires))


def prerequisites(practices: Mapping[str, Practice]) -> Graph:
    """Practices, and those that come before them."""
    return graph_of(practices, ((id, before) for id, each in practices.items() for before in each.after))


def facts_alone(facts: Mapping[str, Fact]) -> Graph:
    """Facts, and the facts from which they are computed."""
    return graph_of(
        facts, ((id, name) for id, fact in facts.items() for name in sorted(fact.expression.names))
    )


def definitions(questions: Mapping[str, Question], facts: Mapping[str, Fact]) -> Graph:
    """Questions and facts, and those from which a fact, or the prior of an open question, follows."""
    priors = [
        (id, question.prior.base)
        for id, question in questions.items()
        if isinstance(question.prior, (Multiple, Formula))
    ]
    priors += [
        (id, name)
        for id, question in questions.items()
        for given in question.prior_if
        for name in sorted(given.follows)
    ]
    computed = ((id, name) for id, fact in facts.items() for name in sorted(fact.expression.names))
    return graph_of((*questions, *facts), (*priors, *computed))


def graph_of(ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> Graph:
    """A graph that keeps the order of ids and edges; what is needed and is no id is left out."""
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(ids)
    graph.add_edges_from((id, needed) for id, needed in edges if needed in graph)
    return graph


def order_and_cycles(graph: Graph) -> tuple[list[str], list[list[str]]]:
    """Every id after what it needs (ties keep the order of the graph), and every cycle met on the way: `a, b, a`.

    Depth first: each edge that leads back to where the walk came from closes a cycle, so that several cycles through one
    place are all reported, without listing the exponentially many that `networkx.simple_cycles` finds.
    """
    import networkx

    order: list[str] = []
    cycles: list[list[str]] = []
    trail: dict[str, None] = {}
    for _, here, step in networkx.dfs_labeled_edges(graph):
        if step == "forward":
            trail[here] = None
        elif step == "reverse":
            order.append(here)
            del trail[here]
        elif here in trail:
            names = list(trail)
            cycles.append([*names[names.index(here) :], here])
    return order, cycles


def neighbourhood(graph: Graph, ids: Iterable[str], steps: int) -> Graph:
    """The part of a graph that lies within so many steps of some ids, whichever way the edges lead."""
    import networkx

    near = [networkx.ego_graph(graph, id, radius=steps, undirected=True) for id in ids]
    return graph.subgraph({id for each in near for id in each})
