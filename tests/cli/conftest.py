"""Commands and interviews, for the tests of them."""

from __future__ import annotations

import pytest

from archassist.cli import main
from tests.cli.interviews import SESSION, Ask, Asked, Line, Typed
from tests.cli.runs import Ran, Run


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs an interview about some questions in which these lines are typed."""

    def run(only: str, *lines: Line, more: tuple[str, ...] = ()) -> Asked:
        monkeypatch.setattr("sys.stdin", Typed(lines))
        code = main(["ask", SESSION, *(["--only", *only.split()] if only else []), *more])
        printed = capsys.readouterr()
        return Asked(code, printed.out, printed.err)

    return run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> Ran:
        code = main(list(words))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
