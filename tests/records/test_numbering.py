"""Records with the same number: real ones are found wherever they are, and pictures, renames and dates are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from archassist.records.folder import find_folder
from archassist.records.numbering import collisions
from tests.records.repositories import git, nothing_started

NYGARD = "# 1. Use it\n\n## Status\n\nAccepted\n\n## Decision\n\ny\n"


def said(target: Path) -> list[tuple[str, str, str]]:
    """The collisions found, by names; git is never started in the repository."""
    with nothing_started():
        found, remark = collisions(find_folder(target))
    assert remark == ""
    return [(each.record.shown, each.other, each.branch) for each in found]


def write(target: Path, *names: str) -> None:
    for name in names:
        path = target / "docs/adr" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NYGARD)


def commit(target: Path, *names: str, branch: str = "") -> None:
    """Commits records; on a new branch that starts here, when one is named."""
    if branch:
        git(target, "checkout", "-q", "-b", branch)
    write(target, *names)
    git(target, "add", ".")
    git(target, "commit", "-q", "--allow-empty", "-m", "x")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "adr-028-one.md")
    return folder


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("0001-a.md", "0001-b.md"), [("0001-b.md", "0001-a.md", "")]),
        (("ADR-3.md", "0003-b.md"), [("ADR-3.md", "0003-b.md", "")]),
        (("adr-025-a.md", "ADR_25_b.md"), [("adr-025-a.md", "ADR_25_b.md", "")]),
        (("0005-a/README.md", "0005-b.md"), [("0005-b.md", "0005-a/README.md", "")]),
        (("0001-a.md", "0001-A.md"), [("0001-a.md", "0001-A.md", "")]),
        (("0009-x.md", "api/0001-a.md", "api/0001-b.md"), [("0001-b.md", "api/0001-a.md", "")]),
        (("0001-a.md", "0001-diagram.png", "0001-notes.txt"), []),
        (("0001-a.md", "api/0001-rest.md", "web/0001-spa.md"), []),
        (("0001-a.en.md", "0001-a.de.md", "0001-a.rst"), []),
        (("2024-01-09-a.md", "2024-03-01-b.md", "20240301-c.md"), []),
        (("2024-001-a.md", "2025-001-b.md"), []),
        (("ODH-ADR-Web-0001-a.md", "ODH-ADR-Data-0001-b.md"), []),
        (("0000-template.md", "0000-use-records.md"), []),
    ],
    ids=lambda each: each[0] if each and isinstance(each[0], str) else "",
)  # fmt: skip
def test_numbers_of_one_folder(names: tuple[str, ...], found: list[object], tmp_path: Path) -> None:
    write(tmp_path, *names)
    if len(list((tmp_path / "docs/adr").rglob("*.*"))) < len(names):
        pytest.skip("this disk takes names that differ in their case for one")
    assert said(tmp_path) == found


@pytest.mark.parametrize("base", ["main", "master", "develop", "trunk"])
def test_a_number_that_was_taken_on_the_base_branch_meanwhile(base: str, repo: Path) -> None:
    git(repo, "branch", "-m", base)
    commit(repo, "adr-029-mine.md", branch="f")
    git(repo, "checkout", "-q", base)
    commit(repo, "adr-029-theirs.md", "0029-diagram.png")
    git(repo, "checkout", "-q", "f")
    assert said(repo) == [("adr-029-mine.md", "adr-029-theirs.md", base)]


def test_a_number_on_the_branch_that_a_clone_calls_its_base(repo: Path, tmp_path: Path) -> None:
    git(repo, "branch", "-m", "whatever")
    git(tmp_path, "clone", "-q", "-o", "company", repo.as_uri(), "here")
    here = tmp_path / "here"
    commit(here, "adr-029-mine.md", branch="f")
    commit(repo, "adr-029-theirs.md")
    git(here, "fetch", "-q")
    git(here, "branch", "-q", "-D", "whatever")
    assert said(here) == [("adr-029-mine.md", "adr-029-theirs.md", "company/HEAD")]


def test_a_number_on_the_branch_that_a_pipeline_names(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repo, "branch", "-m", "release/7")
    commit(repo, "adr-029-mine.md", branch="f")
    git(repo, "checkout", "-q", "release/7")
    commit(repo, "adr-029-theirs.md")
    git(repo, "checkout", "-q", "f")
    assert said(repo) == []
    monkeypatch.setenv("GITHUB_BASE_REF", "release/7")
    assert said(repo) == [("adr-029-mine.md", "adr-029-theirs.md", "release/7")]
    monkeypatch.setenv("GITHUB_BASE_REF", "../../../etc/passwd")
    assert said(repo) == []


@pytest.mark.parametrize("way", ["not committed", "committed", "on the base branch", "base went on"])
def test_a_record_that_was_renamed_is_no_second_one(way: str, repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "f")
    if way == "on the base branch":
        git(repo, "checkout", "-q", "main")
    git(repo, "mv", "docs/adr/adr-028-one.md", "docs/adr/adr-028-the-one.md")
    if way != "not committed":
        git(repo, "commit", "-q", "-m", "renamed")
    if way == "base went on":
        git(repo, "checkout", "-q", "main")
        commit(repo, "adr-030-more.md")
    git(repo, "checkout", "-q", "f")
    assert said(repo) == []


def test_a_record_in_a_folder_of_its_own_is_seen_on_the_base_branch(repo: Path) -> None:
    commit(repo, "0031-mine.md", "api/0001-mine.md", branch="f")
    git(repo, "checkout", "-q", "main")
    commit(repo, "0031-theirs/README.md", "0031-pictures/x.md", "api/0001-theirs.md")
    git(repo, "checkout", "-q", "f")
    assert said(repo) == [
        ("0031-mine.md", "0031-theirs/README.md", "main"),
        ("0001-mine.md", "api/0001-theirs.md", "main"),
    ]


def test_where_a_clone_ends_before_the_histories_parted_the_numbers_are_compared(
    repo: Path, tmp_path: Path
) -> None:
    commit(repo, "adr-029-mine.md", branch="f")
    git(repo, "checkout", "-q", "main")
    commit(repo, "adr-029-theirs.md")
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", "-b", "f", repo.as_uri(), "here")
    assert [each[:2] for each in said(tmp_path / "here")] == [("adr-029-mine.md", "adr-029-theirs.md")]
