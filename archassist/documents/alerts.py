"""Triggers as Prometheus rules: alerts, queries recorded for them, and a test that proves the alerts fire.

Everything is written as YAML in which each text is a JSON string, which YAML reads the same way. Alerts watch metrics
named `archassist:...`; where a query is known it is recorded under that name, and where none is the team records its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from archassist.documents.data import Alert
from archassist.words import capital

PENDING_HOURS = 6
"""How long a sign has to hold before it is one: a busy hour is no trend."""


def alert_files(alerts: Sequence[Alert]) -> dict[str, str]:
    """File names and texts: alerts, recorded queries, and the test for `promtool test rules`."""
    return {
        "archassist-alerts.yml": "\n".join(_alerts(alerts)) + "\n",
        "archassist-recording.yml": "\n".join(_recording(alerts)) + "\n",
        "archassist-alerts-test.yml": "\n".join(_test(alerts)) + "\n",
    }


def _alerts(alerts: Sequence[Alert]) -> Iterator[str]:
    yield "# Early warnings that a decision which is right today will soon have to change. Made by archassist."
    yield "groups:"
    yield "  - name: archassist-triggers"
    yield "    interval: 5m"
    yield "    rules:" if alerts else "    rules: []"
    for each in alerts:
        yield f"      - alert: {_name(each)}"
        yield f"        expr: {_expression(each)}"
        yield f"        for: {PENDING_HOURS}h"
        yield "        labels:"
        for key, value in _labels(each).items():
            yield f"          {key}: {_text(value)}"
        yield "        annotations:"
        for key, value in _annotations(each).items():
            yield f"          {key}: {_text(value)}"


def _recording(alerts: Sequence[Alert]) -> Iterator[str]:
    metrics = {each.metric: each for each in alerts}
    known = {metric: each for metric, each in metrics.items() if each.promql}
    yield "# The metrics that the alerts watch. Adapt labels such as job to yours."
    for metric, each in metrics.items():
        if not each.promql:
            yield f"# {_comment(f'{_metric(metric)} is yours to record. {each.title}: {each.measure}')}"
    yield "groups:"
    yield "  - name: archassist-metrics"
    yield "    interval: 5m"
    yield "    rules:" if known else "    rules: []"
    for metric, each in known.items():
        yield f"      # {_comment(f'{each.title}; from {each.exporter}')}"
        yield f"      - record: {_metric(metric)}"
        yield f"        expr: {_text(each.promql)}"


def _test(alerts: Sequence[Alert]) -> Iterator[str]:
    """Each metric stays on the quiet side for a day and on the other for a day: the alert is silent, then fires."""
    yield "# promtool test rules archassist-alerts-test.yml"
    yield "rule_files:"
    yield "  - archassist-alerts.yml"
    yield "evaluation_interval: 5m"
    yield "tests:" if alerts else "tests: []"
    for each in alerts:
        quiet, loud = _beside(each)
        yield "  - interval: 5m"
        yield "    input_series:"
        yield f"      - series: {_text(_metric(each.metric))}"
        yield f"        values: {_text(f'{quiet:.12g}x275 {loud:.12g}x288')}"
        yield "    alert_rule_test:"
        yield "      - eval_time: 23h"
        yield f"        alertname: {_name(each)}"
        yield "        exp_alerts: []"
        yield "      - eval_time: 40h"
        yield f"        alertname: {_name(each)}"
        yield "        exp_alerts:"
        yield "          - exp_labels:"
        for key, value in _labels(each).items():
            yield f"              {key}: {_text(value)}"
        yield "            exp_annotations:"
        for key, value in _annotations(each).items():
            yield f"              {key}: {_text(_shown(value))}"


def _beside(alert: Alert) -> tuple[float, float]:
    step = max(abs(alert.border) * 0.1, 1e-6)
    below, above = alert.border - step, alert.border + step
    return (below, above) if alert.rises else (above, below)


def _expression(alert: Alert) -> str:
    return _text(f"{_metric(alert.metric)} {'>' if alert.rises else '<'} {alert.border:.12g}")


def _metric(id: str) -> str:
    return f"archassist:{re.sub(r'[^a-zA-Z0-9_]', '_', id)}"


def _name(alert: Alert) -> str:
    words = re.split(r"[^a-zA-Z0-9]+", f"{alert.decision}_{alert.option}")
    return "Archassist" + "".join(capital(word) for word in words)


def _labels(alert: Alert) -> dict[str, str]:
    return {"severity": "info", "decision": alert.decision, "option": alert.option}


def _annotations(alert: Alert) -> dict[str, str]:
    side = "above" if alert.rises else "below"
    return {
        "summary": _plain(f"{alert.decision_title}: time for “{alert.option_title}”"),
        "description": _plain(
            f"{alert.title} {side} {alert.threshold}. The forecast expects this option {alert.when}. How to measure it: "
            f"{alert.measure}"
        ),
    }


_OPEN = "{{ `{{` }}"


def _plain(text: str) -> str:
    """Text in an annotation, which Prometheus reads as a template."""
    return text.replace("{{", _OPEN)


def _shown(text: str) -> str:
    """The text as the template gives it back."""
    return text.replace(_OPEN, "{{")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())
