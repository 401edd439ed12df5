"""Whether everything that a table refers to exists, and no chain of references leads back to its start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from archassist.rulebook import graphs
from archassist.rulebook.decisions import Decision
from archassist.rulebook.models import Effort, Formula, Multiple
from archassist.rulebook.parts import Parts
from archassist.rulebook.problems import Problem, did_you_mean
from archassist.rulebook.table import Table

if TYPE_CHECKING:
    from networkx import DiGraph as Graph

DEEPEST = 100
"""Facts and questions of which each is worked out from the one before: some of what works them out goes down step by step,
and the rules that ship need 17."""


def check_references(parts: Parts) -> tuple[Problem, ...]:
    """Report unknown references and circles. Returns notes: references that may lead nowhere yet."""
    for kind, models in (
        ("question", parts.questions),
        ("parameter", parts.parameters),
        ("fact", parts.facts),
        ("phase", parts.phases),
        ("option", parts.options),
        ("rule", parts.rules),
        ("decision", parts.decisions),
        ("practice", parts.practices),
        ("term", parts.terms),
        ("limit", parts.limits),
        ("contradiction", parts.contradictions),
        ("capability", parts.capabilities),
        ("requirement", parts.requirements),
        ("signal", parts.signals),
        ("attribute", parts.attributes),
        ("pain", parts.pains),
        ("stage", parts.stages),
    ):
        for id, model in models.items():
            if model.source:
                parts.check_known(parts.table(kind, id), "source", "source", model.source)
    for id, question in parts.questions.items():
        table = parts.table("question", id)
        if question.section:
            parts.check_known(table, "section", "section", [question.section])
        if question.grows_share:
            _check_share(table, question.grows_share, parts)
        if question.spoken.daily:
            parts.check_known(table, "spoken.daily", "question", [question.spoken.daily])
            daily = parts.questions.get(question.spoken.daily)
            if daily is not None and daily.type != "share":
                table.fault(
                    "spoken.daily", f'"{daily.id}" is no share', "Name the share that comes on a day."
                )
        if isinstance(question.prior, Multiple):
            parts.check_known(table, "prior", "question", [question.prior.of])
        elif isinstance(question.prior, Formula):
            parts.check_known(table, "prior", "fact", [question.prior.fact])
    named = (*parts.questions, *parts.facts)
    for id, decision in parts.decisions.items():
        for key in ("heavier_with", "lighter_with"):
            for name in getattr(decision, key):
                _check_named(parts.table("decision", id), key, name, named)
        if decision.when is not None:
            _check_at_issue(parts, decision)
    for id, limit in parts.limits.items():
        parts.check_known(parts.table("limit", id), "decisions", "decision", limit.decisions)
        parts.check_known(parts.table("limit", id), "practices", "practice", limit.practices)
        _check_named(parts.table("limit", id), "metric", limit.metric, named)
    for id, pain in parts.pains.items():
        parts.check_known(parts.table("pain", id), "decisions", "decision", pain.decisions)
        parts.check_known(parts.table("pain", id), "practices", "practice", pain.practices)
    for id, stage in parts.stages.items():
        parts.check_known(parts.table("stage", id), "practices", "practice", stage.practices)
    for id in parts.signals:
        if id not in named:
            said = f'no question or fact is called "{id}"'
            parts.table("signal", id).fault("", said, did_you_mean(id, named))
    for id, option in parts.options.items():
        parts.check_known(parts.table("option", id), "effects", "attribute", option.effects)
        _check_effort(parts.table("option", id), option.effort, named)
    for id, practice in parts.practices.items():
        table = parts.table("practice", id)
        parts.check_known(table, "after", "practice", practice.after)
        _check_effort(table, practice.effort, named)
        parts.check_known(table, "phase", "phase", practice.phase)
    for id, rule in parts.rules.items():
        table = parts.table("rule", id)
        if parts.knows("decision", rule.decision):
            _check_option(parts, "rule", id, "", f"{rule.decision}.{rule.option}")
        else:
            parts.check_known(table, "", "decision", [rule.decision])
    notes = tuple(_check_options(parts))
    _check_circles(parts)
    return notes


def _check_at_issue(parts: Parts, decision: Decision) -> None:
    """Report what would have a say although the decision is not at issue: its first option, or what requires another."""
    first = next(iter(decision.options.values()), None)
    if first is not None and (first.ops_points != 0 or first.requires):
        parts.table("option", first.full_id).fault(
            "",
            f'costs or requires something, and is what teams take for which "{decision.id}" is not at issue',
            "Give the first option of a decision with a condition no ops_points and no requires.",
        )
    for option in parts.options.values():
        for wanted in option.requires:
            if wanted.partition(".")[0] == decision.id:
                parts.table("option", option.full_id).fault(
                    "requires",
                    f'"{wanted}" is of a decision that is at issue only for some teams',
                    "Require options of decisions without a condition.",
                )


def _check_named(table: Table, key: str, name: str, named: Sequence[str]) -> None:
    """Report a name that is neither a question nor a fact."""
    if name not in named:
        table.fault(key, f'unknown question or fact "{name}"', did_you_mean(name, named))


def _check_share(table: Table, name: str, parts: Parts) -> None:
    """Report a share of growth that is neither a parameter nor a fact."""
    known = (*parts.gathered.declared["parameter"], *parts.gathered.declared["fact"])
    if name not in known:
        table.fault("grows_share", f'unknown parameter or fact "{name}"', did_you_mean(name, known))


def _check_effort(table: Table, effort: Effort, named: Sequence[str]) -> None:
    """Report what an effort grows with when it is neither a question nor a fact."""
    for name in (effort.per, effort.scaled_by):
        if name:
            _check_named(table, "effort", name, named)


def _check_options(parts: Parts) -> Iterable[Problem]:
    for id, option in parts.options.items():
        table = parts.table("option", id)
        parts.check_known(table, "", "decision", [option.decision])
        parts.check_known(table, "practices", "practice", option.practices)
        parts.check_known(table, "carries", "practice", option.carries)
        for wanted in option.requires:
            decision, dot, _ = wanted.partition(".")
            if not dot:
                remedy = 'Write "decision.option".'
                table.fault("requires", f'"{wanted}" is not the id of an option', remedy)
            elif decision == option.decision:
                table.fault(
                    "requires",
                    f'"{wanted}" is of the same decision',
                    "Options of one decision exclude each other.",
                )
            elif parts.knows("decision", decision):
                _check_option(parts, "option", id, "requires", wanted)
            else:
                line = table.document.lines.of((*table.path, "requires"))
                said = f'requires "{wanted}", of a decision that is not in the pack'
                yield Problem(
                    table.document.name,
                    line,
                    f"{'.'.join(table.path)}.requires",
                    said,
                    "It has no effect yet.",
                )


def _check_option(parts: Parts, kind: str, id: str, key: str, wanted: str) -> None:
    if not parts.knows("option", wanted):
        known = parts.gathered.declared["option"]
        siblings = [option for option in known if option.startswith(wanted.partition(".")[0] + ".")]
        parts.table(kind, id).fault(key, f'unknown option "{wanted}"', did_you_mean(wanted, siblings))


def _check_circles(parts: Parts) -> None:
    for path in graphs.order_and_cycles(graphs.prerequisites(parts.practices))[1]:
        said = f"these practices form a cycle, each waiting for the next: {' -> '.join(path)}"
        parts.table("practice", path[0]).fault("after", said, "Break the cycle at one of them.")
    for path in graphs.order_and_cycles(graphs.requirements(parts.options))[1]:
        said = f"these options require each other: {' -> '.join(path)}"
        parts.table("option", path[0]).fault("requires", said, "Break the cycle at one of them.")
    graph = graphs.definitions(parts.questions, parts.facts)
    order, circles = graphs.order_and_cycles(graph)
    _check_depth(parts, order, graph)
    for path in circles:
        question = next((id for id in path if id in parts.questions), None)
        if question:  # a circle of facts alone is reported with the facts
            said = f"the prior depends on itself: {' -> '.join(path)}"
            parts.table("question", question).fault(
                "prior", said, "Give one of them a prior of plain numbers."
            )


def _check_depth(parts: Parts, order: Sequence[str], graph: Graph) -> None:
    depth: dict[str, int] = {}
    for id in order:
        depth[id] = 1 + max((depth.get(name, 0) for name in graph[id]), default=0)
        if depth[id] > DEEPEST:
            kind, key = ("fact", "value") if id in parts.facts else ("question", "prior")
            said = (
                f"stands at the end of more than {DEEPEST} facts and questions that each need the one before"
            )
            parts.table(kind, id).fault(key, said, "Work more of it out in one formula.")
            return


def prior_order(parts: Parts) -> tuple[str, ...]:
    """Questions and facts in an order in which each question's prior finds what it is relative to."""
    return tuple(graphs.order_and_cycles(graphs.definitions(parts.questions, parts.facts))[0])
