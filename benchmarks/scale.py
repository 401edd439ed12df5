"""How cost grows with the number of rules: packs made of copies of the shipped decisions, up to ten thousand rules.

python -m benchmarks.scale
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from pathlib import Path

from archassist.engine import Engine, Exact
from archassist.rulebook import load
from archassist.shipped import rules_folder
from benchmarks.timing import milliseconds

COPIES = (1, 2, 5, 10, 19)
"""So many times the shipped decisions: 500 to 10,000 rules."""


def pack(folder: Path, copies: int) -> Path:
    """The shipped pack with each decision written down so many times, under other ids."""
    target = folder / f"x{copies}"
    shutil.copytree(rules_folder(), target)
    for path in sorted((target / "decisions").glob("*.toml")):
        text = path.read_text()
        (id,) = re.findall(r"^\[decision\.(\w+)\]", text, re.MULTILINE)
        for number in range(2, copies + 1):
            copy = re.sub(
                rf"^\[(decision|option|rule)\.{id}\b", rf"[\1.{id}_{number}", text, flags=re.MULTILINE
            )
            # A team carries the operating load of one set of decisions, not of nineteen.
            copy = re.sub(r"^(ops_points|requires) = .*\n", "", copy, flags=re.MULTILINE)
            path.with_name(f"{path.stem}_{number}.toml").write_text(copy)
    return target


def main() -> None:
    """Prints a row for each size, and the cost of a rule beside that of the smallest pack."""
    beliefs = {"engineers": Exact(40.0), "mau_now": Exact(250_000.0)}
    first = 0.0
    print("  rules   load s   compile s   one profile ms   2,048 futures ms   ms a thousand rules")
    with tempfile.TemporaryDirectory() as base:
        for copies in COPIES:
            folder = pack(Path(base), copies)
            begun = time.perf_counter()
            rulebook = load(folder)
            loaded = time.perf_counter()
            engine = Engine(rulebook)
            engine.advise(beliefs, samples=16)
            compiled = time.perf_counter()
            rules = sum(len(each.rules) for each in rulebook.decisions.values())
            one = milliseconds(lambda engine=engine: engine.advise(beliefs, samples=0), 20)  # type: ignore[misc]
            many = milliseconds(lambda engine=engine: engine.futures(beliefs), 3)  # type: ignore[misc]
            first = first or many / rules
            print(
                f"  {rules:5}   {loaded - begun:6.1f}   {compiled - loaded:9.1f}   {one:14.2f}   {many:16.0f}"
                f"   {1000 * many / rules:10.1f} ({many / rules / first:.2f} of the smallest)"
            )


if __name__ == "__main__":
    main()
