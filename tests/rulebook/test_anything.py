"""Whatever stands in a pack, loading ends with a rulebook or with problems that have a place and words."""

import tomllib
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archassist.rulebook import Rulebook, RulebookError, load
from tests.trials import trials

from .packs import FILES, write

DATA = {name: tomllib.loads(text) for name, text in FILES.items()}
JUNK = st.one_of(
    st.none(),  # take the key away
    st.booleans(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.dates(),
    st.sampled_from(
        ["", "reads", "load > 1", "{load:ms}", "x" * 5000, "[red]", "\x1b[31m", "{{ 7*7 }}", "__import__"]
    ),
    st.text(max_size=12),
    st.lists(st.one_of(st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2)), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(-1, 1), max_size=2),
)


def _paths(data: dict[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in data.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += _paths(value, (*above, key))
    return found


PATHS = [(name, *path) for name, data in DATA.items() for path in _paths(data)]


def _loaded(files: dict[str, str | bytes]) -> Rulebook | RulebookError:
    with TemporaryDirectory() as folder:
        try:
            return load(write(Path(folder) / "rules", files))
        except RulebookError as error:
            return error


def _has_words(result: Rulebook | RulebookError) -> bool:
    if isinstance(result, Rulebook):
        return True
    return bool(result.problems) and all(problem.file and problem.message for problem in result.problems)


BLOCKS = ("questions/core.toml", "question", "blocks", "choices")
FIRES = ("decisions/reads_scale.toml", "rule", "reads_scale", "replicas", "load", "fires", "blocks")


@settings(max_examples=trials(150), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), JUNK), min_size=1, max_size=3))
@example([(BLOCKS, None), (FIRES, False)])
def test_any_value_anywhere(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    files = deepcopy(DATA)
    for path, junk in changes:
        table: Any = files
        for key in path[:-1]:
            table = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict):
            table.pop(path[-1], None)
            if junk is not None:
                table[path[-1]] = junk
    assert _has_words(_loaded({name: tomli_w.dumps(data) for name, data in files.items()}))


@settings(max_examples=trials(100), deadline=None)
@given(st.sampled_from(list(FILES)), st.data())
def test_any_bytes_anywhere(name: str, data: st.DataObject) -> None:
    content = FILES[name].encode()
    at = data.draw(st.integers(0, len(content)))
    cut = data.draw(st.integers(0, 40))
    extra = data.draw(
        st.one_of(st.binary(max_size=8), st.sampled_from([b'"', b'"""', b"'''", b"[", b"]", b"\n"]))
    )
    files: dict[str, str | bytes] = dict(FILES)
    files[name] = content[:at] + extra + content[at + cut :]
    assert _has_words(_loaded(files))
