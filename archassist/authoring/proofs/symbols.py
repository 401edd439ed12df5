"""Expressions of the rule language as formulas of the solver.

Numbers are real numbers, choices are whole numbers from 0, a set of choices is one flag for each. What the solver
cannot reason about (logarithms, roots, powers that are not whole) becomes an unknown number: the formula then allows
more than the program does, so that a proof that nothing satisfies it still holds.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from archassist.expressions import Expression, Kind
from archassist.expressions.checker import Checker
from archassist.expressions.syntax import function_name
from archassist.rulebook import Rulebook

SECONDS = 5.0
"""How long the solver may think about one question."""


class MissingProver(ImportError):
    """z3 is not installed."""


def solver_library() -> Any:
    """The z3 module. Raises MissingProver with what to do."""
    try:
        import z3
    except ImportError:
        raise MissingProver(
            "Proofs need the z3 solver. Install it: python -m pip install 'archassist[prove]'"
        ) from None
    return z3


def beyond_solver(expression: Expression) -> bool:
    """Whether an expression has parts that become unknown numbers."""
    for node in ast.walk(expression.tree):
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Pow)
            and not isinstance(node.right, ast.Constant)
        ):
            return True
        if isinstance(node, ast.Call) and function_name(node) in _OPAQUE:
            return True
    return False


_OPAQUE = frozenset({"log", "log2", "log10", "exp", "sqrt", "size", "safe_util"})


class Symbols:
    """Formulas over one pack. Names in `free` are unknowns of their own; other facts are their formulas."""

    def __init__(self, rulebook: Rulebook, free: Iterable[str] = (), suffix: str = "") -> None:
        self._z3 = solver_library()
        self._rulebook = rulebook
        self._free = frozenset(free)
        self._suffix = suffix
        self._names: dict[str, Any] = {}
        self._known: dict[str, Any] = {}
        self._formulas: dict[ast.expr, Any] = {}
        self._unknowns = 0
        self.bounds: list[Any] = []
        """What is true of every unknown: it lies in the range of its question."""

    def formula(self, expression: Expression) -> Any:
        """A condition as a formula."""
        return self._made(expression.tree)

    def name(self, name: str) -> Any:
        """The formula of a name."""
        if name not in self._names:
            self._names[name] = self._new(name)
        return self._names[name]

    def share(self, other: Symbols, names: Iterable[str]) -> None:
        """Take these names from other symbols, so that both formulas speak of the same team."""
        for name in names:
            self._names[name] = other.name(name)
        self._known = other._known

    def codes(self, model: Any) -> dict[str, Any]:
        """The answers of a model, as codes of the program; only of questions that occur."""
        found: dict[str, Any] = {}
        for name, formula in self._names.items():
            if name in self._rulebook.questions or name in self._free:
                found[name] = self._code(name, formula, model)
        for name, flag in self._known.items():
            found[f"known:{name}"] = self._z3.is_true(model.eval(flag, model_completion=True))
        return found

    def _code(self, name: str, formula: Any, model: Any) -> Any:
        z3, kind = self._z3, self._rulebook.types[name].kind
        if kind is Kind.CHOICES:
            return sum(
                1 << place
                for place, flag in enumerate(formula)
                if z3.is_true(model.eval(flag, model_completion=True))
            )
        value = model.eval(formula, model_completion=True)
        if kind is Kind.FLAG:
            return z3.is_true(value)
        if kind is Kind.CHOICE:
            return int(value.as_long())
        if z3.is_algebraic_value(value):
            value = value.approx(20)
        return float(value.as_fraction())

    def _new(self, name: str) -> Any:
        z3, rulebook = self._z3, self._rulebook
        if name in rulebook.parameters:
            return z3.RealVal(repr(float(rulebook.parameters[name].value)))
        if name in rulebook.facts and name not in self._free:
            return self._made(rulebook.facts[name].expression.tree)
        type, label = rulebook.types[name], name + self._suffix
        if type.kind is Kind.FLAG:
            return z3.Bool(label)
        if type.kind is Kind.CHOICES:
            return [z3.Bool(f"{label}.{choice}") for choice in type.choices]
        if type.kind is Kind.CHOICE:
            place = z3.Int(label)
            self.bounds += [place >= 0, place < len(type.choices)]
            return place
        number = z3.Real(label)
        question = rulebook.questions.get(name)
        if question and question.levels:
            self.bounds.append(z3.Or([number == z3.RealVal(repr(level)) for level in question.levels]))
        elif question and question.range:
            low, high = question.range
            self.bounds += [number >= z3.RealVal(repr(low)), number <= z3.RealVal(repr(high))]
        return number

    def _unknown(self) -> Any:
        self._unknowns += 1
        return self._z3.Real(f"unknown{self._unknowns}{self._suffix}")

    def _made(self, node: ast.expr) -> Any:
        """The formula of a part, made once however often it is read; a set of choices is one flag for each."""
        if node not in self._formulas:
            self._formulas[node] = getattr(self, f"_{type(node).__name__.lower()}")(node)
        return self._formulas[node]

    def _name(self, node: ast.Name) -> Any:
        return self.name(node.id)

    def _constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, bool):
            return self._z3.BoolVal(node.value)
        if isinstance(node.value, str):
            return node.value
        assert isinstance(node.value, (int, float))
        return self._z3.RealVal(repr(float(node.value)))

    def _boolop(self, node: ast.BoolOp) -> Any:
        parts = [self._made(each) for each in node.values]
        return self._z3.And(parts) if isinstance(node.op, ast.And) else self._z3.Or(parts)

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        inner = self._made(node.operand)
        if isinstance(node.op, ast.Not):
            return self._z3.Not(inner)
        return -inner if isinstance(node.op, ast.USub) else inner

    def _ifexp(self, node: ast.IfExp) -> Any:
        test, body, orelse = (self._made(each) for each in (node.test, node.body, node.orelse))
        if isinstance(body, list):
            return [self._z3.If(test, *flags) for flags in zip(body, orelse, strict=True)]
        return self._z3.If(test, body, orelse)

    def _binop(self, node: ast.BinOp) -> Any:
        left, right = self._made(node.left), self._made(node.right)
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.Div):
            return left / right
        return self._power(left, right)

    def _power(self, base: Any, exponent: Any) -> Any:
        z3 = self._z3
        exponent = z3.simplify(exponent)
        if z3.is_rational_value(exponent) and exponent.denominator_as_long() == 1:
            count = exponent.numerator_as_long()
            if 0 <= count <= 8:
                product: Any = z3.RealVal(1)
                for _ in range(count):
                    product = product * base
                return product
        positive = self._unknown()
        self.bounds.append(z3.Implies(base > 0, positive > 0))
        return positive

    def _compare(self, node: ast.Compare) -> Any:
        parts = []
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._compared(left, operator, right))
            left = right
        return parts[0] if len(parts) == 1 else self._z3.And(parts)

    def _compared(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Any:
        z3 = self._z3
        if isinstance(operator, (ast.In, ast.NotIn)):
            found = self._contained(left, right)
            return z3.Not(found) if isinstance(operator, ast.NotIn) else found
        one, other = self._places(left, right)
        if isinstance(operator, ast.Eq):
            return one == other
        if isinstance(operator, ast.NotEq):
            return one != other
        if isinstance(operator, ast.Lt):
            return one < other
        if isinstance(operator, ast.LtE):
            return one <= other
        return one > other if isinstance(operator, ast.Gt) else one >= other

    def _contained(self, left: ast.expr, right: ast.expr) -> Any:
        z3 = self._z3
        if isinstance(right, ast.Tuple):
            return z3.Or([self._compared(left, ast.Eq(), each) for each in right.elts])
        assert isinstance(left, ast.Constant)
        return self._made(right)[self._choices(right).index(str(left.value))]

    def _places(self, left: ast.expr, right: ast.expr) -> tuple[Any, Any]:
        """Both sides, a choice id as its place among the choices of the other side."""
        one, other = self._made(left), self._made(right)
        if isinstance(other, str):
            return one, self._place(left, other)
        if isinstance(one, str):
            return self._place(right, one), other
        return one, other

    def _place(self, side: ast.expr, choice: str) -> Any:
        return self._z3.IntVal(self._choices(side).index(choice))

    def _choices(self, node: ast.expr) -> tuple[str, ...]:
        """The ids that a choice, or a set of choices, can have."""
        return Checker(Expression("", node, frozenset()), self._rulebook.types).type(node).choices

    def _call(self, node: ast.Call) -> Any:
        z3, name = self._z3, function_name(node)
        if name == "known":
            asked = node.args[0]
            assert isinstance(asked, ast.Name)
            return self._known.setdefault(asked.id, z3.Bool(f"known {asked.id}"))
        if name == "has":
            return self._contained(node.args[1], node.args[0])
        values = [self._made(each) for each in node.args]
        if name in ("min", "max"):
            best = values[0]
            for each in values[1:]:
                best = z3.If(each < best, each, best) if name == "min" else z3.If(each > best, each, best)
            return best
        if name == "clamp":
            number, low, high = values
            return z3.If(number < low, low, z3.If(number > high, high, number))
        if name == "abs":
            return z3.If(values[0] < 0, -values[0], values[0])
        if name == "floor":
            return z3.ToReal(z3.ToInt(values[0]))
        if name == "ceil":
            return -z3.ToReal(z3.ToInt(-values[0]))
        return self._unknown()


def satisfied(bounds: Iterable[Any], *formulas: Any) -> tuple[str, Any]:
    """Whether anything satisfies the formulas: "sat" with a model, "unsat", or "unknown" when time ran out."""
    z3 = solver_library()
    solver = z3.Solver()
    solver.set("timeout", int(SECONDS * 1000))
    solver.set("random_seed", 1)
    solver.add(*bounds)
    solver.add(*formulas)
    answer = str(solver.check())
    return answer, solver.model() if answer == "sat" else None
