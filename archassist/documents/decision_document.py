"""One decision as documents show it: what was taken or is advised, why, what leads there, and how to go back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from archassist.documents.assumptions import Assumption
from archassist.documents.data import AT_ONCE, AnswerLine, EventLine, VerdictLine
from archassist.documents.option_lines import OptionDocument, Rejection
from archassist.documents.sureness import sure_text
from archassist.engine import DecisionResult, Reason
from archassist.rulebook import Decision, Practice, Source
from archassist.views.months import spelled
from archassist.views.records.advice import MoveView, PrecedentView, RequirementView
from archassist.views.records.answers import ContradictionView
from archassist.views.records.focus import TriageView
from archassist.views.records.outlook import NearFlip
from archassist.words import listed
from archassist.working_days import DAYS_A_MONTH, working_day_before

NOTHING = "nothing presses"
"""The problem of a decision for which no rule speaks and that nothing makes urgent."""


_UNDONE: Mapping[str, str] = {
    "easy": "easy",
    "costly": "costly, so try it on one part first",
    "hard": "hard, so try it on one part first, and go on only when that works",
}
"""How hard an option is to undo where it is not known what it takes the place of."""

_WAY_BACK: Mapping[str, str] = {
    "easy": "easy, by a return to {old}",
    "costly": "costly, so {old} stays until all of this is done",
    "hard": "hard, so {old} stays until “Done when” is met; later no way back is cheap",
}
"""How to go back from a step to an option, by how hard it is to undo; `old` stood before."""

BEGINS_SOON = 90
"""Days from now within which the beginning of its work is a date for a decision that nothing else gives one."""

EASY_WITHIN = DAYS_A_MONTH
"""Working days: of what took longer it is said that a return loses them, however easy it is."""


@dataclass(frozen=True, slots=True)
class DecisionDocument:
    """One decision as documents show it. `option` is what was taken, or else what is recommended; `status` is rejected
    when that option was, and no other was taken; `move` leads from what stands today to `option`. `contradictions` are
    those between answers of which it reads one, `precedents` published teams like this one. `needs` says which answers
    decide it, while too few are given and the team took nothing: then nothing is recommended. `done_when` is what shows
    that the option as a whole is carried out. `held_back` says what keeps leaning advice from being
    firm, `figures` are those that the reasons for and against the option name, `own` the practices of no other decision,
    `event` what it has to be ready for. `begins` is the day, as 2027-03-31, on which the plan has the largest piece of its
    work begin, empty where it takes none."""

    known: Decision
    result: DecisionResult
    verdict: VerdictLine | None
    status: str
    option: OptionDocument
    recommended: OptionDocument
    options: tuple[OptionDocument, ...]
    best_in: str
    answers: tuple[AnswerLine, ...]
    sources: tuple[Source, ...]
    practices: tuple[Practice, ...]
    needed_by: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    review_by: str
    flips: tuple[NearFlip, ...]
    rejections: tuple[Rejection, ...]
    move: MoveView
    contradictions: tuple[ContradictionView, ...] = ()
    triage: TriageView | None = None
    in_place: frozenset[str] = frozenset()
    precedents: tuple[PrecedentView, ...] = ()
    needs: str = ""
    requirements: tuple[RequirementView, ...] = ()
    done_when: tuple[str, ...] = ()
    held_back: str = ""
    figures: tuple[AnswerLine, ...] = ()
    own: frozenset[str] = frozenset()
    event: EventLine | None = None
    begins: str = ""

    @property
    def recorded(self) -> bool:
        """Whether a record of it is written: it was decided, in part or whole, or is to be decided now."""
        now = self.triage is not None and self.triage.place == "decide_now"
        return now or self.verdict is not None or bool(self.rejections)

    @property
    def headline(self) -> str:
        """The option, with the move that leads to it where it is known what stands today."""
        if self.needs:
            return "not enough answers yet"
        plain = self.turned_down is not None or self.move.kind == "adopt"
        return self.option.title if plain else self.move.title

    @property
    def goal(self) -> str:
        """The option, and what stands today where that is something else: a name to stand within a sentence."""
        return self.result.today.named(self.known, self.option.known.id)

    @property
    def advice(self) -> str:
        """The option by its name, with what stands today where that is something else: “Several zones” (today: “One”)."""
        if self.needs:
            return "nothing yet"
        if self.kept:
            return f"keep “{self.option.title}”"
        today = f" (today: “{self.standing.title}”)" if self.standing else ""
        return f"“{self.option.title}”{'' if self.turned_down else today}"

    @property
    def standing(self) -> OptionDocument | None:
        """The option that stands today; None when the answers do not tell."""
        return next((each for each in self.options if each.known.id == self.move.from_), None)

    def not_this(self, option: OptionDocument) -> tuple[str, ...]:
        """Why an option is not taken: a requirement of which it falls short, else what rules say."""
        short = tuple(
            each.text for found in self.requirements for each in found.short if each.option == option.known.id
        )
        return short or option.not_this

    def less(self, option: OptionDocument) -> str:
        """Why an option is not taken against which no rule speaks: its own drawback; empty where it has none."""
        return next(iter(option.known.bad), "")

    @property
    def speaks_for_itself(self) -> bool:
        """Whether a rule speaks for the option itself, and not only for one that it contains."""
        return any(each.option == self.option.known.id for each in self.option.favour)

    @property
    def presses(self) -> str:
        """Why it is to be decided now, in sentences; empty when it is not."""
        now = self.triage is not None and self.triage.place == "decide_now"
        return self.triage.because if now and self.triage else ""

    def decide_by(self, today: datetime.date) -> str:
        """By when it is to be decided, a day or a month in words; empty where nothing says so, or where it is now.

        Never later than its work begins: by the working day before, where that is sooner than what presses."""
        by = self.triage.by if self.triage else ""
        if self.begins and self.triage and self.triage.place == "decide_now":
            begins = datetime.date.fromisoformat(self.begins)
            soon = (begins - today).days
            if self.begins[: len(by)] <= by if by else soon <= BEGINS_SOON:
                return working_day_before(begins).isoformat() if soon > AT_ONCE else ""
        if len(by) == len("2027-03"):
            return "" if by <= today.isoformat()[: len(by)] else spelled(by)
        return by

    @property
    def problem(self) -> str:
        """What the option is an answer to: the strongest reason for it, with its figure, else why it is decided now."""
        contained = [each for each in self.option.favour if each.option != self.option.known.id]
        below = [each.text for each in contained]
        own = [each.text for each in self.option.favour if each.option == self.option.known.id]
        need = "" if self.move.need in below else self.move.need
        needed = f"{self.needed_by[0]} needs it" if self.needed_by else ""
        # What speaks for a lower rung says why something is done, and seldom why so much.
        told = (*own, need, needed, self.not_enough, *map(self._of_rung, contained), self.presses, NOTHING)
        return next(each for each in told if each)

    def _of_rung(self, reason: Reason) -> str:
        """A reason for a lower rung of a ladder, said of what contains it."""
        title = next(each.title for each in self.options if each.known.id == reason.option)
        return f"it contains “{title}”: {reason.text}"

    def rung_of(self, reason: Reason) -> str:
        """The title of the option that a reason speaks for: this one, or on a ladder one that it contains, and says so."""
        title = next(each.title for each in self.options if each.known.id == reason.option)
        return title if reason.option == self.option.known.id else f"{title}, which it contains"

    @property
    def not_enough(self) -> str:
        """Why the next simpler option is not enough, in a sentence; empty where nothing speaks against a simpler one."""
        place = [each.chosen for each in self.options].index(True)
        for simpler in reversed(self.options[:place]):
            if reasons := self.not_this(simpler):
                return f"“{simpler.title}” is not enough: {reasons[0]}"
        return ""

    @property
    def state(self) -> str:
        """What an option is that the record is about: chosen once the team took it, proposed while somebody only wishes it,
        and recommended where nobody said anything."""
        if self.turned_down:
            return "rejected"
        if self.verdict is None:
            return "recommended"
        return "proposed" if self.status == "proposed" else "chosen"

    @property
    def said_so_far(self) -> str:
        """What was said of it while it is not decided: what somebody wishes, or what was rejected."""
        if self.state == "proposed":
            return f"{self.headline} (proposed)"
        rejected = listed(f"“{each.option.title}”" for each in self.rejections)
        return f"{rejected} rejected, nothing chosen yet"

    @property
    def because(self) -> str:
        """The strongest reason of the rules for the option, to stand behind "because"."""
        own = [each.text for each in self.option.favour if each.option == self.option.known.id]
        if own:
            return own[0]
        if self.needed_by:
            return f"{self.needed_by[0]} needs it"
        if self.requirements:
            return f"it is required: {self.requirements[0].text}"
        if self.options[0].chosen and self.rivals:
            return "it is the simplest option, and nothing speaks clearly enough for another"
        if self.options[0].chosen:
            return "nothing in the answers calls for more"
        below = map(self._of_rung, self.option.favour)
        return self.not_enough or next(below, "nothing simpler is enough here")

    @property
    def told_as_driver(self) -> bool:
        """Whether the one driver is `because`, as nothing else speaks for the option."""
        return not (self.option.favour or self.needed_by or self.overridden or self.requirements)

    @property
    def why_more(self) -> str:
        """Why the option is taken where no rule speaks for it by itself: what speaks against what is simpler."""
        told = self.because
        return told if told == self.not_enough else f"Why not something simpler: {told}"

    @property
    def sure(self) -> str:
        """How sure the recommendation is, and what that means, in a sentence; empty where the team took another option."""
        if self.overridden or self.turned_down or self.needs:
            return ""
        return sure_text(self.result, bool(self.contradictions), self.held_back)

    @property
    def rivals(self) -> tuple[OptionDocument, ...]:
        """Other options for which something speaks here, too, without one that was overruled."""
        told = (self.option.known.id, self.recommended.known.id)
        return tuple(each for each in self.options if each.favour and each.known.id not in told)

    @property
    def first_steps(self) -> tuple[Practice, ...]:
        """The practices that carry the option out and are not in place, in their order."""
        return tuple(each for each in self.practices if each.id not in self.in_place)

    @property
    def own_steps(self) -> tuple[Practice, ...]:
        """Of those the ones that no other decision asks for."""
        return tuple(each for each in self.first_steps if each.id in self.own)

    @property
    def shared_steps(self) -> tuple[Practice, ...]:
        """Those that other decisions ask for, too."""
        return tuple(each for each in self.first_steps if each not in self.own_steps)

    @property
    def way_back(self) -> str:
        """How to go back when the option proves wrong, in a sentence; empty for what stands."""
        if self.kept:
            return ""
        reversible, old = self.option.known.reversible, self.standing.title if self.standing else ""
        if not old:
            return f"How hard to undo: {_UNDONE[reversible]}."
        _, most = self.move.days or (0.0, 0.0)
        if self.move.kind == "step_back":
            return f"How to get back: a return to {old} would be a project of its own."
        lost = "; the work done is lost then" if reversible == "easy" and most > EASY_WITHIN else ""
        return f"How to get back: {_WAY_BACK[reversible].format(old=old)}{lost}."

    @property
    def guessed(self) -> tuple[AnswerLine, ...]:
        """Answers behind the reasons that nobody gave."""
        return tuple(each for each in self.answers if each.assumed)

    @property
    def includes(self) -> str:
        """What the option contains of the rungs below it, within a sentence; empty for a choice."""
        return ", ".join(self.known.includes(self.option.known.id))

    @property
    def kept(self) -> bool:
        """Whether what stands today stays, so that nothing has to be carried out."""
        return self.move.kind == "keep" and self.turned_down is None

    @property
    def turned_down(self) -> Rejection | None:
        """The rejection of the very option that this record is about, when nothing was chosen in its place."""
        mine = self.option.known.id if self.status == "rejected" else None
        return next((each for each in self.rejections if each.option.known.id == mine), None)

    @property
    def other_rejections(self) -> tuple[Rejection, ...]:
        """Rejections of options that this record is not about."""
        return tuple(each for each in self.rejections if each.option.known.id != self.option.known.id)

    @property
    def holds(self) -> tuple[Assumption, ...]:
        """Conditions that the decision rests on."""
        return tuple(each for each in self.assumptions if each.kind == "holds")

    @property
    def again(self) -> tuple[Assumption, ...]:
        """Conditions at which it is to be looked at again."""
        return tuple(each for each in self.assumptions if each.kind == "again")

    @property
    def looked_at_when(self) -> str:
        """The first condition at which it is to be looked at again, as its record names it; empty where it names none."""
        told = (*(each.because for each in self.again), *(each.ends for each in self.holds))
        return next((each for each in told if each), "")

    @property
    def runner_up(self) -> OptionDocument | None:
        """The option that comes second, for the one-sentence form."""
        others = [each for each in self.options if not each.chosen and not each.ruled_out]
        scores = {each.id: (each.share or 0.0, each.score) for each in self.result.options}
        return max(others, key=lambda each: scores[each.known.id], default=None)

    @property
    def beyond(self) -> tuple[OptionDocument, ...]:
        """Options more complex than the one taken, that could become right: not yet."""
        place = [each.chosen for each in self.options].index(True)
        return tuple(each for each in self.options[place + 1 :] if each.missing and not each.ruled_out)

    @property
    def overridden(self) -> bool:
        """Whether the team took another option than the rules recommend."""
        return self.option.known.id != self.recommended.known.id

    @property
    def plain_way(self) -> bool:
        """Whether the option is the simplest, and nothing has to be taken back for it."""
        return self.move.kind != "step_back" and self.option.known.id == next(iter(self.known.options))

    @property
    def simplest(self) -> bool:
        """Whether the simplest option is right and the team said nothing of it."""
        return self.verdict is None and not self.rejections and self.plain_way
