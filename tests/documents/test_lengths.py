"""Each document has one reader and a length, and no review, however it is answered, makes one longer."""

from __future__ import annotations

import calendar
import csv
import datetime
import io
import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from archassist.documents import Wishes, selection
from archassist.documents.lengths import LIMITS, ROOMS, WORDS_A_ROLE, words_by_reader, words_of
from archassist.exported import FORMATS, LONGER
from archassist.rulebook import Question
from archassist.session import Review, shipped_rulebook
from archassist.workflows.export import export_plan
from tests.undecided import undecided

TODAY = datetime.date(2026, 11, 20)
EXAMPLES = ("notion-2021", "segment-2017", "stack-overflow-2016")
MADE_UP = range(7)
REVIEWS = (*EXAMPLES, *map(str, MADE_UP))
KINDS = ("adr", "roadmap", "checklist", "readout", "onepager", "preread", "onboarding")


def made_up(number: int, path: Path) -> Review:
    """A team of which some answers, some pains and some verdicts are known, the same each time."""
    draw = random.Random(number)
    rulebook = shipped_rulebook()
    review = Review.create(path, f"Team {number}")
    with review.together():
        for question in draw.sample(list(rulebook.questions.values()), 8 + 8 * number):
            review.set(question.id, answer(question, draw))
        review.focus.name_pains(draw.sample(list(rulebook.pains), min(number, 3)))
        for decision in draw.sample(list(rulebook.decisions.values()), number):
            option = draw.choice(list(decision.options))
            status = draw.choice(("accepted", "accepted", "rejected"))
            review.decide(
                decision.id,
                status,
                option,
                "it costs us least",
                "the lead",
                "the team of search is against it",
            )
    return review


def answer(question: Question, draw: random.Random) -> str:
    if question.choices:
        return draw.choice(list(question.choices))
    if question.levels:
        return f"{draw.choice(question.levels):g}"
    low, high = question.range or (0.0, 1.0)
    value = low + (high - low) * 10 ** draw.uniform(-4, 0)
    return f"{value:.0f}" if value >= 10 else f"{value:.4f}"


@cache
def written(name: str, folder: Path) -> Mapping[str, str]:
    path = folder / f"{name}.toml"
    review = Review.example(name, path) if name in EXAMPLES else made_up(int(name), path)
    plan = export_plan(review, folder / name, Wishes(KINDS, format="madr"), TODAY)
    return {each.path.relative_to(folder / name).as_posix(): each.text for each in plan.files}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lengths")


