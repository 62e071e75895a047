"""Grounds for exclusion of another law than the one under which the pack buys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.foreign.bench import Bench
from hls_procure.foreign.units import Unit

_GROUNDS = re.compile(r"\bexclu(?:sion|ded|de|dable)\b", re.IGNORECASE)
_OLD = re.compile(r"\b(?:regulation|reg\.?) 57\b|\bpublic contracts regulations\b|\bPCR\s?2015\b", re.IGNORECASE)
_NEW = re.compile(r"\bprocurement act\b|\bPA\s?2023\b", re.IGNORECASE)


def other_law(bench: Bench) -> Iterator[Finding]:
    """The pack names one law as its own, and takes its grounds for exclusion from the other alone."""
    units = [unit for name, every in bench.heard.units.items() for unit in every if bench.heard.parts[name].part != "other"]
    grounds = [unit for unit in units if _GROUNDS.search(f"{unit.heading} {unit.text}")]
    old = [unit for unit in grounds if _OLD.search(unit.text)]
    law = next((unit for unit in units if _NEW.search(unit.text) and unit not in grounds), None)
    if law is None or not old or any(_NEW.search(unit.text) for unit in grounds):
        return
    yield _finding(bench, old[0], law)


def _finding(bench: Bench, old: Unit, law: Unit) -> Finding:
    message = (
        f"{old.file} takes its grounds for exclusion from another law than the one that {law.file} names as that of the pack."
    )
    return bench.finding("RA513", message, old.side(None, "exclu"), law.side())
