"""A record tells in one line each what is required, which options fall short, and what no option can."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.session import Review
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 20)
GOAL = (
    "Required: back within 15 min when the site or the database is lost (your recovery goal). Scheduled snapshots, "
    "Point-in-time recovery: back after 12 hours, not enough; Pilot light in a second region: back after 30 min to 2 hours, "
    "not enough."
)
UNMET = "Required, and not met: no write may be lost (your recovery goal). Warm standby, Active in several regions: the last"


@pytest.fixture
def review(tmp_path: Path) -> Review:
    made = Review.create(tmp_path / "r.toml", "Strict")
    for id, text in {"rto_h": "15 min", "rpo_min": "0", "data_gb": "2.4 TB", "stage": "scaling"}.items():
        made.set(id, text)
    return made


@pytest.mark.parametrize("format", ["madr", "madr-minimal", "log4brains", "nygard", "y-statement"])
def test_a_record_tells_what_is_required_and_what_is_not_met(
    review: Review, tmp_path: Path, format: str
) -> None:
    plan = export_plan(review, tmp_path / "docs", Wishes(("adr",), format, form="long", all=True), TODAY)
    text = next(file.text for file in plan.files if "disaster-recovery" in file.path.name)
    assert GOAL in " ".join(text.split())
    assert UNMET in " ".join(text.split())
    assert "This advice is firm" not in text


def test_nothing_is_said_where_nothing_is_required(tmp_path: Path) -> None:
    plan = export_plan(
        Review.create(tmp_path / "open.toml", "Open"),
        tmp_path / "docs",
        Wishes(("adr",), "madr", all=True, undecided=True),
        TODAY,
    )
    assert plan.files
    assert not [file.path.name for file in plan.files if "Required:" in file.text]
