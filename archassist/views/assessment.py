"""Plain data of a review for every face: strings, numbers, lists and dictionaries, in a stable order.

The keys are public: scripts read them through `--json`. Add keys freely, never rename one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from archassist.answers.answer import Answer, QuestionLike
from archassist.answers.answer_text import as_typed, understood
from archassist.session.parked import said_of_parked
from archassist.session.verdicts import Taken, said_of

if TYPE_CHECKING:
    from archassist.casebase import Case
    from archassist.engine import Reason
    from archassist.rulebook import Rulebook
    from archassist.session.review import Review

View = dict[str, Any]


def answer_view(question: QuestionLike, answer: Answer) -> View:
    """One answer. `typed` is what `set` takes, `shown` is for people."""
    view: View = {
        "kind": answer.kind,
        "typed": as_typed(question, answer),
        "shown": understood(question, answer),
    }
    if answer.kind == "exact":
        view["value"] = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    elif answer.kind == "range":
        view |= {"low": answer.low, "high": answer.high}
    view["unit"] = question.unit
    view |= {
        key: text for key in ("grade", "by", "source", "note", "reason") if (text := getattr(answer, key))
    }
    return view


def verdicts_view(taken: Taken | None) -> View:
    """What the team said, by option; the empty option is the decision as a whole. `shown` is for people."""
    return {
        option: {
            "status": each.status,
            "because": each.because,
            "by": list(each.by),
            "dissent": each.dissent,
            "date": each.date,
            "shown": said_of(each),
        }
        for option, each in (taken.verdicts if taken else {}).items()
    }


def parked_view(review: Review) -> list[View]:
    """Open questions that were put aside, and what was noted."""
    return [
        {
            "question": id,
            "title": review.rulebook.questions[id].title,
            "note": each.note,
            "grade": each.grade,
            "by": each.by,
            "source": each.source,
            "shown": said_of_parked(each),
        }
        for id, each in review.parked.items()
    ]


def meanwhile(review: Review, question: str) -> str:
    """What other answers let expect of an unanswered question, in words; empty when they tell nothing of it."""
    from archassist.engine import quoted

    engine, beliefs = review.engine, review.beliefs()
    told_by = engine.conditioning(beliefs).told_by(question)
    if not told_by:
        return ""
    value = engine.compiled.measured(question, engine.profile(beliefs)[question])
    return f"about {value}, to fit {quoted(review.rulebook.questions[each].title for each in told_by)}"


def prospects_view(review: Review, today: datetime.date | None = None) -> View:
    """The assessment as `assess --json` prints it, with flips, what is not yet right, phases to come and what to
    find out next. Takes some seconds: every flip is tried on all futures."""
    from archassist.views.checklist import scheduled
    from archassist.views.flips import flips_view
    from archassist.views.outlook import next_view, outlook_view
    from archassist.views.plan import plan_view

    view = assessment_view(review)
    flips, outlook, following = flips_view(review, most=1), outlook_view(review, today), next_view(review)
    for decision in view["decisions"]:
        decision["flips"] = flips[decision["id"]]
        decision["not_yet"] = outlook.not_yet.get(decision["id"], ())
    view["phase"]["reached"] = outlook.reached
    view["find_out_next"] = following.questions
    view["can_stop"] = following.can_stop
    view["checklist"] = scheduled(view["checklist"], plan_view(review, today))
    return view


def assessment_view(review: Review, samples: int = 2048) -> View:
    """The assessment alone: phase, facts, decisions, checklist and what is assumed."""
    from archassist.engine import band
    from archassist.views.checklist import checklist_view

    assessment = review.assess(samples)
    plain = assessment.to_json()
    plain["operations"]["overload"] = assessment.operations.overload
    taken = review.decisions
    for decision in plain["decisions"]:
        share = next(each["share"] for each in decision["options"] if each["id"] == decision["recommended"])
        decision["futures"] = None if share is None else band(share)
        for option in decision["options"]:
            option["futures"] = None if option["share"] is None else band(option["share"])
        said = taken.get(decision["id"])
        decision["status"] = (said.status if said else "") or None
        decision["taken"] = (said.option if said else "") or None
        decision["verdicts"] = verdicts_view(said)
    for fact in plain["facts"].values():
        fact["assumed_because"] = fact["assumed"]
        fact["assumed"] = bool(fact["assumed"])
    plain["title"] = review.title
    plain["checklist"] = checklist_view(review, assessment)
    plain["find_out_next"] = []
    plain["parked"] = parked_view(review)
    del plain["practices"]
    return plain


def why_view(review: Review, decision: str, option: str | None = None, samples: int = 2048) -> View:
    """Why a decision came out as it did, or why (not) an option; sources and assumptions with their titles.

    Raises NoSuchThing for a decision or option that the rules do not have.
    """
    from archassist.engine import band, why
    from archassist.session.errors import NoSuchThing
    from archassist.words import no_such

    rulebook = review.rulebook
    if decision not in rulebook.decisions:
        raise NoSuchThing(review.path, no_such("decision", decision, rulebook.decisions))
    options = rulebook.decisions[decision].options
    if option is not None and option not in options:
        raise NoSuchThing(review.path, no_such(f"option of {decision}", option, options))
    told = why(review.assess(samples), decision, option)
    known = options[told.option.id]

    def reason(each: Reason) -> View:
        sources = [rulebook.sources[id] for id in each.source]
        return {
            "rule": each.rule,
            "option": each.option,
            "says": each.says,
            "weight": each.weight,
            "text": each.text,
            "source": [
                {"id": s.id, "title": s.title, "author": s.author, "year": s.year, "where": s.where}
                for s in sources
            ],
            "assumes": list(each.assumes),
        }

    share = told.option.share
    return {
        "decision": decision,
        "title": told.decision.title,
        "asks": rulebook.decisions[decision].asks,
        "recommended": told.decision.recommended,
        "standing": told.decision.standing,
        "option": told.option.id,
        "option_title": known.title,
        "about": known.about,
        "chosen": told.chosen,
        "share": share,
        "futures": None if share is None else band(share),
        "favour": [reason(each) for each in told.favour],
        "against": [reason(each) for each in told.against],
        "missing": [reason(each) for each in told.missing],
        "instead": [reason(each) for each in told.instead],
        "alternatives": {
            id: [reason(each) for each in why(review.assess(samples), decision, id).against]
            for id in options
            if id != told.option.id
        },
        "good": list(known.good),
        "bad": list(known.bad),
        "watch": known.watch,
        "conflict": told.decision.conflict,
        "vetoed": told.decision.vetoed,
        "required_by": list(told.decision.required_by) if told.chosen else [],
        "assumes": [{"id": id, "title": rulebook.questions[id].title} for id in told.assumes],
    }


def rules_view(rulebook: Rulebook, cases: Iterable[Case] = ()) -> list[View]:
    """Every object of the rules: `kind`, `id` (unique within its kind), `title`, and the inventory ids it `covers`."""
    groups: Mapping[str, Mapping[str, Any]] = {
        "section": rulebook.sections,
        "question": rulebook.questions,
        "parameter": rulebook.parameters,
        "fact": rulebook.facts,
        "phase": rulebook.phases,
        "decision": rulebook.decisions,
        "practice": rulebook.practices,
        "source": rulebook.sources,
        "term": rulebook.terms,
        "limit": rulebook.limits,
        "signal": rulebook.signals,
        "attribute": rulebook.attributes,
        "case": {case.id: case for case in cases},
    }
    return list(_objects(groups))


def _objects(groups: Mapping[str, Mapping[str, Any]]) -> Iterator[View]:
    for kind, group in groups.items():
        for id, each in group.items():
            yield _object(kind, id, each)
            if kind == "decision":
                for option in each.options.values():
                    yield _object("option", option.full_id, option)
                for rule in each.rules:
                    yield _object("rule", rule.id, rule)


def _object(kind: str, id: str, each: Any) -> View:
    title = getattr(each, "title", "") or getattr(each, "note", "")
    if kind == "rule":
        title = f"{each.says.replace('_', ' ')} {each.decision}.{each.option}"
    return {"kind": kind, "id": id, "title": title, "covers": list(getattr(each, "covers", ()))}
