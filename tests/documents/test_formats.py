"""Documents beside MADR records: other dialects, the report, the tracker's issues, and text that stays text in each."""

from __future__ import annotations

import csv
import datetime
import html.parser
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.documents import FORMATS, KINDS, ExportError, Wishes
from archassist.documents.issues import csv_text
from archassist.records import read_record
from archassist.session import Review
from archassist.session.derived import Results
from archassist.workflows.export import export_plan
from tests.hostile import ALL, forbidden
from tests.undecided import sharing

TODAY = datetime.date(2026, 11, 20)
HOSTILE = (
    '=cmd() <script>alert("x")</script> {{ 7*7 }} {% raw %} [red]x[/] \x1b[31m ../../etc `x` | --- '
    "\u202eevil &amp; # h"
)


@pytest.fixture
def review(example: Callable[[str], Review], worked_out: dict[str, Results]) -> Review:
    found = example("notion-2021")
    found.decide("caching", "accepted", "shared_cache", "we need it", "ana")
    found.decide("read_scaling", "rejected", "cqrs", "too much", "ben")
    found.accept_risk("zone", "One zone", "ana", "cheap", "2027-01-31")
    return sharing(found, worked_out, "notion-2021, with verdicts")


def texts(review: Review, target: Path, **wishes: object) -> dict[str, str]:
    plan = export_plan(review, target, Wishes(**{"all": True, "form": "long", **wishes}), TODAY)  # type: ignore[arg-type]
    return {each.path.relative_to(target).as_posix(): each.text for each in plan.files}


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_record_of_each_form_is_read_back_as_what_it_is(
    format: str, review: Review, worked_out: dict[str, Results], tmp_path: Path
) -> None:
    advised = review.assess().decision("session_state").recommended
    review.decide("session_state", "rejected", advised, "not that one", "ben, cy")
    sharing(review, worked_out, "notion-2021, with one verdict more")
    found = texts(review, tmp_path, only=("adr",), format=format, undecided=True)
    assert len(found) == len(review.assess().decisions)
    for name, text in found.items():
        record = read_record(Path(name), text.encode())
        assert record.dialect == FORMATS[format][0]
        assert record.status == (
            "accepted" if "caching.md" in name else "rejected" if "session-state" in name else "proposed"
        )
        assert record.date == "2026-11-20" or format == "nygard"
        assert text.endswith("\n")
        assert "\n\n\n" not in text
    assert found == texts(review, tmp_path, only=("adr",), format=format, undecided=True)


def test_the_dialect_of_the_folder_is_followed(review: Review, tmp_path: Path) -> None:
    (tmp_path / "doc" / "adr").mkdir(parents=True)
    (tmp_path / "doc" / "adr" / "0007-old.md").write_text(
        "# 7. Old\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n\n## Context\n"
    )
    found = texts(review, tmp_path, only=("adr",))
    assert "doc/adr/0008-architecture-style.md" in found
    assert found["doc/adr/0008-architecture-style.md"].startswith(
        "# 8. Architecture style: step from Monolith to Modular monolith\n\nDate: 2026-11-20"
    )


def test_a_template_of_the_teams_own_sees_what_it_is_given_and_nothing_else(
    review: Review, tmp_path: Path
) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text(
        "# {{ decision.known.title }}\n\n## Status\n\n{{ decision.status }}\n\n{% include 'assumptions.md.j2' %}\n"
    )
    found = texts(review, tmp_path / "out", only=("adr",), template=own)
    assert all("## Status" in text for text in found.values())
    for bad in (
        "{{ ''.__class__.__mro__ }}", "{{ review.__init__.__globals__ }}", "{% include '/etc/passwd' %}",
        "{% include '../../secret' %}", "{{ nothing.at.all }}", "{% for %}",
    ):  # fmt: skip
        own.write_text(bad)
        with pytest.raises(ExportError):
            texts(review, tmp_path / "out", only=("adr",), template=own)
    with pytest.raises(ExportError, match="no such template"):
        texts(review, tmp_path / "out", only=("adr",), template=tmp_path / "none.j2")


def test_an_index_between_markers_is_kept_in_step_and_nothing_around_it(
    review: Review, tmp_path: Path
) -> None:
    (tmp_path / "decisions").mkdir()
    index = tmp_path / "decisions" / "README.md"
    index.write_text("# Ours\n\n<!-- adrlog -->\n<!-- adrlogstop -->\n\nBye\n")
    export_plan(review, tmp_path, ("adr",), TODAY).write()
    text = index.read_text()
    assert text.startswith(
        "# Ours\n\n<!-- adrlog -->\n\n* [ADR-0001](0001-caching.md) - Caching layers: Shared cache"
    )
    assert text.endswith("\n\n<!-- adrlogstop -->\n\nBye\n")
    assert export_plan(review, tmp_path, ("adr",), TODAY).writes == ()


