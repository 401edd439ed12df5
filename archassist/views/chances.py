"""How likely advice proves right, what the size of answers says, and what others did, in sentences for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archassist.views.records.advice import PrecedentView, SizeView

INSTEAD = (
    "Nothing scores clearly higher, and among near ties the simplest is preferred.",
    "It was right more often for teams that answered like this.",
)
"""Why another option is advised for which no rule speaks: without and with what was learned of published cases."""


def chance_text(chance: float) -> str:
    """How often an option was right for teams like this."""
    return f"Likely to prove right: {percent(chance)}, as learned from published companies and judged teams."


def percent(chance: float) -> str:
    """A chance for people: nothing is certain, and nothing impossible."""
    return f"{min(max(round(100 * chance), 1), 99)}%"


def size_text(size: SizeView) -> str:
    """An answer that by its size speaks for or against the option."""
    way = "for" if size.points > 0 else "against"
    return f"{size.title}, {size.shown}: speaks {way} it ({size.points:+.1f})"


def precedent_text(view: PrecedentView) -> str:
    """A precedent in a sentence, without its source."""
    differs = f" {'; '.join(view.differs)}." if view.differs else " It says the same of all that both state."
    return f"{view.title}: {' or '.join(view.chose)}; {view.went}.{differs}"
