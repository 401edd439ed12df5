"""What would change our mind: the smallest change of one answer, or of two, after which another option
is recommended.

Candidates come from the single profile: every question behind a decision is moved through its plausible values, and
where the choice turns, the turning point is narrowed down. A candidate becomes a flip only when the whole
assessment, futures included, recommends another option with that answer.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from typing import TypeVar

from archassist.dataclass_later import dataclass
from archassist.engine.beliefs import Belief
from archassist.engine.encoding import Code, PlainValue
from archassist.engine.engine import Engine
from archassist.sensitivity.incremental_advice import Nearby
from archassist.sensitivity.pair_flips import Pair, pairs
from archassist.sensitivity.perturbations import FARTHEST, Candidate
from archassist.sensitivity.turning_points import TurningPoints, belief_of

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


Change = Mapping[str, Code]
"""Answers that are moved, by question, and what to."""

Trials = Generator["list[tuple[str, Change, int]]", None, "_Found"]
"""A search that says what it wants tried next: for which decision, and on how many futures. Searches of several decisions
go on together, and what they want is tried together."""

_Found = TypeVar("_Found")


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
        self._found: dict[tuple[tuple[str, ...], int, bool], dict[str, tuple[Flip, ...]]] = {}

    def prepare(self) -> None:
        """Works out beforehand what does not depend on the decision that is asked for."""
        _ = self.points.tried
        for samples in (FIRST_LOOK, self._samples):
            if 0 < samples <= self._samples:
                self._near(samples)

    def flips(
        self, decisions: Sequence[str] = (), *, most: int = 3, two: bool = True
    ) -> dict[str, tuple[Flip, ...]]:
        """Up to `most` flips of each decision (all by default), as the function `flips` finds them."""
        wanted = [id for id in decisions or self._engine.rulebook.decisions if id in self._recommended]
        asked = (tuple(wanted), most, two)
        if asked not in self._found:
            self._found[asked] = self._search(wanted, most, two)
        return self._found[asked]

    def _search(self, wanted: Sequence[str], most: int, two: bool) -> dict[str, tuple[Flip, ...]]:
        candidates = {
            decision: sorted(mine, key=self._likely)
            for decision, mine in self.points.candidates(wanted).items()
        }
        found: dict[str, list[Flip]] = {decision: [] for decision in wanted}
        self._run([self._singles(id, candidates[id], found[id], most) for id in wanted])
        if two:
            lacking = [id for id in wanted if len(found[id]) < most]
            enough = {
                id: {each.question for each in candidates[id]} | {each.question for each in found[id]}
                for id in lacking
            }
            near = pairs(self.points, enough)
            self._run([self._doubles(id, near[id], found[id], most) for id in lacking])
        return {decision: tuple(mine) for decision, mine in found.items()}

    def _likely(self, candidate: Candidate) -> float:
        """How far away a change is; what the team can move is nearer."""
        near = self._engine.rulebook.questions[candidate.question].moved_by == "team"
        return candidate.distance * (WITHIN_REACH if near else 1.0)

    def _run(self, searches: Sequence[Trials[None]]) -> None:
        """Lets searches go on side by side until all have come to an end."""
        for wanted in _abreast(searches):
            self._try(wanted)

    def _try(self, wanted: Iterable[tuple[str, Change, int]]) -> None:
        """Tries changes, those on equally many futures together."""
        by_samples: dict[int, dict[tuple[object, ...], tuple[Change, dict[str, None]]]] = {}
        for decision, change, samples in wanted:
            key = _key(change, samples)
            if decision not in self._tried.get(key, {}):
                by_samples.setdefault(samples, {}).setdefault(key, (change, {}))[1][decision] = None
        for samples, changes in by_samples.items():
            beliefs = [
                {id: belief_of(self._engine, id, code) for id, code in change.items()}
                for change, _ in changes.values()
            ]
            found = self._advise(beliefs, [about for _, about in changes.values()], samples)
            for key, each in zip(changes, found, strict=True):
                self._tried.setdefault(key, {}).update(each)

    def _advise(
        self, changes: Sequence[Mapping[str, Belief]], about: Sequence[Collection[str]], samples: int
    ) -> list[dict[str, str]]:
        if not samples:
            return [self._engine.advise({**self._beliefs, **each}, samples=0) for each in changes]
        return self._near(samples).advise_all(changes, about)

    def _near(self, samples: int) -> Nearby:
        if samples not in self._nearby:
            self._nearby[samples] = Nearby(self._engine, self._beliefs, self._seed, samples)
        return self._nearby[samples]

    def _singles(
        self, decision: str, candidates: Sequence[Candidate], found: list[Flip], most: int
    ) -> Trials[None]:
        """Finds the nearest changes of one answer, moved on a little if need be."""
        left = list(candidates[: 2 * most + 2])
        while left and len(found) < most:
            trying, left = left[: most - len(found)], left[most - len(found) :]
            for turned in (yield from _abreast([self._nearest(decision, (each,)) for each in trying])):
                if turned is not None:
                    flip = self._flip(decision, *turned)
                    if not self._told(flip, found):
                        found.append(flip)

    def _told(self, flip: Flip, nearer: Sequence[Flip]) -> bool:
        """Whether a nearer choice of the same answer leads to the same option."""
        return not self.points.moves.is_number(flip.question) and any(
            (each.question, each.option) == (flip.question, flip.option) for each in nearer
        )

    def _doubles(self, decision: str, near: Sequence[Pair], found: list[Flip], most: int) -> Trials[None]:
        """Finds the nearest changes of two answers of which neither is enough alone."""
        left = list(near[:TRIED])
        while left and len(found) < most:
            trying, left = left[: most - len(found)], left[most - len(found) :]
            for flip in (yield from _abreast([self._double(decision, each) for each in trying])):
                if flip is not None:
                    found.append(flip)

    def _double(self, decision: str, pair: Pair) -> Trials[Flip | None]:
        turned = yield from self._nearest(decision, pair)
        if turned is None:
            return None
        alone = [self._turned(decision, {id: code}, self._samples) for id, code in turned[0].items()]
        enough = any(option is not None for option in (yield from _abreast(alone)))
        return None if enough else self._flip(decision, *turned)

    def _nearest(
        self, decision: str, candidates: Sequence[Candidate]
    ) -> Trials[tuple[dict[str, Code], str] | None]:
        """The first step beyond the turning point at which the whole assessment turns, and the option it turns to."""
        farthest = self._moved(candidates, FURTHER[-1])
        for further in FURTHER:
            changes = self._moved(candidates, further)
            if self._absurd(changes):
                return None
            if (yield from self._likely_turned(decision, changes)):
                option = yield from self._turned(decision, changes, self._samples)
                if option is not None:
                    return changes, option
            if changes == farthest or not (yield from self._likely_turned(decision, farthest)):
                return None
        return None

    def _absurd(self, changes: Change) -> bool:
        return any(self.points.moves.distance(id, code) > FARTHEST for id, code in changes.items())

    def _moved(self, candidates: Sequence[Candidate], further: float) -> dict[str, Code]:
        return {each.question: self.points.moves.moved(each, further) for each in candidates}

    def _likely_turned(self, decision: str, changes: Change) -> Trials[bool]:
        """A look at fewer futures first: most candidates that do not turn are put aside by it."""
        if self._samples <= FIRST_LOOK:
            return True
        return (yield from self._turned(decision, changes, FIRST_LOOK)) is not None

    def _turned(self, decision: str, changes: Change, samples: int) -> Trials[str | None]:
        """The other option that is recommended with these changes."""
        key = _key(changes, samples)
        if decision not in self._tried.get(key, {}):
            yield [(decision, changes, samples)]
        option = self._tried[key][decision]
        return option if option != self._recommended[decision] else None

    def _flip(self, decision: str, changes: Change, option: str) -> Flip:
        decode = self._engine.compiled.encoding.decode
        distance = sum(self.points.moves.distance(id, code) for id, code in changes.items())
        return Flip(decision, tuple((id, decode(id, code)) for id, code in changes.items()), option, distance)


def _abreast(searches: Sequence[Trials[_Found]]) -> Trials[list[_Found]]:
    """Several searches as one that wants all they want, and finds what each has found."""
    found: dict[int, _Found] = {}
    while len(found) < len(searches):
        wanted: list[tuple[str, Change, int]] = []
        for place, search in enumerate(searches):
            if place not in found:
                try:
                    wanted += next(search)
                except StopIteration as end:
                    found[place] = end.value
        if wanted:
            yield wanted
    return [found[place] for place in range(len(searches))]


def _key(changes: Change, samples: int) -> tuple[object, ...]:
    return samples, *sorted(changes.items())
