"""Documents of a review: decision records, a roadmap and a readout. Templates in, files out, nothing overwritten.

Jinja is imported when something is rendered.
"""

from archassist.documents.context import DocumentContext, build_context
from archassist.documents.data import (
    Alert,
    Coming,
    Evidence,
    FlipLine,
    Growth,
    Homework,
    Leading,
    LimitLine,
    ReviewData,
    RiskLine,
    StepLine,
    Verdict,
)
from archassist.documents.errors import ExportError
from archassist.documents.export_plan import ExportPlan, resume
from archassist.documents.selection import Wishes, plan_export
from archassist.exported import FORMATS, KINDS, UNASKED

__all__ = [
    "FORMATS",
    "KINDS",
    "UNASKED",
    "Alert",
    "Coming",
    "DocumentContext",
    "Evidence",
    "ExportError",
    "ExportPlan",
    "FlipLine",
    "Growth",
    "Homework",
    "Leading",
    "LimitLine",
    "ReviewData",
    "RiskLine",
    "StepLine",
    "Verdict",
    "Wishes",
    "build_context",
    "plan_export",
    "resume",
]
