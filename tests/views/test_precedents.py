"""For each decision the published teams most like this one: never itself, each with how it differs and where it is told."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.answers.answer import Answer
from archassist.casebase import load_cases
from archassist.casebase.precedents import precedents, published
from archassist.documents import Wishes
from archassist.engine import Engine, Exact
from archassist.rulebook import Rulebook
from archassist.session import Review
from archassist.shipped import rules_folder
from archassist.views.chances import precedent_text
from archassist.views.precedents import precedents_view
from archassist.workflows.export import export_plan

TODAY = datetime.date(2026, 12, 1)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    answers = {
        "engineers": Answer.exact(14.0),
        "mau_now": Answer.exact(150_000.0),
        "data_gb": Answer.exact(400.0),
        "topology": Answer.exact("monolith_db"),
    }
    return Review.create(tmp_path / "s.toml", answers=answers)


def test_a_precedent_says_what_they_chose_how_it_went_and_where_this_team_differs(review: Review) -> None:
    found = precedents_view(review, "write_scaling")
    assert 1 <= len(found) <= 3
    titles = {option.title for option in review.rulebook.decisions["write_scaling"].options.values()}
    for each in found:
        assert set(each.chose) <= titles
        assert each.source.title
        assert len(each.shared) >= 3
        assert all(" here, " in text and text.endswith(" there") for text in each.differs)
        assert precedent_text(each).startswith(f"{each.title}: {each.chose[0]}")
    assert [each.apart for each in found] == sorted(each.apart for each in found)


def test_a_team_with_the_answers_of_a_case_has_that_case_first(shipped: Rulebook, engine: Engine) -> None:
    cases = published(engine, load_cases(rules_folder(), shipped))
    wanted = next(each for each in cases if each.case.id == "etsy-2012")
    half = dict(list(wanted.beliefs.items())[: len(wanted.beliefs) // 2])
    assert precedents(engine, half, cases)[0].case.id == "etsy-2012"


@pytest.mark.parametrize("name", ["notion-2021", "artsy-2017", "etsy-2012"])
def test_no_company_is_its_own_precedent(example: Callable[[str], Review], name: str) -> None:
    review = example(name)
    company = review.title.partition(",")[0]
    told = [each for id in review.rulebook.decisions for each in precedents_view(review, id)]
    assert told
    assert not [each.title for each in told if each.title.startswith(company)]


def test_a_copy_of_a_case_under_another_title_is_known_by_its_answers(
    shipped: Rulebook, engine: Engine
) -> None:
    cases = published(engine, load_cases(rules_folder(), shipped))
    wanted = next(each for each in cases if each.case.id == "artsy-2017")
    mine = {**wanted.beliefs, "data_gb": Exact(10.0)}
    assert "Artsy" not in {each.case.company for each in precedents(engine, mine, cases, "Our shop")}


def test_hardly_any_answers_have_no_precedents(tmp_path: Path) -> None:
    review = Review.create(tmp_path / "s.toml", answers={"engineers": Answer.exact(14.0)})
    assert precedents_view(review, "write_scaling") == ()


def test_a_record_names_its_precedents_with_their_sources(review: Review, tmp_path: Path) -> None:
    first = precedents_view(review, "write_scaling")[0]
    (record,) = (
        write.after.decode()
        for write in export_plan(
            review, tmp_path / "to", Wishes(("adr",), form="long", all=True, undecided=True), TODAY
        ).writes
        if write.path.endswith("write-scaling.md")
    )
    line = next(each for each in record.splitlines() if each.startswith(f"* {first.title}:"))
    assert first.source.where.replace("_", r"\_") in line or first.source.where in line


def test_cases_are_not_read_before_somebody_looks_at_a_decision(review: Review) -> None:
    code = (
        "import sys\n"
        "from archassist.session import Review\n"
        "from archassist.views.assessment import assessment_view\n"
        f"assessment_view(Review.open({str(review.path)!r}), samples=0)\n"
        "assert not [each for each in sys.modules if each.startswith('archassist.casebase')], 'read'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
