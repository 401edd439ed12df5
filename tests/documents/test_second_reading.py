"""What readers of records, briefs and reports could not say after reading, or read wrongly."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from archassist.documents import Wishes
from archassist.session import Review
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 28)
KINDS = ("adr", "onboarding", "report")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Records, briefs and reports of three reviews: "outdoor-shop 0003-caching.md"."""
    folder = tmp_path_factory.mktemp("read")
    found: dict[str, str] = {}
    for name in ("outdoor-shop", "notion-2021", "stack-overflow-2016"):
        review = Review.example(name, folder / f"{name}.toml")
        plan = export_plan(review, folder / name, Wishes(KINDS, format="madr"), TODAY)
        found |= {f"{name} {each.path.name}": each.text for each in plan.files}
    return found


def test_firm_and_leaning_are_told_by_different_shares_of_futures_or_by_what_lacks(
    written: dict[str, str],
) -> None:
    said = set(re.findall(r"^(Firm|Leaning, not firm): (best in .+)\.$", "\n".join(written.values()), re.M))
    assert {strength for strength, _ in said} == {"Firm", "Leaning, not firm"}
    firm, leaning = (
        {why for strength, why in said if strength == each} for each in ("Firm", "Leaning, not firm")
    )
    assert not firm & leaning
    assert not any(" or less often " in each for each in leaning)


def test_what_is_easy_to_undo_is_easy_to_leave_however_long_it_took(written: dict[str, str]) -> None:
    ways = re.findall(r"^How to get back: .+", written["outdoor-shop 0001-app-scaling.md"], re.M)
    assert ways == [
        "How to get back: easy, by a return to Fixed fleet behind a balancer; the work done is lost then."
    ]


def test_effort_says_whose_time_it_is(written: dict[str, str]) -> None:
    told = [line for text in written.values() for line in text.splitlines() if line.startswith("Effort: ")]
    assert told
    assert all("of one person's time" in line for line in told)


def test_nobody_is_sent_back_to_a_record_before_it_can_be_carried_out(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Shop")
    for question, answer in (("mau_now", "2M"), ("peak_rps_now", "400"), ("topology", "monolith")):
        review.set(question, answer)
    review.focus.name_pains(["sale_or_launch"])
    review.focus.put_at_issue("app_scaling", "2026-12-01")
    records = export_plan(review, tmp_path / "out", Wishes(("adr",), format="madr"), TODAY).files
    text = next(each.text for each in records if "app-scaling" in each.path.name)
    assert "To be decided by 2026-12-01." in text
    days = [datetime.date.fromisoformat(day) for day in re.findall(r"^Review it by (\S+?)[,.]", text, re.M)]
    assert len(days) == 1
    assert days[0] > datetime.date(2026, 12, 28)


def test_a_rejected_option_is_not_told_to_miss_what_it_does_not(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", "Archive")
    for question, answer in (("slo_goal", "99.5"), ("down_min_90d", "1764")):
        review.set(question, answer)
    result = review.assess().decision("reliability_target")
    texts = [each.text for each in result.not_because if each.option == "error_budget_policy"]
    assert any("1,764 minutes" in each or "1764 minutes" in each for each in texts)
    assert not any("within the budget" in each for each in texts)
