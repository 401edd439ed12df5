"""Measurements, kept apart from the tests: figures depend on the machine, ratios against a peer in the same run less so."""
