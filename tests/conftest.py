"""What several groups of tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command sets it, before anything imports NumPy

from archassist.casebase import Backtest, backtest, load_cases
from archassist.engine import Engine
from archassist.rulebook import Rulebook
from archassist.session import Review, engine_for, rulebooks, shipped_rulebook
from archassist.session.derived import Results
from archassist.shipped import rules_folder
from tests import shared_results
from tests.undecided import sharing, undecided

rulebooks._cache()  # that of whoever runs the tests, before they get folders of their own


@pytest.fixture(scope="session", autouse=True)
def folders_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests and the commands they start keep lies in folders of theirs, not in those of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(scope="session", autouse=True)
def fewer_futures() -> Iterator[None]:
    """Reviews of the tests are foreseen with an eighth of the futures, which take an eighth of the time.

    The documents in docs/examples, and what commands of their own process print, are made with all.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Review, "samples", 256)
        yield


@pytest.fixture(scope="module", autouse=True)
def worked_out_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """See `shared_results`."""
    if request.path.parent.name in shared_results.ROOMS:
        with shared_results.sharing():
            yield
    else:
        yield


@pytest.fixture
def worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that compare what is worked out twice: nothing is shared."""
    monkeypatch.setattr(shared_results, "kept_of", lambda *of: {})


@pytest.fixture(scope="session")
def shipped() -> Rulebook:
    """The rules that ship."""
    return shipped_rulebook()


@pytest.fixture(scope="session")
def engine(shipped: Rulebook) -> Engine:
    """The engine of the rules that ship."""
    made: Engine = engine_for(shipped)
    return made


@pytest.fixture(scope="session")
def advice_to_cases(engine: Engine, shipped: Rulebook) -> Backtest:
    """The advice to every company of the published cases, each for itself."""
    return backtest(engine, load_cases(rules_folder(), shipped))


@pytest.fixture(scope="session")
def worked_out() -> dict[str, Results]:
    """What follows from the answers of the examples, worked out once for all tests."""
    return {}


@pytest.fixture
def example(tmp_path: Path, worked_out: dict[str, Results]) -> Callable[[str], Review]:
    """Makes a review from the answers of a shipped example, with nothing decided."""
    return lambda name: sharing(undecided(name, tmp_path / f"{name}.toml"), worked_out, name)
