"""What a team says it runs today: kept in the session file like everything else that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archassist.answers import AnswerError
from archassist.session import Changed, Review, SessionError, shipped_rulebook
from archassist.session.change_messages import tell_differences
from archassist.session.errors import NoSuchThing
from tests.trials import trials

ROWS = [
    (decision.id, option)
    for decision in list(shipped_rulebook().decisions.values())[:4]
    for option in (*decision.options, None)
]


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review.create(tmp_path / "shop.toml", "Shop")


def test_it_is_a_line_for_each_decision(review: Review) -> None:
    review.run_today("read_scaling", "read_replicas")
    review.run_today("caching", "shared_cache")
    assert '[today]\ncaching = "shared_cache"\nread_scaling = "read_replicas"' in review.path.read_text()
    assert Review.open(review.path).today == {"caching": "shared_cache", "read_scaling": "read_replicas"}


def test_it_is_named_by_number_id_or_title(review: Review) -> None:
    assert [review.read_today("caching", text) for text in ("3", "shared_cache", " Shared  CACHE ")] == [
        "shared_cache"
    ] * 3
    with pytest.raises(AnswerError, match=r"no option “redis”.*Known: http_only, in_process"):
        review.read_today("caching", "redis")
    with pytest.raises(NoSuchThing, match="Did you mean caching"):
        review.read_today("cachin", "1")


def test_it_is_taken_back_and_brought_back(review: Review) -> None:
    review.run_today("caching", "shared_cache")
    review.run_today("caching", None)
    assert review.today == {}
    change = review.undo()
    assert change is not None
    assert Review.open(review.path).today == {"caching": "shared_cache"}
    review.redo()
    assert review.today == {}


@pytest.mark.parametrize("value", ["3", "true", '["shared_cache"]', "{ option = 1 }"])
def test_what_is_no_text_is_refused_with_its_line(review: Review, value: str) -> None:
    text = review.path.read_text() + f"\n[today]\ncaching = {value}\n"
    review.path.write_text(text)
    line = text.count("\n")
    with pytest.raises(
        SessionError, match=rf"shop.toml:{line}: today.caching: .* must be the id of an option"
    ):
        Review.open(review.path)


def test_what_the_rules_do_not_know_is_kept_and_told(review: Review) -> None:
    review.path.write_text(review.path.read_text() + '\n[today]\ncaching = "redis"\ncache = "shared_cache"\n')
    opened = Review.open(review.path)
    assert opened.today == {}
    assert any("no option “redis”" in note for note in opened.notes)
    assert any("no decision “cache”. Did you mean caching?" in note for note in opened.notes)
    opened.run_today("read_scaling", "cqrs")
    assert 'cache = "shared_cache"' in opened.path.read_text()
    assert 'caching = "redis"' in opened.path.read_text()


def test_two_people_say_different_rows_at_the_same_time(review: Review) -> None:
    other = Review.open(review.path)
    review.run_today("caching", "shared_cache")
    other.run_today("read_scaling", "cqrs")
    assert other.today == {"caching": "shared_cache", "read_scaling": "cqrs"}


def test_the_same_row_said_differently_is_a_clash(review: Review) -> None:
    other = Review.open(review.path)
    review.run_today("caching", "shared_cache")
    with pytest.raises(Changed, match=r"today\.caching was changed by someone else"):
        other.run_today("caching", "http_only")
    other.resolve("theirs")
    assert other.today == {"caching": "shared_cache"}


def test_a_difference_is_told_in_words(review: Review, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    other = review.branch(tmp_path / "copy")
    other.run_today("caching", "shared_cache")
    assert [str(each) for each in tell_differences(review, other)] == [
        "Today, Caching layers: not said → Shared cache"
    ]


def test_advice_starts_from_it(review: Review) -> None:
    review.run_today("caching", "shared_cache")
    assert review.assess(0).decision("caching").today.option == "shared_cache"
    review.run_today("caching", None)
    assert review.assess(0).decision("caching").today.option is None


def test_a_session_of_before_loads_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    text = '# ours\nschema = 1\n\n[review]\ntitle = "Old"\n\n[answers]\nengineers = 12\n'
    path.write_text(text)
    review = Review.open(path)
    assert review.today == {}
    assert path.read_text() == text
    review.run_today("caching", "shared_cache")
    assert path.read_text() == text + '\n[today]\ncaching = "shared_cache"\n'


@settings(max_examples=trials(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.sampled_from(ROWS), max_size=12), undone=st.integers(0, 4))
def test_nothing_that_is_said_is_lost(
    said: list[tuple[str, str | None]], undone: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The file, read anew, holds what a plain dictionary holds after the same changes, and comments stay."""
    path = tmp_path_factory.mktemp("rows") / "shop.toml"
    path.write_text('schema = 1\n\n# what we run\n[today]\nredundancy = "multi_zone" # since May\n')
    review = Review.open(path)
    meant: dict[str, str] = {"redundancy": "multi_zone"}
    history = [dict(meant)]
    for decision, option in said:
        review.run_today(decision, option)
        before = dict(meant)
        meant.pop(decision, None)
        if option is not None:
            meant[decision] = option
        if meant != before:
            history.append(dict(meant))
    for _ in range(min(undone, len(history) - 1)):
        review.undo()
        history.pop()
    assert Review.open(path).today == history[-1]
    assert "# what we run" in path.read_text()
    assert "# since May" in path.read_text()
