"""What people wrote is theirs, whatever it is called, and what an export wrote stays known, however a clone keeps it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.documents import ExportPlan, Wishes
from archassist.records import read_memory
from archassist.records.line_merge import SUGGESTION
from archassist.records.memory import FOLDER
from archassist.session import Review
from archassist.workflows.check import check
from archassist.workflows.export import export_plan
from tests.records.repositories import git

TODAY = datetime.date(2026, 11, 20)
THEIRS = "# 1. Use PostgreSQL\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n"
MINE = "# 40. Caching\n\nDate: 2026-12-01\n\n## Status\n\nProposed\n\n## Decision\n\nVarnish in front.\n"
CHANGES = {"hot_read_share": "2%", "stale_ok_s": "0", "consistency": "money_grade"}


@pytest.fixture
def review(example: Callable[[str], Review]) -> Review:
    return example("notion-2021")


@pytest.fixture
def target(review: Review, tmp_path: Path) -> Path:
    """A repository with a record of people's own in the form of adr-tools, which an export has joined."""
    records = tmp_path / "repo" / "docs" / "adr"
    records.mkdir(parents=True)
    (records / "0001-use-postgres.md").write_text(THEIRS)
    plan(review, tmp_path / "repo").write()
    return tmp_path / "repo"


def plan(review: Review, target: Path) -> ExportPlan:
    return export_plan(review, target, Wishes(all=True, form="long"), TODAY)


def changed(review: Review) -> Review:
    for question, typed in CHANGES.items():
        review.set(question, typed)
    return review


def states(found: ExportPlan) -> dict[str, str]:
    return {each.path.name: each.state for each in found.files}


def caching(target: Path) -> Path:
    return next((target / "docs" / "adr").glob("*-caching.md"))


# -- people's own


@pytest.mark.parametrize("name", ["0040-caching.md", "0040-our-cache.md", "the same"])
def test_a_record_of_their_own_in_the_place_of_a_deleted_draft_is_not_written_into(
    name: str, review: Review, target: Path
) -> None:
    draft = caching(target)
    draft.unlink()
    mine = draft if name == "the same" else draft.with_name(name)
    mine.write_text(MINE)
    found = plan(changed(review), target)
    assert found.written, "other records follow"
    found.write()
    assert mine.read_text() == MINE
    assert states(found)[draft.name] == ("foreign" if mine == draft else "deleted")
    assert [each for each in check(review, target, TODAY) if each.path.endswith(mine.name)] == []


def test_a_copy_of_a_draft_is_not_the_draft(review: Review, tmp_path: Path) -> None:
    target = tmp_path / "repo"
    plan(review, target).write()
    draft = next(target.glob("decisions/*-caching.md"))
    copy = draft.with_name("0099-zz-my-cache.md")
    copy.write_text(draft.read_text().replace("# ", "# My "))
    before = copy.read_bytes()
    found = plan(changed(review), target)
    found.write()
    assert copy.read_bytes() == before
    assert states(found)[draft.name] in ("updated", "merged")


def test_a_draft_that_was_renamed_and_edited_is_still_the_draft(review: Review, target: Path) -> None:
    draft = caching(target)
    renamed = draft.rename(draft.with_name("0090-where-pages-are-kept.md"))
    lines = renamed.read_text().splitlines()
    renamed.write_text("\n".join(["# 90. Where pages are kept", *lines[1:], "", "Ana had doubts.", ""]))
    found = plan(changed(review), target)
    found.write()
    assert states(found)[renamed.name] in ("updated", "merged")
    assert "Ana had doubts." in renamed.read_text()
    assert not draft.exists()


def test_a_document_in_which_nothing_generated_is_left_is_theirs(review: Review, target: Path) -> None:
    (target / "roadmap.md").write_text("# What we do\n\nFirst this, then that, and nothing else this year.\n")
    before = (target / "roadmap.md").read_bytes()
    found = plan(changed(review), target)
    found.write()
    assert states(found)["roadmap.md"] == "foreign"
    assert (target / "roadmap.md").read_bytes() == before


