"""Reading existing records into a review: proposed, never asserted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.workflows.adopt import adopt, confirmations, take_in

RECORDS = {
    "0001-record-architecture-decisions.md": "Record architecture decisions",
    "0002-use-redis.md": "Use Redis for hot lists",
    "0003-kubernetes.md": "Run everything on Kubernetes (EKS)",
    "0004-colours.md": "Pick the colour of the logo",
    "0005-modular.md": "Modular monolith with enforced modules",
    "0006-remove-terraform.md": "Remove Terraform",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    adr = tmp_path / "repo" / "doc" / "adr"
    adr.mkdir(parents=True)
    for number, (name, title) in enumerate(RECORDS.items(), 1):
        status = "Proposed" if number == 3 else "Accepted"
        head = f"# {number}. {title}\n\nDate: 2025-0{number}-01\n\n## Status\n\n{status}\n\n"
        (adr / name).write_text(head + "## Context\n\nc\n\n## Decision\n\nd\n")
    return tmp_path / "repo"


def test_records_that_name_an_option_are_matched_and_others_are_not(folder: Path, shipped: Rulebook) -> None:
    found = {
        each.record.path.name: (each.decision, each.option, each.sureness) for each in adopt(folder, shipped)
    }
    assert found["0001-record-architecture-decisions.md"] == (
        "governance",
        "owners_and_records",
        "perhaps",
    ), "records say nothing of owners"
    assert found["0002-use-redis.md"][:2] == ("caching", "shared_cache")
    assert found["0003-kubernetes.md"][:2] == ("runtime_platform", "kubernetes")
    assert found["0004-colours.md"] == ("", "", None)
    assert found["0005-modular.md"][:2] == ("architecture_style", "modular_monolith")
    assert found["0006-remove-terraform.md"][2] != "likely", "it may be what was decided against"


def test_what_is_found_is_proposed_and_only_a_person_confirms(
    folder: Path, tmp_path: Path, shipped: Rulebook
) -> None:
    review = Review.create(tmp_path / "s.toml")
    review.decide("architecture_style", "accepted", "monolith", "we said so")
    found = adopt(folder, shipped)
    confirmed = confirmations(["caching=0002-use-redis.md"], found, shipped, review)
    put = take_in(review, found, confirmed)
    assert "architecture_style" not in [each.decision for each in put]
    assert review.decisions["architecture_style"].option == "monolith"
    assert (review.decisions["caching"].status, review.decisions["caching"].option) == (
        "accepted",
        "shared_cache",
    )
    assert "0002-use-redis.md" in review.decisions["caching"].because
    assert review.decisions["runtime_platform"].status == "proposed"


def test_the_command_tells_what_is_decided_and_what_is_not(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = tmp_path / "s.toml"
    Review.create(session)
    assert main(["adopt", str(folder), "--session", str(session)]) == 0
    out = capsys.readouterr().out
    assert "perhaps: Ownership and governance: Owners and decision records" in out
    assert "Undecided: " in out
    assert main(["adopt", str(folder), "--json"]) == 0
    view = json.loads(capsys.readouterr().out)
    assert len(view["records"]) == len(RECORDS)
    assert "write_scaling" in view["undecided"]
    assert main(["adopt", str(tmp_path / "none")]) == 2
    assert main(["adopt", str(folder), "--session", str(session), "--confirm", "cashing=x.md"]) == 2


def test_hostile_records_are_read_as_text(
    tmp_path: Path, shipped: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "adr"
    folder.mkdir()
    (folder / "0001-x.md").write_bytes(b"\xff\xfe\x00# {{ 7*7 }} [red]\x1b[31m Redis\n" + b"---\n" * 50)
    (folder / "0002-y.md").write_text("---\n" + "a: b\n" * 500 + "# T\n")
    assert len(adopt(folder, shipped)) == 2
    assert main(["adopt", str(folder)]) == 0
    assert "\x1b" not in capsys.readouterr().out
