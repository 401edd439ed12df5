"""`archassist schema`: what is published is what the code says, what ships follows it, and so does what is printed.

The validator is one that did not make the schemas.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from archassist.cli import main
from archassist.cli.schema import FILES, NAMES, OUTPUTS, schema, written
from archassist.rulebook.book import APART
from archassist.rulebook.calibration_reader import FILE as CALIBRATION
from archassist.shipped import rules_folder
from tests.casebase.test_measures import companies
from tests.rulebook.packs import Bench, write

PUBLISHED = Path(__file__).parent.parent.parent / "docs" / "schemas"


def as_json(value: Any) -> Any:
    """What a TOML file says, as a validator of JSON takes it: days are texts there."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def closed(part: Any) -> Any:
    """A schema that also forbids keys that it does not name: readers of `--json` have to bear them, this test has not."""
    if isinstance(part, list):
        return [closed(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    whole = {key: closed(inner) for key, inner in part.items()}
    return {**whole, "additionalProperties": False} if "properties" in whole else whole


def faults(name: str, value: Any, strictly: bool = False) -> list[str]:
    described = closed(schema(name)) if strictly else schema(name)
    found = Draft202012Validator(described).iter_errors(value)
    return [f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_sound_and_published_as_it_is(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    kept = (PUBLISHED / f"{name}.json").read_text("utf-8")
    assert kept == written(name), "run: .venv/bin/archassist schema --to docs/schemas"


def test_nothing_else_is_published() -> None:
    assert {path.stem for path in PUBLISHED.iterdir()} == set(NAMES)


def test_without_a_name_they_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    listed = capsys.readouterr().out.split("\n")
    assert [line.split()[0] for line in listed if line.startswith("  ")] == [*FILES, *OUTPUTS]


def test_one_is_printed_and_all_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "case"]) == 0
    assert capsys.readouterr().out == written("case")
    assert main(["schema", "--to", str(tmp_path / "new" / "schemas")]) == 0
    assert len(list((tmp_path / "new" / "schemas").iterdir())) == len(NAMES)
    assert main(["schema", "packs"]) == 2


def test_everything_that_ships_follows_its_schema() -> None:
    kinds = {"cases": "case", "scenarios": "scenario", "examples": "session"}
    rules = rules_folder()
    validators = {name: Draft202012Validator(schema(name)) for name in FILES}
    tried = set()
    for path in sorted(rules.rglob("*.toml")):
        folder = path.relative_to(rules).parts[0]
        if folder in set(APART) - kinds.keys():
            continue  # neither rules nor files that people write for a pack of their own
        name = "calibration" if path.name == CALIBRATION else kinds.get(folder, "pack")
        tried.add(name)
        said = as_json(tomllib.loads(path.read_text("utf-8")))
        assert [fault.message for fault in validators[name].iter_errors(said)] == [], path
    assert tried == set(FILES)


QUESTION = """
[question.asked]
section = "core"
title = "Asked"
ask = "How many?"
why = "It decides."
type = "number"
range = [0, 100]
prior = [1, 20]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Asked"', "title = 3", "question.asked.title: 3 is not of type 'string'"),
        ('title = "Asked"', 'titel = "Asked"', "('titel' was unexpected)"),
        ('why = "It decides."', "", "'why' is a required property"),
        ('"number"', '"numbr"', "question.asked.type: 'numbr' is not one of"),
        ("range = [0, 100]", "", "'range' is a required property"),
        ("range = [0, 100]", "range = [0]", "question.asked.range: [0] is too short"),
        ("prior = [1, 20]", "prior = { each = 0.5 }", "question.asked.prior: "),
        ("prior = [1, 20]", "prior = [1, 20]\nchoices = { a = 'A', b = 'B' }", "question.asked.choices: "),
        ('"number"', '"choice"', "'choices' is a required property"),
    ],
)
def test_a_fault_of_a_rule_file_is_seen_at_its_place(old: str, new: str, said: str) -> None:
    assert faults("pack", tomllib.loads(QUESTION)) == []
    assert any(said in fault for fault in faults("pack", tomllib.loads(QUESTION.replace(old, new))))


SESSION = [
    ["new", "s.toml", "--example", "notion-2021"],
    ["set", "s.toml", "mau_now=120k..200k", "engineers=14", "blocks=cdn, queue", "--by", "ana", "--grade", "measured"],
    ["set", "s.toml", "stale_ok_s=unknown", "rto_h=out of scope: nothing to recover", "--note", "ask Ben"],
    ["set", "s.toml", "today.caching=http_only", "today.redundancy=1", "today.read_scaling=read_replicas"],
    ["decide", "s.toml", "caching", "shared_cache", "--because", "we know it", "--by", "ana, ben"],
    ["decide", "s.toml", "caching", "http_only", "--reject", "--because", "too little", "--by", "ana"],
    ["mark", "s.toml", "db.index", "doing", "--owner", "ana"],
    ["risk", "s.toml", "one-zone", "--title", "One zone", "--owner", "ana", "--expires", "2027-06-30"],
    ["expect", "s.toml", "Black Friday", "2027-11", "--factor", "3", "--months", "1"],
    ["prioritise", "s.toml", "availability", "cost"],
    ["focus", "s.toml", "--present", "Ana", "Ben"],
    ["say", "s.toml", "--as", "Ana", "engineers=50", "mau_now=40k..80k", "--note", "guess"],
    ["say", "s.toml", "--as", "Ben", "engineers=9"],
    ["answers", "s.toml", "--show", "engineers", "--ask", "write_share"],
    ["say", "s.toml", "--as", "Carla", "engineers=12"],
    ["meeting", "s.toml", "--plan", "--begin", "--title", "Scaling", "--role", "Ana=facilitator", "--park", "The bill"],
    ["action", "s.toml", "--title", "Load test", "--owner", "Ben", "--due", "2026-12-15", "--decision", "caching"],
    ["decide", "s.toml", "caching", "shared_cache", "--review-on", "2027-03-01"],
    ["meeting", "s.toml", "--next"],
    ["plan", "s.toml", "--share", "30%", "--away", "2027-08=50%", "--estimate", "db.index=2..5", "--date", "2026-11-20"],
    ["new", "other.toml", "--example", "segment-2017"],
]  # fmt: skip
"""A session in which every kind of entry stands, and another one."""

RECORD = """\
# 1. Use a shared cache

Date: 2026-01-31

## Status

Accepted

## Context

Lists are slow.

## Decision

We put a shared cache before the database.

## Consequences

One more thing to run.
"""

PRINTED = {
    "answers": [
        "set",
        "s.toml",
        "data_gb=400 GB",
        "today.messaging=2",
        "--clear",
        "engineers",
        "today.redundancy",
    ],
    "assessment": ["assess", "s.toml", "--date", "2026-11-20"],
    "why": ["why", "s.toml", "caching"],
    "tour": ["tour", "s.toml", "--date", "2026-11-20"],
    "forecast": ["forecast", "s.toml", "--date", "2026-11-20"],
    "plan": ["plan", "s.toml", "--date", "2026-11-20"],
    "priorities": ["prioritise", "s.toml"],
    "risks": ["risk", "s.toml"],
    "rounds": ["answers", "s.toml"],
    "meeting": ["meeting", "s.toml"],
    "minutes": ["minutes", "s.toml"],
    "actions": ["action", "s.toml"],
    "diff": ["diff", "other.toml", "s.toml"],
    "merge": ["merge", "other.toml", "s.toml"],
    "check": ["check", "s.toml", "--docs", "records", "--date", "2027-11-20"],
    "adopt": ["adopt", "records"],
    "export": ["export", "s.toml", "--to", "docs", "--only", "adr", "--date", "2026-11-20"],
    "rules-list": ["rules", "list", "pack"],
    "rules-explain": ["rules", "explain", "reads", "pack"],
    "rules-lint": ["rules", "lint", "pack"],
    "rules-test": ["rules", "test", "pack"],
    "rules-coverage": ["rules", "coverage", "pack"],
    "rules-backtest": ["rules", "backtest", "pack"],
    "rules-calibrate": ["rules", "calibrate", "with-cases"],
    "rules-prove": ["rules", "prove", "pack"],
}
"""A command for each schema of what is printed; rules commands on the small pack, which is fast."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    Bench(folder).folder.rename(folder / "with-cases")
    companies(folder / "with-cases")
    Bench(folder).folder.rename(folder / "pack")
    write(folder, {"records/adr/0001-use-a-shared-cache.md": RECORD, "records/adr/notes.md": "Not a record."})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in SESSION:
            assert main(words) == 0, words
    return folder


def test_every_output_is_tried() -> None:
    assert list(PRINTED) == list(OUTPUTS)


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_is_printed_follows_its_schema_and_holds_nothing_else(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    assert main([*PRINTED[name], "--json"]) in (0, 1)
    assert faults(name, json.loads(capsys.readouterr().out), strictly=True) == []


def test_a_session_that_was_written_follows_its_schema(home: Path) -> None:
    said = as_json(tomllib.loads((home / "s.toml").read_text("utf-8")))
    tables = {"schema", "review", "answers", "decisions", "practices", "risks", "events", "plan"}
    assert tables <= said.keys()
    assert faults("session", said, strictly=True) == []
    said["practices"]["db.index"]["status"] = "almost"
    assert any(fault.startswith("practices.db.index.status: ") for fault in faults("session", said))
