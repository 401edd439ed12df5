"""Exports: MADR 4 records, roadmap and readout; numbers go on, nothing is overwritten, text stays text."""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from archassist.documents import ExportError, ExportPlan, Wishes
from archassist.documents.lengths import words_of
from archassist.documents.markdown import escape, link, yaml_list, yaml_scalar
from archassist.session import Review
from archassist.workflows.export import export_plan
from tests.trials import trials

TODAY = datetime.date(2026, 11, 20)
CONDITION = r"<!-- (holds while|review when): .+ -->"
"""The only markup of a record: a condition of the rules behind its words."""
HOSTILE = (
    "[red]markup[/] \x1b[31m {{ 7*7 }} <script>alert(1)</script> =cmd() | `x` *a* _b_ # h\n# head\n- item\n---\n"
    "1. one ![i](http://x/y.png) [l](javascript:x) https://example.org @ana 🙂 مرحبا \u202eabc"
)


@pytest.fixture
def review(example: Callable[[str], Review]) -> Review:
    return example("notion-2021")


def plan(review: Review, target: Path, only: Any = ()) -> ExportPlan:
    wishes = only if isinstance(only, Wishes) else Wishes(tuple(only), all=True, form="long")
    return export_plan(review, target, wishes, TODAY)


def tokens(markdown: str) -> list[Any]:
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    return MarkdownIt("gfm-like").parse(body)


def headings(markdown: str) -> list[str]:
    parsed = tokens(markdown)
    return [
        f"{token.tag} {parsed[place + 1].content}"
        for place, token in enumerate(parsed)
        if token.type == "heading_open"
    ]


def test_a_record_names_answers_that_would_change_it_and_they_do(review: Review, tmp_path: Path) -> None:
    files = {file.path.name: file.text for file in plan(review, tmp_path).files}
    record = next(text for name, text in files.items() if name.endswith("write-scaling.md"))
    said = "With one of these answers, another option would be recommended:\n\n"
    first = record.split(said)[1].splitlines()[0]
    assert first == "* A key to divide by: Partly (answered: Yes) → Partition large tables"
    review.set("shard_key", "partly")
    assert review.assess().decision("write_scaling").recommended == "table_partitioning"
    assert "## What would change it" in files["readout.md"]


def test_a_record_that_no_single_answer_changes_promises_nothing(review: Review, tmp_path: Path) -> None:
    found = review.derived.flip_search().flips(most=2, two=False)
    files = {file.path.name: file.text for file in plan(review, tmp_path).files}
    told = [each for each in found if any(f"archassist: {each}\n" in text for text in files.values())]
    assert len(told) > 20
    for number, decision in enumerate(told, 1):
        record = next(text for name, text in files.items() if name.startswith(f"{number:04}"))
        mine = found[decision]
        assert f"archassist: {decision}" in record
        assert ("another option would be recommended" in record) == bool(mine)
    assert not all(found.values())


@pytest.mark.parametrize("name", ["stack-overflow-2016", "notion-2021", "segment-2017"])
def test_the_documents_of_an_example(
    name: str, example: Callable[[str], Review], tmp_path: Path, snapshot: Any
) -> None:
    files = plan(example(name), tmp_path, Wishes()).files
    assert {str(file.path.relative_to(tmp_path)): file.text for file in files} == snapshot


def test_a_record_has_the_parts_of_madr_4(review: Review, tmp_path: Path) -> None:
    for file in plan(review, tmp_path, ["adr"]).files:
        lines = file.text.splitlines()
        assert lines[:3] == ["---", "status: proposed", "date: 2026-11-20"]
        assert [line.split(":")[0] for line in lines[3:6]] == ["decision-makers", "consulted", "informed"]
        assert lines[6].startswith("archassist: ")
        assert lines[7] == "---"
        assert lines[8].startswith("# ")
        second = [each for each in headings(file.text) if each.startswith("h2 ")]
        assert second == [
            "h2 Context and Problem Statement",
            "h2 Decision Drivers",
            "h2 Considered Options",
            "h2 Decision Outcome",
            "h2 Pros and Cons of the Options",
            "h2 More Information",
        ]
        assert {"h3 Consequences", "h3 Confirmation"} <= set(headings(file.text))


