"""Words that several commands take."""

TODAY = "today"
"""Before a decision, with a dot between them, or alone: which options stand today."""
