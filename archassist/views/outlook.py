"""Views of what may come: flips, options that are not right yet, phases, and what to find out next."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from archassist.answers.answer import Answer
from archassist.answers.answer_text import as_typed, understood
from archassist.dates import sensible

if TYPE_CHECKING:
    from archassist.engine import Assessment
    from archassist.engine.columns.futures import Many
    from archassist.forecast import Crossing, NotYet, Outlook, When
    from archassist.rulebook import Rulebook
    from archassist.sensitivity.flips import Flip, FlipSearch
    from archassist.session.review import Review

View = dict[str, Any]


def flips_view(review: Review, decisions: Sequence[str] = (), most: int = 3) -> dict[str, list[View]]:
    """By decision the smallest changes of one answer, or two, after which another option is recommended.

    `changes` holds the answers as `set` takes them; `text` says it in words.
    """
    found = search_of(review).flips(decisions, most=most)
    return {decision: [_flip(review, each) for each in mine] for decision, mine in found.items()}


def search_of(review: Review) -> FlipSearch:
    """The search for flips of the review's answers, kept while they stay as they are."""
    from archassist.sensitivity.flips import FlipSearch

    # It may be kept by a thread that began before the last answer: what it is about is kept with it.
    about = review.engine, review.beliefs()
    kept: tuple[object, FlipSearch] | None = review.kept.get("flips")
    if kept is None or kept[0] != about:
        recommended = {each.id: each.recommended for each in review.assess().decisions}
        kept = review.kept["flips"] = about, FlipSearch(*about, recommended)
    return kept[1]


def _today(review: Review, question: str) -> str:
    answer = review.answers.get(question)
    if answer is not None and answer.kind in ("exact", "range"):
        return f"today {understood(review.rulebook.questions[question], answer)}"
    fact = review.assess().facts[question]
    return f"assumed: {'about ' if isinstance(fact.value, float) else ''}{fact.shown}"


def in_words(review: Review, flip: Flip) -> tuple[str, str]:
    """The answers that a flip changes, beside today's, and the option that is then recommended."""
    said = []
    for id, value in flip.changes:
        question = review.rulebook.questions[id]
        answer = understood(question, Answer(kind="exact", value=value))
        said.append(f"{question.title}: {answer} ({_today(review, id)})")
    return ", and ".join(said), review.rulebook.decisions[flip.decision].options[flip.option].title


def _flip(review: Review, flip: Flip) -> View:
    questions = review.rulebook.questions
    answers, option = in_words(review, flip)
    return {
        "changes": {
            id: as_typed(questions[id], Answer(kind="exact", value=value)) for id, value in flip.changes
        },
        "option": flip.option,
        "title": questions[flip.question].title,
        "text": f"{answers} → {option}",
    }


def rests_view(review: Review, decision: str) -> View:
    """`answers`: the fewest that fix a recommendation whatever the others turn out to be; `fixed`: whether any do."""
    from archassist.sensitivity.sufficient_answers import rests_on

    recommended = review.assess().decision(decision).recommended
    found = rests_on(review.engine, review.beliefs(), decision, recommended)
    questions = review.rulebook.questions
    return {
        "fixed": found.fixed,
        "answers": [
            {
                "question": id,
                "title": questions[id].title,
                "shown": understood(questions[id], review.answers[id]),
            }
            for id in found.answers
        ],
    }


def outlook_view(review: Review, today: datetime.date | None = None) -> View:
    """`not_yet`, by decision the options that become right within the horizon, and `reached`, the phases.

    Months are written as 2027-03; None where something does not happen within the horizon in so many futures.
    """
    today = today or datetime.date.today()
    found = outlook_of(review, today)
    not_yet: dict[str, list[View]] = {}
    for each in found.not_yet:
        not_yet.setdefault(each.decision, []).append(_not_yet(review, each, today))
    return {
        "not_yet": not_yet,
        "reached": [{"phase": each.phase, **_when(each.when, today)} for each in found.phases],
        "limits": [_limit(review, each, today) for each in found.limits],
        "bands": {
            id: {
                "title": band.title,
                "unit": band.unit,
                "months": [month(today, ahead) for ahead in range(len(band.middle))],
                "low": list(band.low),
                "middle": list(band.middle),
                "high": list(band.high),
            }
            for id, band in found.bands.items()
        },
    }


def growth_text(rulebook: Rulebook) -> str:
    """What is not there to be told where the rules have no growth model; nothing where they have one."""
    if rulebook.roles.grow:
        return ""
    return "The rules have no growth model (no role users_now in pack.toml): users stay as they are."


def outlook_of(review: Review, today: datetime.date | None = None) -> Outlook:
    """What becomes right when, worked out once for the present answers and month."""
    key = outlook_key(today)
    if review.kept.get(key) is None:
        review.kept[key] = foresee(review, review.assess(), today)
    kept: Outlook = review.kept[key]
    return kept


def outlook_key(today: datetime.date | None = None) -> str:
    """The name under which a review keeps its outlook: it is another one in each month."""
    return f"outlook {today or datetime.date.today():%Y-%m}"


