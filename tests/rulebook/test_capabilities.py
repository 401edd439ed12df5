"""Capabilities and requirements in rule files: what does not fit is told at its place, with what to do."""

from __future__ import annotations

import pytest

from .packs import Bench

ASKED = """\
[capability.survives]
title = "Survives the loss of"
kind = "levels"
levels = { node = "a machine", zone = "a zone", region = "a region" }
falls_short = "survives {figure} only"

[capability.reads]
title = "Reads a second"
kind = "at_least"
unit = "1/s"
falls_short = "at most {figure}"

[capability.audit]
title = "Audit trail"
kind = "yes_no"
falls_short = "no audit trail"

[requirement.far]
capability = "survives"
kind = "contract"
when = "slo > 99"
needs = "zone"
text = "survive a zone"
gives = "the contract"
source = ["book"]
fires = { slo = 99.9 }
silent = { slo = 99 }

[requirement.load]
capability = "reads"
kind = "capacity"
needs = "reads_later"
text = "{reads_later:rate} a second"
gives = "the load"
source = ["book"]
fires = { reads_later = 9000 }
silent = {}
"""
"""Beside it two options of the small pack say what they can do."""

TUNE = "option.reads_scale.tune"
REPLICAS = "option.reads_scale.replicas"


@pytest.fixture
def asked(bench: Bench) -> Bench:
    bench.add("asked.toml", ASKED)
    bench.change(
        "effort = { days = [2, 10] }",
        'effort = { days = [2, 10] }\ncapabilities = { survives = "node", reads = [500, 900], audit = false }',
    )
    bench.change(
        "effort = { months = [0.5, 2] }",
        'effort = { months = [0.5, 2] }\ncapabilities = { survives = "region", reads = "reads * 8" }',
    )
    return bench


def test_a_sound_pack_says_what_is_asked_of_every_decision(asked: Bench) -> None:
    book = asked.load()
    far, much = book.demands["reads_scale"]
    assert (far.requirement, far.needed.text) == ("far", "(known(slo)) and (slo > 99)")
    assert [offer and offer.best for offer in far.offers] == [0.0, 2.0]
    assert much.needed.text == "(known(reads_later)) and (reads_later == reads_later)"
    tune, replicas = much.offers
    assert tune is not None
    assert (tune.best, tune.usual) == (900.0, 500.0)
    assert replicas is not None
    assert replicas.short.text == "((known(reads)) and (known(reads_later))) and (reads * 8 < reads_later)"


def test_a_pack_without_any_asks_for_nothing(bench: Bench) -> None:
    assert dict(bench.load().demands) == {}


SPOILED = [
    ('survives = "node"', 'survives = "zona"', f"{TUNE}.capabilities.survives", 'Did you mean "zone"?'),
    ('survives = "node"', "survives = true", f"{TUNE}.capabilities.survives", "Levels: node, zone, region."),
    ("audit = false", "audit = 3", f"{TUNE}.capabilities.audit", "audit is yes or no, not 3.0"),
    ("audit = false", "adit = false", f"{TUNE}.capabilities.adit", 'Did you mean "audit"?'),
    (
        "reads = [500, 900]",
        "reads = [900, 500]",
        f"{TUNE}.capabilities.reads",
        "must be a number, [least, most]",
    ),
    ("reads = [500, 900]", "reads = true", f"{TUNE}.capabilities.reads", "reads is a figure, not yes or no"),
    (
        '"reads * 8"',
        '"write_share"',
        f"{REPLICAS}.capabilities.reads",
        'is in "1", and reads in "1/s"',
    ),
    ('"reads * 8"', '"raeds"', f"{REPLICAS}.capabilities.reads", 'Did you mean "reads"?'),
    ('"reads * 8"', '"reads +"', f"{REPLICAS}.capabilities.reads", "not an expression"),
    ('needs = "zone"', 'needs = "planet"', "requirement.far.needs", 'survives has no level "planet"'),
    ('needs = "zone"\n', "", "requirement.far", "is missing"),
    ('needs = "reads_later"', 'needs = "slo"', "requirement.load.needs", 'is in "%", and reads in "1/s"'),
    ('capability = "reads"', 'capability = "raeds"', "requirement.load.capability", 'Did you mean "reads"?'),
    ('gives = "the load"', 'gives = "{lod}"', "requirement.load.gives", 'unknown name "lod"'),
    (
        'falls_short = "at most {figure}"',
        'falls_short = "at most {reads}"',
        "capability.reads.falls_short",
        "{figure}",
    ),
    ('kind = "yes_no"', 'kind = "yes_no"\nunit = "h"', "capability.audit.unit", "yes_no has no unit"),
    ('kind = "yes_no"', 'kind = "levels"', "capability.audit", "missing"),
    ("fires = { slo = 99.9 }", 'fires = { slo = "high" }', "requirement.far.fires.slo", "must be"),
]


@pytest.mark.parametrize(("old", "new", "key", "said"), SPOILED)
def test_what_does_not_fit_is_told_where_it_stands(
    asked: Bench, old: str, new: str, key: str, said: str
) -> None:
    asked.change(old, new)
    found = [problem for problem in asked.problems() if problem.key.startswith(key)]
    assert found, "\n".join(map(str, asked.problems())) or "nothing is wrong"
    assert any(said in str(problem) for problem in found), "\n".join(map(str, found))
