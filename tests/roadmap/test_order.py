"""The order of work: prerequisites first, the most value soonest, and what fits into a quarter."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from archassist.roadmap import checklist
from archassist.roadmap.ordering import best_first, delay
from archassist.session import Review
from tests.roadmap.projects import least_delay, project

JOBS = st.integers(1, 7).flatmap(
    lambda count: st.tuples(
        st.lists(st.frozensets(st.integers(0, 6)), min_size=count, max_size=count),
        st.lists(st.integers(1, 9), min_size=count, max_size=count),
        st.lists(st.sampled_from([1, 3, 8]), min_size=count, max_size=count),
    )
)


def cost(order: list[str], value: dict[str, float], effort: dict[str, float]) -> float:
    """Sum of value times completion time."""
    total = done = 0.0
    for job in order:
        done += effort[job]
        total += value[job] * done
    return total


@settings(max_examples=60, deadline=None)
@given(JOBS)
def test_prerequisites_come_first_and_value_comes_soon(jobs: tuple) -> None:  # type: ignore[type-arg]
    before, values, efforts = jobs
    # A job needs only jobs before it in the list, so there is no circle.
    needs = {
        f"j{at}": tuple(f"j{each}" for each in sorted(want) if each < at) for at, want in enumerate(before)
    }
    value = {f"j{at}": float(each) for at, each in enumerate(values)}
    effort = {f"j{at}": float(each) for at, each in enumerate(efforts)}
    order = best_first(needs, value, effort)
    assert sorted(order) == sorted(needs)
    assert all(
        order.index(early) < order.index(job) for job, early_ones in needs.items() for early in early_ones
    )
    allowed = (
        cost(list(each), value, effort)
        for each in permutations(needs)
        if all(each.index(early) < each.index(job) for job, ones in needs.items() for early in ones)
    )
    assert cost(order, value, effort) <= 1.2 * min(allowed)


def test_a_checklist_says_what_is_now_next_and_later(example: Callable[[str], Review]) -> None:
    review = example("notion-2021")
    items = checklist(review.rulebook, review.assess())
    assert [item.rank for item in items] == list(range(1, len(items) + 1))
    assert {item.bucket for item in items} == {"now", "next", "later"}
    place = {item.id: item.rank for item in items}
    assert all(place[early] < item.rank for item in items for early in item.after)
    shard = next(item for item in items if item.id == "db.shard")
    assert "write_scaling.sharding" in shard.needed_by
    assert shard.bucket == "next"


def test_what_is_done_goes_to_the_end_and_asks_for_nothing(example: Callable[[str], Review]) -> None:
    review = example("notion-2021")
    review.mark("obs.golden-signals", "done", "ana")
    from archassist.views.checklist import checklist_of

    items = checklist_of(review, review.assess())
    done = next(item for item in items if item.id == "obs.golden-signals")
    assert (done.status, done.owner) == ("done", "ana")
    assert done.rank > max(item.rank for item in items if item.status == "todo")
    assert all("obs.golden-signals" not in item.after for item in items)


def test_the_order_is_within_a_hundredth_of_the_best_one_possible() -> None:
    """Random projects up to 24 jobs, against an exact dynamic programme."""
    compared = 0
    for seed in range(60):
        jobs = 6 + seed % 19
        needs, value, effort = project(seed, jobs, 0.12 if jobs < 14 else 0.3)
        best = least_delay(needs, value, effort)
        if best is None:
            continue
        compared += 1
        assert delay(best_first(needs, value, effort), value, effort) <= 1.01 * best, f"project {seed}"
    assert compared > 45