def foresee(review: Review, assessment: Assessment, today: datetime.date | None = None) -> Outlook:
    """What becomes right when. Only reads the review, so that a thread may work it out."""
    from archassist.forecast import Surge, forecast, outlook

    today = today or datetime.date.today()
    # From a month in which nobody used it nothing can be told: growth is told from the logarithm.
    known = {month: users for month, users in review.history.items() if users > 0 and sensible(month)}
    past = {ahead(today, month): users for month, users in known.items()}
    events = [each for each in review.events.values() if sensible(each.month)]
    surges = [Surge(ahead(today, each.month), each.factor, each.months) for each in events]
    found = forecast(
        review.engine,
        review.beliefs(),
        history={month: users for month, users in past.items() if month <= 0},
        # What began before today is in today's users already.
        surges=[each for each in surges if each.month > 0],
    )
    return outlook(found, assessment)


def ahead(today: datetime.date, month: str) -> int:
    """How many months a month (2027-03) lies ahead; below 0 for the past."""
    return (int(month[:4]) - today.year) * 12 + int(month[5:]) - today.month


CROSSED = 0.5
"""A limit is said to be crossed already when it is in so many futures."""


def _limit(review: Review, each: Crossing, today: datetime.date) -> View:
    limit = review.rulebook.limits[each.limit]
    view: View = {
        "id": each.limit,
        "title": limit.title,
        "metric": limit.metric,
        "today": each.shown,
        "crossed": each.today >= CROSSED,
        "then": limit.then,
        "decisions": list(limit.decisions),
        **_when(each.when, today),
    }
    from archassist.engine import band

    if view["crossed"]:
        view["text"] = f"crossed already in {band(each.today)} of the futures"
    elif each.today > 0 and view["when"]["p10"] == month(today, 0):
        view["text"] = f"in {view['futures']} of the futures, in {band(each.today)} of them already"
    else:
        view["text"] = spoken(view)
    return view


def _not_yet(review: Review, each: NotYet, today: datetime.date) -> View:
    option = review.rulebook.decisions[each.decision].options[each.option]
    early, late = each.start_by
    view: View = {
        "option": each.option,
        "title": option.title,
        "trigger": None,
        **_when(each.when, today),
        "lead_days": list(each.lead_days),
        "start_by": {"early": month(today, early), "late": None if late is None else month(today, late)},
        "assumes": list(each.assumes),
    }
    if each.trigger:
        view["trigger"] = {
            "metric": each.trigger.metric,
            "title": each.trigger.title,
            "rises": each.trigger.rises,
            "border": each.trigger.border if math.isfinite(each.trigger.border) else None,
            "text": each.trigger.text,
            "threshold": each.trigger.threshold,
            "today": each.trigger.today,
            "measure": each.trigger.measure,
            "rule": each.trigger.rule,
        }
    return view


def _when(when: When, today: datetime.date) -> View:
    return {
        "when": {
            name: None if at is None else month(today, at)
            for name, at in (("p10", when.p10), ("p50", when.p50), ("p90", when.p90))
        },
        "share": when.share,
        "futures": when.futures,
    }


def month(today: datetime.date, ahead: int) -> str:
    """The month so many months ahead, as 2027-03."""
    months = today.year * 12 + today.month - 1 + ahead
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def spoken(when: View, horizon: int = 36) -> str:
    """When something comes, in words: a range of months, never a day, and in how many futures."""
    at = when["when"]
    first, last = at["p10"] or at["p50"] or at["p90"], at["p90"]
    if when["share"] == 0:
        return f"in none of the futures within {horizon // 12} years"
    if first is None:
        return f"in {when['futures']} of the futures within {horizon // 12} years"
    if first == last:
        return f"in {when['futures']} of the futures, about {spelled(first)}"
    between = (
        f"between {spelled(first)} and {spelled(last)}" if last else f"from {spelled(first)} at the earliest"
    )
    return f"in {when['futures']} of the futures, {between}"


def spelled(text: str) -> str:
    """2027-03 as March 2027."""
    year, number = text.split("-")
    return f"{datetime.date(2000, int(number), 1):%B} {year}"


def next_view(review: Review, most: int = 5) -> View:
    """`questions` worth finding out, the most telling first, and whether asking can stop."""
    from archassist.sensitivity import find_out_next

    if review.kept.get("next") is None:
        review.kept["next"] = find_out_next(review.engine, review.beliefs())
    found = review.kept["next"]
    return {
        "can_stop": found.can_stop,
        "open_decisions": list(found.open_decisions),
        "questions": [
            {
                "question": each.question,
                "title": review.rulebook.questions[each.question].title,
                "bits": round(each.bits, 3),
                "decides": list(each.decides),
                "measure": review.rulebook.questions[each.question].measure,
            }
            for each in found.questions[:most]
        ],
    }


def futures_of(review: Review) -> Many:
    """The futures that the answers allow, drawn once for the present answers."""
    if review.kept.get("futures") is None:
        review.kept["futures"] = review.engine.futures(review.beliefs())
    kept: Many = review.kept["futures"]
    return kept


def tornado_view(review: Review, decision: str, option: str) -> list[View]:
    """The answers on which an option hangs most: how often it wins at both ends of each."""
    from archassist.engine import band
    from archassist.sensitivity import tornado

    found = tornado(futures_of(review), decision, option)
    return [
        {
            "question": each.question,
            "title": review.rulebook.questions[each.question].title,
            "low": {"answer": each.low, "share": each.low_share, "futures": band(each.low_share)},
            "high": {"answer": each.high, "share": each.high_share, "futures": band(each.high_share)},
        }
        for each in found
    ]
