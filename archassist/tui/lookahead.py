"""What the months hold, what to find out next and the plan: worked out beside the screen, and looked up here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from archassist.tui.consequences import Ahead, Triaged

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.session import Review
    from archassist.session.derived import Results
    from archassist.tui.model import Model
    from archassist.views.records.advice import DecisionView, PrecedentView
    from archassist.views.records.outlook import FlipView, OutlookView, RestsView, SwingView
    from archassist.views.records.plan import ChecklistView, PlanView
    from archassist.words import Place


def warm_up(model: Model) -> tuple[int, Assessment] | None:
    """The first assessment of one profile, to give to `Model.take_first`: loads and compiles what it needs.

    Safe to call in a thread. None where it cannot be worked out.
    """
    import archassist.views.contradictions  # noqa: F401 - drawn with it; here nobody waits

    generation = model.generation
    with suppress(Exception):  # `Model.now` will meet it again, and tell
        return generation, model.review.engine.assess(model.review.beliefs(), samples=0)
    return None


def look(model: Model, worked_out: tuple[int, Assessment]) -> Ahead:
    """What follows a sampled assessment, to give to `Model.take_ahead`. Slow, and safe to call in a thread.

    No results once the answers have changed: what is still to be worked out would be of no use.
    """
    generation, assessment = worked_out
    review = model.review.still()
    if generation != model.generation:
        return Ahead(generation)
    review.assessed(assessment)
    today, derived = datetime.date.today(), review.derived
    derived.outlook(today)
    derived.next_questions()
    derived.futures()
    if generation != model.generation:
        return Ahead(generation)
    derived.plan(today)
    return Ahead(generation, derived.known, _triaged(review, today))


def prepare(model: Model) -> tuple[int, Results]:
    """Gets ready what `minds` needs for any decision, to give to `Model.take_found`. Slow, and safe to call in a thread."""
    generation, review = model.generation, model.review.still()
    review.derived.flip_search().prepare()
    return generation, review.derived.known


def outlook(model: Model) -> OutlookView | None:
    """Bands, limits and options that come, as `forecast --json` has them; None until they are worked out."""
    from archassist.views.outlook import outlook_view

    today = datetime.date.today()
    return outlook_view(model.review, today) if model.review.derived.known.outlook(today) else None


def _triaged(review: Review, today: datetime.date) -> Triaged:
    """What screens draw of it first: the whole view, and the decisions in their places."""
    from archassist.views.assessment import assessment_view
    from archassist.views.outlook import outlook_view
    from archassist.views.triage import triaged

    view, foreseen = assessment_view(review), review.derived.outlook(today)
    return Triaged(view, foreseen, today, triaged(review, view, outlook_view(review, today), today))


def triaged(model: Model) -> tuple[DecisionView, ...]:
    """The decisions, each with its place as `assess` has it; none until what the months hold is worked out.

    Kept from one redraw to the next: after every change the view is another one.
    """
    from archassist.views.outlook import outlook_view
    from archassist.views.triage import triaged

    today = datetime.date.today()
    foreseen = model.review.derived.known.outlook(today)
    if foreseen is None:
        return ()
    kept, view = model.triaged, model.best
    if kept is None or kept.view is not view or kept.foreseen is not foreseen or kept.today != today:
        decisions = triaged(model.review, view, outlook_view(model.review, today), today)
        kept = model.triaged = Triaged(view, foreseen, today, decisions)
    return kept.decisions


def placed(model: Model) -> tuple[tuple[str, tuple[DecisionView, ...]], ...]:
    """The decisions in the order in which people read them: each place's heading, with what stands there.

    Empty until what the months hold is worked out.
    """
    from archassist.views.records.focus import PLACES

    groups: dict[Place, list[tuple[int, DecisionView]]] = {place: [] for place in PLACES}
    for each in triaged(model):
        if each.triage:
            groups[each.triage.place].append((each.triage.rank, each))
    return tuple(
        (PLACES[place], tuple(each for _, each in sorted(group, key=itemgetter(0))))
        for place, group in groups.items()
        if group
    )


def order(model: Model) -> list[str]:
    """The decisions' ids as the screens list them: by place, and in the order of the rules until that is known."""
    groups = placed(model)
    return [each.id for _, group in groups for each in group] or [each.id for each in model.best.decisions]


