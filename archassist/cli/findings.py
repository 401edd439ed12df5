"""Findings of a check for machines: JUnit XML and SARIF 2.1.0."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from archassist import __version__
from archassist.terminal_text import escaped_in_json

if TYPE_CHECKING:
    from archassist.workflows.findings import Finding

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(title: str, findings: Sequence[Finding]) -> str:
    """A test suite: each kind of finding that did not occur is a passed case, each that did a failed one."""
    from archassist.workflows.findings import KINDS

    errors = [each for each in findings if each.level == "error"]
    quiet = [kind for kind in KINDS if kind != "draft" and kind not in {each.kind for each in errors}]
    count = len(errors) + len(quiet)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    counts = f'tests="{count}" failures="{len(errors)}" errors="0"'
    lines.append(f"<testsuites {counts}>")
    lines.append(f"  <testsuite name={_attribute(title or 'archassist')} {counts}>")
    for each in errors:
        place = each.path or "review"
        case = f"classname={_attribute(f'archassist.{each.kind}')} name={_attribute(f'{place}: {each.text}')}"
        failure = f"message={_attribute(each.text)} type={_attribute(each.kind)}"
        lines.append(f"    <testcase {case}>")
        lines.append(f"      <failure {failure}>{_text(f'{place}:{each.line}')}</failure>")
        lines.append("    </testcase>")
    for kind in quiet:
        lines.append(f"    <testcase classname={_attribute(f'archassist.{kind}')} name={_attribute(kind)}/>")
    return "\n".join([*lines, "  </testsuite>", "</testsuites>", ""])


def sarif(findings: Sequence[Finding], target: Path) -> str:
    """A SARIF log with one run; files are relative to the folder that was checked."""
    from archassist.workflows.findings import KINDS

    kinds = list(KINDS)
    results = []
    for each in findings:
        result: dict[str, object] = {
            "ruleId": each.kind,
            "ruleIndex": kinds.index(each.kind),
            "level": each.level,
            "message": {"text": each.text},
        }
        if each.path:
            place = {"uri": quote(os.fsencode((target / each.path).as_posix()))}
            result["locations"] = [
                {"physicalLocation": {"artifactLocation": place, "region": {"startLine": max(each.line, 1)}}}
            ]
        results.append(result)
    rules = [{"id": kind, "shortDescription": {"text": KINDS[kind]}} for kind in kinds]
    driver = {"name": "archassist", "version": __version__, "rules": rules}
    log = {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return escaped_in_json(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
