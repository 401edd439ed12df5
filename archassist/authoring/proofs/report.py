"""What a proof came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["proved", "refuted", "open"]


@dataclass(frozen=True, slots=True)
class ProofResult:
    """One claim about one object. `witness` holds the answers that show it, as `archassist set` takes them."""

    claim: str
    id: str
    status: Status
    said: str
    witness: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many objects a claim holds for, how many refute it, and how many are undecided."""

    proved: int
    refuted: int
    open: int


@dataclass(frozen=True, slots=True)
class Report:
    """Every result, by claim in the order of CLAIMS."""

    results: tuple[ProofResult, ...]

    @property
    def refuted(self) -> tuple[ProofResult, ...]:
        """The claims that do not hold, each with the answers that show it where there are any."""
        return tuple(each for each in self.results if each.status == "refuted")

    @property
    def open(self) -> tuple[ProofResult, ...]:
        """What neither chance nor the solver could settle in its time."""
        return tuple(each for each in self.results if each.status == "open")

    def counts(self) -> Mapping[str, Counts]:
        """Results by claim."""
        found: dict[str, list[int]] = {}
        for each in self.results:
            row = found.setdefault(each.claim, [0, 0, 0])
            row[("proved", "refuted", "open").index(each.status)] += 1
        return {claim: Counts(*row) for claim, row in found.items()}


@dataclass(frozen=True, slots=True)
class Refutation:
    """A claim that does not hold of an object; `witness` holds the answers that show it, as `set` takes them."""

    claim: str
    id: str
    said: str
    witness: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A claim that was neither proved nor refuted."""

    claim: str
    id: str
    said: str


@dataclass(frozen=True, slots=True)
class ProofView:
    """By claim how many objects it holds for, with what refutes it and what is not settled."""

    claims: Mapping[str, Counts]
    refuted: tuple[Refutation, ...]
    open: tuple[Unsettled, ...]


def proof_view(report: Report) -> ProofView:
    """What proofs came to."""
    return ProofView(
        claims=report.counts(),
        refuted=tuple(
            Refutation(result.claim, result.id, result.said, result.witness) for result in report.refuted
        ),
        open=tuple(Unsettled(result.claim, result.id, result.said) for result in report.open),
    )
