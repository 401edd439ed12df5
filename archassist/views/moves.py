"""From what stands today to what is recommended, or to what a team takes: keep, step to, step back to, adopt."""

from __future__ import annotations

from archassist.engine import Assessment, DecisionResult, MoveKind, Reason, Today, favouring, quoted
from archassist.engine.effort import sized, told_effort
from archassist.rulebook import Decision, Rulebook
from archassist.views.records.advice import MoveView
from archassist.words import capital


def move_view(rulebook: Rulebook, assessment: Assessment, result: DecisionResult, to: str = "") -> MoveView:
    """The move of one decision to the option `to` ("": the one that is recommended), its effort at this team's size."""
    decision, today = rulebook.decisions[result.id], result.today
    to = to or result.recommended
    kind = today.move_to(decision, to)
    title = decision.options[to].title
    said = today.told(decision, to)
    text = {
        "keep": f"Keep: {title}",
        "adopt": f"Adopt: {title} (what stands today is not answered)",
    }.get(kind, capital(said))
    effort = sized(rulebook, assessment, decision.options[to].effort)
    kept = kind == "keep"
    return MoveView(
        kind=kind,
        from_=today.option,
        to=to,
        text=text,
        title=said,
        days=None if kept else (effort.low_days, effort.high_days),
        effort="" if kept else told_effort(rulebook, assessment, decision.options[to].effort),
        leaving=_leaving(decision, today, kind),
        need=_need(result, to, today.option),
        contradiction=contradiction(rulebook, decision, today),
    )


def contradiction(rulebook: Rulebook, decision: Decision, today: Today) -> str:
    """A sentence where what was said to stand is not what answers show; else empty."""
    if today.against is None or today.option is None:
        return ""
    condition = decision.options[today.against].in_place
    names = sorted(condition.names) if condition else ()
    behind = [rulebook.questions[id].title for id in names if id in rulebook.questions]
    shown = f"{quoted(behind)} {'show' if len(behind) > 1 else 'shows'}" if behind else "your answers show"
    said, against = (decision.options[id].title for id in (today.option, today.against))
    return f"You say that {said} stands today, but {shown} {against}. Correct one of the two."


def _leaving(decision: Decision, today: Today, kind: MoveKind) -> str:
    """How hard it is to go back from what stands, where that is not easy."""
    left = decision.options[today.option] if today.option and kind == "step_back" else None
    return f"leaving {left.title} is {left.reversible}" if left and left.reversible != "easy" else ""


def _need(result: DecisionResult, to: str, standing: str | None) -> str:
    """The strongest reason: for where the move leads, else against what stands; empty when there is none."""

    def pays(reason: Reason) -> bool:
        return to != standing == reason.option and reason.says in ("against", "rules_out")

    needs = (*favouring(result.because, to), *filter(pays, result.because))
    return needs[0].text if needs else ""
