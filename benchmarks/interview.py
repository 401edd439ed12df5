"""How few answers are enough: the question most worth finding out, against a fixed order, over random teams.

    python -m benchmarks.interview [TEAMS [CASES]]      (all cases take long; CASES: so many of them)

Random teams are drawn from the usual ranges; each knows all its answers. The published cases know what was published of
them, and the rest is drawn as it may have been. Questions are put one by one, from nothing, and after each the advice is
compared with the advice on all answers. The fixed order is the best on average: the order of worth before anything is
known. Prints a Markdown table, as in docs/how-few-answers.md.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import numpy as np

from archassist.casebase import load_cases
from archassist.engine import Belief, Engine, Exact
from archassist.sensitivity import find_out_next
from archassist.session import engine_for, shipped_rulebook
from archassist.shipped import rules_folder

SHOWN = (0, 5, 10, 15, 20, 25, 30)
SAMPLES = 512
SEED = 11


def truth(
    engine: Engine, teams: int, published: Mapping[str, Belief] | None = None
) -> list[dict[str, Belief]]:
    """Teams with all their answers, drawn from the usual ranges and from what was published of them."""
    futures = engine.futures(published or {}, seed=SEED, samples=max(teams, 2))
    found = []
    for team in range(teams):
        answers: dict[str, Belief] = {}
        for id in engine.rulebook.questions:
            value = engine.compiled.encoding.decode(id, futures.columns[id][team].item())
            answers[id] = Exact(frozenset(value) if isinstance(value, tuple) else value)
        found.append(answers)
    return found


def published(engine: Engine, most: int | None = None) -> list[dict[str, Belief]]:
    """The published cases, or evenly chosen ones of them, each as one team that knows all its answers."""
    cases = load_cases(rules_folder(), engine.rulebook)
    if most:
        cases = cases[:: max(len(cases) // most, 1)][:most]
    return [team for case in cases for team in truth(engine, 1, case.beliefs)]


def advice(engine: Engine, beliefs: Mapping[str, Belief], samples: int) -> dict[str, str]:
    """What is recommended, by decision."""
    return engine.advise(beliefs, samples=samples)


def agreement(engine: Engine, team: Mapping[str, Belief], order: list[str] | None) -> list[float]:
    """The share of decisions that equal the full advice after 0, 1, 2 ... answers; adaptive without an order.

    Only decisions count that are at issue for a team with all these answers: what nobody is told of is never wrong.
    """
    at_issue = engine.at_issue(team)
    whole = advice(engine, team, 0)
    full = {id: whole[id] for id in at_issue}
    given: dict[str, Belief] = {}
    shares = []
    for step in range(SHOWN[-1] + 1):
        now = advice(engine, given, SAMPLES)
        shares.append(sum(now[id] == option for id, option in full.items()) / len(full))
        if order is None:
            ranked = [each.question for each in find_out_next(engine, given, samples=SAMPLES).questions]
            rest = [id for id in team if id not in given]
            question = next((id for id in ranked if id not in given), rest[0] if rest else None)
        else:
            question = order[step] if step < len(order) else None
        if question is not None:
            given[question] = team[question]
    return shares


def main(teams: int, cases: int | None = None) -> None:
    """Prints average agreement by number of answers, for both orders."""
    engine = engine_for(shipped_rulebook())
    fixed = [each.question for each in find_out_next(engine, {}, samples=2048).questions]
    fixed += [id for id in engine.rulebook.questions if id not in fixed]
    print(f"| answers given | {' | '.join(map(str, SHOWN))} |")
    print("|" + " --- |" * (len(SHOWN) + 1))
    for kind, drawn in (
        (f"{teams} random teams", truth(engine, teams)),
        (f"{cases} published cases" if cases else "published cases", published(engine, cases)),
    ):
        for name, order in (("fixed order", fixed), ("most worth finding out", None)):
            curve = np.mean([agreement(engine, team, order) for team in drawn], axis=0)
            print(f"| {kind}, {name} | {' | '.join(f'{curve[step]:.1%}' for step in SHOWN)} |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] or ["200"]))
