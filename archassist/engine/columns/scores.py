"""What fired rules say of every decision in many futures at once: scores, what is out, floors and operating points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archassist.dataclass_later import dataclass
from archassist.engine.columns.requirements import narrow
from archassist.engine.compiled import Compiled
from archassist.engine.program_names import Names
from archassist.engine.strengths import SIGNS, Strengths
from archassist.rulebook import POINT, Decision, Rule

NEVER = np.int32(-100_000_000)
"""The score of what is not allowed, and of options that a decision does not have."""

Places = NDArray[Any] | int
"""A decision by its place, or one for each row."""

Rows = NDArray[Any] | slice
"""Some rows by their numbers, or a stretch of them."""


@dataclass(frozen=True, slots=True)
class Points:
    """Operating points of options: `same` in every row (options x decisions), and those that vary, by decision."""

    same: NDArray[Any]
    varying: Mapping[int, NDArray[Any]]

    def below(self, decisions: Places, rows: NDArray[Any], options: int) -> NDArray[Any]:
        """The points of the first options of a decision, or of one decision for each row: options x rows.

        One column that holds in every row where they do not vary.
        """
        if isinstance(decisions, int):
            if decisions in self.varying:
                return self.varying[decisions][:options].take(rows, axis=1)
            return self.same[:options, decisions, None]
        found = self.same[:options].take(decisions, axis=1)
        for decision, points in self.varying.items():
            mine = np.flatnonzero(decisions == decision)
            if len(mine):
                found[:, mine] = points[:options].take(rows[mine], axis=1)
        return found

    def taken(self, decisions: Places, options: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
        """The points of what a decision takes in some rows, or of what one decision for each row takes."""
        if isinstance(decisions, int):
            if decisions in self.varying:
                varying: NDArray[Any] = self.varying[decisions][options, rows]
                return varying
            return self.same[:, decisions].take(options)
        found: NDArray[Any] = self.same.take(options.astype(np.intp) * self.same.shape[1] + decisions)
        for decision, points in self.varying.items():
            mine = np.flatnonzero(decisions == decision)
            if len(mine):
                found[mine] = points[options[mine], rows[mine]]
        return found


@dataclass(frozen=True, slots=True)
class ScoredCases:
    """Scores and what is out: options x decisions x rows; floors: decisions x rows; base and capacity by row.

    Options that a decision does not have are out, with the score NEVER.
    """

    scores: NDArray[Any]
    out: NDArray[Any]
    floors: NDArray[Any]
    points: Points
    base: NDArray[Any]
    capacity: NDArray[Any]


def blank(sizes: Sequence[int], rows: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Scores, what is out, and floors of decisions with so many options, before any rule has spoken."""
    shape = (max(sizes, default=0), len(sizes), rows)
    scores, out = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=bool)
    for decision, size in enumerate(sizes):
        scores[size:, decision], out[size:, decision] = NEVER, True
    return scores, out, np.zeros(shape[1:], dtype=np.int8)


def repeated(array: NDArray[Any], times: int) -> NDArray[Any]:
    """So many copies beside each other, before the last axis."""
    shape = (*array.shape[:-1], times, array.shape[-1])
    return np.broadcast_to(array[..., None, :], shape).copy()


def at_issue_somewhere(compiled: Compiled, columns: Mapping[str, Any]) -> tuple[int, ...]:
    """The places of the decisions that are at issue in some row: the others take their first option, which costs and
    requires nothing, and of which nothing is required."""
    gates = enumerate(_gate(compiled, decision) for decision in compiled.decisions)
    return tuple(place for place, gate in gates if gate is None or np.any(columns[gate]))


def cases_of(
    compiled: Compiled, columns: Mapping[str, Any], rows: int, places: Sequence[int] | None = None
) -> ScoredCases:
    """What fired rules say of every decision, or of those at these places alone, in every row.

    Columns may be one value that holds in every row.
    """
    names = compiled.names if places is None else tuple(compiled.names[place] for place in places)
    scores, out, floors = blank([len(each.decision.options) for each in names], rows)
    terms = _terms(compiled, columns)
    for number, place in enumerate(range(len(names)) if places is None else places):
        size = len(names[number].decision.options)
        _speak(compiled, place, columns, terms, scores[:size, number], out[:size, number], floors[number])
    points = Points(np.zeros(scores.shape[:2]), {})
    points = _points_again(names, columns, (1, rows), points, range(len(names)))
    return ScoredCases(scores, out, floors, points, *_carried(compiled, columns, (1, rows)))


