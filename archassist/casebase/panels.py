"""Made-up teams that experts judged: judgement, not what anybody did, and called so.

Published cases favour growth and leave many decisions with few of them. A panel names the option that each of several
experts would advise a team for the coming twelve months. A third of the teams, chosen by the digest of their ids, is for
checking: nothing is learned from them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from archassist.engine import Belief, BeliefError, Engine, Exact, Range
from archassist.rulebook import Problem, Rulebook, RulebookError

FOLDER = "panels"
TEAMS = "panels/teams"
JUDGEMENTS = "judgements.csv"
REMEDY = "Correct the line; `rules/panels/README.md` says what each column holds."


@dataclass(frozen=True, slots=True)
class JudgedTeam:
    """A made-up team: what it answered and runs today, and by decision how many experts would advise each option."""

    id: str
    beliefs: Mapping[str, Belief]
    today: Mapping[str, str]
    votes: Mapping[str, Mapping[str, int]]

    @property
    def checking(self) -> bool:
        """Whether nothing may be learned from it."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 3 == 0

    def agreed(self, decision: str) -> frozenset[str]:
        """The options that most experts advise; several when none has more votes than another."""
        votes = self.votes[decision]
        return frozenset(option for option, count in votes.items() if count == max(votes.values()))


def load_panels(pack: Path, rulebook: Rulebook) -> tuple[JudgedTeam, ...]:
    """The teams of a pack that experts judged, by id; none where there is no such folder.

    Raises RulebookError with every fault.
    """
    folder = pack / FOLDER
    if not (folder / JUDGEMENTS).is_file():
        return ()
    problems: list[Problem] = []
    votes = _votes(folder / JUDGEMENTS, rulebook, problems)
    engine = Engine(rulebook)
    teams = tuple(_team(folder, id, votes[id], engine, problems) for id in sorted(votes))
    if problems:
        raise RulebookError(problems)
    return teams


def _votes(
    path: Path, rulebook: Rulebook, problems: list[Problem]
) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    name = f"{path.parent.parent.name}/{FOLDER}/{path.name}"
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    for row in rows:
        team, decision, option = (row.get(key) or "" for key in ("team", "decision", "option"))
        known = rulebook.decisions.get(decision)
        if not team or known is None or option not in known.options:
            said = f'"{option}" is not an option of "{decision}"' if team else "names no team"
            problems.append(Problem(name, rows.line_num, "", said, REMEDY))
            continue
        found[team][decision][option] += 1
    return found


def _team(
    folder: Path, id: str, votes: Mapping[str, Mapping[str, int]], engine: Engine, problems: list[Problem]
) -> JudgedTeam:
    path = folder.parent / TEAMS / f"{id}.toml"
    name = f"{folder.parent.name}/{TEAMS}/{path.name}"
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(name, 0, "", f"cannot be read: {error}", "Write the team again."))
        return JudgedTeam(id, {}, {}, votes)
    beliefs: dict[str, Belief] = {}
    for question, belief in _answers(said.get("answers", {})):
        try:
            engine.check({question: belief})
        except (BeliefError, KeyError, TypeError, ValueError) as error:
            problems.append(Problem(name, 0, f"answers.{question}", str(error), "Correct the answer."))
        else:
            beliefs[question] = belief
    decisions = engine.rulebook.decisions
    today: dict[str, str] = {}
    for decision, option in said.get("today", {}).items():
        if decision in decisions and option in decisions[decision].options:
            today[decision] = option
        else:
            message = f'"{option}" is not an option of "{decision}"'
            problems.append(Problem(name, 0, f"today.{decision}", message, "Name one of its options."))
    return JudgedTeam(id, MappingProxyType(beliefs), MappingProxyType(today), votes)


def _answers(answers: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, Belief]]:
    for question, answer in answers.items():
        if "low" in answer:
            yield question, Range(float(str(answer["low"])), float(str(answer["high"])))
        else:
            value = answer.get("value")
            yield question, Exact(frozenset(value) if isinstance(value, list) else value)  # type: ignore[arg-type]
