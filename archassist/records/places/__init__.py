"""Where a repository keeps its decision records, and what they are called there."""