class Page(html.parser.HTMLParser):
    """Collects tags, addresses and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            assert not name.startswith("on")


def test_the_report_is_one_page_that_needs_nothing_else(review: Review, tmp_path: Path) -> None:
    text = texts(review, tmp_path, only=("report",))["report.html"]
    page = Page()
    page.feed(text)
    assert page.tags.count("main") == page.tags.count("h1") == 1
    assert {"script", "link", "img", "iframe"} & set(page.tags) == set()
    inner = [each[1:] for each in page.addresses if each.startswith("#")]
    assert set(inner) <= set(page.ids)
    assert all(each.startswith(("#", "https://")) for each in page.addresses)
    assert page.tags.count("svg") >= 3
    assert text.count('role="img" aria-label="') == page.tags.count("svg")
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "Shard by key" in text


def test_issues_have_a_key_that_stays_the_same(review: Review, tmp_path: Path) -> None:
    found = texts(review, tmp_path, only=("issues",))
    issues = json.loads(found["issues/github.json"])
    keys = [each["key"] for each in issues]
    assert len(keys) == len(set(keys)) > 50
    assert all(f"archassist:{each['key']}" in each["labels"] for each in issues)
    rows = list(csv.DictReader(io.StringIO(found["issues/jira.csv"])))
    assert [row["External Id"] for row in rows] == [f"archassist:{key}" for key in keys]
    review.set("engineers", "60")
    again = json.loads(texts(review, tmp_path, only=("issues",))["issues/github.json"])
    same = {each["title"]: each["key"] for each in issues}
    assert all(same[each["title"]] == each["key"] for each in again if each["title"] in same)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "adr"])
def test_hostile_text_stays_text_in_every_document(kind: str, review: Review, tmp_path: Path) -> None:
    review.retitle(HOSTILE)
    review.decide("caching", "accepted", "shared_cache", HOSTILE, HOSTILE)
    review.accept_risk("zone", HOSTILE, HOSTILE, HOSTILE, "2027-01-31")
    review.set("write_share", "10%", by=HOSTILE, note=HOSTILE, source=HOSTILE)
    review.mark("obs.slow-query", "doing", HOSTILE)
    for name, text in texts(review, tmp_path, only=(kind,)).items():
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "{{ 49 }}" not in text
        assert "x49" not in text
        if name.endswith(".html"):
            page = Page()
            page.feed(text)
            assert "script" not in page.tags
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(text)):
                assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
        if name.endswith(".md"):
            assert "<script>" not in text


def test_no_document_holds_what_a_terminal_obeys_or_nobody_sees(review: Review, tmp_path: Path) -> None:
    review.retitle(ALL)
    review.decide("caching", "accepted", "shared_cache", ALL, ALL)
    review.accept_risk("zone", ALL, ALL, ALL, "2027-01-31")
    review.set("write_share", "10%", by=ALL, note=ALL, source=ALL)
    review.mark("obs.slow-query", "doing", ALL)
    found = texts(review, tmp_path, only=KINDS)
    assert {Path(name).suffix for name in found} == {".md", ".html", ".csv", ".json", ".yml"}
    for name, text in found.items():
        assert forbidden(text) == set(), name
        lines = [] if name.endswith(".csv") else text.splitlines()  # a cell may have lines
        assert not [line for line in lines if line.startswith("FAKE")], name


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "﹦1", "−1"),
        *(
            " =1",
            "\u00a0=1",
            "\u3000＝1",
            '"=1',
            "'=1",
            "“=1",
            ' " ＝1',
            "\u200b=1",
            "\ufeff=1",
            "\u202e=1",
            "\x00=1",
        ),
        *("\t=1", "\r=1", "\n=1", "\r\n＝1", "\ttab", "\rreturn", "\x0b=1", "\u2028=1", "\x1b=1", "\ufe0f=1"),
    ],
    ids=ascii,
)
def test_no_cell_of_a_table_begins_a_formula(cell: str) -> None:
    written = csv_text([[cell, "as it is"]])
    ((shown, other),) = csv.reader(io.StringIO(written, newline=""))
    assert shown.startswith("'")
    assert other == "as it is"
    assert forbidden(written) == set()


@pytest.mark.parametrize("kind", ["preread", "log", "onboarding", "onepager"])
def test_what_people_read_says_what_it_is_for(kind: str, review: Review, tmp_path: Path) -> None:
    text = texts(review, tmp_path, only=(kind,))[f"{kind}.md"]
    wanted = {
        "preread": ["## Everyone", "In this session it bears on: ", "If you can't: "],
        "log": ["| Caching layers | Shared cache | accepted | ana | we need it |", "## Accepted risks"],
        "onboarding": [
            "### Caching layers: Shared cache",
            "Not HTTP caching only: ",
            "## What was rejected",
            "## Words used here",
        ],
        "onepager": ["## What we ask for", "The primary database is too busy"],
    }[kind]
    for each in wanted:
        assert each in text
