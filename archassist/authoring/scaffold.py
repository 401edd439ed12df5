"""Skeletons of questions, rules, decisions, practices and contradictions: valid where they stand, and honest about gaps.

A skeleton loads as it is written, so that its author mends one thing at a time; what has to be thought about is
marked with TODO, which `lint` reports.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from archassist.rulebook import Place, Rulebook

KINDS = ("question", "rule", "decision", "practice", "contradiction")

_ID = {
    "question": r"[a-z][a-z0-9_]*",
    "decision": r"[a-z][a-z0-9_]*",
    "contradiction": r"[a-z][a-z0-9_]*",
    "rule": r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*",
    "practice": r"[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+",
}
_FORM = {
    "question": "a word, like cache_hits",
    "decision": "a word, like search_engine",
    "rule": "decision.option.name, like caching.shared_cache.busy_lists",
    "contradiction": "a word, like teams_without_people",
    "practice": "area.item, like db.vacuum",
}


class ScaffoldError(ValueError):
    """The skeleton cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Text to append to `file` (which may not exist yet): an object of a kind, with its id."""

    kind: str
    id: str
    file: Path
    text: str


def skeleton(rulebook: Rulebook, pack: Path, kind: str, id: str, file: str = "") -> Skeleton:
    """The skeleton of a new object in the file where such objects stand. Raises ScaffoldError.

    `file` names the section of a question, or the file of a practice.
    """
    if not re.fullmatch(_ID[kind], id):
        raise ScaffoldError(f"“{id}” cannot be the id of a {kind}. Write {_FORM[kind]}.")
    taken = {
        "question": {*rulebook.questions, *rulebook.facts, *rulebook.parameters},
        "decision": set(rulebook.decisions),
        "rule": {rule.id for each in rulebook.decisions.values() for rule in each.rules},
        "practice": set(rulebook.practices),
        "contradiction": set(rulebook.contradictions),
    }[kind]
    if id in taken:
        raise ScaffoldError(f"There is a {kind} “{id}” already, or a name like it. Choose another id.")
    if file and kind in ("rule", "decision"):
        raise ScaffoldError(f"A {kind} is kept in the file of its decision. Leave out --file.")
    if file and kind == "contradiction":
        raise ScaffoldError("Contradictions are kept in contradictions.toml. Leave out --file.")
    path, text = {
        "question": _question,
        "decision": _decision,
        "rule": _rule_in_its_file,
        "practice": _practice,
        "contradiction": _contradiction,
    }[kind](rulebook, id, file)
    return Skeleton(kind, id, pack / path, text)


def _file_of(place: Place) -> Path:
    """A file as the pack knows it, without the name of the pack's folder."""
    return Path(place.file).relative_to(Path(place.file).parts[0])


def _rule_in_its_file(rulebook: Rulebook, id: str, _: str) -> tuple[Path, str]:
    decision, option, _ = id.split(".")
    known = rulebook.decisions.get(decision)
    if known is None:
        raise ScaffoldError(f"There is no decision “{decision}”. Decisions: {', '.join(rulebook.decisions)}.")
    if option not in known.options:
        raise ScaffoldError(
            f"“{option}” is not an option of {decision}. Options: {', '.join(known.options)}."
        )
    return _file_of(known.place), _rule(rulebook, id)


def _own_source(rulebook: Rulebook) -> str:
    if not rulebook.sources:
        raise ScaffoldError("The pack names no source yet. Write [source.ID] into sources/own.toml first.")
    return next((id for id in rulebook.sources if "judgement" in id), next(iter(rulebook.sources)))


def _first_number(rulebook: Rulebook) -> tuple[str, float, float]:
    """A question with a range, and a value low and high in it: a condition that can fire and stay silent."""
    for id, question in rulebook.questions.items():
        if question.type == "number" and question.range and question.range[1] > 3:
            low, high = question.range
            return id, max(low, 1.0), min(high, max(low, 1.0) * 100)
    raise ScaffoldError("The pack has no numeric question to begin a condition with. Add a question first.")


def _practice_file(rulebook: Rulebook, id: str, file: str) -> Path:
    if file:
        name = file.removesuffix(".toml")
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
            raise ScaffoldError(
                f"“{file}” cannot be the file of a practice. Write a name, like database, for practices/database.toml."
            )
        return Path("practices", f"{name}.toml")
    area = id.partition(".")[0]
    for other, practice in rulebook.practices.items():
        if other.partition(".")[0] == area:
            return _file_of(practice.place)
    return Path("practices", f"{area}.toml")


