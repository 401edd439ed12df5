"""What is advised in one decision goes with what is advised in the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.authoring.examples import load_scenarios
from archassist.casebase.case_reader import load_cases
from archassist.engine import Engine

PACK = Path(__file__).parents[2] / "rules"

NEEDS = [
    ("architecture_style", {"hybrid", "microservices"}, "service_communication", {"in_process"}),
    ("architecture_style", {"microservices"}, "observability", {"logs_apm"}),
    ("architecture_style", {"microservices"}, "provisioning", {"manual", "scripts"}),
    ("architecture_style", {"monolith", "modular_monolith"}, "service_communication", {"service_mesh"}),
    ("architecture_style", {"monolith", "modular_monolith"}, "cross_boundary_consistency", {"saga"}),
    ("async_work", {"event_backbone"}, "messaging", {"database_outbox", "managed_queue", "broker"}),
    ("messaging", {"partitioned_log"}, "async_work", {"synchronous", "job_queue"}),
    ("load_balancing", {"global"}, "redundancy", {"single_zone", "multi_zone"}),
    ("load_balancing", {"none"}, "app_scaling", {"fixed_fleet", "autoscaling", "predictive_autoscaling"}),
    ("personal_data", {"cells"}, "load_balancing", {"none", "l7", "l4", "global"}),
    ("personal_data", {"cells"}, "redundancy", {"active_active"}),
    ("redundancy", {"standby_region", "active_active"}, "disaster_recovery", {"snapshots", "point_in_time"}),
    ("release_strategy", {"canary"}, "observability", {"logs_apm"}),
    ("app_scaling", {"bigger_node"}, "release_strategy", {"rolling", "blue_green", "canary"}),
]
"""What one option of a decision cannot do with: options of another."""


@pytest.fixture(scope="module")
def advised(engine: Engine) -> dict[str, dict[str, str]]:
    """What every published and made-up team of the pack is advised."""
    teams = [(case.id, case.today, case.beliefs) for case in load_cases(PACK, engine.rulebook)]
    teams += [(made.id, made.today, made.beliefs) for made in load_scenarios(PACK, engine.rulebook)]
    return {id: engine.running(today).advise(beliefs, samples=0) for id, today, beliefs in teams}


@pytest.mark.parametrize(
    ("one", "options", "other", "without"),
    NEEDS,
    ids=[f"{one}-{other}-{i}" for i, (one, _, other, _) in enumerate(NEEDS)],
)
def test_no_team_is_told_two_things_that_do_not_go_together(
    one: str, options: set[str], other: str, without: set[str], advised: dict[str, dict[str, str]]
) -> None:
    wrong = {
        team: (advice[one], advice[other])
        for team, advice in advised.items()
        if advice.get(one) in options and advice.get(other) in without
    }
    assert wrong == {}
