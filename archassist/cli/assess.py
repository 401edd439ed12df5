"""`archassist assess`"""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from archassist.cli.output import given_date, opened, say, say_head, say_json, say_wrapped
from archassist.words import BANDS, capital


def run(chosen: Namespace) -> int:
    """Prints what follows from the answers."""
    from archassist.views.assessment import assessment_view, prospects_view
    from archassist.views.outlook import next_view, outlook_view
    from archassist.views.plan import plan_view, scheduled

    review = opened(chosen.session)
    today = given_date(chosen.date)
    if chosen.json:
        say_json(prospects_view(review, today))
        return 0
    view = assessment_view(review)
    answered = len(review.answers)
    say(f"{review.title}: {answered} of {len(review.rulebook.questions)} questions answered")
    phase = view["phase"]
    say_head(f"Phase: {phase['title']}")
    say_wrapped(phase["about"], "  ")
    if phase["marks"]:
        say_wrapped(f"The next, {phase['next_title']}, has come when: {phase['marks']}", "  ")
    say_head("Decisions")
    for decision in view["decisions"]:
        _decision(decision, review)
    if view["operations"]["overload"]:
        say()
        say_wrapped(f"! {view['operations']['overload']}", "  ")
    _checklist(scheduled(view["checklist"], plan_view(review, today)))
    _not_yet(outlook_view(review, today), review)
    _next(next_view(review))
    if view["parked"]:
        say("\nParked, and open still")
    for each in view["parked"]:
        say_wrapped(f"{each['title']}: {each['shown']}", "  ")
    if view["assumed"]:
        titles = [review.rulebook.questions[id].title for id in view["assumed"]]
        say_head("Nobody has answered, so the usual range stands in for:")
        say_wrapped("; ".join(titles), "  ")
    say_head(f"Why: archassist why {review.path} DECISION [OPTION]")
    return 0


def _decision(decision: dict[str, Any], review: Any) -> None:
    options = review.rulebook.decisions[decision["id"]].options
    title = options[decision["recommended"]].title
    say_head(f"  {decision['title']} [{decision['id']}]")
    say(f"    {title} ({decision['standing']}: best {BANDS[decision['futures']]})")
    for option, verdict in decision["verdicts"].items():
        name = options[option].title if option in options else option or "The decision as a whole"
        against = verdict["status"] == "accepted" and option != decision["recommended"]
        advice = ", against the advice" if against else ""
        say_wrapped(f"The team: {name} {verdict['shown']}{advice}.", "    ")
    reasons = [
        each
        for each in decision["because"]
        if each["option"] == decision["recommended"] and each["says"] in ("for", "requires")
    ]
    for reason in reasons[:2]:
        say_wrapped(f"- {capital(reason['text'])}", "    ")
    for needed in decision["required_by"]:
        say_wrapped(f"- Needed by {full_title(review, needed)}.", "    ")
    for told in (decision["conflict"], decision["vetoed"]):
        if told:
            say_wrapped(f"! {told}", "    ")


def _not_yet(view: dict[str, Any], review: Any) -> None:
    from archassist.views.outlook import spoken

    if view["not_yet"]:
        say_head("Not yet")
    for decision, options in view["not_yet"].items():
        for each in options:
            say_head(f"  {review.rulebook.decisions[decision].title}: {each['title']}")
            say_wrapped(f"Right {spoken(each)}.", "    ")
            if each["trigger"]:
                say_wrapped(f"Sign: {each['trigger']['text']}", "    ")
            say(
                f"    Start by {each['start_by']['early']} at the earliest; it takes {_days(each['lead_days'])}"
            )
    if view["reached"]:
        say_head("Phases to come")
    for each in view["reached"]:
        say_wrapped(f"{review.rulebook.phases[each['phase']].title}: {spoken(each)}", "  ")


def _days(days: list[float]) -> str:
    low, high = days
    if high >= 42:
        return f"{low / 21:.2g} to {high / 21:.2g} months"
    return f"{low:.2g} to {high:.2g} days"


def _next(view: dict[str, Any]) -> None:
    if view["can_stop"]:
        say_head("You can stop asking: whatever is still open changes none of this in nine futures of ten.")
        return
    say_head("Find out next")
    for each in view["questions"]:
        decides = f"decides {len(each['decides'])}" if each["decides"] else ""
        say_head(f"  {each['title']} ({each['question']}; {decides})")
        say_wrapped(each["measure"], "    ")


def full_title(review: Any, full_id: str) -> str:
    """The title of an option with that of its decision."""
    decision, option = full_id.split(".", 1)
    known = review.rulebook.decisions[decision]
    return f"{known.options[option].title} ({known.title})"


def _checklist(items: list[dict[str, Any]]) -> None:
    say_head("Checklist")
    for bucket in ("now", "next", "later"):
        mine = [
            each for each in items if each["bucket"] == bucket and each["status"] not in ("done", "dropped")
        ]
        if not mine:
            continue
        say_head(f"  {bucket.capitalize()}")
        for item in mine:
            low, high = item["effort"]["days"]
            owner = item["owner"] or "no owner yet"
            places = f" for {item['effort']['places']}" if item["effort"]["places"] else ""
            say(f"  {item['rank']:3}. {item['title']} [{item['id']}]  {low:g}-{high:g} days{places}, {owner}")
    done = [each["title"] for each in items if each["status"] == "done"]
    if done:
        say_head("  Done or in place")
        say_wrapped("; ".join(done), "    ")
