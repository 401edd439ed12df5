"""Entry point: picks the command, and turns every expected fault into a message and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence

from archassist import __version__
from archassist.cli.output import complain, complete_streams, safe_streams, say
from archassist.terminal_text import shortened

OK, NO, BAD_INPUT, FAULT = 0, 1, 2, 3
"""Exit codes: done, the check says no, bad input, a fault in archassist itself."""

LONGEST_NAME = 1000
"""Characters of a file's name that are shown; the system refuses most that are longer."""

READS_ONLY = ("assess", "why", "tour", "diff", "forecast", "completion")
"""Commands that never write a file: after a fault in one of them there is nothing to look after."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs archassist with `arguments` (those of the process by default) and gives back the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    complete_streams()
    # Read when NumPy is first imported. On a machine that is busy its threads wait for each other: products as small as
    # ours then take ten times as long, and the screen waits with them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if words in (["--version"], ["-V"]):
        say(f"archassist {__version__}")  # before anything is imported: scripts ask this often
        return OK
    if "_ARGCOMPLETE" in os.environ and "COMP_LINE" in os.environ:
        from archassist.cli.completion import complete

        complete()  # a shell asks, under the tab key
    try:
        with safe_streams():
            code = _run(words)
            sys.stdout.flush()
            return code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader has gone (`archassist ... | head`); nothing is wrong, and nothing more may be printed.
        _stop_printing()
        return OK
    except OSError as error:  # from the flush: what was printed has not arrived
        complain(f"the output could not be written: {error.strerror or error}.")
        _stop_printing()
        return BAD_INPUT


def _stop_printing() -> None:
    """Lets nothing more reach a standard output that does not take it, so that leaving does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    if not words or (len(words) == 1 and words[0].endswith(".toml")):
        return _guarded(lambda: _terminal_app(words[0] if words else None))
    from archassist.cli.parser import COMMANDS, parser, unknown_command

    if not words or (words[0] not in COMMANDS and not words[0].startswith("-")):
        if len(words) > 1:
            complain(unknown_command(words[0]))
            return BAD_INPUT
        return _guarded(lambda: _terminal_app(words[0] if words else None))
    try:
        chosen = parser(words).parse_args(words)
    except SystemExit as end:  # argparse prints help or its complaint, then leaves
        return int(end.code or 0)
    return _guarded(lambda: int(chosen.run(chosen) or 0), writes=words[0] not in READS_ONLY)


def _guarded(run: Callable[[], int], writes: bool = True) -> int:
    try:
        return run()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is opened has a name; what can fail without one is only what is printed.
        where = shortened(str(error.filename), LONGEST_NAME) if error.filename else "standard output"
        complain(f"{where}: {error.strerror or error}.")
        return BAD_INPUT
    except Exception as error:
        if not _expected(error):
            import traceback

            traceback.print_exception(
                error
            )  # by way of safe streams: a message may quote what a stranger wrote
            return _at_fault(writes)
        complain(*map(str, getattr(error, "problems", (error,))))
        return BAD_INPUT


def _at_fault(writes: bool) -> int:
    left = "What was saved before is intact; anything after it was not" if writes else "Nothing was"
    complain(
        f"this is a fault of archassist {__version__}, not of what you gave it. {left} written. Please report it, with "
        "the lines above, where you have archassist from."
    )
    return FAULT


def _expected(error: Exception) -> bool:
    """Whether this is a fault of what was given, not of archassist. Imported late: the app starts without it."""
    from archassist.answers import AnswerError
    from archassist.documents import ExportError
    from archassist.rulebook import RulebookError
    from archassist.session import SessionError

    return isinstance(error, (SessionError, AnswerError, RulebookError, ExportError))


def _terminal_app(session: str | None) -> int:
    gc.disable()  # starting makes many objects and no garbage; the app turns it on when its first frame stands
    try:
        return _started(session)
    finally:
        gc.enable()


def _started(session: str | None) -> int:
    from pathlib import Path

    review = None
    if session is not None:
        from archassist.session import Review

        path = Path(session)
        if not path.exists() and not path.suffix and os.sep not in session:
            from archassist.cli.parser import unknown_command

            complain(f"{session}: there is no such file. {unknown_command(session)}")
            return BAD_INPUT
        review = Review.open(path)  # a file that cannot be used is reported here, before the screen is taken
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain(
            "The app needs a terminal. In scripts use: archassist assess SESSION --json (see archassist --help)."
        )
        return BAD_INPUT
    from archassist.tui.app import run

    return _at_fault(writes=True) if run(review) else OK
