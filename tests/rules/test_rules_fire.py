"""Every rule and practice that ships fires in the case beside it, and stays silent in the other."""

from __future__ import annotations

from collections.abc import Iterator

from archassist.engine import Cases
from archassist.rulebook import Practice, Rule
from archassist.session import shipped_rulebook

RULEBOOK = shipped_rulebook()
CASES = Cases(RULEBOOK)
RULES = [rule for decision in RULEBOOK.decisions.values() for rule in decision.rules]
PRACTICES = list(RULEBOOK.practices.values())


def faults(each: Rule | Practice) -> Iterator[str]:
    """What is wrong with the two cases of a rule or practice, with the place of it."""
    if not CASES.holds(each.when, each.fires):
        yield f"{each.place} {each.id}: does not fire in its case"
    if each.silent is None:
        yield f"{each.place} {each.id}: has no silent case"
    elif CASES.holds(each.when, each.silent):
        yield f"{each.place} {each.id}: fires in the silent case"


def test_every_rule_fires_where_it_should_and_not_where_it_should_not() -> None:
    assert len(RULES) > 500
    assert [fault for rule in RULES for fault in faults(rule)] == []


def test_every_practice_is_due_where_it_should_be_and_not_where_it_should_not() -> None:
    assert len(PRACTICES) > 100
    assert [fault for practice in PRACTICES for fault in faults(practice)] == []
