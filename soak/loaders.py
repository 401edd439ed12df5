"""Every reader of what people or strangers wrote, with sound inputs to begin from and the errors that it may raise."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archassist.answers import AnswerError, read_answer
from archassist.answers.evidence_file import read_evidence
from archassist.answers.history_file import read_growth
from archassist.casebase import load_cases
from archassist.documents.assumptions import read_block
from archassist.expressions import CycleError, ExpressionError, compile_program, infer, parse
from archassist.expressions.types import Kind
from archassist.file_commit.journal import Journal, JournalEntry, JournalFault, read_journal
from archassist.records import MemoryFault, find_folder, merge, numbers_taken, read_memory, read_record
from archassist.records.text import decode
from archassist.rulebook import Rulebook, RulebookError, load
from archassist.session import Review, SessionError
from archassist.tui.recent_sessions import recent
from archassist.workflows.adopt import match
from archassist.workflows.merge import pool
from soak.whole import Template, checked, command

Load = Callable[[Path, bytes], Any]


@dataclass(frozen=True)
class Loader:
    """One reader. `share` is how many of a thousand inputs are for it."""

    name: str
    share: int
    seeds: Sequence[bytes]
    load: Load
    refuses: tuple[type[Exception], ...] = ()


class Bench:
    """Sound inputs of every kind: a session, a pack, an export, and what lies beside them."""

    def __init__(self, session: Path, pack: Path, cases: Path, docs: Path, rulebook: Rulebook) -> None:
        self.session, self.pack, self.cases, self.docs, self.rulebook = session, pack, cases, docs, rulebook
        self.number = rulebook.questions["mau_now"]
        self._names = dict(rulebook.types)

    def loaders(self) -> list[Loader]:
        """All of them."""
        return [*self._data(), *self._rules(), *self._records()]

    def _data(self) -> list[Loader]:
        session = self.session.read_bytes()
        return [
            Loader("session", 130, [session, _SESSION], _session, (SessionError, AnswerError)),
            Loader("command", 3, [session, _SESSION], command),
            Loader("merge", 10, [session, _SESSION], self._merge, (SessionError, AnswerError)),
            Loader("evidence.toml", 80, [_EVIDENCE_TOML], self._evidence("toml"), (AnswerError,)),
            Loader("evidence.json", 60, [_EVIDENCE_JSON], self._evidence("json"), (AnswerError,)),
            Loader("evidence.csv", 60, [_EVIDENCE_CSV], self._evidence("csv"), (AnswerError,)),
            Loader("history", 130, _HISTORIES, self._history, (AnswerError,)),
            Loader("typed", 100, _TYPED, self._typed, (AnswerError,)),
            Loader("recent", 10, [b'["/a/b.toml", "c.toml"]'], _recent),
        ]

    def _rules(self) -> list[Loader]:
        files = sorted(self.pack.rglob("*.toml"))
        cases = [path.read_bytes() for path in sorted(self.cases.glob("*.toml"))[:3]]
        return [
            *(
                Loader(
                    f"pack {path.name}",
                    40 // len(files),
                    [path.read_bytes()],
                    self._pack(path),
                    (RulebookError,),
                )
                for path in files
            ),
            Loader("case", 10, cases, self._case, (RulebookError,)),
            Loader("expression", 100, _EXPRESSIONS, self._expression, (ExpressionError, CycleError)),
        ]

    def _records(self) -> list[Loader]:
        documents = [path.read_bytes() for path in sorted(self.docs.glob("decisions/*.md"))[:6]]
        return [
            Loader("record", 60, [*documents, *_RECORDS], self._record),
            Loader(
                "memory",
                60,
                [(self.docs / ".archassist" / "lock.toml").read_bytes().partition(b"\n[document.b")[0]],
                _memory,
                (MemoryFault,),
            ),
            Loader("pointers", 35, _POINTERS, _pointers),
            Loader("journal", 25, [_journal()], _read_journal, (JournalFault,)),
            Loader("check", 5, [*documents, *_RECORDS], checked(self.session)),
            Loader("template", 1, Template.seeds, Template(self.session), Template.refuses),
            Loader("text merge", 5, documents, _text_merge),
            Loader("git", 5, _GIT, _git),
        ]

    # -- readers

    def _merge(self, folder: Path, text: bytes) -> object:
        other = folder / "mine.toml"
        shutil.copyfile(self.session, other)
        (folder / "theirs.toml").write_bytes(text)
        return pool([Review.open(other), Review.open(folder / "theirs.toml")], samples=32)

    def _evidence(self, kind: str) -> Load:
        def read(folder: Path, text: bytes) -> object:
            path = folder / f"e.{kind}"
            path.write_bytes(text)
            return read_evidence(path, self.rulebook)

        return read

    def _history(self, folder: Path, text: bytes) -> object:
        path = folder / "h.csv"
        path.write_bytes(text)
        return read_growth(path, self.number)

    def _typed(self, folder: Path, text: bytes) -> object:
        said = text.decode("utf-8", "replace")
        return [
            _answered(each, said) for each in list(self.rulebook.questions.values())[:: max(1, len(text) % 9)]
        ]

    def _pack(self, path: Path) -> Load:
        def read(folder: Path, text: bytes) -> object:
            shutil.copytree(self.pack, folder / "pack")
            (folder / "pack" / path.relative_to(self.pack)).write_bytes(text)
            return load(folder / "pack")

        return read

    def _case(self, folder: Path, text: bytes) -> object:
        (folder / "cases").mkdir()
        (folder / "cases" / "a.toml").write_bytes(text)
        return load_cases(folder, self.rulebook)

    def _expression(self, folder: Path, text: bytes) -> object:
        expression = parse(text.decode("utf-8", "replace"))
        names = {name: self._names[name] for name in expression.names if name in self._names}
        if infer(expression, names).kind is Kind.TEXT:
            return expression  # a pack in which one stands alone is refused by its checks
        program = compile_program({"it": expression}, names, list(names))
        numbers = all(each.kind is Kind.NUMBER for each in names.values())
        return program.row(dict.fromkeys(names, 1.0)) if numbers else program

    def _record(self, folder: Path, text: bytes) -> object:
        home = folder / "docs" / "adr"
        home.mkdir(parents=True)
        (home / "0007-x.md").write_bytes(text)
        record = read_record(home / "0007-x.md", text)
        record.shown.encode()
        read_block(record.text.lines)
        return match(find_folder(folder), self.rulebook)


def _session(folder: Path, text: bytes) -> object:
    path = folder / "s.toml"
    path.write_bytes(text)
    return Review.open(path)


def _answered(question: Any, text: str) -> object:
    try:
        return read_answer(question, text)
    except AnswerError:
        return None


def _recent(folder: Path, text: bytes) -> object:
    import os

    place = Path(os.environ["XDG_STATE_HOME"]) / "archassist"
    place.mkdir(parents=True, exist_ok=True)
    draft = place / f"recent.{os.getpid()}"
    draft.write_bytes(text)
    draft.replace(place / "recent.json")
    return recent()


def _memory(folder: Path, text: bytes) -> object:
    (folder / ".archassist").mkdir()
    (folder / ".archassist" / "lock.toml").write_bytes(text)
    return read_memory(folder)


def _pointers(folder: Path, text: bytes) -> object:
    for name in (".adr-dir", ".log4brains.yml", "catalog-info.yaml"):
        (folder / name).write_bytes(text)
    return find_folder(folder)


def _read_journal(folder: Path, text: bytes) -> object:
    path = folder / "journal.json"
    path.write_bytes(text)
    path.chmod(0o600)
    return read_journal(str(path))


def _text_merge(folder: Path, text: bytes) -> object:
    lines = decode(text).lines
    base = tuple(line for at, line in enumerate(lines) if at % 7)
    merged = merge(base, lines, base[::2])
    missing = set(lines) - set(merged.lines) - set(base)
    assert not missing, f"lines of a person are lost: {sorted(missing)[:3]}"
    return merged


def _git(folder: Path, text: bytes) -> object:
    git = folder / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "objects").mkdir()
    for name in ("HEAD", "config", "packed-refs", "refs/heads/main"):
        (git / name).write_bytes(text)
    return numbers_taken(folder / "decisions")


def _journal() -> bytes:
    entry = JournalEntry("decisions/0001-a.md", "", "0" * 64, "0")
    return Journal("/t", f".archassist-stage-{'0' * 32}", "moving", [entry], ["decisions"]).encode()


_SESSION = b"""# by hand
schema = 1