# -- clones that change the ends of lines


def test_in_a_clone_with_other_line_ends_everything_is_still_known(
    review: Review, target: Path, tmp_path: Path
) -> None:
    (target / FOLDER / ".gitattributes").unlink()  # as older exports left it
    git(target, "init", "-q", "-b", "main")
    git(target, "add", ".")
    git(target, "commit", "-q", "-m", "x")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(target), "windows")
    clone = tmp_path / "windows"
    assert b"\r\n" in caching(clone).read_bytes()
    assert b"\r\n" in (clone / FOLDER / "base" / "caching.md").read_bytes()
    same = plan(review, clone)
    assert set(states(same).values()) == {"same"}
    assert not same.written
    plan(changed(review), clone).write()
    after = caching(clone).read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n"), "ends of lines stay as they are in the clone"
    assert SUGGESTION not in after.decode()
    # What git makes of that is the very same that is written where lines end as usual.
    plan(review, target).write()
    assert after.replace(b"\r\n", b"\n") == caching(target).read_bytes()


def test_git_is_told_to_leave_the_memory_as_it_is(review: Review, target: Path, tmp_path: Path) -> None:
    git(target, "init", "-q", "-b", "main")
    git(target, "add", ".")
    git(target, "commit", "-q", "-m", "x")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(target), "windows")
    for path in (target / FOLDER / "base").iterdir():
        assert (tmp_path / "windows" / FOLDER / "base" / path.name).read_bytes() == path.read_bytes()


def test_what_people_add_to_the_attributes_of_the_memory_stays(review: Review, target: Path) -> None:
    (target / FOLDER / ".gitattributes").write_text("* -text linguist-generated\n")
    plan(changed(review), target).write()
    assert (target / FOLDER / ".gitattributes").read_text() == "* -text linguist-generated\n"


def test_a_memory_of_an_older_version_is_understood_and_a_changed_text_is_not(
    review: Review, target: Path
) -> None:
    base = target / FOLDER / "base" / "caching.md"
    lock = (target / FOLDER / "lock.toml").read_text()
    assert hashlib.sha256(base.read_bytes()).hexdigest() in lock, (
        "the digest is that of the text as it was written"
    )
    base.write_bytes(base.read_bytes().replace(b"\n", b"\r\n"))
    assert "caching" in read_memory(target).documents
    base.write_bytes(base.read_bytes() + b" ")
    assert "caching" not in read_memory(target).documents


# -- what an export says of the folder


def test_a_folder_that_is_begun_is_told_with_why_and_only_once(review: Review, tmp_path: Path) -> None:
    first = plan(review, tmp_path)
    assert [each for each in first.remarks if "begin in a new folder" in each]
    first.write()
    assert not [each for each in plan(review, tmp_path).remarks if "new folder" in each]


def test_headings_follow_the_folder_and_a_second_export_changes_nothing(
    review: Review, tmp_path: Path
) -> None:
    records = tmp_path / "docs" / "adr"
    records.mkdir(parents=True)
    (records / "adr-028-one.md").write_text(THEIRS.replace("# 1. Use", "# ADR 028: Use"))
    plan(review, tmp_path).write()
    draft = caching(tmp_path)
    assert draft.name.startswith("adr-0")
    assert draft.read_text().startswith(f"# ADR {draft.name[4:7]}: Caching layers")
    assert not plan(review, tmp_path).written


def test_records_in_another_form_are_joined_and_it_is_told_that_new_ones_are_markdown(
    review: Review, tmp_path: Path
) -> None:
    records = tmp_path / "docs" / "decisions"
    records.mkdir(parents=True)
    (records / "0001-one.rst").write_text("1. One\n######\n\nStatus\n******\n\n**Accepted**\n")
    found = plan(review, tmp_path)
    assert any(".rst files; new ones are written as Markdown" in each for each in found.remarks)
    assert next(each.path.name for each in found.files).startswith("0002-")
