"""What would change our mind: the smallest change of one answer, or of two, after which another option
is recommended.

Candidates come from the single profile: every question behind a decision is moved through its plausible values, and
where the choice turns, the turning point is narrowed down. A candidate becomes a flip only when the whole
assessment, futures included, recommends another option with that answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archassist.engine.beliefs import Belief
from archassist.engine.encoding import Code, PlainValue
from archassist.engine.engine import Engine
from archassist.engine.nearby import Nearby
from archassist.engine.pairs import pairs
from archassist.engine.turning import Candidate, TurningPoints, belief_of

FURTHER = (1.0, 1.02, 1.1, 1.3)
"""How far beyond the turning point of the single profile the whole assessment is tried, as a share of the move."""


FIRST_LOOK = 256
"""Futures on which a candidate is tried before all of them."""

TRIED = 4
"""Pairs of answers that are tried on the whole assessment before no flip of two is shown."""

WITHIN_REACH = 0.7
"""What a team can move itself counts as nearer than what the world moves."""


@dataclass(frozen=True, slots=True)
class Flip:
    """With these answers changed (one, or two), `option` is recommended.

    `distance` is the sum of their distances, in standard deviations of the priors.
    """

    decision: str
    changes: tuple[tuple[str, PlainValue], ...]
    option: str
    distance: float

    @property
    def question(self) -> str:
        """The first answer that is changed."""
        return self.changes[0][0]

    @property
    def value(self) -> PlainValue:
        """What it is changed to."""
        return self.changes[0][1]


def flips(
    engine: Engine,
    beliefs: Mapping[str, Belief],
    recommended: Mapping[str, str],
    *,
    decisions: Sequence[str] = (),
    most: int = 3,
    seed: int = 0,
    samples: int = 2048,
    two: bool = True,
) -> dict[str, tuple[Flip, ...]]:
    """Up to `most` flips of each decision (all by default): of one answer first, the likeliest and most controllable
    before others; then, where there are fewer and `two` says so, the nearest of two answers.

    `recommended` is what the assessment of the same beliefs, seed and samples recommends.
    """
    search = FlipSearch(engine, beliefs, recommended, seed=seed, samples=samples)
    return search.flips(decisions, most=most, two=two)


class FlipSearch:
    """Looks for flips of the same answers, of one decision after another: tries every change at most once.

    `recommended` is what the assessment of the same beliefs, seed and samples recommends.
    """

    def __init__(
        self,
        engine: Engine,
        beliefs: Mapping[str, Belief],
        recommended: Mapping[str, str],
        *,
        seed: int = 0,
        samples: int = 2048,
    ) -> None:
        self.points = TurningPoints(engine, beliefs)
        self._engine, self._beliefs, self._recommended = engine, beliefs, recommended
        self._seed, self._samples = seed, samples
        self._nearby: dict[int, Nearby] = {}
        self._tried: dict[tuple[object, ...], dict[str, str]] = {}

    def flips(
        self, decisions: Sequence[str] = (), *, most: int = 3, two: bool = True
    ) -> dict[str, tuple[Flip, ...]]:
        """Up to `most` flips of each decision (all by default), as the function `flips` finds them."""
        wanted = [id for id in self._engine.rulebook.decisions if not decisions or id in decisions]
        found: dict[str, tuple[Flip, ...]] = {}
        for decision, candidates in self.points.candidates(wanted).items():
            candidates = sorted(candidates, key=self._likely)
            mine: list[Flip] = []
            for candidate in candidates[: 2 * most + 2]:
                if len(mine) == most:
                    break
                flip = self._single(decision, candidate)
                if flip is not None and not self._told(flip, mine):
                    mine.append(flip)
            if two and len(mine) < most:
                mine += self._doubles(decision, candidates, mine, most - len(mine))
            found[decision] = tuple(mine)
        return found

    def _likely(self, candidate: Candidate) -> float:
        """How far away a change is; what the team can move is nearer."""
        near = self._engine.rulebook.questions[candidate.question].moved_by == "team"
        return candidate.distance * (WITHIN_REACH if near else 1.0)

    def _told(self, flip: Flip, nearer: Sequence[Flip]) -> bool:
        """Whether a nearer choice of the same answer leads to the same option."""
        return not self.points.is_number(flip.question) and any(
            (each.question, each.option) == (flip.question, flip.option) for each in nearer
        )

    def _single(self, decision: str, candidate: Candidate) -> Flip | None:
        """The candidate as a flip, moved on a little if need be; None when the whole assessment does not turn."""
        found = self._nearest(decision, (candidate,))
        return found and self._flip(decision, *found, candidate.distance)

    def _nearest(self, decision: str, candidates: Sequence[Candidate]) -> tuple[dict[str, Code], str] | None:
        """The first step beyond the turning point at which the whole assessment turns, and the option it turns to."""
        farthest = self._moved(candidates, FURTHER[-1])
        for further in FURTHER:
            changes = self._moved(candidates, further)
            option = self._turned(decision, changes) if self._likely_turned(decision, changes) else None
            if option is not None:
                return changes, option
            if changes == farthest or not self._likely_turned(decision, farthest):
                return None
        return None

    def _moved(self, candidates: Sequence[Candidate], further: float) -> dict[str, Code]:
        return {each.question: self.points.moved(each, further) for each in candidates}

    def _doubles(
        self, decision: str, candidates: Sequence[Candidate], singles: Sequence[Flip], most: int
    ) -> list[Flip]:
        """The nearest changes of two answers of which neither is enough alone."""
        alone = {each.question for each in singles}
        found: list[Flip] = []
        for one, other in pairs(self.points, decision, {each.question for each in candidates} | alone)[
            :TRIED
        ]:
            turned = self._nearest(decision, (one, other))
            if turned and not any(self._turned(decision, {id: code}) for id, code in turned[0].items()):
                found.append(self._flip(decision, *turned, one.distance + other.distance))
            if len(found) == most:
                break
        return found

    def _likely_turned(self, decision: str, changes: Mapping[str, Code]) -> bool:
        """A look at fewer futures first: most candidates that do not turn are put aside by it."""
        return self._samples <= FIRST_LOOK or self._turned(decision, changes, FIRST_LOOK) is not None

    def _turned(self, decision: str, changes: Mapping[str, Code], samples: int = 0) -> str | None:
        samples = samples or self._samples
        key = (samples, *sorted(changes.items()))
        if key not in self._tried:
            beliefs = {id: belief_of(self._engine, id, code) for id, code in changes.items()}
            self._tried[key] = self._advise(beliefs, samples)
        option = self._tried[key][decision]
        return option if option != self._recommended[decision] else None

    def _advise(self, changed: Mapping[str, Belief], samples: int) -> dict[str, str]:
        if not samples:
            return self._engine.advise({**self._beliefs, **changed}, samples=0)
        if samples not in self._nearby:
            self._nearby[samples] = Nearby(self._engine, self._beliefs, self._seed, samples)
        return self._nearby[samples].advise(changed)

    def _flip(self, decision: str, changes: Mapping[str, Code], option: str, distance: float) -> Flip:
        decode = self._engine.compiled.encoding.decode
        return Flip(decision, tuple((id, decode(id, code)) for id, code in changes.items()), option, distance)
