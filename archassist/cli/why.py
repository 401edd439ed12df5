"""`archassist why`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from archassist.cli.arguments import json_flag, session_argument, word
from archassist.cli.assess import full_title, tell_doubt, tell_move
from archassist.cli.output import opened, say, say_contradictions, say_head, say_json, say_table, say_wrapped
from archassist.views.chances import INSTEAD, chance_text, precedent_text, size_text
from archassist.views.needs import needs_text
from archassist.words import BANDS, capital, includes_text, named

if TYPE_CHECKING:
    from archassist.session import Review
    from archassist.views.records.advice import PrecedentView
    from archassist.views.records.outlook import RestsView, SwingEnd, SwingView
    from archassist.views.records.tradeoffs import QualitiesView
    from archassist.views.records.why import ReasonView, WhyView


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist why`."""
    session_argument(command)
    command.add_argument("decision", metavar="DECISION", help="its id or its title")
    command.add_argument("option", type=word, metavar="OPTION", nargs="?", help="why this option, or why not")
    json_flag(command)


def run(chosen: Namespace) -> int:
    """Prints the reasons for a recommendation, or for and against an option."""
    from archassist.views.why import whole_why_view

    review = opened(chosen.session)
    decisions = review.rulebook.decisions
    decision, option = named(decisions, chosen.decision) or chosen.decision, chosen.option
    if option and decision in decisions:
        option = named(decisions[decision].options, option) or option
    view = whole_why_view(review, decision, option)
    if chosen.json:
        say_json(view)
    else:
        _tell(review, view)
    return 0


def _tell(review: Review, view: WhyView) -> None:
    say(f"{view.title}: {view.asks}")
    verdict = "recommended" if view.chosen else "not recommended"
    best = f"best {BANDS[view.futures or 'none']}"
    if not view.enough:
        say_head(f"Nothing is recommended yet. {needs_text(view.needs)}.")
        verdict = "ahead so far" if view.chosen else "not ahead so far"
    say_head(f"{view.option_title} is {verdict} ({view.standing}); {best}.", standing=view.standing or "")
    if view.chance is not None:
        say_wrapped(chance_text(view.chance), "  ")
    if view.chosen and view.enough:
        tell_move(view.move)
    else:
        if view.enough and view.move.kind != "adopt":
            say_wrapped(f"To take it: {view.move.title}.", "    ")
        tell_doubt(view.move)
    say_contradictions(view.contradictions, "  ")
    say_wrapped(view.about, "  ")
    if view.includes:
        say_wrapped(includes_text(view.includes), "  ")
    _not_at_issue(review, view.decision)
    _verdicts(review, view.decision)
    _arguments(review, view)
    _list("Good", view.good)
    _list("Bad", view.bad)
    _hangs_on(view.hangs_on or ())
    if view.chosen and view.rests_on:
        _rests(view.rests_on)
    _list("What would change it", [flip.text for flip in view.flips or ()])
    if view.qualities:
        _qualities(view.qualities)
    _precedents(view.precedents or ())
    if view.watch:
        say_head(f"Watch: {view.watch}")
    if view.assumes:
        say_head("Based on typical ranges, because these questions are not answered:")
        say_wrapped("; ".join(f"{question.title} ({question.id})" for question in view.assumes), "  ")


def _not_at_issue(review: Review, decision: str) -> None:
    """Says so where this team is told of the decision nowhere else, and which answers would put it at issue."""
    known = review.rulebook.decisions[decision]
    if known.when is None or decision in {each.id for each in review.assess().decisions}:
        return
    behind = sorted(review.engine.compiled.behind(known.when))
    named = "; ".join(f"{review.rulebook.questions[id].title} ({id})" for id in behind)
    say_wrapped(
        f"Not at issue for this team, and left out of its advice. What puts it at issue: {named}.", "  "
    )


def _arguments(review: Review, view: WhyView) -> None:
    """What speaks for the option and against it, and for what is recommended instead."""
    options = review.rulebook.decisions[view.decision].options
    if not view.chosen:
        title = options[view.recommended].title
        _reasons(f"Instead: {title}, because", view.instead)
        if not view.instead:
            say_wrapped(
                f"Instead: {title}. {INSTEAD[view.chance is not None]}",
                "  ",
            )
    _reasons("For it" if not view.chosen else "Because", view.favour)
    _list("What the size of your answers says", [size_text(each) for each in view.sizes])
    for needed in view.required_by:
        say_wrapped(f"Needed by {full_title(review, needed)}.", "  ")
    _reasons("Against it", view.against)
    _reasons("What would speak for it, but is not so here", view.missing)
    for told in (*(each.shown for each in view.requirements), view.conflict, view.vetoed):
        if told:
            say_wrapped(told, "  ")
    if view.chosen:
        for option, against in view.alternatives.items():
            _reasons(f"Why not {options[option].title}", against)


