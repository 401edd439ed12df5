"""The plan: capacity, deadlines, and what a person's changes do to it."""

from __future__ import annotations

import datetime
import math
from typing import Any, Literal

import pytest

from archassist.roadmap import Calendar, Deadline, Edit, Plan, Step, capacity_of, plan
from archassist.roadmap.planned import LATE_OFTEN
from archassist.words import PracticeStatus

TODAY = datetime.date(2026, 11, 20)


def step(
    id: str,
    days: float | tuple[float, float] = 5,
    needs: tuple[str, ...] = (),
    value: float = 9,
    status: PracticeStatus = "todo",
    begin: int = 0,
) -> Step:
    ends = days if isinstance(days, tuple) else (days, days)
    kind: Literal["decision", "practice"] = "decision" if "." in id else "practice"
    return Step(
        id,
        id.upper(),
        kind,
        ends,
        value,
        needs,
        "",
        status,
        begin,
    )


def planned(
    steps: list[Step],
    deadlines: dict[str, Deadline] | None = None,
    edits: dict[str, Edit] | None = None,
    people: float = 10,
    share: float | None = None,
    at_once: int | None = None,
    away: dict[str, float] | None = None,
) -> Plan:
    by_id = {each.id: each for each in steps}
    capacity = capacity_of(people, share, at_once)
    calendar = Calendar(TODAY, away)
    kept = {id: each for id, each in by_id.items() if (edits or {}).get(id, Edit()).status != "dropped"}
    return plan(kept, capacity, calendar, deadlines, edits, by_id)


def starts(found: Plan) -> dict[str, datetime.date]:
    return {each.step.id: each.start for each in found.steps}


def test_what_a_step_needs_is_done_before_it_starts() -> None:
    found = planned([step("b", needs=("a",)), step("a"), step("c", needs=("a", "b"))])
    done = {each.step.id: each.done for each in found.steps}
    begun = starts(found)
    assert done["a"] <= begun["b"]
    assert done["b"] <= begun["c"]


def test_no_more_is_begun_than_the_team_does_at_once() -> None:
    found = planned([step(f"s{number}") for number in range(6)], people=10, share=0.2, at_once=2)
    for each in found.steps:
        running = [other for other in found.steps if other.start <= each.start < other.done]
        assert len(running) <= 2


def test_more_people_are_done_sooner_and_absence_is_later() -> None:
    steps = [step(f"s{number}", (3, 12)) for number in range(12)]

    def end(**team: Any) -> datetime.date:
        return max(each.done for each in planned(steps, **team).steps)

    assert end(people=20) < end(people=10) < end(people=5)
    assert end(people=10) < end(people=10, away={"2026-12": 0.9, "2027-01": 0.9})
    assert end(people=10, share=0.4) < end(people=10, share=0.1)


def test_what_is_in_progress_comes_first_and_what_waits_for_a_sign_does_not_begin_early() -> None:
    found = planned(
        [step("other", value=100), step("mine", status="doing", value=1), step("x.coming", begin=8)],
        at_once=1,
    )
    begun = starts(found)
    assert begun["mine"] == min(begun.values())
    assert begun["x.coming"] >= datetime.date(2027, 7, 1)


def test_a_pinned_step_starts_in_its_month_and_a_postponed_one_not_before() -> None:
    steps = [step(f"s{number}") for number in range(5)]
    found = planned(steps, edits={"s0": Edit(start="2027-04"), "s1": Edit(not_before="2027-06")})
    begun = starts(found)
    assert (begun["s0"].year, begun["s0"].month) == (2027, 4)
    assert begun["s1"] >= datetime.date(2027, 6, 1)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("month", "said"),
    [("2026-12", "it needs “A”"), ("2026-10", "which is over")],
    ids=["too early", "in the past"],
)
def test_a_pin_that_cannot_be_had_is_said(month: str, said: str) -> None:
    found = planned(
        [step("a", 60), step("b", needs=("a",))], edits={"b": Edit(start=month)}, people=10, at_once=2
    )
    assert len(found.problems) == 1
    assert said in found.problems[0]
    assert len(found.steps) == 2


