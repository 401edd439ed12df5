"""A template of a team's own: the same document as here, nothing of the machine in it, and an end to all it may do."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.documents import DocumentContext, ExportError, Wishes, context_of
from archassist.documents.own_template import OwnTemplate
from archassist.session import Review
from archassist.shipped import templates_folder
from archassist.workflows.export import export_plan
from tests.undecided import undecided

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def review(example: Callable[[str], Review]) -> Review:
    return example("notion-2021")


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> DocumentContext:
    review = undecided("notion-2021", tmp_path_factory.mktemp("context") / "r.toml")
    return context_of(review, TODAY, records_only=True)


def exported(review: Review, target: Path, template: Path | None) -> dict[str, str]:
    plan = export_plan(review, target, Wishes(only=("adr",), template=template, all=True, form="long"), TODAY)
    return {
        write.path: write.after.decode() for write in plan.writes if not write.path.startswith(".archassist")
    }


class Desk:
    """A folder with a template that shows whichever other one is named."""

    def __init__(self, folder: Path, context: DocumentContext, **more: float) -> None:
        self.folder, self._context = folder, context
        (folder / "own.j2").write_text("{% include record_id %}")
        self._own = OwnTemplate(folder / "own.j2", (templates_folder(),), **more)
        self._count = 0

    def show(self, name: str) -> str:
        """The document that this template makes."""
        return self._own.render(review=self._context, decision=self._context.decisions[0], record_id=name)

    def made(self, content: str | bytes) -> str:
        """The document that a template of this content makes; it stands in a file `N.j2`."""
        self._count += 1
        name = f"{self._count}.j2"
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.show(name)

    def refused(self, content: str | bytes) -> str:
        """What is said of this template, from its name on."""
        with pytest.raises(ExportError) as raised:
            self.made(content)
        text = str(raised.value)
        assert text.endswith(". Correct the template.")
        assert ".." not in text
        assert len(text.splitlines()) == 1
        return text.removeprefix(f"{self.folder}/").removeprefix(f"{self._count}.j2")


@pytest.fixture(scope="module")
def desk(context: DocumentContext, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("templates"), context)


def test_a_mistake_is_told_before_anything_is_written(review: Review, tmp_path: Path) -> None:
    own = tmp_path / "own.j2"
    own.write_text("\n{{ 1/0 }}")
    with pytest.raises(ExportError) as refused:
        exported(review, tmp_path / "out", own)
    assert str(refused.value) == f"{own}:2: division by zero. Correct the template."
    assert not (tmp_path / "out").exists()


def test_it_makes_what_a_template_that_ships_makes(review: Review, tmp_path: Path) -> None:
    own = tmp_path / "own.j2"
    own.write_text((templates_folder() / "adr.md.j2").read_text())
    assert exported(review, tmp_path / "out", own) == exported(review, tmp_path / "out", None)


def test_templates_beside_it_and_those_that_ship_may_be_included(desk: Desk) -> None:
    (desk.folder / "beside").mkdir()
    (desk.folder / "beside" / "head.j2").write_text("# {{ decision.known.title }} by {{ review.title }}\n")
    (desk.folder / "link.j2").symlink_to("beside/head.j2")
    text = desk.made("{% include 'beside/head.j2' %}{% include 'link.j2' %}{% include 'assumptions.md.j2' %}")
    assert text.startswith("# ")
    assert text.count("Notion") == 2


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        ("a\n{{ 1/0 }}", ":2", "division by zero"),
        ("{{ review.title + 1 }}", ":1", "concatenate"),
        ("\n\n{{ nothing.at.all }}", ":3", "'nothing' is undefined"),
        ("{{ none | flat }}", ":1", "'NoneType'"),
        ("{{ 5 | code }}", ":1", "'int'"),
        ("{{ ''.__class__ }}", ":1", "unsafe"),
        ("\n{% for %}", ":2", "Expected"),
        ("{% include 'nothing.j2' %}", ":1", "no template “nothing.j2”"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ":1", "without end"),
        ("{% include record_id %}", ":1", "without end"),
        ("{% for i in range(10**9) %}{% endfor %}", ":1", "Range too big"),
        (b"a\n\xe9", ":2", "not text in UTF-8"),
        (b"a\n\0", ":2", "zero byte"),
        (b"x" * 1_000_001, "", "larger"),
    ],
    ids=[
        "division", "types", "undefined", "None", "a filter", "escape", "syntax", "include", "recursion", "itself",
        "range", "Latin-1", "zero", "size",
    ],
)  # fmt: skip
def test_a_mistake_is_one_message_with_its_line(
    content: str | bytes, place: str, said: str, desk: Desk
) -> None:
    text = desk.refused(content)
    assert text.startswith(f"{place}: ")
    assert said in text


@pytest.mark.parametrize(
    "content",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{{ ('a' * 20000000) | wordwrap(1) }}",
        "{{ ((9**99999)**999) | string }}",
    ],
    ids=["loops", "wordwrap", "powers"],
)
def test_what_never_ends_is_ended(content: str, context: DocumentContext, tmp_path: Path) -> None:
    desk = Desk(tmp_path, context, seconds=0.4)
    assert "takes longer than 0.4 seconds" in desk.refused(content)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="not every system limits memory")
@pytest.mark.parametrize(
    "content",
    ["{{ '%1000000000d' | format(1) }}", "{{ 'a'.center(10**9) }}", "{% set x = 'a' * 10**9 %}{{ x ~ x }}"],
    ids=["format", "center", "times"],
)
def test_what_fills_the_memory_is_ended(content: str, desk: Desk) -> None:
    assert "memory" in desk.refused(content)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("link.txt", "a link out of the template's folder"),
        ("folder/secret.txt", "a link out of the template's folder"),
        (".env", "no template “.env”"),
        ("env.j2", "no template “env.j2”"),
        ("../secret.txt", "no template “../secret.txt”"),
        ("/etc/passwd", "no template “/etc/passwd”"),
        ("parts", "a folder"),
        ("pipe", "not a regular file"),
    ],
)
def test_nothing_outside_its_folder_and_nothing_hidden_is_read(name: str, said: str, desk: Desk) -> None:
    beside = desk.folder.parent / "beside"
    if not beside.exists():
        beside.mkdir()
        (desk.folder / "parts").mkdir()
        (desk.folder.parent / "secret.txt").write_text("hush")
        (beside / "secret.txt").write_text("hush")
        (desk.folder / ".env").write_text("hush")
        (desk.folder / "link.txt").symlink_to(beside / "secret.txt")
        (desk.folder / "folder").symlink_to(beside)
        (desk.folder / "env.j2").symlink_to(".env")
        if hasattr(os, "mkfifo"):
            os.mkfifo(desk.folder / "pipe")
    if name == "pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("pipes")
    with pytest.raises(ExportError) as refused:
        desk.show(name)
    assert said in str(refused.value)
    assert "hush" not in str(refused.value)


def test_a_template_that_is_itself_a_link_elsewhere_is_not_read(
    context: DocumentContext, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("hush")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "own.j2").symlink_to(tmp_path / "secret")
    own = OwnTemplate(tmp_path / "docs" / "own.j2", ())
    with pytest.raises(ExportError, match="a link out of the template's folder"):
        own.render(review=context, decision=context.decisions[0])


def test_text_of_people_is_shown_as_text_by_it_too(context: DocumentContext, tmp_path: Path) -> None:
    hostile = dataclasses.replace(context, title="<script> {{ 7*7 }} `x` \x1b[31m")
    text = Desk(tmp_path, hostile).made("# {{ review.title }}\n\n{{ review.title | code }}\n")
    assert "49" not in text
    assert "\x1b" not in text
    assert "# <script>" not in text


def test_a_document_without_end_is_none(desk: Desk) -> None:
    assert "more than 2 million characters" in desk.refused(
        "{% for i in range(99999) %}{{ 'x' * 999 }}{% endfor %}"
    )


def test_half_a_character_is_no_document(desk: Desk) -> None:
    assert "half of a character" in desk.refused("{{ '%c' | format(55296) | markdown }}")
