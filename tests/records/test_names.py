"""What names of files say of records, and how new ones are called beside them."""

from __future__ import annotations

import datetime
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archassist.records.file_names import is_folder_name, is_template, name_of, parsed
from archassist.records.folder import find_folder
from archassist.records.places.patterns import Lead, headed, split_title
from archassist.records.record import read_record

DAY = datetime.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("path", "number", "dated", "slug"),
    [
        ("0042-title.md", 42, "", "title"), ("0042_title.md", 42, "", "title"), ("0042 a title.md", 42, "", "a title"),
        ("ADR-1.md", 1, "", ""), ("adr-002.md", 2, "", ""), ("ADR010-canary.md", 10, "", "canary"),
        ("adr011_outbox.md", 11, "", "outbox"), ("ORG-ADR-0003-licence.md", 3, "", "licence"),
        ("ODH-ADR-Operator-0007-crd.md", 7, "", "crd"), ("oep-0037-dev-data.rst", 37, "", "dev-data"),
        ("0006-nats.adoc", 6, "", "nats"), ("0005-tracing/README.md", 5, "", "tracing"),
        ("0005-tracing/index.md", 5, "", "tracing"), ("0007-データベース.md", 7, "", "データベース"),
        ("20261120-title.md", None, "20261120", "title"), ("2026-11-20-title.md", None, "2026-11-20", "title"),
        ("ADR-20261120-title.md", None, "20261120", "title"), ("2024-05-title.md", None, "2024-05", "title"),
        ("2023-outage.md", None, "2023", "outage"), ("2024-003-title.md", 3, "", "title"),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_read_from_names_of_every_form(
    path: str, number: int | None, dated: str, slug: str
) -> None:
    name = name_of(PurePosixPath(path))
    assert name is not None
    assert (name.number, name.dated, name.slug) == (number, dated, slug)


@pytest.mark.parametrize(
    "name",
    [
        "Hide_409_Conflict_of_Emails.md", "http-2-migration.md", "java-17-upgrade.md", "postmortem-2023-outage.md",
        "adr-for-java-17.md", "12.md", "99999999-x.md", "0001-diagram.png", "0001-x", "README.md", "adr-x.md",
        "a" * 300 + ".md",
    ],
)  # fmt: skip
def test_a_number_among_the_words_of_a_name_is_none_of_a_record(name: str) -> None:
    assert parsed(name) is None


def test_what_is_no_usual_prefix_is_told_by_what_is_in_the_file() -> None:
    assert not parsed("chapter-01-aims.md").sure  # type: ignore[union-attr]
    assert parsed("ODH-ADR-Operator-0007-crd.md").sure  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("template.md", True), ("adr-template.md", True), ("0000-adr-template.md", True), ("NNNN-title.md", True),
        ("adr-template-bare-minimal.md", True), ("0000-template-de.md", True), ("0003-template-de.md", False),
        ("0010-use-a-template-engine.md", False),
        ("0001-use-markdown.md", False),
    ],
)  # fmt: skip
def test_templates_are_known_by_their_names(name: str, template: bool) -> None:
    assert is_template(name) is template


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("adr", True), ("ADRs", True), ("Architecture_Decisions", True), ("09-decisions", True), ("madr", True),
        ("architecture-decision-record", True), ("decision-log", True), ("docs", False), ("architecture", False),
        ("indecision", False),
    ],
)  # fmt: skip
def test_folders_of_records_are_known_by_their_names(name: str, kept: bool) -> None:
    assert is_folder_name(name) is kept


def _record(title: str) -> str:
    return f"# {title}\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Decision\n\nYes.\n"


