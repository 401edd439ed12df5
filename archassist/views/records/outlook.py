"""What may come and what would change the advice: flips, options that are not right yet, limits, what to find out."""

from __future__ import annotations

from collections.abc import Mapping

from archassist.dataclass_later import dataclass
from archassist.engine import noted
from archassist.words import Futures


@dataclass(frozen=True, slots=True)
class FlipView:
    """A smallest change of one answer, or two, after which `option` is recommended. `changes` are answers as `set` takes
    them, by question; `text` says it in words."""

    changes: Mapping[str, str]
    option: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class NearFlip:
    """Answers, in words, with which another option would be recommended, in words; `distance` says how far they are from
    today's, in standard deviations of what is usual. `condition` is the same with its direction, to stand behind "if";
    `stands` says whether that option is the one that stands today."""

    answers: str
    option: str
    distance: float
    condition: str = ""
    stands: bool = False

    @property
    def text(self) -> str:
        """The whole in a sentence: what would have to be so, and what would then be advised."""
        then = f"“{self.option}”, as it is today, is enough" if self.stands else f"“{self.option}” is advised"
        return f"If {self.condition}, {then}{'' if self.stands else ' instead'}."


@dataclass(frozen=True, slots=True)
class RestingAnswer:
    """An answer on which a recommendation rests, in words."""

    question: str
    title: str
    shown: str


@dataclass(frozen=True, slots=True)
class RestsView:
    """`answers`: the fewest that fix a recommendation whatever the others turn out to be; `fixed`: whether any do."""

    fixed: bool
    answers: tuple[RestingAnswer, ...]


@dataclass(frozen=True, slots=True)
class MonthsView:
    """Months by percentile of all futures; None where it does not happen within the horizon in so many."""

    p10: str | None
    p50: str | None
    p90: str | None


@dataclass(frozen=True, slots=True)
class ReachedView:
    """When a growth phase is reached, and in which share of futures at all."""

    phase: str
    when: MonthsView
    share: float
    futures: Futures


@dataclass(frozen=True, slots=True)
class TriggerView:
    """The sign that an option's time has come: a metric that rises above `border`, or falls below it, in its own unit.

    `border` is None when it is not one number; `threshold` and `today` are in words.
    """

    metric: str
    title: str
    rises: bool
    border: float | None
    text: str
    threshold: str
    today: str
    measure: str
    rule: str


@dataclass(frozen=True, slots=True)
class StartBy:
    """The months by which to begin so that something is ready in time; `late` is None when it may never be needed."""

    early: str
    late: str | None


@dataclass(frozen=True, slots=True)
class NotYetView:
    """An option that is not right today and becomes so: when, at which sign, and how long it takes in working days."""

    option: str
    title: str
    trigger: TriggerView | None
    when: MonthsView
    share: float
    futures: Futures
    lead_days: tuple[float, float]
    start_by: StartBy
    assumes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurgeLimit:
    """That a surge crosses a limit in its hours: in which share of futures; `lasts` is "2 days", `month` is 2027-03."""

    month: str
    lasts: str
    factor: float
    share: float
    futures: Futures


@dataclass(frozen=True, slots=True)
class LimitView:
    """A limit: the metric's value today in words, whether it is crossed already, when it will be, and what then happens:
    `then` for those who run the system, `users` for those who use it and pay for it.
    `mark` is what `text` rests on; `already` says in how many futures it is crossed today, none where in fewer than one in
    ten. `when`, `share` and `futures` are of growth; `surges` cross it for hours or days."""

    id: str
    title: str
    metric: str
    today: str
    crossed: bool
    then: str
    decisions: tuple[str, ...]
    when: MonthsView
    share: float
    futures: Futures
    text: str
    users: str = ""
    mark: str = ""
    already: Futures = "none"
    surges: tuple[SurgeLimit, ...] = ()

    @property
    def likely_surge(self) -> SurgeLimit | None:
        """The first surge that crosses it in most futures."""
        return next((each for each in self.surges if each.futures in ("all", "most")), None)

    @property
    def likely(self) -> bool:
        """Whether it is crossed in most futures, by growth or by a surge."""
        return self.futures in ("all", "most") or self.likely_surge is not None

    @property
    def middle(self) -> str | None:
        """The month by which it is crossed in the middle future, by growth or by a surge; None when it is not, there."""
        months = [self.when.p50, *(each.month for each in self.surges if each.share >= MIDDLE)]
        return min((each for each in months if each), default=None)

    @property
    def surely_crossed(self) -> bool:
        """Whether it is crossed already in every future."""
        return self.crossed and self.already == "all"


MIDDLE = 0.5
"""The share of futures from which on the middle one is among them."""


@dataclass(frozen=True, slots=True)
class SurgeBand:
    """What a number is in the hours of a surge: the 10th, 50th and 90th percentile of futures."""

    month: str
    lasts: str
    factor: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class BandView:
    """A number as it may grow, in `unit`, month by month: the 10th, 50th and 90th percentile of futures.

    `mark` says what the number rests on, where that has to be said: assumed, guessed, either of them partly, or "".
    `surges` are hours and days that stand out: they are in none of the months' figures.
    """

    title: str
    unit: str
    months: tuple[str, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    mark: str = ""
    surges: tuple[SurgeBand, ...] = ()

    @property
    def highest(self) -> float:
        """The highest value that a chart of it shows."""
        return max(*self.high, *(each.middle for each in self.surges))

    def place(self, surge: SurgeBand) -> float:
        """Where on the line of its months a surge stands, from 0 to their number less one."""
        first, last, then = (_counted(each) for each in (self.months[0], self.months[-1], surge.month))
        return (then - first) * (len(self.months) - 1) / max(last - first, 1)

    @property
    def headline(self) -> str:
        """What the chart of it is called: "Monthly users (assumed)"."""
        return noted(self.title, self.mark)


def _counted(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number)


@dataclass(frozen=True, slots=True)
class OutlookView:
    """What the months hold, as `forecast --json` prints it: `not_yet` by decision, phases, limits, and bands by metric."""

    not_yet: Mapping[str, tuple[NotYetView, ...]]
    reached: tuple[ReachedView, ...]
    limits: tuple[LimitView, ...]
    bands: Mapping[str, BandView]


@dataclass(frozen=True, slots=True)
class QuestionWorth:
    """A question worth finding out: what knowing its answer tells of the decisions, in bits, and how to measure it."""

    question: str
    title: str
    bits: float
    decides: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class NextView:
    """What to find out next, the most telling first, and whether asking can stop."""

    can_stop: bool
    open_decisions: tuple[str, ...]
    questions: tuple[QuestionWorth, ...]


@dataclass(frozen=True, slots=True)
class SwingEnd:
    """One end of an answer, in words, and how often the option wins there."""

    answer: str
    share: float
    futures: Futures


@dataclass(frozen=True, slots=True)
class SwingView:
    """An answer on which an option hangs: how often it wins when the answer is low, and when it is high."""

    question: str
    title: str
    low: SwingEnd
    high: SwingEnd
