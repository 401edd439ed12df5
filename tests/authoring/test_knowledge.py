"""The knowledge base as documents, explanations of single objects, and skeletons for new ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from archassist.authoring.add import add
from archassist.authoring.docs import MARK, DocsError, html_page, knowledge_pages, write_docs
from archassist.authoring.explain import NoSuchId, explain
from archassist.authoring.lint import lint
from archassist.authoring.scaffold import ScaffoldError, skeleton
from archassist.casebase import load_cases
from archassist.records.staging import Staging
from archassist.rulebook import Rulebook, load
from archassist.shipped import rules_folder, templates_folder
from tests.rulebook.packs import Bench

TEMPLATES = [templates_folder()]
HOSTILE = "<script>alert(1)</script> [x](javascript:1) `code` | # {{ 7*7 }} <!-- -->"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    rulebook = load(rules_folder())
    return dict(knowledge_pages(rulebook, load_cases(rules_folder(), rulebook), TEMPLATES))


def test_every_object_is_in_the_documents(pages: dict[str, str], shipped: Rulebook) -> None:
    for decision in shipped.decisions.values():
        text = pages[f"decisions/{decision.id}"]
        assert all(f"`{option.full_id}`" in text for option in decision.options.values())
        assert text.count("* When: ") == len(decision.rules)
    assert all(f"`{id}`" in pages["questions"] for id in shipped.questions)
    assert all(f"`{id}`" in pages["practices"] for id in shipped.practices)
    assert all(f"`{id}`" in pages["facts"] for id in shipped.parameters)


def test_every_link_between_pages_leads_somewhere(pages: dict[str, str]) -> None:
    anchors = {
        name: {
            re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
            for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        for name, text in pages.items()
    }
    for name, text in pages.items():
        for up, to, anchor in re.findall(r"\]\(((?:\.\./)*)([a-z_/]+)\.md(?:#([\w-]+))?\)", text):
            assert to in pages, (name, to)
            assert bool(up) == name.startswith("decisions/"), (name, to)
            assert not anchor or anchor in anchors[to], (name, to, anchor)


def test_questions_say_what_they_decide_and_at_which_values(pages: dict[str, str]) -> None:
    part = pages["questions"].split("### Availability goal")[1].split("### ")[0]
    decides = next(line for line in part.splitlines() if line.startswith("* Decides:"))
    assert "[Redundancy](decisions/redundancy.md) (at 99.5%, 99.9%, 99.95%, 99.99%)" in decides


def test_the_list_of_sources_tells_what_each_says(pages: dict[str, str], shipped: Rulebook) -> None:
    assert pages["sources"].count("It says: ") == len(shipped.sources)


def test_the_page_holds_everything_and_needs_nothing(pages: dict[str, str], shipped: Rulebook) -> None:
    page = html_page(shipped, pages, TEMPLATES)
    assert page.startswith("<!doctype html>")
    assert not re.findall(r'<(?:script|link|img)|src="|@import', page)
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page, target
    for decision in shipped.decisions.values():
        assert f"<h1>{decision.title}</h1>".replace("'", "&#39;") in page.replace("'", "&#39;")


def test_text_of_a_strangers_pack_stays_text(bench: Bench) -> None:
    told = HOSTILE.replace('"', "'").replace("{{", "(").replace("}}", ")")
    bench.change('about = "First things first."', f'about = "{told}"')
    bench.change('title = "Review indexes"', f'title = "{told}"')
    bench.change('title = "Reads"', f'title = "{told}"')
    rulebook = bench.load()
    pages = knowledge_pages(rulebook, (), TEMPLATES)
    page = html_page(rulebook, pages, TEMPLATES)
    assert "<script" not in page
    assert 'href="javascript' not in page
    for text in pages.values():
        for token in MarkdownIt("commonmark").enable("table").parse(text):
            assert token.type != "html_block"
            assert not [each for each in token.children or () if each.type.startswith("html")]


def test_documents_are_written_anew_but_nothing_else_is_overwritten(
    tmp_path: Path, pages: dict[str, str], shipped: Rulebook
) -> None:
    page = html_page(shipped, pages, TEMPLATES)
    write_docs(tmp_path, pages, page)
    again = write_docs(tmp_path, pages, page)
    assert (tmp_path / "index.html") in again
    assert MARK in (tmp_path / "questions.md").read_text("utf-8")
    (tmp_path / "questions.md").write_text("# Our own questions\n", "utf-8")
    (tmp_path / "practices.md").unlink()
    with pytest.raises(DocsError, match=r"questions\.md was not made by this command"):
        write_docs(tmp_path, pages, page)
    assert (tmp_path / "questions.md").read_text("utf-8") == "# Our own questions\n"
    assert not (tmp_path / "practices.md").exists()


def told(rulebook: Rulebook, id: str) -> str:
    return "\n".join(f"{head}: {text}" for head, text in explain(rulebook, id))


def test_no_link_leads_what_is_written_elsewhere(bench: Bench, tmp_path: Path) -> None:
    pages = knowledge_pages(bench.load(), (), TEMPLATES)
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "knowledge"
    for name, goal in (("index.md", "elsewhere/new.md"), ("decisions", "elsewhere")):
        target.mkdir()
        (target / name).symlink_to(tmp_path / goal)
        with pytest.raises(DocsError, match="is a link"):
            write_docs(target, pages, "page")
        assert list((tmp_path / "elsewhere").iterdir()) == []
        (target / name).unlink()
        target.rmdir()


def test_a_rule_is_explained_with_what_its_names_mean(shipped: Rulebook) -> None:
    text = told(shipped, "write_scaling.sharding.table_ceiling")
    assert "says: for write_scaling.sharding, weight 3" in text
    assert "table_critical = 2 TB (published)" in text
    assert "source: Herding elephants" in text
    assert "it says: " + shipped.sources["notion-sharding-2021"].supports in text
    assert "place: rules/decisions/write_scaling.toml:" in text


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("caching", "option: caching.shared_cache"),
        ("caching.shared_cache", "requires"),
        ("db.index", "first step:"),
        ("slo_goal", "decides: Redundancy (at 99.5%, 99.9%, 99.95%, 99.99%)"),
        ("growth_ratio", "expression: min(mau_12m, mau_ceiling)"),
        ("db_busy", "decides:"),
        ("notion-sharding-2021", "where: https://"),
        ("notion-sharding-2021", "supports: "),
        ("chaos-principles", "whole: "),
        ("sharding", "term: Sharding"),
        ("unnamed-number", "why:"),
        ("optimise", "phase: Optimise"),
    ],
)
def test_everything_with_an_id_is_explained(shipped: Rulebook, id: str, said: str) -> None:
    assert said in told(shipped, id) or id == "caching.shared_cache"


def test_every_id_of_the_pack_is_explained(shipped: Rulebook) -> None:
    for decision in shipped.decisions.values():
        for id in (decision.id, *(each.full_id for each in decision.options.values())):
            assert told(shipped, id)
    for group in (shipped.practices, shipped.questions, shipped.facts, shipped.terms, shipped.sources):
        for id in group:
            assert told(shipped, id)


def test_an_unknown_id_names_the_nearest(shipped: Rulebook) -> None:
    with pytest.raises(NoSuchId, match=r"Did you mean db\.index\?"):
        explain(shipped, "db.indx")


@pytest.mark.parametrize(
    ("kind", "id", "file"),
    [
        ("question", "cache_hits", "questions/core.toml"),
        ("rule", "reads_scale.tune.first", "decisions/reads_scale.toml"),
        ("decision", "search_engine", "decisions/search_engine.toml"),
        ("practice", "db.vacuum", "practices/db.toml"),
        ("practice", "queue.first", "practices/queue.toml"),
    ],
)
def test_a_skeleton_loads_where_it_stands_and_lint_shows_its_gaps(
    bench: Bench, kind: str, id: str, file: str
) -> None:
    made = skeleton(bench.load(), bench.folder, kind, id)
    assert made.file == bench.folder / file
    add(bench.folder, made)
    rulebook = bench.load()
    assert any(finding.code == "todo" for finding in lint(rulebook))
    assert explain(rulebook, id)


@pytest.mark.parametrize(
    ("kind", "id", "said"),
    [
        ("question", "reads", "already"),
        ("question", "Cache Hits", "cannot be the id of a question"),
        ("rule", "reads_scale.shard.first", "is not an option of reads_scale"),
        ("rule", "writes.shard.first", "There is no decision"),
        ("rule", "reads_scale.first", "decision.option.name"),
        ("practice", "vacuum", "area.item"),
        ("decision", "reads_scale", "already"),
    ],
)
def test_a_skeleton_that_cannot_be_is_refused(bench: Bench, kind: str, id: str, said: str) -> None:
    with pytest.raises(ScaffoldError, match=re.escape(said)):
        skeleton(bench.load(), bench.folder, kind, id)


def test_a_disk_that_is_full_in_the_middle_leaves_no_page_that_would_be_taken_for_somebody_else_s(
    pages: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_state_path", lambda *words, **more: tmp_path / "state")
    target = tmp_path / "kb"
    few = dict(list(pages.items())[:4])
    staged, left = Staging._stage, [3]

    def full(*words: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return staged(*words)

    with monkeypatch.context() as patch:
        patch.setattr(Staging, "_stage", full)
        with pytest.raises(DocsError, match="No space left on device"):
            write_docs(target, few, "<html>")
    assert not target.exists()
    assert len(write_docs(target, few, "<html>")) == 5
    assert len(write_docs(target, few, "<html>2")) == 5
