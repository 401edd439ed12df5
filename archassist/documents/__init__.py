"""Documents of a review: decision records, a roadmap and a readout. Templates in, files out, nothing overwritten.

Jinja is imported when something is rendered.
"""

from archassist.documents.context import DocumentContext, build_context
from archassist.documents.data import Coming, Evidence, Growth, ReviewData, Verdict
from archassist.documents.planning import KINDS, plan_export
from archassist.documents.writing import ExportError, ExportPlan, PlannedFile

__all__ = [
    "KINDS",
    "Coming",
    "DocumentContext",
    "Evidence",
    "ExportError",
    "ExportPlan",
    "Growth",
    "PlannedFile",
    "ReviewData",
    "Verdict",
    "build_context",
    "plan_export",
]
