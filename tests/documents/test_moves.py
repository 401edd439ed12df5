"""Documents tell the move: from what stands today to what is decided, with what it costs and what pays for it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.documents import FORMATS, Wishes
from archassist.exported import UNASKED
from archassist.records import read_record
from archassist.session import Review
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("moves")
    review = Review.create(folder / "shop.toml", "Shop")
    for question, text in {
        "topology": "few_services", "deployables": "9", "engineers": "12", "engineers_12m": "14",
        "blocks": "cdn, load_balancer", "stale_ok_s": "0.1", "consistency": "money_grade",
    }.items():  # fmt: skip
        review.set(question, text)
    review.run_today("caching", "shared_cache")
    return texts(review, folder, only=(*UNASKED, "report", "onepager"))


def texts(review: Review, target: Path, **wishes: object) -> dict[str, str]:
    plan = export_plan(review, target, Wishes(**{"all": True, "form": "long", **wishes}), TODAY)  # type: ignore[arg-type]
    return {each.path.name: each.text for each in plan.files}


def record(found: dict[str, str], name: str) -> str:
    return next(text for file, text in found.items() if file.endswith(f"-{name}.md"))


def test_a_record_is_titled_by_the_move_and_says_what_it_takes(found: dict[str, str]) -> None:
    text = record(found, "architecture-style")
    said = "tep back from Core plus a few services to Modular monolith"
    assert f"# Architecture style: s{said}\n" in text
    assert 'Recommended option: "Modular monolith", because ' in text
    assert f"\nS{said}. It takes 6 to 38 person-weeks" in text


def test_what_is_kept_needs_no_project(found: dict[str, str]) -> None:
    text = record(found, "edge-delivery")
    assert "# CDN and edge: keep CDN for static files\n" in text
    assert "Keep: CDN for static files." in text
    assert "Effort: none, it stands today" in text
    assert "carried out when" not in text
    assert "### CDN and edge" not in found["roadmap.md"]
    assert "CDN and edge -" not in found["roadmap.md"], "no bar"
    assert "Left as it is: CDN and edge" in found["roadmap.md"]


def test_what_has_no_known_start_is_adopted_under_its_plain_title(found: dict[str, str]) -> None:
    text = record(found, "runtime-platform")
    assert "# Runtime platform: Containers on a managed runtime\n" in text
    assert "Adopt: Containers on a managed runtime (what stands today is not answered)." in text
    assert "carried out when" in text


def test_leaving_what_is_hard_to_leave_says_so(found: dict[str, str]) -> None:
    text = record(found, "architecture-style")
    assert (
        "Step back from Core plus a few services to Modular monolith. It takes 6 to 38 person-weeks" in text
    )
    assert "and leaving Core plus a few services is " in text


def test_the_other_documents_lead_from_what_stands_to_what_is_advised(found: dict[str, str]) -> None:
    assert "step back from Core plus a few services to Modular monolith" in found["report.html"]
    assert "back to Modular monolith (today: Core plus a few services)" in found["roadmap.md"]


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_form_of_record_tells_the_move_and_is_read_back(format: str, tmp_path: Path) -> None:
    review = Review.create(tmp_path / "shop.toml", "Shop")
    review.run_today("caching", "multi_tier")
    review.decide("caching", "accepted", "shared_cache", "enough", "ana", date="2026-11-20")
    name, text = next(
        each for each in texts(review, tmp_path, only=("adr",), format=format).items() if "caching" in each[0]
    )
    told = read_record(Path(name), text.encode())
    assert told.status == "accepted"
    assert told.title.endswith(
        "Caching layers: step back from Several cache tiers and precomputed views to Shared cache"
    )
    assert "tep back from Several cache tiers and precomputed views to Shared cache." in text


def test_a_contradiction_stands_in_the_record(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "shop.toml", "Shop")
    review.set("blocks", "shared_cache")
    review.run_today("caching", "http_only")
    assert "shows Shared cache. Correct one of the two." in record(
        texts(review, tmp_path, only=("adr",), undecided=True), "caching"
    )
