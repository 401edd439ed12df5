"""What stands in the place of a document, of the index or of the memory: too large, no file, or another one's."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.documents import ExportError, ExportPlan, Wishes
from archassist.records import MemoryFault, WriteFault, read_memory, write_all
from archassist.records.memory import FOLDER
from archassist.records.staging import Write
from archassist.session import Review
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 11, 20)
LATER = datetime.date(2027, 2, 1)


@pytest.fixture
def review(example: Callable[[str], Review]) -> Review:
    return example("notion-2021")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    (folder / "decisions").mkdir(parents=True)
    return folder


def plan(review: Review, target: Path, *only: str, day: datetime.date = TODAY) -> ExportPlan:
    return export_plan(review, target, Wishes(only=only, all=True, form="long"), day)


def endless(path: Path) -> None:
    """A file of zeros that takes no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, 20_000_000_000)


def pipe(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


ODD = pytest.mark.parametrize(
    ("make", "why"),
    [
        (endless, "is larger than 2 MB"),
        pytest.param(
            pipe,
            "is not a regular file",
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes"),
        ),
    ],
    ids=["endless", "a pipe"],
)


@ODD
@pytest.mark.parametrize("known", [False, True])
def test_an_odd_file_in_place_of_a_document_is_peoples(
    known: bool, make: Callable[[Path], None], why: str, review: Review, target: Path
) -> None:
    if known:
        plan(review, target, "readout").write()
    make(target / "readout.md")
    before = (target / "readout.md").stat()
    found = plan(review, target, "readout", "roadmap", day=LATER)
    readout = next(each for each in found.files if each.path.name == "readout.md")
    assert readout.state == ("kept" if known else "foreign")
    assert "ordinary file" in readout.note or why in readout.note
    found.write()
    assert (target / "roadmap.md").is_file()
    assert (target / "readout.md").stat().st_ino == before.st_ino


@ODD
def test_an_odd_file_in_place_of_an_index_is_left_with_a_remark(
    make: Callable[[Path], None], why: str, review: Review, target: Path
) -> None:
    index = target / "decisions" / "README.md"
    make(index)
    before = index.stat()
    found = plan(review, target, "adr")
    assert any(text.startswith(f"{index} {why}") for text in found.remarks)
    found.write()
    assert index.stat().st_ino == before.st_ino
    assert (target / "decisions" / "0001-architecture-style.md").is_file()


@ODD
@pytest.mark.parametrize("known", [False, True])
def test_an_odd_file_of_the_memory_is_left_and_its_document_is_peoples(
    known: bool, make: Callable[[Path], None], why: str, review: Review, target: Path
) -> None:
    if known:
        plan(review, target, "readout", "roadmap").write()
    base = target / FOLDER / "base" / "readout.md"
    make(base)
    before = base.stat()
    found = plan(review, target, "readout", "roadmap", day=LATER)
    found.write()
    assert any(str(base) in text for text in found.remarks)
    assert base.stat().st_ino == before.st_ino
    again = plan(review, target, "readout", "roadmap", day=LATER)
    assert {each.path.name: each.state for each in again.files} == {
        "readout.md": "foreign",
        "roadmap.md": "same",
    }
    assert again.writes == ()


def test_a_memory_that_names_more_text_than_can_be_is_none(review: Review, target: Path) -> None:
    base = target / FOLDER / "base"
    base.mkdir(parents=True)
    zeros = b"\0" * 2_000_000
    digest = hashlib.sha256(zeros).hexdigest()
    lock = "schema = 1\n"
    for number in range(30):
        (base / f"d{number}.md").touch()
        os.truncate(base / f"d{number}.md", len(zeros))
        lock += (
            f'[document.d{number}]\npath = "d.md"\ndate = "2026-11-20"\nsha256 = "{digest}"\nrendered = "x"\n'
        )
    (target / FOLDER / "lock.toml").write_text(lock)
    with pytest.raises(MemoryFault, match="holds more than 50 MB"):
        read_memory(target)


# -- files where folders are needed


def test_a_file_in_place_of_the_memory_is_said_to_be_one(target: Path) -> None:
    (target / FOLDER).write_text("mine")
    with pytest.raises(MemoryFault, match=r"\.archassist is a file, and a folder is needed there"):
        read_memory(target)


@pytest.mark.parametrize("place", ["sub", f"{FOLDER}/base"])
def test_a_file_in_place_of_a_folder_is_said_to_be_one(place: str, target: Path) -> None:
    (target / place).parent.mkdir(exist_ok=True)
    (target / place).write_text("mine")
    with pytest.raises(WriteFault, match=f"{place} is a file, and a folder is needed there") as told:
        write_all(target, [Write(f"{place}/x.md", None, b"x")])
    assert "link" not in str(told.value)
    assert (target / place).read_text() == "mine"


def test_a_file_in_place_of_a_folder_of_documents_keeps_them_out_alone(review: Review, target: Path) -> None:
    (target / "alerts").write_text("mine")
    found = plan(review, target, "alerts", "readout")
    assert {each.note for each in found.of("foreign")} == {"alerts is a file, and a folder is needed there"}
    found.write()
    assert (target / "readout.md").is_file()
    assert (target / "alerts").read_text() == "mine"


def test_a_file_in_place_of_the_folder_of_records_is_refused(review: Review, target: Path) -> None:
    (target / "decisions").rmdir()
    (target / "decisions").write_text("mine")
    with pytest.raises(ExportError, match=r"decisions is a file, and records need a folder there") as told:
        plan(review, target)
    assert "link" not in str(told.value)


@pytest.mark.parametrize("said", ["readout.md", "README/../readout.md", "Readout.md", "readout.md/adr"])
@pytest.mark.parametrize("there", [False, True])
def test_a_folder_of_records_with_the_name_of_a_document_is_refused(
    said: str, there: bool, review: Review, target: Path
) -> None:
    (target / ".adr-dir").write_text(said)
    if there:
        (target / said.partition("/adr")[0].rpartition("/")[2]).write_text("mine")
    with pytest.raises(ExportError, match=r"\.adr-dir names it") as told:
        plan(review, target)
    assert "meanwhile" not in str(told.value)


# -- what a memory says that somebody else wrote


def remember(target: Path, **said: str) -> None:
    """A memory that says that the person's readout.md was generated."""
    text = (target / "readout.md").read_bytes()
    (target / FOLDER / "base").mkdir(parents=True, exist_ok=True)
    (target / FOLDER / "base" / "readout.md").write_bytes(text)
    entry = {"path": "readout.md", "date": "2026-01-01", "sha256": hashlib.sha256(text).hexdigest()} | said
    lines = [f'{key} = "{value}"' for key, value in entry.items()]
    (target / FOLDER / "lock.toml").write_text("\n".join(["schema = 1", "[document.readout]", *lines, ""]))


@pytest.mark.parametrize(
    "said", [{}, {"path": "src/x.md", "rendered": "x"}], ids=["no digest", "another path"]
)
def test_a_memory_without_every_sign_of_a_generation_makes_no_document_ours(
    said: dict[str, str], review: Review, target: Path
) -> None:
    (target / "readout.md").write_text("mine\n")
    remember(target, **said)
    found = plan(review, target, "readout")
    assert [each.state for each in found.files] == ["foreign"]
    found.write()
    assert (target / "readout.md").read_text() == "mine\n"