def test_numbers_continue_those_of_an_existing_folder(review: Review, tmp_path: Path) -> None:
    (tmp_path / "docs" / "adr").mkdir(parents=True)
    (tmp_path / "docs" / "adr" / "0041-use-postgresql.md").write_text("ours")
    (tmp_path / "docs" / "adr" / "0017-caching.md").write_text("ours, too")
    files = {file.path.name: file for file in plan(review, tmp_path, ["adr"]).files}
    assert "0042-architecture-style.md" in files
    assert files["0017-caching.md"].state == "foreign"
    assert all(file.path.parent == tmp_path / "docs" / "adr" for file in files.values())


def test_what_exists_is_never_written_over(review: Review, tmp_path: Path) -> None:
    first = plan(review, tmp_path).write()
    for path in first:
        path.write_text("a human was here")
    again = plan(review, tmp_path)
    assert {file.state for file in again.files} == {"foreign"}
    assert again.write() == []
    assert {path.read_text() for path in first} == {"a human was here"}


def test_a_file_that_appears_between_plan_and_write_stops_all_of_it(review: Review, tmp_path: Path) -> None:
    planned = plan(review, tmp_path)
    (tmp_path / "roadmap.md").write_text("mine")
    with pytest.raises(ExportError, match="was changed in the meantime"):
        planned.write()
    assert (tmp_path / "roadmap.md").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"roadmap.md", "notion-2021.toml"}


