"""How few answers are enough: the question most worth finding out, against a fixed order, over random teams.

    python -m benchmarks.interview [TEAMS]

Teams are drawn from the usual ranges; each knows all its answers. Questions are put one by one, and after each the
advice is compared with the advice on all answers. The fixed order is the best on average: the order of worth before
anything is known. Prints a Markdown table, as in docs/how-few-answers.md.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from archassist.engine import Belief, Engine, Exact
from archassist.interview import find_out_next
from archassist.session import engine_for, shipped_rulebook

SHOWN = (0, 5, 10, 15, 20, 25, 30)
SAMPLES = 512
SEED = 11


def truth(engine: Engine, teams: int) -> list[dict[str, Belief]]:
    """Teams with all their answers, drawn from the usual ranges."""
    futures = engine.futures({}, seed=SEED, samples=teams)
    found = []
    for team in range(teams):
        answers: dict[str, Belief] = {}
        for id in engine.rulebook.questions:
            value = engine.compiled.encoding.decode(id, futures.columns[id][team].item())
            answers[id] = Exact(frozenset(value) if isinstance(value, tuple) else value)
        found.append(answers)
    return found


def advice(engine: Engine, beliefs: Mapping[str, Belief], samples: int) -> list[str]:
    """What is recommended for every decision."""
    return [each.recommended for each in engine.assess(beliefs, samples=samples).decisions]


def agreement(engine: Engine, team: Mapping[str, Belief], order: list[str] | None) -> list[float]:
    """The share of decisions that equal the full advice after 0, 1, 2 ... answers; adaptive without an order."""
    full = advice(engine, team, 0)
    given: dict[str, Belief] = {}
    shares = []
    for step in range(SHOWN[-1] + 1):
        now = advice(engine, given, SAMPLES)
        shares.append(sum(one == other for one, other in zip(now, full, strict=True)) / len(full))
        if order is None:
            ranked = [each.question for each in find_out_next(engine, given, samples=SAMPLES).questions]
            rest = [id for id in team if id not in given]
            question = next((id for id in ranked if id not in given), rest[0] if rest else None)
        else:
            question = order[step] if step < len(order) else None
        if question is not None:
            given[question] = team[question]
    return shares


def main(teams: int) -> dict[str, list[float]]:
    """Average agreement by number of answers, for both orders."""
    engine: Any = engine_for(shipped_rulebook())
    drawn = truth(engine, teams)
    fixed = [each.question for each in find_out_next(engine, {}, samples=2048).questions]
    fixed += [id for id in engine.rulebook.questions if id not in fixed]
    curves = {
        "fixed order": np.mean([agreement(engine, team, fixed) for team in drawn], axis=0),
        "most worth finding out": np.mean([agreement(engine, team, None) for team in drawn], axis=0),
    }
    return {name: [float(curve[step]) for step in SHOWN] for name, curve in curves.items()}


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"| answers given ({count} teams) | {' | '.join(map(str, SHOWN))} |")
    print("|" + "---|" * (len(SHOWN) + 1))
    for name, curve in main(count).items():
        print(f"| {name} | {' | '.join(f'{share:.1%}' for share in curve)} |")
