"""Proofs about a pack: the shipped one holds, and every kind of planted fault is found with a witness."""

from __future__ import annotations

import pytest

from archassist.authoring.proofs import CLAIMS, NoSuchClaim, Report, prove
from archassist.authoring.proofs.symbols import Symbols, satisfied, solver_library
from archassist.engine import Engine
from archassist.expressions import compile_program, parse
from archassist.rulebook import Rulebook
from tests.rulebook.packs import Bench

TEAMS = 4_000


def refuted(bench: Bench, claim: str) -> list[str]:
    return [each.id for each in report(bench, claim).refuted]


def report(bench: Bench, claim: str) -> Report:
    return prove(bench.load(), only=[claim], teams=TEAMS)


def test_the_rules_that_ship_are_proved(shipped: Rulebook) -> None:
    found = prove(shipped)
    assert not found.refuted, "\n".join(f"{each.claim}: {each.id}: {each.said}" for each in found.refuted)
    assert not found.open, "\n".join(f"{each.claim}: {each.id}" for each in found.open)
    assert found.counts().keys() == CLAIMS.keys()


def test_the_rules_that_ship_declare_what_must_grow(shipped: Rulebook) -> None:
    assert "write_util_12m" in shipped.decisions["write_scaling"].heavier_with
    assert "read_util_12m" in shipped.decisions["read_scaling"].heavier_with
    assert sum(len(each.heavier_with) for each in shipped.decisions.values()) >= 20


LOAD = "rule.reads_scale.replicas.load"


def test_a_rule_that_can_never_fire(bench: Bench) -> None:
    bench.change("when = \"load > 0.7 and 'cdn' in blocks\"", 'when = "reads > 900_000 and reads < 900_000"')
    bench.change('fires = { load = 0.9, blocks = ["cdn"] }', "fires = { reads = 950_000 }")
    (found,) = report(bench, "can fire").refuted
    assert found.id == "reads_scale.replicas.load"
    assert "no answers within the ranges" in found.said


def test_a_rule_that_only_the_solver_can_make_fire(bench: Bench) -> None:
    # One number among a million: chance does not find it, the solver does, and the program agrees.
    bench.change(
        "when = \"load > 0.7 and 'cdn' in blocks\"", 'when = "reads > 412_345.6 and reads < 412_345.7"'
    )
    bench.change('fires = { load = 0.9, blocks = ["cdn"] }', "fires = { reads = 412_345.65 }")
    found = report(bench, "can fire")
    assert not found.refuted
    shown = next(each for each in found.results if each.id == "reads_scale.replicas.load")
    assert shown.status == "proved"
    assert 412_345.6 <= float(shown.witness["reads"]) <= 412_345.7


def test_a_rule_that_can_never_be_silent(bench: Bench) -> None:
    bench.change("when = \"load > 0.7 and 'cdn' in blocks\"", 'when = "reads >= 0"')
    assert refuted(bench, "can be silent") == ["reads_scale.replicas.load"]


def test_an_option_that_can_never_win(bench: Bench) -> None:
    bench.change('says = "for"', 'says = "against"')
    assert refuted(bench, "can win") == ["reads_scale.replicas"]


EXTRA = """\
[rule.reads_scale.{option}.{name}]
when = "{when}"
says = "{says}"
weight = 3
because = "It is so."
source = ["book"]
fires = {{ reads = 900 }}
silent = {{ reads = 100 }}
"""


def extra(bench: Bench, *rules: tuple[str, str, str, str]) -> None:
    text = "\n".join(
        EXTRA.format(option=option, name=name, when=when, says=says) for option, name, when, says in rules
    )
    bench.add("decisions/extra.toml", text)


def test_a_decision_left_without_an_option(bench: Bench) -> None:
    extra(
        bench,
        ("tune", "out", "reads > 800", "rules_out"),
        ("replicas", "out", "reads > 500 and reads < 1_000", "rules_out"),
    )
    (found,) = report(bench, "never without an option").refuted
    assert found.id == "reads_scale"
    assert 800 < float(found.witness["reads"]) < 1_000


def test_no_decision_is_left_when_the_conditions_exclude_each_other(bench: Bench) -> None:
    extra(
        bench,
        ("tune", "out", "reads > 800", "rules_out"),
        ("replicas", "out", "reads < 700 and reads > 500", "rules_out"),
    )
    found = report(bench, "never without an option")
    assert [each.status for each in found.results] == ["proved"]
    assert "solver" in found.results[0].said


