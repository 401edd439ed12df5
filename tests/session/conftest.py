"""A small rulebook of every kind of question, so that these tests read on their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from archassist.rulebook.roles import Roles
from archassist.rulebook.spoken import Spoken
from archassist.session import Review, SessionError


@dataclass(frozen=True)
class AQuestion:
    """As much of a question as reading and showing answers needs."""

    id: str
    title: str = ""
    ask: str = ""
    out_of_scope: str = ""
    type: Literal["number", "share", "choice", "choices"] = "number"
    unit: str = ""
    range: tuple[float, float] | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[float, ...] = ()
    spoken: Spoken = field(default_factory=Spoken)


@dataclass(frozen=True)
class ADecision:
    title: str
    options: Mapping[str, Any]


@dataclass(frozen=True)
class APractice:
    title: str


QUESTIONS = {
    question.id: question
    for question in (
        AQuestion("engineers", "Engineers", "How many engineers change this system?", range=(1, 5000)),
        AQuestion(
            "mau_now", "Monthly users", "How many people use it in a month?", unit="users", range=(10, 1e9)
        ),
        AQuestion("peak_rps_now", "Peak requests", unit="1/s", range=(0, 1e8)),
        AQuestion("rto_h", "Time to recover", unit="h", range=(0.01, 72)),
        AQuestion("stale_ok_s", "Staleness", unit="s", range=(0, 86400)),
        AQuestion("p95_now_ms", "Latency", unit="ms", range=(5, 20000)),
        AQuestion("lead_time_d", "Lead time", unit="day", range=(0.01, 120)),
        AQuestion("data_gb", "Data size", unit="GB", range=(0.1, 1e6)),
        AQuestion("data_growth_gb_m", "Data growth", unit="GB/month", range=(0, 1e5)),
        AQuestion("infra_usd_m", "Monthly spend", unit="USD/month", range=(0, 1e8)),
        AQuestion("outage_usd_h", "Cost of an hour down", unit="USD", range=(0, 1e7)),
        AQuestion("deploys_per_week", "Deploys", unit="1/week", range=(0.02, 2000)),
        AQuestion("write_share", "Write share", type="share", range=(0, 1)),
        AQuestion("error_rate", "Error rate", type="share", range=(0, 0.2)),
        AQuestion("slo_goal", "Availability goal", unit="%", levels=(99, 99.5, 99.9, 99.95, 99.99)),
        AQuestion(
            "surge_kind",
            "Surges",
            type="choice",
            choices={
                "none": "No surges",
                "seasonal": "Seasons",
                "known_events": "Known events",
                "viral": "Viral",
            },
        ),
        AQuestion(
            "blocks",
            "Building blocks",
            type="choices",
            choices={"cdn": "CDN", "queue": "Job queue", "ci_cd": "CI/CD", "read_replica": "Read replica"},
        ),
    )
}


@dataclass(frozen=True)
class ARulebook:
    """As much of a rulebook as a session file needs."""

    id: str = "scaling"
    version: str = "1.0"
    fingerprint: str = "a rulebook for tests"
    roles: Roles = field(default_factory=lambda: Roles(users_now="mau_now"))
    questions: Mapping[str, Any] = field(default_factory=lambda: QUESTIONS)
    decisions: Mapping[str, Any] = field(
        default_factory=lambda: {
            "read_scaling": ADecision("Reads", {"tune_queries": None, "read_replicas": None}),
            "caching": ADecision("Caching", {"http_only": None, "shared_cache": None}),
        }
    )
    practices: Mapping[str, Any] = field(
        default_factory=lambda: {"db.index": APractice("Index"), "cdn.static": APractice("CDN")}
    )

    @property
    def option_ids(self) -> Mapping[str, tuple[str, ...]]:
        return {id: tuple(decision.options) for id, decision in self.decisions.items()}

    @property
    def step_ids(self) -> Mapping[str, None]:
        steps = (f"{id}.{option}" for id, options in self.option_ids.items() for option in options)
        return dict.fromkeys((*self.practices, *steps))


@pytest.fixture
def rules() -> Any:
    """The small rulebook."""
    return ARulebook()


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of session files go to a folder of the test's own."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


def line_of_fault(path: Path, written: str, said: str) -> int | None:
    """The line that is named when a session file with this in it is refused in these words."""
    path.write_text(f"schema = 1\n\n{written}")
    with pytest.raises(SessionError, match=said) as raised:
        Review.open(path)
    return raised.value.line
