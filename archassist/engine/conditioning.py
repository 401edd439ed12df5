"""What answers tell of open questions: a measured peak tells of the users behind it.

The usual value of some questions follows from others. When such a question is answered and others behind it are open,
the answer is a measurement of those. Open numbers are normal on their own scale (log; logit for shares), and the log of
what they let expect is nearly linear in them; so a normal prior is conditioned on one answer after the other (an
extended Kalman filter: Kalman 1960). The same gains move every sampled future by its own surprise, which leaves samples
spread as the posterior is (Matheron's rule).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from archassist.dataclass_later import dataclass, field
from archassist.engine.beliefs import UNKNOWN, Belief, Exact, Range, Unknown, answered
from archassist.engine.compiled import Compiled
from archassist.engine.curves import Curve
from archassist.engine.encoding import Code
from archassist.engine.profile import Profile, parameter_curve, prior_curve
from archassist.expressions import Program
from archassist.rulebook import Formula, Given, Multiple, Question, Spread

STEP = 0.5
"""Standard deviations by which an open answer is moved to see what follows from it."""

WORTH_SAYING = 0.1
"""An answer that moves an open one by less for each unit of surprise is not named as its source."""

LEAST_GAIN = 1e-3
"""Smaller gains move nothing that anybody would see."""


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer that tells of open ones: by how many standard deviations each moves for a unit of surprise.

    The surprise is the log of the answer less the log of what the open ones let expect.
    """

    question: str
    gains: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Conditioning:
    """What all answers tell, in order, and where the open ones come to stand in the single profile.

    `moved` is in standard deviations of the priors.
    """

    told: tuple[KnownAnswer, ...] = ()
    moved: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """By open question the answers that tell something worth saying of it; most are not there."""
        found: dict[str, dict[str, None]] = {}
        for each in self.told:
            for id, gain in each.gains:
                if abs(gain) >= WORTH_SAYING:
                    found.setdefault(id, {})[each.question] = None
        return {id: tuple(sources) for id, sources in found.items()}


NOTHING = Conditioning()


def middles(
    compiled: Compiled,
    profile: Profile,
    beliefs: Mapping[str, Belief],
    names: Iterable[str],
    kept: Mapping[str, Code],
    moved: Mapping[str, float],
    held: dict[str, Given] | None = None,
) -> dict[str, Code]:
    """The coded values of some questions and facts in the single profile, and of what they follow from, beside `kept`.

    `held` takes by question what took the place of its prior.
    """
    codes, questions, facts = dict(kept), compiled.rulebook.questions, compiled.rulebook.facts

    def value_of(name: str) -> Code:
        if name in codes:
            return codes[name]
        if name in facts:
            return alone(compiled.alone.fact(name), name)
        belief = beliefs.get(name, UNKNOWN)
        given = questions[name].prior_if if isinstance(belief, Unknown) else ()
        holding = next((each for each in given if holds(each)), None) if given else None
        if holding is not None and held is not None:
            held[name] = holding
        codes[name] = found = profile.middle(name, belief, value_of, moved.get(name, 0.0), holding)
        return found

    def holds(given: Given) -> bool:
        return answered(given, beliefs) and bool(alone(*compiled.alone.condition(given.when)))

    def alone(program: Program, name: str) -> Code:
        for each in program.inputs:
            if each not in codes:
                value_of(each)
        return program.one(name, codes)

    for name in names:
        if name not in codes:
            codes[name] = value_of(name)
    return codes