def _verdicts(review: Review, decision: str) -> None:
    """What the team said of the options of this decision."""
    from archassist.session.verdicts import said_of

    taken, options = review.decisions.get(decision), review.rulebook.decisions[decision].options
    for option, verdict in taken.verdicts.items() if taken else ():
        title = options[option].title if option in options else option or "as a whole"
        say_wrapped(f"The team: {title} {said_of(verdict)}.", "  ")


def _rests(view: RestsView) -> None:
    if view.answers:
        say_head("Depends on these answers only; whatever the others turn out to be:")
        for answer in view.answers:
            say_wrapped(f"- {answer.title}: {answer.shown}", "  ")
    elif view.fixed:
        say_head("Depends on none of your answers: it is right for nearly everybody.")
    else:
        say_head("Depends on open questions: your answers alone do not settle it.")


def _precedents(precedents: Sequence[PrecedentView]) -> None:
    """Published teams most like this one, each with where it can be read."""
    if precedents:
        say_head("Published teams most like this one, by what both state:")
    for each in precedents:
        say_wrapped(f"- {precedent_text(each)}", "  ")
        say_wrapped(f"{each.was}. {each.outcome}", "    ")
        source = each.source
        cited = ", ".join(str(part) for part in (source.publisher, source.year) if part)
        say_wrapped(f"{source.title} ({cited}) {source.where}", "      ", link=source.where)


def _qualities(view: QualitiesView) -> None:
    """A table of options and qualities; an option that another one beats at everything says so."""
    from archassist.views.tradeoffs import sign

    say_head("On every quality, compared with the simplest option:")
    rows = [
        [quality.title, *(sign(option.effects[quality.id]) for option in view.options)]
        for quality in view.attributes
    ]
    heads = [("Quality", False), *((option.title, True) for option in view.options)]
    say_table(heads, rows, _quality_lines(view))
    titles = {option.id: option.title for option in view.options}
    for option in view.options:
        if option.beaten_by:
            better = ", ".join(titles[id] for id in option.beaten_by)
            say_wrapped(f"{option.title} is on no quality better than {better}.", "  ")
        if option.preference:
            say_wrapped(f"{option.title} has {option.preference} of its points from your ranking.", "  ")


def _quality_lines(view: QualitiesView) -> Iterator[str]:
    """The same in lines: four qualities side by side, options below each other."""
    from archassist.views.tradeoffs import sign

    width = max(len(option.title) for option in view.options)
    for at in range(0, len(view.attributes), 4):
        columns = view.attributes[at : at + 4]
        yield f"  {'':{width}}  {'  '.join(f'{column.title:>15}' for column in columns)}"
        for option in view.options:
            cells = [sign(option.effects[column.id]) for column in columns]
            yield f"  {option.title:{width}}  {'  '.join(f'{cell:>15}' for cell in cells)}"


def _hangs_on(swings: Sequence[SwingView]) -> None:
    if swings:
        say_head("Depends most on:")
    for swing in swings:
        low, high = swing.low, swing.high
        ends = f"{low.answer}: {_tenths(low)} of 10 futures; {high.answer}: {_tenths(high)}"
        say_wrapped(f"- {swing.title}. {capital(ends)}", "  ")


def _tenths(end: SwingEnd) -> int:
    return round(10 * end.share)


def _reasons(head: str, reasons: Sequence[ReasonView]) -> None:
    if not reasons:
        return
    say_head(f"{head}:")
    for reason in reasons:
        say_wrapped(f"- {capital(reason.text)}", "  ")
        for source in reason.source:
            year = f", {source.year}" if source.year else ""
            text = f"{source.title} ({source.author}{year}) {source.where}"
            say_wrapped(text, "      ", link=source.where)
            if source.supports:
                say_wrapped(f"It says: {source.supports}", "        ")


def _list(head: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        say_head(f"{head}:")
        for line in listed:
            say_wrapped(f"- {line}", "  ")
