"""How long an assessment takes: one profile, again and after a change, and 2,048 sampled futures."""

from __future__ import annotations

import time
from itertools import cycle, islice

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
    grown = cycle([{**beliefs, "mau_now": Exact(users)} for users in (100_000.0, 200_000.0, 400_000.0)])
    changed = milliseconds(lambda: engine.assess(next(grown), samples=0), 99)
    answers = {**beliefs, "teams": Exact(5.0), "stage": Exact("scaling"), "db_cpu_peak": Exact(0.7)}
    asked = cycle([dict(islice(answers.items(), count)) for count in range(len(beliefs), len(answers) + 1)])
    answered = milliseconds(lambda: engine.assess(next(asked), samples=0), 99)
    sampled = milliseconds(lambda: engine.assess(beliefs, samples=2048), 15)

    rules = [rule for decision in rulebook.decisions.values() for rule in decision.rules]
    print(
        f"assessment ({len(rulebook.questions)} questions, {len(rulebook.facts)} facts, {len(rules)} rules)"
    )
    print(f"  read the pack          {1000 * (read - begun):8.1f} ms")
    print(f"  compile the pack       {1000 * (compiled - read):8.1f} ms")
    print(f"  one profile            {single:8.3f} ms   (goal: under 1)")
    print(f"    another value        {changed:8.3f} ms   (of the users, which most of it follows from)")
    print(f"    one more answer      {answered:8.3f} ms")
    print(f"  2,048 sampled futures  {sampled:8.1f} ms   (goal: under 150)")


if __name__ == "__main__":
    main()
