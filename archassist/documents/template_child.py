"""The process in which a team's own template is rendered. It gets values from `own_template.py` and gives back text."""

from __future__ import annotations

import contextlib
import json
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import UndefinedError
from jinja2.loaders import split_template_path

from archassist import foreign
from archassist.documents.templates import sandbox
from archassist.exported import LARGEST_DOCUMENT
from archassist.foreign import ForeignFault
from archassist.terminal_text import one_line, shortened
from archassist.unicode import is_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

LARGEST_TEMPLATE: Final = 1_000_000
"""Bytes of a template file."""

LIFETIME: Final = 60
"""Seconds of work after which a child ends, should whoever started it be gone."""

_LONGEST_MESSAGE = 300


class TemplateFault(Exception):
    """What is wrong with the template, in words; `name` and `line` where it is, when that can be told."""

    def __init__(self, message: str, name: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.name, self.line = name, line


class OwnFolder(BaseLoader):
    """The template `own` and others in its folder. A link that leads out of it, a pipe and a device are not read."""

    def __init__(self, folder: Path, own: str) -> None:
        self.folder, self.own = folder, own

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template of the folder, as Jinja asks for it. Raises TemplateNotFound."""
        path = self.folder.joinpath(*split_template_path(template))
        if not path.exists():
            raise TemplateNotFound(template)
        real, folder = path.resolve(), self.folder.resolve()
        if not real.is_relative_to(folder):
            raise TemplateFault(f"“{template}” is a link out of the template's folder, which is not followed")
        # What is hidden, such as .env and .git, is not meant for documents.
        if template != self.own and any(part.startswith(".") for part in real.relative_to(folder).parts):
            raise TemplateNotFound(template)
        try:
            text = foreign.read_text(real, LARGEST_TEMPLATE)
        except ForeignFault as fault:
            raise TemplateFault(fault.message, str(path), fault.line) from None
        return text, str(path), lambda: True


def serve(given: dict[str, Any]) -> None:
    """Answers requests until the other end closes. The first reply says that everything is ready."""
    path = Path(given["template"])
    own = OwnFolder(path.parent, path.name)
    environment = sandbox(ChoiceLoader([own, FileSystemLoader(given["folders"])]))
    import archassist.documents.context  # noqa: F401 - before there are limits: the review is made of it

    _limit_memory(given["megabytes"])
    _reply({"ready": True})
    review: Any = None
    while head := sys.stdin.buffer.readline():
        request_length, review_length = map(int, head.split())
        request = json.loads(sys.stdin.buffer.read(request_length))
        if review_length:
            review = pickle.loads(
                sys.stdin.buffer.read(review_length)
            )  # made by whoever started this process
        decision = next(each for each in review.decisions if each.known.id == request["decision"])
        _limit_work(given["seconds"])
        _reply(_answer(environment, path.name, {**request["values"], "review": review, "decision": decision}))
        _limit_work(0)


def _answer(environment: Environment, name: str, values: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"text": _rendered(environment, name, values)}
    except BaseException as error:
        fault = _told(error)
        return {"fault": str(fault), "name": fault.name, "line": fault.line}


def _rendered(environment: Environment, name: str, values: dict[str, Any]) -> str:
    pieces, length = [], 0
    for piece in environment.get_template(name).generate(**values):
        length += len(piece)
        if length > LARGEST_DOCUMENT:
            raise TemplateFault(
                f"it makes a document of more than {LARGEST_DOCUMENT / 1e6:g} million characters"
            )
        pieces.append(piece)
    text = "".join(pieces)
    if not is_text(text):
        raise TemplateFault("it produces half of a character, which no file can contain")
    return text


def _told(error: BaseException) -> TemplateFault:
    name, line = _place(error)
    if isinstance(error, TemplateFault):
        return TemplateFault(str(error), error.name or name, error.line if error.name else line)
    if isinstance(error, TemplateSyntaxError):
        return TemplateFault(_words(error.message), error.filename or name, error.lineno)
    if isinstance(error, TemplateNotFound):
        return TemplateFault(f"there is no template “{_words(error.name)}” beside it", name, line)
    if isinstance(error, RecursionError):
        return TemplateFault("it calls or includes itself without end", name, line)
    if isinstance(error, MemoryError):
        return TemplateFault("it needs more memory than a template may take", name, line)
    if isinstance(error, UndefinedError):
        return TemplateFault(_words(error.message), name, line)
    return TemplateFault(_words(str(error)) or type(error).__name__, name, line)


def _place(error: BaseException) -> tuple[str, int]:
    """File and line of the template in which an error came up: the innermost that is no Python."""
    name, line = "", 0
    at = error.__traceback__
    while at is not None:
        file = at.tb_frame.f_code.co_filename
        if not file.endswith(".py") and not file.startswith("<"):
            name, line = file, at.tb_lineno
        at = at.tb_next
    return name, line


def _words(message: object) -> str:
    text = one_line(str(message or "")[: 2 * _LONGEST_MESSAGE]).rstrip(".")
    return shortened(text, _LONGEST_MESSAGE)


def _reply(reply: dict[str, Any]) -> None:
    raw = json.dumps(reply).encode()
    sys.stdout.buffer.write(b"%d\n" % len(raw) + raw)
    sys.stdout.buffer.flush()


def _limit_memory(megabytes: int) -> None:
    """Lets this process take so much more memory, write no file and not live for ever, where the system can see to it."""
    try:
        import resource
    except ImportError:  # not a POSIX system: whoever started this process ends it
        return
    used = 0
    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = used + megabytes * 1_000_000
    limits = {
        resource.RLIMIT_AS: most,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: LIFETIME,
    }
    for what, limit in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (limit, limit))


def _limit_work(seconds: float) -> None:
    """Ends this process after so many seconds of work, also in the middle of one long step; 0 takes that back."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
