"""Hard requirements of a decision, as faces, documents and `--json` tell them: one line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from archassist.views.records.advice import RequirementView, ShortView

if TYPE_CHECKING:
    from archassist.engine import RequirementResult
    from archassist.rulebook import Decision


def requirement_views(decision: Decision, found: Iterable[RequirementResult]) -> tuple[RequirementView, ...]:
    """What is required of a decision and shut options out, or is not met by any."""
    return tuple(_view(decision, each) for each in found)


def _view(decision: Decision, found: RequirementResult) -> RequirementView:
    short = tuple(ShortView(option, decision.options[option].title, text) for option, text in found.short)
    return RequirementView(
        id=found.id,
        title=found.title,
        kind=found.kind,
        text=found.text,
        met=found.met,
        gives=found.gives,
        short=short,
        questions=found.questions,
        source=found.source,
        shown=_shown(found, short),
    )


def _shown(found: RequirementResult, short: tuple[ShortView, ...]) -> str:
    # Options that fall short alike are told together.
    alike: dict[str, list[str]] = {}
    for each in short:
        alike.setdefault(each.text, []).append(each.title)
    told = "; ".join(f"{', '.join(titles)}: {text}" for text, titles in alike.items())
    if found.met:
        return f"Required: {found.text}. {told}."
    return f"Required, and not met: {found.text}. {told}. What would have to give: {found.gives}."
