"""Adopt, check and export speak the truth about records that reject, replace, are history, or decide already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.records.relations import superseded_by
from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.workflows.adopt import adopt
from archassist.workflows.record_titles import sides

DAY = "2026-11-20"


def record(folder: Path, name: str, title: str, status: str = "Accepted", more: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(
        f"# {int(name[:4])}. {title}\n\nDate: 2024-01-01\n\n## Status\n\n{status}\n\n## Decision\n\nd\n{more}"
    )
    return path


@pytest.fixture
def adr(tmp_path: Path) -> Path:
    return tmp_path / "docs" / "adr"


@pytest.fixture
def session(tmp_path: Path) -> Path:
    return Review.create(tmp_path / "s.toml").path


@pytest.mark.parametrize(
    ("title", "wanted", "unwanted"),
    [
        ("Use Redis", "Use Redis", ""),
        ("Do not use Redis", "", "use Redis"),
        ("Replace RabbitMQ with SQS", "SQS", "RabbitMQ"),
        ("Migrate from Jenkins to GitHub Actions", "GitHub Actions", "Jenkins"),
        ("Use RDS instead of EC2 databases", "Use RDS", "EC2 databases"),
        ("Remove Terraform", "", "Terraform"),
        ("Why not GraphQL", "", "GraphQL"),
        ("Drop Kafka in favour of SQS", "SQS", "Drop Kafka"),
        ("Use SQS, not Kafka", "Use SQS", "Kafka"),
        ("Serve pages over HTTP", "Serve pages over HTTP", ""),
    ],
)
def test_a_title_is_for_one_thing_and_against_another(title: str, wanted: str, unwanted: str) -> None:
    assert sides(title) == (wanted, unwanted)


def test_what_records_reject_is_rejected_and_what_is_history_proposes_nothing(
    adr: Path, session: Path
) -> None:
    record(adr, "0001-kafka.md", "Use Kafka as event log", "Rejected")
    record(adr, "0002-shard.md", "Shard the database by tenant", "Superseded by [3](0003-x.md)")
    record(adr, "0003-micro.md", "Split into domain microservices", "Deprecated")
    record(adr, "0004-redis.md", "Do not use Redis as a shared cache")
    record(adr, "0005-flags.md", "Use feature flags", "On hold")
    record(adr, "0006-adr-template.md", "Template for decision records")
    assert main(["adopt", str(adr), "--session", str(session)]) == 0
    taken = Review.open(session).decisions
    assert {id: (each.status, each.option) for id, each in taken.items()} == {
        "messaging": ("rejected", "partitioned_log"),
        "caching": ("rejected", "shared_cache"),
    }


def test_a_thing_that_is_replaced_is_not_proposed(adr: Path, shipped: Rulebook) -> None:
    record(adr, "0001-sqs.md", "Replace RabbitMQ with SQS")
    record(adr, "0002-terraform.md", "Remove Terraform")
    replaced, removed = adopt(adr, shipped)
    assert (replaced.decision, replaced.option, replaced.verdict) == (
        "messaging",
        "managed_queue",
        "proposed",
    )
    assert (removed.verdict, removed.against) == ("", True)


@pytest.mark.parametrize(
    "title",
    [
        "Right-size the review pipeline to the size of a change",
        "Planning has a circuit breaker: a pitch that runs over its appetite stops",
        "End-to-end tests promote a user over the privileged REST API",
        "Use decision records",
        "Should we use Redis?",
    ],
)
def test_likely_is_said_only_of_a_title_that_is_about_an_option(
    title: str, adr: Path, shipped: Rulebook
) -> None:
    record(adr, "0001-x.md", title)
    assert adopt(adr, shipped)[0].sureness != "likely"


def test_a_template_decides_nothing(adr: Path, shipped: Rulebook) -> None:
    record(adr, "0000-adr-template.md", "Template for architecture decision records")
    assert not [each for each in adopt(adr, shipped) if each.decision]


def test_two_accepted_records_for_one_decision_are_a_question(
    adr: Path, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(adr, "0001-sqs.md", "Use SQS as managed queue")
    record(adr, "0002-kafka.md", "Use Kafka as event log")
    assert main(["adopt", str(adr), "--session", str(session)]) == 0
    said = capsys.readouterr().err
    assert "0001-sqs.md" in said and "0002-kafka.md" in said and "Which of them holds?" in said  # noqa: PT018
    assert Review.open(session).decisions == {}
    assert main(["adopt", str(adr), "--session", str(session), "--confirm", "messaging=0002-kafka.md"]) == 0
    taken = Review.open(session).decisions["messaging"]
    assert (taken.status, taken.option) == ("accepted", "partitioned_log")


def test_what_a_person_confirms_wins_over_every_guess(adr: Path, session: Path) -> None:
    record(adr, "0003-one-primary.md", "Stay on one primary PostgreSQL")
    words = ["adopt", str(adr), "--session", str(session)]
    assert main([*words, "--confirm", "write_scaling=0003-one-primary.md"]) == 0
    taken = Review.open(session).decisions
    assert (taken["write_scaling"].status, taken["write_scaling"].option) == ("accepted", "single_primary")
    assert main([*words, "--confirm", "caching.shared_cache=0003-one-primary.md"]) == 0
    assert Review.open(session).decisions["caching"].option == "shared_cache"


def test_what_was_proposed_can_be_confirmed_later(adr: Path, session: Path) -> None:
    record(adr, "0001-flags.md", "Use feature flags", "Implemented")
    words = ["adopt", str(adr), "--session", str(session)]
    assert main(words) == 0
    assert Review.open(session).decisions["release_control"].status == "proposed"
    assert main([*words, "--confirm", "release_control=0001-flags.md"]) == 0
    assert Review.open(session).decisions["release_control"].status == "accepted"


@pytest.mark.parametrize(
    ("confirm", "said"),
    [
        (["caching=0099-none.md"], "is no record of this folder"),
        (["cashing=0001-flags.md"], "write DECISION=FILE"),
        (["caching=0001-flags.md"], "does not say which option"),
        (["caching.flags=0001-flags.md"], "has no option flags"),
        (["release_control=0001-flags.md", "release_control=0001-flags.md"], "confirmed twice"),
        (["runtime_platform.kubernetes=0001-flags.md"], "says already"),
    ],
)
def test_a_confirmation_that_cannot_be_done_is_an_error_and_nothing_is_changed(
    confirm: list[str], said: str, adr: Path, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(adr, "0001-flags.md", "Use feature flags")
    Review.open(session).decide("runtime_platform", "accepted", "managed_containers")
    before = session.read_bytes()
    words = [word for each in confirm for word in ("--confirm", each)]
    assert main(["adopt", str(adr), "--session", str(session), *words]) == 2
    assert said in capsys.readouterr().err
    assert session.read_bytes() == before


def test_a_confirmation_without_a_session_is_an_error(adr: Path) -> None:
    record(adr, "0001-flags.md", "Use feature flags")
    assert main(["adopt", str(adr), "--confirm", "release_control=0001-flags.md"]) == 2


def test_adopt_says_no_when_it_could_read_nothing(tmp_path: Path) -> None:
    assert main(["adopt", str(tmp_path)]) == 1
    assert main(["adopt", str(tmp_path), "--json"]) == 1
    assert main(["adopt", str(tmp_path / "none")]) == 2


def test_an_adopted_decision_is_linked_and_not_written_again(
    adr: Path, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = record(adr, "0006-fargate.md", "Run on Fargate containers, a managed runtime")
    before = own.read_bytes()
    confirm = ["--confirm", "runtime_platform=0006-fargate.md"]
    assert main(["adopt", str(adr), "--session", str(session), *confirm]) == 0
    export = [
        "export",
        str(session),
        "--to",
        str(adr.parent),
        "--all",
        "--form",
        "long",
        "--only",
        "adr",
        "--date",
        DAY,
    ]
    assert main(export) == 0
    assert not list(adr.glob("*-runtime-platform.md"))
    assert "0006-fargate.md: a record of your own decides it" in capsys.readouterr().err
    assert own.read_bytes() == before
    own.unlink()
    assert main(export) == 0
    assert list(adr.glob("*-runtime-platform.md")), "it is nowhere else now"


@pytest.mark.parametrize("word", ["Implemented", "Withdrawn", "On hold", "принято", "Gutgeheißen", ""])
def test_a_record_whose_status_people_set_is_not_rewritten(word: str, adr: Path, session: Path) -> None:
    record(adr, "0001-flags.md", "Use feature flags")
    export = [
        "export",
        str(session),
        "--to",
        str(adr.parent),
        "--all",
        "--undecided",
        "--form",
        "long",
        "--only",
        "adr",
        "--date",
    ]
    assert main([*export, DAY]) == 0
    mine = next(adr.glob("*-caching.md"))
    mine.write_text(mine.read_text().replace("Proposed\n", f"{word}\n" if word else ""))
    before = mine.read_bytes()
    assert main(["set", str(session), "hot_read_share=2%", "stale_ok_s=0", "consistency=money_grade"]) == 0
    assert main([*export, "2026-11-21"]) == 0
    assert mine.read_bytes() == before


# -- check


def test_check_names_a_status_that_is_not_understood(
    adr: Path, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    condition = "\nIt holds while each of these does:\n\n* `engineers > 300`\n"
    record(adr, "0001-flags.md", "Use feature flags", "Gutgeheißen", condition)
    Review.open(session).set("engineers", "8")
    assert main(["check", str(session), "--docs", str(adr.parent), "--date", DAY]) == 1
    said = capsys.readouterr()
    assert "“Gutgeheißen”, which is not understood" in said.err
    assert "1 record with a status that is not understood" in said.err
    assert "relies on engineers > 300" in said.out, "it counts as decided"


@pytest.mark.parametrize("docs", ["none", "empty"])
def test_check_says_that_there_is_nothing_to_check(
    docs: str, tmp_path: Path, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    words = ["check", str(session), "--docs", str(tmp_path / docs), "--junit", str(tmp_path / "j.xml")]
    assert main(words) == 2
    assert "Name " in capsys.readouterr().err
    assert "failure" in (tmp_path / "j.xml").read_text()
    assert main([*words, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["ok"] is False


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ("Supersedes [1. Flags](0001-flags.md)", 1), ("Supersedes ADR-0001", 1), ("* Supersedes: 1", 1), ("Replaces #1", 0),
        ("Ersetzt ADR-1", 1), ("Partially supersedes ADR-1", 0), ("It would supersede ADR-1", 0),
        ("This supersedes the 1 server that we had", 0), ("Superseded by ADR-1", 0), ("Supersedes ADR-9", 0),
    ],
)  # fmt: skip
def test_a_record_that_says_it_supersedes_another_in_force_is_a_contradiction(
    says: str, found: int, adr: Path, shipped: Rulebook
) -> None:
    record(adr, "0001-flags.md", "Use feature flags")
    record(adr, "0002-new.md", "Use new flags", f"Accepted\n\n{says}")
    records = [each.record for each in adopt(adr, shipped)]
    assert len(superseded_by(records[1], records)) == found


def test_check_names_a_superseded_record_that_does_not_say_so(
    adr: Path, session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = record(adr, "0001-flags.md", "Use feature flags")
    record(adr, "0002-new.md", "Use new flags", "Accepted\n\nSupersedes [1](0001-flags.md)")
    words = ["check", str(session), "--docs", str(adr.parent), "--date", DAY]
    assert main(words) == 1
    assert "0002-new.md says that it supersedes 0001-flags.md" in capsys.readouterr().out
    old.write_text(old.read_text().replace("Accepted\n", "Superseded by [2](0002-new.md)\n"))
    assert main(words) == 0