def test_an_option_required_and_ruled_out(bench: Bench) -> None:
    extra(
        bench,
        ("replicas", "needed", "reads > 600", "requires"),
        ("replicas", "out", "reads > 800", "rules_out"),
    )
    (found,) = report(bench, "no contradiction").refuted
    assert found.id.startswith("reads_scale.replicas.needed")
    assert float(found.witness["reads"]) > 800


def test_a_requirement_that_can_never_be_met(bench: Bench) -> None:
    bench.add(
        "decisions/balancing.toml",
        """\
        [decision.balancing]
        title = "Balancing"
        asks = "How is traffic shared out?"

        [option.balancing.none]
        title = "None"
        about = "One node."
        good = ["Simple"]
        bad = ["One node"]
        effort = { days = [0, 1] }
        reversible = "easy"

        [option.balancing.l7]
        title = "Layer 7"
        about = "By request."
        good = ["Several nodes"]
        bad = ["One more part"]
        effort = { days = [1, 5] }
        reversible = "easy"

        [rule.balancing.l7.never]
        when = "reads >= 0"
        says = "rules_out"
        because = "It is never allowed"
        source = ["book"]
        fires = { reads = 5 }
        silent = { reads = 5 }
        """,
    )
    assert refuted(bench, "requirements can be met") == ["reads_scale.replicas"]


def test_more_that_leads_to_less(bench: Bench) -> None:
    bench.change("order = 8", 'order = 8\nheavier_with = ["load"]')
    extra(bench, ("replicas", "too_much", "load > 2", "against"))
    bench.change("fires = { reads = 900 }", "fires = { load = 3 }")
    bench.change("silent = { reads = 100 }", "silent = { load = 1 }")
    (found,) = report(bench, "monotone as declared").refuted
    assert "from replicas to tune" in found.said
    assert float(found.witness["load"]) <= 2 < float(found.witness["load then"])


def test_more_that_never_leads_to_less(bench: Bench) -> None:
    bench.change("order = 8", 'order = 8\nheavier_with = ["load"]')
    (found,) = report(bench, "monotone as declared").results
    assert found.status == "proved"


def test_options_that_give_as_much_may_take_turns(bench: Bench) -> None:
    bench.change("order = 8", 'order = 8\nheavier_with = ["load"]\nas_much = [["tune", "replicas"]]')
    extra(bench, ("replicas", "too_much", "load > 2", "against"))
    assert refuted(bench, "monotone as declared") == []


def test_a_declaration_of_an_unknown_name_is_refused(bench: Bench) -> None:
    bench.check(
        "order = 8",
        'order = 8\nheavier_with = ["laod"]',
        "decision.reads_scale.heavier_with",
        'Did you mean "load"',
    )


def test_an_unknown_claim_is_refused(bench: Bench) -> None:
    with pytest.raises(NoSuchClaim, match="can fire"):
        prove(bench.load(), only=["can fly"], teams=10)


def deep(around: str, levels: int, inner: str) -> str:
    for _ in range(levels):
        inner = around.replace("X", inner)
    return inner


@pytest.mark.parametrize(
    "condition",
    [
        deep("(1 if X in (1, 2, 3) else 0)", 17, "load") + " < 1",
        deep("(1 if 0 < X < 2 else 0)", 17, "load") + " < 1",
        deep("min(X, 1, 2, load)", 17, "load") + " > 0.5",
        "'cdn' in (blocks if surge == 'viral' else blocks) and 'queue' not in blocks",
        "(surge if (surge if min(load, 1) > 0.5 else surge) == 'none' else surge) in ('none', 'viral')",
        "has(blocks, 'cdn') and clamp(load, 0, 1) >= 0.5 and not surging",
    ],
    ids=["in", "chain", "min", "choices", "choice", "functions"],
)
def test_a_formula_of_the_solver_says_what_the_program_says(bench: Bench, condition: str) -> None:
    """The first ones would be made 2 or 3 times at every level, if a part that is read again were made again."""
    rulebook, expression = bench.load(), parse(condition)
    row = dict(Engine(rulebook).profile({}))
    for wanted in (True, False):
        symbols = Symbols(rulebook)
        formula = symbols.formula(expression)
        answer, model = satisfied(symbols.bounds, formula if wanted else solver_library().Not(formula))
        assert answer == "sat"
        team = row | symbols.codes(model)
        facts = {id: fact.expression for id, fact in rulebook.facts.items()}
        program = compile_program(
            {**facts, "it": expression}, rulebook.types, [name for name in team if ":" not in name]
        )
        assert program.row(team)["it"] is wanted
