"""Decision records that live with people: found, read, merged, remembered and written all at once.

Knows files and Markdown, and nothing of rules or reviews.
"""

from archassist.records.branches import OnBase, numbers_taken, on_base
from archassist.records.folder import PassedOver, RecordFolder, Unread, find_folder
from archassist.records.line_merge import MergedLines, merge
from archassist.records.memory import Memory, MemoryFault, Remembered, read_memory
from archassist.records.numbering import Collision, collisions
from archassist.records.own_records import OwnRecords
from archassist.records.record import Dialect, Record, read_record
from archassist.records.staging import Write, WriteFault
from archassist.records.statuses import Status
from archassist.records.sync import plan_sync
from archassist.records.transaction import pending, recover, write_all
from archassist.records.wanted import SYNC_STATES, Making, PlannedRecord, State, Suggestions, Sync, Wanted

__all__ = [
    "SYNC_STATES",
    "Collision",
    "Dialect",
    "Making",
    "Memory",
    "MemoryFault",
    "MergedLines",
    "OnBase",
    "OwnRecords",
    "PassedOver",
    "PlannedRecord",
    "Record",
    "RecordFolder",
    "Remembered",
    "State",
    "Status",
    "Suggestions",
    "Sync",
    "Unread",
    "Wanted",
    "Write",
    "WriteFault",
    "collisions",
    "find_folder",
    "merge",
    "numbers_taken",
    "on_base",
    "pending",
    "plan_sync",
    "read_memory",
    "read_record",
    "recover",
    "write_all",
]
