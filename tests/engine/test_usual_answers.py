"""What nobody answered is drawn together: what is usual of one answer follows from the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from archassist.engine import Belief, Engine, Exact


def beliefs(answers: dict[str, Any]) -> dict[str, Belief]:
    return {id: Exact(value if isinstance(value, str) else float(value)) for id, value in answers.items()}


def drawn(engine: Engine, answers: dict[str, Any], question: str) -> NDArray[Any]:
    column = engine.inputs(beliefs(answers))[question]
    found: NDArray[Any] = np.broadcast_to(column, (2048,))
    return found


def middle(engine: Engine, answers: dict[str, Any], question: str) -> float:
    return float(np.median(drawn(engine, answers, question)))


def share(engine: Engine, answers: dict[str, Any], question: str, choice: str) -> float:
    place = list(engine.rulebook.questions[question].choices).index(choice)
    return float((drawn(engine, answers, question) == place).mean())


def test_deployed_units_follow_the_shape_of_the_system(engine: Engine) -> None:
    shapes = ("one_server", "modular_monolith", "few_services", "many_services")
    units = [middle(engine, {"topology": shape}, "deployables") for shape in shapes]
    assert units == sorted(units)
    assert units[0] < 2 < units[2] < 10 < units[3]


def test_and_the_shape_follows_deployed_units(engine: Engine) -> None:
    assert share(engine, {"deployables": 60}, "topology", "many_services") > 0.7
    assert share(engine, {"deployables": 1}, "topology", "many_services") == 0


def test_hundreds_of_services_have_people_who_run_them(engine: Engine) -> None:
    assert share(engine, {"deployables": 400}, "ops_skill", "none") < 0.05
    assert share(engine, {"deployables": 400}, "ops_skill", "dedicated") > 0.7
    assert middle(engine, {"deployables": 400}, "engineers") > 50


def test_engineers_teams_and_users_go_together(engine: Engine) -> None:
    for one, other in (("engineers", "mau_now"), ("mau_now", "engineers"), ("engineers", "teams")):
        few, many = middle(engine, {one: 200}, other), middle(engine, {one: 2_000}, other)
        assert few < many


def test_a_load_far_above_what_one_machine_bears_leaves_no_larger_machine(engine: Engine) -> None:
    assert middle(engine, {"write_qps_now": 100, "data_layout": "one_primary"}, "db_size_steps") >= 1
    assert middle(engine, {"write_qps_now": 200_000, "data_layout": "one_primary"}, "db_size_steps") < 0.2


def test_more_writes_than_one_machine_takes_are_taken_by_several(engine: Engine) -> None:
    assert share(engine, {"write_qps_now": 1_000_000}, "data_layout", "one_primary") < 0.05


@pytest.mark.parametrize("question", ["data_gb", "data_growth_gb_m"])
def test_data_grows_with_writes(engine: Engine, question: str) -> None:
    few, many = (middle(engine, {"write_qps_now": writes}, question) for writes in (10, 100_000))
    assert many > 50 * few


def test_a_choice_says_which_answers_it_follows(engine: Engine) -> None:
    facts = engine.assess(beliefs({"deployables": 400, "mau_now": 5_000}), samples=0).facts
    assert facts["topology"].value == "many_services"
    assert facts["topology"].told_by == ("deployables",)
    assert facts["topology"].assumed == ("topology",)
    assert engine.assess({}, samples=0).facts["topology"].told_by == ()


def test_what_was_answered_is_never_replaced(engine: Engine) -> None:
    assert share(engine, {"deployables": 400, "topology": "one_server"}, "topology", "one_server") == 1


def test_an_answer_that_nobody_gave_does_not_stand_for_one_that_is_asked_for(engine: Engine) -> None:
    """A shape that follows from many engineers does not follow from units that were drawn for it."""
    alone = drawn(engine, {"engineers": 20}, "topology")
    assert (drawn(engine, {"engineers": 20, "consumers": 3}, "topology") == alone).all()
    assert 0 < share(engine, {"engineers": 20}, "topology", "one_server") < 0.3


def test_the_same_seed_draws_the_same(engine: Engine) -> None:
    answers = beliefs({"engineers": 300})
    one, again = engine.inputs(answers, seed=3), engine.inputs(answers, seed=3)
    assert all(np.array_equal(one[name], again[name]) for name in one)
