"""The pack that ships: it loads, and holds what it promises. That its cases fire is the engine's to prove."""

import pytest

from archassist.rulebook import Problem, Rulebook, load
from archassist.shipped import rules_folder, templates_folder

PHASES = ["optimise", "scale_out", "decompose", "global"]
OPTIONS = {
    "architecture_style": ["monolith", "modular_monolith", "hybrid", "microservices"],
    "app_scaling": ["bigger_node", "fixed_fleet", "autoscaling", "predictive_autoscaling"],
    "edge_delivery": ["origin_only", "static_cdn", "edge_cached", "multi_cdn"],
    "caching": ["http_only", "in_process", "shared_cache", "multi_tier"],
    "read_scaling": ["tune_queries", "bigger_primary", "read_replicas", "cqrs"],
    "write_scaling": [
        "single_primary",
        "table_partitioning",
        "functional_split",
        "sharding",
        "distributed_store",
    ],
    "async_work": ["synchronous", "job_queue", "pub_sub", "event_backbone"],
    "release_strategy": ["in_place", "rolling", "blue_green", "canary"],
    "redundancy": ["single_zone", "multi_zone", "standby_region", "active_active"],
    "team_topology": ["one_team", "feature_teams", "domain_teams", "domain_and_platform"],
}
CORE = [
    "stage",
    "engineers",
    "slo_goal",
    "mau_now",
    "mau_12m",
    "surge_kind",
    "rto_h",
    "outage_usd_h",
    "data_class",
    "app_state",
    "blocks",
    "sync_deps",
    "data_gb",
    "infra_usd_m",
]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(rules_folder())


def test_both_folders_are_there() -> None:
    assert (rules_folder() / "pack.toml").is_file()
    assert templates_folder().is_dir()


def test_all_64_questions_are_asked(book: Rulebook) -> None:
    assert len(book.questions) >= 64


def test_the_core_questions_come_first(book: Rulebook) -> None:
    core = [question.id for question in book.questions.values() if question.core]
    assert sorted(core) == sorted(CORE)
    assert list(book.questions)[: len(core)] == core


def test_every_question_helps_those_who_do_not_know(book: Rulebook) -> None:
    for question in book.questions.values():
        for key in ("measure", "estimate", "counts", "out_of_scope"):
            assert getattr(question, key), f"{question.place}: {question.id} has no {key}"


def test_the_four_phases(book: Rulebook) -> None:
    assert list(book.phases) == PHASES
    assert not next(iter(book.phases.values())).when.names, "the first phase always holds"


@pytest.mark.parametrize("decision", OPTIONS)
def test_a_decision_is_complete(book: Rulebook, decision: str) -> None:
    options = book.decisions[decision].options
    assert list(options) == OPTIONS[decision]
    judged = {(rule.option, rule.says in ("for", "requires")) for rule in book.decisions[decision].rules}
    for option in options:
        assert (option, True) in judged or (option, False) in judged, f"no rule judges {decision}.{option}"


def test_enough_practices(book: Rulebook) -> None:
    assert len(book.practices) >= 60


def test_every_practice_that_is_waited_for_can_be_reached_in_an_earlier_or_equal_phase(
    book: Rulebook,
) -> None:
    place = {phase: at for at, phase in enumerate(book.phases)}
    for practice in book.practices.values():
        for before in practice.after:
            first, then = book.practices[before].phase, practice.phase
            if first and then:
                said = f"{practice.place}: {practice.id} waits for {before}, of a later phase"
                assert min(map(place.__getitem__, first)) <= max(map(place.__getitem__, then)), said


def test_a_rule_and_its_two_cases_are_not_the_same(book: Rulebook) -> None:
    for decision in book.decisions.values():
        for rule in decision.rules:
            assert dict(rule.fires) != dict(rule.silent), f"{rule.place}: {rule.id}"


def test_what_options_require_is_in_the_pack_or_a_known_decision_to_come(book: Rulebook) -> None:
    def wanted(note: Problem) -> str:
        return note.message.split('"')[1].partition(".")[0]

    to_come = {wanted(note) for note in book.notes}
    assert not to_come & set(OPTIONS)
