"""`archassist schema`: JSON Schemas of the files that people write, and of what `--json` prints."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from archassist.cli.arguments import named
from archassist.cli.output import say, say_json, write_file


class _Described(NamedTuple):
    """What a schema is of: a model or record of a module, or many of them."""

    about: str
    module: str
    name: str
    many: Literal["", "list", "by id"] = ""


FILES: Mapping[str, _Described] = {
    "pack": _Described("a rule file of a pack", "rulebook.raw.rule_file", "RuleFile"),
    "case": _Described("a published case: cases/ID.toml of a pack", "rulebook.raw.answers", "CaseFile"),
    "scenario": _Described("a scenario: scenarios/ID.toml of a pack", "rulebook.raw.answers", "ScenarioFile"),
    "calibration": _Described(
        "calibration.toml of a pack, as `rules calibrate` writes it",
        "rulebook.raw.calibration",
        "CalibrationFile",
    ),
    "session": _Described("a session file", "session.file_form", "SessionFile"),
}
"""Files in TOML: those that people write, and what was learned of weights."""

OUTPUTS: Mapping[str, _Described] = {
    "answers": _Described("set --json", "views.records.answers", "AnswerView", "by id"),
    "assessment": _Described("assess --json", "views.records.advice", "AssessmentView"),
    "why": _Described("why --json", "views.records.why", "WhyView"),
    "tour": _Described("tour --json", "views.records.tour", "TourView"),
    "forecast": _Described("forecast --json", "views.records.outlook", "OutlookView"),
    "plan": _Described("plan --json", "views.records.plan", "PlanView"),
    "priorities": _Described("prioritise --json", "views.records.tradeoffs", "PrioritiesView"),
    "risks": _Described("risk --json", "views.records.tradeoffs", "RiskView", "list"),
    "rounds": _Described("answers --json", "views.records.meeting", "RoundsView"),
    "meeting": _Described("meeting --json", "views.records.meeting", "MeetingView"),
    "minutes": _Described("minutes --json", "views.records.meeting", "MinutesView"),
    "actions": _Described("action --json", "views.records.meeting", "ActionView", "list"),
    "diff": _Described("diff --json", "workflows.difference", "DifferenceView"),
    "merge": _Described("merge --json", "workflows.merge", "PoolView"),
    "check": _Described("check --json", "workflows.findings", "CheckView"),
    "adopt": _Described("adopt --json", "workflows.adoption", "AdoptionView"),
    "export": _Described("export --json", "workflows.export_report", "ExportView"),
    "rules-list": _Described("rules list --json", "authoring.inventory", "PackObject", "list"),
    "rules-explain": _Described("rules explain --json", "authoring.explain", "ExplainedLine", "list"),
    "rules-lint": _Described("rules lint --json", "authoring.remarks", "FindingView", "list"),
    "rules-test": _Described("rules test --json", "authoring.examples", "ExamplesView"),
    "rules-coverage": _Described("rules coverage --json", "authoring.coverage", "CoverageView"),
    "rules-backtest": _Described("rules backtest --json", "casebase.backtest_view", "BacktestView"),
    "rules-calibrate": _Described("rules calibrate --json", "casebase.measured", "CalibrationView"),
    "rules-prove": _Described("rules prove --json", "authoring.proofs.report", "ProofView"),
}
"""What commands print, in JSON."""

NAMES = (*FILES, *OUTPUTS)


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of this name."""
    if described := FILES.get(name):
        from archassist.rulebook.raw.json_schema import file_schema

        return file_schema(_found(described))
    from archassist.views.json_schema import record_schema

    described = OUTPUTS[name]
    return record_schema(_found(described), f"archassist {described.about}", described.many)


def written(name: str) -> str:
    """The text of a schema, the same bytes for the same version."""
    from archassist.rulebook.raw.json_schema import as_text

    return as_text(schema(name))


def arguments(command: ArgumentParser) -> None:
    """What may stand behind `archassist schema`."""
    command.add_argument(
        "name", metavar="NAME", nargs="?", choices=NAMES, help="one of them; none: list them"
    )
    command.add_argument(
        "--to",
        type=named,
        metavar="DIR",
        help="write into this folder, as NAME.json; without NAME: all of them",
    )


def run(chosen: Namespace) -> int:
    """Prints one schema, writes all of them into a folder, or lists them."""
    if chosen.to and not chosen.name:
        return _write(Path(chosen.to), NAMES)
    if chosen.name:
        if chosen.to:
            return _write(Path(chosen.to), (chosen.name,))
        say_json(schema(chosen.name))
        return 0
    for head, described in (("Files", FILES), ("Outputs", OUTPUTS)):
        say(head)
        for name, each in described.items():
            say(f"  {name:16}{each.about}")
    return 0


def _write(folder: Path, names: Sequence[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        write_file(folder / f"{name}.json", written(name))
        say(str(folder / f"{name}.json"))
    return 0


def _found(described: _Described) -> Any:
    return getattr(import_module(f"archassist.{described.module}"), described.name)
