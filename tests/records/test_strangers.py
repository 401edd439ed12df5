"""Repositories that somebody else wrote: what stands in the place of a file, how it is encoded, how large it is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archassist.cli import main
from archassist.reading_files import ReadRefused, read_regular
from archassist.records.folder import find_folder
from archassist.records.line_merge import merge
from archassist.records.places import listing as folders
from archassist.records.record import LONGEST, read_record, status_of
from archassist.session import Review
from tests.undecided import undecided

DAY = "2026-11-20"
POINTERS = (".adr-dir", ".log4brains.yml", "catalog-info.yaml")
NYGARD = "# 1. Use Redis as a shared cache for cafés\n\n## Status\n\nAccepted\n\n## Decision\n\nd\n"


@pytest.fixture
def session(example: Callable[[str], Review]) -> Path:
    return Path(example("stack-overflow-2016").path)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Review:
    return undecided("stack-overflow-2016", tmp_path_factory.mktemp("review") / "s.toml")


def look(review: Review, target: Path) -> list[int]:
    """The exit codes of the commands that read a folder of records; what a review says is worked out once for all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Review, "open", lambda path: review)
        return [
            main(["check", str(review.path), "--docs", str(target), "--date", DAY]),
            main(
                [
                    "export",
                    str(review.path),
                    "--to",
                    str(target),
                    "--all",
                    "--only",
                    "adr",
                    "--dry-run",
                    "--date",
                    DAY,
                ]
            ),
            main(["adopt", str(target)]),
        ]


# -- what is not a regular file


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(path.parent)  # names of sockets are short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.fchdir(here)


