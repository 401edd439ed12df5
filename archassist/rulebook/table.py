"""A table of a rule file, with its place, and how a fault at one of its keys is reported."""

from __future__ import annotations

from typing import Any

from archassist.expressions import ExpressionError
from archassist.rulebook.files import Document
from archassist.rulebook.models import Place
from archassist.rulebook.problems import Problem


class Table:
    """What stands at `path` of a file. `sound` until a fault is reported; `problems` gets the faults."""

    def __init__(self, document: Document, path: tuple[str, ...], data: Any, problems: list[Problem]) -> None:
        self.document = document
        self.path = path
        self.id = path[-1] if path else ""
        self.problems = problems
        self.sound = True
        self.written = data
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}

    @property
    def place(self) -> Place:
        """Where the table starts."""
        return Place(self.document.name, self.document.lines.of_table(self.path))

    def fault(self, key: str, message: str, remedy: str = "") -> None:
        """Report a fault of `key` ("" for the table itself; `a.b` for a key inside)."""
        self.fault_at(tuple(key.split(".")) if key else (), message, remedy)

    def fault_at(self, keys: tuple[str, ...], message: str, remedy: str = "") -> None:
        """Report a fault where `keys` lead from the table."""
        self.sound = False
        path = (*self.path, *keys)
        line = self.document.lines.of(path)
        self.problems.append(Problem(self.document.name, line, ".".join(path), message, remedy))

    def expression_fault(self, key: str, error: ExpressionError) -> None:
        """Report what the rule language found wrong."""
        said = str(error).rstrip(".")
        remedy = f'Did you mean "{error.nearest}"?' if error.nearest and error.nearest not in said else ""
        self.fault(key, said, remedy)