class Conditioner:
    """Conditions the usual values of open questions on the answers."""

    def __init__(self, compiled: Compiled, profile: Profile) -> None:
        self._compiled, self._profile = compiled, profile
        self._questions = compiled.rulebook.questions
        self._last: tuple[frozenset[tuple[str, Belief]], Conditioning] | None = None
        self._behind = {
            id: compiled.rests_on(question.prior.base)
            for id, question in self._questions.items()
            if isinstance(question.prior, (Multiple, Formula)) and question.prior.tells
        }

    def condition(self, beliefs: Mapping[str, Belief]) -> Conditioning:
        """What these answers tell of the open questions; NOTHING when no open question stands behind an answer."""
        telling = [
            id
            for id, behind in self._behind.items()
            if isinstance(beliefs.get(id), (Exact, Range))
            and not behind.isdisjoint(self._open(beliefs, behind))
        ]
        if not telling:
            return NOTHING
        key = frozenset(beliefs.items())
        last = self._last
        if last is None or last[0] != key:
            last = self._last = key, self._conditioned(beliefs, telling)
        return last[1]

    def _conditioned(self, beliefs: Mapping[str, Belief], telling: list[str]) -> Conditioning:
        behind = {id: self._all_behind(id, beliefs) for id in telling}
        open_ = list(dict.fromkeys(each for found, _ in behind.values() for each in found))
        spread = {one: {other: float(one == other) for other in open_} for one in open_}
        moved = dict.fromkeys(open_, 0.0)
        told: list[KnownAnswer] = []
        for id in telling:
            mine, parameters = behind[id]
            observed = float(self._profile.middle(id, beliefs[id], _unasked))
            expected = self._expecting(id, beliefs)
            now = expected(moved, {})
            if not observed > 0 or not math.isfinite(now):
                continue
            slopes = {
                each: (
                    expected({**moved, each: moved[each] + STEP}, {})
                    - expected({**moved, each: moved[each] - STEP}, {})
                )
                / (2 * STEP)
                for each in mine
            }
            chance = prior_curve(self._questions[id]).above ** 2 + sum(
                (
                    (expected(moved, {each: curve.point(STEP)}) - expected(moved, {each: curve.point(-STEP)}))
                    / (2 * STEP)
                )
                ** 2
                for each, curve in parameters.items()
            )
            carried = {one: sum(spread[one][each] * slope for each, slope in slopes.items()) for one in open_}
            variance = sum(slope * carried[each] for each, slope in slopes.items()) + chance
            gains = {each: carried[each] / variance for each in open_}
            if not all(map(math.isfinite, gains.values())):
                continue
            surprise = math.log(observed) - now
            for one in open_:
                moved[one] += gains[one] * surprise
                for other in open_:
                    spread[one][other] -= gains[one] * carried[other]
            told.append(
                KnownAnswer(id, tuple((each, gain) for each, gain in gains.items() if abs(gain) > LEAST_GAIN))
            )
        return Conditioning(tuple(told), moved)

    def _expecting(
        self, id: str, beliefs: Mapping[str, Belief]
    ) -> Callable[[Mapping[str, float], Mapping[str, float]], float]:
        """The log of what is expected of an answer, by where the open ones stand and by parameters that are changed."""
        prior = self._questions[id].prior
        assert isinstance(prior, (Multiple, Formula))
        base, factor = prior.base, prior_curve(self._questions[id]).middle

        def expected(moved: Mapping[str, float], parameters: Mapping[str, float]) -> float:
            kept = {**self._compiled.parameters, **parameters}
            found = float(middles(self._compiled, self._profile, beliefs, (base,), kept, moved)[base])
            return math.log(found) + factor if found > 0 else math.nan

        return expected

    def _open(self, beliefs: Mapping[str, Belief], names: Iterable[str]) -> list[str]:
        return [
            id
            for id in names
            if isinstance(beliefs.get(id, UNKNOWN), Unknown) and movable(self._questions[id])
        ]

    def _all_behind(self, id: str, beliefs: Mapping[str, Belief]) -> tuple[list[str], dict[str, Curve]]:
        """The open numbers from which what is expected of a question follows, and the uncertain parameters."""
        found: dict[str, None] = {}
        parameters: dict[str, Curve] = {}
        waiting = [id]
        while waiting:
            prior = self._questions[waiting.pop()].prior
            if not isinstance(prior, (Multiple, Formula)):
                continue
            parameters |= self._uncertain(prior.base)
            for other in self._open(beliefs, self._compiled.rests_on(prior.base)):
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return [id for id in self._questions if id in found], parameters

    def _uncertain(self, name: str) -> dict[str, Curve]:
        known = self._compiled.rulebook.parameters
        found = {}
        for id in self._compiled.parameters_behind(name):
            low, high = known[id].range or (0.0, 0.0)
            if low > 0 and known[id].value > 0:
                found[id] = parameter_curve(known[id], low, high)
        return found


def movable(question: Question) -> bool:
    """Whether an open answer is a number on a scale along which it can be moved."""
    return isinstance(question.prior, (Spread, Multiple, Formula)) and not question.levels


def _unasked(name: str) -> Code:
    raise AssertionError(f"an answer needs no {name}")