STRANGE: dict[str, Callable[[Path], None]] = {
    "a pipe": _pipe,
    "a socket": _socket,
    "a folder": Path.mkdir,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link out": lambda path: path.symlink_to("/etc/passwd"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_file_is_named_and_neither_waited_for_nor_followed(
    kind: str, review: Review, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "target"
    records = target / "docs" / "adr"
    records.mkdir(parents=True)
    (records / "0001-fine.md").write_text(NYGARD)
    STRANGE[kind](records / "0002-strange.md")
    for name in POINTERS:
        STRANGE[kind](target / name)
    codes = look(review, target)
    told = "".join(capsys.readouterr())
    assert codes == [0 if "link" in kind else 1, 0, 0]
    why = "a folder" if kind == "a folder" else "a link" if "link" in kind else "not a regular file"
    for name in ("0002-strange.md", *POINTERS):
        assert f"{name} is {why}" in told
    assert find_folder(target).next_number() == 3, "a number counts also when its file is not read"


@pytest.mark.parametrize("name", ["docs/adr", "docs", "decisions"])
def test_a_folder_of_records_that_leads_out_is_not_followed(
    name: str, review: Review, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside, target = tmp_path / "outside", tmp_path / "target"
    for below in (outside, outside / "adr"):
        below.mkdir()
        (below / "0009-secret.md").write_text("# Secret\n")
    (target / name).parent.mkdir(parents=True)
    (target / name).symlink_to(outside)
    assert find_folder(target).records == ()
    assert look(review, target)[0] == 2, "there is nothing to check"
    told = "".join(capsys.readouterr())
    assert "Secret" not in told
    assert "leads out of" in told


@pytest.mark.parametrize("name", POINTERS)
@pytest.mark.parametrize(
    "said",
    [
        "a\0b",
        "../outside",
        "/etc",
        ".git/hooks",
        "x/../.GIT",
        ".archassist",
        "a/" * 3000,
        "\x1b[2J",
        "a" * 300_000,
    ],
    ids=["nul", "up", "absolute", "git", "git in disguise", "memory", "deep", "escape", "huge"],
)
def test_a_file_that_names_no_folder_inside_is_not_obeyed(
    name: str, said: str, session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = {
        ".adr-dir": "",
        ".log4brains.yml": "  adrFolder: ",
        "catalog-info.yaml": "backstage.io/adr-location: ",
    }
    (tmp_path / name).write_text(f"{key[name]}{said}\n")
    found = find_folder(tmp_path)
    assert (found.path, found.why) == (tmp_path / "decisions", "nothing else was found")
    assert len(found.remarks) == 1
    assert name in found.remarks[0]
    assert main(["adopt", str(tmp_path)]) == 1, "there is nothing to adopt"
    assert name in capsys.readouterr().err


# -- sizes and counts


def test_what_is_too_large_or_too_much_is_named_and_counted(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "docs" / "adr"
    records.mkdir(parents=True)
    for number in range(1, 13):
        (records / f"{number:04}-x.md").write_text(NYGARD)
    (records / "0013-huge.md").write_bytes(b"x" * 2_000_001)
    assert main(["check", str(session), "--docs", str(tmp_path), "--date", DAY]) == 1
    assert "0013-huge.md is larger than 2 MB. [unread]" in capsys.readouterr().out
    monkeypatch.setattr(folders, "MOST_RECORDS", 10)
    found = find_folder(tmp_path)
    assert [each.why for each in found.unread] == ["holds more than 10 records; 3 of them were not read"]
    assert found.next_number() == 14
    monkeypatch.setattr(folders, "MOST_RECORDS", 100)
    monkeypatch.setattr(folders, "TOGETHER", 5 * len(NYGARD.encode()))
    assert "8 of them were not read" in find_folder(tmp_path).unread[0].why
    monkeypatch.setattr(folders, "MOST_NAMES", 4)
    assert any("more than 4 files" in each.why for each in find_folder(tmp_path).unread)


def test_a_file_is_read_up_to_its_bound_and_no_further(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1000)
    assert len(read_regular(path, 1000)) == 1000
    with pytest.raises(ReadRefused, match="larger than 999 bytes"):
        read_regular(path, 999)
    with pytest.raises(FileNotFoundError):
        read_regular(Path("a\0b"), 999)


FILLS = (
    " ",
    "(",
    ")",
    "|",
    "[",
    "\n",
    "-",
    "*",
    "| ",
    " |",
    "#",
    "`",
    ":",
    "\t",
    "\r",
    "1",
    "()",
    "# ",
    "\x00",
    "~~~\n",
)
STARTS = (
    "",
    "# ",
    "# x\n| status |",
    "# x\n* status: ",
    "---\nstatus: ",
    "## Status\n\n",
    "# x\n**",
    "```",
    "# 1",
)


@pytest.mark.parametrize("start", STARTS)
def test_two_hundred_thousand_of_any_sign_are_read_at_once(start: str) -> None:
    """The searches that were there before took minutes to hours for some of these."""
    for fill in FILLS:
        record = read_record(Path("0001-x.md"), (start + fill * (200_000 // len(fill)) + "x\n").encode())
        assert len(record.title) <= LONGEST
        assert len(record.said) <= LONGEST
        status_of(fill * 200_000)


def test_lines_that_are_all_alike_or_shuffled_merge_without_comparing_each_with_each() -> None:
    alike = ["x"] * 30_000
    assert merge(alike, [*alike[:9_000], "mine", *alike[9_000:]], [*alike, "new"]).lines.count("mine") == 1
    ours = [line for number in range(8_000) for line in (f"a{number}", f"m{number}")]
    theirs = [line for number in range(8_000) for line in (f"a{number}", f"t{number}")]
    base = [line for number in range(8_000) for line in (f"a{number}", f"b{number}")]
    merged = merge(base, ours, theirs)
    assert [line for line in merged.lines if line.startswith("m")] == [
        f"m{number}" for number in range(8_000)
    ]


# -- encodings


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_a_record_in_another_encoding_is_read_and_can_be_kept(
    encoding: str, session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "docs" / "adr"
    records.mkdir(parents=True)
    (records / "0001-use-redis.md").write_bytes(NYGARD.encode(encoding))
    assert main(["adopt", str(tmp_path), "--session", str(session), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)["records"][0]
    assert (record["title"], record["status"]) == ("Use Redis as a shared cache for cafés", "accepted")
    assert "cafés" in Review.open(session).decisions["caching"].because
    assert read_record(records / "0001-use-redis.md").text.encode() == NYGARD.encode(encoding)


BAD_BYTES = {
    "nul": b"# 1. Use Redis\0 as a shared cache\n",
    "broken": b"# 1. Use Redis \xc3\x28\xff\xfe as a shared cache\n",
    "half of a wide character": b"\xff\xfe#\0 \0x",
    "lone surrogates": b"# 1. Use Redis \xed\xa0\x80 as a shared cache\n",
    "wide lone surrogates": b"\xff\xfe# \x00\xd8\n\0",
    "escapes": b"# 1. Use Redis \x1b]0;x\x07\x9b2J as a shared cache\n",
}


@pytest.mark.parametrize("kind", BAD_BYTES)
def test_bytes_that_are_no_text_reach_neither_session_nor_terminal(
    kind: str, session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "docs" / "adr"
    records.mkdir(parents=True)
    content = BAD_BYTES[kind] + b"\n## Status\n\nAccepted\n"
    (records / "0001-x.md").write_bytes(content)
    assert main(["adopt", str(tmp_path), "--session", str(session)]) == 0
    words = ["check", str(session), "--docs", str(tmp_path), "--date", DAY]
    assert main([*words, "--sarif", str(tmp_path / "s"), "--junit", str(tmp_path / "j")]) in (0, 1)
    told = "".join(capsys.readouterr())
    assert not set("\x00\x1b\x07\x9b") & set(told)
    json.loads((tmp_path / "s").read_text("utf-8"))
    Review.open(session)
    assert read_record(records / "0001-x.md").text.encode() == content


def test_a_name_that_is_no_text_is_named_in_words_that_can_be_shown(
    review: Review, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "docs" / "adr"
    records.mkdir(parents=True)
    try:
        (records / os.fsdecode(b"0004-caf\xe9.md")).write_text("---\narchassist: caching\n---\n" + NYGARD)
    except OSError:
        pytest.skip("this system takes only UTF-8 for names")
    assert look(review, tmp_path) == [1, 0, 1]
    assert "0004-café.md has a name that is not UTF-8" in "".join(capsys.readouterr())
    words = ["check", str(review.path), "--docs", str(tmp_path), "--date", DAY]
    assert main([*words, "--sarif", str(tmp_path / "s"), "--junit", str(tmp_path / "j")]) == 1
    assert "0004-caf%E9.md" in (tmp_path / "s").read_text("utf-8")
    (records / os.fsdecode(b"0004-caf\xe9.md")).unlink()
    (tmp_path / ".adr-dir").write_bytes(b"docs/caf\xe9\n")
    assert "docs/café" in find_folder(tmp_path).remarks[0]


# -- anything at all

PIECES = (
    b"# 1. Use Redis\n", b"## Status\n\n", b"Accepted\n", b"Superseded by [x](0001-a.md)\n", b"---\n",
    b"status: accepted\n", b"| status | x |\n",
    b"archassist: caching\n", b"archassist: caching.2\n", b"archassist: ../../x\n",
    b"It holds while each of these does:\n\n",
    b"* `engineers > 3`\n", b"* `nobody > (`\n", b"Look at it again by 9999-99-99\n", b"<!-- adrlog -->\n",
    b"\xff\xfe", b"\x00", b"\r", b"\r\n", b"\xed\xa0\x80", b"```\n", b"`" * 50, b"(" * 50, b"\xef\xbb\xbf",
)  # fmt: skip
NAMES = (
    "docs/adr/0001-a.md", "docs/adr/0001-b.md", "docs/adr/0002-caching.md", "docs/adr/20260101-c.md", "docs/adr/README.md",
    "docs/adr/999999-z.md", "docs/adr/ADR-3-x.md", ".adr-dir", ".log4brains.yml", "catalog-info.yaml", "0007-here.md",
    "decisions/0001-a.md", "docs/adr/0004-\udce9.md", ".git/HEAD", ".git/refs/heads/main", ".git/packed-refs", ".git",
)  # fmt: skip
LINES = (
    b"docs/adr",
    b"  adrFolder: docs/adr\n",
    b"backstage.io/adr-location: docs/adr\n",
    b"ref: refs/heads/main\n",
    b"1" * 40,
)
FOLDERS = st.dictionaries(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(PIECES + LINES) | st.binary(max_size=20), max_size=9),
    max_size=7,
)


@settings(
    max_examples=int(os.environ.get("MUTATED_FOLDERS", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(FOLDERS)
def test_any_folder_is_read_or_refused_with_a_message(
    review: Review, tmp_path_factory: pytest.TempPathFactory, files: dict[str, list[bytes]]
) -> None:
    target = tmp_path_factory.mktemp("any")
    for name, pieces in files.items():
        path = target / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(pieces))
        except OSError:
            continue  # a file stands where another one's folder would be, or the system takes no such name
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert set(look(review, target)) <= {0, 1, 2}
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before
