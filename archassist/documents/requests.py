"""What is asked of those who pay: each decision with what it costs, when it is done, and what happens without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archassist.documents.bets import Bet, Quarter, bets_of_decisions
from archassist.documents.data import StepLine
from archassist.documents.markdown import clause, sentence
from archassist.engine import noted, unnoted
from archassist.engine.telling import ASSUMED, PARTLY
from archassist.views.months import spelled
from archassist.views.records.outlook import LimitView
from archassist.words import listed, small
from archassist.working_days import work_text

if TYPE_CHECKING:
    from archassist.documents.context import DocumentContext
    from archassist.documents.decision_document import DecisionDocument


MANY_QUARTERS = 2
"""So many quarters of the plan's time are told in per cent, and more in quarters."""


@dataclass(frozen=True, slots=True)
class Requests:
    """What work costs by decision, and the bets of the next three months that nobody is asked for beside them: those that
    were `decided`, and those that are only `proposed`. `titles` names by decision the option that it comes to, `taken` are
    decisions that the team took. `against` says by limit that presses what the plan has against it, and `unknown`, in a
    sentence, that it has nothing. `quarter` is the team's time for the plan in a quarter, in person-days, and `names` holds
    the titles of decisions taken or to be taken now. `measured` says by limit what it measures, `surge` in sentences when
    the load of a known day comes and what is late for it, and `only_proposed` counts bets that nobody took or has to."""

    costs: Mapping[str, Bet]
    decided: tuple[Bet, ...]
    proposed: tuple[Bet, ...]
    pressing: tuple[LimitView, ...]
    titles: Mapping[str, str]
    taken: Collection[str]
    against: Mapping[str, tuple[str, ...]]
    unknown: Mapping[str, str]
    quarter: float = 0.0
    names: Mapping[str, str] = field(default_factory=dict)
    measured: Mapping[str, str] = field(default_factory=dict)
    surge: str = ""
    only_proposed: int = 0

    @property
    def names_taken(self) -> tuple[str, ...]:
        """The titles of decisions that the team took and whose work is to come."""
        return tuple(self.names[id] for id, bet in self.costs.items() if id in self.taken and bet.takes_work)

    def titled(self, step: StepLine | Bet) -> str:
        """A step or bet by its name: of a decision the option to which it leads, without where that leads from."""
        return self.titles.get(_decision_of(step), step.title)

    def is_decided(self, step: StepLine) -> bool:
        """Whether nobody has to decide a step before it begins: it is ordinary work, or the team took it."""
        decision = _decision_of(step)
        return not decision or decision in self.taken

    def cost(self, decision: DecisionDocument) -> str:
        """What a decision takes with what has to come first, in person-weeks, and when that is done."""
        bet = self.bet(decision)
        return f"{bet.weeks}, {bet.ends}" if bet and bet.takes_work else ""

    def weeks(self, decision: DecisionDocument) -> str:
        """What a decision takes, with what has to come first; "no work" where nothing has to be carried out."""
        bet = self.bet(decision)
        if bet and bet.takes_work:
            return bet.weeks
        days = decision.move.days
        if decision.kept or not days or not days[1]:
            return "no work"
        return noted(work_text(days), unnoted(decision.option.effort)[1])

    def share(self, decision: DecisionDocument) -> str:
        """What share of the time that the team has for the plan in a quarter a decision takes, to stand in brackets; empty
        where it takes no work. Nobody was asked what a day of work costs: there is no sum of money to tell."""
        bet = self.bet(decision)
        if not bet or not bet.takes_work or not self.quarter:
            return ""
        low, high = (days / self.quarter for days in bet.days)
        if high <= MANY_QUARTERS:
            first, last = f"{low:.0%}", f"{high:.0%}"
            return f"{last if first == last else f'{first[:-1]} to {last}'} of a quarter"
        return f"{max(round(low), 1)} to {round(high)} quarters"

    def bet(self, decision: DecisionDocument) -> Bet | None:
        """The bet that carries a decision out; None where nothing has to be."""
        return None if decision.kept or decision.needs else self.costs.get(decision.known.id)

    def comes_after(self, decision: DecisionDocument) -> tuple[str, ...]:
        """The titles of decisions taken or to be taken now whose work is done first: this one needs it, or they share a
        piece of work, which is counted there. In the order in which they are done."""
        mine = self.bet(decision)
        return self._named(each for each in self._open_bets if mine and mine.awaited(each))

    def comes_before(self, decision: DecisionDocument) -> tuple[str, ...]:
        """The titles of those whose work waits for that of this decision."""
        mine = self.bet(decision)
        return self._named(each for each in self._open_bets if mine and each.awaited(mine))

    def _shares(self, decision: DecisionDocument) -> tuple[str, ...]:
        """The titles of those that are done later, and count a piece of work that this one waits for, too."""
        mine = self.bet(decision)
        return self._named(
            each for each in self._open_bets if mine and each.title in mine.waits and not mine.awaited(each)
        )

    def _named(self, bets: Iterable[Bet]) -> tuple[str, ...]:
        return tuple(self.names[each.decision] for each in sorted(bets, key=lambda each: each.done))

    def order(self, decision: DecisionDocument) -> str:
        """Where a decision stands among its neighbours, in a sentence; empty where none of them shares its work."""
        after, before = self.comes_after(decision), self.comes_before(decision)
        said = [f"after {_quoted(after)}, where work for both is counted"] if after else []
        said += [f"before {_quoted(before)}"] if before else []
        told = [f"Order: {'; '.join(said)}."] if said else []
        if shared := self._shares(decision):
            told.append(f"Some of the work is counted in {_quoted(shared)}.")
        return " ".join(told)

    @property
    def _open_bets(self) -> tuple[Bet, ...]:
        """The bets of decisions taken or to be taken now that take work."""
        return tuple(each for id, each in self.costs.items() if id in self.names and each.takes_work)

    def answer(self, limit: LimitView, asked: Iterable[DecisionDocument], most: int) -> str:
        """What is done about a limit, in a sentence: what is asked for, else the first of what the plan has, else that
        nothing is."""
        if any(each.known.id in limit.decisions for each in asked):
            return "What we ask for below answers it."
        if any(bet.decision in limit.decisions for bet in self.decided[:1]):
            return "What we begin, as decided, answers it."
        if planned := self.against[limit.id][:most]:
            return f"The plan answers with: {'; '.join(planned)}."
        return self.unknown[limit.id]

    def begins_against(self, limits: Iterable[LimitView]) -> bool:
        """Whether the first work that is decided is what one of these limits is answered with."""
        return any(bet.decision in limit.decisions for bet in self.decided[:1] for limit in limits)

    def otherwise(
        self, decisions: Iterable[DecisionDocument], told: Collection[LimitView]
    ) -> tuple[tuple[tuple[str, ...], str], ...]:
        """What happens without each decision, and the titles of those of which the same is said."""
        found: dict[str, tuple[str, ...]] = {}
        for each in decisions:
            happens = self.without(each, told)
            found[happens] = (*found.get(happens, ()), each.known.title)
        return tuple((titles, happens) for happens, titles in found.items())

    def without(self, decision: DecisionDocument, told: Collection[LimitView]) -> str:
        """What happens when the decision is refused, within a sentence; `told` are limits of which the reader knows."""
        limit = next((each for each in self.pressing if decision.known.id in each.decisions), None)
        if limit is not None:
            if limit in told:
                measured = self.measured.get(limit.id, "")
                figure = f" ({small(measured)})" if measured else ""
                return f"it {'stays' if limit.crossed else 'comes'} as said above{figure if limit.crossed else ''}"
            return f"{if_assumed(limit.mark)}{small(limit.users)}"
        if decision.standing is not None and decision.standing.known.bad and not decision.kept:
            return f"“{decision.standing.title}” stays. {clause(sentence(decision.standing.known.bad[0]))}"
        if decision.option.favour:
            return f"what asks for it goes on. {clause(sentence(decision.problem))}"
        return "nothing that we foresee within three years"