def cases_again(
    compiled: Compiled,
    columns: Mapping[str, Any],
    before: Mapping[str, Any],
    like: ScoredCases,
    reading: Iterable[int],
    times: int,
) -> tuple[ScoredCases, list[int], NDArray[Any]]:
    """The same for so many changes of what columns said `before`, which gave `like`, one after the other.

    Columns are one value, one for each row, or changes x rows. Only decisions in `reading`, by their places, may have
    changed; also says which of them did, and in which rows anything did.
    """
    rows = len(like.base)
    scores, out, floors = (repeated(each, times) for each in (like.scores, like.out, like.floors))
    differs = np.zeros((times, rows), dtype=bool)
    moved, lighter = [], []
    terms = _terms(compiled, columns)
    for place in reading:
        names = compiled.names[place]
        decision, size = names.decision, len(names.points)
        changed = [(name, rule) for name, rule, _ in names.rules if _moved(name, columns, before, differs)]
        gate = _gate(compiled, decision)
        gated = gate is not None and _moved(gate, columns, before, differs)
        points = [each for each in names.points if isinstance(each, str)]
        if [each for each in points if _moved(each, columns, before, differs)]:
            lighter.append(place)
        strengths, tests = compiled.strengths[place], compiled.tests[place]
        asked = {name for test in tests for name in test.names}
        asks = [each for each in sorted(asked) if _moved(each, columns, before, differs)]
        leans = [each for each in strengths.leans if _moved(f"lean {each}", columns, before, differs)]
        if not changed and not leans and not asks and not gated:
            continue
        moved.append(place)
        mine = scores[:size, place], out[:size, place], floors[place]
        afresh = bool(asks) or gated or any(rule.says not in SIGNS for _, rule in changed)
        if afresh or compiled.preferences.of(decision.id):
            mine[0][:], mine[1][:], mine[2][:] = 0, False, 0
            _speak(compiled, place, columns, terms, *mine)
            continue
        for name, rule in changed:
            weight, reach = np.int32(strengths.rules[rule.id]), strengths.reach[rule.id]
            more, less = columns[name] * weight, before[name] * weight
            for option in reach:
                mine[0][option] += more
                mine[0][option] -= less
        for name in leans:
            values = strengths.leans[name]
            now, then = columns[f"lean {name}"], before[f"lean {name}"]
            for score, value in zip(mine[0], values, strict=True):
                if value:
                    score += leaning(value, now)
                    score -= leaning(value, then)
    roles = compiled.rulebook.roles
    for name in (roles.operations_base, roles.operations_capacity):
        _moved(name, columns, before, differs)
    points_again = _points_again(compiled.names, columns, (times, rows), like.points, lighter)
    flat = (*scores.shape[:2], times * rows)
    found = ScoredCases(
        scores.reshape(flat),
        out.reshape(flat),
        floors.reshape(flat[1:]),
        points_again,
        *_carried(compiled, columns, (times, rows)),
    )
    return found, sorted({*moved, *lighter}), differs.ravel()


def _gate(compiled: Compiled, decision: Decision) -> str | None:
    """The column that says in which rows a decision is at issue; None where it is in all of them."""
    return None if compiled.always_at_issue(decision) else f"at issue {decision.id}"


