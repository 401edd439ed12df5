"""Learns how strongly rules speak from teams of which the right option is known, and says how well that holds for others."""
