"""How long an assessment takes: one profile and 2,048 sampled futures."""

from __future__ import annotations

import time

from archassist.engine import Engine, Exact
from archassist.rulebook import load
from archassist.shipped import rules_folder
from benchmarks.timing import milliseconds


def main() -> None:
    begun = time.perf_counter()
    rulebook = load(rules_folder())
    read = time.perf_counter()
    engine = Engine(rulebook)
    compiled = time.perf_counter()
    beliefs = {"engineers": Exact(40.0), "mau_now": Exact(250_000.0)}
    single = milliseconds(lambda: engine.assess(beliefs, samples=0), 200)
    sampled = milliseconds(lambda: engine.assess(beliefs, samples=2048), 15)

    rules = [rule for decision in rulebook.decisions.values() for rule in decision.rules]
    print(
        f"assessment ({len(rulebook.questions)} questions, {len(rulebook.facts)} facts, {len(rules)} rules)"
    )
    print(f"  read the pack          {1000 * (read - begun):8.1f} ms")
    print(f"  compile the pack       {1000 * (compiled - read):8.1f} ms")
    print(f"  one profile            {single:8.3f} ms   (goal: under 1)")
    print(f"  2,048 sampled futures  {sampled:8.1f} ms   (goal: under 150)")


if __name__ == "__main__":
    main()
