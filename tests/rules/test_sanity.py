"""What must hold for every team, whatever it answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archassist.engine import Assessment, Engine, Exact
from archassist.engine.resolution import GIVES_WAY
from archassist.rulebook import POINT
from tests.trials import trials

from .teams import teams

MANY = settings(max_examples=trials(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def options(assessment: Assessment) -> dict[str, str]:
    return {each.id: each.recommended for each in assessment.decisions}


def place(engine: Engine, decision: str, option: str) -> int:
    return list(engine.rulebook.decisions[decision].options).index(option)


FOR_GIANTS = {
    "architecture_style": {"microservices"},
    "async_work": {"event_backbone"},
    "messaging": {"partitioned_log"},
    "runtime_platform": {"kubernetes"},
    "service_communication": {"service_mesh"},
    "redundancy": {"standby_region", "active_active"},
    "disaster_recovery": {"pilot_light", "warm_standby", "active_active"},
    "platform_investment": {"platform_team"},
    "team_topology": {"domain_and_platform"},
}


@MANY
@given(st.data())
def test_three_people_looking_for_a_market_are_never_told_to_build_for_giants(
    engine: Engine, data: st.DataObject
) -> None:
    answers = data.draw(teams(engine, stage="pre_pmf", engineers=3.0))
    advice = options(engine.assess(answers, samples=0))
    for decision, never in FOR_GIANTS.items():
        assert advice[decision] not in never


@settings(max_examples=trials(12), deadline=None)
@given(st.data())
def test_nor_in_any_of_their_futures(engine: Engine, data: st.DataObject) -> None:
    answers = data.draw(teams(engine, stage="pre_pmf", engineers=3.0))
    for decision in engine.assess(answers, samples=256).decisions:
        for option in decision.options:
            if option.id in FOR_GIANTS.get(decision.id, ()):
                assert option.share == 0


@MANY
@given(st.data())
def test_three_hundred_engineers_with_clear_domains_are_not_left_in_one_tangle(
    engine: Engine, data: st.DataObject
) -> None:
    answers = data.draw(
        teams(engine, engineers=300.0, engineers_12m=320.0, domain_clarity="clear", stage="mature")
    )
    advice = options(engine.assess(answers, samples=0))
    assert advice["architecture_style"] != "monolith"
    assert advice["team_topology"] != "one_team"
    assert advice["governance"] != "informal"


@MANY
@given(st.data())
def test_what_exceeds_the_teams_hands_says_so(engine: Engine, data: st.DataObject) -> None:
    assessment = engine.assess(data.draw(teams(engine)), samples=0)
    carried = assessment.operations.load <= assessment.operations.capacity
    assert carried == (assessment.operations.overload == "")
    if carried:
        return
    # Nothing that is recommended could have been lighter without being wrong.
    wanted = {
        needed
        for each in assessment.decisions
        for needed in engine.rulebook.decisions[each.id].options[each.recommended].requires
    }
    for decision in assessment.decisions:
        ids = [option.id for option in decision.options]
        least = max((ids.index(each) for each in ids if f"{decision.id}.{each}" in wanted), default=0)
        chosen = decision.options[ids.index(decision.recommended)]
        # A rung of which nothing is known goes with one above it that falls short.
        short = [ids.index(id) for each in decision.requirements for id, _ in each.short]
        for option in decision.options[least : ids.index(chosen.id)]:
            # Of what was learned two points are given up, of what was not nothing that rules speak against.
            near = (
                chosen.score - option.score <= GIVES_WAY / POINT
                if chosen.chance is not None
                else option.score >= 0
            )
            lighter = (
                option.ops_points < chosen.ops_points
                and near
                and not option.ruled_out
                and ids.index(option.id) > max(short, default=-1)
            )
            floor = decision.required_by or any(each.required for each in decision.options)
            assert not lighter or floor, decision.id


@MANY
@given(st.data())
def test_what_an_option_requires_is_recommended_with_it(engine: Engine, data: st.DataObject) -> None:
    assessment = engine.assess(data.draw(teams(engine)), samples=0)
    advice = options(assessment)
    for decision in assessment.decisions:
        for wanted in engine.rulebook.decisions[decision.id].options[decision.recommended].requires:
            other, least = wanted.split(".")
            enough = place(engine, other, advice[other]) >= place(engine, other, least)
            assert enough or assessment.decision(other).conflict


@settings(max_examples=trials(15), deadline=None)
@given(st.data())
def test_also_where_the_futures_have_the_last_word(engine: Engine, data: st.DataObject) -> None:
    assessment = engine.assess(data.draw(teams(engine)), samples=256)
    advice = options(assessment)
    for decision in assessment.decisions:
        for wanted in engine.rulebook.decisions[decision.id].options[decision.recommended].requires:
            other, least = wanted.split(".")
            result = assessment.decision(other)
            out = {option.id for option in result.options if option.ruled_out}
            enough = place(engine, other, advice[other]) >= place(engine, other, least)
            assert enough or result.conflict or least in out


@MANY
@given(st.data())
def test_the_chosen_options_fit_each_other(engine: Engine, data: st.DataObject) -> None:
    """The cross-checks: state before more nodes, logs before log skills, regions before their foundations."""
    answers = data.draw(teams(engine, "ops_skill", "peak_rps_now", "txn_scope"))
    advice = options(engine.assess(answers, samples=0))
    if advice["app_scaling"] in ("fixed_fleet", "autoscaling", "predictive_autoscaling"):
        assert advice["session_state"] != "local"
        assert advice["load_balancing"] != "none"
    if advice["messaging"] == "partitioned_log":
        assert answers["ops_skill"] != Exact("none")
    if advice["redundancy"] in ("standby_region", "active_active"):
        assert place(engine, "provisioning", advice["provisioning"]) >= 2
        assert place(engine, "disaster_recovery", advice["disaster_recovery"]) >= 2
    if advice["architecture_style"] == "microservices":
        assert advice["cross_boundary_consistency"] != "local_transactions"
        assert advice["team_topology"] in ("domain_teams", "domain_and_platform")
    if advice["release_strategy"] == "canary":
        assert advice["observability"] != "logs_apm"


BURDENS = [
    # the burden, the decision, more of it means more of the option's place
    ("write_qps_now", "write_scaling"),
    ("read_qps_now", "read_scaling"),
    ("slo_goal", "load_balancing"),
    ("infra_usd_m", "cost_model"),
    ("outage_usd_h", "resilience"),
    ("teams", "governance"),
    ("engineers", "security_baseline"),
    ("stale_ok_s", "cache_freshness"),
]
AS_MUCH = {"sharding": "distributed_store", "single_primary": "table_partitioning"}


@pytest.fixture(scope="module")
def by_rules_alone(engine: Engine) -> Engine:
    """Weighs by rules and bases alone.

    What the size of an answer speaks for by itself stays as it is when another answer changes, and may stand in the way of
    an option that a rule speaks for: with it the claim does not hold for every team one can think of.
    """
    learned = engine.rulebook.calibration
    assert learned is not None
    bare = {
        id: replace(each, leans={term: tuple(0 for _ in each.base) for term in each.leans})
        for id, each in learned.decisions.items()
    }
    return engine.weighing(replace(learned, decisions=bare))


@pytest.mark.parametrize(("burden", "decision"), BURDENS)
@settings(max_examples=trials(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_more_of_a_burden_never_argues_for_less(
    by_rules_alone: Engine, burden: str, decision: str, data: st.DataObject
) -> None:
    """Scores of the rules only: what other decisions require and what the team carries are set aside."""
    engine = by_rules_alone
    question = engine.rulebook.questions[burden]
    # What is behind the burden is answered, or more of it would tell of more of that.
    behind = [
        id for id, after in engine.compiled.followers.items() if burden in after and id != "db_cpu_peak"
    ]
    answers = data.draw(teams(engine, burden, "db_cpu_peak", *behind))
    answers.pop("db_cpu_peak")  # measured use, not statements, would decide otherwise
    more = st.sampled_from(question.levels) if question.levels else st.floats(*(question.range or (0.0, 1.0)))
    then = {**answers, burden: Exact(data.draw(more))}
    first, second = answers[burden].value, then[burden].value
    assume(first != second)
    low, high = (answers, then) if first < second else (then, answers)
    if burden == "stale_ok_s":
        low, high = high, low
    rank = [_rank(engine, decision, engine.assess(each, samples=0)) for each in (low, high)]
    assert rank[0] <= rank[1]


def _rank(engine: Engine, decision: str, assessment: Assessment) -> int:
    result = assessment.decision(decision)
    open_ = [option for option in result.options if not option.ruled_out]
    best = max(option.score for option in open_)
    chosen = next(option.id for option in open_ if option.score >= best - 1)
    lighter = {heavy: light for light, heavy in AS_MUCH.items()}
    return place(engine, decision, lighter.get(chosen, chosen))
