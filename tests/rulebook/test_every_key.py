"""Every key of every kind of table: written wrongly, misspelt, and left out. The keys are those of the models."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w

from archassist.rulebook import Problem, raw
from archassist.rulebook.gather import DEPTH
from archassist.rulebook.raw.told import form_of, keys_of

from .packs import PACK, Bench

EVERY = """\
[section.every]
title = "Every"
order = 2

[source.every]
title = "A source"
where = "https://example.org/every"
kind = "secondary"

[term.every]
title = "Every"
about = "Each of them."

[attribute.every]
title = "Every"
about = "What is ranked."

[pain.every]
title = "Everything is slow"
about = "Pick it when it is."
decisions = ["every"]
practices = ["every.item"]
source = ["every"]

[stage.every]
title = "Do it"
about = "It has to be done."
order = 3
practices = ["every.item"]
source = ["every"]

[phase.every]
title = "Every"
order = 2
about = "A phase."
when = "asked > 90"

[parameter.set_at]
value = 5
basis = "measured"

[fact.figured]
title = "Figured"
value = "asked / set_at"

[question.asked]
section = "every"
title = "Asked"
ask = "How many?"
why = "It decides."
type = "number"
range = [0, 100]
prior = [1, 20]

[limit.every]
title = "Every"
metric = "figured"
when = "figured > 3"
then = "It ends."
source = ["every"]
fires = { figured = 4 }
silent = { figured = 2 }

[contradiction.every]
title = "Every"
severity = "unlikely"
when = "asked > 90"
text = "{asked} were asked"
why = "So many cannot be."
check = "who counted"
source = ["every"]
fires = { asked = 95 }
silent = { asked = 9 }

[capability.every]
title = "Every"
kind = "at_most"
falls_short = "after {figure}"

[requirement.every]
capability = "every"
kind = "law"
needs = "asked"
text = "{asked} at most"
gives = "the law"
source = ["every"]
fires = { asked = 9 }
silent = {}

[signal.figured]
promql = "sum(figured)"
exporter = "every"
source = ["every"]

[practice."every.item"]
title = "Every"
when = "asked > 5"
impact = 1
effort = { days = [1, 2] }
done_when = "It is there."
fires = { asked = 9 }
silent = { asked = 1 }

[decision.every]
title = "Every"
asks = "Which?"

[option.every.one]
title = "One"
about = "The first."
good = ["Small"]
bad = ["Small"]
effort = { days = [1, 2] }
reversible = "easy"

[option.every.two]
title = "Two"
about = "The second."
good = ["Large"]
bad = ["Large"]
effort = { days = [1, 2] }
reversible = "easy"

[rule.every.two.many]
when = "asked > 5"
says = "for"
weight = 1
because = "there are many"
source = ["every"]
fires = { asked = 9 }
silent = { asked = 1 }
"""

TABLES = {
    path[0]: path
    for path in (
        tuple(part.strip('"') for part in line.strip("[]").split(".", DEPTH[line[1:].partition(".")[0]]))
        for line in EVERY.splitlines()
        if line.startswith("[")
    )
}
"""One table of each kind, by its path."""

MODELS = {kind: getattr(raw, kind.capitalize()) for kind in DEPTH}


class Key(NamedTuple):
    """A key of a kind of table."""

    kind: str
    key: str

    @property
    def path(self) -> str:
        return ".".join((*TABLES[self.kind], self.key))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A pack of one table of each kind."""
    return Bench(tmp_path, {"pack.toml": PACK, "every.toml": EVERY})


KEYS = [Key(kind, key) for kind, model in MODELS.items() for key in keys_of(model)]
REQUIRED = [
    each
    for each in KEYS
    if MODELS[each.kind].model_fields[keys_of(MODELS[each.kind])[each.key]].is_required()
]
OWN_WORDS = {
    "capability.every.levels": "must be a table of levels",
    "prior": "must be two numbers, not ",
    "prior_if": "only choices and levels have one",
    "levels": "must be at least two numbers",
    "choices": "a number or share has no choices",
}
"""What is said of a key whose form depends on others, or is said as a whole."""


