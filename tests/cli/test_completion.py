"""What shells offer under the tab key, asked of real shells in a terminal."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("archassist")
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source <(archassist completion bash)"),
    "zsh": (
        ["zsh", "-f", "-i"],
        'unsetopt zle_bracketed_paste; autoload -U compinit && compinit -D -u; eval "$(archassist completion zsh)"',
    ),
}
TYPED = [
    ("archassist che", "check "),
    ("archassist shop", "shop.toml "),
    ("archassist set shop.toml mau_ceil", "mau_ceiling="),
    ("archassist set shop.toml stage=pre", "stage=pre_pmf"),
    ("archassist why shop.toml write_s", "write_scaling "),
    ("archassist why shop.toml caching mult", "multi_tier "),
    ("archassist mark shop.toml db.poole", "db.pooler "),
    ("archassist export shop.toml --only onb", "onboarding "),
    ("archassist export shop.toml --forma", "--format "),
    ("archassist rules explain caching.http_only.head", "caching.http_only.headroom "),
    ("archassist rules graph req", "requirements "),
    ("archassist rules graph definitions --around mau_ceil", "mau_ceiling "),
    ("archassist prioritise shop.toml avail", "availability "),
]


class Shell:
    """A shell in a terminal of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        command, setup = START[name]
        main, under = pty.openpty()
        path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
        environment = {
            **os.environ,
            "PATH": path,
            "TERM": "dumb",
            "PS1": "$ ",
            "HOME": str(folder),
            "COLUMNS": "200",
        }
        self._process = subprocess.Popen(
            command,
            stdin=under,
            stdout=under,
            stderr=under,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(under)
        self._main = main
        self.type(f"{setup}; echo rea''dy\n")
        assert "ready" in self.seen("ready")

    def type(self, text: str) -> None:
        os.write(self._main, text.encode())

    def seen(self, wanted: str, patience: float = 20) -> str:
        """What the terminal shows until the wanted text is there, or patience ends."""
        shown, end = "", time.monotonic() + patience
        while wanted not in shown and time.monotonic() < end:
            if select.select([self._main], [], [], 0.2)[0]:
                shown += os.read(self._main, 4096).decode(errors="replace")
        return shown

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._main)


@pytest.fixture(params=["bash", "zsh"])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    if shutil.which(request.param) is None:
        pytest.skip(f"there is no {request.param} here")
    (tmp_path / "shop.toml").touch()
    started = Shell(request.param, tmp_path)
    yield started
    started.close()


def test_commands_files_options_and_ids_are_completed(shell: Shell) -> None:
    for typed, completed in TYPED:
        shell.type(f"{typed}\t")
        rest = completed.removeprefix(typed.rpartition(" ")[2])
        assert rest in shell.seen(rest), typed
        shell.type("\x15")  # the line is cleared


def offered(folder: Path, line: str) -> list[str]:
    """What a shell is given for a line."""
    answers = folder / "answers"
    environment = {
        **os.environ,
        "_ARGCOMPLETE": "1",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answers),
    }
    subprocess.run([PROGRAM], cwd=folder, env=environment, check=True, capture_output=True)
    return [word.strip() for word in answers.read_text().splitlines()]


def test_only_plain_words_of_a_stranger_s_rules_reach_a_shell(tmp_path: Path) -> None:
    from archassist.cli.completion import _PLAIN

    words = ["good-2021", "a.b=", "two\nwords", "$(reboot)", "a b", "`x`", "\x1b[31m", "x;y", "/etc"]
    assert [word for word in words if _PLAIN.fullmatch(word)] == ["good-2021", "a.b="]


def test_every_kind_of_export_is_offered_and_nothing_for_free_text(tmp_path: Path) -> None:
    assert offered(tmp_path, "archassist export x.toml --only ")[:3] == ["adr", "roadmap", "readout"]
    assert len(offered(tmp_path, "archassist export x.toml --only ")) == 12
    assert offered(tmp_path, "archassist set x.toml --note ") == []
    assert set(offered(tmp_path, "archassist rules ")) >= {"list", "explain", "lint", "test", "prove", "new"}
