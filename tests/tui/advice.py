"""Advice on the small pack that is easy to foresee: the screens are tested here, not the reckoning."""

from __future__ import annotations

from typing import Any

from archassist.tui.model import Model
from archassist.views.records.outlook import QuestionWorth
from archassist.views.records.plan import ChecklistView, EffortView


def assess(model: Model, samples: int) -> dict[str, Any]:
    """A view in the form of `assess --json`: replicas from 3,500 reads per second, standby from 99.9%."""
    reads, goal = middle(model, "reads", 200), middle(model, "slo", 99)
    load = reads * 1.1 / 5000
    replicas = load > 0.7
    mark = model.review.practices.get("db.index")
    return {
        "phase": {"id": "scale", "title": "Scale out"} if replicas else {"id": "start", "title": "Start"},
        "facts": {"load": {"value": load, "unit": "share", "low": load / 2, "high": load * 2, "assumed": []}},
        "decisions": [
            decision("read_scaling", ("tune", "replicas"), replicas, samples, "firm"),
            decision("redundancy", ("backups", "standby"), goal >= 99.9, samples, "leaning"),
        ],
        "checklist": [
            ChecklistView(
                id="db.index",
                title="Review indexes",
                rank=1,
                bucket="now",
                status=mark.status if mark else "todo",
                owner=mark.owner if mark else "",
                impact=3,
                after=(),
                effort=EffortView((2, 8), ""),
                needed_by=(),
                assumes=(),
            )
        ],
        "find_out_next": []
        if model.answer("slo")
        else [QuestionWorth("slo", "Goal", 0.5, ("redundancy",), "")],
    }


def decision(id: str, options: tuple[str, str], second: bool, samples: int, standing: str) -> dict[str, Any]:
    """One decision with two options."""
    shares = (0.2, 0.8) if second else (0.8, 0.2)
    return {
        "id": id,
        "recommended": options[second],
        "standing": standing if samples else None,
        "options": [
            {
                "id": option,
                "score": 3 * (option == options[1]),
                "share": share if samples else None,
                "ruled_out": False,
            }
            for option, share in zip(options, shares, strict=True)
        ],
        "because": [],
        "not_because": [],
    }


def middle(model: Model, question: str, usual: float) -> float:
    """The answer, the middle of a range, or what is usual."""
    answer = model.answer(question)
    if answer is None or not answer.known:
        return usual
    if answer.low is not None and answer.high is not None:
        return (answer.low + answer.high) / 2
    assert isinstance(answer.value, float)
    return answer.value
