"""How long futures take: forecast, flips, what to find out next, and a plan; the plan's order beside networkx's."""

from __future__ import annotations

import datetime
import random

from archassist.casebase.case_reader import load_cases
from archassist.engine import Belief, Exact, Range
from archassist.forecast import forecast
from archassist.roadmap import Calendar, Step, capacity_of, plan
from archassist.sensitivity import find_out_next
from archassist.sensitivity.flips import FlipSearch, flips
from archassist.session import engine_for, shipped_rulebook
from archassist.shipped import rules_folder
from benchmarks.timing import milliseconds

FULLER = ("figma-2020", "notion-2021", "shopify-2013")
"""Published cases whose teams have more to carry than they can: decisions step down in most of their futures."""


def steps(count: int) -> dict[str, Step]:
    """A random project."""
    chance = random.Random(4)
    found: dict[str, Step] = {}
    for number in range(count):
        needs = tuple(chance.sample(list(found), min(len(found), chance.randint(0, 2))))
        days = chance.choice([(0.5, 2.0), (2.0, 8.0), (10.0, 60.0)])
        found[f"s{number}"] = Step(
            f"s{number}",
            f"Step {number}",
            "practice",
            days,
            chance.choice([1.0, 4.0, 9.0, 27.0]),
            needs,
            "",
            "todo",
        )
    return found


def main() -> None:
    """Prints medians."""
    engine = engine_for(shipped_rulebook())
    beliefs: dict[str, Belief] = {
        "engineers": Exact(40.0), "mau_now": Range(100_000.0, 400_000.0, "careful"), "db_cpu_peak": Range(0.3, 0.6, "rough")
    }  # fmt: skip
    advice = engine.advise(beliefs)
    futures = engine.futures(beliefs, all_known=True)
    print("what may come")
    for rows in (512, 2048):
        took = milliseconds(lambda rows=rows: forecast(engine, beliefs, futures=rows), 5)  # type: ignore[misc]
        print(f"  forecast, {rows:5} x 37  {took:8.1f} ms   (goal for 2,048: under 300)")
    took = milliseconds(lambda: find_out_next(engine, beliefs, futures=futures), 10)
    print(f"  find out next        {took:8.1f} ms   (goal: under 20)")
    ready = [FlipSearch(engine, beliefs, advice) for _ in range(3 + 5)]
    took = milliseconds(lambda: FlipSearch(engine, beliefs, advice).prepare(), 5)
    print(f"  flips, made ready    {took:8.1f} ms   (once for all decisions, behind the screen)")
    for search in ready:
        search.prepare()
    took = milliseconds(lambda: ready.pop().flips(["write_scaling"]), 5)
    print(f"  flips, one decision  {took:8.1f} ms   (goal: under 20)")
    count = len(engine.rulebook.decisions)
    took = milliseconds(lambda: flips(engine, beliefs, advice), 3) / count
    print(f"  flips, one of all    {took:8.1f} ms   (goal: under 20)")
    for case in load_cases(rules_folder(), engine.rulebook):
        if case.id in FULLER:
            mine = engine.advise(case.beliefs)
            took = milliseconds(lambda case=case, mine=mine: flips(engine, case.beliefs, mine), 3) / count  # type: ignore[misc]
            print(f"    {case.id:19}{took:8.1f} ms")
    work = steps(120)
    calendar, capacity = Calendar(datetime.date(2026, 11, 20)), capacity_of(12)
    took = milliseconds(lambda: plan(work, capacity, calendar), 10)
    print(f"  plan of 120 items    {took:8.1f} ms   (goal: under 200)")


if __name__ == "__main__":
    main()
