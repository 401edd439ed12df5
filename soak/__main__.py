"""Runs the trials and prints what was tried and what failed: `make soak`, or python -m soak [--only NAME ...]."""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

if os.name != "posix":
    sys.exit("soak: processes are forked and killed by signals here; this system has neither.")

from soak.desk import settle
from soak.running import Outcome, run
from soak.table import failures, table
from soak.trials import TRIALS


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what was asked for; 1 when anything failed or was cut short, 2 for a wrong word."""
    chosen = _parser().parse_args(arguments)
    seed = random.SystemRandom().randrange(10**9) if chosen.seed is None else chosen.seed
    keep = chosen.keep.absolute()
    outcomes: list[Outcome] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="archassist-soak-", ignore_cleanup_errors=True) as base:
        settle(Path(base) / "home")
        for trial in TRIALS:
            if chosen.only and trial.name not in chosen.only:
                continue
            numbers = (
                range(max(1, round(trial.rounds * chosen.scale))) if chosen.round is None else [chosen.round]
            )
            patient = dataclasses.replace(
                trial, seconds=trial.seconds * chosen.time, longest=trial.longest * max(1.0, chosen.time)
            )
            outcomes.append(run(patient, numbers, seed, Path(base), keep))
            print(f"{trial.name}: {outcomes[-1].seconds:.0f} s", file=sys.stderr, flush=True)
    print(table(outcomes, seed, time.monotonic() - begun))
    print(failures(outcomes), end="")
    return 0 if all(each.passed for each in outcomes) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m soak", description="Trials at length: what was tried, and what failed."
    )
    names = [each.name for each in TRIALS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--seed", type=int, help="chance that was had before (default: another one)")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1 plays a tenth of all rounds")
    parser.add_argument(
        "--time", type=float, default=1.0, help="3 gives every trial three times its time: on a busy machine"
    )
    parser.add_argument("--round", type=int, help="plays this one round, with --only and --seed")
    parser.add_argument(
        "--keep", type=Path, default=Path("soak-failures"), help="where the inputs of failures are kept"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
