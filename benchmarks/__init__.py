"""Measurements, apart from the tests: figures depend on the machine, ratios in one run less so."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command sets it
