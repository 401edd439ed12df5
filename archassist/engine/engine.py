"""From what is believed of each question to an assessment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from archassist.engine.assessment import (
    Assessment,
    ContradictionResult,
    DecisionResult,
    Operations,
    OptionResult,
    Reason,
    standing_of,
)
from archassist.engine.beliefs import UNKNOWN, Belief, Unknown
from archassist.engine.case_scores import at_issue, case_of, speaking_terms
from archassist.engine.comparison import size_reasons
from archassist.engine.compiled import Compiled
from archassist.engine.conditioning import Conditioner, Conditioning, middles
from archassist.engine.contradictions import contradictions, decisions_in_doubt
from archassist.engine.encoding import Code
from archassist.engine.figures import facts_told, phase_reached
from archassist.engine.practices import practice_results
from archassist.engine.profile import Profile
from archassist.engine.reasons import conflict_text, reasons, veto_text
from archassist.engine.recommendation import advised
from archassist.engine.requirement_results import requirement_results
from archassist.engine.resolution import chances_of, choose_alone, settle
from archassist.engine.sufficiency import enough_answers
from archassist.engine.telling import Telling, telling_of
from archassist.engine.today import Today, standing_options
from archassist.expressions import Kept
from archassist.rulebook import POINT, Calibration, Decision, Rule, Rulebook

if TYPE_CHECKING:
    from archassist.engine.columns.futures import Many


_NO_POINTS = (0,) * 64


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
        codes = self.profile(beliefs)
        row = {**codes, **self.compiled.program.row(codes)}
        if futures is None and samples:
            futures = self.futures(beliefs, seed=seed, samples=samples)
        return self._assessment(beliefs, row, futures)

    def advise(self, beliefs: Mapping[str, Belief], *, seed: int = 0, samples: int = 2048) -> dict[str, str]:
        """What an assessment recommends, by decision, without everything else that it tells."""
        many = self.futures(beliefs, seed=seed, samples=samples) if samples else None
        codes = self.profile(beliefs)
        case = case_of(self.compiled, {**codes, **self.compiled.program.row(codes)})
        settled = settle(self.compiled.agenda, case)
        taken = advised(self.compiled.agenda, settled.chosen, case.out, many.shares if many else None)
        return self.compiled.named(taken)

    def at_issue(self, beliefs: Mapping[str, Belief]) -> tuple[str, ...]:
        """The decisions that are at issue for a team with these answers, in order: most packs' are for every team."""
        codes = self.profile(beliefs)
        row = {**codes, **self.compiled.program.row(codes)}
        return tuple(each.id for each in self.compiled.decisions if at_issue(self.compiled, each, row))

    def futures(
        self, beliefs: Mapping[str, Belief], *, seed: int = 0, samples: int = 2048, all_known: bool = False
    ) -> Many:
        """Sampled futures and what is chosen in each. With `all_known` as if every question had been answered."""
        from archassist.engine.columns.futures import sample

        self.check(beliefs)
        codes, told = self.profile(beliefs), self.conditioning(beliefs).told
        known_for = self.at_issue(beliefs) if all_known else None
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
        moved = self.conditioning(beliefs).moved
        questions = self.rulebook.questions
        known = self.compiled.parameters if kept is None else {**self.compiled.parameters, **kept}
        codes = middles(self.compiled, self._profile, beliefs, questions, known, moved)
        for id in questions:
            codes[f"known:{id}"] = not isinstance(beliefs.get(id, UNKNOWN), Unknown)
        return codes

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
        self, beliefs: Mapping[str, Belief], row: Mapping[str, Code], many: Many | None
    ) -> Assessment:
        today = standing_options(self.compiled, beliefs, row)
        contradicted = self.contradictions(beliefs)
        doubted = decisions_in_doubt(self.compiled, contradicted)
        telling = telling_of(self.compiled, beliefs)
        every, operations = self._decisions(beliefs, row, many, telling, today, doubted)
        settling = {each.id for each in self.compiled.decisions if at_issue(self.compiled, each, row)}
        decisions = tuple(each for each in every if each.id in settling)
        assumed = {name for each in decisions for reason in each.because for name in reason.assumes}
        return Assessment(
            f"{self.rulebook.id} {self.rulebook.version}",
            many.rows if many else 0,
            phase_reached(self.compiled, row, telling.answered),
            facts_told(self.compiled, row, many, telling, self.conditioning(beliefs)),
            decisions,
            practice_results(self.compiled, row, decisions, telling.answered),
            operations,
            tuple(id for id in self.rulebook.questions if id in assumed),
            contradicted,
            tuple(each for each in every if each.id not in settling),
        )

    def _decisions(
        self,
        beliefs: Mapping[str, Belief],
        row: Mapping[str, Code],
        many: Many | None,
        telling: Telling,
        today: Mapping[str, Today],
        doubted: Collection[str],
    ) -> tuple[tuple[DecisionResult, ...], Operations]:
        compiled = self.compiled
        case = case_of(self.compiled, row)
        settled = settle(compiled.agenda, case)
        wished_load = case.base + sum(
            case.points[place][option] for place, option in enumerate(settled.wished)
        )
        taken = advised(compiled.agenda, settled.chosen, case.out, many.shares if many else None)
        pulls = self._pulls(taken)
        learned = compiled.calibration.learned if compiled.calibration else None
        unsure = learned.unsure if learned else ()
        too_few = learned is not None and len(telling.answered) < learned.answers
        carried = telling.in_short(compiled.rulebook.roles.operations_capacity, case.capacity)
        unsteady = self._unsteady(beliefs, settled.chosen) if many else frozenset()
        terms = speaking_terms(compiled, row)
        results = []
        for place, decision in enumerate(compiled.decisions):
            chosen, shares = taken[place], None if many is None else many.shares[place]
            chances = chances_of(case, compiled.agenda, place) if many is None else many.chances.get(place)
            spoke, silent = self._reasons(decision, row, many, place, chosen, settled.chosen[place], telling)
            options = tuple(
                OptionResult(
                    option.id,
                    option.title,
                    case.scores[place][number] / POINT,
                    None if shares is None else shares[number],
                    case.ruled_out[place][number],
                    0 < case.floors[place] == number,
                    case.points[place][number],
                    today[decision.id].has(option.id),
                    (compiled.preferences.of(decision.id) or _NO_POINTS)[number],
                    None if chances is None else float(chances[number]),
                )
                for number, option in enumerate(decision.options.values())
            )
            required = requirement_results(compiled, row, place, case.ruled_out[place], telling)
            capped = settled.capped[place] is not None and chosen == settled.chosen[place]
            needed = required_by(pulls.get(place, ()), chosen, choose_alone(compiled.agenda, case, place))
            sizes = size_reasons(compiled, row, terms, place, chosen)
            open_questions = not compiled.read_by[decision.id] <= telling.answered
            enough = enough_answers(options[chosen], spoke, sizes, needed, today[decision.id], open_questions)
            results.append(
                DecisionResult(
                    decision.id,
                    decision.title,
                    options[chosen].id,
                    None
                    if shares is None
                    else standing_of(
                        shares[chosen],
                        options[chosen].chance,
                        learned,
                        steady=place not in unsteady
                        and decision.id not in doubted
                        and decision.id not in unsure
                        and not too_few
                        and all(each.met for each in required),
                        enough=enough,
                    ),
                    options,
                    spoke,
                    silent,
                    conflict_text(decision, settled.conflicts[place], settled.pulled[place]),
                    veto_text(decision, settled.wished[place], chosen, wished_load, carried)
                    if capped
                    else "",
                    needed,
                    today[decision.id],
                    sizes,
                    enough,
                    required,
                )
            )
        load = case.base + sum(
            case.points[place][list(decision.options).index(results[place].recommended)]
            for place, decision in enumerate(compiled.decisions)
        )
        return tuple(results), Operations(load, case.capacity, carried)

    def _unsteady(self, beliefs: Mapping[str, Belief], chosen: Sequence[int]) -> frozenset[int]:
        from archassist.engine.columns.steadiness import unsteady

        moved = self.conditioning(beliefs).moved
        return unsteady(self.compiled, beliefs, self.profile(beliefs), chosen, moved)

    def _pulls(self, taken: tuple[int, ...]) -> dict[int, list[tuple[str, int]]]:
        """By decision what the advised options of others require of it: their ids and the least option."""
        found: dict[int, list[tuple[str, int]]] = {}
        for other, option in enumerate(taken):
            for needed, least in self.compiled.agenda.slates[other].pulls[option]:
                full_id = list(self.compiled.decisions[other].options.values())[option].full_id
                found.setdefault(needed, []).append((full_id, least))
        return found

    def _reasons(
        self,
        decision: Decision,
        row: Mapping[str, Code],
        many: Many | None,
        place: int,
        chosen: int,
        in_profile: int,
        telling: Telling,
    ) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        if many is None or chosen == in_profile:
            return reasons(
                self.compiled, decision, lambda rule: bool(row[f"rule {rule.id}"]), lambda rule: row, telling
            )
        world = many.where(place, chosen)

        def fired(rule: Rule) -> bool:
            return world.share(f"rule {rule.id}") >= 0.5

        def told(rule: Rule) -> Mapping[str, Code]:
            # Where the middle of all answers says the same, its figures are told: one team, one set of figures.
            same = bool(row[f"rule {rule.id}"]) == fired(rule)
            return row if same else world.middle(f"rule {rule.id}", fired(rule))

        return reasons(self.compiled, decision, fired, told, telling, row)


def required_by(pulls: Iterable[tuple[str, int]], chosen: int, alone: int) -> tuple[str, ...]:
    """The options without which a simpler option would be chosen; `alone` is taken when nothing is required."""
    return tuple(full_id for full_id, least in pulls if least == chosen or alone < least <= chosen)