@pytest.mark.parametrize(
    ("there", "new"),
    [
        ({"adr-028-one.md": "ADR 028: One", "adr-029-two.md": "ADR 029: Two"}, "adr-030-x-y.md: ADR 030: T"),
        ({"9_Use_it.md": "Use it", "10_And_that.md": "And that"}, "11_x_y.md: T"),
        ({"0001-a-b.md": "1. A", "0002-c-d.md": "2. C"}, "0003-x-y.md: 3. T"),
        ({"001-a-b.md": "A", "0002-c-d.md": "C", "003-e.md": "E"}, "004-x-y.md: T"),
        ({"ADR-1.md": "Use JSON", "ADR-2.md": "Use SQS"}, "ADR-3.md: T"),
        ({"ORG-ADR-0003-licence.md": "ORG-ADR-0003: Licence"}, "ORG-ADR-0004-x-y.md: ORG-ADR-0004: T"),
        ({"2024-01-09-a-b.md": "A", "2024-03-01-c.md": "C"}, "2026-11-20-x-y.md: T"),
        ({"0004-cqrs.rst": "Use CQRS", "0005-more.rst": "More"}, "0006-x-y.md: T"),
        ({"0005-tracing/README.md": "Tracing"}, "0006-x-y.md: T"),
        ({"Hide_409_Conflict.md": "Hide it"}, "0001-x-y.md: T"),
        ({"0007 use it now.md": "Use it"}, "0008 x y.md: T"),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else "",
)  # fmt: skip
def test_new_records_are_called_and_headed_as_those_that_are_there(
    there: dict[str, str], new: str, tmp_path: Path
) -> None:
    for name, title in there.items():
        path = tmp_path / "adr" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        underlined = f"{title}\n{'=' * len(title)}\n" + _record(title).partition("\n")[2].replace(
            "## Status\n", "Status\n------\n"
        ).replace("## Decision\n", "Decision\n--------\n")
        path.write_text(underlined if name.endswith(".rst") else _record(title))
    folder = find_folder(tmp_path)
    assert len(folder.records) == len(there)
    number = folder.next_number()
    text = headed(_record(f"{number}. T"), folder.pattern.lead, number)
    assert (
        f"{folder.name_for('x-y', number, DAY)}: {text.splitlines()[0][2:]}".replace(": 1. T", ": T") == new
    )


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("7. Use it", 7, "Use it"), ("ADR-0007: Use it", 7, "Use it"), ("ADR010 - Use it", 10, "Use it"),
        ("[ADR-3] Use it", 3, "Use it"), ("0007 Use it", 7, "Use it"), ("12. Use it", 7, "Use it"),
        ("3 ways to log", 7, "3 ways to log"), ("Use HTTP 2 everywhere", 2, "Use HTTP 2 everywhere"),
        ("7. Use it", None, "7. Use it"),
    ],
)  # fmt: skip
def test_a_title_loses_the_number_it_begins_with_and_none_of_its_words(
    title: str, number: int | None, rest: str
) -> None:
    assert split_title(title, number)[3] == rest


def test_a_heading_in_a_code_block_is_left_alone() -> None:
    text = "---\na: b\n---\n```\n# 1. no\n```\n# 1. T\n"
    assert headed(text, Lead("ADR-", 3, ": "), 1) == text.replace("# 1. T", "# ADR-001: T")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0004-cqrs.rst", "Use CQRS\n########\n\n:Status: Accepted\n:Date: 2024-05-01\n"),
        ("0004-cqrs.rst", "========\nUse CQRS\n========\n\nStatus\n------\n\nAccepted\n\nDecision\n--------\n\nyes\n"),
        ("0004-cqrs.adoc", "= Use CQRS\n\nStatus:: Accepted\n"),
        ("0004-cqrs.adoc", "= 4. Use CQRS\n\n== Status\n\nAccepted\n\n----\n== Status\nno\n----\n"),
        ("0004-cqrs.adoc", "= Use CQRS\n\n|===\n|Status |accepted\n|===\n"),
    ],
)  # fmt: skip
def test_restructured_text_and_asciidoc_state_a_title_and_a_status(name: str, text: str) -> None:
    record = read_record(Path(name), text.encode())
    assert (record.number, record.title, record.status) == (4, "Use CQRS", "accepted")
    assert "\n".join(record.text.lines) + "\n" == text


@given(st.text(max_size=300))
def test_any_name_is_parsed_or_not_and_its_parts_are_the_name(text: str) -> None:
    for name in (f"{text}.md", f"0001-{text}.md", f"ADR-{text}-12.rst"):
        found = parsed(name)
        if found is not None and found.digits:
            assert f"{found.prefix}{found.digits}{found.separator}{found.words}{found.suffix}" == name
