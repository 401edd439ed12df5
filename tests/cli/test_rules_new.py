"""`archassist rules new`: what it writes loads, stands in the person's own pack, and never over anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.authoring.add import own_pack
from archassist.authoring.scaffold import KINDS, ScaffoldError, skeleton
from archassist.cli import main
from archassist.cli.schema import written
from archassist.rulebook import Rulebook, load
from archassist.shipped import rules_folder
from tests.rulebook.packs import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        code = main(["rules", "new", *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


NEW = {
    "question": "cache_hits",
    "rule": "reads_scale.tune.first",
    "decision": "search_engine",
    "practice": "db.vacuum",
    "contradiction": "reads_without_users",
}


def test_every_kind_is_tried_here() -> None:
    assert set(NEW) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_written_loads_and_its_examples_hold(run: Run, bench: Bench, kind: str) -> None:
    code, out, _ = run(kind, NEW[kind], bench.folder)
    assert code == 0
    assert Path(out.strip()).is_relative_to(bench.folder)
    assert main(["rules", "explain", NEW[kind], str(bench.folder)]) == 0
    assert main(["rules", "test", str(bench.folder)]) == 0
    before = everything(bench.folder)
    assert run(kind, NEW[kind], bench.folder)[0] == 2
    assert everything(bench.folder) == before


def test_every_place_of_the_shipped_pack_takes_every_kind(shipped: Rulebook, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(rules_folder(), pack)
    made = [
        *(skeleton(shipped, pack, "question", f"new_{each}", each) for each in shipped.sections),
        *(
            skeleton(shipped, pack, "rule", f"{decision.id}.{option}.new_rule")
            for decision in shipped.decisions.values()
            for option in decision.options
        ),
        *(
            skeleton(shipped, pack, "practice", f"{area}.new-item")
            for area in {id.partition(".")[0] for id in shipped.practices}
        ),
        skeleton(shipped, pack, "practice", "new.item", "database"),
        skeleton(shipped, pack, "decision", "new_decision"),
    ]
    for each in made:
        with each.file.open("a", encoding="utf-8") as file:
            file.write(f"\n{each.text}")
    loaded = load(pack)
    assert {f"new_{each}" for each in shipped.sections} <= loaded.questions.keys()
    assert sum(len(each.rules) for each in loaded.decisions.values()) > len(made)


def test_without_a_pack_it_is_the_folder_rules_and_nothing_else(
    run: Run, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bench.folder.parent)
    assert run("question", "cache_hits")[1].strip() == os.path.join("rules", "questions", "core.toml")  # noqa: PTH118
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    shipped_before = everything(rules_folder())
    for dry in ([], ["--dry-run"]):
        code, out, err = run("question", "zzz", *dry)
        assert (code, out) == (2, "")
        assert "Name the folder of your pack" in err
    assert everything(rules_folder()) == shipped_before


@pytest.mark.parametrize(
    "place",
    ["lib/python3.11/site-packages/archassist/_shipped/rules", "usr/lib/python3/dist-packages/pack/rules"],
)
def test_an_installation_is_not_written_into(run: Run, bench: Bench, tmp_path: Path, place: str) -> None:
    installed = tmp_path / place
    shutil.copytree(bench.folder, installed)
    before = everything(installed)
    link = tmp_path / "mine"
    link.symlink_to(installed)
    for named in (installed, link, installed / ".." / "rules"):
        code, _, err = run("question", "zzz", named)
        assert code == 2
        assert "belongs to an installation" in err
    assert everything(installed) == before


def test_a_checkout_s_own_rules_may_be_added_to_and_the_package_s_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checkout = rules_folder().parent
    assert own_pack(str(rules_folder())) == rules_folder()
    with pytest.raises(ScaffoldError, match="belongs to an installation"):
        own_pack(str(checkout / "archassist" / "anything"))


def test_a_section_that_is_not_there_is_told_with_those_that_are(run: Run, bench: Bench) -> None:
    before = everything(bench.folder)
    code, _, err = run("question", "zzz", bench.folder, "--file", "x")
    assert code == 2
    assert "There is no section “x”. Sections: core." in err
    assert everything(bench.folder) == before


@pytest.mark.parametrize(
    "name",
    ["/etc/x", "../x", "a/../../x", "..", "", "x\ny", "con\x1b]0;x", "x" * 5000, ".hidden", "a/b", "~/x"],
)
def test_a_file_is_a_name_within_the_pack(run: Run, bench: Bench, tmp_path: Path, name: str) -> None:
    before = everything(tmp_path)
    code, _, err = run("practice", "db.vacuum", bench.folder, f"--file={name}")
    assert code == (0 if name == "" else 2)
    assert "\x1b" not in err
    assert "Traceback" not in err
    assert name == "" or everything(tmp_path) == before


def test_a_link_out_of_the_pack_is_not_followed(run: Run, bench: Bench, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "db.toml").write_text("")
    (bench.folder / "practices").rename(tmp_path / "were")
    (bench.folder / "practices").symlink_to(outside)
    (bench.folder / "other.toml").write_bytes((tmp_path / "were" / "db.toml").read_bytes())
    code, _, err = run("practice", "queue.first", bench.folder)
    assert code == 2
    assert "is a link, or lies behind one" in err
    assert os.listdir(outside) == ["db.toml"]  # noqa: PTH208
    assert (outside / "db.toml").read_text() == ""


def test_a_link_that_leads_nowhere_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    code, _, err = run("question", "zzz", tmp_path / "round")
    assert code == 2
    assert "round" in err
    assert "Traceback" not in err


def test_what_would_not_load_is_not_written_and_the_message_says_why(run: Run, bench: Bench) -> None:
    for id in ("max", "in", "one_server", "load"):
        before = everything(bench.folder)
        code, out, err = run("question", id, bench.folder)
        assert (code, out) == (2, ""), id
        assert "Nothing was written" in err or "nothing was written" in err or "already" in err
        assert everything(bench.folder) == before


def test_what_stands_in_a_file_stays_byte_for_byte(run: Run, bench: Bench) -> None:
    file = bench.folder / "questions" / "core.toml"
    content = b"# mine, \xc3\xa9\r\n" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(content)
    file.chmod(0o640)
    assert run("question", "cache_hits", bench.folder)[0] == 0
    after = file.read_bytes()
    assert after.startswith(content)
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_pack_that_is_read_only_is_left_alone(run: Run, bench: Bench) -> None:
    (bench.folder / "questions").chmod(0o500)
    code, _, err = run("question", "cache_hits", bench.folder)
    (bench.folder / "questions").chmod(0o700)
    assert code == 2
    assert "Nothing was written" in err


def test_a_new_file_names_the_schema_that_lies_at_the_top_of_the_pack(run: Run, bench: Bench) -> None:
    assert run("decision", "search_engine", bench.folder)[0] == 0
    first, blank, *_ = (bench.folder / "decisions/search_engine.toml").read_text().split("\n")
    assert (first, blank) == ("#:schema ../pack.schema.json", "")
    schema = bench.folder / "pack.schema.json"
    assert schema.read_text("utf-8") == written("pack")
    schema.write_text("{}")  # one's own stays
    before = (bench.folder / "practices/db.toml").read_text()
    assert run("practice", "cdn.first", bench.folder)[0] == 0
    assert run("practice", "db.vacuum", bench.folder)[0] == 0
    assert schema.read_text() == "{}"
    assert (bench.folder / "practices/db.toml").read_text().startswith(before)


def test_a_dry_run_writes_nothing_and_refuses_the_same(run: Run, bench: Bench) -> None:
    before = everything(bench.folder)
    code, out, _ = run("practice", "db.vacuum", bench.folder, "--dry-run")
    assert code == 0
    assert '[practice."db.vacuum"]' in out
    assert run("question", "max", bench.folder, "--dry-run")[0] == 2
    assert everything(bench.folder) == before