def _question(rulebook: Rulebook, id: str, section: str) -> tuple[Path, str]:
    known = list(rulebook.sections)
    if not known:
        raise ScaffoldError("The pack has no section yet. Write [section.ID] into sections.toml first.")
    section = section or known[0]
    if section not in known:
        raise ScaffoldError(f"There is no section “{section}”. Sections: {', '.join(known)}.")
    others = [each for each in rulebook.questions.values() if each.section == section]
    path = _file_of(others[-1].place) if others else Path("questions", f"{section}.toml")
    return path, _question_text(id, section)


def _question_text(id: str, section: str) -> str:
    title = id.replace("_", " ").capitalize()
    return f"""[question.{id}]
section = {json.dumps(section)}
title = {json.dumps(title)}
ask = "TODO: one observable thing, with a unit and a window?"
why = "TODO: what the answer changes."
type = "number"
unit = ""
range = [0, 100]
prior = [1, 20]
measure = "TODO: the query, command or screen that tells."
estimate = "TODO: how to guess it without measuring."
counts = "TODO: what is included and what is not."
challenge = "TODO: the question that finds a wrong answer."
out_of_scope = "TODO: when it does not apply."
"""


def _rule(rulebook: Rulebook, id: str) -> str:
    source = _own_source(rulebook)
    name, low, high = _first_number(rulebook)
    return f"""[rule.{id}]
when = "{name} > {_written((low * high) ** 0.5)}"
says = "for"
weight = 1
because = "TODO: the reason, with the team's numbers ({{{name}}})"
else = ""
source = [{json.dumps(source)}]
fires = {{ {name} = {_written(high)} }}
silent = {{ {name} = {_written(low)} }}
"""


def _decision(rulebook: Rulebook, id: str, _: str) -> tuple[Path, str]:
    source = _own_source(rulebook)
    title = id.replace("_", " ").capitalize()
    options = "\n".join(
        f"""[option.{id}.{option}]
title = "TODO: {word}"
about = "TODO: what it is, in a sentence."
good = ["TODO"]
bad = ["TODO"]
effort = {{ months = [0.1, 1] }}
reversible = "easy"
# capabilities = {{ ... }}: what it can do, for hard requirements (archassist rules list --kind capability)
ops_points = 0
practices = []
done_when = "TODO: how anyone can tell that the option as a whole is carried out."
watch = "TODO: the figure that shows whether it works"
source = [{json.dumps(source)}]
"""
        for option, word in (("simple", "the simplest way"), ("richer", "the next one"))
    )
    rules = "\n".join(
        _rule(rulebook, f"{id}.{option}.{name}").replace('says = "for"', f'says = "{says}"')
        for option, name, says in (("simple", "outgrown", "against"), ("richer", "needed", "for"))
    )
    text = f"""[decision.{id}]
title = {json.dumps(title)}
asks = "TODO: the question this decision settles?"
about = "TODO: what depends on it."

{options}
{rules}"""
    return Path("decisions", f"{id}.toml"), text


def _practice(rulebook: Rulebook, id: str, file: str) -> tuple[Path, str]:
    source = _own_source(rulebook)
    name, low, high = _first_number(rulebook)
    if not rulebook.phases:
        raise ScaffoldError("The pack has no phase yet. Write [phase.ID] into phases.toml first.")
    phase = next(iter(rulebook.phases))
    text = f"""[practice.{json.dumps(id)}]
title = "TODO: what to do, beginning with a verb"
when = "{name} > {_written((low * high) ** 0.5)}"
after = []
impact = 1
effort = {{ days = [1, 3] }}
phase = [{json.dumps(phase)}]
first_step = "TODO: what somebody does tomorrow morning."
done_when = "TODO: how anyone can tell that it is done."
owner = "TODO: a role"
business = "TODO: what users or the business get from it."
why = "TODO: the reason."
source = [{json.dumps(source)}]
fires = {{ {name} = {_written(high)} }}
silent = {{ {name} = {_written(low)} }}
"""
    return _practice_file(rulebook, id, file), text


def _contradiction(rulebook: Rulebook, id: str, _: str) -> tuple[Path, str]:
    name, low, high = _first_number(rulebook)
    known = list(rulebook.contradictions.values())
    path = _file_of(known[-1].place) if known else Path("contradictions.toml")
    text = f"""[contradiction.{id}]
title = "TODO: what does not go together"
severity = "impossible"
when = "{name} > {_written((low * high) ** 0.5)}"
text = "TODO: both answers, with the team's numbers ({{{name}}})"
why = "TODO: why both cannot be true."
check = "TODO: what shows which of them is wrong"
source = []
fires = {{ {name} = {_written(high)} }}
silent = {{ {name} = {_written(low)} }}
"""
    return path, text


def _written(number: float) -> str:
    return f"{number:.4g}" if number < 1e4 else f"{int(number):_}"
