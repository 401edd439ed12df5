"""Entry point: picks the command, and turns every expected fault into a message and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence

from archassist import __version__
from archassist.cli.output import complain, safe_streams, say

OK, NO, BAD_INPUT, FAULT = 0, 1, 2, 3
"""Exit codes: done, the check says no, bad input, a fault in archassist itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs archassist with `arguments` (those of the process by default) and gives back the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Read when NumPy is first imported. On a machine that is busy its threads wait for each other: products as small as
    # ours then take ten times as long, and the screen waits with them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if words in (["--version"], ["-V"]):
        say(f"archassist {__version__}")  # before anything is imported: scripts ask this often
        return OK
    try:
        with safe_streams():
            return _run_or_tell(words)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader has gone (`archassist ... | head`); nothing is wrong, and nothing more may be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run_or_tell(words: list[str]) -> int:
    try:
        return _run(words)
    except BrokenPipeError:
        raise
    except Exception:
        import traceback

        traceback.print_exc()  # here, where nothing in a message can reach the terminal as it stands
        return FAULT


def _run(words: list[str]) -> int:
    if not words or (len(words) == 1 and words[0].endswith(".toml")):
        return _guarded(lambda: _terminal_app(words[0] if words else None))
    from archassist.cli.parser import COMMANDS, parser, unknown_command

    if words[:1] == ["completion-words"]:
        return _guarded(lambda: _completion_words(words[1:]))
    if not words or (words[0] not in COMMANDS and not words[0].startswith("-")):
        if len(words) > 1:
            complain(unknown_command(words[0]))
            return BAD_INPUT
        return _guarded(lambda: _terminal_app(words[0] if words else None))
    try:
        chosen = parser().parse_args(words)
    except SystemExit as end:  # argparse prints help or its complaint, then leaves
        return int(end.code or 0)
    return _guarded(lambda: int(chosen.run(chosen) or 0))


def _guarded(run: Callable[[], int]) -> int:
    try:
        return run()
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}.")
        return BAD_INPUT
    except Exception as error:
        if not _expected(error):
            raise
        complain(*map(str, getattr(error, "problems", (error,))))
        return BAD_INPUT


def _expected(error: Exception) -> bool:
    """Whether this is a fault of what was given, not of archassist. Imported late: the app starts without it."""
    from archassist.documents import ExportError
    from archassist.rulebook import RulebookError
    from archassist.session import AnswerError, SessionError

    return isinstance(error, (SessionError, AnswerError, RulebookError, ExportError))


def _completion_words(words: list[str]) -> int:
    """What the shells' scripts call at every press of the tab key."""
    from archassist.cli.completion import candidates

    for word in candidates(words):
        say(word)
    return OK


def _terminal_app(session: str | None) -> int:
    from pathlib import Path

    gc.disable()  # starting makes many objects and no garbage; the app turns it on when its first frame stands
    if session is not None:
        from archassist.session import Review

        path = Path(session)
        if not path.exists() and not path.suffix and os.sep not in session:
            from archassist.cli.parser import unknown_command

            complain(f"{session}: there is no such file. {unknown_command(session)}")
            return BAD_INPUT
        Review.open(path)  # a file that cannot be used is reported here, before the screen is taken
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain(
            "The app needs a terminal. In scripts use: archassist assess SESSION --json (see archassist --help)."
        )
        return BAD_INPUT
    from archassist.tui.app import run

    return int(run(Path(session) if session is not None else None) or 0)
