"""What it takes to run a system follows its size, at both ends."""

from __future__ import annotations

from typing import Any

from archassist.engine import Engine, Exact


def load(engine: Engine, **answers: Any) -> float:
    """Half days a month that what is advised takes beside product work."""
    assessment = engine.assess({id: Exact(value) for id, value in answers.items()}, samples=0)
    return assessment.operations.load


def test_a_database_of_sixty_users_takes_less_than_one_of_a_company(engine: Engine) -> None:
    team = {"engineers": 1, "hosting": "one_vm", "slo_goal": 99, "deployables": 1, "stage": "pre_pmf"}
    weekend = load(engine, **team, mau_now=60, mau_12m=100, data_gb=1)
    company = load(engine, **team, mau_now=60, mau_12m=100, data_gb=800)
    assert company - weekend >= 5


def test_a_cluster_for_four_hundred_units_takes_several_times_that_for_forty(engine: Engine) -> None:
    team = {
        "engineers": 300,
        "engineers_12m": 300,
        "stage": "mature",
        "hosting": "kubernetes",
        "ops_skill": "dedicated",
        "topology": "many_services",
        "teams": 35,
    }
    forty, four_hundred = (load(engine, **team, deployables=units) for units in (40, 400))
    assert four_hundred > 3 * forty
