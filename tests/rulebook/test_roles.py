"""What a pack says of the parts that its questions, facts and options play, and what is wrong with that."""

from pathlib import Path

import pytest

from archassist.authoring.explain import explain
from archassist.rulebook import load
from archassist.rulebook.roles import ABOUT, Roles
from archassist.shipped import rules_folder

from .packs import PACK, Bench, write

GROWTH = """\
[question.users]
section = "core"
title = "Users"
ask = "How many use it?"
why = "Growth."
type = "number"
unit = "users"
range = [1, 1e9]
prior = [10, 2000]

[question.users_later]
section = "core"
title = "Users in a year"
ask = "How many will use it?"
why = "Growth."
type = "number"
unit = "users"
range = [1, 1e9]
prior = [10, 2000]
"""

SPOILED = [
    # role and what is given for it, key, message, remedy
    ('user_now = "reads"', "roles.user_now", "unknown role", 'Did you mean "users_now"?'),
    ('colour = "reads"', "roles.colour", "unknown role", "Roles: users_now, "),
    ("people_now = 3", "roles.people_now", "must be the id of one object", 'people_now = "a_question"'),
    ('people_now = ""', "roles.people_now", "must be the id of one object", 'people_now = "a_question"'),
    ('people_now = "raeds"', "roles.people_now", 'unknown question "raeds"', 'Did you mean "reads"?'),
    ('people_now = "writes"', "roles.people_now", 'unknown question "writes"', 'Did you mean "write_share"?'),
    (
        'people_now = "surge"',
        "roles.people_now",
        '"surge" is a choice, not a number',
        "Name a question that is a number.",
    ),
    ('learning = "reads"', "roles.learning", 'unknown parameter "reads"', "Name one that exists, or leave"),
    ('charted = "reads"', "roles.charted", "must be a list of ids", 'Write charted = ["a_fact"].'),
    ("charted = [3]", "roles.charted", "must be a list of ids", 'Write charted = ["a_fact"].'),
    ('charted = ["reads", "reads"]', "roles.charted", '"reads" is listed twice', "Remove one."),
    (
        'charted = ["surging"]',
        "roles.charted",
        '"surging" is true or false, not a number',
        "question or fact",
    ),
    (
        'charted_in_documents = ["reads"]',
        "roles.charted_in_documents",
        '"reads" is not charted',
        'Add "reads" to charted, too.',
    ),
    (
        'overscaling = ["reads_scale.replica"]',
        "roles.overscaling",
        'unknown option "reads_scale.replica"',
        'Did you mean "reads_scale.replicas"?',
    ),
    (
        'people_in_a_year = "reads_later"',
        "roles.people_in_a_year",
        "means nothing without people_now",
        "Add people_now = ...",
    ),
    (
        'operations_capacity = "reads"\noperations_base = "load"',
        "roles.operations_base",
        '"load" is in 1, not in 1/s',
        "It is counted like operations_capacity.",
    ),
    (
        'data_now = "reads"\ndata_added = "reads_later"',
        "roles.data_added",
        '"reads_later" is in 1/s, not in ',
        "It is counted like data_now, a month.",
    ),
]


@pytest.mark.parametrize(("given", "key", "message", "remedy"), SPOILED)
def test_a_role_that_cannot_be_played_is_said_with_its_place_and_what_to_do(
    bench: Bench, given: str, key: str, message: str, remedy: str
) -> None:
    bench.add("pack.toml", f"{PACK}\n[roles]\n{given}\n")
    problem = bench.problem()
    assert (problem.file, problem.line) == ("rules/pack.toml", len(PACK.splitlines()) + 3 + given.count("\n"))
    assert (problem.key, problem.message[: len(message)]) == (key, message)
    assert remedy in problem.remedy


def test_roles_that_are_no_table(bench: Bench) -> None:
    bench.add("pack.toml", f'roles = "reads"\n{PACK}')
    assert "roles: must be a table" in str(bench.problem())


def test_roles_belong_into_the_file_of_the_pack(bench: Bench) -> None:
    bench.add("more.toml", '[roles]\npeople_now = "reads"\n')
    problem = bench.problem()
    assert (problem.file, problem.line, problem.key) == ("rules/more.toml", 1, "roles")
    assert "pack.toml" in problem.remedy


def test_growth_needs_users_now_in_a_year_and_at_most(bench: Bench) -> None:
    bench.add("questions/growth.toml", GROWTH)
    bench.add("pack.toml", f'{PACK}\n[roles]\nusers_now = "users"\nusers_in_a_year = "users_later"\n')
    assert {problem.message for problem in bench.problems()} == {"means nothing without users_ceiling"}


def test_a_pack_without_roles_is_whole(bench: Bench) -> None:
    assert bench.load().roles == Roles()
    assert not bench.load().roles.grow


def test_a_later_pack_replaces_role_by_role(bench: Bench, tmp_path: Path) -> None:
    bench.add("pack.toml", f'{PACK}\n[roles]\npeople_now = "reads"\ncharted = ["reads"]\n')
    ours = write(
        tmp_path / "ours",
        {"pack.toml": 'id = "ours"\ntitle = "Ours"\nversion = "1"\n[roles]\ncharted = ["load"]\n'},
    )
    roles = load(bench.folder, ours).roles
    assert (roles.people_now, roles.charted) == ("reads", ("load",))


def test_a_role_of_something_that_is_faulty_itself_is_not_reported_as_well(bench: Bench) -> None:
    bench.add("pack.toml", f'{PACK}\n[roles]\ncharted = ["writes"]\n')
    bench.change('value = "reads * write_share"', 'value = "reads * write_shar"')
    assert {problem.key for problem in bench.problems()} == {"fact.writes.value"}


def test_explaining_an_object_tells_its_role(bench: Bench) -> None:
    bench.add("pack.toml", f'{PACK}\n[roles]\npeople_now = "reads"\ncharted = ["reads", "load"]\n')
    book = bench.load()
    assert [text.partition(":")[0] for head, text in explain(book, "reads") if head == "role"] == [
        "people_now",
        "charted",
    ]
    assert ("played by", "reads, load") in explain(book, "charted")
    assert ("played by", "nothing in this pack") in explain(book, "learning")


def test_every_role_is_described_where_rules_are_written() -> None:
    readme = (rules_folder() / "README.md").read_text(encoding="utf-8")
    assert [role for role in ABOUT if f"`{role}`" not in readme] == []
    assert list(ABOUT) == [role for role, _ in Roles().items()]
