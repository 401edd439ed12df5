"""Whether everything that a table refers to exists, and no chain of references leads back to its start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from archassist.rulebook.models import Formula, Multiple
from archassist.rulebook.parts import Parts
from archassist.rulebook.problems import Problem, did_you_mean


def check_references(parts: Parts) -> tuple[Problem, ...]:
    """Report unknown references and circles. Returns notes: references that may lead nowhere yet."""
    for kind, models in (
        ("question", parts.questions),
        ("parameter", parts.parameters),
        ("fact", parts.facts),
        ("phase", parts.phases),
        ("option", parts.options),
        ("rule", parts.rules),
        ("decision", parts.decisions),
        ("practice", parts.practices),
    ):
        for id, model in models.items():
            if model.source:  # type: ignore[attr-defined]
                parts.check_known(parts.table(kind, id), "source", "source", model.source)  # type: ignore[attr-defined]
    for id, question in parts.questions.items():
        table = parts.table("question", id)
        if question.section:
            parts.check_known(table, "section", "section", [question.section])
        if isinstance(question.prior, Multiple):
            parts.check_known(table, "prior", "question", [question.prior.of])
        elif isinstance(question.prior, Formula):
            parts.check_known(table, "prior", "fact", [question.prior.fact])
    for id, practice in parts.practices.items():
        table = parts.table("practice", id)
        parts.check_known(table, "after", "practice", practice.after)
        parts.check_known(table, "phase", "phase", practice.phase)
    for id, rule in parts.rules.items():
        table = parts.table("rule", id)
        if parts.knows("decision", rule.decision):
            _check_option(parts, "rule", id, "", f"{rule.decision}.{rule.option}")
        else:
            parts.check_known(table, "", "decision", [rule.decision])
    notes = tuple(_check_options(parts))
    _check_circles(parts)
    return notes


def _check_options(parts: Parts) -> Iterable[Problem]:
    for id, option in parts.options.items():
        table = parts.table("option", id)
        parts.check_known(table, "", "decision", [option.decision])
        parts.check_known(table, "practices", "practice", option.practices)
        for wanted in option.requires:
            decision, dot, _ = wanted.partition(".")
            if not dot:
                remedy = 'Write "decision.option".'
                table.fault("requires", f'"{wanted}" is not the id of an option', remedy)
            elif decision == option.decision:
                table.fault(
                    "requires",
                    f'"{wanted}" is of the same decision',
                    "Options of one decision exclude each other.",
                )
            elif parts.knows("decision", decision):
                _check_option(parts, "option", id, "requires", wanted)
            else:
                line = table.document.lines.of((*table.path, "requires"))
                said = f'requires "{wanted}", of a decision that is not in the pack'
                yield Problem(
                    table.document.name,
                    line,
                    f"{'.'.join(table.path)}.requires",
                    said,
                    "It has no effect yet.",
                )


def _check_option(parts: Parts, kind: str, id: str, key: str, wanted: str) -> None:
    if not parts.knows("option", wanted):
        known = parts.gathered.declared["option"]
        siblings = [option for option in known if option.startswith(wanted.partition(".")[0] + ".")]
        parts.table(kind, id).fault(key, f'unknown option "{wanted}"', did_you_mean(wanted, siblings))


def _check_circles(parts: Parts) -> None:
    practices = {id: practice.after for id, practice in parts.practices.items()}
    for path in circles(practices, lambda id: practices.get(id, ())):
        said = f"these practices wait for each other: {' -> '.join(path)}"
        parts.table("practice", path[0]).fault("after", said, "Cut the circle at one of them.")
    options = {id: option.requires for id, option in parts.options.items()}
    for path in circles(options, lambda id: options.get(id, ())):
        said = f"these options require each other: {' -> '.join(path)}"
        parts.table("option", path[0]).fault("requires", said, "Cut the circle at one of them.")

    def prior_needs(id: str) -> Iterable[str]:
        if fact := parts.facts.get(id):
            return sorted(fact.expression.names)
        prior = parts.questions[id].prior if id in parts.questions else None
        return (
            [prior.of] if isinstance(prior, Multiple) else [prior.fact] if isinstance(prior, Formula) else []
        )

    for path in circles(parts.questions, prior_needs):
        question = next((id for id in path if id in parts.questions), None)
        if question is None:
            continue  # of facts alone, which is reported with the facts
        said = f"the prior depends on itself: {' -> '.join(path)}"
        parts.table("question", question).fault("prior", said, "Give one of them a prior of plain numbers.")


def circles(starts: Iterable[str], needs: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Every circle that a walk from `starts` closes, each once, as the path `a, b, a`."""
    done: set[str] = set()
    found: list[list[str]] = []
    for start in starts:
        if start in done:
            continue
        # An explicit stack: a chain of a thousand practices must not exhaust Python's.
        trail: dict[str, Iterable[str]] = {start: iter(needs(start))}
        while trail:
            here = next(reversed(trail))
            for next_id in trail[here]:
                if next_id in trail:
                    names = list(trail)
                    found.append([*names[names.index(next_id) :], next_id])
                elif next_id not in done:
                    trail[next_id] = iter(needs(next_id))
                    break
            else:
                done.add(here)
                del trail[here]
    return found


def prior_order(parts: Parts, fact_order: Iterable[str]) -> tuple[str, ...]:
    """Questions and facts in an order in which each question's prior finds what it is relative to."""
    ordered: dict[str, None] = {}
    facts: Mapping[str, frozenset[str]] = {id: fact.expression.names for id, fact in parts.facts.items()}

    def needs(id: str) -> list[str]:
        if id in facts:
            return [name for name in sorted(facts[id]) if name in facts or name in parts.questions]
        prior = parts.questions[id].prior
        return (
            [prior.of] if isinstance(prior, Multiple) else [prior.fact] if isinstance(prior, Formula) else []
        )

    stack = [*reversed([*parts.questions, *fact_order])]
    while stack:
        id = stack[-1]
        missing = [] if id in ordered else [name for name in needs(id) if name not in ordered]
        if missing:
            stack.extend(missing)
        else:
            ordered[stack.pop()] = None
    return tuple(ordered)
