"""The report as a PDF: of what was generated, never of a page that lies there, and never over somebody's file."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.documents import ExportError, ExportPlan, Wishes
from archassist.session import Review
from archassist.workflows.export import export_plan

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the browser here is a script")
TODAY = datetime.date(2026, 11, 20)

BROWSER = f"""#!{sys.executable}
import pathlib, sys, urllib.parse
words = sys.argv[1:]
assert "--blink-settings=scriptEnabled=false" in words
target = next(word.partition("=")[2] for word in words if word.startswith("--print-to-pdf="))
page = pathlib.Path(urllib.parse.unquote(words[-1].removeprefix("file://")))
assert page.parent == pathlib.Path(target).parent
pathlib.Path(target).write_bytes(b"%PDF-1.4 " + page.read_bytes())
"""


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that puts the page into the PDF as it is."""
    path = tmp_path / "bin" / "chromium"
    path.parent.mkdir()
    path.write_text(BROWSER)
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(path.parent))
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


@pytest.fixture
def planned(example: Callable[[str], Review], target: Path) -> Callable[[], ExportPlan]:
    review = example("notion-2021")
    return lambda: export_plan(review, target, Wishes(only=("report",), pdf=True), TODAY)


def test_the_pdf_is_of_the_page_that_was_generated_whatever_lies_there(
    browser: Path, target: Path, planned: Callable[[], ExportPlan]
) -> None:
    (target / "report.html").write_text("<script>theirs</script>")
    plan = planned()
    plan.write()
    assert plan.print_report() == target / "report.pdf"
    printed = (target / "report.pdf").read_text()
    assert "Notion, 2021" in printed
    assert "theirs" not in printed
    assert (target / "report.html").read_text() == "<script>theirs</script>"


def test_a_pdf_is_replaced_as_long_as_it_is_the_one_that_was_printed(
    browser: Path, target: Path, planned: Callable[[], ExportPlan]
) -> None:
    for _ in range(2):
        planned().write()
        planned().print_report()
        assert planned().writes == ()
    (target / "report.pdf").write_bytes(b"%PDF of somebody's")
    with pytest.raises(ExportError, match=r"report\.pdf is not what archassist printed last"):
        planned().print_report()
    assert (target / "report.pdf").read_bytes() == b"%PDF of somebody's"


def test_a_pdf_is_not_written_through_a_link(
    browser: Path, target: Path, tmp_path: Path, planned: Callable[[], ExportPlan]
) -> None:
    (tmp_path / "secret").write_text("theirs")
    for goal in ("secret", "none"):
        (target / "report.pdf").unlink(missing_ok=True)
        (target / "report.pdf").symlink_to(tmp_path / goal)
        with pytest.raises(ExportError, match=r"report\.pdf is a link"):
            planned().print_report()
    assert (tmp_path / "secret").read_text() == "theirs"
    assert not (tmp_path / "none").exists()


def test_a_browser_that_prints_nothing_is_a_fault_and_leaves_what_was_there(
    browser: Path, target: Path, planned: Callable[[], ExportPlan]
) -> None:
    planned().print_report()
    before = (target / "report.pdf").read_bytes()
    browser.write_text("#!/bin/sh\necho broken >&2\n")
    with pytest.raises(ExportError, match=r"did not print: broken"):
        planned().print_report()
    assert (target / "report.pdf").read_bytes() == before


@pytest.mark.parametrize("trouble", ["no browser", "somebody's", "a link", "endless"])
@pytest.mark.parametrize("words", [[], ["--json"]])
def test_what_keeps_a_pdf_from_being_printed_is_said_before_anything_is_written(
    words: list[str],
    trouble: str,
    browser: Path,
    target: Path,
    example: Callable[[str], Review],
    capsys: pytest.CaptureFixture[str],
) -> None:
    if trouble == "no browser":
        browser.unlink()
    elif trouble == "a link":
        (target / "report.pdf").symlink_to("none")
    else:
        (target / "report.pdf").write_text("mine")
        os.truncate(target / "report.pdf", 20_000_000_000 if trouble == "endless" else 4)
    before = list(target.iterdir())
    session = str(example("notion-2021").path)
    assert main(["export", session, "--to", str(target), "--pdf", "--only", "adr", *words]) == 2
    assert list(target.iterdir()) == before
    said = capsys.readouterr()
    assert said.out == ""
    assert ("No Chromium" if trouble == "no browser" else "report.pdf") in said.err


def test_what_was_written_before_printing_failed_is_printed_for_scripts(
    browser: Path, target: Path, example: Callable[[str], Review], capsys: pytest.CaptureFixture[str]
) -> None:
    browser.write_text("#!/bin/sh\necho broken >&2\n")
    session = str(example("notion-2021").path)
    assert main(["export", session, "--to", str(target), "--pdf", "--json"]) == 2
    said = capsys.readouterr()
    assert str(target / "report.html") in json.loads(said.out)["written"]
    assert "did not print: broken" in said.err
