"""How sure a recommendation is, in a sentence that says what keeps it from more."""

from __future__ import annotations

from collections.abc import Sequence

from archassist.engine import Assessment, DecisionResult, band
from archassist.engine.assessment import FIRM
from archassist.rulebook import Learned, Rulebook
from archassist.views.records.outlook import NearFlip
from archassist.words import counted

_TENTHS = ("few", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def of_ten(share: float) -> str:
    """A share of futures or teams as people say it: all, nine of ten; never more than it is."""
    if band(share) == "all":
        return "all"
    tenths = int(share * 10 + 1e-9)
    return f"{_TENTHS[tenths]} of ten" if tenths else "few"


def kept_from_firm(
    rulebook: Rulebook, assessment: Assessment, result: DecisionResult, flips: Sequence[NearFlip]
) -> str:
    """What keeps leaning advice from being firm though it wins in enough futures, to stand behind "but"; empty where it is
    not leaning, or wins too seldom.

    These are the conditions of `engine.assessment.standing_of`, in words, the plainest first.
    """
    if result.standing != "leaning" or (result.share or 0.0) < FIRM:
        return ""
    learned = rulebook.calibration.learned if rulebook.calibration else None
    given = sum(1 for id in rulebook.questions if id in assessment.facts and not assessment.facts[id].assumed)
    untested = _untested(learned, result, given) if learned else ""
    return untested or _unasked(rulebook, assessment, result) or _turned(flips)


def _untested(learned: Learned, result: DecisionResult, given: int) -> str:
    """What the published teams say against its being firm; empty where they say nothing against it."""
    if result.chance is None:
        return "no published team shows how often such advice is right"
    if result.chance < learned.firm:
        return f"advice like it was right for only {of_ten(result.chance)} published teams"
    if given < learned.answers:
        return f"no advice is firm on {counted(given, 'answer')}: {learned.answers} are needed"
    if not learned.may_be_firm(result.id, given):
        # Too few did as advised, or too few are known: the calibration does not say which.
        return "published teams do not show often enough that such advice is right"
    return ""


def _unasked(rulebook: Rulebook, assessment: Assessment, result: DecisionResult) -> str:
    """That nobody answered any question that a rule of the decision follows from; empty where somebody did."""
    names = {name for rule in rulebook.decisions[result.id].rules for name in rule.when.names}
    facts = (assessment.facts[name] for name in names if name in assessment.facts)
    answered = any(len(each.assumed) < len(each.rests_on) for each in facts)
    return "" if answered else "it rests on no answer of yours"


def _turned(flips: Sequence[NearFlip]) -> str:
    """What would turn it: the nearest single answer, where there is one."""
    if flips:
        return f"another answer to “{flips[0].answers.partition(': ')[0]}” turns it"
    return "a tenth more or less of an answer, or three months of growth, turns it"


def sure_text(result: DecisionResult, contradicted: bool, held_back: str) -> str:
    """How sure a recommendation is, and what that means, in a sentence."""
    share, standing = result.share or 0.0, result.standing
    if standing == "open":
        return "Open: no option stands out clearly enough to lean on."
    if standing == "firm" and contradicted:
        return "Leaning, not firm: the answers contradict each other."
    best = f"best in {of_ten(share)} simulated futures"
    if standing == "firm":
        return f"Firm: {best}."
    return f"Leaning, not firm: {best}{f', but {held_back}' if held_back else ''}."
