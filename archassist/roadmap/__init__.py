"""The order of work: which practices and steps come first, and when, given what they need, bring and cost."""

from archassist.roadmap.calendar import Calendar, quarter
from archassist.roadmap.capacity import Capacity, capacity_of
from archassist.roadmap.checklist import ChecklistItem, checklist
from archassist.roadmap.effort import people_of
from archassist.roadmap.planned import Cost, Late, Plan, Planned
from archassist.roadmap.planner import plan
from archassist.roadmap.ranking import Ranking, ranked
from archassist.roadmap.steps import Aims, Awaited, Deadline, Edit, Step, edited, steps
from archassist.words import Bucket

__all__ = [
    "Aims",
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
    "Ranking",
    "Step",
    "capacity_of",
    "checklist",
    "edited",
    "people_of",
    "plan",
    "quarter",
    "ranked",
    "steps",
]
