"""An index of records between markers: entries follow the records, and what people wrote there stays."""

from __future__ import annotations

import datetime
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.records import RecordFolder, Sync, Wanted, plan_sync, read_memory, read_record, write_all
from archassist.records.folder import find_folder
from archassist.records.index import BEGIN, END, _between, _entries, _record, index_write
from archassist.records.places.patterns import Pattern
from tests.trials import trials

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "adr").mkdir()
    return tmp_path


def record(target: Path, name: str, title: str) -> None:
    (target / "adr" / name).write_text(f"# {title}\n\n## Status\n\nAccepted\n")


def index(target: Path, *lines: str) -> Path:
    path = target / "adr" / "README.md"
    path.write_text("\n".join(["# Ours", "", BEGIN, *lines, END, "", "Bye"]) + "\n")
    return path


def between(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    assert (lines[:2], lines[-2:]) == (["# Ours", ""], ["", "Bye"])
    return lines[lines.index(BEGIN) + 1 : lines.index(END)]


def export(target: Path, *titles: str) -> None:
    """Brings records with these titles in step, and the index with them."""

    def wanted(title: str) -> Wanted:
        id = title.split(maxsplit=1)[0].lower()
        made = f"---\nstatus: proposed\narchassist: {id}\n---\n# {title}\n"
        return Wanted(id, "record", id, lambda making: made)

    def sync() -> Sync:
        folder: RecordFolder = find_folder(target)
        return plan_sync(target, folder, [wanted(title) for title in titles], read_memory(target), TODAY)

    write_all(target, sync().writes)
    assert sync().writes == [], "the second time nothing changes"


def test_a_remark_between_the_markers_stays_where_it_stands(target: Path) -> None:
    record(target, "0001-first.md", "First")
    path = index(
        target,
        "",
        "Read these from the top. Ana",
        "",
        "* [ADR-0001](0001-first.md) - First",
        "  superseded in spirit, see the [wiki](https://wiki/1)",
        "* [our wiki](wiki.md) - not a record",
        "",
        "Later ones:",
        "",
    )
    export(target, "Caching by hand")
    assert between(path) == [
        "",
        "Read these from the top. Ana",
        "",
        "* [ADR-0001](0001-first.md) - First",
        "  superseded in spirit, see the [wiki](https://wiki/1)",
        "* [ADR-0002](0002-caching.md) - Caching by hand",
        "* [our wiki](wiki.md) - not a record",
        "",
        "Later ones:",
        "",
    ]


def test_entries_follow_their_records_when_those_are_renamed_deleted_or_titled_anew(target: Path) -> None:
    for number in (1, 2, 3):
        record(target, f"000{number}-r{number}.md", f"Record {number}")
    path = index(target)
    export(target, "Caching by hand")
    assert between(path) == [
        "",
        "* [ADR-0001](0001-r1.md) - Record 1",
        "* [ADR-0002](0002-r2.md) - Record 2",
        "* [ADR-0003](0003-r3.md) - Record 3",
        "* [ADR-0004](0004-caching.md) - Caching by hand",
        "",
    ]
    (target / "adr" / "0001-r1.md").unlink()
    (target / "adr" / "0002-r2.md").rename(target / "adr" / "0005-r5.md")
    record(target, "0003-r3.md", "Record *three*")
    export(target, "Caching by hand", "Queues by now")
    assert between(path) == [
        "",
        "* [ADR-0003](0003-r3.md) - Record *three*",
        "* [ADR-0004](0004-caching.md) - Caching by hand",
        "* [ADR-0005](0005-r5.md) - Record 2",
        "* [ADR-0006](0006-queues.md) - Queues by now",
        "",
    ]


def test_an_entry_that_somebody_changed_is_theirs_and_stands_for_its_record(target: Path) -> None:
    record(target, "0001-first.md", "First")
    path = index(target)
    export(target, "Caching by hand")
    path.write_text(path.read_text().replace("- First", "- First (Ana disagrees)"))
    record(target, "0001-first.md", "The very first")
    export(target, "Caching by hand", "Queues by now")
    assert between(path) == [
        "",
        "* [ADR-0001](0001-first.md) - First (Ana disagrees)",
        "* [ADR-0002](0002-caching.md) - Caching by hand",
        "* [ADR-0003](0003-queues.md) - Queues by now",
        "",
    ]


def test_an_index_of_remarks_alone_keeps_them_above_the_entries(target: Path) -> None:
    path = index(target, "Read these from the top.")
    export(target, "Caching by hand")
    assert between(path) == [
        "Read these from the top.",
        "",
        "* [ADR-0001](0001-caching.md) - Caching by hand",
        "",
    ]


def test_a_read_only_index_is_left_alone(target: Path) -> None:
    path = index(target, "old")
    path.chmod(0o444)
    export(target, "Caching by hand")
    assert between(path) == ["old"]


ENTRY = st.integers(1, 6).map(lambda number: f"* [ADR-000{number}](000{number}-r.md) - Record {number}")
REMARK = st.sampled_from(
    [
        "",
        "  ",
        "a remark",
        "* a point",
        "* [wiki](wiki.md)",
        "* [ADR-0002](0002-r.md) - not quite",
        "[x](0003-r.md)",
    ]
)


@settings(max_examples=trials(60), deadline=None)
@given(st.lists(ENTRY | REMARK, max_size=12), st.sets(st.integers(1, 6)))
def test_whatever_stands_between_the_markers_only_entries_are_touched(
    lines: list[str], numbers: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        target = Path(name)
        path = target / "README.md"
        path.write_text("\n".join([BEGIN, *lines, END]) + "\n")
        records = tuple(
            read_record(target / f"000{number}-r.md", f"# Record {number}\n".encode()) for number in numbers
        )
        folder = RecordFolder(target, "madr", records, Pattern(), "")
        found = index_write(target, folder, Sync(target), ())
        after = found[0].after.decode().splitlines() if found else path.read_text().splitlines()
        path.write_text("\n".join(after) + "\n")
        assert index_write(target, folder, Sync(target), ()) is None, "the second time nothing changes"
    entries = {f"* [ADR-000{number}](000{number}-r.md) - Record {number}" for number in numbers}
    mine = [line for line in lines if line.strip() and line not in entries]
    assert [line for line in after[1:-1] if line.strip() and line not in entries] == mine
    listed = {int(line.split("](000")[1][0]) for line in after if "](000" in line}
    assert listed >= numbers


def test_many_records_and_a_long_index_take_one_pass(target: Path) -> None:
    """Looking through all lines for every record would take minutes."""
    many = 8_000
    titles = {f"{number:05}-r.md": f"Record {number}" for number in range(1, many)}
    lines = ["a", "", "* [x](y.md)"] * 100_000
    between = _between(lines, _entries(titles), set())
    assert between[: len(lines)] == lines
    assert len(between) == len(lines) + len(titles) + 2
    assert _record("\\[" * 500_000) == ""


@pytest.mark.skipif(os.name != "posix", reason="names with such signs")
def test_a_name_of_a_file_is_only_ever_a_name(target: Path) -> None:
    strange = ("0003-a) [x](http:evil).md", "0004-\u202egpj.md", "ADR-5-`b`](x) <i>.md")
    for name in (*strange, "0006-größe.md"):
        record(target, name, "T\u202eitle")
    path = index(target)
    export(target, "Caching by hand")
    assert [line for line in between(path) if line] == [
        "* [ADR-0003](0003-a%29%20%5Bx%5D%28http%3Aevil%29.md) - Title",
        "* [ADR-0004](0004-%E2%80%AEgpj.md) - Title",
        "* [ADR-0006](0006-gr%C3%B6%C3%9Fe.md) - Title",
        "* [ADR-0007](0007-caching.md) - Caching by hand",
        "* [ADR-5](ADR-5-%60b%60%5D%28x%29%20%3Ci%3E.md) - Title",
    ]
    for name in strange:
        (target / "adr" / name).unlink()
    export(target, "Caching by hand")
    assert [line for line in between(path) if line] == [
        "* [ADR-0006](0006-gr%C3%B6%C3%9Fe.md) - Title",
        "* [ADR-0007](0007-caching.md) - Caching by hand",
    ]
