"""A template of a team's own, rendered in a process apart that may be ended at any moment.

Jinja's sandbox keeps a template from reaching anything. It does not keep it from never ending, or from filling the memory:
one step such as `'%1000000000d' | format(1)` cannot be interrupted from within. So the template runs in a child process
with limits, which gets the values from here and gives back text and nothing else.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from archassist.documents.errors import ExportError
from archassist.documents.templates import tidy
from archassist.exported import LARGEST_DOCUMENT

if TYPE_CHECKING:
    from archassist.documents.context import DocumentContext
    from archassist.documents.decision_document import DecisionDocument

SECONDS: Final = 5.0
"""Seconds of work that one document may take."""

WAITED: Final = 4.0
"""So many times longer is waited for it: the machine may be busy, or count no work."""

STARTING: Final = 60.0
"""Seconds within which the child must be ready."""

MEGABYTES: Final = 500
"""Memory that a template may take."""

_LARGEST_REPLY = 8 * LARGEST_DOCUMENT
"""Bytes of a reply: every character may be spelled out."""

_CHILD = (
    "import json, sys; given = json.loads(sys.argv[1]); sys.path[:] = given['path']; "
    "from archassist.documents.template_child import serve; serve(given)"
)


class OwnTemplate:
    """A template file of a team's own; other templates beside it may be included, and those in `folders`."""

    def __init__(self, path: Path, folders: Sequence[Path], seconds: float = SECONDS) -> None:
        if not path.is_file():
            raise ExportError(f"{path}: there is no such template.")
        self._path, self._folders, self._seconds = path, folders, seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._review: DocumentContext | None = None

    def render(self, *, review: DocumentContext, decision: DecisionDocument, **values: Any) -> str:
        """The document that the template makes. Raises ExportError that names template, line and fault.

        `values` are plain data; the review and its decisions go there once and are named from then on.
        """
        child = self._started()
        content = b"" if review is self._review else _pickled(review)
        self._review = review
        reply = self._asked(child, {"decision": decision.known.id, "values": values}, content)
        if "text" in reply:
            return tidy(str(reply["text"]))
        place = f"{reply.get('name') or self._path}:{reply.get('line') or ''}".rstrip(":")
        raise ExportError(f"{place}: {reply.get('fault', 'it cannot be rendered')}. Correct the template.")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        given = {
            # What stands for the folder of the moment is left out: it may be a stranger's, with modules of his own.
            "path": [each for each in sys.path if each],
            "template": str(self._path),
            "folders": [str(folder) for folder in self._folders],
            "seconds": self._seconds,
            "megabytes": MEGABYTES,
        }
        try:
            child = subprocess.Popen(
                [sys.executable, "-I", "-c", _CHILD, json.dumps(given)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", None) or error
            raise ExportError(f"{self._path}: no process can be started to render it in: {said}.") from None
        weakref.finalize(self, _end, child)
        self._child, self._review = child, None
        if not _within(STARTING, child, lambda: _receive(child)):
            raise ExportError(f"{self._path}: the process that renders it did not start.")
        return child

    def _asked(
        self, child: subprocess.Popen[bytes], request: dict[str, Any], content: bytes
    ) -> dict[str, Any]:
        def exchange() -> bytes:
            head = json.dumps(request).encode()
            assert child.stdin is not None
            child.stdin.write(b"%d %d\n" % (len(head), len(content)) + head + content)
            child.stdin.flush()
            return _receive(child)

        raw = _within(self._seconds * WAITED, child, exchange)
        if raw:
            with contextlib.suppress(ValueError):
                found = json.loads(raw)
                if isinstance(found, dict):
                    return found
        child.kill()
        child.wait()
        return {
            "fault": f"it takes longer than {self._seconds:g} seconds, or more than {MEGABYTES} MB of memory"
        }


def _within(seconds: float, child: subprocess.Popen[bytes], exchange: Any) -> bytes:
    """What the exchange gives; nothing when the child ends meanwhile, as it does when the time is over."""
    timer = threading.Timer(seconds, child.kill)
    timer.daemon = True
    timer.start()
    try:
        return bytes(exchange())
    except (OSError, ValueError):
        return b""
    finally:
        timer.cancel()


def _receive(child: subprocess.Popen[bytes]) -> bytes:
    """One reply: its length on a line, then so many bytes. Empty when there is none."""
    assert child.stdout is not None
    length = int(child.stdout.readline(20) or 0)
    return child.stdout.read(length) if 0 < length <= _LARGEST_REPLY else b""


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for stream in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()
    child.wait()


def _environment() -> dict[str, str]:
    """What a Python needs to start, and nothing that a person keeps there."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"OPENBLAS_NUM_THREADS": "1"}


def _pickled(review: DocumentContext) -> bytes:
    into = io.BytesIO()
    pickler = pickle.Pickler(into, protocol=5)
    pickler.dispatch_table = {MappingProxyType: lambda mapping: (dict, (dict(mapping),))}
    pickler.dump(review)
    return into.getvalue()
