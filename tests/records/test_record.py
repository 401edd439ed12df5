"""Reading records of every common form, finding their folder, and editing one line of them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archassist.records.folder import find_folder
from archassist.records.record import read_record
from archassist.records.record_edits import with_status
from archassist.records.statuses import status_of

DAY = datetime.date(2026, 11, 20)

MADR = "---\nstatus: accepted\ndate: 2025-02-01\n---\n# Use PostgreSQL\n\n## Context and Problem Statement\n\nx\n"
MADR2 = "# Use PostgreSQL\n\n* Status: accepted\n* Deciders: ana\n* Date: 2025-02-01\n\n## Context and Problem Statement\n"
NYGARD = "# 7. Use PostgreSQL\n\nDate: 2025-02-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n"
LOG4BRAINS = "# Use PostgreSQL\n\n- Status: accepted\n- Date: 2025-02-01\n\n## Context\n"
FENCED = "# T\n\n```\n## Status\n\nAccepted\n```\n\n## Status\n\nProposed\n"


@pytest.mark.parametrize(
    ("text", "dialect"),
    [(MADR, "madr"), (MADR2, "log4brains"), (NYGARD, "nygard"), (LOG4BRAINS, "log4brains")],
    ids=["madr 4", "madr 2", "nygard", "log4brains"],
)
@pytest.mark.parametrize("crlf", [False, True])
def test_title_status_and_date_are_read_from_every_form(text: str, dialect: str, crlf: bool) -> None:
    content = (text.replace("\n", "\r\n") if crlf else text).encode()
    record = read_record(Path("0007-use-postgresql.md"), content)
    assert (record.title, record.status, record.date) == ("Use PostgreSQL", "accepted", "2025-02-01")
    assert (record.number, record.slug, record.dialect) == (7, "use-postgresql", dialect)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Accepted", "accepted"), ("✅ Accepted", "accepted"), ("**accepted**", "accepted"), ("approved", "accepted"),
        ("Superceded by [3. X](0003-x.md)", "superseded"), ("⌛️ Superseded by ADR-3", "superseded"),
        ("accepted; supersedes ADR-004", "accepted"), ("Supersedes [2](x.md)", ""), ("Pending", "proposed"),
        ("{ accepted }", "accepted"), ("experimental", ""), ("", ""), ("not accepted", "rejected"),
        ("deprecated", "deprecated"),
    ],
)  # fmt: skip
def test_a_status_is_understood_or_left_open_never_guessed(said: str, status: str) -> None:
    assert status_of(said) == status


def test_a_status_in_a_code_block_is_none() -> None:
    assert read_record(Path("0001-t.md"), FENCED.encode()).status == "proposed"


@pytest.mark.parametrize(
    ("files", "path", "dialect", "name"),
    [
        ({}, "decisions", "madr", "0001-x.md"),
        ({".adr-dir": "doc/adr\n"}, "doc/adr", "nygard", "0001-x.md"),
        ({".log4brains.yml": "project:\n  adrFolder: ./docs/adr\n"}, "docs/adr", "log4brains", "20261120-x.md"),
        (
            {"catalog-info.yaml": "metadata:\n  annotations:\n    backstage.io/adr-location: docs/arch\n"},
            "docs/arch", "madr", "0001-x.md",
        ),
        ({"docs/adr/0041-a.md": NYGARD, "docs/adr/README.md": "x"}, "docs/adr", "nygard", "0042-x.md"),
        ({"doc/adr/001-a.md": NYGARD, "doc/adr/002-b.md": NYGARD}, "doc/adr", "nygard", "003-x.md"),
        ({"docs/adr/20250101-a.md": LOG4BRAINS}, "docs/adr", "log4brains", "20261120-x.md"),
        ({"docs/decisions/0009-a.md": MADR, "docs/decisions/0010-b.md": MADR}, "docs/decisions", "madr", "0011-x.md"),
        ({".adr-dir": "../outside\n"}, "decisions", "madr", "0001-x.md"),
        ({".adr-dir": "/etc\n"}, "decisions", "madr", "0001-x.md"),
        ({".adr-dir": ""}, "decisions", "madr", "0001-x.md"),
    ],
    ids=lambda each: str(next(iter(each), "nothing")) if isinstance(each, dict) else "",
)  # fmt: skip
def test_the_folder_its_dialect_and_its_names_are_found(
    files: dict[str, str], path: str, dialect: str, name: str, tmp_path: Path
) -> None:
    for each, text in files.items():
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).write_text(text)
    folder = find_folder(tmp_path)
    assert folder.path == tmp_path / path or folder.path.resolve() == (tmp_path / path).resolve()
    assert folder.dialect == dialect
    assert folder.name_for("x", folder.next_number(), DAY) == name


def test_links_and_huge_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("# Secret\n")
    folder = tmp_path / "docs" / "adr"
    folder.mkdir(parents=True)
    (folder / "0001-link.md").symlink_to(tmp_path / "secret")
    (folder / "0002-huge.md").write_bytes(b"x" * 3_000_000)
    (folder / "0003-fine.md").write_text(NYGARD)
    assert [each.path.name for each in find_folder(tmp_path).records] == ["0003-fine.md"]


@pytest.mark.parametrize("text", [MADR, MADR2, NYGARD, LOG4BRAINS, NYGARD.replace("\n", "\r\n")])
def test_superseding_changes_one_statement_and_every_other_byte_stays(text: str) -> None:
    old = read_record(Path("0007-use-postgresql.md"), text.encode())
    new = read_record(Path("0012-shard.md"), text.replace("Use PostgreSQL", "Shard [it]").encode())
    after = with_status(old, "superseded", new)
    assert after is not None
    again = read_record(old.path, after.encode())
    assert again.status == "superseded"
    before, later = text.encode().splitlines(), after.encode().splitlines()
    assert len([line for line in later if line not in before]) == 1
    assert len([line for line in before if line not in later]) == 1


def test_peoples_remarks_in_a_status_section_stay() -> None:
    text = NYGARD.replace("Accepted\n", "Accepted\n\nAna had doubts.\n\nAmends [3. X](0003-x.md)\n")
    old = read_record(Path("0007-a.md"), text.encode())
    new = read_record(Path("0012-b.md"), NYGARD.encode())
    after = with_status(old, "superseded", new)
    assert after is not None
    lines = after.lines
    assert "Ana had doubts." in lines
    assert "Amends [3. X](0003-x.md)" in lines
    assert "Superseded by [12. Use PostgreSQL](0012-b.md)" in lines
    assert "Accepted" not in lines


def test_a_record_without_a_status_does_not_get_one() -> None:
    old = read_record(Path("0007-a.md"), b"# A\n\n## Context\n\nx\n")
    assert with_status(old, "superseded", old) is None
