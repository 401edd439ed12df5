"""`archassist why`"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from archassist.cli.assess import full_title
from archassist.cli.output import opened, say, say_head, say_json, say_wrapped
from archassist.words import BANDS, capital

if TYPE_CHECKING:
    from archassist.session import Review


def run(chosen: Namespace) -> int:
    """Prints the reasons for a recommendation, or for and against an option."""
    from archassist.views.assessment import why_view
    from archassist.views.outlook import flips_view, rests_view, tornado_view
    from archassist.views.tradeoffs import pareto_view

    review = opened(chosen.session)
    view = why_view(review, chosen.decision, chosen.option)
    if chosen.json:
        view["hangs_on"] = tornado_view(review, view["decision"], view["option"])
        view["flips"] = flips_view(review, [view["decision"]])[view["decision"]]
        view["rests_on"] = rests_view(review, view["decision"])
        view["qualities"] = pareto_view(review, view["decision"])
        say_json(view)
        return 0
    say(f"{view['title']}: {view['asks']}")
    verdict = "recommended" if view["chosen"] else "not recommended"
    say_head(f"{view['option_title']} is {verdict} ({view['standing']}); best {BANDS[view['futures']]}.")
    say_wrapped(view["about"], "  ")
    _verdicts(review, view["decision"])
    if not view["chosen"]:
        title = review.rulebook.decisions[view["decision"]].options[view["recommended"]].title
        _reasons(f"Instead: {title}, because", view["instead"])
        if not view["instead"]:
            say_wrapped(
                f"Instead: {title}. Nothing scores clearly higher, and of near ties the simplest is taken.",
                "  ",
            )
    _reasons("For it" if not view["chosen"] else "Because", view["favour"])
    for needed in view["required_by"]:
        say_wrapped(f"Needed by {full_title(review, needed)}.", "  ")
    _reasons("Against it", view["against"])
    _reasons("What would speak for it, but does not hold", view["missing"])
    for told in (view["conflict"], view["vetoed"]):
        if told:
            say_wrapped(told, "  ")
    if view["chosen"]:
        for option, against in view["alternatives"].items():
            title = review.rulebook.decisions[view["decision"]].options[option].title
            _reasons(f"Why not {title}", against)
    _list("Good", view["good"])
    _list("Bad", view["bad"])
    _hangs_on(tornado_view(review, view["decision"], view["option"]))
    if view["chosen"]:
        _rests(rests_view(review, view["decision"]))
    flips = flips_view(review, [view["decision"]])[view["decision"]]
    _list("What would flip it", [each["text"] for each in flips])
    _qualities(pareto_view(review, view["decision"]))
    if view["watch"]:
        say_head(f"Watch: {view['watch']}")
    if view["assumes"]:
        say_head("Rests on usual ranges, because nobody has answered:")
        say_wrapped("; ".join(f"{each['title']} ({each['id']})" for each in view["assumes"]), "  ")
    return 0


def _verdicts(review: Review, decision: str) -> None:
    """What the team said of the options of this decision."""
    from archassist.session.verdicts import said_of

    taken, options = review.decisions.get(decision), review.rulebook.decisions[decision].options
    for option, verdict in taken.verdicts.items() if taken else ():
        title = options[option].title if option in options else option or "as a whole"
        say_wrapped(f"The team: {title} {said_of(verdict)}.", "  ")


def _rests(view: dict[str, Any]) -> None:
    if view["answers"]:
        say_head("Rests on these answers; whatever the others turn out to be, they are enough:")
        for each in view["answers"]:
            say_wrapped(f"- {each['title']}: {each['shown']}", "  ")
    elif view["fixed"]:
        say_head("Rests on none of your answers: it is right for nearly everybody.")
    else:
        say_head("Rests on what nobody has answered: your answers alone do not settle it.")


def _qualities(view: dict[str, Any]) -> None:
    """A table of options and qualities; an option that another one beats at everything says so."""
    from archassist.views.tradeoffs import sign

    names = [each["title"] for each in view["attributes"]]
    say_head("On every quality, against the simplest option:")
    width = max(len(each["title"]) for each in view["options"])
    for at in range(0, len(names), 4):
        say(f"  {'':{width}}  {'  '.join(f'{name:>15}' for name in names[at : at + 4])}")
        for each in view["options"]:
            cells = [sign(each["effects"][id["id"]]) for id in view["attributes"][at : at + 4]]
            say(f"  {each['title']:{width}}  {'  '.join(f'{cell:>15}' for cell in cells)}")
    titles = {each["id"]: each["title"] for each in view["options"]}
    for each in view["options"]:
        if each["beaten_by"]:
            better = ", ".join(titles[id] for id in each["beaten_by"])
            say_wrapped(f"{each['title']} is nowhere better than {better}.", "  ")
        if each["preference"]:
            say_wrapped(f"{each['title']} has {each['preference']} of its points from your ranking.", "  ")


def _hangs_on(swings: list[dict[str, Any]]) -> None:
    if swings:
        say_head("Hangs most on:")
    for each in swings:
        low, high = each["low"], each["high"]
        ends = f"{low['answer']}: {_tenths(low)} of 10 futures; {high['answer']}: {_tenths(high)}"
        say_wrapped(f"- {each['title']}. {capital(ends)}", "  ")


def _tenths(end: dict[str, Any]) -> int:
    share: float = end["share"]
    return round(10 * share)


def _reasons(head: str, reasons: list[dict[str, Any]]) -> None:
    if not reasons:
        return
    say_head(f"{head}:")
    for reason in reasons:
        text = capital(reason["text"])
        say_wrapped(f"- {text}", "  ")
        for source in reason["source"]:
            year = f", {source['year']}" if source["year"] else ""
            say_wrapped(f"{source['title']} ({source['author']}{year}) {source['where']}", "      ")


def _list(head: str, lines: list[str]) -> None:
    if lines:
        say_head(f"{head}:")
        for line in lines:
            say_wrapped(f"- {line}", "  ")
