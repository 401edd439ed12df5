"""The order of work: which practices come first, given what they need, what they bring and what they cost."""

from archassist.roadmap.checklist import Bucket, ChecklistItem, checklist

__all__ = ["Bucket", "ChecklistItem", "checklist"]
