"""Triggers as Prometheus rules: valid YAML, harmless text, and alerts that fire when their sign shows."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archassist.documents import Alert
from archassist.documents.alerts import alert_files
from archassist.session import Review
from archassist.workflows.export import export_plan

TEXTS = r"\s+(?:- )?(?:summary|description|expr|series|values|decision|option|severity): (.*)"
TODAY = datetime.date(2026, 11, 20)
PROMTOOL = shutil.which("promtool")


def alert(**changed: object) -> Alert:
    usual = {
        "metric": "db_util", "title": "Utilisation", "border": 0.5, "rises": True, "decision": "read_scaling",
        "option": "read_replicas", "decision_title": "Read scaling", "option_title": "Read replicas",
        "when": "in most simulated futures", "measure": "CPU", "promql": "max(x)", "exporter": "node_exporter",
        "threshold": "50%",
    }  # fmt: skip
    return Alert(**(usual | changed))  # type: ignore[arg-type]


def promtool(folder: Path, *words: str) -> None:
    assert PROMTOOL
    ran = subprocess.run(
        [PROMTOOL, *words], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def proved(folder: Path, alerts: list[Alert]) -> None:
    for name, text in alert_files(alerts).items():
        (folder / name).write_text(text)
    promtool(folder, "check", "rules", "archassist-alerts.yml", "archassist-recording.yml")
    promtool(folder, "test", "rules", "archassist-alerts-test.yml")


def test_each_trigger_is_an_alert_with_its_metric_and_border() -> None:
    files = alert_files(
        [alert(), alert(metric="stale_ok_s", border=2, rises=False, option="cqrs", promql="")]
    )
    alerts, recording = files["archassist-alerts.yml"], files["archassist-recording.yml"]
    assert 'expr: "archassist:db_util > 0.5"' in alerts
    assert 'expr: "archassist:stale_ok_s < 2"' in alerts
    assert alerts.count("- alert: ") == 2
    assert recording.count("- record: ") == 1
    assert "archassist:stale_ok_s is yours to record" in recording


def test_the_not_yet_of_a_review_is_exported_only_when_asked_for(
    example: Callable[[str], Review], tmp_path: Path
) -> None:
    review = example("notion-2021")
    assert not [each for each in export_plan(review, tmp_path, (), TODAY).files if each.path.suffix == ".yml"]
    files = export_plan(review, tmp_path, ("alerts",), TODAY).files
    assert {each.path.name for each in files} == {
        "archassist-alerts.yml", "archassist-recording.yml", "archassist-alerts-test.yml",
    }  # fmt: skip
    alerts = next(each.text for each in files if each.path.name == "archassist-alerts.yml")
    assert "- alert: ArchassistTeamTopology" in alerts


def test_every_text_is_a_json_string_on_one_line() -> None:
    hostile = 'x" \n- alert: Evil\n  expr: up {{ .Value }} {{`'
    for text in alert_files(
        [alert(title=hostile, option_title=hostile, measure=hostile, exporter=hostile)]
    ).values():
        assert "\n- alert: Evil" not in text
        for line in text.splitlines():
            if found := re.match(
                r"\s+(?:- )?(?:summary|description|expr|series|values|decision|option|severity): (.*)", line
            ):
                json.loads(found[1])


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed")
def test_promtool_takes_the_rules_and_sees_every_alert_fire(
    tmp_path: Path, example: Callable[[str], Review]
) -> None:
    proved(
        tmp_path,
        [
            alert(),
            alert(rises=False, option="cqrs"),
            alert(border=0, option="zero"),
            alert(border=1e9, option="big"),
        ],
    )
    proved(tmp_path, [])
    proved(tmp_path, [alert(title='quote " and {{ braces }}', measure="new\nline {{`")])
    export_plan(example("notion-2021"), tmp_path / "real", ("alerts",), TODAY).write()
    promtool(tmp_path / "real" / "alerts", "test", "rules", "archassist-alerts-test.yml")


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed")
def test_every_query_of_the_rules_is_one(tmp_path: Path, shipped) -> None:  # type: ignore[no-untyped-def]
    alerts = [
        alert(metric=id, promql=signal.promql, option=f"o{id}") for id, signal in shipped.signals.items()
    ]
    assert len(alerts) > 5
    proved(tmp_path, alerts)
