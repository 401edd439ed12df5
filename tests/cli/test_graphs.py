"""`archassist rules graph` and `archassist plan --graph`: what needs what, drawn."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

from archassist.cli import main
from archassist.rulebook import Rulebook
from tests.rulebook.packs import Bench

DAY = ("--date", "2026-11-20")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(words))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def read_dot(text: str) -> networkx.DiGraph:
    """The nodes and arrows of a picture."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(re.findall(r'^ +"([^"]+)" \[label=', text, re.M))
    arrows = re.findall(r'^ +"([^"]+)" -> "([^"]+)";$', text, re.M)
    assert all(start in graph and end in graph for start, end in arrows)
    graph.add_edges_from(arrows)
    return graph


def test_prerequisites_lead_from_what_comes_first(run, bench: Bench) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("rules", "graph", "prerequisites", str(bench.folder))
    assert (code, err) == (0, "")
    assert out == (
        'flowchart LR\n  n0["Log slow queries<br>db.slow-query"]\n  n1["Review indexes<br>db.index"]\n  n0 --> n1\n'
    )


def test_definitions_lead_from_questions_to_what_follows_from_them(run, bench: Bench) -> None:  # type: ignore[no-untyped-def]
    _, out, err = run("rules", "graph", "definitions", str(bench.folder), "--format", "dot")
    assert set(read_dot(out).edges) == {
        ("reads", "reads_later"), ("reads", "load"), ("writes", "load"), ("reads", "writes"),
        ("write_share", "writes"), ("writes", "measured"), ("surge", "surging"),
    }  # fmt: skip
    assert "Left out: 2 questions and facts" in err


def test_the_shipped_pack_is_drawn_whole(run, shipped: Rulebook) -> None:  # type: ignore[no-untyped-def]
    practices = read_dot(run("rules", "graph", "prerequisites", "--format", "dot")[1])
    wanted = {(before, id) for id, each in shipped.practices.items() for before in each.after}
    assert set(practices.edges) == wanted
    options = [each for decision in shipped.decisions.values() for each in decision.options.values()]
    required = {(wanted, option.full_id) for option in options for wanted in option.requires}
    assert set(read_dot(run("rules", "graph", "requirements", "--format", "dot")[1]).edges) == required


def test_around_an_id_only_what_is_near_is_drawn(run, bench: Bench) -> None:  # type: ignore[no-untyped-def]
    graph = ("rules", "graph", "definitions", str(bench.folder), "--format", "dot", "--around", "write_share")
    near, further, alone = (read_dot(run(*graph, "--steps", steps)[1]) for steps in ("1", "2", "0"))
    assert set(near) == {"write_share", "writes"}
    assert set(further) == {"write_share", "writes", "reads", "load", "measured"}
    assert ("reads", "load") in further.edges, "arrows between what is near are drawn, too"
    assert set(alone) == {"write_share"}


def test_around_a_decision_are_all_its_options(run) -> None:  # type: ignore[no-untyped-def]
    _, out, err = run("rules", "graph", "requirements", "--around", "redundancy", "--format", "dot")
    assert {"redundancy.multi_zone", "session_state.stateless"} & set(read_dot(out))
    assert all(
        re.search(rf'"redundancy\.{option}" \[.*penwidth=3', out)
        for option in ("multi_zone", "active_active")
    )
    assert err == ""


@pytest.mark.parametrize("which", ["requirements", "prerequisites", "definitions"])
def test_an_id_that_the_graph_does_not_hold(run, bench: Bench, which: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("rules", "graph", which, str(bench.folder), "--around", "wirtes")
    assert (code, out) == (2, "")
    assert "In this graph there is no object “wirtes”." in err
    assert ("Did you mean writes?" in err) == (which == "definitions")


def test_a_pack_with_nothing_to_draw(run, bench: Bench) -> None:  # type: ignore[no-untyped-def]
    assert run("rules", "graph", "requirements", str(bench.folder)) == (
        0, "flowchart LR\n", "note: Left out: 2 options, which need nothing and which nothing needs.\n"
    )  # fmt: skip


@pytest.mark.parametrize("steps", ["x", "-1", "1.5"])
def test_steps_that_are_no_count(run, bench: Bench, steps: str) -> None:  # type: ignore[no-untyped-def]
    words = ("rules", "graph", "definitions", str(bench.folder), "--around", "reads", f"--steps={steps}")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "--steps" in err


@pytest.fixture
def session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "shop.toml")
    assert main(["new", path, "--title", "Shop"]) == 0
    return path


def test_a_plan_is_drawn_with_what_waits_for_what(run, session: str) -> None:  # type: ignore[no-untyped-def]
    import json

    items = {each["id"]: each for each in json.loads(run("plan", session, *DAY, "--json")[1])["items"]}
    code, out, _ = run("plan", session, *DAY, "--graph", "dot")
    graph = read_dot(out)
    assert code == 0
    assert set(graph) == set(items)
    assert set(graph.edges) == {(before, id) for id, each in items.items() for before in each["after"]}
    assert networkx.is_directed_acyclic_graph(graph)
    assert 'label="2026-Q4"' in out
    some = next(id for id, each in items.items() if each["after"])
    near = read_dot(run("plan", session, *DAY, "--graph", "dot", "--around", some)[1])
    assert set(near) == {some, *graph.pred[some], *graph.succ[some]}


def test_what_a_picture_of_a_plan_cannot_be(run, session: str) -> None:  # type: ignore[no-untyped-def]
    for words, said in (
        (("--graph", "dot", "--json"), "Choose one."),
        (("--around", "db.index"), "Add --graph mermaid or --graph dot."),
        (
            ("--graph", "dot", "--around", "db.indx"),
            "In this plan there is no step “db.indx”. Did you mean db.index?",
        ),
    ):
        code, out, err = run("plan", session, *DAY, *words)
        assert (code, out) == (2, "")
        assert said in err


def test_commands_that_draw_nothing_do_not_wait_for_networkx(session: str) -> None:
    code = (
        "import contextlib, io, sys; from archassist.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    codes = [main(words.split('|')) for words in sys.argv[1:]]\n"
        "print(codes, 'networkx' in sys.modules)"
    )
    words = [f"set|{session}|mau_now=5000", f"assess|{session}", f"plan|{session}"]
    for _ in range(2):  # the first start checks the pack, where nothing is kept yet
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
        )
    assert done.stdout.split("\n")[0] == "[0, 0, 0] False"
