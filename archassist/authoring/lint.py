"""What is valid in a pack and still not good: unused parts, missing words, numbers without a name."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from archassist.authoring.answer_checks import at_issue, capabilities, contradictions
from archassist.authoring.burdens import burdens
from archassist.authoring.remarks import Remark
from archassist.authoring.source_pages import broad_sources, unsaid_sources
from archassist.authoring.usual import in_prior_conditions
from archassist.authoring.words import faulty_sentences, missing_words
from archassist.expressions import Expression
from archassist.rulebook import Decision, Formula, Multiple, Place, Rulebook, Slot, reach, template_parts
from archassist.rulebook.reachability import names_behind

STRUCTURAL = frozenset({0.0, 1.0})
"""Numbers that need no name: nothing and all, none and one."""


def lint(rulebook: Rulebook) -> tuple[Remark, ...]:
    """Every finding of every check, sorted by place."""
    return tuple(sorted(finding for check in CHECKS.values() for finding in check.run(rulebook)))


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what it looks for, why it matters, and the function that looks."""

    about: str
    why: str
    run: Callable[[Rulebook], Iterable[Remark]]


def _dead_questions(rulebook: Rulebook) -> Iterator[Remark]:
    found = reach(rulebook)
    behind_priors = {
        each.prior.base for each in rulebook.questions.values() if isinstance(each.prior, (Multiple, Formula))
    }
    behind_priors |= _in_a_role(rulebook) | in_prior_conditions(rulebook)
    behind = names_behind(rulebook)
    used = behind_priors.union(*(behind.get(name, frozenset()) for name in behind_priors))
    for id, question in rulebook.questions.items():
        if not found[id].anything and id not in used:
            yield Remark(
                question.place,
                "dead-question",
                id,
                "no rule, practice, phase or limit reads it, so the answer changes nothing",
                "Use it in a condition, or stop asking.",
            )


def _in_a_role(rulebook: Rulebook) -> set[str]:
    """What the forecast, the plan and the operating load ask for by role."""
    return {id for _, ids in rulebook.roles.items() for id in ids}


def _unused(rulebook: Rulebook) -> Iterator[Remark]:
    found = reach(rulebook)
    priors = {each.prior.fact for each in rulebook.questions.values() if isinstance(each.prior, Formula)}
    priors |= _in_a_role(rulebook) | in_prior_conditions(rulebook)
    priors |= {each.grows_share for each in rulebook.questions.values()}
    options = [option for decision in rulebook.decisions.values() for option in decision.options.values()]
    efforts = [*(each.effort for each in rulebook.practices.values()), *(each.effort for each in options)]
    priors |= {name for effort in efforts for name in (effort.per, effort.scaled_by)}
    behind = names_behind(rulebook)
    read = priors.union(*(behind.get(name, frozenset()) for name in priors))
    said = {
        part.name
        for decision in rulebook.decisions.values()
        for rule in decision.rules
        for text in rule.sentences
        for part in template_parts(text)
        if isinstance(part, Slot)
    }
    said |= _told_in_contradictions(rulebook)
    said |= {name for each in rulebook.requirements.values() for name in _shown(each.text, each.gives)}
    said = said.union(*(behind.get(name, frozenset()) for name in said))
    for kind, group in (("fact", rulebook.facts), ("parameter", rulebook.parameters)):
        for id, each in group.items():
            if not found[id].anything and id not in read and id not in said:
                yield Remark(
                    each.place,
                    f"unused-{kind}",
                    id,
                    "nothing reads it",
                    "Use it in a condition or a sentence, or remove it.",
                )
    cited = {source for each in _all_with_sources(rulebook) for source in each}
    for id, source in rulebook.sources.items():
        if id not in cited:
            yield Remark(source.place, "unused-source", id, "nothing cites it", "Cite it, or remove it.")


def _shown(*texts: str) -> Iterator[str]:
    """The names whose values sentences show."""
    return (part.name for text in texts for part in template_parts(text) if isinstance(part, Slot))


def _told_in_contradictions(rulebook: Rulebook) -> set[str]:
    """What conditions of contradictions read, and their texts show."""
    told = rulebook.contradictions.values()
    slots = {part.name for each in told for part in template_parts(each.text) if isinstance(part, Slot)}
    return slots.union(*(each.when.names for each in told))


