"""Measurements, run on demand: ``python -m tests.benchmarks``. Ratios of one run; nothing here is an assertion of the suite."""
