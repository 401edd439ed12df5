"""What the months hold and what to find out next, worked out beside the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.tui.model import Model


def look(model: Model, worked_out: tuple[int, Assessment]) -> tuple[int, dict[str, Any]]:
    """What follows a sampled assessment, to give to `Model.take_ahead`. Slow, and safe to call in a thread."""
    from archassist.interview import find_out_next
    from archassist.session.prospects import foresee, outlook_key

    generation, assessment = worked_out
    beliefs, engine = model.review.beliefs(), model.review.engine
    if generation != model.generation:
        return generation, {}
    following = find_out_next(engine, beliefs)
    return generation, {"next": following, outlook_key(): foresee(model.review, assessment)}


def not_yet(model: Model, decision: str, option: str) -> str:
    """When an option that is not right today becomes so, in words; empty when it does not, or is not known yet."""
    from archassist.session.prospects import outlook_key, outlook_view, spoken

    if outlook_key() not in model.review.kept:
        return ""
    for each in outlook_view(model.review)["not_yet"].get(decision, ()):
        if each["option"] == option:
            sign = f" Sign: {each['trigger']['text']}." if each["trigger"] else ""
            return f"Not yet: right {spoken(each)}.{sign}"
    return ""
