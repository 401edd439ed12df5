"""Keys, values and priors of the wrong shape. One line of the small pack is spoiled at a time."""

import pytest

from archassist.rulebook import RulebookError, load

from .packs import INDEX, READS, REPLICAS, RULE, Bench

SPOILED = [
    # old line, new line, key, part of what is said
    ('about = "Copies for reading."', 'abuot = "Copies."', REPLICAS + ".abuot", 'Did you mean "about"?'),
    ('title = "Review indexes"', "title = 3", INDEX + ".title", "must be a text, not 3"),
    ('title = "Review indexes"', 'title = " "', INDEX + ".title", "is empty"),
    (
        'good = ["Cheap"]',
        'good = "Cheap"',
        "option.reads_scale.tune.good",
        'must be a list of texts, not "Cheap"',
    ),
    ('good = ["Cheap"]', "good = []", "option.reads_scale.tune.good", "is empty"),
    ('good = ["Cheap"]', 'good = ["A", "A"]', "option.reads_scale.tune.good", '"A" is listed twice'),
    (
        "ordered = true",
        'phrases = { virall = "x" }\nordered = true',
        "question.surge.phrases.virall",
        'Did you mean "viral"?',
    ),
    (
        "ordered = true",
        "phrases = { viral = 3 }\nordered = true",
        "question.surge.phrases.viral",
        "must be a text",
    ),
    ("core = true", 'core = true\nphrases = { x = "x" }', READS + ".phrases.x", 'unknown choice "x"'),
    ("core = true", 'core = "yes"', READS + ".core", 'must be true or false, not "yes"'),
    ("weight = 3", "weight = 5", RULE + ".weight", "a whole number from 1 to 3, not 5"),
    ("weight = 3", "weight = true", RULE + ".weight", "not true"),
    ('says = "for"', 'says = "fro"', RULE + ".says", 'Did you mean "for"?'),
    ("value = 5_000", "value = nan", "parameter.one_server.value", "must be a number"),
    ('kind = "primary"', 'kind = "hearsay"', "source.book.kind", "must be primary or secondary"),
    ("year = 2020", "year = 202", "source.book.year", "from 1900 to 2200"),
    (
        "effort = { days = [1, 1] }",
        "effort = { day = [1, 1] }",
        "practice.db.slow-query.effort",
        'Did you mean "days"?',
    ),
    (
        "effort = { days = [1, 1] }",
        "effort = { days = [3, 1] }",
        "practice.db.slow-query.effort",
        "goes from 3 to 1",
    ),
    (
        "effort = { days = [1, 1] }",
        "effort = { days = [1, 1], per = 3 }",
        "practice.db.slow-query.effort",
        "per must be the id of a question or fact",
    ),
    ("effort = { days = [1, 1] }", "effort = 3", "practice.db.slow-query.effort", "must be a table, not 3"),
    (
        "range = [0, 1e6]\nprior = [10, 2000]",
        "range = [9, 1]\nprior = [10, 2000]",
        READS + ".range",
        "goes from 9 to 1",
    ),
    (
        "prior = [10, 2000]",
        'prior = [10, 2000]\ngrows_share = "one_server"',
        READS + ".grows_share",
        "a share of what does not grow",
    ),
    (
        "prior = [10, 2000]",
        'prior = [10, 2000]\nspoken = { pre = "week" }',
        READS + ".spoken.pre",
        'Did you mean "per"?',
    ),
    (
        "prior = [10, 2000]",
        'prior = [10, 2000]\nspoken = { per = "week" }',
        READS + ".spoken.per",
        "only a plain count or users are counted per time",
    ),
    (
        "prior = [10, 2000]",
        "prior = [10, 2000]\nspoken = { per = 7 }",
        READS + ".spoken.per",
        "must be a text",
    ),
    (
        "prior = [10, 2000]",
        'prior = [10, 2000]\nspoken = { daily = "write_share" }',
        READS + ".spoken.daily",
        "only users over a time",
    ),
    (
        "prior = [10, 2000]",
        'prior = [10, 2000]\nspoken = { part = "writes", rest = "reads" }',
        READS + ".spoken.part",
        "a number has no parts",
    ),
    (
        "prior = [0.04, 0.35]",
        'prior = [0.04, 0.35]\nspoken = { part = "writes" }',
        "question.write_share.spoken.part",
        "a part needs its rest",
    ),
    (
        "prior = [0.04, 0.35]",
        'prior = [0.04, 0.35]\nspoken = { typical = { "a shop" = [0.9, 0.6] } }',
        "question.write_share.spoken.typical.a shop",
        "must be two numbers inside the range",
    ),
    (
        "prior = { each = 0.5 }",
        'prior = { each = 0.5 }\nspoken = { typical = { "a shop" = [0.6, 0.9] } }',
        "question.blocks.spoken.typical",
        "only numbers have typical ranges",
    ),
    (
        "prior = { each = 0.5 }",
        'prior = { each = 0.5 }\nspoken = { also = { cdnn = ["edge"] } }',
        "question.blocks.spoken.also.cdnn",
        'Did you mean "cdn"?',
    ),
    (
        "prior = { each = 0.5 }",
        'prior = { each = 0.5 }\nspoken = { also = { cdn = "edge" } }',
        "question.blocks.spoken.also.cdn",
        "must be a list of texts",
    ),
    (
        "prior = { each = 0.5 }",
        'prior = { each = 0.5 }\nspoken = { also = { cdn = ["edge"], queue = ["Edge"] } }',
        "question.blocks.spoken.also",
        '"edge" names two choices',
    ),
    (
        "prior = [10, 2000]",
        "prior = [10, 2000]\nprior_if = []",
        READS + ".prior_if",
        "only choices and levels have one",
    ),
    (
        "prior = { each = 0.5 }",
        'prior = { each = 0.5 }\nprior_if = [{ when = "reads > 5", prior = { each = 2 }, note = "n" }]',
        "question.blocks.prior_if",
        "a chance between 0 and 1",
    ),
    (
        "prior = { each = 0.5 }",
        'prior = { each = 0.5 }\nprior_if = [{ when = "raeds > 5", prior = { each = 0.2 }, note = "n" }]',
        "question.blocks.prior_if",
        'unknown name "raeds"',
    ),
    (
        "prior = { each = 0.5 }",
        'prior = { each = 0.5 }\nprior_if = [{ when = "reads > 5", prior = { each = 0.2 } }]',
        "question.blocks.prior_if",
        '"note" is missing',
    ),
    (
        "prior = { none = 0.5, seasonal = 0.3, viral = 0.2 }",
        "prior = { none = 0.5, seasonal = 0.3, viral = 0.2 }\n"
        'prior_if = [{ when = "surge == \'none\'", prior = { none = 1, seasonal = 0, viral = 0 }, note = "n" }]',
        "question.surge.prior",
        "the prior depends on itself",
    ),
    ("prior = [10, 2000]", "prior = [2000, 10]", READS + ".prior", "Write the lower number first"),
    ("prior = [10, 2000]", "prior = [0, 10]", READS + ".prior", "starts at 0"),
    ("prior = [10, 2000]", "prior = [10, 2e7]", READS + ".prior", "outside the range 0 to 1e+06"),
    ("prior = [10, 2000]", "prior = [10]", READS + ".prior", "must be two numbers"),
    ("prior = [10, 2000]", "prior = { about = 3 }", READS + ".prior", "has neither of nor formula"),
    (
        'prior = { formula = "writes", spread = [0.5, 2] }',
        'prior = { formula = "writes", spread = [0.5, 2], tells = "no" }',
        "question.measured.prior",
        "tells must be true or false",
    ),
    ("prior = [0.04, 0.35]", "prior = [0.04, 1]", "question.write_share.prior", "ends at 1"),
    ("viral = 0.2 }", "virall = 0.2 }", "question.surge.prior.virall", 'Did you mean "viral"?'),
    ("viral = 0.2 }", "viral = 0.3 }", "question.surge.prior", "the weights add up to 1.1"),
    ("seasonal = 0.3, viral = 0.2 }", "seasonal = 0.5 }", "question.surge.prior", "no weight for viral"),
    ("prior = { each = 0.5 }", "prior = { each = 2 }", "question.blocks.prior", "a chance between 0 and 1"),
    ('"99.9" = 0.6', '"99.8" = 0.6', "question.slo.prior", '"99.8"'),
    ("levels = [99, 99.9]", "levels = [99.9, 99]", "question.slo.levels", "each larger than the one before"),
    (
        'prior = { of = "reads", times = [1.2, 6] }',
        'prior = { of = "raeds", times = [1.2, 6] }',
        "question.reads_later.prior",
        'Did you mean "reads"?',
    ),
    (
        'prior = { of = "reads", times = [1.2, 6] }',
        'prior = { of = "reads", time = [1.2, 6] }',
        "question.reads_later.prior",
        'Did you mean "times"?',
    ),
    ('formula = "writes"', 'formula = "wirtes"', "question.measured.prior", 'Did you mean "writes"?'),
    ('unit = "%"', 'unit = "percents"', "question.slo.unit", "percents"),
    (
        'choices = { cdn = "CDN", queue = "Queue" }',
        'choices = { cdn = "CDN", queue = 1 }',
        "question.blocks.choices",
        "must have a label",
    ),
    (
        "range = [2000, 10000]",
        "range = [6000, 10000]",
        "parameter.one_server.range",
        "does not hold the value 5000",
    ),
]


