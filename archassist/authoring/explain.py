"""Everything about one object of a pack, for whoever meets its id and wonders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archassist.authoring.lint import CHECKS
from archassist.authoring.usual import usual
from archassist.engine import with_unit
from archassist.engine.encoding import Encoding
from archassist.rulebook import (
    Capability,
    Contradiction,
    Decision,
    Effort,
    Option,
    Pain,
    Requirement,
    Rule,
    Rulebook,
    Source,
    reach,
)
from archassist.rulebook.capabilities import said_text
from archassist.rulebook.roles import ABOUT
from archassist.words import nearest

Lines = Iterator[tuple[str, str]]
"""Headings (may be empty: the line before goes on) and what stands under them."""


class NoSuchId(ValueError):
    """No object of the pack, and no check, has this id."""


def explain(rulebook: Rulebook, id: str) -> list[tuple[str, str]]:
    """What a rule, practice, option, decision, question, fact, parameter, phase, source, term, role or check is.

    Raises NoSuchId, naming the nearest.
    """
    if id in CHECKS:
        check = CHECKS[id]
        return [("check", f"{id}: {check.about}"), ("why", check.why)]
    for decision in rulebook.decisions.values():
        if decision.id == id:
            return list(_decision(decision))
        for option in decision.options.values():
            if option.full_id == id:
                return list(_option(rulebook, decision, option))
        for rule in decision.rules:
            if rule.id == id:
                return list(_rule(rulebook, rule))
    for kind, group in (
        ("practice", rulebook.practices),
        ("question", rulebook.questions),
        ("fact", rulebook.facts),
        ("parameter", rulebook.parameters),
        ("phase", rulebook.phases),
        ("source", rulebook.sources),
        ("term", rulebook.terms),
        ("limit", rulebook.limits),
        ("contradiction", rulebook.contradictions),
        ("capability", rulebook.capabilities),
        ("requirement", rulebook.requirements),
        ("signal", rulebook.signals),
        ("attribute", rulebook.attributes),
        ("pain", rulebook.pains),
        ("stage", rulebook.stages),
        ("section", rulebook.sections),
    ):
        if id in group:
            return list(_plain(rulebook, kind, id, group[id]))
    if id in ABOUT:
        return list(_role(rulebook, id))
    near = nearest(id, _all_ids(rulebook))
    hint = f" Did you mean {near}?" if near else ""
    raise NoSuchId(f"Nothing in the rules has the id “{id}”.{hint} archassist rules list shows all of them.")


SHAPES = {
    "choice": "a choice: its options exclude each other",
    "ladder": "a ladder: each rung contains those before it, and what a rung needs counts for those above it",
}


def _decision(decision: Decision) -> Lines:
    yield "decision", f"{decision.title} ({decision.id})"
    yield "asks", decision.asks
    yield "about", " ".join(decision.about.split())
    yield "shape", SHAPES[decision.shape]
    for key in ("heavier_with", "lighter_with"):
        if names := getattr(decision, key):
            yield key.replace("_", " "), ", ".join(names)
    for option in decision.options.values():
        yield "option", f"{option.full_id}: {option.title}. {option.about}"
    yield "place", str(decision.place)


def _option(rulebook: Rulebook, decision: Decision, option: Option) -> Lines:
    yield "option", f"{option.title} ({option.full_id}), of {decision.title}"
    yield "about", option.about
    yield "includes", ", ".join(decision.includes(option.id))
    for text in option.good:
        yield "good", text
    for text in option.bad:
        yield "bad", text
    for rule in decision.rules:
        if rule.option == option.id:
            weight = f" {rule.weight}" if rule.says in ("for", "against") else ""
            yield rule.says.replace("_", " ") + weight, f"{rule.id}: when {rule.when.text}"
    yield "effort", _effort(rulebook, option.effort)
    yield "way back", option.reversible
    points = option.ops_points if isinstance(option.ops_points, (int, float)) else option.ops_points.text
    yield "upkeep", f"{points} operating points"
    for name, said in option.capabilities.items():
        yield "can", f"{name}: {rulebook.capabilities[name].title} = {said_text(said)}"
    for wanted in option.requires:
        yield "requires", f"at least {wanted}"
    for practice in option.practices:
        yield "to do", f"{practice}: {rulebook.practices[practice].title}"
    for practice in option.carries:
        yield "is itself", f"{practice}: {rulebook.practices[practice].title}"
    yield "done when", option.done_when
    yield "watch", option.watch
    yield from _roles(rulebook, option.full_id)
    yield from _sources(rulebook, option.source)
    yield "place", str(option.place)


def _rule(rulebook: Rulebook, rule: Rule) -> Lines:
    yield "rule", rule.id
    weight = f", weight {rule.weight}" if rule.says in ("for", "against") else ""
    yield "says", f"{rule.says.replace('_', ' ')} {rule.decision}.{rule.option}{weight}"
    yield "when", rule.when.text
    for name in sorted(rule.when.names):
        yield "", _meaning(rulebook, name)
    yield "because", rule.because
    for branch in rule.because_if:
        yield "", f"  when {branch.when.text}: {branch.because}"
    if rule.otherwise:
        yield "else", rule.otherwise
    for branch in rule.else_if:
        yield "", f"  when {branch.when.text}: {branch.because}"
    yield "fires", _case(rule.fires)
    yield "silent", _case(rule.silent)
    yield from _sources(rulebook, rule.source)
    yield "place", str(rule.place)


def _meaning(rulebook: Rulebook, name: str) -> str:
    if name in rulebook.parameters:
        parameter = rulebook.parameters[name]
        value = with_unit(parameter.value, parameter.unit)
        return f"  {name} = {value} ({parameter.basis}): {parameter.note}"
    if name in rulebook.facts:
        return f"  {name}: {rulebook.facts[name].title} = {rulebook.facts[name].expression.text}"
    return f"  {name}: {rulebook.questions[name].ask}"


def _plain(rulebook: Rulebook, kind: str, id: str, each: Any) -> Lines:
    yield kind, f"{getattr(each, 'title', '') or id} ({id})"
    for key in (
        "ask", "severity", "about", "note", "kind", "capability", "text", "needs", "falls_short", "gives", "why", "check",
        "when", "expression", "value", "unit", "basis", "users", "next", "first_step", "done_when", "owner", "business",
        "measure", "estimate", "counts", "challenge", "out_of_scope", "author", "year", "where", "supports", "whole",
        "prepared_by",
    ):  # fmt: skip
        value = getattr(each, key, None)
        if value not in (None, "", ()):
            yield key.replace("_", " "), " ".join(str(value).split())
    if kind == "practice":
        yield "effort", _effort(rulebook, each.effort)
        if each.done_if is not None:
            yield "in place if", each.done_if.text
        for before in each.after:
            yield "after", f"{before}: {rulebook.practices[before].title}"
    if isinstance(each, Pain):
        for decision in each.decisions:
            yield "", f"{decision}: {rulebook.decisions[decision].title}"
    if isinstance(each, Capability):
        yield from _capability(rulebook, each)
    if isinstance(each, Contradiction | Requirement):
        for name in sorted(each.when.names):
            yield "", _meaning(rulebook, name)
        yield "fires", _case(each.fires)
        yield "silent", _case(each.silent)
    if kind == "question":
        for number, line in enumerate(usual(rulebook, each)):
            yield "" if number else "assumed", line
    if kind in ("question", "fact", "parameter"):
        yield from _reached(rulebook, id)
        yield from _roles(rulebook, id)
    if not isinstance(each, Source):
        yield from _sources(rulebook, getattr(each, "source", ()))
    yield "place", str(each.place)


def _capability(rulebook: Rulebook, each: Capability) -> Lines:
    for level, words in (each.levels or {}).items():
        yield "level", f"{level}: {words}"
    for id, requirement in rulebook.requirements.items():
        if requirement.capability == each.id:
            yield "asked by", f"{id}: {requirement.text}"
    for decision in rulebook.decisions.values():
        for option in decision.options.values():
            if each.id in option.capabilities:
                yield "said by", f"{option.full_id}: {said_text(option.capabilities[each.id])}"


def _reached(rulebook: Rulebook, id: str) -> Lines:
    found, unit = reach(rulebook)[id], Encoding(rulebook).unit(id)
    for decision, borders in found.decisions.items():
        said = ", ".join(each if isinstance(each, str) else with_unit(each, unit) for each in borders)
        yield "decides", f"{rulebook.decisions[decision].title}" + (f" (at {said})" if said else "")
    if found.practices:
        yield "asks for", ", ".join(found.practices)
    if found.contradictions:
        yield "contradicts", ", ".join(found.contradictions)


def _roles(rulebook: Rulebook, id: str) -> Lines:
    for role in rulebook.roles.of(id):
        yield "role", f"{role}: {ABOUT[role]}"


def _role(rulebook: Rulebook, role: str) -> Lines:
    yield "role", f"{role}: {ABOUT[role]}"
    yield "played by", ", ".join(dict(rulebook.roles.items())[role]) or "nothing in this pack"


def _sources(rulebook: Rulebook, ids: tuple[str, ...]) -> Lines:
    for id in ids:
        source = rulebook.sources[id]
        year = f", {source.year}" if source.year else ""
        yield "source", f"{source.title} ({source.author}{year}) {source.where}"
        if source.supports:
            yield "it says", source.supports


def _case(case: Any) -> str:
    return ", ".join(f"{name} = {value}" for name, value in case.items()) or "always"


def _all_ids(rulebook: Rulebook) -> Iterator[str]:
    for decision in rulebook.decisions.values():
        yield decision.id
        yield from (option.full_id for option in decision.options.values())
        yield from (rule.id for rule in decision.rules)
    for group in (
        rulebook.practices,
        rulebook.questions,
        rulebook.facts,
        rulebook.parameters,
        rulebook.terms,
        rulebook.limits,
        rulebook.contradictions,
        rulebook.capabilities,
        rulebook.requirements,
        rulebook.signals,
        rulebook.attributes,
        rulebook.pains,
        rulebook.stages,
    ):
        yield from group
    yield from ABOUT


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A heading of an explanation (empty: the line before goes on), and what stands under it."""

    head: str
    text: str


def explained_view(lines: Sequence[tuple[str, str]]) -> tuple[ExplainedLine, ...]:
    """An explanation, line by line."""
    return tuple(ExplainedLine(head, text) for head, text in lines)


def _effort(rulebook: Rulebook, effort: Effort) -> str:
    said = f"{effort.low_days:g} to {effort.high_days:g} working days"
    for words, name in (("for each of", effort.per), ("times", effort.scaled_by)):
        known = rulebook.figure(name)
        if known:
            said += f", {words} {name}: {known.title}"
    return said
