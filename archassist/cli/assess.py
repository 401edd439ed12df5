"""`archassist assess`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from archassist.cli.arguments import date_flag, json_flag, session_argument
from archassist.cli.output import given_date, opened, say, say_contradictions, say_head, say_json, say_wrapped
from archassist.cli.progress import progress
from archassist.views.needs import needs_text
from archassist.views.records.focus import PLACES
from archassist.words import BANDS, BUCKET_TITLES, capital
from archassist.working_days import days_text, work_text

if TYPE_CHECKING:
    from archassist.rulebook import Rulebook
    from archassist.session import Review
    from archassist.views.records.advice import AssessmentView, DecisionView, MoveView, PhaseView
    from archassist.views.records.outlook import NextView, OutlookView
    from archassist.views.records.plan import ChecklistView


MOST_QUESTIONS = 3
"""Questions to find out next that are shown unasked."""

MOST_WAITING = 5
"""Decisions that wait for answers of which each is told by itself, and answers that are named for more."""


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist assess`."""
    session_argument(command)
    date_flag(command)
    command.add_argument("--all", action="store_true", help="every decision and every checklist item in full")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Prints what follows from the answers."""
    from archassist.views.assessment import prospects_view, triaged_view
    from archassist.views.outlook import next_view, outlook_view

    review = opened(chosen.session)
    today = given_date(chosen.date)
    if chosen.json:
        say_json(prospects_view(review, today))
        return 0
    with progress("Assessing", total=10) as work:  # tenths of the time, as measured
        review.assess()
        work.advance(4)
        view = triaged_view(review, today)
        work.advance(4)
        outlook = outlook_view(review, today)
        worth_finding_out = next_view(review)
    answered = len(review.answers)
    say(f"{review.title}: {answered} of {len(review.asked())} questions answered")
    say_contradictions(view.contradictions)
    _phase(view.phase)
    _decisions(view, review, chosen.all)
    if view.operations.overload:
        say()
        say_wrapped(f"! {view.operations.overload}", "  ")
    _checklist(view.checklist, chosen.all)
    if chosen.all:
        _not_yet(outlook, review.rulebook)
    _next(worth_finding_out, len(worth_finding_out.questions) if chosen.all else MOST_QUESTIONS)
    _open(view, review.rulebook)
    if not chosen.all:
        say_head(f"All of it: archassist assess {review.path} --all")
    say_head(f"Why: archassist why {review.path} DECISION [OPTION]")
    return 0


def full_title(review: Review, full_id: str) -> str:
    """The title of an option with that of its decision."""
    decision, option = full_id.split(".", 1)
    known = review.rulebook.decisions[decision]
    return f"{known.options[option].title} ({known.title})"


def tell_move(move: MoveView) -> None:
    """From what stands today to an option, with what it costs and what pays for it."""
    takes = move.costs
    say_wrapped(f"{move.text}{f'; it takes {takes}' if takes else ''}.", "    ")
    if takes and move.need and move.kind == "step_back":
        say_wrapped(f"What pays for it: {move.need}.", "    ")
    tell_doubt(move)


def tell_doubt(move: MoveView) -> None:
    """That something else is said to stand than answers show, where that is so."""
    if move.contradiction:
        say_wrapped(f"! {move.contradiction}", "    ")


def _phase(phase: PhaseView) -> None:
    say_head(f"Phase: {phase.title}")
    say_wrapped(phase.about, "  ")
    if phase.marks:
        say_wrapped(f"The next, {phase.next_title}, begins when: {phase.marks}", "  ")


def _decisions(view: AssessmentView, review: Review, everything: bool) -> None:
    """What to decide now and what was decided in full; of the others a line each, or all of them in full."""
    for place, head in PLACES.items():
        if not (decisions := view.placed(place)):
            continue
        say_head(head)
        if place == "not_enough_answers" and len(decisions) > MOST_WAITING and not everything:
            _waiting(decisions)
            continue
        for decision in decisions:
            if everything or place in ("decide_now", "decided"):
                _decision(decision, review)
            else:
                _placed(decision)


def _waiting(decisions: Sequence[DecisionView]) -> None:
    """Many decisions that wait for answers, and the answers for which most of them wait."""
    wanted = Counter(each.title for decision in decisions for each in decision.needs)
    most = "; ".join(f"{title} ({count})" for title, count in wanted.most_common(MOST_WAITING))
    say_wrapped(f"{len(decisions)} decisions wait for answers, most of them for: {most}.", "  ")
    say_wrapped(f"They are: {'; '.join(decision.title for decision in decisions)}.", "  ")


def _placed(decision: DecisionView) -> None:
    """A decision in a line, with the reason for its place where there is more to say than the option."""
    title = decision.option(decision.recommended).title
    if decision.triage and decision.triage.place not in ("keep", "default"):
        say_wrapped(f"{decision.title}: {decision.triage.because}", "  ")
    else:
        say_wrapped(f"{decision.title}: {title} ({decision.standing})", "  ")


def _decision(decision: DecisionView, review: Review) -> None:
    options = review.rulebook.decisions[decision.id].options
    title = options[decision.recommended].title
    say_head(f"  {decision.title} [{decision.id}]")
    if not decision.enough and decision.taken is None:
        say_wrapped(decision.triage.because if decision.triage else f"{needs_text(decision.needs)}.", "    ")
        return
    sure = f"{decision.standing}: best {BANDS[decision.futures or 'none']}"
    say(f"    {title} ({sure})", standing=decision.standing or "")
    if decision.triage and decision.triage.place == "decide_now":
        say_wrapped(decision.triage.because, "    ")
    if decision.move.kind != "adopt":
        tell_move(decision.move)
    for option, verdict in decision.verdicts.items():
        name = options[option].title if option in options else option or "The decision as a whole"
        against = verdict.status == "accepted" and option != decision.recommended
        advice = ", against the advice" if against else ""
        say_wrapped(f"The team: {name} {verdict.shown}{advice}.", "    ")
    for reason in decision.reasons[:2]:
        say_wrapped(f"- {capital(reason.text)}", "    ")
    for requirement in decision.requirements:
        if requirement.met:
            say_wrapped(f"- {requirement.shown}", "    ")
    for needed in decision.required_by:
        say_wrapped(f"- Needed by {full_title(review, needed)}.", "    ")
    unmet = (each.shown for each in decision.requirements if not each.met)
    for told in (*unmet, decision.conflict, decision.vetoed):
        if told:
            say_wrapped(f"! {told}", "    ")


def _not_yet(view: OutlookView, rulebook: Rulebook) -> None:
    from archassist.views.months import spoken

    if view.not_yet:
        say_head("Not yet")
    for decision, options in view.not_yet.items():
        for coming in options:
            say_head(f"  {rulebook.decisions[decision].title}: {coming.title}")
            say_wrapped(f"Right {spoken(coming)}.", "    ")
            if coming.trigger:
                say_wrapped(f"Trigger: {coming.trigger.text}", "    ")
            takes = days_text(coming.lead_days)
            say(f"    Start by {coming.start_by.early} at the earliest; it takes {takes}")
    if view.reached:
        say_head("Phases to come")
    for phase in view.reached:
        say_wrapped(f"{rulebook.phases[phase.phase].title}: {spoken(phase)}", "  ")


def _next(view: NextView, most: int) -> None:
    if view.can_stop:
        say_head(
            "You can stop asking: in nine of ten simulated futures, the open questions would change none of this."
        )
        return
    say_head("Find out next")
    for question in view.questions[:most]:
        decides = f"decides {len(question.decides)}" if question.decides else ""
        say_head(f"  {question.title} ({question.question}; {decides})")
        say_wrapped(question.measure, "    ")


def _open(view: AssessmentView, rulebook: Rulebook) -> None:
    """What was put aside, and what nobody has answered."""
    if view.parked:
        say_head("Parked, still open")
    for parked in view.parked:
        say_wrapped(f"{parked.title}: {parked.shown}", "  ")
    if view.assumed:
        say_head("Not answered, so a typical range is assumed for:")
        say_wrapped("; ".join(rulebook.questions[id].title for id in view.assumed), "  ")


def _checklist(items: Sequence[ChecklistView], everything: bool) -> None:
    """What to take up now with the reason for its place; or all, with what is done."""
    due = [item for item in items if item.status not in ("done", "dropped")]
    for bucket, title in BUCKET_TITLES.items():
        group = [item for item in due if item.bucket == bucket]
        if group and not everything and bucket != "now":
            say(f"  {title}: {len(group)} more")
        elif group:
            say_head(f"Checklist: {title.lower()}")
            for item in group:
                _checklist_item(item)
    done = [item for item in items if item.status == "done"]
    if done and everything:
        say_head("  Done or in place")
        for item in done:
            say_wrapped(f"{item.title}{f', {item.because}' if item.because else ''}", "    ")


def _checklist_item(item: ChecklistView) -> None:
    places = f" for {item.effort.places}" if item.effort.places else ""
    effort = "milestone" if item.milestone else f"{work_text(item.effort.days)}{places}"
    say(f"  {item.rank:3}. {item.title} [{item.id}]  {effort}, {item.owner or 'no owner yet'}")
    say_wrapped(item.why_here, "       ")
