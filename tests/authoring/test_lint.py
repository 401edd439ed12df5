"""Lint finds what is valid and still not good, and has nothing to say about what ships."""

from __future__ import annotations

import pytest

from archassist.authoring.lint import lint
from archassist.rulebook import Rulebook
from tests.rulebook.packs import Bench


def test_the_rules_that_ship_are_clean(shipped: Rulebook) -> None:
    assert [str(finding) for finding in lint(shipped)] == []


def codes(bench: Bench) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in lint(bench.load()):
        found.setdefault(finding.code, set()).add(finding.id)
    return found


IDLE = '[fact.idle]\ntitle = "Idle"\nunit = "1/s"\nvalue = "reads"\n\n'
SPARE = '[parameter.spare]\nvalue = 2\nunit = "1"\nbasis = "judgement"\nnote = "Spare."\n\n'
OTHER = '[source.other]\ntitle = "Other"\nwhere = "https://example.org/other"\nkind = "primary"\n\n'
TOLD = """[contradiction.calm]
title = "No surges, and a crowd"
severity = "impossible"
when = "surge == 'none' and reads > one_server * 9"
text = "no surges and a crowd"
why = "A crowd is a surge."
check = "the busiest day"
fires = { surge = "none", reads = 900_000 }
silent = { surge = "none", reads = 10 }

"""
RULE = "reads_scale.replicas.load"
SAID = 'because = "Reads use {load'

PLANTED = [
    # old, new, the code, the id it names; where both are the same the small pack has the fault already
    ("[fact.surging]", TOLD + "[fact.surging]", "contradiction", "calm"),
    ("[fact.surging]", TOLD.replace('title = "No', 'title = "TODO"\n#') + "[fact.surging]", "todo", "calm"),
    ("[fact.surging]", TOLD.replace('"no surges', '"No surges') + "[fact.surging]", "sentence", "calm"),
    ("[fact.surging]", IDLE + "[fact.surging]", "unused-fact", "idle"),
    ("[parameter.one_server]", SPARE + "[parameter.one_server]", "unused-parameter", "spare"),
    ("[source.book]", OTHER + "[source.book]", "unused-source", "other"),
    (SAID, SAID, "unnamed-number", RULE),
    (SAID, SAID, "no-burden", "reads_scale"),
    ("order = 8", 'order = 8\nshape = "ladder"\nheavier_with = ["load"]', "no-burden", "reads_scale"),
    ('about = "Copies for', 'adds = "copies"\nabout = "Copies for', "no-burden", "reads_scale.replicas"),
    (SAID, SAID, "one-sided", "reads_scale.tune"),
    (SAID, SAID, "dead-question", "slo"),
    (SAID, SAID, "missing-words", "reads"),
    (SAID, SAID, "no-source", "db.slow-query"),
    (SAID, SAID, "sentence", RULE),
    ('else = "Reads use only', 'else = "Obviously reads use only', "vague", RULE),
    (SAID, 'because = "TODO reads use {load', "todo", RULE),
    ('practices = ["db.index"]', "practices = []", "no-steps", "reads_scale.replicas"),
]


@pytest.mark.parametrize(("old", "new", "code", "id"), PLANTED, ids=[each[2] for each in PLANTED])
def test_a_planted_fault_is_found(bench: Bench, old: str, new: str, code: str, id: str) -> None:
    if old != new:
        bench.change(old, new)
    assert id in codes(bench).get(code, set()), codes(bench)


def test_a_level_of_a_question_needs_no_name(bench: Bench) -> None:
    bench.change("when = \"load > 0.7 and 'cdn' in blocks\"", 'when = "slo >= 99.9"')
    bench.change('fires = { load = 0.9, blocks = ["cdn"] }', "fires = { slo = 99.9 }")
    bench.change('silent = { load = 0.2, surge = "none", slo = 99.9 }', "silent = { slo = 99 }")
    assert "reads_scale.replicas.load" not in codes(bench).get("unnamed-number", set())


def test_a_finding_names_file_line_and_remedy(bench: Bench) -> None:
    finding = next(each for each in lint(bench.load()) if each.code == "one-sided")
    assert finding.place.file == "rules/decisions/reads_scale.toml"
    assert finding.place.line == bench.line("[option.reads_scale.tune]", "decisions/reads_scale.toml")
    assert finding.remedy
