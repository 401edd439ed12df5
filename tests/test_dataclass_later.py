"""A dataclass whose methods are written later is the dataclass of the standard library, from its first use on."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from archassist.dataclass_later import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends and what lies between."""

    low: float
    high: float = 10.0
    marks: tuple[float, ...] = field(default_factory=tuple, compare=False)

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("backwards")

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True)
class Named(Range):
    """A range with a name, of a class that has no slots of its own."""

    name: str = "range"


@dataclass
class Tally:
    """Counts, which change."""

    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """One number before the other."""

    major: int
    minor: int = 0


def usual(later: Any, **asked: bool) -> Any:
    """The same class as the standard library makes it."""
    plain = {
        name: value
        for name, value in vars(later).items()
        if name in ("__module__", "__annotations__", "__doc__")
    }
    return dataclasses.dataclass(**asked)(type(later.__name__, (), {**plain, "minor": 0}))


def test_objects_are_made_of_positions_names_and_defaults() -> None:
    assert (Range(1).low, Range(1).high, Range(1).marks) == (1, 10.0, ())
    assert Range(1, high=2) == Range(low=1, high=2)
    assert Named(1, 2, (), "n").name == "n"
    assert Tally().counts is not Tally().counts
    assert Range(1).width == 9


def test_what_was_checked_when_an_object_is_made_still_is() -> None:
    with pytest.raises(ValueError, match="backwards"):
        Range(11)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Version(),  # type: ignore[call-arg]
        lambda: Version(1, 2, 3),  # type: ignore[call-arg]
        lambda: Version(1, major=1),  # type: ignore[misc]
        lambda: Version(1, patch=3),  # type: ignore[call-arg]
    ],
    ids=["too few", "too many", "twice", "unknown"],
)
def test_wrong_arguments_are_refused_in_the_words_of_the_standard_library(make: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        make()


def test_many_objects_are_as_the_first() -> None:
    made = [Version(1, 2) for _ in range(200)]
    assert set(made) == {Version(1, 2)}


def test_a_frozen_object_stays_as_it_is() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'low'"):
        setattr(Range(1), "low", 2)  # noqa: B010 - as somebody would whom the type checker does not see
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'low'"):
        delattr(Range(1), "low")


def test_equal_objects_are_equal_and_hash_alike_and_others_are_not() -> None:
    assert Range(1, marks=(2,)) == Range(1)
    assert hash(Range(1)) == hash(Range(1, 10.0, (3,)))
    assert Range(1) != Range(2)
    assert Range(1) != Named(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Tally())


def test_they_are_told_and_ordered_as_by_the_standard_library() -> None:
    theirs = usual(Version, frozen=True, order=True)
    assert repr(Version(1, 2)) == repr(theirs(1, 2)) == "Version(major=1, minor=2)"
    assert sorted([Version(2), Version(1, 9)]) == [Version(1, 9), Version(2)]
    assert Version.__match_args__ == theirs.__match_args__
    match Version(3, 4):
        case Version(major, minor):
            assert (major, minor) == (3, 4)


def test_fields_replace_and_copies_work_before_anything_else_was_asked() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        one: int
        two: str = "two"

    assert dataclasses.is_dataclass(Fresh)
    assert [each.name for each in dataclasses.fields(Fresh)] == ["one", "two"]
    assert replace(Fresh(1), two="three") == Fresh(1, "three")
    assert dataclasses.asdict(Fresh(1)) == {"one": 1, "two": "two"}
    assert copy.deepcopy(Fresh(1)) == Fresh(1)


def test_pickles_bring_them_back() -> None:
    for each in (Range(1, 2, (1.5,)), Named(1, name="n"), Tally({"a": 1}, 1), Version(1)):
        assert pickle.loads(pickle.dumps(each)) == each


def test_slots_leave_no_room_for_anything_else() -> None:
    assert not hasattr(Range(1), "__dict__")
    assert vars(Tally()) == {"counts": {}, "total": 0}


def test_several_threads_may_use_a_class_for_the_first_time() -> None:
    @dataclass(frozen=True)
    class Fresh:
        one: int

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(Fresh, [1] * 400))
    assert {hash(each) for each in made} == {hash(Fresh(1))}


def test_nothing_is_written_until_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[type] = []
    theirs = dataclasses.dataclass

    def told(cls: Any = None, /, **asked: Any) -> Any:
        def made(given: type) -> Any:
            written.append(given)
            return theirs(**asked)(given)

        return made if cls is None else made(cls)

    monkeypatch.setattr(dataclasses, "dataclass", told)

    @dataclass(frozen=True, slots=True)
    class Fresh:
        one: int

    first = Fresh(1)
    assert first.one == 1
    assert written == []
    assert first == Fresh(1)
    assert len(written) == 1
