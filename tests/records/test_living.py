"""A folder of records over the months: edited by hand, renamed, deleted, accepted, superseded, and exported again."""

from __future__ import annotations

import datetime
import os
import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from archassist.documents import ExportError, ExportPlan, Wishes
from archassist.records import Memory, MemoryFault, Remembered, read_memory
from archassist.records.line_merge import SUGGESTION
from archassist.records.memory import FOLDER
from archassist.session import Review
from archassist.workflows.export import export_plan
from tests.trials import trials

TODAY = datetime.date(2026, 11, 20)
LATER = datetime.date(2027, 2, 1)
CHANGES = {
    "shard_key": "no",
    "largest_table_gb": "5",
    "db_cpu_peak": "40%",
    "data_gb": "100",
    "data_growth_gb_m": "1",
}


@pytest.fixture
def review(example: Callable[[str], Review]) -> Review:
    return example("notion-2021")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    return folder


def plan(review: Review, target: Path, day: datetime.date = TODAY, **wishes: object) -> ExportPlan:
    asked = {"all": True, "undecided": True, "form": "long", **wishes}
    return export_plan(review, target, Wishes(**asked), day)  # type: ignore[arg-type]


def change(review: Review) -> None:
    for question, typed in CHANGES.items():
        review.set(question, typed)


def one(target: Path, slug: str) -> Path:
    return next(target.glob(f"**/*{slug}.md"))


def content(target: Path) -> dict[str, bytes]:
    return {
        path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()
    }


def test_a_second_export_changes_nothing_not_even_later(review: Review, target: Path) -> None:
    plan(review, target).write()
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    for day in (TODAY, LATER):
        again = plan(review, target, day, only=("adr",))
        assert again.writes == ()
        assert {each.state for each in again.files} == {"same"}
        again.write()
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before


def test_what_nobody_edited_follows_the_answers(review: Review, target: Path) -> None:
    plan(review, target).write()
    assert "Shard by key" in one(target, "0006-write-scaling").read_text().splitlines()[8]
    change(review)
    found = plan(review, target, LATER)
    assert {each.state for each in found.files} <= {"updated", "same"}
    found.write()
    text = one(target, "0006-write-scaling").read_text()
    assert "date: 2027-02-01" in text
    assert "# Write scaling and data size: One primary" in text


def test_an_edited_record_keeps_every_line_and_gets_the_rest(review: Review, target: Path) -> None:
    plan(review, target).write()
    path = one(target, "0006-write-scaling")
    lines = path.read_text().splitlines()
    at = lines.index("## Context and Problem Statement") + 2
    lines[at:at] = ["Ana: we talked about this in Lisbon.", ""]
    lines[lines.index("## Decision Drivers") + 2] = "* Our own driver"
    path.write_text("\n".join(lines) + "\n")
    change(review)
    found = plan(review, target, LATER)
    shown = next(each for each in found.files if each.path == path)
    assert shown.state == "merged"
    assert shown.suggestions == 1
    found.write()
    text = path.read_text()
    assert "Ana: we talked about this in Lisbon." in text
    assert "* Our own driver" in text
    assert "# Write scaling and data size: One primary" in text
    assert text.count(SUGGESTION) == 1
    assert "<<<<" not in text
    assert plan(review, target, LATER).writes == ()
    # Somebody reads the suggestion, and removes it: it is not made again.
    start = text.splitlines().index(SUGGESTION)
    kept = text.splitlines()
    while kept[start].startswith(">"):
        del kept[start]
    path.write_text("\n".join(kept) + "\n")
    review.set("ops_skill", "dedicated")
    plan(review, target, LATER).write()
    assert path.read_text().splitlines() != kept, "other parts of it follow"
    assert path.read_text().count(SUGGESTION) == 0


def test_suggestions_stand_beside_when_that_is_wished(review: Review, target: Path) -> None:
    plan(review, target).write()
    path = one(target, "0006-write-scaling")
    lines = path.read_text().splitlines()
    lines[lines.index("## Decision Drivers") + 2] = "* Our own driver"
    path.write_text("\n".join(lines) + "\n")
    change(review)
    plan(review, target, LATER, suggestions="beside").write()
    assert SUGGESTION not in path.read_text()
    beside = (target / FOLDER / "suggestions" / "write_scaling.md").read_text()
    assert "Passage 1" in beside
    assert plan(review, target, LATER, suggestions="beside").writes == ()