def spoilt(bench: Bench, kind: str, changes: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a pack in which keys of one table are changed; None takes one away."""
    data: Any = deepcopy(tomllib.loads(EVERY))
    table = data
    for part in TABLES[kind]:
        table = table[part]
    for key, value in changes.items():
        table.pop(key, None)
        if value is not None:
            table[key] = value
    bench.add("every.toml", tomli_w.dumps(data))
    return bench.problems()


def test_every_kind_is_here_and_sound(bench: Bench) -> None:
    assert list(MODELS) == list(DEPTH)
    bench.add("every.toml", EVERY)
    assert bench.problems() == []


@pytest.mark.parametrize("wrong", [datetime.date(2026, 1, 1), [[1]]], ids=["day", "list"])
@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.path)
def test_a_wrong_value_is_told_at_its_key_with_what_belongs_there(
    bench: Bench, key: Key, wrong: object
) -> None:
    model = MODELS[key.kind]
    form = form_of(model.model_fields[keys_of(model)[key.key]])
    assert form is not None
    problems = spoilt(bench, key.kind, {key.key: wrong})
    assert {problem.key for problem in problems} == {key.path}
    assert problems[0].line == bench.line(f"{key.key} = ", "every.toml", header(key.kind))
    assert problems[0].message.startswith(
        OWN_WORDS.get(key.path, OWN_WORDS.get(key.key, f"must be {form.words}, not "))
    )
    if form.remedy is None and key.key not in OWN_WORDS and not isinstance(form.stand_in, str):
        assert problems[0].remedy == f"Write {key.key} = {form.example}."


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.path)
def test_a_misspelt_key_is_told_with_what_was_meant(bench: Bench, key: Key) -> None:
    problems = spoilt(bench, key.kind, {f"{key.key}x": 1})
    told = [(problem.key, problem.message, problem.remedy) for problem in problems]
    assert told == [(f"{key.path}x", "unknown key", f'Did you mean "{key.key}"?')]
    assert problems[0].line == bench.line(f"{key.key}x = ", "every.toml", header(key.kind))


@pytest.mark.parametrize("key", REQUIRED, ids=lambda key: key.path)
def test_a_missing_key_is_named_with_how_to_write_it(bench: Bench, key: Key) -> None:
    problems = spoilt(bench, key.kind, {key.key: None})
    (problem,) = [each for each in problems if each.message == f'"{key.key}" is missing']
    assert problem.key == ".".join(TABLES[key.kind])
    assert problem.remedy.startswith(f"Add {key.key} = ")


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_no_table_is_told_once(bench: Bench, kind: str) -> None:
    data: Any = tomllib.loads(EVERY)
    table = data
    for part in TABLES[kind][:-1]:
        table = table[part]
    table[TABLES[kind][-1]] = 3
    bench.add("every.toml", tomli_w.dumps(data))
    path = ".".join(TABLES[kind])
    said = [
        problem
        for problem in bench.problems()
        if problem.key == path and "must be a table" in problem.message
    ]
    assert [(problem.message, problem.remedy) for problem in said] == [
        ("must be a table, not 3", f"Write [{path}] and its keys below.")
    ]


def test_all_that_is_wrong_with_a_table_is_told_at_once(bench: Bench) -> None:
    problems = spoilt(
        bench, "rule", {"weight": 9, "says": "fro", "because": 3, "when": "asked >", "fires": 1, "zz": 1}
    )
    assert {problem.key.rpartition(".")[2] for problem in problems} == {
        "weight", "says", "because", "when", "fires", "zz",
    }  # fmt: skip


def header(kind: str) -> str:
    """The beginning of the line above the keys of the table of a kind, as it is written by machine."""
    path = TABLES[kind]
    return f'[{path[0]}."{path[1]}"]' if kind == "practice" else f"[{'.'.join(path)}]"
