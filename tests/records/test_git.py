"""What base branches hold is read from the files of a repository, as git would tell it, and nothing is ever run."""

from __future__ import annotations

import os
import random
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.cli import main
from archassist.records import git_trees
from archassist.records.branches import on_base
from archassist.records.git import repository_of
from archassist.session import Review
from tests.records.repositories import NUMBERED, git, nothing_started, plant, repository

DAY = "2026-11-20"
ON_MAIN = (("main", NUMBERED),)


def seen(folder: Path) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
    """What is found on base branches, all of it without a remark."""
    with nothing_started():
        found = on_base(folder)
    assert found.remark == ""
    return found.branches


def remark(folder: Path) -> str:
    """Why nothing was found."""
    with nothing_started():
        found = on_base(folder)
    assert found.branches == ()
    return found.remark


# -- repositories as teams have them


def test_records_on_the_base_branch_are_seen(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    assert seen(repo / "docs" / "adr") == ON_MAIN
    assert seen(repo / "docs" / "none") == ()
    assert seen(repo / "docs") == ()


def test_a_folder_without_a_repository_is_no_fault(tmp_path: Path) -> None:
    assert on_base(tmp_path / "nowhere" / "yet").remark == ""


@pytest.mark.parametrize("way", ["packed", "packed refs", "detached", "sha256", "from below", "by a link"])
def test_however_a_repository_keeps_it(way: str, tmp_path: Path) -> None:
    repo = repository(tmp_path / "repo", *(["--object-format=sha256"] if way == "sha256" else []))
    folder = repo / "docs" / "adr"
    if way == "packed":
        for number in range(30):  # folders much alike are kept as differences
            (folder / f"notes-{number}.md").write_text(f"{number}\n" * 50)
            git(repo, "add", ".")
            git(repo, "commit", "-q", "-m", "more")
        git(repo, "gc", "-q", "--aggressive")
        assert not list((repo / ".git" / "objects").glob("[0-9a-f][0-9a-f]"))
    elif way == "packed refs":
        git(repo, "pack-refs", "--all")
        assert not (repo / ".git" / "refs" / "heads" / "main").exists()
    elif way == "detached":
        git(repo, "checkout", "-q", "--detach")
    elif way == "by a link":
        (tmp_path / "link").symlink_to(repo)
        folder = tmp_path / "link" / "docs" / "adr"
    assert seen(folder) == ON_MAIN


def test_every_commit_of_a_packed_repository_reads_as_git_reads_it(tmp_path: Path) -> None:
    repo, chance = repository(tmp_path), random.Random(7)
    for number in range(25):
        path = (
            repo
            / "docs"
            / chance.choice(["adr", "other", "adr/deep"])
            / f"{chance.randrange(99):04}-ü {number}.md"
        )
        path.parent.mkdir(exist_ok=True)
        path.write_text("x" * chance.randrange(2000))
        git(repo, "add", ".")
        git(repo, "commit", "-q", "-m", "more")
        if number % 10 == 9:
            git(repo, "repack", "-q", "-d", "--depth=50", "--window=50")
    found = repository_of(repo)
    assert found
    for commit in git(repo, "rev-list", "main").splitlines():
        for name in ("docs/adr", "docs/other", "docs/adr/deep", "docs", "."):
            try:
                listed = git(repo, "ls-tree", "-z", "--name-only", f"{commit}:{name if name != '.' else ''}")
            except Exception:
                listed = ""
            assert [each.name for each in found.entries(commit, repo / name)] == listed.split("\0")[:-1]


@pytest.mark.parametrize("depth", [[], ["--depth=1"]], ids=["whole", "shallow"])
def test_a_clone_knows_what_its_origin_holds(depth: list[str], tmp_path: Path) -> None:
    repo = repository(tmp_path / "up")
    git(tmp_path, "clone", "-q", *depth, repo.as_uri(), "here")
    here = tmp_path / "here"
    git(here, "checkout", "-q", "-b", "mine")
    git(here, "branch", "-q", "-D", "main")
    assert [branch for branch, _ in seen(here / "docs" / "adr")] == ["origin/HEAD", "origin/main"]
    assert on_base(here / "docs" / "adr").numbers == {1, 2, 7}


def test_a_work_tree_and_a_module_are_repositories(tmp_path: Path) -> None:
    repo = repository(tmp_path / "repo")
    git(repo, "worktree", "add", "-q", "-b", "mine", str(tmp_path / "tree"))
    assert seen(tmp_path / "tree" / "docs" / "adr") == ON_MAIN
    around = repository(tmp_path / "around")
    git(around, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo), "inner")
    assert (around / "inner" / ".git").is_file()
    assert ("main", NUMBERED) in seen(around / "inner" / "docs" / "adr")


