"""`archassist rules lint|test|coverage|backtest|prove`: is a pack right? Exit code 1 when it is not."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from archassist.cli.output import complain, say, say_head, say_json, say_table, say_wrapped
from archassist.cli.progress import progress
from archassist.cli.rules import opened

if TYPE_CHECKING:
    from archassist.casebase import Backtest


def lint(chosen: Namespace) -> int:
    """Prints what is valid and still not good."""
    from archassist.authoring.lint import lint as findings_of
    from archassist.authoring.remarks import findings_view

    _, rulebook = opened(chosen)
    findings = findings_of(rulebook)
    if chosen.json:
        say_json(findings_view(findings))
    else:
        for each in findings:
            say(str(each))
        complain(f"{len(findings)} findings." if findings else "No findings.")
    return 1 if findings else 0


def test(chosen: Namespace) -> int:
    """Runs every example and scenario."""
    from archassist.authoring.examples import examples_view, load_scenarios, run_examples

    folder, rulebook = opened(chosen)
    outcomes = list(run_examples(rulebook, load_scenarios(folder, rulebook)))
    failed = [each for each in outcomes if each.fault]
    if chosen.json:
        say_json(examples_view(outcomes))
    else:
        for each in failed:
            say(f"{each.place}: {each.kind} {each.id}: {each.fault}")
        complain(f"{len(outcomes) - len(failed)} of {len(outcomes)} examples pass.")
    return 1 if failed else 0


def coverage(chosen: Namespace) -> int:
    """Says which rules and branches cases, examples and scenarios exercise."""
    from archassist.authoring.coverage import coverage as covered_by
    from archassist.authoring.coverage import coverage_view
    from archassist.authoring.examples import load_scenarios
    from archassist.casebase import load_cases

    folder, rulebook = opened(chosen)
    profiles = [{}, *(each.beliefs for each in load_cases(folder, rulebook) if each.verdict != "anecdote")]
    profiles += [each.beliefs for each in load_scenarios(folder, rulebook)]
    found = covered_by(rulebook, profiles)
    if chosen.json:
        say_json(coverage_view(found))
        return 0
    (rules, of_rules), (sides, of_sides) = found.rules(), found.branches()
    for each in found.open:
        said = "never fires" if not each.fired else "always fires" if not each.silent else ""
        say(f"{each.place}: {each.id}" + (f": {said}" if said else ""))
        for branch in each.one_sided:
            say(f"    never {'false' if branch.true else 'true'}: {branch.text}")
    share = 100 * sides // max(of_sides, 1)
    complain(
        f"{found.profiles} profiles: {rules} of {of_rules} rules and practices exercised both ways, "
        f"{sides} of {of_sides} sides of branches ({share}%)."
    )
    return 0


def backtest(chosen: Namespace) -> int:
    """Compares advice with published cases."""
    from archassist.casebase import backtest as compared
    from archassist.casebase import load_cases
    from archassist.casebase.backtest import backtest_view
    from archassist.session.rulebooks import engine_for

    folder, rulebook = opened(chosen)
    cases = load_cases(folder, rulebook)
    with progress("Comparing with cases", len(cases), quiet=chosen.json) as work:
        found = compared(engine_for(rulebook), work.each(cases))
    if chosen.json:
        say_json(backtest_view(found))
        return 1 if found.overscaling else 0
    _agreement(found)
    for each in found.verdicts:
        if each.agrees:
            continue
        said = (
            "a forbidden option"
            if each.forbidden
            else f"the company: {' or '.join(each.case.accepted[each.decision])}"
        )
        say_head(
            f"{each.case.title} ({each.case.id}, {each.half}): "
            f"{each.decision} is {each.recommended} ({each.standing}); {said}",
            standing=each.standing or "",
        )
        for reason in each.because:
            say_wrapped(f"- {reason.text} [{reason.rule}]", "  ")
    for each in found.overscaling:
        complain(
            f"{each.case.title} did well without what is advised firmly: {each.decision} {each.recommended}."
        )
    return 1 if found.overscaling else 0


def _agreement(found: Backtest) -> None:
    """How often the advice agrees with what companies did, decision by decision."""
    rows = []
    for decision in found.decisions:
        parts = (
            found.agreement(decision),
            found.agreement(decision, "tuned"),
            found.agreement(decision, "held out"),
        )
        rows.append([decision, *(f"{part.agree}/{part.cases} {part.share:.0%}" for part in parts)])
    heads = ("decision", "all", "tuned half", "held-out half")
    lines = (f"{name:28} {whole:>12} {tuned:>14} {held:>15}" for name, whole, tuned, held in [heads, *rows])
    say_table([(head, head != "decision") for head in heads], rows, lines)


def prove(chosen: Namespace) -> int:
    """Proves claims about a pack, or shows answers that refute them."""
    from archassist.authoring.proofs import CLAIMS, MissingProver, NoSuchClaim
    from archassist.authoring.proofs import prove as proved
    from archassist.authoring.proofs.report import proof_view

    _, rulebook = opened(chosen)
    try:
        with progress("Proving", len(chosen.only or CLAIMS), quiet=chosen.json) as work:
            report = proved(rulebook, only=chosen.only or (), steps=work.each)
    except (MissingProver, NoSuchClaim) as error:
        complain(str(error))
        return 2
    if chosen.json:
        say_json(proof_view(report))
        return 1 if report.refuted else 0
    for each in (*report.refuted, *report.open):
        say(f"{each.claim}: {each.id}: {each.said}")
        if each.witness:
            say_wrapped(", ".join(f"{name}={value}" for name, value in each.witness.items()), "    ")
    for claim, counts in report.counts().items():
        rest = f", {counts.refuted} refuted" if counts.refuted else ""
        rest += f", {counts.open} not decided" if counts.open else ""
        complain(f"{claim}: {counts.proved} hold{rest}.")
    return 1 if report.refuted else 0