def _quoted(titles: Iterable[str]) -> str:
    return listed(f"“{each}”" for each in titles)


def _decision_of(step: StepLine | Bet) -> str:
    """The id of the decision that a step or bet carries out; empty for other work."""
    if isinstance(step, Bet):
        return step.decision
    return step.id.partition(".")[0] if step.kind == "decision" else ""


def if_assumed(mark: str) -> str:
    """What a statement begins with that holds only if what nobody answered is as it was assumed to be."""
    if mark == ASSUMED:
        return "if what we assume is true, "
    return "if the assumed part is true, " if mark == PARTLY else ""


def requests(review: DocumentContext, quarters: tuple[Quarter, ...]) -> Requests:
    """What is asked for, and what begins without being asked for."""
    costs = bets_of_decisions(review)
    titles = {each.known.id: f"{each.known.title}: {each.option.title}" for each in review.decisions}
    asked = {each.known.id for each in review.decide_now}
    # What only may become right later has its bet, too, and is no proposal of today.
    begun = [
        bet
        for quarter in quarters[:1]
        for bet in quarter.bets
        if bet.takes_work
        and bet.decision in costs
        and bet.title == costs[bet.decision].title
        and bet.decision not in asked
    ]
    taken = {each.known.id for each in review.decisions if each.verdict and each.status == "accepted"}
    return Requests(
        costs,
        tuple(each for each in begun if each.decision in taken),
        tuple(each for each in begun if each.decision not in taken),
        review.pressing_limits,
        titles,
        taken,
        {each.id: _planned_against(review, each, costs, titles) for each in review.pressing_limits},
        {each.id: _unknown(review, each) for each in review.pressing_limits},
        review.data.plan.days_a_quarter,
        {each.known.id: each.known.title for each in review.decisions if each.recorded},
        review.data.measured,
        _surge(review, costs, taken | asked),
        sum(each.takes_work and id not in taken | asked for id, each in costs.items()),
    )


