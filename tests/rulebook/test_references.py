"""Ids that are taken, unknown or unusable, and references that lead in a circle."""

import pytest

from archassist.engine import Cases, Engine, Exact
from archassist.rulebook import template_parts

from .packs import INDEX, READS, REPLICAS, Bench

SPOILED = [
    # old line, new line, key, part of what is said
    (
        'practices = ["db.index"]',
        'practices = ["db.indices"]',
        REPLICAS + ".practices",
        'Did you mean "db.index"?',
    ),
    (
        'after = ["db.slow-query"]',
        'after = ["db.slow-qery"]',
        INDEX + ".after",
        'Did you mean "db.slow-query"?',
    ),
    ('phase = ["start"]', 'phase = ["satrt"]', INDEX + ".phase", 'Did you mean "start"?'),
    ('requires = ["balancing.l7"]', 'requires = ["l7"]', REPLICAS + ".requires", 'Write "decision.option"'),
    (
        'requires = ["balancing.l7"]',
        'requires = ["reads_scale.tune"]',
        REPLICAS + ".requires",
        "is of the same decision",
    ),
    (
        "prior = [10, 2000]",
        'grows_share = "two"\ngrows_with = "users"\nprior = [10, 2000]',
        READS + ".grows_share",
        'unknown parameter or fact "two"',
    ),
    (
        "effort = { days = [2, 10] }",
        'effort = { days = [2, 10], scaled_by = "raeds" }',
        "option.reads_scale.tune.effort",
        'unknown question or fact "raeds"',
    ),
    (
        "effort = { days = [1, 1] }",
        'effort = { days = [1, 1], per = "raeds" }',
        "practice.db.slow-query.effort",
        'Did you mean "reads"?',
    ),
    (
        'unit = "1/s"\nrange = [0, 1e6]\nprior = [10, 2000]',
        'spoken = { per = "month", daily = "wirte_share" }\nunit = "users"\nrange = [0, 1e6]\nprior = [10, 2000]',
        READS + ".spoken.daily",
        'Did you mean "write_share"?',
    ),
    (
        'unit = "1/s"\nrange = [0, 1e6]\nprior = [10, 2000]',
        'spoken = { per = "month", daily = "slo" }\nunit = "users"\nrange = [0, 1e6]\nprior = [10, 2000]',
        READS + ".spoken.daily",
        '"slo" is no share',
    ),
    ("order = 8", 'default = "tnue"', "decision.reads_scale.default", 'Did you mean "tune"?'),
]


@pytest.mark.parametrize(("old", "new", "key", "said"), SPOILED)
def test_an_unknown_reference_is_found(bench: Bench, old: str, new: str, key: str, said: str) -> None:
    bench.check(old, new, key, said)


def test_an_id_twice_in_a_file_has_its_line(bench: Bench) -> None:
    text = (bench.folder / "words.toml").read_text()
    bench.add("words.toml", text + '\n[source.book]\ntitle = "Again"\n')
    problem = bench.problem()
    assert problem.line == len(text.splitlines()) + 2
    assert "this table is already at line 5" in problem.message


def test_an_id_twice_in_two_files_names_both(bench: Bench) -> None:
    bench.add("zz.toml", '[source.book]\ntitle = "Again"\nwhere = "x"\nkind = "primary"\n')
    problem = bench.problem()
    assert (problem.file, problem.line) == ("rules/zz.toml", 1)
    assert "this source is already at rules/words.toml:5" in problem.message


def test_a_question_and_a_fact_may_not_share_a_name(bench: Bench) -> None:
    bench.add("zz.toml", '[fact.reads]\ntitle = "Reads"\nvalue = "1"\nunit = "1/s"\n')
    said = [problem.message for problem in bench.problems()]
    assert any('"reads" is already a question at rules/questions/core.toml:1' in text for text in said)


@pytest.mark.parametrize("name", ["Reads", "7days", "with-hyphen", '"spa ce"', "known", "max", "lambda"])
def test_a_name_that_expressions_cannot_use(bench: Bench, name: str) -> None:
    bench.add("zz.toml", f'[fact.{name}]\ntitle = "X"\nvalue = "1"\n')
    assert any("id" in problem.message or "word" in problem.message for problem in bench.problems())