def test_a_link_out_of_the_folder_is_not_followed(review: Review, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    target = tmp_path / "target"
    target.mkdir()
    (target / "decisions").symlink_to(outside)
    with pytest.raises(ExportError, match="leads out of"):
        plan(review, target, ["adr"]).write()
    assert list(outside.iterdir()) == []


def test_a_target_that_is_a_file_is_refused(review: Review, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ExportError, match="not a folder"):
        plan(review, tmp_path / "taken")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(review: Review, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="Nothing was written there"):
        plan(review, tmp_path).write()


def test_what_the_team_decided_stands_beside_what_the_rules_say(review: Review, tmp_path: Path) -> None:
    review.decide("caching", "accepted", "http_only", "we want no second store", "ana")
    text = next(file.text for file in plan(review, tmp_path).files if file.path.name.endswith("caching.md"))
    assert "status: accepted" in text
    assert "decision-makers: [ana]" in text
    assert 'Chosen option: "HTTP caching only", because we want no second store.' in text
    assert f'The rules recommend "{advised(review)[1]}" instead' in text


def advised(review: Review) -> tuple[str, str]:
    """The option of caching that the rules recommend, and its title."""
    option = review.assess().decision("caching").recommended
    return option, review.rulebook.decisions["caching"].options[option].title


def document(review: Review, target: Path, name: str, *only: str) -> str:
    found = export_plan(review, target, Wishes(only=only or ("adr",), all=True, form="long"), TODAY).files
    return next(file.text for file in found if file.path.name.endswith(name))


def test_a_rejected_option_is_told_as_rejected_and_what_is_advised_stays_proposed(
    review: Review, tmp_path: Path
) -> None:
    assert advised(review)[0] != "in_process"
    review.decide("caching", "rejected", "in_process", "too much to run", "Ana, Ben", "Cy", "2026-11-27")
    text = document(review, tmp_path, "caching.md")
    assert "status: proposed" in text
    assert f'Recommended option: "{advised(review)[1]}", because ' in text
    assert (
        "Rejected by the team:\n\n* In-process cache (Ana, Ben, 2026-11-27), because too much to run. "
        "Dissent: Cy." in text
    )
    log = document(review, tmp_path, "log.md", "log")
    assert "| Caching layers | In-process cache | rejected | Ana, Ben | too much to run |" in log


def test_when_what_is_advised_is_rejected_the_record_is_a_rejection(review: Review, tmp_path: Path) -> None:
    option, title = advised(review)
    review.decide("caching", "rejected", option, "too much to run", "Ana, Ben")
    text = document(review, tmp_path, "caching.md")
    assert "status: rejected" in text
    assert "decision-makers: [Ana, Ben]" in text
    assert f'Rejected option: "{title}", because too much to run.' in text
    assert "Chosen option" not in text
    export_plan(review, tmp_path, Wishes(only=("adr",), all=True, form="long"), TODAY).write()
    assert export_plan(review, tmp_path, Wishes(only=("adr",), all=True, form="long"), TODAY).writes == ()
    review.decide("caching", "accepted", "http_only", "less to run", "Ana")
    new = next(tmp_path.rglob("*caching.md")).parent
    export_plan(review, tmp_path, Wishes(only=("adr",), all=True, form="long"), TODAY).write()
    (following,) = [path for path in new.glob("*caching*") if "status: accepted" in path.read_text()]
    assert 'Chosen option: "HTTP caching only"' in following.read_text()


def test_a_rejected_option_that_is_accepted_later_gets_a_record_of_its_own(
    review: Review, tmp_path: Path
) -> None:
    adr = Wishes(only=("adr",), all=True, form="long")
    option, title = advised(review)
    review.decide("caching", "rejected", option, "too much to run", "Ana, Ben")
    export_plan(review, tmp_path, adr, TODAY).write()
    (old,) = tmp_path.glob("decisions/*caching*.md")
    before = old.read_text()
    review.decide("caching", "accepted", option, "we have people for it now", "Ana")
    export_plan(review, tmp_path, adr, TODAY).write()
    assert old.read_text() == before, "what was rejected then was rejected"
    (new,) = [path for path in old.parent.glob("*caching*.md") if path != old]
    text = new.read_text()
    assert "status: accepted" in text
    assert f'Chosen option: "{title}", because we have people for it now.' in text
    assert export_plan(review, tmp_path, adr, TODAY).writes == ()


def test_a_record_that_people_rejected_is_theirs_and_the_export_says_so(
    review: Review, tmp_path: Path
) -> None:
    adr = Wishes(only=("adr",), all=True, form="long")
    export_plan(review, tmp_path, adr, TODAY).write()
    (record,) = tmp_path.glob("decisions/*-caching.md")
    record.write_text(record.read_text().replace("status: proposed", "status: rejected"))
    review.decide("caching", "accepted", advised(review)[0], "we have people for it now", "Ana")
    found = export_plan(review, tmp_path, adr, TODAY)
    (kept,) = [file for file in found.files if file.path == record]
    assert (kept.state, kept.note) == ("kept", "it is rejected; in the review it is accepted")
    assert found.writes == ()


def test_overruled_advice_is_not_told_as_the_teams_choice(review: Review, tmp_path: Path) -> None:
    review.decide(
        "caching", "accepted", "http_only", "we want no second store", "Ana", "Ben: slow", "2026-11-27"
    )
    title = advised(review)[1]
    readout = document(review, tmp_path, "readout.md", "readout")
    decided, contested = readout.split("## Contested")
    assert (
        "* **Caching layers: HTTP caching only**, because we want no second store (Ana, 2026-11-27)."
        in decided
    )
    assert (
        "* **Caching layers:** HTTP caching only is accepted. Dissent: Ben: slow. "
        f"archassist advises {title} (" in contested
    )
    text = document(review, tmp_path, "caching.md")
    assert f"* For {title}, overruled: " in text
    assert "The advice that the team overruled was " in text
    assert "Decided on 2026-11-27 by Ana." in text
    assert "Dissent: Ben: slow." in text


def test_the_same_review_gives_the_same_bytes(worked_out_anew: None, review: Review, tmp_path: Path) -> None:
    texts = [file.text for file in plan(review, tmp_path).files]
    again = Review.open(review.path)
    assert [file.text for file in plan(again, tmp_path).files] == texts


def test_hostile_text_stays_text_in_every_document(review: Review, tmp_path: Path) -> None:
    def write(text: str) -> list[str]:
        review.retitle(text)
        review.set("write_share", "10..20%", grade="estimated", by=text, source=text, note=text)
        review.decide("caching", "accepted", "shared_cache", text, text)
        review.mark("obs.golden-signals", "doing", text)
        files = plan(review, tmp_path).files
        return [file.text for file in files if file.path.suffix == ".md"]

    as_long = " ".join(["Harmless"] * words_of(str(escape(HOSTILE))))  # what is long leaves room for less
    for plain, hostile in zip(write(as_long), write(HOSTILE), strict=True):
        assert [each.split()[0] for each in headings(hostile)] == [
            each.split()[0] for each in headings(plain)
        ]
        parsed = tokens(hostile)
        inline = [child for token in parsed for child in token.children or ()]
        markup = [token.content for token in (*parsed, *inline) if token.type.startswith("html")]
        assert [each for each in markup if not re.fullmatch(CONDITION, each)] == []
        assert not [token for token in inline if token.type == "image"]
        links = [str(token.attrs["href"]) for token in inline if token.type == "link_open"]
        assert not [href for href in links if "example.org" in href or "javascript" in href]
        assert "\x1b" not in hostile
        assert "\u202e" not in hostile
        assert "49" not in [child.content for child in inline]


@settings(max_examples=trials(300), suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60) | st.text(alphabet="#*_`[]()<>!-+=.|~:&@\\ 1ah\n\t", max_size=40))
def test_escaped_text_renders_as_itself(text: str) -> None:
    reader = MarkdownIt("gfm-like")
    # Forges link addresses with a scheme or www, not every "word.tld", which this renderer would by default.
    assert reader.linkify is not None
    reader.linkify.set({"fuzzy_link": False})
    parsed = reader.parse(str(escape(text)))
    shown = "".join(
        child.content for token in parsed for child in token.children or () if child.type == "text"
    )
    assert [token.type for token in parsed] in ([], ["paragraph_open", "inline", "paragraph_close"])
    inline = [child.type for token in parsed for child in token.children or ()]
    assert set(inline) <= {"text", "text_special"}
    whole = "".join(child.content for token in parsed for child in token.children or ())
    assert " ".join(whole.split()) == " ".join(visible_words(text))
    assert shown is not None


