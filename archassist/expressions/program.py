"""Many definitions compiled, in dependency order, into one straight-line function."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from archassist.expressions.checker import infer
from archassist.expressions.definition_order import order
from archassist.expressions.emitter import COLUMNS, ROW, Dialect, Emitter, known_names
from archassist.expressions.program_cache import Kept, ProgramParts
from archassist.expressions.row_functions import OPERATIONS
from archassist.expressions.syntax import Expression
from archassist.expressions.types import Type
from archassist.expressions.values import values_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

Plain = float | int | bool


class Program:
    """Definitions as one function, for a row of plain values and for columns of samples.

    Values are encoded: numbers as floats, flags as bools, a choice as its place among its choices, several
    choices as a bit mask. What `known(x)` tells is the input `known:x`, true when it is not given.
    """

    def __init__(
        self,
        definitions: Mapping[str, Expression],
        types: Mapping[str, Type],
        inputs: Sequence[str],
        kept: Kept | None = None,
    ) -> None:
        self.inputs: tuple[str, ...] = tuple(inputs)
        self._definitions = definitions
        self._types = dict(types)
        self._kept = kept
        self._key = kept.key(definitions, types, self.inputs) if kept else ""
        parts = kept.read(self._key) if kept else None
        self._unchecked = parts is not None
        if parts is None:
            asked = {
                f"known:{name}" for expression in definitions.values() for name in known_names(expression)
            }
            parts = ProgramParts(tuple(order(definitions, inputs)), tuple(sorted(asked)), {})
            self._check(parts.outputs)
        # What was kept has been checked before; its types are wanted again only for code that was not kept.
        self.outputs: tuple[str, ...] = parts.outputs
        self._flags, self._code = parts.flags, parts.code

    def _check(self, outputs: Sequence[str]) -> None:
        """Infers the types of what comes out. Raises ExpressionError for what does not check."""
        for name in outputs:
            inferred = infer(self._definitions[name], self._types)
            self._types.setdefault(name, inferred)

    def row(self, values: Mapping[str, Plain]) -> dict[str, Plain]:
        """Every definition's value for one row. Raises KeyError for an input that is not given."""
        found = self._blank.copy()  # as large as it will be: it need not grow name by name
        found.update(zip(self.outputs, self.results(values), strict=True))
        return found

    def beside(self, values: Mapping[str, Plain]) -> dict[str, Plain]:
        """These values and every definition's for one row, as one mapping. Raises KeyError like `row`."""
        found = dict(values)
        found.update(zip(self.outputs, self.results(values), strict=True))
        return found

    def one(self, name: str, values: Mapping[str, Any]) -> Plain:
        """The value of one definition for one row of which all is known. Raises KeyError like `row`."""
        found: Plain = self._row(self._inputs_of(values), self._all_known)[self._places[name]]
        return found

    def results(self, values: Mapping[str, Plain]) -> tuple[Any, ...]:
        """The values of `outputs` for one row, in order. Raises KeyError like `row`."""
        return self._row(self._inputs_of(values), [values.get(name, True) for name in self._flags])

    @cached_property
    def _blank(self) -> dict[str, Plain]:
        return dict.fromkeys(self.outputs, False)

    @cached_property
    def _inputs_of(self) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
        return values_of(self.inputs)

    @cached_property
    def _all_known(self) -> tuple[bool, ...]:
        return (True,) * len(self._flags)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.outputs)}

    def columns(self, values: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
        """Every definition's values for many rows; inputs are arrays of one length, or single values.

        What depends on no array comes back as an array of one value per row all the same (read-only).
        """
        import numpy as np

        found = self.ragged(values).values()
        given = [np.shape(values[name]) for name in self.inputs]
        flags = [np.shape(values.get(name, True)) for name in self._flags]
        shape = np.broadcast_shapes(*given, *flags) if given or flags else ()
        return {
            # Broadcasting is asked for only where it is needed: a thousand times would cost more than many rules.
            name: column
            if isinstance(column, np.ndarray) and column.shape == shape
            else np.broadcast_to(np.asarray(column), shape)
            for name, column in zip(self.outputs, found, strict=True)
        }

    def ragged(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Like `columns`, but what depends on no array comes back as one value: many rows often share most."""
        import numpy as np

        with np.errstate(all="ignore"):
            found = self._columns(*self._given(values))
        return dict(zip(self.outputs, found, strict=True))

    def again(
        self,
        values: Mapping[str, Any],
        before: Mapping[str, Any] | None = None,
        moved: Collection[str] = (),
    ) -> dict[str, Any]:
        """Like `ragged`, where only the inputs in `moved` (`known:x` with its x) differ from those that gave `before`.

        Without `before` everything is worked out.
        """
        import numpy as np

        if before is None:
            kept, same = [None] * len(self.outputs), [False] * len(self.outputs)
        else:
            mask = sum(1 << place for place, name in enumerate(self.inputs) if name in moved)
            kept, same = [before[name] for name in self.outputs], [not each & mask for each in self._behind]
        with np.errstate(all="ignore"):
            found = self._columns_again(*self._given(values), kept, same)
        return dict(zip(self.outputs, found, strict=True))

    def _given(self, values: Mapping[str, Any]) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
        import numpy as np

        given = [np.asarray(values[name]) for name in self.inputs]
        return given, [np.asarray(values.get(name, True), dtype=bool) for name in self._flags]

    @cached_property
    def _behind(self) -> tuple[int, ...]:
        """By output the inputs from which it follows, as a bit mask."""
        masks = {name: 1 << place for place, name in enumerate(self.inputs)}
        for name in self.outputs:
            expression = self._definitions[name]
            masks[name] = 0
            for each in (*expression.names, *known_names(expression)):
                masks[name] |= masks.get(each, 0)
        return tuple(masks[name] for name in self.outputs)

    @cached_property
    def _row(self) -> Callable[[Sequence[Any], Sequence[Any]], tuple[Any, ...]]:
        return self._compile(ROW, OPERATIONS)

    @cached_property
    def _columns(self) -> Callable[[Sequence[Any], Sequence[Any]], tuple[Any, ...]]:
        from archassist.expressions.column_functions import OPERATIONS as OF_COLUMNS

        return self._compile(COLUMNS, OF_COLUMNS)

    @cached_property
    def _columns_again(self) -> Callable[..., tuple[Any, ...]]:
        from archassist.expressions.column_functions import OPERATIONS as OF_COLUMNS

        return self._compile(COLUMNS, OF_COLUMNS, again=True)

    def _compile(
        self, dialect: Dialect, operations: Mapping[str, Callable[..., Any]], again: bool = False
    ) -> Callable[..., tuple[Any, ...]]:
        """One function of the whole program.

        With `again` it also takes what came out before, and for each output whether it stays.
        """
        name = f"{'row' if dialect is ROW else 'columns'}{' again' if again else ''}"
        if name not in self._code:
            self._code[name] = compile(self._source(dialect, again), "<rules>", "exec")
            if self._kept is not None:
                self._kept.write(self._key, ProgramParts(self.outputs, self._flags, dict(self._code)))
        scope: dict[str, Any] = {"__builtins__": {}, **operations}
        exec(self._code[name], scope)
        run: Callable[..., tuple[Any, ...]] = scope["run"]
        return run

    def _source(self, dialect: Dialect, again: bool) -> str:
        """The text holds numbers, operators and numbered variables only: nothing of what an author wrote."""
        if self._unchecked:
            self._check(self.outputs)
            self._unchecked = False
        variables = {name: f"i{place}" for place, name in enumerate(self.inputs)}
        variables |= {name: f"k{place}" for place, name in enumerate(self._flags)}
        variables |= {name: f"v{place}" for place, name in enumerate(self.outputs)}
        lines = ["def run(inputs, flags, before, same):" if again else "def run(inputs, flags):"]
        for names, source in ((self.inputs, "inputs"), (self._flags, "flags")):
            if names:
                lines.append(f"    {', '.join(variables[name] for name in names)}, = {source}")
        for place, name in enumerate(self.outputs):
            source = Emitter(self._definitions[name], self._types, variables, dialect).source()
            kept = f"before[{place}] if same[{place}] else " if again else ""
            lines.append(f"    {variables[name]} = {kept}{source}")
        lines.append(f"    return ({' '.join(variables[name] + ',' for name in self.outputs)})")
        return "\n".join(lines)


def compile_program(
    definitions: Mapping[str, Expression],
    types: Mapping[str, Type],
    inputs: Sequence[str],
    kept: Kept | None = None,
) -> Program:
    """Compile definitions over inputs of these types; definitions may read each other.

    What is in `kept` is taken from there. Raises CycleError when definitions need each other, and ExpressionError for
    what does not check.
    """
    return Program(definitions, types, inputs, kept)