def test_an_accepted_record_is_never_rewritten_and_another_option_supersedes_it(
    review: Review, target: Path
) -> None:
    plan(review, target).write()
    path = one(target, "0006-write-scaling")
    accepted = path.read_text().replace("status: proposed", "status: accepted")
    path.write_text(accepted)
    change(review)
    plan(review, target, LATER).write()
    assert path.read_text() == accepted
    new = one(target, "write-scaling-2")
    assert new.name.startswith("0034-")
    text = new.read_text()
    assert "status: proposed" in text
    assert "archassist: write_scaling.2" in text
    assert "* Supersedes [ADR-0006](0006-write-scaling.md)" in text
    assert plan(review, target, LATER).writes == ()
    # The team accepts the new one: only now the old one says so, in its status line and nowhere else.
    new.write_text(text.replace("status: proposed", "status: accepted"))
    plan(review, target, LATER).write()
    assert path.read_text() == accepted.replace("status: accepted", "status: superseded by ADR-0034")
    assert plan(review, target, LATER).writes == ()


def test_a_decision_accepted_in_the_review_supersedes_both_ways_at_once(review: Review, target: Path) -> None:
    review.decide("write_scaling", "accepted", "sharding", "no other way", "ana")
    plan(review, target).write()
    path = one(target, "0006-write-scaling")
    assert "status: accepted" in path.read_text()
    review.decide("write_scaling", "accepted", "functional_split", "cheaper", "ben")
    plan(review, target, LATER).write()
    assert "status: superseded by ADR-0034" in path.read_text()
    assert "status: accepted" in one(target, "write-scaling-2").read_text()
    assert plan(review, target, LATER).writes == ()


def test_what_asks_an_accepted_decision_again_decides_nothing_until_somebody_does(
    review: Review, target: Path
) -> None:
    def export(day: datetime.date) -> ExportPlan:
        return plan(review, target, day, only=("adr",))

    review.decide("write_scaling", "accepted", "sharding", "no other way", "ana")
    export(TODAY).write()
    path = one(target, "0006-write-scaling")
    accepted = path.read_text()
    change(review)
    export(LATER).write()
    asking = one(target, "write-scaling-2")
    text = asking.read_text()
    assert "status: proposed" in text
    assert "no other way" not in text, "the reason is of what stands"
    # Nobody decided anything since: neither the next export nor one after other answers makes a verdict of it.
    assert export(LATER).writes == ()
    review.set("engineers", "60")
    export(LATER).write()
    assert "status: proposed" in asking.read_text()
    assert path.read_text() == accepted
    # Rejected, it has been answered: what stands goes on to stand, and is not asked about a third time.
    rejected = asking.read_text().replace("status: proposed", "status: rejected")
    asking.write_text(rejected)
    export(LATER).write()
    assert (asking.read_text(), path.read_text()) == (rejected, accepted)
    assert not list(target.glob("**/*write-scaling-3.md"))
    # Another verdict in the review supersedes what stood, not what was rejected.
    review.decide("write_scaling", "accepted", "functional_split", "cheaper", "ben")
    export(LATER).write()
    assert "status: accepted" in one(target, "write-scaling-3").read_text()
    assert "Supersedes [ADR-0006]" in one(target, "write-scaling-3").read_text()
    assert "status: superseded by" in path.read_text()
    assert asking.read_text() == rejected
    assert export(LATER).writes == ()


def test_a_deleted_record_is_not_made_again_unless_asked_for(review: Review, target: Path) -> None:
    plan(review, target).write()
    path = one(target, "0006-write-scaling")
    path.unlink()
    (target / "roadmap.md").unlink()
    found = plan(review, target)
    assert {each.path.name for each in found.files if each.state == "deleted"} == {path.name, "roadmap.md"}
    found.write()
    assert not path.exists()
    change(review)
    plan(review, target, LATER).write()
    assert not list(target.glob("**/*write-scaling*.md")) or not path.exists()
    plan(review, target, LATER, restore=("write_scaling", "roadmap")).write()
    assert one(target, "write-scaling")
    assert (target / "roadmap.md").exists()
    assert plan(review, target, LATER).writes == ()


