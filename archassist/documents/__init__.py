"""Documents of a review: decision records, a roadmap and a readout. Templates in, files out, nothing overwritten.

Jinja is imported when something is rendered.
"""

from archassist.documents.assembly import context_of
from archassist.documents.context import DocumentContext
from archassist.documents.data import Alert
from archassist.documents.errors import ExportError
from archassist.documents.export_plan import ExportPlan, resume
from archassist.documents.selection import Wishes, plan_export
from archassist.exported import FORMATS, KINDS, UNASKED

__all__ = [
    "FORMATS",
    "KINDS",
    "UNASKED",
    "Alert",
    "DocumentContext",
    "ExportError",
    "ExportPlan",
    "Wishes",
    "context_of",
    "plan_export",
    "resume",
]