def test_with_less_room_no_document_has_more_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The room that fits is found by halving, and could be missed otherwise."""
    counts: list[list[int]] = []

    def within(most: int | None, make: Callable[[int], str], most_a_role: int | None = None) -> str:
        texts = [make(room) for room in ROOMS]
        counts.append([words_of(text) for text in texts])
        return texts[-1]

    monkeypatch.setattr(selection, "within", within)
    review = Review.example("notion-2021", tmp_path / "notion.toml")
    export_plan(review, tmp_path / "docs", Wishes(KINDS, all=True, undecided=True), TODAY)
    assert len(counts) > 30
    assert [each for each in counts if each != sorted(each, reverse=True)] == []


@pytest.mark.parametrize("name", REVIEWS)
def test_no_document_is_longer_than_its_reader_has_time_for(name: str, folder: Path) -> None:
    documents = written(name, folder)
    records = {path: text for path, text in documents.items() if path.startswith("decisions/")}
    assert records or name in ("0", "segment-2017"), "where a few things are answered nothing presses"
    for path, text in records.items():
        assert words_of(text) <= LIMITS["adr"], path
    for kind in LIMITS.keys() - {"adr", "minutes"}:
        text = documents[f"{kind}.md"]
        assert words_of(text) <= LIMITS[kind], kind
    assert max(words_by_reader(documents["preread.md"]), default=0) <= WORDS_A_ROLE


@pytest.mark.parametrize("name", REVIEWS)
def test_a_record_says_what_an_engineer_asks_of_it(name: str, folder: Path) -> None:
    for path, text in written(name, folder).items():
        if path.startswith("decisions/"):
            assert "Current state: " in text, path
            assert re.search(r"^\* (For|Against|Nothing|Required)\b", text, re.MULTILINE), path
            assert "Review it by 20" in text, path
            assert not re.search(r"because of the first|first driver|we stop using", text), path
            if "How to get back: " in text or "How hard to undo: " in text:
                assert "Effort: " in text, path


@pytest.mark.parametrize("name", REVIEWS)
def test_the_roadmap_has_three_quarters_five_bets_each_and_one_short_chart(name: str, folder: Path) -> None:
    text = written(name, folder)["roadmap.md"]
    chart = text.partition("```mermaid")[2].partition("```")[0]
    assert len(re.findall(r" :(?:crit, )?\d{4}", chart)) <= 15
    quarters = re.split(r"^## ", text, flags=re.MULTILINE)[1:4]
    for each in quarters:
        assert re.match(r"Begins \w+ \d{4} to \w+ \d{4}", each)
        assert len(re.findall(r"^(?:### |\* \*\*)", each, re.MULTILINE)) <= 5
    assert "## Not doing now" in text


@pytest.mark.parametrize("name", REVIEWS)
def test_what_begins_is_not_told_as_not_doing(name: str, folder: Path) -> None:
    text, _, rest = written(name, folder)["roadmap.md"].partition("## Not doing now")
    begun = set(re.findall(r"^(?:### |\* \*\*)([^:*]+): ", text, re.MULTILINE))
    assert begun.isdisjoint(re.findall(r"^\* ([^:]+): ", rest, re.MULTILINE))


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_bar_begins_in_the_months_that_it_stands_under(name: str, folder: Path) -> None:
    chart = written(name, folder)["roadmap.md"].partition("```mermaid")[2].partition("```")[0]
    for section in chart.split(" section ")[1:]:
        first, last = (
            datetime.date(int(year), list(calendar.month_name).index(month), 1)
            for month, year in re.findall(r"(\w+) (\d{4})", section.splitlines()[0])
        )
        starts = re.findall(r" :(?:crit, )?(\d{4}-\d\d)", section)
        assert all(f"{first:%Y-%m}" <= each <= f"{last:%Y-%m}" for each in starts), section


@pytest.mark.parametrize("name", REVIEWS)
def test_the_readout_has_a_place_for_what_is_to_be_decided_now_even_when_nothing_is(
    name: str, folder: Path
) -> None:
    text = written(name, folder)["readout.md"]
    assert "\n## To decide now\n\n1. " in text or "\n## To decide now\n\nNothing.\n" in text
    assert "Not enough answers yet" not in text.partition("## To decide now")[0]


@pytest.mark.parametrize("name", ["notion-2021", "3"])
def test_the_checklist_has_every_item_and_is_a_table_too(name: str, folder: Path) -> None:
    documents = written(name, folder)
    rows = list(csv.DictReader(io.StringIO(documents["checklist.csv"])))
    due = [row for row in rows if row["status"] in ("todo", "doing")]
    assert due
    assert documents["checklist.md"].count("\n### ") == len(due)
    assert documents["checklist.md"].count("* First step: ") == len(due)
    assert all(row["first step"] and row["done when"] for row in due)


def test_every_dialect_has_a_short_form_and_a_long_one(tmp_path: Path) -> None:
    review = undecided("notion-2021", tmp_path / "s.toml")
    for format in sorted(FORMATS):
        short, long = (
            {
                each.path.name: each.text
                for each in export_plan(
                    review, tmp_path / "out", Wishes(("adr",), format, form=form), TODAY
                ).files
            }
            for form in ("short", "long")
        )
        assert short.keys() == long.keys()
        assert all((short[name] != long[name]) == (format in LONGER) for name in short)
        if format in LONGER:
            assert max(map(words_of, short.values())) <= LIMITS["adr"]


def test_only_what_is_decided_or_to_be_decided_now_gets_a_record_and_an_older_one_is_still_kept_in_step(
    tmp_path: Path,
) -> None:
    review = undecided("notion-2021", tmp_path / "s.toml")
    adr = Wishes(("adr",))

    def names(wishes: Wishes) -> set[str]:
        return {each.path.stem[5:] for each in export_plan(review, tmp_path / "out", wishes, TODAY).files}

    assert "write-scaling" in names(adr)
    assert "governance" not in names(adr)
    review.decide("governance", "accepted", next(iter(review.rulebook.decisions["governance"].options)))
    assert "governance" in names(adr), "a decision that the team took has a record"
    assert "platform-investment" in names(Wishes(("adr",), all=True, undecided=True))
    export_plan(review, tmp_path / "out", Wishes(("adr",), all=True), TODAY).write()
    everything = names(adr)
    assert names(Wishes(("adr",), all=True)) == everything, "what was written once stays, and is looked after"
    assert export_plan(review, tmp_path / "out", adr, TODAY).writes == ()
    review.set("engineers", "40")
    changed = export_plan(review, tmp_path / "out", adr, TODAY)
    assert {each.path.stem[5:] for each in changed.of("updated")} - {
        "write-scaling",
        "read-scaling",
        "caching",
    }


def test_an_overruled_advice_is_told_as_overruled(tmp_path: Path) -> None:
    review = undecided("notion-2021", tmp_path / "s.toml")
    review.decide("caching", "accepted", "http_only", "we want no second store", "Ana", "Ben: slow")
    plan = export_plan(review, tmp_path / "out", Wishes(("adr",)), TODAY)
    text = next(each.text for each in plan.files if each.path.name.endswith("caching.md"))
    title = (
        review.rulebook.decisions["caching"].options[review.assess().decision("caching").recommended].title
    )
    assert f"* For {title}, overruled: " in text
    assert f"* {title} (recommended, and overruled)" in text
    assert 'Chosen option: "HTTP caching only", because we want no second store.' in text
    assert "the team overruled this advice" in text
    assert "Dissent: Ben: slow." in text
