"""How often the advice is what experts advise, beside how often experts agree with each other: the ceiling.

Only teams kept for checking count: nothing was learned of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archassist.casebase.panels import JudgedTeam
from archassist.casebase.rates import Difference, Rate, difference, rate
from archassist.engine import Engine, Standing


@dataclass(frozen=True, slots=True)
class Alike:
    """How often the advice, and one of the judges, is what others say on the same questions; 0 to 1."""

    advice: float
    judge: float
    ahead: Difference


@dataclass(frozen=True, slots=True)
class PanelAgreement:
    """Agreement with judges of made-up teams that are kept for checking.

    `several` counts the questions that several judges answered, over which `one_other` and `most_others` are means: as one
    other judge, drawn by chance; as most of the other judges, or as one of them where none has more votes. The rates
    are over all questions, whether the advice is what most judges advise, with intervals by team; `unanimous` over those
    on which several judges were of one mind.
    """

    teams: int
    several: int
    one_other: Alike
    most_others: Alike
    right: Rate
    unanimous: Rate
    firm: Rate
    leaning: Rate
    open: Rate


@dataclass(frozen=True, slots=True)
class _Asked:
    team: str
    votes: Mapping[str, int]
    recommended: str
    standing: Standing | None

    @property
    def right(self) -> bool:
        return self.recommended in _most(self.votes)

    @property
    def several(self) -> bool:
        return sum(self.votes.values()) > 1

    def judge_as_one_other(self) -> float:
        """The chance that two judges say the same."""
        judges = sum(self.votes.values())
        return sum(count * (count - 1) for count in self.votes.values()) / (judges * (judges - 1))

    def advice_as_one_other(self) -> float:
        """The chance that a judge says the same as the advice."""
        return self.votes.get(self.recommended, 0) / sum(self.votes.values())

    def as_most_others(self, advice: bool) -> float:
        """The share of judges of whom it holds that the rest say what the advice is, or what this judge says."""
        found = 0
        for option, count in self.votes.items():
            rest = {**self.votes, option: count - 1}
            found += count * ((self.recommended if advice else option) in _most(rest))
        return found / sum(self.votes.values())


def _most(votes: Mapping[str, int]) -> frozenset[str]:
    return frozenset(option for option, count in votes.items() if count == max(votes.values()))


def panel_agreement(
    engine: Engine, teams: Sequence[JudgedTeam], *, samples: int = 2048
) -> PanelAgreement | None:
    """Advise every team that is kept for checking and compare; None where there is none."""
    asked = list(_asked(engine, [team for team in teams if team.checking], samples))
    if not asked:
        return None
    shared = [each for each in asked if each.several]
    return PanelAgreement(
        len({each.team for each in asked}),
        len(shared),
        _alike(
            shared,
            [each.advice_as_one_other() for each in shared],
            [each.judge_as_one_other() for each in shared],
        ),
        _alike(
            shared,
            [each.as_most_others(advice=True) for each in shared],
            [each.as_most_others(advice=False) for each in shared],
        ),
        _rate(asked),
        _rate([each for each in shared if max(each.votes.values()) == sum(each.votes.values())]),
        *(_rate([each for each in asked if each.standing == standing]) for standing in ("firm", "leaning", "open")),
    )  # fmt: skip


def _asked(engine: Engine, teams: Sequence[JudgedTeam], samples: int) -> Iterator[_Asked]:
    for team in teams:
        for result in engine.running(team.today).assess(team.beliefs, samples=samples).decisions:
            if result.id in team.votes:
                yield _Asked(team.id, team.votes[result.id], result.recommended, result.standing)


def _alike(asked: Sequence[_Asked], advice: Sequence[float], judge: Sequence[float]) -> Alike:
    of = max(len(asked), 1)
    apart = difference(advice, judge, [each.team for each in asked])
    return Alike(sum(advice) / of, sum(judge) / of, apart)


def _rate(asked: Sequence[_Asked]) -> Rate:
    return rate([each.right for each in asked], [each.team for each in asked])