def _all_with_sources(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for group in (
        rulebook.questions,
        rulebook.parameters,
        rulebook.facts,
        rulebook.phases,
        rulebook.practices,
        rulebook.decisions,
        rulebook.terms,
        rulebook.limits,
        rulebook.contradictions,
        rulebook.capabilities,
        rulebook.requirements,
        rulebook.signals,
        rulebook.attributes,
        rulebook.pains,
        rulebook.stages,
    ):
        yield from (each.source for each in group.values())
    for decision in rulebook.decisions.values():
        yield from (each.source for each in decision.options.values())
        yield from (each.source for each in decision.rules)


def _sources(rulebook: Rulebook) -> Iterator[Remark]:
    for kind, group in (
        ("fact", rulebook.facts),
        ("phase", rulebook.phases),
        ("practice", rulebook.practices),
        ("parameter", rulebook.parameters),
    ):
        for id, each in group.items():
            if not each.source and getattr(each, "basis", "") != "definition":
                yield Remark(
                    each.place,
                    "no-source",
                    id,
                    f"the {kind} names no source",
                    'Add source = ["..."].',
                )
    for decision in rulebook.decisions.values():
        for option in decision.options.values():
            if not option.source:
                yield Remark(
                    option.place,
                    "no-source",
                    option.full_id,
                    "the option names no source",
                    'Add source = ["..."].',
                )


def _numbers(rulebook: Rulebook) -> Iterator[Remark]:
    conditions: list[tuple[Place, str, Expression]] = [
        (rule.place, rule.id, rule.when) for each in rulebook.decisions.values() for rule in each.rules
    ]
    conditions += [
        (each.place, id, each.when) for id, each in rulebook.decisions.items() if each.when is not None
    ]
    conditions += [(each.place, id, each.when) for id, each in rulebook.practices.items()]
    conditions += [(each.place, id, each.expression) for id, each in rulebook.facts.items()]
    conditions += [(each.place, id, each.when) for id, each in rulebook.contradictions.items()]
    conditions += [(each.place, id, each.when) for id, each in rulebook.requirements.items()]
    for place, id, condition in conditions:
        for number, beside in _compared(condition):
            question = rulebook.questions.get(beside)
            if number in STRUCTURAL or (question and number in question.levels):
                continue
            yield Remark(
                place,
                "unnamed-number",
                id,
                f"{beside or 'a value'} is compared with {number:g}, a threshold without name, basis and source",
                "Make it a parameter.",
            )


def _compared(condition: Expression) -> Iterator[tuple[float, str]]:
    """Number literals in comparisons, and the name each is compared with ("" when it is not a plain name)."""
    for node in ast.walk(condition.tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        for left, right in itertools.pairwise(sides):
            for one, other in ((left, right), (right, left)):
                for part in ast.walk(one):
                    if isinstance(part, ast.Constant) and type(part.value) in (int, float):
                        assert isinstance(part.value, (int, float))
                        yield float(part.value), other.id if isinstance(other, ast.Name) else ""


def _both_sides(rulebook: Rulebook) -> Iterator[Remark]:
    for decision in rulebook.decisions.values():
        for option in decision.options.values():
            mine = {rule.says for rule in decision.rules if rule.option == option.id}
            if not mine & {"for", "requires"}:
                yield _one_sided(decision, option.id, option.place, "for")
            if not mine & {"against", "rules_out"}:
                yield _one_sided(decision, option.id, option.place, "against")


def _one_sided(decision: Decision, option: str, place: Place, side: str) -> Remark:
    return Remark(
        place,
        "one-sided",
        f"{decision.id}.{option}",
        f"no rule speaks {side} it",
        f'Say when it is {"right" if side == "for" else "wrong"}: add a rule that says "{side}".',
    )


def _steps(rulebook: Rulebook) -> Iterator[Remark]:
    offered = {
        practice
        for decision in rulebook.decisions.values()
        for option in decision.options.values()
        for practice in option.practices
    }
    for decision in rulebook.decisions.values():
        for number, option in enumerate(decision.options.values()):
            if number and not option.practices and option.effort.high_days > 1:
                yield Remark(
                    option.place,
                    "no-steps",
                    option.full_id,
                    "choosing it puts nothing on the checklist",
                    "Name the practices that carry it out.",
                )
    for id, practice in rulebook.practices.items():
        if not practice.when.names and id not in offered:
            yield Remark(
                practice.place, "no-steps", id, "it applies to everyone always", "Say when it does not apply."
            )


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "dead-question": Check(
            "questions that nothing reads",
            "A question whose answer changes nothing wastes a meeting.",
            _dead_questions,
        ),
        "unused": Check(
            "facts, parameters and sources that nothing reads",
            "What nothing uses goes out of date unnoticed.",
            _unused,
        ),
        "no-source": Check(
            "claims without a source", "A rule without a real source is not finished.", _sources
        ),
        "broad-source": Check(
            "sources that are a whole site, category, repository or book",
            "A claim can be checked where one page, one chapter or one file is named.",
            broad_sources,
        ),
        "unsaid-source": Check(
            "sources that do not say what they are cited for",
            "What a page says can change, and a page that is only near the subject supports nothing.",
            unsaid_sources,
        ),
        "unnamed-number": Check(
            "thresholds that are bare numbers",
            "A threshold that is a judgement says so, with a name and a note, and can be changed in one place.",
            _numbers,
        ),
        "one-sided": Check(
            "options that no rule speaks for, or none against", "Advice needs an “against”.", _both_sides
        ),
        "missing-words": Check(
            "questions, practices and options that lack explanations",
            "People cannot answer or act without them.",
            missing_words,
        ),
        "sentence": Check(
            "reasons that do not read well", "Reasons are read aloud in meetings.", faulty_sentences
        ),
        "capability": Check(
            "capabilities that no option states, or that no requirement asks for",
            "Hard requirements shut out what falls short; what is stated nowhere, or asked nowhere, shuts nothing out.",
            capabilities,
        ),
        "at-issue": Check(
            "decisions that are at issue for some teams, but not by an answer",
            "A decision that only some teams have is shown to those who said so, and to nobody else.",
            at_issue,
        ),
        "contradiction": Check(
            "contradictions that do not tell the answers that they are between",
            "People see which of two answers is wrong only when both stand there.",
            contradictions,
        ),
        "no-burden": Check(
            "decisions that do not say what makes them heavier, and ladders without rungs",
            "More of a burden that leads to less is the advice that nobody would follow; only what is declared is proved.",
            burdens,
        ),
        "no-steps": Check(
            "options and practices without consequences", "Advice ends in something to do.", _steps
        ),
    }
)
"""All checks, by the name under which they are listed. Findings of `sentence` may also be `vague` or `todo`, those of
`unused` name their kind."""