def _surge(review: DocumentContext, costs: Mapping[str, Bet], wanted: Collection[str]) -> str:
    """When the first surge comes that crosses a limit in most futures, and which of the work that is taken or asked for is
    late and done only then or after it, in sentences; empty where none is known."""
    surges = [each.likely_surge for each in review.data.outlook.limits if each.likely_surge]
    if not surges:
        return ""
    first = min(surges, key=lambda each: each.month)
    bets = (
        (each.known.title, costs.get(each.known.id)) for each in review.decisions if each.known.id in wanted
    )
    late = [
        title
        for title, bet in bets
        if bet and bet.takes_work and bet.late and bet.done[: len(first.month)] >= first.month
    ]
    said = f"{first.factor:g} times the usual load comes in {spelled(first.month)}."
    return f"{said} Not ready by then: {'; '.join(late)}." if late else said


def _planned_against(
    review: DocumentContext, limit: LimitView, costs: Mapping[str, Bet], titles: Mapping[str, str]
) -> tuple[str, ...]:
    """What the plan has against a limit: bets, the nearest end first, and items that come now or next."""
    bets = sorted((costs[id] for id in limit.decisions if id in costs), key=lambda each: each.done)
    items = [step for step in review.next_steps if step.id in review.data.remedies.get(limit.id, ())]
    return (
        *(f"{titles[each.decision]} ({each.ends})" for each in bets if each.takes_work),
        *(f"{each.title} ({each.planned(review.date)})" for each in items if each.bucket != "later"),
    )


def _unknown(review: DocumentContext, limit: LimitView) -> str:
    """That nothing is planned against a limit, and what is not known for it, in a sentence."""
    titles = [each.known.title for each in review.undecided if each.known.id in limit.decisions]
    if not titles:
        return "Nothing is planned against it."
    needs = "needs" if len(titles) == 1 else "need"
    return f"Nothing is planned against it: {listed(titles)} {needs} more answers."
