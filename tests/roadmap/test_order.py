"""The one order of work: what it needs first, what presses and hurts soonest, and nobody jumps when one item is marked."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.roadmap import Calendar, Edit, Ranking, Step, capacity_of, ranked
from archassist.roadmap.ranking import all_needed
from archassist.roadmap.units import MOST_A_QUARTER
from archassist.session import Review
from archassist.views.assessment import triaged_view
from archassist.views.plan import plan_view
from archassist.views.records.plan import ChecklistView
from archassist.words import BUCKETS
from tests.trials import trials

TODAY = datetime.date(2026, 11, 20)
NEVER, CROSSED = (float("inf"),) * 4, (0.0,) * 4

Drawn = tuple[dict[str, Step], dict[str, list[tuple[float, ...]]]]


@st.composite
def projects(draw: st.DrawFn) -> Drawn:
    """Steps, of which each needs only some before it, and the limits that they move away."""
    count = draw(st.integers(2, 16))
    steps: dict[str, Step] = {}
    limits: dict[str, list[tuple[float, ...]]] = {}
    for number in range(count):
        id = f"d.{number}" if draw(st.integers(0, 4)) == 0 else f"s{number}"
        needs = draw(st.lists(st.sampled_from([*steps]), max_size=3, unique=True)) if steps else []
        low = draw(st.sampled_from([0.5, 2.0, 8.0, 60.0, 150.0]))
        steps[id] = Step(
            id,
            id,
            "decision" if "." in id else "practice",
            (low, 2 * low),
            draw(st.sampled_from([1.0, 4.0, 9.0, 40.0])),
            tuple(needs),
            "",
            "todo",
            stage=draw(st.integers(0, 6)),
            felt=draw(st.sampled_from([0.1, 0.5, 1.0])),
        )
        if draw(st.integers(0, 3)) == 0:
            limits[id] = [draw(st.sampled_from([NEVER, CROSSED, (2.0, 9.0, 30.0, float("inf"))]))]
    return steps, limits


def ranking(drawn: Drawn, edits: dict[str, Edit] | None = None) -> Ranking:
    steps, limits = drawn
    edits = edits or {}
    marked = {
        id: replace(step, status=edits[id].status or "todo") if id in edits else step
        for id, step in steps.items()
    }
    return ranked(marked, capacity_of(10), Calendar(TODAY), limits, edits)


def listed(found: Ranking) -> list[str]:
    """The checklist: what is open, by bucket and in order."""
    open_ones = [id for id in found.order if id in found.buckets]
    return sorted(open_ones, key=lambda id: BUCKETS.index(found.buckets[id]))


def others(drawn: Drawn, id: str) -> set[str]:
    """The steps that do not wait for one; without those that long work holds back, whatever is done."""
    steps, chains = drawn[0], ranking(drawn).chains
    needs = {each: step.needs for each, step in steps.items()}
    held = {
        each for each, step in steps.items() if max((chains[one] for one in step.needs), default=0.0) > 40
    }
    return {each for each in steps if each != id and each not in held and id not in all_needed(each, needs)}


@settings(max_examples=trials(80), deadline=None)
@given(projects())
def test_what_a_step_needs_comes_first_in_the_list_and_no_later_in_the_buckets(drawn: Drawn) -> None:
    steps, found = drawn[0], ranking(drawn)
    order = listed(found)
    assert sorted(order) == sorted(steps)
    for id, step in steps.items():
        for each in step.needs:
            assert order.index(each) < order.index(id)
            assert BUCKETS.index(found.buckets[each]) <= BUCKETS.index(found.buckets[id])


@settings(max_examples=trials(80), deadline=None)
@given(projects())
def test_no_quarter_takes_up_more_than_ten(drawn: Drawn) -> None:
    found = ranking(drawn)
    for bucket in ("now", "next"):
        assert sum(each == bucket for each in found.buckets.values()) <= MOST_A_QUARTER


@settings(max_examples=trials(120), deadline=None)
@given(projects(), st.data())
def test_marking_one_as_done_moves_nothing_but_what_waited_for_it(drawn: Drawn, data: st.DataObject) -> None:
    steps = drawn[0]
    marked = data.draw(st.sampled_from([*steps]))
    kept = others(drawn, marked)
    before = [id for id in listed(ranking(drawn)) if id in kept]
    after = [id for id in listed(ranking(drawn, {marked: Edit(status="done")})) if id in kept]
    assert after == before


@settings(max_examples=trials(120), deadline=None)
@given(projects(), st.sampled_from(["2026-11", "2027-01", "2027-03", "2028-01"]), st.data())
def test_pinning_one_moves_nothing_but_what_waits_for_it(
    drawn: Drawn, month: str, data: st.DataObject
) -> None:
    steps = drawn[0]
    pinned = data.draw(st.sampled_from([id for id in steps if steps[id].kind == "practice"] or [*steps]))
    kept = others(drawn, pinned)
    before = [id for id in listed(ranking(drawn)) if id in kept]
    after = [id for id in listed(ranking(drawn, {pinned: Edit(start=month)})) if id in kept]
    assert after == before


def step(id: str, days: float, value: float = 9, stage: int = 0, needs: tuple[str, ...] = ()) -> Step:
    kind = "decision" if "." in id else "practice"
    return Step(id, id, kind, (days, days), value, needs, "", "todo", stage=stage)  # type: ignore[arg-type]


def order_of(*steps: Step, limits: dict[str, list[tuple[float, ...]]] | None = None) -> tuple[str, ...]:
    return ranking(({each.id: each for each in steps}, limits or {})).order


def test_half_a_day_does_not_pass_what_is_worth_more() -> None:
    assert order_of(step("formality", 0.5, value=4), step("backup", 2, value=9)) == ("backup", "formality")


def test_of_items_worth_the_same_the_earlier_stage_comes_first() -> None:
    found = order_of(step("organise", 2, stage=6), step("harden", 2, stage=4), step("measure", 2, stage=1))
    assert found == ("measure", "harden", "organise")


def test_long_work_whose_limit_is_crossed_begins_before_what_is_small() -> None:
    small = [step(f"s{number}", 1, value=40) for number in range(20)]
    vital = (
        step("ids", 5, value=1),
        step("shard", 300, needs=("ids",)),
        step("d.sharding", 20, needs=("shard",)),
    )
    assert order_of(*small, *vital, limits={"d.sharding": [CROSSED]})[:2] == ("ids", "shard")
    assert order_of(*small, *vital, limits={"d.sharding": [NEVER]})[-1] == "d.sharding"


def test_long_work_that_was_decided_against_what_hurts_begins_before_what_is_small() -> None:
    small = [step(f"s{number}", 1, value=40) for number in range(20)]
    merging = step("d.merged", 300, needs=("ids",))
    assert order_of(*small, step("ids", 5, value=1), merging)[-1] == "d.merged"
    pressing = replace(merging, presses=True)
    assert order_of(*small, step("ids", 5, value=1), pressing)[:2] == ("ids", "d.merged")


def due(items: tuple[ChecklistView, ...]) -> list[ChecklistView]:
    return [item for item in items if item.status not in ("done", "dropped")]


def test_dividing_the_data_is_among_the_first_five_of_a_full_database(
    example: Callable[[str], Review],
) -> None:
    items = due(triaged_view(example("notion-2021"), TODAY).checklist)
    assert "db.shard" in [item.id for item in items[:5]]
    assert "The limit “The primary database is too busy” has probably been reached" in items[0].why_here


def first_ten(review: Review) -> list[str]:
    return [item.id for item in due(triaged_view(review, TODAY).checklist)[:10]]


def test_three_engineers_with_150_services_are_told_to_merge_them_first(
    example: Callable[[str], Review],
) -> None:
    review = example("segment-2017")
    assert first_ten(review)[0] == "arch.single-responsibility", (
        "it is the work of the way to one application"
    )
    review.decide("architecture_style", "accepted", "modular_monolith")
    assert "arch.single-responsibility" in first_ten(review)[:3]


def test_a_pipeline_is_built_for_the_services_that_stay_and_not_for_those_that_go(
    example: Callable[[str], Review],
) -> None:
    items = {item.id: item for item in triaged_view(example("segment-2017"), TODAY).checklist}
    assert items["cd.pipeline"].effort.days[1] < 40
    assert items["cd.pipeline"].effort.places == "5 units to keep running"
    assert "144 services to merge" in items["arch.single-responsibility"].effort.places


def test_data_that_nobody_ever_restored_is_among_the_first_ten_whatever_hurts(
    example: Callable[[str], Review],
) -> None:
    review = example("workshop-planner")
    review.focus.name_pains(["slow_pages", "failed_releases", "slow_delivery"])
    assert not {"data.backup", "dr.test"} <= {*first_ten(review)}
    review.set("restore_test", "never")
    assert {"data.backup", "dr.test"} <= {*first_ten(review)}


def test_the_checklist_is_the_plan_read_without_dates(example: Callable[[str], Review]) -> None:
    review = example("notion-2021")
    items, plan = due(triaged_view(review, TODAY).checklist), plan_view(review, TODAY)
    planned = {item.id: item for item in plan.items if item.kind != "coming"}
    assert {item.id for item in items} == planned.keys()
    places = [(BUCKETS.index(item.bucket), planned[item.id].rank) for item in items]
    assert places == sorted(places)
    for item in items:
        step = planned[item.id]
        assert (item.bucket, item.start, item.done, item.effort.days, item.why_here) == (
            step.bucket,
            step.start,
            step.done,
            step.days,
            step.why_here,
        )


def test_ten_items_come_now_and_ten_next_and_the_rest_is_parked(example: Callable[[str], Review]) -> None:
    items = due(triaged_view(example("notion-2021"), TODAY).checklist)
    counted = {
        bucket: sum(item.bucket == bucket and not item.milestone for item in items) for bucket in BUCKETS
    }
    assert counted["now"] <= 10
    assert counted["next"] <= 10
    assert counted["later"] > 50
    assert [item.rank for item in items] == list(range(1, len(items) + 1))
    assert all(item.start <= "2027-01" for item in items if item.bucket == "now" and item.start)


def test_what_hurts_brings_its_remedies_to_the_front(example: Callable[[str], Review]) -> None:
    review = example("stack-overflow-2016")
    review.focus.name_pains(["failed_releases"])
    first = due(triaged_view(review, TODAY).checklist)[:5]
    assert {"cd.rollback", "test.automation"} & {item.id for item in first}
    told = next(item for item in first if item.id in review.rulebook.pains["failed_releases"].practices)
    assert "Helps with “Releases break things”" in told.why_here


def test_what_is_done_goes_to_the_end_and_nothing_waits_for_it(example: Callable[[str], Review]) -> None:
    review = example("notion-2021")
    review.mark("obs.golden-signals", "done", "ana")
    items = triaged_view(review, TODAY).checklist
    done = next(item for item in items if item.id == "obs.golden-signals")
    assert (done.status, done.owner) == ("done", "ana")
    assert done.rank > max(item.rank for item in due(items))
    assert all("obs.golden-signals" not in item.after for item in items)


def test_a_milestone_takes_no_work_and_is_reached_with_the_last_that_it_waits_for(
    example: Callable[[str], Review],
) -> None:
    plan = plan_view(example("stack-overflow-2016"), TODAY)
    ends = {item.id: item.done for item in plan.items}
    milestones = [item for item in plan.items if item.milestone]
    assert milestones
    for item in milestones:
        assert item.start == item.done
        assert item.done >= max(ends[each] for each in item.after)
        assert "of work" not in item.why_here


def test_what_hardly_any_future_calls_for_stands_behind_what_every_future_does(tmp_path: Path) -> None:
    """One person, one server, two hundred users: nothing that has to be assumed to be of use passes a backup."""
    review = Review.create(tmp_path / "small.toml")
    small = {
        "engineers": "1",
        "mau_now": "200",
        "mau_12m": "2k",
        "topology": "one_server",
        "peak_rps_now": "1",
    }
    for question, text in small.items():
        review.set(question, text)
    order = [each.id for each in triaged_view(review, TODAY).checklist]
    assert order.index("data.backup") < 6
    assert {"db.pooler", "queue.jobs", "cdn.static"}.isdisjoint(order[:10])
