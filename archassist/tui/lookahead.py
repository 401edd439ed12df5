"""What the months hold, what to find out next and the plan: worked out beside the screen, and looked up here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.tui.model import Model
    from archassist.views.records.outlook import OutlookView, SwingView
    from archassist.views.records.plan import PlanView

View = dict[str, Any]


def warm_up(model: Model) -> None:
    """Loads and compiles what the first assessment needs. Safe to call in a thread."""
    with suppress(Exception):  # `Model.now` will meet it again, and tell
        model.review.engine.assess(model.review.beliefs(), samples=0)


def look(model: Model, worked_out: tuple[int, Assessment]) -> tuple[int, dict[str, Any]]:
    """What follows a sampled assessment, to give to `Model.take_ahead`. Slow, and safe to call in a thread."""
    from archassist.sensitivity import find_out_next
    from archassist.views.outlook import foresee, outlook_key
    from archassist.views.plan import make_plan, plan_key

    generation, assessment = worked_out
    review = model.review
    beliefs, engine = review.beliefs(), review.engine
    if generation != model.generation:
        return generation, {}
    today = datetime.date.today()
    outlook = foresee(review, assessment, today)
    found: dict[str, Any] = {
        "next": find_out_next(engine, beliefs),
        outlook_key(today): outlook,
        "futures": engine.futures(beliefs),
    }
    if generation == model.generation:
        found[plan_key(today)] = make_plan(review, outlook, today, assessment=assessment)
    return generation, found


def prepare(model: Model) -> tuple[int, dict[str, Any]]:
    """Gets ready what `minds` needs for any decision, to give to `Model.take_found`. Slow, and safe to call in a thread."""
    from archassist.views.flips import search_of

    generation, review = model.generation, model.review.still()
    search_of(review).prepare()
    return generation, {"flips": review.kept["flips"]}


def outlook(model: Model) -> OutlookView | None:
    """Bands, limits and options that come, as `forecast --json` has them; None until they are worked out."""
    from archassist.views.outlook import outlook_key, outlook_view

    return outlook_view(model.review) if outlook_key() in model.review.kept else None


def plan(model: Model) -> PlanView | None:
    """The plan, as `plan --json` has it; None until it is worked out."""
    from archassist.views.plan import plan_key, plan_view

    return plan_view(model.review) if plan_key() in model.review.kept else None


def tornado(model: Model, decision: str, option: str) -> tuple[SwingView, ...]:
    """The answers on which an option hangs most; empty until the futures are there."""
    from archassist.views.flips import tornado_view

    return tornado_view(model.review, decision, option) if "futures" in model.review.kept else ()


def minds(model: Model, decision: str) -> tuple[int, dict[str, Any]]:
    """What would flip a decision and what it rests on, to give to `Model.take_found`. Slow, and safe to call in a thread."""
    from archassist.views.flips import flips_view, rests_view

    generation, review = model.generation, model.review.still()
    view = {
        "flips": [each.text for each in flips_view(review, [decision])[decision]],
        "rests_on": rests_view(review, decision),
    }
    return generation, {_mind_key(decision): view, "flips": review.kept["flips"]}


def mind(model: Model, decision: str) -> View | None:
    """What `minds` found; None until it is worked out."""
    found: View | None = model.review.kept.get(_mind_key(decision))
    return found


def _mind_key(decision: str) -> str:
    return f"mind {decision}"


def leading(model: Model) -> Mapping[str, Any]:
    """By decision the share of futures in which each option leads, month by month; empty until it is worked out."""
    from archassist.views.outlook import outlook_key, outlook_of

    return dict(outlook_of(model.review).leading) if outlook_key() in model.review.kept else {}


def badge(model: Model, question: str) -> tuple[str, ...] | None:
    """Titles of the decisions that the answer to an open question could still change, the most telling first.

    None while that is not known, and for questions that are settled.
    """
    found = model.review.kept.get("next")
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
            sign = f" Sign: {each.trigger.text}." if each.trigger else ""
            return f"Not yet: right {spoken(each)}.{sign}"
    return ""