def test_what_an_edit_cost_is_told() -> None:
    steps = [step("first", 5, value=90), step("second", 5, ("first",), value=80), step("third", 5)]
    found = planned(steps, edits={"first": Edit(not_before="2027-06")}, at_once=1)
    (cost,) = found.costs
    assert cost.step == "first"
    assert dict(cost.delayed)["second"] > 60
    assert "third" not in dict(cost.delayed)


def test_dropping_a_step_lets_go_of_those_that_needed_it() -> None:
    steps = [step("first", 5, value=90), step("second", 5, ("first",))]
    found = planned(steps, edits={"first": Edit(status="dropped")})
    assert [each.step.id for each in found.steps] == ["second"]


def test_an_estimate_of_the_team_replaces_the_usual_one_and_costs() -> None:
    from dataclasses import replace

    steps = [step("big", 2, value=900), step("other", 5, value=1)]
    edited = {"big": replace(steps[0], days=(60.0, 60.0)), "other": steps[1]}
    found = plan(
        edited,
        capacity_of(10, at_once=1),
        Calendar(TODAY),
        {},
        {"big": Edit(days=(60.0, 60.0))},
        {each.id: each for each in steps},
    )
    (cost,) = found.costs
    assert cost.delayed[0][0] == "other"


def months(*share: tuple[float, float]) -> Deadline:
    return Deadline("The disk is full", tuple(month for part, month in share for _ in range(int(part * 100))))


def test_a_step_with_a_near_limit_is_moved_to_the_front() -> None:
    steps = [step(f"s{number}", 10, value=15) for number in range(10)]
    urgent = step("db.shard", 20, value=9)
    before = starts(planned([*steps, urgent], at_once=1))
    after = starts(planned([*steps, urgent], {"db.shard": months((1, 1))}, at_once=1))
    assert after["db.shard"] < before["db.shard"]


def test_lateness_is_told_in_futures_and_what_to_put_off_helps() -> None:
    steps = [
        step(f"s{number}", 8, status="doing" if number < 3 else "todo", value=3000) for number in range(8)
    ]
    urgent = step("db.shard", 8, value=1)
    found = planned([*steps, urgent], {"db.shard": months((1, 1))}, at_once=1, people=5)
    late = next(each for each in found.steps if each.step.id == "db.shard").late
    if late is not None and late.share >= LATE_OFTEN and late.drop:
        kept = [each for each in steps if each.id not in late.drop]
        again = planned([*kept, urgent], {"db.shard": months((1, 1))}, at_once=1, people=5)
        better = next(each for each in again.steps if each.step.id == "db.shard").late
        assert better is None or better.share < late.share
    never = planned([*steps, urgent], {"db.shard": months((1, math.inf))}, at_once=1)
    assert next(each for each in never.steps if each.step.id == "db.shard").late is None


def test_what_cannot_be_in_time_says_so() -> None:
    late = planned([step("db.shard", 200)], {"db.shard": months((1, 2))}, people=5).steps[0].late
    assert late is not None
    assert late.share == 1.0
    assert late.helpless
    crossed = planned([step("db.shard", 20)], {"db.shard": months((1, 0))}).steps[0].late
    assert crossed is not None
    assert crossed.crossed


def test_a_wider_estimate_gives_a_later_cautious_date_and_the_same_plan_twice() -> None:
    sure, vague = planned([step("a", (10, 10))]), planned([step("a", (2, 50))])
    assert vague.steps[0].done_late > sure.steps[0].done_late
    assert vague == planned([step("a", (2, 50))])


def test_nothing_to_do_is_a_plan_too() -> None:
    assert planned([]).steps == ()


def test_the_calendar_knows_weekends_and_absences() -> None:
    calendar = Calendar(datetime.date(2026, 11, 2), {"2026-12": 1.0})
    assert calendar.days(datetime.date(2026, 12, 1)) == pytest.approx(21, abs=0.01)
    assert calendar.date(21.5).month == 1
    assert calendar.month_start("2027-01") == calendar.month_end("2026-12") == pytest.approx(21, abs=0.01)
    assert calendar.days(datetime.date(2020, 1, 1)) == 0
    for days in (0.5, 3, 20, 60, 200):
        assert abs(calendar.days(calendar.date(days)) - days) < 2
