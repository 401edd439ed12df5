"""What is to be exported from the app, kept while it runs."""

from __future__ import annotations

from archassist.dataclass_later import dataclass, field
from archassist.exported import UNASKED


@dataclass(slots=True)
class ExportChoice:
    """Kinds of documents, and by its id (a decision or a document) the name of every file that is to stay as it is."""

    kinds: list[str] = field(default_factory=lambda: list(UNASKED))
    left_out: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    """Names of files, as they were listed first: one that is left out keeps its place."""
    undecided: bool = False
    """Whether decisions for which too little is answered get a record, too."""
