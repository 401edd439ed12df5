"""Money is told only where somebody gave what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from archassist.engine import Engine, Exact

RICH = {"stage": "mature", "infra_usd_m": 140_000.0, "engineers": 35.0, "peak_rps_now": 4_000.0}


def said(engine: Engine, decision: str, **answers: Any) -> Iterator[str]:
    found = engine.assess({id: Exact(value) for id, value in answers.items()}, samples=256)
    return (reason.text for reason in found.decision(decision).because)


def recommended(engine: Engine, decision: str, **answers: Any) -> str:
    beliefs = {id: Exact(value) for id, value in answers.items()}
    return engine.assess(beliefs, samples=256).decision(decision).recommended


@pytest.mark.parametrize("steady", [0.3, 0.9])
def test_nothing_is_committed_to_on_hardware_that_is_owned(engine: Engine, steady: float) -> None:
    owned = {**RICH, "hosting": "own_hardware", "steady_share": steady, "app_state": "stateless"}
    assert recommended(engine, "cost_model", **owned) == "right_size"
    assert not any("would save" in text for text in said(engine, "cost_model", **owned))


def test_what_a_commitment_saves_is_told_of_a_measured_share_and_of_no_other(engine: Engine) -> None:
    in_a_cloud = {**RICH, "hosting": "cloud_iaas"}
    measured = {**in_a_cloud, "steady_share": 0.9}
    assert recommended(engine, "cost_model", **measured) == "commitments"
    assert any("would save about 37,800 USD" in text for text in said(engine, "cost_model", **measured))
    assert recommended(engine, "cost_model", **in_a_cloud) == "right_size"
    assert not any("would save" in text for text in said(engine, "cost_model", **in_a_cloud))


SENT = {**RICH, "static_share": 0.8, "resp_kb": 100.0, "far_users": 0.3}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({**SENT, "hosting": "cloud_iaas"}, True),
        ({**SENT, "hosting": "own_hardware"}, False),
        ({**RICH, "far_users": 0.3, "hosting": "cloud_iaas"}, False),
    ],
    ids=["measured, in a cloud", "on own hardware", "nobody measured"],
)
def test_the_price_of_what_is_sent_is_told_of_clouds_and_measured_bytes(
    engine: Engine, answers: dict[str, Any], told: bool
) -> None:
    texts = [text for text in said(engine, "edge_delivery", **answers) if "TB a month" in text]
    assert texts
    assert any("list price" in text for text in texts) == told


def test_a_public_interface_is_not_told_how_much_of_it_are_files(engine: Engine) -> None:
    machines = {**RICH, "clients": frozenset({"public_api"}), "far_users": 0.3, "hosting": "cloud_iaas"}
    assert recommended(engine, "edge_delivery", **machines) == "origin_only"
    measured = {**machines, "static_share": 0.8, "resp_kb": 100.0}
    assert recommended(engine, "edge_delivery", **measured) == "static_cdn"


def test_listeners_are_not_said_to_depend_on_interfaces(engine: Engine) -> None:
    for consumers in (2.0, 20.0):
        answers = {"clients": frozenset({"none"}), "consumers": consumers, "surge_kind": "none"}
        assert not any("interfaces" in text for text in said(engine, "api_edge", **answers))