def visible_words(text: str) -> list[str]:
    from archassist.documents.markdown import visible

    return visible(text).split()


@given(st.text(max_size=40))
def test_a_link_goes_to_the_web_or_nowhere(address: str) -> None:
    made = link("a title", address)
    inline = [child for token in MarkdownIt().parse(str(made)) for child in token.children or ()]
    for token in inline:
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "text", ["ana", "Ana B. Lee", "yes", "null", "12", "a: b", "- x", "#x", "[x]", '"q"', "é", "x "]
)
def test_front_matter_keeps_a_string_a_string(text: str) -> None:
    written = str(yaml_scalar(text))
    if written.startswith('"'):
        assert tomllib.loads(f"x = {written}")["x"] == text.strip()
    else:
        assert re.fullmatch(r"[^\W\d_][\w .-]*", written)


@settings(max_examples=trials(300), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=60)
    | st.text(alphabet="<>!&@[]()`*_~$|{}:/.wW\\\"' -#htps1aé\u202e\u200d\ufffe\x1b", max_size=40)
)
@example("<script>alert(1)</script>")
@example("![x](https://h/x.png) [y](https://h) @octocat `code` &lt;")
@example("www.example.com and https://example.com and a_b _c_")
def test_front_matter_is_text_to_those_who_know_it_and_to_those_who_do_not(text: str) -> None:
    written = f"---\ndecision-makers: {yaml_list([text, 'ben'])}\nstatus: {yaml_scalar(text)}\n---\n"
    read = next(iter(yaml.safe_load_all(written)))
    assert read["decision-makers"] == [" ".join(visible_words(text)), "ben"]
    assert read["status"] == " ".join(visible_words(text))
    reader = MarkdownIt("gfm-like", {"html": True})
    assert reader.linkify is not None
    reader.linkify.set({"fuzzy_link": False})
    parsed = reader.parse(written)
    inline = {child.type for token in parsed for child in token.children or ()}
    assert {token.type for token in parsed} <= {"hr", "heading_open", "inline", "heading_close"}
    assert inline <= {"text", "softbreak"}
    assert not set("@<>&`!{$") & set(written)
