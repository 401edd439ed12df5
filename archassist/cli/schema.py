"""`archassist schema`: JSON Schemas of the files that people write, and of what `--json` prints."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from archassist.cli.output import complain, say, write_file


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
    "session": _Described("a session file", "session.file_form", "SessionFile"),
}
"""Files that people write, in TOML."""

OUTPUTS: Mapping[str, _Described] = {
    "answers": _Described(
        "set --json: the answers that were given, by question", "views.records.answers", "AnswerView", "by id"
    ),
    "assessment": _Described("assess --json", "views.records.advice", "AssessmentView"),
    "why": _Described("why --json", "views.records.advice", "WhyView"),
    "forecast": _Described("forecast --json", "views.records.outlook", "OutlookView"),
    "plan": _Described("plan --json", "views.records.plan", "PlanView"),
    "priorities": _Described("prioritise --json", "views.records.tradeoffs", "PrioritiesView"),
    "risks": _Described("risk --json", "views.records.tradeoffs", "RiskView", "list"),
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
    "rules-backtest": _Described("rules backtest --json", "casebase.backtest", "BacktestView"),
    "rules-prove": _Described("rules prove --json", "authoring.proofs.report", "ProofView"),
}
"""What commands print, in JSON."""

NAMES = (*FILES, *OUTPUTS)


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of this name."""
    if described := FILES.get(name):
        from archassist.rulebook.raw.json_schema import file_schema

        return file_schema(_found(described), f"archassist: {described.about}")
    from archassist.views.json_schema import record_schema

    described = OUTPUTS[name]
    record = _found(described)
    whole: Any = {"list": tuple[record, ...], "by id": Mapping[str, record | None]}.get(
        described.many, record
    )
    return record_schema(whole, f"archassist {described.about}")


def written(name: str) -> str:
    """The text of a schema, the same bytes for the same version."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def run(chosen: Namespace) -> int:
    """Prints one schema, writes all of them into a folder, or lists them."""
    if chosen.to and not chosen.name:
        return _write_all(Path(chosen.to))
    if chosen.name:
        text = written(chosen.name)
        if chosen.to:
            return _write(Path(chosen.to), {chosen.name: text})
        say(text.rstrip("\n"))
        return 0
    for head, described in (("Files", FILES), ("Outputs", OUTPUTS)):
        say(head)
        for name, each in described.items():
            say(f"  {name:16}{each.about}")
    return 0


def _write_all(folder: Path) -> int:
    return _write(folder, {name: written(name) for name in NAMES})


def _write(folder: Path, texts: Mapping[str, str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_file(folder / f"{name}.json", text)
        say(str(folder / f"{name}.json"))
    complain(f"{len(texts)} schemas written.")
    return 0


def _found(described: _Described) -> Any:
    return getattr(import_module(f"archassist.{described.module}"), described.name)
