"""What each decision comes to: worked out one by one, those that are not at issue only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from archassist.engine.assessment import (
    DecisionResult,
    Operations,
    OptionResult,
    Reason,
    SizeReason,
    Standing,
    standing_of,
)
from archassist.engine.case_scores import case_of, speaking_terms
from archassist.engine.comparison import size_reasons
from archassist.engine.compiled import Compiled
from archassist.engine.encoding import Code
from archassist.engine.reasons import conflict_text, reasons_in, reasons_of_one, veto_text
from archassist.engine.recommendation import advised
from archassist.engine.requirement_results import requirement_results
from archassist.engine.resolution import chances_of, choose_alone, settle
from archassist.engine.sufficiency import enough_answers
from archassist.engine.telling import Telling
from archassist.engine.today import Today
from archassist.rulebook import POINT

if TYPE_CHECKING:
    from archassist.engine.columns.futures import Many

_NO_POINTS = (0,) * 64


class DecisionResults:
    """The results of all decisions for one team, by id.

    `row` is the single profile with all that follows from it, `many` the futures, if there are any; `today` says by
    decision what stands, `doubted` which decisions read answers that contradict each other. `unsteady` finds those, by
    place, that take another option than these when an answer moves a little; only what else would be firm asks for it.
    """

    def __init__(
        self,
        compiled: Compiled,
        row: Mapping[str, Code],
        many: Many | None,
        telling: Telling,
        today: Mapping[str, Today],
        doubted: Collection[str],
        unsteady: Callable[[Sequence[int]], Collection[int]],
    ) -> None:
        self._compiled, self._row, self._many, self._telling = compiled, row, many, telling
        self._today, self._doubted, self._find_unsteady = today, doubted, unsteady
        self._terms = speaking_terms(compiled, row)
        self._case = case_of(compiled, row, self._terms)
        self._settled = settle(compiled.agenda, self._case)
        shares = many.shares if many else None
        self._taken = advised(compiled.agenda, self._settled.chosen, self._case.out, shares)
        self._places = {decision.id: place for place, decision in enumerate(compiled.decisions)}
        self._pulls = self._pulled()
        self._wished_load = self._load(self._settled.wished)
        self._carried = telling.in_short(compiled.rulebook.roles.operations_capacity, self._case.capacity)

    @property
    def operations(self) -> Operations:
        """The load of all that is recommended, beside what the team carries."""
        return Operations(self._load(self._taken), self._case.capacity, self._carried)

    @cached_property
    def _unsteady(self) -> Collection[int]:
        return self._find_unsteady(self._settled.chosen)

    def of(self, id: str) -> DecisionResult:
        """What one decision comes to."""
        compiled, settled, telling = self._compiled, self._settled, self._telling
        place, today = self._places[id], self._today[id]
        decision, chosen = compiled.decisions[place], self._taken[place]
        options = self._options(place, today)
        because, not_because = self._reasons(place, chosen)
        required = requirement_results(compiled, self._row, place, self._case.ruled_out[place], telling)
        capped = settled.capped[place] is not None and chosen == settled.chosen[place]
        needed = self._needed(place, chosen)
        sizes = self._sizes(place, chosen)
        open_questions = not compiled.read_by[id] <= telling.answered
        enough = enough_answers(options[chosen], because, sizes, needed, today, open_questions)
        met = all(each.met for each in required)
        made_of = (
            id,
            decision.title,
            options[chosen].id,
            self._standing(place, options[chosen], met, enough),
            options,
            because,
            not_because,
            conflict_text(decision, settled.conflicts[place], settled.pulled[place]),
            veto_text(decision, settled.wished[place], chosen, self._wished_load, self._carried)
            if capped
            else "",
            needed,
            today,
            sizes,
            enough,
            required,
        )
        # From one answer to the next most decisions come to the same; then their parts are the same things, too.
        return telling.last.of("decision", id, made_of, DecisionResult, *made_of)

    def _options(self, place: int, today: Today) -> tuple[OptionResult, ...]:
        case, many, decision = self._case, self._many, self._compiled.decisions[place]
        wished = self._compiled.preferences.of(decision.id) or _NO_POINTS
        slate = self._compiled.agenda.slates[place]
        shares = None if many is None else many.shares[place]
        sampled = None if many is None else many.chances.get(place)
        chances = None if sampled is None else tuple(sampled.tolist())
        made_of = (
            slate,
            case.scores[place],
            case.ruled_out[place],
            case.out[place],
            case.floors[place],
            case.points[place],
            today,
            wished,
            shares,
            chances,
        )
        given = place, today, wished, shares, chances
        return self._telling.last.of("options", decision.id, made_of, self._new_options, *given)

    def _new_options(
        self,
        place: int,
        today: Today,
        wished: Sequence[int],
        shares: Sequence[float] | None,
        chances: Sequence[float] | None,
    ) -> tuple[OptionResult, ...]:
        case, decision = self._case, self._compiled.decisions[place]
        if shares is None:
            chances = chances_of(case, self._compiled.agenda, place)
        return tuple(
            OptionResult(
                option.id,
                option.title,
                case.scores[place][number] / POINT,
                None if shares is None else shares[number],
                case.ruled_out[place][number],
                0 < case.floors[place] == number,
                case.points[place][number],
                today.has(option.id),
                wished[number],
                None if chances is None else chances[number],
            )
            for number, option in enumerate(decision.options.values())
        )

    def _sizes(self, place: int, chosen: int) -> tuple[SizeReason, ...]:
        compiled = self._compiled
        leans = compiled.strengths[place].leans
        made_of = leans, chosen, self._sized
        given = compiled, self._row, self._terms, place, chosen
        return self._telling.last.of("sizes", place, made_of, size_reasons, *given)

    def _standing(self, place: int, option: OptionResult, met: bool, enough: bool) -> Standing | None:
        if option.share is None:
            return None
        id, calibration = self._compiled.decisions[place].id, self._compiled.calibration
        learned = calibration.learned if calibration else None
        able = learned is None or learned.may_be_firm(id, len(self._telling.answered))
        steady = met and able and id not in self._doubted and self._answered(place)
        standing = standing_of(option.share, option.chance, learned, steady, enough)
        if standing == "firm" and place in self._unsteady:
            return standing_of(option.share, option.chance, learned, False, enough)
        return standing

    def _answered(self, place: int) -> bool:
        """Whether any question is answered that a rule of the decision follows from: else futures agree on assumptions."""
        grounds = (self._telling.grounds_of(rule.when) for rule in self._compiled.decisions[place].rules)
        return any(len(each.unanswered) < len(each.behind) for each in grounds)

    def _reasons(self, place: int, chosen: int) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """What rules say: in the middle of the answers, or in the futures in which the advice wins where it is another."""
        names, many = self._compiled.names[place], self._many
        if many is None or chosen == self._settled.chosen[place]:
            return reasons_of_one(self._compiled, names, self._row, self._telling)
        return reasons_in(many.where(place, chosen), names, self._row, self._telling)

    def _needed(self, place: int, chosen: int) -> tuple[str, ...]:
        pulls = self._pulls.get(place)
        if pulls is None:
            return ()
        return required_by(pulls, chosen, choose_alone(self._compiled.agenda, self._case, place))

    @cached_property
    def _sized(self) -> tuple[object, ...]:
        """What sizes of answers are told from: those that speak, and the answers themselves. One thing while these stay."""
        told = [self._row[name.partition("=")[0]] for name in self._terms]
        made_of = list(self._terms.items()), told
        return self._telling.last.of("sized", "", made_of, lambda: made_of)

    def _pulled(self) -> dict[int, list[tuple[str, int]]]:
        """By decision what the advised options of others require of it: their ids and the least option."""
        found: dict[int, list[tuple[str, int]]] = {}
        for other, option in enumerate(self._taken):
            for needed, least in self._compiled.agenda.slates[other].pulls[option]:
                full_id = self._compiled.names[other].full_ids[option]
                found.setdefault(needed, []).append((full_id, least))
        return found

    def _load(self, taken: Iterable[int]) -> float:
        return self._case.base + sum(self._case.points[place][option] for place, option in enumerate(taken))


def required_by(pulls: Iterable[tuple[str, int]], chosen: int, alone: int) -> tuple[str, ...]:
    """The options without which a simpler option would be chosen; `alone` is taken when nothing is required."""
    return tuple(full_id for full_id, least in pulls if least == chosen or alone < least <= chosen)
