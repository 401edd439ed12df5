"""Where a repository keeps its records: whatever the folder is called, and nothing that is no record takes its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from archassist.records.folder import RecordFolder, find_folder
from archassist.records.places import scan

NYGARD = "# 1. Use it\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n"
MADR = "# Use it\n\n## Context and Problem Statement\n\nx\n\n## Decision Outcome\n\ny\n"
CHAPTER = "# Introduction\n\n## Goals\n\nThe shop sells shoes.\n\n## Stakeholders\n\nAna.\n"
OUTAGE = "# Outage\n\nStatus: resolved\n\n## Summary\n\nx\n\n## Timeline\n\ny\n\n## Root cause\n\nz\n"
GUIDE = "# Writing records\n\n## Status\n\nOne of proposed, accepted, rejected.\n\n## Decision\n\nWhat was decided.\n"


def make(target: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text)
    return target


def found(target: Path, files: Mapping[str, str], below: str = ".") -> RecordFolder:
    make(target, files)
    return find_folder(target / below)


def names(folder: RecordFolder) -> list[str]:
    return [folder.shown(each) for each in folder.records]


@pytest.mark.parametrize(
    "place",
    [
        "docs/adrs", "docs/madr", "docs/madr/decisions", "docs/architecture-decisions", "docs/architecture/decisions",
        "docs/01_Architecture/adr", "docs/architecture", "architecture-decision-record", "handbook/why-we-did-it",
        "Documentation/ADR",
    ],
)  # fmt: skip
def test_a_folder_that_holds_records_is_joined_whatever_it_is_called(place: str, tmp_path: Path) -> None:
    folder = found(tmp_path, {f"{place}/0001-use-it.md": NYGARD, "docs/01_introduction.md": CHAPTER})
    assert (folder.path, names(folder), folder.begun) == (tmp_path / place, ["0001-use-it.md"], False)


@pytest.mark.parametrize(
    "others",
    [
        {"docs/01_introduction.md": CHAPTER, "docs/02_constraints.md": CHAPTER},
        {"docs/postmortem-2023-outage.md": OUTAGE},
        {"docs/2023-04-01-outage.md": OUTAGE, "docs/0001-outage.md": OUTAGE},
        {"docs/0001-how-to.md": CHAPTER, "docs/step-01-install.md": CHAPTER},
    ],
    ids=["chapters", "postmortem", "dated postmortems", "numbered pages"],
)
@pytest.mark.parametrize("below", [".", "docs"])
def test_chapters_and_reports_of_outages_are_no_records(
    others: dict[str, str], below: str, tmp_path: Path
) -> None:
    folder = found(tmp_path, {**others, "docs/adr/0001-use-it.md": NYGARD}, below)
    assert (folder.path.resolve(), names(folder)) == (
        (tmp_path / "docs/adr").resolve(),
        ["0001-use-it.md"],
    )
    assert folder.next_number() == 2


def test_only_chapters_make_no_folder_of_records(tmp_path: Path) -> None:
    folder = found(tmp_path, {"docs/01_introduction.md": CHAPTER, "docs/02_b.md": CHAPTER}, "docs")
    assert (folder.path, folder.begun) == (tmp_path / "docs/decisions", True)


def test_records_at_the_top_are_read_without_the_handbook_around_them(tmp_path: Path) -> None:
    folder = found(
        tmp_path,
        {"adr-001-a.md": NYGARD, "README.md": "x", "02_install.md": CHAPTER, "handbook/0003-x.md": NYGARD},
    )
    assert (folder.path, names(folder)) == (tmp_path, ["adr-001-a.md"])
    assert [(str(each.path), each.why) for each in folder.passed_over] == [
        ("02_install.md", "does not read as a decision"),
        ("README.md", "is a page about the folder, by its name"),
    ]


def test_what_is_passed_over_is_told_with_why(tmp_path: Path) -> None:
    folder = found(
        tmp_path / "docs",
        {
            "adr/0001-a.md": NYGARD, "adr/0000-adr-template.md": NYGARD, "adr/README.md": "x", "adr/glossary.md": CHAPTER,
            "adr/0002-notes.txt": "x", "adr/diagram.png": "x", "adr/writing.md": GUIDE, "adr/api/0001-rest.md": NYGARD,
            "adr/0005-tracing/README.md": NYGARD, "adr/0005-tracing/notes.md": "x", "adr/Hide_409_Conflict.md": NYGARD,
            "adr/0009-x.md": "# [short title]\n\n* Status: [proposed | rejected | accepted]\n",
        },
    )  # fmt: skip
    assert names(folder) == [
        "0001-a.md",
        "0005-tracing/README.md",
        "Hide_409_Conflict.md",
        "api/0001-rest.md",
    ]
    assert {str(each.path): each.why for each in folder.passed_over} == {
        "0000-adr-template.md": "is a template",
        "0002-notes.txt": "is not Markdown, reStructuredText or AsciiDoc: it is not read",
        "0009-x.md": "is a template",
        "README.md": "is a page about the folder, by its name",
        "glossary.md": "has no number or date in its name, and does not read as a decision",
        "writing.md": "has no number or date in its name, and does not read as a decision",
    }
    assert folder.next_number() == 6, "templates have no numbers, and folders within count by themselves"
    assert folder.below == ("0005-tracing", "api")


# -- what other tools say


def test_a_folder_that_a_file_above_names_is_found_from_below(tmp_path: Path) -> None:
    files = {".adr-dir": "docs/why\n", "docs/why/0001-a.md": "# a\n", ".git/HEAD": "x"}
    folder = found(tmp_path, files, "docs")
    assert (folder.path.resolve(), folder.why) == ((tmp_path / "docs/why").resolve(), ".adr-dir names it")
    assert names(folder) == ["0001-a.md"], "whoever names the folder says that these are records"


def test_nothing_above_a_repository_is_looked_at(tmp_path: Path) -> None:
    files = {".adr-dir": "repo/docs/why\n", "repo/docs/why/0001-a.md": "# a\n"}
    assert found(tmp_path, files, "repo").begun
    (tmp_path / "repo/.git").mkdir()
    assert find_folder(tmp_path / "repo/docs").begun


def test_records_of_the_repository_outside_of_the_folder_are_told_of(tmp_path: Path) -> None:
    folder = found(tmp_path, {"adr/0001-a.md": NYGARD, "docs/x.md": "x", ".git/HEAD": "x"}, "docs")
    assert folder.begun
    assert str(tmp_path / "adr") in folder.remarks[0]
    assert "not joined" in folder.remarks[0]


LOG4BRAINS = """\
project:
  name: shop
  adrFolder: ./docs/adr
  packages:
    - name: web
      path: ./packages/web
      adrFolder: ./packages/web/why
    # adrFolder: ./old