def test_files_of_an_inner_repository_are_not_those_of_the_outer_one(tmp_path: Path) -> None:
    outer = repository(tmp_path)
    inner = outer / "docs" / "adr"
    git(inner, "init", "-q", "-b", "main")
    assert seen(inner) == ()


# -- what cannot be read is said


def test_a_clone_without_folders_fetches_nothing(tmp_path: Path) -> None:
    repo = repository(tmp_path / "up")
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=tree:0", repo.as_uri(), "here")
    (tmp_path / "here" / ".git" / "refs" / "heads" / "main").unlink()
    told = remark(tmp_path / "here" / "docs" / "adr")
    assert "numbers on origin/HEAD could not be read: git says" in told
    assert "not fetched" in told


def test_a_clone_that_borrows_its_objects_is_read(tmp_path: Path) -> None:
    repo = repository(tmp_path / "up")
    git(tmp_path, "clone", "-q", "--shared", str(repo), "here")
    assert ("main", NUMBERED) in seen(tmp_path / "here" / "docs" / "adr")


def test_without_git_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = repository(tmp_path)
    monkeypatch.setenv("PATH", f".{os.pathsep}bin")
    assert remark(repo / "docs" / "adr") == "numbers on main could not be read: git is not installed"


def test_a_reftable_is_said_to_be_one(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    (repo / ".git" / "reftable").mkdir()
    assert "reftable" in remark(repo / "docs" / "adr")


BAD_REFS: dict[str, tuple[str, str]] = {
    "nonsense": ("refs/heads/main", "hello\n"),
    "another's file": ("refs/heads/main", "ref: ../../../secret\n"),
    "up and out": ("refs/heads/main", "ref: refs/heads/../../../secret\n"),
    "a circle": ("refs/heads/main", "ref: refs/heads/main\n"),
    "control characters": ("refs/heads/main", "ref: refs/heads/\x1b[2J\n"),
    "nul": ("refs/heads/main", "ref: refs/heads/a\0b\n"),
    "an absolute path": ("refs/heads/main", "ref: /etc/passwd\n"),
    "huge": ("refs/heads/main", "a" * 5_000),
    "longer than a name may be": ("refs/heads/main", f"ref: refs/heads/{'a' * 300}\n"),
    "no such object": ("refs/heads/main", "1" * 40 + "\n"),
    "short": ("refs/heads/main", "1" * 39 + "\n"),
    "no regular line": ("packed-refs", "x" * 200 + " refs/heads/master\n"),
}


@pytest.mark.parametrize("name", BAD_REFS)
def test_a_branch_that_is_none_is_said_or_left_out(name: str, tmp_path: Path) -> None:
    repo = repository(tmp_path / "repo")
    (tmp_path / "secret").write_text("1" * 40)
    file, text = BAD_REFS[name]
    (repo / ".git" / "refs" / "heads" / "main").unlink()
    (repo / ".git" / file).write_text(text)
    with nothing_started():
        found = on_base(repo / "docs" / "adr")
    assert found.branches == ()
    assert bool(found.remark) == (file != "packed-refs")
    assert "passwd" not in found.remark
    assert "\x1b" not in found.remark


def test_a_hundred_megabytes_in_the_place_of_a_branch_are_not_read(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    with (repo / ".git" / "refs" / "heads" / "main").open("wb") as stream:
        stream.truncate(100_000_000)
    assert "larger than" in remark(repo / "docs" / "adr")


def test_a_million_branches_are_no_hindrance(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    tip = git(repo, "rev-parse", "main")
    (repo / ".git" / "refs" / "heads" / "main").unlink()
    many = "".join(f"{number:040x} refs/heads/b{number}\n^{number:040x}\n" for number in range(300_000))
    (repo / ".git" / "packed-refs").write_text(f"{many}{tip} refs/heads/main\n")
    assert seen(repo / "docs" / "adr") == ON_MAIN


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_repository_that_makes_git_wait_is_waited_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_trees, "SECONDS", 0.2)
    repo = repository(tmp_path)
    for number, branch in enumerate(("main", "master")):
        id = f"{number}1" * 20
        (repo / ".git" / "objects" / id[:2]).mkdir(exist_ok=True)
        os.mkfifo(repo / ".git" / "objects" / id[:2] / id[2:])
        (repo / ".git" / "refs" / "heads" / branch).write_text(f"{id}\n")
    assert remark(repo / "docs" / "adr") == (
        "numbers on main could not be read: git did not answer within 0.2 seconds"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize(
    "place", ["refs/heads/main", "packed-refs", "objects/pack/x.idx", "objects/pack/x.pack"]
)
def test_a_pipe_in_the_place_of_a_file_makes_nobody_wait(place: str, tmp_path: Path) -> None:
    repo = repository(tmp_path)
    path = repo / ".git" / place
    if place.startswith("objects"):
        shutil.rmtree(repo / ".git" / "objects" / git(repo, "rev-parse", "main")[:2])
    else:
        (repo / ".git" / "refs" / "heads" / "main").unlink()
    os.mkfifo(path)
    told = remark(repo / "docs" / "adr")
    assert "not a regular file" in told or "git says" in told


@pytest.mark.parametrize("place", ["refs/heads/main", "refs/heads", "objects", "packed-refs", "."])
def test_links_out_of_a_repository_are_not_followed(place: str, tmp_path: Path) -> None:
    other, repo = repository(tmp_path / "other"), repository(tmp_path / "repo")
    path = repo / ".git" / place
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if place == "packed-refs":
        git(other, "pack-refs", "--all")
        (repo / ".git" / "refs" / "heads" / "main").unlink()
    path.symlink_to(other / ".git" / place)
    assert "link" in remark(repo / "docs" / "adr") or "leads out" in remark(repo / "docs" / "adr")


@pytest.mark.parametrize(
    "said",
    [
        "gitdir: {other}/.git",
        "gitdir: {other}/.git/worktrees/x",
        "gitdir: ",
        "nonsense",
        "gitdir: a\0b",
        "gitdir: //h/s",
    ],
)
def test_a_file_that_names_somebody_elses_repository_is_not_obeyed(said: str, tmp_path: Path) -> None:
    other, folder = repository(tmp_path / "other"), tmp_path / "here" / "docs" / "adr"
    (other / ".git" / "worktrees" / "x").mkdir(parents=True)
    (other / ".git" / "worktrees" / "x" / "gitdir").write_text(f"{tmp_path}/another/.git\n")
    (other / ".git" / "worktrees" / "x" / "commondir").write_text("../..\n")
    folder.mkdir(parents=True)
    (tmp_path / "here" / ".git").write_text(said.format(other=other) + "\n")
    assert "could not be read" in remark(folder)


def test_a_work_tree_that_shares_another_repository_than_its_own_is_none(tmp_path: Path) -> None:
    other, repo = repository(tmp_path / "other"), repository(tmp_path / "repo")
    git(repo, "worktree", "add", "-q", "-b", "mine", str(tmp_path / "tree"))
    (repo / ".git" / "worktrees" / "tree" / "commondir").write_text(f"{other}/.git\n")
    assert "does not name it back" in remark(tmp_path / "tree" / "docs" / "adr")


# -- object stores that lie


def _replaced(repo: Path, id: str, content: bytes) -> None:
    path = repo / ".git" / "objects" / id[:2] / id[2:]
    path.chmod(0o644)
    path.write_bytes(content)


def bomb() -> bytes:
    """A gigabyte of zeros, as a megabyte."""
    packer = zlib.compressobj(9)
    return b"".join(
        [packer.compress(b"commit 999999999\0"), *[packer.compress(bytes(1 << 20)) for _ in range(200)]]
    )


@pytest.mark.parametrize("kind", ["bomb", "empty", "noise", "cut", "another object", "a lie about its size"])
def test_an_object_that_is_not_what_its_name_says_is_damaged(kind: str, tmp_path: Path) -> None:
    repo = repository(tmp_path)
    tip = git(repo, "rev-parse", "main")
    there = (repo / ".git" / "objects" / tip[:2] / tip[2:]).read_bytes()
    plain = zlib.decompress(there)
    content = {
        "bomb": bomb(), "empty": b"", "noise": bytes(range(256)), "cut": there[:40],
        "another object": zlib.compress(plain[:-1] + b"!"), "a lie about its size": zlib.compress(plain + b"!"),
    }[kind]  # fmt: skip
    _replaced(repo, tip, content)
    assert "could not be read" in remark(repo / "docs" / "adr")


# -- nothing runs, whatever a repository says


@pytest.fixture
def session(example: Callable[[str], Review]) -> Path:
    return Path(example("stack-overflow-2016").path)


def everything(session: Path, target: Path) -> None:
    """The commands that look into a repository; none of them starts anything."""
    with nothing_started():
        assert main(["check", str(session), "--docs", str(target), "--date", DAY]) in (0, 1, 2)
        assert (
            main(
                [
                    "export",
                    str(session),
                    "--to",
                    str(target),
                    "--all",
                    "--only",
                    "adr",
                    "--dry-run",
                    "--date",
                    DAY,
                ]
            )
            == 0
        )
        assert main(["adopt", str(target)]) in (0, 1)


def test_whatever_its_configuration_says_nothing_runs(session: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark" / "PWNED"
    mark.parent.mkdir()
    repo = repository(tmp_path / "repo")
    plant(repo / ".git", mark)
    everything(session, repo)
    assert seen(repo / "docs" / "adr") == ON_MAIN
    # A lazy fetch would run most of them: the commit is said to be there, and is not.
    (repo / ".git" / "refs" / "heads" / "main").write_text("1" * 40 + "\n")
    everything(session, repo)
    assert not mark.exists()


@pytest.mark.parametrize("git_folder", [".", ".git"])
def test_a_bare_repository_among_the_files_is_no_repository(
    git_folder: str, session: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark" / "PWNED"
    mark.parent.mkdir()
    folder = tmp_path / "checkout" / "docs" / "decisions"
    bare = folder / git_folder
    (tmp_path / "checkout" / ".git").mkdir(parents=True)
    bare.mkdir(parents=True)
    git(tmp_path, "init", "-q", "--bare", str(bare))
    plant(bare, mark)
    (bare / "refs" / "heads" / "main").write_text("1" * 40 + "\n")
    everything(session, tmp_path / "checkout" / "docs")
    assert not mark.exists()
    told = on_base(folder)
    assert told.branches == ()
    assert bool(told.remark) == (git_folder == ".git"), "only a real one is even looked into"


def test_what_the_environment_says_of_git_is_not_asked(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark" / "PWNED"
    mark.parent.mkdir()
    repo, bait = repository(tmp_path / "repo"), tmp_path / "bait"
    bait.mkdir()
    git(tmp_path, "init", "-q", "--bare", str(bait))
    plant(bait, mark)
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "git"
    fake.write_text(f"#!/bin/sh\ntouch {mark}\n")
    fake.chmod(0o755)
    monkeypatch.chdir(tmp_path / "bin")
    for name, value in {
        "PATH": f"{fake.parent}:.:{os.environ['PATH']}", "GIT_DIR": str(bait), "GIT_WORK_TREE": str(tmp_path),
        "GIT_SSH_COMMAND": str(fake), "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(fake), "GIT_EXEC_PATH": str(fake.parent), "GIT_TRACE": str(mark),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    everything(session, repo)
    assert seen(repo / "docs" / "adr") == ON_MAIN
    assert not mark.exists()


def test_numbers_go_on_past_the_base_branch_and_a_fault_there_is_told(
    session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = repository(tmp_path / "repo")
    for path in (repo / "docs" / "adr").iterdir():
        path.unlink()
    words = ["export", str(session), "--to", str(repo), "--all", "--only", "adr", "--dry-run", "--date", DAY]
    assert main(words) == 0
    assert "/0008-" in capsys.readouterr().out
    (repo / ".git" / "refs" / "heads" / "main").write_text("1" * 40 + "\n")
    assert main(words) == 0
    assert "note: numbers on main could not be read: git says" in capsys.readouterr().err
    assert main(["check", str(session), "--docs", str(repo), "--date", DAY]) == 2, "there is nothing to check"
    assert "note: numbers on main could not be read: git says" in capsys.readouterr().err
