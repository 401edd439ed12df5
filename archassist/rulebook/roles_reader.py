"""Reads `[roles]` of `pack.toml`, and reports ids that do not exist or cannot play their role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archassist.expressions import Kind, Type, Unit
from archassist.rulebook.problems import Problem, did_you_mean, listed
from archassist.rulebook.roles import ABOUT, Roles

if TYPE_CHECKING:
    from archassist.rulebook.files import Document
    from archassist.rulebook.parts import Parts

TABLE = "roles"
"""The name of the table."""

_MONTH = Unit.parse("month")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What can play a role: how it is called, an example, the ids that exist, and whether it is a number."""

    called: str
    example: str
    known: Callable[[Parts], Iterable[str]]
    numeric: bool = True


_QUESTION = _Kind("question", '"a_question"', lambda parts: parts.questions)
_FIGURE = _Kind("question or fact", '"a_fact"', lambda parts: (*parts.questions, *parts.facts))
_ANSWER = _Kind("question", '"a_question"', lambda parts: parts.questions, numeric=False)
_DECISION = _Kind("decision", '"a_decision"', lambda parts: parts.decisions, numeric=False)
_PARAMETER = _Kind("parameter", '"a_parameter"', lambda parts: parts.parameters)
_OPTION = _Kind("option", '"decision.option"', lambda parts: parts.options, numeric=False)

_KINDS: Mapping[str, _Kind] = {
    **dict.fromkeys(("users_now", "users_in_a_year", "users_ceiling"), _QUESTION),
    **dict.fromkeys(("people_now", "people_in_a_year", "data_now", "data_added"), _QUESTION),
    **dict.fromkeys(("operations_capacity", "operations_base"), _FIGURE),
    "learning": _PARAMETER,
    **dict.fromkeys(("charted", "charted_in_documents", "money"), _FIGURE),
    "overscaling": _OPTION,
    "sizing": _ANSWER,
    "authored": _DECISION,
}
_LISTS = ("charted", "charted_in_documents", "money", "overscaling", "sizing", "authored")

_TOGETHER = {
    "users_now": ("users_in_a_year", "users_ceiling"),
    "users_in_a_year": ("users_now", "users_ceiling"),
    "users_ceiling": ("users_now", "users_in_a_year"),
    "people_in_a_year": ("people_now",),
    "data_now": ("data_added",),
    "data_added": ("data_now",),
    "operations_base": ("operations_capacity",),
}
"""Roles that mean nothing without others."""

_SAME_UNIT = {
    "users_in_a_year": "users_now",
    "users_ceiling": "users_now",
    "people_in_a_year": "people_now",
    "operations_base": "operations_capacity",
}


def read_roles(
    documents: Sequence[Document], parts: Parts, types: Mapping[str, Type], problems: list[Problem]
) -> Roles:
    """The roles of all packs together: a later one replaces role by role. Faults are added to `problems`.

    `types` are those of all sound names; what is declared but faulty itself is not judged here.
    """
    reader = _Reader(parts, types, problems)
    for document in documents:
        if document.top and document.name.endswith("/pack.toml") and document.data:
            reader.read(document, document.data.get(TABLE, {}))
    reader.check_together()
    return Roles(**reader.roles)


class _Reader:
    """Roles as they are read, each with the file that named it."""

    def __init__(self, parts: Parts, types: Mapping[str, Type], problems: list[Problem]) -> None:
        self.roles: dict[str, Any] = {}
        self._named_in: dict[str, Document] = {}
        self._parts, self._types, self._problems = parts, types, problems

    def read(self, document: Document, table: Any) -> None:
        """The table of one pack."""
        if not isinstance(table, dict):
            self._fault(document, "", "must be a table", 'Write [roles] and below it role = "id".')
            return
        for role, given in table.items():
            self._named_in[role] = document
            if role not in _KINDS:
                remedy = did_you_mean(role, ABOUT, f"Roles: {', '.join(ABOUT)}.")
                self._fault(document, role, "unknown role", remedy)
            elif (ids := self._ids(role, given)) is not None:
                fitting = [id for id in ids if self._fits(role, id)]
                if fitting:
                    self.roles[role] = tuple(fitting) if role in _LISTS else fitting[0]

    def _ids(self, role: str, given: Any) -> list[str] | None:
        document, example = self._named_in[role], _KINDS[role].example
        if role not in _LISTS:
            if isinstance(given, str) and given:
                return [given]
            self._fault(document, role, "must be the id of one object", f"Write {role} = {example}.")
        elif isinstance(given, list) and all(isinstance(id, str) for id in given):
            twice = [id for id in dict.fromkeys(given) if given.count(id) > 1]
            if not twice:
                return given
            self._fault(document, role, f'"{twice[0]}" is listed twice', "Remove one.")
        else:
            self._fault(document, role, "must be a list of ids", f"Write {role} = [{example}].")
        return None

    def _fits(self, role: str, id: str) -> bool:
        kind, document = _KINDS[role], self._named_in[role]
        known = list(kind.known(self._parts))
        if id not in known:
            if not self._declared(kind, id):
                remedy = did_you_mean(id, known, "Name one that exists, or leave the role out.")
                self._fault(document, role, f'unknown {kind.called} "{id}"', remedy)
            return False
        type = self._types.get(id)
        if kind.numeric and type is not None and type.kind is not Kind.NUMBER:
            remedy = f"Name a {kind.called} that is a number."
            self._fault(document, role, f'"{id}" is {type}, not a number', remedy)
            return False
        return True

    def _declared(self, kind: _Kind, id: str) -> bool:
        """Whether it stands in a file that could not be read, which has been reported."""
        return any(self._parts.knows(each, id) for each in kind.called.split(" or "))

    def check_together(self) -> None:
        """Report roles without those that they need, and units that do not fit together."""
        for role, needed in _TOGETHER.items():
            missing = [each for each in needed if each not in self._named_in]
            if role in self.roles and missing:
                said = f"means nothing without {listed(missing)}"
                self._fault(self._named_in[role], role, said, f"Add {missing[0]} = ..., or leave both out.")
        charted = self.roles.get("charted", ())
        for id in self.roles.get("charted_in_documents", ()):
            if id not in charted:
                role = "charted_in_documents"
                self._fault(
                    self._named_in[role], role, f'"{id}" is not charted', f'Add "{id}" to charted, too.'
                )
        for role, like in _SAME_UNIT.items():
            self._check_unit(role, self._unit(like), like)
        stock = self._unit("data_now")
        self._check_unit("data_added", stock and stock / _MONTH, "data_now, a month")

    def _unit(self, role: str) -> Unit | None:
        type = self._types.get(self.roles.get(role, ""))
        return type.unit if type else None

    def _check_unit(self, role: str, wanted: Unit | None, like: str) -> None:
        given = self._unit(role)
        if given is not None and wanted is not None and given != wanted:
            said = f'"{self.roles[role]}" is in {given or 1}, not in {wanted or 1}'
            self._fault(self._named_in[role], role, said, f"It is counted like {like}.")

    def _fault(self, document: Document, role: str, message: str, remedy: str) -> None:
        path = (TABLE, role) if role else (TABLE,)
        line = document.lines.of(path)
        self._problems.append(Problem(document.name, line, ".".join(path), message, remedy))
