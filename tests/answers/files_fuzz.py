"""Makes up files of numbers in the habit of one country, and knows what each may mean: an oracle for files.

Nothing of the reader is used: what a number says with a decimal point or a decimal comma is worked out a second time. The
reader may refuse any file. What it takes must be what all cells say in one habit, and the only thing they can say.

By hand, for more: python -m tests.answers.files_fuzz 20000
"""

from __future__ import annotations

import math
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

_UNITS: dict[str, dict[str, Fraction]] = {
    "mau_now": {"": Fraction(1), " users": Fraction(1), "k": Fraction(1000)},
    "engineers": {"": Fraction(1), " people": Fraction(1)},
    "infra_usd_m": {"": Fraction(1), " USD": Fraction(1), "k": Fraction(1000)},
    "data_gb": {"": Fraction(1), " GB": Fraction(1), " TB": Fraction(1000), " MB": Fraction(1, 1000)},
    "rto_h": {"": Fraction(1), " h": Fraction(1), " min": Fraction(1, 60)},
    "p95_now_ms": {"": Fraction(1), " ms": Fraction(1), " s": Fraction(1000)},
    "peak_rps_now": {"": Fraction(1), "/s": Fraction(1), "/min": Fraction(1, 60), "k": Fraction(1000)},
    "queries_per_req": {"": Fraction(1)},
    "error_rate": {"%": Fraction(1, 100)},
    "db_cpu_peak": {"%": Fraction(1, 100)},
    # facts
    "restore_h": {"": Fraction(1), " h": Fraction(1), " min": Fraction(1, 60)},
    "peak_rps": {"": Fraction(1), "/s": Fraction(1)},
    "db_util": {"%": Fraction(1, 100)},
}
_FACTS = ("restore_h", "peak_rps", "db_util")


@dataclass
class Cell:
    """A cell, and what it says with a decimal point and with a decimal comma; None where it says nothing then."""

    text: str
    point: Fraction | None
    comma: Fraction | None

    @property
    def preferred(self) -> Fraction | None:
        """`1,200` by itself: thousands, as the program writes them."""
        return self.point if re.match(r"\d{1,3},\d{3}(?![\d.,])", self.text) else None


def written(rng: random.Random, decimal: str) -> str:
    """A number in the habit of a country."""
    group = rng.choice([{",": ".", ".": ","}[decimal]] * 3 + [" ", "'"])
    whole = rng.choice(
        [rng.randint(1, 99), rng.randint(1, 999), rng.randint(1000, 99_999), rng.randint(10**5, 10**7)]
    )
    if rng.random() < 0.3:
        whole = whole // 1000 * 1000 or whole
    text = f"{whole:,}".replace(",", group) if rng.random() < 0.6 else str(whole)
    if rng.random() < 0.35:
        text += decimal + "".join(rng.choice("0123456789") for _ in range(rng.choice([1, 2, 3, 3, 4])))
    return text


def meaning(number: str, decimal: str) -> Fraction | None:
    """What a number says in a habit; None when nobody who has it would write so."""
    other = "," if decimal == "." else "."
    for group in (other, " ", "'"):
        if group in number:
            if not re.fullmatch(
                rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", number
            ):
                return None
            number = number.replace(group, "")
    return (
        Fraction(number.replace(decimal, "."))
        if re.fullmatch(rf"\d+(?:{re.escape(decimal)}\d+)?", number)
        else None
    )


def cell(number: str, unit: str, factor: Fraction, least: float, most: float) -> Cell:
    """A cell with its meanings, as far as they are in the range of its question."""

    def within(decimal: str) -> Fraction | None:
        value = meaning(number, decimal)
        fits = value is not None and least <= float(value * factor) <= most
        return value * factor if fits and value is not None else None

    return Cell(f"{number}{unit}", within("."), within(","))


