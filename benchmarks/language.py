"""The compiled rule language beside a named peer (simpleeval) and Python's own eval, on shipped conditions.

All three work out the same facts and conditions for the same profile, and their answers are compared first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from simpleeval import EvalWithCompoundTypes

from archassist.engine.profile import middle_of_prior
from archassist.expressions import Expression, Kind, Type, compile_program, safe_util
from archassist.rulebook import Formula, Multiple, Rulebook, load
from archassist.shipped import rules_folder
from benchmarks.timing import milliseconds


def clamp(value: float, low: float, high: float) -> float:
    """The value, brought inside."""
    return min(max(value, low), high)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{function.__name__: function for function in (min, max, abs, clamp, safe_util)},
    **{name: getattr(math, name) for name in ("floor", "ceil", "sqrt", "exp", "log", "log2", "log10")},
    "known": lambda value: True,
}


def readable(type: Type, code: float) -> object:
    """A coded value as peers see it: ids of choices instead of their places."""
    if type.kind is Kind.CHOICE:
        return type.choices[int(code)]
    if type.kind is Kind.CHOICES:
        return tuple(choice for place, choice in enumerate(type.choices) if int(code) >> place & 1)
    return code


def definitions(rulebook: Rulebook) -> dict[str, Expression]:
    """Every fact, then every condition of a rule or practice."""
    found = {id: rulebook.facts[id].expression for id in rulebook.fact_order}
    for decision in rulebook.decisions.values():
        found |= {f"rule {rule.id}": rule.when for rule in decision.rules}
    return found | {f"practice {id}": practice.when for id, practice in rulebook.practices.items()}


def profile(rulebook: Rulebook) -> dict[str, float]:
    """The middle of every prior; 1,000 stands for what is relative to another answer. And the parameters."""
    given = {
        id: 1000.0 if isinstance(question.prior, (Multiple, Formula)) else float(middle_of_prior(question))
        for id, question in rulebook.questions.items()
    }
    return given | {id: parameter.value for id, parameter in rulebook.parameters.items()}


def by_expression(
    expressions: Mapping[str, Any],
    given: Mapping[str, object],
    evaluate: Callable[[Any, dict[str, Any]], Any],
) -> dict[str, Any]:
    """What peers do: one expression after the other, each over the names known so far."""
    names: dict[str, Any] = dict(given)
    found = {}
    for name, expression in expressions.items():
        found[name] = names[name] = evaluate(expression, names)
    return found


def main() -> None:
    """Print the times of one profile."""
    rulebook = load(rules_folder())
    expressions = definitions(rulebook)
    given = profile(rulebook)
    codes = {id: code if rulebook.types[id].kind is Kind.NUMBER else int(code) for id, code in given.items()}
    words = {id: readable(rulebook.types[id], code) for id, code in given.items()}

    program = compile_program(expressions, rulebook.types, list(given))
    compiled = {name: compile(each.text, name, "eval") for name, each in expressions.items()}
    scope = {"__builtins__": {}, **FUNCTIONS}
    peer = EvalWithCompoundTypes(functions=FUNCTIONS)
    trees = {name: peer.parse(each.text) for name, each in expressions.items()}

    def with_peer(name_and_tree: tuple[str, Any], names: dict[str, Any]) -> Any:
        peer.names = names
        return peer.eval(name_and_tree[0], previously_parsed=name_and_tree[1])

    pairs = {name: (each.text, trees[name]) for name, each in expressions.items()}
    ways: dict[str, Callable[[], dict[str, Any]]] = {
        "archassist, one program": lambda: program.row(codes),
        "eval, rule by rule": lambda: by_expression(
            compiled, words, lambda code, names: eval(code, scope, names)
        ),
        "simpleeval 1.0": lambda: by_expression(pairs, words, with_peer),
    }
    answers = {way: work() for way, work in ways.items()}
    ours = answers["archassist, one program"]
    conditions = [name for name in expressions if name.startswith(("rule ", "practice "))]
    for way, found in answers.items():
        differing = [name for name in conditions if bool(found[name]) is not bool(ours[name])]
        assert not differing, f"{way} differs on {differing}"

    times = {way: milliseconds(work, 50) for way, work in ways.items()}
    print(f"rule language: one profile, {len(rulebook.facts)} facts and {len(conditions)} conditions")
    for way, time in times.items():
        print(f"  {way:24} {time:8.3f} ms  {time / times['archassist, one program']:6.1f}x")


if __name__ == "__main__":
    main()
