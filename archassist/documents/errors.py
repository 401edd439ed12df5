"""What can go wrong with documents."""

from __future__ import annotations


class ExportError(Exception):
    """Documents cannot be made or written. The message says where, why and what to do."""