def test_a_record_follows_when_it_was_renamed_or_its_folder_was_moved(review: Review, target: Path) -> None:
    plan(review, target).write()
    path = one(target, "0006-write-scaling")
    path.rename(path.with_name("0099-how-we-write.md"))
    change(review)
    found = plan(review, target, LATER)
    assert {each.path.name for each in found.files if each.state == "updated"} >= {"0099-how-we-write.md"}
    assert not [each for each in found.files if each.state in ("new", "deleted")]
    found.write()
    (target / "docs").mkdir()
    (target / "decisions").rename(target / "docs" / "decisions")
    again = plan(review, target, LATER)
    assert {each.state for each in again.files} == {"same"}


def test_a_record_without_our_id_is_only_read(review: Review, target: Path) -> None:
    (target / "decisions").mkdir()
    own = target / "decisions" / "0003-caching.md"
    own.write_text("# 3. Caching\n\n## Status\n\nAccepted\n")
    plan(review, target).write()
    assert own.read_text() == "# 3. Caching\n\n## Status\n\nAccepted\n"
    assert not list(target.glob("decisions/*-caching.md"))[1:]


def lock_with(**changed: str) -> Callable[[str], str]:
    """What makes another lock of a sound one: keys of its first document written otherwise."""

    def damage(sound: str) -> str:
        for key, value in changed.items():
            sound = re.sub(
                rf"^{key} = .*$",
                "{} = {}".format(key, value.replace("\\", r"\\")),
                sound,
                count=1,
                flags=re.M,
            )
        return sound

    return damage


