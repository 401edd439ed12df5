"""Our rules beside a decision engine (zen-engine) in the same run: facts and conditions for one profile and for many.

Both are given the same answers, as each of them takes them, and work out the same facts and conditions; what they come to is
compared first, condition by condition, for published cases and for sampled futures. zen-engine is given its two fastest
ways: a decision model as its users write them (facts in an expression node, conditions as the rows of a decision table that
collects those that hold), and all of it as one compiled expression. It works on one profile at a time: its call for many
(`evaluate_batch`) takes longer for each of them, so that futures are timed one after the other, on a sample that is printed.
What ZEN cannot say (logarithms) is left out on both sides, with what follows from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import zen

from archassist.casebase.case_reader import load_cases
from archassist.engine import Belief, Engine, Exact, Range
from archassist.expressions import Expression, compile_program
from archassist.rulebook import Rulebook, load
from archassist.shipped import rules_folder
from benchmarks.language import definitions, readable
from benchmarks.timing import milliseconds
from benchmarks.zen_text import UnsaidError, known_as, zen_text

TEAM: dict[str, Belief] = {
    "engineers": Exact(40.0), "mau_now": Range(100_000.0, 400_000.0, "careful"), "db_cpu_peak": Range(0.3, 0.6, "rough")
}  # fmt: skip
"""Whose futures are drawn."""

FUTURES = 2048
SAMPLE = 256
"""Futures that zen-engine is timed on; its time for all is worked out from theirs."""

COMPARED = 64
"""Futures on which the answers of both are compared."""

DIGITS = 12
"""Significant digits of the figures that both are given: zen-engine reckons in decimals, where 3.9999999999999996 is 4."""


@dataclass(frozen=True)
class Said:
    """What both work out: our expressions by name, in order, and the same in ZEN; `left_out` are those it cannot say."""

    expressions: Mapping[str, Expression]
    variables: Mapping[str, str]
    texts: Mapping[str, str]
    facts: tuple[str, ...]
    conditions: tuple[str, ...]
    left_out: tuple[str, ...]


def said_in_both(rulebook: Rulebook, drawn: Collection[str] = ()) -> Said:
    """Facts and conditions of rules and practices.

    Parameters are numbers in ZEN's text, but for those that are `drawn`, which each future has a value of its own for.
    """
    parameters = {id: each.value for id, each in rulebook.parameters.items() if id not in drawn}
    variables = {id: id for id in (*rulebook.questions, *drawn)}
    texts, expressions, left_out = dict[str, str](), dict[str, Expression](), list[str]()
    for name, expression in definitions(rulebook).items():
        try:
            texts[name] = zen_text(expression, variables, parameters)
        except UnsaidError:
            left_out.append(name)
            continue
        variables[name], expressions[name] = re.sub(r"\W", "_", name), expression
    facts = tuple(name for name in texts if name in rulebook.facts)
    conditions = tuple(name for name in texts if name not in rulebook.facts)
    return Said(expressions, variables, texts, facts, conditions, tuple(left_out))


def as_one_expression(said: Said) -> Callable[[Mapping[str, Any]], dict[str, bool]]:
    """Facts as assignments and conditions as the fields of one object, compiled once."""
    facts = "".join(f"{said.variables[name]} = {said.texts[name]}; " for name in said.facts)
    fields = ", ".join(f"{said.variables[name]}: {said.texts[name]}" for name in said.conditions)
    compiled: Any = zen.compile_expression(f"{facts}{{{fields}}}")
    return compiled.evaluate  # type: ignore[no-any-return]


def as_model(said: Said) -> Callable[[Mapping[str, Any]], list[dict[str, str]]]:
    """A decision model, loaded once: what holds comes out as rows."""
    own = {said.variables[name] for name in said.facts}

    def within(text: str) -> str:
        """A node reads what it worked out itself by way of `$`."""
        return re.sub(r"\b[A-Za-z_]\w*\b", lambda found: ("$." if found[0] in own else "") + found[0], text)

    facts = {
        "expressions": [
            {"id": name, "key": said.variables[name], "value": within(said.texts[name])}
            for name in said.facts
        ],
        "passThrough": True,
    }
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "holds", "name": "holds"}],
        "outputs": [{"id": "name", "name": "name", "field": "name"}],
        "rules": [
            {"_id": name, "holds": said.texts[name], "name": f"'{said.variables[name]}'"}
            for name in said.conditions
        ],
        "passThrough": False,
    }
    nodes = [
        _node("given", "inputNode", {}),
        _node("facts", "expressionNode", facts),
        _node("conditions", "decisionTableNode", table),
        _node("found", "outputNode", {}),
    ]
    edges = [
        {"id": f"{one['id']} to {other['id']}", "sourceId": one["id"], "targetId": other["id"]}
        for one, other in pairwise(nodes)
    ]
    model: Any = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda given: model.evaluate(given)["result"]


def _node(id: str, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": id, "name": id, "type": kind, "position": {"x": 0, "y": 0}, "content": content}


def in_words(rulebook: Rulebook, codes: Mapping[str, Any], drawn: Collection[str] = ()) -> dict[str, Any]:
    """A profile as zen-engine takes it: ids of choices, what is known, and the parameters that are drawn."""
    found: dict[str, Any] = {id: codes[id] for id in drawn}
    for id in rulebook.questions:
        value = readable(rulebook.types[id], codes[id])
        found[id] = list(value) if isinstance(value, tuple) else value
        found[known_as(id)] = bool(codes[f"known:{id}"])
    return found


def in_digits(codes: Mapping[str, Any]) -> dict[str, Any]:
    """A profile of figures that both take to be the same."""
    return {
        name: float(f"{code:.{DIGITS}g}") if isinstance(code, float) else code for name, code in codes.items()
    }


def rows_of(columns: Mapping[str, Any], count: int) -> Iterator[dict[str, Any]]:
    """The first futures one by one, as plain values."""
    for row in range(count):
        yield in_digits({name: each[row].item() if np.ndim(each) else each for name, each in columns.items()})


def main() -> None:
    """Compares what both come to, then prints times."""
    rulebook = load(rules_folder())
    engine, said = Engine(rulebook), said_in_both(rulebook)
    program = compile_program(said.expressions, rulebook.types, [*rulebook.questions, *rulebook.parameters])
    expression, model = as_one_expression(said), as_model(said)
    teams = [in_digits(engine.profile(beliefs)) for beliefs in _teams(rulebook)]
    for codes in teams:
        words = in_words(rulebook, codes)
        _compare(said, program.row(codes), expression(words), model(words))
    codes = in_digits(engine.profile(TEAM))
    words = in_words(rulebook, codes)
    print(f"decision engine: {len(said.facts)} facts and {len(said.conditions)} conditions")
    print(f"  {len(said.left_out)} more are left out on both sides, since ZEN has no logarithm")
    ours, whole = milliseconds(lambda: program.row(codes), 200), milliseconds(lambda: _assess(engine, 0), 100)
    _print("one profile", ours, _times(words, expression, model, 50), whole)

    columns = {**engine.inputs(TEAM, samples=FUTURES), **_known(rulebook)}
    drawn = [id for id in rulebook.parameters if np.ndim(columns[id])]
    said = said_in_both(rulebook, drawn)
    expression, model = as_one_expression(said), as_model(said)
    futures = [in_words(rulebook, each, drawn) for each in rows_of(columns, SAMPLE)]
    for codes, words in zip(rows_of(columns, COMPARED), futures, strict=False):
        _compare(said, program.row(codes), expression(words), model(words))
    ours = milliseconds(lambda: program.columns(columns), 15)
    whole = milliseconds(lambda: _assess(engine, FUTURES), 10)
    times = _times(futures, _each(expression), _each(model), 3)
    share = FUTURES / SAMPLE
    _print(f"{FUTURES:,} futures", ours, {name: share * each for name, each in times.items()}, whole)
    print(f"  zen-engine takes futures one by one: timed on {SAMPLE} of them, and multiplied by {share:g}")
    print(f"  the same truth of every condition for {len(teams)} teams and {COMPARED} futures")


def _teams(rulebook: Rulebook) -> Iterator[Mapping[str, Belief]]:
    """One that answered nothing, and those of published cases."""
    yield {}
    for case in load_cases(rules_folder(), rulebook):
        yield case.beliefs


def _known(rulebook: Rulebook) -> dict[str, bool]:
    return {f"known:{id}": id in TEAM for id in rulebook.questions}


def _compare(
    said: Said, ours: Mapping[str, Any], fields: Mapping[str, bool], rows: list[dict[str, str]]
) -> None:
    """Raises AssertionError that names the conditions of which the three do not say the same."""
    holding = {row["name"] for row in rows}
    for way, holds in (("expression", fields), ("model", dict.fromkeys(holding, True))):
        differing = [
            name for name in said.conditions if bool(ours[name]) is not holds.get(said.variables[name], False)
        ]
        assert not differing, f"zen-engine's {way} differs on {differing}"


def _each(work: Callable[[Mapping[str, Any]], Any]) -> Callable[[list[Mapping[str, Any]]], Any]:
    return lambda many: [work(each) for each in many]


def _times(
    given: Any, expression: Callable[[Any], Any], model: Callable[[Any], Any], rounds: int
) -> dict[str, float]:
    return {
        "zen-engine, decision model": milliseconds(lambda: model(given), rounds),
        "zen-engine, one expression": milliseconds(lambda: expression(given), rounds),
    }


def _assess(engine: Engine, samples: int) -> None:
    engine.assess(TEAM, samples=samples)


def _print(head: str, ours: float, theirs: Mapping[str, float], whole: float) -> None:
    """Times of the same work, as multiples of ours, and beside them what all that follows takes us."""
    print(f"  {head}")
    for way, time in {"archassist, one program": ours, **theirs}.items():
        print(f"    {way:28} {time:10.3f} ms  {time / ours:7.1f}x")
    compared = ", ".join(
        f"{way.partition(', ')[2]} takes {time / whole:.1f}x" for way, time in theirs.items()
    )
    print(f"    {'archassist, whole assessment':28} {whole:10.3f} ms  ({compared})")


if __name__ == "__main__":
    main()
