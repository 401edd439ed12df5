"""Every rule and practice that ships fires in the case beside it, and stays silent in the other."""

from __future__ import annotations

import pytest

from archassist.engine import Cases
from archassist.rulebook import Practice, Rule
from archassist.session import shipped_rulebook

RULEBOOK = shipped_rulebook()
CASES = Cases(RULEBOOK)
RULES = [rule for decision in RULEBOOK.decisions.values() for rule in decision.rules]
PRACTICES = list(RULEBOOK.practices.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_where_it_should_and_not_where_it_should_not(rule: Rule) -> None:
    assert CASES.holds(rule.when, rule.fires), f"{rule.place}: does not fire in its case"
    assert not CASES.holds(rule.when, rule.silent), f"{rule.place}: fires in the silent case"


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda practice: practice.id)
def test_a_practice_is_due_where_it_should_be_and_not_where_it_should_not(practice: Practice) -> None:
    assert CASES.holds(practice.when, practice.fires), f"{practice.place}: is not due in its case"
    assert practice.silent is not None, f"{practice.place}: has no silent case"
    assert not CASES.holds(practice.when, practice.silent), f"{practice.place}: is due in the silent case"