def _terms(compiled: Compiled, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The sizes of answers that tell anything: most are 0 in all rows, since nobody answered."""
    terms = {name: columns[f"lean {name}"] for name in compiled.terms}
    return {name: term for name, term in terms.items() if np.ndim(term) or term}


def leaning(value: int, term: Any) -> Any:
    """What a term adds to an option: whole hundredths of a point, as for one profile (`Engine`)."""
    return (
        np.rint(value * term).astype(np.int32)
        if np.asarray(term).dtype.kind == "f"
        else np.int32(value) * term
    )


def _moved(name: str, columns: Mapping[str, Any], before: Mapping[str, Any], differs: NDArray[Any]) -> bool:
    """Whether a column is not what it was; where it is not, is added to `differs`."""
    now, then = columns.get(name), before.get(name)
    if now is then:
        return False
    other = np.not_equal(now, then)  # type: ignore[arg-type]
    if not other.any():
        return False
    differs |= other
    return True


def _carried(
    compiled: Compiled, columns: Mapping[str, Any], shape: tuple[int, int]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The load that is there whatever is chosen, and what the team carries: any, where a pack does not say."""
    roles = compiled.rulebook.roles
    base = columns.get(roles.operations_base, 0.0)
    capacity = columns.get(roles.operations_capacity, np.inf)
    return _flat(base, shape), _flat(capacity, shape)


def _flat(column: Any, shape: tuple[int, int]) -> NDArray[Any]:
    whole: NDArray[Any] = np.broadcast_to(np.asarray(column, dtype=float), shape).reshape(-1)
    return whole


def _speak(
    compiled: Compiled,
    place: int,
    columns: Mapping[str, Any],
    terms: Mapping[str, Any],
    scores: NDArray[Any],
    out: NDArray[Any],
    floor: NDArray[Any],
) -> None:
    """Lets all speak that speaks for or against options of the decision at this place: options x rows."""
    names, strengths, tests = compiled.names[place], compiled.strengths[place], compiled.tests[place]
    decision = names.decision
    gate = _gate(compiled, decision)
    if gate is not None and np.ndim(columns[gate]) == 0 and not columns[gate]:
        out[1:] = True  # at issue in no row: what else speaks is heard by nobody
        return
    weighed: list[tuple[Any, Rule]] = []
    for name, rule, option in names.rules:
        fired = columns[name]
        if not np.ndim(fired) and not fired:
            continue
        if rule.says in SIGNS:
            weighed.append((fired, rule))
        elif rule.says == "rules_out":
            out[option] |= fired
        else:
            np.maximum(floor, np.int8(option) * fired, out=floor)
    _add_up(strengths, weighed, terms, scores)
    wished = compiled.preferences.of(decision.id)
    if wished:
        spoken = (floor > 0) | scores.any(axis=0) | out.any(axis=0)
        for option, points_more in enumerate(wished):
            if points_more:
                scores[option] += spoken * np.int32(points_more * POINT)
    if gate is not None:
        out[0] &= columns[gate]
        out[1:] |= np.logical_not(columns[gate])
    if tests:
        narrow(tests, columns, out)


def _add_up(
    strengths: Strengths,
    weighed: Sequence[tuple[Any, Rule]],
    terms: Mapping[str, Any],
    scores: NDArray[Any],
) -> None:
    """Adds bases, what rules that fire add, and what the size of answers says by itself.

    What is the same in all rows is added up first. Rules that fire in some rows are added as one product of matrices, which
    takes half the time of one rule after the other. Sums of whole numbers are exact in floats, whatever their order.
    """
    every = (-1, *(1,) * (scores.ndim - 1))
    same = list(strengths.base)
    leaning = [(terms[name], values) for name, values in strengths.leans.items() if name in terms]
    for term, values in leaning:
        if not np.ndim(term):
            same = [one + round(value * float(term)) for one, value in zip(same, values, strict=True)]
    firing = []
    for fired, rule in weighed:
        if np.ndim(fired):
            firing.append((fired, rule))
        else:
            for place in strengths.reach[rule.id]:
                same[place] += strengths.rules[rule.id]
    total = np.empty(scores.shape)
    total[:] = np.array(same, dtype=float).reshape(every)
    if firing:
        fires, weights = np.empty((len(firing), *scores.shape[1:])), np.zeros((len(scores), len(firing)))
        for number, (fired, rule) in enumerate(firing):
            reach = strengths.reach[rule.id]
            fires[number] = fired
            weights[reach.start : reach.stop, number] = strengths.rules[rule.id]
        total += (weights @ fires.reshape(len(firing), -1)).reshape(scores.shape)
    part = np.empty(scores.shape)
    for term, values in leaning:
        if np.ndim(term):
            np.multiply(np.array(values, dtype=float).reshape(every), term, out=part)
            total += np.rint(part, out=part)
    scores += total.astype(np.int32)


def _points_again(
    names: Sequence[Names],
    columns: Mapping[str, Any],
    shape: tuple[int, int],
    like: Points,
    unlike: Iterable[int],
) -> Points:
    """Operating points as they are in `like`, but for the decisions in `unlike`; `shape` is changes x rows."""
    same = like.same.copy()
    varying = {place: np.tile(points, (1, shape[0])) for place, points in like.varying.items()}
    for place in unlike:
        varying.pop(place, None)
        for number, each in enumerate(names[place].points):
            points = columns[each] if isinstance(each, str) else each
            if np.ndim(points) and place not in varying:
                varying[place] = np.repeat(same[:, place, None], shape[0] * shape[1], axis=1)
            if place in varying:
                varying[place][number] = _flat(points, shape)
            else:
                same[number, place] = points
    return Points(same, varying)
