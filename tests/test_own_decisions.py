"""The decisions about archassist itself are records that archassist reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.records import Sync
from archassist.records.folder import find_folder
from archassist.records.index import index_write
from archassist.session import Review

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))


def test_adopt_reads_each_of_them_as_an_accepted_decision(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt", str(FOLDER), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)["records"]
    assert [record["file"] for record in read] == [path.name for path in RECORDS]
    assert {(record["status"], record["dialect"]) for record in read} == {("accepted", "madr")}
    assert all(record["date"] for record in read)


def test_check_finds_nothing_wrong_with_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Review.create(tmp_path / "r.toml")
    assert main(["check", str(tmp_path / "r.toml"), "--docs", str(FOLDER), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_their_index_lists_all_of_them_as_an_export_would() -> None:
    listed = re.findall(r"^\* \[ADR-(\d+)\]\((.+?)\) - (.+)$", (FOLDER / "README.md").read_text(), re.M)
    folder = find_folder(FOLDER)
    assert listed == [
        (path.name[:4], path.name, record.title) for path, record in zip(RECORDS, folder.records, strict=True)
    ]
    assert index_write(FOLDER, folder, Sync(FOLDER), ()) is None


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name[:4])
def test_what_confirms_a_decision_is_there(path: Path) -> None:
    confirmed = path.read_text().partition("### Confirmation")[2]
    named = re.findall(r"`((?:tests|archassist|soak)(?:/[\w.]+)+)`", confirmed)
    assert named or "contract" in confirmed
    assert [name for name in named if not (ROOT / name).exists()] == []
