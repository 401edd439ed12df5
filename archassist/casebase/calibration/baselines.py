"""What advice has to beat, each learned of the other companies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from archassist.casebase.calibration.lessons import Lesson
from archassist.casebase.calibration.plain_model import Floats, Taught, predicted, raw_features
from archassist.casebase.left_out import Baseline
from archassist.casebase.similarity import apart
from archassist.rulebook import Rulebook


def baselines(lessons: Sequence[Lesson], rulebook: Rulebook) -> Mapping[Baseline, tuple[str, ...]]:
    """The option that each baseline names for every decision of every case, in the order of the lessons.

    Needs the extra that brings scipy.
    """
    published = [each for each in lessons if each.kind == "case"]
    found: dict[Baseline, list[int]] = defaultdict(list)
    plain = plainly(published, published)
    for place, mine in enumerate(published):
        others = [each for each in published if each.group != mine.group and each.decision == mine.decision]
        common, nearest = 0, 0
        if others:
            common = int(sum((_shared(each) for each in others), 0 * mine.right).argmax())
            nearest = int(min(others, key=lambda each: apart(mine, each)).right.argmax())
        found["simplest"].append(0)
        found["most common"].append(common)
        found["nearest precedent"].append(nearest)
        found["plain model"].append(int(plain[place].argmax()))
    options = [list(rulebook.decisions[each.decision].options) for each in published]
    return {
        name: tuple(mine[at] for mine, at in zip(options, places, strict=True))
        for name, places in found.items()
    }


def plainly(
    asked: Sequence[Lesson],
    taught: Sequence[Lesson],
    *,
    part: Callable[[str], object] = str,
    counts: Mapping[str, float] = MappingProxyType({}),
    standing: bool = False,
) -> list[Floats]:
    """How likely the plain model holds each option to be right for every lesson asked, in their order.

    It learns of those taught about the same decision, but for cases of the same `part` of the groups (companies). `counts`
    holds by kind what a lesson counts, 1 unless it is told. With `standing` it is also told what stands today.
    """
    teams = {each.team: each.beliefs for each in (*taught, *asked)}
    table = dict(zip(teams, raw_features(list(teams.values())), strict=True))
    found: dict[int, Floats] = {}
    tasks: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, each in enumerate(asked):
        tasks[each.decision, part(each.group)].append(place)
    for (decision, mine), places in tasks.items():
        others = [
            each for each in taught
            if each.decision == decision and (each.kind != "case" or part(each.group) != mine)
        ]  # fmt: skip
        if not others:
            found |= {place: np.eye(len(asked[place].right))[0] for place in places}
            continue

        mine_asked = [asked[place] for place in places]
        table_of = np.stack([table[each.team] for each in (*others, *mine_asked)])
        if standing:
            table_of = np.hstack([table_of, _stands(others, mine_asked)])
        learned = Taught(
            table_of[: len(others)],
            np.stack([_shared(each) for each in others]),
            np.array([counts.get(each.kind, 1.0) for each in others]),
        )
        chances = predicted(learned, table_of[len(others) :])
        found |= dict(zip(places, chances, strict=True))
    return [found[place] for place in range(len(asked))]


def _stands(others: Sequence[Lesson], asked: Sequence[Lesson]) -> Floats:
    """Which option stands today, centred and scaled as other answers are."""
    known = sorted({each.today for each in others})
    table = np.array([[float(each.today == option) for option in known] for each in (*others, *asked)])
    scaled: Floats = (table - table.mean(axis=0)) / (table.std(axis=0) + 1e-9)
    return scaled


def _shared(lesson: Lesson) -> Floats:
    """What was right as shares: options that are right together share one."""
    shares: Floats = lesson.right / lesson.right.sum()
    return shares