def reading_order(model: Model) -> list[str]:
    """The same, empty until it is known: kept until something changes, for what is drawn at every key."""
    if not model.review.derived.known.outlook(datetime.date.today()):
        return []
    if model.reading_order[0] != model.generation:
        model.reading_order = model.generation, order(model)
    return model.reading_order[1]


def plan(model: Model) -> PlanView | None:
    """The plan, as `plan --json` has it; None until it is worked out."""
    from archassist.views.plan import plan_view

    today = datetime.date.today()
    return plan_view(model.review, today) if today in model.review.derived.known.plans else None


def checklist(model: Model) -> tuple[ChecklistView, ...]:
    """The checklist, as `assess --json` has it; before the plan is worked out without its months."""
    from archassist.views.checklist import checklist_view

    view = plan(model)
    return checklist_view(model.review, model.review.assess(), view) if view else model.best.checklist


def tornado(model: Model, decision: str, option: str) -> tuple[SwingView, ...]:
    """The answers on which an option hangs most; empty until the futures are there."""
    from archassist.views.flips import tornado_view

    return tornado_view(model.review, decision, option) if model.review.derived.known.futures else ()


class Mind(NamedTuple):
    """What would flip a decision, and which answers settle it."""

    flips: tuple[FlipView, ...]
    rests_on: RestsView


def minds(model: Model, decision: str) -> tuple[int, Results]:
    """Works out a decision's `mind` and its precedents, to give to `Model.take_found`.

    Slow, and safe to call in a thread.
    """
    from archassist.views.precedents import precedents_view

    generation, review = model.generation, model.review.still()
    _mind(review, decision)
    precedents_view(review, decision)
    return generation, review.derived.known


def precedents(model: Model, decision: str) -> tuple[PrecedentView, ...]:
    """Published teams most like this one; none until `minds` has found them."""
    from archassist.views.precedents import precedents_view

    known = model.review.derived.known.precedents is not None
    return precedents_view(model.review, decision) if known else ()


def mind(model: Model, decision: str) -> Mind | None:
    """What would flip a decision and what it rests on; None until `minds` has worked it out."""
    known = model.review.derived.known
    return _mind(model.review, decision) if decision in known.rests and decision in known.flips else None


def _mind(review: Review, decision: str) -> Mind:
    from archassist.views.flips import flips_of, rests_view

    return Mind(flips_of(review, decision), rests_view(review, decision))


def leading(model: Model) -> Mapping[str, Sequence[Sequence[float]]]:
    """By decision the share of futures in which each option leads, month by month; empty until it is worked out."""
    outlook = model.review.derived.known.outlook(datetime.date.today())
    return outlook.leading if outlook else {}


def badge(model: Model, question: str) -> tuple[str, ...] | None:
    """Titles of the decisions that the answer to an open question could still change, the most telling first.

    None while that is not known, and for questions that are settled.
    """
    found = model.review.derived.known.next_questions
    answer = model.answer(question)
    if found is None or (answer is not None and answer.kind in ("exact", "out_of_scope")):
        return None
    decisions = next((each.decides for each in found.questions if each.question == question), ())
    return tuple(model.rulebook.decisions[id].title for id in decisions)


def not_yet(model: Model, decision: str, option: str) -> str:
    """When an option that is not right today becomes so, in words; empty when it does not, or is not known yet."""
    from archassist.views.months import spoken

    view = outlook(model)
    for each in view.not_yet.get(decision, ()) if view else ():
        if each.option == option:
            sign = f" Trigger: {each.trigger.text}." if each.trigger else ""
            return f"Not yet: right {spoken(each)}.{sign}"
    return ""
