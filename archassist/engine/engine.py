"""From what is believed of each question to an assessment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any

from archassist.engine.assessment import Assessment, ContradictionResult
from archassist.engine.beliefs import Belief
from archassist.engine.case_scores import at_issue, case_of
from archassist.engine.compiled import Compiled
from archassist.engine.conditioning import Conditioner, Conditioning, middles
from archassist.engine.contradictions import contradictions, decisions_in_doubt
from archassist.engine.decision_results import DecisionResults
from archassist.engine.encoding import Code
from archassist.engine.figures import facts_told, phase_reached
from archassist.engine.practices import practice_results
from archassist.engine.profile import Profile
from archassist.engine.recommendation import advised
from archassist.engine.resolution import settle
from archassist.engine.telling import telling_of
from archassist.engine.today import Today, standing_options
from archassist.engine.when_asked import WhenAsked
from archassist.expressions import Kept
from archassist.rulebook import Calibration, Given, Rulebook

if TYPE_CHECKING:
    from archassist.engine.columns.futures import Many


class Engine:
    """Assesses answers against one rulebook; compiles it once, at the first assessment, or takes it from `kept`."""

    def __init__(self, rulebook: Rulebook, kept: Kept | None = None) -> None:
        self.rulebook = rulebook
        self.compiled = Compiled(rulebook, kept)
        self._profile = Profile(rulebook, self.compiled.encoding)
        self._conditioner = Conditioner(self.compiled, self._profile)

    def preferring(self, ranking: Sequence[str]) -> Engine:
        """The same engine for a team that ranks quality attributes so, the most important first."""
        if not ranking:
            return self
        return self._with(self.compiled.preferring(ranking))

    def running(self, today: Mapping[str, str], taken: Collection[str] = ()) -> Engine:
        """The same engine for a team that says which option of a decision stands today (option ids by decision), and
        that has `taken` these decisions: what a team spoke of is at issue for it."""
        return self._with(self.compiled.running(today, taken)) if today or taken else self

    def _with(self, compiled: Compiled) -> Engine:
        other = Engine.__new__(Engine)
        other.rulebook, other._profile = self.rulebook, self._profile
        other._conditioner = self._conditioner
        other.compiled = compiled
        return other

    def weighing(self, calibration: Calibration) -> Engine:
        """The same engine with other weights, learned of the same terms (`Calibration.terms`)."""
        return self._with(self.compiled.weighing(calibration))

    def standing_options(self, beliefs: Mapping[str, Belief]) -> dict[str, Today]:
        """By decision what stands today, as it was said (`running`) or as far as answers make it certain."""
        return standing_options(self.compiled, beliefs, self.profile(beliefs))

    def assess(
        self,
        beliefs: Mapping[str, Belief],
        *,
        seed: int = 0,
        samples: int = 2048,
        futures: Many | None = None,
    ) -> Assessment:
        """Assess one profile, and with `samples` as many futures (or those in `futures`, drawn from these beliefs).

        Questions that `beliefs` lacks are unknown. The same arguments give the same result. Raises
        BeliefError for a belief that its question cannot have.
        """
        self.check(beliefs)
        codes, held = self._profiled(beliefs, {})
        row = self.compiled.program.beside(codes)
        if futures is None and samples:
            futures = self._sampled(beliefs, codes, seed, samples)
        return self._assessment(beliefs, codes, held, row, futures)

    def advise(self, beliefs: Mapping[str, Belief], *, seed: int = 0, samples: int = 2048) -> dict[str, str]:
        """What an assessment recommends, by decision, without everything else that it tells."""
        self.check(beliefs)
        codes = self.profile(beliefs)
        many = self._sampled(beliefs, codes, seed, samples) if samples else None
        case = case_of(self.compiled, self.compiled.program.beside(codes))
        settled = settle(self.compiled.agenda, case)
        taken = advised(self.compiled.agenda, settled.chosen, case.out, many.shares if many else None)
        return self.compiled.named(taken)

    def at_issue(self, beliefs: Mapping[str, Belief]) -> tuple[str, ...]:
        """The decisions that are at issue for a team with these answers, in order: most packs' are for every team."""
        row = self.compiled.program.beside(self.profile(beliefs))
        return tuple(self._at_issue(row))

    def _at_issue(self, row: Mapping[str, Code]) -> dict[str, None]:
        decisions = self.compiled.decisions
        return dict.fromkeys(each.id for each in compress(decisions, at_issue(self.compiled, row)))

    def futures(
        self, beliefs: Mapping[str, Belief], *, seed: int = 0, samples: int = 2048, all_known: bool = False
    ) -> Many:
        """Sampled futures and what is chosen in each. With `all_known` as if every question had been answered."""
        self.check(beliefs)
        known_for = self.at_issue(beliefs) if all_known else None
        return self._sampled(beliefs, self.profile(beliefs), seed, samples, known_for)

    def _sampled(
        self,
        beliefs: Mapping[str, Belief],
        codes: Mapping[str, Code],
        seed: int,
        samples: int,
        known_for: Collection[str] | None = None,
    ) -> Many:
        from archassist.engine.columns.futures import sample

        told = self.conditioning(beliefs).told
        return sample(self.compiled, beliefs, codes, seed, samples, told, known_for)

    def inputs(self, beliefs: Mapping[str, Belief], *, seed: int = 0, samples: int = 2048) -> dict[str, Any]:
        """Sampled values of every question and parameter: columns, or one value that holds in every future."""
        from archassist.engine.columns.futures import inputs

        self.check(beliefs)
        codes, told = self.profile(beliefs), self.conditioning(beliefs).told
        return inputs(self.compiled, beliefs, codes, seed, samples, told=told)

    def check(self, beliefs: Mapping[str, Belief]) -> None:
        """Raises BeliefError for a belief that its question cannot have."""
        self._profile.check(beliefs)

    def profile(
        self, beliefs: Mapping[str, Belief], kept: Mapping[str, Code] | None = None
    ) -> dict[str, Code]:
        """The coded value of every question and parameter in the single profile, and what is known.

        What is in `kept` is taken from there.
        """
        return self._profiled(beliefs, kept or {})[0]

    def _profiled(
        self, beliefs: Mapping[str, Belief], kept: Mapping[str, Code]
    ) -> tuple[dict[str, Code], dict[str, Given]]:
        """The profile, and by question what took the place of its prior."""
        moved = self.conditioning(beliefs).moved
        usual, held = self._profile.usual(beliefs, moved.keys()), dict[str, Given]()
        known = {**self.compiled.parameters, **usual, **kept}
        codes = middles(self.compiled, self._profile, beliefs, self.rulebook.questions, known, moved, held)
        codes |= self._profile.known(beliefs)
        return codes, held

    def conditioning(self, beliefs: Mapping[str, Belief]) -> Conditioning:
        """What the answers tell of open questions from which they follow."""
        return self._conditioner.condition(beliefs)

    def contradictions(self, beliefs: Mapping[str, Belief]) -> tuple[ContradictionResult, ...]:
        """Answers that contradict each other, whatever ranges leave open."""
        return contradictions(self.compiled, beliefs)

    def required(self, beliefs: Mapping[str, Belief]) -> frozenset[str]:
        """The requirements that hold in the middle of the answers, by answers alone."""
        self.check(beliefs)
        codes = self.profile(beliefs)
        row = self.compiled.program.row(codes)
        return frozenset(
            test.requirement for tests in self.compiled.tests for test in tests if row[test.needed]
        )

    def _assessment(
        self,
        beliefs: Mapping[str, Belief],
        codes: Mapping[str, Code],
        held: Mapping[str, Given],
        row: Mapping[str, Code],
        many: Many | None,
    ) -> Assessment:
        compiled, conditioning = self.compiled, self.conditioning(beliefs)
        contradicted = self.contradictions(beliefs)
        telling = telling_of(compiled, beliefs)

        def unsteady(chosen: Sequence[int]) -> Collection[int]:
            from archassist.engine.columns.steadiness import unsteady

            return unsteady(compiled, beliefs, codes, chosen, conditioning.moved)

        results = DecisionResults(
            compiled,
            row,
            many,
            telling,
            standing_options(compiled, beliefs, codes),
            decisions_in_doubt(compiled, contradicted),
            unsteady,
        )
        settling = self._at_issue(row)
        decisions = tuple(map(results.of, settling))
        assumed = {name for each in decisions for reason in each.because for name in reason.assumes}
        return Assessment(
            f"{self.rulebook.id} {self.rulebook.version}",
            many.rows if many else 0,
            phase_reached(compiled, row, telling.answered),
            facts_told(compiled, row, many, telling, conditioning, held),
            decisions,
            practice_results(compiled, row, decisions, telling),
            results.operations,
            tuple(id for id in self.rulebook.questions if id in assumed),
            contradicted,
            WhenAsked(results.of, [id for id in self.rulebook.decisions if id not in settling]),
        )