SHAPES: Mapping[str, Callable[[str], str]] = {
    "no document": lambda sound: "schema = 1\ndocument = 5\n",
    "a list": lambda sound: "schema = 1\n[[document]]\nid = 1\n",
    "an entry that is none": lambda sound: "schema = 1\n[document]\ncaching = 5\n",
    "another schema": lambda sound: sound.replace("schema = 1", "schema = 2"),
    "endless digits": lambda sound: sound.replace("schema = 1", "schema = " + "9" * 5_000),
    "deep lists": lambda sound: sound + "\n[x]\ny = " + "[" * 5_000 + "]" * 5_000,
    "no day": lock_with(date='"soon"'),
    "a day of TOML": lock_with(date="2026-11-20"),
    "the last year": lock_with(date='"9999-12-31"'),
    "a number for a path": lock_with(path="5"),
    "a path above": lock_with(path='"../../secret.md"'),
    "an absolute path": lock_with(path='"/etc/passwd"'),
    "a hidden path": lock_with(path='".git/config"'),
    "a path of the memory": lock_with(path='".archassist/lock.toml"'),
    "a zero byte in a path": lock_with(path='"a\\u0000b"'),
    "an id above": lambda sound: sound.replace("[document.", '[document."../../x".', 1),
    "an id that leads out": lambda sound: re.sub(
        r"\[document\.\w+\]", '[document."../../x"]', sound, count=1
    ),
    "an absolute id": lambda sound: re.sub(r"\[document\.\w+\]", '[document."/etc/x"]', sound, count=1),
    "a zero byte in an id": lambda sound: re.sub(
        r"\[document\.\w+\]", lambda _: '[document."a\\u0000b"]', sound, count=1
    ),
    "a link of suggestions": lambda sound: sound.replace("sha256", "made = 5\nsha256", 1),
    "numbers dismissed": lambda sound: sound.replace("sha256", "dismissed = [1]\nsha256", 1),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_memory_of_any_shape_is_not_trusted_and_says_why(shape: str, target: Path) -> None:
    memory = Memory()
    for id in ("caching", "roadmap"):
        memory = memory.with_document(id, Remembered(f"{id}.md", "text\n", "2026-11-20", rendered="x"))
    for name, data in memory.files().items():
        (target / FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (target / FOLDER / name).write_bytes(data)
    assert read_memory(target) == memory
    lock = target / FOLDER / "lock.toml"
    damaged = SHAPES[shape](lock.read_text())
    assert damaged != lock.read_text()
    lock.write_text(damaged)
    with pytest.raises(MemoryFault, match=r"lock\.toml (cannot be read|is of another version)"):
        read_memory(target)


@pytest.mark.parametrize(
    "name", [FOLDER, f"{FOLDER}/lock.toml", f"{FOLDER}/base", f"{FOLDER}/base/caching.md"]
)
def test_a_memory_behind_a_link_is_not_trusted_and_nothing_is_done_there(
    name: str, review: Review, target: Path, tmp_path: Path
) -> None:
    plan(review, target).write()
    moved = tmp_path / "elsewhere"
    (target / name).rename(moved)
    (target / name).symlink_to(moved)
    change(review)
    before = content(tmp_path)
    found = plan(review, target, LATER)
    assert "link" in found.remarks[0]
    assert {each.state for each in found.files} == {"foreign"}
    found.write()
    assert content(tmp_path) == before


@pytest.mark.parametrize("damage", ["gone", "garbage", "conflict", "another base"])
def test_without_a_memory_that_can_be_trusted_everything_counts_as_peoples(
    damage: str, review: Review, target: Path
) -> None:
    plan(review, target).write()
    lock = target / FOLDER / "lock.toml"
    if damage == "gone":
        shutil.rmtree(target / FOLDER)
    elif damage == "garbage":
        lock.write_bytes(b"\xff\x00")
    elif damage == "conflict":
        lock.write_text("<<<<<<< HEAD\n" + lock.read_text())
    else:
        for path in (target / FOLDER / "base").iterdir():
            path.write_text("another text")
    before = {name: data for name, data in content(target).items() if not name.startswith(FOLDER)}
    change(review)
    found = plan(review, target, LATER)
    assert {each.state for each in found.files} == {"foreign"}
    found.write()
    assert {name: data for name, data in content(target).items() if not name.startswith(FOLDER)} == before


def test_a_journal_in_the_repository_counts_for_nothing(review: Review, target: Path) -> None:
    (target / FOLDER / "pending").mkdir(parents=True)
    (target / FOLDER / "pending" / "0").write_text("theirs")
    (target / FOLDER / "journal.json").write_text('[["notes.md", "0"], ["more.md", "/etc/hostname"]]')
    before = content(target)
    found = plan(review, target)
    assert content(target) == before
    assert [each for each in found.remarks if "journal.json is not read" in each]
    found.write()
    assert {name: data for name, data in content(target).items() if name in before} == before
    assert not (target / "notes.md").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_a_read_only_record_is_left_as_it_is_and_the_rest_follows(review: Review, target: Path) -> None:
    plan(review, target).write()
    path = one(target, "0006-write-scaling")
    before = path.read_bytes()
    path.chmod(0o444)
    change(review)
    found = plan(review, target, LATER)
    shown = next(each for each in found.files if each.path == path)
    assert (shown.state, shown.note) == ("kept", "it is read-only")
    assert found.of("updated")
    found.write()
    assert path.read_bytes() == before
    path.chmod(0o644)
    plan(review, target, LATER).write()
    assert b"One primary" in path.read_bytes()


def test_documents_behind_a_link_are_left(review: Review, target: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (target / "issues").symlink_to(tmp_path / "outside")
    (target / "roadmap.md").symlink_to(tmp_path / "outside" / "roadmap.md")
    found = plan(review, target, only=("issues", "roadmap", "readout"))
    assert {each.note for each in found.of("foreign")} == {"issues is a link", "it is a link"}
    found.write()
    assert not content(tmp_path / "outside")
    assert (target / "readout.md").is_file()


def test_records_behind_a_link_within_the_folder_are_written_where_they_are(
    review: Review, target: Path
) -> None:
    (target / "adr").mkdir()
    (target / "docs").mkdir()
    (target / "docs" / "decisions").symlink_to("../adr")
    plan(review, target, only=("adr",)).write()
    assert len(list((target / "adr").glob("*.md"))) == 33
    assert plan(review, target, only=("adr",)).writes == ()


def test_the_plan_shows_exactly_what_then_happens(review: Review, target: Path) -> None:
    plan(review, target).write()
    change(review)
    before = content(target)
    found = plan(review, target, LATER)
    assert content(target) == before, "planning writes nothing"
    promised = {**before, **{write.path: write.after for write in found.writes}}
    found.write()
    assert content(target) == promised


# -- many edits


def human(chance: random.Random, text: str) -> str:
    """What people do to a document: they add, change, move and delete, and their editors change white space."""
    lines = text.split("\n")
    for number in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        kind = chance.choice(["add", "change", "delete", "section", "spaces", "duplicate", "status", "key"])
        mark = f"HUMAN {chance.randrange(10**9)}"
        if kind == "add":
            lines.insert(max(at, 12), f"{mark} and more")
        elif kind == "change" and at > 8:
            lines[at] = mark
        elif kind == "delete" and at > 8:
            del lines[at : at + chance.randint(1, 4)]
        elif kind == "section":
            lines += ["", f"## {mark}", "", "by hand", ""]
        elif kind == "spaces":
            lines[at] += "  "
        elif kind == "duplicate" and at > 8:
            lines.insert(at, lines[at])
        elif kind == "status":
            status = f"status: {chance.choice(['accepted', 'rejected', 'draft'])}"
            lines = [status if each == "status: proposed" else each for each in lines]
        elif kind == "key" and lines[0] == "---":
            lines.insert(1, f"note{number}: {mark}")
    text = "\n".join(lines)
    if chance.random() < 0.2:
        text = text.replace("\n", "\r\n")
    if chance.random() < 0.1:
        text = "\ufeff" + text
    return text.rstrip("\n") if chance.random() < 0.1 else text


ANSWERS = {
    "engineers": ["4", "14", "60", "200"], "slo_goal": ["99", "99.9", "99.99"], "write_share": ["2%", "45%"],
    "shard_key": ["yes", "no"], "db_cpu_peak": ["20%", "85%"], "mau_now": ["2k", "5M"], "ops_skill": ["none", "dedicated"],
}  # fmt: skip


@pytest.mark.parametrize("seed", [0, 2])
def test_of_random_edits_no_line_of_people_is_lost(seed: int, review: Review, target: Path) -> None:
    """Each seed: random edits over the files of an export, answers changed, exported again, and once more.

    `make soak` makes a thousand, with a checker of its own.
    """
    chance = random.Random(seed)
    only = () if seed < 2 else ("adr",)
    plan(review, target, only=only).write()
    edited = 0
    while edited < trials(100, usual=34):
        paths = [path for path in target.rglob("*.md") if FOLDER not in path.parts]
        for path in chance.sample(paths, min(34, len(paths))):
            path.write_bytes(human(chance, path.read_bytes().decode()).encode())
            edited += 1
        before = {path: path.read_bytes().decode() for path in paths}
        for question in chance.sample(list(ANSWERS), 2):
            review.set(question, chance.choice(ANSWERS[question]))
        day = TODAY + datetime.timedelta(days=edited)
        plan(review, target, day, only=only).write()
        for path, text in before.items():
            after = path.read_bytes().decode()
            for line in text.replace("\r\n", "\n").split("\n"):
                if "HUMAN" in line:
                    assert line in after, f"{path.name} lost {line!r}"
            assert after.startswith("\ufeff") == text.startswith("\ufeff")
            assert "<<<<<<<" not in after
        again = plan(review, target, day, only=only)
        assert again.writes == (), "the second time nothing changes"


# -- all or nothing


def test_a_file_changed_after_the_plan_stops_all_of_it(review: Review, target: Path) -> None:
    plan(review, target).write()
    change(review)
    found = plan(review, target, LATER)
    path = one(target, "0006-write-scaling")
    path.write_text("mine")
    before = content(target)
    with pytest.raises(ExportError, match="changed in the meantime"):
        found.write()
    assert content(target) == before
