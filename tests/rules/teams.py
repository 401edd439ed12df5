"""Random teams."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from archassist.engine import Engine, Exact


def teams(engine: Engine, *asked: str, **fixed: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Exact answers within their ranges: to any questions, or always to those in `asked`; `fixed` are given."""
    each: dict[str, st.SearchStrategy[Any]] = {}
    for question in engine.rulebook.questions.values():
        value: st.SearchStrategy[Any]
        if question.levels:
            value = st.sampled_from(question.levels)
        elif question.type == "choice":
            value = st.sampled_from(list(question.choices))
        elif question.type == "choices":
            value = st.frozensets(st.sampled_from(list(question.choices)))
        else:
            assert question.range is not None
            low, high = question.range
            # Half of them small: over the whole range nearly every team would be a giant.
            value = st.one_of(st.floats(low, high), st.floats(low, low + (high - low) * 1e-3))
        each[question.id] = value.map(Exact)
    for name, given in fixed.items():
        each[name] = st.just(Exact(given))
    always = {name: each.pop(name) for name in (*asked, *fixed)}
    return st.fixed_dictionaries(always, optional=each)
