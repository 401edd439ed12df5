"""Expressions, templates and cases that do not fit the names of the pack."""

import pytest

from .packs import INDEX, REPLICAS, RULE, Bench

SPOILED = [
    # old line, new line, key, part of what is said
    (
        'value = "reads * write_share"',
        'value = "raeds * write_share"',
        "fact.writes.value",
        'unknown name "raeds" (column 1 of the expression). Did you mean "reads"?',
    ),
    (
        "value = \"surge >= 'seasonal'\"",
        "value = \"'x'\"",
        "fact.surging.value",
        "is a text, which has no value by itself",
    ),
    ('when = "load > 0.5"', 'when = "load >"', INDEX + ".when", ""),
    ('when = "load > 0.5"', 'when = "load"', INDEX + ".when", "is a number, not true or false"),
    ('when = "load > 0.5"', "when = \"surge == 'virall'\"", INDEX + ".when", "viral"),
    ('when = "load > 0.5"', 'when = "reads + write_share > 1"', INDEX + ".when", ""),
    ('when = "load > 0.5"', 'when = "surge > 1"', INDEX + ".when", ""),
    ('when = "load > 0.5"', 'when = "().__class__"', INDEX + ".when", ""),
    ('when = "load > 0.5"', "when = 1979-05-27", INDEX + ".when", "must be an expression"),
    (
        'ops_points = "2 if load > 1 else 1"',
        'ops_points = "load > 1"',
        REPLICAS + ".ops_points",
        "not a number",
    ),
    ('unit = "share"\nvalue', 'unit = "GB"\nvalue', "fact.load.unit", 'the unit says "GB"'),
    (
        "{load:share} of one server, ",
        "{laod:share} of one server, ",
        RULE + ".because",
        'Did you mean "load"?',
    ),
    (
        "{load:share} of one server, ",
        "{load:shaer} of one server, ",
        RULE + ".because",
        'Did you mean "share"?',
    ),
    (
        "{load:share} of one server, ",
        "{load:ms} of one server, ",
        RULE + ".because",
        "the format ms does not fit",
    ),
    ("{surge:choice}", "{surge:count}", RULE + ".because", "Write {name:choice}"),
    (
        "{surge:choice}",
        "{surge:surge|surges}",
        RULE + ".because",
        "surge is a choice: no word agrees with it",
    ),
    ("{reads:rate}", "{reads:read|reads|more}", RULE + ".because", "holds no name"),
    ("{reads:rate}", "{reads!r}", RULE + ".because", "holds no name"),
    ("{reads:rate}", "{reads.__class__}", RULE + ".because", "holds no name"),
    ("{reads:rate}", "{}", RULE + ".because", "holds no name"),
    ("only {load:share}", "only {load:share", RULE + ".else", "holds no name"),
    ('blocks = ["cdn"] }', 'blocks = ["cnd"] }', RULE + ".fires.blocks", 'Did you mean "cdn"?'),
    ('blocks = ["cdn"] }', 'blocks = "cdn" }', RULE + ".fires.blocks", "must be a list of choices"),
    ("silent = { load = 0.2,", 'silent = { load = "low",', RULE + ".silent.load", "must be a number"),
    ("silent = { load = 0.2,", "silent = { laod = 0.2,", RULE + ".silent.laod", 'Did you mean "load"?'),
    ("silent = { load = 0.2,", "silent = { one_server = 2,", RULE + ".silent.one_server", "is a parameter"),
    ("silent = { load = 0.2,", "silent = { reads = -1,", RULE + ".silent.reads", "outside the range"),
    ("slo = 99.9 }", "slo = 99.8 }", RULE + ".silent.slo", "Use 99 or 99.9."),
    ("slo = 99.9 }", "surging = 1 }", RULE + ".silent.surging", "must be true or false"),
]


@pytest.mark.parametrize(("old", "new", "key", "said"), SPOILED)
def test_what_does_not_fit_is_found(bench: Bench, old: str, new: str, key: str, said: str) -> None:
    bench.check(old, new, key, said)


def test_a_faulty_fact_is_reported_once_not_wherever_it_is_used(bench: Bench) -> None:
    bench.change('value = "(reads + writes) / one_server"', 'value = "(reads + writes) /"')
    assert bench.problem().key == "fact.load.value"


def test_a_literal_brace_is_refused(bench: Bench) -> None:
    bench.change("Reads use {load", "{{7*7}} {load")
    assert "a brace at character 1" in bench.problem().message
