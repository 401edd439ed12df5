"""The order of work: which practices and steps come first, and when, given what they need, bring and cost."""

from archassist.roadmap.calendar import Calendar, quarter
from archassist.roadmap.capacity import Capacity, capacity_of
from archassist.roadmap.checklist import ChecklistItem, checklist
from archassist.roadmap.effort import people_of
from archassist.roadmap.planned import Cost, Late, Plan, Planned
from archassist.roadmap.planner import plan
from archassist.roadmap.steps import Awaited, Deadline, Edit, Step, steps
from archassist.words import Bucket

__all__ = [
    "Awaited",
    "Bucket",
    "Calendar",
    "Capacity",
    "ChecklistItem",
    "Cost",
    "Deadline",
    "Edit",
    "Late",
    "Plan",
    "Planned",
    "Step",
    "capacity_of",
    "checklist",
    "people_of",
    "plan",
    "quarter",
    "steps",
]