def judge(cells: Sequence[Cell], found: Sequence[float] | None, whole: bool = False) -> str:
    """`refused`, `understood`, or what is wrong with what was taken."""
    if found is None:
        return "refused"
    ways = [[each.point for each in cells], [each.comma for each in cells]]
    fitting = [way for way in ways if None not in way]
    if len(fitting) == 2 and whole and fitting[0] != fitting[1]:
        fitting = [
            way for way in fitting if all(value is not None and value.denominator == 1 for value in way)
        ] or fitting
    if len(fitting) == 2 and not _same(fitting[0], fitting[1]):
        alone = [each.point if each.point == each.comma else each.preferred for each in cells]
        return (
            "understood"
            if None not in alone and _is(found, alone)
            else f"taken as {found}, and could be two things"
        )
    if fitting:
        return (
            "understood"
            if _is(found, fitting[0])
            else f"taken as {found}, and means {[float(v or 0) for v in fitting[0]]}"
        )
    alone = [
        each.comma
        if each.point is None
        else each.point
        if each.comma in (None, each.point)
        else each.preferred
        for each in cells
    ]
    return (
        "understood"
        if None not in alone and _is(found, alone)
        else f"taken as {found}, of numbers in two habits"
    )


def run(
    count: int, seed: int, rulebook: Any, evidence: Callable[[str], Any], growth: Callable[[str], Any]
) -> tuple[Counter[str], list[str]]:
    """Counts of files refused, understood and wrong, and a line for each wrong one. The readers give numbers, or None."""
    rng, counts, wrong = random.Random(seed), Counter[str](), []
    for _ in range(count):
        decimal = rng.choice(".,")
        if rng.random() < 0.5:
            ids = rng.sample(list(_UNITS), rng.randint(1, 5))
            cells = []
            for id in ids:
                unit = rng.choice(list(_UNITS[id]))
                least, most = (0, 1e30) if id in _FACTS else rulebook.questions[id].range
                cells.append(
                    cell(
                        _likely(rng, decimal, _UNITS[id][unit], least, most),
                        unit,
                        _UNITS[id][unit],
                        least,
                        most,
                    )
                )
            text = "".join(f'{id},"{each.text}"\n' for id, each in zip(ids, cells, strict=True))
            found = evidence(text)
            outcome = judge(cells, None if found is None else [found[id] for id in ids])
        else:
            least, most = rulebook.questions["mau_now"].range
            numbers = [_likely(rng, decimal, Fraction(1), least, most) for _ in range(rng.randint(2, 5))]
            cells = [cell(number, "", Fraction(1), least, most) for number in numbers]
            # Years apart: no change is too fast.
            text = "".join(f'{2000 + 5 * at}-01;"{each.text}"\n' for at, each in enumerate(cells))
            outcome = judge(cells, growth(text), whole=True)
        known = outcome if outcome in ("refused", "understood") else "wrong"
        counts[known] += 1
        if known == "wrong":
            wrong.append(f"{text!r}: {outcome}")
    return counts, wrong


def _likely(rng: random.Random, decimal: str, factor: Fraction, least: float, most: float) -> str:
    for _ in range(30):
        number = written(rng, decimal)
        value = meaning(number, decimal)
        if value is not None and least <= float(value * factor) <= most:
            return number
    return "50"


def _same(one: Sequence[Fraction | None], other: Sequence[Fraction | None]) -> bool:
    return list(one) == list(other)


def _is(found: Sequence[float], meant: Sequence[Fraction | None]) -> bool:
    return all(
        each is not None and math.isclose(got, float(each), rel_tol=1e-9)
        for got, each in zip(found, meant, strict=True)
    )


def readers(folder: Path, rulebook: Any) -> tuple[Callable[[str], Any], Callable[[str], Any]]:
    """The readers of the program: values by id, and users by month, or None where a file is refused."""
    from archassist.answers import AnswerError
    from archassist.answers.evidence_file import read_evidence
    from archassist.answers.history_file import read_growth_text

    def evidence(text: str) -> Any:
        (folder / "e.csv").write_text(text)
        try:
            found = read_evidence(folder / "e.csv", rulebook)
        except AnswerError:
            return None
        return {id: answer.value for id, answer in found.answers.items()} | dict(found.facts)

    def growth(text: str) -> Any:
        try:
            return list(read_growth_text(text, "users.csv", rulebook.questions["mau_now"]).users.values())
        except AnswerError:
            return None

    return evidence, growth


def main() -> None:
    """Runs as many as the command line says."""
    from archassist.session import shipped_rulebook

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 14
    rulebook = shipped_rulebook()
    with tempfile.TemporaryDirectory() as folder:
        counts, wrong = run(count, seed, rulebook, *readers(Path(folder), rulebook))
    print(f"{count} files (seed {seed}): {dict(counts)}")
    print("\n".join(wrong[:40]))


if __name__ == "__main__":
    main()
