"""Why a decision came out as it did, or why an option was chosen or not: reasons with their sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archassist.engine import decisions_in_doubt, why
from archassist.session.errors import NoSuchThing
from archassist.views.assessment import futures_of_share, sizes_view
from archassist.views.contradictions import contradiction_views
from archassist.views.flips import flips_of, rests_view, tornado_view
from archassist.views.moves import move_view
from archassist.views.needs import needs_of
from archassist.views.precedents import precedents_view
from archassist.views.records.advice import QuestionName
from archassist.views.records.why import ReasonView, SourceView, WhyView
from archassist.views.requirements import requirement_views
from archassist.views.tradeoffs import pareto_view
from archassist.words import no_such

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archassist.engine import Assessment, Reason
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review


def why_view(review: Review, decision: str, option: str | None = None, samples: int | None = None) -> WhyView:
    """Why a decision came out as it did, or why (not) an option; sources and assumptions with their titles.

    Raises NoSuchThing for a decision or option that the rules do not have.
    """
    rulebook = review.rulebook
    _must_exist(review, decision, option)
    assessment = review.assess(samples)
    told = why(assessment, decision, option)
    options = rulebook.decisions[decision].options
    doubted = decisions_in_doubt(review.engine.compiled, assessment.contradictions)
    known, result = options[told.option.id], told.decision
    return WhyView(
        decision=decision,
        title=result.title,
        asks=rulebook.decisions[decision].asks,
        recommended=result.recommended,
        standing=result.standing,
        option=known.id,
        option_title=known.title,
        about=known.about,
        shape=rulebook.decisions[decision].shape,
        includes=rulebook.decisions[decision].includes(known.id),
        chosen=told.chosen,
        share=told.option.share,
        futures=futures_of_share(told.option.share),
        chance=told.option.chance,
        sizes=sizes_view(rulebook, result.sizes) if told.chosen else (),
        today=result.today.option,
        today_known=result.today.known,
        move=move_view(rulebook, assessment, result, known.id),
        favour=_reasons(rulebook, told.favour),
        against=_reasons(rulebook, told.against),
        missing=_reasons(rulebook, told.missing),
        instead=_reasons(rulebook, told.instead),
        alternatives={
            id: _reasons(rulebook, why(assessment, decision, id).against) for id in options if id != known.id
        },
        good=known.good,
        bad=known.bad,
        watch=known.watch,
        conflict=result.conflict,
        vetoed=result.vetoed,
        required_by=result.required_by if told.chosen else (),
        assumes=tuple(QuestionName(id, rulebook.questions[id].title) for id in told.assumes),
        contradictions=contradiction_views(doubted.get(decision, ())),
        enough=result.enough,
        needs=needs_of(review, result),
        requirements=requirement_views(rulebook.decisions[decision], result.requirements),
    )


def whole_why_view(review: Review, decision: str, option: str | None = None) -> WhyView:
    """`why_view` with what takes longer: what the option hangs on, flips, what it rests on, and every quality.

    Raises NoSuchThing as `why_view` does.
    """
    review.derived.next_questions()
    view = why_view(review, decision, option)
    return replace(
        view,
        hangs_on=tornado_view(review, decision, view.option),
        flips=flips_of(review, decision),
        rests_on=rests_view(review, decision),
        qualities=pareto_view(review, decision),
        precedents=precedents_view(review, decision),
    )


def questions_of(rulebook: Rulebook, assessment: Assessment, reason: Reason) -> Iterator[str]:
    """The questions behind the figures of a reason; some may come twice."""
    decision, _, _ = reason.rule.partition(".")
    rule = next(each for each in rulebook.decisions[decision].rules if each.id == reason.rule)
    for name in sorted(rule.when.names):
        if name in assessment.facts:
            yield from assessment.facts[name].rests_on


def _must_exist(review: Review, decision: str, option: str | None) -> None:
    decisions = review.rulebook.decisions
    if decision not in decisions:
        raise NoSuchThing(review.path, no_such("decision", decision, decisions))
    options = decisions[decision].options
    if option is not None and option not in options:
        raise NoSuchThing(review.path, no_such(f"option of {decision}", option, options))


def _reasons(rulebook: Rulebook, reasons: Iterable[Reason]) -> tuple[ReasonView, ...]:
    return tuple(
        ReasonView(
            rule=reason.rule,
            option=reason.option,
            says=reason.says,
            weight=reason.weight,
            text=reason.text,
            source=tuple(_source(rulebook, id) for id in reason.source),
            assumes=reason.assumes,
            also_for=reason.also_for,
        )
        for reason in reasons
    )


def _source(rulebook: Rulebook, id: str) -> SourceView:
    source = rulebook.sources[id]
    return SourceView(
        id=source.id,
        title=source.title,
        author=source.author,
        year=source.year,
        where=source.where,
        supports=source.supports,
    )
