"""The command line: data to stdout, messages to stderr, and what the exit codes mean."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archassist.cli import main
from tests.cli.runs import Run, refused


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_a_review_from_start_to_documents(run: Run) -> None:
    assert run("new", "r.toml", "--title", "Checkout").out.strip() == "r.toml"
    set_ = run("set", "r.toml", "mau_now=40k..80k", "write_share=10%", "stale_ok_s=unknown", "engineers=12")
    assert set_.code == 0
    assert "mau_now: 40,000 to 80,000 users" in set_.out
    text = run("assess", "r.toml").out
    assert "Phase:" in text
    assert "simulated" in text
    why = run("why", "r.toml", "write_scaling", "sharding").out
    assert "not recommended" in why
    assert "https://" in why
    assert run("decide", "r.toml", "caching", "http_only", "--because", "enough").code == 0
    assert run("mark", "r.toml", "db.index", "doing", "--owner", "ana").code == 0
    dry = run("export", "r.toml", "--to", "docs", "--date", "2026-11-20", "--dry-run")
    assert not Path("docs").exists()
    done = run("export", "r.toml", "--to", "docs", "--date", "2026-11-20")
    assert all(Path(line).is_file() for line in done.out.splitlines())
    for line in done.out.splitlines():
        assert f"+++ b/{Path(line).relative_to('docs')}" in dry.out
        assert all(f"+{each}" in dry.out for each in Path(line).read_text().splitlines())
    again = run("export", "r.toml", "--to", "docs", "--date", "2026-11-20")
    assert again.out == ""
    assert (
        run("export", "r.toml", "--to", "docs", "--date", "2027-01-20", "--dry-run", "--only", "adr").out
        == ""
    )


def test_assess_json_has_what_scripts_rely_on(run: Run) -> None:
    run("new", "r.toml", "--example", "notion-2021")
    view = json.loads(run("assess", "r.toml", "--json").out)
    assert {"id", "reached"} <= view["phase"].keys()
    assert {"value", "unit", "low", "high", "assumed"} <= view["facts"]["peak_rps"].keys()
    for decision in view["decisions"]:
        assert {"id", "recommended", "standing", "options", "because", "flips", "not_yet"} <= decision.keys()
        assert {"id", "score", "share", "ruled_out"} <= decision["options"][0].keys()
    item = view["checklist"][0]
    assert {"id", "title", "rank", "bucket", "after", "impact", "effort"} <= item.keys()
    assert run("assess", "r.toml", "--json").out == json.dumps(view, indent=2, ensure_ascii=False) + "\n"


def test_the_checklist_and_the_plan_say_the_same(run: Run) -> None:
    run("new", "r.toml", "--example", "segment-2017")
    run("mark", "r.toml", "obs.slow-query", "done")
    checklist = json.loads(run("assess", "r.toml", "--json").out)["checklist"]
    planned = {each["id"]: each for each in json.loads(run("plan", "r.toml", "--json").out)["items"]}
    assert [each["rank"] for each in checklist] == list(range(1, len(checklist) + 1))
    open_ = [each for each in checklist if each["status"] == "todo"]
    assert {each["bucket"] for each in open_} == {"now", "next", "later"}
    for item in open_:
        assert {name: item[name] for name in ("bucket", "start", "done")}.items() <= planned[
            item["id"]
        ].items()
    buckets = [each["bucket"] for each in open_]
    assert buckets == sorted(buckets, key=["now", "next", "later"].index)
    assert "obs.slow-query" in {each["id"] for each in checklist[len(open_) :]}, "what is done comes last"


def test_rules_list_names_every_object(run: Run) -> None:
    objects = json.loads(run("rules", "list", "--json").out)
    ids = {(each["kind"], each["id"]) for each in objects}
    assert {("question", "mau_now"), ("option", "write_scaling.sharding"), ("practice", "db.index")} <= ids
    assert all(isinstance(each["covers"], list) for each in objects)


@pytest.mark.parametrize("words", [["--help"], ["assess", "--help"], ["set", "--help"], ["export", "--help"]])
def test_help_has_examples(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert ran.code == 0
    assert "examples:" in ran.out


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("archassist ")


BAD_FILES = {
    "empty": (b"", ""),
    "binary": (bytes(range(256)), ""),
    "syntax": (b"schema = 1\n[answers\n", ":2"),
    "types": (b"schema = 1\nanswers = 3\n", "answers"),
    "future": (b"schema = 99\n[review]\ntitle = 'x'\n", "99"),
    "foreign": (b"[tool.poetry]\nname = 'x'\n", "schema"),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["assess", "set", "why", "export", "ask"])
def test_a_bad_file_is_named_with_its_place_and_left_as_it_is(run: Run, name: str, command: str) -> None:
    content, said = BAD_FILES[name]
    Path("bad.toml").write_bytes(content)
    extra = {"set": ["mau_now=5k"], "why": ["caching"]}.get(command, [])
    refused(run(command, "bad.toml", *extra), "bad.toml", said)
    assert Path("bad.toml").read_bytes() == content


def test_a_verdict_is_given_for_each_option_and_told(run: Run) -> None:
    run("new", "r.toml")
    day = ("--date", "2026-11-27")
    done = run("decide", "r.toml", "caching", "http_only", "--because", "enough", "--by", "Ana, Ben", *day)
    assert done.out == "caching: HTTP caching only (accepted by Ana, Ben on 2026-11-27, because enough)\n"
    done = run("decide", "r.toml", "caching", "multi_tier", "--reject", "--dissent", "Cy", *day)
    assert "rejected on 2026-11-27 (dissent: Cy)" in " ".join(done.out.split())
    done = run("decide", "r.toml", "caching", "shared_cache", *day)
    assert "Shared cache (accepted on 2026-11-27)" in done.out
    assert "HTTP caching only was accepted by Ana, Ben on 2026-11-27, because enough." in done.err
    assessed = " ".join(run("assess", "r.toml").out.split())
    assert "The team: HTTP caching only superseded by Ana, Ben on 2026-11-27, because enough." in assessed
    told = " ".join(run("why", "r.toml", "caching", "http_only").out.split())
    assert "The team: HTTP caching only superseded by Ana, Ben on 2026-11-27, because enough." in told
    assert "The team: Several cache tiers and precomputed views rejected on 2026-11-27 (dissent: Cy)." in told
    done = run("decide", "r.toml", "caching", "multi_tier", "--undecide")
    assert "(no verdict)" in done.out
    assert "was rejected on 2026-11-27 (dissent: Cy)." in done.err
    assert run("decide", "r.toml", "caching").out.endswith("caching: not decided\n")
    refused(run("decide", "r.toml", "caching", "http_only", "--reject", "--status", "accepted"), "contradict")
    refused(run("decide", "r.toml", "caching", "--because", "x"), "Name the option")
    refused(run("decide", "r.toml", "caching", "http_only", "--date", "soon"), "soon")


def test_a_verdict_given_again_keeps_what_is_not_said_anew(run: Run) -> None:
    run("new", "r.toml")
    decide = "decide", "r.toml", "caching", "http_only"
    run(*decide, "--because", "enough", "--by", "Ana", "--dissent", "Cy", "--date", "2026-01-05")
    said = "accepted by Ben on 2026-01-05, because enough (dissent: Cy)"
    assert said in " ".join(run(*decide, "--by", "Ben").out.split())
    assert "because" not in run(*decide, "--reject").out, "that was the reason to accept it"


def test_bad_words_are_told_with_what_was_meant(run: Run) -> None:
    run("new", "r.toml")
    refused(run("set", "r.toml", "mau_know=5"), "mau_know", "mau_now")
    refused(run("set", "r.toml", "mau_now=lots"), "mau_now")
    refused(run("set", "r.toml", "write_share=300%"), "write_share")
    refused(run("set", "r.toml", "surge_kind=daily"), "viral")
    refused(run("why", "r.toml", "cacheing"), "caching")
    refused(run("why", "r.toml", "caching", "redis"), "redis")
    refused(run("decide", "r.toml", "caching", "redis"), "redis")
    refused(run("mark", "r.toml", "db.index", "finished"), "finished")
    refused(run("export", "r.toml", "--date", "tomorrow"), "tomorrow")
    refused(run("asess", "r.toml"), "assess")
    refused(run("new", "r.toml"), "r.toml")
    refused(run("new", "x.toml", "--example", "notion-2012"), "notion-2021")
    refused(run("assess", "none.toml"), "none.toml")
    refused(run("assess", "."), ".")


def test_one_wrong_answer_and_none_is_taken(run: Run) -> None:
    run("new", "r.toml")
    before = Path("r.toml").read_bytes()
    refused(run("set", "r.toml", "engineers=5", "mau_now=lots"), "Nothing was changed")
    assert Path("r.toml").read_bytes() == before


def test_hostile_text_is_shown_as_text(run: Run) -> None:
    run("new", "r.toml", "--title", "a\x1b[31mred\x1b[0m [b]x[/b] \u202eevil")
    note = "=cmd() {{ 7*7 }} <script> " + "x" * 100_000
    assert run("set", "r.toml", "engineers=5", "--note", note, "--by", "\x1b]0;title\x07").code == 0
    out = run("assess", "r.toml").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[b]x[/b]" in out
    assert note in Path("r.toml").read_text()


def test_two_sessions_are_compared(run: Run) -> None:
    run("new", "a.toml", "--example", "figma-2020")
    run("new", "b.toml", "--example", "figma-2020")
    assert run("diff", "a.toml", "b.toml").out.strip() == "Nothing differs."
    run("set", "b.toml", "slo_goal=99.99")
    told = run("diff", "a.toml", "b.toml")
    assert told.code == 0
    assert "because of Availability goal" in told.out
    assert json.loads(run("diff", "a.toml", "b.toml", "--json").out)["answers"][0]["question"] == "slo_goal"
    refused(run("diff", "a.toml", "nothing.toml"), "nothing.toml")


def test_assess_tells_what_may_come_and_what_to_find_out(run: Run) -> None:
    run("new", "a.toml", "--example", "figma-2020")
    told = run("assess", "a.toml", "--all", "--date", "2020-06-01").out
    assert "Not yet" in told
    assert "Trigger: " in told
    assert "Find out next" in told
    view = json.loads(run("assess", "a.toml", "--json", "--date", "2020-06-01").out)
    assert view["find_out_next"][0]["question"] in {"engineers", "engineers_12m", "slo_goal", "teams"}
    split = [each for decision in view["decisions"] for each in decision["not_yet"]]
    assert split
    assert all({"option", "trigger", "when"} <= each.keys() for each in split)
    assert all({"p10", "p50", "p90"} == each["when"].keys() for each in split)
    assert any(decision["flips"] for decision in view["decisions"])
    assert [each["phase"] for each in view["phase"]["reached"]] == ["global"]
    refused(run("assess", "a.toml", "--date", "June"), "is not a date")
    assert "What would change it" in run("why", "a.toml", "write_scaling").out


def test_a_mark_keeps_its_owner_until_one_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "r.toml"]) == 0
    assert main(["mark", "r.toml", "db.index", "doing", "--owner", "Ana"]) == 0
    capsys.readouterr()
    assert main(["mark", "r.toml", "db.index", "done"]) == 0
    assert capsys.readouterr().out == "db.index: done, Ana\n"
    assert main(["mark", "r.toml", "db.index", "done", "--owner", ""]) == 0
    assert capsys.readouterr().out == "db.index: done\n"


@pytest.mark.parametrize(
    "words",
    [
        ["decide", "r.toml", "caching", ""],
        ["decide", "r.toml", "caching", "http_only", "--status", ""],
        ["decide", "r.toml", "cachign"],
        ["mark", "r.toml", "db.index", ""],
        ["expect", "r.toml", "", "2027-11", "--factor", "2"],
        ["risk", "r.toml", "", "--title", "x"],
        ["check", "r.toml", "--docs", "nowhere"],
        ["check", "r.toml", "--docs", "r.toml"],
    ],
)
def test_what_names_nothing_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "r.toml"]) == 0
    before = Path("r.toml").read_bytes()
    capsys.readouterr()
    assert main(words) == 2
    assert capsys.readouterr().err.count("archassist: ") == 1
    assert Path("r.toml").read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_streams_that_are_closed_are_no_fault(closed: str) -> None:
    assert main(["new", "r.toml"]) == 0
    script = f"{sys.executable} -m archassist set r.toml mau_now=40k {closed}"
    assert subprocess.run(["sh", "-c", script], capture_output=True, check=False).returncode == 0
    assert "mau_now = 40000" in Path("r.toml").read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_the_place_of_documents_is_not_waited_for() -> None:
    assert main(["new", "r.toml"]) == 0
    os.mkfifo("docs")
    assert main(["check", "r.toml", "--docs", "docs"]) == 2
    assert main(["export", "r.toml", "--to", "docs"]) == 2


def test_the_documents_of_another_review_are_not_replaced_unsaid(run: Run) -> None:
    for name, title in (("a.toml", "Checkout"), ("b.toml", "Search"), ("c.toml", "Checkout")):
        assert run("new", name, "--title", title).code == 0
    first = run("export", "a.toml", "--to", "docs", "--only", "checklist")
    assert "another review" not in first.err
    assert "another review" not in run("export", "c.toml", "--to", "docs", "--only", "checklist").err
    for more in ((), ("--dry-run",)):
        said = run("export", "b.toml", "--to", "docs", "--only", "checklist", *more).err
        assert ("docs holds the documents of another review, “Checkout”" in said) == (more == ())
