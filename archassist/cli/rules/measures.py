"""Tables that say how well the advice does on companies it was not learned of: `rules backtest` and `rules calibrate`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from archassist.cli.output import say, say_head, say_table

if TYPE_CHECKING:
    from archassist.casebase.measured import DecisionLeftOut, LeftOutView, SightsOfRules
    from archassist.casebase.panel_agreement import PanelAgreement
    from archassist.casebase.rates import Rate


def tell_first_sights(seen: Sequence[SightsOfRules]) -> None:
    """The curve over versions of the rules."""
    say_head("First sight: new cases, as assessed before a rule was touched for them")
    heads = ("first seen", "rules", "cases", "decisions", "right", "firm right", "leaning")
    rows = [
        (
            each.date,
            each.rules,
            f"{each.cases}",
            f"{each.right.of}",
            _percent(each.right),
            _counted(each.firm),
            _counted(each.leaning),
        )
        for each in seen
    ]
    lines = (
        f"  {date:10} {rules:12} {cases:>5} {decisions:>9} {right:>12} {firm:>11} {leaning:>11}"
        for date, rules, cases, decisions, right, firm, leaning in [heads, *rows]
    )
    say_table([(head, at > 1) for at, head in enumerate(heads)], rows, lines)


def tell_left_out(found: LeftOutView) -> None:
    """How advice does to companies left out, beside baselines; by decision; and how it spreads over the options."""
    say_head("Every company left out once: advice by weights learned of the others")
    if found.rules:
        which = "are the present ones" if found.present else "are not the present ones"
        say(f"  Made by the rules {found.rules}, which {which}.")
    if not found.present:
        say("  Run `archassist rules calibrate --keep` to make it again.")
    if found.unseen:
        say(f"  {found.unseen} decisions of cases came or changed since: not in these figures.")
    _totals(found)
    _by_decision(found.decisions)
    _spread(found.decisions)


def _totals(found: LeftOutView) -> None:
    heads = ("", "right", "share", "95% interval", "advice ahead by")
    rows = [("advice", *_whole(found.right), "")]
    for name, rate in (("firm", found.firm), ("leaning", found.leaning), ("open", found.open)):
        rows.append((f"  {name}", *_whole(rate), f"{_of(rate.of, found.right.of)} of all"))
    for name, rate in found.baselines.items():
        ahead = found.ahead[name]
        by = f"{100 * ahead.points:+.1f} ({100 * ahead.low:+.0f} to {100 * ahead.high:+.0f})"
        rows.append((name, *_whole(rate), by))
    lines = (
        f"  {name:18}{right:>8}{share:>7}{interval:>14}  {more}".rstrip()
        for name, right, share, interval, more in [heads, *rows]
    )
    say_table([(head, 0 < at < 4) for at, head in enumerate(heads)], rows, lines)
    misses = found.misses
    say(
        f"  wrong: {misses.lighter} lighter, {misses.heavier} heavier than all that was right, {misses.beside} beside"
    )


def _by_decision(decisions: Iterable[DecisionLeftOut]) -> None:
    say_head("By decision: right; lighter : heavier misses; firm, leaning; baselines right")
    heads = ("decision", "right", "l : h", "firm", "lean", "first", "usual", "near", "plain")
    rows = [
        (
            each.decision,
            _counted(each.right),
            f"{each.misses.lighter} : {each.misses.heavier}",
            *(f"{part.right}/{part.of}" for part in (each.firm, each.leaning)),
            *(_of(rate.right, rate.of) for rate in each.baselines.values()),
        )
        for each in decisions
    ]
    lines = (
        f"{row[0]:26}{row[1]:>11}{row[2]:>7}{row[3]:>6}{row[4]:>6}{row[5]:>6}{row[6]:>6}{row[7]:>6}{row[8]:>6}"
        for row in [heads, *rows]
    )
    say_table([(head, at > 0) for at, head in enumerate(heads)], rows, lines)


def _spread(decisions: Iterable[DecisionLeftOut]) -> None:
    from archassist.casebase.measured import ENOUGH

    told = [each for each in decisions if each.spread]
    if not told:
        return
    say_head("Spread over options: share of companies told so, and for which it was right")
    say(f"  From {ENOUGH} cases on. Options right together count each; under shared, as one.")
    heads = ("decision", "option", "told", "right", "shared", "")
    rows = [
        (
            "" if at else each.decision,
            one.option,
            f"{one.recommended_share:.0%}",
            f"{one.right_share:.0%}",
            f"{one.right_shared:.0%}",
            one.flag,
        )
        for each in told
        for at, one in enumerate(each.spread)
    ]
    lines = (
        f"{row[0]:26} {row[1]:23}{row[2]:>5}{row[3]:>6}{row[4]:>7}  {row[5]}".rstrip()
        for row in [heads, *rows]
    )
    say_table([(head, at in (2, 3, 4)) for at, head in enumerate(heads)], rows, lines)
    flags = [one.flag for each in told for one in each.spread]
    whole = sum(not any(one.flag for one in each.spread) for each in told)
    rarely, often = flags.count("too rarely"), flags.count("too often")
    say(f"  {whole} of {len(told)} decisions hold; {rarely} options told too rarely, {often} too often")


def tell_panels(found: PanelAgreement) -> None:
    """The advice beside the judges of made-up teams that are kept for checking."""
    say_head(f"Panels kept for checking: {found.teams} made-up teams that experts judged")
    heads = (f"on {found.several} questions with several judges", "advice", "one judge", "ahead by")
    rows = [
        (what, f"{alike.advice:.1%}", f"{alike.judge:.1%}",
         f"{100 * alike.ahead.points:+.1f} ({100 * alike.ahead.low:+.0f} to {100 * alike.ahead.high:+.0f})")
        for what, alike in (("as one other judge", found.one_other), ("as most of the other judges", found.most_others))
    ]  # fmt: skip
    lines = (f"  {row[0]:38}{row[1]:>7}{row[2]:>11}{row[3]:>22}" for row in [heads, *rows])
    say_table([(head, at > 0) for at, head in enumerate(heads)], rows, lines)
    rates: Mapping[str, Rate] = {
        "where all judges agree": found.unanimous,
        "as most judges, all questions": found.right,
        "  firm": found.firm,
        "  leaning": found.leaning,
        "  open": found.open,
    }
    for name, rate in rates.items():
        right, share, interval = _whole(rate)
        say(f"  {name:38}{share:>7}{interval:>12}{right:>21}")


def _whole(rate: Rate) -> tuple[str, str, str]:
    """How many of how many, the share, and its interval."""
    share = "" if rate.share is None else f"{rate.share:.1%}"
    interval = "" if rate.low is None or rate.high is None else f"{rate.low:.0%} to {rate.high:.0%}"
    return f"{rate.right}/{rate.of}", share, interval


def _percent(rate: Rate) -> str:
    """The share and its interval."""
    interval = (
        "" if rate.low is None or rate.high is None else f" ({100 * rate.low:.0f}-{100 * rate.high:.0f})"
    )
    return f"{_of(rate.right, rate.of)}{interval}"


def _counted(rate: Rate) -> str:
    return f"{rate.right}/{rate.of} {_of(rate.right, rate.of)}"


def _of(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"
