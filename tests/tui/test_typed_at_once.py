"""Whoever types quickly is understood as whoever types slowly: a key waits until the one before it has done its work."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key, _get_key_aliases

from archassist.session import Review
from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model


def typed_at_once(app: ArchassistApp, *keys: str) -> None:
    """The keys as they come from a terminal that had to wait: all of them before the app sees the first."""
    for key in keys:
        char = key if len(key) == 1 else None
        event = events.Key(_character_to_key(key) if char else key, char)
        assert _get_key_aliases(event.key)
        app.post_message(event)


async def test_a_whole_interview_typed_at_once(model: Model) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        typed_at_once(app, *"12", "enter", "f2", *"~40%", "enter")
        typed_at_once(app, "down", "enter", "1", "space", "down", "space", "enter", *"99.9", "enter")
        until = time.monotonic() + 20
        while len(model.review.answers) < 6 and time.monotonic() < until:
            await pilot.pause(0.02)
    assert {id: model.typed(id) for id in model.review.answers} == {
        "engineers": "12",
        "reads": "unknown",
        "write_share": "31%..50%",
        "surge": "seasonal",
        "blocks": "queue",
        "slo": "99.9",
    }
    assert Review.open(model.path, model.rulebook).answers == model.review.answers


@pytest.mark.parametrize(
    "keys",
    [
        [*"12", "enter", "ctrl+z", *"14", "enter"],
        [*"12", "enter", "escape", "d", "escape", *"300", "enter"],
        ["f2", "f2", "down", "1", "enter", "ctrl+z", "2", "enter", "1", "enter", *"99"],
    ],
    ids=" ".join,
)
async def test_what_is_typed_at_once_is_what_is_typed_slowly(
    keys: list[str], model: Model, tmp_path: Path
) -> None:
    app = ArchassistApp(model)
    async with app.run_test() as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.02)
    quick = Model(Review.create(tmp_path / "quick.toml", "Quick", model.review.rulebook))
    app = ArchassistApp(quick)
    async with app.run_test() as pilot:
        typed_at_once(app, *keys)
        until = time.monotonic() + 5
        while quick.review.answers != model.review.answers and time.monotonic() < until:
            await pilot.pause(0.02)
    assert quick.review.answers == model.review.answers
