"""Measurements, apart from the tests: figures depend on the machine, ratios in one run less so."""
