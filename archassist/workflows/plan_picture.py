"""A picture of a plan: its steps by quarter, and which waits for which."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archassist.answers import AnswerError
from archassist.diagrams import Diagram, Node, Shape
from archassist.roadmap import quarter
from archassist.words import no_such

if TYPE_CHECKING:
    from archassist.roadmap import Planned
    from archassist.session import Review

_SHAPES: dict[str, Shape] = {"practice": "box", "decision": "round", "coming": "hexagon"}


def plan_picture(
    review: Review, today: datetime.date | None = None, around: str = "", steps: int = 1
) -> Diagram:
    """The plan of a review, in frames by quarter: an arrow leads from a step to one that waits for it.

    The critical chain, or with `around` that step, is drawn strongly. Carrying out a decision is round, what becomes
    right later a hexagon. With `around` only what lies within so many steps of an id is drawn. Raises AnswerError for
    an id that is not in the plan.
    """
    from archassist.roadmap.network import network
    from archassist.rulebook.graphs import neighbourhood

    planned = {each.step.id: each for each in review.derived.plan(today or datetime.date.today()).steps}
    graph = network({id: each.step for id, each in planned.items()})
    if around and around not in graph:
        raise AnswerError(f"In this plan {no_such('step', around, graph)}")
    seen = neighbourhood(graph, [around], steps) if around else graph
    nodes = (_node(each, around) for id, each in planned.items() if id in seen)
    return Diagram(
        tuple(nodes), tuple((before, id) for id, before in graph.edges if seen.has_edge(id, before))
    )


def _node(planned: Planned, around: str) -> Node:
    step = planned.step
    strong = step.id == around if around else planned.critical
    return Node(step.id, step.title, step.id, _SHAPES[step.kind], quarter(planned.start), strong)
