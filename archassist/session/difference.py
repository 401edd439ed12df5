"""What differs between two reviews: the answers, the advice, and which answers moved which advice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archassist.session.wording import understood

if TYPE_CHECKING:
    from archassist.engine import Belief
    from archassist.session.review import Review

View = dict[str, Any]

SAMPLES = 2048


def difference_view(old: Review, new: Review, samples: int = SAMPLES) -> View:
    """What changed from `old` to `new`, as `diff --json` prints it.

    `answers` lists every answer that differs. `decisions` lists those whose recommendation differs, each with
    `because`: the smallest set of changed answers that, put into the old review alone, gives the new recommendation
    (found by putting them in one by one, and taking away each that is not needed). `standings` lists decisions that
    stay and became surer or less sure. `taken` lists what the team decided differently.
    """
    before, after = dict(old.beliefs()), dict(new.beliefs())
    changed = [id for id in new.rulebook.questions if before.get(id) != after.get(id)]
    was = {each.id: each for each in old.engine.assess(before, samples=samples).decisions}
    now = {each.id: each for each in new.engine.assess(after, samples=samples).decisions}
    tried = _Tried(new, before, after, samples)
    decisions, standings = [], []
    for id, decision in new.rulebook.decisions.items():
        if was[id].recommended != now[id].recommended:
            enough = tried.enough(id, now[id].recommended, changed)
            decisions.append(
                {
                    "id": id,
                    "title": decision.title,
                    "was": was[id].recommended,
                    "was_title": decision.options[was[id].recommended].title,
                    "now": now[id].recommended,
                    "now_title": decision.options[now[id].recommended].title,
                    "standing": now[id].standing,
                    "because": [
                        {"question": each, "title": new.rulebook.questions[each].title} for each in enough
                    ],
                }
            )
        elif was[id].standing != now[id].standing:
            standings.append(
                {"id": id, "title": decision.title, "was": was[id].standing, "now": now[id].standing}
            )
    return {
        "pack": {"was": old.pack, "now": new.pack},
        "answers": [_answer(old, new, id) for id in changed],
        "decisions": decisions,
        "standings": standings,
        "taken": _taken(old, new),
    }


class _Tried:
    """Advice on the old answers with some of the new ones put in; each set is assessed once."""

    def __init__(
        self, review: Review, before: Mapping[str, Belief], after: Mapping[str, Belief], samples: int
    ) -> None:
        self._review, self._before, self._after, self._samples = review, before, after, samples
        self._found: dict[frozenset[str], dict[str, str]] = {}

    def advice(self, replaced: frozenset[str]) -> dict[str, str]:
        if replaced not in self._found:
            beliefs = dict(self._before)
            for id in replaced:
                if id in self._after:
                    beliefs[id] = self._after[id]
                else:
                    beliefs.pop(id, None)
            found = self._review.engine.assess(beliefs, samples=self._samples)
            self._found[replaced] = {each.id: each.recommended for each in found.decisions}
        return self._found[replaced]

    def enough(self, decision: str, option: str, changed: list[str]) -> list[str]:
        """The smallest set found: one answer that is enough alone, else all without those not needed."""
        for id in changed:
            if self.advice(frozenset({id}))[decision] == option:
                return [id]
        needed = list(changed)
        for id in changed:
            without = frozenset(needed) - {id}
            if self.advice(without)[decision] == option:
                needed.remove(id)
        return needed


def _answer(old: Review, new: Review, id: str) -> View:
    question = new.rulebook.questions[id]
    was, now = old.answers.get(id), new.answers.get(id)
    return {
        "question": id,
        "title": question.title,
        "was": understood(question, was) if was else None,
        "now": understood(question, now) if now else None,
    }


def _taken(old: Review, new: Review) -> list[View]:
    found = []
    for id, decision in new.rulebook.decisions.items():
        was, now = old.decisions.get(id), new.decisions.get(id)
        said = [(each.status, each.option) if each else None for each in (was, now)]
        if said[0] != said[1]:
            found.append(
                {
                    "id": id,
                    "title": decision.title,
                    "was": None if was is None else {"status": was.status, "option": was.option},
                    "now": None if now is None else {"status": now.status, "option": now.option},
                }
            )
    return found