def test_a_practice_id_without_quotation_marks(bench: Bench) -> None:
    bench.add("zz.toml", '[practice.db.more]\ntitle = "More"\n')
    assert any('[practice."db.ITEM"]' in problem.remedy for problem in bench.problems())


def test_an_option_of_no_decision(bench: Bench) -> None:
    bench.change("[decision.reads_scale]", "[decision.read_scale]")
    said = [str(problem) for problem in bench.problems()]
    assert any('unknown decision "reads_scale". Did you mean "read_scale"?' in text for text in said)


def test_a_rule_of_no_option(bench: Bench) -> None:
    bench.change("[rule.reads_scale.replicas.load]", "[rule.reads_scale.replcas.load]")
    said = bench.problem()
    assert (said.message, said.remedy) == (
        'unknown option "reads_scale.replcas"',
        'Did you mean "reads_scale.replicas"?',
    )


def test_an_unknown_option_of_a_known_decision(bench: Bench) -> None:
    bench.add(
        "decisions/balancing.toml",
        """\
        [decision.balancing]
        title = "Balancing"
        asks = "How?"
        [option.balancing.none]
        title = "None"
        about = "x"
        good = ["x"]
        bad = ["x"]
        effort = { days = [0, 0] }
        reversible = "easy"
        [option.balancing.l4]
        title = "L4"
        about = "x"
        good = ["x"]
        bad = ["x"]
        effort = { days = [0, 0] }
        reversible = "easy"
        """,
    )
    assert 'unknown option "balancing.l7"' in bench.problem().message


def test_facts_in_a_circle(bench: Bench) -> None:
    bench.change('value = "reads * write_share"', 'value = "load * one_server"')
    problem = bench.problem()
    assert problem.key.startswith("fact.")
    assert _circle(problem.message) == ["load", "writes"]


def test_every_circle_of_facts_is_reported(bench: Bench) -> None:
    fact = '[fact.{}]\ntitle = "X"\nvalue = "{} + 1"\n'
    bench.add("zz.toml", "".join(fact.format(*pair) for pair in ("ab", "ba", "cc")))
    assert sorted(_circle(problem.message) for problem in bench.problems()) == [["a", "b"], ["c"]]


def test_practices_in_a_circle(bench: Bench) -> None:
    bench.change('title = "Log slow queries"', 'title = "Log slow queries"\nafter = ["db.index"]')
    problem = bench.problem()
    assert "these practices wait for each other" in problem.message
    assert _circle(problem.message) == ["db.index", "db.slow-query"]


def test_a_practice_after_itself(bench: Bench) -> None:
    bench.change('after = ["db.slow-query"]', 'after = ["db.index"]')
    assert _circle(bench.problem().message) == ["db.index"]


def test_every_circle_through_one_practice_is_reported(bench: Bench) -> None:
    practice = (
        '[practice."db.{}"]\ntitle = "T"\nwhen = "True"\nafter = {}\nimpact = 1\n'
        'effort = {{ days = [1, 1] }}\ndone_when = "x"\nfires = {{}}\n'
    )
    bench.add(
        "zz.toml", practice.format("a", '["db.slow-query"]') + practice.format("b", '["db.slow-query"]')
    )
    bench.change('title = "Log slow queries"', 'title = "Log slow queries"\nafter = ["db.a", "db.b"]')
    assert sorted(_circle(problem.message) for problem in bench.problems()) == [
        ["db.a", "db.slow-query"],
        ["db.b", "db.slow-query"],
    ]


def test_options_in_a_circle(bench: Bench) -> None:
    bench.change('requires = ["balancing.l7"]', 'requires = ["balancing.b"]')
    option = 'title = "T"\nabout = "x"\n'
    option += 'good = ["x"]\nbad = ["x"]\neffort = { days = [0, 0] }\nreversible = "easy"\n'
    bench.add(
        "zz.toml",
        '[decision.balancing]\ntitle = "B"\nasks = "?"\n'
        f"[option.balancing.a]\n{option}[option.balancing.b]\n{option}"
        'requires = ["reads_scale.replicas"]\n',
    )
    assert _circle(bench.problem().message) == ["balancing.b", "reads_scale.replicas"]


