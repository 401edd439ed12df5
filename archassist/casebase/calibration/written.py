"""A calibration as its file holds it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from archassist.rulebook import Calibration, Rulebook
from archassist.rulebook.raw.calibration import Scale

HEAD = """\
# Learned of published cases, panels and scenarios by `archassist rules calibrate`: not to be changed by hand.
# Bases, rules and leans are in hundredths of a point; their lists are in the order of the options.
"""


def as_toml(rulebook: Rulebook, calibration: Calibration, scales: Mapping[str, Scale]) -> str:
    """The text of `calibration.toml`. Only scales of terms that something was learned of are written."""
    learned = calibration.learned
    assert learned is not None
    lines = [
        HEAD.rstrip(),
        "",
        f"cases = {learned.cases}",
        f"judgements = {learned.judgements}",
        f"firm = {learned.firm}",
        f"leaning = {learned.leaning}",
        f"answers = {learned.answers}",
        f"unsure = {json.dumps(learned.unsure)}",
        "",
        "[scale]",
    ]
    used = {name for each in calibration.decisions.values() for name in each.leans}
    lines += [
        f"{id} = {{ middle = {scale.middle}, spread = {scale.spread} }}"
        for id, scale in scales.items()
        if id in used
    ]
    for id, weighing in calibration.decisions.items():
        options = ", ".join(f'"{option}"' for option in rulebook.decisions[id].options)
        lines += ["", f"[decision.{id}]", f"options = [{options}]", f"base = {list(weighing.base)}"]
        lines += [f"stays = {weighing.stays}"]
        lines += ["", f"[decision.{id}.rules]"]
        lines += [f'"{rule.removeprefix(f"{id}.")}" = {weight}' for rule, weight in weighing.rules.items()]
        lines += ["", f"[decision.{id}.leans]"]
        lines += [f'"{name}" = {list(values)}' for name, values in weighing.leans.items()]
    return "\n".join(lines) + "\n"