[review]
title = "A \xe2\x80\x9creview\xe2\x80\x9d" # a remark
priorities = ["cost"]

[answers]
mau_now = { low = 1000, high = 2000, grade = "measured", by = "ana", note = \"\"\"two
lines\"\"\" }
write_share = 0.1
rto_h = { out_of_scope = "nothing to recover" }
clients = ["public_api"]
surge_kind = "unknown"

[decisions.caching]
status = "accepted"
option = "shared_cache"
because = "slow"

[practices]
"db.index" = { status = "doing", owner = "ben" }

[risks.zone]
title = "One zone"
expires = 2027-01-31

[events.sale]
month = "2027-11"
factor = 3.0

[history]
2026-01 = 1000
2026-02 = 1200

[plan]
share = 0.3
"""
_EVIDENCE_TOML = (
    b'# measured\nmau_now = 120000\nwrite_share = "10%"\nrto_h = "1..4h"\nclients = ["public_api"]\n'
)
_EVIDENCE_JSON = b'{"mau_now": 120000, "write_share": 0.1, "rto_h": "4h", "clients": ["public_api"]}'
_EVIDENCE_CSV = b'id,value\nmau_now,120000\nwrite_share,"10%"\nrto_h,4h\n'
_HISTORIES = [
    b"month,users\n2025-01,1000\n2025-02,1100\n2025-03,1250\n",
    b"date;MAU\n2025-01-01;1'000\n2025-02-01;1'100\n",
    b'Month\tMonthly users\r\n"Jan 2025"\t"1,000"\r\n"Feb 2025"\t"1,100"\r\n',
    b"month,users,note\r2025-01,1k,a\r2025-02,2k,b\r",
]
_TYPED = [b"1.2k", b"10..50", b"$5-10k/month", b"3M/day", b"40%", b"~200", b"1h30", b"120.000", b"unknown", b"out of scope: x", b"web, mobile", b"2 TB"]  # fmt: skip
_EXPRESSIONS = [
    b"mau_now > 10 and write_share < 0.5",
    b"1 if engineers in (1, 2, 3) else min(2, max(engineers, 1))",
    b"known(mau_now) and not (0 < write_share <= 0.2)",
    b"-(mau_now ** 2 / (1 + engineers)) >= 1e6 or has(clients, 'public_api')",
]
_RECORDS = [
    b"# 7. Use Redis\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n\nSuperceded by [8](0008-x.md)\n\n## Decision\n\nWe use it.\n",
    b'---\nstatus: accepted\ndate: 2020-01-01\narchassist: caching\n---\n# Use Redis\n\nChosen option: "Redis", because.\n',
    b"# X\n\n- Status: draft\n- Date: 2020\n\n| status | accepted |\n|---|---|\n\nIt holds while each of these does:\n\n* `mau_now < 10`: x\n",
]
_POINTERS = [
    b"docs/adr\n",
    b"project:\n  name: x\n  adrFolder: ./docs/adr\n  packages:\n    - name: a\n      adrFolder: b\n",
    b"metadata:\n  annotations:\n    backstage.io/adr-location: docs/adr\n",
]
_GIT = [
    b"ref: refs/heads/main\n",
    b"0123456789012345678901234567890123456789 refs/heads/main\n",
    b"[core]\n  bare = true\n",
]
