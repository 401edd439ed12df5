"""Everything that follows from a review: the assessment alone, or with what may come and what would change it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.engine import band, decisions_in_doubt
from archassist.views.answers import parked_view, verdicts_view
from archassist.views.checklist import checklist_view
from archassist.views.contradictions import contradiction_views
from archassist.views.flips import flips_view
from archassist.views.moves import move_view
from archassist.views.needs import needs_of, phase_needs, told_phase
from archassist.views.outlook import next_view, outlook_view
from archassist.views.plan import plan_view
from archassist.views.precedents import precedents_view
from archassist.views.records.advice import (
    AssessmentView,
    DecisionView,
    FactView,
    OperationsView,
    OptionView,
    PhaseView,
    RuleView,
    SizeView,
)
from archassist.views.requirements import requirement_views
from archassist.views.triage import triaged
from archassist.words import Futures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archassist.engine import (
        Assessment,
        ContradictionResult,
        DecisionResult,
        FactValue,
        OptionResult,
        PhaseResult,
        Reason,
        SizeReason,
    )
    from archassist.rulebook import Decision, Rulebook
    from archassist.session.review import Review
    from archassist.session.verdicts import Taken


def prospects_view(review: Review, today: datetime.date | None = None) -> AssessmentView:
    """The assessment as `assess --json` prints it, with flips, what is not yet right, phases to come and what to
    find out next. Takes some seconds: every flip is tried on all futures."""
    view = triaged_view(review, today)
    flips, outlook, following = flips_view(review, most=1), outlook_view(review, today), next_view(review)
    return replace(
        view,
        phase=replace(view.phase, reached=outlook.reached),
        decisions=tuple(
            replace(decision, flips=flips[decision.id], precedents=precedents_view(review, decision.id))
            for decision in view.decisions
        ),
        find_out_next=following.questions,
        can_stop=following.can_stop,
    )


def triaged_view(review: Review, today: datetime.date | None = None) -> AssessmentView:
    """The assessment with the place of every decision, what is not right yet, and the plan's months in the checklist."""
    today = today or datetime.date.today()
    review.derived.next_questions()
    view, outlook = assessment_view(review), outlook_view(review, today)
    return replace(
        view,
        decisions=triaged(review, view, outlook, today),
        checklist=checklist_view(review, review.assess(), plan_view(review, today)),
    )


def assessment_view(review: Review, samples: int | None = None) -> AssessmentView:
    """The assessment alone: phase, facts, decisions, checklist and what is assumed."""
    assessment, taken = review.assess(samples), review.decisions
    operations = assessment.operations
    doubted = decisions_in_doubt(review.engine.compiled, assessment.contradictions)
    return AssessmentView(
        pack=assessment.pack,
        samples=assessment.samples,
        phase=_phase(review.rulebook, assessment.phase),
        facts={id: _fact(fact) for id, fact in assessment.facts.items()},
        decisions=tuple(
            _decision(review, assessment, result, taken.get(result.id), doubted.get(result.id, ()))
            for result in assessment.decisions
        ),
        operations=OperationsView(operations.load, operations.capacity, operations.overload),
        assumed=assessment.assumed,
        title=review.title,
        checklist=checklist_view(review, assessment),
        find_out_next=(),
        parked=parked_view(review),
        contradictions=contradiction_views(assessment.contradictions),
    )


def futures_of_share(share: float | None) -> Futures | None:
    """In how many futures, as a word; None when none were drawn."""
    return None if share is None else band(share)


def _phase(rulebook: Rulebook, phase: PhaseResult) -> PhaseView:
    needs, phase = phase_needs(rulebook, phase), told_phase(rulebook, phase)
    return PhaseView(
        id=phase.id,
        title=phase.title,
        about=phase.about,
        next=phase.next,
        next_title=phase.next_title,
        marks=phase.marks,
        needs=needs,
    )


def _fact(fact: FactValue) -> FactView:
    return FactView(
        value=fact.value,
        unit=fact.unit,
        shown=fact.shown,
        low=fact.low,
        high=fact.high,
        rests_on=fact.rests_on,
        assumed=bool(fact.assumed),
        told_by=fact.told_by,
        mark=fact.mark,
        assumed_because=fact.assumed,
    )


def _decision(
    review: Review,
    assessment: Assessment,
    result: DecisionResult,
    taken: Taken | None,
    doubted: Iterable[ContradictionResult],
) -> DecisionView:
    """A decision without what takes longer: flips, and what is not right yet."""
    rulebook = review.rulebook
    return DecisionView(
        id=result.id,
        title=result.title,
        shape=rulebook.decisions[result.id].shape,
        recommended=result.recommended,
        standing=result.standing,
        options=tuple(
            _option(rulebook.decisions[result.id], each, _excluded_by(result, each.id))
            for each in result.options
        ),
        because=tuple(map(_rule, result.because)),
        not_because=tuple(map(_rule, result.not_because)),
        conflict=result.conflict,
        vetoed=result.vetoed,
        required_by=result.required_by,
        flips=(),
        not_yet=(),
        futures=futures_of_share(result.share),
        chance=result.chance,
        sizes=sizes_view(rulebook, result.sizes),
        status=(taken.status if taken else "") or None,
        taken=(taken.accepted if taken else "") or None,
        verdicts=verdicts_view(taken),
        today=result.today.option,
        today_known=result.today.known,
        move=move_view(rulebook, assessment, result),
        contradicted=tuple(each.id for each in doubted),
        enough=result.enough,
        needs=needs_of(review, result),
        requirements=requirement_views(rulebook.decisions[result.id], result.requirements),
    )


def sizes_view(rulebook: Rulebook, sizes: Iterable[SizeReason]) -> tuple[SizeView, ...]:
    """What the size of answers says of an option, with the titles of their questions."""
    return tuple(
        SizeView(each.question, rulebook.questions[each.question].title, each.shown, each.points)
        for each in sizes
    )


def _excluded_by(result: DecisionResult, option: str) -> tuple[str, ...]:
    return tuple(
        each.id for each in result.requirements if each.met and option in (short for short, _ in each.short)
    )


def _option(decision: Decision, result: OptionResult, excluded_by: tuple[str, ...]) -> OptionView:
    return OptionView(
        id=result.id,
        title=result.title,
        includes=decision.includes(result.id),
        score=result.score,
        share=result.share,
        ruled_out=result.ruled_out,
        required=result.required,
        ops_points=result.ops_points,
        in_place=result.in_place,
        preference=result.preference,
        futures=futures_of_share(result.share),
        chance=result.chance,
        excluded_by=excluded_by,
    )


def _rule(reason: Reason) -> RuleView:
    return RuleView(
        rule=reason.rule,
        option=reason.option,
        says=reason.says,
        weight=reason.weight,
        fired=reason.fired,
        text=reason.text,
        source=reason.source,
        assumes=reason.assumes,
        also_for=reason.also_for,
    )