def test_a_prior_that_depends_on_itself(bench: Bench) -> None:
    bench.change('value = "reads * write_share"', 'value = "measured * write_share"')
    problem = bench.problem()
    assert "the prior depends on itself" in problem.message
    assert _circle(problem.message) == ["measured", "writes"]


def a_chain_of_facts(length: int) -> str:
    facts = [
        f'[fact.f{at}]\ntitle = "F"\nunit = "1/s"\nvalue = "f{at - 1} / 2 + f{at - 1} / 2"\n'
        for at in range(length)
    ]
    return "".join(facts).replace("f-1", "reads")


def test_facts_that_need_too_many_others_one_after_the_other_are_refused(bench: Bench) -> None:
    bench.add("facts/chain.toml", a_chain_of_facts(101))
    found = bench.problem()
    assert (found.key, "more than 100 facts and questions" in found.message) == ("fact.f99.value", True)


@pytest.mark.parametrize("backwards", [False, True])
def test_facts_that_need_many_others_work_throughout(bench: Bench, backwards: bool) -> None:
    """Each reads the one before twice: what copied would need 2 ** 98 copies."""
    facts = a_chain_of_facts(98).split("\n[")
    bench.add("facts/chain.toml", "\n[".join([facts[0], *facts[:0:-1]] if backwards else facts))
    bench.change('when = "load > 0.5"', 'when = "f97 > 1 and load > 0.5"')
    bench.change(
        "fires = { load = 0.9 }\nsilent = { load = 0.1 }",
        "fires = { load = 0.9, reads = 9 }\nsilent = { reads = 0 }",
    )
    rulebook = bench.load()
    practice = rulebook.practices["db.index"]
    assert Cases(rulebook).holds(practice.when, practice.fires)
    engine = Engine(rulebook)
    assert engine.assess({"reads": Exact(90_000.0)}, samples=16).practices


def test_a_long_chain_is_no_circle(bench: Bench) -> None:
    practice = (
        'title = "T"\nwhen = "True"\nimpact = 1\neffort = { days = [1, 1] }\ndone_when = "x"\nfires = {}\n'
    )
    chain = [f'[practice."a.p{at}"]\n{practice}after = ["a.p{at + 1}"]\n' for at in range(1500)]
    bench.add("chain.toml", "".join(chain) + f'[practice."a.p1500"]\n{practice}')
    assert bench.problems() == []


def _circle(message: str) -> list[str]:
    path = message.partition(": ")[2].split(" -> ")
    assert path[0] == path[-1]
    return sorted(path[1:])


def test_a_very_large_pack_loads(bench: Bench) -> None:
    bench.add("decisions/many.toml", many(10_000, "load > 0.5"))
    assert len(bench.load().decisions["reads_scale"].rules) == 10_001


def test_a_very_large_faulty_pack_tells_every_fault_at_once(bench: Bench) -> None:
    bench.add("decisions/many.toml", many(2_000, "laod > 0.5"))
    problems = bench.problems()
    assert len(problems) == 2_000
    assert all('Did you mean "load"?' in problem.remedy for problem in problems)
    assert len({problem.line for problem in problems}) == 2_000


def many(count: int, when: str) -> str:
    return "\n".join(
        f"[rule.reads_scale.replicas.r{number}]\n"
        f'when = "{when}"\nsays = "for"\nweight = 1\nbecause = "Reads use {{load:share}}, says {number}"\n'
        'source = ["book"]\nfires = { load = 0.9 }\nsilent = { load = 0.1 }\n'
        for number in range(count)
    )


@pytest.mark.parametrize(
    "because",
    [
        "{load.__class__}",
        "{load!r}",
        "{load:>1000000000}",
        "{0}",
        "{}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% for x in range(10) %}{% endfor %}",
        "{load",
        "%(load)s {lo ad}",
    ],
)
def test_a_hostile_reason_is_refused_or_stays_text(bench: Bench, because: str) -> None:
    bench.change("Reads use {load:share} of one server, {reads:rate} with {surge:choice}.", because)
    problems = bench.problems()
    if problems:
        assert all("because" in problem.key for problem in problems)
        return
    rule = bench.load().decisions["reads_scale"].rules[0]
    assert all(isinstance(part, str) for part in template_parts(rule.because))
