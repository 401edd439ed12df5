"""The tour: six stops that tell what is known of a review, and what is missing where nothing is."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.session import Review
from archassist.session.examples import examples
from archassist.views.preread import glossary
from archassist.views.records.tour import TourStop, TourView
from archassist.views.tour import TITLES, stop_ids, tour_view

TODAY = datetime.date(2026, 11, 20)
AT = datetime.datetime(2026, 10, 6, 9, 0, tzinfo=datetime.UTC)


def stop(view: TourView, id: str) -> TourStop:
    return next(each for each in view.stops if each.id == id)


def told(found: TourStop) -> str:
    return "\n".join(text for part in found.parts for text in (part.title, *part.texts))


@pytest.fixture(scope="module")
def notion(tmp_path_factory: pytest.TempPathFactory) -> tuple[Review, TourView]:
    review = Review.example("notion-2021", tmp_path_factory.mktemp("tour") / "notion.toml")
    return review, tour_view(review, TODAY)


def test_the_stops_lead_from_where_we_are_to_the_words_used(notion: tuple[Review, TourView]) -> None:
    _, view = notion
    assert [each.title for each in view.stops] == [title for id, title in TITLES.items() if id != "meetings"]
    assert all(each.parts for each in view.stops)


def test_a_decision_is_told_with_who_took_it_why_and_against_which_advice(
    notion: tuple[Review, TourView],
) -> None:
    said = told(stop(notion[1], "decided"))
    assert "step from One primary to Shard by key" in said
    assert "Accepted by infrastructure team, because" in said
    assert "one key covers nearly every query on it" in said
    assert "The rules advise Copy, let changes follow, switch, and were overruled." in said


def test_what_was_rejected_comes_with_the_teams_reason_and_what_was_not_taken_with_that_of_the_rules(
    notion: tuple[Review, TourView],
) -> None:
    said = told(stop(notion[1], "rejected"))
    assert "Distributed database" in said
    assert "packaged sharding was looked at" in said
    assert "Not One primary: " in said


def test_what_lies_behind_a_stop_is_there_to_be_opened(notion: tuple[Review, TourView]) -> None:
    review, view = notion
    links = [link for each in view.stops for link in each.opens]
    known = {
        "decision": review.rulebook.decisions,
        "question": review.rulebook.questions,
        "source": review.rulebook.sources,
    }
    assert {link.kind for link in links} == set(known)
    for link in links:
        assert link.id in known[link.kind], link
        if link.option:
            assert link.option in review.rulebook.decisions[link.id].options
    flip = next(
        part for part in stop(view, "change").parts if part.texts[0].startswith("With another answer")
    )
    assert flip.opens[0].title in flip.texts[0], "the question behind the figure comes first"


def test_only_words_that_the_tour_uses_are_explained(notion: tuple[Review, TourView]) -> None:
    review, view = notion
    explained = {part.title for part in stop(view, "words").parts}
    said = "\n".join(told(each) for each in view.stops if each.id != "words").lower()
    terms = {term.title: (term.title, *term.also) for term in review.rulebook.terms.values()}
    assert explained
    assert explained < {title for title, _ in glossary(review.rulebook)}
    for title in explained:
        assert any(word.lower() in said for word in terms[title]), title


def test_an_empty_review_says_in_sentences_what_is_missing(tmp_path: Path) -> None:
    view = tour_view(Review.create(tmp_path / "empty.toml", "Empty"), TODAY)
    assert "0 of 71 questions answered. Until some are, nothing is advised" in told(stop(view, "where"))
    assert "Nothing has been accepted yet." in told(stop(view, "decided"))
    assert "rejected no option" in told(stop(view, "rejected"))
    assert "Nothing is advised yet that could change." in told(stop(view, "change"))
    assert "Nothing is planned yet" in told(stop(view, "next"))
    assert "assumed" not in told(stop(view, "where")), "what follows from assumptions alone is not told"


@pytest.mark.parametrize("name", ["segment-2017", "stack-overflow-2016"])
def test_every_example_with_decisions_tells_each_of_them(name: str, tmp_path: Path) -> None:
    review = Review.example(name, tmp_path / f"{name}.toml")
    taken = {id for id, each in review.decisions.items() if each.accepted}
    assert name in examples()
    assert taken
    opened = {link.id for link in stop(tour_view(review, TODAY), "decided").opens if link.kind == "decision"}
    assert opened == taken


def test_meetings_that_were_held_are_read_in_their_order(
    tmp_path: Path, example: Callable[[str], Review]
) -> None:
    review = example("outdoor-shop")
    assert "meetings" not in stop_ids(review)
    for day, title in ((0, "Kick-off"), (7, "Second look")):
        begun = AT + datetime.timedelta(days=day)
        review.meeting.begin(begun, title=title)
        if day:
            review.decide("caching", "accepted", "shared_cache", "it is enough", "Ana", date=begun.date())
        review.meeting.close(begun + datetime.timedelta(hours=1), f"We ended {title}.")
    view = tour_view(review, TODAY)
    first, second = stop(view, "meetings").parts
    assert first.title.startswith("Kick-off, 2026-10-06")
    assert "We ended Kick-off." in first.texts
    assert second.title.startswith("Second look, 2026-10-13")
    assert any(
        text.startswith("Decided: Caching layers: Shared cache, accepted by Ana") for text in second.texts
    )
    assert [link.id for link in second.opens] == ["caching"]