"""


@pytest.mark.parametrize(("below", "place"), [(".", "docs/adr"), ("packages/web", "packages/web/why")])
def test_packages_of_log4brains_have_their_own_folders(below: str, place: str, tmp_path: Path) -> None:
    files = {
        ".log4brains.yml": LOG4BRAINS,
        "docs/adr/20240101-a.md": MADR,
        "packages/web/why/20240202-b.md": MADR,
    }
    folder = found(tmp_path, {**files, ".git/HEAD": "x"}, below)
    assert folder.path.resolve() == (tmp_path / place).resolve()
    assert folder.dialect in ("log4brains", "madr")


def test_an_address_is_no_folder_and_the_records_are_found_all_the_same(tmp_path: Path) -> None:
    said = "https://github.com/example/shop/tree/main/docs/records"
    files = {"catalog-info.yaml": f"backstage.io/adr-location: {said}\n", "docs/records/0001-a.md": NYGARD}
    folder = found(tmp_path, files)
    assert folder.path == tmp_path / "docs/records"
    assert "which is an address" in folder.remarks[0]


def test_records_win_over_a_folder_that_was_named_and_is_not_there(tmp_path: Path) -> None:
    folder = found(tmp_path, {".adr-dir": "doc/adr\n", "docs/why/0001-a.md": NYGARD})
    assert folder.path == tmp_path / "docs/why"
    assert "is not there" in folder.remarks[0]


def test_other_folders_with_records_are_told_of(tmp_path: Path) -> None:
    files = {f"services/{name}/adr/0001-a.md": NYGARD for name in ("a", "b", "c", "d", "e")}
    folder = found(tmp_path, files)
    assert folder.path == tmp_path / "services/a/adr"
    assert "services/b/adr, services/c/adr, services/d/adr and 1 more" in folder.remarks[0]


# -- bounds


@pytest.mark.parametrize(
    "place", ["node_modules/x/adr", ".hidden/adr", "tests/fixtures/adr", "inner/adr", "examples/adr"]
)
def test_folders_of_others_are_not_looked_through(place: str, tmp_path: Path) -> None:
    folder = found(tmp_path, {f"{place}/0001-a.md": NYGARD, "inner/.git": "gitdir: nowhere\n"})
    assert folder.begun


def test_a_link_to_a_folder_is_not_gone_through(tmp_path: Path) -> None:
    make(tmp_path, {"elsewhere/adr/0001-a.md": NYGARD, "repo/x.md": "x"})
    (tmp_path / "repo/why").symlink_to(tmp_path / "elsewhere/adr")
    (tmp_path / "repo/round").symlink_to(tmp_path / "repo")
    folder = find_folder(tmp_path / "repo")
    assert (folder.begun, folder.records) == (True, ())


def test_a_large_repository_is_looked_through_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        make(tmp_path, {f"src/{number:02}/0001-x.md": CHAPTER, f"src/{number:02}/deep/x.md": "x"})
    make(tmp_path, {"zz/late/adr/0001-a.md": NYGARD})
    asked: list[str] = []
    listed = os.scandir

    def scandir(path: str) -> object:
        asked.append(str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert find_folder(tmp_path).path == tmp_path / "zz/late/adr"
    monkeypatch.setattr(scan, "MOST_FOLDERS", 20)
    asked.clear()
    folder = find_folder(tmp_path)
    assert folder.begun
    assert "too many folders" in folder.remarks[0]
    assert len(asked) < 30


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom modes bind")
def test_a_folder_that_cannot_be_read_is_passed_by(tmp_path: Path) -> None:
    make(
        tmp_path,
        {"closed/adr/0001-a.md": NYGARD, "docs/why/0001-a.md": NYGARD, "docs/why/api/0002-b.md": NYGARD},
    )
    (tmp_path / "closed").chmod(0)
    try:
        assert find_folder(tmp_path).path == tmp_path / "docs/why"
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_where_an_export_wrote_records_the_next_ones_go(tmp_path: Path) -> None:
    make(tmp_path, {"decisions/0001-ours.md": "# ours\n", "docs/adr/0001-a.md": NYGARD})
    assert find_folder(tmp_path).path == tmp_path / "docs/adr"
    ours = find_folder(tmp_path, None, ["decisions/0001-ours.md", "roadmap.md"])
    assert (ours.path, len(ours.records)) == (tmp_path / "decisions", 1)