@pytest.mark.parametrize(("old", "new", "key", "said"), SPOILED)
def test_a_wrong_shape_is_found(bench: Bench, old: str, new: str, key: str, said: str) -> None:
    bench.check(old, new, key, said)


@pytest.mark.parametrize(
    ("line", "key", "missing"),
    [
        ('ask = "How many reads in the peak second?"', "question.reads", "ask"),
        ("range = [0, 1e6]\nprior = [10, 2000]", "question.reads", "range"),
        ("prior = { each = 0.5 }", "question.blocks", "prior"),
        ('value = "reads * write_share"', "fact.writes", "value"),
        ('where = "https://example.org/book/one-server"', "source.book", "where"),
        ("weight = 3", "rule.reads_scale.replicas.load", "weight"),
        ("fires = { load = 0.9, blocks", "rule.reads_scale.replicas.load", "fires"),
        ("silent = { load = 0.1 }", "practice.db.index", "silent"),
        ("fires = {}", "practice.db.slow-query", "fires"),
        ('done_when = "No slow query lacks an index."', "practice.db.index", "done_when"),
        ('bad = ["Ends somewhere"]', "option.reads_scale.tune", "bad"),
        ('asks = "How will reads keep fitting?"', "decision.reads_scale", "asks"),
    ],
)
def test_a_missing_key_is_named(bench: Bench, line: str, key: str, missing: str) -> None:
    bench.change(line, "# " + line.partition("\n")[0] if "\n" not in line else "# " + line)
    said = [(problem.key, problem.message) for problem in bench.problems()]
    assert (key, f'"{missing}" is missing') in said


def test_every_problem_is_reported_at_once(bench: Bench) -> None:
    bench.change("weight = 3", "weight = 9")
    bench.change('after = ["db.slow-query"]', 'after = ["db.nothing"]')
    bench.change('ask = "Are there surges?"', "ask = 1")
    bench.add("broken.toml", "a =")
    bench.add("binary.toml", b"\xff\0")
    assert len(bench.problems()) == 5


def test_problems_come_in_the_order_of_their_places(bench: Bench) -> None:
    bench.change('title = "Review indexes"', "title = 1")
    bench.change('title = "Log slow queries"', "title = 1")
    bench.change('title = "Core"', "title = 1")
    places = [(problem.file, problem.line) for problem in bench.problems()]
    assert len(places) == 3
    assert places == sorted(places)


def test_the_error_reads_as_a_list(bench: Bench) -> None:
    bench.change("weight = 3", "weight = 9")
    with pytest.raises(RulebookError) as caught:
        load(bench.folder)
    line = bench.line("weight = 9", "decisions/reads_scale.toml")
    said = f"rules/decisions/reads_scale.toml:{line}: {RULE}.weight: must be a whole number"
    assert str(caught.value).startswith(said)
