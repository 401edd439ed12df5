"""What can be exported, and the forms of decision records: names that the command line knows before anything is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

KINDS = (
    "adr",
    "roadmap",
    "readout",
    "checklist",
    "preread",
    "minutes",
    "log",
    "onboarding",
    "onepager",
    "report",
    "issues",
    "alerts",
)
"""What can be exported; `UNASKED` are those that come when nothing is named."""

UNASKED = ("adr", "roadmap", "readout", "checklist")

FORMATS: Mapping[str, tuple[Literal["madr", "nygard", "log4brains"], str]] = {
    "madr": ("madr", "adr.md.j2"),
    "madr-minimal": ("madr", "adr-minimal.md.j2"),
    "nygard": ("nygard", "adr-nygard.md.j2"),
    "log4brains": ("log4brains", "adr-log4brains.md.j2"),
    "y-statement": ("madr", "adr-y-statement.md.j2"),
}
"""The forms of decision records: the dialect each speaks, and its template."""

Form = Literal["short", "long"]
FORMS: tuple[Form, ...] = ("short", "long")

LONGER = ("madr", "nygard", "log4brains")
"""Forms of records that have a short form, which comes unasked, and a long one."""

LARGEST_DOCUMENT = 2_000_000
"""Characters of a document that a template of a team's own makes."""

KIND_TITLES: Mapping[str, str] = {
    "adr": "decision records",
    "roadmap": "roadmap",
    "readout": "readout for the room",
    "checklist": "checklist, also as a table",
    "preread": "pre-read for participants",
    "minutes": "minutes of the last meeting",
    "log": "log of decisions",
    "onboarding": "brief for a new lead",
    "onepager": "one page for executives",
    "report": "report for a browser",
    "issues": "items for an issue tracker",
    "alerts": "Prometheus rules for limits",
}
"""What each kind of document is, in a few words."""
