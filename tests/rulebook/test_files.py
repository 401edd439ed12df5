"""Files and folders that cannot be used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archassist.rulebook import RulebookError, load

from .packs import Bench


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RulebookError, match="is a file, not a folder"):
        load(tmp_path / "file")


def test_no_folder_at_all() -> None:
    with pytest.raises(RulebookError, match="no pack is named"):
        load()


def test_an_empty_folder_has_no_head(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"pack\.toml: there is no such file"):
        load(tmp_path)


def test_a_head_without_its_keys(bench: Bench) -> None:
    bench.add("pack.toml", 'id = "x"\ntitel = "X"\n')
    said = [str(problem) for problem in bench.problems()]
    assert len(said) == 3
    assert any('"title" is missing' in text for text in said)
    assert any('"version" is missing' in text for text in said)
    assert any('titel: unknown key. Did you mean "title"?' in text and ":2:" in text for text in said)


def test_a_syntax_error_has_its_line(bench: Bench) -> None:
    bench.add("words2.toml", '[source.more]\ntitle = "More"\nwhere = unquoted\n')
    problem = bench.problem()
    assert (problem.file, problem.line) == ("rules/words2.toml", 3)
    assert problem.message.startswith("not valid TOML: invalid value")


def test_a_syntax_error_at_the_end(bench: Bench) -> None:
    bench.add("words2.toml", '[source.more]\ntitle = "More')
    assert bench.problem().message.startswith("not valid TOML")


def test_uses_of_what_a_broken_file_declares_are_not_reported_too(bench: Bench) -> None:
    text = (bench.folder / "questions/core.toml").read_text()
    bench.add("questions/core.toml", text + "broken\n")
    assert bench.problem().line == len(text.splitlines()) + 1


def test_a_key_twice_in_a_table(bench: Bench) -> None:
    bench.add("words2.toml", '[section.more]\norder = 2\ntitle = "A"\ntitle = "B"\n')
    problem = bench.problem()
    assert (problem.line, problem.remedy) == (4, "A key is defined twice in one table: remove one.")


def test_a_file_that_is_not_utf_8(bench: Bench) -> None:
    bench.add("words2.toml", "[section.more]\norder = 2\ntitle = 'é'\n".encode("latin-1"))
    problem = bench.problem()
    assert (problem.line, problem.remedy) == (3, "Save the file as UTF-8.")


def test_a_binary_file(bench: Bench) -> None:
    bench.add("picture.toml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert bench.problem().remedy == "This looks like a binary file: remove it."


def test_a_file_of_zeros(bench: Bench) -> None:
    bench.add("zeros.toml", b"\0" * 4096)
    assert bench.problem().file == "rules/zeros.toml"


def test_an_empty_file_says_nothing(bench: Bench) -> None:
    bench.add("empty.toml", "")
    assert bench.problems() == []


def test_a_huge_file_is_not_read(bench: Bench) -> None:
    bench.add("huge.toml", "#" * 2_000_001)
    assert bench.problem().message == "is larger than 2,000,000 bytes"


def test_deep_nesting_is_refused(bench: Bench) -> None:
    bench.add("deep.toml", "a = " + "[" * 100_000)
    assert "deep" in bench.problem().file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\nb = " + "9" * 5000, "a number of 5,000 digits"),
        ("a = 1\nb = 0x" + "f" * 5000, "digits"),
        ("a = 1\nb" + ".b" * 20_000 + " = 1", "nested"),
    ],
    ids=["digits", "hexadecimal", "dotted keys"],
)
def test_what_no_parser_should_be_given_is_told_with_its_line(bench: Bench, text: str, said: str) -> None:
    bench.add("words2.toml", text)
    problem = bench.problem()
    assert problem.line == 2
    assert said in problem.message


def test_of_a_great_many_unknown_keys_the_first_are_told(bench: Bench) -> None:
    bench.add(
        "words2.toml",
        "[section.more]\ntitle = 'A'\norder = 2\n" + "".join(f"key{i} = 1\n" for i in range(9000)),
    )
    problems = bench.problems()
    assert len(problems) == 51
    assert any("8,950 more unknown keys" in problem.message for problem in problems)


def test_a_folder_named_like_a_file(bench: Bench) -> None:
    (bench.folder / "folder.toml").mkdir()
    assert bench.problems() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_a_pipe_is_not_waited_for(bench: Bench) -> None:
    os.mkfifo(bench.folder / "pipe.toml")
    assert bench.problem().message == "is not a regular file"


def test_a_link_out_of_the_pack_is_not_followed(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("[section.secret]\n")
    (bench.folder / "link.toml").symlink_to(tmp_path / "secret.toml")
    assert bench.problem().message == "is a link to a file outside the pack"


def test_a_link_to_nothing(bench: Bench) -> None:
    (bench.folder / "link.toml").symlink_to(bench.folder / "nothing.toml")
    assert bench.problem().message == "is not a regular file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(bench: Bench) -> None:
    (bench.folder / "words.toml").chmod(0)
    assert any("cannot be read" in problem.message for problem in bench.problems())


def test_an_unknown_table(bench: Bench) -> None:
    bench.add("more.toml", "\n[questoin.x]\n")
    problem = bench.problem()
    assert (problem.line, problem.remedy) == (2, 'Did you mean "question"?')


def test_a_value_where_a_table_belongs(bench: Bench) -> None:
    bench.add("more.toml", "question = 1\n[section]\nmore = 2\n[rule.reads_scale]\ntune = 3\n")
    keys = {problem.key for problem in bench.problems()}
    assert keys == {"question", "section.more", "rule.reads_scale.tune"}


def test_loading_needs_no_numpy() -> None:
    code = "import sys, archassist.rulebook; assert not {'numpy', 'networkx'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
